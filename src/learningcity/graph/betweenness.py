"""Betweenness: how many of the shortest ways between others lead through a node."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from importlib.util import find_spec
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from learningcity.errors import MissingExtraError
from learningcity.graph.adjacency import Adjacency, adjacency
from learningcity.graph.incidence import Incidence
from learningcity.model.figures import Figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Between",
    "Engine",
    "Lengths",
    "betweenness",
    "most_between",
    "read_engine",
    "read_lengths",
    "two_mode_betweenness",
]

Engine: TypeAlias = Literal["python", "networkx", "rustworkx", "igraph"]
"""What counts the shortest ways; the answers are equal."""

Lengths: TypeAlias = Literal["steps", "strength"]
"""How long a tie is: one step, or 1/weight, so that strong ties are short."""

_ELSEWHERE = ("rustworkx", "igraph")
"""Engines that may be missing, the one that is taken first before the other."""

_ALIKE = 1e-10
"""Two ways whose lengths differ by less, as a share, are equally long: 1/3 + 2/3 is 1."""


@dataclass(frozen=True, slots=True)
class Between:
    """How far one node lies between others."""

    pairs: Figure
    """The pairs of others between which it lies, in parts where there are several shortest ways."""
    share: Figure
    """These, divided by the most that a node could have among so many."""


def read_lengths(lengths: str) -> Lengths:
    """Return `lengths`.

    Raises
    ------
    ValueError
        It is none of those that there are.
    """
    known: tuple[Lengths, ...] = get_args(Lengths)
    for one in known:
        if lengths == one:
            return one
    raise ValueError(f"lengths: '{lengths}' is none of {', '.join(known)}")


def read_engine(engine: str | None, *, lengths: Lengths = "steps") -> Engine:
    """Return the engine that will count: the one asked for, else the quickest that is there.

    Of rustworkx and igraph the former, which is loaded in a tenth of the time.

    Raises
    ------
    ValueError
        There is no such engine, it cannot count ways by the strength of ties, or igraph was asked
        for and is not installed; no extra brings it.
    MissingExtraError
        rustworkx was asked for and is not installed; the extra ``scale`` brings it.
    """
    known: tuple[Engine, ...] = get_args(Engine)
    if engine is not None and engine not in known:
        raise ValueError(f"engine: '{engine}' is none of {', '.join(known)}")
    if lengths == "strength":
        if engine not in (None, "python"):
            raise ValueError(
                f"engine: '{engine}' does not see that two ways are equally long where their "
                "lengths differ in the last digit; with lengths='strength' leave it to 'python'"
            )
        return "python"
    if engine in _ELSEWHERE and find_spec(engine) is None:
        if engine == "rustworkx":
            raise MissingExtraError("engine='rustworkx'", "scale")
        raise ValueError("engine: igraph is not installed. Run: pip install igraph")
    for one in known:
        if one == engine or (engine is None and one in _ELSEWHERE and find_spec(one) is not None):
            return one
    return "python"


def betweenness(
    graph: nx.Graph[Any], *, lengths: Lengths = "steps", engine: str | None = None
) -> dict[Hashable, Between]:
    """Return how far each node lies between the others.

    Parameters
    ----------
    graph
        Any networkx graph that is no multigraph; of a directed one ways follow the ties.
    lengths
        ``steps``: each tie is one step, whatever its weight. ``strength``: a tie is 1/weight long
        (Newman 2001), so that a way over strong ties is short.
    engine
        ``python`` (this module), ``networkx`` (its public function, which a backend of networkx may
        serve), ``rustworkx`` or ``igraph``; ``None`` takes rustworkx where it is installed, else
        igraph where that is, else ``python``. With ``strength`` only ``python`` counts: networkx
        and rustworkx compare lengths to the last digit.

    Notes
    -----
    C(v) = Σ over pairs s, t of the share of their shortest ways on which v lies, s ≠ v ≠ t; each
    pair once, in a directed graph each order once. Pairs without a way count nothing. The share is
    C(v) divided by (n − 1)(n − 2)/2, in a directed graph by twice that: from 0 to 1, where 1 is the
    centre of a star; not defined (``too-few``) for fewer than three nodes.

    ``pairs`` is what ``networkx.betweenness_centrality(…, normalized=False)`` gives, and rustworkx
    and igraph too. All count ways in floats and say NaN where there are more than these can hold;
    such graphs are counted again by ``python``. igraph also takes ways by strength as equally long
    where their lengths differ by less than 1e-10.

    Cost: nodes × ties; with ``strength`` times the logarithm of the nodes.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted
    networks, and centrality. Physical Review E 64, 016132.
    https://doi.org/10.1103/PhysRevE.64.016132
    """
    used = read_engine(engine, lengths=read_lengths(lengths))
    found = adjacency(graph, weighted=lengths == "strength")
    counted = _count(found, lengths, used)
    size = len(found.nodes)
    most = (size - 1) * (size - 2) / (1 if found.directed else 2)
    return {node: _between(value, most) for node, value in zip(found.nodes, counted, strict=True)}


def two_mode_betweenness(found: Incidence, *, engine: str | None = None) -> tuple[Between, ...]:
    """Return how far each row of a two-mode graph lies between all others, rows and columns.

    Parameters
    ----------
    found
        Who takes part in what.
    engine
        As in :func:`betweenness`.

    Notes
    -----
    The count is that of the two-mode graph itself, in which a way leads from partner to initiative
    to partner. The share is the count divided by the most that a node of its own mode could have
    among so many of each mode, :func:`most_between`, as Borgatti and Everett (1997) have it;
    not defined (``too-few``) where that is 0. ``networkx.bipartite.betweenness_centrality`` divides
    alike, but fails where one mode is empty or that most is 0.

    References
    ----------
    Borgatti, S. P., & Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks 19,
    243–269. http://www.analytictech.com/borgatti/2mode.htm (the abstract; the formula of the most
    was read in networkx's ``bipartite.betweenness_centrality``, the method in the UCINET 6 help,
    http://www.analytictech.com/ucinet/help/hs4207.htm, and all graphs of up to three by three nodes
    agree with it)
    """
    rows, columns = len(found.rows), len(found.columns)
    ties = tuple(tuple(rows + column for column in held) for held in found.memberships)
    ties += found.members()
    whole = Adjacency(tuple(range(rows + columns)), ties, (), False, ties, ())
    counted = _count(whole, "steps", read_engine(engine))[:rows]
    most = most_between(rows, columns)
    return tuple(_between(value, most) for value in counted)


def most_between(own: int, other: int) -> int:
    """Return the most pairs between which one of `own` nodes can lie, beside `other` of the other.

    It is (m²(s + 1)² + m(s + 1)(2t − s − 1) − t(2s − t + 3))/2 with n = `own`, m = `other`,
    s = (n − 1) div m and t = (n − 1) mod m (Borgatti and Everett 1997): the node is tied to all of
    the other mode, and its own mode hangs evenly on these.
    """
    if own == 0 or other == 0:
        return 0
    s, t = divmod(own - 1, other)
    m = other
    return (m * m * (s + 1) ** 2 + m * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) // 2


def _between(value: float, most: float) -> Between:
    share = Figure(value / most) if most > 0 else Figure(None, "too-few")
    return Between(Figure(value), share)


def _count(found: Adjacency, lengths: Lengths, engine: Engine) -> list[float]:
    """Return the pairs between which each node lies."""
    if engine != "python":
        counted = _COUNTS[engine](found)
        # They count ways in floats, which end at 10 to the power of 308.
        if all(map(isfinite, counted)):
            return counted
    twice = _count_steps(found.onward) if lengths == "steps" else _count_lengths(found)
    return twice if found.directed else [value / 2 for value in twice]


def _count_steps(onward: Sequence[Sequence[int]]) -> list[float]:
    """Return for each node the ordered pairs between which it lies, by breadth-first search.

    This is the algorithm of Brandes (2001), a level at a time: ways are counted going out, what
    depends on a node is added up coming back.
    """
    size = len(onward)
    total = [0.0] * size
    for source in range(size):
        ways = [0] * size
        ways[source] = 1
        fresh = [True] * size
        fresh[source] = False
        level, links = [source], []
        while level:
            following = []
            for node in level:
                ahead = [other for other in onward[node] if fresh[other]]
                links.append((node, ahead))
                here = ways[node]
                for other in ahead:
                    if not ways[other]:
                        following.append(other)
                    ways[other] += here
            for node in following:
                fresh[node] = False
            level = following
        # Whole numbers divided by whole ones: ways may be more than any float can count.
        whole = [1.0] * size
        for node, ahead in reversed(links):
            here = ways[node]
            depending = 0.0
            for other in ahead:
                depending += whole[other] * (here / ways[other])
            whole[node] += depending
            if node != source:
                total[node] += depending
    return total


def _count_lengths(found: Adjacency) -> list[float]:
    """Return for each node the ordered pairs between which it lies, ties being 1/weight long."""
    size = len(found.nodes)
    total = [0.0] * size
    ahead = [
        [(other, 1 / weight) for other, weight in zip(row, weights, strict=True)]
        for row, weights in zip(found.onward, found.steps, strict=True)
    ]
    for source in range(size):
        ways, before, order = _shortest(ahead, source)
        depending = [0.0] * size
        for node in reversed(order):
            part = 1 + depending[node]
            for other in before[node]:
                depending[other] += part * (ways[other] / ways[node])
            if node != source:
                total[node] += depending[node]
    return total


def _shortest(
    ahead: Sequence[Sequence[tuple[int, float]]], source: int
) -> tuple[list[int], list[list[int]], list[int]]:
    """Return how many shortest ways lead to each node, from which last ones, nearest first."""
    size = len(ahead)
    ways, before = [0] * size, [[] for _ in range(size)]  # type: tuple[list[int], list[list[int]]]
    distance = [inf] * size
    done = [False] * size
    distance[source], ways[source] = 0.0, 1
    order, waiting = [], [(0.0, source)]
    while waiting:
        _, node = heappop(waiting)
        if done[node]:
            continue
        done[node] = True
        order.append(node)
        for other, length in ahead[node]:
            far = distance[node] + length
            if done[other] or far > distance[other] * (1 + _ALIKE):
                continue
            if far < distance[other] * (1 - _ALIKE):
                distance[other], ways[other], before[other] = far, 0, []
                heappush(waiting, (far, other))
            ways[other] += ways[node]
            before[other].append(node)
    return ways, before, order


def _count_networkx(found: Adjacency) -> list[float]:
    import networkx as nx

    graph: nx.Graph[int] = nx.DiGraph() if found.directed else nx.Graph()
    graph.add_nodes_from(range(len(found.nodes)))
    graph.add_edges_from(_ties(found))
    counted = nx.betweenness_centrality(graph, normalized=False)
    return [float(counted[place]) for place in range(len(found.nodes))]


def _count_rustworkx(found: Adjacency) -> list[float]:
    import rustworkx as rx

    size = len(found.nodes)
    graph: Any = rx.PyDiGraph() if found.directed else rx.PyGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(_ties(found))
    # Threads would add up in any order, and the last digit would change from run to run.
    counted = rx.betweenness_centrality(graph, normalized=False, parallel_threshold=size + 1)
    return [float(counted[place]) for place in range(size)]


def _count_igraph(found: Adjacency) -> list[float]:
    import igraph

    graph = igraph.Graph(len(found.nodes), _ties(found), directed=found.directed)
    return [float(value) for value in graph.betweenness(directed=found.directed)]


_COUNTS: Mapping[str, Callable[[Adjacency], list[float]]] = {
    "networkx": _count_networkx,
    "rustworkx": _count_rustworkx,
    "igraph": _count_igraph,
}


def _ties(found: Adjacency) -> list[tuple[int, int]]:
    return [
        (here, there)
        for here, row in enumerate(found.onward)
        for there in row
        if found.directed or here < there
    ]
