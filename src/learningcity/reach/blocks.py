"""Profiles by what they state: sets of them are whole numbers, bit n for the n-th of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from learningcity.reach.facets import FACETS, Facet
from learningcity.reach.statements import Statements

__all__ = ["Block", "NumberedLine", "Profile"]

_ACTIVITY, _AUDIENCE, _PLACE = FACETS

NumberedLine: TypeAlias = tuple[int, int, int]
"""A line: the numbers of what it states on each facet; 0 is silence."""

Profile: TypeAlias = tuple[NumberedLine, ...]
"""All that an initiative offers, line by line."""


class Block:
    """Some neighbouring profiles, by what they state."""

    def __init__(self, facets: Mapping[Facet, Statements], profiles: Sequence[Profile]) -> None:
        self._facets = facets
        self.held: dict[Facet, dict[int, int]] = {facet: {} for facet in FACETS}
        """For each statement on a facet the profiles, as bits, that make it."""
        for at, profile in enumerate(profiles):
            for line in profile:
                for facet, number in zip(FACETS, line, strict=True):
                    held = self.held[facet]
                    held[number] = held.get(number, 0) | 1 << at
        self._holding: dict[Facet, dict[str, int]] = {
            facet: self._holders(facet) for facet in FACETS
        }
        self._known: dict[Facet, dict[int, int]] = {facet: {} for facet in FACETS}
        self._open: dict[int, int] = {}
        self._groupings: dict[frozenset[str] | None, int] = {}
        for number, bits in self.held[_AUDIENCE].items():
            if number:
                along = facets[_AUDIENCE].likeness.grouping(facets[_AUDIENCE].keys(number))
                self._groupings[along] = self._groupings.get(along, 0) | bits

    def meeting(self, profile: Profile) -> int:
        """Return those that meet a line of the profile on all that both state."""
        found = 0
        for activity, audience, place in profile:
            bits = self._meeting(_ACTIVITY, activity)
            if not bits:
                continue
            # Without a place to compare, the audiences have to meet.
            same_people = self._meeting(_AUDIENCE, audience) if audience else 0
            if place:
                near = self._meeting(_PLACE, place)
                if audience:
                    near &= same_people | self._not_comparable(audience)
                bits &= near | (self.held[_PLACE].get(0, 0) & same_people)
            else:
                bits &= same_people
            found |= bits
        return found

    def _holders(self, facet: Facet) -> dict[str, int]:
        """Return for each term who states it or something that contains it."""
        found: dict[str, int] = {}
        for number, bits in self.held[facet].items():
            if number:
                for term in self._facets[facet].below(number):
                    found[term] = found.get(term, 0) | bits
        return found

    def _meeting(self, facet: Facet, number: int) -> int:
        """Return those that state something which shares a part with a statement."""
        found = self._known[facet].get(number)
        if found is None:
            holding, terms = self._holding[facet], self._facets[facet].below(number)
            found = 0
            for term in terms if len(terms) < len(holding) else terms & holding.keys():
                found |= holding.get(term, 0)
            self._known[facet][number] = found
        return found

    def _not_comparable(self, audience: int) -> int:
        """Return those that state no audience, or group people along other lines."""
        found = self._open.get(audience)
        if found is None:
            found = self.held[_AUDIENCE].get(0, 0)
            own = self._facets[_AUDIENCE].likeness.grouping(self._facets[_AUDIENCE].keys(audience))
            for along, bits in self._groupings.items():
                if own is not None and along is not None and along.isdisjoint(own):
                    found |= bits
            self._open[audience] = found
        return found
