"""What falls when partners withdraw, and which few partners would bring down the most.

Partners are bits of whole numbers, in their order. A thing that partners hold up is a tuple of sets
of partners: each set is everybody who does one thing for it, such as paying or delivering, and it
falls once all partners of one of its sets have withdrawn. A thing without sets never falls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import lcm
from typing import TypeAlias

__all__ = [
    "LIMIT",
    "Upheld",
    "Withdrawal",
    "bits",
    "falls",
    "most_that_fall",
    "ranked",
    "together",
    "upheld",
    "worst_sets",
]

Upheld: TypeAlias = tuple[int, ...]
"""A thing that partners hold up, as sets of partners none of which lies within another."""

LIMIT = 20_000
"""So many steps an exact search takes before it stops and says what it knows."""


def bits(number: int) -> Iterator[int]:
    """Yield the places of the partners of a set, in their order."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def upheld(sets: Iterable[int]) -> Upheld:
    """Return a thing from the sets of partners that each do something for it.

    A set without partners says nothing. One that holds another is left out: the thing has fallen
    before all of its partners have withdrawn.
    """
    kept: list[int] = []
    for one in sorted(filter(None, set(sets)), key=lambda s: (s.bit_count(), s)):
        if not any(one & other == other for other in kept):
            kept.append(one)
    return tuple(kept)


def falls(thing: Upheld, gone: int) -> bool:
    """Return whether a thing falls when these partners have withdrawn."""
    return any(one & gone == one for one in thing)


def together(sets: Iterable[int]) -> int:
    """Return all partners that are in any of the sets."""
    found = 0
    for one in sets:
        found |= one
    return found


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Partners whose withdrawal brings down the most, and how sure that is."""

    places: tuple[int, ...]
    """Their places, ascending."""
    lost: int
    """How many things fall."""
    bound: int
    """No set of so many partners brings down more; equal to ``lost`` where that is proven."""


def worst_sets(
    things: Sequence[Upheld], most: int, *, limit: int = LIMIT
) -> tuple[Withdrawal, ...]:
    """Return for each size from 1 to `most` the partners whose withdrawal brings down the most.

    Parameters
    ----------
    things
        What partners hold up.
    most
        The largest size, at least 1.
    limit
        How many steps the search for each size may take.

    Returns
    -------
    tuple
        Of sets that bring down equally many the smallest, then the first in the order of the
        partners. Where the search stopped at its limit the set is the best one that it or a greedy
        choice found, and ``bound`` is above ``lost``.

    Notes
    -----
    Depth-first over sets in the order of the partners. With r partners still to choose, at most the
    sum of the r largest weights falls, where a partner weighs 1/n for each thing in which it stands
    and that lacks n ≤ r partners. Cost: up to `limit` steps of the number of things.
    """
    found: list[Withdrawal] = []
    best = Withdrawal((), 0, 0)
    for size in range(1, most + 1):
        best = _Search(things, size, limit).run(best)
        found.append(best)
    return tuple(found)


@dataclass(slots=True)
class _Weights:
    """What could still fall, and how much each partner could add to it."""

    fallen: int
    within: int
    """How many things more are within reach."""
    unit: int
    """So much weighs a whole thing."""
    weight: dict[int, int]
    """By partner, as a bit."""

    def bound(self, left: int) -> int:
        """Return an upper bound of what falls with so many partners more."""
        largest = sorted(self.weight.values(), reverse=True)[:left]
        return self.fallen + min(self.within, sum(largest) // self.unit)


def _weigh(things: Iterable[Upheld], gone: int, later: int, left: int) -> _Weights:
    """Return what falls, and what would with `left` partners more out of `later`."""
    fallen = 0
    near: list[tuple[int, int]] = []
    for thing in things:
        need, lacking = left + 1, 0
        for one in thing:
            missing = one & ~gone
            if not missing:
                need = 0
                break
            if not missing & ~later and (size := missing.bit_count()) <= left:
                need = min(need, size)
                lacking |= missing
        if need == 0:
            fallen += 1
        elif need <= left:
            near.append((need, lacking))
    unit = lcm(*{need for need, _ in near})
    weight: dict[int, int] = {}
    for need, lacking in near:
        share = unit // need
        for place in bits(lacking):
            weight[1 << place] = weight.get(1 << place, 0) + share
    return _Weights(fallen, len(near), unit, weight)


def _everyone(things: Iterable[Upheld]) -> int:
    return together(one for thing in things for one in thing)


def most_that_fall(things: Sequence[Upheld], size: int) -> int:
    """Return a number of things that no `size` withdrawals exceed; it need not be reached."""
    return _weigh(things, 0, _everyone(things), size).bound(size)


class _Search:
    def __init__(self, things: Sequence[Upheld], size: int, limit: int) -> None:
        self.things = things
        self.size = size
        self.limit = limit
        self.steps = 0
        self.lost = 0
        self.gone: int | None = None

    def run(self, smaller: Withdrawal) -> Withdrawal:
        """Return the worst set of at most so many partners; `smaller` is that of one less."""
        everyone = _everyone(self.things)
        bound = most_that_fall(self.things, self.size)
        greedy = self._greedy(everyone)
        known = sum(falls(thing, greedy) for thing in self.things)
        # One below what is known, so that the first of all equally bad sets is found.
        self.lost = max(smaller.lost, known - 1)
        self._go(self.things, 0, everyone, self.size)
        if self.steps > self.limit:
            if self.gone is None and known > smaller.lost:
                self.gone, self.lost = greedy, known
        else:
            bound = self.lost
        if self.gone is None:
            return Withdrawal(smaller.places, smaller.lost, max(bound, smaller.lost))
        return Withdrawal(tuple(bits(self.gone)), self.lost, max(bound, self.lost))

    def _greedy(self, everyone: int) -> int:
        """Return partners chosen one by one, each where it brings down or weakens the most."""
        gone = 0
        for left in range(self.size, 0, -1):
            ranking = ranked(self.things, gone, everyone, left)
            if not ranking:
                break
            gone |= ranking[0]
        return gone

    def _go(self, things: Sequence[Upheld], gone: int, later: int, left: int) -> None:
        self.steps += 1
        if self.steps > self.limit:
            return
        weights = _weigh(things, gone, later, left)
        if weights.fallen > self.lost:
            self.lost, self.gone = weights.fallen, gone
        if weights.bound(left) <= self.lost:
            return
        bits_left = sorted(weights.weight)
        if left == 1:
            # What one partner more can bring down weighs 1: the heaviest one is the worst.
            bits_left = [min(bits_left, key=lambda bit: (-weights.weight[bit], bit))]
        for bit in bits_left:
            self._go(things, gone | bit, later & ~(2 * bit - 1), left - 1)


def ranked(things: Sequence[Upheld], gone: int, everyone: int, left: int) -> list[int]:
    """Return partners as bits, first the one whose withdrawal brings down the most at once.

    Of those that bring down equally many the one that weakens the most comes first, a thing that
    lacks n ≤ `left` partners counting 1/n; then the order of the partners decides. Partners that
    can bring down nothing with so many withdrawals are not there.
    """
    later = everyone & ~gone
    at_once = _weigh(things, gone, later, 1).weight
    weight = _weigh(things, gone, later, left).weight
    return sorted(weight, key=lambda bit: (-at_once.get(bit, 0), -weight[bit], bit))
