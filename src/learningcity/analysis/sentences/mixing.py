"""What results say about which groups meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.brokerage import groups_words
from learningcity.analysis.sentences.words import count, join, join_all, number, share

if TYPE_CHECKING:
    from learningcity.analysis.graph_result import Names
    from learningcity.analysis.mixing_tables import (
        GroupMixingRow,
        InitiativeMixingRow,
        MixingRow,
        PartnerMixingRow,
    )

__all__ = [
    "UNUSUAL",
    "all_groups_step",
    "cell_name",
    "cell_sentence",
    "chance_words",
    "ei_step",
    "groups_summary",
    "initiative_sentence",
    "initiatives_summary",
    "matrix_summary",
    "members_step",
    "mixing_summary",
    "pairs_step",
    "partner_sentence",
    "partners_of",
    "partners_summary",
    "random_step",
    "ties_step",
    "weights_step",
]

_NO_TIES = {
    "no-groups": "of no partner is the {group} known",
    "no-ties": "no partners of known {group} are tied",
    "unknown-groups": "no tie joins two partners of which the {group} is known",
    "unknown-group": "its {group} is not known",
    "isolate": "it has no tie",
}


def _undefined(reason: str, group: str) -> str:
    return _NO_TIES[reason].format(**groups_words(group))


def chance_words(
    found: float, expected: float, p: float | None, adjusted: float | None = None
) -> str:
    """Return whether a number is more or less than what chance gives, and how that was found.

    A number that chance may bring is not said to be as chance has it: few partners show little.
    Of several numbers looked at together, `adjusted` is p adjusted for all of them, and decides.
    """
    average = f"{share(expected)} on average with the groups dealt out anew"
    if p is None:
        return average
    told = f"{average}, p = {share(p)}"
    if adjusted is not None:
        told, p = f"{told}, adjusted {share(adjusted)}", adjusted
    if p > UNUSUAL or found == expected:
        return f"no clear difference from chance ({told})"
    more = "more" if found > expected else "less"
    return f"{more} often than chance would have it ({told})"


UNUSUAL = 0.05
"""Up to this p a number is called more or less than what chance gives."""


def mixing_summary(
    *,
    across: int,
    within: int,
    expected: float | None,
    p: float | None,
    unknown: int,
    group: str,
    reason: str | None,
) -> str:
    """Return the headline: how many ties join different groups, and how many would by chance."""
    named = groups_words(group)
    if reason is not None or expected is None:
        words = f"Which {named['groups']} meet is not known: {_undefined(reason or '', group)}"
    else:
        words = (
            f"{number(across)} of {count(across + within, 'tie')} join partners of different "
            f"{named['groups']}: {chance_words(across, expected, p)}"
        )
    if unknown:
        words += (
            f"; {count(unknown, 'other tie')} {'has' if unknown == 1 else 'have'} a partner whose "
            f"{named['group']} is not known"
        )
    return f"{words}."


def initiatives_summary(
    rows: Sequence[InitiativeMixingRow], wanted: Sequence[object], *, two_mode: bool
) -> str:
    """Return how many initiatives bring all groups together."""
    if not two_mode:
        return "The graph has no initiatives to look at; the two-mode graph has."
    if not rows:
        return "No initiative has partners."
    having = sum(row.all_groups == "yes" for row in rows)
    open_ones = sum(row.all_groups == "not-known" for row in rows)
    words = (
        f"{number(having) if having else 'None'} of {count(len(rows), 'initiative')} "
        f"{'have' if having > 1 else 'has'} {_all(wanted)} together"
    )
    return f"{words}; of {number(open_ones)} it is not known." if open_ones else f"{words}."


def _all(wanted: Sequence[object]) -> str:
    named = join_all([partners_of(each) for each in wanted]) if wanted else "no"
    return f"{named} partners"


def cell_name(row: MixingRow, *, directed: bool) -> str:
    """Return which groups a cell joins."""
    return f"{row.group} {'to' if directed else 'and'} {row.other}"


def cell_sentence(row: MixingRow, *, directed: bool) -> str:
    """Return how often two groups meet, and how often they would by chance."""
    one, other = (partners_of(each) for each in (row.group, row.other))
    ties = count(row.ties, "tie") if row.ties else "no tie"
    if directed:
        words = f"from {one} to {other} partners: {ties}"
    elif row.group == row.other:
        words = f"{one} partners meet one another in {ties}"
    else:
        words = f"{one} and {other} partners meet in {ties}"
    chance = chance_words(row.ties, row.expected, row.p, row.adjusted_p)
    return f"{words[0].upper()}{words[1:]}, {chance}."


def partners_of(name: object) -> str:
    """Return the name of a sector or another group before the word partners."""
    return "third-sector" if name == "third" else str(name)


def matrix_summary(rows: Sequence[MixingRow], *, directed: bool, group: str) -> str:
    """Return the pair of groups that is furthest from chance."""
    told = [row for row in rows if row.z is not None]
    if not told:
        return f"No two {groups_words(group)['groups']} could meet more or less often than they do."
    furthest = max(told, key=lambda row: abs(row.z or 0))
    # The ties add up to the same in each dealing, so that one number never varies alone.
    said = cell_sentence(furthest, directed=directed)
    return f"{said} Of {number(len(told))} such numbers this is the furthest from chance."


def groups_summary(rows: Sequence[GroupMixingRow], group: str) -> str:
    """Return the group that looks outward most, and the one that does least."""
    told = [row for row in rows if row.ei_index is not None]
    if not told:
        return f"Of no {groups_words(group)['group']} is a tie known."
    first = max(told, key=lambda row: row.ei_index or 0)
    last = min(told, key=lambda row: row.ei_index or 0)
    words = f"{first.group} has the largest share of its ties with others, {_shares(first)}"
    return f"{words}." if first is last else f"{words}; {last.group} the smallest, {_shares(last)}."


def _shares(row: GroupMixingRow | PartnerMixingRow) -> str:
    within, across = row.within or 0, row.across or 0
    return f"{number(across)} of {number(within + across)}"


def partners_summary(rows: Sequence[PartnerMixingRow], group: str) -> str:
    """Return how many partners have ties with other groups only, or with their own only."""
    told = [row for row in rows if row.ei_index is not None]
    named = groups_words(group)
    if not told:
        return f"Of no partner is a tie within or across {named['groups']} known."
    out = sum(row.ei_index == 1 for row in told)
    own = sum(row.ei_index == -1 for row in told)
    return (
        f"Partners with ties of known {named['groups']}: {number(len(told))}; with ties to other "
        f"{named['groups']} only: {number(out)}; to their own only: {number(own)}."
    )


def partner_sentence(name: str, row: PartnerMixingRow, group: str) -> str:
    """Return how many ties of a partner go to other groups."""
    if row.reason is not None:
        return f"{name} has no E-I index: {_undefined(row.reason, group)}."
    return f"{name} has {_shares(row)} ties with other {groups_words(group)['groups']}."


def initiative_sentence(names: Names, row: InitiativeMixingRow) -> str:
    """Return which groups an initiative has, and which it lacks."""
    has = join_all([str(each) for each in row.groups]) if row.groups else "nobody of a known group"
    words = f"{names.initiative(row.initiative)} has {count(row.partners, 'partner')}, of {has}"
    if row.missing:
        words += f"; missing: {join_all([str(each) for each in row.missing])}"
    if row.unknown and row.all_groups == "not-known":
        words += f", unless it is {join([names.partner(each) for each in row.unknown])}"
    return f"{words}."


def ties_step(ties: Sequence[tuple[str, str]], *, directed: bool) -> str:
    """Return which ties are counted."""
    if not ties:
        return "No ties."
    word = "to" if directed else "and"
    shown = [f"{one} {word} {other}" for one, other in ties[:_MOST]]
    if len(ties) > _MOST:
        shown.append(f"{number(len(ties) - _MOST)} more")
    return f"{count(len(ties), 'tie')}: {'; '.join(shown)}."


_MOST = 12
"""So many ties are named."""


def pairs_step(pairs: int, every: int, ties: int, expected: float) -> str:
    """Return how many ties two groups would have by chance, and why."""
    return (
        f"They make {number(pairs)} of all {count(every, 'pair')} of partners; of "
        f"{count(ties, 'tie')} that is {share(expected)} on average, if the groups are dealt out "
        "anew among the partners."
    )


def ei_step(across: float, within: float) -> str:
    """Return how an E-I index comes from ties across and within groups."""
    return (
        f"Across groups {share(across)}, within them {share(within)}: the first less the second, "
        "divided by their sum."
    )


def members_step(members: Sequence[tuple[str, str]]) -> str:
    """Return who takes part in an initiative, and of which group each is."""
    return f"Partners: {join_all([f'{name} ({group})' for name, group in members])}."


def random_step(sizes: Sequence[tuple[object, int]]) -> str:
    """Return where the index at random mixing comes from."""
    named = join_all([f"{number(size)} of {group}" for group, size in sizes]) if sizes else "nobody"
    return (
        f"Partners of known group: {named}. Of all pairs of them, those across groups less those "
        "within, divided by all."
    )


def weights_step(*, weighted: bool) -> str:
    """Return what is counted or added up."""
    return "Ties count by their weight." if weighted else "Each tie counts once."


def all_groups_step(
    names: Names, rows: Sequence[InitiativeMixingRow], wanted: Sequence[object]
) -> str:
    """Return which initiatives have all groups, and which may."""
    having = [names.initiative(row.initiative) for row in rows if row.all_groups == "yes"]
    maybe = [names.initiative(row.initiative) for row in rows if row.all_groups == "not-known"]
    words = f"With {_all(wanted)}: {join_all(having) if having else 'none'}"
    return f"{words}; not known of {join_all(maybe)}." if maybe else f"{words}."
