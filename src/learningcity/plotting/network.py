"""The picture of who works with whom."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from learningcity.analysis.sentences.pictures import (
    NO_TIES,
    RUNNING_WORDS,
    SECTOR_WORDS,
    left_out,
    network_title,
)
from learningcity.graph.incidence import is_two_mode
from learningcity.graph.one_mode import check_simple
from learningcity.graph.order import label, sort_nodes
from learningcity.plotting.canvas import DARK, GREY, LINES, SMALL, Canvas, text_width, wrap
from learningcity.plotting.layout import COLUMNS, Place, lay_out, place_names

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["name_of", "plot_network", "tie_running"]

_LIMIT = 499
_NAME_LETTERS = 24
_FIRM = 12

_SECTORS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "public": ("o", "#0072B2"),
        "private": ("s", "#E69F00"),
        "third": ("^", "#009E73"),
        "mixed": ("D", "#CC79A7"),
        "unknown": ("o", "white"),
    }
)
"""The shape and colour of each sector."""


def plot_network(
    graph: nx.Graph[Any], *, most: int = 300, seed: int = 0, ax: Axes | None = None
) -> Axes:
    """Draw who works with whom.

    It answers who is tied to many, which parts hang together, and who has no recorded tie. Where a
    node stands says little by itself: springs placed it near those that it is tied to.

    Parameters
    ----------
    graph
        A one-mode graph, such as :func:`learningcity.partnership_graph` returns. Nodes may have a
        ``name`` and a ``sector``, edges ``weight`` and ``running``.
    most
        How many nodes are drawn, 1 to 499: those with most ties, then in the order of the ids. The
        title says so.
    seed
        Where the random numbers of the layout start.
    ax
        Where to draw; ``None`` makes a figure of its own.

    Returns
    -------
    matplotlib.axes.Axes
        The axes; the title says how many have ties, who has most, and how many ties are sure.

    Raises
    ------
    ValueError
        The graph is a multigraph or two-mode, or `most` lies outside its range.
    MissingExtraError
        matplotlib is not installed: the extra ``plot``.
    MissingFontError
        No installed font has all signs of the names.

    See Also
    --------
    learningcity.partner_positions : the figures of each partner.
    learningcity.plotting.plot_affiliation : who takes part in what.

    Notes
    -----
    Shapes tell sectors apart; the larger a node, the more ties it has. Lines are full where a tie
    surely runs, broken where that is presumed, dotted where nobody has said; the wider, the larger
    the weight. A tie of a node to itself is not drawn. Nodes without ties stand in rows beneath.
    Names for which there is no room are left out; those with most ties are written first.
    Directions are not drawn.

    Examples
    --------
    >>> import learningcity
    >>> from learningcity.plotting import plot_network
    >>> graph = learningcity.partnership_graph(learningcity.open_example("lanternport"))
    >>> ax = plot_network(graph)
    >>> ax.get_title().startswith("15 of 18 partners work with others")
    True
    """
    check_simple(graph)
    if len(graph) and is_two_mode(graph):
        raise ValueError(
            "graph: this one is two-mode; draw it with plot_affiliation, or project it"
        )
    if not 1 <= most <= _LIMIT:
        raise ValueError(f"most: {most} is not from 1 to {_LIMIT}")
    whole = _simple(graph)
    degree = dict(whole.degree)
    ranked = sorted(sort_nodes(whole), key=lambda node: -degree[node])
    shown = whole.subgraph(ranked[:most])
    nodes = [node for node in ranked if node in shown]
    names = {node: name_of(whole, node) for node in nodes}
    sectors = {node: str(whole.nodes[node].get("sector", "unknown")) for node in nodes}
    tied = sum(degree[node] > 0 for node in whole)
    title = network_title(
        tied=tied,
        nodes=len(whole),
        ties=whole.number_of_edges(),
        sure=sum(tie_running(data) == "yes" for _, _, data in whole.edges.data()),
        most=name_of(whole, ranked[0]) if tied else None,
        degree=degree[ranked[0]] if tied else 0,
        partners=_of_partners(whole),
    )
    what = "partners" if _of_partners(whole) else "nodes"
    rest = left_out((len(nodes), len(whole), what), first="with most ties")
    lines = -(-sum(shown.degree[node] == 0 for node in nodes) // COLUMNS)
    canvas = Canvas(
        ax,
        size=(11.5, 7.4 + 0.18 * lines),
        texts=[*names.values(), *sectors.values(), NO_TIES],
        title=f"{title}{rest}",
    )
    if not nodes:
        return canvas.blank()
    places = lay_out(shown, seed=seed)
    signs = [
        *_draw_nodes(canvas, places, sectors, {node: _size(degree[node]) for node in nodes}),
        *_draw_ties(canvas, shown, places),
    ]
    alone = [places[node] for node in nodes if not shown.degree[node]]
    if alone:
        high = max(y for _, y in places.values()) - min(y for _, y in places.values())
        canvas.write(alone[0][0], alone[0][1] + 0.025 * (high or 1), NO_TIES, style="italic")
    canvas.ax.set_axis_off()
    canvas.explain(signs)
    _write_names(canvas, places, names, {node: degree[node] for node in nodes})
    return canvas.finish()


def name_of(graph: nx.Graph[Any], node: Hashable) -> str:
    """Return the name of a node: its attribute ``name``, else its id."""
    return str(graph.nodes[node].get("name") or label(node))


def tie_running(data: Mapping[str, object]) -> str:
    """Return whether a tie runs; a graph of a city says so only where it is not sure."""
    said = data.get("running", "yes")
    return said if isinstance(said, str) and said in RUNNING_WORDS else "unknown"


def _simple(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """Return a graph without directions and without ties of a node to itself."""
    import networkx as nx

    plain: nx.Graph[Any] = nx.Graph(graph)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    return plain


def _of_partners(graph: nx.Graph[Any]) -> bool:
    """Return whether this is a graph of partners that work together."""
    return "city" in graph.graph and "weight" in graph.graph and "roles" in graph.graph


def _size(degree: int) -> float:
    """Return the area of a node in square points."""
    return 26.0 + min(degree, 60) * 5.0


def _draw_nodes(
    canvas: Canvas,
    places: Mapping[Hashable, Place],
    sectors: Mapping[Hashable, str],
    sizes: Mapping[Hashable, float],
) -> list[Artist]:
    known = [sector for sector in _SECTORS if sector in sectors.values()]
    others = sorted({sector for sector in sectors.values() if sector not in _SECTORS})
    signs: list[Artist] = []
    for sector in [*known, *others]:
        marker, colour = _SECTORS.get(sector, ("P", GREY))
        members = [node for node, own in sectors.items() if own == sector]
        signs.append(
            canvas.ax.scatter(
                [places[node][0] for node in members],
                [places[node][1] for node in members],
                s=[sizes[node] for node in members],
                marker=marker,
                facecolor=colour,
                edgecolor=DARK,
                linewidth=0.9,
                label=SECTOR_WORDS.get(sector, sector),
                zorder=3,
            )
        )
    return signs


def _draw_ties(
    canvas: Canvas, graph: nx.Graph[Any], places: Mapping[Hashable, Place]
) -> list[Artist]:
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D

    rank = {node: place for place, node in enumerate(sort_nodes(graph))}
    ties = sorted(
        ((*sorted((a, b), key=rank.__getitem__), data) for a, b, data in graph.edges.data()),
        key=lambda tie: (rank[tie[0]], rank[tie[1]]),
    )
    largest = max((float(data.get("weight", 1)) for _, _, data in ties), default=1.0)
    signs: list[Artist] = []
    for word, line in LINES.items():
        members = [tie for tie in ties if tie_running(tie[2]) == word]
        if not members:
            continue
        canvas.ax.add_collection(
            LineCollection(
                [[places[a], places[b]] for a, b, _ in members],
                linewidths=[
                    0.5 + 2.0 * float(data.get("weight", 1)) / (largest or 1.0)
                    for _, _, data in members
                ],
                linestyles=line,
                colors=DARK if word == "yes" else GREY,
                alpha=0.75,
                zorder=1,
            )
        )
        colour = DARK if word == "yes" else GREY
        meaning = wrap(f"tie {RUNNING_WORDS[word]}", 24)
        signs.append(Line2D([], [], color=colour, linestyle=line, label=meaning))
    return signs


def _write_names(
    canvas: Canvas,
    places: Mapping[Hashable, Place],
    names: Mapping[Hashable, str],
    degree: Mapping[Hashable, int],
) -> None:
    """Write the names for which there is room.

    Their places are looked for in points, in which letters have one size both ways.
    """
    xs, ys = zip(*places.values(), strict=True)
    left, across = _scale(xs, canvas.inches()[0])
    foot, down = _scale(ys, canvas.inches()[1])
    canvas.ax.set_xlim(left, left + across * canvas.inches()[0] * 72)
    canvas.ax.set_ylim(foot, foot + down * canvas.inches()[1] * 72)
    size = SMALL - 1
    shown = {n: wrap(name, _NAME_LETTERS) if degree[n] else name for n, name in names.items()}
    points = {n: ((x - left) / across, (y - foot) / down) for n, (x, y) in places.items()}
    placed = place_names(
        points,
        {
            node: (
                max(map(text_width, text.split("\n"))) * size * 0.58,
                (text.count("\n") + 1) * size * 1.25,
            )
            for node, text in shown.items()
        },
        gap={node: _size(degree[node]) ** 0.5 / 2 + 2.5 for node in places},
        frame=(0, 0, canvas.inches()[0] * 72, canvas.inches()[1] * 72),
        firm=_FIRM,
    )
    for node, (x, y, side) in placed.items():
        canvas.write(
            *places[node],
            shown[node],
            halo=True,
            offset=(x - points[node][0], y - points[node][1]),
            fontsize=size,
            ha=side,
            va="center",
            zorder=4,
        )


def _scale(values: Sequence[float], inches: float) -> tuple[float, float]:
    """Return the lower end of an axis with a margin, and how much of it is one point."""
    low, high = min(values), max(values)
    margin = 0.08 * (high - low) or 1.0
    return low - margin, (high - low + 2 * margin) / (inches * 72)
