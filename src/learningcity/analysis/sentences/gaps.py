"""What results say about what is missing, and who is near to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    join,
    listed,
    quantity,
    term_name,
)
from learningcity.model.values import Quantity
from learningcity.reach.view import CityView, Facet

__all__ = ["gaps_summary", "placed_reason", "unnamed_remedy", "unnamed_sentence"]


def gaps_summary(counts: Mapping[str, int], short: int) -> str:
    """Return the headline of the gaps."""
    absent, possible = counts.get("need-absent", 0), counts.get("need-possible", 0)
    general = counts.get("need-general", 0)
    places, groups = counts.get("place", 0), counts.get("audience", 0)
    parts = [
        f"{count(short, 'need')} with surely too few places" if short else "",
        f"{count(absent, 'need')} that nothing recorded reaches" if absent else "",
        f"{count(possible, 'need')} perhaps reached" if possible else "",
        f"{count(general, 'need')} reached in general only" if general else "",
        f"{count(places, 'place')} of the city that no initiative names" if places else "",
        f"{count(groups, 'group')} of people that no initiative names" if groups else "",
    ]
    said = listed(parts) or "no gap that the files show"
    return f"{said[0].upper()}{said[1:]}."


def unnamed_sentence(view: CityView, facet: Facet, term: str, people: Quantity | None) -> str:
    """Return that no initiative names a place or a group."""
    name = term_name(view, facet, term)
    size = "" if people is None else f" ({quantity(people)} people)"
    if facet == "place":
        return f"No initiative names {name}{size}, nor a part of it; offers for the whole city may."
    return f"No initiative names {name}{size}."


def unnamed_remedy(view: CityView, facet: Facet, term: str) -> str:
    """Return what would close the gap of a place or a group."""
    name = term_name(view, facet, term)
    if facet == "place":
        return f"ask those who offer something city-wide what they do in {name}"
    return f"ask whether anything is offered for {name}"


def placed_reason(view: CityView, initiative_id: str, shared: Mapping[Facet, Sequence[str]]) -> str:
    """Return why a partner is well placed: what it already does of what is wanted."""
    words = {
        "activity": "offers",
        "priority": "is for",
        "audience": "serves",
        "place": "works in",
    }
    parts = [
        f"{words[facet]} {join([term_name(view, facet, term) for term in terms], 2)}"
        for facet, terms in shared.items()
    ]
    return f"{initiative_name(view, initiative_id)} {join(parts)}"
