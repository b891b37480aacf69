"""Terms and what lies within them.

Activities, audiences, places and priorities are directed acyclic graphs made by ``within``. A term
and what it is ``replaced_by`` are one term, known by the newest name. A(t), here ``below``, is the
term itself and everything within it, at any depth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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

    @property
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
        shipped = (term for term in shipped_activities() if term.id not in city.activities)
        everyone = (
            () if EVERYONE in city.audiences else (Audience(id=EVERYONE, name=EVERYONE_NAME),)
        )
        return cls(
            activities=TermGraph("activity", (*city.activities, *shipped)),
            audiences=TermGraph("audience", (*everyone, *city.audiences), top=EVERYONE),
            places=TermGraph("place", city.places),
            priorities=TermGraph("priority", city.priorities),
        )


EVERYONE_NAME = Text((("en", "Everyone"),))
