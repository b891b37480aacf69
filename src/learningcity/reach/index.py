"""Who may have something in common with whom, without looking at everybody.

Sets of initiatives are whole numbers: bit n stands for the n-th initiative. Python joins and
intersects them at the speed of memory, so that a question about thousands of initiatives costs
little more than its answer.
"""

from __future__ import annotations

from functools import cached_property

from learningcity.reach.facets import Facet, Keys
from learningcity.reach.likeness import Likeness
from learningcity.reach.view import CityView

__all__ = ["OfferIndex"]


class OfferIndex:
    """The offers of a city by what they state, as sets of offering initiatives in file order.

    An initiative counts as stating what any of its lines states, so that every answer holds all
    whom it should hold, and of initiatives with several lines perhaps some more. With `ever` those
    initiatives are there too that do not run on the day of the view.
    """

    def __init__(self, view: CityView, likeness: Likeness, *, ever: bool = False) -> None:
        offers = view.all_lines if ever else view.lines
        self.ids: tuple[str, ...] = tuple(offers)
        """The offering initiatives; an answer's bit n stands for the n-th of them."""
        self._view = view
        self._likeness = likeness
        self._lines = tuple(offers.values())
        self._stating: dict[Facet, dict[Keys, int]] = {}
        self._holding: dict[Facet, dict[str, int]] = {}
        self._meeting: dict[tuple[Facet, Keys], int] = {}
        self._not_failing: dict[tuple[Facet, Keys], int] = {}

    @property
    def everybody(self) -> int:
        """All initiatives."""
        return (1 << len(self.ids)) - 1

    def meeting(self, facet: Facet, keys: Keys) -> int:
        """Return those that state something which shares a part with `keys`."""
        found = self._meeting.get((facet, keys))
        if found is None:
            holding = self._holders(facet)
            found = 0
            for term in self._view.below(facet, keys):
                found |= holding.get(term, 0)
            self._meeting[facet, keys] = found
        return found

    def not_failing(self, facet: Facet, keys: Keys) -> int:
        """Return those that meet `keys`, do not state the facet, or name strangers of `keys`."""
        found = self._not_failing.get((facet, keys))
        if found is None:
            found = self.meeting(facet, keys) | self._statements(facet).get((), 0)
            if facet == "audience":
                found |= self._strangers(keys)
            self._not_failing[facet, keys] = found
        return found

    def _statements(self, facet: Facet) -> dict[Keys, int]:
        """Return for each different statement on a facet who makes it; () is silence."""
        found = self._stating.get(facet)
        if found is None:
            found = self._stating[facet] = {}
            for number, lines in enumerate(self._lines):
                for line in lines:
                    stated = line.terms(facet)
                    found[stated] = found.get(stated, 0) | 1 << number
        return found

    def _holders(self, facet: Facet) -> dict[str, int]:
        """Return for each term who states it or something that contains it."""
        found = self._holding.get(facet)
        if found is None:
            found = self._holding[facet] = {}
            for stated, bits in self._statements(facet).items():
                for term in self._view.below(facet, stated):
                    found[term] = found.get(term, 0) | bits
        return found

    def _strangers(self, keys: Keys) -> int:
        """Return who groups people along lines that are all different from those of `keys`."""
        own = self._likeness.grouping(keys)
        found = 0
        for along, bits in self._groupings.items():
            if own is not None and along is not None and along.isdisjoint(own):
                found |= bits
        return found

    @cached_property
    def _groupings(self) -> dict[frozenset[str] | None, int]:
        """The lines along which audiences group people, with who states such audiences."""
        found: dict[frozenset[str] | None, int] = {}
        for stated, bits in self._statements("audience").items():
            if stated:
                along = self._likeness.grouping(stated)
                found[along] = found.get(along, 0) | bits
        return found
