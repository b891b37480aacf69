"""Who answers for each priority, and who hears from whom, as text."""

from __future__ import annotations

from collections.abc import Iterator

from learningcity.analysis.flows import FlowRow, KnowledgeFlows
from learningcity.analysis.ownership import Ownership, OwnershipRow
from learningcity.analysis.sentences import words
from learningcity.cli.layout import first_of, head, paragraph, rest, table, typed
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
        cells = [(_STATUS[row.status], "\n".join(_owned(row))) for row in rows[:shown]]
        columns = ("answers", "priority")
        lines += ["", table(columns, cells, flexible=1, gap=0), *rest(shown, len(rows))]
        lines += ["", f"Next: learningcity show {typed(path)} priority:{rows[0].priority}"]
    return "\n".join(lines)


def _owned(row: OwnershipRow) -> Iterator[str]:
    yield row.priority
    yield f"  {row.sentence}"
    for step in row.way:
        gone = "" if step.there else " (not there on the day)"
        yield f"  {step.body}{gone}: {', '.join(step.members) or 'members not known'}"


def show_flows(city: City, found: KnowledgeFlows, path: str, limit: int) -> str:
    """Return who hears from whom as text; who is in no tie is only counted, in the headline."""
    lines = [head(city, found)]
    rows = [row for row in found.rows if row.outside is False]
    shown = first_of(limit, len(rows))
    if rows:
        cells = [("\n".join(_flow(row)), *_reach(row)) for row in rows[:shown]]
        columns = ("partner", "can hear from", "is heard by")
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(rows))]
        lines += ["", paragraph("Partners that can be reached over any number of ties.")]
        lines += [f"Next: learningcity show {typed(path)} partner:{rows[0].partner}"]
    return "\n".join(lines)


def _flow(row: FlowRow) -> Iterator[str]:
    yield row.partner
    if row.receives_from:
        yield f"  from {', '.join(row.receives_from)}"
    if row.gives_to:
        yield f"  to {', '.join(row.gives_to)}"


def _reach(row: FlowRow) -> tuple[str, ...]:
    return tuple(words.number(len(found or ())) for found in (row.hears_from, row.heard_by))
