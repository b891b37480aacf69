"""Figures of a whole network worked out slowly, straight from their definitions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from statistics import correlation
from typing import Any

import networkx as nx


def distances(graph: nx.Graph[Any]) -> dict[tuple[Any, Any], int]:
    """Between each two nodes that a path joins: by relaxing all ties again and again."""
    found = {(node, node): 0 for node in graph}
    for length in range(1, len(graph)):
        for (one, other), known in list(found.items()):
            if known == length - 1:
                for further in graph[other]:
                    found.setdefault((one, further), length)
    return {(one, other): length for (one, other), length in found.items() if one != other}


def shortest_paths(graph: nx.Graph[Any], one: Any, other: Any) -> list[tuple[Any, ...]]:
    """All shortest paths, by trying all ways to go on."""
    known = distances(graph).get((one, other))
    ways: list[tuple[Any, ...]] = [(one,)] if known else []
    for _ in range(known or 0):
        ways = [(*way, step) for way in ways for step in graph[way[-1]] if step not in way]
    return [way for way in ways if way[-1] == other]


def betweenness(graph: nx.Graph[Any]) -> dict[Any, Fraction]:
    found = {node: Fraction(0) for node in graph}
    for one, other in combinations(graph, 2):
        ways = shortest_paths(graph, one, other)
        for node in graph:
            if node not in (one, other) and ways:
                found[node] += Fraction(sum(node in way for way in ways), len(ways))
    return found


def pieces(graph: nx.Graph[Any]) -> list[set[Any]]:
    known = distances(graph)
    together = [{node} | {other for one, other in known if one == node} for node in graph]
    return [piece for place, piece in enumerate(together) if piece not in together[:place]]


def cut_partners(graph: nx.Graph[Any]) -> int:
    """Nodes without which there are more pieces."""
    without = [graph.subgraph(set(graph) - {node}).copy() for node in graph]
    return sum(len(pieces(left)) > len(pieces(graph)) for left in without)


def transitivity(graph: nx.Graph[Any]) -> Fraction | None:
    paths = [pair for node in graph for pair in combinations(graph[node], 2)]
    return Fraction(sum(graph.has_edge(*pair) for pair in paths), len(paths)) if paths else None


def cores(graph: nx.Graph[Any]) -> tuple[float, list[tuple[Any, ...]]] | None:
    """The best correlation of ties and pattern over all cores, and the cores that have it."""
    pairs = list(combinations(sorted(graph), 2))
    ties = [float(graph.has_edge(*pair)) for pair in pairs]
    found: list[tuple[float, tuple[Any, ...]]] = []
    for size in range(len(graph) + 1):
        for core in combinations(sorted(graph), size):
            pattern = [float(one in core or other in core) for one, other in pairs]
            if len(set(ties)) == 2 and len(set(pattern)) == 2:
                found.append((round(correlation(ties, pattern), 9), core))
    if not found:
        return None
    best = max(found)[0]
    return best, sorted(core for fit, core in found if fit == best)


def figures(graph: nx.Graph[Any]) -> dict[str, float | None]:
    """All figures by name; ``None`` where they are not defined."""
    nodes, ties = len(graph), graph.number_of_edges()
    pairs = nodes * (nodes - 1) // 2
    degrees = [len(graph[node]) for node in graph]
    known, between = distances(graph), list(betweenness(graph).values())
    sizes = list(map(len, pieces(graph)))
    top = max(between, default=Fraction(0))
    apart = sum(top - value for value in between)
    found: dict[str, float | Fraction | None] = {
        "partners": nodes,
        "ties": ties,
        "isolates": degrees.count(0),
        "density": Fraction(ties, pairs) if pairs else None,
        "mean_degree": Fraction(sum(degrees), nodes) if nodes else None,
        "components": len(sizes),
        "largest_component": max(sizes, default=None),
        "largest_share": Fraction(max(sizes), nodes) if nodes else None,
        "cut_partners": cut_partners(graph),
        "degree_centralisation": (
            Fraction(sum(max(degrees) - degree for degree in degrees), (nodes - 1) * (nodes - 2))
            if nodes > 2
            else None
        ),
        "betweenness_centralisation": (
            apart / Fraction((nodes - 1) ** 2 * (nodes - 2), 2) if nodes > 2 else None
        ),
        "transitivity": transitivity(graph),
        "mean_distance": Fraction(sum(known.values()), len(known)) if known else None,
        "mean_inverse_distance": (
            sum(Fraction(1, far) for far in known.values()) / (2 * pairs) if pairs else None
        ),
    }
    best = cores(graph)
    fits = None if best is None else best[0]
    return {key: None if it is None else float(it) for key, it in found.items()} | {
        "core_periphery": fits
    }
