"""Figures of a whole network, alone or beside what chance alone would give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.graph_result import GraphParameters, GraphResult, said_of
from learningcity.analysis.result import Row
from learningcity.analysis.sentences.nulls import null_sentences
from learningcity.analysis.sentences.reasons import figure_step
from learningcity.graph.nulls import EXACT_UP_TO, TRADES_PER_ROW
from learningcity.graph.projection import Weight, read_weight
from learningcity.graph.significance import (
    Alternative,
    Kernel,
    Null,
    NullTest,
    compare_with_null,
    observed,
    read_null,
)

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "FigureRow",
    "Figures",
    "NullParameters",
    "figure_row",
    "figures_of",
    "null_parameters",
    "null_test",
    "row_of_figure",
]


@dataclass(frozen=True)
class FigureRow(Row):
    """One figure of a network, and how it stands among those that chance gives."""

    figure: str
    """The name of the figure, such as ``density``."""
    value: float | None
    """The figure; ``None`` where it is not defined."""
    reason: str | None = None
    """Why there is none, as a short code such as ``no-ties``."""
    null_mean: float | None = None
    """The mean of the figure by chance; ``None`` where no comparison was asked for."""
    null_sd: float | None = None
    """Its standard deviation by chance."""
    z: float | None = None
    """The distance from the mean in standard deviations; ``None`` where these are 0."""
    p: float | None = None
    """How often chance alone gives a figure as extreme."""
    smallest_p: float | None = None
    """The smallest p that any figure could have had here."""
    samples: int | None = None
    """Over how many samples it was compared; if exact, how many possibilities there are."""
    effective_samples: float | None = None
    """How many independent samples are worth as much; ``None`` where all are alike."""
    null_note: Literal["exact", "frozen"] | None = None
    """``exact``: all possibilities were listed. ``frozen``: there is only one."""


@dataclass(frozen=True, kw_only=True)
class NullParameters(GraphParameters):
    """What figures of a network rest on; all but `weight` is ``None`` without a comparison."""

    weight: Weight | None
    """What the weight of a projected tie counts; ``None`` where nothing is projected."""
    null: Null | None
    """What was left to chance."""
    samples: int | None
    """How many samples were asked for; none are drawn where all possibilities are listed."""
    seed: int | None
    """Where the drawing started."""
    group: str | None
    """The attribute whose values were dealt out; ``None`` where none were."""
    alternative: Alternative | None
    """Which figures are as extreme."""
    exact_up_to: int | None
    """Up to how many possibilities all are listed; fewer with more than 45 rows that can change."""
    trades_per_row: int | None
    """Trades between two samples for each row that can change; ``None`` where labels were dealt."""


def null_parameters(
    graph: nx.Graph[Any],
    *,
    null: Null | None,
    samples: int,
    seed: int,
    weight: Weight | None = "newman",
    group: str = "sector",
    alternative: Alternative = "two-sided",
) -> NullParameters:
    """Return the parameters of figures, from the arguments of their question.

    Raises
    ------
    ValueError
        `null`, `weight` or `samples` is not one of those that there are.
    """
    if weight is not None:
        read_weight(weight)
    if null is not None:
        read_null(null)
    if samples < 1:
        raise ValueError(f"samples: {samples} is below 1")
    return NullParameters(
        graph=said_of(graph),
        weight=weight,
        null=null,
        samples=None if null is None else samples,
        seed=None if null is None else seed,
        group=group if null == "labels" else None,
        alternative=None if null is None else alternative,
        exact_up_to=None if null is None else EXACT_UP_TO,
        trades_per_row=TRADES_PER_ROW if null == "margins" else None,
    )


def figures_of(
    graph: nx.Graph[Any],
    kernels: Mapping[str, Kernel],
    *,
    null: Null | None = None,
    samples: int = 1000,
    seed: int = 0,
    weight: Weight = "newman",
    group: str = "sector",
    alternative: Alternative = "two-sided",
) -> tuple[FigureRow, ...]:
    """Return figures of a graph as rows, in the order of the kernels.

    The arguments are those of :func:`~learningcity.graph.significance.compare_with_null`; without
    `null` nothing is compared.

    Raises
    ------
    ValueError
        An argument is not as said there.
    """
    if null is None:
        found = observed(graph, kernels, weight=weight)
        return tuple(FigureRow(name, each.value, each.reason) for name, each in found.items())
    tests = compare_with_null(
        graph,
        kernels,
        null=null,
        samples=samples,
        seed=seed,
        weight=weight,
        group=group,
        alternative=alternative,
    )
    return tuple(figure_row(name, test) for name, test in tests.items())


def figure_row(name: str, test: NullTest) -> FigureRow:
    """Return the row of a figure that was compared with chance."""
    return FigureRow(
        figure=name,
        value=test.value,
        reason=test.reason,
        null_mean=test.mean,
        null_sd=test.sd,
        z=test.z,
        p=test.p,
        smallest_p=test.smallest_p,
        samples=test.samples,
        effective_samples=test.effective_samples,
        null_note=test.note,
    )


class _OfFigure(Protocol):
    @property
    def figure(self) -> str: ...


F = TypeVar("F", bound=_OfFigure)


def row_of_figure(rows: Iterable[F], name: str) -> F:
    """Return the row of a figure.

    Raises
    ------
    ValueError
        There is none among `rows`.
    """
    found = {row.figure: row for row in rows}
    if name not in found:
        raise ValueError(f"figure: '{name}' is none of {', '.join(found)}")
    return found[name]


@dataclass(frozen=True)
class Figures(GraphResult[FigureRow, NullParameters]):
    """Figures of a whole network, one a row."""

    def figure(self, name: str) -> FigureRow:
        """Return the row of a figure.

        Parameters
        ----------
        name
            The name of the figure, as in the first column.

        Raises
        ------
        ValueError
            There is no such figure here.
        """
        return row_of_figure(self.rows, name)

    def _row_type(self) -> type[Row]:
        return FigureRow

    def _grounds(self, row: FigureRow) -> tuple[Step, ...]:
        """Return the steps from the ties to a figure; each question has its own."""
        return ()

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        steps = (*self._grounds(row), Step(figure_step(row.figure, row.value, row.reason)))
        if self.parameters.null is not None and row.samples is not None:
            test = null_test(row, self.parameters.null)
            steps = (*steps, *map(Step, null_sentences(test)))
        return Explanation(row.figure, steps)


def null_test(row: FigureRow, null: Null) -> NullTest:
    """Return the comparison with chance that a row holds."""
    return NullTest(
        null=null,
        value=row.value,
        reason=row.reason,
        mean=row.null_mean,
        sd=row.null_sd,
        z=row.z,
        p=row.p,
        smallest_p=row.smallest_p,
        samples=row.samples,
        effective_samples=row.effective_samples,
        note=row.null_note,
    )
