"""Needs for which all that is meant for them ends soon, and nothing follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.gap_rows import GapRow, strength_of
from learningcity.analysis.placement import best_placed
from learningcity.analysis.sentences import continuity as words
from learningcity.analysis.study import Study
from learningcity.model.dates import add_months, whole_months
from learningcity.model.entities import Need
from learningcity.model.vocabulary import offers_itself
from learningcity.reach.needs import Reach

__all__ = ["Closing", "Ending", "closing_of", "continuity_gaps", "ending_of"]


@dataclass(frozen=True, slots=True)
class Ending:
    """Between which days an initiative surely ends, and whose end that is."""

    by: str
    """The initiative itself, or the umbrella with which it ends."""
    first: date
    last: date


def ending_of(study: Study, initiative_id: str, day: date) -> Ending | None:
    """Return when an initiative surely ends, or ``None`` where nothing says that it does.

    A part ends with its umbrella at the latest. A fund or a coordination ends no part, and nor does
    an umbrella that ended before `day`: the part outlived it.
    """
    initiatives = study.city.initiatives
    found = _own_ending(study, initiative_id, day)
    for key in umbrellas(initiatives, initiative_id)[1:]:
        above = _own_ending(study, key, day) if offers_itself(initiatives[key]) else None
        if above is None or above.last < day:
            continue
        if found is None:
            found = above
        by = above.by if above.last < found.last else found.by
        found = Ending(by, min(found.first, above.first), min(found.last, above.last))
    return found


def _own_ending(study: Study, initiative_id: str, day: date) -> Ending | None:
    last = study.succession.last_day(initiative_id)
    if last is None:
        return None
    first = study.succession.first_end(initiative_id) or day
    return Ending(initiative_id, min(max(day, first), last), last)


@dataclass(frozen=True, slots=True)
class Closing:
    """What is meant for a need, all of it ending, and between which days the last of it does."""

    endings: dict[str, Ending]
    first: date
    last: date


def closing_of(study: Study, need: Need, day: date, horizon: int) -> Closing | None:
    """Return what ends for a need within `horizon` months, where all does and nothing follows."""
    limit = add_months(day, horizon)
    found: dict[str, Ending] = {}
    for key in study.reach(need.id).ids(Reach.TARGETED):
        ending = ending_of(study, key, day)
        if ending is None or ending.last > limit:
            return None
        found[key] = ending
    if not found:
        return None
    last = max(ending.last for ending in found.values())
    for key in found:
        for later in study.succession.successors(key, after=last):
            ending = ending_of(study, later, day)
            if ending is None or ending.last > last:
                return None
    return Closing(found, max(ending.first for ending in found.values()), last)


def continuity_gaps(study: Study, horizon: int) -> list[GapRow]:
    """Return a row for each need for which all that is meant for it surely ends within `horizon`.

    Over all time there is no day from which to count, and no row.
    """
    day = study.calendar.day
    if day is None:
        return []
    view, rows = study.view, []
    for need in view.needs:
        closing = closing_of(study, need, day, horizon)
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
                partners=best_placed(study, reach.wanted, reach.facets, without=frozenset(ending)),
            )
        )
    return rows
