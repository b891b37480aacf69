"""Shares of many pairs of statements at a time, with numpy; the figures are those of ``share``.

It pays where tens of thousands of pairs are compared: numpy takes longer to load than smaller
cities take without it. So nothing loads this module but a join that is large.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

from learningcity.reach.statements import COMPARED, SILENT, STRANGERS, Statements

__all__ = ["compare_in_bulk"]

_Array: TypeAlias = "np.ndarray[Any, Any]"


def compare_in_bulk(
    facets: Sequence[Statements],
    lines: Sequence[tuple[int, int, int]],
    pairs: Iterator[tuple[list[int], list[int]]],
) -> Iterator[tuple[int, int, float, float, int, int]]:
    """Return both products of shares of each pair of lines, and what is compared of them.

    Parameters
    ----------
    facets
        What is said on activity, audience and place.
    lines
        The lines, as the numbers of what they state.
    pairs
        The numbers of lines to compare, some at a time.
    """
    columns = np.array(lines, dtype=np.int64).reshape(-1, 3).T
    ready = [_Facet(statements) for statements in facets]
    for first, second in pairs:
        here, there = np.array(first, dtype=np.int64), np.array(second, dtype=np.int64)
        forward = backward = np.ones(len(here))
        told = []
        for facet, numbers in zip(ready, columns, strict=True):
            more, less, compared = facet.shares(numbers[here], numbers[there])
            forward, backward = forward * more, backward * less
            told.append(compared)
        yield from zip(
            first,
            second,
            forward.tolist(),
            backward.tolist(),
            told[1].tolist(),
            told[2].tolist(),
            strict=True,
        )


class _Facet:
    """The statements of one facet as arrays."""

    def __init__(self, statements: Statements) -> None:
        sides = statements.sides
        terms = {term: at for at, term in enumerate(dict.fromkeys(statements.stated_terms()))}
        wide = max((len(widest) for widest, _ in sides), default=0)
        # Likeness in quarters; the last term stands for none, and is like nothing.
        self.nearest = np.zeros((len(sides), len(terms) + 1), dtype=np.uint8)
        self.widest = np.full((len(sides), wide), len(terms), dtype=np.int64)
        self.quarters = np.ones(len(sides))
        for number, (widest, nearest) in enumerate(sides):
            self.widest[number, : len(widest)] = [terms[term] for term in widest]
            self.quarters[number] = 4 * len(widest) or 1
            columns = [terms[term] for term in nearest]
            self.nearest[number, columns] = [int(4 * value) for value in nearest.values()]
        self.grouping, self.apart = _apart(statements)

    def shares(self, here: _Array, there: _Array) -> tuple[_Array, _Array, _Array]:
        """Return how much of each statement lies in the other one, and back."""
        forward, backward = self._lies(here, there), self._lies(there, here)
        told = np.full(len(here), COMPARED)
        told[(forward == 0) & self.apart[self.grouping[here], self.grouping[there]]] = STRANGERS
        told[(here == 0) | (there == 0)] = SILENT
        left_out = told != COMPARED
        forward[left_out] = backward[left_out] = 1.0
        return forward, backward, told

    def _lies(self, here: _Array, there: _Array) -> _Array:
        nearest = self.nearest[there[:, None], self.widest[here]]
        share: _Array = nearest.sum(axis=1, dtype=np.int64) / self.quarters[here]
        return share


def _apart(statements: Statements) -> tuple[_Array, _Array]:
    """Return how each statement groups people, by number, and which of these are strangers."""
    found = [statements.grouping(number) for number in range(len(statements.sides))]
    ways = {way: at for at, way in enumerate(dict.fromkeys(found))}
    apart = [
        [here is not None and there is not None and here.isdisjoint(there) for there in ways]
        for here in ways
    ]
    return np.array([ways[way] for way in found], dtype=np.int64), np.array(apart, dtype=bool)
