"""The core of a network: those whose ties look most like a core and its periphery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, sqrt
from operator import ge

from learningcity.model.figures import round_figure

__all__ = ["Core", "best_cores", "best_fit", "pattern_fit"]

_MOST_STEPS = 2_000
"""So many parts of the search are looked into for the best correlation of one network."""

_MOST_WORK = 300_000
"""So many at most, times the nodes: a step takes the longer the more there are."""

_MORE_FOR_ALL = 10
_MOST_CORES = 200
"""So many times more steps, and so many cores at most, for all that have it."""

_STARTS = 10
"""From so many cores the search climbs where there is no proof."""

_Neighbours = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Core:
    """The best correlation with the pattern of a core, and who is in the core."""

    correlation: float
    """The correlation, rounded to 12 significant digits."""
    proven: bool
    """Whether no core whatever has a higher one; else it is the best of a bounded search."""
    cores: tuple[tuple[int, ...], ...]
    """The cores that have it, each in ascending order."""
    complete: bool
    """Whether these are all of them."""


def pattern_fit(nodes: int, ties: int, size: int, touched: int) -> float | None:
    """Return the correlation of the ties of a graph with the pattern of a core of `size` nodes.

    The pattern has a tie wherever one of the two is in the core, so it depends only on how many
    ties touch the core. ``None`` where ties or pattern are the same for all pairs.
    """
    pairs = nodes * (nodes - 1) // 2
    ideal = pairs - (nodes - size) * (nodes - size - 1) // 2
    spread = ties * (pairs - ties) * ideal * (pairs - ideal)
    if spread <= 0:
        return None
    return round_figure((touched * pairs - ties * ideal) / sqrt(spread))


def best_fit(neighbours: _Neighbours) -> tuple[float, bool] | None:
    """Return the best correlation that any core has, and whether that is proven.

    ``None`` where none is defined: fewer than three nodes, no tie, or a tie between all.

    Parameters
    ----------
    neighbours
        For each node the places of those it is tied to; ties count in both directions.
    """
    search = _Search(neighbours)
    return (search.best, search.proven) if search.defined else None


def best_cores(neighbours: _Neighbours) -> Core | None:
    """Return the best correlation and all cores that have it, as far as a bounded search goes.

    ``None`` as with `best_fit`.
    """
    search = _Search(neighbours)
    if not search.defined:
        return None
    if not search.proven:
        return Core(search.best, proven=False, cores=(search.core,), complete=False)
    cores, complete = search.all_best()
    return Core(search.best, proven=True, cores=cores, complete=complete)


@dataclass(slots=True)
class _Part:
    """A part of the search: cores that hold `chosen` and otherwise only nodes of `open`."""

    chosen: tuple[int, ...]
    touched: int
    """Ties that touch those chosen."""
    left: list[int]
    """For each node of the graph, its ties that touch none of those chosen."""
    open: list[int]
    """Nodes that may join, those with the most such ties first, none without any.

    One that adds no tie only widens the pattern, which always lowers the correlation.
    """


class _Search:
    """The search for the best core of one graph: greedy first, then branch and bound."""

    def __init__(self, neighbours: _Neighbours) -> None:
        self.neighbours = neighbours
        self.nodes = len(neighbours)
        self.degrees = [len(others) for others in neighbours]
        self.ties = sum(self.degrees) // 2
        pairs = self.nodes * (self.nodes - 1) // 2
        self.defined = self.nodes > 2 and 0 < self.ties < pairs
        self.best = -2.0
        self.core: tuple[int, ...] = ()
        self.proven = True
        if self.defined:
            starts = self._greedy()
            self._prove()
            if not self.proven:
                for start in starts:
                    self._climb(start)

    def fit(self, size: int, touched: int) -> float:
        """Return the correlation of a core of `size`, lower than all others where undefined."""
        found = pattern_fit(self.nodes, self.ties, size, touched)
        return -2.0 if found is None else found

    def all_best(self) -> tuple[tuple[tuple[int, ...], ...], bool]:
        """Return all cores that have the best correlation, and whether these are all."""
        found: list[tuple[int, ...]] = []
        need = self._needed(self.best, better=False)
        for steps, part in enumerate(self._parts(need)):
            if part.touched >= need[len(part.chosen)]:
                found.append(tuple(sorted(part.chosen)))
            if steps > _MORE_FOR_ALL * _MOST_WORK // self.nodes or len(found) > _MOST_CORES:
                return tuple(sorted(found)), False
        return tuple(sorted(found)), True

    # -- a good start --------------------------------------------------------------------------

    def _keep(self, core: Sequence[int], touched: int) -> None:
        fit = self.fit(len(core), touched)
        if fit > self.best:
            self.best, self.core = fit, tuple(sorted(core))

    def _greedy(self) -> list[tuple[int, ...]]:
        """Add the node that touches the most further ties, again and again; return the best few."""
        left, core, touched = list(self.degrees), [], 0
        found: list[tuple[float, int]] = []
        for size in range(1, self.nodes - 1):
            most = max(left)
            if not most or self.fit(size, self.ties) < self.best:
                break
            equal = [one for one, gain in enumerate(left) if gain == most]
            node = max(equal, key=self.degrees.__getitem__)
            core.append(node)
            touched += left[node]
            left = self._without(left, node)
            found.append((-self.fit(size, touched), size))
            self._keep(core, touched)
        return [tuple(core[:size]) for _, size in sorted(found)[:_STARTS]]

    def _without(self, left: list[int], node: int) -> list[int]:
        after = list(left)
        after[node] = 0
        for other in self.neighbours[node]:
            if after[other]:
                after[other] -= 1
        return after

    # -- the proof -----------------------------------------------------------------------------

    def _prove(self) -> None:
        """Look through all cores that could be better, or say that there are too many."""
        need = self._needed(self.best, better=True)
        for steps, part in enumerate(self._parts(need)):
            if steps > min(_MOST_STEPS, _MOST_WORK // self.nodes):
                self.proven = False
                return
            if part.touched >= need[len(part.chosen)]:
                self._keep(part.chosen, part.touched)
                need[:] = self._needed(self.best, better=True)

    def _needed(self, fit: float, *, better: bool) -> list[int]:
        """Return for each size how many ties a core must touch to be as good as `fit`, or better.

        More than the sum of all degrees where that cannot be: the correlation of a core that
        touches all ties falls with its size.
        """
        never = 2 * self.ties + 1
        need = [never] * (self.nodes + 1)
        pairs = self.nodes * (self.nodes - 1) // 2
        for size in range(1, self.nodes - 1):
            found = self.fit(size, self.ties)
            if found < fit or (better and found == fit):
                break
            ideal = pairs - (self.nodes - size) * (self.nodes - size - 1) // 2
            spread = self.ties * (pairs - self.ties) * ideal * (pairs - ideal)
            touched = max(0, ceil((fit * sqrt(spread) + self.ties * ideal) / pairs) - 1)
            while (found := self.fit(size, touched)) < fit or (better and found == fit):
                touched += 1
            need[size] = touched
        return need

    def _parts(self, need: list[int]) -> Iterator[_Part]:
        """Yield the parts of the search that may hold a core that touches as many ties as needed.

        What is needed may rise on the way.
        """
        part = _Part((), 0, self.degrees, self._open(self.degrees, range(self.nodes)))
        way = [(part, self._worth(part, need))]
        while way:
            part, places = way[-1]
            place = next(places, None)
            if place is None:
                way.pop()
            else:
                further = self._with(part, place)
                yield further
                way.append((further, self._worth(further, need)))

    @staticmethod
    def _worth(part: _Part, need: list[int]) -> Iterator[int]:
        """Yield which of the open nodes may come next, those before it left out for good.

        Several nodes together touch at most the sum of what each touches alone.
        """
        gains = [part.left[node] for node in part.open]
        needed = need[len(part.chosen) + 1 :]
        for place in range(len(gains)):
            reached = accumulate(gains[place:], initial=part.touched)
            next(reached)
            if not any(map(ge, reached, needed)):
                return
            yield place

    def _with(self, part: _Part, place: int) -> _Part:
        node = part.open[place]
        left = self._without(part.left, node)
        touched = part.touched + part.left[node]
        return _Part((*part.chosen, node), touched, left, self._open(left, part.open[place + 1 :]))

    @staticmethod
    def _open(left: Sequence[int], nodes: Sequence[int]) -> list[int]:
        return sorted((node for node in nodes if left[node]), key=left.__getitem__, reverse=True)

    # -- where there is no proof ---------------------------------------------------------------

    def _climb(self, start: Sequence[int]) -> None:
        """Add, remove or swap a node as long as that helps."""
        core = set(start)
        while True:
            touched = self._touched(core)
            fit, out, into = max(self._changes(core, touched), key=lambda change: change[0])
            if fit <= self.fit(len(core), touched):
                return
            core = {node for node in (*core, into) if node is not None and node != out}
            self._keep(sorted(core), self._touched(core))

    def _touched(self, core: set[int]) -> int:
        inside = sum(other in core for node in core for other in self.neighbours[node]) // 2
        return sum(self.degrees[node] for node in core) - inside

    def _changes(
        self, core: set[int], touched: int
    ) -> Iterator[tuple[float, int | None, int | None]]:
        """Yield the best changes of a core: its correlation, who leaves, and who comes in.

        Of those that leave the size alike, the one that touches the most ties is the best.
        """
        size = len(core)
        outside = [sum(other not in core for other in others) for others in self.neighbours]
        free = [node for node in range(self.nodes) if node not in core]
        most = max(free, key=outside.__getitem__)
        yield self.fit(size + 1, touched + outside[most]), None, most
        for out in sorted(core):
            lost = touched - outside[out]
            yield self.fit(size - 1, lost), out, None
            yield self.fit(size, lost + outside[most] + (most in self.neighbours[out])), out, most
            near = [node for node in self.neighbours[out] if node not in core]
            if near:
                into = max(near, key=outside.__getitem__)
                yield self.fit(size, lost + outside[into] + 1), out, into
