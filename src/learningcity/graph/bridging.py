"""What falls apart where a node is taken out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from learningcity.graph.adjacency import adjacency

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Bridging", "bridging"]


@dataclass(frozen=True, slots=True)
class Bridging:
    """What becomes of the component of one node without it."""

    pieces: tuple[int, ...]
    """How many nodes are in each piece that is left of its component, the largest first."""

    @property
    def cut(self) -> bool:
        """Whether the component falls apart: the node is a cut vertex."""
        return len(self.pieces) > 1

    @property
    def cut_off(self) -> int:
        """How many nodes are no longer joined to the largest piece."""
        return sum(self.pieces[1:])


def bridging(graph: nx.Graph[Any]) -> dict[Hashable, Bridging]:
    """Return for each node what is left of its component without it.

    Parameters
    ----------
    graph
        Any networkx graph that is no multigraph; of a directed one the direction is left aside.

    Notes
    -----
    Of a node with pieces p_1 ≥ p_2 ≥ … the sum is the size of its component less one. A node
    without ties leaves no piece; a node is a cut vertex with two or more, and these are the nodes
    that ``networkx.articulation_points`` gives, which does not say what they hold together. One
    depth-first search for all (Hopcroft and Tarjan): cost nodes + ties.
    """
    found = adjacency(graph, weighted=False)
    pieces: list[list[int]] = [[] for _ in found.nodes]
    seen = [0] * len(found.nodes)
    for root in range(len(found.nodes)):
        if not seen[root]:
            _search(found.contacts, root, seen, pieces)
    return {
        node: Bridging(tuple(sorted(left, reverse=True)))
        for node, left in zip(found.nodes, pieces, strict=True)
    }


def _search(
    contacts: Sequence[Sequence[int]], root: int, seen: list[int], pieces: list[list[int]]
) -> None:
    """Find the pieces that each node of one component would leave.

    `seen` holds when each node was first seen, from 1 on; of each subtree of the search the
    earliest node that one tie leads back to tells whether it holds on without its root.
    """
    size, back, order = {root: 1}, {root: 1}, [root]
    seen[root] = 1
    trail: list[tuple[int, Iterator[int]]] = [(root, iter(contacts[root]))]
    while trail:
        node, ahead = trail[-1]
        other = next(ahead, None)
        if other is None:
            trail.pop()
            if trail:
                parent = trail[-1][0]
                size[parent] += size[node]
                back[parent] = min(back[parent], back[node])
                if back[node] >= seen[parent]:
                    pieces[parent].append(size[node])
        elif not seen[other]:
            order.append(other)
            seen[other] = len(order)
            size[other], back[other] = 1, len(order)
            trail.append((other, iter(contacts[other])))
        else:
            back[node] = min(back[node], seen[other])
    for node in order:
        rest = len(order) - 1 - sum(pieces[node])
        if rest:
            pieces[node].append(rest)
