"""What the reading of a figure is, and how few memberships change it, from the definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any, TypeAlias

import networkx as nx

Edges: TypeAlias = frozenset[tuple[int, int]]
Word: TypeAlias = object


def tied(edges: Edges, rows: int) -> set[frozenset[int]]:
    """The pairs of rows that share a column."""
    return {
        frozenset((one, other))
        for one, other in combinations(range(rows), 2)
        if {c for r, c in edges if r == one} & {c for r, c in edges if r == other}
    }


def graph_of(edges: Edges, rows: int) -> nx.Graph[Any]:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(range(rows))
    graph.add_edges_from((min(pair), max(pair)) for pair in tied(edges, rows))
    return graph


def pieces(edges: Edges, rows: int, groups: Mapping[int, str]) -> Word:
    return nx.number_connected_components(graph_of(edges, rows)) == 1 if rows else None


def largest(edges: Edges, rows: int, groups: Mapping[int, str]) -> Word:
    if not rows:
        return None
    return max(map(len, nx.connected_components(graph_of(edges, rows)))) > rows / 2


def most_ties(edges: Edges, rows: int, groups: Mapping[int, str]) -> Word:
    degree = dict(graph_of(edges, rows).degree)
    most = max(degree.values(), default=0)
    return frozenset(row for row in degree if degree[row] == most) if most else None


def across(edges: Edges, rows: int, groups: Mapping[int, str]) -> Word:
    known = [row for row in range(rows) if row in groups]
    pairs = [frozenset(pair) for pair in combinations(known, 2)]
    ties = [pair for pair in pairs if pair in tied(edges, rows)]
    if not ties or len(set(groups.values())) < 2:
        return None

    def cross(some: list[frozenset[int]]) -> int:
        return sum(len({groups[row] for row in pair}) == 2 for pair in some)

    seen, expected = cross(ties) * len(pairs), cross(pairs) * len(ties)
    return (seen > expected) - (seen < expected)


def alike(edges: Edges, rows: int, groups: Mapping[int, str]) -> Word:
    graph = graph_of(edges, rows).subgraph(groups)
    nx.set_node_attributes(graph, dict(groups), "group")
    if len({groups[row] for row, degree in graph.degree if degree}) < 2:
        return None
    r = nx.attribute_assortativity_coefficient(graph, "group")
    return (r > 1e-9) - (r < -1e-9)


def meeting(edges: Edges, rows: int, groups: Mapping[int, str], both: list[str]) -> Word:
    pairs = [frozenset(pair) for pair in combinations(groups, 2)]
    ties = [pair for pair in pairs if pair in tied(edges, rows)]

    def wanted(some: list[frozenset[int]]) -> int:
        return sum(sorted(groups[row] for row in pair) == sorted(both) for pair in some)

    if not ties or not wanted(pairs):
        return None
    seen, expected = wanted(ties) * len(pairs), wanted(pairs) * len(ties)
    return (seen > expected) - (seen < expected)


def additions(edges: Edges, rows: int, columns: int, many: int) -> Iterator[Edges]:
    absent = [
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in edges
    ]
    for chosen in combinations(absent, many):
        yield edges | set(chosen)


def fewest(
    word: Callable[[Edges, int, Mapping[int, str]], Word],
    edges: Edges,
    rows: int,
    columns: int,
    groups: Mapping[int, str],
    most: int,
) -> int | None:
    """The smallest number of memberships, at most `most`, that change the reading."""
    said = word(edges, rows, groups)
    for many in range(1, most + 1):
        if any(word(more, rows, groups) != said for more in additions(edges, rows, columns, many)):
            return many
    return None
