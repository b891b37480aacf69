"""Why a need, a place or a group is a gap, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    join_all,
    quantity,
    term_name,
)
from learningcity.model.values import Quantity
from learningcity.reach.view import CityView, Facet

__all__ = [
    "counted_parts",
    "evidence",
    "looked_through",
    "marked",
    "named_change",
    "near",
    "wider_named",
]

_MARKS: Mapping[str, str] = {
    "short": "there are surely too few places",
    "sufficiency-unknown": "nobody can say whether there are places enough",
    "sole-provider": "exactly one partner leads or delivers what is meant for it",
    "filed-elsewhere": "all that reaches it is filed under other priorities than the need's",
}

_STRENGTHS: Mapping[str, str] = {
    "sourced-and-dated": "it has a source and a date",
    "sourced": "it has a source; its date is not stated, or is a judgement",
    "inferred": "it has no source, and is marked as a judgement",
    "none": "it has no source",
}


def marked(mark: str) -> str:
    """Return what a mark of a need means."""
    return f"Mark {mark}: {_MARKS[mark]}."


def evidence(strength: str) -> str:
    """Return what a gap rests on."""
    return f"Strength of evidence, {strength}: {_STRENGTHS[strength]}."


def near(name: str, why: str) -> str:
    """Return why a partner is well placed to close a gap."""
    return f"{name} is near to it: {why}."


def counted_parts(
    view: CityView, facet: Facet, term: str, parts: Sequence[str], people: Quantity | None
) -> str:
    """Return what would count as naming a place or a group."""
    name = term_name(view, facet, term)
    size = f"{name}: {quantity(people)} people" if people else f"{name}: people not stated"
    if not parts:
        return f"{size}. Nothing lies within it, so only its own name counts."
    names = join_all([term_name(view, facet, part) for part in parts])
    return f"{size}. Its own name counts, and so does any that lies within it: {names}."


def looked_through(initiatives: int, lines: int) -> str:
    """Return how much was looked through."""
    return (
        f"None of the {count(lines, 'line')} of {count(initiatives, 'initiative')} that offer "
        "something and may run names any of these."
    )


def wider_named(view: CityView, facet: Facet, wider: Mapping[str, int]) -> str:
    """Return how many initiatives name something that contains it."""
    if not wider:
        return "No initiative names anything that contains it."
    named = [
        f"{term_name(view, facet, term)} ({count(number, 'initiative')})"
        for term, number in wider.items()
    ]
    return f"Named is what contains it, which does not say that it is meant: {join_all(named)}."


def named_change(view: CityView, facet: Facet, term: str, initiative_id: str | None) -> str:
    """Return what would close the gap of a place or a group."""
    who = "an initiative" if initiative_id is None else initiative_name(view, initiative_id)
    return f"If {who} named {term_name(view, facet, term)}, there would be no such gap."
