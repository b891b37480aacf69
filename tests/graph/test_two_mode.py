"""Figures of two-mode graphs as a whole."""

from __future__ import annotations

from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph.incidence import incidence
from learningcity.graph.two_mode import NESTEDNESS, TWO_MODE, components
from learningcity.model.figures import Figure
from tests.graph.graphs import small_two_mode_graphs, two_mode, two_mode_graphs, worked
from tests.strategies import lively


def figures(graph: nx.Graph[Any]) -> dict[str, Figure]:
    found = incidence(graph)
    return {name: kernel.function(found) for name, kernel in TWO_MODE.items()}


def swapped(name: str) -> str:
    if name.endswith("_mode_0"):
        return name.replace("_mode_0", "_mode_1")
    return name.replace("_mode_1", "_mode_0")


def check_components(graph: nx.Graph[Any]) -> None:
    found = incidence(graph)
    sizes = [
        (sum(node in found.rows for node in part), sum(node in found.columns for node in part))
        for part in nx.connected_components(graph)
    ]
    assert sorted(components(found)) == sorted(sizes)
    assert list(map(sum, components(found))) == sorted(map(sum, sizes), reverse=True)


def test_the_components_are_those_of_networkx() -> None:
    for graph in small_two_mode_graphs(3, 3):
        check_components(graph)


@lively
@given(graph=two_mode_graphs(rows=12, columns=12))
def test_the_components_of_larger_graphs_are_those_of_networkx(graph: nx.Graph[Any]) -> None:
    check_components(graph)


def test_the_worked_example() -> None:
    found = {name: figure.value for name, figure in figures(worked()).items()}
    assert found["connectance"] == 0.45
    assert (found["mean_degree_mode_0"], found["mean_degree_mode_1"]) == (1.8, 2.25)
    assert (found["components"], found["largest_share"]) == (1, 1)
    assert (found["isolates_mode_0"], found["isolates_mode_1"]) == (0, 0)
    assert found["nestedness"] == 40.625
    assert found["modularity"] == pytest.approx(29 / 81)


def test_parts_and_nodes_without_ties_are_counted() -> None:
    graph = two_mode({"i": "ab", "j": "c", "k": ""}, dict.fromkeys("abcde", "public"))
    assert components(incidence(graph)) == ((2, 1), (1, 1), (1, 0), (1, 0), (0, 1))
    found = {name: figure.value for name, figure in figures(graph).items()}
    assert (found["isolates_mode_0"], found["isolates_mode_1"]) == (2, 1)
    assert found["components"] == 5
    assert found["largest_share"] == 3 / 8
    assert found["connectance"] == 0.2


@pytest.mark.parametrize("graph", [two_mode({}), two_mode({"i": ""}), two_mode({}, {"a": "third"})])
def test_every_figure_without_ties_says_why_or_is_plain(graph: nx.Graph[Any]) -> None:
    for name, figure in figures(graph).items():
        counted = name.startswith(("mean_degree", "isolates", "components", "largest"))
        assert figure.reason in ("no-nodes", "no-ties", "too-few") or counted


def test_of_no_nodes_nothing_is_known() -> None:
    assert {figure.value for figure in figures(two_mode({})).values()} == {None}


@lively
@given(graph=two_mode_graphs())
def test_swapping_the_modes_swaps_the_figures(graph: nx.Graph[Any]) -> None:
    turned = graph.copy()
    for node in turned:
        turned.nodes[node]["mode"] = 1 - graph.nodes[node]["mode"]
    one, other = figures(graph), figures(turned)
    # The quick search may end elsewhere; the search for communities is tested for it.
    for name in one.keys() - {"modularity"}:
        assert one[name] == other[swapped(name)]


@lively
@given(graph=two_mode_graphs(), seed=st.integers(0, 99))
def test_other_names_and_another_order_change_nothing(graph: nx.Graph[Any], seed: int) -> None:
    nodes = list(graph.nodes.data())
    Random(seed).shuffle(nodes)
    names = {node: f"n{number}" for number, (node, _) in enumerate(nodes)}
    other: nx.Graph[Any] = nx.Graph()
    other.add_nodes_from((names[node], data) for node, data in nodes)
    other.add_edges_from((names[b], names[a]) for a, b in reversed(list(graph.edges())))
    one, renamed = figures(graph), figures(other)
    for name in one.keys() - {"modularity"}:
        assert one[name] == renamed[name]


@lively
@given(graph=two_mode_graphs())
def test_the_order_of_nodes_and_ties_changes_nothing_at_all(graph: nx.Graph[Any]) -> None:
    other: nx.Graph[Any] = nx.Graph()
    other.add_nodes_from(reversed(list(graph.nodes.data())))
    other.add_edges_from((b, a) for a, b in reversed(list(graph.edges())))
    assert figures(other) == figures(graph)


@lively
@given(graph=two_mode_graphs())
def test_every_figure_keeps_to_its_range(graph: nx.Graph[Any]) -> None:
    for name, figure in figures(graph).items():
        if figure.value is not None:
            most = 100 if name in NESTEDNESS else 1
            assert figure.value >= 0
            assert figure.value <= most or name.startswith(("mean_degree", "isolates", "compo"))
