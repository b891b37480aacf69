"""Who seems to run a partnership: a rule of thumb from ties and roles."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from learningcity.graph.governance_form import governed
from tests.graph.graphs import two_mode_graphs
from tests.strategies import lively


def star(*roles: str, kind: str = "service", others: int = 4) -> nx.Graph[Any]:
    """A hub in one initiative with each of the others, with the same roles in all."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(["hub", *(f"p{number}" for number in range(others))], mode=0)
    for number in range(others):
        graph.add_node(f"i{number}", mode=1, kind=kind)
        graph.add_edge("hub", f"i{number}", roles=roles)
        graph.add_edge(f"p{number}", f"i{number}", roles=("deliverer",))
    return graph


@pytest.mark.parametrize(
    ("graph", "form", "reason"),
    [
        (star("lead"), "lead-organisation", None),
        (star("partner", "deliverer"), "lead-organisation", None),
        (star("commissioner"), "network-administrative-organisation", None),
        (star("adviser", "partner"), "network-administrative-organisation", None),
        (star("lead", kind="coordination"), "network-administrative-organisation", None),
        (star("partner"), "not-known", "roles-not-said"),
        (star(), "not-known", "roles-not-said"),
        (star("funder"), "not-known", "no-ties"),
        (star("lead", kind="fund"), "not-known", "no-ties"),
        (star("lead", others=1), "not-known", "too-few"),
        (nx.Graph(), "not-known", "no-nodes"),
    ],
)
def test_a_star_is_governed_by_what_its_hub_does(
    graph: nx.Graph[Any], form: str, reason: str | None
) -> None:
    found = governed(graph)
    assert (found.form, found.reason) == (form, reason)


def test_a_hub_that_delivers_once_is_a_lead_whatever_else_it_does() -> None:
    graph = star("commissioner")
    graph.edges["hub", "i1"]["roles"] = ("deliverer",)
    graph.edges["hub", "i2"]["roles"] = ("partner",)
    found = governed(graph)
    assert found.form == "lead-organisation"
    assert found.hubs == ("hub",)
    assert (found.delivers_in, found.steers_in, found.silent_in) == (
        ("i1",),
        ("i0", "i3"),
        ("i2",),
    )
    assert found.centralisation.value == 1
    assert found.hub_share == 1


def test_where_all_work_with_all_it_is_shared() -> None:
    graph = star("lead")
    graph.add_node("all", mode=1)
    graph.add_edges_from(
        ((node, "all") for node in ["hub", "p0", "p1", "p2", "p3"]), roles=("partner",)
    )
    found = governed(graph)
    assert found.form == "shared"
    assert found.hubs == ("hub", "p0", "p1", "p2", "p3")
    assert found.delivers_in == ()


def test_two_in_the_middle_leave_it_open() -> None:
    graph = star("lead", others=6)
    graph.add_node("second", mode=0)
    graph.add_node("both", mode=1)
    graph.add_edges_from([("hub", "both"), ("second", "both")], roles=("lead",))
    for number in range(6):
        graph.add_edge("second", f"i{number}", roles=("lead",))
    found = governed(graph)
    assert found.hubs == ("hub", "second")
    assert (found.form, found.reason) == ("not-known", "several-hubs")
    assert governed(graph, centralised=0.9).form == "shared"


def test_one_role_may_stand_alone_or_not_at_all() -> None:
    graph = star("adviser")
    graph.edges["hub", "i1"]["roles"] = "lead"
    graph.edges["hub", "i2"]["roles"] = None
    found = governed(graph)
    assert (found.delivers_in, found.silent_in) == (("i1",), ("i2",))


def test_the_roles_that_deliver_can_be_others() -> None:
    assert governed(star("host"), delivering=("host",)).form == "lead-organisation"


@lively
@given(graph=two_mode_graphs())
def test_without_roles_no_hub_is_said_to_do_anything(graph: nx.Graph[Any]) -> None:
    before = (sorted(graph.nodes.data(), key=str), sorted(graph.edges.data(), key=str))
    found = governed(graph)
    assert found.form in ("shared", "not-known")
    assert found.delivers_in == found.steers_in == ()
    assert (sorted(graph.nodes.data(), key=str), sorted(graph.edges.data(), key=str)) == before
