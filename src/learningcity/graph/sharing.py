"""What two nodes of one mode share, and the measures of two-mode graphs that count it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from math import comb, fsum
from typing import Literal, TypeAlias, get_args

from learningcity.graph.incidence import Incidence
from learningcity.model.figures import Figure

__all__ = [
    "CLUSTERINGS",
    "Clustering",
    "Mode",
    "Sharing",
    "closed_triads",
    "clusterings",
    "cycles_and_paths",
    "four_cycle_clustering",
    "joined_again",
    "mean_clustering",
    "mean_redundancy",
    "redundancies",
    "sharing",
    "triad_clustering",
]

Mode: TypeAlias = Literal[0, 1]
"""One of the two modes, such as partners (0) or initiatives (1)."""

Clustering: TypeAlias = Literal["dot", "min", "max"]
"""What the neighbours that two nodes share are divided by: all neighbours of both (``dot``), those
of the one that has fewer (``min``), or more (``max``).
"""
CLUSTERINGS: tuple[Clustering, ...] = get_args(Clustering)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How much the nodes of one mode share."""

    neighbours: tuple[tuple[int, ...], ...]
    """For each node the places of its neighbours, which are of the other mode."""
    members: tuple[tuple[int, ...], ...]
    """For each node of the other mode the places of its neighbours, which are of this mode."""
    shared: tuple[Mapping[int, int], ...]
    """For each node the nodes of its mode with which it shares neighbours, and how many."""


@lru_cache(maxsize=8)
def sharing(found: Incidence, mode: Mode) -> Sharing:
    """Return what the nodes of one mode share.

    The last few answers are kept, because many measures of one graph need the same.
    """
    sides = found.memberships, found.members()
    neighbours, members = sides[mode], sides[1 - mode]
    shared = []
    for node, places in enumerate(neighbours):
        counts = Counter(chain.from_iterable(members[place] for place in places))
        counts.pop(node, None)
        shared.append(counts)
    return Sharing(neighbours, members, tuple(shared))


def clusterings(found: Incidence, mode: Mode, kind: Clustering = "dot") -> tuple[Figure, ...]:
    """Return the two-mode clustering of each node of one mode (Latapy et al. 2008).

    It is the mean, over the nodes of its mode with which it shares a neighbour, of what the two
    share divided by what `kind` says. Without such a node it is not defined (``isolate`` or
    ``shares-nothing``).
    """
    return tuple(map(_figure, _clusterings(found, mode, kind)))


def _clusterings(found: Incidence, mode: Mode, kind: Clustering) -> Iterator[float | str]:
    sides = sharing(found, mode)
    degrees = [len(places) for places in sides.neighbours]
    for own, counts in zip(degrees, sides.shared, strict=True):
        if not counts:
            yield "shares-nothing" if own else "isolate"
            continue
        pairs = [(n, degrees[other]) for other, n in counts.items()]
        if kind == "dot":
            parts = [n / (own + degree - n) for n, degree in pairs]
        elif kind == "min":
            parts = [n / (own if own < degree else degree) for n, degree in pairs]
        else:
            parts = [n / (own if own > degree else degree) for n, degree in pairs]
        yield fsum(parts) / len(parts)


def redundancies(found: Incidence, mode: Mode) -> tuple[Figure, ...]:
    """Return the redundancy of each node of one mode (Latapy et al. 2008).

    It is the share of the pairs of its neighbours that share another neighbour too. With fewer than
    two neighbours it is not defined (``isolate`` or ``one-tie``).
    """
    return tuple(map(_figure, _redundancies(found, mode)))


def _redundancies(found: Incidence, mode: Mode) -> Iterator[float | str]:
    members = sharing(found, mode).neighbours
    for places, joined in zip(members, joined_again(found, mode), strict=True):
        size = len(places)
        if size > 1:
            yield joined / comb(size, 2)
        else:
            yield "one-tie" if size else "isolate"


def joined_again(found: Incidence, mode: Mode) -> tuple[int, ...]:
    """Return for each node of one mode how many pairs of its neighbours share another one too."""
    sides = sharing(found, _other(mode))
    again = [sum(1 << place for place, n in counts.items() if n > 1) for counts in sides.shared]
    made = []
    for places in sides.members:
        own = sum(1 << place for place in places)
        made.append(sum((again[place] & own).bit_count() for place in places) // 2)
    return tuple(made)


def mean_clustering(found: Incidence, mode: Mode, kind: Clustering = "dot") -> Figure:
    """Return the mean clustering of the nodes of one mode for which it is defined."""
    return _mean(list(_clusterings(found, mode, kind)))


def mean_redundancy(found: Incidence, mode: Mode) -> Figure:
    """Return the mean redundancy of the nodes of one mode that have at least two neighbours."""
    return _mean(list(_redundancies(found, mode)))


def _figure(value: float | str) -> Figure:
    """Return a figure from its value, or from why there is none."""
    return Figure(None, value) if isinstance(value, str) else Figure(value)


def _mean(found: Sequence[float | str]) -> Figure:
    """Return the mean of the values, or why there is none: the first reason but ``isolate``."""
    values = [value for value in found if not isinstance(value, str)]
    if values:
        return Figure(fsum(values) / len(values))
    reasons = [reason for reason in found if isinstance(reason, str) and reason != "isolate"]
    return Figure(None, [*reasons, "no-ties" if found else "no-nodes"][0])


def four_cycle_clustering(found: Incidence) -> Figure:
    """Return the share of paths of three ties that a fourth tie closes (Robins & Alexander 2004).

    It is four times the number of cycles of four ties, divided by the number of paths of three.
    """
    cycles, paths = cycles_and_paths(found)
    return Figure(4 * cycles / paths) if paths else _without(found, "no-three-paths")


def cycles_and_paths(found: Incidence) -> tuple[int, int]:
    """Return the number of cycles of four ties, and of paths of three."""
    sides = found.memberships, found.members()
    others = [len(places) - 1 for places in sides[1]]
    paths = sum((len(places) - 1) * sum([others[place] for place in places]) for places in sides[0])
    # A cycle is two nodes of one mode that share two of the other: counted where pairs are fewer.
    fewer = min(sides, key=lambda side: sum([n * (n - 1) for n in map(len, side)]))
    together = Counter(chain.from_iterable(combinations(places, 2) for places in fewer))
    return sum(n * (n - 1) for n in together.values() if n > 1) // 2, paths


def _without(found: Incidence, lacking: str) -> Figure:
    """Return why a figure of the whole graph is not defined."""
    if not found.rows and not found.columns:
        return Figure(None, "no-nodes")
    return Figure(None, lacking if any(found.memberships) else "no-ties")


def triad_clustering(found: Incidence, mode: Mode) -> Figure:
    """Return the share of the two-mode triads of one mode that close (Opsahl 2013).

    A path of four ties joins three nodes of the mode over two different neighbours. It is closed
    where its two ends share a third neighbour, so that three different ones join the three nodes.
    """
    closed, paths = closed_triads(found, mode)
    return Figure(closed / paths) if paths else _without(found, "no-four-paths")


def closed_triads(found: Incidence, mode: Mode) -> tuple[int, int]:
    """Return the number of paths of four ties between nodes of one mode that close, and of all."""
    here, there = sharing(found, mode), sharing(found, _other(mode))
    sizes = [len(places) for places in here.members]
    # Of every two neighbours that share nodes: one of those in the middle, the ends around them.
    paths = sum(
        n * ((sizes[one] - 1) * (sizes[other] - 1) - (n - 1))
        for one, counts in enumerate(there.shared)
        for other, n in counts.items()
        if one < other
    )
    # Of every two ends that share a neighbour: the ways through the middle, but for those that use
    # one neighbour twice.
    layers = [_layers(counts) for counts in here.shared]
    closed = -sum(size * (size - 1) // 2 * (size - 2) for size in sizes)
    for one, counts in enumerate(here.shared):
        for other in counts:
            if one < other:
                for bits in layers[one]:
                    for others in layers[other]:
                        closed += (bits & others).bit_count()
    return closed - _open(here, there), paths


def _layers(counts: Mapping[int, int]) -> list[int]:
    """Return with which nodes one shares at least one neighbour, at least two, and so on.

    Each is a number whose bits are the nodes: the bits common to two layers of two nodes count the
    ways from one over a third to the other.
    """
    layers = [0] * max(counts.values(), default=0)
    for node, n in counts.items():
        for layer in range(n):
            layers[layer] |= 1 << node
    return layers


def _open(here: Sharing, there: Sharing) -> int:
    """Return how many paths between two ends use all neighbours that the ends share."""
    neighbours = [frozenset(places) for places in here.neighbours]
    # Over one neighbour from a node, and on from whomever is there over another.
    onward = [
        {place: sum(counts[n] - 1 for n in here.members[place] if n != node) for place in places}
        for node, (places, counts) in enumerate(zip(here.neighbours, here.shared, strict=True))
    ]
    found = 0
    for one, counts in enumerate(here.shared):
        for other, n in counts.items():
            if one < other and n < 3:
                places = tuple(neighbours[one] & neighbours[other])
                if n == 1:
                    found += onward[one][places[0]] + onward[other][places[0]]
                else:
                    found += 2 * (there.shared[places[0]][places[1]] - 2)
    return found


def _other(mode: Mode) -> Mode:
    return 1 if mode == 0 else 0
