"""Which initiatives reach a need, and how directly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from learningcity.model.entities import Initiative, Need
from learningcity.model.running import Running
from learningcity.reach.index import OfferIndex
from learningcity.reach.likeness import Likeness
from learningcity.reach.view import CityView, Facet, Keys, Line

__all__ = [
    "NAMING",
    "InitiativeReach",
    "LineMatch",
    "LineReach",
    "NeedMatcher",
    "NeedReach",
    "Reach",
    "facets_of",
    "match_line",
    "match_need",
    "meeting_terms",
    "naming_terms",
    "reach_initiative",
    "reach_need",
    "wanted_terms",
]


class Reach(IntEnum):
    """How an initiative relates to a need, from least to most direct."""

    NOT = 0
    MAY = 1
    GENERAL = 2
    TARGETED = 3


@dataclass(frozen=True, slots=True)
class LineReach:
    """How one line relates to a need.

    ``inside`` if nothing it states lies outside the need, ``beside_place`` if at most places do.
    """

    line: Line
    reach: Reach
    inside: bool
    beside_place: bool = False


@dataclass(frozen=True, slots=True)
class LineMatch:
    """How one line would relate to a need.

    ``running`` is its reach where it runs, surely or presumably, and ``unsure`` where nobody knows
    whether it runs.
    """

    line: Line
    running: Reach
    unsure: Reach
    inside: bool
    beside_place: bool = False

    def on(self, running: Running) -> LineReach:
        """Return how it relates to the need on a day."""
        if running == Running.NO:
            return LineReach(self.line, Reach.NOT, self.inside, self.beside_place)
        reach = self.running if running >= Running.PRESUMED else self.unsure
        return LineReach(self.line, reach, self.inside, self.beside_place)


@dataclass(frozen=True, slots=True)
class InitiativeReach:
    """How an initiative relates to a need: as its best line does."""

    initiative: Initiative
    running: Running
    lines: tuple[LineReach, ...]

    @property
    def reach(self) -> Reach:
        """The reach of its best line."""
        return max(line.reach for line in self.lines)


class NeedReach:
    """Everything that reaches or may reach a need, in file order."""

    def __init__(
        self,
        need: Need,
        facets: tuple[Facet, ...],
        wanted: dict[Facet, Keys],
        found: tuple[InitiativeReach, ...] = (),
    ) -> None:
        self.need = need
        self.facets = facets
        self.wanted = wanted
        self._found = found

    @property
    def found(self) -> tuple[InitiativeReach, ...]:
        """The initiatives that reach it or may, with each of their lines."""
        return self._found

    @property
    def best(self) -> Reach:
        """The most direct reach of all."""
        return max((item.reach for item in self.found), default=Reach.NOT)

    def ids(self, reach: Reach) -> tuple[str, ...]:
        """Return the initiatives with exactly this reach."""
        return tuple(item.initiative.id for item in self.found if item.reach == reach)

    def targeted_lines(self) -> Iterator[Line]:
        """Return the lines that are meant for this need."""
        for item in self.found:
            for line in item.lines:
                if line.reach == Reach.TARGETED:
                    yield line.line


def facets_of(need: Need) -> tuple[Facet, ...]:
    """Return the facets on which a need is compared: those it states.

    What is needed counts by its activities, and by its priorities only where it states none.
    """
    what: tuple[Facet, ...] = ("activity",) if need.activities else ()
    if not need.activities and need.priorities:
        what = ("priority",)
    audience: tuple[Facet, ...] = ("audience",) if need.audiences else ()
    place: tuple[Facet, ...] = ("place",) if need.places else ()
    return what + audience + place


def wanted_terms(view: CityView, need: Need) -> dict[Facet, Keys]:
    """Return the terms that a need states, under their newest names."""
    terms = view.terms
    return {
        "activity": terms.activities.canonical_set(need.activities),
        "priority": terms.priorities.canonical_set(need.priorities),
        "audience": terms.audiences.canonical_set(need.audiences),
        "place": terms.places.canonical_set(need.places),
    }


def reach_need(view: CityView, likeness: Likeness, need: Need) -> NeedReach:
    """Return what reaches a need, or may, on the day of `view`.

    On each facet a line *meets* the need (they share a part), *may* meet it (the line does not
    state it, or the audiences are strangers), or does not. A line that meets all facets of an
    initiative that runs, surely or presumably, *reaches* the need; it is *targeted* where on
    audience and activity, as far as the need states them, it names the group or the learning or a
    part of it, else *general*. A line that fails on no facet and meets one besides place *may*
    reach it. Cost: the number of lines; ``IndexedReach`` gives the same without looking at all.
    """
    wanted, facets = wanted_terms(view, need), facets_of(need)
    matcher, found = NeedMatcher(view, likeness, facets, wanted), []
    for entry in view.offering:
        item = matcher.reach(entry)
        if item.reach != Reach.NOT:
            found.append(item)
    return NeedReach(need, facets, wanted, tuple(found))


def reach_initiative(
    view: CityView,
    likeness: Likeness,
    entry: Initiative,
    facets: tuple[Facet, ...],
    wanted: dict[Facet, Keys],
) -> InitiativeReach:
    """Return how one offering initiative relates to a need."""
    return NeedMatcher(view, likeness, facets, wanted).reach(entry)


def match_need(
    view: CityView, likeness: Likeness, need: Need, *, index: OfferIndex
) -> dict[str, tuple[LineMatch, ...]]:
    """Return what has something in common with a need, whether or not it runs, in file order.

    The `index` has to be one of all initiatives, also of those that do not run. Cost: the lines
    that fail on nothing.
    """
    wanted, facets = wanted_terms(view, need), facets_of(need)
    matcher, found = NeedMatcher(view, likeness, facets, wanted), {}
    for key in index.initiatives(index.not_failing_on(facets, wanted)):
        matches = tuple(map(matcher.match, view.all_lines[key]))
        if any(match.running for match in matches):
            found[key] = matches
    return found


def match_line(
    view: CityView,
    likeness: Likeness,
    line: Line,
    facets: tuple[Facet, ...],
    wanted: dict[Facet, Keys],
) -> LineMatch:
    """Return what a line has in common with a need, whether or not it runs."""
    return NeedMatcher(view, likeness, facets, wanted).match(line)


class NeedMatcher:
    """What lines have in common with one need; the answer for each statement is kept."""

    def __init__(
        self,
        view: CityView,
        likeness: Likeness,
        facets: tuple[Facet, ...],
        wanted: dict[Facet, Keys],
    ) -> None:
        self._view = view
        self._likeness = likeness
        self._facets = facets
        self._wanted = wanted
        self._known: dict[Facet, dict[Keys, _Meeting]] = {facet: {} for facet in facets}

    def reach(self, entry: Initiative) -> InitiativeReach:
        """Return how an offering initiative relates to the need on the day of the view."""
        running = self._view.calendar.running(entry.id)
        lines = [self.match(line).on(running) for line in self._view.lines[entry.id]]
        return InitiativeReach(entry, running, tuple(lines))

    def match(self, line: Line) -> LineMatch:
        """Return what a line has in common with the need, whether or not it runs."""
        met = beside = inside = named = True
        somewhere = False
        for facet in self._facets:
            stated = line.terms(facet)
            found = self._known[facet].get(stated) or self._meet(facet, stated)
            if found.fails:
                return LineMatch(line, Reach.NOT, Reach.NOT, inside=False)
            met = met and found.meets
            inside = inside and found.inside
            if facet != "place":
                somewhere = somewhere or found.meets
                beside = beside and found.inside
            if facet in NAMING:
                named = named and found.named
        unsure = Reach.MAY if somewhere else Reach.NOT
        if not met:
            return LineMatch(line, unsure, unsure, inside, beside)
        return LineMatch(line, Reach.TARGETED if named else Reach.GENERAL, unsure, inside, beside)

    def _meet(self, facet: Facet, stated: Keys) -> _Meeting:
        view, wanted = self._view, self._wanted[facet]
        if not stated:
            found = _SILENT
        else:
            here, there = view.below(facet, stated), view.below(facet, wanted)
            if here.isdisjoint(there):
                strangers = facet == "audience" and self._likeness.are_strangers(stated, wanted)
                found = _SILENT if strangers else _FAILS
            else:
                named = next(naming_terms(view, facet, stated, wanted), None) is not None
                found = _Meeting(meets=True, inside=here <= there, named=named)
        self._known[facet][stated] = found
        return found


@dataclass(frozen=True, slots=True)
class _Meeting:
    """What a statement on one facet has in common with a need."""

    fails: bool = False
    meets: bool = False
    inside: bool = False
    named: bool = False


_SILENT = _Meeting()
"""Nothing is stated, or nobody can compare it: it may meet the need."""

_FAILS = _Meeting(fails=True)

NAMING: tuple[Facet, ...] = ("activity", "audience")
"""The facets on which an offer that is meant for a need names what is needed."""


def meeting_terms(view: CityView, facet: Facet, stated: Keys, wanted: Keys) -> Iterator[str]:
    """Return the stated terms that share a part with what is wanted; a line with one meets it."""
    graph, inside = view.graph(facet), view.below(facet, wanted)
    return (term for term in stated if not graph.below(term).isdisjoint(inside))


def naming_terms(view: CityView, facet: Facet, stated: Keys, wanted: Keys) -> Iterator[str]:
    """Return the stated terms that lie wholly in what is wanted; a line with one names it."""
    graph, inside = view.graph(facet), view.below(facet, wanted)
    return (term for term in stated if graph.below(term) <= inside)
