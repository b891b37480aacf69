"""Where nodes stand, slowly and exactly, straight from the definitions."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from fractions import Fraction
from itertools import pairwise, permutations
from math import log
from typing import Any

import networkx as nx

ZERO = Fraction(0)


def exact(weight: float) -> Fraction:
    """A weight such as 1/3 as the fraction that it is meant to be."""
    return Fraction(weight).limit_denominator(1000)


def mutual(graph: nx.Graph[Any], one: Hashable, other: Hashable, weighted: bool) -> Fraction:
    """The strength of what ties two nodes, both ways."""
    both = ZERO
    for pair in ((one, other), (other, one)):
        if one != other and graph.has_edge(*pair):
            both += exact(graph.edges[pair].get("weight", 1)) if weighted else 1
    return both


def contacts(graph: nx.Graph[Any], node: Hashable) -> list[Hashable]:
    """Whom a node is tied to."""
    return [other for other in graph if mutual(graph, node, other, False)]


class Burt:
    """The measures of one node in a graph, or in its ego network."""

    def __init__(
        self, graph: nx.Graph[Any], node: Hashable, *, weighted: bool, ego: bool = False
    ) -> None:
        self.node = node
        self.others = contacts(graph, node)
        inside = [node, *self.others] if ego else list(graph)
        self.z = {
            one: {other: mutual(graph, one, other, weighted) for other in inside} for one in inside
        }
        self.total = {one: sum(row.values(), ZERO) for one, row in self.z.items()}
        self.top = {one: max(row.values()) for one, row in self.z.items()}

    def p(self, one: Hashable, other: Hashable) -> Fraction:
        """The share of one's strength that is with the other."""
        return self.z[one][other] / self.total[one]

    def m(self, one: Hashable, other: Hashable) -> Fraction:
        """The strength with another, by one's strongest."""
        return self.z[one][other] / self.top[one]

    def share(self, j: Hashable) -> Fraction:
        """What one contact adds to the constraint."""
        i = self.node
        between = (self.p(i, q) * self.p(q, j) for q in self.others if q != j)
        return (self.p(i, j) + sum(between, ZERO)) ** 2

    def constraint(self) -> Fraction:
        """The constraint of a node with contacts."""
        return sum(map(self.share, self.others), ZERO)

    def effective_size(self) -> Fraction:
        """The effective size of a node with contacts."""
        i = self.node
        return sum(
            (
                1 - sum((self.p(i, q) * self.m(j, q) for q in self.others if q != j), ZERO)
                for j in self.others
            ),
            ZERO,
        )

    def hierarchy(self) -> float:
        """The hierarchy of a node with two contacts or more."""
        n, whole = len(self.others), self.constraint()
        ratios = [self.share(j) / (whole / n) for j in self.others]
        return sum(float(ratio) * log(ratio) for ratio in ratios) / (n * log(n))


def ways(graph: nx.Graph[Any], one: Hashable, other: Hashable) -> Iterator[tuple[Hashable, ...]]:
    """All ways from one node to another that pass each node once."""
    between = [node for node in graph if node not in (one, other)]
    for size in range(len(between) + 1):
        for middle in permutations(between, size):
            way = (one, *middle, other)
            if all(graph.has_edge(*step) for step in pairwise(way)):
                yield way


def lies_between(graph: nx.Graph[Any], *, by_strength: bool = False) -> dict[Hashable, Fraction]:
    """Between how many pairs each node lies; of an undirected graph each pair once."""
    found: dict[Hashable, Fraction] = dict.fromkeys(graph, ZERO)
    for one in graph:
        for other in graph:
            if one == other:
                continue
            lengths = {
                way: sum(
                    (
                        1 / exact(graph.edges[step].get("weight", 1))
                        if by_strength
                        else Fraction(1)
                        for step in pairwise(way)
                    ),
                    ZERO,
                )
                for way in ways(graph, one, other)
            }
            shortest = [way for way, long in lengths.items() if long == min(lengths.values())]
            for way in shortest:
                for node in way[1:-1]:
                    found[node] += Fraction(1, len(shortest) * (1 if graph.is_directed() else 2))
    return found


def left_without(graph: nx.Graph[Any], node: Hashable) -> list[int]:
    """The sizes of the pieces into which the part of a node falls without it, largest first."""
    sizes, seen = [], {node}
    for start in contacts(graph, node):
        waiting, size = [start], 0
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                size += 1
                waiting += contacts(graph, one)
        if size:
            sizes.append(size)
    return sorted(sizes, reverse=True)


def patterned(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """The same graph with weights in a fixed pattern, thirds among them."""
    weights = (1.0, 1 / 3, 2 / 3, 0.5, 2.0, 1.5, 0.75)
    made = graph.copy()
    for place, (one, other) in enumerate(sorted(graph.edges)):
        made.edges[one, other]["weight"] = weights[place % len(weights)]
    return made


def turned(graph: nx.Graph[Any]) -> nx.DiGraph[Any]:
    """The same graph with directions in a fixed pattern: some ties one way, some both."""
    made: nx.DiGraph[Any] = nx.DiGraph()
    made.add_nodes_from(graph.nodes.data())
    for place, (one, other, data) in enumerate(sorted(graph.edges.data(), key=lambda e: e[:2])):
        if place % 3 != 1:
            made.add_edge(one, other, **data)
        if place % 3:
            made.add_edge(other, one, **data)
    return made
