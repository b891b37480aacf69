"""Money with a recorded period, spread evenly over its days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from learningcity.analysis.money import Ledger, LineKey
from learningcity.analysis.result import Row, plain
from learningcity.model.dates import Period, period_of
from learningcity.model.values import Number

__all__ = ["Commitments", "Money", "Placed", "add_up"]

YEAR = 365
"""The days of the year for which the pace of money is given."""


@dataclass(frozen=True)
class Money(Row):
    """A sum of money in one currency, as far as it is known."""

    currency: str | None
    """The currency; ``None`` where nobody has said."""
    low: Number
    """At least so much; 0 where nobody has said."""
    high: Number | None
    """At most so much; ``None`` where not known."""

    def in_cell(self) -> str:
        """Return the sum as one word, such as ``GBP 0..5000000``."""
        low, high = (
            str(plain(bound)) if bound is not None else "" for bound in (self.low, self.high)
        )
        return f"{self.currency or '?'} {low if low == high else f'{low}..{high}'}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A funding line with a recorded period; its money is spread evenly over these days.

    The period goes from the first day that the line's start may mean to the last day that its end
    may mean. ``low`` and ``high`` bound the money, its capital parts left out.
    """

    key: LineKey
    period: Period
    currency: str | None
    low: Number
    high: Number | None

    @property
    def days(self) -> int:
        """The number of days of its period, both ends included."""
        return (self.period.last - self.period.first).days + 1

    def within(self, period: Period) -> Money:
        """Return the money that falls into `period`.

        By the end of each day so much has fallen due as is its share of the days, counted down to
        whole units of the currency, and all of it by the end of the last day. So a stretch of time
        holds as much as its parts together, however it is cut.
        """
        before, until = self._days_until(period.first) - 1, self._days_until(period.last)
        high = self.high
        return Money(
            self.currency,
            self._due(self.low, until) - self._due(self.low, before),
            None if high is None else self._due(high, until) - self._due(high, before),
        )

    def _days_until(self, day: date) -> int:
        return (day - self.period.first).days + 1

    def _due(self, amount: Number, days: int) -> Number:
        """Return what has fallen due by the end of so many days."""
        if days >= self.days:
            return amount
        return int(Fraction(amount) * max(0, days) / self.days)

    def pace(self, amount: Number) -> Fraction:
        """Return what `amount` comes to in 365 days at the pace of this line."""
        return Fraction(amount) * YEAR / self.days


class Commitments:
    """The money of some funding lines in time, each pound once.

    Capital is left out, and so are lines that are part of another line of the same sort. ``placed``
    are the lines with a recorded start and end, each with its money; ``undated`` those without a
    start or an end, whose money is in no period. ``keys`` are both, in file order.

    Parameters
    ----------
    ledger
        The funding lines of the city.
    keys
        The lines in question, in file order.
    """

    def __init__(self, ledger: Ledger, keys: Iterable[LineKey]) -> None:
        self._lines = {key: ledger.lines[key] for key in keys}
        revenue = [key for key, line in self._lines.items() if line.use != "capital"]
        dated = [key for key in revenue if self._lines[key].start and self._lines[key].end]
        self.placed = {key: self._place(ledger, key) for key in ledger.outermost(dated)}
        known = frozenset(dated)
        self.undated = tuple(key for key in ledger.outermost(revenue) if key not in known)
        kept = self.placed.keys() | frozenset(self.undated)
        self.keys = tuple(key for key in revenue if key in kept)

    def _place(self, ledger: Ledger, key: LineKey) -> Placed:
        (bounds,) = ledger.net([key]).values()
        return Placed(key, self.days_of(key), self._lines[key].currency, bounds.low, bounds.high)

    def days_of(self, key: LineKey) -> Period:
        """Return the days in which the money of a line may fall."""
        line = self._lines[key]
        return period_of(line.start, line.end)


def add_up(sums: Iterable[Money]) -> tuple[Money, ...]:
    """Return the sums of each currency, in the order in which currencies first appear."""
    found: dict[str | None, Money] = {}
    for money in sums:
        total = found.get(money.currency, Money(money.currency, 0, 0))
        high = None if total.high is None or money.high is None else total.high + money.high
        found[money.currency] = Money(money.currency, total.low + money.low, high)
    return tuple(found.values())
