"""Where the nodes of a network and their names stand: the same place for the same graph."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from learningcity.graph.order import sort_nodes

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["COLUMNS", "Place", "lay_out", "place_names"]

N = TypeVar("N", bound=Hashable)

Place: TypeAlias = tuple[float, float]
"""Where something stands in the picture."""

Box: TypeAlias = tuple[float, float, float, float]
"""Left, lower, right and upper end."""

_ROUNDS = 300
_GAP = 0.9
_ROW = 0.026
COLUMNS = 3
"""How many nodes without ties stand side by side."""
_SIDES = ((1, 0, "left"), (-1, 0, "right"), (0, 1, "center"), (0, -1, "center"))


def lay_out(graph: nx.Graph[Any], *, seed: int, wide: float = 1.5) -> dict[Hashable, Place]:
    """Return a place for each node: each component apart, nodes without ties in rows beneath.

    The components are drawn by springs, the largest on top, the others on shelves beneath. The
    picture is about `wide` times as wide as it is high. Cost: rounds times nodes squared.
    """
    import networkx as nx

    plain: nx.Graph[Any] = nx.Graph()
    plain.add_nodes_from(sort_nodes(graph))
    rank = {node: place for place, node in enumerate(plain)}
    ties = {tuple(sorted((rank[a], rank[b]))) for a, b in graph.edges if a != b}
    names = list(plain)
    plain.add_edges_from((names[a], names[b]) for a, b in sorted(ties))
    parts = sorted(
        (sorted(part, key=rank.__getitem__) for part in nx.connected_components(plain)),
        key=lambda part: (-len(part), rank[part[0]]),
    )
    tied = [part for part in parts if len(part) > 1]
    alone = [part[0] for part in parts if len(part) == 1]
    across = wide * sqrt(max(len(tied[0]), 2) if tied else ceil(len(alone) / 2) + 1)
    places: dict[Hashable, Place] = {}
    floor = 0.0
    shelf: list[list[Hashable]] = []
    for number, part in enumerate(tied):
        if number == 0:
            floor = _spread(plain, [part], across, floor, places, seed=seed)
        elif shelf and sum(map(_width, [*shelf, part])) > across:
            floor = _spread(plain, shelf, across, floor, places, seed=seed)
            shelf = [part]
        else:
            shelf.append(part)
    if shelf:
        floor = _spread(plain, shelf, across, floor, places, seed=seed)
    down = across / wide * _ROW
    for place, node in enumerate(alone):
        row, column = divmod(place, COLUMNS)
        places[node] = (column * across / COLUMNS, floor - row * down)
    return places


def _width(part: Sequence[Hashable]) -> float:
    return sqrt(len(part)) + _GAP


def _spread(
    graph: nx.Graph[Any],
    parts: Sequence[Sequence[Hashable]],
    across: float,
    floor: float,
    places: dict[Hashable, Place],
    *,
    seed: int,
) -> float:
    """Place components side by side under `floor`; return the floor beneath them."""
    import networkx as nx

    first = len(places) == 0
    left, lowest = 0.0, floor
    for part in parts:
        found = nx.spring_layout(
            nx.induced_subgraph(graph, part).copy(),
            k=3.0 / sqrt(len(part)),
            iterations=_ROUNDS,
            seed=seed,
            weight=None,
        )
        width = across if first else sqrt(len(part))
        height = width / 1.5
        xs, ys = zip(
            *((float(x), float(y)) for x, y in (found[node] for node in part)), strict=True
        )
        for node, x, y in zip(part, _spaced(xs), _spaced(ys), strict=True):
            places[node] = (left + x * width, floor - height + y * height)
        left += width + _GAP
        lowest = min(lowest, floor - height)
    return lowest - _GAP


def _spaced(values: Sequence[float]) -> list[float]:
    """Return values from 0 to 1, half by their size and half by their rank.

    Springs press the middle of a network together; ranks give every node some room.
    """
    low, span = min(values), (max(values) - min(values)) or 1.0
    order = sorted(range(len(values)), key=values.__getitem__)
    rank = {place: number / (len(values) - 1) for number, place in enumerate(order)}
    return [0.5 * (each - low) / span + 0.5 * rank[place] for place, each in enumerate(values)]


def place_names(
    places: Mapping[N, Place],
    boxes: Mapping[N, tuple[float, float]],
    *,
    gap: Mapping[N, float],
    frame: Box,
    firm: int = 0,
) -> dict[N, tuple[float, float, str]]:
    """Return where names stand beside their nodes: on no other name, and inside the frame.

    `boxes` has the width and height of each name, those first that are to be written first; `gap`
    is how far from its node a name stands, all in the same units. One for which there is no room
    is left out; the `firm` first may lie on other nodes. Cost: names times nodes.
    """
    nodes = [(n, (x - gap[n], y - gap[n], x + gap[n], y + gap[n])) for n, (x, y) in places.items()]
    written: list[Box] = []
    found: dict[N, tuple[float, float, str]] = {}
    for number, (node, (width, height)) in enumerate(boxes.items()):
        (x, y), away = places[node], gap[node]
        free: list[tuple[int, tuple[float, float, str], Box]] = []
        for right, up, side in _SIDES:
            at_x, at_y = x + right * away, y + up * (away + height / 2)
            low = {"left": at_x, "right": at_x - width, "center": at_x - width / 2}[side]
            box = (low, at_y - height / 2, low + width, at_y + height / 2)
            if not _inside(box, frame) or any(_meet(box, other) for other in written):
                continue
            under = sum(other != node and _meet(box, near) for other, near in nodes)
            if number < firm or not under:
                free.append((under, (at_x, at_y, side), box))
        if free:
            _, found[node], box = min(free, key=lambda each: each[0])
            written.append(box)
    return found


def _inside(box: Box, frame: Box) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
