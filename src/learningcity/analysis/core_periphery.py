"""Who is in the core of a partnership, and whether chance gives as good a core."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.figures import FigureRow, figure_row, null_test
from learningcity.analysis.graph_result import (
    GraphParameters,
    GraphResult,
    city_of,
    names_of,
    said_of,
)
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import cohesion as words
from learningcity.analysis.sentences.nulls import pool_words, standing_words
from learningcity.analysis.sentences.reasons import why_none
from learningcity.graph.cohesion import COHESION, neighbours_of
from learningcity.graph.core import Core, best_cores, best_fit
from learningcity.graph.incidence import is_two_mode
from learningcity.graph.one_mode import one_mode
from learningcity.graph.order import label, sort_nodes
from learningcity.graph.rewiring import Degrees
from learningcity.graph.significance import NullTest, OneMode, compare_with_null, weigh
from learningcity.model.figures import round_figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["CoreParameters", "CorePeriphery", "CoreRow", "core_periphery"]

CoreNull: TypeAlias = Literal["margins", "degrees"]
"""What stays when the rest is left to chance."""

_Together: TypeAlias = tuple[object, tuple[object, ...]]

_FIGURE = "core_periphery"


@dataclass(frozen=True)
class CoreRow(Row):
    """Whether one partner is in the core."""

    partner: object
    """The partner."""
    in_core: bool | None
    """Whether it is in the core; ``None`` where it is in some of several best cores only, these are
    too many to list, or no core is defined.
    """
    core_share: float | None
    """The share of the best cores that hold it, 0 to 1; ``None`` where these are not defined or too
    many to list.
    """
    ties: int
    """With how many others it works."""


@dataclass(frozen=True, kw_only=True)
class CoreParameters(GraphParameters):
    """What a core rests on."""

    null: CoreNull
    """``margins``: initiatives of each partner and partners of each initiative stay. ``degrees``:
    with how many each works stays; used where only a one-mode graph is given.
    """
    samples: int
    """How many samples were asked for; none are drawn where all possibilities are listed."""
    seed: int
    """Where the drawing started."""


@dataclass(frozen=True)
class CorePeriphery(GraphResult[CoreRow, CoreParameters]):
    """Who is in the core: core first, then doubtful, then the others, most ties first.

    See Also
    --------
    learningcity.core_periphery : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.core_periphery(graph, samples=50)
    >>> len(found.members()), len(found), found.proven
    (8, 18, True)
    """

    schema: ClassVar[str] = "learningcity/core-periphery/1"
    shown: ClassVar[tuple[str, ...]] = ("partner", "in_core", "core_share", "ties")
    extra: ClassVar[tuple[str, ...]] = (
        "fit",
        "proven",
        "cores",
        "complete",
        "core_density",
        "between_density",
        "periphery_density",
    )

    fit: FigureRow
    """The correlation of the ties with the pattern of the best core, beside that by chance."""
    proven: bool | None
    """Whether no core has a higher correlation; ``None`` where there is none."""
    cores: int
    """How many cores have it, as far as they were listed."""
    complete: bool
    """Whether all of them were listed."""
    core_density: float | None
    """The share of pairs inside the core with a tie; ``None`` without a single core of two."""
    between_density: float | None
    """The share of pairs of one in the core and one outside; ``None`` without a single core."""
    periphery_density: float | None
    """The share of pairs outside the core."""
    _together: tuple[tuple[_Together, ...], ...] = field(repr=False, compare=False)
    """For each row, with whom of the core it works in what, for the reasons."""

    def members(self) -> tuple[object, ...]:
        """Return the partners that are in every best core, as far as these were found."""
        return tuple(row.partner for row in self.rows if row.in_core)

    def summary(self) -> str:
        """Return how many are in the core, and whether chance gives as good a fit."""
        fit = self.fit
        return words.core_summary(
            len(self.members()),
            len(self.rows),
            null_test(fit, "margins"),
            kept=self.parameters.null,
            proven=bool(self.proven),
        )

    def _row_type(self) -> type[Row]:
        return CoreRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        together = self._together[index]
        references = [f"partner:{row.partner}", *(f"partner:{one}" for one, _ in together)]
        references += [f"initiative:{one}" for _, shared in together for one in shared]
        called = [
            (self.names.partner(one), list(map(self.names.initiative, shared)))
            for one, shared in together
        ]
        name = self.names.partner(row.partner)
        told = words.core_partner_step(name, row.ties, called)
        steps = [self._step(told, *dict.fromkeys(references))]
        if self.fit.value is None:
            steps.append(Step(f"{why_none(self.fit.reason or 'no-nodes')}.".capitalize()))
        else:
            steps += map(Step, self._fit_sentences(row, self.fit.value))
        return Explanation(name, tuple(steps))

    def _fit_sentences(self, row: CoreRow, fit: float) -> Iterator[str]:
        yield words.core_search_step(fit, bool(self.proven))
        yield words.core_size_step(row.core_share, self.cores, self.complete)
        kept = words.CORE_KEPT[self.parameters.null]
        # the sentences about how many there were are the same for both sorts of chance
        test = null_test(self.fit, "margins")
        yield f"Left to chance: {kept}; {pool_words(test)}."
        yield f"{standing_words(test).capitalize()}. {words.CORE_CAUTION}"


def core_periphery(graph: nx.Graph[Any], *, samples: int = 1000, seed: int = 0) -> CorePeriphery:
    """Tell who is in the core of a partnership, and whether chance gives as good a core.

    It answers which partners work with each other and with those that otherwise stand at the edge.
    It cannot tell whether they lead: a core is where ties gather, and partners with many ties are
    always in it.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns, which is
        projected without its funds; or a one-mode graph without directions.
    samples
        How many networks by chance are drawn, where there are too many to list them all.
    seed
        Where the drawing starts.

    Returns
    -------
    CorePeriphery
        A row for each partner, and the fit of the core with its test.

    Raises
    ------
    ValueError
        The graph is directed or a multigraph; `samples` is below 1.

    See Also
    --------
    learningcity.network_cohesion : the other figures of the whole network.

    Notes
    -----
    The discrete model of Borgatti and Everett: the core is the set of partners that maximises the
    correlation, over all pairs, of the ties (there or not) with a pattern that has a tie wherever
    one of the two is in the core. With N pairs, m ties, K pairs of the pattern and h ties that
    touch the core it is (hN − mK)/√(m(N − m)K(N − K)), at most 1; 1 only if the pattern is the
    network. Weights do not count. Some programs leave pairs of one inside and one outside the core
    out, which finds other cores.

    Not defined (``no-nodes``, ``one-partner``, ``too-few``, ``no-ties``, ``all-tied``) below three
    partners, and where no pair or each pair has a tie.

    The search is exact: greedy first, then branch and bound over all cores; what the ties of the
    next partners can add at most bounds it. ``proven`` says whether it came to its end. If not, the
    best core of several climbs is given, and may depend on the names of the partners. Where several
    cores are the best, ``core_share`` says how many of them hold a partner.

    The test compares the best fit with the best fits of networks by chance, found by the same
    search. One core and its periphery are mostly what unequal degrees make by themselves (Kojaku
    and Masuda 2018), so that the fit alone says nothing. p is two-sided.

    Cost: some 2 ms for each network of 140 partners with 500 ties; at most 2,000 steps for each.

    References
    ----------
    Kojaku, S. and Masuda, N. (2018). Core-periphery structure requires something else in the
    network. New Journal of Physics 20, 043012 (the abstract).
    https://doi.org/10.1088/1367-2630/aab547

    The model of Borgatti and Everett was read in the documentation of the R packages netUtils and
    manynet, https://search.r-project.org/CRAN/refmans/netUtils/html/core_periphery.html

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    >>> found = learningcity.core_periphery(graph, samples=99)
    >>> found.proven
    True
    >>> len(found.members()) < len(found.rows)
    True
    """
    if samples < 1:
        raise ValueError(f"samples: {samples} is below 1")
    single = one_mode(graph)
    neighbours = neighbours_of(single)
    null: CoreNull = "margins" if is_two_mode(graph) else "degrees"
    test = (
        _in_two_modes(graph, samples, seed)
        if null == "margins"
        else _in_one_mode(single, neighbours, samples, seed)
    )
    core = best_cores(neighbours)
    inside, between, outside = _densities(core, neighbours)
    nodes = sort_nodes(single)
    shares = _shares(core, len(nodes))
    sure = [node for node, share in zip(nodes, shares, strict=True) if share == 1]
    rows = [
        (_row(node, share, len(others)), tuple(_with_core(single, node, sure)))
        for node, share, others in zip(nodes, shares, neighbours, strict=True)
    ]
    rows.sort(key=lambda row: _place(row[0]))
    return CorePeriphery(
        city_of(graph),
        CoreParameters(graph=said_of(graph), null=null, samples=samples, seed=seed),
        tuple(row for row, _ in rows),
        fit=figure_row(_FIGURE, test),
        proven=None if core is None else core.proven,
        cores=0 if core is None else len(core.cores),
        complete=core is None or core.complete,
        core_density=inside,
        between_density=between,
        periphery_density=outside,
        _together=tuple(together for _, together in rows),
        names=names_of(graph),
    )


def _with_core(graph: nx.Graph[Any], node: object, core: Sequence[object]) -> Iterator[_Together]:
    """Yield with whom of the core a partner works, and in what as far as the graph says."""
    for other in core:
        if graph.has_edge(node, other):
            tie = graph.edges[node, other]
            yield label(other), tuple(map(label, tie.get("shared", tie.get("initiatives", ()))))


def _in_two_modes(graph: nx.Graph[Any], samples: int, seed: int) -> NullTest:
    kernels = {_FIGURE: COHESION[_FIGURE]}
    return compare_with_null(graph, kernels, samples=samples, seed=seed)[_FIGURE]


def _in_one_mode(
    graph: nx.Graph[Any], neighbours: Sequence[Sequence[int]], samples: int, seed: int
) -> NullTest:
    """Return how the fit stands among those of networks with the same degrees."""
    kernel = COHESION[_FIGURE]
    assert isinstance(kernel, OneMode)
    figure = kernel.function(graph)
    degrees = Degrees(neighbours)
    every = degrees.all() if figure.value is not None else ()
    drawn = degrees.draw(samples, seed) if every is None else every
    fits = (best_fit(one) for one in drawn)
    values = [fit[0] for fit in fits if fit is not None]
    return weigh(figure, values, null="margins", exact=every is not None)


def _shares(core: Core | None, nodes: int) -> list[float | None]:
    """Return for each node the share of the best cores that hold it."""
    if core is None or (core.proven and not core.complete):
        return [None] * nodes
    held = [sum(node in one for one in core.cores) for node in range(nodes)]
    return [round_figure(many / len(core.cores)) for many in held]


def _row(node: object, share: float | None, ties: int) -> CoreRow:
    in_core = bool(share) if share in (0, 1) else None
    return CoreRow(label(node), in_core, share, ties)


def _place(row: CoreRow) -> tuple[int, float, int]:
    """Return where a row stands: the core first, then the doubtful; most ties first."""
    return {True: 0, None: 1, False: 2}[row.in_core], -(row.core_share or 0), -row.ties


def _densities(
    core: Core | None, neighbours: Sequence[Sequence[int]]
) -> tuple[float | None, float | None, float | None]:
    """Return the densities inside the core, between, and outside, where there is one core."""
    if core is None or len(core.cores) != 1 or (core.proven and not core.complete):
        return None, None, None
    inside = frozenset(core.cores[0])
    outside = len(neighbours) - len(inside)
    ties = [0, 0, 0]
    for node, others in enumerate(neighbours):
        for other in others:
            ties[(node in inside) + (other in inside)] += 1
    pairs = [outside * (outside - 1), 2 * outside * len(inside), len(inside) * (len(inside) - 1)]
    apart, between, within = (
        round_figure(many / of) if of else None for many, of in zip(ties, pairs, strict=True)
    )
    return within, between, apart
