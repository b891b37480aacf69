"""Records that may be one thing entered twice."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.twins import TwinRow, Twins, find_twins
from tests.builders import Fields, city

TERMS: dict[str, object] = {
    "places": {"town": {}, "north": {"within": "town"}, "south": {"within": "town"}},
    "audiences": {"older": {"by": "age"}},
    "activities": {"english": {}, "chess": {}},
    "partners": {key: {} for key in "ab"},
}
HUB: Fields = {"name": "Youth Hub in Bilston"}
LEAD_A: Fields = {"partners": [{"partner": "a", "role": "lead"}]}
LEAD_B: Fields = {"partners": [{"partner": "b", "role": "lead"}]}


def found(
    initiatives: dict[str, Fields], /, asked: dict[str, Any] | None = None, **sections: object
) -> Twins:
    """The twins among these records."""
    return find_twins(city(**{**TERMS, **sections}, initiatives=initiatives), **(asked or {}))


def hubs(here: Fields, there: Fields) -> list[TwinRow]:
    """The rows of two records of one name, whatever their score."""
    return list(found({"x": {**HUB, **here}, "y": {**HUB, **there}}, {"minimum": 0}).rows)


def test_one_name_twice_is_a_row_with_all_that_is_said_of_it() -> None:
    more: Fields = {**LEAD_A, "status": "active", "places": ["town"]}
    twins = found({"x": {**HUB, **more}, "y": {"name": "youth hub  in Bilston", **more}})
    assert twins.to_records() == [
        {
            "records": ["initiative:x", "initiative:y"],
            "names": ["Youth Hub in Bilston", "youth hub  in Bilston"],
            "likeness": 1.0,
            "agree": ["lead", "dates", "terms"],
            "differ": [],
            "silent": [],
            "score": 1.0,
            "sentence": "'Youth Hub in Bilston' and 'youth hub  in Bilston' may be one thing "
            "entered twice; they agree on: lead, dates and what, for whom and where.",
        }
    ]
    assert twins.summary() == "1 pair of records seems to be one thing entered twice."
    assert twins.parameters.to_record() == {
        "on": None, "ever": True, "carry": 2, "minimum": 0.7,
    }  # fmt: skip


def test_few_records_have_no_twins() -> None:
    few: list[dict[str, Fields]] = [{}, {"x": HUB}, {"x": HUB, "y": {"name": "Job Club"}}]
    for records in few:
        twins = found(records)
        assert twins.rows == ()
        assert twins.summary() == "No two records seem to be one thing entered twice."


# -- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "nearest"),
    [
        ({"name": "Youth Hubs in Bilston"}, ("Youth Hub in Bilston", "Youth Hubs in Bilston")),
        ({"name": "Job Club", "aliases": ["Youth Hub in bilston"]},
         ("Youth Hub in Bilston", "Youth Hub in bilston")),
        ({"name": {"cy": "Hwb", "en": "Youth hub in Bilston"}},
         ("Youth Hub in Bilston", "Youth hub in Bilston")),
        ({"name": "Youth Hub in Bilston 2"}, None),
        ({"name": "Youth Club in Walsall"}, None),
    ],
)  # fmt: skip
def test_all_names_count_in_all_languages(names: Fields, nearest: tuple[str, str] | None) -> None:
    rows = found({"x": HUB, "y": names}, {"minimum": 0}).rows
    assert [row.names for row in rows] == ([] if nearest is None else [nearest])


def test_of_several_names_those_most_alike_are_told_then_the_first() -> None:
    one: Fields = {"name": "Youth Hubs in Bilston", "aliases": ["Hub B", "Bilston hub"]}
    other: Fields = {"name": "Youth Hub in Bilston", "aliases": ["BILSTON HUB", "hub b"]}
    (row,) = found({"x": one, "y": other}).rows
    assert (row.names, row.likeness) == (("Hub B", "hub b"), 1.0)
    # One record with a name twice is no twin of itself.
    aliases = ["youth hub in bilston", "Youth Hubs in Bilston"]
    assert found({"x": {**HUB, "aliases": aliases}}).rows == ()


# -- facts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ({}, {}, ("", "", "lead dates terms")),
        (LEAD_A, {}, ("", "", "lead dates terms")),
        (LEAD_A, LEAD_A, ("lead", "", "dates terms")),
        (LEAD_A, LEAD_B, ("", "lead", "dates terms")),
        ({"status": "active"}, {"status": "active"}, ("dates", "", "lead terms")),
        ({"status": "active"}, {}, ("", "", "lead dates terms")),
        ({"start": 2020}, {"end": 2020}, ("", "", "lead dates terms")),
        ({"places": ["north"]}, {"places": ["town"]}, ("terms", "", "lead dates")),
        ({"places": ["north"]}, {"places": ["south"]}, ("", "terms", "lead dates")),
        ({"places": ["north"]}, {"activities": ["chess"]}, ("", "", "lead dates terms")),
        ({"activities": ["english"], "places": ["north"]},
         {"activities": ["chess"], "places": ["north"]}, ("", "terms", "lead dates")),
        ({"provision": [{"places": ["north"]}]}, {"places": ["north"]},
         ("terms", "", "lead dates")),
    ],
)  # fmt: skip
def test_facts_agree_differ_or_are_not_said(
    here: Fields, there: Fields, told: tuple[str, str, str]
) -> None:
    (row,) = hubs(here, there)
    assert (" ".join(row.agree), " ".join(row.differ), " ".join(row.silent)) == told


@pytest.mark.parametrize(
    ("here", "there", "score"),
    [
        ({}, {}, 0.75),
        (LEAD_A, LEAD_A, 0.833333333333),
        (LEAD_A, LEAD_B, 0.583333333333),
        ({**LEAD_A, "status": "active"}, {**LEAD_B, "status": "active"}, 0.666666666667),
        ({**LEAD_A, "places": ["north"]}, {**LEAD_B, "places": ["south"]}, 0.416666666667),
    ],
)
def test_the_score_is_half_of_the_names_and_half_of_the_facts(
    here: Fields, there: Fields, score: float
) -> None:
    (row,) = hubs(here, there)
    assert row.score == score
    assert len(found({"x": {**HUB, **here}, "y": {**HUB, **there}})) == (score >= 0.7)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({}, {"part_of": "x"}),
        ({"part_of": "y"}, {}),
        ({}, {"follows": "x"}),
        ({"follows": "y"}, {}),
        ({"start": 2020}, {"end": 2019}),
    ],
)
def test_what_is_related_or_apart_is_no_second_entry(here: Fields, there: Fields) -> None:
    assert hubs(here, there) == []


def test_a_pair_that_people_reviewed_is_no_question_any_more() -> None:
    reviews = [{"initiatives": ["y", "x"], "verdict": "different"}]
    assert found({"x": HUB, "y": HUB}, reviews=reviews).rows == ()
    rows = found({"x": HUB, "y": HUB, "z": HUB}, reviews=reviews).rows
    assert [row.records for row in rows] == [
        ("initiative:x", "initiative:z"),
        ("initiative:y", "initiative:z"),
    ]


# -- needs ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there", "told"),
    [
        ({}, {}, ("terms", "", "people dates")),
        ({"people": 5}, {"people": 5}, ("people terms", "", "dates")),
        ({"people": 5}, {"people": 6}, ("terms", "people", "dates")),
        ({"people": {"at_least": 5}}, {"people": 6}, ("people terms", "", "dates")),
        ({"people": {"at_least": 5}}, {"people": {"at_least": 9}}, ("people terms", "", "dates")),
        ({"people": {"at_most": 5}}, {"people": 6}, ("terms", "people", "dates")),
        ({"date": 2020}, {"date": "2020-06"}, ("dates terms", "", "people")),
        ({"date": 2020}, {}, ("terms", "", "people dates")),
    ],
)
def test_needs_are_compared_by_people_dates_and_terms(
    here: Fields, there: Fields, told: tuple[str, str, str]
) -> None:
    need: Fields = {"statement": "Older people without English", "audiences": ["older"]}
    (row,) = found({}, {"minimum": 0}, needs={"m": {**need, **here}, "n": {**need, **there}}).rows
    assert row.records == ("need:m", "need:n")
    assert (" ".join(row.agree), " ".join(row.differ), " ".join(row.silent)) == told


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"replaces": "n"}, {}),
        ({}, {"replaces": "m"}),
        ({"date": 2020}, {"date": 2021}),
    ],
)
def test_a_newer_reading_of_a_need_is_no_second_entry(here: Fields, there: Fields) -> None:
    need: Fields = {"statement": "Older people without English"}
    assert found({}, needs={"m": {**need, **here}, "n": {**need, **there}}).rows == ()


def test_an_initiative_and_a_need_are_never_twins() -> None:
    assert found({"x": HUB}, needs={"n": {"statement": HUB["name"]}}).rows == ()


# -- rows ----------------------------------------------------------------------------------------


def test_rows_stand_by_score_then_initiatives_before_needs_then_in_the_file() -> None:
    need: Fields = {"statement": "Older people without English"}
    initiatives: dict[str, Fields] = {
        "x": HUB,
        "y": HUB,
        "z": {"name": "Youth Hubs in Bilston"},
    }
    twins = found(initiatives, needs={"m": need, "n": need})
    assert [row.records for row in twins.rows] == [
        ("initiative:x", "initiative:y"),
        ("need:m", "need:n"),
        ("initiative:x", "initiative:z"),
        ("initiative:y", "initiative:z"),
    ]
    assert twins.summary() == "4 pairs of records seem to be one thing entered twice."


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"minimum": 1.5}, "minimum: 1.5 is not from 0 to 1"),
        ({"carry": -1}, "carry: -1 is below zero"),
    ],
)
def test_a_wrong_argument_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        found({}, asked)


def test_a_row_is_explained_fact_by_fact() -> None:
    here: Fields = {**HUB, **LEAD_A, "places": ["town"]}
    twins = found({"x": here, "y": {**here, **LEAD_B}}, {"minimum": 0})
    explained = twins.explain(0)
    assert [step.text for step in explained.steps] == [
        "The names 'Youth Hub in Bilston' and 'Youth Hub in Bilston' are alike by 1.00.",
        "What, for whom and where: they agree (1).",
        "Lead: they differ (−½).",
        "Dates: one of them or both do not say it (½).",
        "Score: (1.00 + 1/3) / 2 = 0.67.",
        "This is about the records in the file, not about duplication of effort.",
    ]
    assert explained.steps[0].references == ("initiative:x", "initiative:y")
    assert explained.subject == (
        "'Youth Hub in Bilston' and 'Youth Hub in Bilston' may be one thing entered twice; they "
        "agree on: what, for whom and where; they differ on: lead; not known: dates."
    )
