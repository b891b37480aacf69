"""What results say about needs with more places than people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    ALL,
    count,
    initiative_name,
    interval,
    join,
    listed,
    number,
    quantity,
    text_in,
)
from learningcity.model.entities import Initiative, Need
from learningcity.model.values import Number
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.surplus import SurplusRow

__all__ = [
    "capacity_step",
    "difference_step",
    "people_step",
    "supply_step",
    "surplus_sentence",
    "surplus_summary",
]


def surplus_summary(rows: int, sure: int, perhaps: int, none: int, without_people: int) -> str:
    """Return the headline of the surplus."""
    unknown = rows - sure - perhaps - none
    said = listed(
        [
            f"surely for {number(sure)}" if sure else "",
            f"perhaps for {number(perhaps)}" if perhaps else "",
            f"not for {number(none)}" if none else "",
            f"not known for {number(unknown)}" if unknown else "",
        ]
    )
    words = f"{count(rows, 'need')} with known people"
    if rows:
        words += f"; more places than people: {said}"
    if without_people:
        words += f"; {count(without_people, 'need')} without known people"
    return f"{words}."


def surplus_sentence(view: CityView, need: Need, row: SurplusRow) -> str:
    """Return one need and its surplus in words."""
    statement = text_in(view, need.statement).rstrip(".")
    words = f"{statement}: {_surplus_words(row)}"
    if not row.pairs:
        return f"{words}."
    apart = row.uncoordinated
    if not apart:
        return f"{words}; recorded coordination joins every pair that reaches it."
    have = "has" if apart == 1 else "have"
    return (
        f"{words}; {number(apart)} of {count(row.pairs, 'pair')} of initiatives that reach it "
        f"{have} no recorded coordination."
    )


def _surplus_words(row: SurplusRow) -> str:
    low, high = row.surplus_low, row.surplus_high
    if low is None:
        return "over all time it cannot be said whether there are more places than people"
    if low > 0:
        return f"places for {interval(low, high)} people a year more than have the need"
    if high is None:
        return "whether there are more places than people is not known"
    if high > 0:
        return f"perhaps places for {interval(None, high)} people a year more than have the need"
    return "no more places than people"


def people_step(low: Number | None, high: Number | None) -> str:
    """Return how many people have the need."""
    return f"People who have the need: {interval(low, high)}."


def capacity_step(view: CityView, entry: Initiative) -> str:
    """Return how many people an initiative that reaches the need can serve, or has served."""
    capacities = [entry.capacity] if entry.capacity else [line.capacity for line in entry.provision]
    stated = [quantity(each) for each in capacities if each is not None]
    if stated:
        said = f"places a year: {join(stated, ALL)}"
    elif entry.participants:
        counts = [
            f"{quantity(each.people)} ({each.start or 'not known'} to {each.end or 'not known'})"
            for each in entry.participants
        ]
        said = f"does not say its places a year; participants: {join(counts, ALL)}"
    else:
        said = "does not say its places a year"
    return f"{initiative_name(view, entry.id)} reaches it; {said}."


def supply_step(view: CityView, row: SurplusRow, most: int) -> str:
    """Return how many places there are for the need."""
    if row.supply_low is None:
        return "Places of different years do not add up, so over all time there is no sum."
    words = f"Places a year for this need: {interval(row.supply_low, row.supply_high)}"
    if row.unknown_capacity:
        names = join([initiative_name(view, key) for key in row.unknown_capacity], most)
        words += f"; not known of {names}"
    return f"{words}."


def difference_step(row: SurplusRow) -> str:
    """Return the two differences, with their numbers."""
    if row.surplus_low is None:
        return "So no surplus can be said."
    least = "at least 0, since no upper bound of the people is stated"
    if row.people_high is not None and row.supply_low is not None:
        least = f"at least max(0, {number(row.supply_low)} − {number(row.people_high)})"
        least += f" = {number(row.surplus_low)}"
    most = "without a bound that anybody has stated"
    if row.surplus_high is not None and row.supply_high is not None and row.people_low is not None:
        most = f"at most max(0, {number(row.supply_high)} − {number(row.people_low)})"
        most += f" = {number(row.surplus_high)}"
    return f"More places than people: {least}; {most}."
