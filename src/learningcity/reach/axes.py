"""Where initiatives and needs stand on an axis of a map: activities, groups, places, aims, ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias, get_args

from learningcity.model.entities import Initiative, Need
from learningcity.model.terms import EVERYONE
from learningcity.model.values import Text
from learningcity.model.vocabulary import WORKING_ROLES
from learningcity.reach.view import CityView, Facet, Keys, Line

__all__ = ["AXES", "Axis", "AxisName", "Presence", "Standing", "axis_of"]

AxisName: TypeAlias = Literal[
    "activity", "audience", "place", "priority", "mode", "sector", "sdg", "area"
]
"""What a map can have as its rows or columns."""

AXES: tuple[AxisName, ...] = get_args(AxisName)

_MODES = ("formal", "non-formal", "informal")
_SECTORS = ("public", "private", "third", "mixed")


class Presence(IntEnum):
    """How an offer stands to a term of an axis, from least to most direct."""

    MAY = 1
    WIDER = 2
    NAMED = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """How an offer stands to one term; ``inside`` if nothing it states lies outside the term."""

    presence: Presence
    inside: bool


Standings: TypeAlias = Mapping[str, Standing]
"""The terms of an axis on which an offer stands, each with how."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The terms of one axis, and where offers and needs stand on them.

    ``offers`` gives the standings of a line of an initiative: ``NAMED`` where it states the term or
    a part of it, ``WIDER`` where it states only something that contains the term or shares a part
    with it, ``MAY`` on every term where it states nothing. ``needs`` gives the terms that a need
    speaks of, or ``None`` where it does not say.
    """

    name: AxisName
    terms: Keys
    names: Mapping[str, Text]
    offers: Callable[[Initiative, Line], Standings]
    needs: Callable[[Need], frozenset[str] | None]


def axis_of(view: CityView, name: AxisName, *, detail: bool = False) -> Axis:
    """Return an axis of a map of the city.

    The terms are the current ones in file order. Without `detail` they are the broad ones: those
    within no other, and of places those directly within the place of the city (all, where the city
    names none or nothing lies within it). With `detail` all are there; of places all below the
    city's. Of activities only those stand there that an offer or a need states, or that contain
    one; ``everyone`` is no term. Modes are the three of the file format, sectors the public, the
    private and the third. Goals (``sdg``) and feature areas are those that a priority states; they
    take all that the priorities and their objectives take.

    Cost: terms times different statements.
    """
    if name == "mode":
        return _mode_axis()
    if name == "sector":
        return _sector_axis(view)
    if name == "sdg" or name == "area":
        return _goal_axis(view, name)
    terms = _terms(view, name, detail=detail)
    names = {term: view.graph(name).name(term) for term in terms}
    return _term_axis(view, name, name, {term: (term,) for term in terms}, names)


def _terms(view: CityView, facet: Facet, *, detail: bool) -> list[str]:
    graph, calendar = view.graph(facet), view.calendar
    terms = [t for t in graph.ids if t != EVERYONE and calendar.is_current(graph.entries(t))]
    if facet == "activity":
        spoken = _spoken_of(view)
        terms = [t for t in terms if not graph.below(t).isdisjoint(spoken)]
    if facet == "place" and view.city.place is not None:
        city = graph.canonical(view.city.place)
        inside = graph.below(city) - {city}
        if inside:
            return [t for t in terms if t in inside and (detail or city in graph.parents[t])]
    if detail:
        return terms
    return [t for t in terms if not set(graph.parents[t]) - {EVERYONE}]


def _spoken_of(view: CityView) -> frozenset[str]:
    """Return the activities that an offer or a need states."""
    graph = view.terms.activities
    offered = (line.activity for lines in view.lines.values() for line in lines)
    wanted = (graph.canonical_set(need.activities) for need in view.needs)
    return frozenset(term for stated in (*offered, *wanted) for term in stated)


def _term_axis(
    view: CityView,
    name: AxisName,
    facet: Facet,
    meant: Mapping[str, Keys],
    names: Mapping[str, Text],
) -> Axis:
    """Return an axis whose terms stand for terms of a facet: `meant` says for which."""
    graph = view.graph(facet)
    inside = {term: view.below(facet, keys) for term, keys in meant.items()}
    known: dict[Keys, Standings] = {}
    nowhere = _everywhere(meant)

    def offers(entry: Initiative, line: Line) -> Standings:
        stated = line.terms(facet)
        if not stated:
            return nowhere
        if stated not in known:
            reached = view.below(facet, stated)
            known[stated] = {
                term: Standing(
                    Presence.NAMED
                    if any(graph.below(s) <= below for s in stated)
                    else Presence.WIDER,
                    inside=reached <= below,
                )
                for term, below in inside.items()
                if not reached.isdisjoint(below)
            }
        return known[stated]

    def needs(need: Need) -> frozenset[str] | None:
        stated = graph.canonical_set(_stated_by(need, facet))
        if not stated:
            return None
        reached = view.below(facet, stated)
        return frozenset(t for t, below in inside.items() if not reached.isdisjoint(below))

    return Axis(name, tuple(meant), names, offers, needs)


def _stated_by(need: Need, facet: Facet) -> tuple[str, ...]:
    return {
        "activity": need.activities,
        "priority": need.priorities,
        "audience": need.audiences,
        "place": need.places,
    }[facet]


def _goal_axis(view: CityView, name: Literal["sdg", "area"]) -> Axis:
    """Return the axis of what priorities say that they serve."""
    graph = view.terms.priorities
    meant: dict[str, list[str]] = {}
    for priority in view.city.priorities:
        stated = map(str, priority.sdgs) if name == "sdg" else priority.areas
        for goal in stated:
            meant.setdefault(goal, []).append(graph.canonical(priority.id))
    order = sorted(meant, key=int) if name == "sdg" else list(meant)
    keys = {goal: tuple(dict.fromkeys(meant[goal])) for goal in order}
    label = "SDG {}" if name == "sdg" else "{}"
    names = {goal: Text(((None, label.format(goal)),)) for goal in order}
    return _term_axis(view, name, "priority", keys, names)


def _mode_axis() -> Axis:
    nowhere = _everywhere(_MODES)

    def offers(entry: Initiative, line: Line) -> Standings:
        if not entry.modes:
            return nowhere
        only = Standing(Presence.NAMED, inside=len(set(entry.modes)) == 1)
        return {mode: only for mode in _MODES if mode in entry.modes}

    return Axis("mode", _MODES, _plain(_MODES), offers, lambda need: None)


def _sector_axis(view: CityView) -> Axis:
    """Return the axis of sectors: those of the partners that work in an initiative.

    A partner whose sector nobody has said, or an initiative without partners, may be of any. Mixed
    organisations have a term of their own, where there are any.
    """
    known: dict[str, Standings] = {}
    there: set[str] = {partner.sector for partner in view.city.partners}
    terms = tuple(sector for sector in _SECTORS if sector != "mixed" or sector in there)
    nowhere = _everywhere(terms)

    def offers(entry: Initiative, line: Line) -> Standings:
        if entry.id not in known:
            working = view.calendar.partners(entry, WORKING_ROLES)
            sectors: set[str] = {view.city.partners[key].sector for key in working}
            named = Standing(Presence.NAMED, inside=True)
            found = {sector: named for sector in terms if sector in sectors}
            unsaid = not sectors or "unknown" in sectors
            known[entry.id] = {**nowhere, **found} if unsaid else found
        return known[entry.id]

    return Axis("sector", terms, _plain(terms), offers, lambda need: None)


def _everywhere(terms: Iterable[str]) -> Standings:
    return dict.fromkeys(terms, Standing(Presence.MAY, inside=False))


def _plain(terms: Iterable[str]) -> dict[str, Text]:
    return {term: Text(((None, term),)) for term in terms}
