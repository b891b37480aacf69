"""A first look at a city."""

from __future__ import annotations

import json

import pytest

from learningcity.analysis.overview import overview
from learningcity.model.city import City
from tests.builders import Fields, city


def small() -> City:
    """A city with partners of two sectors, and initiatives that run or do not."""
    offer: Fields = {"activities": ["mentoring"], "places": ["town"]}
    return city(
        head={"place": "town"},
        places={"town": {}, "ward": {"within": "town"}},
        partners={"a": {"sector": "third"}, "b": {"sector": "public"}, "c": {"sector": "third"}},
        initiatives={
            "now": {**offer, "status": "active"},
            "maybe": offer,
            "lately": {**offer, "seen_active": 2023},
            "past": {**offer, "end": 2020},
        },
        needs={"n": {"activities": ["mentoring"]}},
    )


def test_an_overview_counts_what_there_is() -> None:
    found = overview(small())
    assert list(found.sectors.items()) == [("public", 1), ("third", 2)]
    assert list(found.running.items()) == [("yes", 1), ("presumed", 1), ("unknown", 1), ("no", 1)]
    assert overview(city()).sectors == {}


def test_an_overview_holds_the_results_it_is_drawn_from() -> None:
    found = overview(small(), on="2019-06", carry=3)
    for result in (found.duplicates, found.coverage, found.gaps, found.questions):
        record = result.parameters.to_record()
        assert (record["on"], record["ever"], record["carry"]) == ("2019-06-30", False, 3)
    assert overview(small(), ever=True).running["yes"] == 2


def test_an_overview_can_be_written_as_json() -> None:
    found = overview(small())
    whole = found.to_dict()
    assert json.loads(found.to_json()) == whole
    assert {key: whole[key] for key in ("schema", "city", "as_of", "partners", "needs")} == {
        "schema": "learningcity/overview/1",
        "city": "here",
        "as_of": "2024",
        "partners": {"public": 1, "third": 2},
        "needs": {"absent": 0, "possible": 0, "general": 0, "partial": 0, "reached": 1},
    }
    assert whole["duplicates"] == {"possible": 3}
    assert whole["gaps"] == {"need-reached": 1, "evidence": 1, "evaluation": 3, "place": 1}
    assert whole["rows"] == found.questions.to_records()


def test_a_day_and_all_time_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="exclude each other"):
        overview(small(), on="2020", ever=True)
