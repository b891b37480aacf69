"""When initiatives run: hand-worked periods and answers."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from learningcity.model.dates import ALWAYS, PartialDate, Period
from learningcity.model.entities import Initiative, Place
from learningcity.model.running import CARRY, Calendar, Running, Spans, read_day, spans_of
from tests.builders import Fields, city, entry


def spans(fields: Fields, as_of: str = "2024", carry: int = CARRY) -> Spans:
    """The periods of an initiative in a file that speaks of `as_of`."""
    return spans_of(entry(Initiative, id="a", **fields), PartialDate.parse(as_of), carry=carry)


def period(first: str, last: str) -> Period:
    """A period from two days; a dot is no bound."""
    return Period(
        ALWAYS.first if first == "." else date.fromisoformat(first),
        ALWAYS.last if last == "." else date.fromisoformat(last),
    )


def written(found: Period | None) -> str:
    """A period as text."""
    if found is None:
        return "none"
    first = "." if found.first == date.min else found.first.isoformat()
    last = "." if found.last == date.max else found.last.isoformat()
    return f"{first} {last}"


DAY = "2017-03-01 2017-03-01"
CASES: list[tuple[Fields, str, str, str]] = [
    # Nothing is known.
    ({}, ". .", "none", "none"),
    # Dates alone: certain between the last day of the start and the first of the end.
    ({"start": 2017}, "2017-01-01 .", "none", "none"),
    ({"end": 2020}, ". 2020-12-31", "none", "none"),
    (
        {"start": 2017, "end": 2020},
        "2017-01-01 2020-12-31",
        "2017-12-31 2020-01-01",
        "2017-12-31 2020-01-01",
    ),
    # Within one year nobody knows whether it ran on any given day: the bounds cross.
    ({"start": 2017, "end": 2017}, "2017-01-01 2017-12-31", "none", "none"),
    ({"start": "2017-03-01", "end": "2017-03-01"}, DAY, DAY, DAY),
    # A sighting alone decides, and is presumed to last two years.
    ({"seen_active": 2023}, ". .", "2023-01-01 2023-12-31", "2023-01-01 2025-12-31"),
    ({"status": "active"}, ". .", "2024-01-01 2024-12-31", "2024-01-01 2026-12-31"),
    (
        {"status": "active", "seen_active": 2022},
        ". .",
        "2022-01-01 2022-12-31",
        "2022-01-01 2024-12-31",
    ),
    # A sighting after the start: certain from the last day of the start.
    (
        {"start": 2017, "seen_active": "2023-05"},
        "2017-01-01 .",
        "2017-12-31 2023-05-31",
        "2017-12-31 2025-05-31",
    ),
    # A sighting within the coarse start: certain from its first day.
    (
        {"start": 2017, "seen_active": "2017-05"},
        "2017-01-01 .",
        "2017-05-01 2017-05-31",
        "2017-05-01 2019-05-31",
    ),
    # A sighting that begins before the start: certain from the first day of the start.
    (
        {"start": "2017-05", "seen_active": 2017},
        "2017-05-01 .",
        "2017-05-01 2017-12-31",
        "2017-05-01 2019-12-31",
    ),
    # A sighting within the coarse end: certain to its last day.
    (
        {"end": 2020, "seen_active": "2020-05"},
        ". 2020-12-31",
        "2020-05-01 2020-05-31",
        "2020-05-01 2020-05-31",
    ),
    # A sighting that goes on after the end: certain to the end's last day.
    (
        {"end": "2020-05", "seen_active": 2020},
        ". 2020-05-31",
        "2020-01-01 2020-05-31",
        "2020-01-01 2020-05-31",
    ),
    (
        {"start": 2017, "end": 2020, "seen_active": 2018},
        "2017-01-01 2020-12-31",
        "2017-12-31 2020-01-01",
        "2017-12-31 2020-01-01",
    ),
    # Active with an end in the future: not presumed beyond it.
    (
        {"start": 2017, "end": 2030, "status": "active"},
        "2017-01-01 2030-12-31",
        "2017-12-31 2030-01-01",
        "2017-12-31 2030-01-01",
    ),
    # Ended without an end: over before the file's day began, and not presumed on.
    ({"status": "ended"}, ". 2023-12-31", "none", "none"),
    (
        {"status": "ended", "start": 2017, "seen_active": 2020},
        "2017-01-01 2023-12-31",
        "2017-12-31 2020-12-31",
        "2017-12-31 2020-12-31",
    ),
    ({"status": "ended", "end": 2020}, ". 2020-12-31", "none", "none"),
    # Planned: nothing is certain.
    ({"status": "planned", "start": 2025}, "2025-01-01 .", "none", "none"),
    ({"status": "planned", "start": 2017, "end": 2030}, "2017-01-01 2030-12-31", "none", "none"),
]


@pytest.mark.parametrize(("fields", "possible", "certain", "likely"), CASES)
def test_periods_follow_from_what_the_file_says(
    fields: Fields, possible: str, certain: str, likely: str
) -> None:
    found = spans(fields)
    assert (written(found.possible), written(found.certain), written(found.likely)) == (
        possible,
        certain,
        likely,
    )


def test_the_day_of_the_file_may_be_coarse_or_not() -> None:
    assert written(spans({"status": "ended"}, "2024-11").possible) == ". 2024-10-31"
    assert written(spans({"status": "ended"}, "2024-11-05").possible) == ". 2024-11-04"
    assert written(spans({"status": "active"}, "2024-11").certain) == "2024-11-01 2024-11-30"
    assert written(spans({"status": "ended"}, "0001").possible) == ". 0001-01-01"


def test_the_years_of_carry_may_be_changed() -> None:
    assert written(spans({"status": "active"}, carry=0).likely) == "2024-01-01 2024-12-31"
    assert written(spans({"seen_active": "2020-02-29"}, carry=1).likely) == "2020-02-29 2021-02-28"
    assert written(spans({"status": "active"}, "9999").likely) == "9999-01-01 ."


NO, UNKNOWN, PRESUMED, YES = Running


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        (
            {"start": 2017, "seen_active": 2020},
            {
                "2016-12-31": NO,
                "2017-06-01": UNKNOWN,
                "2017-12-31": YES,
                "2020-12-31": YES,
                "2021-01-01": PRESUMED,
                "2022-12-31": PRESUMED,
                "2023-01-01": UNKNOWN,
            },
        ),
        (
            {"start": 2017, "end": 2020},
            {
                "2017-01-01": UNKNOWN,
                "2018-01-01": YES,
                "2020-01-01": YES,
                "2020-01-02": UNKNOWN,
                "2021-01-01": NO,
            },
        ),
        ({}, {"2017-01-01": UNKNOWN}),
        ({"status": "ended"}, {"2023-12-31": UNKNOWN, "2024-01-01": NO}),
        # Outside the possible period comes first, whatever was seen.
        ({"status": "ended", "seen_active": 2024}, {"2023-12-31": UNKNOWN, "2024-06-01": NO}),
        (
            {"status": "planned", "start": "2024-06", "end": 2026},
            {"2024-12-31": NO, "2025-01-01": UNKNOWN, "2027-01-01": NO},
        ),
    ],
)
def test_it_runs_on_a_day_as_surely_as_its_periods_say(
    fields: Fields, answers: dict[str, Running]
) -> None:
    found = spans(fields)
    assert {day: found.on(date.fromisoformat(day)) for day in answers} == answers


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"start": 2017, "end": 2020}, YES),
        ({"status": "active"}, YES),
        ({"start": 2017}, UNKNOWN),
        ({"status": "planned", "start": 2017, "end": 2030}, NO),
    ],
)
def test_over_all_time_it_runs_if_it_ever_surely_did(fields: Fields, answer: Running) -> None:
    assert spans(fields).ever() == answer


@pytest.mark.parametrize(
    ("here", "there", "answer"),
    [
        ({"start": 2015, "end": 2019}, {"start": 2017, "end": 2021}, YES),
        ({"start": 2015, "end": 2017}, {"start": 2018, "end": 2021}, NO),
        # 2017-01-01 may lie in both, but nobody knows.
        ({"start": 2015, "end": 2017}, {"start": 2017, "end": 2021}, UNKNOWN),
        ({}, {"start": 2017, "end": 2021}, UNKNOWN),
        # Seen in 2020, so presumed to the end of 2022; the other surely from the end of 2021.
        ({"seen_active": 2020}, {"start": 2021, "end": 2025}, PRESUMED),
        ({"seen_active": 2020}, {"seen_active": 2024}, UNKNOWN),
    ],
)
def test_two_run_together_as_surely_as_their_periods_meet(
    here: Fields, there: Fields, answer: Running
) -> None:
    assert spans(here).together(spans(there)) == answer
    assert spans(there).together(spans(here)) == answer


def test_answers_have_an_order_and_a_word() -> None:
    assert [answer.word for answer in sorted(Running)] == ["no", "unknown", "presumed", "yes"]


# -- days and calendars --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "day"),
    [
        ("2021-08", date(2021, 8, 31)),
        ("2021", date(2021, 12, 31)),
        ("2021-08-05", date(2021, 8, 5)),
        (PartialDate(2021), date(2021, 12, 31)),
        (date(2021, 8, 5), date(2021, 8, 5)),
        (datetime(2021, 8, 5, 12), date(2021, 8, 5)),  # noqa: DTZ001  # any datetime will do
    ],
)
def test_a_month_or_a_year_means_its_last_day(on: date | PartialDate | str, day: date) -> None:
    found = read_day(on)
    assert (type(found), found) == (date, day)


def test_a_word_is_no_day() -> None:
    with pytest.raises(ValueError, match="on: 'soon' is not a date"):
        read_day("soon")
    with pytest.raises(ValueError, match="on: '2021-13': there is no month 13"):
        Calendar(city(), on="2021-13")


def test_a_city_is_read_on_its_own_day_unless_told_otherwise() -> None:
    assert Calendar(city(head={"as_of": "2025-11"})).day == date(2025, 11, 30)
    assert Calendar(city(), on="2021-08").day == date(2021, 8, 31)
    assert Calendar(city(), ever=True).day is None


def test_a_day_and_all_time_exclude_each_other() -> None:
    with pytest.raises(ValueError, match=r"on: a day \(2021\) and all time \(ever\) exclude"):
        Calendar(city(), on="2021", ever=True)
    with pytest.raises(ValueError, match="carry: -1 is below zero"):
        Calendar(city(), carry=-1)


def test_a_calendar_answers_for_its_day() -> None:
    built = city(
        initiatives={
            "old": {"start": 2015, "end": 2019},
            "young": {"start": 2017, "status": "active"},
            "unsure": {},
        }
    )
    today, then = Calendar(built), Calendar(built, on="2018-06")
    ever = Calendar(built, ever=True)
    assert [today.running(key).word for key in built.initiatives.ids] == ["no", "yes", "unknown"]
    assert [then.running(key).word for key in built.initiatives.ids] == ["yes", "yes", "unknown"]
    assert [ever.running(key).word for key in built.initiatives.ids] == ["yes", "yes", "unknown"]
    assert today.together("old", "young") == NO
    assert then.together("old", "young") == ever.together("young", "old") == YES
    assert then.together("old", "unsure") == UNKNOWN


def test_a_part_counts_while_it_runs_and_always_over_all_time() -> None:
    built = city(
        partners={"a": {}, "b": {}, "c": {}},
        initiatives={
            "x": {
                "partners": [
                    {"partner": "a", "role": "lead", "end": 2020},
                    {"partner": "b", "role": ["lead", "funder"], "start": 2021},
                    {"partner": "c", "role": "funder"},
                ]
            }
        },
    )
    course = built.initiatives["x"]
    assert Calendar(built, on="2020").partners(course, ["lead"]) == {"a"}
    assert Calendar(built).partners(course, ["lead"]) == {"b"}
    assert Calendar(built).partners(course, ["funder", "lead"]) == {"b", "c"}
    assert Calendar(built, ever=True).partners(course, ["lead"]) == {"a", "b"}


def test_a_term_is_current_while_one_of_its_names_is() -> None:
    old, new = entry(Place, id="a", until=2020), entry(Place, id="b", since=2023)
    built = city()
    assert Calendar(built, on="2020").is_current((old,))
    assert not Calendar(built, on="2021").is_current((old, new))
    assert Calendar(built).is_current((old, new))
    assert Calendar(built, ever=True).is_current((old,))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ". ."),
        ({"start": 2017, "end": "2020-03"}, "2017-01-01 2020-03-31"),
        ({"start": "2024-03", "status": "ended"}, "none"),
        ({"status": "planned"}, "2025-01-01 ."),
        ({"start": 2026, "status": "planned"}, "2026-01-01 ."),
        ({"start": 2023, "end": 2024, "status": "planned"}, "none"),
    ],
)
def test_the_days_on_which_it_may_run_leave_out_what_a_plan_rules_out(
    fields: Fields, expected: str
) -> None:
    assert written(spans(fields).open) == expected


def test_a_plan_of_the_latest_day_has_no_day_left() -> None:
    assert spans({"status": "planned"}, as_of="9999").open is None


def test_a_calendar_tells_the_periods_of_an_initiative() -> None:
    calendar = Calendar(city(initiatives={"a": {"start": 2017}}), on="2015")
    assert calendar.spans("a") == spans({"start": 2017})
