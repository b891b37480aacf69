"""From the figures about time back to the lines of the file."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from learningcity.analysis.cliff import funding_cliff
from learningcity.analysis.endings import find_endings
from learningcity.analysis.explanation import Explanation
from learningcity.analysis.timeline import timeline
from learningcity.datasets import open_example
from learningcity.io.reader import parse_city
from tests.builders import Fields, city

TEXT = """\
format: learningcity/1
city: {id: riverton, name: Riverton, as_of: 2024}
audiences:
  older: {name: Older people}
activities:
  english: {name: English}
priorities:
  skills: {name: Skills}
partners:
  college: {name: College}
needs:
  need: {statement: English for older people., activities: [english], audiences: [older]}
initiatives:
  programme:
    name: Programme
    status: active
  course:
    name: Course
    part_of: programme
    activities: [english]
    audiences: [older]
    priorities: [skills]
    start: 2023
    end: 2025-06
    seen_active: 2024
    capacity: 30
    partners: [{partner: college, role: lead}]
    funding:
      grant: {amount: 365, currency: GBP, start: 2024-07-01, end: 2025-06-30}
      gift: {amount: {at_most: 50}, currency: GBP, start: 2024}
"""


def told(explanation: Explanation) -> list[str]:
    """The texts of the steps."""
    return [step.text for step in explanation.steps]


def steps(explanation: Explanation) -> list[tuple[Sequence[str], Sequence[str]]]:
    """What each step rests on, and where that stands."""
    return [(step.references, step.places) for step in explanation.steps]


def test_a_year_leads_back_to_initiatives_lines_and_needs() -> None:
    found = timeline(parse_city(TEXT), start="2024", end="2026")
    explained = found.explain(1)
    assert explained.subject == "2025"
    assert told(explained) == [
        "On 2025-12-31, 1 initiative is presumed to run: Programme.",
        "course/grant: GBP 365 over 365 days, 2024-07-01 to 2025-06-30; 181 days in 2025: GBP 181.",
        "1 funding line without a recorded start and end may hold money of this time; in no "
        "figure.",
        "Places a year: not known; 1 initiative does not say how many people it serves.",
        "1 need reached by nothing recorded.",
    ]
    assert steps(explained) == [
        (("initiative:programme",), ("text:14",)),
        (("initiative:course",), ("text:29",)),
        (("initiative:course",), ("text:30",)),
        (("initiative:programme",), ("text:14",)),
        (("need:need",), ("text:12",)),
    ]
    assert told(found.explain(found.rows[0]))[0] == (
        "On 2024-12-31, 2 initiatives surely run: Programme and Course."
    )
    assert told(found.explain(0))[-2] == "Places a year: 30."


def test_a_year_without_money_and_with_known_places_says_so() -> None:
    sure: Fields = {"start": "2020-01-01", "end": "2024-12-31", "capacity": 30}
    (found,) = timeline(city(initiatives={"a": sure}), start="2022", end="2022").rows
    explained = timeline(city(initiatives={"a": sure}), start="2022", end="2022").explain(found)
    assert told(explained) == [
        "On 2022-12-31, 1 initiative surely runs: a.",
        "Places a year: 30.",
    ]
    assert all(step.places == () for step in explained.steps)


def test_a_priority_leads_back_to_its_lines() -> None:
    found = funding_cliff(parse_city(TEXT))
    explained = found.explain(0)
    assert explained.subject == "Skills, GBP"
    assert told(explained) == [
        "course/grant: GBP 365 over 365 days, 2024-07-01 to 2025-06-30, which is GBP 365 a year; "
        "it runs on 2024-12-31.",
        "Together, a year: GBP 365 on 2024-12-31, none on 2025-12-31.",
        "1 funding line without a recorded start and end may hold money of this time; in no "
        "figure.",
    ]
    assert steps(explained)[0] == (("initiative:course",), ("text:29",))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"use": "capital"}, "No funding line but capital is recorded"),
        ({"start": 2020}, "No funding line has a recorded start and end"),
        ({"start": 2020, "end": 2021}, "Nothing runs on the day"),
    ],
)
def test_a_share_that_is_not_known_has_its_reason(line: Fields, said: str) -> None:
    built = city(
        priorities={"skills": {}},
        initiatives={
            "a": {"priorities": ["skills"], "funding": {"x": {"currency": "GBP", **line}}},
            "b": {"funding": {"x": {"currency": "GBP", **line}}},
        },
    )
    found = funding_cliff(built)
    assert told(found.explain(0))[-1].startswith(said)
    assert found.explain(1).subject.startswith("initiatives without a priority")


def test_growth_without_a_bound_has_its_reason() -> None:
    built = city(
        priorities={"skills": {}},
        initiatives={
            "a": {
                "priorities": ["skills"],
                "funding": {
                    "now": {"amount": 5, "currency": "GBP", "start": 2024, "end": 2024},
                    "then": {"currency": "GBP", "start": 2025, "end": 2026},
                    "over": {"amount": 5, "currency": "GBP", "start": 2020, "end": 2021},
                },
            }
        },
    )
    texts = told(funding_cliff(built).explain(0))
    assert "a sum that is not known a year; it runs on 2025-12-31." in texts[1]
    assert texts[-1] == "The money may grow without a bound, so the lower share is not known."
    assert not any("a/over" in text for text in texts)


def test_an_ending_leads_back_to_its_dates_needs_and_leads() -> None:
    found = find_endings(parse_city(TEXT))
    explained = found.explain(0)
    assert explained.subject == "Course ends by 2025-06-30"
    assert told(explained) == [
        "The file says: start 2023, end 2025-06, seen running 2024. "
        "Its last day lies between 2025-06-01 and 2025-06-30.",
        "No recorded initiative that may run later follows it or an umbrella of it.",
        "It is part of Programme, which may run on: the work may go on there.",
        "It is the only one meant for this need: English for older people.",
        "To ask: College, which led it.",
        "Its net revenue, of all years: GBP 365 to 415.",
    ]
    assert steps(explained)[0][1] == ("text:23", "text:24", "text:25")
    assert steps(explained)[3] == (("need:need",), ("text:12",))


def test_an_ending_names_what_ends_with_it() -> None:
    sections: Fields = {
        "activities": {"english": {}},
        "needs": {"need": {"activities": ["english"]}},
        "initiatives": {
            "whole": {"end": "2025-07-01", "activities": ["english"]},
            "part": {"end": "2024-05", "part_of": "whole", "status": "ended"},
            "other": {"end": "2025-06-30", "activities": ["english"]},
            "third": {"end": "2025-06-30", "activities": ["english"]},
        },
    }
    found = find_endings(city(**sections))
    whole = next(row for row in found.rows if row.initiative == "whole")
    assert "It is meant for this need, and the other 2 end no later: need." in told(
        found.explain(whole)
    )
    part = next(row for row in found.rows if row.initiative == "part")
    texts = told(found.explain(part))
    assert found.explain(part).subject == "part ended by 2024-05-31"
    assert texts[0] == (
        "The file says: end 2024-05, status ended. Its last day lies between 2024-05-01 and "
        "2024-05-31."
    )
    assert "It is part of whole, which may run on: the work may go on there." in texts
    assert "It is part of whole, which ends too and has a row of its own." in texts


def test_an_exact_end_and_an_unknown_one_are_said() -> None:
    found = find_endings(
        city(
            activities={"english": {}},
            needs={"need": {"activities": ["english"]}},
            initiatives={
                "exact": {"start": 2020, "end": "2025-03-01", "activities": ["english"]},
                "twin": {"start": 2020, "end": "2025-02-01", "activities": ["english"]},
                "vague": {"status": "ended"},
            },
        )
    )
    first = {row.initiative: told(found.explain(row)) for row in found.rows}
    assert first["exact"][0].endswith("Its last day is 2025-03-01.")
    assert first["exact"][2] == (
        "It is meant for this need, and the other one ends no later: need."
    )
    assert first["vague"][0] == (
        "The file says: status ended. Its last day lies between an unknown day and 2023-12-31."
    )


def test_every_row_of_wolverhampton_explains_itself() -> None:
    built = open_example("wolverhampton")
    for found in (timeline(built), funding_cliff(built), find_endings(built)):
        for index in range(len(found.rows)):
            explained = found.explain(index)
            assert explained.subject
            assert explained.steps
            assert all(":" in place for step in explained.steps for place in step.places)
