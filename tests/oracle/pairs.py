"""Two offers that mean each other's people: lines compared, the best pair of lines."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.oracle.case import Case
from tests.oracle.plain import Data, rounded


@dataclass(frozen=True)
class Alike:
    """One pair of lines: compared facets, how much of each lies in the other, who is silent."""

    facets: list[str]
    forth: Fraction
    back: Fraction
    silent: list[str]

    @property
    def overlap(self) -> float:
        """The larger."""
        return rounded(max(self.forth, self.back))

    @property
    def mutual(self) -> float:
        """The smaller."""
        return rounded(min(self.forth, self.back))


def compare_lines(case: Case, one: Data, other: Data) -> Alike | None:
    """Compared facets are those of activity, audience, place that both state, strangers aside.

    `activity` and at least one more are needed, otherwise the pair cannot be judged.
    """
    facets: list[str] = []
    silent: list[str] = []
    forth = back = Fraction(1)
    for facet in ("activity", "audience", "place"):
        terms = case.terms[facet]
        if not one[facet] or not other[facet]:
            silent.append(facet)
            continue
        if terms.strangers(one[facet], other[facet]):
            continue
        facets.append(facet)
        forth *= terms.share(one[facet], other[facet])
        back *= terms.share(other[facet], one[facet])
    if "activity" not in facets or len(facets) < 2:
        return None
    return Alike(facets, forth, back, silent)


def best_lines(case: Case, i: str, j: str, threshold: float) -> Alike | None:
    """Over line pairs those at or above the threshold first, then the largest.

    The largest (number of facets, overlap, mutual); on ties the one that leaves least unstated,
    then the first in file order.
    """
    best: Alike | None = None
    for one in case.lines(i):
        for other in case.lines(j):
            found = compare_lines(case, one, other)
            if found is None:
                continue
            if best is None or _rank(found, threshold) > _rank(best, threshold):
                best = found
    return best


def _rank(found: Alike, threshold: float) -> tuple[bool, int, float, float, int]:
    stated = -len(found.silent)
    return found.overlap >= threshold, len(found.facets), found.overlap, found.mutual, stated
