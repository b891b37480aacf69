"""What is recorded of initiatives working together, and how much that is credited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from learningcity.analysis.result import FrozenMap
from learningcity.model.city import Catalogue
from learningcity.model.entities import Initiative
from learningcity.model.vocabulary import WORKING_ROLES
from learningcity.reach.view import CityView

__all__ = ["CREDITS", "Coordination", "read_credits", "umbrellas"]

CREDITS: Mapping[str, float] = FrozenMap(
    {
        "family": 1.0,
        "sequence": 1.0,
        "same-lead": 0.75,
        "siblings": 0.5,
        "tie": 0.5,
        "same-organisation": 0.5,
        "shared-partner": 0.5,
        "same-body": 0.25,
    }
)
"""Kinds of recorded coordination and the default credit of each, from 0 to 1."""

_TIES = ("planning", "referral")


def read_credits(changes: Mapping[str, float] | None) -> FrozenMap[float]:
    """Return the credits with the caller's changes.

    Raises
    ------
    ValueError
        A key is no kind of coordination, or a credit lies outside 0 to 1.
    """
    credits = dict(CREDITS)
    for kind, credit in (changes or {}).items():
        if kind not in credits:
            raise ValueError(f"credits: '{kind}' is none of {', '.join(CREDITS)}")
        if not 0 <= credit <= 1:
            raise ValueError(f"credits: {kind} is {credit}, which is not from 0 to 1")
        credits[kind] = float(credit)
    return FrozenMap(credits)


def umbrellas(
    initiatives: Mapping[str, Initiative] | Catalogue[Initiative], entry_id: str
) -> list[str]:
    """Return an initiative and the umbrellas above it that there are, from near to far."""
    chain = [entry_id]
    larger = initiatives[entry_id].part_of
    while larger is not None and larger in initiatives and larger not in chain:
        chain.append(larger)
        larger = initiatives[larger].part_of
    return chain


class Coordination:
    """What the file records of coordination between initiatives, as of one view of the city.

    ``between`` lists every kind that is recorded for a pair:

    * ``family``: one is a part of the other, at any depth;
    * ``sequence``: one follows the other;
    * ``same-lead``: they have a lead in common;
    * ``siblings``: they are parts of the same initiative, unless that is a fund;
    * ``tie``: a planning or referral tie joins a lead or deliverer of one with one of the other;
    * ``same-organisation``: two different leads belong to one organisation, at any depth;
    * ``shared-partner``: they have a partner in a working role in common;
    * ``same-body``: two different leads sit on one body, or work in one ``coordination``.

    Participations count while they run; ties and memberships count whatever their dates.
    """

    def __init__(self, view: CityView) -> None:
        city = view.city
        self._initiatives = {entry.id: entry for entry in city.initiatives}
        self._leads = {i.id: view.calendar.partners(i, {"lead"}) for i in view.initiatives}
        self._doers = {
            i.id: view.calendar.partners(i, {"lead", "deliverer"}) for i in view.initiatives
        }
        self._workers = {i.id: view.calendar.partners(i, WORKING_ROLES) for i in view.initiatives}
        self._tied = {frozenset((tie.from_, tie.to)) for tie in city.ties if tie.kind in _TIES}
        self._tops = {partner.id: self._organisation(view, partner.id) for partner in city.partners}
        groups = [frozenset(body.members) for body in city.bodies]
        groups += [self._workers[i.id] for i in view.initiatives if i.kind == "coordination"]
        self._seats: dict[str, set[int]] = {}
        for index, group in enumerate(groups):
            for partner_id in group:
                self._seats.setdefault(partner_id, set()).add(index)
        self._chains: dict[str, list[str]] = {}

    @staticmethod
    def _organisation(view: CityView, partner_id: str) -> frozenset[str]:
        chain = [partner_id]
        while (parent := view.city.partners[chain[-1]].parent) is not None and parent not in chain:
            chain.append(parent)
        return frozenset(chain)

    def _chain(self, entry_id: str) -> list[str]:
        if entry_id not in self._chains:
            self._chains[entry_id] = umbrellas(self._initiatives, entry_id)
        return self._chains[entry_id]

    def between(self, first: str, second: str) -> tuple[str, ...]:
        """Return the kinds of coordination recorded between two initiatives, in their order."""
        return tuple(self._find(first, second))

    def _find(self, first: str, second: str) -> Iterator[str]:
        here, there = self._initiatives[first], self._initiatives[second]
        if first in self._chain(second) or second in self._chain(first):
            yield "family"
        if first in there.follows or second in here.follows:
            yield "sequence"
        leads = [(a, b) for a in self._leads[first] for b in self._leads[second] if a != b]
        if not self._leads[first].isdisjoint(self._leads[second]):
            yield "same-lead"
        umbrella = here.part_of if here.part_of == there.part_of else None
        if umbrella is not None and self._initiatives[umbrella].kind != "fund":
            yield "siblings"
        if self._tied and any(
            frozenset((a, b)) in self._tied
            for a in self._doers[first]
            for b in self._doers[second]
            if a != b
        ):
            yield "tie"
        if any(not self._tops[a].isdisjoint(self._tops[b]) for a, b in leads):
            yield "same-organisation"
        if not self._workers[first].isdisjoint(self._workers[second]):
            yield "shared-partner"
        if any(self._sit_together(a, b) for a, b in leads):
            yield "same-body"

    def _sit_together(self, first: str, second: str) -> bool:
        return not self._seats.get(first, set()).isdisjoint(self._seats.get(second, ()))
