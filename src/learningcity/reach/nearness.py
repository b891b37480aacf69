"""How near each line of a city comes to what is wanted, for all lines at once.

Numbers of lines are added as in written sums: slice k is the set of lines whose number has the
digit 1 at the place of 2 to the power of k. So one addition is a few operations on whole sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import lcm

from learningcity.reach.facets import Facet, Keys
from learningcity.reach.index import OfferIndex
from learningcity.reach.likeness import Likeness

__all__ = ["falling", "nearness"]

Slices = list[int]
"""A number for each line: the sets of lines that have each binary digit, the ones first."""


def nearness(
    index: OfferIndex, likeness: Likeness, wanted: Mapping[Facet, Keys], facets: Iterable[Facet]
) -> Slices:
    """Return how near each line comes, in whole numbers: the mean over facets of σ(wanted→line).

    All have the same denominator, so that larger is nearer; zero is near on nothing. Cost: for each
    wanted term the lines of the city, many at once.
    """
    widest = {facet: likeness.widest(facet, wanted[facet]) for facet in facets}
    whole = lcm(*map(len, widest.values()))
    total: Slices = []
    for facet, terms in widest.items():
        share: Slices = []
        for term in terms:
            _add(share, _likeness(index, facet, term))
        _add(total, _times(share, whole // len(terms)))
    return total


def falling(numbers: Slices) -> Iterator[int]:
    """Return the lines that have each number, the largest number first; none that have zero."""
    some = 0
    for lines in numbers:
        some |= lines
    waiting = [(some, len(numbers) - 1)]
    while waiting:
        lines, at = waiting.pop()
        while at >= 0:
            smaller = lines & ~numbers[at]
            lines &= numbers[at]
            at -= 1
            if smaller and lines:
                waiting.append((smaller, at))
            lines = lines or smaller
        if lines:
            yield lines


def _likeness(index: OfferIndex, facet: Facet, term: str) -> Slices:
    """Return four times λ(term, t) of each line for the nearest term t that it states."""
    same = index.stating(facet, term)
    if facet == "place":
        same |= index.holding(facet, term)
    meeting = index.meeting(facet, (term,))
    half = (index.naming(facet, (term,)) | index.holding(facet, term)) & ~same
    # 4, 2 and 1 are one digit each.
    return [meeting & ~half & ~same, half, same]


def _add(total: Slices, more: Slices) -> None:
    """Add the number of each line of `more` to that of `total`."""
    carry = 0
    for at, digit in enumerate(more):
        _reach(total, at)
        one = total[at] ^ digit
        total[at], carry = one ^ carry, (total[at] & digit) | (one & carry)
    at = len(more)
    while carry:
        _reach(total, at)
        total[at], carry = total[at] ^ carry, total[at] & carry
        at += 1


def _reach(total: Slices, at: int) -> None:
    if at == len(total):
        total.append(0)


def _times(share: Slices, factor: int) -> Slices:
    """Return the number of each line multiplied by a whole number."""
    found: Slices = []
    for at in range(factor.bit_length()):
        if factor >> at & 1:
            _add(found, [0] * at + share)
    return found
