"""A city as the calculus sees it on one day: running offers, their lines, who takes part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from learningcity.model.city import City
from learningcity.model.entities import Initiative, Need
from learningcity.model.running import Calendar, Running
from learningcity.model.terms import TermGraph, Terms
from learningcity.model.values import Quantity
from learningcity.model.vocabulary import offers_itself
from learningcity.reach.facets import FACETS, Facet, Keys

__all__ = ["FACETS", "CityView", "Facet", "Keys", "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what an initiative offers; terms under their newest names, each once."""

    activity: Keys
    priority: Keys
    audience: Keys
    place: Keys
    capacity: Quantity | None

    def terms(self, facet: Facet) -> Keys:
        """Return the terms that the line states on a facet."""
        stated: Keys = getattr(self, facet)
        return stated


class CityView:
    """A city on one day, or over all time.

    What surely does not run is left out. Term sets and their closures are kept, so that equal
    questions are answered once.
    """

    def __init__(self, city: City, calendar: Calendar, terms: Terms | None = None) -> None:
        self.city = city
        self.calendar = calendar
        self.terms = Terms.of(city) if terms is None else terms
        self._graphs: dict[Facet, TermGraph] = {
            "activity": self.terms.activities,
            "priority": self.terms.priorities,
            "audience": self.terms.audiences,
            "place": self.terms.places,
        }
        self._known_lines: Mapping[str, tuple[Line, ...]] = {}
        self.populations: dict[frozenset[str], tuple[int, int] | None] = {}
        """How many people live in the places that were asked for, at least and at most."""
        self._below: dict[tuple[Facet, Keys], frozenset[str]] = {}
        self._current: dict[tuple[Facet, date | None], dict[str, int]] = {}
        self._leaves: dict[tuple[Facet, date | None], dict[str, int]] = {}

    def varied(self, city: City, calendar: Calendar, touched: Collection[str]) -> CityView:
        """Return the view of `city`, which is this city but for the `touched` initiatives.

        Partners, bodies, ties, needs, and terms that no other initiative states may differ too.
        What does not depend on all that is kept.
        """
        other = CityView(city, calendar, self.terms.varied(self.city, city))
        if other.terms is self.terms:
            other._below, other._current = self._below, self._current
            other._leaves = self._leaves
        other._known_lines = {k: lines for k, lines in self.all_lines.items() if k not in touched}
        return other

    def graph(self, facet: Facet) -> TermGraph:
        """Return the terms of a facet."""
        return self._graphs[facet]

    def below(self, facet: Facet, keys: Keys) -> frozenset[str]:
        """Return A(S): everything that lies within the given terms."""
        found = self._below.get((facet, keys))
        if found is None:
            found = self._below[facet, keys] = self.graph(facet).below_all(keys)
        return found

    def current(self, facet: Facet, *, on: date | None = None) -> Keys:
        """Return the terms in use on the day of the view, or on the day `on`, in file order."""
        return tuple(self.place_of_current(facet, on=on))

    def place_of_current(self, facet: Facet, *, on: date | None = None) -> Mapping[str, int]:
        """Return the same terms with the place of each in file order."""
        found = self._current.get((facet, on))
        if found is None:
            graph, calendar = self.graph(facet), self.calendar
            terms = [t for t in graph.ids if calendar.is_current(graph.entries(t), on=on)]
            found = self._current[facet, on] = {term: at for at, term in enumerate(terms)}
        return found

    def leaves(self, facet: Facet, *, on: date | None = None) -> Mapping[str, int]:
        """Return those of them that contain no other one, with the place of each."""
        found = self._leaves.get((facet, on))
        if found is None:
            current, below = self.place_of_current(facet, on=on), self.graph(facet).below
            found = {t: at for t, at in current.items() if len(below(t) & current.keys()) == 1}
            self._leaves[facet, on] = found
        return found

    @cached_property
    def initiatives(self) -> tuple[Initiative, ...]:
        """All initiatives but those that surely do not run, in file order."""
        calendar = self.calendar
        return tuple(i for i in self.city.initiatives if calendar.running(i.id) != Running.NO)

    @cached_property
    def offering(self) -> tuple[Initiative, ...]:
        """Those of ``initiatives`` that reach people themselves."""
        return tuple(filter(offers_itself, self.initiatives))

    @cached_property
    def lines(self) -> dict[str, tuple[Line, ...]]:
        """The lines of each offering initiative, by its id."""
        return {entry.id: self.all_lines[entry.id] for entry in self.offering}

    @cached_property
    def all_lines(self) -> dict[str, tuple[Line, ...]]:
        """The lines of each initiative that reaches people itself, whether or not it runs."""
        offering, known = filter(offers_itself, self.city.initiatives), self._known_lines
        return {entry.id: known.get(entry.id) or self.lines_of(entry) for entry in offering}

    def lines_of(self, entry: Initiative) -> tuple[Line, ...]:
        """Return the lines of an initiative, whether or not it is in the city as it stands here."""
        return tuple(self._lines_of(entry))

    def _lines_of(self, entry: Initiative) -> Iterable[Line]:
        terms = self.terms
        priority = terms.priorities.canonical_set(entry.priorities)
        for line in entry.provision or (None,):
            stated = entry if line is None else line
            yield Line(
                activity=terms.activities.canonical_set(stated.activities or entry.activities),
                priority=priority,
                audience=terms.audiences.canonical_set(stated.audiences or entry.audiences),
                place=terms.places.canonical_set(stated.places or entry.places),
                capacity=None if line is None else line.capacity,
            )

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """The needs that no other one replaces, in file order."""
        history = {key for need in self.city.needs for key in need.replaces}
        return tuple(need for need in self.city.needs if need.id not in history)

    def partner_order(self, partner_ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of the ids that are partners, each once, in file order."""
        order = self._partner_order
        return tuple(sorted(order.keys() & frozenset(partner_ids), key=order.__getitem__))

    @cached_property
    def _partner_order(self) -> dict[str, int]:
        return {partner_id: index for index, partner_id in enumerate(self.city.partners.ids)}
