"""References to nodes of a graph, and to what its ties rest on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any

from learningcity.analysis.explanation import references
from learningcity.graph.order import label, sort_nodes

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["initiatives_of", "node_references", "partner_references", "tie_initiatives"]


def partner_references(nodes: Iterable[Hashable]) -> tuple[str, ...]:
    """Return references to partners, such as ``partner:wvca``."""
    return references("partner", (str(label(node)) for node in nodes))


def node_references(nodes: Iterable[Hashable]) -> tuple[str, ...]:
    """Return the references of nodes that are partners or initiatives of a city."""
    return tuple(f"{node[0]}:{node[1]}" for node in nodes if label(node) is not node)  # type: ignore[index]


def tie_initiatives(data: dict[str, Any]) -> tuple[str, ...]:
    """Return references to the initiatives that a tie says it comes from, if any."""
    said = data.get("initiatives", data.get("shared", ()))
    return references("initiative", (str(label(each)) for each in said))


def initiatives_of(graph: nx.Graph[Any], node: Hashable) -> tuple[str, ...]:
    """Return references to the initiatives from which the ties of a node come, each once."""
    found: dict[str, None] = {}
    for one, other, data in graph.edges.data():
        if node in (one, other):
            found.update(dict.fromkeys(tie_initiatives(data)))
    return tuple(sort_nodes(found))
