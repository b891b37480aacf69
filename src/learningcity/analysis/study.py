"""A city read once, for as many questions as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from learningcity.analysis.coordination import Coordination
from learningcity.analysis.money import Ledger
from learningcity.analysis.succession import Succession
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Need
from learningcity.model.running import CARRY, Calendar
from learningcity.reach.index import OfferIndex
from learningcity.reach.indexed import IndexedReach
from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import LineMatch, NeedReach, Reach, match_need
from learningcity.reach.population import population_share
from learningcity.reach.serving import Serving
from learningcity.reach.supply import Families, Share, Supply, count_supply, estimate_supply
from learningcity.reach.view import CityView, Line

if TYPE_CHECKING:
    from learningcity.analysis.coverage import CoverageRow

__all__ = ["Study"]


class Study:
    """What all analyses of one city on one day (or over all time) share.

    Terms, running offers, likeness, coordination, money and what reaches each need are worked out
    when first asked for, and kept. Nothing in a study depends on a threshold.

    Parameters
    ----------
    city
        The city.
    on
        The day; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.

    Raises
    ------
    ValueError
        Both a day and all time are asked for, or `carry` is below zero, or `on` is no date.
    """

    def __init__(
        self,
        city: City,
        *,
        on: date | PartialDate | str | None = None,
        ever: bool = False,
        carry: int = CARRY,
    ) -> None:
        calendar = Calendar(city, on=on, ever=ever, carry=carry)
        self._begin(CityView(city, calendar))

    @classmethod
    def of(cls, view: CityView) -> Study:
        """Return a study of a city whose lines and days are known."""
        study = cls.__new__(cls)
        study._begin(view)
        return study

    def _begin(self, view: CityView, likeness: Likeness | None = None) -> None:
        self.city = view.city
        self.calendar = view.calendar
        self.view = view
        self.likeness = Likeness(view) if likeness is None else likeness
        self._funders: dict[str, frozenset[str]] = {}
        self.covered: dict[str, CoverageRow] = {}
        self._reaches: dict[str, NeedReach] = {}
        self._supplies: dict[str, Supply] = {}
        self._matches: dict[str, dict[str, tuple[LineMatch, ...]]] = {}

    @cached_property
    def coordination(self) -> Coordination:
        """What is recorded of initiatives working together."""
        return Coordination(self.view)

    @cached_property
    def ledger(self) -> Ledger:
        """The funding lines, with what is part of what."""
        return Ledger(self.city)

    def funders(self, initiative_id: str) -> frozenset[str]:
        """Return who funds an initiative: in that role, or by a funding line."""
        found = self._funders.get(initiative_id)
        if found is None:
            calendar, entry = self.calendar, self.city.initiatives[initiative_id]
            givers = set(calendar.partners(entry, {"funder"}))
            for line in entry.funding:
                if calendar.counts(line.start, line.end):
                    givers.update(line.funder)
            found = self._funders[initiative_id] = frozenset(givers)
        return found

    @cached_property
    def succession(self) -> Succession:
        """What surely ends when, and what follows it."""
        return Succession(self.city, self.calendar)

    @cached_property
    def families(self) -> Families:
        """Which initiatives are parts of which."""
        return Families(self.city.initiatives)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each initiative in file order."""
        return {entry.id: index for index, entry in enumerate(self.city.initiatives)}

    @cached_property
    def counted_needs(self) -> tuple[Need, ...]:
        """The needs of which it is known that at least so many people have them."""
        return tuple(n for n in self.view.needs if n.people and n.people.low is not None)

    @cached_property
    def needs_reached(self) -> Mapping[str, frozenset[str]]:
        """For each initiative that reaches any: the ids of the counted needs that it reaches."""
        found: dict[str, set[str]] = {}
        for need in self.counted_needs:
            reach = self.reach(need.id)
            for initiative_id in (*reach.ids(Reach.TARGETED), *reach.ids(Reach.GENERAL)):
                found.setdefault(initiative_id, set()).add(need.id)
        return {initiative_id: frozenset(needs) for initiative_id, needs in found.items()}

    @cached_property
    def offers(self) -> OfferIndex:
        """Who states what."""
        return OfferIndex(self.view, self.likeness)

    @cached_property
    def all_offers(self) -> OfferIndex:
        """Who states what, also those that do not run."""
        return OfferIndex(self.view, self.likeness, ever=True)

    @cached_property
    def serving(self) -> Serving:
        """How many people the offers serve."""
        return Serving(self.city, self.offers, self.families)

    def reach(self, need_id: str) -> NeedReach:
        """Return what reaches a need, or may."""
        found = self._reaches.get(need_id)
        if found is None:
            need = self.city.needs[need_id]
            found = self._reaches[need_id] = IndexedReach(
                self.view, self.likeness, need, index=self.offers
            )
        return found

    def matches(self, need_id: str) -> Mapping[str, tuple[LineMatch, ...]]:
        """Return which initiatives, run they or not, have something in common with a need."""
        found = self._matches.get(need_id)
        if found is None:
            need = self.city.needs[need_id]
            found = match_need(self.view, self.likeness, need, index=self.all_offers)
            self._matches[need_id] = found
        return found

    def supply(self, need_id: str) -> Supply | None:
        """Return the bounds of the yearly supply for a need; ``None`` over all time."""
        if self.calendar.ever:
            return None
        found = self._supplies.get(need_id)
        if found is None:
            reach = self.reach(need_id)
            if isinstance(reach, IndexedReach):
                found = self.serving.count(reach)
            else:
                found = count_supply(reach.found, self.families)
            self._supplies[need_id] = found
        return found

    def estimate(self, need_id: str) -> tuple[int, int | None] | None:
        """Return the bounds of the estimated supply for a need; ``None`` over all time."""
        reach, supply = self.reach(need_id), self.supply(need_id)
        if supply is None:
            return None
        wanted = reach.wanted["place"]

        def share(line: Line) -> Share | None:
            return population_share(self.view, line.place, wanted)

        if isinstance(reach, IndexedReach):
            return self.serving.estimate(reach, supply, share)
        return estimate_supply(reach.found, self.families, share)
