"""The picture of who takes part in what."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from learningcity.analysis.sentences.pictures import (
    FILL_SIGNS,
    NONE_RECORDED,
    ROLE_SIGNS,
    affiliation_title,
    left_out,
)
from learningcity.graph.incidence import mode_of
from learningcity.graph.one_mode import check_two_mode
from learningcity.graph.order import sort_nodes
from learningcity.plotting.canvas import DARK, FILLS, GREY, SMALL, Canvas, wrap
from learningcity.plotting.network import name_of, tie_running

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["plot_affiliation"]

_LETTERS = 100
_INCH = 0.19
_EMPTY = "#E4E4E4"
_SHAPES: Mapping[str, str] = MappingProxyType(
    {"lead": "D", "deliverer": "o", "funder": "s", "other": "^"}
)
"""The shape of each role; the first that is played counts."""


def plot_affiliation(graph: nx.Graph[Any], *, most: int = 50, ax: Axes | None = None) -> Axes:
    """Draw who takes part in what: a row for each partner, a column for each initiative.

    It answers who is in many initiatives and who in none, which have many partners and which none,
    and in what role. It cannot tell how much anybody does.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`learningcity.affiliation_graph` returns. Nodes may have a
        ``name``, edges ``roles`` and ``running``.
    most
        How many of each mode are drawn, at least 1: those with most ties, then in the order of the
        ids. The title says so.
    ax
        Where to draw; ``None`` makes a figure of its own, large enough for all names.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the title says how many take part in something, and in what nobody does.

    Raises
    ------
    ValueError
        The graph is not two-mode, is directed or a multigraph, or `most` is below 1.
    MissingExtraError
        matplotlib is not installed: the extra ``plot``.
    MissingFontError
        No installed font has all signs of the names.

    See Also
    --------
    learningcity.affiliation_graph : the graph.
    learningcity.plotting.plot_network : who works with whom.

    Notes
    -----
    The shape is the role, the first that is played of lead, deliverer, funder and any other; the
    filling is whether the initiative runs: full surely, pale with a dot presumed, empty where
    nobody has said. Rows and columns without any tie are grey. A table stays readable where lines
    between two columns of names would cross hundreds of times.

    Examples
    --------
    >>> import learningcity
    >>> from learningcity.plotting import plot_affiliation
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    >>> len(plot_affiliation(graph, most=10).get_yticklabels())
    10
    """
    check_two_mode(graph)
    if most < 1:
        raise ValueError(f"most: {most} is below 1")
    degree = dict(graph.degree)
    ranked = sorted(sort_nodes(graph), key=lambda node: -degree[node])
    first, second = (
        [node for node in ranked if mode_of(graph.nodes[node]) == mode] for mode in (0, 1)
    )
    of_city = "city" in graph.graph
    title = affiliation_title(
        first=(sum(degree[node] > 0 for node in first), len(first)),
        second=(sum(degree[node] > 0 for node in second), len(second)),
        most=name_of(graph, first[0]) if first and degree[first[0]] else None,
        degree=degree[first[0]] if first else 0,
        city=of_city,
    )
    who, what = ("partners", "initiatives") if of_city else ("rows", "columns")
    rows, columns = first[:most], second[:most]
    kinds = ((len(rows), len(first), who), (len(columns), len(second), what))
    title += left_out(*kinds, first="with most ties")
    names = {node: wrap(name_of(graph, node), _LETTERS) for node in (*rows, *columns)}
    canvas = Canvas(
        ax,
        size=(6.0 + _INCH * max(len(columns), 8), 3.4 + _INCH * max(len(rows), 8)),
        texts=names.values(),
        title=title,
    )
    if not rows and not columns:
        return canvas.blank()
    _shade(canvas, [degree[node] for node in rows], [degree[node] for node in columns])
    signs = _draw_marks(canvas, graph, rows, columns)
    axes = canvas.ax
    axes.set_xlim(-0.5, max(len(columns), 1) - 0.5)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.set_xticks(
        range(len(columns)),
        [names[node] for node in columns],
        rotation=60,
        ha="right",
        rotation_mode="anchor",
    )
    axes.set_yticks(range(len(rows)), [names[node] for node in rows])
    axes.tick_params(length=0, labelsize=SMALL - 1)
    axes.grid(color="#DDDDDD", linewidth=0.4, zorder=0)
    axes.set_axisbelow(True)
    axes.set_xlabel("Initiatives" if of_city else "Second mode")
    axes.set_ylabel("Partners" if of_city else "First mode")
    canvas.explain(signs)
    return canvas.finish()


def _shade(canvas: Canvas, rows: Sequence[int], columns: Sequence[int]) -> None:
    """Draw rows and columns of which no tie is recorded on grey."""
    for place, ties in enumerate(rows):
        if not ties:
            canvas.ax.axhspan(place - 0.5, place + 0.5, color=_EMPTY, linewidth=0, zorder=0)
    for place, ties in enumerate(columns):
        if not ties:
            canvas.ax.axvspan(place - 0.5, place + 0.5, color=_EMPTY, linewidth=0, zorder=0)


def _role(data: Mapping[str, object]) -> str:
    """Return the role that decides the shape of a mark."""
    roles = data.get("roles")
    played = roles if isinstance(roles, tuple) else ()
    return next((role for role in _SHAPES if role in played), "other")


def _draw_marks(
    canvas: Canvas, graph: nx.Graph[Any], rows: Sequence[Hashable], columns: Sequence[Hashable]
) -> list[Artist]:
    across = {node: place for place, node in enumerate(columns)}
    marks: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for y, node in enumerate(rows):
        for x in sorted(across[other] for other in graph[node] if other in across):
            data = graph.edges[node, columns[x]]
            marks.setdefault((_role(data), tie_running(data)), []).append((x, y))
    for (role, running), members in sorted(marks.items()):
        xs, ys = zip(*members, strict=True)
        canvas.ax.scatter(
            xs,
            ys,
            s=34,
            marker=_SHAPES[role],
            facecolor=FILLS[running],
            edgecolor=DARK,
            linewidth=0.8,
            zorder=3,
        )
        if running == "presumed":
            canvas.ax.scatter(xs, ys, s=5, facecolor=DARK, edgecolor="none", zorder=4)
    empty = not all(graph.degree[node] for node in (*rows, *columns))
    return _legend(marks, empty=empty)


def _legend(marks: Iterable[tuple[str, str]], *, empty: bool) -> list[Artist]:
    """Return the roles and the fillings that are there, each with its meaning."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    roles, runnings = ({pair[place] for pair in marks} for place in (0, 1))

    def sign(shape: str, fill: str, meaning: str) -> Line2D:
        return Line2D(
            [],
            [],
            linestyle="none",
            marker=shape,
            markersize=6,
            markerfacecolor=fill,
            markeredgecolor=DARK,
            label=wrap(meaning, 24),
        )

    return [
        *(sign(_SHAPES[role], GREY, words) for role, words in ROLE_SIGNS.items() if role in roles),
        *(sign("o", FILLS[key], words) for key, words in FILL_SIGNS.items() if key in runnings),
        *([Patch(facecolor=_EMPTY, edgecolor="none", label=NONE_RECORDED)] if empty else []),
    ]
