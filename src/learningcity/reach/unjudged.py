"""How many pairs of initiatives nobody can compare, counted without going through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import comb
from typing import TYPE_CHECKING, TypeAlias

from learningcity.reach.facets import Keys

if TYPE_CHECKING:
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.view import CityView, Line

__all__ = ["count_unjudged"]

_Groups: TypeAlias = frozenset[Keys]
"""The groups of people that an initiative states, line by line."""

_Told: TypeAlias = tuple[bool, _Groups]
"""Whether it states a place, and its groups of people; in lines that state an activity."""


def count_unjudged(view: CityView, likeness: Likeness, lines: Mapping[str, Sequence[Line]]) -> int:
    """Return how many pairs of initiatives cannot be compared, as far as their lines say.

    Two can be compared where a line of each states an activity, and both state a place, or both
    audiences that are no strangers. Cost: the number of initiatives, and of different statements of
    those without a place times that of ways in which people are grouped.
    """
    told = Counter(_told(offered) for offered in lines.values())
    people = _People(view, likeness, told)
    placed = sum(times for (place, _), times in told.items() if place)
    judged = twice = 0
    for (place, groups), times in told.items():
        if not place and groups:
            judged += times * people.familiar(groups, placed=True)
            # Among those without a place each pair is seen from both sides; nobody pairs with
            # itself.
            twice += times * (people.familiar(groups, placed=False) - 1)
    return comb(len(lines), 2) - comb(placed, 2) - judged - twice // 2


def _told(lines: Sequence[Line]) -> _Told:
    telling = [line for line in lines if line.activity]
    groups = frozenset(line.audience for line in telling if line.audience)
    return any(line.place for line in telling), groups


_Along: TypeAlias = frozenset[frozenset[str] | None]
"""The ways in which an initiative groups people, one for each of its groups; see ``grouping``."""


class _People:
    """Who can be compared with whom by the groups of people that they state."""

    def __init__(self, view: CityView, likeness: Likeness, told: Mapping[_Told, int]) -> None:
        self._view = view
        self._likeness = likeness
        self._told = told
        self._times: dict[bool, Counter[_Along]] = {True: Counter(), False: Counter()}
        self._holding: dict[tuple[bool, _Along], dict[str, set[_Told]]] = {}
        for one, times in told.items():
            place, groups = one
            along = self._along(groups)
            self._times[place][along] += times
            holding = self._holding.setdefault((place, along), {})
            for term in self._below(groups):
                holding.setdefault(term, set()).add(one)

    def familiar(self, groups: _Groups, *, placed: bool) -> int:
        """Return how many, with a place or without, state groups that are no strangers."""
        own, found = self._along(groups), 0
        for along, times in self._times[placed].items():
            if all(_apart(here, there) for here in own for there in along):
                # Grouped along other lines, people are no strangers where they share a part.
                holding = self._holding[placed, along]
                meeting = [holding[term] for term in self._below(groups) & holding.keys()]
                found += sum(self._told[one] for one in frozenset().union(*meeting))
            else:
                found += times
        return found

    def _along(self, groups: _Groups) -> _Along:
        return frozenset(map(self._likeness.grouping, groups))

    def _below(self, groups: _Groups) -> frozenset[str]:
        return frozenset().union(*(self._view.below("audience", keys) for keys in groups))


def _apart(here: frozenset[str] | None, there: frozenset[str] | None) -> bool:
    return here is not None and there is not None and here.isdisjoint(there)
