"""How a partnership holds together as a whole."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.cohesion import network_cohesion
from learningcity.graph.cohesion import COHESION, FIXED_BY_MARGINS
from learningcity.graph.one_mode import one_mode
from tests.graph.graphs import two_mode, two_mode_graphs, weighted_graphs, worked
from tests.strategies import lively


def test_the_worked_example_has_its_figures() -> None:
    found = network_cohesion(worked())
    assert [row.figure for row in found.rows] == list(COHESION)
    assert found.figure("degree_centralisation").value == 0.666666666667
    assert found.figure("partner_centralisation").value == 0.375
    assert found.figure("core_periphery").reason == "untested"
    assert found.figure("ties").null_mean is None
    assert found.summary() == (
        "5 partners with 6 ties, 60 % of all possible: 5 are joined to each other, 0 work with no "
        "other one, and 1 of them holds a group together alone. Nothing is compared with chance."
    )


def test_a_one_mode_graph_has_no_figures_of_two_modes() -> None:
    found = network_cohesion(one_mode(worked()))
    names = [row.figure for row in found.rows]
    assert names == [name for name in COHESION if "_centralisation" not in name or name[0] in "db"]
    assert found.parameters.weight is None
    assert network_cohesion(worked(), weight="count").parameters.weight == "count"


def test_by_chance_all_65_networks_with_the_same_numbers_are_compared() -> None:
    found = network_cohesion(worked(), null="margins")
    ties = found.figure("ties")
    assert (ties.samples, ties.null_note) == (65, "exact")
    core = found.figure("core_periphery")
    assert core.value == pytest.approx(0.801783725737)
    assert core.p is not None
    for name in FIXED_BY_MARGINS:
        row = found.figure(name)
        assert (row.null_mean, row.null_sd, row.p, row.null_note) == (row.value, 0, 1, "frozen")
    assert "Nothing is compared" not in found.summary()


def test_what_is_said_to_be_fixed_is_the_same_in_all_samples() -> None:
    from learningcity.graph.significance import compare_with_null

    fixed = {name: COHESION[name] for name in FIXED_BY_MARGINS}
    for test in compare_with_null(worked(), fixed).values():
        assert (test.mean, test.sd) == (test.value, 0)


def test_graphs_without_anything_have_reasons() -> None:
    for null in (None, "margins"):
        found = network_cohesion(nx.Graph(), null=null)
        assert found.figure("partners").value == 0
        assert found.figure("density").reason == "no-nodes"
        assert found.summary() == "No partner is recorded."
    alone = network_cohesion(two_mode({"i": "a", "j": "b"}), null="margins")
    assert alone.figure("mean_distance").reason == "no-ties"
    assert alone.summary() == "2 partners, and none works with another one."
    lonely: nx.Graph[Any] = nx.Graph()
    lonely.add_node("i", mode=1)
    assert network_cohesion(lonely, null="margins").figure("partner_centralisation").p is None


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(ValueError, match="null: no figure here depends on groups"):
        network_cohesion(worked(), null="labels")
    with pytest.raises(ValueError, match="graph: this needs to know who takes part in what"):
        network_cohesion(one_mode(worked()), null="margins")
    with pytest.raises(ValueError, match="graph: it is directed"):
        network_cohesion(nx.DiGraph([(0, 1)]))
    with pytest.raises(ValueError, match="graph: a multigraph"):
        network_cohesion(nx.MultiGraph([(0, 1)]))
    with pytest.raises(ValueError, match="samples: 0 is below 1"):
        network_cohesion(worked(), null="margins", samples=0)
    with pytest.raises(ValueError, match="figure: 'x' is none of partners, ties"):
        network_cohesion(worked()).figure("x")


def test_figures_say_on_which_partners_they_rest() -> None:
    graph = two_mode({"i": "abc", "j": "cd", "k": "e"})
    found = network_cohesion(graph)
    assert found.named("cut_partners") == ("c",)
    assert found.named("isolates") == ("e",)
    assert found.named("largest_component") == ("a", "b", "c", "d")
    assert found.named("degree_centralisation") == ("c",)
    assert found.named("betweenness_centralisation") == ("c",)
    assert found.named("density") == ()
    assert [step.text for step in found.explain(found.figure("degree_centralisation")).steps] == [
        "How far the ties gather on one partner, 0 to 1: 0.583.",
        "Most ties: c, with 3 others.",
        "degree_centralisation: 0.583.",
    ]
    steps = found.explain(found.figure("betweenness_centralisation")).steps
    assert steps[1].text == "Most between others: c, on the shortest ways of about 2 pairs."
    assert steps[1].references == ("partner:c",)
    assert found.explain(found.figure("isolates")).steps[1].text == "Who: e."
    cut = found.explain(found.figure("cut_partners")).steps[2]
    assert cut.text == "Without c, d would be cut off from the rest of the group."
    assert cut.references == ("partner:c", "partner:d")
    assert "Caution" in found.explain(found.figure("transitivity")).steps[1].text
    assert len(found.explain(found.figure("density")).steps) == 2


def test_reasons_stand_where_there_is_no_figure() -> None:
    found = network_cohesion(nx.empty_graph(3))
    steps = found.explain(found.figure("transitivity")).steps
    assert [step.text for step in steps] == [
        "How often two partners of one partner also work together, 0 to 1: not defined (there is "
        "no tie).",
        "transitivity is not defined: there is no tie.",
    ]
    ring = network_cohesion(nx.cycle_graph(3))
    assert ring.told("degree_centralisation") == "Most ties: 0, 1 and 2, with 2 others each."
    assert ring.told("betweenness_centralisation") is None


def test_comparisons_say_what_was_compared() -> None:
    steps = network_cohesion(worked(), null="margins").explain(1).steps
    assert "compared with all 65 possibilities" in steps[-2].text


def test_the_result_is_plain_data() -> None:
    found = json.loads(network_cohesion(worked(), null="margins").to_json())
    assert found["schema"] == "learningcity/cohesion/1"
    assert found["parameters"]["null"] == "margins"
    assert [row["figure"] for row in found["rows"]] == list(COHESION)


@lively
@given(graph=two_mode_graphs(rows=5, columns=4), data=st.data())
def test_the_order_of_a_graph_changes_nothing(graph: nx.Graph[Any], data: Any) -> None:
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(data.draw(st.permutations(list(graph.nodes.data()))))
    turned.add_edges_from(data.draw(st.permutations(list(graph.edges()))))
    one = network_cohesion(graph, null="margins", samples=5)
    other = network_cohesion(turned, null="margins", samples=5)
    assert one == other
    assert one.to_json() == other.to_json()
    assert [one.explain(row) for row in one.rows] == [other.explain(row) for row in other.rows]


@lively
@given(graph=weighted_graphs(loops=True))
def test_weights_and_ties_to_oneself_change_nothing(graph: nx.Graph[Any]) -> None:
    plain: nx.Graph[Any] = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from((one, other) for one, other in graph.edges() if one != other)
    assert network_cohesion(plain).rows == network_cohesion(graph).rows


def test_a_city_is_measured_with_what_its_graph_says() -> None:
    city = learningcity.open_example("lanternport")
    found = learningcity.network_cohesion(learningcity.affiliation_graph(city))
    assert found.city == "lanternport"
    assert found.parameters.graph["on"] == "2025-06-30"
    assert found.figure("partners").value == len(city.partners)
