"""Barber's modularity, and the search for communities."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph.communities import (
    Search,
    agreement,
    barber,
    modularity,
    search_communities,
)
from learningcity.graph.incidence import incidence
from learningcity.model.figures import round_figure
from tests.graph import oracle_two_mode as oracle
from tests.graph.graphs import small_two_mode_graphs, two_mode, two_mode_graphs, worked
from tests.strategies import lively


def searched(graph: nx.Graph[Any], *, starts: int = 10, rounds: int = 10, seed: int = 0) -> Search:
    return search_communities(incidence(graph), starts=starts, rounds=rounds, seed=seed)


def quality(graph: nx.Graph[Any], found: Search) -> Fraction | None:
    ties = graph.number_of_edges()
    return Fraction(found.best.gain, ties**2) if ties else None


def one_of_each_order(rows: int, columns: int) -> list[nx.Graph[Any]]:
    """Every small graph, but for the order of its rows."""
    return [
        graph
        for graph in small_two_mode_graphs(rows, columns)
        if sorted(listed := [sorted(graph[row]) for row in range(rows)]) == listed
    ]


@lively
@given(graph=two_mode_graphs(), data=st.data())
def test_modularity_is_that_of_the_definition(graph: nx.Graph[Any], data: st.DataObject) -> None:
    found = incidence(graph)
    nodes = [*found.rows, *found.columns]
    labels = data.draw(st.lists(st.integers(0, 3), min_size=len(nodes), max_size=len(nodes)))
    expected = oracle.barber(graph, dict(zip(nodes, labels, strict=True)))
    figure = barber(found, labels)
    assert figure.value == (None if expected is None else round_figure(float(expected)))
    assert figure.reason == ("no-ties" if expected is None else None)


@pytest.mark.parametrize(
    ("rows", "columns"), [(3, 3), (2, 4), pytest.param(4, 3, marks=pytest.mark.slow)]
)
def test_the_best_of_every_small_graph_is_found(rows: int, columns: int) -> None:
    for graph in one_of_each_order(rows, columns):
        best = oracle.optimum(graph)
        assert quality(graph, searched(graph)) == best == oracle.optimum_by_rows(graph)


@lively
@given(graph=two_mode_graphs(rows=6, columns=10))
def test_the_best_of_larger_graphs_is_found(graph: nx.Graph[Any]) -> None:
    found = searched(graph)
    assert quality(graph, found) == oracle.optimum_by_rows(graph)
    short = modularity(incidence(graph)).value
    assert short is None or short <= round_figure(found.best.gain / graph.number_of_edges() ** 2)


def test_the_worked_example() -> None:
    found = incidence(worked())
    assert barber(found, "xxxyyxxyy").value == pytest.approx(0.27160, abs=5e-6)
    search = searched(worked())
    # {a, c, i2}, {b, d, i1} and {e, i3, i4}: of one size, so in the order of their first nodes.
    assert search.best.labels == (0, 1, 0, 1, 2, 1, 0, 2, 2)
    assert search.best.count == 3
    assert search.best.gain == 29
    assert search.reached == len(search.ends) == 10
    assert modularity(found).value == pytest.approx(0.35802, abs=5e-6)


def test_one_community_of_all_has_no_modularity() -> None:
    assert barber(incidence(worked()), [0] * 9).value == 0


@lively
@given(graph=two_mode_graphs())
def test_communities_hang_together_and_leave_out_who_has_no_ties(graph: nx.Graph[Any]) -> None:
    found = incidence(graph)
    for end in search_communities(found, starts=3, rounds=2, seed=1).ends:
        members: dict[int, list[Any]] = {}
        for node, label in zip([*found.rows, *found.columns], end.labels, strict=True):
            assert (label == -1) == (not graph[node])
            members.setdefault(label, []).append(node)
        members.pop(-1, None)
        assert all(nx.is_connected(graph.subgraph(nodes)) for nodes in members.values())
        sizes = [len(members[label]) for label in range(len(members))]
        assert sizes == sorted(sizes, reverse=True)
        assert end.count == len(members)
        labels = dict(zip([*found.rows, *found.columns], end.labels, strict=True))
        expected = oracle.barber(graph, labels)
        assert expected is None or expected == Fraction(end.gain, graph.number_of_edges() ** 2)


@lively
@given(graph=two_mode_graphs(rows=6, columns=6), seed=st.integers(0, 99))
def test_other_names_and_swapped_modes_lose_nothing(graph: nx.Graph[Any], seed: int) -> None:
    nodes = list(graph)
    names = list(range(len(nodes)))
    Random(seed).shuffle(names)
    other: nx.Graph[Any] = nx.Graph()
    for node, name in sorted(zip(nodes, names, strict=True), key=lambda pair: -pair[1]):
        other.add_node(name, mode=1 - graph.nodes[node]["mode"])
    place = dict(zip(nodes, names, strict=True))
    other.add_edges_from((place[b], place[a]) for a, b in reversed(list(graph.edges())))
    assert quality(graph, searched(graph)) == quality(other, searched(other))


@lively
@given(graph=two_mode_graphs())
def test_more_starts_add_to_those_before(graph: nx.Graph[Any]) -> None:
    few, many = searched(graph, starts=2, rounds=3), searched(graph, starts=5, rounds=3)
    assert many.ends[:2] == few.ends
    assert many.best.gain >= few.best.gain
    assert searched(graph, starts=5, rounds=3) == many


def test_without_ties_there_are_no_communities() -> None:
    search = searched(two_mode({"i": ""}, {"a": "public"}), starts=2)
    assert search.best.labels == (-1, -1)
    assert (search.best.count, search.reached) == (0, 2)
    assert modularity(incidence(two_mode({}))).reason == "no-ties"
    assert searched(two_mode({})).best.labels == ()


def test_partings_agree_as_much_as_their_pairs_do() -> None:
    assert agreement((0, 0, 1, 1), (1, 1, 0, 0)) == 1
    assert agreement((0, 0, 1, 1), (0, 1, 0, 1)) == Fraction(-1, 2)
    # As scikit-learn shows it in the examples of adjusted_rand_score.
    assert agreement((0, 0, 1, 2), (0, 0, 1, 1)) == Fraction(4, 7)
    assert agreement((0, 0, -1), (0, 0, -1)) == agreement((), ()) == agreement((0,), (0,)) == 1
    assert agreement((0, 0, 0, 0), (0, 1, 2, 3)) == 0


@lively
@given(pairs=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=12))
def test_partings_agree_as_igraph_says(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    found = agreement(one, other)
    assert found == agreement(other, one)
    same = len({*pairs}) == len({*one}) == len({*other})
    # igraph divides 0 by 0 where both are one community, or both are nodes alone.
    if same:
        assert found == 1
    else:
        known = igraph.compare_communities(one, other, method="adjusted_rand")
        assert float(found) == pytest.approx(known)
