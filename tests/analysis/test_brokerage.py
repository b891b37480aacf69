"""Who stands between partners that have no tie of their own, as a result."""

from __future__ import annotations

import json
import random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.brokerage import Brokerage, brokerage
from learningcity.graph.one_mode import groups_of
from learningcity.graph.order import label
from tests.graph import oracle_brokerage as oracle
from tests.graph.graphs import two_mode, two_mode_graphs, weighted_graphs, worked
from tests.strategies import lively


def counts(found: Brokerage) -> dict[object, dict[str, int | None]]:
    """The roles of each partner."""
    return {row.partner: {role: row.count(role) for role in found.role_names} for row in found.rows}


def path(*sectors: str | None) -> nx.Graph[Any]:
    """A row of partners, each tied to the next, of these sectors."""
    graph: nx.Graph[Any] = nx.path_graph(len(sectors))
    for node, sector in enumerate(sectors):
        graph.nodes[node]["sector"] = sector
    return graph


def test_the_worked_example_is_projected_first() -> None:
    found = brokerage(worked())
    assert [(row.partner, row.paths) for row in found.rows] == [
        ("a", 4),
        ("d", 1),
        ("b", 0),
        ("c", 0),
        ("e", 0),
    ]
    row = found.rows[0]
    assert (row.group, row.coordinator, row.itinerant) == ("public", 0, 0)
    assert (row.gatekeeper_representative, row.liaison) == (2, 2)
    assert (row.gatekeeper, row.representative) == (None, None)
    assert (row.unknown_groups, row.reason) == (0, None)
    assert found.rows[1].gatekeeper_representative == 1
    assert found.sizes == (("private", 1), ("public", 2), ("third", 2))
    assert found.summary() == (
        "a connects 4 pairs of partners that have no tie of their own, more than anyone else; 4 of "
        "them of two different sectors (3.2 on average with these dealt out anew)."
    )


def test_the_roles_stand_beside_what_chance_makes_of_them() -> None:
    found = brokerage(worked())
    liaison = next(row for row in found.roles.rows if (row.partner, row.role) == ("a", "liaison"))
    assert (liaison.count, liaison.expected, liaison.sd, liaison.z) == (2, 1.6, 0.8, 0.5)
    coordinator = found.roles.rows[0]
    assert (coordinator.role, coordinator.expected, coordinator.z) == ("coordinator", 0, None)
    assert len(found.roles) == 5 * 4
    assert found.roles.summary() == found.summary()
    assert found.roles.explain(0) == found.explain(0)
    assert found.roles.columns[:3] == ("partner", "role", "count")


def test_ties_with_a_direction_keep_gatekeeper_and_representative_apart() -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph([("x", "v"), ("v", "y"), ("y", "x"), ("v", "v")])
    nx.set_node_attributes(graph, {"x": "public", "v": "third", "y": "third"}, "sector")
    found = brokerage(graph)
    rows = {row.partner: row for row in found.rows}
    assert (rows["v"].gatekeeper, rows["v"].representative) == (1, 0)
    assert rows["v"].gatekeeper_representative is None
    assert (rows["y"].gatekeeper, rows["y"].representative) == (0, 1)
    assert rows["x"].itinerant == 1
    assert found.parameters.directed
    assert "x to y" in str(found.explain(found.rows.index(rows["v"])))


def test_what_is_not_known_is_counted_apart() -> None:
    found = brokerage(path("public", "third", "unknown", "private", None))
    rows = {row.partner: row for row in found.rows}
    assert (rows[1].paths, rows[1].unknown_groups, rows[1].reason) == (1, 1, None)
    assert rows[1].liaison == 0
    assert (rows[2].paths, rows[2].unknown_groups, rows[2].liaison) == (1, 1, None)
    assert (rows[2].group, rows[2].reason) == (None, "unknown-group")
    assert all(row.reason == "unknown-group" for row in found.roles.rows if row.partner == 2)
    assert "Of no role, because a sector is not known: 1 pair: 0 and 2." in str(found.explain(0))
    assert "its sector is not known" in str(found.explain(list(rows).index(2)))


def test_the_first_says_how_many_pairs_are_not_known() -> None:
    graph = nx.star_graph(3)
    nx.set_node_attributes(graph, {0: "public", 1: "third", 2: "private", 3: "unknown"}, "sector")
    assert brokerage(graph).summary() == (
        "0 connects 3 pairs of partners that have no tie of their own, more than anyone else; 1 of "
        "them of two different sectors (1 on average with these dealt out anew), and of 2 one "
        "sector is not known."
    )


@pytest.mark.parametrize(
    ("graph", "reason", "summary"),
    [
        (nx.Graph(), "no-groups", "There are no partners."),
        (
            path("public", "public", "public"),
            "one-group",
            "1 connects 1 pair of partners that has no tie of their own, more than anyone else; "
            "no roles, because all partners whose sector is known are of the same one.",
        ),
        (
            path(None, None, None, None),
            "no-groups",
            "1 and 2 each connect 1 pair of partners that has no tie of their own, more than "
            "anyone else; no roles, because of no partner is the sector known.",
        ),
        (
            path("public", "third"),
            None,
            "No partner stands between two others that have no tie of their own.",
        ),
        (
            path("public", "third", "third", "public"),
            None,
            "1 and 2 each connect 1 pair of partners that has no tie of their own, more than "
            "anyone else.",
        ),
    ],
)
def test_where_there_is_little_to_say(
    graph: nx.Graph[Any], reason: str | None, summary: str
) -> None:
    found = brokerage(graph)
    assert found.reason == reason
    assert found.summary() == summary
    for row in found.rows:
        assert (row.coordinator is None) == (reason is not None)
    for index in range(len(found)):
        assert found.explain(index).steps


def test_groups_are_those_of_any_attribute() -> None:
    graph = path("x", "y", "z")
    nx.set_node_attributes(graph, {0: "north", 1: "south", 2: "north"}, "place")
    found = brokerage(graph, group="place")
    assert found.rows[0].itinerant == 1
    assert "of two different groups by place" in found.summary()
    assert found.parameters.to_record() == {"graph": {}, "group": "place", "directed": False}


def test_a_graph_with_several_ties_between_two_is_refused() -> None:
    with pytest.raises(ValueError, match="multigraph"):
        brokerage(nx.MultiGraph())


@lively
@given(graph=weighted_graphs(loops=True) | weighted_graphs(directed=True, loops=True))
def test_rows_are_those_of_the_definition(graph: nx.Graph[Any]) -> None:
    groups = {node: str(group) for node, group in groups_of(graph).items()}
    count = oracle.roles if graph.is_directed() else oracle.merged
    found = brokerage(graph)
    for row in found.rows:
        wanted = count(graph, groups, row.partner)
        assert row.paths == sum(wanted.values())
        if found.reason is None:
            del wanted["unknown"]
            assert {role: row.count(role) for role in found.role_names} == wanted
    assert [row.paths for row in found.rows] == sorted((r.paths for r in found.rows), reverse=True)


@lively
@given(graph=two_mode_graphs(), seed=st.integers(0, 99))
def test_new_names_and_another_order_change_nothing(graph: nx.Graph[Any], seed: int) -> None:
    partners = [node for node, mode in nx.get_node_attributes(graph, "mode").items() if not mode]
    names = [("partner", f"q{number}") for number in range(len(partners))]
    random.Random(seed).shuffle(names)
    new = dict(zip(partners, names, strict=True))
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(
        (new.get(node, node), data) for node, data in reversed(list(graph.nodes.data()))
    )
    turned.add_edges_from((new[one], other) for one, other in reversed(list(graph.edges())))
    before, after = counts(brokerage(graph)), counts(brokerage(turned))
    assert {label(new[node]): before[label(node)] for node in partners} == after


def test_a_city_says_which_initiatives_the_ties_come_from() -> None:
    city = learningcity.open_example("lanternport")
    found = brokerage(learningcity.partnership_graph(city))
    step = found.explain(0).steps[1]
    assert step.references[0] == "partner:chamber"
    assert "initiative:apprentice-alliance" in step.references
    again = brokerage(two_mode({"i": "ab", "j": "bc"}, {"a": "public", "b": "third", "c": "mixed"}))
    assert again.explain(0).steps[1].references == (
        "partner:a",
        "partner:c",
        "initiative:i",
        "initiative:j",
    )


def test_a_partner_without_ties_brokers_nothing() -> None:
    graph = path("public", "third")
    graph.add_node(2, sector="third")
    found = brokerage(graph)
    row = found.rows[2]
    assert (row.paths, row.liaison, row.reason) == (0, 0, None)
    assert found.explain(row).steps[1].text == "2 has no tie."


def test_long_lists_are_cut() -> None:
    graph = nx.star_graph(5)
    nx.set_node_attributes(graph, {node: "xy"[node % 2] for node in graph}, "sector")
    said = str(brokerage(graph).explain(0))
    assert "6 pairs without a tie of their own: 1 and 2; 1 and 4; 2 and 3;" in said
    graph.add_edge(0, 6)
    graph.nodes[6]["sector"] = "x"
    assert "; 3 more." in str(brokerage(graph).explain(0))


def test_it_is_data_too() -> None:
    found = brokerage(worked())
    data = json.loads(found.to_json())
    assert data["schema"] == "learningcity/brokerage/1"
    assert data["sizes"] == {"private": 1, "public": 2, "third": 2}
    assert data["rows"][0]["liaison"] == 2
    assert list(found.to_frame()["partner"]) == list("adbce")
    assert "<td><bdi>a</bdi></td>" in found._repr_html_()
