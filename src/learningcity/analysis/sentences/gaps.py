"""What results say about what is missing, and who is near to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    interval,
    join,
    listed,
    number,
    quantity,
    term_name,
)
from learningcity.model.values import Number, Quantity
from learningcity.reach.view import CityView, Facet

__all__ = [
    "active_reason",
    "gaps_summary",
    "part_reason",
    "placed_reason",
    "size_words",
    "types_line",
    "unnamed_remedy",
    "unnamed_sentence",
]

_ONE = {"people": "person", "months": "month", "years": "year"}


def gaps_summary(
    counts: Mapping[str, int], short: int, unsure: int, horizon: int, *, every: bool
) -> str:
    """Return the headline of the gaps: `counts` are the sure ones, `unsure` cannot be told.

    `every` says whether all types were looked for.
    """

    def counted(kind: str, what: str, rest: str, several: str | None = None) -> str:
        how_many = counts.get(kind, 0)
        return f"{count(how_many, what, several)} {rest}" if how_many else ""

    months = count(horizon, "month")
    parts = [
        f"{count(short, 'need')} with surely too few places" if short else "",
        counted("need-absent", "need", "that nothing recorded reaches"),
        counted("need-possible", "need", "perhaps reached"),
        counted("need-general", "need", "reached in general only"),
        counted("continuity", "need", f"whose offers all end within {months}"),
        counted("evidence", "need", "with missing or old evidence"),
        counted("evaluation", "initiative", "without a recorded outcome"),
        counted("ownership", "priority", "that nobody at the top answers for", "priorities"),
        counted("sector", "sector", "missing from a priority"),
        counted("objective", "objective", "that no initiative names"),
        counted("place", "place", "of the city that no initiative names"),
        counted("audience", "group", "of people that no initiative names"),
    ]
    nothing = f"no gap {'' if every else 'of these types '}that the files show"
    said = listed(parts) or nothing
    left = f"; {number(unsure)} more cannot be told from the files" if unsure else ""
    return f"{said[0].upper()}{said[1:]}{left}."


def types_line(counts: Mapping[str, int]) -> str:
    """Return how many rows there are of each type, and how to see one of them."""
    said = ", ".join(f"{kind} {number(how_many)}" for kind, how_many in counts.items())
    return f"Rows by type: {said}. --type TYPE shows one type, --limit 0 all rows."


def size_words(low: Number | None, high: Number | None, unit: str | None) -> str:
    """Return the size of a gap for people to read, such as ``3 to 7 months``."""
    if unit is None:
        return NONE_SIGN
    if low is None and high is None:
        return interval(None, None)
    largest = low if high is None else high
    return f"{interval(low, high)} {_ONE[unit] if largest == 1 else unit}"


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


def active_reason(view: CityView, how_many: int, priority: str) -> str:
    """Return how many initiatives of a priority a partner provides."""
    name = term_name(view, "priority", priority)
    return f"leads or delivers {count(how_many, 'initiative')} of {name}"


def part_reason(view: CityView, initiative_id: str, role: str) -> str:
    """Return what a partner does in an initiative."""
    verb = {"lead": "leads", "deliverer": "delivers"}.get(role, "takes part in")
    return f"{verb} {initiative_name(view, initiative_id)}"
