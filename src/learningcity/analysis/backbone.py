"""Which partners meet more often than chance explains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.graph_result import (
    GraphParameters,
    GraphResult,
    city_of,
    names_of,
    said_of,
)
from learningcity.analysis.result import FrozenMap, Row
from learningcity.analysis.sentences import backbone as words
from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.meeting import MeetingNull, Meetings, meetings, read_meeting_null
from learningcity.graph.multiple import Correction, adjust, fewest_found, read_correction
from learningcity.graph.nulls import EXACT_UP_TO, TRADES_PER_ROW
from learningcity.graph.one_mode import without_funds
from learningcity.graph.order import label
from learningcity.model.figures import round_figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Backbone", "BackboneParameters", "BackboneRow", "Pool", "backbone"]


@dataclass(frozen=True)
class BackboneRow(Row):
    """Two partners that meet, and how often they would by chance."""

    partners: tuple[object, object]
    """The two, in the order of the nodes."""
    together: int
    """In how many initiatives they meet."""
    initiatives: tuple[object, ...]
    """Which these are."""
    expected: float
    """In how many they would meet by chance, on average."""
    p: float
    """How often they would meet as often or more by chance."""
    smallest_p: float
    """The smallest p that these two could have had."""
    adjusted_p: float
    """p adjusted for all pairs that were looked at."""
    effective_samples: float | None
    """How many independent samples are worth as much; ``None`` where nothing was drawn, or where
    all samples are alike.
    """
    in_backbone: bool
    """Whether the adjusted p is at most the level."""


@dataclass(frozen=True, kw_only=True)
class BackboneParameters(GraphParameters):
    """What the backbone rests on."""

    null: MeetingNull
    """What stays by chance: the counts of partners and initiatives, or those of partners only."""
    level: float
    """Up to which adjusted p a pair is in the backbone."""
    correction: Correction
    """How p is adjusted for many pairs."""
    samples: int | None
    """How many samples were asked for; ``None`` where a formula serves."""
    seed: int | None
    """Where the drawing started."""
    exact_up_to: int | None
    """Up to how many possible graphs all are listed, and none drawn; fewer with more than 45
    partners that can change.
    """
    trades_per_row: int | None
    """Trades between two samples, for each partner whose initiatives can change."""


@dataclass(frozen=True, kw_only=True)
class Pool:
    """What the pairs were compared with, and what it can tell."""

    tests: int
    """Pairs that were looked at: all of two partners with an initiative each."""
    possibilities: int | None
    """Graphs drawn, or all there are; ``None`` where a formula serves."""
    note: Literal["exact", "frozen"] | None
    """``exact``: nothing was drawn. ``frozen``: no other graph has the same counts."""
    smallest_p: float
    """The smallest p that any pair that meets could have had."""
    fewest: int | None
    """So many pairs must reach their smallest p before any can be in the backbone; ``None`` where
    none ever can.
    """


@dataclass(frozen=True)
class Backbone(GraphResult[BackboneRow, BackboneParameters]):
    """Pairs of partners by how far beyond chance they meet, the rarest by chance first.

    See Also
    --------
    learningcity.backbone : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.backbone(graph, samples=200)
    >>> found.pool.tests, len(found)
    (136, 38)
    >>> found.to_graph().number_of_edges()
    0
    """

    schema: ClassVar[str] = "learningcity/backbone/1"
    shown: ClassVar[tuple[str, ...]] = (
        "partners",
        "together",
        "expected",
        "p",
        "adjusted_p",
        "in_backbone",
    )
    extra: ClassVar[tuple[str, ...]] = (
        "pool.tests",
        "pool.possibilities",
        "pool.note",
        "pool.smallest_p",
        "pool.fewest",
    )

    pool: Pool = field(kw_only=True)
    """What the pairs were compared with."""
    nodes: tuple[tuple[object, FrozenMap[object]], ...] = field(
        repr=False, compare=False, kw_only=True
    )
    """All partners with what the graph says of them, for :meth:`to_graph`."""

    def summary(self) -> str:
        """Return one honest sentence."""
        return words.backbone_summary(self.rows, self.pool, self.parameters)

    def to_graph(self) -> nx.Graph[Any]:
        """Return the backbone: all partners, and ties between those in it.

        Nodes are named as in the rows, with the attributes of the graph that was given; ties have
        ``together``, ``expected``, ``p``, ``adjusted_p`` and ``initiatives``.
        """
        import networkx as nx

        graph: nx.Graph[Any] = nx.Graph()
        for node, data in self.nodes:
            graph.add_node(node, **data)
        places = {node: place for place, (node, _) in enumerate(self.nodes)}
        found = [row for row in self.rows if row.in_backbone]
        for row in sorted(found, key=lambda row: [places[node] for node in row.partners]):
            graph.add_edge(
                *row.partners,
                together=row.together,
                expected=row.expected,
                p=row.p,
                adjusted_p=row.adjusted_p,
                initiatives=row.initiatives,
            )
        return graph

    def _row_type(self) -> type[Row]:
        return BackboneRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        one, other = row.partners
        both = (f"partner:{one}", f"partner:{other}")
        where = (f"initiative:{key}" for key in row.initiatives)
        who = f"{self.names.partner(one)} and {self.names.partner(other)}"
        joint = [self.names.initiative(key) for key in row.initiatives]
        return Explanation(
            who,
            (
                self._step(words.meeting_sentence(who, joint), *both, *where),
                Step(words.null_sentence(self.parameters.null, self.pool)),
                Step(words.chance_sentence(row)),
                Step(words.correction_sentence(row, self.pool, self.parameters)),
            ),
        )


def backbone(
    graph: nx.Graph[Any],
    *,
    null: MeetingNull = "margins",
    samples: int = 1000,
    seed: int = 0,
    level: float = 0.05,
    correction: Correction = "bh",
) -> Backbone:
    """Find the pairs of partners that meet more often than chance explains.

    A partner with many initiatives meets many others without wanting to. This says which pairs
    meet more often than their numbers alone would bring about. It cannot say why they do, nor that
    the others do not matter: where there are few initiatives, no pair can stand out at all, and
    the summary says so.

    Parameters
    ----------
    graph
        The two-mode graph of who takes part in what, such as
        :func:`~learningcity.affiliation_graph` returns. Initiatives of kind ``fund`` are left out;
        for working ties, leave out the role ``funder`` when you make the graph.
    null
        ``margins``: each partner keeps its number of initiatives, and each initiative its number of
        partners. ``rows``: only the partners keep theirs, and take part in any initiative that
        has someone.
    samples
        How many random graphs to draw, where ``margins`` leaves too many to list them all.
    seed
        Where the drawing starts: the same seed gives the same answer.
    level
        Up to which adjusted p a pair is in the backbone.
    correction
        How p is adjusted for the number of pairs: ``bh``, ``by`` or ``none``, as in
        :func:`~learningcity.graph.multiple.adjust`.

    Returns
    -------
    Backbone
        A row per pair that meets, by adjusted p, then p, then how often they meet (most first),
        then in the order of the nodes.

    Raises
    ------
    ValueError
        The graph is not two-mode, directed or a multigraph; `null` or `correction` is not one of
        those named; `samples` is below 1; `level` is not between 0 and 1.

    See Also
    --------
    learningcity.partnership_graph : all pairs that meet, whatever chance says.

    Notes
    -----
    p is the chance of meeting as often or more, one-sided: (1 + b)/(1 + B) of B samples, b of them
    as extreme; b/N where all N graphs with these margins are listed (up to 10,000); with ``rows``
    the upper tail of the hypergeometric law in whole numbers. All pairs of two partners that have
    an initiative each are counted as tests, those that never meet with p = 1: leaving these out
    after looking at the data would make the rest look rarer than they are. The R package
    *backbone* leaves them out unless told otherwise (``missing_as_zero``).

    Samples of ``margins`` are trades of initiatives between partners, five for each partner
    that can change, as in :class:`~learningcity.graph.nulls.Margins`; p holds however slowly these
    mix. Margins that admit one graph only are ``frozen``: p is 1. With ``rows``, an initiative may
    get any number of partners, so that large initiatives look like a sign of closeness; prefer
    ``margins``. Cost: `samples` times the pairs that meet.

    References
    ----------
    Godard, K., and Neal, Z. P. (2022). fastball: a fast algorithm to randomly sample bipartite
    graphs with fixed degree sequences. Journal of Complex Networks 10, cnac049 (read in its
    abstract).
    Documentation of the R package backbone 3.0.3, ``backbone_from_projection``, which names the
    null models (models ``fdsm`` and ``fixedrow``) and their sources.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> found = learningcity.backbone(learningcity.affiliation_graph(city), null="rows")
    >>> len(found.rows), found.to_graph().number_of_edges()
    (509, 0)
    >>> found.rows[0].partners, found.rows[0].together, found.rows[0].adjusted_p > 0.05
    (('sandwell-council', 'walsall-council'), 3, True)
    """
    read_meeting_null(null)
    read_correction(correction)
    if samples < 1:
        raise ValueError(f"samples: {samples} is below 1")
    if not 0 <= level <= 1:
        raise ValueError(f"level: {level} is not between 0 and 1")
    found = incidence(without_funds(graph))
    met = meetings(found, null=null, samples=samples, seed=seed)
    drawn = null == "margins"
    return Backbone(
        city_of(graph),
        BackboneParameters(
            graph=said_of(graph),
            null=null,
            level=level,
            correction=correction,
            samples=samples if drawn else None,
            seed=seed if drawn else None,
            exact_up_to=EXACT_UP_TO if drawn else None,
            trades_per_row=TRADES_PER_ROW if drawn else None,
        ),
        _rows(found, met, level, correction),
        pool=_pool(met, level, correction),
        nodes=tuple(
            (label(node), FrozenMap({str(key): value for key, value in graph.nodes[node].items()}))
            for node in found.rows
        ),
        names=names_of(graph),
    )


def _rows(
    found: Incidence, met: Meetings, level: float, correction: Correction
) -> tuple[BackboneRow, ...]:
    adjusted = adjust([pair.p for pair in met.pairs], correction=correction, tests=met.tests)
    rows = [
        BackboneRow(
            partners=(label(found.rows[pair.rows[0]]), label(found.rows[pair.rows[1]])),
            together=len(pair.shared),
            initiatives=tuple(label(found.columns[place]) for place in pair.shared),
            expected=pair.expected,
            p=pair.p,
            smallest_p=pair.smallest_p,
            adjusted_p=after,
            effective_samples=pair.effective_samples,
            in_backbone=after <= round_figure(level),
        )
        for pair, after in zip(met.pairs, adjusted, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: (row.adjusted_p, row.p, -row.together)))


def _pool(met: Meetings, level: float, correction: Correction) -> Pool:
    least = sorted(pair.smallest_p for pair in met.pairs)
    return Pool(
        tests=met.tests,
        possibilities=met.possibilities,
        note=met.note,
        smallest_p=least[0] if least else 1.0,
        fewest=fewest_found(least, level, correction=correction, tests=met.tests),
    )
