"""Which initiatives reach a need, worked out for all lines of a city at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from learningcity.model.entities import Need
from learningcity.reach.bits import members
from learningcity.reach.index import OfferIndex
from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import (
    NAMING,
    InitiativeReach,
    NeedMatcher,
    NeedReach,
    Reach,
    facets_of,
    wanted_terms,
)
from learningcity.reach.view import CityView, Facet, Line

__all__ = ["IndexedReach"]


class IndexedReach(NeedReach):
    """What ``reach_need`` finds, as sets of lines; bit n is the n-th line of the index.

    How each line of an initiative relates to the need is worked out when it is asked for.
    """

    def __init__(
        self, view: CityView, likeness: Likeness, need: Need, *, index: OfferIndex
    ) -> None:
        super().__init__(need, facets_of(need), wanted_terms(view, need))
        self._view = view
        self._likeness = likeness
        self.index = index
        met, named, somewhere = index.running, index.everybody, 0
        not_failing = index.everybody
        for facet in self.facets:
            keys = self.wanted[facet]
            meeting = index.meeting(facet, keys)
            met &= meeting
            not_failing &= meeting | index.excused(facet, keys)
            if facet != "place":
                somewhere |= meeting
            if facet in NAMING:
                named &= index.naming(facet, keys)
        self.reaching = met
        """The lines that reach the need."""
        self.targeted = met & named
        """Those of them that are meant for it."""
        self.may = somewhere & not_failing & ~met
        """The lines that may reach it."""

    def initiatives(self, lines: int) -> tuple[InitiativeReach, ...]:
        """Return how the initiatives of some lines relate to the need, with all their lines."""
        matcher = NeedMatcher(self._view, self._likeness, self.facets, self.wanted)
        entries = self._view.city.initiatives
        return tuple(matcher.reach(entries[key]) for key in self.index.initiatives(lines))

    def inside(self, lines: int, *, besides: Facet | None = None) -> int:
        """Return those of some lines that state nothing outside the need.

        A facet may be left out.
        """
        for facet in self.facets:
            if facet != besides:
                lines = self.index.inside(facet, self.wanted[facet], lines)
        return lines

    @property
    def found(self) -> tuple[InitiativeReach, ...]:
        """The initiatives that reach it or may, with each of their lines."""
        return self._items

    @cached_property
    def _items(self) -> tuple[InitiativeReach, ...]:
        return self.initiatives(self.reaching | self.may)

    @property
    def best(self) -> Reach:
        """The most direct reach of all."""
        if self.targeted:
            return Reach.TARGETED
        if self.reaching:
            return Reach.GENERAL
        return Reach.MAY if self.may else Reach.NOT

    def ids(self, reach: Reach) -> tuple[str, ...]:
        """Return the initiatives with exactly this reach."""
        return self._ids[reach]

    @cached_property
    def _ids(self) -> dict[Reach, tuple[str, ...]]:
        index = self.index
        targeted = index.initiatives(self.targeted)
        general = index.initiatives(self.reaching & ~self.targeted)
        may = index.initiatives(self.may)
        if (self.reaching | self.may) & index.several:
            # An initiative counts by its best line.
            better = set(targeted)
            general = tuple(key for key in general if key not in better)
            better.update(general)
            may = tuple(key for key in may if key not in better)
        return {Reach.TARGETED: targeted, Reach.GENERAL: general, Reach.MAY: may, Reach.NOT: ()}

    def targeted_lines(self) -> Iterator[Line]:
        """Return the lines that are meant for this need."""
        return (self.index.lines[number] for number in members(self.targeted))
