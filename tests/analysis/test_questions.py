"""What to ask whom."""

from __future__ import annotations

from typing import Any

import pytest

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
    return find_questions(built, **(asked or {}))


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


def test_the_line_that_is_compared_is_asked_for_what_it_does_not_say() -> None:
    silent: Fields = {"audiences": [], "provision": [{"places": ["town"]}, {"places": ["town"]}]}
    assert keys(questions({}, a={}, b=silent)) == [("b", "audience", 1)]
    lines: Fields = {
        "audiences": [],
        "provision": [{"audiences": ["older"], "places": ["town"]}, {}],
    }
    assert keys(questions({}, a={"audiences": []}, b=lines)) == [("a", "audience", 1)]


def test_where_neither_says_it_both_are_asked() -> None:
    silent: Fields = {"audiences": []}
    assert keys(questions({}, a=silent, b=silent)) == [("a", "audience", 1), ("b", "audience", 1)]


def test_over_all_time_both_are_asked_for_the_dates_that_leave_open_whether_they_met() -> None:
    here: Fields = {"status": "unknown", "start": 2020, "end": 2020, "seen_active": 2020}
    there: Fields = {"status": "unknown", "start": 2010, "seen_active": 2012}
    found = questions({}, {"ever": True}, a=here, b=there)
    assert keys(found) == [("a", "period", 1), ("b", "period", 1)]
    assert [row.question for row in found.rows] == [
        "When did a begin and end?", "When did b begin and end?"
    ]  # fmt: skip


def test_pairs_that_only_repeat_a_finding_ask_nothing() -> None:
    part: Fields = {"part_of": "a", "status": "unknown"}
    found = questions({}, a={"status": "unknown"}, b={}, part=part)
    assert {row.initiative: row.about for row in found.rows} == {"a": ("pair:a+b",)}


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


def test_an_answer_that_settles_nothing_alone_is_not_asked_for() -> None:
    needs: dict[str, Fields] = {"n": {**NEED, "people": 5}}
    silent: Fields = {"audiences": []}
    assert {key[1] for key in keys(questions(needs, a=silent, b=silent))} == {"audience"}
    assert keys(questions(needs, a={}, b={"capacity": 4})) == [("a", "capacity", 1)]
    several = questions({"n": {"activities": ["mentoring"], "people": 5}}, a={}, b={})
    assert keys(several) == [("a", "capacity", 1), ("b", "capacity", 1)]  # either may be enough
    general: Fields = {"activities": ["mentoring", "chess"]}
    assert keys(questions({"n": {"audiences": ["older"], "people": 5}}, a=general, b={})) == []


def test_what_most_findings_hang_on_comes_first_then_the_file() -> None:
    needs: dict[str, Fields] = {"n": {**NEED, "people": 5}}
    found = questions(
        needs, b={"audiences": [], "status": "unknown"}, a={"audiences": []}, c={"capacity": 1}
    )
    assert keys(found) == [("b", "period", 2), ("b", "audience", 2), ("a", "audience", 2)]
    assert [row.about for row in found.rows] == [
        ("pair:b+a", "pair:b+c"),
        ("pair:b+a", "pair:b+c"),
        ("pair:a+c", "pair:b+a"),
    ]


def test_needs_ask_for_what_is_needed_where_an_offer_does_not_say_it() -> None:
    need: Fields = {"priorities": ["skills"], "audiences": ["older"]}
    built = city(
        audiences={"older": {}},
        priorities={"skills": {}},
        needs={"n": need, "m": {"activities": ["mentoring"], "audiences": ["older"]}},
        initiatives={"x": {"name": "X", "audiences": ["older"], "status": "active"}},
    )
    found = find_questions(built)
    assert [(row.unknown, row.question, row.about) for row in found.rows] == [
        ("activity", "What do people learn or do in X?", ("need:m",)),
        ("priority", "Which priorities does X serve?", ("need:n",)),
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
    found = questions({"n": {**NEED, "people": 5}}, a={"name": "Mentors"})
    assert [row.question for row in found.rows] == ["How many people can Mentors serve in a year?"]
    assert found.summary() == "One answer would settle what the findings leave open."
    groups = questions({}, a={"name": "A", "audiences": []}, b={})
    assert [row.question for row in groups.rows] == ["For whom is A?"]
    places = questions({}, a={}, b={"name": "B", "places": []})
    assert [row.question for row in places.rows] == ["Where is B offered?"]


@pytest.mark.parametrize(
    ("dates", "asked"),
    [
        ({}, "When did X begin and end?"),
        ({"seen_active": 2019}, "Is X still running?"),
        ({"start": 2019}, "Is X still running?"),
        ({"end": 2024}, "When did X begin and end?"),
        ({"start": 2024, "end": {}}, "When did X begin and end?"),
    ],
)
def test_what_was_seen_running_is_asked_whether_it_still_does(dates: Fields, asked: str) -> None:
    fields = {key: value for key, value in dates.items() if value != {}} | {"status": "unknown"}
    if dates.get("end") == {}:
        fields["end"] = 2024
    found = questions({"n": NEED}, x={**fields, "name": "X"})
    assert [row.question for row in found.rows] == [asked]


def test_on_another_day_than_that_of_the_file_the_dates_are_asked_for() -> None:
    found = questions({"n": NEED}, {"on": "2022-06-30"}, x={"status": "unknown", "start": 2019})
    assert [row.question for row in found.rows] == ["When did x begin and end?"]


def test_the_partners_who_can_settle_most_come_first_and_nobody_last() -> None:
    def led(*leads: str) -> Fields:
        parts = [{"partner": lead, "role": "lead"} for lead in leads]
        return {"status": "unknown", "partners": parts}

    found = questions({"n": NEED, "m": NEED}, x=led(), y=led("b"), z=led("a", "b"))
    # y and z have a lead in common, so that their overlap is coordinated whatever the dates.
    assert [(row.initiative, row.findings) for row in found.rows] == [("x", 4), ("y", 3), ("z", 3)]
    asks = found.by_partner()
    assert [(ask.partner, [row.initiative for row in ask.questions]) for ask in asks] == [
        ("b", ["y", "z"]),
        ("a", ["z"]),
        (None, ["x"]),
    ]
    assert found.to_dict()["asks"] == [
        {"partner": "b", "questions": ["When did y begin and end?", "When did z begin and end?"]},
        {"partner": "a", "questions": ["When did z begin and end?"]},
        {"partner": None, "questions": ["When did x begin and end?"]},
    ]
    assert asks[1].to_record()["questions"] == [found.rows[2].to_record()]


def test_questions_are_read_on_the_day_of_the_results() -> None:
    past: Fields = {"status": "unknown", "start": 2010, "end": 2015}
    found = questions(
        {"n": NEED}, {"on": "2012"}, a={"status": "unknown"}, b={**past, "audiences": []}
    )
    assert found.parameters.to_record() == {"on": "2012-12-31", "ever": False, "carry": 2}
    ever = questions({"n": NEED}, {"ever": True, "carry": 3}, a={"status": "unknown"})
    assert ever.parameters.to_record() == {"on": None, "ever": True, "carry": 3}
    assert keys(ever) == [("a", "period", 1)]
