"""What results say about three and more initiatives that overlap."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
    from learningcity.analysis.duplicates import DuplicateRow

__all__ = [
    "group_sentence",
    "groups_summary",
    "offer_words",
    "pair_step",
    "partners_step",
    "shared_step",
    "whole_step",
]


def groups_summary(how_many: int, largest: int, *, complete: bool) -> str:
    """Return the headline of the groups."""
    if not how_many:
        words = "No three initiatives that all overlap with one another"
    elif how_many == 1:
        words = f"1 group of {number(largest)} initiatives that all overlap with one another"
    else:
        words = (
            f"{number(how_many)} groups of three or more initiatives that all overlap with one "
            f"another, the largest of {number(largest)}"
        )
    return f"{words}." if complete else f"{words}; the search was stopped, there are more."


def group_sentence(
    view: CityView,
    shared: Mapping[Facet, Sequence[str]],
    size: int,
    leads: int,
    shared_partners: int,
    unknowns: Collection[str],
) -> str:
    """Return one group in words."""
    what = offer_words(view, shared, unknowns)
    led = count(leads, "lead") if leads else "no lead recorded"
    working = count(shared_partners, "shared partner") if shared_partners else "no shared partner"
    return f"{what}: {count(size, 'initiative')}, {led}, {working}."


def offer_words(
    view: CityView, shared: Mapping[Facet, Sequence[str]], unknowns: Collection[str] = ()
) -> str:
    """Return what several initiatives offer in common, to whom and where."""
    names = {
        facet: join([term_name(view, facet, term) for term in terms]) if terms else ""
        for facet, terms in shared.items()
    }
    words = names["activity"] or "Activities that overlap in pairs"
    if names["audience"]:
        words += f" for {names['audience']}"
    elif "audience" not in unknowns:
        words += " for different groups of people"
    return f"{words} in {names['place']}" if names["place"] else words


def pair_step(view: CityView, pair: DuplicateRow) -> str:
    """Return what makes one pair of a group."""
    names = " and ".join(initiative_name(view, key) for key in pair.initiatives)
    unknown = f"; not known: {join(pair.unknowns)}" if pair.unknowns else ""
    recorded = "no coordination recorded"
    if pair.coordination:
        recorded = f"coordination recorded: {join(pair.coordination, ALL)}"
    return (
        f"{names}: {pair.verdict}; overlap {pair.overlap:.2f} on {join(pair.facets)}{unknown}; "
        f"{recorded}."
    )


def whole_step(size: int) -> str:
    """Return that a group cannot be made larger."""
    return f"No other initiative overlaps in this way with all {number(size)}."


def shared_step(view: CityView, facet: Facet, terms: Sequence[str], *, silent: bool) -> str:
    """Return what all of a group have in common on one facet."""
    if terms:
        return f"Shared by all, {facet}: {join([term_name(view, facet, t) for t in terms])}."
    reason = "one or more do not say" if silent else "none that all of them name"
    return f"Shared by all, {facet}: {reason}."


def partners_step(view: CityView, leads: Sequence[str], working: Sequence[str]) -> str:
    """Return who leads a group, and who works in more than one of its initiatives."""
    led = join([partner_name(view, key) for key in leads], ALL) if leads else "nobody recorded"
    names = [partner_name(view, key) for key in working]
    return (
        f"Led by {led}; working in two or more of them: {join(names, ALL) if names else 'nobody'}."
    )
