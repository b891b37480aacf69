"""A two-mode graph as the results about it read it: its ties, and what its nodes are called."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from learningcity.analysis.graph_result import city_of, name_of
from learningcity.analysis.sentences.words import count
from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.one_mode import without_funds

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["TwoModeReading", "read_two_mode"]

_NOUNS = (("partner", "partners"), ("initiative", "initiatives"))
_PLAIN = (("node of mode 0", "nodes of mode 0"), ("node of mode 1", "nodes of mode 1"))


@dataclass(frozen=True)
class TwoModeReading:
    """Who takes part in what, and what the nodes are called."""

    found: Incidence
    """The ties."""
    nouns: tuple[tuple[str, str], tuple[str, str]]
    """What one and several nodes of each mode are called."""
    names: Mapping[Hashable, str]
    """What each node is called."""

    def nodes(self, mode: int) -> tuple[Hashable, ...]:
        """Return the nodes of one mode, in their order."""
        return (self.found.rows, self.found.columns)[mode]

    def neighbours(self, mode: int) -> tuple[tuple[int, ...], ...]:
        """Return for each node of one mode the places of its neighbours."""
        return self.found.memberships if mode == 0 else self.found.members()

    def count(self, number: int, mode: int) -> str:
        """Return a number of nodes of one mode, such as ``3 partners``."""
        return count(number, *self.nouns[mode])

    def called(self, nodes: Iterable[Hashable]) -> list[str]:
        """Return what nodes are called."""
        return [self.names[node] for node in nodes]


def read_two_mode(graph: nx.Graph[Any]) -> tuple[nx.Graph[Any], TwoModeReading]:
    """Return a two-mode graph without its funds, and how it is read.

    Raises
    ------
    ValueError
        The graph is directed, a multigraph, or not two-mode.
    """
    # The empty graph has no modes that could be wrong.
    left = without_funds(graph) if len(graph) or graph.is_multigraph() else graph
    names = {node: name_of(left, node) for node in left}
    nouns = _PLAIN if city_of(graph) is None else _NOUNS
    return left, TwoModeReading(incidence(left), nouns, names)
