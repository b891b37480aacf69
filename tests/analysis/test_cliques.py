"""Sets in which everybody is joined with everybody."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.cliques import maximal_cliques
from tests.strategies import thorough

Edges = list[tuple[int, int]]


def neighbours(count: int, edges: Edges) -> list[int]:
    """Who is joined with whom, as bits."""
    joined = [0] * count
    for one, other in edges:
        joined[one] |= 1 << other
        joined[other] |= 1 << one
    return joined


def cliques(count: int, edges: Edges, *, least: int = 3, most: int = 10**6) -> set[tuple[int, ...]]:
    """All maximal cliques; it is an error of the test if one comes twice."""
    answer = maximal_cliques(neighbours(count, edges), least=least, most=most)
    assert answer.complete
    assert len(set(answer.found)) == len(answer.found)
    return set(answer.found)


# A triangle 0 1 2, a square 2 3 4 5 with both diagonals, and 6 alone: worked by hand.
KITE: Edges = [(0, 1), (0, 2), (1, 2), (2, 3), (2, 4), (2, 5), (3, 4), (3, 5), (4, 5)]


def test_a_graph_worked_by_hand() -> None:
    assert cliques(7, KITE) == {(0, 1, 2), (2, 3, 4, 5)}
    assert cliques(7, KITE, least=1) == {(0, 1, 2), (2, 3, 4, 5), (6,)}
    assert cliques(7, KITE, least=4) == {(2, 3, 4, 5)}
    assert cliques(7, [(1, 0), (1, 2)], least=2) == {(0, 1), (1, 2)}
    assert cliques(0, []) == set()


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges]:
    """Small graphs, from empty to full."""
    count = draw(st.integers(0, 9))
    possible = list(combinations(range(count), 2))
    if not possible:
        return count, []
    absent = draw(st.booleans())
    chosen = set(draw(st.lists(st.sampled_from(possible), unique=True)))
    return count, [edge for edge in possible if (edge in chosen) != absent]


def by_definition(count: int, edges: Edges, least: int) -> set[tuple[int, ...]]:
    """Every set of vertices looked at."""
    joined = {frozenset(edge) for edge in edges}

    def whole(vertices: tuple[int, ...]) -> bool:
        return all(frozenset(pair) in joined for pair in combinations(vertices, 2))

    found = set()
    for size in range(least, count + 1):
        for vertices in combinations(range(count), size):
            others = [v for v in range(count) if v not in vertices]
            if whole(vertices) and not any(whole((*vertices, other)) for other in others):
                found.add(vertices)
    return found


@thorough
@given(graphs(), st.integers(1, 4))
def test_the_cliques_are_those_of_the_definition_and_of_networkx(
    graph: tuple[int, Edges], least: int
) -> None:
    count, edges = graph
    drawn: nx.Graph[int] = nx.Graph()
    drawn.add_nodes_from(range(count))
    drawn.add_edges_from(edges)
    known = {tuple(sorted(found)) for found in nx.find_cliques(drawn) if len(found) >= least}
    assert cliques(count, edges, least=least) == by_definition(count, edges, least) == known


@pytest.mark.parametrize("seed", range(5))
def test_larger_graphs_have_the_cliques_that_networkx_finds(seed: int) -> None:
    drawn = nx.gnp_random_graph(60, 0.5, seed=seed)
    known = {tuple(sorted(found)) for found in nx.find_cliques(drawn) if len(found) >= 3}
    assert cliques(60, list(drawn.edges)) == known


def moon_moser(threes: int) -> list[int]:
    """The graph with the most maximal cliques: all joined but those of one three."""
    count = 3 * threes
    return neighbours(count, [(a, b) for a, b in combinations(range(count), 2) if a // 3 != b // 3])


def test_the_search_stops_when_there_are_too_many_and_says_so() -> None:
    assert len(maximal_cliques(moon_moser(4), least=3, most=81).found) == 81
    assert maximal_cliques(moon_moser(4), least=3, most=81).complete
    stopped = maximal_cliques(moon_moser(20), least=3, most=80)
    assert (len(stopped.found), stopped.complete) == (80, False)
    assert maximal_cliques(moon_moser(20), least=3, most=80) == stopped
    assert not maximal_cliques(neighbours(3, [(0, 1), (0, 2), (1, 2)]), least=3, most=0).complete


def test_the_search_stops_when_it_takes_too_long_and_says_so() -> None:
    stopped = maximal_cliques(moon_moser(20), least=3, most=10**9, steps=500)
    assert not stopped.complete
    assert 0 < len(stopped.found) < 500
