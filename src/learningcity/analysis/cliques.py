"""Sets in which everybody is joined with everybody, and to which nobody can be added."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from learningcity.reach.bits import members

__all__ = ["Cliques", "maximal_cliques"]

_MOST_STEPS = 100_000
"""So many sets, beside the pairs, are looked at before the search is given up."""

_Step: TypeAlias = tuple[tuple[int, ...], int, int]
"""A clique, what can be added to it, and what could be but was tried before."""


@dataclass(frozen=True)
class Cliques:
    """The maximal cliques of a graph that were found, and whether these are all."""

    found: tuple[tuple[int, ...], ...]
    """Each with its vertices in rising order, in no order that means anything."""
    complete: bool
    """Whether the search ended by itself."""


def maximal_cliques(
    neighbours: Sequence[int], *, least: int, most: int, steps: int | None = None
) -> Cliques:
    """Return the maximal cliques of a graph that have at least `least` vertices.

    Parameters
    ----------
    neighbours
        For each vertex the set of those that it is joined with, as a whole number whose bit n
        stands for vertex n. No vertex is joined with itself.
    least
        Smaller cliques are left out.
    most
        The search stops when it finds more cliques than this.
    steps
        The search stops when it has looked at so many sets of vertices; ``None`` is a number that
        grows with that of the pairs.

    Notes
    -----
    The algorithm is that of Bron and Kerbosch with pivots: a clique grows by one vertex at a time,
    and where several could be added, those joined with the pivot are left for later. Each vertex
    starts a search of its own among those that come after it in an order in which the vertex with
    the fewest neighbours left always comes next, so that no search is wider than it has to be.
    Where the answers are few, the cost is near that of reading the graph; a graph of n vertices
    can have 3^(n/3) maximal cliques, and so the search is bounded.
    """
    pairs = sum(joined.bit_count() for joined in neighbours) // 2
    left = pairs + _MOST_STEPS if steps is None else steps
    found: list[tuple[int, ...]] = []
    before = 0
    for start in _fewest_first(neighbours):
        joined = neighbours[start]
        waiting: list[_Step] = [((start,), joined & ~before, joined & before)]
        before |= 1 << start
        while waiting:
            clique, candidates, done = waiting.pop()
            left -= 1
            if left < 0:
                return Cliques(tuple(found), complete=False)
            if len(clique) + candidates.bit_count() < least:
                continue
            if candidates:
                waiting += _grown(neighbours, clique, candidates, done)
            elif not done:
                if len(found) == most:
                    return Cliques(tuple(found), complete=False)
                found.append(tuple(sorted(clique)))
    return Cliques(tuple(found), complete=True)


def _fewest_first(neighbours: Sequence[int]) -> list[int]:
    """Return the vertices, always next the one with the fewest neighbours among the rest."""
    left = [joined.bit_count() for joined in neighbours]
    queue = [(count, vertex) for vertex, count in enumerate(left)]
    heapq.heapify(queue)
    order: list[int] = []
    taken = 0
    while queue:
        count, vertex = heapq.heappop(queue)
        if taken >> vertex & 1 or count != left[vertex]:
            continue
        taken |= 1 << vertex
        order.append(vertex)
        for other in members(neighbours[vertex] & ~taken):
            left[other] -= 1
            heapq.heappush(queue, (left[other], other))
    return order


def _grown(
    neighbours: Sequence[int], clique: tuple[int, ...], candidates: int, done: int
) -> list[_Step]:
    """Return a clique grown by each candidate that is not joined with the pivot."""
    pivot = max(
        members(candidates | done), key=lambda vertex: (neighbours[vertex] & candidates).bit_count()
    )
    grown = []
    for vertex in members(candidates & ~neighbours[pivot]):
        joined = neighbours[vertex]
        grown.append(((*clique, vertex), candidates & joined, done & joined))
        candidates &= ~(1 << vertex)
        done |= 1 << vertex
    return grown
