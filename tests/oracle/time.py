"""A city day by day: what runs, what is committed, what ends; recounted on every day."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.oracle.case import Case
from tests.oracle.needs import analysed, coverage_row, participants_low
from tests.oracle.plain import Data, Number, bounds

STATUSES = ["absent", "possible", "general", "partial", "reached"]

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
