"""Which partners and initiatives belong together: communities of a two-mode graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

from learningcity.analysis.explanation import Explanation
from learningcity.analysis.graph_result import (
    GraphParameters,
    GraphResult,
    city_of,
    names_of,
    said_of,
)
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import two_mode as words
from learningcity.analysis.tie_references import node_references
from learningcity.analysis.two_mode_reading import TwoModeReading, read_two_mode
from learningcity.graph.communities import Search, agreement, barber, search_communities
from learningcity.graph.order import label
from learningcity.model.figures import round_figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "ROUNDS",
    "Communities",
    "CommunityParameters",
    "CommunityRow",
    "barber_modularity",
    "find_communities",
]

ROUNDS = 50
"""How often each start of the search shakes what it has found, and goes on from there."""


@dataclass(frozen=True)
class CommunityRow(Row):
    """One node and its community."""

    community: int | None
    """The number of its community, 1 being the largest; ``None`` without ties."""
    node: object
    """The id of the partner or initiative; in a graph of something else the node."""
    mode: int
    """0 for partners, 1 for initiatives."""
    ties: int
    """How many ties it has."""
    ties_within: int
    """How many of these lead into its community."""
    stability: float | None
    """Over all starts, the mean share of nodes that its community there and this one have in
    common, of those of either, 0 to 1; ``None`` without ties.
    """
    reason: str | None
    """Why it is in no community: ``isolate``."""


@dataclass(frozen=True, kw_only=True)
class CommunityParameters(GraphParameters):
    """What communities rest on."""

    starts: int
    """How many starts the search had."""
    rounds: int
    """How often each shook what it had found."""
    seed: int
    """Where chance started."""


class CommunityExtras(TypedDict):
    """What the JSON form has besides rows."""

    modularity: float | None
    """Barber's modularity of the communities; ``None`` without ties."""
    communities: int
    """How many communities there are."""
    reached: int
    """How many starts ended in a modularity as large."""
    agreement: float | None
    """The mean adjusted Rand index between these communities and what each start ended in;
    ``None`` without ties.
    """


@dataclass(frozen=True)
class Communities(GraphResult[CommunityRow, CommunityParameters]):
    """The nodes by their communities, the largest first.

    See Also
    --------
    learningcity.find_communities : works it out.
    learningcity.barber_modularity : how good any division is.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.find_communities(graph)
    >>> len(found.communities), found.rows[0].community
    (6, 1)
    """

    schema: ClassVar[str] = "learningcity/communities/1"
    shown: ClassVar[tuple[str, ...]] = ("community", "node", "mode", "ties_within", "stability")

    modularity: float | None = None
    """Barber's modularity of the communities; ``None`` without ties."""
    communities: tuple[tuple[Hashable, ...], ...] = ()
    """The nodes of each community, as they are in the graph."""
    reached: int = 0
    """How many starts ended in a modularity as large."""
    agreement: float | None = None
    """The mean adjusted Rand index between these communities and what each start ended in."""
    reading: TwoModeReading = field(repr=False, compare=False, kw_only=True)
    """The ties, for ``summary`` and ``explain``; no part of what the result says."""

    def extras(self) -> CommunityExtras:
        """Return the modularity, and how sure the search is."""
        return {
            "modularity": self.modularity,
            "communities": len(self.communities),
            "reached": self.reached,
            "agreement": self.agreement,
        }

    def summary(self) -> str:
        """Return how many communities there are, how good they are, and how sure the search is."""
        rows = frozenset(self.reading.found.rows)
        sizes = [
            (inside := sum(node in rows for node in nodes), len(nodes) - inside)
            for nodes in self.communities
        ]
        return words.communities_summary(
            self.reading,
            sizes,
            self.modularity,
            starts=self.parameters.starts,
            reached=self.reached,
            agreement=self.agreement or 0.0,
        )

    def _row_type(self) -> type[Row]:
        return CommunityRow

    def _reasons(self, index: int) -> Explanation:
        row, reading = self.rows[index], self.reading
        here = [node for node in reading.nodes(row.mode) if label(node) == row.node]
        node = here[0]
        name = reading.names[node]
        if row.community is None or row.stability is None:
            step = self._step(words.no_community_step(name), *node_references([node]))
            return Explanation(name, (step,))
        members = frozenset(self.communities[row.community - 1])
        there, neighbours = reading.nodes(1 - row.mode), reading.neighbours(row.mode)
        own = [there[place] for place in neighbours[reading.nodes(row.mode).index(node)]]
        within = [other for other in own if other in members]
        degrees = map(len, reading.neighbours(1 - row.mode))
        ends = sum(n for other, n in zip(there, degrees, strict=True) if other in members)
        expected = row.ties * ends / sum(map(len, reading.found.memberships))
        starts = self.parameters.starts
        called = reading.called(within)
        return Explanation(
            name,
            (
                self._step(
                    words.community_ties_step(name, row.community, called, row.ties),
                    *node_references([node, *within]),
                ),
                self._step(words.by_chance_step(row, expected)),
                self._step(words.stability_step(row.stability, starts)),
            ),
        )


def find_communities(graph: nx.Graph[Any], *, starts: int = 20, seed: int = 0) -> Communities:
    """Find which partners and initiatives belong together more than with all the others.

    It answers along which lines the partnership falls apart into circles. It does not say that the
    circles are real: chance gives some too, and often other circles are nearly as good.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns. Initiatives of
        kind ``fund`` are left out.
    starts
        How many times the search starts. More find what is better or as good.
    seed
        Where chance starts: the same seed gives the same communities.

    Returns
    -------
    Communities
        A row for each node: by community, the one with the most nodes first, then partners before
        initiatives, then in the order of the nodes; those without ties last, in none.

    Raises
    ------
    ValueError
        The graph is directed, a multigraph, or not two-mode; `starts` is below 1.

    See Also
    --------
    learningcity.two_mode_structure : whether chance gives as much modularity.
    learningcity.barber_modularity : the modularity of communities of your own.

    Notes
    -----
    What is made as large as possible is Barber's modularity, as in
    :func:`~learningcity.barber_modularity`. Finding the largest is hard, and no search is sure to.
    This one goes the way of LPAwb+ (the nodes of each mode in turn move to the community where they
    add most, then two communities become one where that adds most, until nothing adds) from
    several starts, as DIRTLPAwb+ does (Beckett 2016): from every node of one mode alone, and from
    random labels. Unlike these it then shakes what it found, dissolving or joining some communities
    at random, goes on, and keeps what is as good or better, 50 times. In the end every community
    hangs together. Sums are whole numbers, so that what is equally good is known to be so. Where
    communities are equally good, those with the fewest are given, then those that the order of the
    nodes puts first.

    ``reached`` says how many starts found none better, and ``agreement`` how far all of them agree:
    the mean adjusted Rand index, 1 where all are the same, about 0 where they agree no more than
    chance would with communities of these sizes. ``stability`` says so by node.

    The best is found for every two-mode graph of 3 × 3, 2 × 4 and 4 × 3 nodes, and for random ones
    of 6 × 10, as the tests show by trying all. Cost: starts times about 50 ms for 137 partners and
    88 initiatives.

    References
    ----------
    Beckett, S. J. (2016). Improved community detection in weighted bipartite networks. Royal
    Society Open Science 3, 140536. https://doi.org/10.1098/rsos.140536 (abstract, and the notes of
    its code at https://github.com/sjbeckett/weighted-modularity-LPAwbPLUS).
    The adjusted Rand index is as scikit-learn documents it (``adjusted_rand_score``).

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    >>> found = learningcity.find_communities(graph)
    >>> len(found.communities), round(found.modularity, 3)
    (6, 0.573)
    """
    if starts < 1:
        raise ValueError(f"starts: {starts} is below 1")
    _, reading = read_two_mode(graph)
    found = reading.found
    search = search_communities(found, starts=starts, rounds=ROUNDS, seed=seed)
    labels = search.best.labels
    nodes = (*found.rows, *found.columns)
    communities: list[list[Hashable]] = [[] for _ in range(search.best.count)]
    for node, number in zip(nodes, labels, strict=True):
        if number >= 0:
            communities[number].append(node)
    agreeing = [agreement(labels, end.labels) for end in search.ends]
    return Communities(
        city_of(graph),
        CommunityParameters(graph=said_of(graph), starts=starts, rounds=ROUNDS, seed=seed),
        tuple(_rows(reading, search)),
        barber(found, labels).value,
        tuple(map(tuple, communities)),
        search.reached,
        round_figure(float(sum(agreeing) / len(agreeing))) if communities else None,
        reading=reading,
        names=names_of(graph),
    )


def _rows(reading: TwoModeReading, search: Search) -> list[CommunityRow]:
    rows = len(reading.nodes(0))
    labels = search.best.labels
    stability = _stability(search)
    made = []
    for place, number in enumerate(labels):
        mode = int(place >= rows)
        own = reading.neighbours(mode)[place - rows * mode]
        into = [labels[other + rows * (1 - mode)] for other in own]
        made.append(
            CommunityRow(
                community=number + 1 if own else None,
                node=label(reading.nodes(mode)[place - rows * mode]),
                mode=mode,
                ties=len(own),
                ties_within=into.count(number),
                stability=stability[place] if own else None,
                reason=None if own else "isolate",
            )
        )
    return sorted(made, key=lambda row: row.community or len(labels) + 1)


def _stability(search: Search) -> list[float]:
    """Return for each node how alike its community is in all ends of the search, on average."""
    best = _members(search.best.labels)
    ends = [(end.labels, _members(end.labels)) for end in search.ends]
    made = []
    for place, number in enumerate(search.best.labels):
        own = best[number]
        alike = []
        for labels, members in ends:
            there = members[labels[place]]
            alike.append((own & there).bit_count() / (own | there).bit_count())
        made.append(round_figure(fsum(alike) / len(alike)))
    return made


def _members(labels: Iterable[int]) -> dict[int, int]:
    """Return for each label the nodes that have it, as a number whose bits they are."""
    members: dict[int, int] = {}
    for place, number in enumerate(labels):
        members[number] = members.get(number, 0) | 1 << place
    return members


def barber_modularity(
    graph: nx.Graph[Any], communities: Iterable[Iterable[Hashable]]
) -> float | None:
    """Return Barber's modularity of communities in a two-mode graph.

    It answers whether more ties lie within communities than would if they were dealt out at random.
    It does not say whether other communities would be better.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns. Initiatives of
        kind ``fund`` are left out.
    communities
        The nodes of each community. Each node that has ties is in exactly one.

    Returns
    -------
    float or None
        The modularity, below 1; ``None`` where there are no ties.

    Raises
    ------
    ValueError
        The graph is directed, a multigraph, or not two-mode; a node is in no community or in two,
        or is not in the graph.

    See Also
    --------
    learningcity.find_communities : the communities for which it is largest.

    Notes
    -----
    Q = Σ (L/m − K·D/m²) over communities: L the ties within, K and D the sums of the degrees of
    their nodes of mode 0 and of mode 1, m all ties. Put otherwise, each two nodes of different
    modes in one community count 1/m where they are tied, less k·d/m², k and d being their degrees.
    One community of all has 0, and so has every node alone. Cost: the number of ties.

    References
    ----------
    Barber, M. J. (2007). Modularity and community detection in bipartite networks. Physical Review
    E 76, 066102. https://doi.org/10.1103/PhysRevE.76.066102 (abstract and summary).

    Examples
    --------
    >>> import networkx as nx
    >>> import learningcity
    >>> graph = nx.Graph([("a", "x"), ("b", "x"), ("c", "y")])
    >>> nx.set_node_attributes(graph, {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1}, "mode")
    >>> round(learningcity.barber_modularity(graph, [{"a", "b", "x"}, {"c", "y"}]), 3)
    0.444
    """
    left, reading = read_two_mode(graph)
    labels: dict[Hashable, int] = {}
    for number, nodes in enumerate(communities):
        for node in nodes:
            if node not in graph:
                raise ValueError(f"communities: {node!r} is no node of the graph")
            if node in labels:
                raise ValueError(f"communities: {node!r} is in more than one")
            labels[node] = number
    lacking = [node for node in left if node not in labels and left.degree(node)]
    if lacking:
        raise ValueError(f"communities: {lacking[0]!r} is in none")
    listed = [labels.get(node) for node in (*reading.found.rows, *reading.found.columns)]
    return barber(reading.found, listed).value
