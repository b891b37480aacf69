"""Results that are worked out from a graph, of a city or of anything else."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from learningcity.analysis.explanation import Explanation, Step, grounded
from learningcity.analysis.result import Assumptions, FrozenMap, Result, Row, plain
from learningcity.analysis.study import Study
from learningcity.display import printable
from learningcity.graph.incidence import mode_of
from learningcity.graph.order import label

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GraphParameters", "GraphResult", "Names", "city_of", "name_of", "names_of", "said_of"]


@dataclass(frozen=True, kw_only=True)
class GraphParameters(Assumptions):
    """What a result about a graph rests on."""

    graph: FrozenMap[object]
    """What the graph says of itself: of a city its id, the day, the roles that count, the weight of
    the ties. Empty for a graph that says nothing.
    """


@dataclass(frozen=True, slots=True)
class Names:
    """What partners and initiatives are called, by what stands for them in a row.

    The two are apart, since a partner and an initiative may have the same id.
    """

    partners: Mapping[object, str] = field(default_factory=dict)
    initiatives: Mapping[object, str] = field(default_factory=dict)

    def partner(self, key: object) -> str:
        """Return the name of a partner, else what stands for it."""
        return self.partners.get(key, printable(str(key)))

    def initiative(self, key: object) -> str:
        """Return the name of an initiative, else what stands for it."""
        return self.initiatives.get(key, printable(str(key)))


R = TypeVar("R", bound=Row, covariant=True)
P = TypeVar("P", bound=GraphParameters, covariant=True)


@dataclass(frozen=True)
class GraphResult(Result[R, P]):
    """The answer to one question about one graph."""

    names: Names = field(default_factory=Names, repr=False, compare=False, kw_only=True)
    """What partners and initiatives are called, for sentences; no part of what the result says."""

    def explain(self, row: Row | int) -> Explanation:
        """Return why a row is there: the steps from the ties of the graph to the figures.

        Where the result was worked out for a city, each step also says where in its files what it
        rests on stands.

        Parameters
        ----------
        row
            One of ``rows``, or its place in them.

        Raises
        ------
        ValueError
            It is no row of this result.
        """
        index = self._place(row)
        return self._reasons(index) if self.study is None else self._explain(index, self.study)

    def _explain(self, index: int, study: Study) -> Explanation:
        return self._reasons(index)

    @abstractmethod
    def _reasons(self, index: int) -> Explanation:
        """Return why the row at `index` is there."""

    def _step(self, text: str, *references: str) -> Step:
        """Return a step, with the places of what it rests on where the city is at hand."""
        if self.study is None:
            return Step(text, references)
        return grounded(self.study.city, text, references)


def name_of(graph: nx.Graph[Any], node: Hashable) -> str:
    """Return the name that a node says it has, else what stands for it in a row.

    It is for sentences: what could act on a terminal is written as an escape.
    """
    name = graph.nodes[node].get("name")
    return printable(name if isinstance(name, str) and name else str(label(node)))


def names_of(graph: nx.Graph[Any]) -> Names:
    """Return what the nodes of a graph are called; those of mode 1 are the initiatives."""
    modes: tuple[dict[object, str], dict[object, str]] = ({}, {})
    for node, data in graph.nodes.data():
        modes[mode_of(data) == 1][label(node)] = name_of(graph, node)
    return Names(*modes)


def city_of(graph: nx.Graph[Any]) -> str | None:
    """Return the id of the city that a graph is of, if it says one."""
    found = graph.graph.get("city")
    return found if isinstance(found, str) else None


def said_of(graph: nx.Graph[Any]) -> FrozenMap[object]:
    """Return what a graph says of itself, as plain data in the order of the names."""
    said: Mapping[str, object] = {str(key): value for key, value in graph.graph.items()}
    return FrozenMap({key: plain(said[key]) for key in sorted(said)})
