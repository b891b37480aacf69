"""Gaps as text."""

from __future__ import annotations

from learningcity.analysis.gaps import Gaps
from learningcity.analysis.sentences.gaps import types_line
from learningcity.cli.layout import first_of, head, paragraph, rest, table, typed, where
from learningcity.model.city import City

__all__ = ["show_gaps"]


def show_gaps(city: City, found: Gaps, path: str, limit: int) -> str:
    """Return the gaps as text: how many of each type, then the rows."""
    lines = [head(city, found)]
    rows = found.missing
    shown = first_of(limit, len(rows))
    if len(found.counts) > 1:
        lines += ["", paragraph(types_line(found.counts))]
    if rows:
        cells = [
            (
                row.type,
                f"{row.sentence}\n  {where(city, row.subjects[0])}\n  To close it: {row.remedy}.",
                row.size,
            )
            for row in rows[:shown]
        ]
        columns = ("gap", "what is missing", "size")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(rows))]
        lines += ["", f"Next: learningcity show {typed(path)} {rows[0].subjects[0]}"]
    return "\n".join(lines)
