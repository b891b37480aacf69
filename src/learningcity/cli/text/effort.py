"""Bodies with the same members, and records entered twice, as text."""

from __future__ import annotations

from collections.abc import Iterator

from learningcity.analysis.effort import Effort, SeatRow
from learningcity.analysis.sentences.words import entry_names
from learningcity.analysis.twins import TwinRow, Twins
from learningcity.cli.layout import first_of, head, named, paragraph, rest, table, typed, where
from learningcity.model.city import City

__all__ = ["show_effort", "show_twins"]


def show_effort(city: City, found: Effort, path: str, limit: int) -> str:
    """Return the bodies with members in common, and who has most seats, as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                str(len(row.shared)),
                f"{row.sentence}\n  {entry_names(city, 'partner', row.shared)}",
                f"{row.containment:.2f}",
                f"{row.jaccard:.2f}",
            )
            for row in found.rows[:shown]
        ]
        columns = ("shared", "bodies", "of the smaller", "of all")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
    sitting = [row for row in found.seats if row.seats]
    if sitting:
        most = first_of(limit, len(sitting))
        seats = [(str(row.seats), "\n".join(_sits(city, row))) for row in sitting[:most]]
        lines += ["", table(("seats", "partner"), seats, flexible=1, gap=0)]
        lines += rest(most, len(sitting))
        lines += ["", f"Next: learningcity show {typed(path)} partner:{sitting[0].partner}"]
    return "\n".join(lines)


def _sits(city: City, row: SeatRow) -> Iterator[str]:
    yield named(city, "partner", row.partner)
    yield f"  {entry_names(city, 'body', row.bodies)}"


def show_twins(city: City, found: Twins, path: str, limit: int) -> str:
    """Return the records that may be one thing entered twice as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [(f"{row.score:.2f}", _records(city, row)) for row in found.rows[:shown]]
        columns = ("score", "records")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "This is about records in the file, not about duplication of effort. If two are "
                "one thing, keep one of them. If not, say so: two initiatives by a review, two "
                "needs by their dates or by 'replaces'."
            ),
            f"Next: learningcity show {typed(path)} {found.rows[0].records[0]}",
        ]
    return "\n".join(lines)


def _records(city: City, row: TwinRow) -> str:
    both = [f"{record}  {where(city, record)}".rstrip() for record in row.records]
    return "\n  ".join([row.sentence, *both])
