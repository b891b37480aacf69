"""What chance makes of counts of ties when groups are dealt out anew among the nodes.

Each group keeps its size, and each way to deal is as likely as any other. A count, or a sum of
weights, is a sum over ties; so its mean follows from how often two nodes get groups that make a tie
count, and its variance from how often three or four nodes do, by what two ties have in common. No
way is tried: the figures are exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import perm, sqrt
from typing import Any, TypeAlias

from learningcity.graph.order import sort_nodes
from learningcity.model.figures import round_figure

__all__ = [
    "Chance",
    "Shared",
    "Ways",
    "alike",
    "all_different",
    "between",
    "chance",
    "falling",
    "from_to",
    "shared_ends",
    "sizes_of",
]

Exact: TypeAlias = int | Fraction


@dataclass(frozen=True, slots=True)
class Chance:
    """What a count is when groups are dealt out anew, each keeping its size."""

    mean: Fraction
    variance: Fraction

    @property
    def expected(self) -> float:
        """The mean."""
        return round_figure(float(self.mean))

    @property
    def sd(self) -> float:
        """The standard deviation."""
        return round_figure(sqrt(self.variance))

    def z(self, observed: float) -> float | None:
        """Return how many standard deviations a count is above the mean; None where these are 0."""
        if not self.variance:
            return None
        return round_figure(float(Fraction(observed) - self.mean) / sqrt(self.variance))


@dataclass(frozen=True, slots=True)
class Shared:
    """The sum of the weights of ties, and of the products of two, by the ends in common."""

    single: Exact
    square: Exact
    """The sum of the squares."""
    back: Exact
    """Both ends, one the other way round."""
    source: Exact
    """Where both start; for ties without direction, one end."""
    target: Exact
    """Where both end."""
    chain: Exact
    """One ends where the other starts."""
    apart: Exact
    """None."""


@dataclass(frozen=True, slots=True)
class Ways:
    """In how many ways nodes can get groups so that one tie counts, or two do.

    The names say what the two ties have in common, as in :class:`Shared`.
    """

    single: int
    back: int
    source: int
    target: int
    chain: int
    apart: int

    def __add__(self, other: Ways) -> Ways:
        """Return the ways of either."""
        return Ways(
            self.single + other.single,
            self.back + other.back,
            self.source + other.source,
            self.target + other.target,
            self.chain + other.chain,
            self.apart + other.apart,
        )

    def __mul__(self, times: int) -> Ways:
        """Return the ways if one more node can be any of so many."""
        return Ways(
            self.single * times,
            self.back * times,
            self.source * times,
            self.target * times,
            self.chain * times,
            self.apart * times,
        )


def sizes_of(groups: Mapping[Any, Hashable]) -> dict[Any, int]:
    """Return how many nodes each group has, in the order of the groups."""
    sizes = dict.fromkeys(sort_nodes(dict.fromkeys(groups.values())), 0)
    for group in groups.values():
        sizes[group] += 1
    return sizes


def falling(size: int, places: int) -> int:
    """Return in how many ways so many places can be filled, in order, from `size` nodes."""
    return perm(size, places) if size >= 0 else 0


def shared_ends(ties: Mapping[tuple[Hashable, Hashable], Exact], *, directed: bool) -> Shared:
    """Return what ties have in common, two by two; `ties` gives the weight of each."""
    leaving: dict[Hashable, Exact] = defaultdict(int)
    arriving: dict[Hashable, Exact] = defaultdict(int)
    for (first, last), weight in ties.items():
        leaving[first] += weight
        (arriving if directed else leaving)[last] += weight
    single = sum(ties.values())
    square = sum(weight * weight for weight in ties.values())
    every = (single * single - square) / Fraction(2)
    both = sum(total * total for total in leaving.values())
    if not directed:
        source = both / Fraction(2) - square
        return Shared(single, square, 0, source, 0, 0, every - source)
    back = sum(
        weight * ties.get((last, first), 0) for (first, last), weight in ties.items()
    ) / Fraction(2)
    source = (both - square) / Fraction(2)
    target = (sum(total * total for total in arriving.values()) - square) / Fraction(2)
    chain = sum(total * arriving.get(node, 0) for node, total in leaving.items()) - 2 * back
    apart = every - back - source - target - chain
    return Shared(single, square, back, source, target, chain, apart)


def chance(ways: Ways, shared: Shared, nodes: int, *, fixed: int = 0) -> Chance:
    """Return what chance makes of the sum of the weights of the ties that count.

    `nodes` is how many nodes have a group; `fixed` how many nodes take part in each tie besides its
    ends, such as a broker between them.
    """
    two, three, four = (max(falling(nodes, fixed + places), 1) for places in (2, 3, 4))
    mean = Fraction(shared.single * ways.single, two)
    linked = shared.source * ways.source + shared.target * ways.target + shared.chain * ways.chain
    square = (
        Fraction(shared.square * ways.single + 2 * shared.back * ways.back, two)
        + Fraction(2 * linked, three)
        + Fraction(2 * shared.apart * ways.apart, four)
    )
    return Chance(mean, square - mean**2)


def alike(sizes: Sequence[int]) -> Ways:
    """Return the ways of ties within any one of some groups."""
    pairs = [falling(size, 2) for size in sizes]
    pair, three = sum(pairs), sum(falling(size, 3) for size in sizes)
    one_group = sum(falling(size, 4) for size in sizes)
    apart = one_group + pair**2 - sum(each**2 for each in pairs)
    return Ways(pair, pair, three, three, three, apart)


def all_different(sizes: Sequence[int]) -> Ways:
    """Return the ways of ties between any two of some groups."""
    size, same = sum(sizes), alike(sizes)
    pair = falling(size, 2) - same.single
    three = sum(each * falling(size - each, 2) for each in sizes)
    apart = falling(size, 4) - 2 * same.single * falling(size - 2, 2) + same.apart
    return Ways(pair, pair, three, three, three, apart)


def from_to(first: int, last: int) -> Ways:
    """Return the ways of ties that start in one group and end in another one."""
    source, target = first * falling(last, 2), last * falling(first, 2)
    return Ways(first * last, 0, source, target, 0, falling(first, 2) * falling(last, 2))


def between(first: int, last: int) -> Ways:
    """Return the ways of ties without direction that join two groups."""
    one = from_to(first, last)
    return Ways(2 * one.single, 0, one.source + one.target, 0, 0, 4 * one.apart)
