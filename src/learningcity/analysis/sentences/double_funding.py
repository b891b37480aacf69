"""What results say about overlapping initiatives that one funder pays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    listed,
    money_words,
    partner_name,
)
from learningcity.model.dates import Period
from learningcity.model.values import Number
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.double_funding import DoubleFundingRow
    from learningcity.analysis.payments import Payment

__all__ = [
    "double_funding_sentence",
    "double_funding_summary",
    "pair_step",
    "payment_step",
    "period_step",
    "sums_step",
]


def double_funding_summary(sure: int, possible: int) -> str:
    """Return the headline of the double funding."""
    paid = "paid by one funder at one time"
    said = listed(
        [
            f"{count(sure, 'overlapping pair')} {paid}" if sure else "",
            f"{count(possible, 'overlapping pair')} perhaps {paid}" if possible else "",
        ]
    )
    return f"{said or f'No overlapping pair is {paid}'}."


def double_funding_sentence(view: CityView, row: DoubleFundingRow) -> str:
    """Return one row in words."""
    first, second = (initiative_name(view, key) for key in row.initiatives)
    one = money(row.first_low, row.first_high, row.currency)
    other = money(row.second_low, row.second_high, row.currency)
    when = "at one time" if row.period == "yes" else "perhaps at one time"
    return (
        f"{partner_name(view, row.funder)} pays {first} ({one}) and {second} ({other}) "
        f"{when}; the pair: {row.verdict}."
    )


def money(low: Number | None, high: Number | None, currency: str | None) -> str:
    """Return a sum of money for people to read."""
    said = money_words(currency, low, high)
    unknown = high is None and not low
    return said if currency or unknown else f"{said} in a currency that is not known"


def pair_step(view: CityView, row: DoubleFundingRow) -> str:
    """Return what the pair is."""
    names = " and ".join(initiative_name(view, key) for key in row.initiatives)
    return f"{names}: {row.verdict}, overlap {row.overlap:.2f}."


def payment_step(view: CityView, initiative_id: str, funder: str, payment: Payment) -> str:
    """Return by what a partner pays an initiative, and when."""
    how = "in the role of funder"
    if payment.line is not None:
        how = f"by {'/'.join(payment.line)}"
        if not payment.sole:
            how += ", together with others"
    surely = "not sure on any day"
    if payment.certain is not None:
        surely = f"surely {_span(payment.certain)}"
    return (
        f"{partner_name(view, funder)} pays {initiative_name(view, initiative_id)} {how}: perhaps "
        f"{_span(payment.possible)}, {surely}."
    )


def _span(period: Period) -> str:
    first = "any time" if period.first == date.min else period.first.isoformat()
    last = "any time" if period.last == date.max else period.last.isoformat()
    return f"{first} to {last}"


def period_step(row: DoubleFundingRow) -> str:
    """Return when both are paid."""
    first, last = row.earliest or "any time", row.latest or "any time"
    sure = "surely at one time" if row.period == "yes" else "at one time only perhaps"
    return f"Both may be paid from {first} to {last}; {sure}."


def sums_step(row: DoubleFundingRow) -> str:
    """Return what both get."""
    one = money(row.first_low, row.first_high, row.currency)
    other = money(row.second_low, row.second_high, row.currency)
    return f"In all, each pound once: {one}, and {other}."
