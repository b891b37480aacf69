"""A map of coverage as text."""

from __future__ import annotations

from textwrap import fill

from learningcity.analysis.coverage_map import CellRow, CoverageMap
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.coverage_map import STATUS_WORDS
from learningcity.cli.layout import WIDTH, head, paragraph, table, typed
from learningcity.model.city import City

__all__ = ["show_coverage_map"]

_MOST_ACROSS = 6
_NAMES = 34
_WIDEST = 22
_BETWEEN = 2

_SIGNS = {"not-known": "?", "none-recorded": "none", "none-needed": NONE_SIGN}


def show_coverage_map(city: City, found: CoverageMap, path: str) -> str:
    """Return a map as text, the longer axis downwards; as a list where both are long."""
    lines = [head(city, found), ""]
    if not found.rows:
        return lines[0]
    across, down = found.column_names, found.row_names
    cells = {(cell.row, cell.column): cell for cell in found.rows}
    turned = len(across) > len(down)
    if turned:
        across, down = down, across
        cells = {(column, row): cell for (row, column), cell in cells.items()}
    if len(across) > _MOST_ACROSS:
        lines += _listed(found)
    else:
        width = min(_WIDEST, (WIDTH - _NAMES) // len(across) - _BETWEEN)
        body = [
            (
                f"{name}\n  {key}",
                *(fill(_shown(found, cells[key, other]), width) for other in across),
            )
            for key, name in down.items()
        ]
        heads = [fill(name, width) for name in across.values()]
        lines.append(table(("", *heads), body, flexible=0))
    signs = "; ".join(f"{sign}: {STATUS_WORDS[key]}" for key, sign in _SIGNS.items())
    lines += [
        "",
        paragraph(
            f"{_VALUES[found.parameters.value]}. general: reached only by something wider. "
            f"{signs}. Cells do not add up: an initiative may stand in several."
        ),
    ]
    if found.beside:
        lines.append(paragraph(f"In no cell: {', '.join(found.beside)}."))
    rows = found.parameters.columns
    columns = next(axis for axis in ("mode", "sector") if axis != rows)
    lines.append(
        f"Next: learningcity coverage {typed(path)} --table map --rows {rows} --columns {columns}"
    )
    return "\n".join(lines)


_VALUES = {
    "initiatives": "Number of initiatives that name both",
    "partners": "Number of partners that work in initiatives that name both",
    "capacity": "People a year for whom there are places",
    "funding": "Net money recorded for initiatives that name both",
}


def _shown(found: CoverageMap, cell: CellRow) -> str:
    sign = _SIGNS.get(cell.status)
    if sign is not None:
        return sign
    return found.figure(cell) if cell.initiatives else "general"


def _listed(found: CoverageMap) -> list[str]:
    """Return a line for each row and status, for maps too large for a table."""
    lines = []
    for (key, name), cells in zip(found.row_names.items(), found.grid, strict=True):
        lines.append(paragraph(f"{name} ({key})"))
        for status, words in STATUS_WORDS.items():
            these = [cell for cell in cells if cell.status == status]
            said = [
                f"{found.column_names[cell.column]}"
                + (f" {found.figure(cell)}" if status == "named" else "")
                for cell in these
            ]
            if said:
                lines.append(paragraph(f"{words}: {', '.join(said)}", "  "))
    return lines
