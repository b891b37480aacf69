"""Where the nodes of a network stand, so that what is near in it is near on the page."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Point", "place_nodes"]

Point = tuple[float, float]
"""Where a node stands."""

_ROUNDS = 60


def place_nodes(neighbours: Sequence[Sequence[int]], *, seed: int = 0) -> list[Point]:
    """Return a place for each node of one connected network, about the origin.

    Nodes want to stand as far apart as there are steps between them (stress majorization, one node
    after the other). Only sums, products and roots of single numbers are taken, in a fixed order,
    so that the same network gives the same places on every machine.

    Cost: `_ROUNDS` × nodes².
    """
    import numpy as np

    size = len(neighbours)
    if size == 1:
        return [(0.0, 0.0)]
    steps = np.array([_distances(neighbours, start) for start in range(size)], dtype=float)
    weights = np.zeros_like(steps)
    weights[steps > 0] = 1 / (steps[steps > 0] * steps[steps > 0])
    totals = _sum(weights.T)
    chance = Random(seed)
    where = np.array([[chance.random(), chance.random()] for _ in range(size)]) * size**0.5
    for _ in range(_ROUNDS):
        for node in range(size):
            apart = where[node] - where
            length = np.sqrt(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1])
            length[length < 1e-9] = 1e-9
            wanted = where + apart * (steps[node] / length)[:, None]
            wanted[node] = 0
            where[node] = _sum(wanted * weights[node][:, None]) / totals[node]
    where -= _sum(where) / size
    return [(float(x), float(y)) for x, y in where]


def _sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums of columns, added row after row.

    The order in which numbers are added is part of the result; libraries choose it by machine.
    """
    import numpy as np

    sums: NDArray[np.float64] = np.cumsum(values, axis=0)[-1]
    return sums


def _distances(neighbours: Sequence[Sequence[int]], start: int) -> list[int]:
    """Return how many steps each node is from one; 0 where there is no way."""
    found = [-1] * len(neighbours)
    found[start] = 0
    queue = [start]
    for node in queue:
        for other in neighbours[node]:
            if found[other] < 0:
                found[other] = found[node] + 1
                queue.append(other)
    return [max(0, steps) for steps in found]
