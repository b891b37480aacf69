"""Which initiatives end, and nothing takes over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from learningcity.analysis.commitments import add_up
from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.money import Money
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences.time import endings_summary
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate, Period, add_months, period_of
from learningcity.model.entities import Initiative
from learningcity.model.running import CARRY
from learningcity.model.vocabulary import offers_itself
from learningcity.reach.needs import Reach

if TYPE_CHECKING:
    from learningcity.analysis.explanation import Explanation

__all__ = ["EndingRow", "Endings", "Followed", "endings_of", "find_endings", "meant_for"]

WHEN = ("ends", "ended", "ended-some-day")
"""When an initiative ends: ahead, in the months before, or on a day that nobody has said."""


@dataclass(frozen=True)
class EndingRow(Row):
    """An initiative that ends without a successor."""

    initiative: str
    """The id of the initiative."""
    when: str
    """``ends`` ahead, ``ended`` in the months before, or ``ended-some-day``, perhaps earlier."""
    ends_from: date | None
    """The first day that may be its last; ``None`` where nobody knows."""
    ends_by: date
    """The last day on which it may run."""
    umbrella: str | None
    """The nearest umbrella that offers something and may run on; the work may go on there."""
    under: str | None
    """The nearest umbrella that is a row itself; the row is then not counted in headlines."""
    needs: tuple[str, ...]
    """Needs for which nothing else that is meant for them may run after it."""
    leads: tuple[str, ...]
    """Partners that may have led it when it ended."""
    money: tuple[Money, ...]
    """Its net revenue as recorded, of whatever years, by currency; empty where none is recorded."""

    @property
    def counts(self) -> bool:
        """Whether it counts in headlines: no umbrella runs on or stands for it."""
        return self.umbrella is None and self.under is None


@dataclass(frozen=True)
class Followed(Row):
    """An initiative that ends, with what takes over."""

    initiative: str
    """The id of the initiative."""
    ends_by: date
    """The last day on which it may run."""
    successors: tuple[str, ...]
    """The initiatives that follow it, or an umbrella of it, and may run on."""


@dataclass(frozen=True, kw_only=True)
class EndingParameters(Parameters):
    """What the endings rest on."""

    horizon: int
    """How many months ahead the ends lie."""
    back: int
    """How many months back the ends lie."""


@dataclass(frozen=True)
class Endings(Result[EndingRow, EndingParameters]):
    """What ends without a successor: first what ends ahead, then what ended.

    See Also
    --------
    learningcity.find_endings : works it out.
    learningcity.FundingCliff : the money that ends.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.find_endings(city)
    >>> [(row.initiative, str(row.ends_by)) for row in found.rows]
    [('open-doors', '2025-12-31'), ('young-mentors', '2026-02-28'), ('climate-leaders',
    '2026-06-30')]
    """

    schema: ClassVar[str] = "learningcity/endings/1"
    shown: ClassVar[tuple[str, ...]] = ("initiative", "when", "ends_by", "umbrella", "needs")
    extra: ClassVar[tuple[str, ...]] = ("followed",)

    followed: tuple[Followed, ...]
    """What ends in the same time and has a successor, in file order."""

    def summary(self) -> str:
        """Return one sentence with how many initiatives end without a successor."""
        return endings_summary(self)

    def _row_type(self) -> type[Row]:
        return EndingRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.time_explanations import explain_ending

        return explain_ending(study, self.rows[index])


def find_endings(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    horizon: int = 12,
    back: int = 12,
    carry: int = CARRY,
) -> Endings:
    """Find initiatives that end, or have ended of late, and that nothing takes over from.

    It answers what stops, which needs are then left with nothing that is meant for them, whom to
    ask, and about how much money. It knows only ends that the file states: an initiative without an
    end may stop tomorrow. It cannot tell whether the end is a loss; some things are done.

    Parameters
    ----------
    city
        The city.
    on
        The day; ``None`` is the last day of ``city.as_of``.
    horizon
        How many months ahead to look, at least 0.
    back
        How many months back to look, at least 0.
    carry
        Years for which an initiative seen running is presumed to run on; ends do not depend on it.

    Returns
    -------
    Endings
        Rows in the order of ``when``: ``ends``, ``ended``, ``ended-some-day``; within each the
        earliest ``ends_by`` first, then file order. What has a successor is no row and is listed in
        ``followed``.

    Raises
    ------
    ValueError
        An argument lies outside its range.

    See Also
    --------
    learningcity.funding_cliff : the money that ends.
    learningcity.find_gaps : needs whose every initiative ends.

    Notes
    -----
    The last day, ``ends_by``, is the last one on which the initiative may run: the last day of its
    end, or for one that ended on a day nobody has said, the day before ``city.as_of`` begins. The
    first day that may be its last, ``ends_from``, is the last one on which it surely runs, else the
    first day of its end, else the first of its start.

    It is a row if `on` - `back` months ≤ ``ends_by`` ≤ `on` + `horizon` months: ``ends`` where
    ``ends_by`` is `on` or later; ``ended`` where also ``ends_from`` lies in these months;
    ``ended-some-day`` where it may have ended earlier. A successor is an initiative that follows
    it, or an umbrella of it, at any remove, and may run after ``ends_by``. A need is listed where
    the initiative is meant for it (targeted whenever it runs) and no other one that is meant for it
    may run after ``ends_by``.

    Funds and coordination are rows too, and are nobody's ``umbrella``: they offer nothing
    themselves.

    Cost: needs times lines.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> rows = learningcity.find_endings(city).rows
    >>> [(row.initiative, str(row.ends_by)) for row in rows if row.when == "ends"]
    [('hope-project', '2025-06-30')]
    """
    return endings_of(Study(city, on=on, carry=carry), horizon=horizon, back=back)


def endings_of(study: Study, *, horizon: int = 12, back: int = 12) -> Endings:
    """Return the endings of a city that was read on a day."""
    for name, months in (("horizon", horizon), ("back", back)):
        if months < 0:
            raise ValueError(f"{name}: {months} is below 0")
    calendar = study.calendar
    if calendar.day is None:
        raise ValueError("on: endings are about one day, not about all time")
    window = Period(add_months(calendar.day, -back), add_months(calendar.day, horizon))
    rows, followed = [], []
    targets = _targets(study)
    for entry in study.city.initiatives:
        ends_by = study.succession.last_day(entry.id)
        if ends_by is None or ends_by not in window:
            continue
        successors = study.succession.successors(entry.id)
        if successors:
            followed.append(Followed(entry.id, ends_by, successors))
        else:
            rows.append(_row(study, entry, ends_by, window, targets))
    parameters = EndingParameters(
        on=calendar.day, ever=False, carry=calendar.carry, horizon=horizon, back=back
    )
    return Endings(
        study.city.id,
        parameters,
        tuple(sorted(_nested(study, rows), key=lambda row: (WHEN.index(row.when), row.ends_by))),
        followed=tuple(followed),
        study=study,
    )


_Targets = dict[str, dict[str, tuple[str, ...]]]
"""By initiative: the needs that it is meant for whenever it runs, each with all that are."""


def _targets(study: Study) -> _Targets:
    found: _Targets = {}
    for need in study.view.needs:
        meant = meant_for(study, need.id)
        for key in meant:
            found.setdefault(key, {})[need.id] = meant
    return found


def meant_for(study: Study, need_id: str) -> tuple[str, ...]:
    """Return the initiatives that are meant for a need whenever they run, in file order."""
    return tuple(
        entry_id
        for entry_id, matches in study.matches(need_id).items()
        if any(match.running == Reach.TARGETED for match in matches)
    )


def _row(
    study: Study, entry: Initiative, ends_by: date, window: Period, targets: _Targets
) -> EndingRow:
    ends_from = study.succession.first_end(entry.id)
    initiatives = study.city.initiatives
    goes_on = study.succession.umbrellas_after(entry.id, ends_by)
    return EndingRow(
        initiative=entry.id,
        when=_when(study, ends_from, ends_by, window),
        ends_from=ends_from,
        ends_by=ends_by,
        umbrella=next((key for key in goes_on if offers_itself(initiatives[key])), None),
        under=None,
        needs=tuple(
            need_id
            for need_id, meant in targets.get(entry.id, {}).items()
            if _is_last(study, ends_by, meant)
        ),
        leads=_leads(study, entry, Period(ends_from or date.min, ends_by)),
        money=add_up(study.ledger.net(study.ledger.of_initiative(entry.id)).items()),
    )


def _when(study: Study, ends_from: date | None, ends_by: date, window: Period) -> str:
    day = study.calendar.day
    if day is not None and ends_by >= day:
        return "ends"
    return "ended" if ends_from is not None and ends_from in window else "ended-some-day"


def _is_last(study: Study, ends_by: date, meant: tuple[str, ...]) -> bool:
    """Return whether nothing that is meant for a need may run after the day an initiative ends."""
    return not any(study.succession.may_run_after(other, ends_by) for other in meant)


def _leads(study: Study, entry: Initiative, ending: Period) -> tuple[str, ...]:
    """Return the partners that may have led an initiative on the day it ended, in file order."""
    return study.view.partner_order(
        part.partner
        for part in entry.partners
        if "lead" in part.role and period_of(part.start, part.end).meets(ending)
    )


def _nested(study: Study, rows: list[EndingRow]) -> Iterable[EndingRow]:
    """Yield the rows, each with the nearest umbrella that is a row itself."""
    known = {entry.id: entry for entry in study.city.initiatives}
    ending = {row.initiative for row in rows}
    for row in rows:
        above = umbrellas(known, row.initiative)[1:]
        yield replace(row, under=next((key for key in above if key in ending), None))
