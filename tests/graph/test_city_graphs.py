"""The graphs of initiatives, ties and bodies, and the page that says what is in every graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

import learningcity
from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.governance import governance_graph
from learningcity.graph.initiatives import initiative_graph
from learningcity.graph.partnership import partnership_graph
from learningcity.graph.projection import Weight, project
from learningcity.graph.ties import tie_graph
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from learningcity.model.entities import TieKind
from learningcity.model.vocabulary import WORKING_ROLES
from tests.builders import Fields, city
from tests.changes import backwards, relabelled, shuffled
from tests.strategies import Data, city_mappings, lively

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "graphs.md"
GRAPHS: dict[str, Callable[..., Any]] = {
    "affiliation": affiliation_graph,
    "partnership": partnership_graph,
    "initiative": initiative_graph,
    "tie": tie_graph,
    "governance": governance_graph,
}
CITIES = ("wolverhampton", "gwangmyeong", "lanternport")
each = pytest.mark.parametrize("name", GRAPHS)


# -- initiatives ---------------------------------------------------------------------------------


def work(*partners: str, **fields: object) -> Fields:
    """An active initiative in which these partners work."""
    parts = [{"partner": key, "role": "partner"} for key in partners]
    return {"partners": parts, "status": "active", **fields}


def newman() -> City:
    """The worked example of four initiatives of five partners."""
    return city(
        partners={key: {} for key in "edcba"},
        initiatives={
            "i4": work("e"),
            "i1": work("a", "b", "d"),
            "i3": work("a", "d", "e"),
            "i2": work("a", "c"),
        },
    )


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        # a works in three, d and e in two, b and c in one.
        ("newman", {"i1i2": 0.5, "i1i3": 1.5, "i2i3": 0.5, "i3i4": 1.0}),
        ("count", {"i1i2": 1.0, "i1i3": 2.0, "i2i3": 1.0, "i3i4": 1.0}),
        ("jaccard", {"i1i2": 1 / 4, "i1i3": 2 / 4, "i2i3": 1 / 4, "i3i4": 1 / 3}),
    ],
)
def test_partners_that_are_everywhere_bind_less(weight: Weight, expected: Data) -> None:
    graph = initiative_graph(newman(), weight=weight)
    assert {one + two: data["weight"] for one, two, data in graph.edges.data()} == expected
    assert list(graph) == ["i1", "i2", "i3", "i4"]
    assert graph["i1"]["i3"]["partners"] == ("d", "a")
    assert graph.graph == {
        "city": "here",
        "on": "2024-12-31",
        "ever": False,
        "carry": 2,
        "roles": WORKING_ROLES,
        "weight": weight,
    }


def test_funds_are_no_node_and_what_ended_is_none_either() -> None:
    kinds = {
        "fund": work("a", kind="fund"),
        "talks": work("a", kind="coordination"),
        "course": work("a", name={"en": "Course"}),
        "over": work("a", status="ended"),
        "alone": work(),
    }
    graph = initiative_graph(city(partners={"a": {}}, initiatives=kinds))
    assert list(graph) == ["alone", "course", "talks"]
    assert list(graph.edges()) == [("course", "talks")]
    assert graph.nodes["course"] == {"name": "Course", "kind": None}


def test_doubt_about_running_is_on_nodes_and_ties() -> None:
    built = city(
        partners={"a": {}},
        initiatives={
            "sure": work("a"),
            "may": work("a", status="unknown"),
            "likely": work("a", status="unknown", seen_active=2023),
        },
    )
    graph = initiative_graph(built)
    assert {key: data.get("running") for key, data in graph.nodes.data()} == {
        "likely": "presumed", "may": "unknown", "sure": None
    }  # fmt: skip
    assert [data["running"] for *_, data in graph.edges.data()] == [
        "unknown", "presumed", "unknown"
    ]  # fmt: skip


def test_money_alone_binds_no_initiatives() -> None:
    built = city(
        partners={"a": {}},
        initiatives={
            key: {"partners": [{"partner": "a", "role": "funder"}], "status": "active"}
            for key in "xy"
        },
    )
    assert initiative_graph(built).size() == 0
    assert initiative_graph(built, roles=["funder"]).size() == 1


@lively
@given(city_mappings())
def test_it_is_the_other_projection_of_the_two_mode_graph(mapping: Data) -> None:
    built = city_from_mapping(mapping)
    two = affiliation_graph(built, roles=WORKING_ROLES)
    two.remove_nodes_from([n for n, data in two.nodes.data() if data["kind"] == "fund"])
    for weight in ("newman", "count", "jaccard"):
        made = project(two, weight=weight, mode=1)
        graph = initiative_graph(built, weight=weight)
        assert [key for _, key in made] == list(graph)
        edges = [(a, b, d["weight"], d["count"]) for (_, a), (_, b), d in made.edges.data()]
        assert edges == [(a, b, d["weight"], d["count"]) for a, b, d in graph.edges.data()]


# -- ties ----------------------------------------------------------------------------------------


def tied() -> City:
    """Two partners with several ties, and one with none."""
    return city(
        partners={"b": {"sector": "third"}, "a": {}, "c": {}},
        ties=[
            {"from": "b", "to": "a", "kind": "referral", "strength": 2, "sources": ["s"]},
            {"from": "a", "to": "b", "kind": "planning"},
            {"from": "b", "to": "a", "kind": "knowledge", "since": "2019-05", "strength": 3},
            {"from": "b", "to": "a", "kind": "knowledge", "since": 2018, "until": 2023},
        ],
        sources={"s": {}},
    )


def test_several_ties_are_one_edge_that_names_them() -> None:
    graph = tie_graph(tied())
    assert list(graph.nodes) == ["a", "b", "c"]
    assert list(graph.edges.data()) == [
        ("a", "b", {"ties": ("tie:1",), "kinds": ("planning",), "sources": ()}),
        (
            "b",
            "a",
            {
                "ties": ("tie:0", "tie:2"),
                "kinds": ("knowledge", "referral"),
                "sources": ("s",),
                "strength": 3,
                "since": "2019-05",
            },
        ),
    ]
    assert graph.graph == {"city": "here", "on": "2024-12-31", "ever": False, "kind": None}


def test_ties_count_while_they_last() -> None:
    early = tie_graph(tied(), kind="knowledge", on="2018-12-31")
    assert early["b"]["a"] == {
        "ties": ("tie:3",), "kinds": ("knowledge",), "sources": (), "since": "2018"
    }  # fmt: skip
    assert tie_graph(tied(), kind="knowledge", on="2017").size() == 0
    ever = tie_graph(tied(), ever=True)
    assert ever["b"]["a"]["ties"] == ("tie:0", "tie:2", "tie:3")
    assert ever["b"]["a"]["since"] == "2018"
    assert ever.graph["on"] is None


def test_what_is_no_kind_of_tie_is_refused() -> None:
    wrong: Any = "money"
    with pytest.raises(ValueError, match="kind: 'money' is none of knowledge, referral"):
        tie_graph(tied(), kind=wrong)


@pytest.mark.parametrize("kind", ["knowledge", "referral", "planning", "governance", "funding"])
def test_the_kinds_together_are_all_ties(kind: TieKind) -> None:
    built = learningcity.open_example("lanternport")
    whole = tie_graph(built)
    for one, other, data in tie_graph(built, kind=kind).edges.data():
        assert set(data["ties"]) <= set(whole[one][other]["ties"])


# -- bodies --------------------------------------------------------------------------------------


def governed() -> City:
    """Three bodies one above the other, of which the middle one came late."""
    return city(
        partners={"b": {}, "a": {"sector": "public"}},
        bodies={
            "team": {"reports_to": "board", "members": ["b", "a"]},
            "board": {"reports_to": "council", "start": 2020, "kind": "board"},
            "council": {"members": ["a"]},
        },
    )


def test_answers_go_from_members_to_bodies_and_upwards() -> None:
    graph = governance_graph(governed())
    assert list(graph.edges.data("relation")) == [
        (("body", "board"), ("body", "council"), "reports_to"),
        (("body", "team"), ("body", "board"), "reports_to"),
        (("partner", "a"), ("body", "council"), "member"),
        (("partner", "a"), ("body", "team"), "member"),
        (("partner", "b"), ("body", "team"), "member"),
    ]
    assert graph.nodes["body", "board"] == {"entry": "body", "name": "board", "kind": "board"}
    assert graph.nodes["partner", "a"]["sector"] == "public"
    assert graph.graph == {"city": "here", "on": "2024-12-31", "ever": False}


def test_a_body_that_is_not_there_is_no_node() -> None:
    graph = governance_graph(governed(), on="2019")
    assert ("body", "board") not in graph
    assert list(graph.successors(("body", "team"))) == []
    assert ("body", "board") in governance_graph(governed(), ever=True)


# -- all of them ---------------------------------------------------------------------------------


@each
def test_an_empty_city_has_an_empty_graph(name: str) -> None:
    assert len(GRAPHS[name](city())) == 0
    with pytest.raises(ValueError, match="exclude each other"):
        GRAPHS[name](city(), on="2020", ever=True)


@each
def test_each_call_builds_a_graph_of_its_own(name: str) -> None:
    built = learningcity.open_example("lanternport")
    first = GRAPHS[name](built)
    first.clear()
    assert len(GRAPHS[name](built)) > 0


def parts(graph: Any) -> tuple[object, ...]:
    """All that a graph says, in its order."""
    return list(graph.nodes.data()), list(graph.edges.data()), graph.graph


@lively
@given(city_mappings().flatmap(lambda mapping: shuffled(mapping).map(lambda s: (mapping, s))))
def test_the_order_of_the_file_changes_only_the_order_of_lists(both: tuple[Data, Data]) -> None:
    def said(mapping: Data, name: str) -> object:
        graph = GRAPHS[name](city_from_mapping(mapping))
        for _, _, data in graph.edges.data():
            data.pop("ties", None)
            for key, value in data.items():
                data[key] = sorted(value) if isinstance(value, tuple) else value
        return parts(graph)

    for name in GRAPHS:
        assert said(both[0], name) == said(both[1], name)


@lively
@given(city_mappings())
def test_other_ids_give_the_same_graph_under_other_names(mapping: Data) -> None:
    other = city_from_mapping(relabelled(mapping, backwards))
    sections = {"partner": "partners", "initiative": "initiatives", "body": "bodies"}
    plain = {"partnership": "partners", "initiative": "initiatives", "tie": "partners"}
    for name, make in GRAPHS.items():
        before, after = make(city_from_mapping(mapping)), make(other)

        def new(node: Any, kind: str | None = plain.get(name)) -> Any:
            if kind is not None:
                return backwards(kind, node)
            return (node[0], backwards(sections[node[0]], node[1]))

        renamed = nx.relabel_nodes(before, new)
        assert set(renamed) == set(after)
        joined = {frozenset(pair) if not after.is_directed() else pair for pair in renamed.edges()}
        assert joined == {
            frozenset(pair) if not after.is_directed() else pair for pair in after.edges()
        }


# -- the page ------------------------------------------------------------------------------------

TYPES: dict[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "text or None": lambda value: value is None or isinstance(value, str),
    "whole number": lambda value: type(value) is int,
    "number": lambda value: type(value) is float,
    "truth": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, tuple) and all(isinstance(item, str) for item in value),
}


def table() -> dict[tuple[str, str, str], tuple[str, bool]]:
    """What the page says: graph, where and attribute, with the type and whether it is always."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 6 and cells[0] in GRAPHS:
            found[cells[0], cells[1], cells[2].strip("`")] = (cells[3], cells[4] == "yes")
    return found


def attributes(name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """All sets of attributes in the graphs of the packaged cities, on a day and over all time."""
    for key in CITIES:
        built = learningcity.open_example(key)
        for asked in ({}, {"ever": True}):
            graph = GRAPHS[name](built, **asked)
            yield "graph", graph.graph
            yield from (("node", data) for _, data in graph.nodes.data())
            yield from (("edge", data) for *_, data in graph.edges.data())


@each
def test_the_page_names_every_attribute_of_the_packaged_cities_and_no_other(name: str) -> None:
    said = {(where, key): rule for (graph, where, key), rule in table().items() if graph == name}
    seen: set[tuple[str, str]] = set()
    for where, data in attributes(name):
        seen.update((where, key) for key in data)
        for key, value in data.items():
            kind, _ = said[where, key]
            assert TYPES[kind](value), (name, where, key, value)
        always = {key for (place, key), (_, every) in said.items() if place == where and every}
        assert always <= set(data), (name, where, always - set(data))
    assert seen == set(said)
