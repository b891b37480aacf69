"""For how long money lasts, on whom it depends, and how firmly initiatives are established."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal, TypeAlias, get_args

from learningcity.analysis.cliff import EndingLine, whole
from learningcity.analysis.commitments import Commitments, Placed, add_paces
from learningcity.analysis.explanation import Explanation, Spot, Step, cite
from learningcity.analysis.funding_lines import FundingLines, initiatives_by_priority
from learningcity.analysis.money import LineKey
from learningcity.analysis.placement import PROVIDING
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.runway import runway_of
from learningcity.analysis.sentences import sustainability as words
from learningcity.analysis.shares import KnownMoney, known_money
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.figures import round_figure
from learningcity.model.running import CARRY
from learningcity.model.values import Number, line_name

__all__ = [
    "Sustainability",
    "SustainabilityBy",
    "SustainabilityParameters",
    "SustainabilityRow",
    "sustainability",
    "sustainability_of",
]

SustainabilityBy: TypeAlias = Literal["priority", "partner"]
"""What each row is about."""

_STAGES = ("trial", "repeated", "core-funded", "owned", None)


@dataclass(frozen=True)
class SustainabilityRow(Row):
    """How long the money of one subject in one currency lasts, and what it rests on.

    What is said of initiatives is of the subject, and the same in its row of each currency.
    """

    subject: str | None
    """``priority:ID``, ``partner:ID`` or ``city:ID``; ``None`` for initiatives without a priority.
    """
    currency: str | None
    """The currency; ``None`` where no line states one."""
    now_low: Number | None
    """At least so much in 365 days, at the pace of the day, of lines with a recorded period."""
    now_high: Number | None
    """At most so much; ``None`` where not known."""
    runway_low: int | None
    """At least so many whole months until the money is below what runs now."""
    runway_high: int | None
    """At most so many."""
    short_from: date | None
    """The first day on which the money may be below what runs now."""
    short_by: date | None
    """The first day on which it surely is."""
    reason: str | None
    """Why a runway is ``None``: ``no-money``, ``no-period``, ``nothing-now`` or ``no-end``."""
    ending: tuple[EndingLine, ...]
    """The lines that run on the day, with the last day of each, the soonest first."""
    undated: tuple[str, ...]
    """Lines without a recorded period that may be running on the day; in no runway."""
    largest_funder: str | None
    """The partner that gives most of the known money."""
    largest_share: float | None
    """Its share, above 0 to 1."""
    concentration: float | None
    """Σ s² over the shares of all funders, from 1 / n to 1 where one gives all."""
    known_money: Number | None
    """The least of the net revenue of which one funder is known: what the shares are taken of."""
    funder_reason: str | None
    """Why the shares are ``None``: ``no-known-funder`` or ``zero-money``."""
    initiatives: tuple[str, ...]
    """The initiatives of the subject that may run on the day."""
    trial: int
    """How many of them are a trial."""
    repeated: int
    """How many are repeated."""
    core_funded: int
    """How many are paid from a standing budget."""
    owned: int
    """How many are a fixed part of an organisation."""
    stage_unknown: int
    """Of how many nobody has said the stage."""
    end_unknown: tuple[str, ...]
    """Those without any recorded end of money that runs or may run: nobody can say how long."""


@dataclass(frozen=True, kw_only=True)
class SustainabilityParameters(Parameters):
    """What the figures rest on."""

    by: SustainabilityBy
    """What each row is about."""


@dataclass(frozen=True)
class Sustainability(Result[SustainabilityRow, SustainabilityParameters]):
    """A row for each priority or partner and each currency, in file order.

    See Also
    --------
    learningcity.sustainability : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.sustainability(city)
    >>> row = found.rows[0]
    >>> row.subject, row.runway_low, row.runway_high
    ('priority:skills-for-work', 5, 6)
    """

    schema: ClassVar[str] = "learningcity/sustainability/1"
    shown: ClassVar[tuple[str, ...]] = (
        "subject",
        "currency",
        "runway_low",
        "runway_high",
        "largest_funder",
        "largest_share",
        "end_unknown",
    )
    extra: ClassVar[tuple[str, ...]] = ("total",)

    total: tuple[SustainabilityRow, ...] = ()
    """The same for the whole city, each pound once; the rows do not add up to it."""

    def summary(self) -> str:
        """Return when money first falls short, and of how much no end is known."""
        return words.sustainability_summary(self)

    def _row_type(self) -> type[Row]:
        return SustainabilityRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        counter = _Counter(study)
        mine = counter.subjects(self.parameters.by)[row.subject]
        subject = words.sustainability_subject(study.view, row)
        return Explanation(subject, tuple(counter.steps(row, mine)))


def sustainability(
    city: City,
    *,
    by: SustainabilityBy = "priority",
    on: date | PartialDate | str | None = None,
    carry: int = CARRY,
) -> Sustainability:
    """Tell how long committed money lasts, on whom it depends and what is firmly established.

    It answers, for each priority or partner, after how many months the committed money is below
    what runs now, which funder it hangs on, and how many initiatives are trials. It knows only what
    is recorded: lines without a start and an end are listed and are in no runway, and it cannot
    tell what will be granted anew. Figures of a partner are those of the initiatives that it leads
    or delivers; how much of that money it has itself, no file says.

    Parameters
    ----------
    city
        The city.
    by
        ``priority``: a row for each that lies within no other one, objectives counted with it.
        ``partner``: a row for each that leads or delivers an initiative that may run.
    on
        The day; ``None`` is the last day of ``city.as_of``.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Sustainability
        A row for each subject and currency, in file order; by priority, initiatives without a
        priority come last. A subject without any funding line has one row, with ``no-money``.

    Raises
    ------
    ValueError
        `by` is neither of the two, `carry` is below zero, or `on` is no date.

    See Also
    --------
    learningcity.funding_cliff : the share of the money that is gone by one day.
    learningcity.timeline : committed money and capacity month by month.
    learningcity.fragmentation : the effective number of funders, 1 / ``concentration``.

    Notes
    -----
    Pace c(t): as in :func:`~learningcity.funding_cliff`. Runway = whole months from the day to the
    first later day t on which c(t) < c(day): money that begins later counts against money that
    ends. ``runway_low`` and ``runway_high`` are the least and the most that fit the file: amounts
    within their bounds (the same line has the same amount on both days), and an end given as a
    month or a year may be any day of it, a start likewise. A base of zero has no runway
    (``nothing-now``), nor have subjects without a line but capital (``no-money``), without a period
    (``no-period``), or whose money runs to the end of the calendar (``no-end``).

    Shares s are those of :func:`~learningcity.fragmentation`: the least of the net revenue of which
    exactly one funder is known, of lines that run or may run on the day; of equal funders the first
    in file order is the largest. ``concentration`` is the Herfindahl-Hirschman index. A line has an
    end if it states one, or a line does that it is a part of.

    Cost: the lines of each subject, in the order of their days.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> found = learningcity.sustainability(city)
    >>> [(row.runway_low, row.runway_high, len(row.undated)) for row in found.total]
    [(10, 11, 23)]
    """
    return sustainability_of(Study(city, on=on, carry=carry), by=by)


def sustainability_of(study: Study, *, by: SustainabilityBy = "priority") -> Sustainability:
    """Return how long the money of each subject of a city that was read lasts."""
    if by not in get_args(SustainabilityBy):
        raise ValueError(f"by: '{by}' is neither 'priority' nor 'partner'")
    calendar = study.calendar
    if calendar.day is None:
        raise ValueError("on: a runway starts on one day, not over all time")
    counter = _Counter(study)
    rows = [row for item in counter.subjects(by).items() for row in counter.rows(*item)]
    everything = [entry.id for entry in study.city.initiatives]
    parameters = SustainabilityParameters(on=calendar.day, ever=False, carry=calendar.carry, by=by)
    total = tuple(counter.rows(f"city:{study.city.id}", everything))
    return Sustainability(study.city.id, parameters, tuple(rows), total=total, study=study)


class _Counter:
    """The rows of one city on one day."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.ledger = study.ledger
        self.lines = FundingLines(study)
        self.now = study.calendar.day or study.city.as_of.last
        self.running = {entry.id for entry in study.view.initiatives}

    # -- whose money ---------------------------------------------------------------------------

    def subjects(self, by: str) -> dict[str | None, list[str]]:
        """Return the initiatives of each subject, whether or not they run, in file order."""
        return self._partners() if by == "partner" else self._priorities()

    def _priorities(self) -> dict[str | None, list[str]]:
        graph, serving = self.study.view.terms.priorities, initiatives_by_priority(self.study)
        found: dict[str | None, list[str]] = {
            f"priority:{key}": list(serving[key]) for key in graph.ids if not graph.parents[key]
        }
        without = [entry.id for entry in self.study.city.initiatives if not entry.priorities]
        if without:
            found[None] = without
        return found

    def _partners(self) -> dict[str | None, list[str]]:
        found: dict[str, list[str]] = {}
        for entry in self.study.city.initiatives:
            for partner in self.study.calendar.partners(entry, PROVIDING):
                found.setdefault(partner, []).append(entry.id)
        working = [key for key, mine in found.items() if not self.running.isdisjoint(mine)]
        order = self.study.view.partner_order(working)
        return {f"partner:{key}": found[key] for key in order}

    # -- rows ----------------------------------------------------------------------------------

    def rows(self, subject: str | None, mine: list[str]) -> Iterator[SustainabilityRow]:
        """Yield the row of a subject in each currency."""
        commitments = self.commitments(mine)
        there = [key for key in mine if key in self.running]
        known = {each.currency: each for each in self.known(there)}
        currencies = dict.fromkeys(map(commitments.currency, commitments.keys))
        for currency in currencies or (None,):
            yield self._row(subject, currency, commitments, there, known.get(currency))

    def commitments(self, mine: Iterable[str]) -> Commitments:
        """Return the money of initiatives in time."""
        keys = [key for initiative_id in mine for key in self.ledger.of_initiative(initiative_id)]
        return Commitments(self.ledger, keys)

    def known(self, there: Iterable[str]) -> list[KnownMoney]:
        """Return the money of initiatives of which one funder is known."""
        return known_money(self.study, self.lines, self.lines.of(there))

    def placed(self, commitments: Commitments, currency: str | None) -> list[Placed]:
        """Return the lines of a currency that have a recorded period, in file order."""
        return [
            commitments.placed[key]
            for key in commitments.keys
            if key in commitments.placed and commitments.currency(key) == currency
        ]

    def undated(self, commitments: Commitments, currency: str | None) -> list[LineKey]:
        """Return the lines of a currency that have none and may be running."""
        return [
            key
            for key in commitments.undated
            if commitments.currency(key) == currency and self.now in commitments.days_of(key)
        ]

    def _row(
        self,
        subject: str | None,
        currency: str | None,
        commitments: Commitments,
        there: list[str],
        known: KnownMoney | None,
    ) -> SustainabilityRow:
        placed = self.placed(commitments, currency)
        base = [line for line in placed if self.now in line.period]
        low, high = add_paces(base)
        runway = runway_of(self.ledger, placed, self.now)
        months = (None, None) if runway is None else runway.months(self.now)
        stages = Counter(self.study.city.initiatives[key].stage for key in there)
        first, share = _largest(known)
        return SustainabilityRow(
            subject=subject,
            currency=currency,
            now_low=whole(low) if placed else None,
            now_high=whole(high) if placed else None,
            runway_low=months[0],
            runway_high=months[1],
            short_from=None if runway is None else runway.short_from,
            short_by=None if runway is None else runway.short_by,
            reason=_reason(commitments, placed, months, base=bool(runway)),
            ending=tuple(
                EndingLine(line_name(*line.key), line.period.last)
                for line in sorted(base, key=lambda line: line.period.last)
            ),
            undated=tuple(line_name(*key) for key in self.undated(commitments, currency)),
            largest_funder=first,
            largest_share=share,
            concentration=_figure(known.concentration) if known else None,
            known_money=known.total if known else None,
            funder_reason=(
                None if share is not None else "zero-money" if known else "no-known-funder"
            ),
            initiatives=tuple(there),
            trial=stages["trial"],
            repeated=stages["repeated"],
            core_funded=stages["core-funded"],
            owned=stages["owned"],
            stage_unknown=stages[None],
            end_unknown=tuple(key for key in there if not self.ends(key)),
        )

    def ends(self, initiative_id: str) -> list[LineKey]:
        """Return the lines of an initiative that run or may run and have a recorded end."""
        return [
            key
            for key in self.lines.of([initiative_id])
            if self.ledger.lines[key].use != "capital" and self._end(key) is not None
        ]

    def _end(self, key: LineKey) -> PartialDate | None:
        """Return the end of a line, or of the nearest one with an end that it is a part of."""
        at: LineKey | None = key
        while at is not None:
            if self.ledger.lines[at].end is not None:
                return self.ledger.lines[at].end
            at = self.ledger.total(at)
        return None

    # -- reasons -------------------------------------------------------------------------------

    def steps(self, row: SustainabilityRow, mine: list[str]) -> Iterator[Step]:
        """Yield the lines that run, when they fall short, whose money it is, and the stages."""
        city, view = self.study.city, self.study.view
        commitments = self.commitments(mine)
        here: Spot = (row.subject or f"city:{city.id}",)
        for line in self.placed(commitments, row.currency):
            if line.period.last >= self.now:
                yield cite(city, words.line_step(line, self.now), _spot(line.key))
        yield cite(city, words.runway_step(row, self.now), here)
        undated = self.undated(commitments, row.currency)
        if undated:
            yield cite(city, words.undated_step(len(undated)), *map(_spot, undated))
        there = list(row.initiatives)
        for known in self.known(there):
            if known.currency == row.currency:
                for giver, keys in known.lines.items():
                    text = words.giver_step(view, giver, known)
                    yield cite(city, text, (f"partner:{giver}",), *map(_spot, keys))
        yield cite(city, words.funders_step(view, row), here)
        for stage in _STAGES:
            having = [key for key in there if city.initiatives[key].stage == stage]
            if having:
                spots: list[Spot] = [(f"initiative:{key}", "stage") for key in having]
                yield cite(city, words.stage_step(view, stage, having), *spots)
        if row.end_unknown:
            spots = [(f"initiative:{key}",) for key in row.end_unknown]
            yield cite(city, words.end_unknown_step(view, row.end_unknown), *spots)


def _largest(known: KnownMoney | None) -> tuple[str | None, float | None]:
    """Return who gives most, the first of equals, and which share that is."""
    if known is None:
        return None, None
    first = max(known.money, key=known.money.__getitem__)
    share = known.share(first)
    return (None, None) if share is None else (first, _figure(share))


def _figure(value: Fraction | None) -> float | None:
    return None if value is None else round_figure(float(value))


def _reason(
    commitments: Commitments,
    placed: list[Placed],
    months: tuple[int | None, int | None],
    *,
    base: bool,
) -> str | None:
    """Return why a runway is not known."""
    if not placed:
        return "no-period" if commitments.keys else "no-money"
    if not base:
        return "nothing-now"
    return "no-end" if None in months else None


def _spot(key: LineKey) -> Spot:
    return f"initiative:{key[0]}", "funding", key[1]
