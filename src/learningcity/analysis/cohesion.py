"""How a partnership holds together as a whole."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from learningcity.analysis.explanation import Step
from learningcity.analysis.figures import FigureRow, Figures, figures_of, null_parameters
from learningcity.analysis.graph_result import city_of, names_of
from learningcity.analysis.sentences import cohesion as words
from learningcity.analysis.sentences.reasons import why_none
from learningcity.analysis.sentences.words import ALL
from learningcity.graph.cohesion import (
    COHESION,
    FIXED_BY_MARGINS,
    components_of,
    cut_off_by,
    cut_partners_of,
    neighbours_of,
)
from learningcity.graph.geodesics import betweenness
from learningcity.graph.incidence import is_two_mode
from learningcity.graph.one_mode import one_mode
from learningcity.graph.order import label, sort_nodes
from learningcity.graph.projection import Weight
from learningcity.graph.significance import Kernel, Null, OneMode, read_null

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["NetworkCohesion", "network_cohesion"]

_CORE = "core_periphery"


@dataclass(frozen=True)
class NetworkCohesion(Figures):
    """Figures of a whole network: size, pieces, centralisation, closeness, core.

    See Also
    --------
    learningcity.network_cohesion : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.network_cohesion(graph, null=None)
    >>> found.figure("partners").value, found.figure("components").value
    (18.0, 2.0)
    """

    schema: ClassVar[str] = "learningcity/cohesion/1"
    shown: ClassVar[tuple[str, ...]] = ("figure", "value", "reason", "null_mean", "p", "null_note")

    _named: Mapping[str, tuple[Hashable, ...]] = field(
        default_factory=dict, repr=False, compare=False, kw_only=True
    )
    """The partners that a figure rests on, for the reasons."""
    _most: Mapping[str, float] = field(
        default_factory=dict, repr=False, compare=False, kw_only=True
    )
    """How much those in the middle have of what gathers there."""

    _cut_off: tuple[tuple[Hashable, tuple[Hashable, ...]], ...] = field(
        default=(), repr=False, compare=False, kw_only=True
    )
    """Whom the loss of each cut partner would cut off from the largest rest of its group."""

    def summary(self) -> str:
        """Return in one sentence how many hang together, and on how many that rests."""
        values = {row.figure: row.value for row in self.rows}
        return words.cohesion_summary(values, self.parameters.null is not None)

    def named(self, figure: str) -> tuple[Hashable, ...]:
        """Return the partners that a figure rests on, such as those of ``cut_partners``.

        There are some for ``isolates``, ``cut_partners``, ``largest_component`` (of the first of
        that size), and the two centralisations of the one-mode graph (who is in the middle).

        Parameters
        ----------
        figure
            The name of a figure.
        """
        return self._named.get(figure, ())

    def told(self, figure: str, shown: int = ALL) -> str | None:
        """Return in words which partners a figure rests on, or ``None`` where it rests on none.

        Parameters
        ----------
        figure
            The name of a figure.
        shown
            How many partners to name; the others are counted.
        """
        named = list(map(self.names.partner, self.named(figure)))
        return words.named_step(figure, named, self._most.get(figure, 0), shown)

    def _grounds(self, row: FigureRow) -> tuple[Step, ...]:
        about = f"{words.ABOUT[row.figure]}: {words.figure_value(row.figure, row.value)}"
        why = f" ({why_none(row.reason)})" if row.reason else ""
        steps = [self._step(f"{about}{why}.")]
        named = self.named(row.figure)
        told = self.told(row.figure)
        if told is not None and row.value is not None:
            steps.append(self._step(told, *(f"partner:{name}" for name in named)))
        for name, cut_off in self._cut_off if row.figure == "cut_partners" else ():
            references = (f"partner:{one}" for one in (name, *cut_off))
            steps.append(
                self._step(
                    words.cut_off_step(
                        self.names.partner(name), list(map(self.names.partner, cut_off))
                    ),
                    *references,
                )
            )
        return tuple(steps)


def network_cohesion(
    graph: nx.Graph[Any],
    *,
    weight: Weight = "newman",
    null: Null | None = None,
    samples: int = 1000,
    seed: int = 0,
) -> NetworkCohesion:
    """Tell how a partnership holds together as a whole.

    It answers how many work with how many, in how many pieces the network is, and how far it turns
    around one partner. It cannot tell whether that is good: a dense network may be slow, and a
    centralised one may rest on one pair of shoulders or be well led.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns, which is
        projected without its funds; or a one-mode graph without directions.
    weight
        What the weight of a projected tie counts. It changes no figure here: ties count as there
        or not there.
    null
        ``margins`` compares each figure with networks in which each partner has as many initiatives
        and each initiative as many partners; it needs the two-mode graph. ``None`` compares none.
    samples
        How many such networks are drawn, where there are too many to list them all.
    seed
        Where the drawing starts.

    Returns
    -------
    NetworkCohesion
        A row for each figure: ``partners``, ``ties``, ``isolates``, ``density``, ``mean_degree``,
        ``components``, ``largest_component``, ``largest_share``, ``cut_partners``,
        ``degree_centralisation``, ``betweenness_centralisation``, ``partner_centralisation`` and
        ``initiative_centralisation`` (of a two-mode graph only), ``transitivity``,
        ``mean_distance``, ``mean_inverse_distance``, ``core_periphery``.

    Raises
    ------
    ValueError
        The graph is directed or a multigraph; `null` is ``labels``, which no figure here depends
        on, or ``margins`` with a one-mode graph; `samples` is below 1.

    See Also
    --------
    learningcity.core_periphery : who is in the core.
    learningcity.governance_form : who seems to run it.

    Notes
    -----
    n partners, isolates among them; m ties; ties of a partner to itself are left out.

    - ``density`` = 2m/(n(n − 1)), n ≥ 2. ``mean_degree`` = 2m/n.
    - ``cut_partners``: partners without whom there would be more components.
    - Centralisation = Σ (c_max − c_v) ÷ the most that it can be with n nodes: for degrees
      (n − 1)(n − 2), for raw undirected betweenness (n − 1)²(n − 2)/2; both 1 for a star, 0 where
      all are alike; n ≥ 3 (Freeman). R's igraph by default divides by another maximum, which
      allows ties of a node to itself.
    - ``partner_centralisation``: the same of the numbers of initiatives of partners, ÷ (N − 1)·I, N
      partners and I initiatives; ``initiative_centralisation`` accordingly. The
      maximum is reached where one partner is in all initiatives and nobody else in any. Over all
      small two-mode graphs it is the largest that there is. Some programs divide by (N − 1)(I − 1),
      which only a connected graph never exceeds.
    - ``transitivity`` = closed two-paths ÷ two-paths, unweighted. The projection makes each
      initiative a clique, which alone makes it high: read it beside chance. It is not defined
      without two-paths, where networkx says 0.
    - ``mean_distance``: over pairs that a path joins. ``mean_inverse_distance``: the mean of 1/d
      over all pairs, 0 where there is no path (networkx: ``global_efficiency``).
    - ``core_periphery``: see :func:`~learningcity.core_periphery`. Without `null` its row has no
      value (``untested``), because a core fits almost any network with unequal degrees.

    ``partners`` and the two-mode centralisations are the same in all networks with these margins:
    their note is ``frozen``. p is two-sided. Reasons without value: ``no-nodes``, ``one-partner``,
    ``too-few``, ``no-ties``, ``no-paths`` (of two ties), ``all-tied``, ``untested``.

    Cost: n·m for each network, some 20 ms for 140 partners with 700 ties.

    References
    ----------
    Definitions of Freeman's centralisation and of the own-mode centralisation of Borgatti and
    Everett were read in secondary sources: the manuals of UCINET and of the R packages igraph and
    netrics, https://rdrr.io/cran/netrics/man/measure_centralisation_degree.html

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(
    ...     learningcity.open_example("wolverhampton"), ever=True
    ... )
    >>> found = learningcity.network_cohesion(graph)
    >>> found.figure("components").value
    5.0
    >>> found.figure("core_periphery").reason
    'untested'
    """
    if null is not None and read_null(null) == "labels":
        raise ValueError("null: no figure here depends on groups; use 'margins'")
    single = one_mode(graph, weight=weight)
    neighbours = neighbours_of(single)
    double = is_two_mode(graph)
    parameters = null_parameters(
        graph, null=null, samples=samples, seed=seed, weight=weight if double else None
    )
    kernels = {key: it for key, it in COHESION.items() if double or isinstance(it, OneMode)}
    if null is None:
        alone = {key: it for key, it in kernels.items() if key != _CORE}
        rows = _rows(figures_of(graph, alone, weight=weight))
        rows[_CORE] = FigureRow(_CORE, None, "untested")
    elif not len(graph):
        rows = _rows(figures_of(graph, kernels, weight=weight))
    else:
        rows = _compared(graph, kernels, weight=weight, null=null, samples=samples, seed=seed)
    nodes = [label(node) for node in sort_nodes(single)]
    between = betweenness(neighbours)
    return NetworkCohesion(
        city_of(graph),
        parameters,
        tuple(rows[key] for key in kernels),
        _named=_named(nodes, neighbours, between),
        _most={
            "degree_centralisation": max(map(len, neighbours), default=0),
            "betweenness_centralisation": max(between, default=0),
        },
        _cut_off=tuple(
            (nodes[place], tuple(nodes[other] for other in cut_off_by(neighbours, place)))
            for place in cut_partners_of(neighbours)
        ),
        names=names_of(graph),
    )


def _rows(rows: Sequence[FigureRow]) -> dict[str, FigureRow]:
    return {row.figure: row for row in rows}


def _compared(
    graph: nx.Graph[Any],
    kernels: Mapping[str, Kernel],
    *,
    weight: Weight,
    null: Null,
    samples: int,
    seed: int,
) -> dict[str, FigureRow]:
    """Return the figures beside chance; of those that no shuffle changes nothing is drawn."""
    free = {key: it for key, it in kernels.items() if key not in FIXED_BY_MARGINS}
    fixed = {key: it for key, it in kernels.items() if key in FIXED_BY_MARGINS}
    tested = figures_of(graph, free, null=null, samples=samples, seed=seed, weight=weight)
    same = (
        row
        if row.value is None
        else replace(
            row,
            null_mean=row.value,
            null_sd=0.0,
            p=1.0,
            smallest_p=1.0,
            samples=1,
            null_note="frozen",
        )
        for row in figures_of(graph, fixed, weight=weight)
    )
    return _rows(tested) | _rows(tuple(same))


def _named(
    nodes: Sequence[Hashable], neighbours: Sequence[Sequence[int]], between: Sequence[float]
) -> dict[str, tuple[Hashable, ...]]:
    """Return the partners that figures rest on."""
    degrees = list(map(len, neighbours))
    components = components_of(neighbours)
    largest = max(components, key=len, default=[])
    places = {
        "isolates": [place for place, degree in enumerate(degrees) if not degree],
        "cut_partners": cut_partners_of(neighbours),
        "largest_component": largest if len(largest) > 1 else [],
        "degree_centralisation": _top(degrees),
        "betweenness_centralisation": _top(between),
    }
    return {key: tuple(nodes[place] for place in found) for key, found in places.items()}


def _top(values: Sequence[float]) -> list[int]:
    """Return the places of the largest value, none where that is 0."""
    most = max(values, default=0)
    return [place for place, value in enumerate(values) if most and value == most]
