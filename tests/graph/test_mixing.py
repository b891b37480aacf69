"""Which groups meet, and what chance would make of it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import igraph
import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from learningcity.graph.mixing import (
    MIXING,
    cell_chances,
    cells_of,
    covers,
    dealt,
    ei_index,
    every_cell,
    known_ties,
    random_mixing,
    shares_of_all,
    totals,
    wanted_groups,
)
from learningcity.graph.one_mode import groups_of, one_mode
from learningcity.graph.projection import project
from learningcity.graph.significance import compare_with_null
from tests.graph import oracle_mixing as oracle
from tests.graph.graphs import small_graphs, weighted_graphs, worked
from tests.graph.oracle_brokerage import relabellings
from tests.strategies import lively

ORACLES: dict[str, Callable[..., float | None]] = {
    "ei_index": oracle.ei,
    "assortativity": oracle.assortativity,
}


def check(graph: nx.Graph[Any], groups: dict[Any, str]) -> None:
    """Compare all figures of a graph, whose nodes say their sector, with those of the oracle."""
    for name, kernel in MIXING.items():
        measure = ORACLES[name.removesuffix("_weighted")]
        wanted = measure(graph, groups, weighted=name.endswith("_weighted"))
        found = kernel.function(graph)
        if wanted is None:
            assert found.reason in ("no-ties", "no-groups", "unknown-groups", "one-group")
        else:
            assert found.value == pytest.approx(wanted, abs=1e-9)


def test_the_worked_example() -> None:
    graph = project(worked())
    assert MIXING["ei_index"].function(graph).value == pytest.approx(1 / 3)
    assert MIXING["ei_index_weighted"].function(graph).value == 0.5
    assert random_mixing([2, 1, 2]).value == 0.6
    tests = compare_with_null(worked(), MIXING, null="labels", alternative="greater")
    for name, found in (("ei_index", 1 / 3), ("ei_index_weighted", 0.5)):
        test = tests[name]
        assert test.value == pytest.approx(found)
        assert test.samples == 30
        assert test.mean == pytest.approx(0.6)
    assert tests["ei_index"].p == 1


def test_the_matrix_of_the_worked_example() -> None:
    ties = known_ties(project(worked()), "sector")
    assert ties.groups == ("private", "public", "third")
    named = {
        (ties.groups[one], ties.groups[other]): values
        for (one, other), values in cells_of(ties).items()
    }
    assert named == {
        ("private", "public"): [1.0],
        ("public", "public"): [0.5],
        ("public", "third"): [1.0, 0.5, 0.5],
        ("third", "third"): [0.5],
    }
    chances = cell_chances(ties, weighted=False)
    means = {
        (ties.groups[one], ties.groups[other]): chance.mean
        for (one, other), chance in chances.items()
    }
    assert means == {
        ("private", "private"): 0,
        ("private", "public"): 6 * Fraction(2, 10),
        ("private", "third"): 6 * Fraction(2, 10),
        ("public", "public"): 6 * Fraction(1, 10),
        ("public", "third"): 6 * Fraction(4, 10),
        ("third", "third"): 6 * Fraction(1, 10),
    }


@pytest.mark.parametrize("kinds", [("public", "third"), ("public", "private", "third", None)])
def test_every_small_graph_with_every_grouping(kinds: tuple[str | None, ...]) -> None:
    for shape in small_graphs(5 if len(kinds) == 2 else 4):
        graph = shape.copy()
        for said in product(kinds, repeat=len(graph)):
            nx.set_node_attributes(graph, dict(zip(graph, said, strict=True)), "sector")
            known = {node: group for node, group in zip(graph, said, strict=True) if group}
            check(graph, known)
            sizes = [list(known.values()).count(group) for group in sorted({*known.values()})]
            assert random_mixing(sizes).value == pytest.approx(oracle.random_mixing(known))


@lively
@given(graph=weighted_graphs(loops=True) | weighted_graphs(directed=True, loops=True))
def test_random_graphs(graph: nx.Graph[Any]) -> None:
    check(graph, nx.get_node_attributes(graph, "sector"))


@lively
@given(graph=weighted_graphs() | weighted_graphs(directed=True))
def test_networkx_and_igraph_find_the_same(graph: nx.Graph[Any]) -> None:
    """Both leave weights out of account, and count ties of a node to itself, which we do not."""
    groups = nx.get_node_attributes(graph, "sector")
    found = MIXING["assortativity"].function(graph).value
    assume(found is not None)
    assert found == pytest.approx(nx.attribute_assortativity_coefficient(graph, "sector"))
    names = sorted(set(groups.values()))
    other = igraph.Graph(
        n=len(graph), edges=list(graph.edges), directed=graph.is_directed()
    ).assortativity_nominal([names.index(groups[node]) for node in graph])
    assert found == pytest.approx(other)
    matrix = nx.attribute_mixing_dict(graph, "sector")
    ties = known_ties(graph, "sector")
    for (one, last), number in totals(cells_of(ties), weighted=False).items():
        twice = 2 if one == last and not graph.is_directed() else 1
        assert matrix[ties.groups[one]][ties.groups[last]] == twice * number


def test_networkx_weights_by_repeating_ties() -> None:
    """Whole weights are as many ties of a multigraph, of which networkx counts each."""
    graph: nx.Graph[Any] = nx.Graph(nx.karate_club_graph())
    several: nx.MultiGraph[Any] = nx.MultiGraph()
    for node in graph:
        graph.nodes[node]["sector"] = ("public", "private", "third")[node % 3]
        several.add_node(node, sector=graph.nodes[node]["sector"])
    for one, other, data in graph.edges.data():
        several.add_edges_from([(one, other)] * data["weight"])
    assert MIXING["assortativity_weighted"].function(graph).value == pytest.approx(
        nx.attribute_assortativity_coefficient(several, "sector")
    )


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_chance_in_the_cells_is_exact(seed: int, weighted: bool, directed: bool) -> None:
    choose = random.Random(seed)
    graph = nx.gnp_random_graph(
        choose.randint(0, 6), choose.choice([0.3, 0.6, 0.9]), seed=seed, directed=directed
    )
    for node in graph:
        graph.nodes[node]["sector"] = choose.choice(["public", "public", "private", "third", None])
    for one, other in graph.edges:
        graph[one][other]["weight"] = choose.choice([0.5, 1, 2.25])
    ties = known_ties(graph, "sector")
    seen: dict[tuple[int, int], list[Fraction]] = defaultdict(list)
    known = {node: str(group) for node, group in groups_of(graph).items()}
    for given_out in relabellings(known):
        cells = oracle.ties(graph, given_out)
        for one, other in every_cell(ties):
            values = cells.get((ties.groups[one], ties.groups[other]), [])
            seen[one, other].append(
                sum((Fraction(v) if weighted else Fraction(1) for v in values), start=Fraction(0))
            )
    for cell, chance in cell_chances(ties, weighted=weighted).items():
        values_seen = seen[cell]
        mean = sum(values_seen) / Fraction(len(values_seen))
        square = sum(value**2 for value in values_seen) / Fraction(len(values_seen))
        assert (chance.mean, chance.variance) == (mean, square - mean**2)


@lively
@given(graph=weighted_graphs(), seed=st.integers(0, 99))
def test_new_names_and_another_order_change_nothing(graph: nx.Graph[Any], seed: int) -> None:
    names = [f"n{number}" for number in range(len(graph))]
    random.Random(seed).shuffle(names)
    renamed = nx.relabel_nodes(graph, dict(zip(graph, names, strict=True)))
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(reversed(list(renamed.nodes.data())))
    turned.add_edges_from(
        (other, one, data) for one, other, data in reversed(list(renamed.edges.data()))
    )
    for kernel in MIXING.values():
        assert kernel.function(turned) == kernel.function(graph)
    for weighted in (False, True):
        assert cell_chances(known_ties(turned, "sector"), weighted=weighted) == cell_chances(
            known_ties(graph, "sector"), weighted=weighted
        )


def test_figures_that_are_not_defined_say_why() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    assert [kernel.function(graph).reason for kernel in MIXING.values()] == ["no-groups"] * 4
    assert random_mixing([]).reason == "no-groups"
    graph.add_node("a", sector="public")
    assert [kernel.function(graph).reason for kernel in MIXING.values()] == ["no-ties"] * 4
    assert random_mixing([1]).reason == "one-partner"
    graph.add_edge("a", "b")
    graph.add_edge("a", "a")
    assert [kernel.function(graph).reason for kernel in MIXING.values()] == ["unknown-groups"] * 4
    assert known_ties(graph, "sector").unknown == 1
    graph.nodes["b"]["sector"] = "public"
    found = {name: kernel.function(graph) for name, kernel in MIXING.items()}
    assert found["ei_index"].value == found["ei_index_weighted"].value == -1
    assert found["assortativity"].reason == found["assortativity_weighted"].reason == "one-group"


def test_ties_of_one_direction_between_two_groups() -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph([("a", "b")])
    nx.set_node_attributes(graph, {"a": "public", "b": "third"}, "sector")
    assert MIXING["assortativity"].function(graph).value == 0
    assert list(every_cell(known_ties(graph, "sector"))) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_labels_are_dealt_out_as_for_every_figure() -> None:
    graph = one_mode(nx.Graph(nx.karate_club_graph()))
    for node in graph:
        graph.nodes[node]["sector"] = ("public", "private", "third")[node % 3]
    ties = known_ties(graph, "sector")

    def ei(labels: Any) -> float:
        counts = totals(cells_of(ties, labels), weighted=False)
        within = sum(value for (one, other), value in counts.items() if one == other)
        return 1 - 2 * within / len(ties.ends)

    values, exact = dealt(ties.labels, ei, samples=50, seed=7)
    test = compare_with_null(graph, MIXING, null="labels", samples=50, seed=7)["ei_index"]
    assert not exact
    assert test.mean == pytest.approx(sum(values) / 50)


def test_an_initiative_has_all_sectors_or_may_have() -> None:
    assert wanted_groups(("public", "mixed")) == ("public", "private", "third")
    assert wanted_groups(("state", "market")) == ("state", "market")
    three = wanted_groups(())
    assert covers(["public", "third", "private", None], three) is True
    assert covers(["public", "third"], three) is False
    assert covers(["public", None], three) is None
    assert covers(["mixed"], three) is None
    assert covers(["x"], ("x", "mixed")) is False
    assert covers(["mixed"], ("x", "mixed")) is False


@lively
@given(
    members=st.lists(
        st.lists(st.sampled_from(["public", "private", "third", "mixed", None]), max_size=5),
        max_size=6,
    ),
    answer=st.sampled_from(["public", "private", "third"]),
)
def test_to_learn_a_sector_only_narrows_the_bounds(
    members: list[list[str | None]], answer: str
) -> None:
    three = wanted_groups(())
    before = shares_of_all(members, three)
    assume(before["all_groups_low"].reason is None)
    for row, taking in enumerate(members):
        for place in [place for place, group in enumerate(taking) if group in (None, "mixed")]:
            told = [list(each) for each in members]
            told[row][place] = answer
            after = shares_of_all(told, three)
            bounds = [
                before["all_groups_low"].value,
                after["all_groups_low"].value,
                after["all_groups_high"].value,
                before["all_groups_high"].value,
            ]
            known = [each for each in bounds if each is not None]
            assert len(known) == 4
            assert known == sorted(known)


@pytest.mark.parametrize("weight", [0, -1, None, "2", float("nan")])
def test_what_is_no_weight_is_refused(weight: object) -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edge("a", "b", weight=weight)
    with pytest.raises(ValueError, match="the tie of 'a' and 'b' has weight"):
        known_ties(graph, "sector")


@pytest.mark.parametrize("across", [1.5, 1.5 + 2**-52, 1.5 - 2**-52])
def test_weights_that_add_up_to_the_same_are_no_difference(across: float) -> None:
    assert ei_index(across, 1.5, "").value == 0
