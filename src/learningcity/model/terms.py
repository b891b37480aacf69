"""Terms and what lies within them.

Activities, audiences, places and priorities are directed acyclic graphs made by ``within``. A term
and what it is ``replaced_by`` are one term, known by the newest name. A(t), here ``below``, is the
term itself and everything within it, at any depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from learningcity.errors import UnknownIdError
from learningcity.model.city import City
from learningcity.model.entities import Audience, Term
from learningcity.model.suggest import closest
from learningcity.model.values import Text
from learningcity.model.vocabulary import shipped_activities

__all__ = ["EVERYONE", "TermGraph", "Terms"]

EVERYONE = "everyone"
"""The audience that is always there and contains all others."""


class TermGraph:
    """The terms of one kind, with their closure.

    `top` names a term that contains every other one, whether the file says so or not. Where ids
    lead nowhere, ``canonical`` and what rests on it raise ``UnknownIdError``. Each closure is
    computed once, when it is first asked for; its cost is the number of terms in it.
    """

    def __init__(self, kind: str, entries: Iterable[Term], top: str | None = None) -> None:
        self.kind = kind
        self.top = top
        self._entries = {entry.id: entry for entry in entries}
        self._canonical = {key: self._newest(key) for key in self._entries}
        merged: dict[str, list[Term]] = {}
        for key, newest in self._canonical.items():
            merged.setdefault(newest, []).append(self._entries[key])
        self._merged: Mapping[str, tuple[Term, ...]] = {k: tuple(v) for k, v in merged.items()}
        self._below: dict[str, frozenset[str]] = {}

    def _newest(self, key: str) -> str:
        seen = [key]
        while (successor := self._find(seen[-1]).replaced_by) is not None:
            if successor in seen:
                raise ValueError(f"{self.kind} '{key}' is replaced by itself in a circle")
            seen.append(successor)
        return seen[-1]

    def _find(self, key: str) -> Term:
        try:
            return self._entries[key]
        except KeyError:
            raise UnknownIdError(self.kind, key, closest(key, self._entries)) from None

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The terms under their newest names, in file order."""
        return tuple(key for key, newest in self._canonical.items() if key == newest)

    def canonical(self, key: str) -> str:
        """Return the newest name of a term."""
        newest = self._canonical.get(key)
        return self._find(key).id if newest is None else newest

    def canonical_set(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the newest names of terms, each once, in their order."""
        return tuple(dict.fromkeys(map(self.canonical, keys)))

    def entries(self, term: str) -> tuple[Term, ...]:
        """Return the entries that are this one term, in file order."""
        return self._merged[term]

    def name(self, term: str) -> Text:
        """Return the name of a term."""
        return self._entries[term].name

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """The terms that each term lies directly within."""
        parents: dict[str, tuple[str, ...]] = {}
        for term, entries in self._merged.items():
            larger = self.canonical_set(key for entry in entries for key in entry.within)
            parents[term] = tuple(key for key in larger if key != term)
        return parents

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The terms that lie directly within each term."""
        children: dict[str, list[str]] = {term: [] for term in self._merged}
        for term, larger in self.parents.items():
            for parent in larger:
                children[parent].append(term)
        return {term: tuple(smaller) for term, smaller in children.items()}

    def below(self, term: str) -> frozenset[str]:
        """Return A(t): the term and everything within it, at any depth."""
        found = self._below.get(term)
        if found is None:
            found = frozenset(self._merged) if term == self.top else frozenset(self._walk(term))
            self._below[term] = found
        return found

    def _walk(self, term: str) -> set[str]:
        seen, waiting = {term}, [term]
        while waiting:
            for child in self.children[waiting.pop()]:
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)
        return seen

    def below_all(self, terms: Iterable[str]) -> frozenset[str]:
        """Return A(S): the union of what lies below each term."""
        return frozenset().union(*map(self.below, terms))

    def widest(self, inside: frozenset[str]) -> tuple[str, ...]:
        """Return the terms of a set that no other of them contains, in file order.

        The set must hold all that lies within its terms, as what ``below_all`` gives does.
        """
        if self.top in inside:
            return (self.top,)
        return tuple(t for t in self.ids if t in inside and inside.isdisjoint(self.parents[t]))


@dataclass(frozen=True)
class Terms:
    """The four term graphs of a city."""

    activities: TermGraph
    audiences: TermGraph
    places: TermGraph
    priorities: TermGraph

    @classmethod
    def of(cls, city: City) -> Terms:
        """Return the term graphs of `city`; its own activities come before the shipped ones."""
        return cls(**{name: make(city) for name, make in _GRAPHS.items()})

    def varied(self, city: City, other: City) -> Terms:
        """Return the term graphs of `other`, where these are those of `city`.

        What the two cities have in common is not read again.
        """
        sections = {
            name: make(other)
            for name, make in _GRAPHS.items()
            if getattr(other, name) is not getattr(city, name)
        }
        return replace(self, **sections) if sections else self


def _activities(city: City) -> TermGraph:
    shipped = (term for term in shipped_activities() if term.id not in city.activities)
    return TermGraph("activity", (*city.activities, *shipped))


def _audiences(city: City) -> TermGraph:
    named = EVERYONE in city.audiences
    everyone = () if named else (Audience(id=EVERYONE, name=EVERYONE_NAME),)
    return TermGraph("audience", (*everyone, *city.audiences), top=EVERYONE)


_GRAPHS: Mapping[str, Callable[[City], TermGraph]] = {
    "activities": _activities,
    "audiences": _audiences,
    "places": lambda city: TermGraph("place", city.places),
    "priorities": lambda city: TermGraph("priority", city.priorities),
}
"""How the term graph of each section is made."""

EVERYONE_NAME = Text((("en", "Everyone"),))
