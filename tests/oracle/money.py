"""Money counted once: sums of funding lines, and what is at stake in a pair.

Money is a flow. It comes into the lines that are part of nothing, goes on into their parts, and
ends in one line: each pound in the innermost line that records it. What a line says bounds what
flows into it. The least and the most of a sum are the cheapest flows when each pound of the sum
costs 1, or -1.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import networkx as nx

from tests.oracle.case import Case
from tests.oracle.plain import Data, Number, bounds

LineKey = tuple[str, str]
Interval = tuple[Number, Number | None]

UNIT = 10**6
"""Amounts of the oracle have at most six places behind the point."""


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


def number(units: int) -> Number:
    """An amount from millionths."""
    return units // UNIT if units % UNIT == 0 else Decimal(units) / UNIT


class Purse:
    """The funding lines of a city as a forest."""

    def __init__(self, case: Case) -> None:
        self.lines = funding_lines(case)
        self.parents = {key: parent_of(key, line) for key, line in self.lines.items()}

    def common(self, key: LineKey) -> str | None:
        """The currency that a line says, or else the one that all its parts have in common."""
        stated: str | None = self.lines[key].get("currency")
        if stated is not None:
            return stated
        parts = {self.common(k) for k, parent in self.parents.items() if parent == key} - {None}
        return parts.pop() if len(parts) == 1 else None

    def currency(self, key: LineKey) -> str | None:
        """What a line says, else that of its total, else that of its parts."""
        stated: str | None = self.lines[key].get("currency")
        parent = self.parents[key]
        if stated is None and parent is not None:
            stated = self.currency(parent)
        return stated or self.common(key)

    def total(self, key: LineKey) -> LineKey | None:
        """A part in another currency than its total cannot be netted."""
        parent = self.parents[key]
        if parent is None or self.currency(parent) != self.currency(key):
            return None
        return parent

    def above(self, key: LineKey) -> list[LineKey]:
        """What a line is netted in, at any depth."""
        total = self.total(key)
        return [] if total is None else [total, *self.above(total)]

    def capital(self, key: LineKey) -> bool:
        """Everything not marked capital is revenue."""
        return bool(self.lines[key].get("use") == "capital")

    def stated(self, key: LineKey) -> tuple[int, int | None]:
        """The bounds that a line states, in millionths; where figures differ the larger counts."""
        low, high = bounds(self.lines[key].get("amount"))
        parts = sum(self.stated(k)[0] for k in self.lines if self.total(k) == key)
        least = max(int(Fraction(low or 0) * UNIT), parts)
        return least, None if high is None else max(int(Fraction(high) * UNIT), least)

    def ends(self, keys: Iterable[LineKey], use: str) -> list[LineKey]:
        """The lines in which the money of a sum ends: those of the set and all their parts."""
        asked = set(keys)
        return [
            key
            for key in self.lines
            if asked & {key, *self.above(key)}
            and (use == "all" or (use == "capital") == self.capital(key))
        ]

    def extreme(self, ends: list[LineKey], price: int) -> int | None:
        """The least cost of all flows when what ends in these lines has a price."""
        stated = {key: self.stated(key) for key in self.lines}
        endless = 1 + sum(low + (high or 0) for low, high in stated.values())
        flow: nx.DiGraph[object] = nx.DiGraph()
        plenty = 2 * endless * (1 + len(stated))
        flow.add_edge("sink", "source", weight=0, capacity=plenty)
        demand: dict[object, int] = {}
        for key, (low, high) in stated.items():
            came = self.total(key) or "source"
            flow.add_edge(came, key, weight=0, capacity=endless if high is None else high - low)
            demand[came] = demand.get(came, 0) + low
            demand[key] = demand.get(key, 0) - low
            cost = price if key in ends else 0
            flow.add_edge(key, "sink", weight=cost, capacity=plenty)
        nx.set_node_attributes(flow, demand, "demand")
        total = int(nx.network_simplex(flow)[0])
        return None if total <= -endless else total

    def sums(self, keys: Iterable[LineKey], use: str) -> dict[str | None, Interval]:
        """The least and the most of a sum by currency; one without such money is left out."""
        found: dict[str | None, Interval] = {}
        for currency in dict.fromkeys(map(self.currency, self.lines)):
            ends = self.ends((k for k in keys if self.currency(k) == currency), use)
            if ends:
                low, high = self.extreme(ends, 1), self.extreme(ends, -1)
                assert low is not None
                found[currency] = (number(low), None if high is None else number(-high))
        return found

    def net(self, i: str) -> Number | None:
        """The highest possible net revenue of an initiative; None where it is not known."""
        found = self.sums([key for key in self.lines if key[0] == i], "revenue")
        highs = [high for _, high in found.values() if high is not None]
        return sum(highs, 0) if found and len(highs) == len(found) else None

    def currencies(self, i: str) -> set[str]:
        """The currencies of an initiative's lines."""
        return {
            currency
            for key in self.lines
            if key[0] == i and (currency := self.currency(key)) is not None
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
