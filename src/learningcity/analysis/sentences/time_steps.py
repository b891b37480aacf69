"""The steps by which rows about time are explained, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.time import pace_words, sums_words
from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    interval,
    join,
    money_words,
    number,
    term_name,
    text_in,
)
from learningcity.model.dates import Period
from learningcity.model.entities import Initiative
from learningcity.model.running import Running
from learningcity.model.values import Number
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.cliff import CliffRow
    from learningcity.analysis.commitments import Placed
    from learningcity.analysis.endings import EndingRow
    from learningcity.analysis.money import Money

__all__ = [
    "NO_SUCCESSOR",
    "capacity_step",
    "cliff_step",
    "cliff_subject",
    "ending_subject",
    "ends_step",
    "last_step",
    "leads_step",
    "needs_step",
    "pace_step",
    "reason_step",
    "revenue_step",
    "running_step",
    "share_step",
    "umbrella_step",
    "undated_step",
]

_RUNNING = {
    Running.YES: ("surely runs", "surely run"),
    Running.PRESUMED: ("is presumed to run", "are presumed to run"),
    Running.UNKNOWN: ("may run, nobody has said", "may run, nobody has said"),
}
_STATUS = {
    "absent": "reached by nothing recorded",
    "possible": "perhaps reached",
    "general": "reached by something that is not meant for it",
    "partial": "named by something meant for it that leaves a place or group out",
    "reached": "named by something meant for it that leaves nothing out",
}
_REASONS = {
    "no-money": "No funding line but capital is recorded, so there is no share to give.",
    "no-period": "No funding line has a recorded start and end, so there is no share to give.",
    "nothing-now": "Nothing runs on the day, so there is no share to give.",
    "unbounded": "The money may grow without a bound, so the lower share is not known.",
}
NO_SUCCESSOR = "No recorded initiative that may run later follows it or an umbrella of it."
"""What the file does not say of an initiative that ends."""


def _line(placed: Placed) -> str:
    money = money_words(placed.currency, placed.money.low, placed.money.high)
    days = count(placed.days, "day")
    period = f"{placed.period.first} to {placed.period.last}"
    return f"{'/'.join(placed.key)}: {money} over {days}, {period}"


def running_step(view: CityView, ids: Sequence[str], running: Running, day: date) -> str:
    """Return which initiatives run on the day of a row."""
    verb = _RUNNING[running][len(ids) != 1]
    names = join([initiative_name(view, key) for key in ids])
    return f"On {day}, {count(len(ids), 'initiative')} {verb}: {names}."


def share_step(placed: Placed, period: Period, label: str) -> str:
    """Return how much of a line falls into the period of a row."""
    first, last = max(placed.period.first, period.first), min(placed.period.last, period.last)
    money = placed.within(period)
    share = money_words(placed.currency, money.low, money.high)
    return f"{_line(placed)}; {count((last - first).days + 1, 'day')} in {label}: {share}."


def undated_step(how_many: int) -> str:
    """Return how many lines are left out because they have no period."""
    lines = count(how_many, "funding line")
    return f"{lines} without a recorded start and end may hold money of this time; in no figure."


def capacity_step(low: Number, high: Number | None, silent: int) -> str:
    """Return how many people can be served in a year."""
    if not silent:
        return f"Places a year: {interval(low, high)}."
    says = (
        "does not say how many people it serves"
        if silent == 1
        else "do not say how many people they serve"
    )
    known = f"at least {number(low)}" if low else "not known"
    return f"Places a year: {known}; {count(silent, 'initiative')} {says}."


def needs_step(how_many: int, status: str) -> str:
    """Return how many needs have a status."""
    return f"{count(how_many, 'need')} {_STATUS[status]}."


def cliff_subject(view: CityView, row: CliffRow) -> str:
    """Return what a row of a cliff is about."""
    if row.priority is None:
        name = "initiatives without a priority"
    else:
        name = term_name(view, "priority", row.priority)
    return f"{name}, {row.currency}" if row.currency else name


def pace_step(placed: Placed, now: date, then: date) -> str:
    """Return the pace of a line, and whether it runs on the two days."""
    running = [str(day) for day in (now, then) if day in placed.period]
    low, high = placed.pace()
    pace = money_words(placed.currency, floor(low), None if high is None else floor(high))
    return f"{_line(placed)}, which is {pace} a year; it runs on {join(running)}."


def cliff_step(row: CliffRow, now: date, then: date) -> str:
    """Return the sums on the two days."""
    before, after = pace_words(row), pace_words(row, later=True)
    return f"Together, a year: {before} on {now}, {after} on {then}."


def reason_step(reason: str) -> str:
    """Return why a share is not given."""
    return _REASONS[reason]


def ending_subject(view: CityView, row: EndingRow) -> str:
    """Return which initiative ends when."""
    verb = "ends" if row.when == "ends" else "ended"
    return f"{initiative_name(view, row.initiative)} {verb} by {row.ends_by}"


def ends_step(entry: Initiative, row: EndingRow) -> str:
    """Return what the file says of an end, and what follows."""
    said = (("start", entry.start), ("end", entry.end), ("status", entry.status))
    stated = [f"{name} {value}" for name, value in said if name in entry.model_fields_set]
    seen = f", seen running {entry.seen_active}" if entry.seen_active else ""
    earliest = "an unknown day" if row.ends_from is None else str(row.ends_from)
    if row.ends_from == row.ends_by:
        return f"The file says: {', '.join(stated)}{seen}. Its last day is {row.ends_by}."
    return (
        f"The file says: {', '.join(stated)}{seen}. "
        f"Its last day lies between {earliest} and {row.ends_by}."
    )


def umbrella_step(view: CityView, initiative_id: str, *, goes_on: bool) -> str:
    """Return that an initiative is part of one that may run on, or that ends too."""
    name = initiative_name(view, initiative_id)
    if goes_on:
        return f"It is part of {name}, which may run on: the work may go on there."
    return f"It is part of {name}, which ends too and has a row of its own."


def last_step(view: CityView, need_id: str, others: int) -> str:
    """Return that a need is left with nothing that is meant for it."""
    statement = text_in(view, view.city.needs[need_id].statement).rstrip(".")
    if not others:
        return f"It is the only one meant for this need: {statement}."
    end = "the other one ends" if others == 1 else f"the other {number(others)} end"
    return f"It is meant for this need, and {end} no later: {statement}."


def leads_step(view: CityView, partner_ids: Sequence[str]) -> str:
    """Return who led it."""
    names = [text_in(view, view.city.partners[key].name) for key in partner_ids]
    return f"To ask: {join(names)}, which led it."


def revenue_step(sums: Sequence[Money]) -> str:
    """Return the money of an initiative."""
    return f"Its net revenue, of all years: {sums_words(sums)}."
