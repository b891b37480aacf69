"""A city day by day: what runs, what is committed, what ends; recounted on every day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from tests.oracle.case import Case
from tests.oracle.days import certain, first_day, last_day, possible, presumed
from tests.oracle.money import LineKey, Purse
from tests.oracle.needs import (
    analysed,
    coverage_row,
    facets_of,
    meets,
    participants_low,
    targeted,
)
from tests.oracle.plain import Data, Number, bounds, listed, rounded

STATUSES = ["absent", "possible", "general", "partial", "reached"]
ONE = timedelta(days=1)

# -- one day -------------------------------------------------------------------------------------


def running_counts(case: Case) -> dict[str, int]:
    """How many initiatives run, by how sure that is; those that surely do not are left out."""
    found = Counter(case.running(i) for i in case.initiatives)
    return {answer: found[answer] for answer in ("yes", "presumed", "unknown")}


def need_counts(case: Case) -> dict[str, int]:
    """How many needs have each status."""
    found = Counter(coverage_row(case, n)["status"] for n in analysed(case))
    return {f"needs_{status}": found[status] for status in STATUSES}


class WholeCapacity:
    """What all that runs can serve in a year, an umbrella and its parts being one capacity."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def offers(self, i: str) -> bool:
        """It offers something and may run."""
        return self.case.offering(i) and self.case.running(i) != "no"

    def counts(self, i: str) -> bool:
        """It offers something, or a part of it does."""
        return self.offers(i) or any(self.counts(part) for part in self.case.parts(i))

    def own_low(self, i: str) -> Number:
        """What it surely serves itself."""
        if not self.offers(i) or self.case.running(i) != "yes":
            return 0
        entry, lines = self.case.initiatives[i], self.case.lines(i)
        total = bounds(entry.get("capacity"))[0]
        if entry.get("capacity") is None and all(line["capacity"] is None for line in lines):
            total = participants_low(entry)
        return max(total or 0, sum((bounds(line["capacity"])[0] or 0 for line in lines), 0))

    def own_high(self, i: str) -> Number | None:
        """The most it can serve itself, where it says so."""
        if not self.offers(i):
            return None
        known = [bounds(self.case.initiatives[i].get("capacity"))[1]]
        highs = [bounds(line["capacity"])[1] for line in self.case.lines(i)]
        if all(high is not None for high in highs):
            known.append(sum((high for high in highs if high is not None), 0))
        return min((high for high in known if high is not None), default=None)

    def low(self, i: str) -> Number:
        """The larger of its own and the sum of its parts'."""
        parts: Number = sum((self.low(part) for part in self.case.parts(i)), 0)
        return max(self.own_low(i), parts)

    def high(self, i: str) -> Number | None:
        """The same for the upper bound; silent parts leave a stated one standing."""
        own = self.own_high(i)
        highs = [self.high(part) for part in self.case.parts(i) if self.counts(part)]
        known: Number = sum((high for high in highs if high is not None), 0)
        if own is None and (not highs or any(high is None for high in highs)):
            return None
        return max(own or 0, known, self.low(i))

    def row(self) -> Data:
        """The bounds for the city, and how many leave the upper one open."""
        tops = [
            i
            for i in self.case.initiatives
            if self.counts(i) and not any(self.counts(a) for a in self.case.umbrellas(i))
        ]
        highs = [self.high(i) for i in tops]
        silent = [
            i
            for i in self.case.initiatives
            if self.offers(i)
            and self.own_high(i) is None
            and all(self.own_high(a) is None for a in self.case.umbrellas(i))
            and self.high(i) is None
        ]
        return {
            "capacity_low": sum((self.low(i) for i in tops), 0),
            "capacity_high": None
            if any(high is None for high in highs)
            else sum((high for high in highs if high is not None), 0),
            "unknown_capacity": len(silent),
        }


def on_day(mapping: Data, day: date, *, carry: int, vocabulary: Data | None) -> Data:
    """Everything but money on one day."""
    case = Case(mapping, on=day, carry=carry, vocabulary=vocabulary)
    return {**running_counts(case), **WholeCapacity(case).row(), **need_counts(case)}


# -- money ---------------------------------------------------------------------------------------


class Spread:
    """The money of lines with a recorded start and end, day by day."""

    def __init__(self, case: Case, keys: list[LineKey] | None = None) -> None:
        self.purse = Purse(case)
        lines = self.purse.lines
        asked = list(lines) if keys is None else keys
        self.revenue = [key for key in asked if not self.purse.capital(key)]
        self.dated = [key for key in self.revenue if self.has_period(key)]
        self.placed = [k for k in self.dated if not set(self.purse.above(k)) & set(self.dated)]
        self.undated = [
            key
            for key in self.revenue
            if not self.has_period(key) and not set(self.purse.above(key)) & set(self.revenue)
        ]

    def has_period(self, key: LineKey) -> bool:
        """Both dates are there."""
        line = self.purse.lines[key]
        return line.get("start") is not None and line.get("end") is not None

    def open_on(self, key: LineKey, day: date) -> bool:
        """Some of its money may fall on this day."""
        line = self.purse.lines[key]
        return first_day(line.get("start")) <= day <= last_day(line.get("end"))

    def days(self, key: LineKey) -> list[date]:
        """All days of its period."""
        line = self.purse.lines[key]
        return days_between(first_day(line["start"]), last_day(line["end"]))

    def money(self, key: LineKey) -> tuple[str | None, Number, Number | None]:
        """Its currency, and the bounds of its net revenue."""
        ((currency, (low, high)),) = self.purse.sums([key], "revenue").items()
        return currency, low, high

    def by_day(self, key: LineKey) -> dict[date, tuple[Number, Number | None]]:
        """What falls due on each day: whole units as they fill up, the rest on the last day."""
        _, low, high = self.money(key)
        every = self.days(key)
        lows = due_each_day(low, len(every))
        highs: list[Number | None] = [None] * len(every)
        if high is not None:
            highs = [*due_each_day(high, len(every))]
        return dict(zip(every, zip(lows, highs, strict=True), strict=True))


def due_each_day(amount: Number, days: int) -> list[Number]:
    """An amount spread over days, counted down to whole units until it is complete."""
    found: list[Number] = []
    paid: Number = 0
    for passed in range(1, days + 1):
        due = amount if passed == days else Fraction(amount) * passed // days
        found.append(exactly(due) - paid)
        paid = exactly(due)
    return found


def exactly(amount: Number | Fraction) -> Number:
    """A whole number, or a decimal as it was written."""
    return int(amount) if isinstance(amount, Fraction) else amount


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


# -- months and years ----------------------------------------------------------------------------


def label(day: date, step: str) -> str:
    """The month or the year in which a day lies."""
    return day.isoformat()[:7] if step == "month" else day.isoformat()[:4]


def known_span(case: Case) -> tuple[date, date]:
    """From the first start that is stated to the last end that is stated or presumed."""
    spread, as_of = Spread(case), case.as_of
    spans: list[tuple[date, date] | None] = [(first_day(as_of), last_day(as_of))]
    for i, entry in case.initiatives.items():
        spans += [certain(entry, as_of), presumed(entry, as_of, case.carry), open_days(case, i)]
    spans += [(spread.days(key)[0], spread.days(key)[-1]) for key in spread.placed]
    opens = [span[0] for span in spans if span is not None and span[0] > date.min]
    closes = [span[1] for span in spans if span is not None and span[1] < date.max]
    return min(opens), max(closes)


def timeline(
    mapping: Data,
    *,
    step: str,
    start: date | None = None,
    end: date | None = None,
    carry: int = 2,
    vocabulary: Data | None = None,
) -> list[Data]:
    """The rows of a timeline, everything recounted on the last day of each step."""
    case = Case(mapping, carry=carry, vocabulary=vocabulary)
    opens, closes = known_span(case)
    first = start or (opens if end is None else min(opens, end))
    last = end or max(closes, first)
    spread = Spread(case)
    due = {key: spread.by_day(key) for key in spread.placed}
    rows = []
    day = date(first.year, first.month if step == "month" else 1, 1)
    while label(day, step) <= label(last, step):
        every = [day]
        while label(every[-1] + ONE, step) == label(day, step):
            every.append(every[-1] + ONE)
        rows.append(
            {
                "period": label(day, step),
                "day": every[-1].isoformat(),
                **on_day(mapping, every[-1], carry=carry, vocabulary=vocabulary),
                "committed": committed(spread, due, set(every)),
                "undated": sum(any(spread.open_on(k, d) for d in every) for k in spread.undated),
            }
        )
        day = every[-1] + ONE
    return rows


def committed(
    spread: Spread, due: dict[LineKey, dict[date, tuple[Number, Number | None]]], days: set[date]
) -> list[Data]:
    """What falls due on some days, by currency in the order of the lines."""
    found: list[Data] = []
    for key in spread.placed:
        here = [share for day, share in due[key].items() if day in days]
        if not here:
            continue
        currency = spread.money(key)[0]
        if currency not in [entry["currency"] for entry in found]:
            found.append({"currency": currency, "low": 0, "high": 0})
        (entry,) = (each for each in found if each["currency"] == currency)
        for low, high in here:
            entry["low"] += low
            entry["high"] = None if entry["high"] is None or high is None else entry["high"] + high
    return found


# -- the cliff -----------------------------------------------------------------------------------

ENDLESS = Fraction(10**40)
TINY = Fraction(1, 10**40)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last one that it has."""
    number = day.year * 12 + day.month - 1 + months
    for shorter in range(4):
        try:
            return date(number // 12, number % 12 + 1, day.day - shorter)
        except ValueError:
            continue
    raise AssertionError(day)


def outermost_priorities(case: Case) -> list[str]:
    """The priorities that lie within no other one."""
    terms = case.terms["priority"]
    return [t for t in terms.ids if not any(o != t and terms.contains(o, t) for o in terms.ids)]


def lines_of(case: Case, priority: str | None) -> list[LineKey]:
    """The lines of initiatives that name a priority or a part of it, or that name none."""
    terms = case.terms["priority"]
    found = []
    for key in Purse(case).lines:
        stated = listed(case.initiatives[key[0]].get("priorities"))
        if priority is None:
            found += [] if stated else [key]
        elif stated and terms.named(stated) & terms.parts([priority]):
            found.append(key)
    return found


def cliff(mapping: Data, *, on: date | None = None, months: int = 12) -> Data:
    """The rows of a cliff, and those of the whole city."""
    case = Case(mapping, on=on)
    assert case.day is not None
    then = months_later(case.day, months)
    rows = []
    for priority in [*outermost_priorities(case), None]:
        keys = lines_of(case, priority)
        if keys or priority is not None:
            rows += cliff_rows(case, priority, keys, then)
    return {"rows": rows, "total": cliff_rows(case, None, list(Purse(case).lines), then)}


def cliff_rows(case: Case, priority: str | None, keys: list[LineKey], then: date) -> list[Data]:
    """A row for each currency of some lines."""
    spread = Spread(case, keys)
    kept = [key for key in spread.purse.lines if key in spread.placed or key in spread.undated]
    currencies = list(dict.fromkeys(map(spread.purse.currency, kept))) or [None]
    return [cliff_row(case, spread, priority, currency, then) for currency in currencies]


def cliff_row(
    case: Case, spread: Spread, priority: str | None, currency: str | None, then: date
) -> Data:
    """The pace of the lines of one currency on two days."""
    now = case.day
    assert now is not None
    mine = [k for k in spread.purse.lines if spread.purse.currency(k) == currency]
    placed = [key for key in mine if key in spread.placed]
    undated = [key for key in mine if key in spread.undated and spread.open_on(key, now)]
    rates = {key: rate(spread, key) for key in placed}
    first = [key for key in placed if now in spread.days(key)]
    second = [key for key in placed if then in spread.days(key)]
    row: Data = {"priority": priority, "currency": currency}
    for name, keys in (("now", first), ("then", second)):
        low, high = total([rates[key] for key in keys])
        row[f"{name}_low"] = int(low) if placed else None
        row[f"{name}_high"] = int(high) if placed and high is not None else None
    shares: tuple[float | None, float | None, str | None]
    if not placed:
        has = any(key in spread.undated for key in mine)
        shares = (None, None, "no-period" if has else "no-money")
    else:
        shares = corner_shares(
            total([rates[key] for key in first if key in second]),
            total([rates[key] for key in first if key not in second]),
            total([rates[key] for key in second if key not in first]),
        )
    row["cliff_low"], row["cliff_high"], row["reason"] = shares
    row["ending"] = [
        {"line": "/".join(key), "last_day": last_day(line["end"]).isoformat()}
        for key, line in spread.purse.lines.items()
        if (key in placed or key in undated)
        and spread.open_on(key, now)
        and line.get("end") is not None
        and last_day(line["end"]) < then
    ]
    row["beginning"] = ["/".join(key) for key in second if key not in first]
    row["undated"] = ["/".join(key) for key in undated]
    return row


def rate(spread: Spread, key: LineKey) -> tuple[Fraction, Fraction | None]:
    """The money of a line in 365 days."""
    _, low, high = spread.money(key)
    days = len(spread.days(key))
    return (
        Fraction(low) * 365 / days,
        None if high is None else Fraction(high) * 365 / days,
    )


def total(rates: list[tuple[Fraction, Fraction | None]]) -> tuple[Fraction, Fraction | None]:
    """The sum of some rates."""
    low = sum((low for low, _ in rates), Fraction(0))
    if any(high is None for _, high in rates):
        return low, None
    return low, sum((high for _, high in rates if high is not None), Fraction(0))


def corner_shares(
    stay: tuple[Fraction, Fraction | None],
    stop: tuple[Fraction, Fraction | None],
    begin: tuple[Fraction, Fraction | None],
) -> tuple[float | None, float | None, str | None]:
    """The smallest and the largest share that is gone, over all corners of the bounds.

    Where a bound is 0 and the amount may be more, a very small amount is tried too.
    """

    def tried(bounds: tuple[Fraction, Fraction | None]) -> list[Fraction]:
        low, high = bounds
        top = ENDLESS if high is None else high
        return [low, top, TINY] if low == 0 < top else [low, top]

    found = [
        1 - (b + t) / (b + n)
        for b in tried(stay)
        for n in tried(stop)
        for t in tried(begin)
        if b + n > 0
    ]
    if not found:
        return None, None, "nothing-now"
    lowest, highest = min(found), max(found)
    if lowest < -(10**20):
        return None, without_dust(highest), "unbounded"
    return without_dust(lowest), without_dust(highest), None


def without_dust(share: Fraction) -> float:
    """A figure without what the very small amounts leave behind."""
    return rounded(Fraction(round(share * 10**25), 10**25))


# -- endings -------------------------------------------------------------------------------------


def open_days(case: Case, i: str) -> tuple[date, date] | None:
    """The days on which an initiative may run; a planned one not before the file's day is over."""
    entry = case.initiatives[i]
    span = possible(entry, case.as_of)
    if span is not None and entry.get("status") == "planned":
        if span[1] <= last_day(case.as_of):
            return None
        span = (max(span[0], last_day(case.as_of) + ONE), span[1])
    return span


def may_run_after(case: Case, i: str, day: date) -> bool:
    """It may run on a later day."""
    span = open_days(case, i)
    return span is not None and span[1] > day


def successors(case: Case, i: str, day: date) -> list[str]:
    """What follows it or what it is part of, one after the other, and may run later."""
    chain = {i, *case.umbrellas(i)}
    reached = set(chain)
    while True:
        more = {
            k
            for k, entry in case.initiatives.items()
            if k not in reached and set(listed(entry.get("follows"))) & reached
        }
        if not more:
            break
        reached |= more
    return [
        k
        for k in case.initiatives
        if k in reached - chain and i not in case.umbrellas(k) and may_run_after(case, k, day)
    ]


def meant_for(case: Case, i: str, need: Data) -> bool:
    """A line meets all that the need states, and names its group and its learning."""
    return any(
        all(meets(case, line, need, facet) == "yes" for facet in facets_of(need))
        and targeted(case, line, need)
        for line in case.lines(i)
    )


def endings(
    mapping: Data,
    *,
    on: date | None = None,
    horizon: int = 12,
    back: int = 12,
    vocabulary: Data | None = None,
) -> Data:
    """What ends without a successor, and what ends with one."""
    case = Case(mapping, on=on, vocabulary=vocabulary)
    day = case.day
    assert day is not None
    rows, followed = [], []
    for i, entry in case.initiatives.items():
        span = open_days(case, i)
        if span is None or span[1] == date.max:
            continue
        closes = span[1]
        if not months_later(day, -back) <= closes <= months_later(day, horizon):
            continue
        later = successors(case, i, closes)
        if later:
            followed.append({"initiative": i, "ends_by": closes.isoformat(), "successors": later})
            continue
        rows.append(ending_row(case, i, entry, closes, months_later(day, -back)))
    for row in rows:
        above = case.umbrellas(row["initiative"])
        row["under"] = next((a for a in above if a in [r["initiative"] for r in rows]), None)
    order = ["ends", "ended", "ended-some-day"]
    rows.sort(key=lambda row: (order.index(row["when"]), row["ends_by"]))
    return {"rows": rows, "followed": followed}


def earliest_end(case: Case, entry: Data) -> date | None:
    """The last day that is sure, else the first that the end may mean, else that of the start."""
    sure = certain(entry, case.as_of)
    if sure is not None:
        return sure[1]
    opens = first_day(entry.get("start"))
    if entry.get("end") is not None:
        return max(opens, first_day(entry["end"]))
    return None if opens == date.min else opens


def ending_row(case: Case, i: str, entry: Data, closes: date, since: date) -> Data:
    """One initiative that ends."""
    assert case.day is not None
    earliest = earliest_end(case, entry)
    if closes >= case.day:
        when = "ends"
    else:
        when = "ended" if earliest is not None and earliest >= since else "ended-some-day"
    leads = {
        part["partner"]
        for part in listed(entry.get("partners"))
        if "lead" in listed(part["role"])
        and first_day(part.get("start")) <= closes
        and last_day(part.get("end")) >= (earliest or date.min)
    }
    purse = Purse(case)
    own = [key for key in purse.lines if key[0] == i]
    sums = purse.sums(own, "revenue")
    currencies = [code for code in dict.fromkeys(map(purse.currency, own)) if code in sums]
    goes_on = [a for a in case.umbrellas(i) if case.offering(a) and may_run_after(case, a, closes)]
    return {
        "initiative": i,
        "when": when,
        "ends_from": None if earliest is None else earliest.isoformat(),
        "ends_by": closes.isoformat(),
        "umbrella": next(iter(goes_on), None),
        "under": None,
        "needs": [
            n
            for n in analysed(case)
            if meant_for(case, i, case.needs[n])
            and not any(
                meant_for(case, j, case.needs[n]) and may_run_after(case, j, closes)
                for j in case.initiatives
            )
        ],
        "leads": case.in_order(case.partners, leads),
        "money": [
            {"currency": code, "low": sums[code][0], "high": sums[code][1]} for code in currencies
        ],
    }
