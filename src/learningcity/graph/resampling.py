"""What a figure would be had other initiatives, or fewer partners, been recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import TYPE_CHECKING, Any

from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.one_mode import without_funds
from learningcity.graph.projection import Weight, projected
from learningcity.graph.significance import Kernel, TwoMode
from learningcity.model.figures import Figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["LEVEL", "Figures", "Interval", "deletions", "interval", "resampled"]

LEVEL = Fraction(95, 100)
"""The share of the resampled values that an interval holds."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the middle 95 per cent of the resampled values lie."""

    low: float | None
    """The lower end; ``None`` where no value is defined."""
    high: float | None
    """The upper end."""
    defined: int
    """In how many of the resampled networks the figure is defined."""


def interval(values: Sequence[float | None]) -> Interval:
    """Return the percentile interval of the values that are defined.

    Both ends are values that came up: of B values in order, those at the places ⌈0.025 B⌉ and
    ⌈0.975 B⌉, counted from 1. Nothing is interpolated.
    """
    known = sorted(value for value in values if value is not None)
    if not known:
        return Interval(None, None, 0)
    tail = (1 - LEVEL) / 2
    low, high = ceil(tail * len(known)), ceil((1 - tail) * len(known))
    return Interval(known[low - 1], known[high - 1], len(known))


def _below(random: Random, count: int) -> int:
    """Return a number from 0 to count − 1, drawn alike by each version of Python."""
    return floor(random.random() * count)


def resampled(found: Incidence, *, samples: int, seed: int) -> Iterator[Incidence]:
    """Yield networks of as many columns as there are, drawn from them with replacement.

    A column that is drawn twice counts as two. The rows stay, those that are left without a
    column too. Of fewer than two columns there is nothing to draw.
    """
    random = Random(seed)
    groups, size = found.members(), len(found.columns)
    if size < 2:
        return
    for _ in range(samples):
        drawn = sorted(_below(random, size) for _ in range(size))
        memberships: list[list[int]] = [[] for _ in found.rows]
        for place, column in enumerate(drawn):
            for row in groups[column]:
                memberships[row].append(place)
        columns = tuple((found.columns[column], place) for place, column in enumerate(drawn))
        yield Incidence(found.rows, columns, tuple(map(tuple, memberships)))


def deletions(found: Incidence, *, share: float, samples: int, seed: int) -> Iterator[Incidence]:
    """Yield networks without a share of the rows, drawn without replacement.

    At least one row goes and at least one stays; of fewer than two rows there is nothing to draw.
    All columns stay, those that are left without a row too.
    """
    random = Random(seed)
    size = len(found.rows)
    if size < 2:
        return
    gone = min(size - 1, max(1, round(share * size)))
    for _ in range(samples):
        order = list(range(size))
        for place in range(gone):
            other = place + _below(random, size - place)
            order[place], order[other] = order[other], order[place]
        kept = sorted(order[gone:])
        yield Incidence(
            tuple(found.rows[row] for row in kept),
            found.columns,
            tuple(found.memberships[row] for row in kept),
        )


class Figures:
    """The figures of networks like a given two-mode graph, with other rows or columns.

    All are read without initiatives of kind ``fund``: they bring nobody together.
    """

    def __init__(
        self, graph: nx.Graph[Any], kernels: Mapping[str, Kernel], *, weight: Weight
    ) -> None:
        self._graph = graph
        self._weight = weight
        self._kernels = kernels
        self._start = incidence(without_funds(graph) if len(graph) else graph)

    def found(self) -> dict[str, Figure]:
        """Return each figure of the network as it is."""
        return dict(self._of(self._start))

    def through(
        self, draw: Callable[[Incidence], Iterator[Incidence]]
    ) -> dict[str, list[float | None]]:
        """Return each figure in each of the networks that `draw` makes from this one."""
        found: dict[str, list[float | None]] = {}
        for other in draw(self._start):
            for name, figure in self._of(other):
                found.setdefault(name, []).append(figure.value)
        return found

    def _of(self, found: Incidence) -> Iterator[tuple[str, Figure]]:
        single: nx.Graph[Any] | None = None
        for name, kernel in self._kernels.items():
            if isinstance(kernel, TwoMode):
                yield name, kernel.function(found)
            else:
                single = single if single is not None else self._projected(found)
                yield name, kernel.function(single)

    def _projected(self, found: Incidence) -> nx.Graph[Any]:
        made = projected(found, weight=self._weight)
        for node in made:
            made.nodes[node].update(self._graph.nodes[node])
        return made
