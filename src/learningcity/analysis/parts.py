"""Which funding line is a part of which: totals, rings, currencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from learningcity.analysis.netting import in_depth_order
from learningcity.model.entities import FundingLine
from learningcity.model.integrity import find_rings
from learningcity.model.values import line_name

__all__ = ["LineKey", "Parts"]

LineKey: TypeAlias = tuple[str, str]
"""A funding line: the ids of its initiative and of the line."""

Currency: TypeAlias = "str | None"
"""A currency code; ``None`` where nobody has said the currency."""


class Parts:
    """Funding lines as numbered sums, with the total of each.

    A sum is one line, or the lines of a ring in one currency. Of a sum in another currency than
    what it lies within, and of a line within one that does not exist, there is no total.

    Parameters
    ----------
    lines
        All funding lines in file order.
    """

    def __init__(self, lines: Mapping[LineKey, FundingLine]) -> None:
        self._lines = lines
        self._place = {key: place for place, key in enumerate(lines)}
        self.rings = self._find_rings()
        """Lines that are parts of one another in a ring, each ring in the order of its arrows."""
        self.number: dict[LineKey, int] = {}
        """The sum in which each line is."""
        self.members: list[list[LineKey]] = []
        """The lines of each sum, in file order; sums go by their first lines."""
        self._number_sums()
        within = self._all_totals()
        self.currency = self._read_currencies(within)
        """The currency of each sum: its own, that of its total, or that of all its parts."""
        self.total: Sequence[int | None] = [
            total if total is not None and self.currency[total] == currency else None
            for total, currency in zip(within, self.currency, strict=True)
        ]
        """The sum that each is directly a part of."""
        self.order = in_depth_order(self.total)
        """All sums, each total before its parts."""

    def stated_total(self, key: LineKey) -> LineKey | None:
        """Return the line that a line is said to be a part of, if there is such a line."""
        within = self._lines[key].within
        if within is None:
            return None
        initiative_id, _, line_id = line_name(key[0], within).partition("/")
        total = (initiative_id, line_id)
        return total if total in self._lines else None

    def _find_rings(self) -> tuple[tuple[LineKey, ...], ...]:
        names = {"/".join(key): key for key in self._lines}
        up = {
            name: ("/".join(total),)
            for name, key in names.items()
            if (total := self.stated_total(key)) is not None
        }
        return tuple(tuple(names[name] for name in ring) for ring in find_rings(up))

    def _number_sums(self) -> None:
        first: dict[LineKey, LineKey] = {}
        for ring in self.rings:
            if len({self._lines[key].currency for key in ring} - {None}) <= 1:
                first.update(dict.fromkeys(ring, min(ring, key=self._place.__getitem__)))
        for key in self._lines:
            leader = first.get(key, key)
            if leader == key:
                self.number[key] = len(self.members)
                self.members.append([key])
            else:
                self.number[key] = self.number[leader]
                self.members[self.number[key]].append(key)

    def _all_totals(self) -> list[int | None]:
        """Return the total of each sum whatever the currencies; a ring is a part of nothing."""
        in_rings = {key for ring in self.rings for key in ring}
        totals: list[int | None] = []
        for keys in self.members:
            total = None if keys[0] in in_rings else self.stated_total(keys[0])
            totals.append(None if total is None else self.number[total])
        return totals

    def _read_currencies(self, totals: list[int | None]) -> list[Currency]:
        order = in_depth_order(totals)
        stated = [
            next((self._lines[key].currency for key in keys if self._lines[key].currency), None)
            for keys in self.members
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

    def in_order(self, keys: Iterable[LineKey]) -> list[LineKey]:
        """Return lines in file order, each once."""
        return sorted(set(keys), key=self._place.__getitem__)

    def firsts(self, keys: Iterable[LineKey]) -> dict[int, LineKey]:
        """Return the sums in which lines are, each with the first of these lines in it."""
        firsts: dict[int, LineKey] = {}
        for key in self.in_order(keys):
            firsts.setdefault(self.number[key], key)
        return firsts

    def covered(self, keys: Iterable[LineKey]) -> dict[LineKey, LineKey]:
        """Return those lines of a set that lie in another one of it, each with the nearest one.

        Of the lines of a ring all lie in the first one of the set.
        """
        asked = self.in_order(keys)
        firsts = self.firsts(asked)
        nearest: dict[int, LineKey] = {}
        for index in self.order:
            total = self.total[index]
            if total is not None and (found := firsts.get(total) or nearest.get(total)):
                nearest[index] = found
        covered: dict[LineKey, LineKey] = {}
        for key in asked:
            index = self.number[key]
            holder = firsts[index] if firsts[index] != key else nearest.get(index)
            if holder is not None:
                covered[key] = holder
        return covered
