"""What results say about how long money lasts, and on whom it depends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import floor
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    join,
    money_words,
    number,
    partner_name,
    share,
    term_name,
)
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.commitments import Placed
    from learningcity.analysis.shares import KnownMoney
    from learningcity.analysis.sustainability import Sustainability, SustainabilityRow

__all__ = [
    "end_unknown_step",
    "funders_step",
    "giver_step",
    "line_step",
    "runway_step",
    "runway_words",
    "stage_step",
    "sustainability_subject",
    "sustainability_summary",
    "undated_step",
]

_REASONS = {
    "no-money": "no funding line but capital is recorded",
    "no-period": "no funding line has a recorded start and end",
    "nothing-now": "nothing above zero with a recorded period runs on the day",
    "no-end": "some of the money runs to the end of the calendar",
}
_STAGES = {
    "trial": "A trial",
    "repeated": "Repeated",
    "core-funded": "Paid from a standing budget",
    "owned": "A fixed part of an organisation",
    None: "Stage not known",
}


def sustainability_summary(found: Sustainability) -> str:
    """Return the headline: when money is short, and how much is not known."""
    subjects = dict.fromkeys(row.subject for row in found.rows if row.subject is not None)
    several = {"priority": "priorities", "partner": "partners"}[found.parameters.by]
    known = [row for row in found.rows if row.runway_low is not None and row.subject is not None]
    of = dict.fromkeys(row.subject for row in known)
    there = count(len(subjects), found.parameters.by, several)
    said = (
        f"For {number(len(of)) if of else 'none'} of {there} it can be said"
        if subjects
        else (f"No {several} are recorded of which it could be said")
    )
    said += " how long recorded money lasts at what runs now"
    if known:
        soonest = min(known, key=_soonness)
        said += f"; the soonest is short after {runway_words(soonest)}"
    undated = sum(len(row.undated) for row in found.total)
    if undated:
        verb = "has" if undated == 1 else "have"
        said += f". {count(undated, 'funding line')} that may run {verb} no recorded start and end"
    whole = found.total[0]
    if not whole.initiatives:
        return f"{said}. No initiative is recorded that may run."
    may = f"{count(len(whole.initiatives), 'initiative')} that may run"
    if not whole.end_unknown:
        return f"{said}. For all of {may} an end of the money is recorded."
    return f"{said}. For {number(len(whole.end_unknown))} of {may} no end of money is recorded."


def _soonness(row: SustainabilityRow) -> tuple[int, float]:
    high = row.runway_high
    return row.runway_low or 0, float("inf") if high is None else high


def sustainability_subject(view: CityView, row: SustainabilityRow) -> str:
    """Return what a row is about."""
    kind, _, key = (row.subject or "").partition(":")
    if kind == "partner":
        name = f"what {partner_name(view, key)} leads or delivers"
    elif kind == "priority":
        name = term_name(view, "priority", key)
    else:
        name = "initiatives without a priority"
    return f"{name}, {row.currency}" if row.currency else name


def runway_words(row: SustainabilityRow) -> str:
    """Return the runway of a row in a few words."""
    if row.runway_low is None:
        return "not known"
    if row.runway_low == row.runway_high:
        return count(row.runway_low, "month")
    if row.runway_high is None:
        return f"at least {count(row.runway_low, 'month')}"
    return f"{number(row.runway_low)} to {count(row.runway_high, 'month')}"


def line_step(line: Placed, now: date) -> str:
    """Return one line with its pace and its days."""
    low, high = line.pace()
    pace = money_words(line.currency, floor(low), None if high is None else floor(high))
    runs = "runs on the day" if now in line.period else "begins later"
    days = f"{line.period.first} to {line.period.last}"
    return f"{'/'.join(line.key)}: {pace} a year, {days}; it {runs}."


def runway_step(row: SustainabilityRow, now: date) -> str:
    """Return the runway, and how it follows from the lines."""
    if row.runway_low is None:
        return f"How long the money lasts cannot be said: {_REASONS[row.reason or 'no-end']}."
    pace = money_words(row.currency, row.now_low, row.now_high)
    said = f"Together they come to {pace} a year on {now}"
    if row.short_from == row.short_by:
        return f"{said}; below that from {row.short_by}: {runway_words(row)}."
    surely = f"surely from {row.short_by}" if row.short_by else "no day on which that is sure"
    return f"{said}; perhaps below that from {row.short_from}, {surely}: {runway_words(row)}."


def undated_step(how_many: int) -> str:
    """Return how many lines are left out."""
    lines = count(how_many, "funding line")
    return f"{lines} without a recorded start and end may run on the day; in no runway."


def giver_step(view: CityView, giver: str, known: KnownMoney) -> str:
    """Return what one funder gives, and its share."""
    part = known.share(giver)
    money = money_words(known.currency, known.money[giver], known.money[giver])
    said = f"{partner_name(view, giver)} alone gives at least {money}"
    return f"{said}." if part is None else f"{said}, share {share(float(part))}."


def funders_step(view: CityView, row: SustainabilityRow) -> str:
    """Return on whom the money depends."""
    if row.largest_funder is None or row.largest_share is None:
        what = (
            "the money of which one funder is known is zero"
            if row.funder_reason == "zero-money"
            else "of no money that runs or may run, an amount and one single funder are recorded"
        )
        return f"On whom it depends cannot be said: {what}."
    return (
        f"The largest is {partner_name(view, row.largest_funder)} with {share(row.largest_share)}; "
        f"concentration {share(row.concentration or 0)}, where 1 is one funder for all."
    )


def stage_step(view: CityView, stage: str | None, ids: Sequence[str]) -> str:
    """Return which initiatives have come how far."""
    return f"{_STAGES[stage]}: {join([initiative_name(view, key) for key in ids])}."


def end_unknown_step(view: CityView, ids: Sequence[str]) -> str:
    """Return of which initiatives no end of money is known."""
    names = join([initiative_name(view, key) for key in ids])
    return f"No end of money that runs or may run is recorded of {names}."
