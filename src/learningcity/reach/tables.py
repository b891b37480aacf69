"""What is stated in one or several cities, as tables of numbers, for numpy.

Cities share the tables and nothing else: each term and each statement belongs to one city, and
stands beside those of its city only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, count
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from learningcity.reach.facets import Facet, Keys
from learningcity.reach.statements import COMPARED, SILENT, STRANGERS

if TYPE_CHECKING:
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.view import CityView

__all__ = ["Array", "FacetTable", "each"]

Array: TypeAlias = "np.ndarray[Any, Any]"

_SHARES, _CONTAINS, _WITHIN, _SAME = 1, 2, 3, 4
"""How a term stands to another one, from far to near."""


def each(counts: Array) -> tuple[Array, Array]:
    """Return 0 as often as the first count says, then 1, and so on; and the numbers within each."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]


class FacetTable:
    """Each different statement on one facet once, by number; 0 is silence.

    ``read`` takes the statements of one city after the other, then ``close`` makes the tables.
    """

    def __init__(self, facet: Facet) -> None:
        self.facet = facet
        self._ways: dict[frozenset[str] | None, int] = {None: 0}
        self._way = [0]
        self._sizes = [0]
        self._terms: list[int] = []
        self._first = [0]
        self._parts: list[int] = []
        self._part_counts: list[int] = []
        self._other = -1

    def read(self, view: CityView, likeness: Likeness, stated: Sequence[Keys]) -> list[int]:
        """Return the number of each statement of a city."""
        # Each loop runs inside of Python's own functions: this is half of the work of many cities.
        number = defaultdict[Keys, int](count(len(self._sizes)).__next__, {(): 0})
        said = list(map(number.__getitem__, stated))
        statements = list(number)[1:]
        self._sizes.extend(map(len, statements))
        terms = defaultdict[str, int](count(self._first[-1]).__next__)
        self._terms.extend(map(terms.__getitem__, chain.from_iterable(statements)))
        self._first.append(self._first[-1] + len(terms))
        # Parts that nobody states are numbered downwards from below zero, in any order.
        insides = list(map(view.graph(self.facet).below, terms))
        self._part_counts.extend(map(len, insides))
        larger = [inside for inside in insides if len(inside) > 1]
        parts = defaultdict(count(self._other, -1).__next__, terms)
        self._parts.extend(map(parts.__getitem__, chain.from_iterable(larger)))
        self._other -= len(parts) - len(terms)
        if self.facet == "audience":
            ways = self._ways
            for grouping in map(likeness.grouping, statements):
                self._way.append(ways.setdefault(grouping, len(ways)))
        return said

    def close(self) -> None:
        """Make the tables, after the last city."""
        first = np.array(self._first)
        widths = np.diff(first)
        self.count = self._first[-1]
        """How many terms are stated in all cities."""
        self.width = int(widths.max(initial=0))
        """How many are stated at most in one city."""
        self.base = np.repeat(first[:-1], widths)
        """The first term of the city of each term."""
        self.column = np.arange(self.count) - self.base
        """The number of each term in its city."""
        self.sizes = np.array(self._sizes)
        """How many terms each statement has."""
        owner, rank = each(self.sizes)
        self.terms = np.full((max(1, self.sizes.max()), len(self.sizes)), self.count)
        """The terms of each statement in a column, filled up with the number of terms."""
        self.terms[rank, owner] = self._terms

    @property
    def cells(self) -> int:
        """How much the largest table of ``relate`` holds."""
        return max(self.count, len(self.sizes)) * (self.width + 1)

    def relate(self) -> None:
        """Work out how terms stand to each other, and how near each term is to each statement."""
        self.standing = self._standing()
        """For each term in a line: how each term of its city stands to it; 0 is apart."""
        widest, self.counted = self._widest()
        self.widest = [column.copy() for column in widest]
        """The widest terms of each statement, filled up with a term that is like nothing."""
        self._name_shares()
        whole = 4 if self.facet == "place" else 2
        like = np.array([0, 1, 2, whole, 4], dtype=np.uint8)[self.standing]
        nearest = np.zeros((len(self.sizes), self.width + 1), dtype=np.uint8)
        for rank, terms in enumerate(self.terms):
            some = np.flatnonzero(self.sizes > rank)
            if rank == 0:
                nearest[some, :-1] = like[terms[some]]
            else:
                nearest[some, :-1] = np.maximum(nearest[some, :-1], like[terms[some]])
        self._nearest = nearest.ravel()
        self._relate_ways()

    def _standing(self) -> Array:
        stands = np.zeros((self.count, self.width), dtype=np.uint8)
        counts, every = np.array(self._part_counts, dtype=np.int64), np.arange(self.count)
        alone = counts == 1
        here = np.concatenate((np.repeat(every[~alone], counts[~alone]), every[alone]))
        parts = np.concatenate((np.array(self._parts, dtype=np.int64), every[alone]))
        # Terms that hold the same part share it: each with each of them.
        order = np.argsort(parts, kind="stable")
        here, parts = here[order], parts[order]
        begin = np.flatnonzero(np.diff(parts, prepend=self._other - 1))
        holding = np.diff(begin, append=len(parts))
        one, other = each(np.repeat(holding, holding))
        other += np.repeat(begin, holding)[one]
        stands[here[one], self.column[here[other]]] = _SHARES
        known = parts >= 0
        owner, part = here[known], parts[known]
        stands[part, self.column[owner]] = _CONTAINS
        stands[owner, self.column[part]] = _WITHIN
        stands[every, self.column] = _SAME
        return stands

    def _widest(self) -> tuple[Array, Array]:
        """Return the terms of each statement that no other one of it contains, and their number."""
        owner, rank = each(self.sizes)
        said = self.terms[rank, owner]
        one, place = each(self.sizes[owner])
        other = self.terms[place, owner[one]]
        inside = self.standing[other, self.column[said[one]]] == _WITHIN
        wide = np.bincount(one[inside], minlength=len(said)) == 0
        owner, said = owner[wide], said[wide]
        counted = np.bincount(owner, minlength=len(self.sizes))
        widest = np.full((max(1, counted.max()), len(self.sizes)), self.width)
        widest[each(counted)[1], owner] = self.column[said]
        return widest, counted

    def _relate_ways(self) -> None:
        ways = tuple(self._ways)
        self.way = np.array(self._way if self.facet == "audience" else [0] * len(self.sizes))
        """How each statement groups people, by number."""
        self.apart = np.array(
            [
                [
                    here is not None and there is not None and here.isdisjoint(there)
                    for there in ways
                ]
                for here in ways
            ]
        )
        """Which ways are entirely different ones."""

    def _name_shares(self) -> None:
        """Give a number to each share that there can be: so many quarters of so many terms."""
        known, at = np.unique(self.counted, return_inverse=True)
        quarters = np.arange(4 * known.max() + 1)
        self._first_share = at * len(quarters)
        """For each statement the number of the share 0."""
        shares = (quarters / np.maximum(1, 4 * known)[:, None]).ravel()
        self.share = np.concatenate((shares, (1.0, 1.0)))
        """The share of each number; who is silent, or a stranger, takes nothing away."""
        self._silent, self._strangers = len(shares), len(shares) + 1
        self.told = np.full(len(self.share), COMPARED)
        """What is compared at each number."""
        self.told[self._silent], self.told[self._strangers] = SILENT, STRANGERS

    def shares(self, here: Array, there: Array) -> tuple[Array, Array]:
        """Return the number of the share of each statement in the other one, and back."""
        forward, backward = self._lies(here, there), self._lies(there, here)
        strangers = (forward == 0) & self.apart[self.way[here], self.way[there]]
        silent = (here == 0) | (there == 0)
        forward += self._first_share[here]
        backward += self._first_share[there]
        for some, number in ((strangers, self._strangers), (silent, self._silent)):
            forward[some] = backward[some] = number
        return forward, backward

    def _lies(self, here: Array, there: Array) -> Array:
        """Return how many quarters of the first statements lie in the others."""
        begin = there * (self.width + 1)
        total: Array = self._nearest[begin + self.widest[0][here]].astype(np.int64)
        for rank, widest in enumerate(self.widest[1:], 1):
            some = np.flatnonzero(self.counted[here] > rank)
            total[some] += self._nearest[begin[some] + widest[here[some]]]
        return total
