"""Roles of those who stand between two others that are not tied (Gould and Fernandez 1989).

The open two-paths of a broker are ties between the others that it links. What chance would make of
a role is therefore worked out as for ties, with the broker as one node more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

from learningcity.graph.dealing import (
    Chance,
    Ways,
    alike,
    all_different,
    between,
    chance,
    from_to,
    shared_ends,
    sizes_of,
)
from learningcity.graph.order import sort_nodes

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["DIRECTED_ROLES", "ROLES", "Standing", "open_paths", "role_of", "standings"]

ROLES = ("coordinator", "itinerant", "gatekeeper_representative", "liaison")
"""The roles where ties have no direction."""

DIRECTED_ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""The roles where ties have a direction."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Between whom one node stands."""

    paths: int
    """The open two-paths through it."""
    unknown: int
    """In how many of them the group of one of the three is not known."""
    counts: Mapping[str, int]
    """How many of the others are of each role."""
    chances: Mapping[str, Chance]
    """What chance would make of each role; empty where the group of the node is not known."""


def role_of(first: Hashable, broker: Hashable, last: Hashable, *, directed: bool) -> str:
    """Return the role of a broker, given the three groups of an open two-path."""
    if first == last:
        return "coordinator" if broker == first else "itinerant"
    if broker not in (first, last):
        return "liaison"
    if not directed:
        return "gatekeeper_representative"
    return "gatekeeper" if broker == last else "representative"


def standings(graph: nx.Graph[Any], groups: Mapping[Any, Hashable]) -> dict[Any, Standing]:
    """Return between whom each node stands, and in which roles.

    Parameters
    ----------
    graph
        A graph, directed or not. Ties of a node with itself do not count.
    groups
        The groups of the nodes of which it is known.

    Notes
    -----
    Cost: the sum over the nodes of their degrees squared.
    """
    directed = graph.is_directed()
    ways = _ways(list(sizes_of(groups).values()), directed=directed)
    found: dict[Any, Standing] = {}
    for node in sort_nodes(graph):
        paths = open_paths(graph, node)
        known = [ends for ends in paths if all(key in groups for key in (node, *ends))]
        counts = dict.fromkeys(ways, 0)
        for first, last in known:
            counts[role_of(groups[first], groups[node], groups[last], directed=directed)] += 1
        chances = {}
        if node in groups:
            shared = shared_ends(dict.fromkeys(known, 1), directed=directed)
            chances = {
                role: chance(each, shared, len(groups), fixed=1) for role, each in ways.items()
            }
        found[node] = Standing(len(paths), len(paths) - len(known), counts, chances)
    return found


def open_paths(graph: nx.Graph[Any], node: Any) -> tuple[tuple[Any, Any], ...]:
    """Return the pairs that `node` stands between and that have no tie of their own.

    They are in the order of the nodes. Where ties have a direction, a pair is from whom to whom,
    and a tie the other way round does not close it.
    """
    import networkx as nx

    if not isinstance(graph, nx.DiGraph):
        near = sort_nodes(other for other in graph[node] if other != node)
        return tuple(pair for pair in combinations(near, 2) if not graph.has_edge(*pair))
    before = set(graph.pred[node]) - {node}
    after = set(graph.succ[node]) - {node}
    near = sort_nodes(before | after)
    return tuple(
        (first, last)
        for first, last in permutations(near, 2)
        if first in before and last in after and not graph.has_edge(first, last)
    )


def _ways(sizes: Sequence[int], *, directed: bool) -> dict[str, Ways]:
    """Return for each role the ways, over all groups that the broker may get."""
    found = dict.fromkeys(DIRECTED_ROLES if directed else ROLES, Ways(0, 0, 0, 0, 0, 0))
    for place, size in enumerate(sizes):
        others = [each for at, each in enumerate(sizes) if at != place]
        for role, sofar in found.items():
            found[role] = sofar + _MAKERS[role](size - 1, others) * size
    return found


def _coordinator(own: int, others: Sequence[int]) -> Ways:
    return alike([own])


def _itinerant(own: int, others: Sequence[int]) -> Ways:
    return alike(others)


def _gatekeeper(own: int, others: Sequence[int]) -> Ways:
    return from_to(sum(others), own)


def _representative(own: int, others: Sequence[int]) -> Ways:
    return from_to(own, sum(others))


def _either(own: int, others: Sequence[int]) -> Ways:
    return between(own, sum(others))


def _liaison(own: int, others: Sequence[int]) -> Ways:
    return all_different(others)


_MAKERS: dict[str, Callable[[int, Sequence[int]], Ways]] = {
    "coordinator": _coordinator,
    "itinerant": _itinerant,
    "gatekeeper": _gatekeeper,
    "representative": _representative,
    "gatekeeper_representative": _either,
    "liaison": _liaison,
}
