"""From who takes part in what to who works with whom."""

from __future__ import annotations

import sys
from itertools import combinations
from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.errors import MissingExtraError
from learningcity.graph import projection
from learningcity.graph.incidence import incidence, is_two_mode
from learningcity.graph.order import label, sort_nodes
from learningcity.graph.pair_arrays import Groups, pair_arrays
from learningcity.graph.projection import Weight, project, weighted_pairs
from tests.graph.graphs import small_two_mode_graphs, two_mode, two_mode_graphs, worked
from tests.strategies import lively


def by_hand(graph: nx.Graph[Any], weight: Weight) -> dict[tuple[Any, Any], float]:
    """The weights of the ties between nodes of mode 0, from the definition."""
    rows = sorted(node for node, data in graph.nodes.data() if data["mode"] == 0)
    found: dict[tuple[Any, Any], float] = {}
    for one, other in combinations(rows, 2):
        common = set(graph[one]) & set(graph[other])
        if common:
            found[one, other] = {
                "count": float(len(common)),
                "newman": sum(1 / (graph.degree(key) - 1) for key in common),
                "jaccard": len(common) / len(set(graph[one]) | set(graph[other])),
            }[weight]
    return found


@pytest.mark.parametrize("weight", ["newman", "count", "jaccard"])
def test_every_small_graph_is_projected_by_the_definition(weight: Weight) -> None:
    for graph in small_two_mode_graphs(3, 3):
        made = project(graph, weight=weight)
        found = {(one, other): data["weight"] for one, other, data in made.edges.data()}
        assert found == pytest.approx(by_hand(graph, weight))
        assert list(made) == [0, 1, 2]


def test_the_strength_is_the_number_of_initiatives_that_have_others() -> None:
    made = project(worked())
    assert dict(made.degree(weight="weight")) == {"a": 3, "b": 1, "c": 1, "d": 2, "e": 1}
    assert made["a"]["d"]["shared"] == ("i1", "i3")
    assert made.nodes["a"]["sector"] == "public"
    assert made.graph == {"weight": "newman"}


def test_initiatives_can_be_kept_instead() -> None:
    made = project(worked(), mode=1, weight="count")
    assert list(made) == ["i1", "i2", "i3", "i4"]
    assert list(made.edges.data("shared")) == [
        ("i1", "i2", ("a",)),
        ("i1", "i3", ("a", "d")),
        ("i2", "i3", ("a",)),
        ("i3", "i4", ("e",)),
    ]


@lively
@given(graph=two_mode_graphs())
def test_the_order_of_a_graph_changes_nothing(graph: nx.Graph[Any]) -> None:
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes.data())))
    turned.add_edges_from((other, one) for one, other in reversed(list(graph.edges())))
    assert incidence(turned) == incidence(graph)
    one, other = project(graph), project(turned)
    assert list(one.edges.data()) == list(other.edges.data())
    assert list(one.nodes.data()) == list(other.nodes.data())


@lively
@given(graph=two_mode_graphs())
def test_the_matrix_is_the_graph(graph: nx.Graph[Any]) -> None:
    found = incidence(graph)
    matrix = found.to_scipy()
    assert matrix.shape == (len(found.rows), len(found.columns))
    assert set(zip(*(map(int, places) for places in matrix.nonzero()), strict=True)) == set(
        found.ties()
    )
    ties = {(found.rows[row], found.columns[column]) for row, column in found.ties()}
    assert ties == {(one, other) for other, one in map(sorted, graph.edges())}


def test_a_graph_of_which_a_node_says_no_mode_is_refused() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("x")
    assert not is_two_mode(graph)
    with pytest.raises(ValueError, match="the node 'x' has no 'mode' of 0 or 1"):
        incidence(graph)


@pytest.mark.parametrize(("mode", "said"), [(0, "both of mode 0"), (1, "two nodes of mode 1")])
def test_a_tie_within_a_mode_is_refused(mode: int, said: str) -> None:
    graph = two_mode({"i": "ab"})
    graph.add_nodes_from("xy", mode=mode)
    graph.add_edge("x", "y")
    assert not is_two_mode(graph)
    with pytest.raises(ValueError, match=said):
        incidence(graph)


def test_graphs_that_say_bipartite_are_read_too() -> None:
    graph: nx.Graph[Any] = nx.Graph(nx.bipartite.gnmk_random_graph(3, 4, 6, seed=1))
    assert is_two_mode(graph)
    assert incidence(graph).rows == (0, 1, 2)
    assert not is_two_mode(nx.Graph())


def test_what_is_no_weight_and_no_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="weight: 'sum' is none of newman, count, jaccard"):
        project(worked(), weight="sum")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="mode: 2 is neither 0 nor 1"):
        project(worked(), mode=2)


def test_nodes_have_one_order() -> None:
    assert sort_nodes([3, 1, 2]) == [1, 2, 3]
    assert sort_nodes(["b", 1, "a"]) == [1, "a", "b"]
    assert [label(("partner", "x")), label(("x", "y")), label(3)] == ["x", ("x", "y"), 3]


def test_a_sparse_matrix_needs_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(MissingExtraError, match="scale"):
        incidence(two_mode({"i": "ab"})).to_scipy()


WEIGHTS: tuple[Weight, ...] = ("newman", "count", "jaccard")
groups = st.lists(st.lists(st.integers(0, 6), unique=True).map(sorted), max_size=12)


@lively
@given(groups=groups, weight=st.sampled_from(WEIGHTS))
def test_all_pairs_at_once_are_those_one_by_one(groups: list[list[int]], weight: Weight) -> None:
    members = {f"i{place}": [f"p{one}" for one in group] for place, group in enumerate(groups)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "_MANY_PAIRS", 0)
        at_once = list(weighted_pairs(members, weight))
        patch.setattr(projection, "modules", {})
        assert list(weighted_pairs(members, weight)) == at_once


@lively
@given(graph=two_mode_graphs(), weight=st.sampled_from(WEIGHTS))
def test_a_large_graph_is_projected_as_a_small_one(graph: nx.Graph[Any], weight: Weight) -> None:
    small = project(graph, weight=weight)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "_MANY_PAIRS", 0)
        large = project(graph, weight=weight)
    assert list(small.edges.data()) == list(large.edges.data())
    assert list(small.nodes.data()) == list(large.nodes.data())


@pytest.mark.parametrize("weight", WEIGHTS)
def test_pairs_that_share_much_have_the_same_weight_to_the_last_digit(weight: Weight) -> None:
    rng = Random(7)
    members = {key: sorted(rng.sample(range(40), rng.randint(0, 12))) for key in range(400)}
    at_once = list(weighted_pairs(members, weight))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "modules", {})
        assert list(weighted_pairs(members, weight)) == at_once
    assert max(len(shared) for _, _, shared in at_once) > 20


def test_more_members_than_sixteen_bits_count() -> None:
    many = 70_000
    groups = Groups.of([[0, many], [1, many], [0, 1], [], [0, 1]])
    found = pair_arrays(groups, "newman")
    assert (found.first.tolist(), found.second.tolist()) == ([0, 0, 1], [1, many, many])
    assert found.weights.tolist() == [2, 1, 1]
    assert (found.shared.tolist(), found.ends.tolist()) == ([2, 4, 0, 1], [2, 3, 4])


def test_groups_turned_are_what_each_member_is_in() -> None:
    turned = Groups.of([[0, 2], [2], [], [0]]).turned(4)
    assert turned.members.tolist() == [0, 3, 0, 1]
    assert turned.sizes.tolist() == [2, 0, 2, 0]
