"""Who pays an initiative when, by funding lines or in the role of funder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from learningcity.analysis.money import Bounds, Ledger, LineKey
from learningcity.model.city import City
from learningcity.model.dates import PartialDate, Period
from learningcity.model.entities import Initiative
from learningcity.model.running import Calendar

__all__ = ["Payment", "Payments", "Together"]


@dataclass(frozen=True)
class Payment:
    """One statement that a partner pays an initiative.

    ``possible`` is when it may pay, ``certain`` when it surely does; ``None`` where nobody has
    said. ``sole`` says that nobody else is named beside it.
    """

    line: LineKey | None
    path: tuple[str | int, ...]
    possible: Period
    certain: Period | None
    sole: bool


@dataclass(frozen=True)
class Together:
    """Whether two initiatives are surely paid at one time, and the days on which both may be."""

    sure: bool
    period: Period


class Payments:
    """What the file says of who pays an initiative when.

    A funder is named by funding lines, or only in its role. Where lines name it, they say more
    than the role, which is then left aside. A line is paid from its ``start`` to its ``end``; what
    it does not say it takes from the line that it is a part of, and so on. Beyond that it may be
    paid as long as the initiative may run, and nothing is sure. A funder in its role pays as long
    as the initiative runs, or from its own ``start`` to its own ``end``.
    """

    def __init__(self, city: City, calendar: Calendar, ledger: Ledger) -> None:
        self._city = city
        self._calendar = calendar
        self._ledger = ledger
        self._known: dict[tuple[str, str], tuple[Payment, ...]] = {}

    def of(self, initiative_id: str, funder: str) -> tuple[Payment, ...]:
        """Return what a partner pays an initiative, or may pay, on the day; in file order."""
        key = (initiative_id, funder)
        found = self._known.get(key)
        if found is None:
            entry = self._city.initiatives[initiative_id]
            payments = list(self._by_lines(entry, funder)) or list(self._by_role(entry, funder))
            found = self._known[key] = tuple(filter(self._may_be_paid, payments))
        return found

    def _may_be_paid(self, payment: Payment) -> bool:
        day = self._calendar.day
        return day is None or day in payment.possible

    def _by_lines(self, entry: Initiative, funder: str) -> Iterator[Payment]:
        spans = self._calendar.spans(entry.id)
        for index, line in enumerate(entry.funding):
            if funder in line.funder:
                key = (entry.id, line.id)
                start, end = self._stated(key, "start"), self._stated(key, "end")
                possible = Period(
                    start.first if start else spans.possible.first,
                    end.last if end else spans.possible.last,
                )
                certain = _period(start.last if start else None, end.first if end else None)
                path = ("funding", index)
                yield Payment(key, path, possible, certain, len(line.funder) == 1)

    def _stated(self, key: LineKey, name: str) -> PartialDate | None:
        """Return a date of a line, or of the nearest line that it is a part of."""
        for line in self._upward(key):
            found: PartialDate | None = getattr(self._ledger.lines[line], name)
            if found is not None:
                return found
        return None

    def _upward(self, key: LineKey) -> Iterator[LineKey]:
        """Return a line and the lines that it is a part of, from near to far."""
        current: LineKey | None = key
        while current is not None:
            yield current
            current = self._ledger.total(current)

    def _by_role(self, entry: Initiative, funder: str) -> Iterator[Payment]:
        spans = self._calendar.spans(entry.id)
        sure_first = spans.certain.first if spans.certain else None
        sure_last = spans.certain.last if spans.certain else None
        for index, part in enumerate(entry.partners):
            if part.partner == funder and "funder" in part.role:
                start, end = part.start, part.end
                possible = Period(
                    start.first if start else spans.possible.first,
                    end.last if end else spans.possible.last,
                )
                sure = _period(start.last if start else sure_first, end.first if end else sure_last)
                yield Payment(None, ("partners", index), possible, sure, sole=True)

    def together(self, first: str, second: str, funder: str) -> Together | None:
        """Return whether a partner pays two initiatives at one time; ``None`` if it does not.

        A grant that is passed on from one of them to the other is the same money and not paid
        twice.
        """
        meetings = [
            Together(self._surely(one, other), _common(one.possible, other.possible))
            for one in self.of(first, funder)
            for other in self.of(second, funder)
            if one.possible.meets(other.possible) and not self._is_passed_on(one, other)
        ]
        if not meetings:
            return None
        period = Period(
            min(meeting.period.first for meeting in meetings),
            max(meeting.period.last for meeting in meetings),
        )
        return Together(any(meeting.sure for meeting in meetings), period)

    def _surely(self, one: Payment, other: Payment) -> bool:
        if one.certain is None or other.certain is None:
            return False
        day = self._calendar.day
        if day is None:
            return one.certain.meets(other.certain)
        return day in one.certain and day in other.certain

    def _is_passed_on(self, one: Payment, other: Payment) -> bool:
        if one.line is None or other.line is None:
            return False
        return one.line in self._upward(other.line) or other.line in self._upward(one.line)

    def sums(self, initiative_id: str, funder: str) -> dict[str | None, Bounds]:
        """Return what a partner pays an initiative in all by its lines, by currency.

        Each pound counts once, capital too. What it pays together with others is at most the whole.
        """
        payments = [p for p in self.of(initiative_id, funder) if p.line is not None]
        every = self._ledger.net([p.line for p in payments if p.line], capital=True)
        alone = self._ledger.net([p.line for p in payments if p.line and p.sole], capital=True)
        return {
            currency: Bounds(alone[currency].low if currency in alone else 0, bounds.high)
            for currency, bounds in every.items()
        }

    def lines(self, initiative_id: str, funder: str, currency: str | None) -> tuple[str, ...]:
        """Return the funding lines by which a partner pays an initiative in one currency."""
        return tuple(
            "/".join(payment.line)
            for payment in self.of(initiative_id, funder)
            if payment.line is not None and self._ledger.currency(payment.line) == currency
        )


def _period(opens: date | None, closes: date | None) -> Period | None:
    if opens is None or closes is None or opens > closes:
        return None
    return Period(opens, closes)


def _common(one: Period, other: Period) -> Period:
    return Period(max(one.first, other.first), min(one.last, other.last))
