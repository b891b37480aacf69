"""What the nodes of a graph are called in what is said of them."""

from __future__ import annotations

import networkx as nx
import pytest

from learningcity.analysis.backbone import backbone
from learningcity.analysis.brokerage import brokerage
from learningcity.analysis.cohesion import network_cohesion
from learningcity.analysis.core_periphery import core_periphery
from learningcity.analysis.governance_form import governance_form
from learningcity.analysis.graph_result import Names, name_of, names_of
from learningcity.analysis.mixing import sector_mixing
from learningcity.analysis.sensitivity import sensitivity
from tests.graph.graphs import two_mode, worked


def test_a_partner_and_an_initiative_of_one_id_have_names_of_their_own() -> None:
    graph: nx.Graph[object] = nx.Graph()
    graph.add_node(("partner", "library"), mode=0, name="The Library")
    graph.add_node(("initiative", "library"), mode=1, name="Library of Things")
    names = names_of(graph)
    assert names.partner("library") == "The Library"
    assert names.initiative("library") == "Library of Things"


def test_nodes_without_a_name_are_called_by_what_stands_for_them() -> None:
    graph = two_mode({"i": "ab"})
    nx.set_node_attributes(graph, {"a": "", "b": 7}, "name")
    assert [name_of(graph, node) for node in "abi"] == ["a", "b", "i"]
    assert Names().partner(3) == Names().initiative(3) == "3"


def test_names_are_no_part_of_what_a_result_says() -> None:
    plain, named = worked(), worked()
    nx.set_node_attributes(named, {"a": "The Academy"}, "name")
    assert brokerage(plain) == brokerage(named)
    assert brokerage(plain).to_json() == brokerage(named).to_json()


def test_what_is_said_uses_names() -> None:
    graph = worked()
    nx.set_node_attributes(graph, {"a": "The Academy", "i1": "First Steps"}, "name")
    assert brokerage(graph).summary().startswith("The Academy connects 4 pairs")
    met = backbone(graph)
    told = {
        "brokerage": brokerage(graph).explain(0),
        "backbone": met.explain(next(row for row in met.rows if row.partners == ("a", "b"))),
        "whole": network_cohesion(graph).explain(network_cohesion(graph).figure("cut_partners")),
        "core": core_periphery(graph).explain(0),
        "governance": governance_form(graph).explain(0),
        "matrix": sector_mixing(graph, null=None).matrix.explain(1),
        "partners": sector_mixing(graph, null=None).partners.explain(0),
        "initiatives": sector_mixing(graph, null=None).initiatives.explain(0),
    }
    for what, explanation in told.items():
        assert "The Academy" in str(explanation), what
    for what in ("backbone", "core", "governance", "initiatives"):
        assert "First Steps" in str(told[what]), what


def test_sensitivity_does_not_mistake_an_initiative_for_a_partner() -> None:
    members = {"i": "ab", "j": "ac", "k": "d"}
    graph = nx.relabel_nodes(
        two_mode(members),
        {key: ("partner", key) for key in "abcd"}
        | {"i": ("initiative", "a"), "j": ("initiative", "j"), "k": ("initiative", "k")},
    )
    nx.set_node_attributes(graph, {("partner", "a"): "The Academy"}, "name")
    nx.set_node_attributes(graph, {("initiative", "a"): "All Together"}, "name")
    found = sensitivity(graph, figures=["degree_centralisation"], samples=3)
    assert "The Academy works with more others" in found.rows[0].sentence


@pytest.mark.parametrize("graph", [nx.Graph(), nx.path_graph(3)])
def test_any_graph_has_names(graph: nx.Graph[object]) -> None:
    assert names_of(graph).partners == {node: str(node) for node in graph}
