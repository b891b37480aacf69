"""Who lies between others."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import product
from typing import Any

import igraph as ig
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.errors import MissingExtraError
from learningcity.graph import betweenness as module
from learningcity.graph.betweenness import (
    Lengths,
    betweenness,
    most_between,
    read_engine,
    read_lengths,
    two_mode_betweenness,
)
from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.projection import project
from tests.graph.graphs import (
    small_graphs,
    small_two_mode_graphs,
    two_mode_graphs,
    weighted_graphs,
    worked,
)
from tests.graph.oracle_positions import lies_between, patterned, turned
from tests.graph.renaming import renamed
from tests.strategies import lively

ENGINES = ("python", "networkx", "rustworkx", "igraph")
GRAPHS = st.one_of(weighted_graphs(loops=True), weighted_graphs(directed=True, loops=True))


def pairs(
    graph: nx.Graph[Any], engine: str | None = None, lengths: Lengths = "steps"
) -> dict[Hashable, float | None]:
    """Between how many pairs each node lies."""
    found = betweenness(graph, engine=engine, lengths=lengths)
    return {node: each.pairs.value for node, each in found.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_worked_example(engine: str) -> None:
    # A joins B and C, C and D, C and E, and is one of two that join B and E; D is the other.
    found = betweenness(project(worked()), engine=engine)
    assert {node: each.pairs.value for node, each in found.items()} == {
        "a": 3.5, "b": 0, "c": 0, "d": 0.5, "e": 0,
    }  # fmt: skip
    assert found["a"].share.value == pytest.approx(3.5 / 6)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_centre_of_a_star_has_all(engine: str) -> None:
    found = betweenness(nx.star_graph(4), engine=engine)
    assert (found[0].pairs.value, found[0].share.value) == (6, 1)
    both = betweenness(nx.star_graph(4).to_directed(), engine=engine)
    assert (both[0].pairs.value, both[0].share.value) == (12, 1)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("size", [0, 1, 2])
def test_among_fewer_than_three_nobody_can_lie_between(size: int, engine: str) -> None:
    for graph in (nx.path_graph(size), nx.path_graph(size, create_using=nx.DiGraph)):
        found = betweenness(graph, engine=engine)
        assert [each.pairs.value for each in found.values()] == [0.0] * size
        assert [each.share.reason for each in found.values()] == ["too-few"] * size


@pytest.mark.parametrize("engine", ENGINES)
def test_all_small_graphs_whichever_engine(engine: str) -> None:
    for graph in small_graphs(5):
        for one in (graph, turned(graph)):
            assert pairs(one, engine) == pytest.approx(
                {node: float(value) for node, value in lies_between(one).items()}
            )


def test_all_small_graphs() -> None:
    for graph in small_graphs(6):
        slow = {node: float(value) for node, value in lies_between(graph).items()}
        for engine in ENGINES:
            assert pairs(graph, engine) == pytest.approx(slow)


def test_all_small_graphs_by_strength() -> None:
    for graph in small_graphs(6):
        one = patterned(graph)
        slow = {node: float(value) for node, value in lies_between(one, by_strength=True).items()}
        assert pairs(one, lengths="strength") == pytest.approx(slow)


def test_all_small_graphs_by_strength_with_directions() -> None:
    for graph in small_graphs(5):
        one = turned(patterned(graph))
        slow = {node: float(value) for node, value in lies_between(one, by_strength=True).items()}
        assert pairs(one, lengths="strength") == pytest.approx(slow)


def test_ways_of_the_same_length_are_seen_to_be() -> None:
    # From 0 to 3 both ways are 0.3 long, but not to the last digit; from 1 to 2 over 0 is shorter.
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 1 / 0.1), (1, 3, 1 / 0.2), (0, 2, 1 / 0.15)])
    graph.add_weighted_edges_from([(2, 3, 1 / 0.15)])
    assert 0.1 + 0.2 != 0.15 + 0.15
    assert pairs(graph, lengths="strength") == {0: 1, 1: 0.5, 2: 0.5, 3: 0}


def test_strong_ties_make_short_ways() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 4), (1, 2, 4), (0, 2, 1)])
    assert pairs(graph, lengths="strength") == {0: 0, 1: 1, 2: 0}
    assert pairs(graph) == {0: 0, 1: 0, 2: 0}


@lively
@given(GRAPHS)
def test_igraph_finds_the_same(graph: nx.Graph[int]) -> None:
    other = ig.Graph(len(graph), list(graph.edges), directed=graph.is_directed())
    steps = dict(enumerate(other.betweenness()))
    for engine in ENGINES:
        assert pairs(graph, engine) == pytest.approx(steps)
    lengths = [1 / data["weight"] for *_, data in graph.edges.data()]
    strong = dict(enumerate(other.betweenness(weights=lengths or None)))
    assert pairs(graph, lengths="strength") == pytest.approx(strong)


@lively
@given(GRAPHS, st.data())
def test_other_names_in_another_order_give_the_same(
    graph: nx.Graph[int], data: st.DataObject
) -> None:
    other, names = renamed(graph, data)
    for lengths in ("steps", "strength"):
        before = pairs(graph, "python", lengths)
        named = {names[node]: value for node, value in before.items() if node in names}
        assert pairs(other, "python", lengths) == pytest.approx(named)


def test_ties_of_a_node_to_itself_change_nothing() -> None:
    plain, looped = nx.path_graph(4), nx.path_graph(4)
    looped.add_edges_from([(0, 0), (1, 1)])
    for engine in ENGINES:
        assert pairs(looped, engine) == pairs(plain)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["rustworkx", "igraph"])
def test_more_ways_than_a_float_can_count(engine: str) -> None:
    # Layers of three, each tied to all of the next: 3 ** 658 ways from the first to the last.
    layers, width = 660, 3
    graph: nx.DiGraph[int] = nx.DiGraph()
    for layer in range(layers - 1):
        here, there = (range(width * n, width * (n + 1)) for n in (layer, layer + 1))
        graph.add_edges_from(product(here, there))
    found = pairs(graph, engine)
    for layer in (0, 1, 330, 659):
        assert found[width * layer] == pytest.approx(width * layer * (layers - 1 - layer))


def two_mode(graph: nx.Graph[Any], engine: str) -> list[float | None]:
    """Between how many pairs each row lies."""
    found = incidence(graph)
    return [each.pairs.value for each in two_mode_betweenness(found, engine=engine)]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_worked_example_in_two_modes(engine: str) -> None:
    # A joins C and I2 to the six others (12 pairs). From B or I1 to I3, E or I4 there are two ways,
    # over A and over D (6 halves each). E joins I4 to the seven others.
    assert two_mode(worked(), engine) == pytest.approx([15, 0, 0, 3, 7])
    shares = two_mode_betweenness(incidence(worked()), engine=engine)
    assert shares[0].share.value == pytest.approx(15 / 24)


@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (3, 3)])
def test_the_most_is_reached_and_never_passed(rows: int, columns: int) -> None:
    graphs = small_two_mode_graphs(rows, columns)
    found = max(
        value for graph in graphs for value in two_mode(graph, "python") if value is not None
    )
    assert found == most_between(rows, columns)


def test_small_two_mode_graphs() -> None:
    for graph in small_two_mode_graphs(3, 2):
        slow = lies_between(graph)
        for engine in ENGINES:
            assert two_mode(graph, engine) == pytest.approx(
                [float(slow[node]) for node in range(3)]
            )


@lively
@given(two_mode_graphs())
def test_networkx_divides_two_modes_alike(graph: nx.Graph[Any]) -> None:
    found = incidence(graph)
    ours = two_mode_betweenness(found)
    if not most_between(len(found.rows), len(found.columns)):
        assert all(each.share.reason == "too-few" for each in ours)
        return
    if not most_between(len(found.columns), len(found.rows)):
        return  # networkx divides by the most of both modes, and fails where one is 0
    theirs = nx.bipartite.betweenness_centrality(graph, found.rows)
    assert [each.share.value for each in ours] == pytest.approx([theirs[row] for row in found.rows])


def test_without_partners_or_initiatives_there_is_nothing_to_divide_by() -> None:
    assert two_mode_betweenness(Incidence((), (), ())) == ()
    (alone,) = two_mode_betweenness(Incidence(("a",), (), ((),)))
    assert (alone.pairs.value, alone.share.reason) == (0, "too-few")
    assert most_between(0, 3) == most_between(3, 0) == 0


def test_the_quickest_engine_is_taken_unless_one_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_engine(None) == "rustworkx"
    assert [read_engine(engine) for engine in ENGINES] == list(ENGINES)
    assert read_engine(None, lengths="strength") == "python"
    monkeypatch.setattr(module, "find_spec", lambda name: name == "igraph" or None)
    assert read_engine(None) == "igraph"
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    assert read_engine(None) == "python"
    with pytest.raises(MissingExtraError, match="scale"):
        read_engine("rustworkx")
    with pytest.raises(ValueError, match="igraph is not installed"):
        read_engine("igraph")


def test_an_engine_that_cannot_do_it_is_refused() -> None:
    with pytest.raises(ValueError, match="engine: 'abacus' is none of python, networkx, rustworkx"):
        read_engine("abacus")
    for engine in ENGINES[1:]:
        with pytest.raises(ValueError, match=f"engine: '{engine}' does not see"):
            betweenness(nx.Graph(), lengths="strength", engine=engine)
    with pytest.raises(ValueError, match="lengths: 'miles' is none of steps, strength"):
        read_lengths("miles")
