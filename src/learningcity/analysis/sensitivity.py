"""What the figures of a network rest on, where not everything was recorded."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.figures import row_of_figure
from learningcity.analysis.graph_result import (
    GraphParameters,
    GraphResult,
    Names,
    city_of,
    names_of,
    said_of,
)
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import sensitivity as words
from learningcity.analysis.study import Study
from learningcity.graph.cohesion import COHESION
from learningcity.graph.incidence import incidence, is_two_mode, mode_of
from learningcity.graph.mixing import mixing_kernels
from learningcity.graph.one_mode import groups_of, without_funds
from learningcity.graph.order import label
from learningcity.graph.projection import Weight, read_weight
from learningcity.graph.readings import READINGS, meetings
from learningcity.graph.resampling import LEVEL, Figures, deletions, interval, resampled
from learningcity.graph.reversal import STEPS, Reading, Recorded, fewest_additions, recorded
from learningcity.graph.significance import Kernel, OneMode
from learningcity.graph.two_mode import NESTEDNESS, TWO_MODE

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "FIGURES",
    "Sensitivity",
    "SensitivityParameters",
    "SensitivityRow",
    "sensitivity",
    "sensitivity_of",
]

TWO = "two_mode_"
"""What stands before the name of a two-mode figure that bears the name of a one-mode figure."""

ONLY_BESIDE_CHANCE = ("core_periphery", *NESTEDNESS)
"""Figures that say nothing by themselves, and are not in this analysis for that reason."""

FIGURES: Mapping[str, Kernel] = {
    name: kernel
    for name, kernel in {
        **COHESION,
        **{f"{TWO if name in COHESION else ''}{name}": kernel for name, kernel in TWO_MODE.items()},
    }.items()
    if name not in ONLY_BESIDE_CHANCE
}
"""The figures of a whole network that need no groups, by name."""


@dataclass(frozen=True)
class SensitivityRow(Row):
    """One figure of a network, and what it would be had other things been recorded."""

    figure: str
    """The name of the figure, such as ``density``."""
    value: float | None
    """The figure; ``None`` where it is not defined."""
    reason: str | None
    """Why there is none, as a short code such as ``no-ties``."""
    low: float | None
    """The lower end of the 95 per cent interval with other initiatives drawn."""
    high: float | None
    """Its upper end."""
    defined: int
    """In how many of the networks with other initiatives the figure is defined."""
    without_low: float | None
    """The lower end of the 95 per cent interval without a share of the partners."""
    without_high: float | None
    """Its upper end."""
    without_defined: int
    """In how many of the networks with fewer partners the figure is defined."""
    reading: str | None
    """What the figure says in a word, such as ``fewer``; ``None`` where it has no such reading."""
    about: tuple[object, ...]
    """The partners that the reading names, if it names any."""
    reversal_low: int | None
    """So many unrecorded memberships, at least, would change the reading; ``None`` with a reading
    where no number of them would.
    """
    reversal_high: int | None
    """So many would be enough; ``None`` where none was found, or no number would do."""
    added: tuple[tuple[object, object], ...]
    """Partner and initiative of memberships that would be enough."""
    sentence: str
    """The row in words."""


@dataclass(frozen=True, kw_only=True)
class SensitivityParameters(GraphParameters):
    """What a sensitivity analysis rests on."""

    weight: Weight
    """What the weight of a projected tie counts."""
    group: str
    """The attribute of a partner that says its group."""
    samples: int
    """How many networks are drawn, of each sort."""
    share: float
    """The share of partners that is left out."""
    seed: int
    """Where the drawing starts."""
    level: float
    """The share of the drawn values that an interval holds."""
    steps: int
    """Up to how many memberships are added one after the other."""


@dataclass(frozen=True)
class Sensitivity(GraphResult[SensitivityRow, SensitivityParameters]):
    """For each figure of a network: intervals, and how few memberships change its reading.

    See Also
    --------
    learningcity.sensitivity : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.sensitivity(graph, samples=20)
    >>> row = found.figure("partners")
    >>> row.value, row.without_low
    (18.0, 16.0)
    """

    schema: ClassVar[str] = "learningcity/sensitivity/1"
    shown: ClassVar[tuple[str, ...]] = (
        "figure",
        "value",
        "low",
        "high",
        "without_low",
        "without_high",
        "reading",
        "reversal_low",
        "reversal_high",
    )

    def summary(self) -> str:
        """Return one sentence with the readings that few memberships would change."""
        return words.sensitivity_summary(self.rows)

    def figure(self, name: str) -> SensitivityRow:
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
        return SensitivityRow

    def _reasons(self, index: int) -> Explanation:
        row, asked = self.rows[index], self.parameters
        steps = [Step(words.value_step(row))]
        if row.value is not None:
            steps += [
                Step(words.resampled_step(row, asked.samples)),
                Step(words.deleted_step(row, asked.samples, asked.share)),
            ]
        if row.reading is not None:
            steps.append(self._step(words.reading_step(row, self.names), *_references(row)))
            steps.append(self._step(words.reversal_step(row, self.names), *_added(row)))
        return Explanation(row.sentence, tuple(steps))


def _references(row: SensitivityRow) -> tuple[str, ...]:
    return tuple(f"partner:{partner}" for partner in row.about)


def _added(row: SensitivityRow) -> tuple[str, ...]:
    return tuple(
        reference
        for partner, initiative in row.added
        for reference in (f"partner:{partner}", f"initiative:{initiative}")
    )


def sensitivity(
    graph: nx.Graph[Any],
    *,
    figures: Iterable[str] | None = None,
    weight: Weight = "newman",
    group: str = "sector",
    samples: int = 200,
    share: float = 0.1,
    seed: int = 0,
) -> Sensitivity:
    """Say how far each figure of the whole network rests on what happens to be recorded.

    It answers three questions: where would the figure lie had other initiatives of the same sort
    been recorded, or fewer partners; and how few memberships that nobody recorded would make it say
    something else. It cannot tell what is missing, nor in which direction the missing things lie.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns. It is read
        without initiatives of kind ``fund``.
    figures
        Names of figures; ``None`` is all of :func:`~learningcity.network_cohesion`,
        :func:`~learningcity.two_mode_structure` and :func:`~learningcity.sector_mixing`, and which
        groups meet (``meeting:private+public`` and so on). A two-mode figure of the name of a
        one-mode figure has ``two-mode-`` before it. Those that say nothing except beside chance
        (the fit of a core, nestedness) are not among them.
    weight
        What the weight of a projected tie counts.
    group
        The attribute of a partner that says its group.
    samples
        How many networks to draw, of each sort.
    share
        The share of partners to leave out, above 0 and below 1.
    seed
        Where the drawing starts: the same seed gives the same networks, for all figures.

    Returns
    -------
    Sensitivity
        A row per figure, in that order.

    Raises
    ------
    ValueError
        The graph is not two-mode, there is no such figure, or an argument lies outside its range.

    See Also
    --------
    learningcity.network_cohesion : the figures, beside what chance alone would give.

    Notes
    -----
    *Other initiatives* (``low``, ``high``): as many initiatives as there are, drawn from them with
    replacement; an initiative drawn twice counts as two. The interval is the percentile interval:
    of B values in order those at the places ⌈0.025 B⌉ and ⌈0.975 B⌉. The initiatives of a city
    are no sample but all that is known, and a drawn network has only about 63 in 100 of them, so
    that the figure itself may lie outside: density falls, and partners seem to meet again where an
    initiative was drawn twice. Read the width, as an indication of how much hangs on few
    initiatives, and not as a test.

    *Fewer partners* (``without_low``, ``without_high``): a share of the partners, rounded, at least
    one, drawn without replacement, is left out with its memberships. All partners are equally
    likely to be left out; where the busiest ones are missing more often, the error is larger (Smith
    & Moody 2013 leave out nodes at random too, and say so).

    In some of the networks a figure may not be defined; ``defined`` counts those in which it is,
    and the interval is of these. Without initiatives, or with fewer than two partners, there are
    no such intervals.

    *Reading*: a word for what a figure says. It is exact and deliberately coarse:

    - ``components``: ``one-piece`` or ``several-pieces``.
    - ``largest_share``: ``most`` where more than half of the partners hang together, else
      ``not-most``.
    - ``degree_centralisation``: ``most-ties``, and the partners that work with most others.
    - ``ei_index``: ``more``, ``fewer`` or ``as-many`` ties across groups than equal chances for
      all pairs of partners of known group would bring, which is also the mean over all ways to
      deal out the groups anew.
    - ``meeting:A+B``: the same of the ties between two groups, or within one. Its value is the
      ties divided by those that equal chances would bring.
    - ``assortativity``: ``alike``, ``unlike`` or ``neither``, by its sign.

    All these count ties and not their weights.
    Other figures say something only beside chance, and have no reading.

    *Reversal number*: the smallest number of memberships (a partner that is known, in an initiative
    that is known) that, added, make the reading another one. All single ones are tried, and all
    pairs where that is quick; rows and columns that can be exchanged are tried once. Beyond, one
    after the other is added, up to ``steps``, each time the one that brings another reading
    nearest: an upper bound, so that ``reversal_low`` may be below ``reversal_high``. The lower
    bound of readings against equal chances counts the ties that are missing for another one, of
    which a membership brings at most as many as the largest initiative has partners. Whether all
    hang together, or most, has a formula. Which memberships are named may depend on the order of
    the ids where several do as well; the lower bound does not.

    Cost: `samples` times the figures, and partners × initiatives × partners for each reading.

    References
    ----------
    Kossinets, G. (2006). Effects of missing data in social networks. Social Networks 28, 247–268.
    (Read in its draft of 2003: networks of affiliations, of which contexts or actors are missing.)

    Smith, J. A., & Moody, J. (2013). Structural effects of network sampling coverage I: Nodes
    missing at random. Social Networks 35, 652–668. https://doi.org/10.1016/j.socnet.2013.09.003

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.sensitivity(
    ...     learningcity.affiliation_graph(city), figures=["ei_index"], samples=20
    ... )
    >>> found.rows[0].reading, found.rows[0].reversal_low, found.rows[0].reversal_high
    ('fewer', 4, 5)
    """
    return sensitivity_of(
        graph,
        _kernels(graph, group, figures),
        weight=weight,
        group=group,
        samples=samples,
        share=share,
        seed=seed,
    )


def _kernels(graph: nx.Graph[Any], group: str, figures: Iterable[str] | None) -> dict[str, Kernel]:
    """Return the figures that were asked for, all of them for ``None``, in their order."""
    every: dict[str, Kernel] = {**FIGURES, **mixing_kernels(group), **_meetings(graph, group)[0]}
    if figures is None:
        return every
    wanted = dict.fromkeys(figures)
    for name in wanted:
        if name not in every:
            raise ValueError(f"figures: '{name}' is none of {', '.join(every)}")
    return {name: kernel for name, kernel in every.items() if name in wanted}


def _meetings(graph: nx.Graph[Any], group: str) -> tuple[dict[str, OneMode], dict[str, Reading]]:
    partners = graph.subgraph(node for node, data in graph.nodes.data() if mode_of(data) == 0)
    return meetings(groups_of(partners, group).values(), group=group)


def sensitivity_of(
    graph: nx.Graph[Any],
    kernels: Mapping[str, Kernel],
    *,
    weight: Weight = "newman",
    group: str = "sector",
    samples: int = 200,
    share: float = 0.1,
    seed: int = 0,
    study: Study | None = None,
) -> Sensitivity:
    """Return the sensitivity of figures given by name, as :func:`sensitivity` does."""
    if not is_two_mode(graph) and len(graph):
        raise ValueError(
            "graph: what is not recorded are memberships: give the two-mode graph, such as "
            "affiliation_graph(city) returns"
        )
    if samples < 1:
        raise ValueError(f"samples: {samples} is below 1")
    if not 0 < share < 1:
        raise ValueError(f"share: {share} is not above 0 and below 1")
    parameters = SensitivityParameters(
        graph=said_of(graph),
        weight=read_weight(weight),
        group=group,
        samples=samples,
        share=share,
        seed=seed,
        level=float(LEVEL),
        steps=STEPS,
    )
    names = names_of(graph)
    rows = _rows(graph, kernels, parameters, names)
    return Sensitivity(city_of(graph), parameters, rows, study=study, names=names)


def _rows(
    graph: nx.Graph[Any],
    kernels: Mapping[str, Kernel],
    asked: SensitivityParameters,
    names: Names,
) -> tuple[SensitivityRow, ...]:
    figures = Figures(graph, kernels, weight=asked.weight)
    found = figures.found()
    other = figures.through(partial(resampled, samples=asked.samples, seed=asked.seed))
    fewer = figures.through(
        partial(deletions, share=asked.share, samples=asked.samples, seed=asked.seed)
    )
    start, partners, initiatives = _start(graph, asked.group)
    readings = {**READINGS, **_meetings(graph, asked.group)[1]}
    rows = []
    for name, figure in found.items():
        drawn, kept = interval(other.get(name, ())), interval(fewer.get(name, ()))
        if figure.value is None:
            drawn = kept = interval(())
        row = SensitivityRow(
            figure=name,
            value=figure.value,
            reason=figure.reason,
            low=drawn.low,
            high=drawn.high,
            defined=drawn.defined,
            without_low=kept.low,
            without_high=kept.high,
            without_defined=kept.defined,
            reading=None,
            about=(),
            reversal_low=None,
            reversal_high=None,
            added=(),
            sentence="",
        )
        reading = readings.get(name)
        if reading is not None and figure.value is not None:
            row = _read(row, reading, start, partners, initiatives)
        rows.append(replace(row, sentence=words.sensitivity_sentence(row, names)))
    return tuple(rows)


def _start(
    graph: nx.Graph[Any], group: str
) -> tuple[Recorded, Sequence[Hashable], Sequence[Hashable]]:
    """Return what was recorded as the readings see it: without funds, with groups."""
    working = without_funds(graph) if len(graph) else graph
    found = incidence(working)
    known = groups_of(working, group)
    state = recorded(found, [known.get(row) for row in found.rows])
    return state, found.rows, found.columns


def _read(
    row: SensitivityRow,
    reading: Reading,
    start: Recorded,
    partners: Sequence[Hashable],
    initiatives: Sequence[Hashable],
) -> SensitivityRow:
    """Return the row with its reading, and with what would change it."""
    said, reversal = reading.function(start), fewest_additions(start, reading)
    if said is None or reversal is None:
        return row
    return replace(
        row,
        reading=said.word,
        about=tuple(label(partners[place]) for place in said.about),
        reversal_low=reversal.low,
        reversal_high=reversal.high,
        added=tuple((label(partners[p]), label(initiatives[i])) for p, i in reversal.ties),
    )
