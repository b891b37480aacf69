"""What results say about how the work for a priority is divided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    join,
    money_words,
    number,
    term_name,
    text_in,
)
from learningcity.model.values import Number
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.fragmentation import FragmentationRow

__all__ = [
    "alone_step",
    "effective_step",
    "fragmentation_subject",
    "fragmentation_summary",
    "giver_step",
    "initiatives_step",
    "left_out_step",
]


def fragmentation_summary(rows: Sequence[FragmentationRow]) -> str:
    """Return the headline: how many priorities are served, and for how many money is known."""
    if not rows:
        return "No priorities are recorded."
    served = sum(1 for row in rows if row.initiatives)
    known = sum(1 for row in rows if row.effective_funders is not None)
    priorities = "priority or objective" if len(rows) == 1 else "priorities and objectives"
    return (
        f"{number(len(rows))} {priorities}: {number(served)} with initiatives, "
        f"{number(known)} for which it is known how money is divided among funders. "
        "Many funders or leads are not bad as such."
    )


def fragmentation_subject(view: CityView, row: FragmentationRow) -> str:
    """Return what a row is about."""
    return f"How the work for {term_name(view, 'priority', row.priority)} is divided"


def initiatives_step(view: CityView, row: FragmentationRow) -> str:
    """Return how many initiatives and leads there are."""
    leads = [text_in(view, view.city.partners[key].name) for key in row.leads]
    led = f", led by {join(leads)}" if leads else ", no lead is recorded"
    return f"{count(len(row.initiatives), 'initiative')}{led if row.initiatives else ''}."


def giver_step(
    view: CityView, giver: str, least: Number, currency: str | None, share: float
) -> str:
    """Return what one funder gives, and its share of the known money."""
    name = text_in(view, view.city.partners[giver].name)
    sum_of = money_words(currency, least, least)
    of_all = "less than 0.1%" if 0 < share < 0.001 else f"{share:.1%}"
    return f"{name} surely gives {sum_of} as the only funder: {of_all} of what is known."


def left_out_step(row: FragmentationRow) -> str:
    """Return which lines are in no share."""
    return (
        f"{count(len(row.left_out), 'line')} in no share, as the amount is not known or not one "
        f"funder alone is named: {join(row.left_out)}."
    )


def effective_step(row: FragmentationRow) -> str:
    """Return what the shares come to."""
    named = count(len(row.funders), "funder")
    if row.effective_funders is None:
        return f"{named} recorded; how the money is divided among them is not known."
    equal = f"{row.effective_funders:.3g}"
    funders = "funder" if equal == "1" else "funders"
    known = "" if row.known_share is None else f", on {row.known_share:.0%} of the money"
    return f"{named} recorded; the known money is divided as among {equal} equal {funders}{known}."


def alone_step(view: CityView, row: FragmentationRow) -> str:
    """Return which initiatives have no partner in common with another one."""
    if row.without_partner_share is None:
        return "Whether initiatives have partners in common is not known, or there are not two."
    unknown = len(row.partners_unknown)
    silent = f"; of {number(unknown)} no working partner is recorded" if unknown else ""
    if not row.without_partner:
        return f"Each has a working partner in common with another one{silent}."
    names = join([initiative_name(view, key) for key in row.without_partner])
    return f"No working partner in common with another one: {names}{silent}."
