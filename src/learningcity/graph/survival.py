"""How much survives while partners withdraw one by one.

Things that partners hold up, and sets of partners as bits, are those of ``graph.withdrawal``. Sums
are whole numbers and fractions, so that nothing depends on the order of adding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from learningcity.graph.withdrawal import Upheld, bits, falls, most_that_fall, ranked, together

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "FEW",
    "AllOrders",
    "all_orders",
    "area_under",
    "by_degree",
    "greedy_order",
    "least_area",
    "mean_survivors",
    "random_orders",
    "survivors",
]

FEW = 20
"""Up to so many partners all orders are looked at: 2 to this power are their sets."""

_Whole: TypeAlias = "npt.NDArray[np.int64]"


def survivors(things: Sequence[Upheld], order: Iterable[int]) -> list[int]:
    """Return how many things stand before the first withdrawal, and after each one of `order`."""
    gone, left = 0, list(things)
    found = [len(left)]
    for place in order:
        gone |= 1 << place
        left = [thing for thing in left if not falls(thing, gone)]
        found.append(len(left))
    return found


def area_under(counts: Sequence[Fraction | int], things: int) -> Fraction:
    """Return the area under the share that stands against the share withdrawn, from 0 to 1.

    Trapezoids between the points, of which there is one more than partners.
    """
    inner = sum(counts, Fraction(0)) - Fraction(counts[0] + counts[-1]) / 2
    return inner / (things * (len(counts) - 1))


def by_degree(things: Iterable[Upheld], partners: int) -> list[int]:
    """Return the partners in the order of how many things each holds up, most first."""
    held: Counter[int] = Counter()
    for thing in things:
        held.update(bits(together(thing)))
    return sorted(range(partners), key=lambda place: (-held[place], place))


def mean_survivors(things: Iterable[Upheld], partners: int) -> list[Fraction]:
    """Return how many things stand on average over all orders, after 0, 1, … withdrawals.

    After k of N withdrawals all partners of a set of u are gone in C(N − u, k − u) of the C(N, k)
    cases. A thing falls with any one of its sets, so cases with several are taken off again
    (inclusion and exclusion). The mean is exact, whatever the number of partners. Cost: partners
    times the different sizes of sets, and 2 to the number of sets of each thing.
    """
    number = 0
    falling: Counter[int] = Counter()
    for thing in things:
        number += 1
        for several in range(1, len(thing) + 1):
            for chosen in combinations(thing, several):
                falling[together(chosen).bit_count()] += 1 if several % 2 else -1
    return [
        number
        - Fraction(
            sum(
                times * comb(partners - size, gone - size)
                for size, times in falling.items()
                if size <= gone
            ),
            comb(partners, gone),
        )
        for gone in range(partners + 1)
    ]


@dataclass(frozen=True, slots=True)
class AllOrders:
    """What can happen over all orders in which partners withdraw."""

    fewest: tuple[int, ...]
    """After 0, 1, … withdrawals: the fewest things that may stand."""
    most: tuple[int, ...]
    """After 0, 1, … withdrawals: the most things that may stand."""
    worst: tuple[int, ...]
    """The order with the smallest area under its curve, of several the first."""
    best: tuple[int, ...]
    """The order with the largest area under its curve, of several the first."""


def all_orders(things: Sequence[Upheld], partners: int) -> AllOrders:
    """Return what can happen over all orders of a few partners, from all their sets.

    Cost: 2 to the number of partners, times that number, in time; 2 to it in memory.
    """
    import numpy as np

    standing = _standing(things, partners)
    gone = np.arange(1 << partners)
    sizes = sum(gone >> place & 1 for place in range(partners))
    levels = [np.flatnonzero(sizes == size) for size in range(partners + 1)]
    return AllOrders(
        fewest=tuple(int(standing[level].min()) for level in levels),
        most=tuple(int(standing[level].max()) for level in levels),
        worst=_smallest(standing, levels),
        best=_smallest(-standing, levels),
    )


def _standing(things: Sequence[Upheld], partners: int) -> _Whole:
    """Return for each set of partners how many things stand without them."""
    import numpy as np

    fallen = np.zeros(1 << partners, dtype=np.int64)
    for thing in things:
        for several in range(1, len(thing) + 1):
            for chosen in combinations(thing, several):
                fallen[together(chosen)] += 1 if several % 2 else -1
    for place in range(partners):
        without_and_with = fallen.reshape(-1, 2, 1 << place)
        without_and_with[:, 1] += without_and_with[:, 0]
    return len(things) - fallen


def _smallest(standing: _Whole, levels: Sequence[_Whole]) -> tuple[int, ...]:
    """Return the order with the smallest sum of what stands after each withdrawal, the first."""
    import numpy as np

    partners = len(levels) - 1
    # Of each set: the least sum of all that comes after it.
    onward = np.full(len(standing), np.iinfo(np.int64).max, dtype=np.int64)
    onward[-1] = 0
    for level in reversed(levels[:-1]):
        for place in range(partners):
            here = level[level >> place & 1 == 0]
            then = here | 1 << place
            onward[here] = np.minimum(onward[here], standing[then] + onward[then])
    order: list[int] = []
    gone, everyone = 0, (1 << partners) - 1
    while gone != everyone:
        place = next(
            place
            for place in bits(everyone ^ gone)
            if standing[gone | 1 << place] + onward[gone | 1 << place] == onward[gone]
        )
        order.append(place)
        gone |= 1 << place
    return tuple(order)


def greedy_order(things: Sequence[Upheld], partners: int) -> list[int]:
    """Return an order in which each withdrawal brings down as much as one can.

    Where none brings down anything, the one that weakens most comes next. It need not be the worst
    order. Cost: partners times participations.
    """
    gone, order = 0, list[int]()
    left = list(filter(None, things))
    everyone = (1 << partners) - 1
    while left:
        bit = ranked(left, gone, everyone, partners)[0]
        gone |= bit
        order.append(bit.bit_length() - 1)
        left = [thing for thing in left if not falls(thing, gone)]
    return order + list(bits(everyone ^ gone))


def least_area(things: Sequence[Upheld], partners: int) -> Fraction:
    """Return an area that no order falls below: after each step, the least that can stand."""
    counts = [len(things) - most_that_fall(things, gone) for gone in range(partners + 1)]
    return area_under(counts, len(things))


def random_orders(
    things: Sequence[Upheld], partners: int, *, samples: int, seed: int
) -> list[list[int]]:
    """Return how many things stand after 0, 1, … withdrawals, in orders drawn at random.

    Each thing has a set of partners.
    """
    random, order = Random(seed), list(range(partners))
    members = [[list(bits(one)) for one in thing] for thing in things]
    found = []
    for _ in range(samples):
        random.shuffle(order)
        step = [0] * partners
        for number, place in enumerate(order, 1):
            step[place] = number
        # A thing falls when the last of one of its sets withdraws.
        falling = Counter(min(max(step[p] for p in one) for one in sets) for sets in members)
        counts = [len(things)]
        for number in range(1, partners + 1):
            counts.append(counts[-1] - falling[number])
        found.append(counts)
    return found
