"""Why a need is met as far as it is, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from learningcity.analysis.sentences.why_pairs import FACET_WORDS, RUNNING_WORDS
from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    interval,
    join_all,
    number,
    quantity,
    text_in,
)
from learningcity.model.entities import Need
from learningcity.model.values import Number
from learningcity.reach.needs import Reach
from learningcity.reach.supply import Basis, Capacity
from learningcity.reach.view import CityView, Facet

__all__ = [
    "FacetMet",
    "capacity",
    "estimated",
    "left_out",
    "line_named",
    "need_stated",
    "need_subject",
    "provided",
    "reached",
    "shortfall",
    "silent_capacities",
    "status",
    "sufficiency",
    "supplied",
    "wanted",
]


@dataclass(frozen=True, slots=True)
class FacetMet:
    """How a line stands to a need on one facet, in words.

    ``stated`` are all its terms there; ``naming`` those that lie wholly in what is needed,
    ``meeting`` those that only have a part of it. ``along`` says how people are grouped where it
    states groups that cannot be compared with the need's.
    """

    facet: Facet
    stated: Sequence[str]
    naming: Sequence[str]
    meeting: Sequence[str]
    along: str | None


def need_subject(view: CityView, need: Need, status: str, sufficiency: str) -> str:
    """Return what a row is about."""
    enough = {"short": "too few places", "met": "places enough"}.get(
        sufficiency, "not known whether there are places enough"
    )
    return f"{text_in(view, need.statement).rstrip('.')}: {status}, {enough}"


def need_stated(view: CityView, need: Need) -> str:
    """Return the need as the file states it, with its people and its date."""
    statement = text_in(view, need.statement).rstrip(".")
    people = "how many people have it is not stated"
    if need.people is not None:
        people = f"{quantity(need.people)} people have it"
    dated = f"dated {need.date}" if need.date else "without a date"
    sources = f"from {count(len(need.sources), 'source')}" if need.sources else "without a source"
    return f"The need: {statement}; {people}; {dated}, {sources}."


def wanted(terms: Mapping[Facet, Sequence[str]]) -> str:
    """Return what a need asks for; all names are there already."""
    parts = [f"{FACET_WORDS[facet].lower()} {join_all(names)}" for facet, names in terms.items()]
    said = f"It is compared on: {'; '.join(parts)}."
    if "priority" in terms:
        said += " It names no activity, so its priority says what is needed."
    return said


def line_named(number_: int) -> str:
    """Return the name of a line, counted from 0, as people count."""
    return f"its line {number_ + 1}"


def reached(
    name: str, line: str | None, reach: Reach, running: str, facets: Sequence[FacetMet]
) -> str:
    """Return how an initiative reaches a need, or why it only may."""
    head = {
        Reach.TARGETED: "is meant for it",
        Reach.GENERAL: "reaches it in general, without being meant for it",
        Reach.MAY: "may reach it",
    }[reach]
    by = f" by {line}" if line else ""
    found = " ".join(f"{_met(met)}." for met in facets)
    return f"{name} {head}{by}. {found} It {RUNNING_WORDS[running]}."


def _met(met: FacetMet) -> str:
    head = FACET_WORDS[met.facet]
    if not met.stated:
        return f"{head}: not stated"
    if met.along is not None:
        return f"{head}: {join_all(met.stated)}, grouped by {met.along}, may be the same people"
    if met.naming:
        lie = "lies" if len(met.naming) == 1 else "lie"
        return f"{head}: {join_all(met.naming)} {lie} within what is needed"
    go = "goes" if len(met.meeting) == 1 else "go"
    return f"{head}: {join_all(met.meeting)} {go} beyond what is needed"


def left_out(places: Sequence[str], audiences: Sequence[str], *, targeted: bool) -> str:
    """Return what nothing that is meant for a need names."""
    inside = [
        count(len(names), what)
        for what, names in (("place", places), ("group", audiences))
        if names
    ]
    if not targeted:
        if not inside:
            return "Nothing is meant for it, and it has no place or group that could be left out."
        return f"Nothing is meant for it, so all inside it are left out: {' and '.join(inside)}."
    if not inside:
        return "What is meant for it leaves out no place and no group inside it."
    parts = [
        f"the {what}{'' if len(names) == 1 else 's'} {join_all(names)}"
        for what, names in (("place", places), ("group", audiences))
        if names
    ]
    return f"Nothing that is meant for it names {' and '.join(parts)}."


# -- places ----------------------------------------------------------------------------------------

_BASES: Mapping[Basis, str] = {
    "not-reaching": "does not reach it itself",
    "not-sure": "does not surely run",
    "outside": "it is not sure that it serves only these people",
    "unstated": "states no lower bound",
    "lines": "by its lines",
    "total": "by its capacity",
    "participants": "by the people counted in it, per year",
}


def capacity(view: CityView, item: Capacity) -> str:
    """Return what an initiative adds to the places for a need, itself and with its parts."""
    name = initiative_name(view, item.initiative)
    low = f"surely {number(item.own_low)} ({_BASES[item.basis]})"
    high = "at most not known" if item.own_high is None else f"at most {number(item.own_high)}"
    own = f"Places a year of {name} itself: {low}, {high}."
    if not item.parts:
        inside = item.within and f" It is counted with {initiative_name(view, item.within)}."
        return f"{own}{inside or ''}"
    parts = join_all([initiative_name(view, key) for key in item.parts])
    return (
        f"{own} With its parts {parts} it is one capacity, the larger of its own and their sum: "
        f"{_bounds(item.low, item.high)}."
    )


def silent_capacities(names: Sequence[str]) -> str:
    """Return which initiatives state no upper bound, and no lower one that counts."""
    return f"Nothing says how many people at most these can serve in a year: {join_all(names)}."


def supplied(low: Number | None, high: Number | None) -> str:
    """Return the places of all together."""
    if low is None:
        return "Over all time places of different years do not add up; none are counted."
    return f"Places a year of all together: {_bounds(low, high)}."


def _bounds(low: Number, high: Number | None) -> str:
    return f"surely {number(low)}, at most {'not known' if high is None else number(high)}"


def estimated(low: Number, high: Number | None) -> str:
    """Return the estimate by share of population."""
    return (
        "An estimate, no bound: if places were used alike by all who live where they are, "
        f"{interval(low, high)} people a year of the need's places would be served."
    )


def shortfall(
    people: tuple[Number | None, Number | None],
    places: tuple[Number | None, Number | None],
    short: tuple[Number | None, Number | None],
) -> str:
    """Return the arithmetic of the shortfall; each argument has a lower and an upper bound."""
    if places[0] is None:
        return "Without places there is no shortfall to work out."
    least = "not known, as the people have no lower bound"
    if people[0] is not None:
        least = "0, as the places have no upper bound"
        if places[1] is not None:
            least = f"max(0, {number(people[0])} − {number(places[1])}) = {_known(short[0])}"
    most = "not known, as the people have no upper bound"
    if people[1] is not None:
        most = f"max(0, {number(people[1])} − {number(places[0])}) = {_known(short[1])}"
    return f"People without a place: at least {least}; at most {most}."


def _known(value: Number | None) -> str:
    return "not known" if value is None else number(value)


def status(found: str) -> str:
    """Return the rule that gave the status of a need."""
    reason = {
        "absent": "nothing in the file reaches it, or may",
        "possible": "something may reach it, nothing surely or presumably does",
        "general": "something reaches it, nothing is meant for it",
        "partial": "something is meant for it, and leaves out a place or a group",
        "reached": "something is meant for it, and leaves nothing out",
    }[found]
    return f"Status {found}: {reason}."


def sufficiency(found: str, *, ever: bool, high: Number | None) -> str:
    """Return the rule that gave the sufficiency of a need."""
    if found == "short":
        return "Sufficiency short: at least one person is surely left without a place."
    if found == "met":
        return "Sufficiency met: nobody is left without a place, and it is said what is needed."
    if ever:
        return "Sufficiency unknown: over all time no places are counted."
    if high == 0:
        return "Sufficiency unknown: the need does not say which activities it needs."
    return "Sufficiency unknown: the bounds allow both enough places and too few."


def provided(names: Sequence[str], *, targeted: bool) -> str:
    """Return who leads or delivers what is meant for a need."""
    if len(names) == 1:
        return f"Only {names[0]} leads or delivers what is meant for it."
    if names:
        return f"These lead or deliver what is meant for it: {join_all(names)}."
    if targeted:
        return "Nobody is named who leads or delivers what is meant for it."
    return "As nothing is meant for it, it has no provider."
