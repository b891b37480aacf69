"""Small changes to a city: what its file would say if somebody answered a question.

Each change says one thing more, or one thing else, and keeps to what the file says already: a date
that is known to the year becomes a day in that year, and a period never contradicts a sighting.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date
from typing import TypeVar

from learningcity.model.city import City
from learningcity.model.dates import PartialDate, Period, day_after, day_before
from learningcity.model.entities import (
    Activity,
    Audience,
    Entry,
    Initiative,
    Place,
    Priority,
    Term,
)
from learningcity.model.running import spans_of
from learningcity.model.terms import TermGraph
from learningcity.model.values import Quantity
from learningcity.reach.supply import least_capacity
from learningcity.reach.view import Facet, Keys

__all__ = [
    "SECTIONS",
    "fresh_id",
    "not_running",
    "running_on",
    "running_outside",
    "with_capacity",
    "with_initiatives",
    "with_least_capacity",
    "with_spare_terms",
    "with_terms",
    "with_values",
]

E = TypeVar("E", bound=Entry)

SECTIONS: Mapping[Facet, str] = {
    "activity": "activities",
    "priority": "priorities",
    "audience": "audiences",
    "place": "places",
}
"""The field of initiatives, and the section of the file, that holds the terms of a facet."""

_TERMS: Mapping[Facet, type[Term]] = {
    "activity": Activity,
    "priority": Priority,
    "audience": Audience,
    "place": Place,
}


def with_values(entry: E, **values: object) -> E:
    """Return an entry of which some fields say this instead."""
    return type(entry).model_validate({**dict(entry), **values})


def with_initiatives(city: City, *entries: Initiative) -> City:
    """Return a city in which these initiatives stand in place of those of the same id.

    New ones come behind all others.
    """
    changed = {entry.id: entry for entry in entries}
    kept = [changed.pop(entry.id, entry) for entry in city.initiatives]
    return city.replace(initiatives=[*kept, *changed.values()])


# -- dates ---------------------------------------------------------------------------------------


def running_on(entry: Initiative, day: date, as_of: PartialDate) -> Initiative:
    """Return an initiative that surely runs on a day on which it may run."""
    possible, seen = spans_of(entry, as_of).possible, _sighting(entry, as_of)
    start, end = entry.start, entry.end
    if start is not None and start.last > day:
        start = _exactly(day if seen is None else min(day, max(seen.first, possible.first)))
    elif start is None and (seen is None or seen.first > day):
        start = _exactly(day)
    if end is not None and end.first < day:
        end = _exactly(day if seen is None else max(day, min(seen.last, possible.last)))
    elif end is None and (seen is None or seen.last < day):
        end = _exactly(day)
    status = "unknown" if entry.status == "planned" else entry.status
    return with_values(entry, start=start, end=end, status=status)


def running_outside(entry: Initiative, period: Period, as_of: PartialDate) -> Initiative | None:
    """Return an initiative that surely does not run in a period, or ``None`` where it must.

    It is over before the period; where the file rules that out, it begins after it.
    """
    first, last = day_before(period.first), day_after(period.last)
    seen, spans = _sighting(entry, as_of), spans_of(entry, as_of)
    if period.first > date.min and _may_end(entry, seen, first):
        status = "ended" if entry.status == "active" and first < as_of.first else entry.status
        return with_values(entry, end=_exactly(first), status=status)
    if period.last < date.max and last <= spans.possible.last and _may_start(entry, seen, last):
        return with_values(entry, start=_exactly(last))
    return None


def not_running(entry: Initiative) -> Initiative:
    """Return an initiative that has not begun, whatever the day."""
    return with_values(entry, status="planned")


def _may_end(entry: Initiative, seen: PartialDate | None, day: date) -> bool:
    return (
        (entry.end is None or entry.end.first <= day <= entry.end.last)
        and (entry.start is None or entry.start.first <= day)
        and (seen is None or seen.first <= day)
    )


def _may_start(entry: Initiative, seen: PartialDate | None, day: date) -> bool:
    return (entry.start is None or entry.start.first <= day <= entry.start.last) and (
        seen is None or seen.last >= day
    )


def _sighting(entry: Initiative, as_of: PartialDate) -> PartialDate | None:
    """Return when an initiative was seen; none where that contradicts its own dates."""
    seen = entry.seen_active or (as_of if entry.status == "active" else None)
    if seen is None or (entry.start is not None and seen.last < entry.start.first):
        return None
    return None if entry.end is not None and seen.first > entry.end.last else seen


def _exactly(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


# -- terms ---------------------------------------------------------------------------------------


def fresh_id(wanted: str, taken: Container[object]) -> str:
    """Return an id that nothing in `taken` bears yet."""
    while wanted in taken:
        wanted += "-x"
    return wanted


def with_terms(entry: Initiative, facet: Facet, terms: Keys) -> Initiative:
    """Return an initiative that states these terms; its lines do where they state none."""
    return with_values(entry, **{SECTIONS[facet]: terms})


def with_spare_terms(city: City, facet: Facet, graph: TermGraph) -> tuple[City, Keys]:
    """Return a city with two more terms that have nothing in common with any other."""
    first = fresh_id(f"other-{facet}", graph.ids)
    second = fresh_id(f"third-{facet}", graph.ids)
    kind = _TERMS[facet]
    spare = (kind.model_validate({"id": key, "name": key}) for key in (first, second))
    section = SECTIONS[facet]
    return city.replace(**{section: [*getattr(city, section), *spare]}), (first, second)


# -- capacities ----------------------------------------------------------------------------------


def with_capacity(entry: Initiative, people: int) -> Initiative:
    """Return an initiative that can serve at least so many people in a year."""
    return with_values(entry, capacity=Quantity(max(people, least_capacity(entry)), None))


def with_least_capacity(entry: Initiative) -> Initiative:
    """Return an initiative that serves no more people than it says now, none if it says nothing."""
    least = least_capacity(entry)
    return with_values(entry, capacity=Quantity(least, least))
