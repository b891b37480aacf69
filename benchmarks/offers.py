"""What the sides of the overlap start from: the terms of each initiative, as a table of numbers.

The tables hold what the peers would have to work out from a city file first, and what our side has
in its view of a city: who offers, the newest names of the terms, which of them no other one
contains, what lies within each, and along which lines people are grouped. Invented cities have one
line for each initiative.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

import learningcity as lc
from benchmarks.generate import city_mapping, many_cities
from learningcity.analysis.study import Study
from learningcity.reach.facets import FACETS, Facet

__all__ = ["CityTable", "FacetTable", "one_city", "several_cities", "tables"]

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class FacetTable:
    """What is stated on one facet in one city; terms and parts are numbers."""

    terms: Array
    """The terms of each initiative in columns, filled up with the number of terms."""
    widest: Array
    """Which of them no other stated term contains."""
    closure: Array
    """Pairs of a stated term and what lies within it, itself included."""
    count: int
    """How many terms are stated; a part with a smaller number is one of them."""
    parts: int
    """How many parts there are."""


@dataclass(frozen=True)
class CityTable:
    """The initiatives of one city that offer something on its day, in file order."""

    first: int
    """The number of the first of them, counted over all cities."""
    size: int
    facets: Mapping[Facet, FacetTable]
    along: Array
    """The lines along which people are grouped in the audiences of each, as bits; 0 is unknown."""


_COMPARED = ("name", "kind", "activities", "audiences", "places", "start", "end", "status")
"""What the join, and whether an initiative runs, rest on."""


@cache
def one_city(initiatives: int, *, dense: bool = False) -> tuple[Study, ...]:
    """Return an invented city, with what lies within each term worked out."""
    return _studies([city_mapping(initiatives, dense=dense)])


@cache
def several_cities(initiatives: int, *, cities: int = 400) -> tuple[Study, ...]:
    """Return so many cities with so many initiatives together."""
    return _studies(many_cities(initiatives, cities=cities))


def _studies(mappings: Iterable[Mapping[str, object]]) -> tuple[Study, ...]:
    # Nothing of what is made here is rubbish, and to look for some takes longer than to make it.
    gc.disable()
    try:
        return tuple(map(_study, mappings))
    finally:
        gc.enable()


def _study(mapping: Mapping[str, object]) -> Study:
    """Return a city of which only what is compared is read: all else takes most of the time."""
    offers = mapping["initiatives"]
    assert isinstance(offers, dict)
    less = {
        id: {field: value for field, value in offer.items() if field in _COMPARED}
        for id, offer in offers.items()
    }
    sections = ("format", "city", "places", "audiences", "activities")
    kept = {section: mapping[section] for section in sections}
    study = Study(lc.city_from_mapping({**kept, "initiatives": less}))
    for lines in study.view.lines.values():
        for facet in FACETS:
            study.view.below(facet, lines[0].terms(facet))
    return study


@cache
def tables(studies: tuple[Study, ...]) -> tuple[CityTable, ...]:
    """Return the same cities as tables."""
    found, first = [], 0
    for study in studies:
        lines = [line for (line,) in study.view.lines.values()]
        facets: dict[Facet, FacetTable] = {}
        for facet in FACETS:
            stated = [line.terms(facet) for line in lines]
            facets[facet] = _facet_table(study, facet, stated)
        along = [_along(study, line.audience) for line in lines]
        found.append(CityTable(first, len(lines), facets, np.array(along, dtype=np.int64)))
        first += len(lines)
    return tuple(found)


def _facet_table(study: Study, facet: Facet, stated: Sequence[tuple[str, ...]]) -> FacetTable:
    number: dict[str, int] = {}
    for keys in stated:
        for term in keys:
            number.setdefault(term, len(number))
    count = len(number)
    graph = study.view.graph(facet)
    closure = []
    for term in list(number):
        parts = sorted(graph.below(term))
        closure += [(number[term], number.setdefault(part, len(number))) for part in parts]
    wide = max((len(keys) for keys in stated), default=1) or 1
    terms = np.full((len(stated), wide), count, dtype=np.int64)
    widest = np.zeros((len(stated), wide), dtype=bool)
    for at, keys in enumerate(stated):
        outer = study.likeness.widest(facet, keys)
        for column, term in enumerate(keys):
            terms[at, column] = number[term]
            widest[at, column] = term in outer
    pairs = np.array(closure, dtype=np.int64).reshape(-1, 2)
    return FacetTable(terms, widest, pairs, count, len(number))


_LINES = ("age", "language", "work")


def _along(study: Study, audience: tuple[str, ...]) -> int:
    lines = study.likeness.grouping(audience) if audience else None
    return sum(1 << _LINES.index(line) for line in lines) if lines else 0
