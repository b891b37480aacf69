"""Where in the files stands what an explanation rests on."""

from __future__ import annotations

from learningcity.analysis.citing import (
    chain_spots,
    date_spots,
    need_terms,
    part_spots,
    stated_terms,
    within_chain,
)
from learningcity.analysis.study import Study
from learningcity.reach.view import CityView
from tests.builders import city, view_of


def view() -> CityView:
    """A city whose terms lie within one another by several ways."""
    return view_of(
        city(
            places={
                "region": {},
                "city": {"within": "region"},
                "west": {"within": ["city", "region"]},
                "ward": {"within": ["west", "city"]},
                "old-ward": {"replaced_by": "ward", "within": ["west"]},
            },
            audiences={"older": {}},
            initiatives={
                "x": {
                    "places": ["old-ward", "city"],
                    "provision": [{}, {"places": ["west"], "audiences": ["older"]}],
                    "priorities": [],
                }
            },
            needs={"n": {"activities": ["mentoring"], "places": ["old-ward"]}},
        )
    )


def test_a_line_states_what_it_says_itself_or_else_its_initiative() -> None:
    entry = view().city.initiatives["x"]
    first = stated_terms(view(), entry, 0, "place")
    assert [(item.written, item.term, item.spot) for item in first] == [
        ("old-ward", "ward", ("initiative:x", "places", 0)),
        ("city", "city", ("initiative:x", "places", 1)),
    ]
    second = stated_terms(view(), entry, 1, "place")
    assert [item.spot for item in second] == [("initiative:x", "provision", 1, "places", 0)]
    assert stated_terms(view(), entry, 1, "priority") == ()
    assert [item.term for item in stated_terms(view(), entry, 1, "audience")] == ["older"]


def test_a_need_states_its_terms() -> None:
    (item,) = need_terms(view(), view().city.needs["n"], "place")
    assert (item.written, item.term, item.spot) == ("old-ward", "ward", ("need:n", "places", 0))


def test_the_shortest_way_up_is_shown() -> None:
    assert within_chain(view(), "place", "ward", "region") == ("ward", "west", "region")
    assert within_chain(view(), "place", "ward", "ward") == ("ward",)
    assert within_chain(view(), "place", "region", "ward") == ()
    assert within_chain(view(), "audience", "older", "everyone") == ()
    assert list(chain_spots(view(), "place", "ward", "region")) == [
        ("place:ward", "within", 0),
        ("place:old-ward", "within", 0),
        ("place:west", "within", 1),
    ]
    assert list(chain_spots(view(), "audience", "older", "everyone")) == []


def test_dates_stand_where_they_are_stated() -> None:
    built = city(
        initiatives={"a": {"start": 2020, "status": "active", "seen_active": 2021}, "b": {}}
    )
    a, b = built.initiatives
    assert list(date_spots(a)) == [
        ("initiative:a", "start"),
        ("initiative:a", "seen_active"),
        ("initiative:a", "status"),
    ]
    assert list(date_spots(b)) == [("initiative:b",)]


def test_a_part_counts_while_it_runs_and_in_its_role() -> None:
    parts = [
        {"partner": "p", "role": "funder"},
        {"partner": "p", "role": ["lead", "host"], "end": 2020},
        {"partner": "q", "role": "lead"},
        {"partner": "p", "role": ["host", "lead"]},
    ]
    built = city(partners={"p": {}, "q": {}}, initiatives={"x": {"partners": parts}})
    assert list(part_spots(Study(built), "x", "p", ["lead"])) == [
        ("initiative:x", "partners", 3, "partner")
    ]
    assert len(list(part_spots(Study(built, ever=True), "x", "p", ["lead"]))) == 2
