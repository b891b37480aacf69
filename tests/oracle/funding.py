"""Money by subject, and how it is divided, from the definitions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tests.oracle.case import Case
from tests.oracle.days import first_day, last_day
from tests.oracle.money import Interval, LineKey, Purse
from tests.oracle.plain import Data, Number, listed, rounded

Sure = Callable[[LineKey], bool]


class Funds(Purse):
    """The funding lines of a city with their periods and funders."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.case = case

    def period(self, key: LineKey) -> tuple[object, object]:
        """The dates of a line, of the nearest line above it that has any, or of its initiative."""
        for each in (self.lines[k] for k in (key, *self.above(key))):
            if each.get("start") or each.get("end"):
                return each.get("start"), each.get("end")
        entry = self.case.initiatives[key[0]]
        return entry.get("start"), entry.get("end")

    def runs(self, key: LineKey) -> str:
        """Over all time every line runs; on a day it may run where one of its dates is missing."""
        if self.case.day is None:
            return "yes"
        start, end = self.period(key)
        if not first_day(start) <= self.case.day <= last_day(end):
            return "no"
        return "yes" if start and end else "may"

    def running(self) -> list[LineKey]:
        """The lines that run or may run."""
        return [key for key in self.lines if self.runs(key) != "no"]

    def givers(self, key: LineKey) -> set[str]:
        """Who is named on a line."""
        return set(listed(self.lines[key].get("funder")))

    def of_others(self, partner: str) -> list[LineKey]:
        """Parts of lines that this partner gives with others, which those others surely give.

        The nearest line above that names anybody is in the same initiative, and names this partner,
        all that the part names, and more. Nothing in the part names the partner, and no line from
        there upwards names it alone.
        """
        found = []
        for key in self.lines:
            above = []
            for total in self.above(key):
                if total[0] != key[0]:
                    break
                above.append(total)
            named = next((total for total in above if self.givers(total)), None)
            if not self.givers(key) or named is None:
                continue
            inner = [
                k for k in self.running() if key in self.above(k) and partner in self.givers(k)
            ]
            outer = [named, *self.above(named)]
            if (
                self.givers(key) < self.givers(named)
                and partner in self.givers(named) - self.givers(key)
                and not inner
                and all(self.givers(total) != {partner} for total in outer)
            ):
                found.append(key)
        return found

    def interval(
        self, keys: list[LineKey], sure: Sure, use: str, others: list[LineKey]
    ) -> dict[str | None, Interval]:
        """At least the sum of the sure lines, at most that of all less what others give."""
        least = self.sums([key for key in keys if sure(key)], use)
        away = self.sums(others, use)
        return {
            currency: (
                least.get(currency, (0, 0))[0],
                None if high is None else high - away.get(currency, (0, 0))[0],
            )
            for currency, (_, high) in self.sums(keys, use).items()
        }

    def one_by_one(self, keys: list[LineKey], sure: Sure) -> dict[str | None, Interval]:
        """The same for the revenue of each line by itself, added up."""
        found: dict[str | None, Interval] = {}
        for key in keys:
            for currency, (low, high) in self.interval([key], sure, "revenue", []).items():
                before = found.get(currency, (0, 0))
                most = None if high is None or before[1] is None else before[1] + high
                found[currency] = (before[0] + low, most)
        return found


def exactly(bounds: Interval) -> Number | None:
    """The sum where both bounds are one."""
    return bounds[0] if bounds[0] == bounds[1] else None


def factor(gross: Interval, net: Interval) -> float | None:
    """The double-count factor, where both are known and net is not 0."""
    above, below = exactly(gross), exactly(net)
    if above is None or below is None or below == 0:
        return None
    return rounded(Fraction(above) / Fraction(below))


def subjects(funds: Funds, by: str) -> dict[str, list[str]]:
    """Whose money is asked for: subjects, and for each the initiatives or the partner."""
    case = funds.case
    if by == "city":
        return {f"city:{case.mapping['city']['id']}": list(case.initiatives)}
    if by == "initiative":
        return {f"initiative:{i}": [i] for i in case.initiatives}
    if by == "priority":
        return {f"priority:{p}": serving(case, p) for p in case.terms["priority"].ids}
    named = {giver for key in funds.running() for giver in funds.givers(key)}
    for i in case.initiatives:
        named |= case.partners_in(i, "funder")
    return {f"partner:{p}": [p] for p in case.in_order(case.partners, named)}


def serving(case: Case, priority: str) -> list[str]:
    """The initiatives that state a priority or something within it."""
    parts = case.terms["priority"].parts([priority])
    return [
        i
        for i, entry in case.initiatives.items()
        if case.terms["priority"].named(listed(entry.get("priorities"))) & parts
    ]


def funding(mapping: Data, by: str, *, on: date | None = None) -> Data:
    """All rows, subjects without a row, and lines that nobody is said to give."""
    funds = Funds(Case(mapping, on=on, ever=on is None))
    rows: list[Data] = []
    found = subjects(funds, by)
    for subject, members in found.items():
        shared: set[LineKey] = set()
        others: list[LineKey] = []
        if by == "funder":
            keys = [key for key in funds.running() if members[0] in funds.givers(key)]
            shared = {key for key in keys if len(funds.givers(key)) > 1}
            others = funds.of_others(members[0])
        else:
            keys = [key for key in funds.running() if key[0] in members]
        rows += subject_rows(funds, subject, keys, shared, others)
    known = {row["subject"] for row in rows}
    return {
        "rows": rows,
        "without_money": [subject for subject in found if subject not in known],
        "without_funder": [
            "/".join(key)
            for key in funds.running()
            if not any(funds.givers(k) for k in (key, *funds.above(key)))
        ],
    }


def subject_rows(
    funds: Funds,
    subject: str,
    keys: list[LineKey],
    shared: set[LineKey],
    others: list[LineKey],
) -> list[Data]:
    """A row for each currency of a subject."""

    def sure(key: LineKey) -> bool:
        return funds.runs(key) == "yes" and key not in shared

    def written(chosen: list[LineKey]) -> list[str]:
        return ["/".join(key) for key in chosen]

    net = funds.interval(keys, sure, "revenue", others)
    gross = funds.one_by_one(keys, sure)
    capital = funds.interval(keys, sure, "capital", others)
    rows = []
    for currency in dict.fromkeys(map(funds.currency, keys)):
        lines = [key for key in keys if funds.currency(key) == currency]
        amounts = {key: funds.lines[key].get("amount") for key in lines}
        none = (None, None)
        rows.append(
            {
                "subject": subject,
                "currency": currency,
                "gross_low": gross.get(currency, none)[0],
                "gross_high": gross.get(currency, none)[1],
                "net_low": net.get(currency, none)[0],
                "net_high": net.get(currency, none)[1],
                "factor": factor(gross[currency], net[currency]) if currency in net else None,
                "capital_low": capital.get(currency, none)[0],
                "capital_high": capital.get(currency, none)[1],
                "lines": written(lines),
                "counted": written([k for k in lines if not set(funds.above(k)) & set(lines)]),
                "unknown": written([k for k in lines if amounts[k] is None]),
                "shared": written([k for k in lines if k in shared]),
                "approximate": written(
                    [k for k, a in amounts.items() if isinstance(a, dict) and "about" in a]
                ),
                "undated": written([k for k in lines if funds.runs(k) == "may"]),
            }
        )
    return rows


WORKING = (
    "lead",
    "deliverer",
    "partner",
    "host",
    "employer",
    "commissioner",
    "referrer",
    "adviser",
)


def fragmentation(mapping: Data, *, on: date | None = None, ever: bool = False) -> list[Data]:
    """A row for each priority and objective."""
    case = Case(mapping, on=on, ever=ever)
    funds = Funds(case)
    rows = []
    for priority in case.terms["priority"].ids:
        paying = [i for i in serving(case, priority) if case.running(i) != "no"]
        offering = [i for i in paying if case.offering(i)]
        keys = [key for key in funds.running() if key[0] in paying]
        workers = {i: case.partners_in(i, *WORKING) for i in offering}
        telling = [i for i in offering if workers[i]]
        alone = [
            i
            for i in telling
            if not any(workers[i] & workers[other] for other in offering if other != i)
        ]
        pairs = len(offering) > 1
        leads = {lead for i in offering for lead in case.partners_in(i, "lead")}
        funders = {giver for key in keys for giver in funds.givers(key)}
        for i in paying:
            funders |= case.partners_in(i, "funder")
        rows.append(
            {
                "priority": priority,
                "initiatives": offering,
                "leads": case.in_order(case.partners, leads),
                "funders": case.in_order(case.partners, funders),
                **shares(funds, keys),
                "without_partner": alone if pairs else [],
                "without_partner_share": (
                    rounded(Fraction(len(alone), len(telling))) if pairs and telling else None
                ),
                "partners_unknown": [i for i in offering if not workers[i]],
            }
        )
    return rows


def shares(funds: Funds, keys: list[LineKey]) -> Data:
    """How the known money is divided among those who give a line alone.

    A line within another one that one partner gives is in that one's share.
    """
    single = [key for key in keys if len(funds.givers(key)) == 1]
    counted: dict[LineKey, tuple[str | None, Number]] = {}
    for key in single:
        for currency, bounds in funds.sums([key], "revenue").items():
            outermost = not set(funds.above(key)) & set(single)
            if outermost and (bounds[0] > 0 or exactly(bounds) == 0):
                counted[key] = (currency, bounds[0])
    left_out = [
        "/".join(key)
        for key in keys
        if funds.sums([key], "revenue") and not {key, *funds.above(key)} & set(counted)
    ]
    row: Data = {
        "effective_funders": None,
        "known_money": None,
        "currency": None,
        "known_share": None,
        "left_out": left_out,
    }
    if len({currency for currency, _ in counted.values()}) != 1:
        return row
    money: dict[str, Fraction] = {}
    for key, (_, least) in counted.items():
        (giver,) = funds.givers(key)
        money[giver] = money.get(giver, Fraction(0)) + Fraction(least)
    total = sum(money.values())
    row["currency"] = next(iter(counted.values()))[0]
    row["known_money"] = sum(least for _, least in counted.values())
    if total:
        row["effective_funders"] = rounded(1 / sum((m / total) ** 2 for m in money.values()))
    sums = funds.sums(keys, "revenue")
    high = sums[row["currency"]][1]
    if len(sums) == 1 and high:
        row["known_share"] = rounded(Fraction(total) / Fraction(high))
    return row
