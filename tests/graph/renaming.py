"""The same graph under other names and built in another order."""

from __future__ import annotations

from typing import Any

import networkx as nx
from hypothesis import strategies as st


def renamed(graph: nx.Graph[Any], data: st.DataObject) -> tuple[nx.Graph[str], dict[Any, str]]:
    """The graph with names drawn for its nodes and an order drawn for all, and these names."""
    names = dict(zip(graph, data.draw(st.permutations([f"n{n}" for n in graph])), strict=True))
    made: nx.Graph[str] = nx.DiGraph() if graph.is_directed() else nx.Graph()
    nodes = [(names[node], dict(held)) for node, held in graph.nodes.data()]
    made.add_nodes_from(data.draw(st.permutations(nodes)))
    ties = [(names[one], names[two], dict(held)) for one, two, held in graph.edges.data()]
    made.add_edges_from(data.draw(st.permutations(ties)))
    return made, names
