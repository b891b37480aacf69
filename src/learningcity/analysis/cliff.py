"""Which money ends, by priority: the pace of committed money now and some months on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from learningcity.analysis.commitments import Commitments, Pace, add_paces
from learningcity.analysis.money import LineKey
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences.time import cliff_summary
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate, Period, add_months, day_before
from learningcity.model.figures import round_figure
from learningcity.model.running import CARRY
from learningcity.model.values import Number, line_name

if TYPE_CHECKING:
    from learningcity.analysis.explanation import Explanation

__all__ = [
    "CliffRow",
    "EndingLine",
    "FundingCliff",
    "cliff_of",
    "funding_cliff",
    "lines_by_priority",
    "share_gone",
    "whole",
]


@dataclass(frozen=True)
class EndingLine(Row):
    """A funding line that ends."""

    line: str
    """The line, as ``initiative/line``."""
    last_day: date
    """The last day that its end may mean."""

    def in_cell(self) -> str:
        """Return the line and its last day."""
        return f"{self.line} {self.last_day}"


@dataclass(frozen=True)
class CliffRow(Row):
    """The money of one priority in one currency, on two days."""

    priority: str | None
    """The priority; ``None`` for initiatives that state none, and for the whole city."""
    currency: str | None
    """The currency; ``None`` where no line states one."""
    now_low: Number | None
    """At least so much in 365 days, at the pace of the day."""
    now_high: Number | None
    """At most so much; ``None`` where not known."""
    then_low: Number | None
    """At least so much in 365 days, at the pace of the later day."""
    then_high: Number | None
    """At most so much; ``None`` where not known."""
    cliff_low: float | None
    """At least this share of the money of the day is gone on the later day; below 0 it grows."""
    cliff_high: float | None
    """At most this share is gone, up to 1."""
    reason: str | None
    """Why a share is ``None``: ``no-money``, ``no-period``, ``nothing-now`` or ``unbounded``."""
    ending: tuple[EndingLine, ...]
    """Lines that may be running on the day and surely end before the later day."""
    beginning: tuple[str, ...]
    """Lines with a recorded period that run on the later day and not on the day."""
    undated: tuple[str, ...]
    """Lines without a recorded period that may be running on the day; in no figure."""


@dataclass(frozen=True, kw_only=True)
class CliffParameters(Parameters):
    """What the cliff rests on."""

    months: int
    """How many months the later day lies ahead."""
    then: date
    """The later day."""


@dataclass(frozen=True)
class FundingCliff(Result[CliffRow, CliffParameters]):
    """A row for each priority and currency, priorities in file order.

    See Also
    --------
    learningcity.funding_cliff : works it out.
    learningcity.Endings : the initiatives that end.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.funding_cliff(city)
    >>> [(row.currency, row.now_low, row.then_low) for row in found.total]
    [('EUR', 2699310, 1552307), ('USD', 75000, 0)]
    """

    schema: ClassVar[str] = "learningcity/cliff/1"
    shown: ClassVar[tuple[str, ...]] = (
        "priority",
        "currency",
        "now_low",
        "now_high",
        "then_low",
        "then_high",
    )
    extra: ClassVar[tuple[str, ...]] = ("total",)

    total: tuple[CliffRow, ...]
    """The same for the whole city, each pound once; the rows of priorities do not add up to it."""

    def summary(self) -> str:
        """Return one sentence with the money of the city on both days and what ends."""
        return cliff_summary(self)

    def _row_type(self) -> type[Row]:
        return CliffRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.time_explanations import explain_cliff

        return explain_cliff(study, self.rows[index], self.parameters.then)


def funding_cliff(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    months: int = 12,
    carry: int = CARRY,
) -> FundingCliff:
    """Find out which committed money ends in the coming months, by priority.

    It answers how much money a year runs on the day and on a day some months later, and which lines
    end in between. It knows only money with a recorded start and end: lines without are listed and
    are in no figure. It cannot tell what will be granted anew.

    Parameters
    ----------
    city
        The city.
    on
        The day; ``None`` is the last day of ``city.as_of``.
    months
        How many months the later day lies ahead, at least 1.
    carry
        Years for which an initiative seen running is presumed to run on; money does not depend on
        it.

    Returns
    -------
    FundingCliff
        A row for each priority that lies within no other one and each currency, in file order; then
        those of initiatives without a priority. Objectives are counted with the priorities that
        they are within. A priority without any funding line has one row without figures.

    Raises
    ------
    ValueError
        An argument lies outside its range.

    See Also
    --------
    learningcity.timeline : the money of each month or year.
    learningcity.find_endings : the initiatives that end.

    Notes
    -----
    Pace on day t: c(t) = Σ net revenue × 365 / days of its period, over the lines whose recorded
    period has t, in whole units of the currency. A line that is part of another line with a period
    is counted with that one; capital is left out. With t' = t + `months`, cliff = 1 - c(t') / c(t):
    1 if all of it ends, 0 if it stays, below 0 if it grows. Where amounts are bounds, ``cliff_low``
    and ``cliff_high`` are the smallest and the largest share that the bounds allow, with a line
    that runs on both days having the same amount on both. ``None`` where nothing is recorded
    (``no-money``), no line has a period (``no-period``), nothing of it runs on t (``nothing-now``),
    or the growth has no bound (``unbounded``).

    The later day of 31 January and one month is the last of February. A line whose last day is t'
    runs on t' and has not ended. An initiative with several priorities is in the rows of each.

    Cost: lines times the priorities that they serve.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> cliff = learningcity.funding_cliff(city)
    >>> [str(line.last_day) for total in cliff.total for line in total.ending]
    ['2026-03-31']
    """
    return cliff_of(Study(city, on=on, carry=carry), months=months)


def cliff_of(study: Study, *, months: int = 12) -> FundingCliff:
    """Return the cliff of a city that was read on a day."""
    if months < 1:
        raise ValueError(f"months: {months} is below 1")
    calendar = study.calendar
    if calendar.day is None:
        raise ValueError("on: a cliff is about one day, not about all time")
    now, then = calendar.day, add_months(calendar.day, months)
    rows = [
        row
        for priority, keys in lines_by_priority(study).items()
        for row in _rows(study, priority, keys, now, then)
    ]
    parameters = CliffParameters(on=now, ever=False, carry=calendar.carry, months=months, then=then)
    total = tuple(_rows(study, None, study.ledger.lines, now, then))
    return FundingCliff(study.city.id, parameters, tuple(rows), total=total, study=study)


def lines_by_priority(study: Study) -> dict[str | None, list[LineKey]]:
    """Return the funding lines that serve each outermost priority, objectives in theirs.

    Lines of initiatives without a priority come last, under ``None``, where there are any.
    """
    graph = study.view.terms.priorities
    outermost = [key for key in graph.ids if not graph.parents[key]]
    found: dict[str | None, list[LineKey]] = {key: [] for key in outermost}
    stated = {
        entry.id: frozenset(graph.canonical_set(entry.priorities))
        for entry in study.city.initiatives
    }
    for key in outermost:
        inside = graph.below(key)
        found[key] = [line for line in study.ledger.lines if stated[line[0]] & inside]
    without = [line for line in study.ledger.lines if not stated[line[0]]]
    if without:
        found[None] = without
    return found


def _rows(
    study: Study, priority: str | None, keys: Iterable[LineKey], now: date, then: date
) -> Iterator[CliffRow]:
    commitments = Commitments(study.ledger, keys)
    currencies = dict.fromkeys(map(commitments.currency, commitments.keys))
    for currency in currencies or (None,):
        of = [key for key in commitments.keys if commitments.currency(key) == currency]
        yield _row(commitments, of, priority, currency, now, then)


def _row(
    commitments: Commitments,
    keys: Sequence[LineKey],
    priority: str | None,
    currency: str | None,
    now: date,
    then: date,
) -> CliffRow:
    placed = [commitments.placed[key] for key in keys if key in commitments.placed]
    running = [line for line in placed if now in line.period]
    later = [line for line in placed if then in line.period]
    today, then_too = ({line.key for line in lines} for lines in (running, later))
    at_now, at_then = add_paces(running), add_paces(later)
    share: Share = (None, None, "no-period" if keys else "no-money")
    if placed:
        share = share_gone(
            stay=add_paces(line for line in running if line.key in then_too),
            stop=add_paces(line for line in running if line.key not in then_too),
            begin=add_paces(line for line in later if line.key not in today),
        )
    window = Period(now, day_before(then))
    alive = [key for key in keys if now in commitments.days_of(key)]
    return CliffRow(
        priority=priority,
        currency=currency,
        now_low=whole(at_now[0]) if placed else None,
        now_high=whole(at_now[1]) if placed else None,
        then_low=whole(at_then[0]) if placed else None,
        then_high=whole(at_then[1]) if placed else None,
        cliff_low=share[0],
        cliff_high=share[1],
        reason=share[2],
        ending=tuple(
            EndingLine(line_name(*key), commitments.days_of(key).last)
            for key in alive
            if commitments.days_of(key).last in window
        ),
        beginning=tuple(line_name(*line.key) for line in later if line.key not in today),
        undated=tuple(line_name(*key) for key in alive if key not in commitments.placed),
    )


# -- shares --------------------------------------------------------------------------------------

Share: TypeAlias = tuple[float | None, float | None, str | None]
"""Bounds of the share that is gone, and why one of them is ``None``."""


def whole(amount: Fraction | None) -> int | None:
    """Return an amount in whole units of its currency."""
    return None if amount is None else floor(amount)


def share_gone(stay: Pace, stop: Pace, begin: Pace) -> Share:
    """Return the bounds of 1 - (stay + begin) / (stay + stop) over all amounts within theirs.

    `stay` is what runs on both days, `stop` what runs on the first only, `begin` on the second
    only. The share is asked of every base above zero that the bounds allow.
    """
    if stay[1] == 0 and stop[1] == 0:
        return None, None, "nothing-now"
    most = _most(stay, stop[0], begin[1])
    least = _least(stay, stop[1], begin[0])
    high = round_figure(float(1 - least))
    if most is None:
        return None, high, "unbounded"
    return round_figure(float(1 - most)), high, None


def _most(stay: Pace, stop: Fraction, begin: Fraction | None) -> Fraction | None:
    """Return the largest (stay + begin) / (stay + stop); ``None`` where it has no bound."""
    low, high = stay
    if begin is not None and begin <= stop:
        if high is None:
            return Fraction(1)
        return (high + begin) / (high + stop) if high + stop else Fraction(0)
    if begin is None or low + stop == 0:
        return None
    return (low + begin) / (low + stop)


def _least(stay: Pace, stop: Fraction | None, begin: Fraction) -> Fraction:
    """Return the smallest (stay + begin) / (stay + stop)."""
    low, high = stay
    if stop is None:
        return Fraction(0)
    if begin <= stop:
        return (low + begin) / (low + stop) if low + stop else Fraction(1)
    return Fraction(1) if high is None else (high + begin) / (high + stop)
