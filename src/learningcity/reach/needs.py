"""Which initiatives reach a need, and how directly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from learningcity.model.entities import Initiative, Need
from learningcity.model.running import Running
from learningcity.reach.bits import members
from learningcity.reach.index import OfferIndex
from learningcity.reach.likeness import Likeness
from learningcity.reach.view import CityView, Facet, Keys, Line

__all__ = [
    "InitiativeReach",
    "LineMatch",
    "LineReach",
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


@dataclass(frozen=True, slots=True)
class NeedReach:
    """Everything that reaches or may reach a need, in file order."""

    need: Need
    facets: tuple[Facet, ...]
    wanted: dict[Facet, Keys]
    found: tuple[InitiativeReach, ...]

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


def reach_need(
    view: CityView, likeness: Likeness, need: Need, *, index: OfferIndex | None = None
) -> NeedReach:
    """Return what reaches a need, or may, on the day of `view`.

    On each facet a line *meets* the need (they share a part), *may* meet it (the line does not
    state it, or the audiences are strangers), or does not. A line that meets all facets of an
    initiative that runs, surely or presumably, *reaches* the need; it is *targeted* where on
    audience and activity, as far as the need states them, it names the group or the learning or a
    part of it, else *general*. A line that fails on no facet and meets one besides place *may*
    reach it. Cost: the number of lines, or with an `index` of them of those that fail on nothing.
    """
    wanted, facets = wanted_terms(view, need), facets_of(need)
    found = []
    offering = view.offering
    if index is not None:
        offering = tuple(offering[number] for number in _not_failing(index, facets, wanted))
    for entry in offering:
        item = reach_initiative(view, likeness, entry, facets, wanted)
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
    running, lines = view.calendar.running(entry.id), view.lines[entry.id]
    matches = (match_line(view, likeness, line, facets, wanted) for line in lines)
    return InitiativeReach(entry, running, tuple(match.on(running) for match in matches))


def _not_failing(
    index: OfferIndex, facets: tuple[Facet, ...], wanted: dict[Facet, Keys]
) -> Iterator[int]:
    """Return the numbers of the initiatives that fail the need on no facet, in file order."""
    bits = index.everybody
    for facet in facets:
        bits &= index.not_failing(facet, wanted[facet])
    return members(bits)


def match_need(
    view: CityView, likeness: Likeness, need: Need, *, index: OfferIndex
) -> dict[str, tuple[LineMatch, ...]]:
    """Return what has something in common with a need, whether or not it runs, in file order.

    The `index` has to be one of all initiatives, also of those that do not run. Cost: the lines
    that fail on nothing.
    """
    wanted, facets = wanted_terms(view, need), facets_of(need)
    found = {}
    for number in _not_failing(index, facets, wanted):
        lines = view.all_lines[index.ids[number]]
        matches = tuple(match_line(view, likeness, line, facets, wanted) for line in lines)
        if any(match.running for match in matches):
            found[index.ids[number]] = matches
    return found


def match_line(
    view: CityView,
    likeness: Likeness,
    line: Line,
    facets: tuple[Facet, ...],
    wanted: dict[Facet, Keys],
) -> LineMatch:
    """Return what a line has in common with a need, whether or not it runs."""
    met: list[Facet] = []
    for facet in facets:
        stated = line.terms(facet)
        if not stated:
            continue
        if not view.below(facet, stated).isdisjoint(view.below(facet, wanted[facet])):
            met.append(facet)
        elif facet != "audience" or not likeness.are_strangers(stated, wanted[facet]):
            return LineMatch(line, Reach.NOT, Reach.NOT, inside=False)
    beside = all(_lies_within(view, facet, line, wanted) for facet in facets if facet != "place")
    inside = beside and ("place" not in facets or _lies_within(view, "place", line, wanted))
    unsure = Reach.MAY if any(facet != "place" for facet in met) else Reach.NOT
    if len(met) < len(facets):
        return LineMatch(line, unsure, unsure, inside, beside)
    named = all(
        _names_part(view, facet, line, wanted)
        for facet in facets
        if facet in ("activity", "audience")
    )
    return LineMatch(line, Reach.TARGETED if named else Reach.GENERAL, unsure, inside, beside)


def _lies_within(view: CityView, facet: Facet, line: Line, wanted: dict[Facet, Keys]) -> bool:
    stated = line.terms(facet)
    return bool(stated) and view.below(facet, stated) <= view.below(facet, wanted[facet])


def _names_part(view: CityView, facet: Facet, line: Line, wanted: dict[Facet, Keys]) -> bool:
    return next(naming_terms(view, facet, line.terms(facet), wanted[facet]), None) is not None


def meeting_terms(view: CityView, facet: Facet, stated: Keys, wanted: Keys) -> Iterator[str]:
    """Return the stated terms that share a part with what is wanted; a line with one meets it."""
    graph, inside = view.graph(facet), view.below(facet, wanted)
    return (term for term in stated if not graph.below(term).isdisjoint(inside))


def naming_terms(view: CityView, facet: Facet, stated: Keys, wanted: Keys) -> Iterator[str]:
    """Return the stated terms that lie wholly in what is wanted; a line with one names it."""
    graph, inside = view.graph(facet), view.below(facet, wanted)
    return (term for term in stated if graph.below(term) <= inside)
