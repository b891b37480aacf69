"""Which groups meet: ties within and across groups, and initiatives in which all groups are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import combinations_with_replacement, product
from math import fsum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from learningcity.graph.adjacency import read_strength
from learningcity.graph.dealing import (
    Chance,
    alike,
    between,
    chance,
    from_to,
    shared_ends,
    sizes_of,
)
from learningcity.graph.nulls import Dealing
from learningcity.graph.one_mode import groups_of
from learningcity.graph.significance import OneMode
from learningcity.model.figures import Figure, difference

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "ALL_GROUPS",
    "MIXING",
    "SECTORS",
    "Cell",
    "Ties",
    "cell_chances",
    "cells_of",
    "covers",
    "dealt",
    "ei_index",
    "every_cell",
    "known_ties",
    "mixing_figures",
    "mixing_kernels",
    "random_mixing",
    "shares_of_all",
    "totals",
    "vague",
    "wanted_groups",
]

SECTORS = ("public", "private", "third")
"""The sectors that a partnership brings together."""

_SEVERAL = "mixed"
"""What stands for a body of several sectors."""

ALL_GROUPS = ("all_groups", "all_groups_low", "all_groups_high")
"""The figures of initiatives that have partners of all the wanted groups."""

Cell: TypeAlias = tuple[int, int]
"""The places of two groups among the groups: from which to which, or the smaller one first."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties between nodes of which the group is known, without those of a node to itself."""

    nodes: tuple[Any, ...]
    """The nodes of known group, in their order."""
    groups: tuple[Any, ...]
    """The groups, in their order."""
    labels: tuple[int, ...]
    """For each node the place of its group."""
    ends: tuple[Cell, ...]
    """For each tie the places of its nodes."""
    weights: tuple[float, ...]
    """The weight of each tie; 1 where it says none."""
    directed: bool
    unknown: int
    """How many other ties there are: those of a node of which the group is not known."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many nodes each group has."""
        return tuple(map(self.labels.count, range(len(self.groups))))

    @property
    def why_none(self) -> str:
        """Why there is no figure, where there are no ties."""
        if not self.nodes:
            return "no-groups"
        return "unknown-groups" if self.unknown else "no-ties"


def known_ties(graph: nx.Graph[Any], group: str) -> Ties:
    """Return the ties between nodes of which the group is known.

    Raises
    ------
    ValueError
        A weight is not a number above zero.
    """
    groups = groups_of(graph, group)
    names = tuple(sizes_of(groups))
    number = {name: place for place, name in enumerate(names)}
    places: dict[Any, int] = {node: place for place, node in enumerate(groups)}
    found: dict[Cell, float] = {}
    unknown = 0
    for one, other, weight in graph.edges.data("weight", default=1):
        if one == other:
            continue
        value = read_strength(one, other, weight)
        if one not in places or other not in places:
            unknown += 1
            continue
        ends = (places[one], places[other])
        if not graph.is_directed():
            ends = (min(ends), max(ends))
        found[ends] = value
    order = sorted(found)
    return Ties(
        nodes=tuple(groups),
        groups=names,
        labels=tuple(number[name] for name in groups.values()),
        ends=tuple(order),
        weights=tuple(found[ends] for ends in order),
        directed=graph.is_directed(),
        unknown=unknown,
    )


def cells_of(ties: Ties, labels: Sequence[int] | None = None) -> dict[Cell, list[float]]:
    """Return the weights of the ties by the groups that they join, with other labels if given."""
    used = ties.labels if labels is None else labels
    found: dict[Cell, list[float]] = defaultdict(list)
    for (one, other), weight in zip(ties.ends, ties.weights, strict=True):
        cell = (used[one], used[other])
        if not ties.directed and cell[0] > cell[1]:
            cell = (cell[1], cell[0])
        found[cell].append(weight)
    return found


def every_cell(ties: Ties) -> Iterator[Cell]:
    """Yield the pairs of groups that ties can join, those without ties too."""
    places = range(len(ties.groups))
    yield from (
        product(places, repeat=2) if ties.directed else combinations_with_replacement(places, 2)
    )


def totals(cells: Mapping[Cell, Sequence[float]], *, weighted: bool) -> dict[Cell, float]:
    """Return the number of the ties in each cell, or the sum of their weights."""
    return {cell: fsum(each) if weighted else len(each) for cell, each in cells.items()}


def ei_index(across: float, within: float, why_none: str) -> Figure:
    """Return what ties across groups are more than ties within, as a share of both."""
    if not across + within:
        return Figure(None, why_none)
    return Figure(difference(across, within) / (across + within))


def random_mixing(sizes: Sequence[int]) -> Figure:
    """Return the E-I index that groups of these sizes have on average by chance."""
    nodes = sum(sizes)
    if nodes < 2:
        return Figure(None, "one-partner" if nodes else "no-groups")
    within = sum(size * (size - 1) for size in sizes)
    return Figure(1 - 2 * within / (nodes * (nodes - 1)))


def _split(sums: Mapping[Cell, float]) -> tuple[float, float]:
    """Return the sum of what lies across groups and of what lies within."""
    across = fsum(value for (one, other), value in sums.items() if one != other)
    return across, fsum(value for (one, other), value in sums.items() if one == other)


def _ei(ties: Ties, sums: Mapping[Cell, float]) -> Figure:
    return ei_index(*_split(sums), ties.why_none)


def _assortativity(ties: Ties, sums: Mapping[Cell, float]) -> Figure:
    whole = fsum(sums.values())
    if not whole:
        return Figure(None, ties.why_none)
    leaving: dict[int, list[float]] = defaultdict(list)
    arriving: dict[int, list[float]] = defaultdict(list)
    for (one, other), value in sums.items():
        leaving[one].append(value)
        (arriving if ties.directed else leaving)[other].append(value)
    starts = {place: fsum(values) for place, values in leaving.items()}
    stops = {place: fsum(values) for place, values in arriving.items()}
    if not ties.directed:
        starts = stops = {place: value / 2 for place, value in starts.items()}
    if len(starts) == 1 and starts.keys() == stops.keys():
        return Figure(None, "one-group")
    by_chance = fsum(value * stops.get(place, 0) for place, value in starts.items())
    within = _split(sums)[1]
    return Figure(difference(within * whole, by_chance) / (whole * whole - by_chance))


def mixing_figures(
    ties: Ties, counts: Mapping[Cell, float], weights: Mapping[Cell, float]
) -> dict[str, Figure]:
    """Return the figures of how groups mix, by name, from the totals of the cells."""
    return {
        "ei_index": _ei(ties, counts),
        "ei_index_weighted": _ei(ties, weights),
        "assortativity": _assortativity(ties, counts),
        "assortativity_weighted": _assortativity(ties, weights),
    }


def _figure(
    graph: nx.Graph[Any],
    *,
    group: str,
    weighted: bool,
    work_out: Callable[[Ties, Mapping[Cell, float]], Figure],
) -> Figure:
    ties = known_ties(graph, group)
    return work_out(ties, totals(cells_of(ties), weighted=weighted))


def mixing_kernels(group: str) -> dict[str, OneMode]:
    """Return the figures of how groups mix, by name, for groups by a node attribute."""
    return {
        f"{name}{'_weighted' if weighted else ''}": OneMode(
            partial(_figure, group=group, weighted=weighted, work_out=work_out)
        )
        for name, work_out in (("ei_index", _ei), ("assortativity", _assortativity))
        for weighted in (False, True)
    }


MIXING: Mapping[str, OneMode] = mixing_kernels("sector")
"""The figures of how sectors mix, by name."""


def cell_chances(ties: Ties, *, weighted: bool) -> dict[Cell, Chance]:
    """Return what chance makes of the ties in each cell, or of the sum of their weights."""
    each: dict[tuple[Hashable, Hashable], int | Fraction] = {
        ends: Fraction(weight) if weighted else 1
        for ends, weight in zip(ties.ends, ties.weights, strict=True)
    }
    shared = shared_ends(each, directed=ties.directed)
    sizes = ties.sizes
    found = {}
    for one, other in every_cell(ties):
        if one == other:
            ways = alike([sizes[one]])
        else:
            ways = (from_to if ties.directed else between)(sizes[one], sizes[other])
        found[one, other] = chance(ways, shared, len(ties.nodes))
    return found


def dealt(
    labels: Sequence[int], figures: Callable[[Sequence[int]], T], *, samples: int, seed: int
) -> tuple[list[T], bool]:
    """Return figures with the labels dealt out anew, and whether these are all the ways to deal.

    The ways are those that :func:`~learningcity.graph.significance.compare_with_null` takes with
    the same seed.
    """
    dealing = Dealing(tuple(labels))
    every = dealing.all()
    ways = dealing.draw(samples, seed) if every is None else every
    return list(map(figures, ways)), every is not None


def wanted_groups(groups: Sequence[Any]) -> tuple[Any, ...]:
    """Return the groups that an initiative needs to have all: the three sectors, or every group."""
    return SECTORS if set(groups) <= {*SECTORS, _SEVERAL} else tuple(groups)


def covers(members: Sequence[Any], wanted: Sequence[Any]) -> bool | None:
    """Return whether members are of all the wanted groups; ``None`` where that is not known.

    A member is given by its group, or ``None``. Whoever is of no known group, or of several
    sectors, may be of a group that is missing.
    """
    if all(group in members for group in wanted):
        return True
    return None if vague(members, wanted) else False


def vague(members: Sequence[Any], wanted: Sequence[Any]) -> tuple[int, ...]:
    """Return the places of members of no known group, or of several sectors."""
    groups = (None,) if _SEVERAL in wanted else (None, _SEVERAL)
    return tuple(place for place, group in enumerate(members) if group in groups)


def shares_of_all(members: Sequence[Sequence[Any]], wanted: Sequence[Any]) -> dict[str, Figure]:
    """Return the share of initiatives that have members of all the wanted groups.

    ``all_groups`` is of the initiatives whose members are all of one known group each;
    ``all_groups_low`` and ``all_groups_high`` are the bounds over all initiatives. An initiative
    without members is in none of them.
    """
    some = [tuple(each) for each in members if each]
    if not some:
        return dict.fromkeys(ALL_GROUPS, Figure(None, "no-initiatives"))
    verdicts = [covers(each, wanted) for each in some]
    sure = [
        verdict for each, verdict in zip(some, verdicts, strict=True) if not vague(each, wanted)
    ]
    known = Figure(sure.count(True) / len(sure)) if sure else Figure(None, "unknown-groups")
    low = verdicts.count(True)
    figures = (known, Figure(low / len(some)), Figure((low + verdicts.count(None)) / len(some)))
    return dict(zip(ALL_GROUPS, figures, strict=True))
