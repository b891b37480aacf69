"""Who answers for each priority, and who hears from whom, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learningcity.analysis.flows import FlowRow, KnowledgeFlows
from learningcity.analysis.ownership import Ownership, OwnershipRow, OwnershipStatus, OwnershipStep
from learningcity.analysis.sentences import words
from learningcity.analysis.sentences.ownership import ownership_line
from learningcity.cli.layout import first_of, head, named, paragraph, placed, rest, table, typed
from learningcity.model.city import City

__all__ = ["show_flows", "show_ownership"]

_STATUS = {
    "top-body": "leads to the top",
    "partner": "a partner",
    "dead-end": "dead end",
    "no-owner": "nobody",
}


def show_ownership(city: City, found: Ownership, path: str, limit: int) -> str:
    """Return who answers for each priority as text; what nobody answers for comes first."""
    lines = [head(city, found)]
    rows = sorted(found.rows, key=lambda row: row.status not in ("no-owner", "dead-end"))
    shown = first_of(limit, len(rows))
    if rows:
        # One way upwards serves many priorities, and is said once.
        same: dict[tuple[str | None, OwnershipStatus], list[OwnershipRow]] = {}
        for row in rows[:shown]:
            same.setdefault((row.owner, row.status), []).append(row)
        cells = [
            (_STATUS[status], "\n".join(_owned(city, together)))
            for (_, status), together in same.items()
        ]
        columns = ("answers", "priorities")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(rows))]
        steps = {step.body: step for row in rows[:shown] for step in row.way}
        if steps:
            lines += ["", "Who sits on these bodies, as far as recorded:"]
            lines += [paragraph(_seats(city, step), "  ") for step in steps.values()]
        lines += ["", f"Next: learningcity show {typed(path)} priority:{rows[0].priority}"]
    return "\n".join(lines)


def _owned(city: City, rows: Sequence[OwnershipRow]) -> Iterator[str]:
    """Yield the way from one owner upwards, then the priorities that it answers for."""
    yield f"{ownership_line(city, rows[0])}:"
    for row in rows:
        name = words.entry_name(city, f"priority:{row.priority}")
        above = ", from what it lies within" if row.inherited else ""
        below = placed("priority", row.priority, city)
        yield f"  {name}{above}" + ("" if below == name else f"  {below}")


def _seats(city: City, step: OwnershipStep) -> str:
    name = words.entry_name(city, f"body:{step.body}")
    gone = "" if step.there else ", not there on the day"
    members = words.entry_names(city, "partner", step.members) or "not known"
    return f"{name} ({step.body}{gone}): {members}"


def show_flows(city: City, found: KnowledgeFlows, path: str, limit: int) -> str:
    """Return who hears from whom as text; who is in no tie is only counted, in the headline."""
    lines = [head(city, found)]
    rows = [row for row in found.rows if row.outside is False]
    shown = first_of(limit, len(rows))
    if rows:
        cells = [("\n".join(_flow(city, row)), *_reach(row)) for row in rows[:shown]]
        columns = ("partner", "can hear from", "is heard by")
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(rows))]
        lines += ["", paragraph("Partners that can be reached over any number of ties.")]
        lines += [f"Next: learningcity show {typed(path)} partner:{rows[0].partner}"]
    return "\n".join(lines)


def _flow(city: City, row: FlowRow) -> Iterator[str]:
    yield named(city, "partner", row.partner)
    if row.receives_from:
        yield f"  from {words.entry_names(city, 'partner', row.receives_from)}"
    if row.gives_to:
        yield f"  to {words.entry_names(city, 'partner', row.gives_to)}"


def _reach(row: FlowRow) -> tuple[str, ...]:
    return tuple(words.number(len(found or ())) for found in (row.hears_from, row.heard_by))
