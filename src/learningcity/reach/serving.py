"""The supply for a need, added up over the lines that reach it.

An initiative with one line, none of whose umbrellas and parts reaches the same need, stands alone:
what it serves is looked up. All others are counted as ``count_supply`` counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cached_property
from math import floor

from learningcity.model.city import City
from learningcity.model.entities import Initiative
from learningcity.model.running import Running
from learningcity.reach.bits import bits_of, members
from learningcity.reach.index import OfferIndex
from learningcity.reach.indexed import IndexedReach
from learningcity.reach.supply import (
    Families,
    Share,
    Supply,
    add_up_shared,
    count_supply,
    estimate_supply,
    most_served,
    surely_served,
    whole_offer,
)
from learningcity.reach.view import Line

__all__ = ["Serving"]

_NOTHING = Supply(0, 0, ())


class Serving:
    """How many people the initiatives of an index serve, kept for all needs of a city."""

    def __init__(self, city: City, index: OfferIndex, families: Families) -> None:
        self._city = city
        self._index = index
        self._families = families
        self._least: dict[int, int] = {}

    def count(self, reach: IndexedReach) -> Supply:
        """Return what ``count_supply`` gives for all that reaches or may reach a need."""
        index, place = self._index, self._families.place
        alone, joined = self._divide(reach)
        counting = reach.inside(self._surely_serving(alone & reach.reaching))
        least = {number: self._low(number) for number in members(counting)}
        together = _NOTHING
        if joined:
            together = count_supply(reach.initiatives(joined), self._families)
        low = sum(least.values()) + together.low
        silent = index.initiatives(alone & self._silent)
        if together.unknown:
            silent = tuple(sorted((*silent, *together.unknown), key=place.__getitem__))
        if silent or together.high is None:
            return Supply(low, None, silent)
        most = sum(max(self._high(n) or 0, least.get(n, 0)) for n in members(alone))
        return Supply(low, most + together.high, ())

    def estimate(
        self, reach: IndexedReach, supply: Supply, share: Callable[[Line], Share | None]
    ) -> tuple[int, int | None] | None:
        """Return what ``estimate_supply`` gives, where `supply` is that for the same need."""
        shares: dict[int, Share] = {}
        for number in members(self._shared(reach)):
            part = share(self._index.lines[number])
            if part is None:
                return None
            shares[number] = part
        if all(part[0] == 1 for part in shares.values()):
            return None
        if supply.high is not None:
            return estimate_supply(reach.found, self._families, share)
        # Without an upper bound only what surely reaches the need adds anything.
        alone, joined = self._divide(reach)
        counting = self._surely_serving(alone & reach.reaching)
        low = Fraction(0)
        for number in members(reach.inside(counting, besides="place")):
            low += self._low(number) * (shares[number][0] if number in shares else 1)
        if joined:
            low += add_up_shared(reach.initiatives(joined), self._families, share)[0]
        return floor(low), None

    def _shared(self, reach: IndexedReach) -> int:
        """Return the lines that reach a need and state places outside of it."""
        if "place" not in reach.facets:
            return reach.reaching
        inside = self._index.inside("place", reach.wanted["place"], reach.reaching)
        return reach.reaching & ~inside

    def _divide(self, reach: IndexedReach) -> tuple[int, int]:
        """Return the lines of those that stand alone, and of those that do not."""
        found = reach.reaching | reach.may
        joined = found & self._index.several
        above = self._above
        for number in members(found & self._with_umbrella):
            if larger := above[number] & found:
                joined |= larger | 1 << number
        return found & ~joined, joined

    def _surely_serving(self, lines: int) -> int:
        """Return those lines of which it may be known how many people they surely serve."""
        return lines & self._index.sure & self._stating

    def _low(self, number: int) -> int:
        """Return what an initiative surely serves if its only line counts."""
        found = self._least.get(number)
        if found is None:
            entry, line = self._entries[number], self._index.lines[number]
            found = surely_served(whole_offer(entry, Running.YES, (line,)))
            self._least[number] = found
        return found

    def _high(self, number: int) -> int | None:
        """Return the most that an initiative serves if the line is its only one."""
        return most_served(self._entries[number], self._index.lines[number : number + 1])

    @cached_property
    def _entries(self) -> list[Initiative]:
        """The initiative of each line."""
        return list(map(self._city.initiatives.__getitem__, self._index.owners))

    @cached_property
    def _stating(self) -> int:
        """The lines of which anything is said from which follows how many people they serve."""
        pairs = enumerate(zip(self._entries, self._index.lines, strict=True))
        return self._bits(
            number
            for number, (entry, line) in pairs
            if entry.capacity is not None or line.capacity is not None or entry.participants
        )

    @cached_property
    def _silent(self) -> int:
        """The lines of those that do not say how many people they serve at most."""
        return self._bits(
            number
            for number, entry in enumerate(self._entries)
            if (entry.capacity is None or entry.capacity.high is None)
            and (not entry.provision or self._high(number) is None)
        )

    def _bits(self, numbers: Iterable[int]) -> int:
        return bits_of(numbers, len(self._index.lines))

    @cached_property
    def _above(self) -> dict[int, int]:
        """For each line the lines of all umbrellas of its initiative, where it has any."""
        numbers: dict[str, list[int]] = {}
        for number, key in enumerate(self._index.owners):
            numbers.setdefault(key, []).append(number)
        umbrella, found = self._families.umbrella, dict[int, int]()
        for key, lines in numbers.items():
            above = 0
            larger = umbrella[key]
            while larger is not None and larger in umbrella:
                for number in numbers.get(larger, ()):
                    above |= 1 << number
                larger = umbrella[larger]
            if above:
                found.update(dict.fromkeys(lines, above))
        return found

    @cached_property
    def _with_umbrella(self) -> int:
        return self._bits(self._above)
