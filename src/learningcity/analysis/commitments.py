"""Money with a recorded period, spread evenly over its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TypeAlias

from learningcity.analysis.money import Bounds, Ledger, LineKey, Money
from learningcity.model.dates import Period, period_of

__all__ = ["Commitments", "Pace", "Placed", "add_paces", "add_up"]

YEAR = 365
"""The days of the year for which the pace of money is given."""


Pace: TypeAlias = tuple[Fraction, Fraction | None]
"""Bounds of an amount a year; ``None`` is no upper bound."""


def add_up(sums: Iterable[tuple[str | None, Bounds]]) -> tuple[Money, ...]:
    """Return the sums of each currency, in the order in which currencies first appear."""
    found: dict[str | None, Bounds] = {}
    for currency, bounds in sums:
        found[currency] = found.get(currency, _NOTHING) + bounds
    return tuple(Money(code, bounds.low, bounds.high) for code, bounds in found.items())


_NOTHING = Bounds(0, 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A funding line with a recorded period; its money is spread evenly over these days.

    The period goes from the first day that the line's start may mean to the last day that its end
    may mean. ``money`` is its net revenue.
    """

    key: LineKey
    period: Period
    currency: str | None
    money: Bounds

    @property
    def days(self) -> int:
        """The number of days of its period, both ends included."""
        return (self.period.last - self.period.first).days + 1

    def within(self, period: Period) -> Bounds:
        """Return the money that falls into `period`.

        By the end of each day so much has fallen due as is its share of the days, counted down to
        whole units of the currency, and all of it by the end of the last day. So a stretch of time
        holds as much as its parts together, however it is cut.
        """
        start = self.period.first
        until = self._due_after((period.last - start).days + 1)
        before = self._due_after((period.first - start).days)
        return until + Bounds(-before.low, None if before.high is None else -before.high)

    def _due_after(self, days: int) -> Bounds:
        """Return what has fallen due when so many days have passed."""
        if days >= self.days:
            return self.money
        low, high = (
            None if bound is None else floor(Fraction(bound) * max(0, days) / self.days)
            for bound in (self.money.low, self.money.high)
        )
        return Bounds(low or 0, high)

    def pace(self) -> Pace:
        """Return the bounds of what the money comes to in 365 days at the pace of this line."""
        low, high = self.money.low, self.money.high
        share = Fraction(YEAR, self.days)
        return Fraction(low) * share, None if high is None else Fraction(high) * share


def add_paces(lines: Iterable[Placed]) -> Pace:
    """Return the bounds of what lines come to in 365 days together, each at its own pace."""
    # Amounts over equally many days are added first: the sum of many different fractions has a
    # denominator of hundreds of digits, and each addition takes as long as it is.
    lows: dict[int, Fraction] = {}
    highs: dict[int, Fraction] = {}
    bounded = True
    for line in lines:
        days, low, high = line.days, line.money.low, line.money.high
        lows[days] = lows.get(days, _ZERO) + Fraction(low)
        bounded = bounded and high is not None
        if high is not None:
            highs[days] = highs.get(days, _ZERO) + Fraction(high)
    return _in_a_year(lows), _in_a_year(highs) if bounded else None


_ZERO = Fraction(0)


def _in_a_year(amounts: Mapping[int, Fraction]) -> Fraction:
    """Return the sum of amounts, each spread over so many days, in a year."""
    return sum((amount * Fraction(YEAR, days) for days, amount in amounts.items()), _ZERO)


class Commitments:
    """The revenue of some funding lines in time, each pound once.

    Capital is left out, and so are lines that are part of another line of the same sort. ``placed``
    are the lines with a recorded start and end, each with its money; ``undated`` those without a
    start or an end, whose money is in no period. ``keys`` are both, in file order.

    Parameters
    ----------
    ledger
        The funding lines of the city.
    keys
        The lines in question.
    """

    def __init__(self, ledger: Ledger, keys: Iterable[LineKey]) -> None:
        self._ledger = ledger
        revenue = [key for key in keys if ledger.lines[key].use != "capital"]
        dated = {key for key in revenue if ledger.lines[key].start and ledger.lines[key].end}
        placed = ledger.counted(dated)
        self.placed = {key: self._place(key) for key in placed}
        self.undated = tuple(key for key in ledger.counted(revenue) if key not in dated)
        kept = {*placed, *self.undated}
        self.keys = tuple(key for key in ledger.lines if key in kept)

    def _place(self, key: LineKey) -> Placed:
        (money,) = self._ledger.net([key]).values()
        return Placed(key, self.days_of(key), self.currency(key), money)

    def currency(self, key: LineKey) -> str | None:
        """Return the currency of a line."""
        return self._ledger.currency(key)

    def days_of(self, key: LineKey) -> Period:
        """Return the days in which the money of a line may fall."""
        line = self._ledger.lines[key]
        return period_of(line.start, line.end)
