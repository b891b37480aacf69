"""Findings that differ as text."""

from __future__ import annotations

from learningcity.analysis.changes import FindingChange, FindingChanges, is_of_need
from learningcity.analysis.sentences.words import join
from learningcity.cli.layout import first_of, paragraph, rest, supposed, table, title, where
from learningcity.model.city import City

__all__ = ["show_changes"]

_MOST_ENTRIES = 8


def show_changes(before: City, after: City, found: FindingChanges, limit: int) -> str:
    """Return the findings that differ as text."""
    told = {row.subjects for row in found.rows if row.kind == "coverage"}
    rows = [row for row in found.rows if not (is_of_need(row) and row.subjects in told)]
    shown = first_of(limit, len(rows))
    lines = [paragraph(title(before, found.parameters)), paragraph(_other(before, after, found))]
    lines.append(paragraph(found.summary()))
    if rows:
        cells = [
            (row.change, f"{row.sentence}\n  {_places(before, after, row)}".rstrip())
            for row in rows[:shown]
        ]
        lines += ["", table(("what", "finding"), cells, flexible=1), *rest(shown, len(rows))]
    if found.differences:
        entries = [f"{one.reference} ({one.change})" for one in found.differences]
        lines += ["", paragraph(f"What the files say differently: {join(entries, _MOST_ENTRIES)}.")]
    return "\n".join(lines)


def _other(before: City, after: City, found: FindingChanges) -> str:
    """Return with what the city was compared."""
    day = found.parameters.on_after
    name = "the same" if before.id == after.id else after.name.in_language(after.language)
    when = "over all time" if day is None else f"on {day}"
    return f"compared with {name}, read {when}{supposed(after)}"


def _places(before: City, after: City, row: FindingChange) -> str:
    city = after if row.change == "appears" else before
    places = dict.fromkeys(where(city, subject) for subject in row.subjects)
    return "  ".join(place for place in places if place)
