"""The graph of partners that work together."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.partnership import partnership_graph
from learningcity.graph.projection import Weight
from learningcity.model.city import City
from learningcity.model.vocabulary import WORKING_ROLES
from tests.builders import Fields, city


def together(*partners: str, **fields: object) -> Fields:
    """An active initiative in which these partners work."""
    parts = [{"partner": key, "role": "partner"} for key in partners]
    return {"partners": parts, "status": "active", **fields}


def newman() -> City:
    """The worked example of four initiatives of five partners."""
    return city(
        partners={key: {} for key in "abcde"},
        initiatives={
            "i1": together("a", "b", "d"),
            "i2": together("a", "c"),
            "i3": together("a", "d", "e"),
            "i4": together("e"),
        },
    )


def weights(built: City, weight: Weight) -> dict[str, float]:
    """The weight of each tie, by the two partners."""
    graph = partnership_graph(built, weight=weight)
    return {one + other: data["weight"] for one, other, data in graph.edges.data()}


def only_edge(**initiatives: object) -> dict[str, Any]:
    """The attributes of the one tie between a and b."""
    built = city(partners={"a": {}, "b": {}}, initiatives=initiatives)
    ((_, _, data),) = partnership_graph(built).edges.data()
    return dict(data)


def test_large_initiatives_bind_less() -> None:
    graph = partnership_graph(newman())
    assert weights(newman(), "newman") == {
        "ab": 0.5, "ac": 1.0, "ad": 1.0, "ae": 0.5, "bd": 0.5, "de": 0.5
    }  # fmt: skip
    assert dict(graph.degree(weight="weight")) == {"a": 3, "b": 1, "c": 1, "d": 2, "e": 1}


def test_initiatives_in_common_may_be_counted_or_compared() -> None:
    assert weights(newman(), "count") == {"ab": 1, "ac": 1, "ad": 2, "ae": 1, "bd": 1, "de": 1}
    # a takes part in three, b and c in one, d and e in two.
    assert weights(newman(), "jaccard") == {
        "ab": 1 / 3, "ac": 1 / 3, "ad": 2 / 3, "ae": 1 / 4, "bd": 1 / 2, "de": 1 / 3
    }  # fmt: skip


def test_a_tie_names_its_initiatives_in_file_order() -> None:
    edge = partnership_graph(newman()).edges["a", "d"]
    assert edge == {"weight": 1.0, "count": 2, "initiatives": ("i1", "i3")}
    late = city(
        partners={"a": {}, "b": {}}, initiatives={"z": together("a", "b"), "y": together("b", "a")}
    )
    assert partnership_graph(late).edges["a", "b"]["initiatives"] == ("z", "y")


def test_nodes_and_ties_are_in_the_order_of_ids_whatever_the_order_of_the_file() -> None:
    built = city(
        partners={key: {} for key in "edcba"},
        initiatives={"two": together("e", "c"), "one": together("d", "c", "a")},
    )
    graph = partnership_graph(built)
    assert list(graph) == list("abcde")
    assert list(graph.edges) == [("a", "c"), ("a", "d"), ("c", "d"), ("c", "e")]
    assert graph.graph == {
        "weight": "newman",
        "city": "here",
        "on": "2024-12-31",
        "ever": False,
        "carry": 2,
        "roles": WORKING_ROLES,
    }


def test_a_partner_without_ties_is_a_node_with_all_that_is_known() -> None:
    partner = {
        "name": {"cy": "Llyfrgell", "en": "Library"},
        "sector": "public",
        "kind": "library",
        "core": True,
    }
    built = city(head={"language": "en-GB"}, partners={"library": partner, "a": {}})
    graph = partnership_graph(built)
    assert graph.nodes["library"] == {
        "name": "Library", "sector": "public", "kind": "library", "core": True
    }  # fmt: skip
    assert graph.nodes["a"] == {"name": "a", "sector": "unknown", "kind": None, "core": False}
    silent = city(partners={"library": partner})
    assert partnership_graph(silent).nodes["library"]["name"] == "Llyfrgell"
    assert len(partnership_graph(city())) == 0


def test_coordination_is_working_together_and_giving_a_fund_is_not() -> None:
    assert only_edge(talks=together("a", "b", kind="coordination"))["count"] == 1
    built = city(partners={"a": {}, "b": {}}, initiatives={"fund": together("a", "b", kind="fund")})
    assert partnership_graph(built).size() == 0


def test_giving_money_is_not_yet_working_together() -> None:
    parts = [{"partner": "a", "role": "lead"}, {"partner": "b", "role": "funder"}]
    built = city(
        partners={"a": {}, "b": {}}, initiatives={"course": {"partners": parts, "status": "active"}}
    )
    assert partnership_graph(built).size() == 0
    assert partnership_graph(built, roles=["lead", "funder"]).has_edge("a", "b")
    assert partnership_graph(built, roles=[]).size() == 0


def test_a_tie_says_where_nobody_is_sure_that_it_runs() -> None:
    sure, unsure = together("a", "b"), together("a", "b", status="unknown")
    presumed = together("a", "b", status="unknown", seen_active=2023)
    assert "running" not in only_edge(one=sure, two=unsure)
    assert only_edge(one=unsure, two=presumed)["running"] == "presumed"
    assert only_edge(one=unsure)["running"] == "unknown"


def test_what_does_not_run_then_binds_nobody() -> None:
    built = city(
        partners={"a": {}, "b": {}, "c": {}},
        initiatives={"past": together("a", "b", status="unknown", start=2010, end=2015)},
    )
    assert partnership_graph(built).size() == 0
    assert partnership_graph(built, on="2012").size() == 1
    assert partnership_graph(built, ever=True).size() == 1


def test_a_partner_that_left_counts_no_more() -> None:
    parts = [{"partner": "a", "role": "lead"}, {"partner": "b", "role": "host", "end": 2020}]
    built = city(
        partners={"a": {}, "b": {}},
        initiatives={"course": {"partners": parts, "start": 2015, "status": "active"}},
    )
    assert partnership_graph(built).size() == 0
    assert partnership_graph(built, on="2019").size() == 1


def test_a_partner_in_two_parts_of_one_initiative_counts_once() -> None:
    assert only_edge(one=together("a", "b", "a"))["weight"] == 1.0


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="weight: 'size' is none of newman, count, jaccard"):
        partnership_graph(city(), weight="size")  # type: ignore[arg-type]  # that is what is tested
    with pytest.raises(ValueError, match="exclude each other"):
        partnership_graph(city(), on="2020", ever=True)
    with pytest.raises(ValueError, match="carry"):
        partnership_graph(city(), carry=-1)


def test_every_call_builds_a_graph_of_its_own() -> None:
    built = newman()
    partnership_graph(built).clear()
    assert partnership_graph(built).size() == 6


def test_roles_are_a_list_of_known_roles() -> None:
    for graph in (partnership_graph, affiliation_graph):
        with pytest.raises(ValueError, match="roles: 'lead' is one word, give a list of roles"):
            graph(city(), roles="lead")
        with pytest.raises(ValueError, match="roles: 'boss' is none of lead, funder"):
            graph(city(), roles=["lead", "boss"])
