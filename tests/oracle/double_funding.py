"""Double funding: one funder, an overlapping pair, both paid at one time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.oracle import days
from tests.oracle.case import Case
from tests.oracle.money import LineKey, Purse
from tests.oracle.plain import Data, listed
from tests.oracle.verdicts import duplicates


@dataclass(frozen=True)
class Paying:
    """One statement that a partner pays: when it may and when it surely does, and by which line."""

    line: LineKey | None
    alone: bool
    may: days.Period | None
    does: days.Period | None


class Paid:
    """Who pays what when."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.purse = Purse(case)

    def stated(self, key: LineKey, name: str) -> object:
        """What a line says, else what it is a part of says, and so on."""
        for line in (key, *self.purse.above(key)):
            if self.purse.lines[line].get(name) is not None:
                return self.purse.lines[line][name]
        return None

    def paying(self, i: str, funder: str) -> list[Paying]:
        """Lines that name the funder; only where there are none, its role."""
        entry = self.case.initiatives[i]
        may_run = days.possible(entry, self.case.as_of)
        runs = days.certain(entry, self.case.as_of)
        found = []
        for name, line in (entry.get("funding") or {}).items():
            if funder in listed(line.get("funder")):
                start, end = self.stated((i, name), "start"), self.stated((i, name), "end")
                alone = len(listed(line["funder"])) == 1
                may = self.span(days.first_day, start, may_run, days.last_day, end)
                does = None
                if start is not None and end is not None:
                    does = days.period(days.last_day(start), days.first_day(end))
                found.append(Paying((i, name), alone, may, does))
        if not found:
            for part in listed(entry.get("partners")):
                if part["partner"] == funder and "funder" in listed(part["role"]):
                    start, end = part.get("start"), part.get("end")
                    may = self.span(days.first_day, start, may_run, days.last_day, end)
                    does = self.span(days.last_day, start, runs, days.first_day, end)
                    found.append(Paying(None, True, may, does))
        day = self.case.day
        return [each for each in found if day is None or days.inside(day, each.may)]

    @staticmethod
    def span(
        opening: object, start: object, runs: days.Period | None, closing: object, end: object
    ) -> days.Period | None:
        """What is stated, and otherwise as long as the initiative runs."""
        assert callable(opening)
        assert callable(closing)
        if runs is None and (start is None or end is None):
            return None
        opens = opening(start) if start is not None or runs is None else runs[0]
        closes = closing(end) if end is not None or runs is None else runs[1]
        return days.period(opens, closes)

    def same_money(self, one: Paying, other: Paying) -> bool:
        """One line is a part of the other."""
        if one.line is None or other.line is None:
            return False
        return one.line in self.purse.above(other.line) or other.line in self.purse.above(one.line)

    def meetings(self, i: str, j: str, funder: str) -> list[tuple[Paying, Paying]]:
        """Payments of both that may be at one time and are not the same money."""
        return [
            (one, other)
            for one in self.paying(i, funder)
            for other in self.paying(j, funder)
            if days.meet(one.may, other.may) and not self.same_money(one, other)
        ]

    def sure(self, one: Paying, other: Paying) -> bool:
        """Both surely are, on the day or at one time."""
        if self.case.day is None:
            return days.meet(one.does, other.does)
        return days.inside(self.case.day, one.does) and days.inside(self.case.day, other.does)

    def sums(self, i: str, funder: str, currency: str | None) -> tuple[object, object]:
        """All lines that name the funder for the most, those of it alone for the least."""
        paying = [each for each in self.paying(i, funder) if each.line is not None]
        every = self.purse.sums([each.line for each in paying if each.line], "all")
        if currency not in every:
            return None, None
        alone = self.purse.sums([each.line for each in paying if each.line and each.alone], "all")
        low = alone[currency][0] if currency in alone else 0
        high = every[currency][1]
        return (None if low == 0 and high != 0 else low), high

    def currencies(self, i: str, funder: str) -> list[str | None]:
        """The currencies of the lines that name the funder, in the order of all lines."""
        named = [each.line for each in self.paying(i, funder)]
        found = [self.purse.currency(key) for key in self.purse.lines if key in named]
        return list(dict.fromkeys(found))

    def lines(self, i: str, funder: str, currency: str | None) -> list[str]:
        """The names of the lines in one currency."""
        return [
            "/".join(each.line)
            for each in self.paying(i, funder)
            if each.line is not None and self.purse.currency(each.line) == currency
        ]


def rows_of(paid: Paid, pair: Data, funder: str) -> list[Data]:
    """A row for each currency; one without where no line names the funder."""
    i, j = pair["initiatives"]
    met = paid.meetings(i, j, funder)
    if not met:
        return []
    starts = [max(one.may[0], other.may[0]) for one, other in met if one.may and other.may]
    ends = [min(one.may[1], other.may[1]) for one, other in met if one.may and other.may]
    found = []
    currencies = [*paid.currencies(i, funder), *paid.currencies(j, funder)] or [None]
    for currency in dict.fromkeys(currencies):
        one, other = paid.sums(i, funder, currency), paid.sums(j, funder, currency)
        found.append(
            {
                "initiatives": [i, j],
                "funder": funder,
                "period": "yes" if any(paid.sure(*both) for both in met) else "possible",
                "earliest": None if min(starts) == date.min else min(starts).isoformat(),
                "latest": None if max(ends) == date.max else max(ends).isoformat(),
                "first_lines": paid.lines(i, funder, currency),
                "second_lines": paid.lines(j, funder, currency),
                "first_low": one[0],
                "first_high": one[1],
                "second_low": other[0],
                "second_high": other[1],
                "currency": currency,
                "verdict": pair["verdict"],
                "overlap": pair["overlap"],
                "under": pair["under"],
            }
        )
    return found


def double_funding(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    threshold: float = 0.5,
    minimum: float = 0.25,
    vocabulary: Data | None = None,
) -> list[Data]:
    """Every pair that is not an initiative with its part, every common funder."""
    asked: Data = {"on": on, "ever": ever, "carry": carry, "vocabulary": vocabulary}
    paid = Paid(Case(mapping, **asked))
    pairs = duplicates(mapping, threshold=threshold, minimum=minimum, **asked)["rows"]
    rows = [
        row
        for pair in pairs
        if "family" not in pair["coordination"]
        for funder in pair["common_funders"]
        for row in rows_of(paid, pair, funder)
    ]
    for row in rows:
        if not any(
            other["initiatives"] == row["under"] and other["funder"] == row["funder"]
            for other in rows
        ):
            row["under"] = None
    return rows
