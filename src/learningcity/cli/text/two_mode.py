"""Who takes part in what, as text: its figures, who also meets elsewhere, communities."""

from __future__ import annotations

from learningcity.analysis.communities import Communities
from learningcity.analysis.redundancy import Redundancy, RedundancyRow
from learningcity.analysis.sentences.absent import NONE_SIGN, NOT_DEFINED
from learningcity.analysis.sentences.nulls import TWO_SIDED
from learningcity.analysis.sentences.reasons import why_below
from learningcity.analysis.sentences.two_mode import subject
from learningcity.analysis.sentences.words import number, share
from learningcity.analysis.two_mode import TwoModeStructure
from learningcity.cli.layout import entry, first_of, paragraph, rest, table
from learningcity.model.city import City

__all__ = ["show_communities", "show_redundancy", "show_two_mode"]


def show_two_mode(found: TwoModeStructure) -> str:
    """Return the figures as text, with what chance gives where that was asked for."""
    if all(row.value is None for row in found.rows):
        return paragraph(found.summary())
    compared = found.parameters.null is not None
    columns = ("figure", "", "value", *(("by chance", "z", "p") if compared else ()))
    cells = [
        (
            f"{subject(row.figure, found.reading)}{why_below(row.reason)}",
            row.figure,
            NOT_DEFINED if row.value is None else share(row.value),
            *((_number(row.null_mean), _number(row.z), _number(row.p)) if compared else ()),
        )
        for row in found.rows
        if row.reason != "untested"
    ]
    lines = [paragraph(found.summary()), "", table(columns, cells, flexible=0, gap=0)]
    if compared:
        lines += ["", paragraph(f"{_NULL} {_compared(found)}".rstrip())]
    equal = [share(value) for value in found.equal_degrees if value is not None]
    if equal:
        lines += ["", paragraph(_EQUAL.format(" and ".join(equal)))]
    return "\n".join(lines)


_NULL = (
    "by chance: the mean where who takes part in what is shuffled, while each partner keeps its "
    "number of initiatives and each initiative its number of partners; z: the distance from it in "
    f"standard deviations. {TWO_SIDED}."
)
_NOTES = {
    "frozen": "There is no other possibility here, so that chance says nothing.",
    "exact": "All {} possibilities were compared.",
    None: "{} random samples were compared.",
}
_EQUAL = (
    "Nestedness counts pairs with equally many ties as 0 whatever they share: a share of {} of the "
    "pairs of each mode."
)


def _compared(found: TwoModeStructure) -> str:
    """Return with how many possibilities the figures were compared, if any is defined."""
    for row in found.rows:
        if row.samples is not None:
            return _NOTES[row.null_note].format(number(row.samples))
    return ""


def _number(value: float | None) -> str:
    return NONE_SIGN if value is None else share(value)


def show_redundancy(found: Redundancy, limit: int, *, city: City | None = None) -> str:
    """Return as text of which initiatives the partners meet nowhere else, the most pairs first."""
    lines = [paragraph(found.summary())]
    rows = [row for row in found.rows if row.mode == 1 and row.pairs > row.pairs_elsewhere]
    rows.sort(key=lambda row: row.pairs_elsewhere - row.pairs)
    shown = first_of(limit, len(rows))
    if rows:
        cells = [_pairs(row, city) for row in rows[:shown]]
        columns = (found.reading.nouns[1][0], "pairs", "only here", "redundancy")
        lines += ["", table(columns, cells, flexible=0), *rest(shown, len(rows))]
        lines += ["", paragraph(_REDUNDANCY)]
    return "\n".join(lines)


_REDUNDANCY = (
    "pairs: every two that it joins; only here: those that nothing else joins; redundancy: the "
    "share of pairs that are also joined elsewhere."
)


def _pairs(row: RedundancyRow, city: City | None) -> tuple[str, ...]:
    only = row.pairs - row.pairs_elsewhere
    first = entry(row.sentence, "initiative", row.node, city)
    return first, str(row.pairs), str(only), _number(row.redundancy)


def show_communities(found: Communities, limit: int) -> str:
    """Return the communities as text, the largest first."""
    lines = [paragraph(found.summary())]
    shown = first_of(limit, len(found.communities))
    if found.communities:
        cells = [(str(n + 1), _members(found, n + 1)) for n in range(shown)]
        lines += ["", table(("", "members"), cells, flexible=1)]
        lines += rest(shown, len(found.communities))
    return "\n".join(lines)


def _members(found: Communities, number: int) -> str:
    parts = []
    for mode, (_, several) in enumerate(found.reading.nouns):
        called = (found.names.partner, found.names.initiative)[mode]
        names = [
            _called(called(row.node), row.node)
            for row in found.rows
            if row.community == number and row.mode == mode
        ]
        parts.append(f"{several}: {', '.join(names)}")
    return "\n".join(parts)


def _called(name: str, key: object) -> str:
    return name if name == str(key) else f"{name} ({key})"
