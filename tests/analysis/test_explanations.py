"""Every row of every result of every packaged city can say why it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import pytest

from learningcity import (
    City,
    coverage_map,
    find_crowding,
    find_double_funding,
    find_duplicates,
    find_endings,
    find_gaps,
    find_groups,
    find_questions,
    find_twins,
    fragmentation,
    funding_cliff,
    meeting_effort,
    need_coverage,
    need_surplus,
    net_funding,
    open_example,
    timeline,
)
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.datasets import EXAMPLES

QUESTIONS: dict[str, Callable[[City], Result[Row, Parameters]]] = {
    "duplicates": find_duplicates,
    "duplicates-ever": lambda city: find_duplicates(city, ever=True),
    "coverage": need_coverage,
    "coverage-ever": lambda city: need_coverage(city, ever=True),
    "gaps": find_gaps,
    "gaps-ever": lambda city: find_gaps(city, ever=True),
    "questions": find_questions,
    "map": lambda city: coverage_map(city, "audience", "activity"),
    "groups": find_groups,
    "crowding": find_crowding,
    "double-funding": find_double_funding,
    "surplus": need_surplus,
    "effort": meeting_effort,
    "twins": find_twins,
    "fragmentation": fragmentation,
    "funding": lambda city: net_funding(city, by="funder"),
    "timeline": timeline,
    "cliff": funding_cliff,
    "endings": find_endings,
}


@cache
def lengths(city: str) -> dict[str, int]:
    """The files of a packaged city, with the number of their lines."""
    folder = files("learningcity") / "data" / city
    return {
        f"{city}/{path.name}": len(path.read_text(encoding="utf-8").splitlines())
        for path in folder.iterdir()
    }


@cache
def packaged(city: str) -> City:
    return open_example(city)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("city", EXAMPLES)
def test_each_row_explains_itself_by_lines_that_are_there(city: str, question: str) -> None:
    found = QUESTIONS[question](packaged(city))
    # Of many rows every seventh, so that rows of all sorts are among them.
    for index in range(0, len(found), 1 if len(found) < 60 else 7):
        why = found.explain(index)
        assert why.subject
        assert why.steps
        assert why == found.explain(found.rows[index])
        for step in why.steps:
            assert step.text
            for place in step.places:
                path, _, line = place.rpartition(":")
                assert 1 <= int(line) <= lengths(city)[path]
        for change in why.overturns:
            assert change.before != change.after
            assert change.sentence.endswith(".")
        assert why.subject in str(why)
        assert why.to_dict()["subject"] == why.subject
        assert why.to_json().startswith("{")
        assert "<ol>" in why._repr_html_()


def test_a_row_of_another_result_or_of_none_has_no_explanation() -> None:
    found = find_gaps(packaged("lanternport"))
    for row in (len(found), find_duplicates(packaged("lanternport")).rows[0]):
        with pytest.raises(ValueError, match="is no row of this result"):
            found.explain(row)
