"""Figures of who takes part in what, as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType

from learningcity.graph.communities import modularity
from learningcity.graph.incidence import Incidence
from learningcity.graph.nestedness import nestedness, nestedness_of
from learningcity.graph.sharing import (
    Mode,
    four_cycle_clustering,
    mean_clustering,
    mean_redundancy,
    sharing,
    triad_clustering,
)
from learningcity.graph.significance import TwoMode
from learningcity.model.figures import Figure

__all__ = [
    "NESTEDNESS",
    "TWO_MODE",
    "component_count",
    "components",
    "connectance",
    "isolates",
    "largest_share",
    "mean_degree",
]


def connectance(found: Incidence) -> Figure:
    """Return the ties as a share of all that are possible between the two modes."""
    possible = len(found.rows) * len(found.columns)
    return Figure(_ties(found) / possible) if possible else Figure(None, "no-nodes")


def mean_degree(found: Incidence, mode: Mode) -> Figure:
    """Return the mean number of ties of the nodes of one mode, those without ties too."""
    nodes = len((found.rows, found.columns)[mode])
    return Figure(_ties(found) / nodes) if nodes else Figure(None, "no-nodes")


def isolates(found: Incidence, mode: Mode) -> Figure:
    """Return how many nodes of one mode have no tie."""
    neighbours = sharing(found, mode).neighbours
    if not neighbours:
        return Figure(None, "no-nodes")
    return Figure(sum(not places for places in neighbours))


def _ties(found: Incidence) -> int:
    return sum(map(len, found.memberships))


@lru_cache(maxsize=8)
def components(found: Incidence) -> tuple[tuple[int, int], ...]:
    """Return the rows and columns that each component has, those with the most nodes first.

    A node without ties is a component of its own.
    """
    parts: list[tuple[int, int]] = []
    for places in found.memberships:
        columns, rows = sum(1 << place for place in places), 1
        apart = []
        for part in parts:
            if part[0] & columns:
                columns, rows = columns | part[0], rows + part[1]
            else:
                apart.append(part)
        parts = [*apart, (columns, rows)]
    sizes = [(rows, columns.bit_count()) for columns, rows in parts]
    sizes += [(0, 1)] * sum(not places for places in found.members())
    return tuple(sorted(sizes, key=lambda size: (-sum(size), -size[0])))


def component_count(found: Incidence) -> Figure:
    """Return the number of components, nodes without ties included."""
    sizes = components(found)
    return Figure(len(sizes)) if sizes else Figure(None, "no-nodes")


def largest_share(found: Incidence) -> Figure:
    """Return the share of all nodes that are in the largest component."""
    sizes = components(found)
    if not sizes:
        return Figure(None, "no-nodes")
    return Figure(sum(sizes[0]) / sum(map(sum, sizes)))


def _of_modes(
    name: str, function: Callable[[Incidence, Mode], Figure]
) -> dict[str, Callable[[Incidence], Figure]]:
    return {
        f"{name}_mode_0": lambda found: function(found, 0),
        f"{name}_mode_1": lambda found: function(found, 1),
    }


NESTEDNESS = ("nestedness", "nestedness_mode_0", "nestedness_mode_1")
"""The figures that say nothing unless they are compared with chance."""

TWO_MODE: Mapping[str, TwoMode] = MappingProxyType(
    {
        name: TwoMode(function)
        for name, function in {
            "connectance": connectance,
            **_of_modes("mean_degree", mean_degree),
            **_of_modes("isolates", isolates),
            "components": component_count,
            "largest_share": largest_share,
            **_of_modes("redundancy", mean_redundancy),
            **_of_modes("clustering", mean_clustering),
            **_of_modes("clustering_min", partial(mean_clustering, kind="min")),
            **_of_modes("clustering_max", partial(mean_clustering, kind="max")),
            "four_cycle_clustering": four_cycle_clustering,
            **_of_modes("triad_clustering", triad_clustering),
            "modularity": modularity,
            "nestedness": nestedness,
            **_of_modes("nestedness", nestedness_of),
        }.items()
    }
)
"""The figures of a two-mode graph. ``mode_0`` are figures of partners, ``mode_1`` of initiatives,
where the graph is of these.
"""
