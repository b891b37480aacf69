"""What falls apart without a node."""

from __future__ import annotations

import igraph as ig
import networkx as nx
import pytest
import rustworkx as rx
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph.bridging import Bridging, bridging, parts_of, pieces_left
from learningcity.graph.projection import project
from tests.graph.graphs import small_graphs, weighted_graphs, worked
from tests.graph.oracle_positions import left_without, turned
from tests.graph.renaming import renamed
from tests.strategies import lively


def test_the_worked_example_loses_c_with_a() -> None:
    found = bridging(project(worked()))
    assert found["a"] == Bridging((3, 1))
    assert (found["a"].cut, found["a"].cut_off) == (True, 1)
    assert (found["d"].cut, found["d"].cut_off, found["d"].pieces) == (False, 0, (4,))


def test_the_middle_of_a_star_holds_all() -> None:
    found = bridging(nx.star_graph(4))
    assert (found[0].pieces, found[0].cut_off) == ((1, 1, 1, 1), 3)


def test_a_node_without_ties_leaves_nothing() -> None:
    assert bridging(nx.Graph()) == {}
    graph = nx.Graph([(1, 1)])
    graph.add_node(0)
    assert bridging(graph) == {0: Bridging(()), 1: Bridging(())}


def test_all_small_graphs() -> None:
    for graph in small_graphs(6):
        for one in (graph, turned(graph)):
            assert {node: list(found.pieces) for node, found in bridging(one).items()} == {
                node: left_without(one, node) for node in one
            }


@lively
@given(weighted_graphs(most=14, loops=True))
def test_three_libraries_find_the_same_cut_vertices(graph: nx.Graph[int]) -> None:
    ours = {node for node, found in bridging(graph).items() if found.cut}
    assert ours == set(nx.articulation_points(graph))
    edges = list(graph.edges)
    assert ours == set(ig.Graph(len(graph), edges).articulation_points())
    other: rx.PyGraph[None, None] = rx.PyGraph()
    other.add_nodes_from([None] * len(graph))
    other.add_edges_from_no_data([(one, two) for one, two in edges if one != two])
    assert ours == set(rx.articulation_points(other))


@lively
@given(weighted_graphs(), st.data())
def test_other_names_in_another_order_give_the_same(
    graph: nx.Graph[int], data: st.DataObject
) -> None:
    other, names = renamed(graph, data)
    before = bridging(graph)
    assert bridging(other) == {names[node]: before[node] for node in graph}


def test_a_long_chain_is_no_matter_of_depth() -> None:
    found = bridging(nx.path_graph(20_000))
    assert found[10_000].pieces == (10_000, 9_999)


def test_a_multigraph_is_refused() -> None:
    with pytest.raises(ValueError, match="multigraph"):
        bridging(nx.MultiGraph())


def test_the_pieces_of_each_node_are_those_that_networkx_leaves() -> None:
    for graph in small_graphs(6):
        left = pieces_left(graph)
        near = {node: frozenset(graph[node]) for node in graph}
        for node in graph:
            (own,) = (part for part in nx.connected_components(graph) if node in part)
            expected = sorted(map(sorted, nx.connected_components(graph.subgraph(own - {node}))))
            assert sorted(map(sorted, left(node))) == expected
            assert sorted(map(sorted, parts_of(near, own - {node}))) == expected
