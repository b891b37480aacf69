"""Results that are worked out from a graph, of a city or of anything else."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from learningcity.analysis.explanation import Explanation, Step, grounded
from learningcity.analysis.result import Assumptions, FrozenMap, Result, Row, plain
from learningcity.analysis.study import Study

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GraphParameters", "GraphResult", "city_of", "said_of"]


@dataclass(frozen=True, kw_only=True)
class GraphParameters(Assumptions):
    """What a result about a graph rests on."""

    graph: FrozenMap[object]
    """What the graph says of itself: of a city its id, the day, the roles that count, the weight of
    the ties. Empty for a graph that says nothing.
    """


R = TypeVar("R", bound=Row, covariant=True)
P = TypeVar("P", bound=GraphParameters, covariant=True)


@dataclass(frozen=True)
class GraphResult(Result[R, P]):
    """The answer to one question about one graph."""

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
        return self._reasons(self._place(row))

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


def city_of(graph: nx.Graph[Any]) -> str | None:
    """Return the id of the city that a graph is of, if it says one."""
    found = graph.graph.get("city")
    return found if isinstance(found, str) else None


def said_of(graph: nx.Graph[Any]) -> FrozenMap[object]:
    """Return what a graph says of itself, as plain data in the order of the names."""
    said: Mapping[str, object] = {str(key): value for key, value in graph.graph.items()}
    return FrozenMap({key: plain(said[key]) for key in sorted(said)})
