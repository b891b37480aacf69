"""Funding lines as analyses ask for them: when they run, who gives them, whom they serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from learningcity.analysis.money import LineKey
from learningcity.analysis.study import Study
from learningcity.model.dates import PartialDate

__all__ = ["FundingLines", "initiatives_by_priority", "line_reference"]

_Dates = tuple[PartialDate | None, PartialDate | None]


def line_reference(key: LineKey) -> str:
    """Return a line as rows name it, ``initiative/line``."""
    return "/".join(key)


def initiatives_by_priority(study: Study) -> dict[str, tuple[str, ...]]:
    """Return the initiatives that serve each priority or an objective of it, all in file order."""
    graph = study.view.graph("priority")
    serving: dict[str, set[str]] = {term: set() for term in graph.ids}
    for entry in study.city.initiatives:
        for term in graph.canonical_set(entry.priorities):
            serving[term].add(entry.id)
    return {
        term: tuple(
            sorted(
                set().union(*(serving[part] for part in graph.below(term))),
                key=study.order.__getitem__,
            )
        )
        for term in graph.ids
    }


class FundingLines:
    """The funding lines of a city that run, or may run, on the day of a study.

    A line runs from the first day that its start may mean to the last day that its end may mean. A
    line without dates has those of the nearest line that it is a part of and that has any, else
    those of its initiative. Over all time every line runs.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._ledger = study.ledger

    # -- when ----------------------------------------------------------------------------------

    @cached_property
    def _stated_dates(self) -> dict[LineKey, _Dates]:
        """Start and end of each line, its own or those of what it is a part of."""
        dates: dict[LineKey, _Dates] = {}
        for key in self._ledger.downwards:
            line, total = self._ledger.lines[key], self._ledger.total(key)
            own = (line.start, line.end)
            dates[key] = dates[total] if total is not None and own == (None, None) else own
        return dates

    def dates(self, key: LineKey) -> _Dates:
        """Return start and end of a line: its own, of its totals, or of its initiative."""
        start, end = self._stated_dates[key]
        entry = self._study.city.initiatives[key[0]]
        return (start, end) if start or end else (entry.start, entry.end)

    def runs(self, key: LineKey) -> bool | None:
        """Return whether a line runs on the day; ``None`` where start or end is missing."""
        calendar = self._study.calendar
        if calendar.ever:
            return True
        start, end = self.dates(key)
        if not calendar.counts(start, end):
            return False
        return True if start and end else None

    @cached_property
    def _running(self) -> dict[LineKey, bool | None]:
        return {key: self.runs(key) for key in self._ledger.lines}

    @cached_property
    def keys(self) -> tuple[LineKey, ...]:
        """The lines that run or may run, in file order."""
        return tuple(key for key, running in self._running.items() if running is not False)

    @cached_property
    def undated(self) -> frozenset[LineKey]:
        """Those of ``keys`` that may run, as their start or end is missing."""
        return frozenset(key for key, running in self._running.items() if running is None)

    @cached_property
    def by_initiative(self) -> Mapping[str, list[LineKey]]:
        """Those of ``keys`` that each initiative has."""
        own: dict[str, list[LineKey]] = {}
        for key in self.keys:
            own.setdefault(key[0], []).append(key)
        return own

    def of(self, initiative_ids: Iterable[str]) -> list[LineKey]:
        """Return those of ``keys`` that the given initiatives have."""
        return [key for each in initiative_ids for key in self.by_initiative.get(each, ())]

    # -- from whom -----------------------------------------------------------------------------

    def givers(self, key: LineKey) -> tuple[str, ...]:
        """Return the partners that a line names as its funders."""
        return tuple(dict.fromkeys(self._ledger.lines[key].funder))

    def given(self) -> dict[str, list[LineKey]]:
        """Return those of ``keys`` that name each funder, alone or with others."""
        given: dict[str, list[LineKey]] = {}
        for key in self.keys:
            for giver in self.givers(key):
                given.setdefault(giver, []).append(key)
        return given

    def without_funder(self) -> tuple[LineKey, ...]:
        """Return those of ``keys`` for which neither they nor a total of theirs name a funder."""
        named: set[LineKey] = set()
        for key in self._ledger.downwards:
            if self.givers(key) or self._ledger.total(key) in named:
                named.add(key)
        return tuple(key for key in self.keys if key not in named)

    def not_from(self) -> dict[str, list[LineKey]]:
        """Return, for each funder of a line with several, the parts of it that others surely give.

        Such a part is in the same initiative, and names some of the funders that the nearest line
        above it names, without this one. It is left out where this funder is said to give all of a
        line above, or some of a line within the part.
        """
        lines = self.given()
        above = {giver: self._totals_of(keys) for giver, keys in lines.items()}
        found: dict[str, list[LineKey]] = {}
        nearest: dict[LineKey, LineKey] = {}
        alone: dict[LineKey, frozenset[str]] = {}
        for key in self._ledger.downwards:
            givers, total = frozenset(self.givers(key)), self._ledger.total(key)
            alone[key] = givers if len(givers) == 1 else frozenset()
            if total is None:
                continue
            alone[key] |= alone[total]
            named = total if self.givers(total) else nearest.get(total)
            if named is None or named[0] != key[0]:
                continue
            nearest[key] = named
            if givers and givers < frozenset(self.givers(named)):
                for giver in self.givers(named):
                    if giver not in givers | alone[named] and key not in above.get(giver, ()):
                        found.setdefault(giver, []).append(key)
        return found

    def _totals_of(self, keys: Iterable[LineKey]) -> set[LineKey]:
        """Return all lines that the given ones are a part of, at any depth."""
        found: set[LineKey] = set()
        for key in keys:
            total = self._ledger.total(key)
            while total is not None and total not in found:
                found.add(total)
                total = self._ledger.total(total)
        return found
