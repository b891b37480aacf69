"""Figures of a whole network: how dense it is, in how many pieces, around how few it turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from learningcity.graph.core import best_fit
from learningcity.graph.geodesics import betweenness, graph_of, pairs_by_distance
from learningcity.graph.incidence import Incidence
from learningcity.graph.one_mode import check_simple
from learningcity.graph.order import sort_nodes
from learningcity.graph.significance import Kernel, OneMode, TwoMode
from learningcity.model.figures import Figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "COHESION",
    "FIXED_BY_MARGINS",
    "components_of",
    "cut_off_by",
    "cut_partners_of",
    "degree_centralisation_of",
    "neighbours_of",
]

_Neighbours = Sequence[Sequence[int]]


def neighbours_of(graph: nx.Graph[Any]) -> list[list[int]]:
    """Return for each node, in order, the places of those it is tied to, itself left out.

    Raises
    ------
    ValueError
        The graph is directed or a multigraph.
    """
    check_simple(graph)
    if graph.is_directed():
        raise ValueError("graph: it is directed, and these figures are of ties without direction")
    nodes = sort_nodes(graph)
    places = {node: place for place, node in enumerate(nodes)}
    return [sorted(places[other] for other in graph[node] if other != node) for node in nodes]


def _few(nodes: int, least: int) -> Figure | None:
    """Return why a figure that needs so many nodes is not defined, if it is not."""
    if nodes >= least:
        return None
    return Figure(None, {0: "no-nodes", 1: "one-partner"}.get(nodes, "too-few"))


def _ties(neighbours: _Neighbours) -> int:
    return sum(map(len, neighbours)) // 2


# -- size ----------------------------------------------------------------------------------------


def _partners(neighbours: _Neighbours) -> Figure:
    return Figure(len(neighbours))


def _number_of_ties(neighbours: _Neighbours) -> Figure:
    return Figure(_ties(neighbours))


def _isolates(neighbours: _Neighbours) -> Figure:
    return Figure(sum(not others for others in neighbours))


def _density(neighbours: _Neighbours) -> Figure:
    nodes = len(neighbours)
    return _few(nodes, 2) or Figure(2 * _ties(neighbours) / (nodes * (nodes - 1)))


def _mean_degree(neighbours: _Neighbours) -> Figure:
    nodes = len(neighbours)
    return _few(nodes, 1) or Figure(2 * _ties(neighbours) / nodes)


# -- pieces --------------------------------------------------------------------------------------


def components_of(neighbours: _Neighbours) -> list[list[int]]:
    """Return the places of the nodes of each component, by the first of them."""
    found: list[list[int]] = []
    known = [False] * len(neighbours)
    for start in range(len(neighbours)):
        if known[start]:
            continue
        known[start] = True
        piece = [start]
        for node in piece:
            for other in neighbours[node]:
                if not known[other]:
                    known[other] = True
                    piece.append(other)
        found.append(sorted(piece))
    return found


def cut_partners_of(neighbours: _Neighbours) -> list[int]:
    """Return the places of the nodes without which there would be more components."""
    import networkx as nx

    return sorted(set(nx.articulation_points(graph_of(neighbours))))


def cut_off_by(neighbours: _Neighbours, node: int) -> list[int]:
    """Return the places of those that would be cut off from the largest rest of its component."""
    left = [[other for other in others if other != node] for others in neighbours]
    left[node] = []
    reached = set(neighbours[node])
    pieces = [piece for piece in components_of(left) if not reached.isdisjoint(piece)]
    largest = max(pieces, key=len, default=[])
    return sorted(place for piece in pieces if piece is not largest for place in piece)


def _components(neighbours: _Neighbours) -> Figure:
    return Figure(len(components_of(neighbours)))


def _largest(neighbours: _Neighbours) -> Figure:
    return _few(len(neighbours), 1) or Figure(max(map(len, components_of(neighbours))))


def _largest_share(neighbours: _Neighbours) -> Figure:
    nodes = len(neighbours)
    return _few(nodes, 1) or Figure(max(map(len, components_of(neighbours))) / nodes)


def _cut_partners(graph: nx.Graph[Any]) -> Figure:
    import networkx as nx

    neighbours_of(graph)
    return Figure(len(set(nx.articulation_points(graph))))


# -- around whom ---------------------------------------------------------------------------------


def degree_centralisation_of(neighbours: _Neighbours) -> Figure:
    """Return how far the ties of a network gather on one node, from 0 to 1 (Freeman)."""
    nodes = len(neighbours)
    most = max(map(len, neighbours), default=0)
    apart = sum(most - len(others) for others in neighbours)
    return _few(nodes, 3) or Figure(apart / ((nodes - 1) * (nodes - 2)))


def _betweenness_centralisation(neighbours: _Neighbours) -> Figure:
    nodes = len(neighbours)
    few = _few(nodes, 3)
    if few is not None:
        return few
    found = betweenness(neighbours)
    apart = fsum(max(found) - value for value in found)
    return Figure(2 * apart / ((nodes - 1) ** 2 * (nodes - 2)))


def _rows_centralisation(found: Incidence) -> Figure:
    return _own_mode([len(columns) for columns in found.memberships], len(found.columns))


def _columns_centralisation(found: Incidence) -> Figure:
    return _own_mode([len(rows) for rows in found.members()], len(found.rows))


def _own_mode(degrees: Sequence[int], others: int) -> Figure:
    """Return how far the ties of one mode gather on one node of it.

    The maximum is reached where one node has a tie to each of the other mode, and its own mode
    has no further tie.
    """
    if not degrees or not others:
        return Figure(None, "no-nodes")
    if len(degrees) == 1:
        return Figure(None, "too-few")
    apart = sum(max(degrees) - degree for degree in degrees)
    return Figure(apart / ((len(degrees) - 1) * others))


# -- how close -----------------------------------------------------------------------------------


def _transitivity(neighbours: _Neighbours) -> Figure:
    known = [frozenset(others) for others in neighbours]
    paths = sum(len(others) * (len(others) - 1) for others in neighbours)
    if not paths:
        return _no_ties(neighbours) or Figure(None, "no-paths")
    closed = sum(
        len(known[node] & known[other])
        for node, others in enumerate(neighbours)
        for other in others
    )
    return Figure(closed / paths)


def _no_ties(neighbours: _Neighbours) -> Figure | None:
    if any(neighbours):
        return None
    return _few(len(neighbours), 2) or Figure(None, "no-ties")


def _mean_distance(neighbours: _Neighbours) -> Figure:
    none = _no_ties(neighbours)
    if none is not None:
        return none
    pairs = pairs_by_distance(neighbours)
    return Figure(sum(far * many for far, many in enumerate(pairs, 1)) / sum(pairs))


def _mean_inverse_distance(neighbours: _Neighbours) -> Figure:
    nodes = len(neighbours)
    pairs = pairs_by_distance(neighbours)
    near = fsum(many / far for far, many in enumerate(pairs, 1))
    return _few(nodes, 2) or Figure(2 * near / (nodes * (nodes - 1)))


def _core_periphery(neighbours: _Neighbours) -> Figure:
    nodes = len(neighbours)
    if nodes < 3 or not any(neighbours):
        return _few(nodes, 3) or Figure(None, "no-ties")
    found = best_fit(neighbours)
    return Figure(None, "all-tied") if found is None else Figure(found[0])


def _one(function: Callable[[_Neighbours], Figure]) -> OneMode:
    return OneMode(lambda graph: function(neighbours_of(graph)))


COHESION: Mapping[str, Kernel] = MappingProxyType(
    {
        "partners": _one(_partners),
        "ties": _one(_number_of_ties),
        "isolates": _one(_isolates),
        "density": _one(_density),
        "mean_degree": _one(_mean_degree),
        "components": _one(_components),
        "largest_component": _one(_largest),
        "largest_share": _one(_largest_share),
        "cut_partners": OneMode(_cut_partners),
        "degree_centralisation": _one(degree_centralisation_of),
        "betweenness_centralisation": _one(_betweenness_centralisation),
        "partner_centralisation": TwoMode(_rows_centralisation),
        "initiative_centralisation": TwoMode(_columns_centralisation),
        "transitivity": _one(_transitivity),
        "mean_distance": _one(_mean_distance),
        "mean_inverse_distance": _one(_mean_inverse_distance),
        "core_periphery": _one(_core_periphery),
    }
)
"""The figures of a whole network, by name."""

FIXED_BY_MARGINS = frozenset({"partners", "partner_centralisation", "initiative_centralisation"})
"""Those that no shuffle changes which keeps how many initiatives and partners each has."""
