"""What to ask whom."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.questions import Questions, find_questions
from tests.builders import Fields, city

OFFER: Fields = {
    "activities": ["mentoring"],
    "audiences": ["older"],
    "places": ["town"],
    "status": "active",
}
NEED: Fields = {"activities": ["mentoring"], "audiences": ["older"]}


def questions(
    needs: dict[str, Fields],
    /,
    asked: dict[str, Any] | None = None,
    **offers: Fields,
) -> Questions:
    """The questions about offers of mentoring for older people in town."""
    built = city(
        places={"town": {}},
        audiences={"older": {"by": "age"}, "migrants": {"by": "origin"}},
        partners={key: {} for key in "abc"},
        needs=needs,
        initiatives={key: {**OFFER, **fields} for key, fields in offers.items()},
    )
    options = asked or {}
    return find_questions(built, find_duplicates(built, **options), need_coverage(built, **options))


def keys(found: Questions) -> list[tuple[str, str, int]]:
    """What is asked of which initiative, and how many findings hang on it."""
    return [(row.initiative, row.unknown, row.findings) for row in found.rows]


def test_where_all_is_known_nothing_is_asked() -> None:
    assert keys(questions({}, a={}, b={})) == []
    assert keys(questions({})) == []


@pytest.mark.parametrize(
    ("fields", "unknown"),
    [({"audiences": []}, "audience"), ({"places": []}, "place"), ({"status": "unknown"}, "period")],
)
def test_a_possible_pair_asks_for_what_nobody_has_said(fields: Fields, unknown: str) -> None:
    assert keys(questions({}, a={}, b=fields)) == [("b", unknown, 1)]


def test_a_line_that_does_not_say_it_is_asked_for_it() -> None:
    lines: Fields = {
        "audiences": [],
        "provision": [{"audiences": ["older"], "places": ["town"]}, {}],
    }
    assert keys(questions({}, a={"audiences": []}, b=lines)) == [
        ("a", "audience", 1), ("b", "audience", 1)
    ]  # fmt: skip


def test_what_every_line_says_is_not_asked() -> None:
    lines: Fields = {"audiences": [], "provision": [{"audiences": ["older"]}]}
    assert keys(questions({}, a={"audiences": []}, b=lines)) == [("a", "audience", 1)]


def test_needs_ask_for_capacities_that_would_tell_whether_there_are_places_enough() -> None:
    assert keys(questions({"n": {**NEED, "people": 5}}, a={})) == [("a", "capacity", 1)]
    assert keys(questions({"n": NEED}, a={})) == []
    served = [{"people": 9, "start": 2023, "end": 2023}]
    assert keys(questions({"n": {**NEED, "people": 5}}, a={"participants": served})) == []


def test_needs_ask_whether_what_may_reach_them_runs() -> None:
    assert keys(questions({"n": NEED}, a={"status": "unknown"})) == [("a", "period", 1)]
    assert keys(questions({"n": NEED}, a={"audiences": ["migrants"]})) == []
    assert keys(questions({"n": NEED}, a={"status": "unknown"}, b={})) == [("a", "period", 1)]


def test_what_most_findings_hang_on_comes_first_then_the_file() -> None:
    needs: dict[str, Fields] = {"n": {**NEED, "people": 5}}
    found = questions(
        needs, b={"audiences": [], "status": "unknown"}, a={"audiences": []}, c={"capacity": 1}
    )
    assert keys(found) == [
        ("b", "period", 2),
        ("b", "audience", 2),
        ("a", "audience", 2),
        ("b", "capacity", 1),
        ("a", "capacity", 1),
    ]


def test_leads_are_asked_or_else_those_who_deliver() -> None:
    def asked(**roles: str) -> tuple[str, ...]:
        parts = [{"partner": partner, "role": role} for partner, role in roles.items()]
        (row,) = questions({"n": {**NEED, "people": 5}}, x={"partners": parts}).rows
        return row.partners

    assert asked(c="lead", a="lead", b="deliverer") == ("a", "c")
    assert asked(b="deliverer", a="host") == ("b",)
    assert asked(a="host") == ()


def test_a_question_is_a_whole_sentence_and_so_is_the_summary() -> None:
    found = questions({"n": {**NEED, "people": 5}}, a={"name": "Mentors", "status": "unknown"})
    assert {row.unknown: row.question for row in found.rows} == {
        "period": "When did Mentors begin, is it still running, and if not, when did it end?",
        "capacity": "How many people can Mentors serve in a year?",
    }
    assert found.summary() == "2 answers would settle what the findings leave open."
    groups = questions({}, a={"name": "A", "audiences": []}, b={})
    assert [row.question for row in groups.rows] == ["For whom is A?"]
    places = questions({}, a={}, b={"name": "B", "places": []})
    assert [row.question for row in places.rows] == ["Where is B offered?"]


def test_questions_are_read_on_the_day_of_the_results() -> None:
    past: Fields = {"status": "unknown", "start": 2010, "end": 2015}
    found = questions(
        {"n": NEED}, {"on": "2012"}, a={"status": "unknown"}, b={**past, "audiences": []}
    )
    assert found.parameters.to_record() == {"on": "2012-12-31", "ever": False, "carry": 2}
    ever = questions({"n": NEED}, {"ever": True, "carry": 3}, a={"status": "unknown"})
    assert ever.parameters.to_record() == {"on": None, "ever": True, "carry": 3}
    assert keys(ever) == [("a", "period", 1)]
