"""Who takes part in what, as two lists and the pairs between them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from learningcity.errors import MissingExtraError
from learningcity.graph.order import sort_nodes

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_array

__all__ = ["Incidence", "incidence", "is_two_mode"]


@dataclass(frozen=True, slots=True)
class Incidence:
    """A two-mode graph as numbers: which columns (initiatives) each row (partner) is tied to.

    See Also
    --------
    learningcity.incidence : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.incidence(graph)
    >>> len(found.rows), len(found.columns)
    (18, 33)
    """

    rows: tuple[Hashable, ...]
    """The nodes of the first mode, such as partners, in their order."""
    columns: tuple[Hashable, ...]
    """The nodes of the second mode, such as initiatives, in their order."""
    memberships: tuple[tuple[int, ...], ...]
    """For each row the places of its columns, ascending."""

    def members(self) -> tuple[tuple[int, ...], ...]:
        """Return for each column the places of its rows, ascending."""
        found: list[list[int]] = [[] for _ in self.columns]
        for row, columns in enumerate(self.memberships):
            for column in columns:
                found[column].append(row)
        return tuple(map(tuple, found))

    def ties(self) -> Iterator[tuple[int, int]]:
        """Yield the places of row and column of each tie, in order."""
        for row, columns in enumerate(self.memberships):
            for column in columns:
                yield row, column

    def to_scipy(self) -> csr_array[Any]:
        """Return the matrix of zeros and ones, rows × columns, as a sparse array of scipy.

        Raises
        ------
        MissingExtraError
            scipy is not installed; the extra ``scale`` brings it.
        """
        try:
            from scipy.sparse import csr_array
        except ImportError:
            raise MissingExtraError("to_scipy()", "scale") from None
        import numpy as np

        ends = np.cumsum([0, *map(len, self.memberships)])
        places = np.array([column for _, column in self.ties()], dtype=np.int64)
        ones = np.ones(len(places), dtype=np.int64)
        return csr_array((ones, places, ends), shape=(len(self.rows), len(self.columns)))


def mode_of(data: dict[str, Any]) -> object:
    """Return the mode that a node says it has: ``mode``, or ``bipartite`` as networkx calls it."""
    return data.get("mode", data.get("bipartite"))


def is_two_mode(graph: nx.Graph[Any]) -> bool:
    """Return whether each node says which of two modes it is of, and ties join only the two.

    Nodes say so by an attribute ``mode`` of 0 or 1, as in
    :func:`~learningcity.affiliation_graph`, or by ``bipartite``, as networkx has it. A graph
    without nodes is not two-mode.
    """
    modes = {node: mode_of(data) for node, data in graph.nodes.data()}
    return (
        bool(modes)
        and all(mode in (0, 1) for mode in modes.values())
        and all(modes[one] != modes[other] for one, other in graph.edges())
    )


def incidence(graph: nx.Graph[Any]) -> Incidence:
    """Return who takes part in what, from a two-mode graph.

    It gives the same numbers for the same graph, whatever the order in which it was built; the
    attributes of nodes and ties stay behind.

    Parameters
    ----------
    graph
        A graph whose nodes have ``mode`` (or ``bipartite``) 0 or 1, such as
        :func:`~learningcity.affiliation_graph` returns.

    Returns
    -------
    Incidence
        The nodes of mode 0 as rows, those of mode 1 as columns, each in order.

    Raises
    ------
    ValueError
        A node says no mode, or a tie joins two nodes of one mode.

    See Also
    --------
    learningcity.project : the one-mode graph of either mode.

    Notes
    -----
    Cost: nodes and ties, and sorting them.

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    >>> found = learningcity.incidence(graph)
    >>> len(found.rows), len(found.columns), sum(map(len, found.memberships))
    (18, 33, 67)
    """
    rows: list[Any] = []
    columns: list[Any] = []
    for node, data in graph.nodes.data():
        mode = mode_of(data)
        if mode not in (0, 1):
            raise ValueError(f"graph: the node {node!r} has no 'mode' of 0 or 1")
        (columns if mode else rows).append(node)
    rows, columns = sort_nodes(rows), sort_nodes(columns)
    places = {node: place for place, node in enumerate(columns)}
    memberships = []
    for node in rows:
        found = []
        for other in graph.neighbors(node):
            if other not in places:
                raise ValueError(f"graph: a tie joins {node!r} and {other!r}, both of mode 0")
            found.append(places[other])
        memberships.append(tuple(sorted(found)))
    if sum(map(len, memberships)) != graph.number_of_edges():
        raise ValueError("graph: a tie joins two nodes of mode 1")
    return Incidence(tuple(rows), tuple(columns), tuple(memberships))
