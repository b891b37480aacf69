"""What ends, what is old, what nobody evaluated.

A month later is the same day of the next month, or its last day where it has no such day; a year is
twelve of them.
"""

from __future__ import annotations

import calendar
from datetime import date

from tests.oracle import days
from tests.oracle.case import Case
from tests.oracle.needs import analysed, reach
from tests.oracle.plain import Data, listed


def months_later(day: date, months: int) -> date:
    """The same day so many months later; beyond the year 9999 is the last day there is."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if year > date.max.year:
            return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_between(first: date, last: date) -> int:
    """How many whole months lie between two days: the largest number that does not go beyond."""
    months = 0
    while first < last and months_later(first, months + 1) <= last:
        months += 1
    return months


def years_between(first: date, last: date) -> int:
    """How many whole years lie between two days."""
    years = 0
    while days.years_later(first, years + 1) <= last:
        years += 1
    return years


# -- continuity ----------------------------------------------------------------------------------


def may_run(case: Case, i: str) -> days.Period | None:
    """The days on which an initiative may run; a planned one runs after the file's day only."""
    span = days.possible(case.initiatives[i], case.as_of)
    if span is None or case.initiatives[i].get("status") != "planned":
        return span
    return span if span[1] > days.last_day(case.as_of) else None


def own_end(case: Case, i: str, day: date) -> days.Period | None:
    """Between which days an initiative itself ends, as the file says; not before `day`."""
    entry = case.initiatives[i]
    span = may_run(case, i)
    if span is None or span[1] == date.max:
        return None
    sure = days.certain(entry, case.as_of)
    if sure is not None:
        earliest = sure[1]
    else:
        earliest = max(days.first_day(entry.get("start")), days.first_day(entry.get("end")))
    return min(max(day, earliest), span[1]), span[1]


def families(case: Case, i: str) -> list[str]:
    """An initiative and its umbrellas that offer something."""
    return [i, *(above for above in case.umbrellas(i) if case.offering(above))]


def end_of(case: Case, i: str, day: date) -> days.Period | None:
    """A part ends with its umbrella at the latest, unless that was over before the day."""
    ends = [own_end(case, each, day) for each in families(case, i)]
    known = [
        end for number, end in enumerate(ends) if end is not None and (number == 0 or end[1] >= day)
    ]
    if not known:
        return None
    return min(end[0] for end in known), min(end[1] for end in known)


def runs_after(case: Case, i: str, after: date, day: date) -> bool:
    """Whether an initiative may run after a day."""
    span, end = may_run(case, i), end_of(case, i, day)
    if span is None:
        return False
    last = date.max if end is None else end[1]
    return span[0] <= last and last > after


def followed_by(case: Case, i: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """What follows an initiative, directly or one after the other."""
    direct = {
        later
        for later, entry in case.initiatives.items()
        if i in listed(entry.get("follows")) and later not in seen
    }
    found = set(direct)
    for later in direct:
        found |= followed_by(case, later, seen | direct)
    return found


def successors(case: Case, i: str) -> set[str]:
    """What follows an initiative or an umbrella of it; no umbrella of it, and no part of it."""
    family = [i, *case.umbrellas(i)]
    later = {f for each in family for f in followed_by(case, each)}
    return {f for f in later if f not in family and i not in case.umbrellas(f)}


def continuity(case: Case, horizon: int) -> list[Data]:
    """Every targeted initiative surely ends within the horizon, and none follows."""
    if case.day is None:
        return []
    rows = []
    for n in analysed(case):
        targeted = [i for i in case.initiatives if reach(case, i, case.needs[n]) == "targeted"]
        ends = [end_of(case, i, case.day) for i in targeted]
        sure = [end for end in ends if end is not None]
        if not targeted or len(sure) < len(ends):
            continue
        first, last = max(end[0] for end in sure), max(end[1] for end in sure)
        if last > months_later(case.day, horizon):
            continue
        later = {f for i in targeted for f in successors(case, i)}
        if any(runs_after(case, f, last, case.day) for f in later):
            continue
        rows.append(
            {
                "type": "continuity",
                "subjects": [f"need:{n}"],
                "marks": [],
                "low": months_between(case.day, first),
                "high": months_between(case.day, last),
                "unit": "months",
            }
        )
    return rows


# -- evidence and evaluation ---------------------------------------------------------------------


def evidence(case: Case, max_age: int) -> list[Data]:
    """No source or date, or older than `max_age` years; not known where a coarse date may be."""
    rows = []
    for n in analysed(case):
        need = case.needs[n]
        written = need.get("date")
        first, last = days.first_day(written), days.last_day(written)
        marks = [] if listed(need.get("sources")) else ["no-source"]
        low = high = None
        perhaps = False
        if written is None:
            marks.append("no-date")
        elif case.day is not None:
            if days.years_later(last, max_age) < case.day:
                marks.append("old")
            perhaps = days.years_later(first, max_age) < case.day
            if first <= case.day:
                low = years_between(min(last, case.day), case.day)
                high = years_between(first, case.day)
        if not marks and perhaps:
            marks = ["not-known"]
        if marks:
            rows.append(
                {
                    "type": "evidence",
                    "subjects": [f"need:{n}"],
                    "marks": marks,
                    "low": low,
                    "high": high,
                    "unit": "years",
                }
            )
    return rows


def evaluation(case: Case) -> list[Data]:
    """It offers something, may run, is not planned, and no outcome is recorded."""
    return [
        {
            "type": "evaluation",
            "subjects": [f"initiative:{i}"],
            "marks": [],
            "low": None,
            "high": None,
            "unit": None,
        }
        for i, entry in case.initiatives.items()
        if case.offering(i)
        and case.running(i) != "no"
        and entry.get("status") != "planned"
        and not listed(entry.get("outcomes"))
    ]
