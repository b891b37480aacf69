"""Money, each pound counted once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import cached_property
from typing import ClassVar, TypeAlias

from learningcity.analysis.netting import Forest, Sum, Use, in_depth_order
from learningcity.model.city import City
from learningcity.model.entities import FundingLine
from learningcity.model.integrity import find_rings
from learningcity.model.values import Number, line_name

__all__ = ["Bounds", "Ledger", "LineKey", "Revenue", "smaller_revenue"]

LineKey: TypeAlias = tuple[str, str]
"""A funding line: the ids of its initiative and of the line."""

Currency: TypeAlias = "str | None"
"""A currency code; ``None`` where nobody has said the currency."""

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


Bounds.UNKNOWN = Bounds(0, None)


def _add(first: Number, second: Number) -> Number:
    if isinstance(first, int) and isinstance(second, int):
        return first + second
    return _EXACT.add(first, second)


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
        self._keys = list(self.lines)
        self._place = {key: place for place, key in enumerate(self._keys)}
        self._of_initiative: dict[str, list[LineKey]] = {}
        for key in self._keys:
            self._of_initiative.setdefault(key[0], []).append(key)
        self.rings = self._find_rings()
        self._number, self._members = self._number_sums()
        totals = self._all_totals()
        self._currency = self._read_currencies(totals)
        self._totals = [
            total if total is not None and self._currency[total] == currency else None
            for total, currency in zip(totals, self._currency, strict=True)
        ]
        self._revenue: dict[str, Revenue] = {}

    # -- what is part of what ------------------------------------------------------------------

    def _stated_total(self, key: LineKey) -> LineKey | None:
        """Return the line that a line is said to be a part of, if there is such a line."""
        within = self.lines[key].within
        if within is None:
            return None
        initiative_id, _, line_id = line_name(key[0], within).partition("/")
        total = (initiative_id, line_id)
        return total if total in self.lines else None

    def _find_rings(self) -> tuple[tuple[LineKey, ...], ...]:
        names = {"/".join(key): key for key in self._keys}
        up = {
            name: ("/".join(total),)
            for name, key in names.items()
            if (total := self._stated_total(key)) is not None
        }
        return tuple(tuple(names[name] for name in ring) for ring in find_rings(up))

    def _number_sums(self) -> tuple[dict[LineKey, int], list[list[LineKey]]]:
        """Return the sum in which each line is, and the lines of each sum, in file order.

        A sum is one line, or the lines of a ring in one currency.
        """
        first: dict[LineKey, LineKey] = {}
        for ring in self.rings:
            if len({self.lines[key].currency for key in ring} - {None}) <= 1:
                first.update(dict.fromkeys(ring, min(ring, key=self._place.__getitem__)))
        number: dict[LineKey, int] = {}
        members: list[list[LineKey]] = []
        for key in self._keys:
            leader = first.get(key, key)
            if leader == key:
                number[key] = len(members)
                members.append([key])
            else:
                number[key] = number[leader]
                members[number[key]].append(key)
        return number, members

    def _all_totals(self) -> list[int | None]:
        """Return the total of each sum whatever the currencies; a ring is a part of nothing."""
        in_rings = {key for ring in self.rings for key in ring}
        totals: list[int | None] = []
        for keys in self._members:
            total = None if keys[0] in in_rings else self._stated_total(keys[0])
            totals.append(None if total is None else self._number[total])
        return totals

    def _read_currencies(self, totals: list[int | None]) -> list[Currency]:
        """Return the currency of each sum: its own, that of its total, or that of all its parts."""
        order = in_depth_order(totals)
        stated = [
            next((self.lines[key].currency for key in keys if self.lines[key].currency), None)
            for keys in self._members
        ]
        below: list[Currency] = list(stated)
        parts: list[set[str]] = [set() for _ in totals]
        for index in reversed(order):
            if below[index] is None and len(parts[index]) == 1:
                below[index] = next(iter(parts[index]))
            total, currency = totals[index], below[index]
            if total is not None and currency is not None:
                parts[total].add(currency)
        for index in order:
            total = totals[index]
            above = None if total is None else stated[total]
            stated[index] = stated[index] or above or below[index]
        return stated

    def total(self, key: LineKey) -> LineKey | None:
        """Return the line whose part a line is when sums are netted, or ``None``.

        It is none where the two currencies differ, and for lines in a ring.
        """
        total = self._totals[self._number[key]]
        return None if total is None else self._stated_total(key)

    def currency(self, key: LineKey) -> str | None:
        """Return the currency of a line, its own or that of its total or parts."""
        return self._currency[self._number[key]]

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
                for keys, total in zip(self._members, self._totals, strict=True)
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
        return self._bounds(*self._forest.amount(self._number[key]))

    def counted(self, keys: Iterable[LineKey]) -> tuple[LineKey, ...]:
        """Return the lines of a set that are added: those that are no part of another one in it.

        They are in file order. Of the lines of a ring the first in the set stands for all.
        """
        firsts = self._firsts(keys)
        tops = set(self._forest.tops(firsts))
        return tuple(key for index, key in sorted(firsts.items()) if index in tops)

    def _firsts(self, keys: Iterable[LineKey]) -> dict[int, LineKey]:
        """Return the sums of a set of lines, each with its first line in the set."""
        firsts: dict[int, LineKey] = {}
        for key in self._in_order(keys):
            firsts.setdefault(self._number[key], key)
        return firsts

    def _in_order(self, keys: Iterable[LineKey]) -> list[LineKey]:
        return sorted(set(keys), key=self._place.__getitem__)

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
        for key in self._in_order(keys):
            for currency, bounds in self._by_currency([key], use).items():
                found[currency] = found.get(currency, _NOTHING) + bounds
        return found

    def _by_currency(self, keys: Iterable[LineKey], use: Use) -> Mapping[str | None, Bounds]:
        groups: dict[str | None, list[int]] = {}
        for index in sorted({self._number[key] for key in keys}):
            groups.setdefault(self._currency[index], []).append(index)
        return {
            currency: self._bounds(*self._forest.bounds(indexes, use))
            for currency, indexes in groups.items()
            if any(self._forest.holds(index, use) for index in indexes)
        }

    # -- revenue of an initiative -----------------------------------------------------------------

    def of_initiative(self, initiative_id: str) -> tuple[LineKey, ...]:
        """Return the lines of an initiative in file order."""
        return tuple(self._of_initiative.get(initiative_id, ()))

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
    known = [revenue for revenue in (first, second) if revenue.high is not None]
    if first.mixed or second.mixed or not known:
        return None, None
    if len({revenue.currency for revenue in known}) > 1:
        return None, None
    return min(r.high for r in known if r.high is not None), known[0].currency
