"""Ties dealt out anew, with all degrees kept."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from learningcity.graph.cohesion import neighbours_of
from learningcity.graph.rewiring import Degrees
from tests.graph.graphs import small_graphs, weighted_graphs
from tests.strategies import lively


def same_degrees(graph: nx.Graph[Any]) -> set[tuple[tuple[int, int], ...]]:
    """The ties of all graphs with the degrees of one, by trying all sets of ties."""
    degrees = [graph.degree(node) for node in sorted(graph)]
    found = set()
    for ties in combinations(list(combinations(range(len(degrees)), 2)), graph.number_of_edges()):
        ends = Counter(node for tie in ties for node in tie)
        if [ends[node] for node in range(len(degrees))] == degrees:
            found.add(ties)
    return found


def ties_of(neighbours: list[list[int]]) -> tuple[tuple[int, int], ...]:
    pairs = [(a, b) for a, others in enumerate(neighbours) for b in others if a < b]
    return tuple(sorted(pairs))


def test_all_graphs_with_the_same_degrees_are_listed() -> None:
    for shape in small_graphs(5):
        graph = nx.convert_node_labels_to_integers(shape)
        every = Degrees(neighbours_of(graph)).all()
        assert every is not None
        assert [ties_of(one) for one in every] == sorted(same_degrees(graph))


def test_too_many_are_not_listed() -> None:
    ring = Degrees(neighbours_of(nx.cycle_graph(6)))
    assert len(ring.all(70) or ()) == 70
    assert ring.all(69) is None
    assert ring.all(9) is None
    assert ring.all(8) is None


@lively
@given(graph=weighted_graphs(most=10))
def test_samples_keep_all_degrees(graph: nx.Graph[Any]) -> None:
    neighbours = neighbours_of(graph)
    drawn = list(Degrees(neighbours).draw(7, seed=3))
    assert len(drawn) == 7
    assert drawn == list(Degrees(neighbours).draw(7, seed=3))
    for one in drawn:
        assert list(map(len, one)) == list(map(len, neighbours))
        assert all(node not in others for node, others in enumerate(one))
        assert all(len(set(others)) == len(others) for others in one)


@pytest.mark.parametrize("graph", [nx.path_graph(5), nx.cycle_graph(5)])
def test_all_graphs_are_drawn_alike_often(graph: nx.Graph[Any]) -> None:
    degrees = Degrees(neighbours_of(graph))
    every = degrees.all() or ()
    drawn = Counter(ties_of(one) for one in degrees.draw(300 * len(every), seed=1))
    assert set(drawn) == {ties_of(one) for one in every}
    spread = sum((many - 300) ** 2 / 300 for many in drawn.values())
    assert spread < 3 * len(every)
