"""What would overturn what is said of a need, each change tried alone.

The list is closed: each unknown answered either way. A change concerns one initiative, or the
people of the need; what it makes of that initiative is worked out first, and where the row may hang
on it, the whole row is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, TypeAlias

from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.coverage import CoverageRow, Standing, stand
from learningcity.analysis.edits import (
    not_running,
    running_on,
    running_outside,
    with_capacity,
    with_least_capacity,
    with_spare_terms,
    with_terms,
    with_values,
)
from learningcity.analysis.explanation import Overturn
from learningcity.analysis.sentences import overturns as words
from learningcity.analysis.study import Study
from learningcity.analysis.supposition import Supposition
from learningcity.model.dates import Period
from learningcity.model.entities import Initiative, Need
from learningcity.model.running import Running, spans_of
from learningcity.model.values import Quantity
from learningcity.reach.needs import InitiativeReach, NeedReach, Reach, match_line
from learningcity.reach.supply import Supply, least_capacity, surely_served
from learningcity.reach.view import Facet

__all__ = ["NeedChange", "NeedUnknown", "Needs", "overturn_need"]

NeedUnknown: TypeAlias = Literal[
    "period", "activity", "priority", "audience", "place", "capacity", "people"
]
"""What nobody has said of an initiative, or of the people of a need."""


@dataclass(frozen=True, slots=True)
class NeedChange:
    """An answer that would turn a need into something else."""

    change: str
    unknown: NeedUnknown
    initiative: str | None
    condition: str
    after: Standing


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one answer makes of an initiative; ``item`` is none where it does not reach any more."""

    change: str
    unknown: NeedUnknown
    condition: Callable[[], str]
    study: Study
    item: InitiativeReach | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one need."""

    row: CoverageRow
    need: Need
    reach: NeedReach
    supply: Supply | None
    best: Reach


class _Reached(Study):
    """A study in which one need is reached in another way than it is."""

    def __init__(self, study: Study, reach: NeedReach) -> None:
        self.city, self.calendar = study.city, study.calendar
        self.view, self.likeness = study.view, study.likeness
        self._reaches = {reach.need.id: reach}
        self._supplies = {}
        self.covered = {}
        self._matches = {}


def overturn_need(study: Study, row: CoverageRow) -> tuple[Overturn, ...]:
    """Return the answers that would turn a need into something else, initiative by initiative."""
    before = f"{row.status}, {row.sufficiency}"
    return tuple(
        Overturn(
            found.change,
            words.need_overturned(found.condition, row, found.after),
            before,
            f"{found.after.status}, {found.after.sufficiency}",
            (f"initiative:{found.initiative}" if found.initiative else f"need:{row.need}",),
        )
        for found in Needs(study).changes(row)
    )


class Needs:
    """The needs of one study, and what answers would make of them."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._spare: dict[Facet, tuple[Study, str]] = {}
        self._dated: dict[str, tuple[Initiative, Initiative | None]] = {}

    def changes(self, row: CoverageRow) -> Iterator[NeedChange]:
        """Return the answers that would change the status or the sufficiency of a need."""
        study, need = self._study, self._study.city.needs[row.need]
        reach, supply = study.reach(need.id), study.supply(need.id)
        known = _Known(row, need, reach, supply, reach.best)
        # What is reached in full stays so, and without people nobody can be left without a place.
        closed = row.status == "reached" and (supply is None or need.people is None)
        for item in () if closed else reach.found:
            for answer in self._answers(known, item):
                if not self._may_matter(known, item, answer.item):
                    continue
                after = stand(_Reached(answer.study, _with_item(reach, item, answer.item)), need)
                if _said(after) != _said(row):
                    yield NeedChange(
                        answer.change, answer.unknown, item.initiative.id, answer.condition(), after
                    )
        if supply is not None:
            for change, condition, people in _peoples(need, supply):
                after = stand(study, with_values(need, people=people))
                if _said(after) != _said(row):
                    yield NeedChange(change, "people", None, condition, after)

    def _answers(self, known: _Known, item: InitiativeReach) -> Iterator[_Answer]:
        if item.running == Running.UNKNOWN:
            yield from self._periods(known, item)
        for facet in known.reach.facets if item.reach == Reach.MAY else ():
            if any(x.reach == Reach.MAY and not x.line.terms(facet) for x in item.lines):
                yield from self._statements(known, item, facet)
        if known.supply is not None and item.initiative.id in known.supply.unknown:
            yield from self._capacities(known, item)

    def _periods(self, known: _Known, item: InitiativeReach) -> Iterator[_Answer]:
        study, entry = self._study, item.initiative
        day = study.calendar.day
        if entry.id not in self._dated:
            self._dated[entry.id] = _dated(study, entry)
        runs, out = self._dated[entry.id]
        condition = partial(words.runs, study.view, entry.id, day)
        found = _reach(study, known.reach, runs)
        yield _Answer("period-runs", "period", partial(condition, runs=True), study, found)
        if out is not None:
            found = _reach(study, known.reach, out)
            yield _Answer("period-runs-not", "period", partial(condition, runs=False), study, found)

    def _statements(self, known: _Known, item: InitiativeReach, facet: Facet) -> Iterator[_Answer]:
        study, entry, unknown = self._study, item.initiative, _UNKNOWNS[facet]
        wanted = known.reach.wanted[facet]
        found = _reach(study, known.reach, with_terms(entry, facet, wanted))
        condition = partial(words.offers, study.view, facet, entry.id, wanted)
        yield _Answer(f"{facet}-wanted", unknown, condition, study, found)
        if study.view.graph(facet).top not in wanted:  # nobody is outside everyone
            larger, spare = self._with_spare(facet)
            found = _reach(larger, known.reach, with_terms(entry, facet, (spare,)))
            condition = partial(words.offers, study.view, facet, entry.id, ())
            yield _Answer(f"{facet}-other", unknown, condition, larger, found)

    def _with_spare(self, facet: Facet) -> tuple[Study, str]:
        """Return the study with one more term that has nothing in common with any other."""
        if facet not in self._spare:
            study = self._study
            city, (spare, _) = with_spare_terms(study.city, facet, study.view.graph(facet))
            self._spare[facet] = (Supposition(study, city), spare)
        return self._spare[facet]

    def _capacities(self, known: _Known, item: InitiativeReach) -> Iterator[_Answer]:
        study, entry, people = self._study, item.initiative, known.row.people_high
        if people is not None and item.running == Running.YES:  # else it surely serves nobody
            changed = with_capacity(entry, int(people))
            condition = partial(words.serves, study.view, entry.id, at_least=int(people))
            found = _reach(study, known.reach, changed)
            yield _Answer("capacity-enough", "capacity", condition, study, found)
        if self._alone_unknown(known, entry.id):
            condition = partial(words.serves, study.view, entry.id, at_most=least_capacity(entry))
            found = _reach(study, known.reach, with_least_capacity(entry))
            yield _Answer("capacity-none", "capacity", condition, study, found)

    def _alone_unknown(self, known: _Known, initiative_id: str) -> bool:
        """Return whether one answer may tell how many places there are at most.

        An umbrella and its parts are one capacity, so that an answer about one may do for all.
        """
        assert known.supply is not None, "capacities are asked for on a day"
        initiatives = self._study.city.initiatives
        above = umbrellas(initiatives, initiative_id)
        return all(
            key in above or initiative_id in umbrellas(initiatives, key)
            for key in known.supply.unknown
        )

    def _may_matter(self, known: _Known, old: InitiativeReach, new: InitiativeReach | None) -> bool:
        """Return whether a row may become another one where one initiative reaches it otherwise.

        Its status may where the most direct reach changes, or where something is left out that one
        more initiative may name; its sufficiency may where more people are surely served, or where
        no other capacity is missing.
        """
        now = Reach.NOT if new is None else new.reach
        if now > known.best or (now == Reach.TARGETED and known.row.status == "partial"):
            return True
        if old.reach == known.best > now and len(known.reach.ids(known.best)) == 1:
            return True
        if known.supply is None:
            return False
        served = 0 if new is None else surely_served(new)
        if known.row.people_high is not None and surely_served(old) != served:
            return True
        return known.row.people_low is not None and self._alone_unknown(known, old.initiative.id)


def _dated(study: Study, entry: Initiative) -> tuple[Initiative, Initiative | None]:
    """Return an initiative that surely runs, and one that does not; ``None`` if it cannot be so."""
    day, as_of = study.calendar.day, study.city.as_of
    if day is None:
        possible = study.calendar.spans(entry.id).possible
        return running_on(entry, _some_day(possible, study), as_of), not_running(entry)
    return running_on(entry, day, as_of), running_outside(entry, Period(day, day), as_of)


def _peoples(need: Need, supply: Supply) -> Iterator[tuple[str, str, Quantity]]:
    low = need.people.low if need.people else None
    high = need.people.high if need.people else None
    if high is None and supply.low > 0 and (low is None or low <= supply.low):
        yield "people-few", words.people(at_most=supply.low), Quantity(low, supply.low)
    if low is None and supply.high is not None and (high is None or high > supply.high):
        people = Quantity(supply.high + 1, high)
        yield "people-many", words.people(more_than=supply.high), people


_UNKNOWNS: Mapping[Facet, NeedUnknown] = {
    "activity": "activity",
    "priority": "priority",
    "audience": "audience",
    "place": "place",
}


def _said(row: CoverageRow | Standing) -> tuple[str, str]:
    return row.status, row.sufficiency


def _some_day(possible: Period, study: Study) -> date:
    """Return a day on which an initiative may run."""
    if possible.first != date.min:
        return possible.first
    return study.city.as_of.last if possible.last == date.max else possible.last


def _reach(study: Study, reach: NeedReach, entry: Initiative) -> InitiativeReach | None:
    """Return how a changed initiative would reach a need, or ``None`` if it would not."""
    calendar, view = study.calendar, study.view
    spans = spans_of(entry, study.city.as_of, carry=calendar.carry)
    running = spans.ever() if calendar.day is None else spans.on(calendar.day)
    if running == Running.NO:
        return None
    matches = (
        match_line(view, study.likeness, line, reach.facets, reach.wanted)
        for line in view.lines_of(entry)
    )
    item = InitiativeReach(entry, running, tuple(match.on(running) for match in matches))
    return None if item.reach == Reach.NOT else item


def _with_item(reach: NeedReach, old: InitiativeReach, new: InitiativeReach | None) -> NeedReach:
    items = [new if item is old else item for item in reach.found]
    found = tuple(item for item in items if item is not None)
    return NeedReach(reach.need, reach.facets, reach.wanted, found)
