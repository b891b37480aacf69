"""Which entries the rows of results name."""

from __future__ import annotations

import pytest

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.gaps import find_gaps
from learningcity.analysis.mentions import mentions
from learningcity.analysis.questions import find_questions
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.datasets import open_example
from tests.builders import Fields, city


def test_each_column_of_ids_names_entries_of_its_kind() -> None:
    offer: Fields = {
        "activities": ["mentoring"],
        "places": ["town"],
        "status": "active",
        "partners": [{"partner": "p", "role": ["lead", "funder"]}],
    }
    built = city(
        places={"town": {}},
        audiences={"older": {}},
        partners={"p": {}},
        initiatives={"a": offer, "b": offer},
        needs={"n": {"activities": ["mentoring"], "audiences": ["older"], "people": 3}},
    )
    assert list(mentions(find_duplicates(built).rows[0])) == [
        ("initiatives", "initiative:a"),
        ("initiatives", "initiative:b"),
        ("common_funders", "partner:p"),
    ]
    assert list(mentions(need_coverage(built).rows[0])) == [
        ("need", "need:n"),
        ("may_reach", "initiative:a"),
        ("may_reach", "initiative:b"),
        ("unreached_audiences", "audience:older"),
        ("unknown_capacity", "initiative:a"),
        ("unknown_capacity", "initiative:b"),
    ]
    gap = find_gaps(built).rows[0]
    assert list(mentions(gap)) == [
        ("subjects", "need:n"),
        ("partners", "partner:p"),
        ("partners", "initiative:a"),
    ]
    asked = find_questions(built).rows[0]
    assert list(mentions(asked)) == [
        ("initiative", "initiative:a"),
        ("partners", "partner:p"),
        ("about", "need:n"),
    ]


@pytest.mark.parametrize("question", [find_duplicates, need_coverage, find_gaps, find_questions])
def test_whatever_a_row_of_wolverhampton_names_is_there(question: object) -> None:
    built = open_example("wolverhampton")
    assert callable(question)
    found: Result[Row, Parameters] = question(built)
    for row in found.rows:
        for _, reference in mentions(row):
            kind = reference.partition(":")[0]
            if kind not in ("pair", "sector"):
                built.find(reference)
