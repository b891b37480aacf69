"""What nobody has recorded: on what a need rests, and what an initiative brought about."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.gaps import GapRow, find_gaps
from learningcity.display import Absent
from learningcity.io.reader import parse_city
from tests.builders import Fields, city

# -- evidence ------------------------------------------------------------------------------------


def evidence(need: Fields, **asked: Any) -> GapRow | None:
    """The gap in the evidence of one need, read at the end of 2024, or None."""
    sources = {"page": {"publisher": "Office"}, "leaf": {}, "book": {"publisher": "Office"}}
    built = city(needs={"n": {"statement": "More English.", **need}}, sources=sources)
    rows = find_gaps(built, **{"types": ["evidence"], **asked}).rows
    return rows[0] if rows else None


SOUND: Fields = {"sources": ["page"], "date": "2024-06"}


@pytest.mark.parametrize(
    ("need", "marks"),
    [
        ({}, None),
        ({"sources": []}, ("no-source",)),
        ({"date": None}, ("no-date",)),
        ({"sources": [], "date": None}, ("no-source", "no-date")),
        ({"date": 2018}, ("old",)),
        ({"sources": [], "date": 2018}, ("no-source", "old")),
        # On the last day of 2024 a reading of that day in 2019 is five years old and not more.
        ({"date": "2019-12-31"}, None),
        ({"date": "2019-12-30"}, ("old",)),
        ({"date": "2019-12"}, ("not-known",)),
        ({"date": 2019}, ("not-known",)),
        ({"date": "2019-11"}, ("old",)),
        ({"date": "2020-01"}, None),
        # What it lacks is sure, whatever its age.
        ({"sources": [], "date": 2019}, ("no-source",)),
        ({"date": 2030}, None),
        # Our own judgement of the date is a date; the strength says that it is no more.
        ({"inferred": ["date"]}, None),
    ],
)
def test_a_need_without_a_source_or_a_date_or_with_an_old_one(
    need: Fields, marks: tuple[str, ...] | None
) -> None:
    found = evidence({**SOUND, **need})
    assert (found and found.marks) == marks


@pytest.mark.parametrize(
    ("when", "age"),
    [
        ("2010-06-15", (14, 14)),
        ("2010-12-31", (14, 14)),
        ("2011-01-01", (13, 13)),
        (2010, (14, 14)),
        ("2004-02-29", (20, 20)),
        (None, (None, None)),
        # The day lies before the date: it has no age yet.
        (2025, (None, None)),
        ("2024-12-31", (0, 0)),
    ],
)
def test_the_size_is_the_age_in_whole_years(
    when: str | int | None, age: tuple[int | None, int | None]
) -> None:
    found = evidence({"date": when})
    assert found is not None
    assert (found.low, found.high, found.unit) == (*age, "years")


def test_a_coarse_date_gives_the_least_and_the_largest_age() -> None:
    found = evidence({"date": 2010}, on="2024-06-30")
    assert found is not None
    assert (found.low, found.high) == (13, 14)
    # Some days of the year are over, and some are not.
    found = evidence({"date": 2024}, on="2024-06-30")
    assert found is not None
    assert (found.low, found.high) == (0, 0)


@pytest.mark.parametrize(
    ("max_age", "marks"),
    [(0, ("old",)), (13, ("old",)), (14, ("not-known",)), (15, None), (10**4, None)],
)
def test_the_age_from_which_a_reading_is_old_can_be_chosen(
    max_age: int, marks: tuple[str, ...] | None
) -> None:
    found = evidence({**SOUND, "date": 2010}, max_age=max_age)
    assert (found and found.marks) == marks


def test_over_all_time_nothing_is_old() -> None:
    assert evidence({**SOUND, "date": 1990}, ever=True) is None
    found = evidence({"date": 1990}, ever=True)
    assert found is not None
    assert (found.marks, found.low, found.high) == (("no-source",), None, None)
    assert found.sentence == "More English: no source is given."


def test_a_need_that_another_replaces_is_history() -> None:
    needs = {"old": {"date": 1990}, "new": {**SOUND, "replaces": "old"}}
    built = city(needs=needs, sources={"page": {}})
    assert find_gaps(built, types=["evidence"]).rows == ()


def test_old_readings_come_before_those_without_a_date() -> None:
    needs: dict[str, Fields] = {
        "none": {}, "old": {"date": 2010}, "older": {"date": 2000}, "wide": {"date": 2010}
    }  # fmt: skip
    rows = find_gaps(city(needs=needs), types=["evidence"], on="2024-06").rows
    assert [row.subjects[0] for row in rows] == ["need:older", "need:old", "need:wide", "need:none"]


@pytest.mark.parametrize(
    ("need", "sentence", "remedy"),
    [
        (
            {"sources": [], "date": None},
            "More English: no source is given and no date is given.",
            "add where it comes from and which date it speaks of",
        ),
        (
            {"date": 2010},
            "More English: it speaks of 2010, more than 5 years before 2024-12-31.",
            "ask Office for a newer reading",
        ),
        (
            {"date": 2019},
            "More English: it speaks of 2019, which may be more than 5 years before 2024-12-31.",
            "ask Office for a newer reading",
        ),
        (
            {"sources": ["leaf", "page", "book"], "date": 2010},
            "More English: it speaks of 2010, more than 5 years before 2024-12-31.",
            "ask Office for a newer reading",
        ),
        (
            {"sources": ["leaf"], "date": 2010},
            "More English: it speaks of 2010, more than 5 years before 2024-12-31.",
            "find a newer reading",
        ),
        (
            {"sources": [], "date": 2010},
            "More English: no source is given and it speaks of 2010, more than 5 years before "
            "2024-12-31.",
            "add where it comes from and find a newer reading",
        ),
    ],
)
def test_the_sentence_says_what_is_missing_and_the_remedy_whom_to_ask(
    need: Fields, sentence: str, remedy: str
) -> None:
    found = evidence({**SOUND, **need})
    assert found is not None
    assert (found.type, found.subjects) == ("evidence", ("need:n",))
    assert (found.sentence, found.remedy) == (sentence, remedy)


def test_those_are_asked_who_work_nearest_to_the_need() -> None:
    built = city(
        activities={"english": {}},
        partners={"a": {}, "b": {}},
        initiatives={"course": {"activities": ["english"], "partners": [by("b", "lead")]}},
        needs={"n": {"activities": ["english"]}},
    )
    rows = find_gaps(built, types=["evidence", "need-possible"]).rows
    assert [row.type for row in rows] == ["need-possible", "evidence"]
    assert [near.partner for near in rows[1].partners] == ["b"]
    assert rows[0].partners == rows[1].partners


def test_a_source_that_is_not_in_the_file_is_still_a_source() -> None:
    found = evidence({"sources": ["nowhere"], "date": 2010})
    assert found is not None
    assert (found.marks, found.remedy) == (("old",), "find a newer reading")


# -- evaluation ----------------------------------------------------------------------------------


def by(partner: str, role: str) -> Fields:
    """One partner and what it does."""
    return {"partner": partner, "role": role}


def unevaluated(asked: dict[str, Any] | None = None, **initiatives: Fields) -> list[str]:
    """The initiatives without a recorded outcome."""
    built = city(initiatives=initiatives)
    rows = find_gaps(built, **{"types": ["evaluation"], **(asked or {})}).rows
    return [row.subjects[0].removeprefix("initiative:") for row in rows]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, True),
        ({"status": "active"}, True),
        ({"start": 2020, "end": 2030}, True),
        ({"outcomes": [{"statement": "forty people found work"}]}, False),
        ({"status": "planned"}, False),
        ({"status": "ended"}, False),
        ({"end": 2023}, False),
        ({"start": 2030}, False),
        ({"kind": "fund"}, False),
        ({"kind": "coordination"}, False),
        ({"kind": "event"}, True),
    ],
)
def test_what_may_run_and_has_no_outcome_is_not_evaluated(fields: Fields, found: bool) -> None:
    assert unevaluated(a=fields) == (["a"] if found else [])


def test_a_plan_is_not_evaluated_on_any_day() -> None:
    assert unevaluated({"on": "2030"}, a={"status": "planned"}) == []
    assert unevaluated({"ever": True}, a={"status": "planned"}, b={"status": "ended", "start": 2020,
                       "seen_active": 2021}) == ["b"]  # fmt: skip


def test_an_outcome_of_an_umbrella_is_none_of_its_parts() -> None:
    told: Fields = {"outcomes": [{"statement": "done"}]}
    assert unevaluated(whole=told, part={"part_of": "whole"}) == ["part"]
    assert unevaluated(whole={}, part={"part_of": "whole", **told}) == ["whole"]


def test_the_row_names_its_leads_first_then_its_deliverers() -> None:
    taking_part = [
        by("d", "adviser"), by("c", "deliverer"), by("e", "funder"), by("b", "lead"),
        by("a", "host"),
        {"partner": "f", "role": "lead", "end": 2020},
    ]  # fmt: skip
    built = city(
        partners={key: {"name": key.upper()} for key in "abcdef"},
        initiatives={"course": {"name": "Course", "partners": taking_part, "sources": ["page"]}},
    )
    (row,) = find_gaps(built, types=["evaluation"]).rows
    assert row.to_record() == {
        "type": "evaluation",
        "subjects": ["initiative:course"],
        "marks": [],
        "low": None,
        "high": None,
        "unit": None,
        "strength": "sourced",
        "sentence": "No outcome of Course is recorded.",
        "remedy": "ask B, C and A what it brought about, and add that under 'outcomes'",
        "partners": [
            {"partner": "b", "initiative": "course", "why": "leads Course"},
            {"partner": "c", "initiative": "course", "why": "delivers Course"},
            {"partner": "a", "initiative": "course", "why": "takes part in Course"},
        ],
    }


def test_where_nobody_is_named_those_who_run_it_are_asked() -> None:
    (row,) = find_gaps(city(initiatives={"a": {}}), types=["evaluation"]).rows
    assert row.partners == ()
    assert row.remedy == "ask those who run it what it brought about, and add that under 'outcomes'"


# -- why -----------------------------------------------------------------------------------------

FILE = """\
format: learningcity/1
city: {id: here, name: Here, as_of: 2024-12-31}
activities: {english: {name: English}}
initiatives:
  course:
    name: Course
    kind: service
    status: active
  club:
    name: Club
needs:
  n:
    statement: English for all
    activities: [english]
    sources: [page]
    date: 2010
  m:
    statement: Chess for all
    activities: [english]
  o:
    statement: Work for all
    activities: [english]
    date: 2010
sources:
  page:
    title: The Page
"""


def explained(subject: str, text: str = FILE, **asked: Any) -> Any:
    found = find_gaps(
        parse_city(text, name="city.yaml"), **{"types": ["evidence", "evaluation"], **asked}
    )
    for row in found.rows:
        if row.subjects == (subject,):
            return found.explain(row)
    return None


def test_the_explanation_of_old_evidence_names_source_and_date() -> None:
    told = explained("need:n")
    assert [step.to_record() for step in told.steps] == [
        {"text": "English for all.", "references": ["need:n"], "places": ["city.yaml:13"]},
        {
            "text": "It cites 1 source: The Page.",
            "references": ["need:n", "source:page"],
            "places": ["city.yaml:15", "city.yaml:25"],
        },
        {
            "text": "It speaks of 2010; on 2024-12-31 that is 14 years ago, whole ones counted. "
            "More than 5 years is old.",
            "references": ["need:n"],
            "places": ["city.yaml:16"],
        },
    ]
    assert told.subject.startswith("English for all: it speaks of 2010")


def test_the_explanation_of_missing_evidence_names_the_entry() -> None:
    told = explained("need:m")
    assert [(step.text, step.places) for step in told.steps] == [
        ("Chess for all.", ("city.yaml:18",)),
        ("The file gives no source for it.", ("city.yaml:17",)),
        ("The file gives no date for it.", ("city.yaml:17",)),
    ]
    told = explained("need:o", ever=True)
    assert told.steps[-1].text == "It speaks of 2010; how old that is was not asked."


def test_a_source_that_is_nowhere_is_counted_without_a_title() -> None:
    built = city(needs={"n": {"sources": ["nowhere"], "date": 2010}})
    found = find_gaps(built, types=["evidence"])
    assert found.explain(0).steps[1].text == "It cites 1 source."


def overturns(subject: str) -> dict[str, str]:
    return {change.change: change.after for change in explained(subject).overturns}


def marks_of(subject: str, text: str) -> str:
    """What the row says in a changed file, or that it is gone."""
    found = find_gaps(parse_city(text), types=["evidence"])
    rows = [row for row in found.rows if row.subjects == (subject,)]
    return ";".join(rows[0].marks) if rows else "gone"


def test_a_record_overturns_what_it_closes_and_no_more() -> None:
    assert overturns("need:n") == {"newer-reading-recorded": "gone"}
    newer = FILE.replace(
        "  m:\n",
        "  later: {statement: x, activities: [english], sources: [page], date: 2024, replaces: n}\n"
        "  m:\n",
    )
    assert marks_of("need:n", newer) == "gone"
    assert marks_of("need:later", newer) == "gone"

    assert overturns("need:m") == {"source-recorded": "no-date", "date-recorded": "no-source"}
    chess = "Chess for all\n    activities: [english]\n"
    assert marks_of("need:m", FILE.replace(chess, f"{chess}    sources: [page]\n")) == "no-date"
    assert marks_of("need:m", FILE.replace(chess, f"{chess}    date: 2024\n")) == "no-source"

    assert overturns("need:o") == {"source-recorded": "old", "newer-reading-recorded": "gone"}
    work = "Work for all\n    activities: [english]\n"
    assert marks_of("need:o", FILE.replace(work, f"{work}    sources: [page]\n")) == "old"


def test_what_the_changes_say() -> None:
    said = [change.sentence for key in "mo" for change in explained(f"need:{key}").overturns]
    assert said == [
        "If its source were recorded, less would be missing.",
        "If a date not more than 5 years ago were recorded, less would be missing.",
        "If its source were recorded, less would be missing.",
        "If a reading with a source and a date not more than 5 years ago replaced it, this gap "
        "would be gone.",
    ]
    (only,) = explained(
        "need:m", FILE.replace("Chess for all\n", "Chess for all\n    date: 2024\n")
    ).overturns
    assert (only.before, only.after) == ("no-source", "gone")
    assert only.sentence == "If its source were recorded, this gap would be gone."


def test_the_explanation_of_a_missing_outcome() -> None:
    told = explained("initiative:course")
    assert [step.to_record() for step in told.steps] == [
        {
            "text": "Course is of kind service and offers something itself; whether it runs: yes.",
            "references": ["initiative:course"],
            "places": ["city.yaml:7", "city.yaml:8"],
        },
        {
            "text": "The file has no outcome of it.",
            "references": ["initiative:course"],
            "places": ["city.yaml:5"],
        },
    ]
    told = explained("initiative:club")
    assert told.steps[0].text == (
        "Club is of no stated kind and offers something itself; whether it runs: unknown."
    )
    assert told.steps[0].places == ("city.yaml:9",)


def test_a_recorded_outcome_overturns_it() -> None:
    (change,) = explained("initiative:club").overturns
    assert change.to_record() == {
        "change": "outcome-recorded",
        "sentence": "If one outcome of Club were recorded, this gap would be gone.",
        "before": "evaluation",
        "after": "gone",
        "references": [],
    }
    done = FILE.replace("name: Club\n", "name: Club\n    outcomes: [{statement: done}]\n")
    assert explained("initiative:club", done) is None
    assert explained("initiative:course", done) is not None


def test_a_gap_without_a_size_has_none_and_one_with_an_unknown_size_is_not_known() -> None:
    running = city(initiatives={"i": {"activities": ["literacy"], "status": "active"}})
    (row,) = find_gaps(running, types=["evaluation"]).rows
    assert (row.unit, row.shown_value("low"), row.size) == (None, Absent("none"), "-")
    needed = city(needs={"n": {"activities": ["literacy"]}})
    (row,) = find_gaps(needed, types=["evidence"]).rows
    assert row.unit == "years"
    assert row.shown_value("low") == Absent("not known")
