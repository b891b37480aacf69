"""A fixed order of nodes, whatever order a graph was built in."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

__all__ = ["label", "sort_nodes"]

N = TypeVar("N", bound=Hashable)


def sort_nodes(nodes: Iterable[N]) -> list[N]:
    """Return nodes in the order of their values; where these cannot be compared, of their text."""
    listed: list[Any] = list(nodes)
    try:
        return sorted(listed)
    except TypeError:
        return sorted(listed, key=lambda node: (type(node).__name__, repr(node)))


def label(node: object) -> object:
    """Return what stands for a node in a row: the id, where it is a partner or an initiative."""
    if isinstance(node, tuple) and len(node) == 2 and node[0] in ("partner", "initiative"):
        return node[1]
    return node
