"""What is said on one facet, statement by statement, and how much of one lies in another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from learningcity.reach.facets import Facet, Keys
from learningcity.reach.likeness import LIKENESS

if TYPE_CHECKING:
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.view import CityView

__all__ = ["COMPARED", "SILENT", "STRANGERS", "Share", "Statements"]

COMPARED, SILENT, STRANGERS = 0, 1, 2
"""Whether two statements are compared; if not, whether one is silent or they are strangers."""

Share: TypeAlias = tuple[float, float, int]
"""How much of a statement lies in another, and back, and whether the two are compared."""

_Side: TypeAlias = tuple[Keys, dict[str, float]]
"""The widest terms of a statement; and for each term how alike it is to the nearest of all."""


class Statements:
    """What is said on one facet: each different statement once, by number; 0 is silence.

    Every statement gets its number first, then ``close`` prepares to compare them.
    """

    def __init__(self, view: CityView, likeness: Likeness, facet: Facet) -> None:
        self.facet = facet
        self.likeness = likeness
        self.number = _Numbers()
        self.silent_blocks = 0
        self._view = view
        self._graph = view.graph(facet)
        self._terms: frozenset[str] = frozenset()
        self._holders: dict[str, list[str]] = {}
        self._sides: list[_Side] = []
        self._blocks: dict[str, int] = {}
        self._meeting: dict[int, int] = {}

    def keys(self, number: int) -> Keys:
        """Return the terms of a statement."""
        return self.number.keys_of[number]

    def below(self, number: int) -> frozenset[str]:
        """Return all that lies within a statement."""
        return self._view.below(self.facet, self.number.keys_of[number])

    def _stated_terms(self) -> Iterable[str]:
        """Return the terms of all statements, each once."""
        return dict.fromkeys(term for keys in self.number.keys_of for term in keys)

    def close(self) -> None:
        """Prepare to compare the statements, after the last one has its number."""
        terms = self._stated_terms()
        self._terms = frozenset(terms)
        for term in terms:
            for part in self._graph.below(term):
                self._holders.setdefault(part, []).append(term)
        columns = {term: self._column(term) for term in terms}
        for keys in self.number.keys_of:
            nearest: dict[str, float] = dict(columns[keys[0]]) if keys else {}
            for term in keys[1:]:
                for other, likeness in columns[term].items():
                    if likeness > nearest.get(other, 0.0):
                        nearest[other] = likeness
            self._sides.append((self.likeness.widest(self.facet, keys), nearest))

    def _column(self, term: str) -> dict[str, float]:
        """Return how alike each stated term is to `term`, in this direction, if it is at all."""
        within = 1.0 if self.facet == "place" else LIKENESS["within"]
        below, found = self._graph.below(term), {}
        for part in below:
            for other in self._holders.get(part, ()):
                found[other] = LIKENESS["shares"]
        for other in self._holders.get(term, ()):
            found[other] = LIKENESS["contains"]
        for part in below & self._terms:
            found[part] = within
        found[term] = LIKENESS["same"]
        return found

    def share(self, here: int, there: int) -> Share:
        """Return how much of one statement lies in another, and back."""
        if not here or not there:
            return 1.0, 1.0, SILENT
        widest, nearest = self._sides[here]
        others, nearby = self._sides[there]
        if len(widest) == 1:
            forward = nearby.get(widest[0], 0.0)
        else:
            forward = sum([nearby.get(s, 0.0) for s in widest]) / len(widest)
        if len(others) == 1:
            backward = nearest.get(others[0], 0.0)
        else:
            backward = sum([nearest.get(t, 0.0) for t in others]) / len(others)
        if (
            not forward
            and self.facet == "audience"
            and self.likeness.grouped_apart(self.keys(here), self.keys(there))
        ):
            return 1.0, 1.0, STRANGERS
        return forward, backward, COMPARED

    def positions(self) -> list[int]:
        """Return where each statement stands in the order of terms, silence last."""
        ids = self._view.graph(self.facet).ids
        place = {term: at for at, term in enumerate(ids)}
        return [
            min((place[term] for term in keys), default=len(ids)) for keys in self.number.keys_of
        ]

    def found_in(self, statements: Iterable[int], block: int) -> None:
        """Keep that a block holds these statements."""
        for number in statements:
            if number == 0:
                self.silent_blocks |= 1 << block
            for term in self.below(number) if number else ():
                self._blocks[term] = self._blocks.get(term, 0) | 1 << block

    def meeting_blocks(self, number: int) -> int:
        """Return the blocks, as bits, that hold something which shares a part with a statement."""
        found = self._meeting.get(number)
        if found is None:
            found = 0
            for term in self.below(number):
                found |= self._blocks.get(term, 0)
            self._meeting[number] = found
        return found


class _Numbers(dict[Keys, int]):
    """Numbers for statements, given as they come."""

    def __init__(self) -> None:
        self.keys_of: list[Keys] = [()]
        self[()] = 0

    def __missing__(self, keys: Keys) -> int:
        found = self[keys] = len(self.keys_of)
        self.keys_of.append(keys)
        return found
