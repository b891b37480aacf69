"""The drawing of a partnership: circles of partners that work together, and those that do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from learningcity.graph.order import sort_nodes
from learningcity.report.drawing.stress import Point, place_nodes

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MOST_NODES", "WIDTH", "Drawing", "Edge", "Label", "Node", "draw_network"]

MOST_NODES = 300
"""Above so many partners, those with most ties are drawn and the others are counted."""

WIDTH = 960
"""The width of the drawing."""

_MARGIN = 26
_MOST_LABELS = 12
_SURE_LABELS = 3
_WIDE_FROM = 0x1100
"""The first of the letters that take two columns, those of Korean."""

_LETTER = 7.2
"""How wide a letter is, at most, in the size in which labels are set; wide letters take two."""

_LINE = 15
_STEP = 26
_MAIN_HEIGHT = 560
_FEW = 8
_FEW_HEIGHT = 220
_FLAT = 1e-6


Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True)
class Node:
    """A partner in the drawing."""

    key: str
    x: int
    y: int
    size: int
    degree: int


@dataclass(frozen=True)
class Edge:
    """Two partners that work together."""

    first: str
    second: str
    x1: int
    y1: int
    x2: int
    y2: int
    weight: int
    """How strong the line is, 1 to 3: in one, two or more initiatives together."""


@dataclass(frozen=True)
class Label:
    """A name beside a node."""

    key: str
    x: int
    y: int
    anchor: str


@dataclass(frozen=True)
class Drawing:
    """A network with the places of its parts."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    labels: tuple[Label, ...]
    alone_from: int | None
    """From which height downwards stand those that work with nobody; ``None`` if there are none."""
    left_out: int
    """How many partners are not drawn."""


def draw_network(graph: nx.Graph[str], names: Mapping[str, str], *, seed: int = 0) -> Drawing:
    """Return the drawing of a graph; the order in which it was built makes no difference.

    `names` are the labels; as many are set as there is room for, from the partner with most ties
    downwards.
    """
    import networkx as nx

    order = {node: index for index, node in enumerate(sort_nodes(graph))}
    kept = sorted(order, key=lambda node: (-graph.degree(node), order[node]))[:MOST_NODES]
    drawn = graph.subgraph(kept)
    parts = sorted(
        (sorted(part, key=order.__getitem__) for part in nx.connected_components(drawn)),
        key=lambda part: (-len(part), order[part[0]]),
    )
    joined = [part for part in parts if len(part) > 1]
    alone = [node for part in parts if len(part) == 1 for node in part]
    places: dict[str, Point] = {}
    bottom = float(_MARGIN)
    if joined:
        bottom = _place_parts(graph, joined, places, seed)
    alone_from = None
    if alone:
        alone_from = round(bottom) if joined else 0
        bottom = _place_alone(alone, places, bottom + (34 if joined else 20))
    height = round(bottom + _MARGIN)
    largest = max((graph.degree(node) for node in kept), default=0)
    nodes = tuple(
        Node(
            node,
            round(places[node][0]),
            round(places[node][1]),
            _size(graph.degree(node), largest),
            graph.degree(node),
        )
        for node in sorted(kept, key=order.__getitem__)
    )
    by_key = {node.key: node for node in nodes}
    edges = tuple(_edges(drawn, by_key, order))
    return Drawing(
        WIDTH,
        height,
        nodes,
        edges,
        tuple(_labels(nodes, names, height)),
        alone_from,
        len(order) - len(kept),
    )


def _size(degree: int, largest: int) -> int:
    return round(6 + 12 * sqrt(degree / largest)) if largest else 6


def _place_parts(
    graph: nx.Graph[str], parts: Sequence[Sequence[str]], places: dict[str, Point], seed: int
) -> float:
    """Place the connected parts: the largest above, the others in rows; return where they end."""
    bottom = float(_MARGIN)
    left, row = float(_MARGIN), 0.0
    for index, part in enumerate(parts):
        number = {node: i for i, node in enumerate(part)}
        neighbours = [
            sorted(number[other] for other in graph[node] if other in number) for node in part
        ]
        points = _spread(place_nodes(neighbours, seed=seed))
        if index == 0:
            height = _MAIN_HEIGHT if len(part) > _FEW else _FEW_HEIGHT
            _fit(part, points, places, (_MARGIN, bottom), (WIDTH - 2 * _MARGIN, height))
            bottom += height + 50
            continue
        side = 40 + 30 * sqrt(len(part))
        if left + side > WIDTH - _MARGIN:
            left, bottom, row = float(_MARGIN), bottom + row + 30, 0.0
        _fit(part, points, places, (left, bottom), (side, side))
        left, row = left + side + 60, max(row, side)
    return bottom + row + (30 if row else 0)


def _spread(points: Sequence[Point]) -> list[Point]:
    """Return the points turned so that they are wider than high."""
    high = max(y for _, y in points) - min(y for _, y in points)
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    return [(y, x) for x, y in points] if high > wide else list(points)


def _fit(
    part: Sequence[str],
    points: Sequence[Point],
    places: dict[str, Point],
    corner: Point,
    size: Point,
) -> None:
    """Place points in a box; both directions are stretched to fill it."""
    xs, ys = zip(*points, strict=True)
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    for node, (x, y) in zip(part, points, strict=True):
        places[node] = (
            corner[0] + (size[0] * (x - min(xs)) / across if across > _FLAT else size[0] / 2),
            corner[1] + (size[1] * (y - min(ys)) / down if down > _FLAT else size[1] / 2),
        )


def _place_alone(nodes: Sequence[str], places: dict[str, Point], top: float) -> float:
    """Place those without ties in rows; return where they end."""
    across = (WIDTH - 2 * _MARGIN) // _STEP
    for index, node in enumerate(nodes):
        row, column = divmod(index, across)
        places[node] = (_MARGIN + 8 + column * _STEP, top + row * _STEP)
    return top + (len(nodes) - 1) // across * _STEP


def _edges(
    graph: nx.Graph[str], nodes: Mapping[str, Node], order: Mapping[str, int]
) -> Iterable[Edge]:
    pairs = (sorted(pair, key=order.__getitem__) for pair in graph.edges)
    for first, second in sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]])):
        a, b = nodes[first], nodes[second]
        weight = min(3, graph.edges[first, second].get("count", 1))
        yield Edge(first, second, a.x, a.y, b.x, b.y, weight)


def _labels(nodes: Sequence[Node], names: Mapping[str, str], height: int) -> Iterable[Label]:
    """Yield labels, those with most ties first.

    The first few are set in any case, where they cover least; the others only where they meet
    neither a label nor a node.
    """
    taken: list[Box] = [
        (n.x - n.size, n.y - n.size, n.x + n.size, n.y + n.size) for n in nodes if n.degree
    ]
    ranked = sorted((n for n in nodes if n.degree), key=lambda n: (-n.degree, n.key))
    placed = 0
    for rank, node in enumerate(ranked):
        if placed == _MOST_LABELS:
            return
        places = [place for place in _beside(node, names[node.key]) if _inside(place[1], height)]
        covered = [sum(_covered(box, other) for other in taken) for _, box in places]
        if not places or (min(covered) > 0 and rank >= _SURE_LABELS):
            continue
        label, box = places[covered.index(min(covered))]
        taken.append(box)
        placed += 1
        yield label


def _beside(node: Node, name: str) -> Iterable[tuple[Label, Box]]:
    """Yield the places of a label beside its node, and what it covers there."""
    width = _LETTER * sum(2 if ord(sign) >= _WIDE_FROM else 1 for sign in name)
    beside, near = node.size + 4, 0.6 * node.size
    for anchor, x, y in (
        ("start", node.x + beside, node.y + 5),
        ("end", node.x - beside, node.y + 5),
        ("middle", node.x, node.y - node.size - 5),
        ("middle", node.x, node.y + node.size + _LINE),
        ("start", node.x + near, node.y - beside),
        ("end", node.x - near, node.y - beside),
        ("start", node.x + near, node.y + beside + _LINE - 5),
        ("end", node.x - near, node.y + beside + _LINE - 5),
    ):
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        yield (
            Label(node.key, round(x), round(y), anchor),
            (left, y - _LINE, left + width, y + 3),
        )


def _inside(box: Box, height: int) -> bool:
    return box[0] >= 2 and box[2] <= WIDTH - 2 and box[1] >= 0 and box[3] <= height


def _covered(a: Box, b: Box) -> float:
    """Return how much of the page two boxes have in common."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across * down if across > 0 and down > 0 else 0.0
