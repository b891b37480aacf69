"""Where in the files stands what a step of an explanation rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from learningcity.analysis.edits import SECTIONS
from learningcity.analysis.explanation import Spot
from learningcity.analysis.study import Study
from learningcity.model.entities import Initiative, Need
from learningcity.reach.view import CityView, Facet

__all__ = [
    "Stated",
    "chain_spots",
    "date_spots",
    "is_in_files",
    "need_terms",
    "part_spots",
    "stated_terms",
    "within_chain",
]


@dataclass(frozen=True, slots=True)
class Stated:
    """A term as an entry states it, with its newest name, and where."""

    written: str
    term: str
    spot: Spot


def stated_terms(
    view: CityView, entry: Initiative, number: int, facet: Facet
) -> tuple[Stated, ...]:
    """Return what a line of an initiative states on a facet; lines are counted from 0.

    What a line does not state stands on the initiative.
    """
    field = SECTIONS[facet]
    path: Spot = (f"initiative:{entry.id}", field)
    written = getattr(entry, field)
    if entry.provision and (own := getattr(entry.provision[number], field, ())):
        path, written = (f"initiative:{entry.id}", "provision", number, field), own
    return tuple(_stated(view, facet, path, written))


def need_terms(view: CityView, need: Need, facet: Facet) -> tuple[Stated, ...]:
    """Return what a need states on a facet."""
    field = SECTIONS[facet]
    return tuple(_stated(view, facet, (f"need:{need.id}", field), getattr(need, field)))


def _stated(view: CityView, facet: Facet, path: Spot, written: Iterable[str]) -> Iterator[Stated]:
    graph = view.graph(facet)
    for index, key in enumerate(written):
        yield Stated(key, graph.canonical(key), (*path, index))


def within_chain(view: CityView, facet: Facet, smaller: str, larger: str) -> tuple[str, ...]:
    """Return the terms by which one lies within another, both included, on the shortest way.

    It is empty where no file says so: everything lies within ``everyone``.
    """
    graph = view.graph(facet)
    ways: list[tuple[str, ...]] = [(smaller,)]
    seen = {smaller}
    for way in ways:
        if way[-1] == larger:
            return way
        for parent in graph.parents[way[-1]]:
            if parent not in seen:
                seen.add(parent)
                ways.append((*way, parent))
    return ()


def chain_spots(view: CityView, facet: Facet, smaller: str, larger: str) -> Iterator[Spot]:
    """Return where the files say that one term lies within another; what is shipped is left out."""
    graph = view.graph(facet)
    chain = within_chain(view, facet, smaller, larger)
    for term, above in pairwise(chain):
        for entry in filter(lambda each: is_in_files(view, facet, each.id), graph.entries(term)):
            for index, key in enumerate(entry.within):
                if graph.canonical(key) == above:
                    yield f"{facet}:{entry.id}", "within", index


def is_in_files(view: CityView, facet: Facet, term: str) -> bool:
    """Return whether the files define a term; the library ships others."""
    return term in getattr(view.city, SECTIONS[facet])


def date_spots(entry: Initiative) -> Iterator[Spot]:
    """Return where it is said when an initiative runs, or the initiative where it is not."""
    stated = [
        field
        for field in ("start", "end", "seen_active", "status")
        if getattr(entry, field) not in (None, "unknown")
    ]
    for field in stated:
        yield f"initiative:{entry.id}", field
    if not stated:
        yield (f"initiative:{entry.id}",)


def part_spots(
    study: Study, initiative_id: str, partner_id: str, roles: Iterable[str]
) -> Iterator[Spot]:
    """Return where it is said that a partner has one of some roles in an initiative then."""
    wanted = frozenset(roles)
    for index, part in enumerate(study.city.initiatives[initiative_id].partners):
        if part.partner != partner_id or wanted.isdisjoint(part.role):
            continue
        if study.calendar.counts(part.start, part.end):
            yield f"initiative:{initiative_id}", "partners", index, "partner"
