"""Who stands between two that are not tied, and what chance would make of it."""

from __future__ import annotations

import random
from collections import defaultdict
from fractions import Fraction
from itertools import product
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph.brokerage import DIRECTED_ROLES, ROLES, open_paths, role_of, standings
from learningcity.graph.dealing import falling, sizes_of
from learningcity.graph.one_mode import groups_of
from learningcity.graph.projection import project
from tests.graph import oracle_brokerage as oracle
from tests.graph.graphs import SECTORS, small_graphs, weighted_graphs, worked
from tests.strategies import lively


def moments(graph: nx.Graph[Any], groups: dict[Any, str]) -> dict[tuple[Any, str], list[Fraction]]:
    """Mean and variance of each count over every relabelling."""
    count = oracle.roles if graph.is_directed() else oracle.merged
    seen: dict[tuple[Any, str], list[int]] = defaultdict(list)
    for dealt in oracle.relabellings(groups):
        for node in groups:
            for role, number in count(graph, dealt, node).items():
                seen[node, role].append(number)
    found = {}
    for key, numbers in seen.items():
        mean = Fraction(sum(numbers), len(numbers))
        square = Fraction(sum(number**2 for number in numbers), len(numbers))
        found[key] = [mean, square - mean**2]
    return found


def test_the_worked_example() -> None:
    graph = project(worked())
    found = standings(graph, groups_of(graph, "sector"))
    assert found["a"].paths == 4
    assert open_paths(graph, "a") == (("b", "c"), ("b", "e"), ("c", "d"), ("c", "e"))
    assert found["a"].counts == {
        "coordinator": 0,
        "itinerant": 0,
        "gatekeeper_representative": 2,
        "liaison": 2,
    }
    assert {role: n for role, n in found["d"].counts.items() if n} == {
        "gatekeeper_representative": 1
    }
    assert [sum(found[node].counts.values()) for node in "bce"] == [0, 0, 0]


def test_what_chance_makes_of_the_worked_example() -> None:
    """Of 30 ways to deal out two public, one private and two third for the four pairs of A."""
    graph = project(worked())
    chances = standings(graph, groups_of(graph, "sector"))["a"].chances
    assert [chances[role].mean for role in ROLES] == [
        0,
        4 * Fraction(1, 5),
        4 * Fraction(2, 5),
        4 * Fraction(2, 5),
    ]


@pytest.mark.parametrize("kinds", ["xy", pytest.param("xyz", marks=pytest.mark.slow)])
def test_every_small_graph_with_every_grouping(kinds: str) -> None:
    for graph in small_graphs(5):
        for dealt in product(kinds, repeat=len(graph)):
            groups = dict(zip(graph, dealt, strict=True))
            for node, found in standings(graph, groups).items():
                assert {**found.counts, "unknown": found.unknown} == oracle.merged(
                    graph, groups, node
                )


def test_groups_that_are_not_known_are_counted_apart() -> None:
    for graph in small_graphs(4):
        for dealt in product("xy?", repeat=len(graph)):
            groups = {node: group for node, group in zip(graph, dealt, strict=True) if group != "?"}
            for node, found in standings(graph, groups).items():
                assert {**found.counts, "unknown": found.unknown} == oracle.merged(
                    graph, groups, node
                )
                assert bool(found.chances) == (node in groups and bool(groups))


@pytest.mark.parametrize("dealt", ["xxyyzz", "xxxyyy", "xxxxyz", "xxxxxx", "xyyyyz"])
def test_chance_is_exact_on_every_small_graph(dealt: str) -> None:
    for graph in small_graphs(6):
        if len(graph) < 6 and dealt not in ("xxyyzz", "xxxyyy"):
            continue
        if len(graph) == 6 and graph.number_of_edges() not in (5, 7):
            continue
        groups = dict(zip(graph, dealt, strict=False))
        wanted = moments(graph, groups)
        for node, found in standings(graph, groups).items():
            for role, chance in found.chances.items():
                assert [chance.mean, chance.variance] == wanted[node, role], (graph.edges, role)


@pytest.mark.parametrize("seed", range(40))
def test_chance_is_exact_where_ties_have_a_direction(seed: int) -> None:
    choose = random.Random(seed)
    size = choose.randint(3, 6)
    graph = nx.gnp_random_graph(size, choose.choice([0.3, 0.5, 0.7]), seed=seed, directed=True)
    groups = {node: choose.choice("xxyz") for node in graph if choose.random() < 0.9}
    wanted = moments(graph, groups)
    for node, found in standings(graph, groups).items():
        assert {**found.counts, "unknown": found.unknown} == oracle.roles(graph, groups, node)
        for role, chance in found.chances.items():
            assert [chance.mean, chance.variance] == wanted[node, role]


@lively
@given(graph=weighted_graphs(most=9, directed=True, loops=True))
def test_every_open_path_has_one_role(graph: nx.Graph[Any]) -> None:
    groups = {node: str(group) for node, group in groups_of(graph, "sector").items()}
    for node, found in standings(graph, groups).items():
        assert found.counts == {
            role: oracle.roles(graph, groups, node)[role] for role in DIRECTED_ROLES
        }
        assert sum(found.counts.values()) + found.unknown == found.paths
        total = sum(chance.mean for chance in found.chances.values())
        assert total == found.paths


@lively
@given(graph=weighted_graphs())
def test_networkx_and_igraph_count_the_same_open_paths(graph: nx.Graph[Any]) -> None:
    """Neither has the roles; what they have is the number of pairs of contacts without a tie."""
    found = standings(graph, {})
    closed: dict[Any, int] = dict(nx.triangles(graph, list(graph)))  # type: ignore[arg-type]
    for node, degree in dict(graph.degree).items():
        assert found[node].paths == degree * (degree - 1) // 2 - closed[node]
    other = igraph.Graph(n=len(graph), edges=list(graph.edges))
    opened = [number for number in other.motifs_randesu(size=3) if number == number]
    assert sum(each.paths for each in found.values()) == opened[0]


@lively
@given(graph=weighted_graphs(most=9, loops=True), seed=st.integers(0, 99))
def test_new_names_and_another_order_change_nothing(graph: nx.Graph[Any], seed: int) -> None:
    names = [f"n{number}" for number in range(len(graph))]
    random.Random(seed).shuffle(names)
    renamed = nx.relabel_nodes(graph, dict(zip(graph, names, strict=True)))
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(reversed(list(renamed.nodes.data())))
    turned.add_edges_from((other, one) for one, other in reversed(list(renamed.edges())))
    found = standings(graph, groups_of(graph, "sector"))
    again = standings(turned, groups_of(turned, "sector"))
    for node, name in zip(graph, names, strict=True):
        assert again[name].counts == found[node].counts
        assert again[name].chances == found[node].chances


def test_a_graph_without_direction_is_one_with_both_directions() -> None:
    """As sna counts: ordered pairs, so that two of the merged roles are each counted once."""
    graph: nx.Graph[Any] = nx.Graph(nx.karate_club_graph())
    groups = {node: "xyz"[node % 3] for node in graph}
    one, other = standings(graph, groups), standings(graph.to_directed(), groups)
    for node in graph:
        plain, ordered = one[node].counts, other[node].counts
        assert plain["coordinator"] * 2 == ordered["coordinator"]
        assert plain["itinerant"] * 2 == ordered["itinerant"]
        assert plain["liaison"] * 2 == ordered["liaison"]
        assert plain["gatekeeper_representative"] == ordered["gatekeeper"]
        assert plain["gatekeeper_representative"] == ordered["representative"]


def test_the_roles_have_their_names() -> None:
    assert role_of("x", "x", "y", directed=True) == "representative"
    assert role_of("y", "x", "x", directed=True) == "gatekeeper"
    assert role_of("y", "x", "x", directed=False) == "gatekeeper_representative"


def test_what_is_not_known_is_no_group() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_node("a", sector="third")
    graph.add_node("b", sector="unknown")
    graph.add_node("c", sector=None)
    graph.add_node("d")
    graph.add_node("e", sector="mixed")
    assert groups_of(graph, "sector") == {"a": "third", "e": "mixed"}
    assert list(sizes_of(SECTORS).items()) == [("private", 1), ("public", 2), ("third", 2)]
    assert [falling(4, 2), falling(1, 2), falling(-1, 2)] == [12, 0, 0]
