"""Needs for which all that is meant for them ends soon, and nothing follows."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.gaps import GapRow, Gaps, find_gaps
from learningcity.io.reader import parse_city
from tests.builders import Fields, city

WHAT: Fields = {"activities": ["english"], "audiences": ["older"]}
CURRENT: Fields = {**WHAT, "start": 2020, "status": "active"}


def gaps(asked: dict[str, Any], **initiatives: Fields) -> Gaps:
    """The gaps of a city as of 2024 with one need and what is meant for it."""
    built = city(
        audiences={"adults": {}, "older": {"within": "adults"}},
        activities={"english": {}},
        partners={key: {} for key in "abc"},
        initiatives={key: {**CURRENT, **fields} for key, fields in initiatives.items()},
        needs={"n": WHAT},
    )
    return find_gaps(built, **{"types": ["continuity"], **asked})


def ends(asked: dict[str, Any] | None = None, /, **initiatives: Fields) -> tuple[Any, Any] | None:
    """The size of the gap in months, or None where there is none."""
    rows = gaps(asked or {}, **initiatives).rows
    assert all(
        (row.type, row.subjects, row.unit) == ("continuity", ("need:n",), "months") for row in rows
    )
    return (rows[0].low, rows[0].high) if rows else None


OTHER: Fields = {"activities": [], "audiences": []}
"""What is not meant for the need."""


# -- what surely ends ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "months"),
    [
        # Six months after the last day of December is the last of June.
        ("2025-06-29", (5, 5)),
        ("2025-06-30", (6, 6)),
        ("2025-07-01", (6, 6)),
        # It may end on any day of June.
        ("2025-06", (5, 6)),
        ("2025-07", (6, 7)),
        ("2025", (0, 12)),
        # The last day of the year in question, and one day more.
        ("2025-12-31", (12, 12)),
        ("2026-01-01", None),
        ("2026", None),
        ("2026-01", None),
        # It may end on the day itself.
        ("2024-12-31", (0, 0)),
        (None, None),
    ],
)
def test_what_is_meant_for_the_need_ends_within_a_year_of_the_day(
    end: str | None, months: tuple[int, int] | None
) -> None:
    assert ends(a={"end": end}) == months


@pytest.mark.parametrize(
    ("horizon", "months"), [(0, None), (5, None), (6, (6, 6)), (7, (6, 6)), (10**6, (6, 6))]
)
def test_the_horizon_is_counted_in_months_from_the_day(
    horizon: int, months: tuple[int, int] | None
) -> None:
    assert ends({"horizon": horizon}, a={"end": "2025-07-01"}) == (months if horizon > 6 else None)


def test_a_horizon_of_nothing_is_the_day_itself() -> None:
    assert ends({"horizon": 0}, a={"end": "2024-12-31"}) == (0, 0)
    assert ends({"horizon": 0}, a={"end": "2025-01-01"}) is None


def test_on_another_day_what_runs_then_counts() -> None:
    assert ends({"on": "2021-06-30"}, a={"end": "2022-03", "status": None}) == (8, 9)
    assert ends({"on": "2021-02-28"}, a={"end": "2022-03", "status": None}) is None
    # On that day it runs no more, and nothing is meant for the need.
    assert ends({"on": "2022-04"}, a={"end": "2022-03", "status": None}) is None


def test_over_all_time_nothing_ends_within_months() -> None:
    assert ends({"ever": True}, a={"end": "2025-06"}) is None


def test_an_end_is_not_before_the_day_on_which_it_was_seen() -> None:
    seen: Fields = {"end": 2023, "status": "ended", "seen_active": "2023-04"}
    assert ends({"on": "2023-01-31"}, a=seen) == (3, 11)
    assert ends({"on": "2023-01-31"}, a={**seen, "seen_active": None}) is None


def test_what_ended_without_a_date_ended_before_the_day_of_the_file() -> None:
    ended: Fields = {"status": "ended", "seen_active": "2023-06"}
    assert ends({"on": "2023-02-28"}, a=ended) == (4, 10)
    assert ends({"on": "2022-11-30"}, a=ended) is None


def test_every_initiative_meant_for_the_need_must_end() -> None:
    assert ends(a={"end": "2025-03-31"}, b={"end": "2025-09"}) == (8, 9)
    assert ends(a={"end": "2025"}, b={"end": "2025-09"}) == (8, 12)
    assert ends(a={"end": "2025-03-31"}, b={}) is None
    assert ends(a={"end": "2025-03-31"}, b={"end": 2026}) is None


def test_where_nothing_is_meant_for_the_need_nothing_ends() -> None:
    assert ends() is None
    assert ends(a={"end": "2025-06", "audiences": ["adults"]}) is None
    assert ends(a={"end": "2025-06", "audiences": []}) is None
    # Nobody knows whether it runs, so that it may reach the need and no more.
    assert ends(a={"end": "2025-06", "start": None, "status": None}) is None


def test_what_reaches_the_need_in_general_keeps_nothing_going() -> None:
    assert ends(a={"end": "2025-06-30"}, b={"audiences": ["adults"]}) == (6, 6)


def test_a_city_without_needs_has_no_such_gap() -> None:
    built = city(initiatives={"a": {"start": 2020, "end": "2025-06", "status": "active"}})
    assert find_gaps(built, types=["continuity"]).rows == ()
    assert find_gaps(city(), types=["continuity"]).rows == ()


# -- what follows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "gone"),
    [
        ({"status": "planned"}, True),
        ({"status": "planned", "start": "2025-10"}, True),
        ({"status": "active"}, True),
        ({}, True),
        ({"end": 2026}, True),
        ({"end": "2025-07-01"}, True),
        # It ends on the same day at the latest, or is over.
        ({"end": "2025-06"}, False),
        ({"end": 2022}, False),
        ({"status": "ended"}, False),
        ({"status": "planned", "end": 2024}, False),
        ({"status": "planned", "end": "2025-06"}, False),
        ({"start": "2024-03", "status": "ended"}, False),
    ],
)
def test_what_follows_and_may_run_after_the_end_keeps_it_going(later: Fields, gone: bool) -> None:
    after: Fields = {**OTHER, "start": None, "status": None, **later, "follows": "a"}
    assert ends(a={"end": "2025-06"}, b=after) == (None if gone else (5, 6))


def test_it_must_run_after_the_last_end() -> None:
    ending: dict[str, Fields] = {"a": {"end": "2025-03"}, "b": {"end": "2025-09-30"}}
    after: Fields = {**OTHER, "status": "planned", "follows": "a"}
    assert ends(**ending, c={**after, "end": "2025-08"}) == (9, 9)
    assert ends(**ending, c={**after, "end": "2025-10"}) is None


def test_what_is_meant_for_the_need_itself_must_go_on() -> None:
    assert ends(a={"end": "2025-03"}, b={"end": "2025-09-30", "follows": "a"}) == (9, 9)
    assert ends(a={"end": "2025-03"}, b={"follows": "a"}) is None


def test_what_follows_a_follower_counts_too() -> None:
    over: Fields = {**OTHER, "end": "2025-05", "follows": "a"}
    assert ends(a={"end": "2025-06"}, b=over, c={**OTHER, "follows": ["b"]}) is None
    assert ends(a={"end": "2025-06"}, b=over, c={**OTHER, "follows": []}) == (5, 6)


def test_initiatives_that_follow_each_other_in_a_circle_keep_nothing_going() -> None:
    first: Fields = {"end": "2025-06", "follows": ["b", "a", "nowhere"]}
    assert ends(a=first, b={"end": "2025-06", "follows": "a"}) == (5, 6)


# -- umbrellas -----------------------------------------------------------------------------------


def test_a_part_ends_with_its_umbrella() -> None:
    whole: Fields = {**OTHER, "end": "2025-06"}
    assert ends(a={"part_of": "whole"}, whole=whole) == (5, 6)
    middle: Fields = {**OTHER, "part_of": "whole"}
    assert ends(a={"part_of": "middle"}, middle=middle, whole=whole) == (5, 6)
    # The first end counts, whichever that is; each may fall anywhere in its period.
    assert ends(a={"part_of": "whole", "end": "2025-03-31"}, whole=whole) == (3, 3)
    assert ends(a={"part_of": "whole", "end": "2025-07"}, whole=whole) == (5, 6)
    assert ends(a={"part_of": "whole", "end": "2025"}, whole=whole) == (0, 6)
    assert ends(a={"part_of": "whole"}, whole={**OTHER, "end": 2026}) is None
    assert ends(a={"part_of": "whole"}, whole=OTHER) is None
    assert ends(a={"part_of": "nowhere", "end": "2025-06"}) == (5, 6)


@pytest.mark.parametrize("kind", ["fund", "coordination"])
def test_what_offers_nothing_itself_ends_no_part(kind: str) -> None:
    whole: Fields = {**OTHER, "kind": kind, "end": "2025-06"}
    assert ends(a={"part_of": "whole"}, whole=whole) is None
    assert ends(a={"part_of": "whole", "end": "2025-06"}, whole=whole) == (5, 6)
    # What follows it follows what it held together, all the same.
    later: Fields = {**OTHER, "follows": "whole"}
    assert ends(a={"part_of": "whole", "end": "2025-06"}, whole=whole, b=later) is None


def test_an_umbrella_that_a_part_outlived_ends_nothing() -> None:
    whole: Fields = {**OTHER, "end": 2023, "status": "ended"}
    assert ends(a={"part_of": "whole"}, whole=whole) is None
    assert ends(a={"part_of": "whole", "end": "2025-06"}, whole=whole) == (5, 6)


def test_an_umbrella_that_never_runs_ends_nothing() -> None:
    part: Fields = {"part_of": "whole", "status": None, "seen_active": 2023}
    never: Fields = {**OTHER, "start": "2024-03", "status": "ended"}
    assert ends({"on": "2023-06-30"}, a=part, whole=never) is None
    dropped: Fields = {**OTHER, "start": None, "status": "planned", "end": "2024-02"}
    assert ends({"on": "2023-06-30"}, a=part, whole=dropped) is None
    planned: Fields = {**dropped, "end": "2025-02"}
    assert ends(a={"part_of": "whole"}, whole=planned) == (1, 2)


def test_what_follows_and_never_runs_keeps_nothing_going() -> None:
    never: Fields = {"start": "2024-03", "status": "ended", "follows": "a", "part_of": "whole"}
    assert ends(a={"end": "2025-06"}, b={**OTHER, **never}, whole={**OTHER, "end": 2026}) == (5, 6)


def test_an_umbrella_of_which_little_is_known_may_end_from_the_day_on() -> None:
    whole: Fields = {**OTHER, "start": None, "status": None, "end": "2025-04"}
    assert ends(a={"part_of": "whole"}, whole=whole) == (3, 4)
    ended: Fields = {**OTHER, "start": None, "status": "ended"}
    part: Fields = {"part_of": "whole", "status": None, "seen_active": "2023-06"}
    assert ends({"on": "2023-03-31"}, a=part, whole=ended) == (0, 9)


def test_what_follows_the_umbrella_follows_its_parts() -> None:
    whole: Fields = {**OTHER, "end": "2025-06"}
    later: Fields = {**OTHER, "follows": "whole"}
    assert ends(a={"part_of": "whole"}, whole=whole, b=later) is None
    # Unless that is a part of it, or of something else that ends, too.
    assert ends(a={"part_of": "whole"}, whole=whole, b={**later, "part_of": "whole"}) == (5, 6)


# -- the row -------------------------------------------------------------------------------------


def row_of(**initiatives: Fields) -> GapRow:
    """The one row there is."""
    (row,) = gaps({}, **initiatives).rows
    return row


def test_the_row_says_what_ends_and_who_is_near() -> None:
    by_a: Fields = {"partners": [{"partner": "a", "role": "lead"}]}
    by_b: Fields = {"partners": [{"partner": "b", "role": "lead"}], "audiences": ["adults"]}
    row = row_of(course={"end": "2025-06", "name": "Course", **by_a}, club={"name": "Club", **by_b})
    assert row.to_record() == {
        "type": "continuity",
        "subjects": ["need:n"],
        "marks": [],
        "low": 5,
        "high": 6,
        "unit": "months",
        "strength": "none",
        "sentence": "n: the only initiative meant for it, Course, ends by 2025-06-30, and nothing "
        "in the file follows.",
        "remedy": "decide whether Course goes on or what follows, and add it to the file",
        "partners": [
            {"partner": "b", "initiative": "club", "why": "Club offers english and serves adults"}
        ],
    }


def test_several_are_told_together() -> None:
    row = row_of(a={"end": "2025-06"}, b={"end": "2025-03"})
    assert row.sentence == (
        "n: all 2 initiatives meant for it end by 2025-06-30, and nothing in the file follows."
    )
    assert row.remedy == "decide whether a and b go on or what follows, and add it to the file"


# -- why -----------------------------------------------------------------------------------------

FILE = """\
format: learningcity/1
city: {id: here, name: Here, as_of: 2024-12-31}
activities: {english: {name: English}}
initiatives:
  whole:
    name: Whole
    end: 2025-06-30
  course:
    name: Course
    activities: [english]
    status: active
    part_of: whole
  club:
    name: Club
    activities: [english]
    start: 2020
    end: 2025
  past:
    name: Past
    follows: club
    end: 2022
needs:
  n:
    statement: English for all.
    activities: [english]
"""


def explained(text: str) -> Any:
    found = find_gaps(parse_city(text, name="city.yaml"), types=["continuity"])
    return found.explain(0) if found.rows else None


def test_the_explanation_leads_from_the_lines_to_the_months() -> None:
    told = explained(FILE)
    assert [(step.text, step.references, step.places) for step in told.steps] == [
        ("English for all.", ("need:n",), ("city.yaml:24",)),
        ("Within 12 months of 2024-12-31 means up to 2025-12-31.", (), ()),
        (
            "Course is meant for the need; it is part of Whole, which ends on 2025-06-30.",
            ("initiative:course", "initiative:whole"),
            ("city.yaml:8", "city.yaml:7"),
        ),
        (
            "Club is meant for the need; the file says that it ends between 2025-01-01 and "
            "2025-12-31.",
            ("initiative:club",),
            ("city.yaml:13", "city.yaml:17"),
        ),
        (
            "Past follows them, and cannot run after 2025-12-31.",
            ("initiative:past",),
            ("city.yaml:20",),
        ),
        (
            "The last of them ends between 2025-06-30 and 2025-12-31: in 6 to 12 months, whole "
            "ones counted.",
            (),
            (),
        ),
    ]
    assert told.subject == (
        "English for all: all 2 initiatives meant for it end by 2025-12-31, and nothing in the "
        "file follows."
    )


def test_where_nothing_follows_the_explanation_says_so() -> None:
    told = explained(FILE.replace("    follows: club\n", ""))
    assert told.steps[-2].text == "No initiative in the file follows any of them."
    assert told.steps[-2].places == ()
    more = FILE.replace("  past:", "  older: {name: Older, follows: club, end: 2021}\n  past:")
    assert explained(more).steps[-2].text == (
        "Older and Past follow them, and cannot run after 2025-12-31."
    )


def test_a_recorded_successor_overturns_it() -> None:
    (change,) = explained(FILE).overturns
    assert change.to_record() == {
        "change": "successor-recorded",
        "sentence": "If an initiative that follows Club and runs after 2025-12-31 were recorded, "
        "this gap would be gone.",
        "before": "continuity",
        "after": "gone",
        "references": [],
    }
    new = "  new: {name: New, follows: club, status: planned, start: 2026}\n  past:"
    assert explained(FILE.replace("  past:", new)) is None
