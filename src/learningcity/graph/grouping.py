"""Which group each node is of."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from learningcity.graph.order import sort_nodes

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["NO_GROUP", "known_groups", "sizes_of", "sort_groups"]

NO_GROUP = (None, "unknown")
"""What stands where nobody knows the group of a node; it is no group of its own."""


def known_groups(graph: nx.Graph[Any], group: str) -> dict[Any, Hashable]:
    """Return the group of each node that has one, by the node attribute `group`.

    A node without the attribute, or with ``None`` or ``unknown``, is of no known group.
    """
    found: dict[Any, Hashable] = {}
    for node, value in graph.nodes.data(group):
        if value not in NO_GROUP:
            found[node] = value
    return found


def sort_groups(groups: Mapping[Any, Hashable]) -> tuple[Any, ...]:
    """Return the groups that there are, in the order of their values or of their text."""
    return tuple(sort_nodes(dict.fromkeys(groups.values())))


def sizes_of(groups: Mapping[Any, Hashable]) -> dict[Any, int]:
    """Return how many nodes each group has, in the order of the groups."""
    sizes = dict.fromkeys(sort_groups(groups), 0)
    for value in groups.values():
        sizes[value] += 1
    return sizes
