"""How far nodes are from each other, and what passes through each."""

from __future__ import annotations

from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given

from learningcity.graph import geodesics
from learningcity.graph.cohesion import neighbours_of
from learningcity.graph.geodesics import betweenness, pairs_by_distance
from tests.graph import oracle_cohesion as oracle
from tests.graph.graphs import small_graphs, weighted_graphs
from tests.strategies import lively


def by_distance(graph: nx.Graph[Any]) -> list[int]:
    lengths = list(oracle.distances(graph).values())
    return [lengths.count(far) // 2 for far in range(1, max(lengths, default=0) + 1)]


def test_every_small_graph_has_the_paths_of_the_definition() -> None:
    for graph in small_graphs(6):
        assert pairs_by_distance(neighbours_of(graph)) == by_distance(graph)
        expected = list(map(float, oracle.betweenness(graph).values()))
        assert betweenness(neighbours_of(graph)) == pytest.approx(expected)


@lively
@given(graph=weighted_graphs(most=20))
def test_igraph_finds_the_same_betweenness(graph: nx.Graph[Any]) -> None:
    other = igraph.Graph(len(graph), list(graph.edges()))
    assert betweenness(neighbours_of(graph)) == pytest.approx(other.betweenness())


def test_long_paths_are_searched_for_from_each_node() -> None:
    graph = nx.path_graph(45)
    graph.add_edges_from([(50, 51), (51, 52), (50, 52)])
    expected = nx.betweenness_centrality(graph, normalized=False)
    assert betweenness(neighbours_of(graph)) == pytest.approx([expected[n] for n in sorted(graph)])
    assert pairs_by_distance(neighbours_of(graph)) == [47, *range(43, 0, -1)]


def test_a_part_of_the_starting_nodes_at_a_time_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnm_random_graph(30, 60, seed=1)
    whole = betweenness(neighbours_of(graph)), pairs_by_distance(neighbours_of(graph))
    monkeypatch.setattr(geodesics, "_AT_ONCE", 500)
    assert (betweenness(neighbours_of(graph)), pairs_by_distance(neighbours_of(graph))) == whole
