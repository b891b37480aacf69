"""Days and periods: partial dates, sightings, when an initiative runs."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tests.oracle.plain import Data

Period = tuple[date, date]
STRENGTH = ["no", "unknown", "presumed", "yes"]  # weakest first


def first_day(written: object) -> date:
    """A partial date stands for its first to its last day; nothing opens at the beginning."""
    if written is None:
        return date.min
    numbers = [int(part) for part in str(written).split("-")]
    return date(*[*numbers, 1, 1][:3])


def last_day(written: object) -> date:
    """The last day of a partial date; nothing closes at the end of time."""
    if written is None:
        return date.max
    numbers = [int(part) for part in str(written).split("-")]
    if len(numbers) == 1:
        return date(numbers[0], 12, 31)
    if len(numbers) == 2:
        return date(numbers[0], numbers[1], calendar.monthrange(numbers[0], numbers[1])[1])
    return date(numbers[0], numbers[1], numbers[2])


def years_later(day: date, years: int) -> date:
    """29 February becomes 28 February; beyond the year 9999 is the last day there is."""
    if day.year + years > date.max.year:
        return date.max
    if (day.month, day.day) == (2, 29) and not calendar.isleap(day.year + years):
        return date(day.year + years, 2, 28)
    return date(day.year + years, day.month, day.day)


def period(opens: date, closes: date) -> Period | None:
    """Bounds that cross: none."""
    return (opens, closes) if opens <= closes else None


def inside(day: date, span: Period | None) -> bool:
    """Whether a day lies in a period."""
    return span is not None and span[0] <= day <= span[1]


def meet(one: Period | None, other: Period | None) -> bool:
    """Whether two periods have a day in common."""
    if one is None or other is None:
        return False
    return max(one[0], other[0]) <= min(one[1], other[1])


def sighting(initiative: Data, as_of: object) -> object:
    """A sighting is `seen_active`, else `as_of` if active; none if planned."""
    status = initiative.get("status", "unknown")
    if status == "planned":
        return None
    if initiative.get("seen_active") is not None:
        return initiative["seen_active"]
    return as_of if status == "active" else None


def possible(initiative: Data, as_of: object) -> Period | None:
    """[first day of start or −∞, last day of end or +∞].

    `ended` without an end closes on the day before `as_of` begins.
    """
    closes = last_day(initiative.get("end"))
    if initiative.get("end") is None and initiative.get("status") == "ended":
        closes = first_day(as_of) - timedelta(days=1)
    return period(first_day(initiative.get("start")), closes)


def certain(initiative: Data, as_of: object) -> Period | None:
    """From the last day of `start` to the first day of `end`, stretched by the sighting."""
    if initiative.get("status") == "planned":
        return None
    start, end = initiative.get("start"), initiative.get("end")
    seen = sighting(initiative, as_of)
    if start is None and seen is None:
        return None
    if end is None and seen is None:
        return None
    if start is None:
        opens = first_day(seen)
    elif seen is None:
        opens = last_day(start)
    else:
        opens = min(last_day(start), max(first_day(start), first_day(seen)))
    if end is None:
        closes = last_day(seen)
    elif seen is None:
        closes = first_day(end)
    else:
        closes = max(first_day(end), min(last_day(end), last_day(seen)))
    return period(opens, closes)


def presumed(initiative: Data, as_of: object, carry: int) -> Period | None:
    """Where there is a certain one, no end, and it is active or unknown: `carry` years on."""
    sure = certain(initiative, as_of)
    if sure is None or initiative.get("end") is not None:
        return None
    if initiative.get("status", "unknown") not in ("active", "unknown"):
        return None
    return sure[0], years_later(sure[1], carry)


def likely(initiative: Data, as_of: object, carry: int) -> Period | None:
    """Certain and presumed together."""
    return presumed(initiative, as_of, carry) or certain(initiative, as_of)


def running_on(initiative: Data, as_of: object, day: date, carry: int) -> str:
    """`no` outside the possible period, `yes` in the certain one, `presumed`, else `unknown`."""
    if not inside(day, possible(initiative, as_of)):
        return "no"
    if initiative.get("status") == "planned":
        return "no" if day <= last_day(as_of) else "unknown"
    if inside(day, certain(initiative, as_of)):
        return "yes"
    if inside(day, presumed(initiative, as_of, carry)):
        return "presumed"
    return "unknown"


def running_ever(initiative: Data, as_of: object, carry: int) -> str:
    """`yes` with a certain period, `presumed` with a presumed one, else `unknown`."""
    if initiative.get("status") == "planned":
        return "no"
    if certain(initiative, as_of) is not None:
        return "yes"
    if presumed(initiative, as_of, carry) is not None:
        return "presumed"
    return "unknown"


def together_ever(one: Data, other: Data, as_of: object, carry: int) -> str:
    """`no` if the possible periods are apart, `yes` if certain ones meet, `presumed` if likely."""
    if not meet(possible(one, as_of), possible(other, as_of)):
        return "no"
    if meet(certain(one, as_of), certain(other, as_of)):
        return "yes"
    if meet(likely(one, as_of, carry), likely(other, as_of, carry)):
        return "presumed"
    return "unknown"
