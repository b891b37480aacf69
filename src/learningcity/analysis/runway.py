"""For how long the committed money is at least what runs now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from learningcity.analysis.commitments import Placed, add_paces
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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with the days in which it may run, and those in which it surely does."""

    placed: Placed
    sure: Period


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
    of zero left out. Between ends of lines nothing falls, so only the days after are looked at.
    """
    lines = [_line(ledger, each) for each in placed if each.period.last >= now]
    base = [line for line in lines if now in line.placed.period]
    later = [line for line in lines if now not in line.placed.period]
    if _most(base) == 0:
        return None
    maybe = sorted({max(line.sure.last, now) for line in lines})
    surely = sorted({line.placed.period.last for line in lines})
    return Runway(
        _first(day for day in maybe if _may_be_short(base, later, day_after(day))),
        _first(day for day in surely if _is_short(base, later, day_after(day))),
    )


def _first(days: Iterable[date]) -> date | None:
    """Return the day after the first of the last days; there is none where there are none."""
    last = next(iter(days), None)
    return None if last is None else day_after(last)


def _line(ledger: Ledger, placed: Placed) -> _Line:
    line = ledger.lines[placed.key]
    assert line.start is not None, "a line that is placed has a start"
    assert line.end is not None, "a line that is placed has an end"
    return _Line(placed, Period(line.start.last, line.end.first))


def _least(lines: Iterable[_Line]) -> Fraction:
    return add_paces(line.placed for line in lines)[0]


def _most(lines: Iterable[_Line]) -> Fraction | None:
    return add_paces(line.placed for line in lines)[1]


def _may_be_short(base: Sequence[_Line], later: Sequence[_Line], day: date) -> bool:
    stop = _most(line for line in base if line.sure.last < day)
    return stop is None or _least(line for line in later if day in line.sure) < stop


def _is_short(base: Sequence[_Line], later: Sequence[_Line], day: date) -> bool:
    begin = _most(line for line in later if day in line.placed.period)
    if begin is None:
        return False
    stop = _least(line for line in base if line.placed.period.last < day)
    left = _most(line for line in base if line.placed.period.last >= day)
    return begin < stop or begin == stop == left == 0
