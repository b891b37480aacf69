"""Who may have something in common with whom, without looking at everybody.

Sets of initiatives are whole numbers: bit n stands for the n-th initiative. Python joins and
intersects them at the speed of memory, so that a question about thousands of initiatives costs
little more than its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from math import comb

from learningcity.reach.likeness import Likeness
from learningcity.reach.view import FACETS, CityView, Facet, Keys

__all__ = ["OfferIndex", "count_unjudged", "members"]


def members(bits: int) -> Iterator[int]:
    """Return the numbers of the bits that are set, in rising order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class OfferIndex:
    """The offers of a city by what they state, as sets of offering initiatives in file order.

    An initiative counts as stating what any of its lines states, so that every answer holds all
    whom it should hold, and of initiatives with several lines perhaps some more. Without `silent`
    only lines count that state an activity: those by which two initiatives can be compared. With
    `ever` those initiatives are there too that do not run on the day of the view.
    """

    def __init__(
        self, view: CityView, likeness: Likeness, *, silent: bool = True, ever: bool = False
    ) -> None:
        offers = view.all_lines if ever else view.lines
        self.ids: tuple[str, ...] = tuple(offers)
        """The offering initiatives; an answer's bit n stands for the n-th of them."""
        self._view = view
        self._likeness = likeness
        self._lines = {
            key: tuple(line for line in lines if silent or line.activity)
            for key, lines in offers.items()
        }
        self._stating: dict[Facet, dict[Keys, int]] = {}
        self._holding: dict[Facet, dict[str, int]] = {}
        self._speaking: dict[Facet, int] = {}
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

    def overlapping(self, initiative_id: str) -> int:
        """Return those that may overlap with an initiative: they meet it on all that both state."""
        found = 0
        for line in self._lines[initiative_id]:
            alike = self.meeting("activity", line.activity)
            for facet in FACETS[1:]:
                stated = line.terms(facet)
                if stated:
                    alike &= self.not_failing(facet, stated)
            found |= alike
        return found

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Return the pairs that may overlap, in file order.

        No other pair can have an overlap above zero. Cost: the number of initiatives and of pairs.
        """
        for number, one in enumerate(self.ids):
            for other in members(self.overlapping(one) >> number + 1):
                yield one, self.ids[number + 1 + other]

    def comparable(self, initiative_id: str) -> int:
        """Return those that can be compared with an initiative.

        Two can be compared where a line of each states an activity, and both state a place, or
        both audiences that are no strangers. The index has to be one of lines with activities.
        """
        found = 0
        for line in self._lines[initiative_id]:
            if line.place:
                found |= self._stated("place")
            if line.audience:
                found |= self.meeting("audience", line.audience)
                found |= self._familiar(line.audience)
        return found

    def _statements(self, facet: Facet) -> dict[Keys, int]:
        """Return for each different statement on a facet who makes it; () is silence."""
        found = self._stating.get(facet)
        if found is None:
            found = self._stating[facet] = {}
            for number, lines in enumerate(self._lines.values()):
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

    def _stated(self, facet: Facet) -> int:
        """Return who states anything on a facet."""
        found = self._speaking.get(facet)
        if found is None:
            found = 0
            for stated, bits in self._statements(facet).items():
                found |= bits if stated else 0
            self._speaking[facet] = found
        return found

    def _strangers(self, keys: Keys) -> int:
        """Return who groups people along lines that are all different from those of `keys`."""
        own = self._lines_along(keys)
        found = 0
        for along, bits in self._groupings.items():
            if own is not None and along is not None and along.isdisjoint(own):
                found |= bits
        return found

    def _familiar(self, keys: Keys) -> int:
        """Return who groups people along a line of `keys`, or along none that anybody has said."""
        own = self._lines_along(keys)
        found = 0
        for along, bits in self._groupings.items():
            if own is None or along is None or not along.isdisjoint(own):
                found |= bits
        return found

    @cached_property
    def _groupings(self) -> dict[frozenset[str] | None, int]:
        """The lines along which audiences group people, with who states such audiences."""
        found: dict[frozenset[str] | None, int] = {}
        for stated, bits in self._statements("audience").items():
            if stated:
                along = self._lines_along(stated)
                found[along] = found.get(along, 0) | bits
        return found

    def _lines_along(self, keys: Keys) -> frozenset[str] | None:
        """Return the lines along which audiences group people; ``None`` where one has none."""
        lines = [self._likeness.lines_along(term) for term in keys]
        return frozenset().union(*lines) if all(lines) else None


def count_unjudged(index: OfferIndex) -> int:
    """Return how many pairs of initiatives cannot be compared, as far as their lines say.

    The index has to be one of lines with activities.
    """
    judged = sum(
        (index.comparable(one) >> number + 1).bit_count() for number, one in enumerate(index.ids)
    )
    return comb(len(index.ids), 2) - judged
