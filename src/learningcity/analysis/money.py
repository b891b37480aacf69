"""Money, each pound counted once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from learningcity.model.city import City
from learningcity.model.entities import FundingLine
from learningcity.model.values import Number, line_name

__all__ = ["Ledger", "Revenue", "smaller_revenue"]

LineKey = tuple[str, str]
"""A funding line: the ids of its initiative and of the line."""


@dataclass(frozen=True, slots=True)
class Revenue:
    """The net revenue of an initiative: the most it can be, and the currency.

    ``high`` is ``None`` where the file gives no upper bound, or where the lines are in several
    currencies (``mixed``).
    """

    high: Number | None
    currency: str | None
    mixed: bool = False


class Ledger:
    """The funding lines of a city, with what is part of what, across initiatives."""

    def __init__(self, city: City) -> None:
        self._lines: dict[LineKey, FundingLine] = {
            (entry.id, line.id): line for entry in city.initiatives for line in entry.funding
        }
        self._revenue: dict[str, Revenue] = {}

    @cached_property
    def _parts(self) -> dict[LineKey, list[LineKey]]:
        parts: dict[LineKey, list[LineKey]] = {key: [] for key in self._lines}
        for key in self._lines:
            total = self._total(key)
            if total is not None:
                parts[total].append(key)
        return parts

    def _total(self, key: LineKey) -> LineKey | None:
        """Return the line that a line is directly a part of, if both are in one currency."""
        line = self._lines[key]
        if line.within is None:
            return None
        initiative_id, _, line_id = line_name(key[0], line.within).partition("/")
        total = (initiative_id, line_id)
        other = self._lines[total].currency
        return total if line.currency is None or other in (None, line.currency) else None

    def _is_capital(self, key: LineKey) -> bool:
        return self._lines[key].use == "capital"

    def net_revenue(self, initiative_id: str) -> Revenue:
        """Return the upper bound of the net revenue of an initiative.

        A line that is a part of another revenue line of the same initiative is not added again;
        capital lines, and the capital parts of a total wherever they are recorded, are left out;
        everything not marked capital is revenue. A total without an amount has no upper bound.
        Where no revenue line is recorded, nothing is known.
        """
        found = self._revenue.get(initiative_id)
        if found is None:
            found = self._revenue[initiative_id] = self._count(initiative_id)
        return found

    def _count(self, initiative_id: str) -> Revenue:
        own = [key for key in self._lines if key[0] == initiative_id]
        currencies = {line.currency for key in own if (line := self._lines[key]).currency}
        if len(currencies) > 1:
            return Revenue(None, None, mixed=True)
        counted = {key for key in own if not self._is_capital(key)}
        bounds = [self._highest(key) for key in counted if not self._inside(key, counted)]
        known = [bound for bound in bounds if bound is not None]
        high = sum(known) if known and len(known) == len(bounds) else None
        return Revenue(high, next(iter(currencies), None))

    def _inside(self, key: LineKey, counted: set[LineKey]) -> bool:
        """Return whether a line is a part, at any depth, of one that is counted."""
        total = self._total(key)
        while total is not None:
            if total in counted:
                return True
            total = self._total(total)
        return False

    def _first(self, key: LineKey, *, capital: bool) -> Iterator[LineKey]:
        """Return the first lines of this use on each way down from a line."""
        for part in self._parts[key]:
            if self._is_capital(part) == capital:
                yield part
            else:
                yield from self._first(part, capital=capital)

    def _highest(self, key: LineKey) -> Number | None:
        """Return the most that a revenue line can be without its capital parts."""
        amount = self._lines[key].amount
        if amount is None or amount.high is None:
            return None
        capital = sum(map(self._surely_capital, self._first(key, capital=True)))
        return max(0, amount.high - capital)

    def _surely_capital(self, key: LineKey) -> Number:
        """Return the least that is capital in a capital line, its revenue parts left out."""
        inside = [self._highest(part) for part in self._first(key, capital=False)]
        known = [bound for bound in inside if bound is not None]
        return max(0, self._lowest(key) - sum(known)) if len(known) == len(inside) else 0

    def _lowest(self, key: LineKey) -> Number:
        """Return the least that a line can be; it is at least the sum of its parts."""
        amount = self._lines[key].amount
        stated = amount.low if amount is not None and amount.low is not None else 0
        return max(stated, sum(map(self._lowest, self._parts[key])))


def smaller_revenue(first: Revenue, second: Revenue) -> tuple[Number | None, str | None]:
    """Return the smaller of two net revenues with its currency, or of one where one is known.

    Both are ``None`` where neither is known or the currencies differ.
    """
    known = [revenue for revenue in (first, second) if revenue.high is not None]
    if first.mixed or second.mixed or not known:
        return None, None
    if len({revenue.currency for revenue in known}) > 1:
        return None, None
    return min(r.high for r in known if r.high is not None), known[0].currency
