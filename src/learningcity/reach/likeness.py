"""How alike two terms are, and how much of one set of terms lies in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from learningcity.reach.facets import Facet, Keys

if TYPE_CHECKING:
    from learningcity.model.terms import TermGraph
    from learningcity.reach.view import CityView

__all__ = ["LIKENESS", "Likeness", "Match", "Relation"]


Relation: TypeAlias = Literal["same", "within", "contains", "shares", "apart"]
"""How one term stands to another: it lies within it, contains it, shares a part with it."""

LIKENESS: Mapping[Relation, float] = {
    "same": 1.0,
    "within": 0.5,
    "contains": 0.5,
    "shares": 0.25,
    "apart": 0.0,
}
"""How alike two terms are that stand so to each other; a place within another one is 1."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stated term with the term of the other side that comes nearest to it."""

    term: str
    nearest: str
    likeness: float


class Likeness:
    """Likeness of terms and shares of term sets in one view of a city; answers are kept.

    λ(s, t) is 1 for the same term, ½ where one contains the other, ¼ where they only share a part,
    else 0; for places it is also 1 where t contains s, since whoever lives in the ward can use the
    city's service. The share σ(S→T) is the mean, over the terms s of S that no other term of S
    contains, of the largest λ(s, t) with t in T.
    """

    def __init__(self, view: CityView) -> None:
        self._view = view
        self._likenesses: dict[Facet, _Likenesses] = {}
        self._widest: dict[tuple[Facet, Keys], Keys] = {}
        self._lines: dict[str, frozenset[str]] = {}
        self._groupings: dict[Keys, frozenset[str] | None] = {}

    def of(self, facet: Facet, s: str, t: str) -> float:
        """Return λ(s, t), one of 0, ¼, ½ and 1."""
        return self._rows(facet, (s,))[0][t]

    def relate(self, facet: Facet, s: str, t: str) -> Relation:
        """Return how two terms stand to each other."""
        if s == t:
            return "same"
        graph = self._view.graph(facet)
        below_s, below_t = graph.below(s), graph.below(t)
        if s in below_t:
            return "within"
        if t in below_s:
            return "contains"
        return "apart" if below_s.isdisjoint(below_t) else "shares"

    def share(self, facet: Facet, stated: Keys, other: Keys) -> float:
        """Return σ(S→T), from 0 to 1: how much of `stated` lies in `other`.

        Both sets must not be empty. Cost: the product of their sizes.
        """
        rows = self._rows(facet, stated)
        # Every likeness is a multiple of 1/4, so that this sum is exact.
        return sum([max([row[t] for t in other]) for row in rows]) / len(rows)

    def _rows(self, facet: Facet, stated: Keys) -> list[_LikenessesOf]:
        """Return λ(s, ·) for each s of a set that no other term of it contains."""
        likenesses = self._likenesses.get(facet)
        if likenesses is None:
            likenesses = self._likenesses[facet] = _Likenesses(self, facet)
        return [likenesses[s] for s in self.widest(facet, stated)]

    def matches(self, facet: Facet, stated: Keys, other: Keys) -> tuple[Match, ...]:
        """Return the terms of `stated` that no other one contains, each with the nearest term.

        The nearest term is the one of `other` with the largest likeness, of equals the first. The
        mean of the likenesses is σ(S→T).
        """
        widest = self.widest(facet, stated)
        return tuple(Match(s, *self._nearest(facet, s, other)) for s in widest)

    def _nearest(self, facet: Facet, s: str, other: Keys) -> tuple[str, float]:
        nearest, largest = other[0], self.of(facet, s, other[0])
        for t in other[1:]:
            if (likeness := self.of(facet, s, t)) > largest:
                nearest, largest = t, likeness
        return nearest, largest

    def widest(self, facet: Facet, stated: Keys) -> Keys:
        """Return the terms of a set that no other term of it contains."""
        if len(stated) == 1:
            return stated
        found = self._widest.get((facet, stated))
        if found is None:
            below = self._view.graph(facet).below
            found = tuple(s for s in stated if not any(s != t and s in below(t) for t in stated))
            self._widest[facet, stated] = found
        return found

    def are_strangers(self, stated: Keys, other: Keys) -> bool:
        """Return whether two sets of audiences cannot be compared.

        They are strangers if they have no common part and people are grouped along entirely
        different lines in them, such as age here and language there: then they may be the same
        people. A group whose line nobody has said is nobody's stranger.
        """
        view = self._view
        if not view.below("audience", stated).isdisjoint(view.below("audience", other)):
            return False
        return self.grouped_apart(stated, other)

    def grouped_apart(self, stated: Keys, other: Keys) -> bool:
        """Return whether people are grouped along entirely different lines in two sets."""
        here, there = self.grouping(stated), self.grouping(other)
        return here is not None and there is not None and here.isdisjoint(there)

    def grouping(self, keys: Keys) -> frozenset[str] | None:
        """Return the lines along which audiences group people; ``None`` where one has none."""
        if keys not in self._groupings:
            lines = [self.lines_along(term) for term in keys]
            self._groupings[keys] = frozenset().union(*lines) if all(lines) else None
        return self._groupings[keys]

    def lines_along(self, term: str) -> frozenset[str]:
        """Return the lines along which an audience groups people: its own, else its container's."""
        found = self._lines.get(term)
        if found is None:
            graph = self._view.terms.audiences
            found = _own_lines(graph, term)
            if not found:
                found = frozenset().union(*map(self.lines_along, graph.parents[term]))
            self._lines[term] = found
        return found


def _own_lines(graph: TermGraph, term: str) -> frozenset[str]:
    said = (getattr(entry, "by", None) for entry in graph.entries(term))
    return frozenset(by for by in said if by is not None)


class _Likenesses(dict[str, "_LikenessesOf"]):
    """The likenesses of each term of a facet to others, worked out when first asked for."""

    def __init__(self, likeness: Likeness, facet: Facet) -> None:
        self.relate = likeness.relate
        self.facet = facet

    def __missing__(self, s: str) -> _LikenessesOf:
        found = self[s] = _LikenessesOf(self, s)
        return found


class _LikenessesOf(dict[str, float]):
    """The likeness of one term to others of its facet."""

    def __init__(self, facet: _Likenesses, s: str) -> None:
        self._facet = facet
        self._s = s

    def __missing__(self, t: str) -> float:
        relation = self._facet.relate(self._facet.facet, self._s, t)
        whole = self._facet.facet == "place" and relation == "within"
        found = self[t] = 1.0 if whole else LIKENESS[relation]
        return found
