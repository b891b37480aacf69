"""Measures of two-mode graphs straight from their definitions: slow, on sets and fractions."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from typing import Any

import networkx as nx

Number = Fraction | None


def of_mode(graph: nx.Graph[Any], mode: int) -> list[Any]:
    return [node for node, data in graph.nodes.data() if data["mode"] == mode]


def mean(values: Collection[Fraction]) -> Number:
    return sum(values, Fraction(0)) / len(values) if values else None


def mean_of(values: Sequence[Number]) -> Number:
    return mean([value for value in values if value is not None])


def clustering(graph: nx.Graph[Any], node: Any, kind: str) -> Number:
    """Latapy et al. 2008: over the nodes two steps away, what is shared by what both have."""
    own = set(graph[node])
    parts = []
    for other in of_mode(graph, graph.nodes[node]["mode"]):
        there = set(graph[other])
        if other != node and own & there:
            sizes = {
                "dot": len(own | there),
                "min": min(len(own), len(there)),
                "max": max(len(own), len(there)),
            }
            parts.append(Fraction(len(own & there), sizes[kind]))
    return mean(parts)


def redundancy(graph: nx.Graph[Any], node: Any) -> Number:
    """Latapy et al. 2008: pairs of neighbours that are neighbours of another node too."""
    return mean(
        [
            Fraction(
                any(
                    one in graph[other] and two in graph[other]
                    for other in of_mode(graph, graph.nodes[node]["mode"])
                    if other != node
                )
            )
            for one, two in combinations(graph[node], 2)
        ]
    )


def four_cycle_clustering(graph: nx.Graph[Any]) -> Number:
    """Robins and Alexander 2004: every path of three ties, and whether its ends are tied."""
    closed = [
        Fraction(graph.has_edge(one, four))
        for one in graph
        for two in graph[one]
        for three in graph[two]
        for four in graph[three]
        if len({one, two, three, four}) == 4
    ]
    return mean(closed)


def cycles_and_paths(graph: nx.Graph[Any]) -> tuple[int, int]:
    """Cycles of four ties and paths of three, counted as sets of ties."""
    cycles, paths = set(), set()
    for four in permutations(graph, 4):
        ties = [frozenset(pair) for pair in pairwise(four)]
        if all(graph.has_edge(*tie) for tie in ties):
            paths.add(frozenset(ties))
            if graph.has_edge(four[0], four[3]):
                cycles.add(frozenset([*ties, frozenset((four[0], four[3]))]))
    return len(cycles), len(paths)


def triad_clustering(graph: nx.Graph[Any], mode: int) -> Number:
    """Opsahl 2013: every path of four ties between nodes of a mode, closed by a third neighbour."""
    return mean(
        [
            Fraction(bool(set(graph[one]) & set(graph[three]) - {here, there}))
            for one, two, three in permutations(of_mode(graph, mode), 3)
            for here in set(graph[one]) & set(graph[two])
            for there in set(graph[two]) & set(graph[three]) - {here}
        ]
    )


def nestedness(graph: nx.Graph[Any], modes: Sequence[int]) -> Number:
    """Almeida-Neto et al. 2008: over ordered pairs of nodes of a mode that have ties."""
    parts = []
    for mode in modes:
        for one, other in combinations([n for n in of_mode(graph, mode) if graph[n]], 2):
            few, many = sorted((set(graph[one]), set(graph[other])), key=len)
            nested = len(few) < len(many)
            parts.append(Fraction(100 * len(few & many), len(few)) if nested else Fraction(0))
    return mean(parts)


def barber(graph: nx.Graph[Any], community: Mapping[Any, Hashable]) -> Number:
    """Barber 2007: over all pairs of nodes of different modes in one community."""
    ties = graph.number_of_edges()
    if not ties:
        return None
    total = Fraction(0)
    for one in of_mode(graph, 0):
        for other in of_mode(graph, 1):
            if community[one] == community[other]:
                expected = Fraction(graph.degree(one) * graph.degree(other), ties)
                total += graph.has_edge(one, other) - expected
    return total / ties


def partitions(size: int) -> Iterator[list[int]]:
    """Every way to part so many things, as the number of the part of each."""
    if size == 0:
        yield []
        return
    for shorter in partitions(size - 1):
        for part in range(max(shorter, default=-1) + 2):
            yield [*shorter, part]


def optimum(graph: nx.Graph[Any]) -> Number:
    """The largest modularity over all ways to part the nodes that have ties."""
    nodes = [node for node in graph if graph[node]]
    alone = {node: (node,) for node in graph}
    values = [
        barber(graph, {**alone, **dict(zip(nodes, parts, strict=True))})
        for parts in partitions(len(nodes))
    ]
    found = [value for value in values if value is not None]
    return max(found, default=None)


def optimum_by_rows(graph: nx.Graph[Any]) -> Number:
    """The same: over all ways to part the nodes of mode 0, each other node where it adds most."""
    ties = graph.number_of_edges()
    rows = [node for node in of_mode(graph, 0) if graph[node]]
    best: Number = None
    for parts in partitions(len(rows)) if ties else ():
        total = 0
        for column in of_mode(graph, 1):
            worth = [0]
            for part in set(parts):
                members = [row for row, own in zip(rows, parts, strict=True) if own == part]
                tied = sum(graph.has_edge(row, column) for row in members)
                ends = sum(graph.degree(row) for row in members)
                worth.append(ties * tied - graph.degree(column) * ends)
            total += max(worth)
        best = max(best or Fraction(0), Fraction(total, ties**2))
    return best
