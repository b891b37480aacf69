"""Chance where only a one-mode graph is known: its ties dealt out anew, all degrees kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from random import Random
from typing import TypeAlias

from learningcity.graph.nulls import EXACT_UP_TO

__all__ = ["SWAPS_PER_TIE", "Degrees"]

SWAPS_PER_TIE = 5
"""Swaps tried between one sample and the next, for each tie."""

Ties: TypeAlias = tuple[tuple[int, int], ...]
"""The ties of a graph, each with the lower end first, in ascending order."""


@dataclass(frozen=True)
class Degrees:
    """All graphs whose nodes have as many ties as those of a given one.

    Notes
    -----
    Two ties drawn at random exchange an end, in one of the two ways, where that makes no double
    tie and none of a node to itself; otherwise the graph stays as it is and counts again. So each
    step is as likely as its reverse, and the only resting law of the chain is the uniform one.
    (networkx's ``double_edge_swap`` draws until a swap succeeds, which is another law.) The graph
    that was observed stands at a random place of the chain, as with the shuffles of two modes.
    """

    neighbours: Sequence[Sequence[int]]
    """For each node the places of those it is tied to, in both directions."""

    @cached_property
    def start(self) -> Ties:
        """The ties of the graph given."""
        return tuple(
            (node, other)
            for node, others in enumerate(self.neighbours)
            for other in sorted(others)
            if node < other
        )

    def all(self, limit: int = EXACT_UP_TO) -> tuple[list[list[int]], ...] | None:
        """Return all graphs with these degrees, or ``None`` where they are more than `limit`.

        Swaps lead from any of them to any other, and each swap to a graph of its own. Cost: the
        graphs found times their ties squared.
        """
        if sum(1 for _ in islice(_swaps(self.start), limit)) == limit:
            return None
        known: dict[Ties, None] = {self.start: None}
        waiting = [self.start]
        while waiting:
            for after in _swapped(waiting.pop()):
                if after not in known:
                    if len(known) == limit:
                        return None
                    known[after] = None
                    waiting.append(after)
        return tuple(map(self._neighbours, sorted(known)))

    def draw(self, samples: int, seed: int) -> Iterator[list[list[int]]]:
        """Yield random graphs with these degrees, those before the observed one nearest last."""
        rng = Random(seed)
        before = int(rng.random() * (samples + 1))
        yield from reversed(list(self._walk(before, rng)))
        yield from self._walk(samples - before, rng)

    def _walk(self, steps: int, rng: Random) -> Iterator[list[list[int]]]:
        ties = list(self.start)
        known = set(ties)
        for _ in range(steps):
            _swap(ties, known, SWAPS_PER_TIE * len(ties), rng)
            yield self._neighbours(ties)

    def _neighbours(self, ties: Sequence[tuple[int, int]]) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.neighbours]
        for one, other in ties:
            found[one].append(other)
            found[other].append(one)
        return list(map(sorted, found))


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _swap(
    ties: list[tuple[int, int]], known: set[tuple[int, int]], times: int, rng: Random
) -> None:
    """Try so many swaps; both collections change in place."""
    random = rng.random
    for _ in range(times):
        one, other = int(random() * len(ties)), int(random() * len(ties))
        (a, b), (c, d) = ties[one], ties[other]
        if random() < 0.5:
            c, d = d, c
        if a in (c, d) or b in (c, d):
            continue
        first, second = _ordered(a, d), _ordered(c, b)
        if first in known or second in known:
            continue
        known -= {ties[one], ties[other]}
        known |= {first, second}
        ties[one], ties[other] = first, second


def _swapped(ties: Ties) -> Iterator[Ties]:
    """Yield each graph that is one swap away."""
    known = frozenset(ties)
    for old, new in _swaps(ties):
        yield tuple(sorted((known - old) | new))


def _swaps(ties: Ties) -> Iterator[tuple[frozenset[tuple[int, int]], frozenset[tuple[int, int]]]]:
    """Yield which two ties can go, and which two come in their place."""
    known = frozenset(ties)
    for (a, b), (c, d) in combinations(ties, 2):
        if a in (c, d) or b in (c, d):
            continue
        for pair in ((_ordered(a, d), _ordered(b, c)), (_ordered(a, c), _ordered(b, d))):
            if known.isdisjoint(pair):
                yield frozenset(((a, b), (c, d))), frozenset(pair)
