"""Terms: what is within what, how alike two terms are, how much of one set lies in another."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from tests.oracle.days import first_day, last_day
from tests.oracle.plain import Data, listed

EVERYONE = "everyone"


class Terms:
    """The places, audiences, activities or priorities of a city.

    `facet` is `place`, `audience`, `activity` or `priority`.
    """

    def __init__(self, facet: str, entries: Data) -> None:
        self.facet = facet
        self.entries: Data = {EVERYONE: {}, **entries} if facet == "audience" else dict(entries)
        # In the order of the file, `everyone` first.
        self.ids = [term for term in self.entries if self.canonical(term) == term]
        self._parents = {term: self._parents_of(term) for term in self.ids}
        self._parts = {
            whole: {part for part in self.ids if self.contains(whole, part)} for whole in self.ids
        }

    def canonical(self, term: str) -> str:
        """A term and what it is `replaced_by` are one term."""
        while self.entries[term].get("replaced_by") is not None:
            term = self.entries[term]["replaced_by"]
        return term

    def merged(self, term: str) -> list[Data]:
        """The entries that are this one term."""
        return [entry for other, entry in self.entries.items() if self.canonical(other) == term]

    def _parents_of(self, term: str) -> set[str]:
        parents = {
            self.canonical(whole)
            for entry in self.merged(term)
            for whole in listed(entry.get("within"))
        }
        if self.facet == "audience":
            parents.add(EVERYONE)
        return parents - {term}

    def contains(self, whole: str, part: str) -> bool:
        """Everything within, at any depth; a term contains itself."""
        return whole == part or any(self.contains(whole, parent) for parent in self._parents[part])

    def named(self, terms: Iterable[str]) -> set[str]:
        """S: the stated terms, each once."""
        return {self.canonical(term) for term in terms}

    def parts(self, terms: Iterable[str]) -> set[str]:
        """A(S) = union over the stated terms of the term and everything within it."""
        found: set[str] = set()
        for term in self.named(terms):
            found |= self._parts[term]
        return found

    def likeness(self, one: str, other: str) -> Fraction:
        """λ(s, t): 1 the same, ½ one contains the other, ¼ they only share a part, else 0.

        For places also 1 wherever t contains s.
        """
        s, t = self.canonical(one), self.canonical(other)
        if s == t:
            return Fraction(1)
        if self.facet == "place" and self.contains(t, s):
            return Fraction(1)
        if self.contains(t, s) or self.contains(s, t):
            return Fraction(1, 2)
        if self.parts([s]) & self.parts([t]):
            return Fraction(1, 4)
        return Fraction(0)

    def share(self, some: Iterable[str], others: Iterable[str]) -> Fraction:
        """σ(S→T) = mean over the s ∈ S that no other term of S contains, of max λ(s, t)."""
        s, t = self.named(some), self.named(others)
        outermost = [term for term in s if not any(o != term and self.contains(o, term) for o in s)]
        total = sum((max(self.likeness(a, b) for b in t) for a in outermost), Fraction(0))
        return total / len(outermost)

    def grouping(self, term: str) -> set[str]:
        """A term without `by` takes that of what it is `within`."""
        own = {str(e["by"]) for e in self.merged(term) if e.get("by") is not None}
        if own:
            return own
        inherited: set[str] = set()
        for parent in self._parents[term]:
            inherited |= self.grouping(parent)
        return inherited

    def strangers(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Two audiences without a common term, grouped `by` entirely different lines.

        A term with no `by` is nobody's stranger.
        """
        if self.facet != "audience":
            return False
        s, t = self.named(some), self.named(others)
        if self.parts(s) & self.parts(t):
            return False
        if not all(self.grouping(term) for term in s | t):
            return False
        return not any(self.grouping(a) & self.grouping(b) for a in s for b in t)

    def current(self, term: str, day: object) -> bool:
        """A term is current from its `since` to its `until`; over all time (no day) each is."""
        if day is None:
            return True
        return any(
            first_day(entry.get("since")) <= day <= last_day(entry.get("until"))  # type: ignore[operator]
            for entry in self.merged(term)
        )

    def current_leaves(self, day: object) -> list[str]:
        """Current terms without current parts."""
        return [
            term
            for term in self.ids
            if self.current(term, day)
            and not any(self.current(p, day) for p in self.parts([term]) - {term})
        ]
