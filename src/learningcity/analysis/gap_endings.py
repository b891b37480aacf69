"""Needs for which all that is meant for them ends soon, and nothing follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.gap_rows import GapRow, strength_of
from learningcity.analysis.placement import best_placed
from learningcity.analysis.sentences import continuity as words
from learningcity.analysis.study import Study
from learningcity.model.dates import add_months, whole_months
from learningcity.model.entities import Need
from learningcity.model.running import Spans
from learningcity.model.vocabulary import offers_itself
from learningcity.reach.needs import Reach

__all__ = ["Closing", "Ending", "Endings", "closing_of", "continuity_gaps"]


@dataclass(frozen=True, slots=True)
class Ending:
    """Between which days an initiative surely ends, and whose end that is."""

    by: str
    """The initiative itself, or the umbrella with which it ends."""
    first: date
    last: date


class Endings:
    """When initiatives surely end, and what follows them, as seen on one day.

    An initiative surely ends where the file sets it a last possible day. A part ends with its
    umbrella at the latest; a fund or a coordination ends no part, and nor does an umbrella that
    ended before the day, which the part outlived, or that has no day on which it may run.
    """

    def __init__(self, study: Study, day: date) -> None:
        self._calendar = study.calendar
        self._day = day
        self._initiatives = {entry.id: entry for entry in study.city.initiatives}
        self._order = study.order
        self._followers: dict[str, list[str]] = {}
        for entry in study.city.initiatives:
            for earlier in entry.follows:
                self._followers.setdefault(earlier, []).append(entry.id)

    def _family(self, initiative_id: str) -> list[str]:
        """Return an initiative and the umbrellas with which it ends, nearest first."""
        own, *above = umbrellas(self._initiatives, initiative_id)
        return [own, *(key for key in above if offers_itself(self._initiatives[key]))]

    def of(self, initiative_id: str) -> Ending | None:
        """Return when an initiative ends, or ``None`` where nothing says that it does."""
        found = self._own(initiative_id)
        for key in self._family(initiative_id)[1:]:
            above = self._own(key)
            if above is None or above.last < self._day:
                continue
            if found is None:
                found = above
            by = above.by if above.last < found.last else found.by
            found = Ending(by, min(found.first, above.first), min(found.last, above.last))
        return found

    def _own(self, initiative_id: str) -> Ending | None:
        spans = self._calendar.spans(initiative_id)
        last = spans.possible.last
        if last == date.max or not _has_days(spans):
            return None
        end = self._initiatives[initiative_id].end
        first = self._day if end is None else end.first
        if spans.certain is not None:
            first = spans.certain.last
        return Ending(initiative_id, min(max(self._day, first), last), last)

    def followers(self, initiative_ids: Iterable[str]) -> tuple[str, ...]:
        """Return what follows any of them or of their umbrellas, directly or not, in file order."""
        waiting = [key for own in initiative_ids for key in self._family(own)]
        found: set[str] = set()
        while waiting:
            for later in self._followers.get(waiting.pop(), ()):
                if later not in found:
                    found.add(later)
                    waiting.append(later)
        return tuple(sorted(found, key=self._order.__getitem__))

    def may_run_after(self, initiative_id: str, day: date) -> bool:
        """Return whether an initiative may run on some day after `day`."""
        spans = self._calendar.spans(initiative_id)
        if not _has_days(spans):
            return False
        ending = self.of(initiative_id)
        last = date.max if ending is None else ending.last
        shut = date.min if spans.shut is None else spans.shut
        return spans.possible.first <= last and last > max(day, shut)


def _has_days(spans: Spans) -> bool:
    """Return whether there is a day on which an initiative may run; a plan needs one to come."""
    first, last = spans.possible.first, spans.possible.last
    return first <= last and (spans.shut is None or spans.shut < last)


@dataclass(frozen=True, slots=True)
class Closing:
    """What is meant for a need, all of it ending, and between which days the last of it does."""

    endings: dict[str, Ending]
    first: date
    last: date


def closing_of(study: Study, endings: Endings, need: Need, limit: date) -> Closing | None:
    """Return what ends for a need by `limit`, where all of it does and nothing follows."""
    found: dict[str, Ending] = {}
    for key in study.reach(need.id).ids(Reach.TARGETED):
        ending = endings.of(key)
        if ending is None or ending.last > limit:
            return None
        found[key] = ending
    if not found:
        return None
    last = max(ending.last for ending in found.values())
    if any(endings.may_run_after(key, last) for key in endings.followers(found)):
        return None
    return Closing(found, max(ending.first for ending in found.values()), last)


def continuity_gaps(study: Study, horizon: int) -> list[GapRow]:
    """Return a row for each need for which all that is meant for it surely ends within `horizon`.

    Over all time there is no day from which to count, and no row.
    """
    day = study.calendar.day
    if day is None:
        return []
    endings, limit = Endings(study, day), add_months(day, horizon)
    view, rows = study.view, []
    for need in view.needs:
        closing = closing_of(study, endings, need, limit)
        if closing is None:
            continue
        reach, ending = study.reach(need.id), tuple(closing.endings)
        rows.append(
            GapRow(
                type="continuity",
                subjects=(f"need:{need.id}",),
                marks=(),
                low=whole_months(day, closing.first),
                high=whole_months(day, closing.last),
                unit="months",
                strength=strength_of(need),
                sentence=words.continuity_sentence(view, need, ending, closing.last),
                remedy=words.continuity_remedy(view, ending),
                partners=best_placed(
                    view, study.likeness, reach.wanted, reach.facets, without=frozenset(ending)
                ),
            )
        )
    return rows
