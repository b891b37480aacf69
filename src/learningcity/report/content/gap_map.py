"""The gap map: priorities and groups, and what is offered where they meet."""

from __future__ import annotations

from dataclasses import dataclass

from learningcity.analysis.coverage_map import CellRow, CoverageMap
from learningcity.analysis.csv_text import csv_text
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.labels import MAP_NOTES, MAP_STATUSES
from learningcity.report.content.pieces import Download, Mention, Said, csv_download
from learningcity.report.drawing.circles import radius

__all__ = ["GapMap", "MapCell", "MapRow", "draw_gap_map"]

_COLUMNS = ("row", "column", "status", "initiatives", "general", "may_reach", "needs")


@dataclass(frozen=True)
class MapCell:
    """Where a row and a column meet."""

    anchor: str
    """The id of the list of its initiatives."""
    status: str
    """The status code, by which it is drawn."""
    words: str
    """The status in words, with the number."""
    number: str
    """How many initiatives name both; empty where none does."""
    radius: float
    """The radius of its circle; the area is as the number."""
    row: Said
    """What the row is called."""
    column: Said
    """What the column is called."""
    initiatives: tuple[Mention, ...]
    """Those that name both."""
    general: tuple[Mention, ...]
    """Those that reach both in general."""
    may_reach: tuple[Mention, ...]
    """Those that may."""
    needs: tuple[Mention, ...]
    """The needs that speak of both."""


@dataclass(frozen=True)
class MapRow:
    """A row of the map."""

    name: Said
    """What it is called."""
    cells: tuple[MapCell, ...]
    """Its cells."""


@dataclass(frozen=True)
class GapMap:
    """The gap map as a matrix of circles."""

    title: str
    """The finding."""
    corner: str
    """What rows and columns are."""
    columns: tuple[Said, ...]
    """The heads of the columns."""
    rows: tuple[MapRow, ...]
    """The rows."""
    legend: tuple[tuple[str, str, str], ...]
    """The statuses that there are, by code: how many cells have each, and what it means."""
    download: Download
    """The cells with all their ids, to save."""


def draw_gap_map(desk: Desk, found: Findings) -> GapMap:
    """Return the gap map, with the longer axis downwards so that it fits narrow pages."""
    found_map = found.map
    say = desk.wording.say
    turned = len(found_map.column_names) > len(found_map.row_names)
    rows, columns = found_map.row_names, found_map.column_names
    largest = max((len(cell.initiatives) for cell in found_map.rows), default=0)
    priorities = {key: _name(desk, "priority", key) for key in rows}
    audiences = {key: _name(desk, "audience", key) for key in columns}
    cells = {
        (cell.row, cell.column): _cell(
            desk, f"cell-{index}", cell, (priorities[cell.row], audiences[cell.column]), largest
        )
        for index, cell in enumerate(found_map.rows)
    }
    if turned:
        lines = [
            MapRow(name, tuple(cells[row, column] for row in rows))
            for column, name in audiences.items()
        ]
        heads = priorities
    else:
        lines = [
            MapRow(name, tuple(cells[row, column] for column in columns))
            for row, name in priorities.items()
        ]
        heads = audiences
    return GapMap(
        title=_title(desk, found_map),
        corner=say("Group of people") if turned else say("Priority"),
        columns=tuple(heads.values()),
        rows=tuple(lines),
        legend=tuple(
            (
                status,
                desk.wording.say(
                    "%(what)s: %(n)s",
                    what=desk.word(MAP_STATUSES, status),
                    n=found_map.counts[status],
                ),
                desk.word(MAP_NOTES, status) if status in MAP_NOTES else "",
            )
            for status in MAP_STATUSES
            if found_map.counts[status]
        ),
        download=csv_download("gap-map", csv_text(found_map, _COLUMNS)),
    )


def _name(desk: Desk, kind: str, key: str) -> Said:
    return desk.term("priority" if kind == "priority" else "audience", key)


def _cell(
    desk: Desk, anchor: str, cell: CellRow, terms: tuple[Said, Said], largest: int
) -> MapCell:
    wording = desk.wording
    number = len(cell.initiatives)
    words = (
        wording.count("%(n)s initiative", "%(n)s initiatives", number)
        if number
        else desk.word(MAP_STATUSES, cell.status)
    )
    return MapCell(
        anchor=anchor,
        status=cell.status,
        words=words,
        number=wording.number(number) if number else "",
        radius=radius(number, largest),
        row=terms[0],
        column=terms[1],
        initiatives=desk.names("initiative", cell.initiatives),
        general=desk.names("initiative", cell.general),
        may_reach=desk.names("initiative", cell.may_reach),
        needs=desk.names("need", cell.needs),
    )


def _title(desk: Desk, found: CoverageMap) -> str:
    count, counts = desk.wording.count, found.counts
    total = len(found.rows)
    if not total:
        return desk.wording.say("There are no priorities or groups of people to compare")
    if counts["none-recorded"]:
        return count(
            "In %(n)s of %(total)s combinations of a priority and a group "
            "there is a need and nothing is recorded",
            "In %(n)s of %(total)s combinations of a priority and a group "
            "there is a need and nothing is recorded",
            counts["none-recorded"],
            total=total,
        )
    if counts["not-known"]:
        return count(
            "In %(n)s of %(total)s combinations of a priority and a group "
            "nobody knows whether anything is offered",
            "In %(n)s of %(total)s combinations of a priority and a group "
            "nobody knows whether anything is offered",
            counts["not-known"],
            total=total,
        )
    return count(
        "Initiatives name %(n)s of %(total)s combinations of a priority and a group",
        "Initiatives name %(n)s of %(total)s combinations of a priority and a group",
        counts["named"],
        total=total,
    )
