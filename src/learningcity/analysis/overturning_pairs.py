"""What would overturn what is said of a pair of initiatives, each change tried alone.

The list is closed: each unknown answered either way, each kind of coordination recorded or taken
away. Each change is made in the city, and the pair is judged again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from learningcity.analysis.coordination import CREDITS
from learningcity.analysis.coordination_edits import CoordinationEdit, record, withdraw
from learningcity.analysis.duplicates import DuplicateParameters, DuplicateRow, Judge
from learningcity.analysis.edits import (
    running_on,
    running_outside,
    with_initiatives,
    with_spare_terms,
    with_terms,
)
from learningcity.analysis.explanation import Overturn
from learningcity.analysis.sentences import overturns as words
from learningcity.analysis.study import Study
from learningcity.analysis.supposition import Supposition
from learningcity.model.city import City
from learningcity.model.dates import Period
from learningcity.model.entities import Initiative
from learningcity.reach.pairs import best_lines
from learningcity.reach.view import Facet, Keys

__all__ = ["GONE", "overturn_pair"]

GONE = "gone"
"""What is said of a row that would not be there."""


@dataclass(frozen=True, slots=True)
class _Change:
    """One change to the city, with what it is in words."""

    code: str
    condition: str
    study: Study
    references: tuple[str, ...]


def overturn_pair(
    study: Study, parameters: DuplicateParameters, row: DuplicateRow
) -> tuple[Overturn, ...]:
    """Return the changes that would turn a pair into something else, in the order of the list."""
    found = []
    for change in _changes(study, parameters, row):
        first, second = row.initiatives
        changed = None
        if first in change.study.view.lines and second in change.study.view.lines:
            changed = Judge(change.study, parameters).row(first, second)
        after = GONE if changed is None else changed.verdict
        if after != row.verdict:
            sentence = words.pair_overturned(change.condition, after)
            found.append(Overturn(change.code, sentence, row.verdict, after, change.references))
    return tuple(found)


def _changes(study: Study, parameters: DuplicateParameters, row: DuplicateRow) -> Iterator[_Change]:
    silent = Judge(study, parameters).silent(row)
    if "period" in silent:
        yield from _periods(study, row.initiatives, silent["period"])
    if "audience" in silent:
        yield from _statements(study, row.initiatives, silent["audience"], "audience", parameters)
    if "place" in silent:
        yield from _statements(study, row.initiatives, silent["place"], "place", parameters)
    yield from _coordination(study, row)


# -- periods ---------------------------------------------------------------------------------------


def _periods(study: Study, pair: tuple[str, str], silent: tuple[str, ...]) -> Iterator[_Change]:
    city, calendar, view = study.city, study.calendar, study.view
    day = calendar.day or _common_day(study, pair)
    known = [key for key in pair if key not in silent]
    unsure = [key for key in known if calendar.day is None and not _surely_on(study, key, day)]
    together = [running_on(city.initiatives[key], day, city.as_of) for key in (*silent, *unsure)]
    condition = words.together(view, pair, silent, calendar.day)
    yield _edited(study, "period-together", condition, *together)
    for key in silent:
        other = pair[1] if key == pair[0] else pair[0]
        period = calendar.spans(other).possible
        if calendar.day is not None:
            period = Period(calendar.day, calendar.day)
        apart = running_outside(city.initiatives[key], period, city.as_of)
        if apart is not None:
            condition = words.apart(view, key, other, calendar.day)
            yield _edited(study, "period-apart", condition, apart)


def _surely_on(study: Study, initiative_id: str, day: date) -> bool:
    certain = study.calendar.spans(initiative_id).certain
    return certain is not None and day in certain


def _common_day(study: Study, pair: tuple[str, str]) -> date:
    """Return a day on which both may run, where one can on a day on which one surely does."""
    here, there = (study.calendar.spans(key) for key in pair)
    meetings = [
        (one, other)
        for one, other in (
            (here.certain, there.possible),
            (here.possible, there.certain),
            (here.possible, there.possible),
        )
        if one is not None and other is not None and one.meets(other)
    ]
    one, other = meetings[0]
    first, last = max(one.first, other.first), min(one.last, other.last)
    if first != date.min:
        return first
    return study.city.as_of.last if last == date.max else last


def _edited(study: Study, code: str, condition: str, *entries: Initiative) -> _Change:
    ids = tuple(entry.id for entry in entries)
    supposed = Supposition(study, with_initiatives(study.city, *entries), ids)
    return _Change(code, condition, supposed, tuple(f"initiative:{key}" for key in ids))


# -- audiences and places --------------------------------------------------------------------------


def _statements(
    study: Study,
    pair: tuple[str, str],
    silent: tuple[str, ...],
    facet: Facet,
    parameters: DuplicateParameters,
) -> Iterator[_Change]:
    view = study.view
    graph = view.graph(facet)
    city, spare = with_spare_terms(study.city, facet, graph)
    larger = Supposition(study, city)
    entries = [city.initiatives[key] for key in silent]
    same: tuple[Keys, ...] = ((spare[0],), (spare[0],))
    other: tuple[Keys, ...] = ((spare[0],), (spare[1],))
    if len(silent) == 1:
        stated = _stated_by_the_other(study, pair, silent[0], facet, parameters)
        same = (stated,)
        other = () if graph.top in stated else ((spare[0],),)  # nobody is outside everyone
    for code, terms in ((f"{facet}-same", same), (f"{facet}-other", other)):
        if terms:
            changed = [with_terms(e, facet, t) for e, t in zip(entries, terms, strict=True)]
            condition = words.states(view, facet, code, pair, silent, terms[0])
            yield _edited(larger, code, condition, *changed)


def _stated_by_the_other(
    study: Study, pair: tuple[str, str], silent: str, facet: Facet, parameters: DuplicateParameters
) -> tuple[str, ...]:
    view = study.view
    best = best_lines(view, study.likeness, *pair, threshold=parameters.threshold)
    assert best is not None, "a row compares two lines"
    here, there, _ = best
    line = view.lines[pair[1]][there] if silent == pair[0] else view.lines[pair[0]][here]
    return line.terms(facet)


# -- coordination ----------------------------------------------------------------------------------


def _coordination(study: Study, row: DuplicateRow) -> Iterator[_Change]:
    for kind in CREDITS:
        recorded = kind in row.coordination
        edit = (withdraw if recorded else record)(
            kind, study.city, study.coordination, *row.initiatives
        )
        if edit is not None:
            code = f"{kind}-{'withdrawn' if recorded else 'recorded'}"
            condition = words.coordination_changed(
                study.view, code, row.initiatives, edit.touched, edit.partners
            )
            supposed = Supposition(study, edit.city, edit.touched)
            yield _Change(code, condition, supposed, _references(study.city, edit))


def _references(city: City, edit: CoordinationEdit) -> tuple[str, ...]:
    """Return the entries of the city of which something else is said; new ones are left out."""
    initiatives = (f"initiative:{key}" for key in edit.touched if key in city.initiatives)
    partners = (f"partner:{key}" for key in edit.partners if key in city.partners)
    return (*initiatives, *partners)
