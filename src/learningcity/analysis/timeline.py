"""A city through the years: what runs, committed money, capacity and needs, step by step."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from learningcity.analysis.commitments import Commitments, add_up
from learningcity.analysis.money import Bounds, Money
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences.time import timeline_summary
from learningcity.analysis.study import Study
from learningcity.analysis.sweep import walk_days
from learningcity.model.city import City
from learningcity.model.dates import PartialDate, Period
from learningcity.model.running import CARRY, Running, read_period
from learningcity.model.values import line_name

if TYPE_CHECKING:
    from learningcity.analysis.explanation import Explanation

__all__ = ["Timeline", "TimelineRow", "plan_steps", "timeline", "timeline_of"]

_MONTHS = {"month": 1, "year": 12}
_MOST = 1200

Steps = tuple[PartialDate, ...]
"""Months or years, one after the other."""


TimeStep: TypeAlias = Literal["month", "year"]
"""How long each row of a timeline is."""


@dataclass(frozen=True)
class TimelineRow(Row):
    """A city on the last day of a month or a year, and the money of that time."""

    period: str
    """The month or year, such as ``2025-04`` or ``2025``."""
    day: date
    """Its last day, on which the city is read."""
    yes: int
    """Initiatives that surely run on that day."""
    presumed: int
    """Initiatives that are presumed to run on that day."""
    unknown: int
    """Initiatives that may run on that day; nobody has said."""
    committed: tuple[Money, ...]
    """Money of lines with a recorded period that falls into the month or year, by currency."""
    undated: int
    """Funding lines without a recorded period of which some money may fall into it."""
    capacity_low: int
    """At least so many people can be served in a year by what surely runs."""
    capacity_high: int | None
    """At most so many by all that may run; ``None`` where a capacity is not known."""
    unknown_capacity: int
    """Initiatives that may run and whose capacity is not known."""
    needs_absent: int
    """Needs that nothing recorded reaches or may reach."""
    needs_possible: int
    """Needs that something may reach."""
    needs_general: int
    """Needs that something reaches without being meant for them."""
    needs_partial: int
    """Needs that something is meant for, which leaves a place or group out."""
    needs_reached: int
    """Needs that something is meant for, which leaves nothing out."""


@dataclass(frozen=True, kw_only=True)
class TimelineParameters(Parameters):
    """What the timeline rests on; ``on`` is ``None``, since each row has a day of its own."""

    step: TimeStep
    """How long each row is."""
    start: date
    """The first day of the first row."""
    end: date
    """The last day of the last row."""


@dataclass(frozen=True)
class Timeline(Result[TimelineRow, TimelineParameters]):
    """A row for each month or year, in the order of time.

    See Also
    --------
    learningcity.timeline : works it out.
    learningcity.plotting.plot_timeline : draws it.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.timeline(city)
    >>> found.rows[0].period, found.rows[-1].period
    ('2012', '2027')
    >>> found.committed
    (Money(currency='EUR', low=6098000, high=6098000), Money(currency='USD', low=150000,
    high=150000))
    """

    schema: ClassVar[str] = "learningcity/timeline/1"
    shown: ClassVar[tuple[str, ...]] = (
        "period",
        "yes",
        "presumed",
        "unknown",
        "committed",
        "capacity_low",
        "capacity_high",
        "needs_reached",
    )
    extra: ClassVar[tuple[str, ...]] = ("as_of", "undated")

    as_of: date
    """The day that the files speak of; of later days they hold only what is planned or presumed."""
    undated: tuple[str, ...]
    """Funding lines without a recorded period, as ``initiative/line``; their money is in no row."""

    @cached_property
    def committed(self) -> tuple[Money, ...]:
        """The money of all rows together, by currency."""
        sums = (money for row in self.rows for money in row.committed)
        return add_up((each.currency, Bounds(each.low, each.high)) for each in sums)

    def summary(self) -> str:
        """Return one sentence with the most that surely ran, the money, and what is not known."""
        return timeline_summary(self)

    def _row_type(self) -> type[Row]:
        return TimelineRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.time_explanations import explain_timeline

        return explain_timeline(study, self.rows[index])


def timeline(
    city: City,
    *,
    step: TimeStep = "year",
    start: date | PartialDate | str | None = None,
    end: date | PartialDate | str | None = None,
    carry: int = CARRY,
) -> Timeline:
    """Read the city on the last day of each month or year.

    It answers how many initiatives run, what money is committed, how many people can be served and
    which needs are met, then and now and as far ahead as the file goes. It cannot tell what came
    and went within one step, and money without a recorded period is in no row. Of days after
    ``city.as_of`` a file knows only plans and presumptions: that fewer initiatives surely run there
    does not say that they end. Needs are those of the file, whatever their date.

    Parameters
    ----------
    city
        The city.
    step
        ``month`` or ``year``.
    start
        The first row is the step that has the first day of this date. ``None``: the first start
        that the file states, of an initiative, a sighting or money.
    end
        The last row is the step that has the last day of this date. ``None``: the last end that the
        file states or presumes, at least ``city.as_of``.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Timeline
        A row for each step, in the order of time. Whole months or years, also at both ends.

    Raises
    ------
    ValueError
        An argument lies outside its range, `start` is after `end`, or there would be more than
        1200 rows.

    See Also
    --------
    learningcity.need_coverage : one day with all its needs.
    learningcity.funding_cliff : which money ends, by priority.
    learningcity.find_endings : which initiatives end, and who goes on.

    Notes
    -----
    ``yes``, ``presumed`` and ``unknown`` count all initiatives on the ``day`` of the row, those
    that surely do not run are left out. Capacity, in people a year: low adds the lower bounds of
    what surely runs, high the upper bounds of all that may run; an initiative and its parts are one
    capacity. Needs are counted by the status that ``need_coverage`` gives them on that day.

    Money: the net revenue of each line with a recorded start and end is spread evenly over its days
    d, both ends included, from the first day that its start may mean to the last day that its end
    may mean. By the end of day k of d, amount × k / d has fallen due, counted down to whole units
    of the currency; a step holds what falls due in it. So months add up to their year, and all rows
    to the whole, exactly. A part of a line that has a period itself is spread with that line.

    Cost: needs times lines once, then what changes from row to row.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> rows = learningcity.timeline(city, start="2024", end="2025").rows
    >>> [(row.period, row.yes, row.presumed, row.unknown) for row in rows]
    [('2024', 13, 17, 46), ('2025', 4, 17, 47)]
    """
    study = Study(city, carry=carry)
    return timeline_of(study, plan_steps(study, step=step, start=start, end=end), step=step)


def plan_steps(
    study: Study,
    *,
    step: TimeStep = "year",
    start: date | PartialDate | str | None = None,
    end: date | PartialDate | str | None = None,
) -> Steps:
    """Return the months or years of a timeline.

    Raises
    ------
    ValueError
        An argument lies outside its range, `start` is after `end`, or there are too many steps.
    """
    if step not in _MONTHS:
        raise ValueError(f"step: '{step}' is neither 'month' nor 'year'")
    first = None if start is None else read_period(start, "start").first
    last = None if end is None else read_period(end, "end").last
    if first is not None and last is not None and first > last:
        raise ValueError(f"start: {start} is after the end, {end}")
    span = _known_span(study)
    if first is None:
        first = span.first if last is None else min(span.first, last)
    if last is None:
        last = max(span.last, first)
    size = _MONTHS[step]
    opening, closing = (day.year * 12 + day.month - 1 for day in (first, last))
    numbers = range(opening // size, closing // size + 1)
    if len(numbers) > _MOST:
        raise ValueError(
            f"step: from {_step(numbers[0], size)} to {_step(numbers[-1], size)} there are "
            f"{len(numbers):,} {step}s, more than {_MOST:,} rows; give a later start, "
            f"an earlier end, or longer steps"
        )
    return tuple(_step(number, size) for number in numbers)


def _step(number: int, size: int) -> PartialDate:
    year, month = divmod(number * size, 12)
    return PartialDate(year) if size == 12 else PartialDate(year, month + 1)


def _known_span(study: Study) -> Period:
    """Return the days from the first start to the last end that are known or presumed."""
    as_of = study.city.as_of
    starts, ends = [as_of.first], [as_of.last]
    for entry in study.city.initiatives:
        spans = study.calendar.spans(entry.id)
        for period in (spans.open, spans.certain, spans.likely):
            if period is not None:
                starts += [period.first] if period.first != date.min else []
                ends += [period.last] if period.last != date.max else []
    for placed in _commitments(study).placed.values():
        starts.append(placed.period.first)
        ends.append(placed.period.last)
    return Period(min(starts), max(ends))


def _commitments(study: Study) -> Commitments:
    return Commitments(study.ledger, study.ledger.lines)


def timeline_of(study: Study, steps: Steps, *, step: TimeStep) -> Timeline:
    """Return the timeline of a city that was read, over `steps`, which are all months or years."""
    periods = [Period(each.first, each.last) for each in steps]
    days = [period.last for period in periods]
    commitments = _commitments(study)
    committed, undated = _spread(commitments, periods), _count_undated(commitments, periods)
    rows = [
        TimelineRow(
            period=str(each),
            day=period.last,
            yes=state.running[Running.YES],
            presumed=state.running[Running.PRESUMED],
            unknown=state.running[Running.UNKNOWN],
            committed=add_up(committed[index]),
            undated=undated[index],
            capacity_low=state.capacity.low,
            capacity_high=state.capacity.high,
            unknown_capacity=len(state.capacity.unknown),
            needs_absent=state.needs["absent"],
            needs_possible=state.needs["possible"],
            needs_general=state.needs["general"],
            needs_partial=state.needs["partial"],
            needs_reached=state.needs["reached"],
        )
        for index, (each, period, state) in enumerate(
            zip(steps, periods, walk_days(study, days), strict=True)
        )
    ]
    return Timeline(
        study.city.id,
        TimelineParameters(
            on=None,
            ever=False,
            carry=study.calendar.carry,
            step=step,
            start=periods[0].first,
            end=periods[-1].last,
        ),
        tuple(rows),
        as_of=study.city.as_of.last,
        undated=tuple(line_name(*key) for key in commitments.undated),
        study=study,
    )


def _count_undated(commitments: Commitments, periods: list[Period]) -> list[int]:
    """Return for each period how many lines without a period may have money in it."""
    days = [commitments.days_of(key) for key in commitments.undated]
    firsts, lasts = sorted(each.first for each in days), sorted(each.last for each in days)
    return [
        bisect_right(firsts, period.last) - bisect_left(lasts, period.first) for period in periods
    ]


def _spread(
    commitments: Commitments, periods: list[Period]
) -> list[list[tuple[str | None, Bounds]]]:
    """Return the money of each period, line by line; cost: the money that there is in each."""
    found: list[list[tuple[str | None, Bounds]]] = [[] for _ in periods]
    days = [period.last for period in periods]
    for placed in commitments.placed.values():
        for index in range(bisect_left(days, placed.period.first), len(periods)):
            if periods[index].first > placed.period.last:
                break
            found[index].append((placed.currency, placed.within(periods[index])))
    return found
