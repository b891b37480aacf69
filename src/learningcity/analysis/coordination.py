"""What is recorded of initiatives working together, and how much that is credited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from learningcity.analysis.explanation import Step, grounded, references
from learningcity.analysis.result import FrozenMap
from learningcity.analysis.sentences.words import relations_sentence
from learningcity.model.city import Catalogue
from learningcity.model.entities import Initiative
from learningcity.model.vocabulary import WORKING_ROLES
from learningcity.reach.view import CityView

__all__ = ["CREDITS", "Coordination", "Link", "Team", "read_credits", "relation_steps", "umbrellas"]

Link: TypeAlias = tuple[str, ...]
"""A fact that joins two initiatives: the references of what it consists of."""

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


@dataclass(frozen=True, slots=True)
class Team:
    """The partners of one initiative, in file order."""

    leads: Mapping[str, None]
    doers: Mapping[str, None]
    workers: Mapping[str, None]


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
        self._view = view
        self._initiatives = {entry.id: entry for entry in view.city.initiatives}
        self._rank = {key: index for index, key in enumerate(view.city.partners.ids)}
        self._chains: dict[str, list[str]] = {}
        self._organisations: dict[str, tuple[str, ...]] = {}
        self._teams: dict[str, Team] = {}
        self._mentioned: dict[str, frozenset[str]] = {}
        self._kinds: tuple[tuple[str, Callable[[str, str], Iterable[Link]]], ...] = (
            ("family", self._family),
            ("sequence", self._sequence),
            ("same-lead", self._same_lead),
            ("siblings", self._siblings),
            ("tie", self._tie),
            ("same-organisation", self._same_organisation),
            ("shared-partner", self._shared_partner),
            ("same-body", self._same_body),
        )

    def between(self, first: str, second: str) -> tuple[str, ...]:
        """Return the kinds of coordination recorded between two initiatives, in their order."""
        if self._mentions(first).isdisjoint(self._mentions(second)):
            return ()
        return tuple(kind for kind, find in self._kinds if any(find(first, second)))

    def credited(self, first: str, second: str, credits: Mapping[str, float]) -> tuple[str, ...]:
        """Return the kinds of coordination recorded between two that have a credit above 0."""
        return tuple(kind for kind in self.between(first, second) if credits[kind] > 0)

    def facts(self, first: str, second: str) -> dict[str, tuple[Link, ...]]:
        """Return what each recorded kind of coordination rests on, in file order.

        Each fact is the references of what it joins: the initiatives of a family from the part to
        the whole; the follower and what it follows; the common lead; the umbrella; the two partners
        and their tie; the two leads and their organisation; the common partner; the two leads and
        the body or initiative in which they sit.
        """
        found = {kind: tuple(find(first, second)) for kind, find in self._kinds}
        return {kind: links for kind, links in found.items() if links}

    def _mentions(self, initiative_id: str) -> frozenset[str]:
        """Return all through which an initiative can be joined to another, as references.

        Two that have none in common are not joined in any way; most pairs are such.
        """
        found = self._mentioned.get(initiative_id)
        if found is None:
            team, entry = self.team(initiative_id), self._initiatives[initiative_id]
            found = self._mentioned[initiative_id] = frozenset(
                (
                    *self._chain(initiative_id),
                    *entry.follows,
                    *(f"partner:{key}" for key in team.workers),
                    *(f"partner:{key}" for lead in team.leads for key in self.organisation(lead)),
                    *(f"tie:{at}" for key in team.doers for at in self._ties_of.get(key, ())),
                    *(seat for lead in team.leads for seat in self._seats.get(lead, ())),
                )
            )
        return found

    # -- what joins two initiatives --------------------------------------------------------------

    def _family(self, first: str, second: str) -> Iterator[Link]:
        for part, whole in ((first, second), (second, first)):
            chain = self._chain(part)
            if whole in chain:
                yield tuple(f"initiative:{key}" for key in chain[: chain.index(whole) + 1])

    def _sequence(self, first: str, second: str) -> Iterator[Link]:
        for later, earlier in ((first, second), (second, first)):
            if earlier in self._initiatives[later].follows:
                yield f"initiative:{later}", f"initiative:{earlier}"

    def _same_lead(self, first: str, second: str) -> Iterable[Link]:
        return _in_both(self.team(first).leads, self.team(second).leads)

    def _siblings(self, first: str, second: str) -> Iterable[Link]:
        umbrella = self._initiatives[first].part_of
        if umbrella is None or umbrella != self._initiatives[second].part_of:
            return ()
        return () if self._initiatives[umbrella].kind == "fund" else ((f"initiative:{umbrella}",),)

    def _tie(self, first: str, second: str) -> Iterable[Link]:
        if not self._ties:
            return ()
        return (
            (f"partner:{a}", f"partner:{b}", f"tie:{index}")
            for a in self.team(first).doers
            for b in self.team(second).doers
            if a != b
            for index in self._ties.get(frozenset((a, b)), ())
        )

    def _same_organisation(self, first: str, second: str) -> Iterator[Link]:
        for a in self.team(first).leads:
            for b in self.team(second).leads:
                if a == b:
                    continue
                above = self.organisation(b)
                common = next((key for key in self.organisation(a) if key in above), None)
                if common is not None:
                    yield f"partner:{a}", f"partner:{b}", f"partner:{common}"

    def _shared_partner(self, first: str, second: str) -> Iterable[Link]:
        return _in_both(self.team(first).workers, self.team(second).workers)

    def _same_body(self, first: str, second: str) -> Iterable[Link]:
        return (
            (f"partner:{a}", f"partner:{b}", seat)
            for a in self.team(first).leads
            if a in self._seats
            for b in self.team(second).leads
            if a != b and b in self._seats
            for seat in self._seats[a]
            if seat in self._seats[b]
        )

    # -- who does what ---------------------------------------------------------------------------

    def team(self, initiative_id: str) -> Team:
        """Return who leads an initiative, who leads or delivers it, and who works in it."""
        found = self._teams.get(initiative_id)
        if found is None:
            found = self._teams[initiative_id] = Team(
                self._partners(initiative_id, ("lead",)),
                self._partners(initiative_id, ("lead", "deliverer")),
                self._partners(initiative_id, WORKING_ROLES),
            )
        return found

    def _partners(self, initiative_id: str, roles: Iterable[str]) -> dict[str, None]:
        found = self._view.calendar.partners(self._initiatives[initiative_id], roles)
        return dict.fromkeys(sorted(found, key=self._rank.__getitem__))

    def _chain(self, initiative_id: str) -> list[str]:
        found = self._chains.get(initiative_id)
        if found is None:
            found = self._chains[initiative_id] = umbrellas(self._initiatives, initiative_id)
        return found

    def organisation(self, partner_id: str) -> tuple[str, ...]:
        """Return a partner and the organisations above it, from near to far."""
        found = self._organisations.get(partner_id)
        if found is None:
            partners, chain = self._view.city.partners, [partner_id]
            while (parent := partners[chain[-1]].parent) is not None and parent not in chain:
                chain.append(parent)
            found = self._organisations[partner_id] = tuple(chain)
        return found

    @cached_property
    def _ties(self) -> dict[frozenset[str], list[int]]:
        """The numbers of the planning and referral ties between two partners."""
        found: dict[frozenset[str], list[int]] = {}
        for index, tie in enumerate(self._view.city.ties):
            if tie.kind in _TIES:
                found.setdefault(frozenset((tie.from_, tie.to)), []).append(index)
        return found

    @cached_property
    def _ties_of(self) -> dict[str, list[int]]:
        """The numbers of the planning and referral ties of each partner."""
        found: dict[str, list[int]] = {}
        for ends, numbers in self._ties.items():
            for partner_id in ends:
                found.setdefault(partner_id, []).extend(numbers)
        return found

    @cached_property
    def _seats(self) -> dict[str, dict[str, None]]:
        """The bodies and coordination initiatives in which each partner sits, in file order."""
        groups: list[tuple[str, Iterable[str]]] = [
            (f"body:{body.id}", body.members) for body in self._view.city.bodies
        ]
        groups += [
            (f"initiative:{entry.id}", self.team(entry.id).workers)
            for entry in self._view.initiatives
            if entry.kind == "coordination"
        ]
        seats: dict[str, dict[str, None]] = {}
        for group, members in groups:
            for partner_id in members:
                seats.setdefault(partner_id, {})[group] = None
        return seats


def _in_both(here: Mapping[str, None], there: Mapping[str, None]) -> Iterable[Link]:
    return ((f"partner:{key}",) for key in here if key in there)


def relation_steps(
    view: CityView, coordination: Coordination, ids: Sequence[str], credits: Mapping[str, float]
) -> Iterator[Step]:
    """Return for each of several initiatives what is recorded between it and the others."""
    for one in ids:
        found = {o: coordination.credited(one, o, credits) for o in ids if o != one}
        recorded = {other: kinds for other, kinds in found.items() if kinds}
        said = relations_sentence(view, one, recorded, silent=len(found) - len(recorded))
        yield grounded(view.city, said, references("initiative", (one, *recorded)))
