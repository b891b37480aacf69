"""Money, each pound counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cached_property
from typing import ClassVar

from learningcity.analysis.netting import Forest, Sum, Use
from learningcity.analysis.parts import LineKey, Parts
from learningcity.analysis.result import Row, plain
from learningcity.model.city import City
from learningcity.model.entities import FundingLine
from learningcity.model.values import Number

__all__ = ["Bounds", "Ledger", "LineKey", "Money", "Revenue", "smaller_revenue"]

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Decimal arithmetic that keeps every digit, whatever the caller's context."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a sum of money can be, exact numbers.

    ``low`` is what is surely there; ``high`` is ``None`` where there is no upper bound. Bounds are
    added: the sum is at least what is known of both, and has an upper bound if both have one.
    """

    low: Number
    high: Number | None

    UNKNOWN: ClassVar[Bounds]
    """A sum of which nothing is known: at least 0."""

    @property
    def exact(self) -> Number | None:
        """The sum where it is known exactly, else ``None``."""
        return self.low if self.low == self.high else None

    def __add__(self, other: Bounds) -> Bounds:
        """Return the bounds of both sums together; money that is in both is added twice."""
        both = None
        if self.high is not None and other.high is not None:
            both = _add(self.high, other.high)
        return Bounds(_add(self.low, other.low), both)

    def __sub__(self, other: Bounds) -> Bounds:
        """Return the bounds of what is left without `other`, which is a part of this sum."""
        low = 0 if other.high is None else _add(self.low, _negative(other.high))
        high = None if self.high is None else _add(self.high, _negative(other.low))
        return Bounds(max(0, low), high)


Bounds.UNKNOWN = Bounds(0, None)


def _add(first: Number, second: Number) -> Number:
    if isinstance(first, int) and isinstance(second, int):
        return first + second
    return _EXACT.add(first, second)


def _negative(number: Number) -> Number:
    return number.copy_negate() if isinstance(number, Decimal) else -number


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
class Revenue:
    """The net revenue of an initiative: the most it can be, and the currency.

    ``high`` is ``None`` where the file gives no upper bound, or where the lines are in several
    currencies (``mixed``).
    """

    high: Number | None
    currency: str | None
    mixed: bool = False


class Ledger:
    """The funding lines of a city, with what is part of what, across initiatives.

    It answers how much money a set of lines is, each pound once. It cannot tell what nobody has
    recorded: a sum is that of the lines in the file.

    Notes
    -----
    A line is a total, and the lines ``within`` it are its parts, in whichever initiative they are
    recorded. Parts of one total have no money in common. What a total has beside its parts is its
    rest, not below zero. So each pound lies in the rest of exactly one line, the innermost one that
    records it, and is capital if that line is marked capital, else revenue.

    The **net sum** of a set of lines is all revenue that lies in them or in their parts at any
    depth, each pound once: a line whose total, at any depth, is in the set adds nothing; capital
    lines and capital parts of a total are left out; revenue parts of a capital total are in it. The
    **gross sum** adds the net sums of all lines one by one, so a pound counts once for each line of
    the set that has it.

    Bounds are the smallest and the largest sum over all amounts that fit the file: each amount is
    within what its line states (`at_least`, `at_most`), a total is at least the sum of its parts,
    and so a part at most its total less what the other parts surely are. Both bounds of a net sum
    are reached. Where figures contradict each other (parts that add up to more than their total)
    the larger one counts.

    A line without currency has that of its total, else the one in which all its parts are; where
    neither says it, ``None``. A part in another currency than its total is not netted: it is a sum
    of its own. A line within one that does not exist is a sum of its own too. Lines that are parts
    of one another in a ring (an error when a city is read) are taken for one sum, the largest of
    them, or each for its own if their currencies differ; ``rings`` lists them.

    Cost: linear in the lines once; then for each set of lines about its size, and the depth of what
    it is a part of.
    """

    lines: Mapping[LineKey, FundingLine]
    """All funding lines in file order, by initiative and line."""
    rings: tuple[tuple[LineKey, ...], ...]
    """Lines that are parts of one another in a ring, each ring in the order of its arrows."""

    def __init__(self, city: City) -> None:
        self.lines = {
            (entry.id, line.id): line for entry in city.initiatives for line in entry.funding
        }
        self._of_initiative: dict[str, list[LineKey]] = {}
        for key in self.lines:
            self._of_initiative.setdefault(key[0], []).append(key)
        self._parts = Parts(self.lines)
        self.rings = self._parts.rings
        self._revenue: dict[str, Revenue] = {}

    # -- what is part of what ------------------------------------------------------------------

    def total(self, key: LineKey) -> LineKey | None:
        """Return the line whose part a line is when sums are netted, or ``None``.

        It is none where the two currencies differ, and for lines in a ring.
        """
        total = self._parts.total[self._parts.number[key]]
        return None if total is None else self._parts.stated_total(key)

    def currency(self, key: LineKey) -> str | None:
        """Return the currency of a line, its own or that of its total or parts."""
        return self._parts.currency[self._parts.number[key]]

    @cached_property
    def downwards(self) -> tuple[LineKey, ...]:
        """All lines, each total before its parts."""
        return tuple(key for index in self._parts.order for key in self._parts.members[index])

    def covered(self, keys: Iterable[LineKey]) -> Mapping[LineKey, LineKey]:
        """Return those lines of a set that are not added, each with the line that has its money.

        It is the nearest line of the set that the line is a part of, or the first of a ring.
        """
        return self._parts.covered(keys)

    def counted(self, keys: Iterable[LineKey]) -> tuple[LineKey, ...]:
        """Return the lines of a set that are added: those that are no part of another one in it.

        They are in file order. Of the lines of a ring the first in the set stands for all.
        """
        firsts = self._parts.firsts(keys)
        tops = set(self._forest.tops(firsts))
        return tuple(key for index, key in sorted(firsts.items()) if index in tops)

    def of_initiative(self, initiative_id: str) -> tuple[LineKey, ...]:
        """Return the lines of an initiative in file order."""
        return tuple(self._of_initiative.get(initiative_id, ()))

    # -- sums ------------------------------------------------------------------------------------

    @cached_property
    def _decimals(self) -> int:
        """The most places behind the point that an amount has."""
        places = 0
        for line in self.lines.values():
            for bound in () if line.amount is None else (line.amount.low, line.amount.high):
                if isinstance(bound, Decimal):
                    exponent = bound.as_tuple().exponent
                    assert isinstance(exponent, int), "amounts are finite"
                    places = max(places, -exponent)
        return places

    def _units(self, amount: Number) -> int:
        """Return an amount in the unit in which all amounts are whole."""
        above, below = amount.as_integer_ratio()
        return int(above * 10**self._decimals // below)

    def _amount(self, units: int) -> Number:
        whole, rest = divmod(units, 10**self._decimals)
        if not rest:
            return int(whole)
        return _EXACT.normalize(Decimal(units).scaleb(-self._decimals, _EXACT))

    @cached_property
    def _forest(self) -> Forest:
        return Forest(
            [
                self._sum(keys, total)
                for keys, total in zip(self._parts.members, self._parts.total, strict=True)
            ]
        )

    def _sum(self, keys: list[LineKey], total: int | None) -> Sum:
        """Return one sum; of the lines of a ring the largest counts."""
        lines = [self.lines[key] for key in keys]
        lows, highs = [0], [0]
        endless = False
        for line in lines:
            amount = line.amount
            if amount is not None and amount.low is not None:
                lows.append(self._units(amount.low))
            if amount is None or amount.high is None:
                endless = True
            else:
                highs.append(self._units(amount.high))
        return Sum(
            low=max(lows),
            high=None if endless else max(highs),
            capital=all(line.use == "capital" for line in lines),
            total=total,
        )

    def _bounds(self, low: int, high: int | None) -> Bounds:
        return Bounds(self._amount(low), None if high is None else self._amount(high))

    def amount(self, key: LineKey) -> Bounds:
        """Return what one line can be, from what it, its total and its parts state."""
        return self._bounds(*self._forest.amount(self._parts.number[key]))

    def net(self, keys: Iterable[LineKey], *, capital: bool = False) -> Mapping[str | None, Bounds]:
        """Return the net sum of a set of lines, each pound once, by currency.

        Parameters
        ----------
        keys
            The lines, in any order; one that is there twice counts once.
        capital
            Add capital money too.

        Returns
        -------
        Mapping
            Bounds by currency, in file order. A currency in which no revenue is recorded is not
            there: unknown, not zero. ``None`` stands for lines whose currency nobody has said.

        Raises
        ------
        KeyError
            There is no such line.
        """
        return self._by_currency(keys, "all" if capital else "revenue")

    def capital(self, keys: Iterable[LineKey]) -> Mapping[str | None, Bounds]:
        """Return the capital money of a set of lines, each pound once, by currency.

        It is what ``net`` leaves out. A currency in which none is recorded is not there.
        """
        return self._by_currency(keys, "capital")

    def gross(
        self, keys: Iterable[LineKey], *, capital: bool = False
    ) -> Mapping[str | None, Bounds]:
        """Return the sum of the net sums of single lines, as if no line were part of another.

        Its bounds hold, and are never below those of ``net``; they need not both be reached, as the
        unknown amounts of different lines depend on one another.
        """
        use: Use = "all" if capital else "revenue"
        found: dict[str | None, Bounds] = {}
        for key in self._parts.in_order(keys):
            for currency, bounds in self._by_currency([key], use).items():
                found[currency] = found.get(currency, _NOTHING) + bounds
        return found

    def _by_currency(self, keys: Iterable[LineKey], use: Use) -> Mapping[str | None, Bounds]:
        groups: dict[str | None, list[int]] = {}
        for index in sorted({self._parts.number[key] for key in keys}):
            groups.setdefault(self._parts.currency[index], []).append(index)
        return {
            currency: self._bounds(*self._forest.bounds(indexes, use))
            for currency, indexes in groups.items()
            if any(self._forest.holds(index, use) for index in indexes)
        }

    # -- revenue of an initiative -----------------------------------------------------------------

    def net_revenue(self, initiative_id: str) -> Revenue:
        """Return the upper bound of the net revenue of an initiative.

        It is that of ``net`` of its lines. Where no revenue is recorded, nothing is known; where
        its lines are in several currencies there is no one sum.
        """
        found = self._revenue.get(initiative_id)
        if found is None:
            found = self._revenue[initiative_id] = self._count(initiative_id)
        return found

    def _count(self, initiative_id: str) -> Revenue:
        own = self.of_initiative(initiative_id)
        currencies = dict.fromkeys(code for key in own if (code := self.currency(key)))
        if len(currencies) > 1:
            return Revenue(None, None, mixed=True)
        bounds = list(self.net(own).values())
        high = sum(bounds, _NOTHING).high if bounds else None
        return Revenue(high, next(iter(currencies), None))


_NOTHING = Bounds(0, 0)


def smaller_revenue(first: Revenue, second: Revenue) -> tuple[Number | None, str | None]:
    """Return the smaller of two net revenues with its currency, or of one where one is known.

    Both are ``None`` where neither is known or the currencies differ.
    """
    if first.high is None and second.high is None:
        return None, None
    known = [revenue for revenue in (first, second) if revenue.high is not None]
    if first.mixed or second.mixed:
        return None, None
    if len({revenue.currency for revenue in known}) > 1:
        return None, None
    return min(r.high for r in known if r.high is not None), known[0].currency
