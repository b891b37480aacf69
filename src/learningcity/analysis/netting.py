"""Sums of money in which a part is never added to its total: exact bounds over a forest.

Amounts are whole numbers of one small unit, so that nothing is ever rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Forest", "Sum", "Use", "in_depth_order"]

Use: TypeAlias = Literal["all", "capital", "revenue"]
"""Which money of a sum is asked for."""

Top: TypeAlias = "int | None"
"""An upper bound; ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum as it is recorded: its bounds, its use, and the sum that it is directly a part of."""

    low: int
    high: Top
    capital: bool
    total: int | None


@dataclass(frozen=True, slots=True)
class _Share:
    """How much of a sum can be counted: of x in all, at most min(x - spared, counted).

    ``spared`` is what cannot be counted even where the sum is as small as it can be.
    """

    spared: int
    counted: Top


_NOTHING = _Share(0, 0)


class Forest:
    """Sums and what is a part of what, with the bounds that they put on one another.

    A sum consists of its parts, which have no money in common, and of a rest, which is not below
    zero. So each piece of money lies in the rest of exactly one sum, the innermost one that records
    it, and it is capital or revenue as that sum is. Where parts add up to more than their total, or
    a total has a bound below what its parts surely are, the larger figure counts.

    Parameters
    ----------
    sums
        The sums; ``total`` is an index in them. No sum is a part of itself, at any depth.
    """

    def __init__(self, sums: Sequence[Sum]) -> None:
        self._sums = sums
        self._totals = [entry.total for entry in sums]
        self._order = in_depth_order(self._totals)
        self._place = list(range(len(sums)))
        for place, index in enumerate(self._order):
            self._place[index] = place
        self._last = list(self._place)
        self._root = list(range(len(sums)))
        self._parts_low = [0] * len(sums)
        self._low = [0] * len(sums)
        self._high: list[Top] = [None] * len(sums)
        self._bound_upwards()
        self._most = self._bound_downwards()
        self._shares = {use: self._share_out(capital=use == "capital") for use in _USES}
        self._uses = self._look_for_uses()

    def _bound_upwards(self) -> None:
        """Work out the least of each sum, its own upper bound, and where its parts end."""
        for index in reversed(self._order):
            stated = self._sums[index]
            low = self._low[index] = max(stated.low, self._parts_low[index])
            self._high[index] = None if stated.high is None else max(stated.high, low)
            if stated.total is not None:
                self._parts_low[stated.total] += low
                self._last[stated.total] = max(self._last[stated.total], self._last[index])

    def _bound_downwards(self) -> list[Top]:
        """Return the most that each sum can be, what its totals allow included."""
        most = list(self._high)
        for index in self._order:
            total = self._totals[index]
            if total is None:
                continue
            self._root[index] = self._root[total]
            room = most[total]
            if room is not None:
                others = self._parts_low[total] - self._low[index]
                most[index] = _smaller(most[index], room - others)
        return most

    def _share_out(self, *, capital: bool) -> list[_Share]:
        """Return how much of each sum can be of one use, its parts included."""
        shares = [_NOTHING] * len(self._sums)
        inside: list[list[_Share]] = [[] for _ in self._sums]
        for index in reversed(self._order):
            counts = self._sums[index].capital == capital
            shares[index] = self._gather(index, inside[index], 0, rest=counts)
            total = self._totals[index]
            if total is not None:
                inside[total].append(shares[index])
        return shares

    def _look_for_uses(self) -> list[tuple[bool, bool]]:
        """Return of each sum whether capital and whether revenue is recorded in it."""
        uses = [(entry.capital, not entry.capital) for entry in self._sums]
        for index in reversed(self._order):
            total = self._totals[index]
            if total is not None:
                capital, revenue = uses[index]
                uses[total] = (uses[total][0] or capital, uses[total][1] or revenue)
        return uses

    def holds(self, index: int, use: Use) -> bool:
        """Return whether money of this use is recorded in a sum or in a part of it."""
        return use == "all" or self._uses[index][_USES.index(use)]

    def _gather(self, index: int, parts: Iterable[_Share], other: int, *, rest: bool) -> _Share:
        """Return the share of a sum from those of its parts.

        Parts that are not looked at are at least `other` and count for nothing; `rest` says
        whether the rest of the sum, of which there is no end, counts.
        """
        spared, counted = other, 0
        endless = rest
        for part in parts:
            spared += part.spared
            if part.counted is None:
                endless = True
            else:
                counted += part.counted
        low, high = self._low[index], self._high[index]
        if endless:
            return _Share(spared, None if high is None else high - spared)
        spared = max(spared, low - counted)
        return _Share(spared, counted if high is None else min(counted, high - spared))

    def tops(self, indexes: Iterable[int]) -> list[int]:
        """Return those sums that are no part, at any depth, of another one among them."""
        found: list[int] = []
        end = -1
        for place in sorted({self._place[index] for index in indexes}):
            if place > end:
                found.append(self._order[place])
                end = self._last[self._order[place]]
        return found

    def amount(self, index: int) -> tuple[int, Top]:
        """Return the least and the most that one sum can be."""
        return self._low[index], self._most[index]

    def bounds(self, indexes: Iterable[int], use: Use) -> tuple[int, Top]:
        """Return the least and the most of all money in these sums, each piece once.

        Both bounds are reached by some assignment of the unknown amounts that fits the file.
        """
        by_root: dict[int, list[int]] = {}
        for top in self.tops(indexes):
            by_root.setdefault(self._root[top], []).append(top)
        low, high = 0, 0
        endless = False
        for tops in by_root.values():
            low += sum(self._least(top, use) for top in tops)
            most = self._most_of(tops, use)
            if most is None:
                endless = True
            else:
                high += most
        return low, None if endless else high

    def _least(self, top: int, use: Use) -> int:
        """Return the least of one use in a sum.

        All sums can be as small as they can be at one time, and then what cannot be of the other
        use is of this one.
        """
        if use == "all":
            return self._low[top]
        return self._shares["capital" if use == "revenue" else "revenue"][top].spared

    def _share(self, top: int, use: Use) -> _Share:
        return _Share(0, self._high[top]) if use == "all" else self._shares[use][top]

    def _most_of(self, tops: Sequence[int], use: Use) -> Top:
        """Return the most of one use in sums that have a total in common, or in one sum."""
        if len(tops) == 1:
            share, most = self._share(tops[0], use), self._most[tops[0]]
            return share.counted if most is None else _smaller(share.counted, most - share.spared)
        shares = {top: self._share(top, use) for top in tops}
        inside: dict[int, list[int]] = {}
        for index in self._above(tops):
            below = inside.get(index, [])
            if below:
                other = self._parts_low[index] - sum(self._low[part] for part in below)
                gathered = [shares[part] for part in below]
                shares[index] = self._gather(index, gathered, other, rest=False)
            total = self._totals[index]
            if total is not None:
                inside.setdefault(total, []).append(index)
        return shares[self._root[tops[0]]].counted

    def _above(self, tops: Sequence[int]) -> list[int]:
        """Return these sums and all totals above them, parts before their totals."""
        found = set(tops)
        for top in tops:
            total = self._totals[top]
            while total is not None and total not in found:
                found.add(total)
                total = self._totals[total]
        return sorted(found, key=self._place.__getitem__, reverse=True)


_USES: tuple[Use, Use] = ("capital", "revenue")


def in_depth_order(totals: Sequence[int | None]) -> list[int]:
    """Return the indexes of a forest so that each is followed by all that is a part of it.

    `totals` has the index of the total of each, or ``None``. What leads back to itself is left out.
    """
    parts: list[list[int]] = [[] for _ in totals]
    waiting: list[int] = []
    for index in reversed(range(len(totals))):
        total = totals[index]
        (waiting if total is None else parts[total]).append(index)
    order: list[int] = []
    while waiting:
        index = waiting.pop()
        order.append(index)
        waiting.extend(parts[index])
    return order


def _smaller(first: Top, second: int) -> int:
    return second if first is None else min(first, second)
