"""Where the nodes of a network stand, so that what is near in it is near on the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Point", "place_nodes"]

Point = tuple[float, float]
"""Where a node stands."""

_ROUNDS = 60

_FEW = 110
"""Up to so many nodes are placed before numpy is even loaded."""


def place_nodes(neighbours: Sequence[Sequence[int]], *, seed: int = 0) -> list[Point]:
    """Return a place for each node of one connected network, about the origin.

    Nodes want to stand as far apart as there are steps between them (stress majorization, one node
    after the other). Only sums, products and roots of single numbers are taken, in a fixed order,
    so that the same network gives the same places on every machine.

    Cost: `_ROUNDS` × nodes².
    """
    size = len(neighbours)
    if size == 1:
        return [(0.0, 0.0)]
    steps = [_distances(neighbours, start) for start in range(size)]
    chance = Random(seed)
    start = [(chance.random() * size**0.5, chance.random() * size**0.5) for _ in range(size)]
    return (_settle_few if size <= _FEW else _settle_many)(steps, start)


def _settle_few(steps: Sequence[Sequence[int]], start: Sequence[Point]) -> list[Point]:
    """Return where the nodes come to stand, pair by pair."""
    size, across, down = len(start), [x for x, _ in start], [y for _, y in start]
    ways = [[(o, far, 1 / (far * far)) for o, far in enumerate(row) if far] for row in steps]
    totals = [_total([weight for _, _, weight in row]) for row in ways]
    for _ in range(_ROUNDS):
        for node, others in enumerate(ways):
            here_x, here_y = across[node], down[node]
            sum_x = sum_y = 0.0
            for other, far, weight in others:
                x, y = across[other], down[other]
                apart_x, apart_y = here_x - x, here_y - y
                length = sqrt(apart_x * apart_x + apart_y * apart_y)
                share = far / (length if length > 1e-9 else 1e-9)
                sum_x += (x + apart_x * share) * weight
                sum_y += (y + apart_y * share) * weight
            across[node], down[node] = sum_x / totals[node], sum_y / totals[node]
    middle_x, middle_y = _total(across) / size, _total(down) / size
    return [(x - middle_x, y - middle_y) for x, y in zip(across, down, strict=True)]


def _total(numbers: Sequence[float]) -> float:
    """Return the sum, number after number: ``sum`` is more exact from Python 3.12 on."""
    return [0.0, *accumulate(numbers)][-1]


def _settle_many(steps: Sequence[Sequence[int]], start: Sequence[Point]) -> list[Point]:
    """Return the same, to the last digit, all pairs of a node at once."""
    import numpy as np

    size, far, where = len(start), np.array(steps, dtype=float), np.array(start)
    weights = np.zeros_like(far)
    weights[far > 0] = 1 / (far[far > 0] * far[far > 0])
    totals = _sum(weights.T)
    for _ in range(_ROUNDS):
        for node in range(size):
            apart = where[node] - where
            length = np.sqrt(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1])
            length[length < 1e-9] = 1e-9
            wanted = where + apart * (far[node] / length)[:, None]
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
