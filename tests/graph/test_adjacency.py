"""The ties of a graph as lists of numbers."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from learningcity.graph.adjacency import adjacency


def test_nodes_and_ties_are_in_order_whatever_order_they_came_in() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from("cab")
    graph.add_edge("c", "a", weight=2)
    graph.add_edge("b", "c")
    found = adjacency(graph)
    assert found.nodes == ("a", "b", "c")
    assert found.contacts == found.onward == ((2,), (2,), (0, 1))
    assert found.strengths == ((2.0,), (1.0,), (2.0, 1.0))
    assert adjacency(graph, weighted=False).strengths == ((1.0,), (1.0,), (1.0, 1.0))


def test_both_ways_of_a_directed_graph_add_up() -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_weighted_edges_from([(0, 1, 2), (1, 0, 3), (2, 0, 5), (2, 2, 9)])
    found = adjacency(graph)
    assert found.directed
    assert found.onward == ((1,), (0,), (0,))
    assert found.contacts == ((1, 2), (0,), (0,))
    assert found.strengths == ((5.0, 5.0), (5.0,), (5.0,))


def test_a_multigraph_is_refused() -> None:
    with pytest.raises(ValueError, match="multigraph"):
        adjacency(nx.MultiGraph())


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf"), "3", None])
def test_a_weight_that_is_no_strength_is_refused(weight: object) -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edge("a", "b", weight=weight)
    with pytest.raises(ValueError, match="the tie of 'a' and 'b' has weight"):
        adjacency(graph)
    assert adjacency(graph, weighted=False).strengths == ((1.0,), (1.0,))


def test_numbers_of_numpy_are_numbers() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edge(0, 1, weight=np.int64(2))
    graph.add_edge(1, 2, weight=np.float32(0.5))
    assert adjacency(graph).strengths == ((2.0,), (2.0, 0.5), (0.5,))
