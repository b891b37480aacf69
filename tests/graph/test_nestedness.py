"""Nestedness of two-mode graphs."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from learningcity.graph.incidence import incidence
from learningcity.graph.nestedness import equal_degrees, nestedness, nestedness_of
from learningcity.model.figures import round_figure
from tests.graph import oracle_two_mode as oracle
from tests.graph.graphs import small_two_mode_graphs, two_mode, two_mode_graphs, worked
from tests.strategies import lively


def check(graph: nx.Graph[Any]) -> None:
    found = incidence(graph)
    figures = {
        (0, 1): nestedness(found),
        (0,): nestedness_of(found, 0),
        (1,): nestedness_of(found, 1),
    }
    for modes, figure in figures.items():
        expected = oracle.nestedness(graph, modes)
        assert figure.value == (None if expected is None else round_figure(float(expected)))
        assert figure.reason == ("too-few" if expected is None else None)


@pytest.mark.parametrize(
    ("rows", "columns"), [(3, 3), (2, 4), pytest.param(4, 3, marks=pytest.mark.slow)]
)
def test_every_small_graph_has_the_nestedness_of_the_definition(rows: int, columns: int) -> None:
    for graph in small_two_mode_graphs(rows, columns):
        check(graph)


@lively
@given(graph=two_mode_graphs())
def test_larger_graphs_have_the_nestedness_of_the_definition(graph: nx.Graph[Any]) -> None:
    check(graph)


def test_the_worked_example() -> None:
    found = incidence(worked())
    assert nestedness(found).value == 40.625
    assert nestedness_of(found, 0).value == 45
    assert nestedness_of(found, 1).value == round_figure(100 / 3)
    # Two pairs of ten partners, and one of six initiatives.
    assert equal_degrees(found, 0).value == 0.2
    assert equal_degrees(found, 1).value == round_figure(1 / 6)


def test_each_with_a_part_of_the_one_before_is_fully_nested() -> None:
    found = incidence(two_mode({"i": "abc", "j": "ab", "k": "a"}))
    assert nestedness(found).value == 100
    assert equal_degrees(found, 0).value == 0


def test_equally_many_ties_are_never_nested_whatever_is_shared() -> None:
    found = incidence(two_mode({"i": "abc", "j": "abc"}))
    assert nestedness(found).value == 0
    assert equal_degrees(found, 0).value == equal_degrees(found, 1).value == 1


def test_nodes_without_ties_are_in_no_pair() -> None:
    found = incidence(two_mode({"i": "ab", "j": "a", "k": ""}, dict.fromkeys("abc", "public")))
    assert nestedness(found).value == 100
    assert equal_degrees(incidence(two_mode({"i": "a"})), 0).reason == "too-few"
