"""Burt's measures: constraint, effective size, efficiency, hierarchy."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import igraph as ig
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph import structural_holes as module
from learningcity.graph.projection import project
from learningcity.graph.structural_holes import Holes, constraint_shares, structural_holes
from tests.graph.graphs import small_graphs, weighted_graphs, worked
from tests.graph.oracle_positions import Burt, contacts, patterned, turned
from tests.graph.renaming import renamed
from tests.strategies import lively

PLAIN = st.one_of(weighted_graphs(), weighted_graphs(directed=True))
LOOPED = st.one_of(weighted_graphs(loops=True), weighted_graphs(directed=True, loops=True))


def whole(graph: nx.Graph[Any], *, weighted: bool = True) -> dict[Hashable, Holes]:
    """The measures over the whole network."""
    return {node: found[0] for node, found in structural_holes(graph, weighted=weighted).items()}


def ego(graph: nx.Graph[Any], *, weighted: bool = True) -> dict[Hashable, Holes]:
    """The measures inside the ego networks."""
    return {node: found[1] for node, found in structural_holes(graph, weighted=weighted).items()}


def values(found: dict[Hashable, Holes], measure: str) -> dict[Hashable, float]:
    """One measure of the nodes that have it."""
    figures = {node: getattr(holes, measure).value for node, holes in found.items()}
    return {node: value for node, value in figures.items() if value is not None}


def test_the_worked_example_without_weights() -> None:
    found = whole(project(worked()), weighted=False)
    assert values(found, "constraint") == pytest.approx(
        {"a": 0.5347, "b": 0.8351, "c": 1, "d": 0.7917, "e": 0.8351}, abs=5e-5
    )
    assert values(found, "effective_size") == pytest.approx(
        {"a": 3, "b": 1, "c": 1, "d": 5 / 3, "e": 1}
    )
    assert values(found, "efficiency") == pytest.approx(
        {"a": 3 / 4, "b": 1 / 2, "c": 1, "d": 5 / 9, "e": 1 / 2}
    )


def test_the_worked_example_with_newman_weights() -> None:
    found = whole(project(worked()))
    assert values(found, "constraint") == pytest.approx(
        {"a": 0.4861, "b": 1.0069, "c": 1, "d": 0.7847, "e": 1.0069}, abs=5e-5
    )
    # A: 4 - (1/3 + 1/3 + 1/12 + 1/12): what B has with D is B's strongest tie, what D has with B
    # half of D's. Divided by the strongest tie of the other one it would be 10/3.
    assert values(found, "effective_size") == pytest.approx(
        {"a": 19 / 6, "b": 1, "c": 1, "d": 7 / 4, "e": 1}
    )


def test_the_ego_network_of_b_is_a_triangle() -> None:
    found = ego(project(worked()), weighted=False)
    assert found["b"].constraint.value == 1.125
    assert found["a"].constraint.value == pytest.approx(0.5347, abs=5e-5)
    # D with A, B, E: A has shares 1/3 with each; B and E have 1/2 with D and A.
    # A: (1/3 + 1/6 + 1/6)² = 4/9, B and E: (1/3 + 1/9)² = 16/81.
    assert found["d"].constraint.value == pytest.approx(4 / 9 + 32 / 81)


def test_one_contact_constrains_wholly() -> None:
    found = whole(nx.path_graph(2))[0]
    assert (found.constraint.value, found.effective_size.value, found.efficiency.value) == (1, 1, 1)
    assert found.hierarchy.reason == "one-contact"


def test_a_triangle_has_constraint_1_125_and_no_hierarchy() -> None:
    for form in structural_holes(nx.complete_graph(3))[0]:
        assert form.constraint.value == 1.125
        assert form.effective_size.value == 1
        assert form.hierarchy.value == 0


@pytest.mark.parametrize("graph", [nx.empty_graph(1), nx.Graph([(0, 0)]), nx.DiGraph([(0, 0)])])
def test_a_node_without_contacts_has_none_of_the_measures(graph: nx.Graph[int]) -> None:
    for form in structural_holes(graph)[0]:
        assert form.shares == ()
        for measure in ("constraint", "effective_size", "efficiency", "hierarchy"):
            assert getattr(form, measure).reason == "isolate"


def test_a_graph_without_nodes_has_no_measures() -> None:
    assert structural_holes(nx.Graph()) == {}


def test_a_node_that_only_receives_ties_has_contacts() -> None:
    found = whole(nx.DiGraph([(0, 1), (2, 1)]))
    assert found[1].constraint.value == 0.5
    assert found[1].effective_size.value == 2


def test_ties_of_a_node_to_itself_change_nothing() -> None:
    plain = project(worked())
    looped = plain.copy()
    looped.add_edges_from([(node, node, {"weight": 7}) for node in plain])
    assert structural_holes(looped) == structural_holes(plain)


def test_the_shares_add_up_to_the_constraint_and_name_their_contact() -> None:
    graph = project(worked())
    shares = constraint_shares(graph, "a")
    assert list(shares) == ["b", "c", "d", "e"]
    assert sum(shares.values()) == pytest.approx(whole(graph)["a"].constraint.value)
    assert shares["c"] == pytest.approx(1 / 9)
    assert constraint_shares(nx.empty_graph(1), 0) == {}


def compare(graph: nx.Graph[Any], *, weighted: bool) -> None:
    """Compare all nodes of a graph with the definitions."""
    for node, forms in structural_holes(graph, weighted=weighted).items():
        for inside, found in zip((False, True), forms, strict=True):
            if not contacts(graph, node):
                assert found.constraint.reason == "isolate"
                continue
            slow = Burt(graph, node, weighted=weighted, ego=inside)
            size = len(slow.others)
            assert found.constraint.value == pytest.approx(float(slow.constraint()))
            assert found.effective_size.value == pytest.approx(float(slow.effective_size()))
            assert found.efficiency.value == pytest.approx(float(slow.effective_size() / size))
            if size > 1:
                assert found.hierarchy.value == pytest.approx(slow.hierarchy(), abs=1e-11)


@pytest.mark.slow
def test_all_small_graphs_without_weights() -> None:
    for graph in small_graphs(6):
        compare(graph, weighted=False)


@pytest.mark.slow
def test_all_small_graphs_with_weights() -> None:
    for graph in small_graphs(6):
        compare(patterned(graph), weighted=True)


def test_all_small_graphs_with_directions() -> None:
    for graph in small_graphs(5):
        compare(turned(patterned(graph)), weighted=True)
        compare(turned(graph), weighted=False)


@lively
@given(PLAIN, st.booleans())
def test_igraph_finds_the_same_constraint(graph: nx.Graph[int], weighted: bool) -> None:
    other = ig.Graph(len(graph), list(graph.edges), directed=graph.is_directed())
    weights = [data["weight"] for *_, data in graph.edges.data()]
    theirs = other.constraint(weights=weights if weighted else None)
    ours = values(whole(graph, weighted=weighted), "constraint")
    known = {node: value for node, value in enumerate(theirs) if value == value}
    assert ours == pytest.approx(known)


@lively
@given(PLAIN)
def test_networkx_finds_the_same_where_it_goes_node_by_node(graph: nx.Graph[int]) -> None:
    # With scipy and without `nodes` its effective size divides by the wrong node's strongest tie
    # (networkx pull request 8906); node by node it leaves out nodes that only receive ties.
    seen = [node for node in graph if graph[node]]
    found = whole(graph)
    theirs = nx.effective_size(graph, nodes=seen, weight="weight")
    ours = values(found, "effective_size")
    assert {node: ours[node] for node in seen} == pytest.approx(theirs)
    theirs = nx.constraint(graph, nodes=seen, weight="weight")
    ours = values(found, "constraint")
    assert {node: ours[node] for node in seen} == pytest.approx(theirs)


@lively
@given(LOOPED, st.data())
def test_other_names_in_another_order_give_the_same(
    graph: nx.Graph[int], data: st.DataObject
) -> None:
    other, names = renamed(graph, data)
    for form in (whole, ego):
        for measure in ("constraint", "effective_size", "efficiency", "hierarchy"):
            before, after = values(form(graph), measure), values(form(other), measure)
            named = {names[node]: value for node, value in before.items() if node in names}
            assert after == pytest.approx(named, abs=1e-11)


@lively
@given(weighted_graphs())
def test_effective_size_lies_between_1_and_the_contacts(graph: nx.Graph[int]) -> None:
    for found in (*whole(graph).values(), *ego(graph).values()):
        if found.effective_size.value is not None:
            assert 1 - 1e-9 <= found.effective_size.value <= len(found.shares)


@lively
@given(
    graph=st.one_of(weighted_graphs(), weighted_graphs(directed=True)), at_once=st.integers(0, 9)
)
def test_nodes_looked_at_together_are_as_each_alone(graph: nx.Graph[Any], at_once: int) -> None:
    alone = structural_holes(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEW", -1)
        patch.setattr(module, "_AT_ONCE", at_once)
        assert structural_holes(graph) == alone


def test_a_large_graph_is_looked_at_to_the_last_digit(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(80, 0.2, seed=1)
    alone = structural_holes(graph)
    monkeypatch.setattr(module, "_FEW", -1)
    assert structural_holes(graph) == alone
