"""Partial dates stand for all the days that they may mean."""

from __future__ import annotations

import calendar
from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from pydantic import TypeAdapter

from learningcity.model.dates import (
    ALWAYS,
    PartialDate,
    Period,
    add_months,
    add_years,
    day_after,
    day_before,
    days_in,
    whole_months,
)
from tests.builders import refusal

FORMS = "write 2017, 2017-01 or 2017-01-25"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (2017, date(2017, 1, 1), date(2017, 12, 31)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017-02", date(2017, 2, 1), date(2017, 2, 28)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017-12", date(2017, 12, 1), date(2017, 12, 31)),
        ("2017-01-25", date(2017, 1, 25), date(2017, 1, 25)),
        ("0001", date.min, date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date.max),
    ],
)
def test_a_date_stands_for_its_first_to_its_last_day(
    written: object, first: date, last: date
) -> None:
    parsed = PartialDate.parse(written)
    assert (parsed.first, parsed.last) == (first, last)
    assert str(parsed) == str(written)
    assert TypeAdapter(PartialDate).dump_python(parsed) == str(written)
    assert PartialDate.parse(parsed) is parsed


@pytest.mark.parametrize(
    ("value", "message", "hint"),
    [
        ("25/01/2017", "'25/01/2017' is not a date", FORMS),
        ("2017-1", "'2017-1' is not a date", FORMS),
        ("2017-01-25T10:00", "'2017-01-25T10:00' is not a date", FORMS),
        ("２０１７", "'２０１７' is not a date", FORMS),
        ("", "'' is not a date", FORMS),
        (17, "'17' is not a date", FORMS),
        (True, "'true' is not a date", FORMS),
        (None, "nothing is not a date", FORMS),
        (date(2017, 1, 25), "'2017-01-25' is not a date", FORMS),
        ("0000", "'0000': there is no year 0000", FORMS),
        ("2017-13", "'2017-13': there is no month 13", FORMS),
        ("2017-00", "'2017-00': there is no month 00", FORMS),
        ("2017-02-29", "'2017-02-29': there is no day 29 in this month", "2017-02 has 28 days"),
        ("2017-04-31", "'2017-04-31': there is no day 31 in this month", "2017-04 has 30 days"),
        ("2017-04-00", "'2017-04-00': there is no day 00 in this month", "2017-04 has 30 days"),
    ],
)
def test_an_impossible_date_is_refused(value: object, message: str, hint: str) -> None:
    assert refusal(PartialDate.parse, value) == ("wrong-date", message, hint)


def test_dates_written_differently_are_different_values() -> None:
    assert PartialDate.parse(2017) == PartialDate.parse("2017")
    assert PartialDate.parse("2017-01") != PartialDate.parse("2017-01-31")
    assert len({PartialDate.parse("2017"), PartialDate.parse(2017)}) == 1
    written = PartialDate.parse(2017)
    with pytest.raises(FrozenInstanceError):
        written.year = 2018  # type: ignore[misc]  # frozen: that is what is tested


def test_both_ends_of_a_period_belong_to_it() -> None:
    period = Period(date(2020, 1, 1), date(2020, 1, 2))
    assert date(2020, 1, 1) in period
    assert date(2020, 1, 2) in period
    assert date(2020, 1, 3) not in period
    assert date(2019, 12, 31) not in period
    assert date.max in ALWAYS


def test_periods_meet_if_they_share_a_day() -> None:
    january = Period(date(2020, 1, 1), date(2020, 1, 31))
    assert january.meets(Period(date(2020, 1, 31), date(2020, 2, 5)))
    assert Period(date(2020, 1, 31), date(2020, 2, 5)).meets(january)
    assert not january.meets(Period(date(2020, 2, 1), date(2020, 2, 5)))
    assert not Period(date(2020, 2, 1), date(2020, 2, 5)).meets(january)


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2020, 2, 28), 1, date(2021, 2, 28)),
        (date(2020, 6, 1), 0, date(2020, 6, 1)),
        (date(9998, 6, 1), 1, date(9999, 6, 1)),
        (date(9998, 6, 1), 2, date.max),
        (date.max, 1, date.max),
    ],
)
def test_years_are_added_to_the_same_day(day: date, years: int, later: date) -> None:
    assert add_years(day, years) == later


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-31", "2024-01-31", 0),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-01-31", "2024-03-30", 1),
        ("2024-01-31", "2024-03-31", 2),
        ("2024-04-30", "2024-05-29", 0),
        ("2024-04-30", "2024-05-30", 1),
        ("2024-12-01", "2025-01-01", 1),
        ("2020-02-29", "2021-02-28", 12),
        ("2020-02-28", "2021-02-27", 11),
        ("0001-01-01", "9999-12-31", 119987),
    ],
)
def test_whole_months_are_counted_as_people_count_ages(first: str, last: str, months: int) -> None:
    assert whole_months(date.fromisoformat(first), date.fromisoformat(last)) == months


def test_the_earliest_day_has_none_before_it() -> None:
    assert day_before(date(2020, 3, 1)) == date(2020, 2, 29)
    assert day_before(date.min) == date.min


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 0, "2024-01-31"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-03-31", -13, "2023-02-28"),
        ("9999-11-30", 2, "9999-12-31"),
        ("0001-01-31", -1, "0001-01-01"),
    ],
)
def test_months_later_keep_the_day_as_far_as_the_month_has_it(
    day: str, months: int, later: str
) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_the_latest_day_has_none_after_it() -> None:
    assert day_after(date(2024, 2, 28)) == date(2024, 2, 29)
    assert day_after(date.max) == date.max


@pytest.mark.parametrize("year", [1, 4, 100, 400, 1900, 2000, 2023, 2024, 2100, 9999])
def test_months_have_the_days_of_the_calendar(year: int) -> None:
    for month in range(1, 13):
        assert days_in(year, month) == calendar.monthrange(year, month)[1]
