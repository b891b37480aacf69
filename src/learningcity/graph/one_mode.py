"""The graph that a one-mode measure reads, from whichever graph it is given."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from learningcity.graph.incidence import is_two_mode, mode_of
from learningcity.graph.order import sort_nodes
from learningcity.graph.projection import Weight, project, read_weight

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["check_simple", "check_two_mode", "groups_of", "one_mode", "without_funds"]

_UNSAID = (None, "unknown")


def without_funds(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """Return a two-mode graph without its initiatives of kind ``fund``: they only pay others.

    Raises
    ------
    ValueError
        The graph is a multigraph, directed, or not two-mode. The empty graph will do.
    """
    check_two_mode(graph)
    funds = [
        node
        for node, data in graph.nodes.data()
        if mode_of(data) == 1 and data.get("kind") == "fund"
    ]
    if not funds:
        return graph
    left = graph.copy()
    left.remove_nodes_from(funds)
    return left


def check_two_mode(graph: nx.Graph[Any]) -> None:
    """Raise a ValueError for a multigraph, a directed graph, or one that is not two-mode."""
    check_simple(graph)
    if len(graph) and not is_two_mode(graph):
        raise ValueError(
            "graph: each node needs a 'mode' of 0 or 1 and ties only between the two, "
            "as affiliation_graph(city) has them"
        )
    if graph.is_directed():
        raise ValueError("graph: a two-mode graph has no directions")


def check_simple(graph: nx.Graph[Any]) -> None:
    """Raise a ValueError where a graph may have several ties between two nodes."""
    if graph.is_multigraph():
        raise ValueError("graph: a multigraph has several ties between two nodes; merge them first")


def one_mode(graph: nx.Graph[Any], *, weight: Weight = "newman") -> nx.Graph[Any]:
    """Return the graph of one sort of nodes that a one-mode measure reads.

    Parameters
    ----------
    graph
        A one-mode graph, whose own weights stand; or a two-mode graph, which is projected onto the
        nodes of mode 0 without initiatives of kind ``fund``.
    weight
        What the weight of a projected tie counts, as in :func:`~learningcity.partnership_graph`.

    Returns
    -------
    networkx.Graph
        A fresh graph with the attributes of the one given, nodes and ties in the order of
        :func:`~learningcity.graph.order.sort_nodes`, without ties of a node to itself. Directed if
        the one-mode graph given was.

    Raises
    ------
    ValueError
        The graph is a multigraph, or a directed two-mode one, or `weight` is none of the three.
    """
    import networkx as nx

    kind = read_weight(weight)
    check_simple(graph)
    if is_two_mode(graph):
        return project(without_funds(graph), weight=kind)
    places: dict[Hashable, int] = {node: place for place, node in enumerate(sort_nodes(graph))}
    made: nx.Graph[Any] = nx.DiGraph() if graph.is_directed() else nx.Graph()
    made.graph.update(graph.graph)
    made.add_nodes_from((node, graph.nodes[node]) for node in places)
    ties = []
    for one, other, data in graph.edges.data():
        if one != other:
            ends = (places[one], places[other])
            ties.append((ends if graph.is_directed() else tuple(sorted(ends)), data))
    ties.sort(key=lambda tie: tie[0])
    listed = list(places)
    made.add_edges_from((listed[one], listed[other], data) for (one, other), data in ties)
    return made


def groups_of(graph: nx.Graph[Any], group: str = "sector") -> dict[Hashable, Hashable]:
    """Return to which group each node belongs, in the order of the nodes.

    Nodes without the attribute, or with ``None`` or ``unknown`` there, are left out: what is not
    known is no group.

    Raises
    ------
    ValueError
        A group is a list or another value that can change, and so can be none.
    """
    said = {node: data.get(group) for node, data in graph.nodes.data()}
    for node, value in said.items():
        if not isinstance(value, Hashable):
            raise ValueError(f"graph: the node {node!r} has {value!r} as its {group!r}")
    return {node: said[node] for node in sort_nodes(said) if said[node] not in _UNSAID}
