"""Who holds the partnership together: the answers in plain words, and the tables behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import comb
from typing import TYPE_CHECKING, Any, ClassVar

from learningcity.analysis.backbone import Backbone, backbone
from learningcity.analysis.breaking import BreakingSets, breaking_sets_of
from learningcity.analysis.explanation import Explanation, Step, grounded
from learningcity.analysis.figures import FigureRow, figures_of
from learningcity.analysis.mixing import SectorMixing, sector_mixing
from learningcity.analysis.mixing_tables import MixingRow
from learningcity.analysis.positions import PositionRow, Positions, partner_positions
from learningcity.analysis.resilience import Resilience, resilience_of
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sensitivity import sensitivity
from learningcity.analysis.sentences import partnership_overview as words
from learningcity.analysis.sentences.mixing import UNUSUAL
from learningcity.analysis.study import Study
from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.betweenness import Engine, read_engine
from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.one_mode import one_mode, without_funds
from learningcity.graph.order import label
from learningcity.graph.projection import Weight, joint_ties, read_weight
from learningcity.graph.two_mode import TWO_MODE
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY, Running
from learningcity.model.vocabulary import WORKING_ROLES

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "AnswerFigure",
    "AnswerRow",
    "OverviewParameters",
    "PartnershipOverview",
    "network_overview",
    "network_overview_of",
]


@dataclass(frozen=True)
class AnswerFigure(Row):
    """A figure on which an answer rests."""

    name: str
    """What it is, such as ``degree`` of the first subject."""
    value: float | None
    """The figure; ``None`` where it is not defined."""

    def in_cell(self) -> str:
        """Return the figure as ``name=value``, the value empty where there is none."""
        return f"{self.name}={'' if self.value is None else self.value}"


@dataclass(frozen=True)
class AnswerRow(Row):
    """One answer about the partnership, in plain words."""

    question: str
    """Which question it answers: ``who-connects``, ``who-is-indispensable``,
    ``which-sectors-meet``, ``what-is-chance`` or ``what-rests-on-missing-data``.
    """
    sentence: str
    """The answer."""
    subjects: tuple[str, ...]
    """What it is about, such as ``partner:wvca``."""
    figures: tuple[AnswerFigure, ...]
    """The figures on which it rests."""
    table: str
    """The table of ``learningcity network`` that has them all."""


@dataclass(frozen=True, kw_only=True)
class OverviewParameters(Parameters):
    """What the answers rest on."""

    weight: Weight
    """What the weight of a tie counts."""
    samples: int
    """How many networks are drawn for each comparison with chance."""
    seed: int
    """Where the drawing starts."""
    engine: Engine
    """What counted the shortest ways between partners."""


@dataclass(frozen=True)
class PartnershipOverview(Result[AnswerRow, OverviewParameters]):
    """Who holds the partnership together, in plain words.

    See Also
    --------
    learningcity.network_overview : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.network_overview(city, samples=20)
    >>> found.partners, found.initiatives, found.surely
    (18, 33, 33)
    >>> found.rows[0].question, found.rows[0].subjects
    ('who-connects', ('partner:quay-hotels',))
    """

    schema: ClassVar[str] = "learningcity/network/1"
    shown: ClassVar[tuple[str, ...]] = ("question", "sentence", "table")
    extra: ClassVar[tuple[str, ...]] = ("partners", "initiatives", "surely", "funds")

    partners: int = 0
    """How many partners there are."""
    initiatives: int = 0
    """How many initiatives run or may run."""
    surely: int = 0
    """How many of these surely run."""
    funds: int = 0
    """How many of those that run or may run are funds, which bring nobody together."""

    def summary(self) -> str:
        """Return one sentence: how many partners and initiatives the answers rest on."""
        return words.overview_summary(self.partners, self.initiatives, self.surely, self.funds)

    def _row_type(self) -> type[Row]:
        return AnswerRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        steps = [grounded(study.city, row.sentence, row.subjects)]
        steps += [Step(words.figure_step(item.name, item.value)) for item in row.figures]
        steps.append(Step(words.table_step(row.table)))
        return Explanation(words.question_words(row.question), tuple(steps))


def network_overview(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    weight: Weight = "newman",
    samples: int = 200,
    seed: int = 0,
) -> PartnershipOverview:
    """Say in plain words who holds the partnership together.

    It answers, in this order: who connects the partners; who is indispensable; which sectors meet;
    what of this is more than chance, and what cannot be told; and what rests on missing data. It
    cannot tell who does good work, nor whether a partnership should look like this.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.
    weight
        What the weight of a tie counts, as in :func:`~learningcity.partnership_graph`.
    samples
        How many networks to draw for each comparison with chance.
    seed
        Where the drawing starts: the same seed gives the same answers.

    Returns
    -------
    PartnershipOverview
        A row per answer, in the order above; each names the ids and figures on which it rests, and
        the table of ``learningcity network`` that has them all.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.partner_positions : who connects.
    learningcity.resilience : what each partner's withdrawal would leave.
    learningcity.sector_mixing : which sectors meet.
    learningcity.sensitivity : what each figure rests on.

    Notes
    -----
    Partners work together in all roles but that of funder. Each answer is that of the function
    which makes its table; nothing is worked out here. More or less than chance is said up to a
    two-sided p of 0.05, of each figure alone. Cost: `samples` shuffles of who takes part in what,
    and partners × ties.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.network_overview(city, samples=50)
    >>> found.partners, found.initiatives, found.surely
    (18, 33, 33)
    >>> print(found.rows[0].sentence)
    Quay Hotels works with more others than anybody else: 8 of 17.
    """
    study = Study(city, on=on, ever=ever, carry=carry)
    return network_overview_of(study, weight=weight, samples=samples, seed=seed)


def network_overview_of(
    study: Study,
    *,
    weight: Weight = "newman",
    samples: int = 200,
    seed: int = 0,
    chance: bool = True,
    lost: Resilience | None = None,
) -> PartnershipOverview:
    """Return the answers about a city that was read.

    Without `chance` the answers for which networks are made up or changed are left out: which
    sectors meet, what is chance, and what rests on missing data. `lost` is what each partner's
    withdrawal would leave, where that was worked out before.
    """
    if samples < 1:
        raise ValueError(f"samples: {samples} is below 1")
    calendar = study.calendar
    parameters = OverviewParameters(
        on=calendar.day,
        ever=calendar.ever,
        carry=calendar.carry,
        weight=read_weight(weight),
        samples=samples,
        seed=seed,
        engine=read_engine(None),
    )
    answers = _Answers(study, parameters, lost)
    here = [(entry.kind, calendar.running(entry.id)) for entry in study.city.initiatives]
    there = [kind for kind, running in here if running != Running.NO]
    return PartnershipOverview(
        study.city.id,
        parameters,
        tuple(answers.rows(chance=chance)),
        partners=len(study.city.partners),
        initiatives=len(there),
        surely=sum(running == Running.YES for _, running in here),
        funds=there.count("fund"),
        study=study,
    )


class _Answers:
    """The answers about one city."""

    def __init__(self, study: Study, asked: OverviewParameters, lost: Resilience | None) -> None:
        self.study = study
        self.asked = asked
        self.lost = lost
        # Each measure would leave the funds out for itself.
        self.graph: nx.Graph[Any] = without_funds(
            affiliation_graph(
                study.city,
                on=asked.on,
                ever=asked.ever,
                carry=asked.carry,
                roles=WORKING_ROLES,
            )
        )

    @cached_property
    def found(self) -> Incidence:
        """Who takes part in what, without funds."""
        return incidence(self.graph)

    def rows(self, *, chance: bool) -> Iterator[AnswerRow]:
        """Yield the answers, in their order."""
        if not len(self.study.city.partners):
            return
        # Of who works with whom alone: no answer tells how partners lie between initiatives.
        single = one_mode(self.graph, weight=self.asked.weight)
        found = partner_positions(single, engine=self.asked.engine)
        yield from self.connecting(found)
        yield from self.indispensable(self.lost or resilience_of(self.study), found)
        yield from self.breaking(breaking_sets_of(self.study))
        if not chance:
            return
        yield from self.meeting(
            sector_mixing(
                self.graph,
                weight=self.asked.weight,
                samples=self.asked.samples,
                seed=self.asked.seed,
            )
        )
        yield from self.chance(backbone(self.graph, null="rows"))
        yield from self.missing()

    def connecting(self, found: Positions) -> Iterator[AnswerRow]:
        """Yield who has most ties, who lies between most, and who works with nobody."""
        view = self.study.view
        most = _highest(found.rows, lambda row: row.degree)
        if most:
            yield AnswerRow(
                "who-connects",
                words.most_ties(
                    view, [str(row.partner) for row in most], most[0].degree, len(found)
                ),
                _partners(most),
                (AnswerFigure("degree", most[0].degree),),
                "positions",
            )
        between = _highest(found.rows, lambda row: row.betweenness_pairs)
        if between:
            yield AnswerRow(
                "who-connects",
                words.most_between(
                    view, [str(row.partner) for row in between], between[0], same=between == most
                ),
                _partners(between),
                (
                    AnswerFigure("betweenness_pairs", between[0].betweenness_pairs),
                    AnswerFigure("betweenness", between[0].betweenness),
                ),
                "positions",
            )
        alone = [row for row in found.rows if not row.degree]
        if alone:
            yield AnswerRow(
                "who-connects",
                words.alone(len(alone), len(found)),
                _partners(alone),
                (AnswerFigure("isolates", len(alone)),),
                "positions",
            )

    def indispensable(self, lost: Resilience, found: Positions) -> Iterator[AnswerRow]:
        """Yield whose withdrawal would leave most, and without whom others are cut off."""
        holding = [row for row in lost.rows if row.indispensable]
        yield AnswerRow(
            "who-is-indispensable",
            lost.summary(),
            tuple(f"partner:{row.partner}" for row in holding),
            (AnswerFigure("indispensable", len(holding)),),
            "resilience",
        )
        for row in holding[:1]:
            yield AnswerRow(
                "who-is-indispensable",
                row.sentence,
                (f"partner:{row.partner}",),
                (
                    AnswerFigure("needs", len(row.needs)),
                    AnswerFigure("initiatives", len(row.initiatives)),
                ),
                "resilience",
            )
        cutting = sorted((row for row in found.rows if row.cut_partner), key=lambda r: -r.cut_off)
        names = [str(row.partner) for row in cutting]
        if any(row.degree for row in found.rows):
            yield AnswerRow(
                "who-is-indispensable",
                words.cutting(self.study.view, names),
                _partners(cutting),
                tuple(AnswerFigure(f"cut_off:{row.partner}", row.cut_off) for row in cutting),
                "positions",
            )

    def breaking(self, found: BreakingSets) -> Iterator[AnswerRow]:
        """Yield the priorities that the fewest withdrawals would leave without anything."""
        told = [row for row in found.rows if row.size_high is not None]
        if not told:
            return
        fewest = min(row.size_high for row in told if row.size_high is not None)
        first = [row for row in told if row.size_high == fewest]
        yield AnswerRow(
            "who-is-indispensable",
            found.summary(),
            tuple(f"priority:{row.priority}" for row in first),
            (AnswerFigure("size_high", fewest),),
            "breaking-sets",
        )

    def meeting(self, found: SectorMixing) -> Iterator[AnswerRow]:
        """Yield which sectors meet, and whether more or less than chance would have it."""
        index = found.figure("ei_index")
        if index.value is None:
            yield AnswerRow("which-sectors-meet", found.summary(), (), (), "mixing-matrix")
            return
        groups = found.groups.rows
        if len(groups) == 1:
            only = words.one_sector(groups[0].group)
            yield AnswerRow("which-sectors-meet", only, (), (), "mixing-matrix")
            return
        yield AnswerRow(
            "which-sectors-meet",
            words.across(found.summary()),
            (),
            (AnswerFigure("ei_index", index.value), AnswerFigure("p", index.p)),
            "mixing",
        )
        kinds: dict[str, list[MixingRow]] = {"more": [], "less": [], "chance": []}
        for row in found.matrix.rows:
            if row.pairs:
                kinds[_standing(row)].append(row)
        for kind, rows in kinds.items():
            if rows:
                yield AnswerRow(
                    "which-sectors-meet",
                    words.meetings(kind, rows),
                    (),
                    tuple(AnswerFigure(f"{row.group}+{row.other}", row.ties) for row in rows),
                    "mixing-matrix",
                )

    def chance(self, pairs: Backbone) -> Iterator[AnswerRow]:
        """Yield what is more than chance, and what cannot be told."""
        tests = self.figures()
        told = next((row for row in tests if row.samples), None)
        if told is not None:
            yield AnswerRow(
                "what-is-chance",
                words.compared(told),
                (),
                (AnswerFigure("samples", told.samples),),
                "two-mode-structure",
            )
        for kind in ("more", "less", "chance", "untold", "few-samples"):
            rows = [row for row in tests if _against_chance(row) == kind]
            if rows:
                yield AnswerRow(
                    "what-is-chance",
                    words.figures_sentence(kind, rows),
                    (),
                    tuple(AnswerFigure(f"{row.figure}:p", row.p) for row in rows),
                    "two-mode-structure",
                )
        if pairs.rows:
            some = [row for row in pairs.rows if row.in_backbone]
            yield AnswerRow(
                "what-is-chance",
                words.pairs_sentence(self.study.view, some, len(pairs)),
                tuple(f"partner:{partner}" for row in some for partner in row.partners),
                (AnswerFigure("pairs", len(pairs)), AnswerFigure("backbone", len(some))),
                "backbone",
            )
            yield self.tellable(pairs)

    def tellable(self, pairs: Backbone) -> AnswerRow:
        """Return how often two partners would have to meet to stand out at all."""
        found = self.found
        every, wanted = len(found.columns), pairs.pool.tests / pairs.parameters.level
        needed = next((k for k in range(1, every + 1) if comb(every, k) >= wanted), None)
        having = sum(len(row) >= (needed or every + 1) for row in found.memberships)
        partners = sum(map(bool, found.memberships))
        return AnswerRow(
            "what-is-chance",
            words.tellable(needed, every, having, partners),
            (),
            (AnswerFigure("initiatives_needed", needed), AnswerFigure("partners", having)),
            "backbone",
        )

    def figures(self) -> Sequence[FigureRow]:
        """Return the figures of the whole network that are compared with chance."""
        return figures_of(
            self.graph,
            {name: TWO_MODE[name] for name in words.FIGURES},
            null="margins",
            samples=self.asked.samples,
            seed=self.asked.seed,
        )

    def missing(self) -> Iterator[AnswerRow]:
        """Yield what rests on what nobody recorded."""
        yield from self.thin()
        found = sensitivity(
            self.graph, figures=FRAGILE, weight=self.asked.weight, samples=1, seed=self.asked.seed
        )
        for row in found.rows:
            if row.reading is not None:
                yield AnswerRow(
                    "what-rests-on-missing-data",
                    words.fragile(self.study.view, row),
                    tuple(f"partner:{partner}" for partner in row.about),
                    (
                        AnswerFigure("reversal_low", row.reversal_low),
                        AnswerFigure("reversal_high", row.reversal_high),
                    ),
                    "sensitivity",
                )

    def thin(self) -> Iterator[AnswerRow]:
        """Yield how many initiatives have one recorded partner, and how many may not run."""
        found = self.found
        sizes = list(map(len, found.members()))
        few = [label(key) for key, size in zip(found.columns, sizes, strict=True) if size < 2]
        if few:
            yield AnswerRow(
                "what-rests-on-missing-data",
                words.one_partner(len(few), len(sizes)),
                tuple(f"initiative:{key}" for key in few),
                (AnswerFigure("initiatives_with_one_partner", len(few)),),
                "two-mode-structure",
            )
        calendar = self.study.calendar
        doubt = [
            str(label(key))
            for key in found.columns
            if calendar.running(str(label(key))) == Running.UNKNOWN
        ]
        if doubt:
            yield AnswerRow(
                "what-rests-on-missing-data",
                words.in_doubt(len(doubt), len(sizes), ever=calendar.ever),
                tuple(f"initiative:{key}" for key in doubt),
                (AnswerFigure("initiatives_in_doubt", len(doubt)),),
                "two-mode-structure",
            )
        yield from self.largest(found)

    def largest(self, found: Incidence) -> Iterator[AnswerRow]:
        """Yield how many of the ties come from one initiative alone."""
        ties = list(joint_ties(dict(enumerate(found.members())), "count"))
        alone = Counter(tie.shared[0] for tie in ties if len(tie.shared) == 1)
        most = max(alone.values(), default=0)
        if most < 2:
            return
        place = min(place for place, number in alone.items() if number == most)
        key = str(label(found.columns[place]))
        yield AnswerRow(
            "what-rests-on-missing-data",
            words.one_initiative(
                self.study.view, key, len(found.members()[place]), most, len(ties)
            ),
            (f"initiative:{key}",),
            (AnswerFigure("ties", len(ties)), AnswerFigure("ties_of_it_alone", most)),
            "two-mode-structure",
        )


FRAGILE = ("components", "degree_centralisation", "ei_index")
"""The figures of which it is asked how few memberships would change what they say."""


def _partners(rows: Sequence[PositionRow]) -> tuple[str, ...]:
    return tuple(f"partner:{row.partner}" for row in rows)


def _highest(
    rows: Sequence[PositionRow], figure: Callable[[PositionRow], float]
) -> list[PositionRow]:
    """Return the rows with the highest figure, none where that is 0."""
    most = max(map(figure, rows), default=0)
    return [row for row in rows if most and figure(row) == most]


def _standing(row: MixingRow) -> str:
    if row.adjusted_p is None or row.adjusted_p > UNUSUAL or row.ties == row.expected:
        return "chance"
    return "more" if row.ties > row.expected else "less"


def _against_chance(row: FigureRow) -> str:
    """Return how a figure stands to chance, or why it cannot be told."""
    if row.p is None or row.smallest_p is None or row.null_mean is None:
        return "none"
    if row.smallest_p > UNUSUAL:
        return "untold" if row.null_note else "few-samples"
    if row.p > UNUSUAL or row.value == row.null_mean:
        return "chance"
    return "more" if (row.value or 0) > row.null_mean else "less"
