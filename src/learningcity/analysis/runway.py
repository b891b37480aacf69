"""For how long the committed money is at least what runs now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from learningcity.analysis.commitments import Pace, Placed, add_paces
from learningcity.analysis.money import Ledger
from learningcity.model.dates import Period, day_after, whole_months

__all__ = ["Runway", "runway_of"]


@dataclass(frozen=True, slots=True)
class Runway:
    """The first day on which the money is below what ran on the day, as far as it is known.

    ``short_from`` is the first day on which it may be below, ``short_by`` the first on which it
    surely is; ``None`` where there is no such day.
    """

    short_from: date | None
    short_by: date | None

    def months(self, now: date) -> tuple[int | None, int | None]:
        """Return the least and the most whole months from `now` until then."""
        low, high = (
            None if day is None else whole_months(now, day)
            for day in (self.short_from, self.short_by)
        )
        return low, high


def runway_of(ledger: Ledger, placed: Sequence[Placed], now: date) -> Runway | None:
    """Return when the money of lines is first below its pace on the day `now`.

    ``None``: nothing of it runs on that day, or what runs comes to zero, so there is nothing to
    fall below.

    Notes
    -----
    Let *stop* be the lines that run on the day and no longer on a later day t, and *begin* those
    that run on t and not yet on the day. The money is below if begin < stop at their yearly pace.
    It may be so on t if the least of begin is below the most of stop, where a line counts in stop
    from the day after the first day that its end may mean, and in begin from the last day that its
    start may mean to the first that its end may mean. It surely is so if the most of begin is below
    the least of stop, both by the whole period; and, where every amount may be zero, if nothing
    above zero can be left. Both days are reached by amounts and dates that the file allows, a base
    of zero left out. Cost: the lines, in the order of their days.
    """
    lines = [_line(ledger, each) for each in placed if each.period.last >= now]
    base = [line for line in lines if now in line.placed.period]
    later = [line for line in lines if now not in line.placed.period]
    if add_paces(line.placed for line in base)[1] == 0:
        return None
    return Runway(_may_be_short(base, later, now), _is_short(base, later))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its pace, and the days in which it surely runs."""

    placed: Placed
    pace: Pace
    sure: Period


def _line(ledger: Ledger, placed: Placed) -> _Line:
    line = ledger.lines[placed.key]
    assert line.start is not None, "a line that is placed has a start"
    assert line.end is not None, "a line that is placed has an end"
    return _Line(placed, placed.pace(), Period(line.start.last, line.end.first))


@dataclass(slots=True)
class _Sum:
    """Bounds of what some lines come to a year, while lines come and go."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    endless: int = 0

    def change(self, pace: Pace, sign: int) -> None:
        """Add a line, or take it away."""
        low, high = pace
        self.low += sign * low
        if high is None:
            self.endless += sign
        else:
            self.high += sign * high


_Event: TypeAlias = tuple[date, _Sum, Pace, int]
"""A day on which a line is added to a sum, or taken away from it."""


def _first(events: list[_Event], is_short: Callable[[], bool]) -> date | None:
    """Return the first day on which the money is short, all that happens by then counted."""
    events.sort(key=itemgetter(0))
    for day, changes in groupby(events, key=itemgetter(0)):
        for _, total, pace, sign in changes:
            total.change(pace, sign)
        if is_short():
            first: date = day
            return first
    return None


def _after(last: date, total: _Sum, pace: Pace, sign: int) -> list[_Event]:
    """Return what happens on the day after the last; nothing, where no day comes after it."""
    return [] if last == date.max else [(day_after(last), total, pace, sign)]


def _may_be_short(base: Sequence[_Line], later: Sequence[_Line], now: date) -> date | None:
    """Return the first day on which the least of begin is below the most of stop."""
    stop, begin = _Sum(), _Sum()
    events: list[_Event] = []
    for line in base:
        events += _after(max(line.sure.last, now), stop, line.pace, 1)
    for line in later:
        if line.sure.first <= line.sure.last:
            events.append((line.sure.first, begin, line.pace, 1))
            events += _after(line.sure.last, begin, line.pace, -1)
    return _first(events, lambda: bool(stop.endless) or begin.low < stop.high)


def _is_short(base: Sequence[_Line], later: Sequence[_Line]) -> date | None:
    """Return the first day on which the most of begin is below the least of stop."""
    stop, begin, left = _Sum(), _Sum(), _Sum()
    events: list[_Event] = []
    for line in base:
        left.change(line.pace, 1)
        events += _after(line.placed.period.last, left, line.pace, -1)
        events += _after(line.placed.period.last, stop, line.pace, 1)
    for line in later:
        events.append((line.placed.period.first, begin, line.pace, 1))
        events += _after(line.placed.period.last, begin, line.pace, -1)

    def is_short() -> bool:
        if begin.endless:
            return False
        nothing = not left.endless and left.high == begin.high == stop.low == 0
        return begin.high < stop.low or nothing

    return _first(events, is_short)
