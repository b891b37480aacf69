"""What falls apart where a node is taken out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from learningcity.graph.adjacency import adjacency

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Bridging", "bridging", "parts_of", "pieces_left"]

T = TypeVar("T", bound=Hashable)


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
    pieces: list[list[_Piece]] = [[] for _ in found.nodes]
    for order in _searches(found.contacts, pieces):
        for node in order:
            rest = len(order) - 1 - sum(piece.size for piece in pieces[node])
            if rest:
                pieces[node].append(_Piece(0, rest))
    return {
        node: Bridging(tuple(sorted((piece.size for piece in left), reverse=True)))
        for node, left in zip(found.nodes, pieces, strict=True)
    }


def pieces_left(graph: nx.Graph[T]) -> Callable[[T], Iterator[Sequence[T]]]:
    """Return what gives, for a node, the nodes of each piece that is left of its component.

    Cost: nodes + ties once, as in :func:`bridging`, and then the nodes of the component for each
    node that is asked for.
    """
    found = adjacency(graph, weighted=False)
    pieces: list[list[_Piece]] = [[] for _ in found.nodes]
    nodes: Sequence[Any] = found.nodes
    place_of = {node: place for place, node in enumerate(nodes)}
    orders: dict[int, list[T]] = {}
    for order in _searches(found.contacts, pieces):
        named = [nodes[place] for place in order]
        orders.update(dict.fromkeys(order, named))

    def left(node: T) -> Iterator[Sequence[T]]:
        place = place_of[node]
        order, rest, done = orders[place], list[T](), 0
        for piece in pieces[place]:
            end = piece.first + piece.size
            yield order[piece.first : end]
            rest += order[done : piece.first]
            done = end
        rest += order[done:]
        rest.remove(node)
        if rest:
            yield rest

    return left


class _Piece(NamedTuple):
    """Where in the order of the search the nodes of a piece begin, and how many they are."""

    first: int
    size: int


def _searches(contacts: Sequence[Sequence[int]], pieces: list[list[_Piece]]) -> Iterator[list[int]]:
    """Yield the nodes of each component in the order of the search; `pieces` gets what they leave.

    What is left beyond the subtrees of the search, where a node is not its root, is not in it.
    """
    seen = [0] * len(contacts)
    for root in range(len(contacts)):
        if not seen[root]:
            yield _search(contacts, root, seen, pieces)


def _search(
    contacts: Sequence[Sequence[int]], root: int, seen: list[int], pieces: list[list[_Piece]]
) -> list[int]:
    """Find the pieces that each node of one component would leave; return its nodes in order.

    `seen` holds when each node was first seen, from 1 on; of each subtree of the search, whose
    nodes come one after the other, the earliest node that one tie leads back to tells whether it
    holds on without its root.
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
                    pieces[parent].append(_Piece(seen[node] - 1, size[node]))
        elif not seen[other]:
            order.append(other)
            seen[other] = len(order)
            size[other], back[other] = 1, len(order)
            trail.append((other, iter(contacts[other])))
        else:
            back[node] = min(back[node], seen[other])
    return order


def parts_of(near: Mapping[T, Collection[T]], nodes: Iterable[T]) -> Iterator[frozenset[T]]:
    """Yield the parts in which some nodes hang together, in the order of their first nodes.

    `near` says who is tied to whom; nodes that are not among those given do not count.
    """
    order = list(nodes)
    left = set(order)
    for node in order:
        if node in left:
            left.discard(node)
            part, waiting = {node}, [node]
            while waiting:
                fresh = left.intersection(near[waiting.pop()])
                left -= fresh
                part |= fresh
                waiting += fresh
            yield frozenset(part)
