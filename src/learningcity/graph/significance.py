"""How a figure of a network compares with what chance alone would give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args

from learningcity.graph.incidence import Incidence, incidence, is_two_mode
from learningcity.graph.nulls import Dealing, Margins, Matrix
from learningcity.graph.one_mode import check_simple, groups_of, one_mode, without_funds
from learningcity.graph.projection import Weight, weighted_pairs
from learningcity.model.figures import Figure, round_figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Alternative",
    "Kernel",
    "Null",
    "NullTest",
    "OneMode",
    "TwoMode",
    "compare_with_null",
    "effective_size",
    "observed",
    "read_null",
    "weigh",
]

Null: TypeAlias = Literal["margins", "labels"]
"""What is left to chance: who takes part in what with all counts kept, or who is of which group."""

Alternative: TypeAlias = Literal["two-sided", "greater", "less"]
"""Which figures of chance are as extreme as the one found."""

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class OneMode:
    """A figure of a one-mode graph, such as the density of who works with whom."""

    function: Callable[[nx.Graph[Any]], Figure]
    """It must not keep the graph, nor change it: one graph serves many samples. Ties of a projected
    one have ``weight`` and ``count``; of samples they do not say what is shared.
    """


@dataclass(frozen=True, slots=True)
class TwoMode:
    """A figure of who takes part in what."""

    function: Callable[[Incidence], Figure]


Kernel: TypeAlias = OneMode | TwoMode


@dataclass(frozen=True, slots=True, kw_only=True)
class NullTest:
    """A figure, and how it stands among those that chance gives."""

    null: Null
    """What was left to chance."""
    value: float | None
    """The figure found; ``None`` where it is not defined."""
    reason: str | None
    """Why there is none, as a short code."""
    mean: float | None = None
    """The mean of the figure by chance, over the samples in which it is defined."""
    sd: float | None = None
    """Its standard deviation by chance; ``None`` with fewer than two samples drawn."""
    z: float | None = None
    """The distance of the figure from the mean in standard deviations; ``None`` if these are 0."""
    p: float | None = None
    """How often chance alone gives a figure as extreme."""
    smallest_p: float | None = None
    """The smallest p that any figure could have had here."""
    samples: int | None = None
    """Over how many samples; of an exact comparison, how many graphs or labelings there are."""
    effective_samples: float | None = None
    """How many independent samples are worth as much; ``None`` where all are alike."""
    note: Literal["exact", "frozen"] | None = None
    """``exact``: all possibilities were listed. ``frozen``: there is only one."""


def read_null(null: str) -> Null:
    """Return `null`.

    Raises
    ------
    ValueError
        It is none of those that there are.
    """
    return _one_of("null", null, get_args(Null))


def _one_of(name: str, value: str, known: tuple[T, ...]) -> T:
    for one in known:
        if value == one:
            return one
    raise ValueError(f"{name}: '{value}' is none of {', '.join(known)}")


def observed(
    graph: nx.Graph[Any], kernels: Mapping[str, Kernel], *, weight: Weight = "newman"
) -> dict[str, Figure]:
    """Return the figures of a graph as it is, in the order of the kernels.

    Raises
    ------
    ValueError
        The graph is a multigraph; a figure needs a two-mode graph and this is none.
    """
    check_simple(graph)
    single = one_mode(graph, weight=weight) if _any(kernels, OneMode) else None
    double = _two_mode(graph) if _any(kernels, TwoMode) else None
    return {name: _figure(kernel, single, double) for name, kernel in kernels.items()}


def _any(kernels: Mapping[str, Kernel], sort: type[Kernel]) -> bool:
    return any(isinstance(kernel, sort) for kernel in kernels.values())


def _figure(kernel: Kernel, single: nx.Graph[Any] | None, double: Incidence | None) -> Figure:
    if isinstance(kernel, OneMode):
        assert single is not None
        return kernel.function(single)
    assert double is not None
    return kernel.function(double)


def _two_mode(graph: nx.Graph[Any]) -> Incidence:
    """Return who takes part in what, without funds: they are in no figure and in no shuffle."""
    if len(graph) and (not is_two_mode(graph) or graph.is_directed()):
        raise ValueError(
            "graph: this needs to know who takes part in what: give the two-mode graph, such as "
            "affiliation_graph(city) returns"
        )
    return incidence(without_funds(graph))


def compare_with_null(
    graph: nx.Graph[Any],
    kernels: Mapping[str, Kernel],
    *,
    null: Null = "margins",
    samples: int = 1000,
    seed: int = 0,
    weight: Weight = "newman",
    group: str = "sector",
    alternative: Alternative = "two-sided",
) -> dict[str, NullTest]:
    """Return how figures of a graph stand among those that chance gives.

    Parameters
    ----------
    graph
        For ``margins`` a two-mode graph; for ``labels`` any, and the kernels one-mode. Initiatives
        of kind ``fund`` are left out.
    kernels
        The figures, by name.
    null
        ``margins``: who takes part in what is shuffled, while each partner keeps its number of
        initiatives and each initiative its number of partners. ``labels``: the graph stays, and
        the groups that are known are dealt out anew among the nodes of which they are known.
    samples
        How many samples to draw, where there are too many possibilities to list them all.
    seed
        Where the drawing starts: the same seed gives the same samples.
    weight
        What the weight of a projected tie counts.
    group
        The attribute of a node that says its group.
    alternative
        Which figures are as extreme: ``greater``, ``less``, or ``two-sided``: twice the smaller of
        the two, at most 1.

    Raises
    ------
    ValueError
        An argument is not as said above.

    Notes
    -----
    Of samples, p = (1 + b)/(1 + B), b of the B samples being as extreme (Phipson & Smyth 2010); of
    all possibilities, p = b/N. Samples in which a figure is not defined are left out of its
    comparison. Figures are rounded before they are compared. Two-sided is twice the smaller share,
    not the share of what is as far from the mean: chance need not be symmetric. Cost: samples times
    the cost of the shuffle and of the kernels.

    References
    ----------
    Phipson, B., and Smyth, G. K. (2010). Permutation p-values should never be zero: calculating
    exact p-values when permutations are randomly drawn. Statistical Applications in Genetics and
    Molecular Biology 9, 39 (read in the abstract of arXiv:1603.05766).
    """
    read_null(null)
    _one_of("alternative", alternative, get_args(Alternative))
    if samples < 1:
        raise ValueError(f"samples: {samples} is below 1")
    found = observed(graph, kernels, weight=weight)
    drawn: dict[str, _Drawn] = {}
    if null == "labels":
        if _any(kernels, TwoMode):
            raise ValueError("null: 'labels' is for one-mode figures; use 'margins'")
        drawn = _dealt(one_mode(graph, weight=weight), kernels, group, samples, seed)
    else:
        _two_mode(graph)
        for sort in (OneMode, TwoMode):
            some = {name: kernel for name, kernel in kernels.items() if isinstance(kernel, sort)}
            if some:
                drawn |= _shuffled(graph, some, sort is OneMode, weight, samples, seed)
    return {
        name: weigh(
            figure, drawn[name].values, null=null, exact=drawn[name].exact, alternative=alternative
        )
        for name, figure in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Drawn:
    values: list[float | None]
    exact: bool


def _shuffled(
    graph: nx.Graph[Any],
    kernels: Mapping[str, Kernel],
    project: bool,
    weight: Weight,
    samples: int,
    seed: int,
) -> dict[str, _Drawn]:
    """Return the figures of graphs with the same margins, in the order of the chain."""
    margins = Margins(_two_mode(graph))
    canvas = _Canvas(one_mode(graph, weight=weight), weight) if project else None

    def figures(rows: Matrix) -> list[float | None]:
        made = margins.incidence(rows)
        single = None if canvas is None else canvas.painted(made)
        return [_figure(kernel, single, made).value for kernel in kernels.values()]

    table, exact = margins.read(figures, samples=samples, seed=seed)
    return _by_figure(kernels, table, exact=exact)


def _by_figure(
    kernels: Iterable[str], table: Sequence[Sequence[float | None]], *, exact: bool
) -> dict[str, _Drawn]:
    return {
        name: _Drawn([line[place] for line in table], exact) for place, name in enumerate(kernels)
    }


class _Canvas:
    """A one-mode graph whose ties are drawn anew for each sample, with ``weight`` and ``count``."""

    def __init__(self, graph: nx.Graph[Any], weight: Weight) -> None:
        self._graph = graph.copy()
        self._weight = weight

    def painted(self, made: Incidence) -> nx.Graph[Any]:
        graph = self._graph
        graph.clear_edges()
        rows = made.rows
        graph.add_edges_from(
            (rows[one], rows[other], {"weight": value, "count": len(shared)})
            for (one, other), value, shared in weighted_pairs(
                dict(enumerate(made.members())), self._weight
            )
        )
        return graph


def _dealt(
    graph: nx.Graph[Any], kernels: Mapping[str, Kernel], group: str, samples: int, seed: int
) -> dict[str, _Drawn]:
    """Return the figures of the graph with its groups dealt out anew."""
    known = groups_of(graph, group)
    numbers: dict[object, int] = {}
    for said in known.values():
        numbers.setdefault(said, len(numbers))
    labels = list(numbers)
    dealing = Dealing(tuple(numbers[said] for said in known.values()))
    canvas = graph.copy()

    def figures(dealt: Sequence[int]) -> list[float | None]:
        for node, label in zip(known, dealt, strict=True):
            canvas.nodes[node][group] = labels[label]
        return [_figure(kernel, canvas, None).value for kernel in kernels.values()]

    every = dealing.all()
    ways: Iterable[Sequence[int]] = dealing.draw(samples, seed) if every is None else every
    return _by_figure(kernels, list(map(figures, ways)), exact=every is not None)


def weigh(
    figure: Figure,
    drawn: Iterable[float | None],
    *,
    null: Null,
    exact: bool,
    alternative: Alternative = "two-sided",
) -> NullTest:
    """Return how a figure stands among those that chance gave.

    Parameters
    ----------
    figure
        The figure found.
    drawn
        Those by chance, in the order in which they were drawn; ``None`` where it is not defined.
    null
        What was left to chance.
    exact
        Whether `drawn` are all possibilities, once each, the one found among them.
    alternative
        Which figures are as extreme.
    """
    if figure.value is None:
        return NullTest(null=null, value=None, reason=figure.reason)
    value = figure.value
    values = [other for other in drawn if other is not None]
    size = len(values)
    above = sum(other >= value for other in values)
    below = sum(other <= value for other in values)
    extra = 0 if exact else 1
    shares = [(extra + many) / (extra + size) for many in (above, below)]
    least = [1 / (1 + size)] * 2
    if exact:
        least = [values.count(end) / size for end in (max(values), min(values))]
    mean, sd = _moments(values, exact)
    return NullTest(
        null=null,
        value=value,
        reason=None,
        mean=mean,
        sd=sd,
        z=round_figure((value - mean) / sd) if mean is not None and sd else None,
        p=round_figure(_sided(shares, alternative)),
        smallest_p=round_figure(_sided(least, alternative)),
        samples=size,
        effective_samples=_worth(values, exact, null),
        note=("frozen" if size == 1 else "exact") if exact else None,
    )


def _sided(shares: Sequence[float], alternative: Alternative) -> float:
    above, below = shares
    if alternative == "two-sided":
        return min(1.0, 2 * min(above, below))
    return above if alternative == "greater" else below


def _moments(values: Sequence[float], exact: bool) -> tuple[float | None, float | None]:
    """Return mean and standard deviation, of all possibilities or estimated from samples."""
    if not values:
        return None, None
    divisor = len(values) if exact else len(values) - 1
    if min(values) == max(values):
        return values[0], 0.0 if divisor else None
    mean = fsum(values) / len(values)
    spread = sqrt(fsum((value - mean) ** 2 for value in values) / divisor)
    return round_figure(mean), round_figure(spread)


def _worth(values: Sequence[float], exact: bool, null: Null) -> float | None:
    if exact or null == "labels":
        return float(len(values)) if values else None
    return effective_size(values)


def effective_size(chain: Sequence[float]) -> float | None:
    """Return how many independent draws tell as much about the mean as a chain does.

    Notes
    -----
    n/τ, τ = 2 Σ Γ_m / γ_0 − 1, Γ_m = γ_2m + γ_2m+1 being sums of two neighbouring autocovariances,
    taken as long as they are positive (the initial positive sequence of Geyer 1992). At most n;
    ``None`` for a chain of fewer than two draws or of equal ones. Cost: n times the lags used.

    References
    ----------
    The rule is that of Geyer (1992), read in the reference manual of Stan, "Effective sample size".
    """
    size = len(chain)
    if size < 2 or min(chain) == max(chain):
        return None
    mean = fsum(chain) / size
    off = [value - mean for value in chain]

    def covariance(lag: int) -> float:
        return fsum(one * other for one, other in zip(off, off[lag:], strict=False)) / size

    total = 0.0
    for lag in range(0, size - 1, 2):
        both = covariance(lag) + covariance(lag + 1)
        if both <= 0:
            break
        total += both
    return round_figure(size / max(1.0, 2 * total / covariance(0) - 1))
