"""What runs, what is on offer and which needs are met, on many days one after the other.

Between two days only that is worked out again which changed: an initiative that begins or stops, a
place or group that comes into use or goes out of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.coverage import LEFT_OUT, STATUSES, status_of, unreached
from learningcity.analysis.study import Study
from learningcity.model.dates import day_after
from learningcity.model.entities import Initiative, Need
from learningcity.model.running import Running, Spans
from learningcity.reach.needs import LineMatch, Reach, wanted_terms
from learningcity.reach.supply import Supply, count_supply, whole_offer
from learningcity.reach.view import Facet, Line

__all__ = ["DayState", "walk_days"]


@dataclass(frozen=True, slots=True)
class DayState:
    """A city on one day, in numbers.

    ``running`` counts initiatives by whether they run, ``needs`` counts needs by their status.
    """

    running: dict[Running, int]
    capacity: Supply
    needs: dict[str, int]


def walk_days(study: Study, days: Sequence[date]) -> Iterator[DayState]:
    """Yield the state of a city on each of `days`, which are in ascending order.

    Cost: needs times lines once, then for each change of an initiative the needs that its lines
    have something in common with, and its family.
    """
    running = _turns(study, days)
    counts = Counter({Running.NO: len(study.city.initiatives)})
    offer, coverage = _Offer(study), _Coverage(study)
    turning = _term_turns(study, days)
    state: DayState | None = None
    for index, day in enumerate(days):
        changes = running.get(index, {})
        for before, after in changes.values():
            counts[before] -= 1
            counts[after] += 1
        offer.change(changes)
        coverage.change(changes)
        if index in turning:
            coverage.use_terms_of(day)
        if state is None or changes or index in turning:
            state = DayState(
                {answer: counts[answer] for answer in Running}, offer.total(), coverage.count()
            )
        yield state


# -- what changes when ---------------------------------------------------------------------------

_Changes = dict[str, tuple[Running, Running]]
"""By initiative: whether it ran before, and whether it runs now."""


def _turns(study: Study, days: Sequence[date]) -> dict[int, _Changes]:
    """Return for each index of a day which initiatives change then."""
    found: dict[int, _Changes] = {}
    for entry in study.city.initiatives:
        before, spans = Running.NO, study.calendar.spans(entry.id)
        for index in _indices(_borders(spans), days):
            after = spans.on(days[index])
            if after != before:
                found.setdefault(index, {})[entry.id] = (before, after)
            before = after
    return found


def _borders(spans: Spans) -> Iterator[date]:
    """Yield the days from which on an initiative may run otherwise than before."""
    for period in (spans.possible, spans.certain, spans.likely):
        if period is not None:
            yield period.first
            yield day_after(period.last)
    if spans.shut is not None:
        yield day_after(spans.shut)


def _indices(borders: Iterator[date], days: Sequence[date]) -> list[int]:
    """Return the indices of the first days at or after each border."""
    found = {bisect_left(days, border) for border in borders}
    return sorted(index for index in found if index < len(days))


def _term_turns(study: Study, days: Sequence[date]) -> frozenset[int]:
    """Return the indices of the days on which other places or groups may be in use; 0 is one."""
    borders = [date.min]
    for facet in LEFT_OUT:
        graph = study.view.graph(facet)
        for entry in (entry for term in graph.ids for entry in graph.entries(term)):
            borders += [entry.since.first] if entry.since else []
            borders += [day_after(entry.until.last)] if entry.until else []
    return frozenset(_indices(iter(borders), days))


# -- capacity ------------------------------------------------------------------------------------


class _Offer:
    """What all that runs can serve in a year; an umbrella and its parts are one capacity."""

    def __init__(self, study: Study) -> None:
        known = {entry.id: entry for entry in study.city.initiatives}
        self._top = {entry_id: umbrellas(known, entry_id)[-1] for entry_id in known}
        self._families: dict[str, list[Initiative]] = {}
        for entry in study.city.initiatives:
            self._families.setdefault(self._top[entry.id], []).append(entry)
        self._running = dict.fromkeys(known, Running.NO)
        self._parts = study.families
        self._lines = study.view.all_lines
        self._supplies: dict[str, Supply] = {}

    def change(self, changes: _Changes) -> None:
        """Take in which initiatives begin and stop."""
        for entry_id, (_, after) in changes.items():
            self._running[entry_id] = after
        for top in dict.fromkeys(self._top[entry_id] for entry_id in changes):
            family = self._families[top]
            found = tuple(
                whole_offer(entry, self._running[entry.id], self._lines[entry.id])
                for entry in family
                if entry.id in self._lines and self._running[entry.id] != Running.NO
            )
            self._supplies[top] = count_supply(found, self._parts)

    def total(self) -> Supply:
        """Return the sum over all families."""
        supplies = self._supplies.values()
        highs = [supply.high for supply in supplies if supply.high is not None]
        silent = {entry_id for supply in supplies for entry_id in supply.unknown}
        return Supply(
            low=sum(supply.low for supply in supplies),
            high=sum(highs) if len(highs) == len(supplies) else None,
            unknown=tuple(entry_id for entry_id in self._running if entry_id in silent),
        )


# -- needs ---------------------------------------------------------------------------------------


class _NeedTrack:
    """What reaches one need at the moment."""

    def __init__(self, study: Study, need: Need) -> None:
        self.need_id = need.id
        self.wanted = wanted_terms(study.view, need)
        self.reaching: Counter[Reach] = Counter()
        self.targeted: dict[str, tuple[Line, ...]] = {}
        self.status = "absent"

    @property
    def best(self) -> Reach:
        """The most direct reach of anything that runs."""
        return max((reach for reach, count in self.reaching.items() if count), default=Reach.NOT)


class _Coverage:
    """How many needs have which status, kept up to date from change to change."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._tracks = [_NeedTrack(study, need) for need in study.view.needs]
        self._dirty = dict.fromkeys(self._tracks)
        self._touched: dict[str, list[tuple[_NeedTrack, tuple[LineMatch, ...]]]] = {}
        for track in self._tracks:
            for entry_id, matches in study.matches(track.need_id).items():
                self._touched.setdefault(entry_id, []).append((track, matches))
        self._leaves: dict[Facet, Mapping[str, int]] = {}
        self._known: dict[object, bool] = {}

    def use_terms_of(self, day: date) -> None:
        """Take in which places and groups are in use."""
        view = self._study.view
        leaves = {facet: view.leaves(facet, on=day) for facet in LEFT_OUT}
        if leaves != self._leaves:
            self._leaves = leaves
            self._known.clear()
            self._dirty.update(dict.fromkeys(self._tracks))

    def change(self, changes: _Changes) -> None:
        """Take in which initiatives begin and stop."""
        for entry_id, (before, after) in changes.items():
            for track, matches in self._touched.get(entry_id, ()):
                track.reaching[max(match.on(before).reach for match in matches)] -= 1
                now = [match.on(after) for match in matches]
                track.reaching[max(item.reach for item in now)] += 1
                meant = tuple(item.line for item in now if item.reach == Reach.TARGETED)
                track.targeted.pop(entry_id, None)
                if meant:
                    track.targeted[entry_id] = meant
                self._dirty[track] = None

    def count(self) -> dict[str, int]:
        """Return how many needs have each status."""
        for track in self._dirty:
            best = track.best
            left_out = best == Reach.TARGETED and self._leaves_out(track)
            track.status = status_of(best, left_out=left_out)
        self._dirty = {}
        found = Counter(track.status for track in self._tracks)
        return {status: found[status] for status in STATUSES}

    def _leaves_out(self, track: _NeedTrack) -> bool:
        lines = dict.fromkeys(line for lines in track.targeted.values() for line in lines)
        return any(self._leaves_out_on(track, facet, tuple(lines)) for facet in LEFT_OUT)

    def _leaves_out_on(self, track: _NeedTrack, facet: Facet, lines: tuple[Line, ...]) -> bool:
        wanted = track.wanted[facet]
        key = (facet, wanted, frozenset(line.terms(facet) for line in lines))
        found = self._known.get(key)
        if found is None:
            view, likeness = self._study.view, self._study.likeness
            leaves = self._leaves[facet]
            found = bool(unreached(view, likeness, facet, wanted, lines, leaves))
            self._known[key] = found
        return found
