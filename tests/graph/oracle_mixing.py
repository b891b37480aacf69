"""How groups mix, read once more from the definitions and slowly."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx

Cells = dict[tuple[str, str], list[float]]


def ties(graph: nx.Graph[Any], groups: dict[Any, str]) -> Cells:
    """The weights of the ties by the groups of their ends, in the order of the alphabet."""
    found: Cells = {}
    for one, other, data in graph.edges.data():
        if one != other and one in groups and other in groups:
            pair = (groups[one], groups[other])
            if not graph.is_directed():
                pair = (min(pair), max(pair))
            found.setdefault(pair, []).append(data.get("weight", 1))
    return found


def ei(graph: nx.Graph[Any], groups: dict[Any, str], *, weighted: bool) -> float | None:
    """Ties across less ties within, as a share of both."""
    across = within = 0.0
    for (one, other), weights in ties(graph, groups).items():
        value = sum(weights) if weighted else len(weights)
        if one == other:
            within += value
        else:
            across += value
    return (across - within) / (across + within) if across + within else None


def random_mixing(groups: dict[Any, str]) -> float | None:
    """The same if there were a tie between each two nodes."""
    pairs = [one == other for one, other in combinations(groups.values(), 2)]
    return (pairs.count(False) - pairs.count(True)) / len(pairs) if pairs else None


def assortativity(graph: nx.Graph[Any], groups: dict[Any, str], *, weighted: bool) -> float | None:
    """The coefficient of Newman 2003, from the matrix of shares of ties."""
    names = sorted(set(groups.values()))
    matrix = {(one, other): 0.0 for one in names for other in names}
    for (one, other), weights in ties(graph, groups).items():
        value = sum(weights) if weighted else len(weights)
        matrix[one, other] += value
        if not graph.is_directed():
            matrix[other, one] += value
    whole = sum(matrix.values())
    if not whole:
        return None
    trace = sum(matrix[name, name] for name in names) / whole
    squares = sum(
        sum(matrix[name, other] for other in names) * sum(matrix[other, name] for other in names)
        for name in names
    ) / (whole * whole)
    return None if abs(1 - squares) < 1e-12 else (trace - squares) / (1 - squares)
