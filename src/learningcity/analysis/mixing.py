"""Which groups of partners meet, beside what chance would make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from math import fsum
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from learningcity.analysis.explanation import Step
from learningcity.analysis.figures import (
    FigureRow,
    Figures,
    figure_row,
    null_parameters,
)
from learningcity.analysis.graph_result import city_of, names_of
from learningcity.analysis.mixing_rows import (
    Key,
    Members,
    group_rows,
    initiative_rows,
    matrix_rows,
    partner_rows,
)
from learningcity.analysis.mixing_tables import (
    MixingGroups,
    MixingInitiatives,
    MixingMatrix,
    MixingParameters,
    MixingPartners,
    ties_step,
)
from learningcity.analysis.sentences import mixing as words
from learningcity.graph.incidence import incidence, is_two_mode
from learningcity.graph.mixing import (
    ALL_GROUPS,
    Ties,
    cells_of,
    dealt,
    every_cell,
    known_ties,
    mixing_figures,
    random_mixing,
    shares_of_all,
    totals,
    wanted_groups,
)
from learningcity.graph.one_mode import groups_of, one_mode, without_funds
from learningcity.graph.order import label
from learningcity.graph.projection import Weight
from learningcity.graph.significance import NullTest, weigh
from learningcity.model.figures import Figure, round_figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["MixingTables", "SectorMixing", "sector_mixing"]


@dataclass(frozen=True, kw_only=True)
class MixingTables:
    """The tables of one result."""

    matrix: MixingMatrix
    groups: MixingGroups
    partners: MixingPartners
    initiatives: MixingInitiatives


@dataclass(frozen=True)
class SectorMixing(Figures):
    """How groups of partners mix: figures of the network, and four tables.

    See Also
    --------
    learningcity.sector_mixing : works it out.
    learningcity.MixingMatrix : the ties between each two groups.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.sector_mixing(graph, null=None)
    >>> found.figure("ei_index").value
    0.0526315789474
    >>> found.unknown_ties
    0
    """

    schema: ClassVar[str] = "learningcity/mixing/1"
    shown: ClassVar[tuple[str, ...]] = ("figure", "value", "reason", "null_mean", "z", "p")
    extra: ClassVar[tuple[str, ...]] = ("unknown_ties",)

    parameters: MixingParameters
    tables: MixingTables = field(repr=False, kw_only=True)
    """The tables as they were worked out."""
    unknown_ties: int = field(kw_only=True)
    """Ties with a partner of which the group is not known; in no figure."""

    @property
    def matrix(self) -> MixingMatrix:
        """The ties between each two groups, beside what chance makes of them."""
        return replace(self.tables.matrix, study=self.study)

    @property
    def groups(self) -> MixingGroups:
        """The ties of each group within and to others."""
        return replace(self.tables.groups, study=self.study)

    @property
    def partners(self) -> MixingPartners:
        """The ties of each partner within its group and to others."""
        return replace(self.tables.partners, study=self.study)

    @property
    def initiatives(self) -> MixingInitiatives:
        """Which groups come together in each initiative; empty for a one-mode graph."""
        return replace(self.tables.initiatives, study=self.study)

    def summary(self) -> str:
        """Return which part of the ties joins different groups, and how much is chance."""
        index = self.figure("ei_index")
        random = self.figure("ei_index_random_mixing").value
        ties = sum(row.ties for row in self.matrix.rows)
        across = sum(row.ties for row in self.matrix.rows if row.group != row.other)
        said = words.mixing_summary(
            across=across,
            within=ties - across,
            expected=None if random is None else round_figure(ties * (1 + random) / 2),
            p=index.p,
            unknown=self.unknown_ties,
            group=self.parameters.group,
            reason=index.reason,
        )
        return f"{said} {self.initiatives.summary()}" if self.initiatives.rows else said

    def _grounds(self, row: FigureRow) -> tuple[Step, ...]:
        if row.figure.startswith("all_groups"):
            return (
                Step(
                    words.all_groups_step(self.names, self.initiatives.rows, self.parameters.wanted)
                ),
            )
        if row.figure == "ei_index_random_mixing":
            return (Step(words.random_step([(g.group, g.partners) for g in self.groups.rows])),)
        known = groups_of(self.matrix.network, self.parameters.group)
        weighted = row.figure.endswith("_weighted")
        steps = [
            ties_step(
                self, self.matrix.network, lambda one, other: one in known and other in known
            ),
            Step(words.weights_step(weighted=weighted)),
        ]
        if row.figure.startswith("ei_index") and row.value is not None:
            cells = self.matrix.rows
            values = [
                (cell.group == cell.other, cell.weight if weighted else cell.ties) for cell in cells
            ]
            across = fsum(value for within, value in values if not within)
            steps.append(Step(words.ei_step(across, fsum(v for within, v in values if within))))
        return tuple(steps)


def sector_mixing(
    graph: nx.Graph[Any],
    *,
    group: str = "sector",
    weight: Weight = "newman",
    null: Literal["labels"] | None = "labels",
    samples: int = 1000,
    seed: int = 0,
) -> SectorMixing:
    r"""Return which groups of partners meet, beside what chance would make of it.

    It answers whether public, private and third-sector partners work with one another or keep to
    themselves, and which initiatives bring all three together. It cannot tell whether they should:
    a small sector has most of its ties with others whatever it does, which is why each figure
    stands beside what chance alone gives.

    Parameters
    ----------
    graph
        Any graph; a two-mode one is projected first, without initiatives of kind ``fund``, and
        only a two-mode one has initiatives to look at.
    group
        The attribute of a node that says its group. A node without it, or with ``unknown``, is of
        no known group; ``mixed`` is a group of its own.
    weight
        What the weight of a projected tie counts, as in :func:`~learningcity.partnership_graph`.
    null
        ``labels``: the known groups are dealt out anew among the partners of which they are known,
        which gives each figure a p. ``None``: nothing is dealt out; what is exact without it,
        expected ties and z, is there all the same.
    samples
        How many random ways to deal, where there are too many to list them all.
    seed
        Where the drawing starts: the same seed gives the same answer.

    Returns
    -------
    SectorMixing
        A row per figure: ``ei_index``, ``ei_index_weighted``, ``ei_index_random_mixing``,
        ``assortativity``, ``assortativity_weighted``, ``all_groups``, ``all_groups_low`` and
        ``all_groups_high``; and the tables ``matrix``, ``groups``, ``partners`` and
        ``initiatives``.

    Raises
    ------
    ValueError
        The graph is a multigraph, or a directed two-mode one; a weight in it is not a number above
        zero; `weight` is none of the three, `null` is not ``labels``, or `samples` is below 1.

    See Also
    --------
    learningcity.brokerage : who stands between partners that do not meet.

    Notes
    -----
    *E-I index*: (E − I)/(E + I), E ties across groups and I ties within, from −1 to 1; the sums
    of weights instead for ``ei_index_weighted``. Of a group, the ties of its partners count, each
    once, those within it too; of a partner, its own ties. If groups are dealt out anew, each
    keeping its size, the index of the network is on average ``ei_index_random_mixing``: pairs
    across less pairs within, as a share of all pairs of partners. It is rarely 0, so that the sign
    of an index says little.

    *Assortativity*: r = (Σ e(i, i) − Σ a(i) b(i)) / (1 − Σ a(i) b(i)), the sums over the groups i,
    e(i, j) being the share of ties from group i to j, counted both ways if they have no direction,
    and a, b its row and column sums; at most 1. It is not defined where all ties are within one
    group. Without weights it is what networkx and igraph work out, apart from ties of a node to
    itself, which do not count here.

    *Matrix*: the ties between two groups are on average their share of the pairs of partners times
    all ties. Mean and standard deviation, from which z comes, are exact: they follow from what ties
    have in common two by two. p is two-sided: twice the smaller share of ways that give as much or
    more, or as little or less; with samples (1 + b)/(1 + B). The rows are many questions at once:
    of twenty, one has a p below 0.05 by chance. So ``adjusted_p`` corrects p for all rows that
    could differ (those with a z), by Benjamini and Yekutieli: among rows with an ``adjusted_p`` of
    at most q a share of at most q is expected to be chance, however the rows depend on each other;
    and they do, as the ties add up to the same in each dealing. Sentences go by ``adjusted_p``.

    *All groups*: of initiatives that have partners; the three sectors or, where the groups are
    others, every group that there is. ``all_groups`` is of those whose partners all have one
    known sector. ``all_groups_low`` and ``all_groups_high`` are the bounds over all: partners of
    ``unknown`` or ``mixed`` sector leave open whether a missing sector is there.

    Ties of a node to itself do not count, nor do ties with a partner of unknown group, which are in
    ``unknown_ties``. In a directed graph each direction is a tie. A tie without weight has
    weight 1. Cost: `samples` times the ties.

    References
    ----------
    Help of UCINET 6, E-I index, which states the index of Krackhardt, D., and Stern, R. N. (1988).
    Informal networks and organizational crises: an experimental simulation. Social Psychology
    Quarterly 51, 123–140.
    Benjamini, Y., and Yekutieli, D. (2001), as :func:`~learningcity.graph.multiple.adjust` has it.
    Documentation of networkx, ``attribute_assortativity_coefficient``, which states the coefficient
    of Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.sector_mixing(learningcity.affiliation_graph(city))
    >>> print(found.summary())
    20 of 38 ties join partners of different sectors: no clear difference from chance (26.1 on
    average with the groups dealt out anew, p = 0.0519). None of 32 initiatives has public, private
    and third-sector partners together.
    >>> print(found.matrix.summary())
    Private and third-sector partners meet in 1 tie, no clear difference from chance (6.21 on
    average with the groups dealt out anew, p = 0.02, adjusted 0.272). Of 6 such numbers this is the
    furthest from chance.
    >>> import networkx as nx
    >>> learningcity.sector_mixing(nx.Graph()).figure("ei_index").reason
    'no-groups'
    """
    if null not in ("labels", None):
        raise ValueError(f"null: '{null}' is none of labels")
    network = one_mode(graph, weight=weight)
    ties = known_ties(network, group)
    members = _members(graph)
    wanted = wanted_groups(ties.groups)
    parameters = _parameters(
        graph,
        null=null,
        samples=samples,
        seed=seed,
        weight=weight if members is not None else None,
        group=group,
        directed=ties.directed,
        wanted=wanted,
    )
    known = groups_of(network, group)
    counted = _Counted(ties, None if members is None else _places(ties, members), wanted)
    tests = counted.compared(None if null is None else samples, seed)
    city, names = city_of(graph), names_of(graph)
    random = random_mixing(ties.sizes)
    figures = [_figure_row(name, test) for (name, cell), test in tests.items() if cell is None]
    partners = partner_rows(network, ties, known)
    return SectorMixing(
        city,
        parameters,
        (
            *figures[:2],
            FigureRow("ei_index_random_mixing", random.value, random.reason),
            *figures[2:],
        ),
        tables=MixingTables(
            matrix=MixingMatrix(city, parameters, matrix_rows(ties, tests), network=network),
            groups=MixingGroups(city, parameters, group_rows(ties, partners), network=network),
            partners=MixingPartners(city, parameters, partners, network=network, names=names),
            initiatives=MixingInitiatives(
                city,
                parameters,
                initiative_rows(members or (), known, wanted),
                network=network,
                names=names,
                members={label(key): taking for key, taking in members or ()},
            ),
        ),
        unknown_ties=ties.unknown,
        names=names,
    )


def _parameters(
    graph: nx.Graph[Any],
    *,
    null: Literal["labels"] | None,
    samples: int,
    seed: int,
    weight: Weight | None,
    group: str,
    directed: bool,
    wanted: tuple[object, ...],
) -> MixingParameters:
    base = null_parameters(graph, null=null, samples=samples, seed=seed, weight=weight, group=group)
    said = {item.name: getattr(base, item.name) for item in fields(base)}
    return MixingParameters(**{**said, "group": group}, directed=directed, wanted=wanted)


def _members(graph: nx.Graph[Any]) -> Members | None:
    """Return the initiatives that have partners, of a two-mode graph."""
    if not is_two_mode(graph):
        return None
    found = incidence(without_funds(graph))
    return tuple(
        (node, tuple(found.rows[place] for place in places))
        for node, places in zip(found.columns, found.members(), strict=True)
        if places
    )


def _places(ties: Ties, members: Members) -> tuple[tuple[int | None, ...], ...]:
    """Return the partners of each initiative by their places; ``None`` of no known group."""
    places: dict[Any, int] = {node: place for place, node in enumerate(ties.nodes)}
    return tuple(tuple(places.get(node) for node in taking) for _, taking in members)


@dataclass(frozen=True)
class _Counted:
    """What depends on who is of which group."""

    ties: Ties
    members: tuple[tuple[int | None, ...], ...] | None
    """The partners of each initiative; ``None`` of a one-mode graph."""
    wanted: Sequence[Any]

    def read(self, labels: Sequence[int]) -> dict[Key, Figure]:
        """Return the figures with some labels."""
        cells = cells_of(self.ties, labels)
        counts, weights = (totals(cells, weighted=weighted) for weighted in (False, True))
        found: dict[Key, Figure] = {}
        for cell in every_cell(self.ties):
            found["ties", cell] = Figure(counts.get(cell, 0.0))
            found["weight", cell] = Figure(weights.get(cell, 0.0))
        whole = mixing_figures(self.ties, counts, weights)
        if self.members is None:
            shares = dict.fromkeys(ALL_GROUPS, Figure(None, "one-mode-graph"))
        else:
            groups = [self.ties.groups[place] for place in labels]
            named = [
                [None if place is None else groups[place] for place in taking]
                for taking in self.members
            ]
            shares = shares_of_all(named, self.wanted)
        return found | {(name, None): figure for name, figure in (whole | shares).items()}

    def compared(self, samples: int | None, seed: int) -> dict[Key, Figure | NullTest]:
        """Return the figures, compared with so many samples unless there are to be none."""
        observed = self.read(self.ties.labels)
        if samples is None:
            return dict(observed)
        drawn, exact = dealt(self.ties.labels, self.read, samples=samples, seed=seed)
        return {
            key: weigh(figure, [each[key].value for each in drawn], null="labels", exact=exact)
            for key, figure in observed.items()
        }


def _figure_row(name: str, test: Figure | NullTest) -> FigureRow:
    if isinstance(test, NullTest):
        return figure_row(name, test)
    return FigureRow(name, test.value, test.reason)
