"""Which part of the people of some places lives in others."""

from __future__ import annotations

from fractions import Fraction

from learningcity.model.entities import Place
from learningcity.reach.supply import Share
from learningcity.reach.view import CityView, Keys

__all__ = ["population_share"]


def population_share(view: CityView, stated: Keys, wanted: Keys) -> Share | None:
    """Return which part of the people of the places `stated` lives in the places `wanted`.

    It is 1 where all that is stated lies in what is wanted, whether or not anybody counted the
    people. Otherwise it is the population of what lies in both, divided by that of what is stated,
    as an interval where populations are. It is ``None`` where a population is not known or zero,
    where places share parts so that their people cannot be added, and where nothing is stated.
    """
    here, there = view.below("place", stated), view.below("place", wanted)
    if not stated or not wanted:
        return None
    if here <= there:
        return Fraction(1), Fraction(1)
    inside, whole = _people(view, here & there), _people(view, here)
    if inside is None or whole is None or whole[0] == 0:
        return None
    low, high = min(inside[0], whole[1]), min(inside[1], whole[0])
    return Fraction(low, whole[1]), Fraction(high, whole[0])


def _people(view: CityView, places: frozenset[str]) -> tuple[int, int] | None:
    """Return how many people live in places, counted in the widest of them.

    The set holds all that lies within its places.
    """
    if places not in view.populations:
        view.populations[places] = _add_people(view, places)
    return view.populations[places]


def _add_people(view: CityView, places: frozenset[str]) -> tuple[int, int] | None:
    graph = view.terms.places
    widest = [place for place in places if places.isdisjoint(graph.parents[place])]
    low = high = 0
    seen: set[str] = set()
    for place in widest:
        below = graph.below(place)
        newest = next(entry for entry in graph.entries(place) if entry.id == place)
        people = newest.population if isinstance(newest, Place) else None
        if people is None or people.low is None or people.high is None or seen & below:
            return None
        low, high = low + int(people.low), high + int(people.high)
        seen |= below
    return low, high
