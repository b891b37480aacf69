"""Brokerage, read once more from the definition and slowly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import networkx as nx

Counts = dict[str, int]


def relabellings(groups: dict[Any, str]) -> Iterator[dict[Any, str]]:
    """Every way to deal the same groups out among the same nodes, each once."""
    nodes = list(groups)
    for dealt in sorted(set(permutations(groups.values()))):
        yield dict(zip(nodes, dealt, strict=True))


def roles(graph: nx.Graph[Any], groups: dict[Any, str], broker: Any) -> Counts:
    """How often a node is each broker, ordered pairs of others one by one."""
    found = dict.fromkeys(
        ("coordinator", "itinerant", "gatekeeper", "representative", "liaison", "unknown"), 0
    )
    for first in graph:
        for last in graph:
            if len({first, last, broker}) < 3 or graph.has_edge(first, last):
                continue
            if not (graph.has_edge(first, broker) and graph.has_edge(broker, last)):
                continue
            if any(node not in groups for node in (first, broker, last)):
                found["unknown"] += 1
                continue
            pattern = tuple(groups[node] for node in (first, broker, last))
            found[_name(*pattern)] += 1
    return found


def merged(graph: nx.Graph[Any], groups: dict[Any, str], broker: Any) -> Counts:
    """The same for ties without direction: each pair once, and two roles that are one."""
    ordered = roles(graph, groups, broker)
    return {
        "coordinator": ordered["coordinator"] // 2,
        "itinerant": ordered["itinerant"] // 2,
        "gatekeeper_representative": ordered["gatekeeper"],
        "liaison": ordered["liaison"] // 2,
        "unknown": ordered["unknown"] // 2,
    }


def _name(first: str, broker: str, last: str) -> str:
    if first == broker == last:
        return "coordinator"
    if first == last:
        return "itinerant"
    if broker == last:
        return "gatekeeper"
    if broker == first:
        return "representative"
    return "liaison"
