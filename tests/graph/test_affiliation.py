"""The two-mode graph of who takes part in what."""

from __future__ import annotations

from typing import get_args

import networkx as nx
import pytest

from learningcity.graph.affiliation import affiliation_graph
from learningcity.model.entities import Role
from tests.builders import Fields, city

PARTNERS = {"library": {"sector": "public", "kind": "library"}, "college": {"core": True}}
COURSE: Fields = {
    "name": {"ko": "강좌", "en": "Course"},
    "kind": "service",
    "status": "active",
    "partners": [
        {"partner": "library", "role": ["host", "deliverer"]},
        {"partner": "library", "role": ["funder", "host"]},
        {"partner": "college", "role": "lead", "end": 2020},
    ],
}


def test_partners_and_initiatives_are_two_sorts_of_nodes() -> None:
    built = city(head={"language": "en"}, partners=PARTNERS, initiatives={"course": COURSE})
    graph = affiliation_graph(built)
    assert {node: graph.nodes[node] for node in graph} == {
        ("partner", "college"): {
            "mode": 0, "name": "college", "sector": "unknown", "kind": None, "core": True
        },
        ("partner", "library"): {
            "mode": 0, "name": "library", "sector": "public", "kind": "library", "core": False
        },
        ("initiative", "course"): {"mode": 1, "name": "Course", "kind": "service"},
    }  # fmt: skip
    assert graph.graph == {
        "city": "here",
        "on": "2024-12-31",
        "ever": False,
        "carry": 2,
        "roles": get_args(Role),
    }
    assert nx.is_bipartite(graph)


def test_a_tie_has_all_roles_of_a_partner_in_the_order_of_the_file() -> None:
    graph = affiliation_graph(city(partners=PARTNERS, initiatives={"course": COURSE}))
    assert list(graph.edges.data()) == [
        (
            ("partner", "library"),
            ("initiative", "course"),
            {"roles": ("host", "deliverer", "funder")},
        )
    ]


def test_only_the_roles_that_are_asked_for_make_a_tie() -> None:
    built = city(partners=PARTNERS, initiatives={"course": COURSE})
    ((_, _, data),) = affiliation_graph(built, roles=["funder", "lead"]).edges.data()
    assert data["roles"] == ("funder",)
    assert affiliation_graph(built, roles=["adviser"]).size() == 0
    assert len(affiliation_graph(built, roles=["adviser"])) == 3


def test_participations_count_while_they_run() -> None:
    built = city(partners=PARTNERS, initiatives={"course": {**COURSE, "start": 2015}})
    assert affiliation_graph(built).size() == 1
    assert affiliation_graph(built, on="2018").size() == 2
    assert affiliation_graph(built, ever=True).size() == 2


@pytest.mark.parametrize(
    ("fields", "running"),
    [
        ({"status": "active"}, None),
        ({"status": "unknown"}, "unknown"),
        ({"status": "unknown", "seen_active": 2023}, "presumed"),
    ],
)
def test_a_tie_says_where_nobody_is_sure_that_it_runs(fields: Fields, running: str | None) -> None:
    built = city(partners=PARTNERS, initiatives={"course": {**COURSE, **fields}})
    ((_, _, data),) = affiliation_graph(built).edges.data()
    assert data.get("running") == running


def test_what_does_not_run_is_no_node() -> None:
    built = city(partners=PARTNERS, initiatives={"course": {**COURSE, "status": "ended"}})
    assert list(affiliation_graph(built)) == [("partner", "college"), ("partner", "library")]


def test_funds_and_coordination_are_nodes_too() -> None:
    kinds = {"fund": {**COURSE, "kind": "fund"}, "talks": {**COURSE, "kind": "coordination"}}
    assert affiliation_graph(city(partners=PARTNERS, initiatives=kinds)).size() == 2


def test_nodes_and_ties_are_in_the_order_of_ids_whatever_the_order_of_the_file() -> None:
    everyone = [{"partner": key, "role": "lead"} for key in "cab"]
    both = {key: {"partners": everyone, "status": "active"} for key in ("y", "x")}
    graph = affiliation_graph(city(partners={key: {} for key in "bca"}, initiatives=both))
    assert [key for _, key in graph] == ["a", "b", "c", "x", "y"]
    assert [(one, other) for (_, one), (_, other) in graph.edges] == [
        ("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("c", "x"), ("c", "y")
    ]  # fmt: skip


def test_an_empty_city_has_an_empty_graph() -> None:
    assert len(affiliation_graph(city())) == 0


def test_a_day_and_all_time_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="exclude each other"):
        affiliation_graph(city(), on="2020", ever=True)
    with pytest.raises(ValueError, match="carry"):
        affiliation_graph(city(), carry=-1)
