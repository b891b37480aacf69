"""The ties of large projected graphs, all pairs at once, as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Groups", "PairArrays", "pair_arrays"]


@dataclass(frozen=True, slots=True)
class Groups:
    """Who is in each group: the members of the first, of the second, and so on."""

    members: NDArray[np.int64]
    sizes: NDArray[np.int64]
    """How many members each group has."""

    @classmethod
    def of(cls, groups: Sequence[Sequence[int]]) -> Groups:
        """Return the groups from the members of each, who are numbers from 0 on."""
        sizes = np.fromiter(map(len, groups), np.int64, len(groups))
        members = chain.from_iterable(groups)
        return cls(np.fromiter(members, np.int64, int(sizes.sum())), sizes)

    def turned(self, groups: int) -> Groups:
        """Return the members as groups, with as many groups as there were as their members."""
        places = np.repeat(np.arange(len(self.sizes)), self.sizes)
        order = _ascending(self.members)
        return Groups(places[order], np.bincount(self.members, minlength=groups))


@dataclass(frozen=True, slots=True)
class PairArrays:
    """All pairs that are in a group together, in order, with what joins each."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    weights: NDArray[np.float64]
    shared: NDArray[np.int64]
    """The groups of the first pair, of the second, and so on; those of each ascending."""
    ends: NDArray[np.int64]
    """Where in `shared` the groups of each pair end."""


def pair_arrays(groups: Groups, weight: Literal["newman", "count", "jaccard"]) -> PairArrays:
    """Return the pairs that :func:`~learningcity.graph.projection.weighted_pairs` yields.

    Cost: as many numbers as there are pairs within groups, some six at a time.
    """
    first, second, shared = _within(groups)
    order = _ascending(second)
    order = order[_ascending(first[order])]
    first, second, shared = first[order], second[order], shared[order]
    another = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    starts = np.flatnonzero(np.concatenate(([True], another))) if len(first) else first
    counts = np.diff(starts, append=len(shared))
    first, second = first[starts], second[starts]
    if weight == "count":
        weights = counts.astype(np.float64)
    elif weight == "newman":
        weights = _summed(1 / np.maximum(groups.sizes - 1, 1), shared, starts, counts)
    else:
        taking_part = np.bincount(groups.members)
        weights = counts / (taking_part[first] + taking_part[second] - counts)
    return PairArrays(first, second, weights, shared, starts + counts)


def _within(groups: Groups) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return both members and the group of each pair within a group, group after group."""
    members, sizes = groups.members, groups.sizes
    places = np.arange(len(members))
    after = np.repeat(np.cumsum(sizes), sizes) - places - 1
    # A member is paired with those after it: their places count up from the one next to it.
    before = np.cumsum(after) - after
    pairs = np.arange(int(after.sum()))
    second = members[pairs + np.repeat(places + 1 - before, after)]
    shared = np.repeat(np.arange(len(sizes)), sizes * (sizes - 1) // 2)
    return np.repeat(members, after), second, shared


def _ascending(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places in the order of their values, those of equal values as they are."""
    # numpy counts numbers of 16 bits to sort them, which takes a fifth of the time.
    small = len(values) > 0 and int(values.max()) < 1 << 16
    return np.argsort(values.astype(np.uint16) if small else values, kind="stable")


def _summed(
    shares: NDArray[np.float64],
    shared: NDArray[np.int64],
    starts: NDArray[np.int64],
    counts: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the sum of the shares of each pair's groups, rounded once as by ``fsum``."""
    of_each = shares[shared]
    sums: NDArray[np.float64] = of_each[starts]
    two = counts == 2
    sums[two] += of_each[starts[two] + 1]
    for place in np.flatnonzero(counts > 2).tolist():
        sums[place] = fsum(of_each[starts[place] : starts[place] + counts[place]].tolist())
    return sums
