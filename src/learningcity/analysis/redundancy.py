"""Whether those that an initiative brings together also meet elsewhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any, ClassVar

from learningcity.analysis.explanation import Explanation
from learningcity.analysis.graph_result import GraphParameters, GraphResult, city_of, said_of
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import two_mode as words
from learningcity.analysis.tie_references import node_references
from learningcity.analysis.two_mode_reading import TwoModeReading, read_two_mode
from learningcity.graph.order import label
from learningcity.graph.sharing import Mode, clusterings, joined_again, redundancies, sharing

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Redundancy", "RedundancyRow", "redundancy"]


@dataclass(frozen=True)
class RedundancyRow(Row):
    """One node, and whether its neighbours are joined without it too."""

    node: object
    """The id of the partner or initiative; in a graph of something else the node."""
    mode: int
    """0 for partners, 1 for initiatives."""
    degree: int
    """How many neighbours it has: initiatives of a partner, partners of an initiative."""
    pairs: int
    """How many pairs they make."""
    pairs_elsewhere: int
    """How many of these pairs another node joins too."""
    redundancy: float | None
    """Their share, 0 to 1; ``None`` with fewer than two neighbours."""
    clustering: float | None
    """The mean, over the nodes with which it shares neighbours, of shared / of either."""
    clustering_min: float | None
    """The same of shared / of the one with fewer."""
    clustering_max: float | None
    """The same of shared / of the one with more."""
    reasons: tuple[str, ...]
    """Why a column is ``None``, such as ``redundancy:one-tie``, in the order of the columns."""
    sentence: str
    """The row in words."""

    def reason(self, column: str) -> str:
        """Return why a column is ``None``, as a short code; the empty text where it is not."""
        for entry in self.reasons:
            name, _, code = entry.partition(":")
            if name == column:
                return code
        return ""


@dataclass(frozen=True)
class Redundancy(GraphResult[RedundancyRow, GraphParameters]):
    """The nodes of both modes, and whether their neighbours are joined without them too.

    See Also
    --------
    learningcity.redundancy : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.redundancy(graph)
    >>> found.rows[0].node, found.rows[0].pairs, found.rows[0].pairs_elsewhere
    ('adult-school', 3, 0)
    """

    schema: ClassVar[str] = "learningcity/redundancy/1"
    shown: ClassVar[tuple[str, ...]] = ("node", "mode", "degree", "redundancy", "clustering")

    reading: TwoModeReading = field(repr=False, compare=False, kw_only=True)
    """The ties, for ``summary`` and ``explain``; no part of what the result says."""

    def summary(self) -> str:
        """Return how many initiatives join partners that meet nowhere else."""
        return words.redundancy_summary(self.reading, self.rows)

    def _row_type(self) -> type[Row]:
        return RedundancyRow

    def _reasons(self, index: int) -> Explanation:
        row, reading = self.rows[index], self.reading
        rows = len(reading.nodes(0))
        mode: Mode = 0 if index < rows else 1
        place = index - rows * mode
        here, there = reading.nodes(mode), reading.nodes(1 - mode)
        sides = sharing(reading.found, mode)
        own = sides.neighbours[place]
        shared = sides.shared[place]
        steps = [self._step(words.members_step(reading, row), *_references(there, own))]
        for other in sorted(node for node, n in shared.items() if n > 1):
            both = sorted(set(own).intersection(sides.neighbours[other]))
            text = words.joining_step(reading.names[here[other]], self._called(there, both))
            steps.append(self._step(text, *_references(here, [other]), *_references(there, both)))
        if row.pairs:
            alone = [
                self._called(there, pair)
                for pair in combinations(own, 2)
                if set(sides.members[pair[0]]).intersection(sides.members[pair[1]]) == {place}
            ]
            steps.append(self._step(words.pairs_step(row, alone)))
        text = words.clustering_step(reading, row, len(shared))
        steps.append(self._step(text, *_references(here, sorted(shared))))
        return Explanation(row.sentence, tuple(steps))

    def _called(self, nodes: tuple[Hashable, ...], places: Iterable[int]) -> list[str]:
        return self.reading.called(nodes[place] for place in places)


def _references(nodes: tuple[Hashable, ...], places: Iterable[int]) -> tuple[str, ...]:
    return node_references(nodes[place] for place in places)


def redundancy(graph: nx.Graph[Any]) -> Redundancy:
    """Tell of each initiative whether its partners also meet elsewhere, and of each partner too.

    It answers what would be lost without an initiative: where no two of its partners meet anywhere
    else, it alone joins them. It does not say how well they work together, nor outside the file.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns. Initiatives of
        kind ``fund`` are left out.

    Returns
    -------
    Redundancy
        A row for each node, partners first, in the order of the nodes.

    Raises
    ------
    ValueError
        The graph is directed, a multigraph, or not two-mode.

    See Also
    --------
    learningcity.two_mode_structure : the means, and what chance gives.

    Notes
    -----
    Of a node v with d ≥ 2 neighbours N(v), redundancy is r/(d (d − 1)/2), from 0 to 1, r being the
    pairs in N(v) that share another neighbour than v. With fewer it is not defined (``one-tie``,
    ``isolate``). Clustering is the mean, over the nodes u that share a neighbour with v, of the
    size of N(u) ∩ N(v) by that of N(u) ∪ N(v); the two variants divide by the size of the smaller
    and of the larger of N(u) and N(v). Without such a node it is not defined (``shares-nothing``,
    ``isolate``). networkx gives 0 for that, and for a redundancy that is not defined an error.
    Weights are not read. Cost: the sum over nodes of their degrees squared.

    References
    ----------
    The definitions of Latapy, Magnien & Del Vecchio (2008) were read in the documentation of
    ``networkx.algorithms.bipartite``.

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    >>> found = learningcity.redundancy(graph)
    >>> found.rows[-1].sentence
    'Young Mentors: no two of its 2 partners are joined elsewhere.'
    >>> found.rows[-1].redundancy
    0.0
    """
    _, reading = read_two_mode(graph)
    rows = [*_rows(reading, 0), *_rows(reading, 1)]
    parameters = GraphParameters(graph=said_of(graph))
    return Redundancy(city_of(graph), parameters, tuple(rows), reading=reading)


def _rows(reading: TwoModeReading, mode: Mode) -> list[RedundancyRow]:
    found = reading.found
    figures = {
        "redundancy": redundancies(found, mode),
        "clustering": clusterings(found, mode),
        "clustering_min": clusterings(found, mode, "min"),
        "clustering_max": clusterings(found, mode, "max"),
    }
    again = joined_again(found, mode)
    made = []
    for place, node in enumerate(reading.nodes(mode)):
        own = {name: figure[place] for name, figure in figures.items()}
        degree = len(reading.neighbours(mode)[place])
        row = RedundancyRow(
            node=label(node),
            mode=mode,
            degree=degree,
            pairs=comb(degree, 2),
            pairs_elsewhere=again[place],
            **{name: figure.value for name, figure in own.items()},
            reasons=tuple(f"{name}:{f.reason}" for name, f in own.items() if f.reason),
            sentence="",
        )
        sentence = words.redundancy_sentence(reading, row, reading.names[node])
        made.append(replace(row, sentence=sentence))
    return made
