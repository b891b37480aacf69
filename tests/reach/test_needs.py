"""Which initiatives reach a need, and how directly."""

from __future__ import annotations

import pytest

from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import (
    NeedReach,
    Reach,
    facets_of,
    meeting_terms,
    naming_terms,
    reach_need,
)
from tests.builders import Fields, city, view_of

NOT, MAY, GENERAL, TARGETED = Reach

TERMS = {
    "places": {
        "town": {},
        "north": {"within": "town"},
        "south": {"within": "town"},
        "old-north": {"replaced_by": "north"},
    },
    "audiences": {
        "adults": {"by": "age"},
        "older": {"within": "adults"},
        "over-80": {"within": "older"},
        "young": {"by": "age"},
        "migrants": {"by": "origin"},
    },
    "activities": {"english": {"within": "language-teaching"}, "chess": {}},
    "priorities": {"skills": {}, "english-for-all": {"within": "skills"}, "health": {}},
}
NEED: Fields = {"activities": ["english"], "audiences": ["older"], "places": ["north"]}
OFFER: Fields = {**NEED, "status": "active"}


def reached(need: Fields, offer: Fields, *, ever: bool = False) -> NeedReach:
    """What one offer does for one need."""
    built = city(**TERMS, needs={"need": need}, initiatives={"offer": offer})
    view = view_of(built, ever=ever)
    return reach_need(view, Likeness(view), built.needs["need"])


def level(need: Fields, offer: Fields) -> Reach:
    """How directly one offer reaches one need."""
    found = reached(need, offer).found
    return found[0].reach if found else NOT


@pytest.mark.parametrize(
    ("need", "facets"),
    [
        (NEED, ("activity", "audience", "place")),
        ({"activities": ["english"], "priorities": ["skills"]}, ("activity",)),
        ({"priorities": ["skills"], "places": ["town"]}, ("priority", "place")),
        ({"audiences": ["older"]}, ("audience",)),
    ],
)
def test_a_need_is_compared_on_what_it_states(need: Fields, facets: tuple[str, ...]) -> None:
    built = city(**TERMS, needs={"need": need})
    assert facets_of(built.needs["need"]) == facets


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, TARGETED),
        # A part of the group or of the learning is meant for it too.
        ({"audiences": ["over-80"]}, TARGETED),
        # The group among others is still named.
        ({"audiences": ["young", "older"]}, TARGETED),
        ({"places": ["town"]}, TARGETED),
        ({"places": ["old-north"]}, TARGETED),
        # An offer to a larger group, or of more, is not for them.
        ({"audiences": ["adults"]}, GENERAL),
        ({"audiences": ["everyone"]}, GENERAL),
        ({"activities": ["language-teaching"]}, GENERAL),
        # On no facet may it fail.
        ({"activities": ["chess"]}, NOT),
        ({"audiences": ["young"]}, NOT),
        ({"places": ["south"]}, NOT),
        ({"places": ["south"], "audiences": []}, NOT),
        # What is not stated may be so.
        ({"audiences": []}, MAY),
        ({"places": []}, MAY),
        ({"activities": []}, MAY),
        ({"activities": [], "audiences": []}, NOT),
        ({"activities": [], "audiences": [], "places": []}, NOT),
        # Strangers may be the same people.
        ({"audiences": ["migrants"]}, MAY),
        ({"audiences": ["migrants"], "activities": []}, NOT),
        # It must run, at least presumably.
        ({"status": "unknown", "seen_active": 2023}, TARGETED),
        ({"status": "unknown"}, MAY),
        ({"status": "planned"}, NOT),
        ({"status": "ended"}, NOT),
        ({"kind": "fund"}, NOT),
        ({"kind": "coordination"}, NOT),
    ],
)
def test_an_offer_reaches_a_need_as_directly_as_it_names_it(
    changes: Fields, expected: Reach
) -> None:
    assert level(NEED, {**OFFER, **changes}) == expected


@pytest.mark.parametrize(
    ("priorities", "expected"),
    [(["skills"], TARGETED), (["english-for-all"], TARGETED), (["health"], NOT), ([], MAY)],
)
def test_a_need_without_activity_is_reached_by_its_priority(
    priorities: list[str], expected: Reach
) -> None:
    need = {"priorities": ["skills"], "audiences": ["older"]}
    offer = {"priorities": priorities, "audiences": ["older"], "status": "active"}
    assert level(need, offer) == expected


def test_a_priority_need_not_be_named_as_narrowly() -> None:
    need = {"priorities": ["english-for-all"]}
    assert level(need, {"priorities": ["skills"], "status": "active"}) == TARGETED


def test_a_need_about_a_place_alone_may_not_be_reached_by_silence() -> None:
    assert level({"places": ["north"]}, {"status": "active"}) == NOT
    assert level({"places": ["north"]}, {"status": "active", "places": ["town"]}) == TARGETED
    assert level({"places": ["north"]}, {"places": ["town"]}) == NOT


def test_over_all_time_what_is_over_has_reached_it() -> None:
    past = {**NEED, "start": 2010, "end": 2015}
    assert reached(NEED, past).found == ()
    assert reached(NEED, past, ever=True).ids(TARGETED) == ("offer",)


def test_an_initiative_is_what_its_best_line_is() -> None:
    lines = [{"audiences": ["young"]}, {"audiences": ["adults"]}, {"audiences": ["over-80"]}]
    found = reached(NEED, {**OFFER, "provision": lines})
    (item,) = found.found
    assert [line.reach for line in item.lines] == [NOT, GENERAL, TARGETED]
    assert item.reach == TARGETED
    assert [line.audience for line in found.targeted_lines()] == [("over-80",)]


@pytest.mark.parametrize(
    ("changes", "inside"),
    [
        ({}, True),
        ({"audiences": ["over-80"]}, True),
        ({"audiences": ["older", "young"]}, False),
        ({"places": ["town"]}, False),
        ({"places": []}, False),
        ({"activities": ["english", "chess"]}, False),
    ],
)
def test_a_line_lies_inside_a_need_if_nothing_it_states_lies_outside(
    changes: Fields, inside: bool
) -> None:
    (item,) = reached(NEED, {**OFFER, **changes}).found
    assert [line.inside for line in item.lines] == [inside]


def test_what_reaches_a_need_is_in_file_order() -> None:
    initiatives = {
        "b": OFFER,
        "far": {**OFFER, "places": ["south"]},
        "a": {**OFFER, "audiences": ["everyone"]},
        "c": {**OFFER, "places": []},
    }
    built = city(**TERMS, needs={"need": NEED}, initiatives=initiatives)
    view = view_of(built)
    found = reach_need(view, Likeness(view), built.needs["need"])
    assert [item.initiative.id for item in found.found] == ["b", "a", "c"]
    assert (found.ids(TARGETED), found.ids(GENERAL), found.ids(MAY)) == (("b",), ("a",), ("c",))


def test_terms_that_meet_a_need_and_those_that_name_it_are_told_apart() -> None:
    view = view_of(city(**TERMS))
    stated = ("adults", "over-80", "young")
    assert list(meeting_terms(view, "audience", stated, ("older",))) == ["adults", "over-80"]
    assert list(naming_terms(view, "audience", stated, ("older",))) == ["over-80"]
