"""What surely ends, and what takes over from it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from learningcity.analysis.coordination import umbrellas
from learningcity.model.city import City
from learningcity.model.running import Calendar

__all__ = ["Succession"]


class Succession:
    """When initiatives surely end, and which others follow them.

    Both depend on what the file says of dates and of ``follows``, not on the day on which the city
    is read.

    Parameters
    ----------
    city
        The city.
    calendar
        The periods of its initiatives.
    """

    def __init__(self, city: City, calendar: Calendar) -> None:
        self._city = city
        self._calendar = calendar
        self._initiatives = {entry.id: entry for entry in city.initiatives}

    @cached_property
    def _followers(self) -> dict[str, list[str]]:
        """For each initiative those that directly follow it, in file order."""
        found: dict[str, list[str]] = {}
        for entry in self._city.initiatives:
            for earlier in entry.follows:
                found.setdefault(earlier, []).append(entry.id)
        return found

    def last_day(self, initiative_id: str) -> date | None:
        """Return the last day on which an initiative may run.

        ``None`` where nothing says that it ends, and where it has no day on which it may run.
        """
        days = self._calendar.spans(initiative_id).open
        return None if days is None or days.last == date.max else days.last

    def first_end(self, initiative_id: str) -> date | None:
        """Return the first day that may be the last one of an initiative.

        That is the last one on which it surely runs, else the first day of its end, else the first
        of its start; ``None`` where the file says none of these.
        """
        spans = self._calendar.spans(initiative_id)
        if spans.certain is not None:
            return spans.certain.last
        first, end = spans.possible.first, self._initiatives[initiative_id].end
        if end is not None:
            return max(first, end.first)
        return None if first == date.min else first

    def may_run_after(self, initiative_id: str, day: date) -> bool:
        """Return whether an initiative may run on some day after `day`."""
        days = self._calendar.spans(initiative_id).open
        return days is not None and days.last > day

    def umbrellas_after(self, initiative_id: str, day: date) -> tuple[str, ...]:
        """Return the umbrellas of an initiative, nearest first, that may run after `day`."""
        above = umbrellas(self._initiatives, initiative_id)[1:]
        return tuple(larger for larger in above if self.may_run_after(larger, day))

    def successors(self, initiative_id: str, *, after: date | None = None) -> tuple[str, ...]:
        """Return the initiatives that take over from one, in file order.

        They follow it or an umbrella of it, directly or one after the other, and may run after the
        day `after` (by default after its own last day). Neither an umbrella of it nor a part of it
        is its successor. Where it has no last day and no day is given, nothing takes over.
        """
        day = self.last_day(initiative_id) if after is None else after
        if day is None:
            return ()
        waiting = umbrellas(self._initiatives, initiative_id)
        seen = set(waiting)
        found = set()
        while waiting:
            for later in self._followers.get(waiting.pop(), ()):
                if later in seen:
                    continue
                seen.add(later)
                waiting.append(later)
                within = initiative_id in umbrellas(self._initiatives, later)
                if not within and self.may_run_after(later, day):
                    found.add(later)
        if not found:
            return ()
        return tuple(entry.id for entry in self._city.initiatives if entry.id in found)
