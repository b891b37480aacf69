"""Problems are data."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

from learningcity.diagnostics import Location, Problem, Related, Severity, count_problems

PLACE = Location("city.yaml", 3, 5, 6, "  - libary")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (PLACE, "city.yaml:3:5"),
        (Location("city.yaml", 3), "city.yaml:3"),
        (Location("city.yaml"), "city.yaml"),
    ],
)
def test_a_place_is_written_as_editors_understand_it(place: Location, text: str) -> None:
    assert str(place) == text


def test_a_problem_is_plain_data() -> None:
    problem = Problem(
        "unknown-reference",
        "unknown partner 'libary'",
        PLACE,
        hint="did you mean 'library'?",
        related=(Related("the first one", Location("other.yaml", 1, 2)),),
        key="initiatives/course/partners/0/partner",
    )
    record = problem.to_record()
    assert record == {
        "code": "unknown-reference",
        "severity": "error",
        "message": "unknown partner 'libary'",
        "hint": "did you mean 'library'?",
        "path": "city.yaml",
        "line": 3,
        "column": 5,
        "related": [{"message": "the first one", "path": "other.yaml", "line": 1, "column": 2}],
    }
    assert json.loads(json.dumps(record)) == record
    with pytest.raises(FrozenInstanceError):
        problem.code = "x"  # type: ignore[misc]  # frozen: that is what is tested
    assert len({problem, problem}) == 1


def problems(*severities: Severity) -> list[Problem]:
    """Problems of these severities."""
    return [Problem("code", "message", PLACE, severity) for severity in severities]


@pytest.mark.parametrize(
    ("severities", "words"),
    [
        ([], "no problems"),
        ([Severity.ERROR], "1 error"),
        ([Severity.WARNING, Severity.ERROR, Severity.ERROR], "2 errors, 1 warning"),
        ([Severity.INFO, Severity.WARNING], "1 warning, 1 note"),
    ],
)
def test_problems_are_counted_by_severity(severities: list[Severity], words: str) -> None:
    assert count_problems(problems(*severities)) == words
