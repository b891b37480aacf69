"""Clustering and redundancy of two-mode graphs."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from networkx.algorithms import bipartite

from learningcity.graph.incidence import incidence
from learningcity.graph.sharing import (
    CLUSTERINGS,
    Mode,
    clusterings,
    four_cycle_clustering,
    mean_clustering,
    mean_redundancy,
    redundancies,
    sharing,
    triad_clustering,
)
from learningcity.model.figures import Figure, round_figure
from tests.graph import oracle_two_mode as oracle
from tests.graph.graphs import small_two_mode_graphs, two_mode, two_mode_graphs, worked
from tests.strategies import lively

MODES: tuple[Mode, Mode] = (0, 1)
SIZES = [(3, 3), (2, 4), pytest.param(4, 3, marks=pytest.mark.slow)]


def same(figure: Figure, expected: oracle.Number) -> bool:
    """Whether a figure is what the slow definition gives, and says why where it gives none."""
    if expected is None:
        return figure.value is None and bool(figure.reason)
    return figure.value == round_figure(float(expected))


def check(graph: nx.Graph[Any]) -> None:
    found = incidence(graph)
    for mode in MODES:
        nodes = (found.rows, found.columns)[mode]
        for kind in CLUSTERINGS:
            values = [oracle.clustering(graph, node, kind) for node in nodes]
            figures = clusterings(found, mode, kind)
            assert all(map(same, figures, values)), (kind, figures, values)
            assert same(mean_clustering(found, mode, kind), oracle.mean_of(values))
        values = [oracle.redundancy(graph, node) for node in nodes]
        assert all(map(same, redundancies(found, mode), values))
        assert same(mean_redundancy(found, mode), oracle.mean_of(values))
        assert same(triad_clustering(found, mode), oracle.triad_clustering(graph, mode))
    assert same(four_cycle_clustering(found), oracle.four_cycle_clustering(graph))


@pytest.mark.parametrize(("rows", "columns"), SIZES)
def test_every_small_graph_has_the_figures_of_the_definitions(rows: int, columns: int) -> None:
    for graph in small_two_mode_graphs(rows, columns):
        check(graph)


@lively
@given(graph=two_mode_graphs())
def test_larger_graphs_have_the_figures_of_the_definitions(graph: nx.Graph[Any]) -> None:
    check(graph)


@pytest.mark.parametrize(("rows", "columns"), [(3, 3), (2, 4)])
def test_cycles_and_paths_are_counted_as_robins_and_alexander_do(rows: int, columns: int) -> None:
    for graph in small_two_mode_graphs(rows, columns):
        cycles, paths = oracle.cycles_and_paths(graph)
        value = four_cycle_clustering(incidence(graph)).value
        assert value == (round_figure(4 * cycles / paths) if paths else None)


@pytest.mark.parametrize(("rows", "columns"), SIZES[:2])
def test_networkx_differs_only_where_nothing_is_defined(rows: int, columns: int) -> None:
    # It gives 0 where there is nothing to divide by, and refuses to give redundancies of a graph
    # in which a node has fewer than two neighbours.
    for graph in small_two_mode_graphs(rows, columns):
        found = incidence(graph)
        known = bipartite.robins_alexander_clustering(graph)
        assert (four_cycle_clustering(found).value or 0) == pytest.approx(known)
        for mode in MODES:
            nodes = (found.rows, found.columns)[mode]
            for kind in CLUSTERINGS:
                given = bipartite.clustering(graph, nodes, mode=kind)
                for node, figure in zip(nodes, clusterings(found, mode, kind), strict=True):
                    assert (figure.value or 0) == pytest.approx(given[node])
            for node, figure in zip(nodes, redundancies(found, mode), strict=True):
                if figure.value is None:
                    with pytest.raises(nx.NetworkXError, match="fewer than two"):
                        bipartite.node_redundancy(graph, [node])
                else:
                    rc = bipartite.node_redundancy(graph, [node])[node]
                    assert figure.value == pytest.approx(rc)


def test_the_worked_example() -> None:
    found = incidence(worked())
    assert [figure.value for figure in redundancies(found, 1)] == [
        round_figure(1 / 3),
        0,
        round_figure(1 / 3),
        None,
    ]
    assert [figure.value for figure in redundancies(found, 0)] == [
        round_figure(1 / 3),
        None,
        None,
        1,
        0,
    ]
    assert four_cycle_clustering(found).value == 0.25
    # b shares i1 with a, who has two more, and with d, who has one more.
    assert clusterings(found, 0)[1].value == round_figure((1 / 3 + 1 / 2) / 2)
    assert clusterings(found, 0, "min")[1].value == 1
    assert clusterings(found, 0, "max")[1].value == round_figure((1 / 3 + 1 / 2) / 2)


def test_the_southern_women_are_as_networkx_documents_them() -> None:
    found = incidence(nx.davis_southern_women_graph())
    value = four_cycle_clustering(found).value
    assert value is not None
    assert round(value, 3) == 0.468


def test_three_that_meet_two_by_two_are_a_closed_triad() -> None:
    found = incidence(two_mode({"i": "ab", "j": "bc", "k": "ca"}))
    assert triad_clustering(found, 0).value == 1
    assert triad_clustering(incidence(two_mode({"i": "ab", "j": "bc"})), 0).value == 0
    # All of them in two things: the ends share no third one.
    assert triad_clustering(incidence(two_mode({"i": "abc", "j": "abc"})), 0).value == 0
    assert triad_clustering(incidence(two_mode(dict.fromkeys("ijk", "abc"))), 0).value == 1


@pytest.mark.parametrize(
    ("graph", "mode_0", "mode_1", "whole"),
    [
        (two_mode({}), "no-nodes", "no-nodes", "no-nodes"),
        (two_mode({}, {"a": "public"}), "no-ties", "no-nodes", "no-ties"),
        (two_mode({"i": ""}), "no-nodes", "no-ties", "no-ties"),
        (two_mode({"i": "a"}), "shares-nothing", "shares-nothing", "no-three-paths"),
    ],
)
def test_what_is_not_defined_says_why(
    graph: nx.Graph[Any], mode_0: str, mode_1: str, whole: str
) -> None:
    found = incidence(graph)
    assert mean_clustering(found, 0).reason == mode_0
    assert mean_clustering(found, 1).reason == mode_1
    assert four_cycle_clustering(found).reason == whole
    assert triad_clustering(found, 0).reason == whole.replace("three", "four")


def test_a_node_says_why_it_has_no_figure() -> None:
    found = incidence(two_mode({"i": "a", "j": "bc", "k": ""}, dict.fromkeys("abcd", "public")))
    assert [figure.reason for figure in clusterings(found, 0)] == [
        "shares-nothing",
        None,
        None,
        "isolate",
    ]
    assert [figure.reason for figure in redundancies(found, 1)] == ["one-tie", None, "isolate"]
    assert mean_redundancy(found, 0).reason == "one-tie"


@lively
@given(graph=two_mode_graphs())
def test_swapping_the_modes_swaps_the_figures(graph: nx.Graph[Any]) -> None:
    turned = graph.copy()
    for node in turned:
        turned.nodes[node]["mode"] = 1 - graph.nodes[node]["mode"]
    one, other = incidence(graph), incidence(turned)
    for kind in CLUSTERINGS:
        assert clusterings(one, 0, kind) == clusterings(other, 1, kind)
    assert redundancies(one, 0) == redundancies(other, 1)
    assert triad_clustering(one, 1) == triad_clustering(other, 0)
    assert four_cycle_clustering(one) == four_cycle_clustering(other)


def test_what_was_counted_once_is_kept() -> None:
    found = incidence(worked())
    assert sharing(found, 0) is sharing(incidence(worked()), 0)
    assert sharing(found, 0).shared[0] == {1: 1, 2: 1, 3: 2, 4: 1}
