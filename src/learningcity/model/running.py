"""When an initiative runs: what is certain, what is presumed, what is possible.

A partial date stands for its first to its last day. From start, end, status and the latest sighting
follow three periods, and from those an answer for a day or for all time. Nothing is guessed: where
the file is silent, the answer is ``unknown``.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Literal, TypeAlias, get_args

from pydantic_core import PydanticCustomError

from learningcity.model.city import City
from learningcity.model.dates import (
    PartialDate,
    Period,
    add_years,
    day_after,
    day_before,
    period_of,
)
from learningcity.model.entities import Initiative, Term

__all__ = [
    "CARRY",
    "Calendar",
    "Running",
    "RunningWord",
    "Spans",
    "read_day",
    "read_period",
    "spans_of",
]

RunningWord: TypeAlias = Literal["no", "unknown", "presumed", "yes"]
"""Whether something runs, from least to most certain."""

CARRY = 2
"""Years for which an initiative seen running is presumed to run on."""


class Running(IntEnum):
    """Whether an initiative runs, from least to most certain."""

    NO = 0
    UNKNOWN = 1
    PRESUMED = 2
    YES = 3

    @property
    def word(self) -> RunningWord:
        """The answer as results show it."""
        return _WORDS[self]


_WORDS: tuple[RunningWord, ...] = get_args(RunningWord)


@dataclass(frozen=True, slots=True)
class Spans:
    """The periods of one initiative.

    ``possible`` is when it may run, ``certain`` when it surely does, ``likely`` the certain period
    with the years added for which it is presumed to run on. ``certain`` and ``likely`` are ``None``
    where nothing is sure. ``shut`` is the last day up to which a planned initiative cannot run.
    """

    possible: Period
    certain: Period | None
    likely: Period | None
    shut: date | None = None

    @property
    def open(self) -> Period | None:
        """The days on which it may run; ``None`` where there is none.

        These are the possible ones, of a planned initiative those after ``shut``.
        """
        first, last = self.possible.first, self.possible.last
        if self.shut is not None:
            if last <= self.shut:
                return None
            first = max(first, day_after(self.shut))
        return Period(first, last) if first <= last else None

    def on(self, day: date) -> Running:
        """Return whether it runs on `day`."""
        if day not in self.possible or (self.shut is not None and day <= self.shut):
            return Running.NO
        if self.certain is not None and day in self.certain:
            return Running.YES
        if self.likely is not None and day in self.likely:
            return Running.PRESUMED
        return Running.UNKNOWN

    def ever(self) -> Running:
        """Return whether it runs at any time."""
        if self.shut is not None:
            return Running.NO
        return Running.UNKNOWN if self.certain is None else Running.YES

    def together(self, other: Spans) -> Running:
        """Return whether both run at one time, over all time."""
        if not self.possible.meets(other.possible):
            return Running.NO
        if self.certain and other.certain and self.certain.meets(other.certain):
            return Running.YES
        if self.likely and other.likely and self.likely.meets(other.likely):
            return Running.PRESUMED
        return Running.UNKNOWN


def spans_of(initiative: Initiative, as_of: PartialDate, *, carry: int = CARRY) -> Spans:
    """Return the periods of `initiative` in a file that speaks of `as_of`.

    The *sighting* is ``seen_active``, else `as_of` if the initiative is active; planned ones have
    none. The certain period opens on the last day that ``start`` may mean, or on the first day of
    the sighting where the start may lie before it; it closes on the first day that ``end`` may
    mean, or on the last day of the sighting where the end may lie after it. Without start or end
    the sighting alone decides; without either there is no certain period, nor where it would close
    before it opens. Without an end, what is active or unknown is presumed to run on for `carry`
    years.
    """
    start, end, status = initiative.start, initiative.end, initiative.status
    first = start.first if start else date.min
    last = end.last if end else date.max
    if end is None and status == "ended":
        last = day_before(as_of.first)
    possible = Period(first, last)
    if status == "planned":
        return Spans(possible, None, None, shut=as_of.last)
    sighting = initiative.seen_active or (as_of if status == "active" else None)
    certain = _certain(start, end, sighting)
    likely = certain
    if certain is not None and end is None and status != "ended":
        likely = Period(certain.first, add_years(certain.last, carry))
    return Spans(possible, certain, likely)


def _certain(
    start: PartialDate | None, end: PartialDate | None, sighting: PartialDate | None
) -> Period | None:
    opens = start.last if start else None
    closes = end.first if end else None
    if sighting is not None:
        seen_first, seen_last = sighting.first, sighting.last
        opens = min(start.last, max(start.first, seen_first)) if start else seen_first
        closes = max(end.first, min(end.last, seen_last)) if end else seen_last
    if opens is None or closes is None or opens > closes:
        return None
    return Period(opens, closes)


def read_day(on: date | PartialDate | str) -> date:
    """Return the day that `on` means: a day, or the last day of a month or a year.

    Raises
    ------
    ValueError
        `on` is not a date.
    """
    return read_period(on, "on").last


def read_period(value: date | PartialDate | str, name: str) -> Period:
    """Return the days that a date may mean: one day, those of a month or those of a year.

    Raises
    ------
    ValueError
        `value` is not a date; the error says that the argument `name` is wrong.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return Period(value, value)
    try:
        written = PartialDate.parse(value)
    except PydanticCustomError as error:
        raise ValueError(f"{name}: {error.message()}") from None
    return Period(written.first, written.last)


class Calendar:
    """A city read on one day, or over all time: what runs, what counts, what is current.

    Parameters
    ----------
    city
        The city.
    on
        The day; ``None`` is the last day of ``city.as_of``. A month or a year means its last day.
    ever
        Read all time instead of a day.
    carry
        Years for which what was seen running is presumed to run on.

    Raises
    ------
    ValueError
        Both a day and all time are asked for, or `carry` is below zero, or `on` is no date.
    """

    def __init__(
        self,
        city: City,
        *,
        on: date | PartialDate | str | None = None,
        ever: bool = False,
        carry: int = CARRY,
    ) -> None:
        if ever and on is not None:
            raise ValueError(f"on: a day ({on}) and all time (ever) exclude each other")
        if carry < 0:
            raise ValueError(f"carry: {carry} is below zero")
        self.ever = ever
        self.carry = carry
        self.day = None if ever else city.as_of.last if on is None else read_day(on)
        self._spans = {
            entry.id: spans_of(entry, city.as_of, carry=carry) for entry in city.initiatives
        }
        self._running: dict[str, Running] = {}

    def varied(self, city: City, touched: Iterable[str]) -> Calendar:
        """Return the same day of `city`, which is this city but for the `touched` initiatives."""
        other = copy(self)
        other._spans = dict(self._spans)
        other._running = {}
        for key in touched:
            other._spans[key] = spans_of(city.initiatives[key], city.as_of, carry=self.carry)
        return other

    def spans(self, initiative_id: str) -> Spans:
        """Return the periods of an initiative, whatever the day."""
        return self._spans[initiative_id]

    def running(self, initiative_id: str) -> Running:
        """Return whether an initiative runs."""
        found = self._running.get(initiative_id)
        if found is None:
            spans = self._spans[initiative_id]
            found = spans.ever() if self.day is None else spans.on(self.day)
            self._running[initiative_id] = found
        return found

    def together(self, first_id: str, second_id: str) -> Running:
        """Return whether two initiatives run at one time.

        On a day it is the weaker of the two answers; over all time it depends on whether their
        periods meet.
        """
        if self.day is not None:
            return min(self.running(first_id), self.running(second_id))
        return self._spans[first_id].together(self._spans[second_id])

    def counts(
        self, start: PartialDate | None, end: PartialDate | None, *, on: date | None = None
    ) -> bool:
        """Return whether something with these dates counts; over all time everything does.

        It is asked of the day of the calendar, or of the day `on`.
        """
        day = self.day if on is None else on
        undated = start is None and end is None
        return day is None or undated or day in period_of(start, end)

    def partners(self, initiative: Initiative, roles: Iterable[str]) -> frozenset[str]:
        """Return the partners that have one of `roles` in `initiative` then."""
        wanted = frozenset(roles)
        return frozenset(
            part.partner
            for part in initiative.partners
            if not wanted.isdisjoint(part.role) and self.counts(part.start, part.end)
        )

    def is_current(self, entries: tuple[Term, ...], *, on: date | None = None) -> bool:
        """Return whether a term is in use, given the entries that are this one term."""
        return any(self.counts(entry.since, entry.until, on=on) for entry in entries)
