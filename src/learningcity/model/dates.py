"""Partial dates and the periods they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from learningcity.model.values import quote, refuse

__all__ = [
    "ALWAYS",
    "PartialDate",
    "Period",
    "add_months",
    "add_years",
    "day_after",
    "day_before",
    "days_in",
    "period_of",
    "whole_months",
]

_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FORMS = "write 2017, 2017-01 or 2017-01-25"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day, as precisely as it is known.

    It stands for the time from its ``first`` to its ``last`` day. ``str()`` gives it as written.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: object) -> PartialDate:
        """Return a date from ``2017`` (also as a number), ``2017-01`` or ``2017-01-25``."""
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        written = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
        if written is None:
            raise refuse("wrong-date", f"{quote(value)} is not a date", _FORMS)
        year, month, day = (None if part is None else int(part) for part in written.groups())
        if year is None or year == 0:
            raise refuse("wrong-date", f"{quote(value)}: there is no year 0000", _FORMS)
        if month is not None and not 1 <= month <= 12:
            raise refuse("wrong-date", f"{quote(value)}: there is no month {month:02}", _FORMS)
        if month is not None and day is not None:
            days = days_in(year, month)
            if not 1 <= day <= days:
                raise refuse(
                    "wrong-date",
                    f"{quote(value)}: there is no day {day:02} in this month",
                    f"{year:04}-{month:02} has {days} days",
                )
        return cls(year, month, day)

    @property
    def first(self) -> date:
        """The first day that this date may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that this date may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or days_in(self.year, month))

    def __str__(self) -> str:
        """Return the date as written in the file."""
        parts = (f"{self.year:04}", self.month, self.day)
        return "-".join(f"{part:02}" if isinstance(part, int) else part for part in parts if part)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included.

    ``date.min`` and ``date.max`` stand for "as long ago as one likes" and "without end".
    """

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Return whether `day` lies in the period."""
        return self.first <= day <= self.last

    def meets(self, other: Period) -> bool:
        """Return whether the two periods share a day; one that ends before it begins has none."""
        return max(self.first, other.first) <= min(self.last, other.last)


ALWAYS = Period(date.min, date.max)
"""All time."""


def period_of(start: PartialDate | None, end: PartialDate | None) -> Period:
    """Return the days from the first that `start` may mean to the last that `end` may mean.

    Without a start it has no beginning, without an end it goes on.
    """
    return Period(start.first if start else ALWAYS.first, end.last if end else ALWAYS.last)


def days_in(year: int, month: int) -> int:
    """Return how many days a month has."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _DAYS[month - 1]


def add_years(day: date, years: int) -> date:
    """Return the same day `years` later.

    29 February becomes 28 February in a year that has none; beyond the last year that a date can
    have, the result is ``date.max``.
    """
    return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or earlier where `months` is below zero.

    A day that its month does not have becomes the last one that it has; beyond the dates there are,
    the result is ``date.max`` or ``date.min``.
    """
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, days_in(year, month + 1)))


def whole_months(first: date, last: date) -> int:
    """Return how many whole months lie between two days; `last` is not before `first`.

    As people count ages: the month is full on the same day of the next month, or on its last day
    where it does not have that one. Twelve of them are a year.
    """
    months = 12 * (last.year - first.year) + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def day_before(day: date) -> date:
    """Return the day before `day`; the earliest day there is has none and is returned itself."""
    return day if day == date.min else day - timedelta(days=1)


def day_after(day: date) -> date:
    """Return the day after `day`; the latest day there is has none and is returned itself."""
    return day if day == date.max else day + timedelta(days=1)
