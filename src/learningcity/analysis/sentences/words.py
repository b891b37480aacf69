"""Numbers, names and lists as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from learningcity.errors import UnknownIdError
from learningcity.model.city import City
from learningcity.model.kinds import KIND_OF_NAME
from learningcity.model.values import Number, Quantity, Text
from learningcity.reach.view import CityView, Facet

__all__ = [
    "ALL",
    "amount",
    "count",
    "entry_name",
    "entry_names",
    "initiative_name",
    "interval",
    "join",
    "join_all",
    "listed",
    "money_words",
    "number",
    "partner_name",
    "quantity",
    "relations_sentence",
    "sentence_case",
    "share",
    "term_name",
    "text_in",
]

ALL = 1_000_000
"""Where nothing in a list is left out."""

_MOST_NAMES = 4


def number(value: Number) -> str:
    """Return a number for people to read, such as ``12,325``."""
    return f"{value:,}"


def quantity(value: Quantity) -> str:
    """Return a quantity for people to read, such as ``at least 3,000``."""
    if value.approximate and value.low is not None:
        return f"about {number(value.low)}"
    return interval(value.low, value.high)


def interval(low: Number | None, high: Number | None) -> str:
    """Return two bounds for people to read."""
    if low is not None and low == high:
        return number(low)
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return "not known" if high is None else f"at most {number(high)}"


def amount(value: Number) -> str:
    """Return an amount of money for people to read, such as ``1,000.50``."""
    if isinstance(value, Decimal):
        places = value.as_tuple().exponent
        if isinstance(places, int) and places >= -2:
            return f"{value:,.2f}"
    return number(value)


def money_words(currency: str | None, low: Number | None, high: Number | None) -> str:
    """Return a sum of money for people to read, such as ``at most GBP 5,000,000``."""
    unit = f"{currency} " if currency else ""
    if high is None:
        return f"at least {unit}{amount(low)}" if low else "a sum that is not known"
    if low == high:
        return f"{unit}{amount(high)}"
    return f"{unit}{amount(low)} to {amount(high)}" if low else f"at most {unit}{amount(high)}"


def count(how_many: int, what: str, several: str | None = None) -> str:
    """Return a count with its noun, such as ``1 need`` or ``3 needs``; `several` is the plural."""
    return f"{number(how_many)} {what if how_many == 1 else several or f'{what}s'}"


def join(words: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Return words as a list in a sentence; what is beyond `most` is counted."""
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{len(words) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def join_all(words: Sequence[str]) -> str:
    """Return words as a list in a sentence, of which nothing is left out."""
    return join(words, ALL)


def listed(parts: Sequence[str]) -> str:
    """Return the parts that say something, with commas between."""
    return ", ".join(part for part in parts if part)


def term_name(view: CityView, facet: Facet, term: str) -> str:
    """Return the name of a term in the language of the city."""
    return view.graph(facet).name(term).in_language(view.city.language, "en")


def initiative_name(view: CityView, initiative_id: str) -> str:
    """Return the name of an initiative in the language of the city."""
    return text_in(view, view.city.initiatives[initiative_id].name)


def partner_name(view: CityView, partner_id: str) -> str:
    """Return the name of a partner in the language of the city."""
    return text_in(view, view.city.partners[partner_id].name)


def entry_name(city: City, reference: str) -> str:
    """Return the name of an entry in the language of the city, or the reference itself."""
    kind, _, key = reference.partition(":")
    if kind not in KIND_OF_NAME:
        return f"{key} {kind}"
    try:
        entry = city.find(reference)
    except UnknownIdError:
        return reference
    name = entry.called
    return reference if name is None else name.in_language(city.language, "en").rstrip(".")


def entry_names(city: City, kind: str, keys: Iterable[str]) -> str:
    """Return the names of all entries of one kind that are given, with commas between."""
    return ", ".join(entry_name(city, f"{kind}:{key}") for key in keys)


def sentence_case(words: str) -> str:
    """Return words as a sentence begins, the rest as it is."""
    return f"{words[0].upper()}{words[1:]}"


def share(figure: float) -> str:
    """Return a figure from 0 to 1 for people to read, such as ``0.667``."""
    return f"{figure:.3g}"


def text_in(view: CityView, text: Text) -> str:
    """Return a text in the language of the city."""
    return text.in_language(view.city.language, "en")


def relations_sentence(
    view: CityView, initiative_id: str, recorded: Mapping[str, Sequence[str]], *, silent: int
) -> str:
    """Return what is recorded between an initiative and each other one, and how many are silent."""
    parts = [
        f"{join(kinds, ALL)} with {initiative_name(view, other)}"
        for other, kinds in recorded.items()
    ]
    if silent:
        parts.append(f"no recorded coordination with {count(silent, 'other')}")
    return f"{initiative_name(view, initiative_id)}: {'; '.join(parts)}."
