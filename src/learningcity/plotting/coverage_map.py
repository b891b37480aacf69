"""The picture of a map of the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learningcity.analysis.coverage_map import CellRow, CoverageMap
from learningcity.analysis.sentences.coverage_map import AXIS_WORDS
from learningcity.analysis.sentences.pictures import CELL_UNITS, MAP_SIGNS, map_title
from learningcity.analysis.sentences.words import sentence_case
from learningcity.plotting.canvas import BLUE, DARK, GREY, PALE, SMALL, Canvas, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

__all__ = ["plot_coverage_map"]

_ROW_LETTERS, _COLUMN_LETTERS = 34, 30
_SIGNS = {"not-known": "?", "none-recorded": "none", "none-needed": "–"}


def plot_coverage_map(found: CoverageMap, *, ax: Axes | None = None) -> Axes:
    """Draw a map of what is offered where two terms meet.

    It answers where offers are many, where there are none although a need speaks, and where nobody
    knows. As the map itself it counts presence, not how many people are served.

    Parameters
    ----------
    found
        What :func:`learningcity.coverage_map` returns; its ``value`` is what the cells show.
    ax
        Where to draw; ``None`` makes a figure of its own, large enough for the map.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the title says in how many cells something is missing.

    Raises
    ------
    MissingExtraError
        matplotlib is not installed: the extra ``plot``.
    MissingFontError
        No installed font has all signs of the names.

    See Also
    --------
    learningcity.coverage_map : the figures.

    Notes
    -----
    Each status has its own colour, pattern and sign: named (a figure), in general only (dots, the
    number of initiatives in brackets), not known (strokes, ``?``), none recorded although a need
    speaks (a heavy frame, ``none``), none recorded and no need either (``–``). The fuller the
    colour of a named cell, the more initiatives name it.

    Examples
    --------
    >>> import learningcity
    >>> from learningcity.plotting import plot_coverage_map
    >>> city = learningcity.open_example("lanternport")
    >>> plot_coverage_map(learningcity.coverage_map(city)).get_ylabel()
    'Priorities'
    """
    known = found.parameters
    rows = [wrap(name, _ROW_LETTERS) for name in found.row_names.values()]
    columns = [wrap(name, _COLUMN_LETTERS) for name in found.column_names.values()]
    width = 0.8 if known.value in ("capacity", "funding") else 0.5
    canvas = Canvas(
        ax,
        size=(5.2 + width * max(len(columns), 4), 2.6 + 0.42 * max(len(rows), 4)),
        texts=[*rows, *columns, *MAP_SIGNS.values()],
        title=map_title(found),
    )
    if not found.rows:
        return canvas.blank()
    most = max(_shade_of(found, cell) for cell in found.rows)
    for y, cells in enumerate(found.grid):
        for x, cell in enumerate(cells):
            box = _box(cell.status, (x - 0.5, y - 0.5))
            strong = False
            if cell.status == "named":
                part = 0.25 + 0.75 * _shade_of(found, cell) / most
                box.set_facecolor(_mixed(part))
                strong = part > 0.85  # below it, dark letters stand out better
            canvas.ax.add_patch(box)
            canvas.write(
                x,
                y,
                _sign(found, cell),
                halo=cell.status in ("general", "not-known"),
                ha="center",
                va="center",
                color="white" if strong else DARK,
            )
    axes = canvas.ax
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(rows)), rows)
    axes.tick_params(length=0, labelsize=SMALL)
    axes.set_xlabel(sentence_case(AXIS_WORDS[known.columns]))
    axes.set_ylabel(sentence_case(AXIS_WORDS[known.rows]))
    signs = []
    for status, meaning in MAP_SIGNS.items():
        sign = _box(status, (0, 0))
        mark = {"named": "figure", "general": "(n)"}.get(status) or _SIGNS[status]
        sign.set_label(wrap(f"{mark}: {meaning}", 30))
        signs.append(sign)
    canvas.explain(signs, heading=CELL_UNITS[known.value])
    return canvas.finish()


def _shade_of(found: CoverageMap, cell: CellRow) -> int:
    """Return by what the colour of a named cell is the fuller."""
    by_partner = found.parameters.value == "partners"
    return max(1, len(cell.partners if by_partner else cell.initiatives))


def _sign(found: CoverageMap, cell: CellRow) -> str:
    if cell.status == "general":
        return f"({len(cell.general)})"
    return _SIGNS.get(cell.status) or wrap(found.figure(cell), 12)


def _box(status: str, corner: tuple[float, float]) -> Rectangle:
    """Return a cell as its status is drawn, at its lower left corner."""
    from matplotlib.patches import Rectangle

    box = Rectangle(corner, 1, 1, facecolor="white", edgecolor=GREY, linewidth=0.5)
    if status == "named":
        box.set_facecolor(BLUE)
    elif status == "general":
        box.set(facecolor=PALE, hatch="...")
    elif status == "not-known":
        box.set(facecolor="white", hatch="////")
    elif status == "none-recorded":
        box.set(edgecolor=DARK, linewidth=2.5, zorder=3)
    else:
        box.set_facecolor("#EFEFEF")
    return box


def _mixed(part: float) -> tuple[float, float, float]:
    """Return white with a part of blue, 0 to 1."""
    from matplotlib.colors import to_rgb

    red, green, blue = (1 - part * (1 - each) for each in to_rgb(BLUE))
    return red, green, blue
