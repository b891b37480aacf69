"""What falls when partners withdraw, and which few partners would bring down the most.

Partners are bits of whole numbers, in their order. A thing that partners hold up is a tuple of sets
of partners: each set is everybody who does one thing for it, such as paying or delivering, and it
falls once all partners of one of its sets have withdrawn. A thing without sets never falls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
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

LIMIT = 2_000_000
"""So many things an exact search looks at before it stops and says what it knows."""


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
        How many things the search for each size may look at.

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
    and that lacks n ≤ r partners. The last two are found at once: what each brings down alone, and
    what pairs bring down more or less together. Cost: up to `limit`; for two partners the number
    of things.
    """
    found: list[Withdrawal] = []
    best = Withdrawal((), 0, 0)
    for size in range(1, most + 1):
        best = _Search(things, size, limit).run(best)
        found.append(best)
    return tuple(found)


def _near(things: Iterable[Upheld], gone: int, later: int, left: int) -> tuple[int, list[Upheld]]:
    """Return how many things fall, and what is missing of each that `left` more can bring down.

    Who withdraws later is one of `later`. What more than `left` would have to leave is left out.
    """
    fallen = 0
    near: list[Upheld] = []
    for thing in things:
        missing: list[int] = []
        for one in thing:
            lacking = one & ~gone
            if not lacking:
                fallen += 1
                break
            if not lacking & ~later and lacking.bit_count() <= left:
                missing.append(lacking)
        else:
            if missing:
                near.append(tuple(missing))
    return fallen, near


def _weigh(near: Iterable[Upheld]) -> tuple[dict[int, int], int]:
    """Return how much each partner, as a bit, could add, and so much as a whole thing weighs.

    Of a thing that lacks n partners each one of them weighs 1/n.
    """
    needs = [(min(map(int.bit_count, missing)), together(missing)) for missing in near]
    unit = lcm(*{need for need, _ in needs})
    weight: dict[int, int] = {}
    for need, lacking in needs:
        share = unit // need
        for place in bits(lacking):
            weight[1 << place] = weight.get(1 << place, 0) + share
    return weight, unit


def _bound(near: Sequence[Upheld], left: int) -> int:
    """Return a number of things that `left` partners more cannot exceed."""
    weight, unit = _weigh(near)
    return min(len(near), sum(sorted(weight.values(), reverse=True)[:left]) // unit)


def _everyone(things: Iterable[Upheld]) -> int:
    return together(one for thing in things for one in thing)


def most_that_fall(things: Sequence[Upheld], size: int) -> int:
    """Return a number of things that no `size` withdrawals exceed; it need not be reached."""
    _, near = _near(things, 0, _everyone(things), size)
    return _bound(near, size)


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
        self._go(_Node(self.things, 0, 0, 0), everyone, self.size)
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

    def _go(self, node: _Node, later: int, left: int) -> None:
        self.steps += 1 + len(node.things)
        if self.steps > self.limit:
            return
        more, near = _near(node.things, node.last, later, left)
        fallen = node.fallen + more
        if fallen + _bound(near, left) <= self.lost:
            return
        if left <= _PAIR:
            most = _most_of_one(near) if left == 1 else _most_of_two(near)
            if most and fallen + most > self.lost:
                self.lost = fallen + most
                self.gone = node.gone | _first(near, most, left)
            return
        for place in bits(_everyone(near)):
            bit = 1 << place
            self._go(_Node(near, bit, node.gone | bit, fallen), later & ~(2 * bit - 1), left - 1)


@dataclass(frozen=True, slots=True)
class _Node:
    """A point of the search: who has withdrawn, the last of them, and what that leaves."""

    things: Sequence[Upheld]
    """What was missing of each thing within reach before the last one withdrew."""
    last: int
    gone: int
    fallen: int
    """What had fallen before."""


_PAIR = 2


def _alone(near: Iterable[Upheld]) -> dict[int, int]:
    """Return how many things each partner, as a bit, brings down alone; 0 for the others."""
    found: dict[int, int] = {}
    for missing in near:
        for place in bits(together(missing)):
            bit = 1 << place
            found[bit] = found.get(bit, 0) + (bit in missing)
    return found


def _most_of_one(near: Iterable[Upheld]) -> int:
    return max(_alone(near).values(), default=0)


def _joint(near: Iterable[Upheld]) -> dict[int, int]:
    """Return how many things more, or fewer, two partners bring down than both alone do."""
    found: dict[int, int] = {}
    for missing in near:
        alone = [one for one in set(missing) if one.bit_count() == 1]
        for one, other in combinations(sorted(alone), 2):
            found[one | other] = found.get(one | other, 0) - 1
        for pair in set(missing):
            if pair.bit_count() == _PAIR and not any(one & pair for one in alone):
                found[pair] = found.get(pair, 0) + 1
    return found


def _most_of_two(near: Sequence[Upheld]) -> int:
    """Return how many things two partners bring down at most."""
    alone, joint = _alone(near), _joint(near)
    most = 0
    for pair, more in joint.items():
        most = max(most, more + sum(alone[1 << place] for place in bits(pair)))
    order = sorted(alone, key=lambda bit: -alone[bit])
    for number, one in enumerate(order):
        for other in order[number + 1 :]:
            # Pairs that bring down more together were looked at above.
            if alone[one] + alone[other] <= most:
                break
            most = max(most, alone[one] + alone[other] + joint.get(one | other, 0))
    return most


def _first(near: Sequence[Upheld], most: int, size: int) -> int:
    """Return the first one or two partners that bring down so many things."""
    alone, joint = _alone(near), _joint(near)
    order = sorted(alone)
    if size == 1:
        return next(bit for bit in order if alone[bit] == most)
    return next(
        one | other
        for number, one in enumerate(order)
        for other in order[number + 1 :]
        if alone[one] + alone[other] + joint.get(one | other, 0) == most
    )


def ranked(things: Sequence[Upheld], gone: int, everyone: int, left: int) -> list[int]:
    """Return partners as bits, first the one whose withdrawal brings down the most at once.

    Of those that bring down equally many the one that weakens the most comes first, a thing that
    lacks n ≤ `left` partners counting 1/n; then the order of the partners decides. Partners that
    can bring down nothing with so many withdrawals are not there.
    """
    later = everyone & ~gone
    at_once, _ = _weigh(_near(things, gone, later, 1)[1])
    weight, _ = _weigh(_near(things, gone, later, left)[1])
    return sorted(weight, key=lambda bit: (-at_once.get(bit, 0), -weight[bit], bit))
