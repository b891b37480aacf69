"""What results say about who stands between others that are not tied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, join, number, share

if TYPE_CHECKING:
    from learningcity.analysis.brokerage import BrokerageRow, RoleRow
    from learningcity.analysis.graph_result import Names

__all__ = [
    "ROLE_WORDS",
    "brokerage_summary",
    "chance_step",
    "contacts_step",
    "groups_words",
    "own_group_step",
    "role_step",
    "unknown_step",
    "why_no_roles",
]

ROLE_WORDS = {
    "coordinator": "coordinator, inside its own {group}",
    "itinerant": "itinerant, inside one other {group}",
    "gatekeeper_representative": "gatekeeper or representative, between its own {group} and others",
    "gatekeeper": "gatekeeper, from other {groups} to its own",
    "representative": "representative, from its own {group} to others",
    "liaison": "liaison, between two other {groups}",
}
"""What each role is, in words."""

_MOST = 6
"""So many pairs are named."""

_UNDEFINED = {
    "no-groups": "of no partner is the {group} known",
    "one-group": "all partners whose {group} is known are of the same one",
    "unknown-group": "its {group} is not known",
}


def groups_words(group: str) -> dict[str, str]:
    """Return the words for the groups by an attribute: ``sector``, or any other."""
    if group == "sector":
        return {"group": "sector", "groups": "sectors"}
    return {"group": f"{group} (as its group)", "groups": f"groups by {group}"}


def why_no_roles(reason: str, group: str) -> str:
    """Return why there are no roles, in words."""
    return _UNDEFINED[reason].format(**groups_words(group))


def brokerage_summary(
    rows: Sequence[BrokerageRow],
    across: int,
    by_chance: float,
    group: str,
    reason: str | None,
    *,
    names: Names,
) -> str:
    """Return the headline: who stands between most pairs, and how many of these are across groups.

    `across` is how many pairs of the first one are of two groups, and how many would be by chance.
    """
    if not rows:
        return "There are no partners."
    most = rows[0].paths
    if not most:
        return "No partner stands between two others that have no tie of their own."
    first = [names.partner(row.partner) for row in rows if row.paths == most]
    verb = "connects" if len(first) == 1 else "each connect"
    have = "has" if most == 1 else "have"
    words = (
        f"{join(first)} {verb} {count(most, 'pair')} of partners that {have} no tie of their own, "
        "more than anyone else"
    )
    if reason is not None:
        return f"{words}; no roles, because {why_no_roles(reason, group)}."
    if len(first) == 1 and rows[0].reason is None:
        words += (
            f"; {number(across)} of them of two different {groups_words(group)['groups']} "
            f"({share(by_chance)} on average with these dealt out anew)"
        )
        unknown = rows[0].unknown_groups
        if unknown:
            words += f", and of {number(unknown)} one {groups_words(group)['group']} is not known"
    return f"{words}."


def own_group_step(name: str, row: BrokerageRow, group: str) -> str:
    """Return of which group a partner is."""
    named = groups_words(group)["group"]
    if row.group is None:
        return f"The {named} of {name} is not known."
    return f"The {named} of {name}: {row.group}."


def contacts_step(partner: str, by_group: Mapping[str, Sequence[str]]) -> str:
    """Return with whom a partner has a tie, by their groups."""
    if not by_group:
        return f"{partner} has no tie."
    parts = [f"{len(names)} {group} ({join(names)})" for group, names in by_group.items()]
    return f"{partner} has ties with {'; '.join(parts)}."


def role_step(role: str, pairs: Sequence[tuple[str, str]], group: str, *, directed: bool) -> str:
    """Return between whom a partner stands in one role."""
    named = _pairs(pairs, "to" if directed else "and")
    what = ROLE_WORDS[role].format(**groups_words(group))
    return f"As {what}: {count(len(pairs), 'pair')} without a tie of their own: {named}."


def _pairs(pairs: Sequence[tuple[str, str]], word: str) -> str:
    shown = [f"{first} {word} {last}" for first, last in pairs[:_MOST]]
    if len(pairs) > _MOST:
        shown.append(f"{number(len(pairs) - _MOST)} more")
    return "; ".join(shown)


def unknown_step(pairs: Sequence[tuple[str, str]], group: str) -> str:
    """Return between whom a partner stands where the group of one of them is not known."""
    named = _pairs(pairs, "and")
    return (
        f"Of no role, because a {groups_words(group)['group']} is not known: "
        f"{count(len(pairs), 'pair')}: {named}."
    )


def chance_step(rows: Sequence[RoleRow], group: str) -> str:
    """Return how the roles would be by chance."""
    named = groups_words(group)
    parts = [
        f"{row.role.replace('_', ' or ')} {share(row.expected)}"
        for row in rows
        if row.expected is not None
    ]
    return (
        f"If the {named['groups']} were dealt out anew among the partners, each keeping its size, "
        f"on average: {', '.join(parts)}."
    )
