"""The graph that a one-mode measure reads."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from learningcity.graph.one_mode import groups_of, one_mode, without_funds
from learningcity.graph.projection import project
from tests.graph.graphs import two_mode, worked


def test_a_one_mode_graph_is_taken_as_it_is_in_a_fixed_order() -> None:
    graph: nx.Graph[Any] = nx.Graph(city="here")
    graph.add_edge("c", "b", weight=2.0)
    graph.add_edge("a", "a")
    graph.add_edge("b", "a")
    graph.nodes["c"]["sector"] = "third"
    made = one_mode(graph)
    assert list(made) == ["a", "b", "c"]
    assert list(made.edges.data()) == [("a", "b", {}), ("b", "c", {"weight": 2.0})]
    assert made.graph == {"city": "here"}
    assert made.nodes["c"] == {"sector": "third"}
    assert graph.has_edge("a", "a")


def test_directions_stay() -> None:
    graph: nx.Graph[Any] = nx.DiGraph([(2, 1), (1, 2), (3, 1)])
    made = one_mode(graph)
    assert list(made.edges) == [(1, 2), (2, 1), (3, 1)]
    assert made.is_directed()


def test_a_two_mode_graph_is_projected_without_funds() -> None:
    graph = worked()
    graph.add_node("pot", mode=1, kind="fund")
    graph.add_edges_from((partner, "pot") for partner in "abcde")
    made = one_mode(graph, weight="count")
    expected = project(worked(), weight="count")
    assert list(made.edges.data()) == list(expected.edges.data())
    assert made.nodes["a"]["sector"] == "public"
    assert "pot" in graph


def test_a_partner_of_kind_fund_stays() -> None:
    graph = two_mode({"i": "ab"})
    graph.nodes["a"]["kind"] = "fund"
    assert without_funds(graph) is graph


def test_the_empty_graph_is_empty() -> None:
    assert len(one_mode(nx.Graph())) == 0


def test_groups_that_are_not_known_are_no_groups() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from([(3, {"sector": "third"}), (1, {"sector": "unknown"}), (2, {})])
    graph.add_node(0, sector=None)
    graph.add_node(4, sector="public", size="large")
    assert groups_of(graph) == {3: "third", 4: "public"}
    assert groups_of(graph, "size") == {4: "large"}


def test_other_graphs_are_refused() -> None:
    with pytest.raises(ValueError, match="multigraph"):
        one_mode(nx.MultiGraph())
    with pytest.raises(ValueError, match="weight: 'heavy'"):
        one_mode(nx.Graph(), weight="heavy")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'mode' of 0 or 1"):
        without_funds(nx.path_graph(2))
    directed: nx.Graph[Any] = nx.DiGraph()
    directed.add_node("a", mode=0)
    with pytest.raises(ValueError, match="no directions"):
        one_mode(directed)


def test_a_list_is_no_group() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("a", sector=["public"])
    with pytest.raises(ValueError, match="the node 'a' has \\['public'\\] as its 'sector'"):
        groups_of(graph)
