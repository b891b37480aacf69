"""How far nodes are from each other, and how many shortest paths each lies on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from learningcity.model.figures import round_figure

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["betweenness", "graph_of", "pairs_by_distance"]

_MOST_LEVELS = 30
"""In a network of longer paths, one search per node takes less time than all searches at once."""

_AT_ONCE = 2_000_000
"""So many numbers are in memory at once, or those of one search."""

_Neighbours = Sequence[Sequence[int]]


def pairs_by_distance(neighbours: _Neighbours) -> list[int]:
    """Return how many pairs of nodes are 1, 2, 3 … ties apart; pairs without a path are in none.

    Parameters
    ----------
    neighbours
        For each node the places of those it is tied to; ties count in both directions.
    """
    found: list[int] = []
    try:
        for levels in _searches(neighbours):
            found.extend([0] * (len(levels) - 1 - len(found)))
            for place, level in enumerate(levels[1:]):
                found[place] += int((level > 0).sum())
    except _LongPathsError:
        import networkx as nx

        found = [0] * len(neighbours)
        for _, distances in nx.all_pairs_shortest_path_length(graph_of(neighbours)):
            for distance in distances.values():
                found[distance - 1] += distance > 0
        while not found[-1]:
            del found[-1]
    return [ends // 2 for ends in found]


def betweenness(neighbours: _Neighbours) -> list[float]:
    """Return for each node the sum, over pairs of others, of the shortest paths' share through it.

    For the many small samples of a comparison with chance: all searches at once, in floats. Of one
    graph :mod:`learningcity.graph.betweenness` counts, whose numbers of paths may be of any size,
    and whose ties may have directions and lengths; searching from one node after the other it
    takes about twice as long on such samples.

    Each pair counts once, weights do not (Freeman's raw count of an undirected graph). Rounded to
    12 significant digits.
    """
    import numpy as np

    total = np.zeros(len(neighbours))
    try:
        ties = _Ties.of(neighbours)
        for levels in _searches(neighbours):
            total += _passing(ties, levels)
        found = [float(value) / 2 for value in total]
    except _LongPathsError:
        import networkx as nx

        exact = nx.betweenness_centrality(graph_of(neighbours), normalized=False)
        found = [float(exact[node]) for node in range(len(neighbours))]
    return list(map(round_figure, found))


class _LongPathsError(Exception):
    """A network has longer paths than a search of all nodes at once is good for."""


@dataclass(frozen=True)
class _Ties:
    """The ties of a graph, ready to sum over the neighbours of each node."""

    ends: NDArray[np.int64]
    """The neighbours of the first node, of the second, and so on."""
    starts: NDArray[np.int64]
    """Where those of each of `nodes` begin."""
    nodes: NDArray[np.int64]
    """The nodes that have neighbours."""

    @classmethod
    def of(cls, neighbours: _Neighbours) -> _Ties:
        import numpy as np

        degrees = np.array([len(others) for others in neighbours], dtype=np.int64)
        ends = np.array([other for others in neighbours for other in others], dtype=np.int64)
        nodes = np.flatnonzero(degrees)
        return cls(ends, (np.cumsum(degrees) - degrees)[nodes], nodes)

    def summed(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each row and node the sum of the row's values over the node's neighbours.

        Not a product of matrices: that would be spread over all processors, which for networks of
        this size costs more than it saves.
        """
        import numpy as np

        found = np.zeros_like(values)
        found[:, self.nodes] = np.add.reduceat(values[:, self.ends], self.starts, axis=1)
        return found


def _searches(neighbours: _Neighbours) -> Iterator[list[NDArray[np.float64]]]:
    """Yield, for some starting nodes at a time, the numbers of shortest paths to all nodes.

    One array for each length of path; in each a row for each starting node.
    """
    import numpy as np

    ties = _Ties.of(neighbours)
    size = max(1, _AT_ONCE // max(1, len(ties.ends)))
    for first in range(0, len(ties.nodes), size):
        starts = ties.nodes[first : first + size]
        paths = np.zeros((len(starts), len(neighbours)))
        paths[np.arange(len(starts)), starts] = 1
        unseen = np.ones(paths.shape, dtype=bool)
        levels: list[NDArray[np.float64]] = []
        while paths.any():
            if len(levels) > _MOST_LEVELS:
                raise _LongPathsError
            levels.append(paths)
            unseen &= paths == 0
            paths = ties.summed(paths) * unseen
        yield levels


def _passing(ties: _Ties, levels: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return for each node what passes through it from the starting nodes (Brandes' sums)."""
    import numpy as np

    passing = np.zeros_like(levels[0])
    for here, before in zip(levels[:1:-1], levels[-2:0:-1], strict=True):
        each = np.divide(1 + passing, here, out=np.zeros_like(here), where=here > 0)
        passing += before * ties.summed(each)
    found: NDArray[np.float64] = passing.sum(axis=0)
    return found


def graph_of(neighbours: _Neighbours) -> nx.Graph[Any]:
    """Return the graph of which these are the neighbours, its nodes named by their places."""
    import networkx as nx

    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(range(len(neighbours)))
    graph.add_edges_from(
        (node, other) for node, others in enumerate(neighbours) for other in others
    )
    return graph
