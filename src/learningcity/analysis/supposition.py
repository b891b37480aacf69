"""A city as it would be if a few of its lines were other than they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from learningcity.analysis.money import Ledger
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.entities import Need
from learningcity.reach.needs import InitiativeReach, NeedReach, Reach, reach_initiative

__all__ = ["Supposition"]


class Supposition(Study):
    """A study of a city that differs little from one that was studied before.

    What cannot differ is taken from there, so that one row costs a small part of what all rows do;
    the row itself is worked out as ever.

    Parameters
    ----------
    study
        What was studied before.
    city
        The city as it would be. It may have other ties, bodies, partners and reviews, terms that
        no initiative named before, new initiatives behind the others, and other figures of people
        in needs. All else is as it was.
    touched
        The initiatives that differ or are new.
    """

    def __init__(self, study: Study, city: City, touched: Collection[str] = ()) -> None:
        view = study.view.varied(city, study.calendar.varied(city, touched), touched)
        kept = view.terms is study.view.terms
        self._begin(view, study.likeness if kept else None)
        self._known = study
        self._touched = touched

    @cached_property
    def ledger(self) -> Ledger:
        """The funding lines, which are as they were."""
        return self._known.ledger

    @cached_property
    def counted_needs(self) -> tuple[Need, ...]:
        """The needs of which it is known that at least so many people have them."""
        if self.city.needs is self._known.city.needs:
            return self._known.counted_needs
        return super().counted_needs

    @cached_property
    def needs_reached(self) -> Mapping[str, frozenset[str]]:
        """For each initiative that reaches any: the ids of the counted needs that it reaches."""
        found = dict(self._known.needs_reached)
        for key in self._touched:
            items = ((need.id, self._reached(need.id, key)) for need in self.counted_needs)
            found[key] = frozenset(need for need, i in items if i and i.reach >= Reach.GENERAL)
        return found

    def reach(self, need_id: str) -> NeedReach:
        """Return what reaches a need, or may."""
        found = self._reaches.get(need_id)
        if found is None:
            known = self._known.reach(need_id)
            items = [item for item in known.found if item.initiative.id not in self._touched]
            items += filter(None, (self._reached(need_id, key) for key in self._touched))
            items.sort(key=lambda item: self.order[item.initiative.id])
            need = self.city.needs[need_id]
            found = NeedReach(need, known.facets, known.wanted, tuple(items))
            self._reaches[need_id] = found
        return found

    def _reached(self, need_id: str, initiative_id: str) -> InitiativeReach | None:
        if initiative_id not in self.view.lines:
            return None
        known, entry = self._known.reach(need_id), self.city.initiatives[initiative_id]
        item = reach_initiative(self.view, self.likeness, entry, known.facets, known.wanted)
        return None if item.reach == Reach.NOT else item
