"""Each priority in detail."""

from __future__ import annotations

from dataclasses import dataclass

from learningcity.analysis.fragmentation import FragmentationRow
from learningcity.analysis.gap_rows import NOT_KNOWN, GapRow
from learningcity.model.entities import Priority
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.pieces import Mention, Said, shown

__all__ = ["Priorities", "PriorityDetail", "detail_priorities"]

_INITIATIVES = 200
_GAPS = ("ownership", "sector", "objective")


@dataclass(frozen=True)
class PriorityDetail:
    """What is recorded for one priority."""

    priority: Mention
    """The priority."""
    definition: Said | None
    """What it means."""
    owner: Mention | None
    """Who answers for it."""
    objectives: tuple[tuple[Mention, str], ...]
    """Its objectives, and how many initiatives name each or a part of it."""
    silent: bool
    """Whether no initiative names any objective of it, so that nobody knows which are served."""
    initiatives: tuple[Mention, ...]
    """The initiatives that serve it."""
    more: int
    """How many of them are not shown."""
    leads: tuple[Mention, ...]
    """Their leads."""
    funders: tuple[Mention, ...]
    """Their funders."""
    money: tuple[str, ...]
    """The net money recorded for it, by currency; it does not add up over priorities."""
    needs: tuple[Mention, ...]
    """The needs that are filed under it."""
    gaps: tuple[Said, ...]
    """What is missing."""


@dataclass(frozen=True)
class Priorities:
    """The priorities, and what serves none."""

    rows: tuple[PriorityDetail, ...]
    """Those that lie within no other one."""
    others: tuple[Mention, ...]
    """The initiatives that stand under none of them: those that state none, end or only join."""


def detail_priorities(desk: Desk, found: Findings) -> Priorities:
    """Return the priorities in detail."""
    known = {row.priority: row for row in found.fragmentation.rows}
    broad = [
        entry for entry in desk.city.priorities if not entry.within and entry.replaced_by is None
    ]
    rows = tuple(_detail(desk, found, entry, known) for entry in broad)
    told = {key for entry in broad if entry.id in known for key in known[entry.id].initiatives}
    others = [key for key in desk.city.initiatives.ids if key not in told]
    return Priorities(rows, desk.all_cited("initiative", others))


def _detail(
    desk: Desk, found: Findings, entry: Priority, rows: dict[str, FragmentationRow]
) -> PriorityDetail:
    below = desk.view.below("priority", (entry.id,))
    row = rows.get(entry.id)
    unknown = {gap.subjects[0].partition(":")[2] for gap in found.gaps.rows if _leaves_open(gap)}
    sums = [each for each in found.funding.rows if each.subject == f"priority:{entry.id}"]
    return PriorityDetail(
        priority=desk.cited("priority", entry.id),
        definition=None if entry.definition is None else desk.said(entry.definition),
        owner=_owner(desk, entry.owner),
        objectives=tuple(
            (
                desk.cited("priority", each.id),
                desk.wording.say("not known")
                if each.id in unknown
                else _number(desk, rows.get(each.id)),
            )
            for each in desk.city.priorities
            if each.id != entry.id and each.id in below
        ),
        silent=not unknown.isdisjoint(below),
        initiatives=desk.all_cited("initiative", row.initiatives[:_INITIATIVES] if row else ()),
        more=shown(row.initiatives, _INITIATIVES) if row else 0,
        leads=desk.names("partner", row.leads if row else ()),
        funders=desk.names("partner", row.funders if row else ()),
        money=tuple(
            desk.wording.sum(each.currency, each.net_low, each.net_high)
            for each in sums
            if each.net_low is not None
        ),
        needs=desk.names(
            "need",
            (need.id for need in desk.view.needs if not below.isdisjoint(need.priorities)),
        ),
        gaps=tuple(
            desk.sentence(gap.sentence)
            for gap in found.gaps.rows
            if gap.type in _GAPS
            and gap.subjects[0].partition(":")[2] in below
            and not _leaves_open(gap)
        ),
    )


def _leaves_open(gap: GapRow) -> bool:
    """Return whether it is an objective of which nobody knows whether it is served."""
    return gap.type == "objective" and NOT_KNOWN in gap.marks


def _number(desk: Desk, row: FragmentationRow | None) -> str:
    number = len(row.initiatives) if row else 0
    return desk.wording.count("%(n)s initiative", "%(n)s initiatives", number)


def _owner(desk: Desk, owner: str | None) -> Mention | None:
    if owner is None:
        return None
    return desk.cited("body" if owner in desk.city.bodies else "partner", owner)
