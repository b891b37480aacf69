"""One question put to one city: the mapping, the day, and what both say together."""

from __future__ import annotations

from datetime import date

from tests.oracle import days
from tests.oracle.plain import FACET_KEYS, Data, listed
from tests.oracle.terms import Terms


class Case:
    """A city read on a day, or over all time.

    `day` is None over all time.
    """

    def __init__(
        self,
        mapping: Data,
        *,
        on: date | None = None,
        ever: bool = False,
        carry: int = 2,
        vocabulary: Data | None = None,
    ) -> None:
        self.mapping = mapping
        self.carry = carry
        self.as_of = mapping["city"]["as_of"]
        self.day: date | None = None if ever else (on or days.last_day(self.as_of))
        self.initiatives: Data = mapping.get("initiatives") or {}
        self.partners: Data = mapping.get("partners") or {}
        self.needs: Data = mapping.get("needs") or {}
        terms = {key: mapping.get(key) or {} for key in FACET_KEYS.values()}
        terms["activities"] = {**(vocabulary or {}), **terms["activities"]}
        self.terms = {facet: Terms(facet, terms[key]) for facet, key in FACET_KEYS.items()}
        self._running = {i: self._running_of(entry) for i, entry in self.initiatives.items()}

    def _running_of(self, initiative: Data) -> str:
        if self.day is None:
            return days.running_ever(initiative, self.as_of, self.carry)
        return days.running_on(initiative, self.as_of, self.day, self.carry)

    def running(self, i: str) -> str:
        """How surely an initiative runs: no, unknown, presumed or yes."""
        return self._running[i]

    def together(self, i: str, j: str) -> str:
        """On a day, the weakest of the two; over all time, by their periods."""
        if self.day is None:
            one, other = self.initiatives[i], self.initiatives[j]
            return days.together_ever(one, other, self.as_of, self.carry)
        return min(self.running(i), self.running(j), key=days.STRENGTH.index)

    def offering(self, i: str) -> bool:
        """Initiatives of kind `coordination` or `fund` offer nothing themselves."""
        return self.initiatives[i].get("kind") not in ("coordination", "fund")

    def lines(self, i: str) -> list[Data]:
        """One or several provision lines; what a line does not say it takes from the initiative.

        Each has `activity`, `audience`, `place`, `priority` (lists of ids) and its own `capacity`.
        """
        if not self.offering(i):
            return []
        initiative = self.initiatives[i]
        stated = listed(initiative.get("provision")) or [{}]
        return [
            {
                "capacity": line.get("capacity"),
                **{
                    facet: listed(line.get(key)) or listed(initiative.get(key))
                    for facet, key in FACET_KEYS.items()
                },
            }
            for line in stated
        ]

    def in_order(self, section: Data, ids: set[str]) -> list[str]:
        """Ids in the order of the file."""
        return [each for each in section if each in ids]

    def umbrellas(self, i: str) -> list[str]:
        """What an initiative is part of, nearest first, at any depth."""
        above = self.initiatives[i].get("part_of")
        return [] if above is None else [above, *self.umbrellas(above)]

    def parts(self, i: str) -> list[str]:
        """The initiatives that are directly part of this one."""
        return [p for p, entry in self.initiatives.items() if entry.get("part_of") == i]

    def counts(self, entry: Data) -> bool:
        """A participation with dates counts only while it runs."""
        if self.day is None:
            return True
        span = (days.first_day(entry.get("start")), days.last_day(entry.get("end")))
        return days.inside(self.day, span)

    def partners_in(self, i: str, *roles: str) -> set[str]:
        """The partners of an initiative that have one of the roles."""
        return {
            each["partner"]
            for each in listed(self.initiatives[i].get("partners"))
            if self.counts(each) and set(listed(each.get("role"))) & set(roles)
        }
