"""What results say about many initiatives for the same people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    ALL,
    count,
    initiative_name,
    join,
    number,
    partner_name,
    term_name,
)
from learningcity.reach.view import CityView, Facet

if TYPE_CHECKING:
    from learningcity.analysis.crowding import CrowdingRow

__all__ = [
    "at_once_step",
    "crowd_sentence",
    "crowding_summary",
    "narrower_step",
    "offer_step",
    "partners_step",
    "parts_step",
    "sets_step",
]

_RUNS = {
    "yes": "it surely runs",
    "presumed": "it is presumed to run",
    "unknown": "nobody has said whether it runs",
}


def crowding_summary(
    at_least: int, *, crowded: int, largest: int, rows: int, sure: int, unplaced: int
) -> str:
    """Return the headline of the crowding."""
    if crowded:
        words = (
            f"{count(crowded, 'initiative')} in crowds of {number(at_least)} or more for the same "
            f"people in the same place, the largest of {number(largest)}; shown as "
            f"{count(rows, 'case')}"
        )
        if sure < rows:
            words += f", in {number(rows - sure)} of which too few are known to run"
    else:
        words = f"No {number(at_least)} initiatives for the same people in the same place"
    if unplaced:
        verb = "does" if unplaced == 1 else "do"
        words += f"; {count(unplaced, 'initiative')} {verb} not say what, for whom and where"
    return f"{words}."


def crowd_sentence(view: CityView, row: CrowdingRow, *, ever: bool) -> str:
    """Return one crowd in words."""
    what = term_name(view, "activity", row.activity)
    whom, where = term_name(view, "audience", row.audience), term_name(view, "place", row.place)
    words = f"{what} for {whom} in {where}: {count(len(row.initiatives), 'initiative')}"
    low, high = row.at_once_low, row.at_once_high
    if ever:
        words += f", {_span(low, high)} of them at one time"
    elif low < high:
        words += f", of which {number(low)} surely or presumably run"
    if row.densest > high:
        words += f", {number(row.densest)}{_part_words(view, row)}"
    led = count(len(row.leads), "lead") if row.leads else "no lead recorded"
    return (
        f"{words}, {led}; {number(row.uncoordinated)} of {count(row.pairs, 'pair')} without "
        "recorded coordination."
    )


def _part_words(view: CityView, row: CrowdingRow) -> str:
    """Return for whom and where there are most, as far as it is not the whole of the row."""
    words = ""
    if row.densest_audience != row.audience:
        words += f" for {term_name(view, 'audience', row.densest_audience)}"
    if row.densest_place != row.place:
        words += f" in {term_name(view, 'place', row.densest_place)}"
    return words


def _span(low: int, high: int) -> str:
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def offer_step(
    view: CityView, initiative_id: str, terms: Mapping[Facet, Sequence[str]], running: str
) -> str:
    """Return what of an initiative makes it count, and whether it runs."""
    what, whom, where = (
        join([term_name(view, facet, term) for term in stated], ALL)
        for facet, stated in terms.items()
    )
    name = initiative_name(view, initiative_id)
    return f"{name}: {what} for {whom} in {where}; {_RUNS[running]}."


def parts_step(view: CityView, parts: Sequence[str]) -> str:
    """Return which parts are not counted again."""
    return f"Parts of these, not counted again: {_names(view, parts)}."


def narrower_step(view: CityView, narrower: Sequence[str]) -> str:
    """Return who means a part of the people or of the place only."""
    return f"For a part of the group or of the place only, not counted: {_names(view, narrower)}."


def _names(view: CityView, ids: Sequence[str]) -> str:
    return join([initiative_name(view, key) for key in ids], ALL)


def at_once_step(low: int, high: int) -> str:
    """Return how many run at one time."""
    return f"At one time: {_span(low, high)}."


def sets_step(pairs: int, uncoordinated: int, separate: int) -> str:
    """Return how far a crowd is coordinated."""
    return (
        f"Of {count(pairs, 'pair')} that may run at one time {number(uncoordinated)} have no "
        f"recorded coordination; joined by what is recorded they are {count(separate, 'set')}."
    )


def partners_step(view: CityView, role: str, partners: Sequence[str]) -> str:
    """Return who leads or funds the initiatives of a crowd."""
    names = join([partner_name(view, key) for key in partners], ALL) if partners else "not recorded"
    return f"{role.capitalize()}s: {names}."
