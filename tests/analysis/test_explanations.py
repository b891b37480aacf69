"""Every row of every result of every packaged city can say why it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import pytest

from learningcity import (
    City,
    alignment,
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
    knowledge_flows,
    meeting_effort,
    need_coverage,
    need_surplus,
    net_funding,
    open_example,
    ownership,
    remit,
    sustainability,
    timeline,
)
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.datasets import EXAMPLES
from learningcity.model.entities import Part

LARGEST = "wolverhampton"
"""The city whose many rows take long."""

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
    "sustainability": sustainability,
    "sustainability-partners": lambda city: sustainability(city, by="partner"),
    "alignment": alignment,
    "endorsement": lambda city: alignment(city, by="priority"),
    "remit": remit,
    "ownership": ownership,
    "flows": knowledge_flows,
}


@cache
def lines_of(city: str) -> dict[str, list[str]]:
    """The lines of the files of a packaged city."""
    folder = files("learningcity") / "data" / city
    return {
        f"{city}/{path.name}": path.read_text(encoding="utf-8").splitlines()
        for path in folder.iterdir()
    }


@cache
def packaged(city: str) -> City:
    return open_example(city)


@cache
def answer(city: str, question: str) -> Result[Row, Parameters]:
    return QUESTIONS[question](packaged(city))


def some(found: Result[Row, Parameters]) -> range:
    """Of many rows every seventh, so that rows of all sorts are among them."""
    return range(0, len(found), 1 if len(found) < 60 else 7)


CITIES = [
    pytest.param(city, marks=pytest.mark.slow) if city == LARGEST else city for city in EXAMPLES
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("city", CITIES)
def test_each_row_explains_itself_by_lines_that_are_there(city: str, question: str) -> None:
    found = answer(city, question)
    for index in some(found):
        why = found.explain(index)
        assert why.subject
        assert why.steps
        if index < 7:
            assert why == found.explain(found.rows[index])
        for step in why.steps:
            assert step.text.endswith((".", "?"))
            for place in step.places:
                path, _, line = place.rpartition(":")
                assert 1 <= int(line) <= len(lines_of(city)[path])
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


KEYS = (
    "amount", "capacity", "date", "end", "kind", "parent", "part_of", "participants", "people",
    "population", "seen_active", "start", "statement", "status", "verdict",
)  # fmt: skip
"""The keys of values to which a step may lead besides ids."""


CITED = (
    "duplicates", "coverage", "gaps", "questions", "sustainability", "alignment", "endorsement",
    "remit", "ownership", "flows",
)  # fmt: skip


@pytest.mark.parametrize("question", CITED)
@pytest.mark.parametrize("city", CITIES)
def test_each_place_is_a_line_that_says_what_the_step_rests_on(city: str, question: str) -> None:
    """It has an id that the step refers to, or that such an entry states, or a key of it."""
    read, lines, found = packaged(city), lines_of(city), answer(city, question)
    for index in some(found):
        for step in found.explain(index).steps:
            words = {reference.partition(":")[2] for reference in step.references}
            for reference in step.references:
                words |= ids_in(read.find(reference))
            for place in step.places:
                path, _, line = place.rpartition(":")
                text = lines[path][int(line) - 1]
                assert any(f"{key}:" in text for key in KEYS) or any(w in text for w in words)


def ids_in(value: object) -> set[str]:
    """The ids that stand in an entry, and in the entries inside it."""
    if isinstance(value, Part):
        return {key for _, field in value for key in ids_in(field)}
    if isinstance(value, tuple):
        return {key for item in value for key in ids_in(item)}
    return {value} if isinstance(value, str) else set()
