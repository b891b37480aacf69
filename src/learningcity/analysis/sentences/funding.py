"""What results say about money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    money_words,
    number,
    term_name,
    text_in,
)
from learningcity.model.entities import FundingLine
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.funding import FundingRow

__all__ = [
    "funding_subject",
    "funding_summary",
    "funding_totals",
    "line_step",
    "lines_read",
    "subject_name",
]

_WHY_NOT_ADDED = {
    "initiative": "a grant that was passed on is in the row of its fund too",
    "funder": "money that was passed on is under each who gave it, and each of several givers may "
    "have given any part of it",
    "priority": "all money of an initiative is under each priority that it serves",
}
_PLURALS = {"initiative": "initiatives", "funder": "funders", "priority": "priorities"}


def funding_summary(by: str, rows: Sequence[FundingRow], silent: int) -> str:
    """Return the headline of the money: of `silent` subjects none is recorded."""
    if not rows:
        return "No money is recorded."
    unknown = {line for row in rows for line in row.unknown}
    missing = f" {count(len(unknown), 'line')} without an amount." if unknown else ""
    if by == "city":
        return " ".join(f"{_city_sentence(row)}." for row in rows) + missing
    known = len({row.subject for row in rows})
    total = known + silent
    noun = by if total == 1 else _PLURALS[by]
    return (
        f"Money is recorded for {number(known)} of {number(total)} {noun}. "
        f"The rows do not add up: {_WHY_NOT_ADDED[by]}.{missing}"
    )


def _city_sentence(row: FundingRow) -> str:
    parts = []
    if row.net_low is not None:
        parts.append(
            f"Revenue, counted once: {money_words(row.currency, row.net_low, row.net_high)}"
        )
        if (row.gross_low, row.gross_high) != (row.net_low, row.net_high):
            gross = money_words(row.currency, row.gross_low, row.gross_high)
            parts.append(f"all lines added up would give {gross}")
    if row.capital_low is not None:
        capital = money_words(row.currency, row.capital_low, row.capital_high)
        parts.append(f"capital, not in it: {capital}" if parts else f"Capital: {capital}")
    return "; ".join(parts)


# -- why a sum is what it is ---------------------------------------------------------------------


def subject_name(view: CityView, reference: str) -> str:
    """Return the name of what a row is about."""
    kind, _, key = reference.partition(":")
    if kind == "initiative":
        return initiative_name(view, key)
    if kind == "partner":
        return text_in(view, view.city.partners[key].name)
    return term_name(view, "priority", key) if kind == "priority" else text_in(view, view.city.name)


def funding_subject(view: CityView, row: FundingRow) -> str:
    """Return what a row is about."""
    given = "given by" if row.subject.startswith("partner:") else "of"
    currency = row.currency or "a currency that nobody has said"
    return f"Money {given} {subject_name(view, row.subject)}, in {currency}"


def lines_read(row: FundingRow) -> str:
    """Return how many lines were looked at, and how many were added."""
    added = "is added" if len(row.counted) == 1 else "are added"
    return f"{count(len(row.lines), 'funding line')}, of which {number(len(row.counted))} {added}."


def line_step(
    name: str,
    line: FundingLine,
    currency: str | None,
    *,
    within: str | None,
    shared: bool,
    undated: bool,
) -> str:
    """Return what one line states, and what is done with it."""
    parts = [f"{name}: {_stated(line, currency)}{', capital' if line.use == 'capital' else ''}"]
    parts.append("added" if within is None else f"not added, it is in {within} already")
    if shared:
        parts.append("given by several, so this funder's share is anything from nothing to all")
    if undated:
        parts.append("start or end is missing, so it may not run on the day")
    return f"{'; '.join(parts)}."


def _stated(line: FundingLine, currency: str | None) -> str:
    if line.amount is None:
        return "no amount"
    about = "about " if line.amount.approximate else ""
    return f"{about}{money_words(currency, line.amount.low, line.amount.high)}"


def funding_totals(row: FundingRow) -> tuple[str, ...]:
    """Return the sums that follow from the lines."""
    said = []
    if row.net_low is not None:
        said.append(
            f"Net revenue, counted once: {money_words(row.currency, row.net_low, row.net_high)}."
        )
        said.append(
            "Gross, as if no line were in another: "
            f"{money_words(row.currency, row.gross_low, row.gross_high)}."
        )
    if row.factor is not None and row.factor > 1:
        said.append(f"Gross is {row.factor:.3g} times net.")
    if row.capital_low is not None:
        said.append(
            f"Capital, not in net: {money_words(row.currency, row.capital_low, row.capital_high)}."
        )
    return tuple(said)
