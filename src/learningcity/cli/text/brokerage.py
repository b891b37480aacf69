"""Who stands between partners that have no tie of their own, as text."""

from __future__ import annotations

from learningcity.analysis.brokerage import Brokerage, BrokerageRow, RoleRow
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.words import count, number, share
from learningcity.cli.layout import entry, first_of, paragraph, rest, table
from learningcity.model.city import City

__all__ = ["show_brokerage"]

_HEADS = {
    "coordinator": "coordinator",
    "itinerant": "itinerant",
    "gatekeeper_representative": "gatekeeper or\nrepresentative",
    "gatekeeper": "gatekeeper",
    "representative": "representative",
    "liaison": "liaison",
}


def show_brokerage(found: Brokerage, limit: int, *, city: City | None = None) -> str:
    """Return who stands between others as text, whoever connects most pairs first."""
    lines = [paragraph(found.summary())]
    rows = [row for row in found.rows if row.paths]
    shown = first_of(limit, len(rows))
    if rows:
        roles = () if found.reason else found.role_names
        by_chance = {(each.partner, each.role): each for each in found.chances}
        cells = [
            (
                _who(found, row, city),
                number(row.paths),
                *(_count(by_chance[row.partner, role]) for role in roles),
            )
            for row in rows[:shown]
        ]
        columns = ("who", "pairs", *(_HEADS[role] for role in roles))
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(rows))]
        if roles:
            lines += ["", paragraph(_legend(found))]
    return "\n".join(lines)


def _who(found: Brokerage, row: BrokerageRow, city: City | None) -> str:
    group = found.parameters.group
    known = f"{group} not known" if row.group is None else str(row.group)
    unknown = row.unknown_groups if row.group is not None else 0
    open_ones = f", {count(unknown, 'pair')} with someone of unknown {group}" if unknown else ""
    name = found.names.partner(row.partner)
    return entry(name, "partner", row.partner, city, f" ({known}{open_ones})")


def _count(role: RoleRow) -> str:
    if role.count is None or role.expected is None:
        return NONE_SIGN
    return f"{number(role.count)} ({share(role.expected)})"


def _legend(found: Brokerage) -> str:
    inside = "coordinator: both of its own group; itinerant: both of one other group"
    between = (
        "gatekeeper: from another group to its own; representative: from its own to another group"
        if found.parameters.directed
        else "gatekeeper or representative: one of its own group, one of another"
    )
    return (
        "pairs: two that both have a tie with it and none with each other. "
        f"{inside}; {between}; liaison: two of other groups. In brackets: how many on average if "
        "the groups were dealt out anew among the partners while the ties stay. To stand between "
        "others is no merit by itself: the two may have no reason to meet."
    )
