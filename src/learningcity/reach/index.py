"""Who may have something in common with whom, without looking at everybody.

Sets of lines are whole numbers: bit n stands for the n-th line. Python joins and intersects them at
the speed of memory, so that a question about thousands of initiatives costs little more than its
answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import attrgetter

from learningcity.model.running import Running
from learningcity.reach.bits import bits_of, members
from learningcity.reach.facets import Facet, Keys
from learningcity.reach.likeness import Likeness
from learningcity.reach.view import CityView, Line

__all__ = ["OfferIndex"]


class OfferIndex:
    """The lines of a city's offers by what they state, as sets, in file order.

    With `ever` those are there too whose initiatives do not run on the day of the view.
    """

    def __init__(self, view: CityView, likeness: Likeness, *, ever: bool = False) -> None:
        offers = view.all_lines if ever else view.lines
        self.lines: tuple[Line, ...] = tuple(line for lines in offers.values() for line in lines)
        """All lines; an answer's bit n stands for the n-th of them."""
        self.owners: tuple[str, ...] = tuple(key for key, lines in offers.items() for _ in lines)
        """The initiative of each line."""
        self.everybody = (1 << len(self.lines)) - 1
        """All lines."""
        self._view = view
        self._likeness = likeness
        self._stating: dict[Facet, dict[str, int]] = {}
        self._holding: dict[Facet, dict[str, int]] = {}
        self._silent: dict[Facet, int] = {}
        self._strangers: dict[frozenset[str], int] = {}
        self._said: dict[Facet, tuple[int, int]] = {}
        self._meeting: dict[tuple[Facet, str], int] = {}
        self._naming: dict[tuple[Facet, str], int] = {}

    @cached_property
    def running(self) -> int:
        """The lines of those that run, surely or presumably."""
        return self._bits(n for n, runs in enumerate(self._runs) if runs >= Running.PRESUMED)

    @cached_property
    def sure(self) -> int:
        """The lines of those that surely run."""
        return self._bits(n for n, runs in enumerate(self._runs) if runs == Running.YES)

    @cached_property
    def several(self) -> int:
        """The lines of those that have more than one."""
        before: str | None = None
        found = []
        for number, owner in enumerate(self.owners):
            if owner == before:
                found += [number - 1, number]
            before = owner
        return bits_of(found, len(self.lines))

    def initiatives(self, lines: int) -> tuple[str, ...]:
        """Return the initiatives of some lines, each once, in file order."""
        owners = self.owners
        ids = [owners[number] for number in members(lines)]
        return tuple(dict.fromkeys(ids) if lines & self.several else ids)

    def meeting(self, facet: Facet, keys: Keys) -> int:
        """Return those that state something which shares a part with `keys`."""
        found = 0
        for key in keys:
            found |= self._meeting_term(facet, key)
        return found

    def naming(self, facet: Facet, keys: Keys) -> int:
        """Return those that state something which lies wholly in `keys`."""
        found = 0
        for key in keys:
            found |= self._naming_term(facet, key)
        return found

    def stating(self, facet: Facet, key: str) -> int:
        """Return those that state this very term."""
        return self._stated(facet).get(key, 0)

    def holding(self, facet: Facet, key: str) -> int:
        """Return those that state this term, or one that contains it."""
        return self._holders(facet).get(key, 0)

    def silent(self, facet: Facet) -> int:
        """Return those that state nothing on a facet."""
        found = self._silent.get(facet)
        if found is None:
            found = self._silent[facet] = self.everybody & ~self._saying(facet)[0]
        return found

    def inside(self, facet: Facet, keys: Keys, among: int) -> int:
        """Return those of some lines that state something, all of which lies in `keys`.

        Cost: the lines among them that state several terms, and name one that lies in `keys`.
        """
        found = among & self.naming(facet, keys)
        below = self._view.below(facet, keys)
        for number in members(found & self._saying(facet)[1]):
            if not below.issuperset(self.lines[number].terms(facet)):
                found ^= 1 << number
        return found

    def not_failing(self, facet: Facet, keys: Keys) -> int:
        """Return those that meet `keys`, do not state the facet, or name strangers of `keys`."""
        return self.meeting(facet, keys) | self.excused(facet, keys)

    def excused(self, facet: Facet, keys: Keys) -> int:
        """Return those that do not state the facet, or name strangers of `keys`."""
        found = self.silent(facet)
        return found | self._apart(keys) if facet == "audience" else found

    def not_failing_on(self, facets: Iterable[Facet], wanted: Mapping[Facet, Keys]) -> int:
        """Return those that fail on none of some facets."""
        found = self.everybody
        for facet in facets:
            found &= self.not_failing(facet, wanted[facet])
        return found

    @cached_property
    def _runs(self) -> list[Running]:
        """Whether the initiative of each line runs."""
        return list(map(self._view.calendar.running, self.owners))

    def _bits(self, numbers: Iterable[int]) -> int:
        return bits_of(numbers, len(self.lines))

    def _stated(self, facet: Facet) -> dict[str, int]:
        """Return for each term who states it."""
        found = self._stating.get(facet)
        if found is None:
            numbers: defaultdict[str, list[int]] = defaultdict(list)
            for number, terms in enumerate(map(attrgetter(facet), self.lines)):
                for term in terms:
                    numbers[term].append(number)
            found = {term: self._bits(stating) for term, stating in numbers.items()}
            self._stating[facet] = found
        return found

    def _holders(self, facet: Facet) -> dict[str, int]:
        """Return for each term who states it or something that contains it."""
        found = self._holding.get(facet)
        if found is None:
            found = self._holding[facet] = {}
            below = self._view.graph(facet).below
            for stated, bits in self._stated(facet).items():
                for term in below(stated):
                    found[term] = found.get(term, 0) | bits
        return found

    def _meeting_term(self, facet: Facet, key: str) -> int:
        found = self._meeting.get((facet, key))
        if found is None:
            found = _union(self._holders(facet), self._view.graph(facet).below(key))
            self._meeting[facet, key] = found
        return found

    def _naming_term(self, facet: Facet, key: str) -> int:
        found = self._naming.get((facet, key))
        if found is None:
            found = _union(self._stated(facet), self._view.graph(facet).below(key))
            self._naming[facet, key] = found
        return found

    def _saying(self, facet: Facet) -> tuple[int, int]:
        """Return who states anything on a facet, and who states several terms."""
        found = self._said.get(facet)
        if found is None:
            once = more = 0
            for bits in self._stated(facet).values():
                more |= once & bits
                once |= bits
            found = self._said[facet] = once, more
        return found

    def _apart(self, keys: Keys) -> int:
        """Return who groups people along lines that are all different from those of `keys`."""
        own = self._likeness.grouping(keys)
        if own is None:
            return 0
        found = self._strangers.get(own)
        if found is None:
            found = self._saying("audience")[0] & ~self._along.get(None, 0)
            for along in own:
                found &= ~self._along.get(along, 0)
            self._strangers[own] = found
        return found

    @cached_property
    def _along(self) -> dict[str | None, int]:
        """Who groups people along each line; ``None`` for who names a group of unknown line."""
        found: dict[str | None, int] = {}
        for term, bits in self._stated("audience").items():
            for along in self._likeness.lines_along(term) or (None,):
                found[along] = found.get(along, 0) | bits
        return found


def _union(sets: Mapping[str, int], keys: Iterable[str]) -> int:
    found = 0
    for key in keys:
        found |= sets.get(key, 0)
    return found
