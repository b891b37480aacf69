"""Money counted once: the net revenue of an initiative, and what is at stake in a pair."""

from __future__ import annotations

from tests.oracle.case import Case
from tests.oracle.plain import Data, Number, bounds

LineKey = tuple[str, str]


def funding_lines(case: Case) -> dict[LineKey, Data]:
    """All funding lines of the city, by initiative and line."""
    return {
        (i, name): line
        for i, entry in case.initiatives.items()
        for name, line in (entry.get("funding") or {}).items()
    }


def parent_of(key: LineKey, line: Data) -> LineKey | None:
    """A line's `within` is a line of its own initiative, or `initiative/line`."""
    within = line.get("within")
    if within is None:
        return None
    if "/" in within:
        initiative, name = within.split("/")
        return initiative, name
    return key[0], within


class Purse:
    """The funding lines of a city as a forest."""

    def __init__(self, case: Case) -> None:
        self.lines = funding_lines(case)

    def above(self, key: LineKey) -> list[LineKey]:
        """What a line is part of, at any depth."""
        parent = parent_of(key, self.lines[key])
        return [] if parent is None else [parent, *self.above(parent)]

    def below(self, key: LineKey) -> list[LineKey]:
        """The direct parts of a line."""
        return [k for k, line in self.lines.items() if parent_of(k, line) == key]

    def capital(self, key: LineKey) -> bool:
        """Everything not marked capital is revenue."""
        return bool(self.lines[key].get("use") == "capital")

    def outermost(self, key: LineKey, *, capital: bool) -> list[LineKey]:
        """The first lines of this use met on each way down from a line."""
        found: list[LineKey] = []
        for part in self.below(key):
            if self.capital(part) == capital:
                found.append(part)
            else:
                found.extend(self.outermost(part, capital=capital))
        return found

    def lowest(self, key: LineKey) -> Number:
        """The least a line can be: an unknown total is at least the sum of its parts."""
        stated = bounds(self.lines[key].get("amount"))[0]
        parts: Number = sum((self.lowest(part) for part in self.below(key)), 0)
        return max(stated or 0, parts)

    def highest_revenue(self, key: LineKey) -> Number | None:
        """The most a revenue line can be without its capital parts."""
        high = bounds(self.lines[key].get("amount"))[1]
        if high is None:
            return None
        for part in self.outermost(key, capital=True):
            high = high - self.lowest_capital(part)
        return max(0, high)

    def lowest_capital(self, key: LineKey) -> Number:
        """The least that is capital in a capital line, without the revenue parts inside it."""
        low = self.lowest(key)
        for part in self.outermost(key, capital=False):
            revenue = self.highest_revenue(part)
            if revenue is None:
                return 0
            low = low - revenue
        return max(0, low)

    def net(self, i: str) -> Number | None:
        """The highest possible net revenue of an initiative; None where it is not known.

        A line whose `within` ancestor is in the same sum is not added. Where no revenue line is
        recorded, nothing is known.
        """
        own = [key for key in self.lines if key[0] == i and not self.capital(key)]
        if not own:
            return None
        total: Number = 0
        for key in own:
            if any(above[0] == i and not self.capital(above) for above in self.above(key)):
                continue
            amount = self.highest_revenue(key)
            if amount is None:
                return None
            total = total + amount
        return total

    def currencies(self, i: str) -> set[str]:
        """The currencies of an initiative's lines."""
        return {
            line["currency"]
            for key, line in self.lines.items()
            if key[0] == i and line.get("currency") is not None
        }


def at_stake(case: Case, i: str, j: str) -> tuple[Number | None, str | None]:
    """At most the smaller of the two net revenues (of one, where only one is known).

    None if neither is known or the currencies differ; several currencies are unknown money.
    """
    purse = Purse(case)
    if len(purse.currencies(i)) > 1 or len(purse.currencies(j)) > 1:
        return None, None
    known = [
        (amount, next(iter(purse.currencies(k)), None))
        for k in (i, j)
        if (amount := purse.net(k)) is not None
    ]
    if not known or len({currency for _, currency in known}) > 1:
        return None, None
    return min(amount for amount, _ in known), known[0][1]
