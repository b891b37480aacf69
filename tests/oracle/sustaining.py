"""For how long money lasts, day by day; whose it is; how firmly initiatives are established."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.case import Case
from tests.oracle.days import first_day, last_day
from tests.oracle.funding import Funds, exactly
from tests.oracle.money import LineKey
from tests.oracle.plain import Data, Number, listed, rounded
from tests.oracle.time import Spread, months_later, outermost_priorities

ONE = timedelta(days=1)
Amount = tuple[Fraction, Fraction | None]


def sustainability(mapping: Data, by: str, *, on: date | None = None, carry: int = 2) -> Data:
    """The rows of a city, and those of all of it."""
    case = Case(mapping, on=on, carry=carry)
    subjects: list[tuple[str | None, list[str]]]
    if by == "priority":
        subjects = [(f"priority:{p}", naming(case, p)) for p in outermost_priorities(case)]
        without = [i for i, e in case.initiatives.items() if not listed(e.get("priorities"))]
        subjects += [(None, without)] if without else []
    else:
        subjects = [
            (f"partner:{p}", providing(case, p))
            for p in case.partners
            if any(case.running(i) != "no" for i in providing(case, p))
        ]
    rows = [row for subject, mine in subjects for row in rows_of(case, subject, mine)]
    whole = rows_of(case, f"city:{mapping['city']['id']}", list(case.initiatives))
    return {"rows": rows, "total": whole}


def naming(case: Case, priority: str) -> list[str]:
    """The initiatives that name a priority or a part of it."""
    terms = case.terms["priority"]
    return [
        i
        for i, entry in case.initiatives.items()
        if terms.named(listed(entry.get("priorities"))) & terms.parts([priority])
    ]


def providing(case: Case, partner: str) -> list[str]:
    """The initiatives that a partner leads or delivers."""
    return [i for i in case.initiatives if partner in case.partners_in(i, "lead", "deliverer")]


def rows_of(case: Case, subject: str | None, mine: list[str]) -> list[Data]:
    """A row for each currency of some initiatives."""
    spread = Spread(case, [key for key in Funds(case).lines if key[0] in mine])
    kept = [k for k in spread.purse.lines if k in spread.placed or k in spread.undated]
    currencies = list(dict.fromkeys(map(spread.purse.currency, kept))) or [None]
    return [row_of(case, spread, subject, currency, mine, bool(kept)) for currency in currencies]


def row_of(
    case: Case,
    spread: Spread,
    subject: str | None,
    currency: str | None,
    mine: list[str],
    money: bool,
) -> Data:
    """The figures of one currency."""
    now = case.day
    assert now is not None
    lines = spread.purse.lines
    own = [key for key in lines if spread.purse.currency(key) == currency]
    placed = [key for key in own if key in spread.placed]
    rates = {key: rate(spread, key) for key in placed}
    base = [key for key in placed if spread.open_on(key, now)]
    low, high = together(rates, base)
    first, last = (None, None)
    if high != 0:
        first, last = short_days(spread, rates, base, placed, now)
    there = [i for i in mine if case.running(i) != "no"]
    stages = [case.initiatives[i].get("stage") for i in there]
    reason = None
    if not placed:
        reason = "no-period" if money else "no-money"
    elif high == 0:
        reason = "nothing-now"
    return {
        "subject": subject,
        "currency": currency,
        "now_low": low // 1 if placed else None,
        "now_high": None if high is None or not placed else high // 1,
        "runway_low": None if first is None else months_between(now, first),
        "runway_high": None if last is None else months_between(now, last),
        "short_from": None if first is None else first.isoformat(),
        "short_by": None if last is None else last.isoformat(),
        "reason": reason,
        "ending": [
            {"line": "/".join(key), "last_day": last_day(lines[key]["end"]).isoformat()}
            for key in sorted(base, key=lambda key: last_day(lines[key]["end"]))
        ],
        "undated": [
            "/".join(key) for key in own if key in spread.undated and spread.open_on(key, now)
        ],
        **dependency(case, there, currency),
        "initiatives": there,
        "trial": stages.count("trial"),
        "repeated": stages.count("repeated"),
        "core_funded": stages.count("core-funded"),
        "owned": stages.count("owned"),
        "stage_unknown": stages.count(None),
        "end_unknown": [i for i in there if not has_end(case, i)],
    }


def rate(spread: Spread, key: LineKey) -> Amount:
    """What a line comes to in 365 days."""
    _, low, high = spread.money(key)
    days = len(spread.days(key))
    return (
        Fraction(low) * 365 / days,
        None if high is None else Fraction(high) * 365 / days,
    )


def together(rates: dict[LineKey, Amount], keys: list[LineKey]) -> Amount:
    """All of them together."""
    highs = [rates[key][1] for key in keys]
    return (
        sum((rates[key][0] for key in keys), Fraction(0)),
        None if None in highs else sum((high for high in highs if high is not None), Fraction(0)),
    )


def months_between(first: date, last: date) -> int:
    """Whole months."""
    number = 0
    while months_later(first, number + 1) <= last:
        number += 1
    return number


def short_days(
    spread: Spread,
    rates: dict[LineKey, Amount],
    base: list[LineKey],
    placed: list[LineKey],
    now: date,
) -> tuple[date, date]:
    """The first day on which money may be below what runs now, and on which it surely is."""
    lines = spread.purse.lines
    later = [key for key in placed if key not in base]
    maybe: date | None = None
    day = now
    while True:
        day += ONE
        gone = [key for key in base if first_day(lines[key]["end"]) < day]
        come = [
            key
            for key in later
            if last_day(lines[key]["start"]) <= day <= first_day(lines[key]["end"])
        ]
        most = together(rates, gone)[1]
        if maybe is None and (most is None or together(rates, come)[0] < most):
            maybe = day
        surely_gone = [key for key in base if not spread.open_on(key, day)]
        left = [key for key in base if key not in surely_gone]
        perhaps_come = [key for key in later if spread.open_on(key, day)]
        come_high = together(rates, perhaps_come)[1]
        if come_high is None:
            continue
        least = together(rates, surely_gone)[0]
        nothing = come_high == 0 and together(rates, left)[1] == 0
        if come_high < least or (least == 0 and nothing):
            assert maybe is not None
            return maybe, day


def dependency(case: Case, there: list[str], currency: str | None) -> Data:
    """Who gives how much of the money of which one funder is known."""
    funds = Funds(case)
    single = [k for k in funds.running() if k[0] in there and len(funds.givers(k)) == 1]
    money: dict[str, Fraction] = {}
    total: Number = 0
    for key in single:
        if set(funds.above(key)) & set(single):
            continue
        for code, bounds in funds.sums([key], "revenue").items():
            if code == currency and (bounds[0] > 0 or exactly(bounds) == 0):
                (giver,) = funds.givers(key)
                money[giver] = money.get(giver, Fraction(0)) + Fraction(bounds[0])
                total += bounds[0]
    row: Data = {
        "largest_funder": None,
        "largest_share": None,
        "concentration": None,
        "known_money": total if money else None,
        "funder_reason": "zero-money" if money else "no-known-funder",
    }
    if total:
        most = max(money.values())
        row["largest_funder"] = next(p for p in case.partners if money.get(p) == most)
        row["largest_share"] = rounded(most / Fraction(total))
        row["concentration"] = rounded(sum((m / Fraction(total)) ** 2 for m in money.values()))
        row["funder_reason"] = None
    return row


def has_end(case: Case, i: str) -> bool:
    """Whether a revenue line that runs or may run has an end, or a line above it has one."""
    funds = Funds(case)
    return any(
        key[0] == i
        and not funds.capital(key)
        and any(funds.lines[k].get("end") is not None for k in (key, *funds.above(key)))
        for key in funds.running()
    )
