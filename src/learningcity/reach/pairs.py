"""How much two initiatives offer the same thing, to the same people, in the same place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from learningcity.model.figures import round_figure
from learningcity.reach.facets import FACETS, Facet

if TYPE_CHECKING:
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.view import CityView, Line

__all__ = ["PairReach", "best_lines", "compare", "compare_lines", "first_best"]


@dataclass(frozen=True, slots=True)
class PairReach:
    """How two initiatives compare on one line of each.

    ``alike`` is how much of the first is also offered by the second, and the other way round, each
    from 0 to 1. ``silent`` has the facets among audience and place that at least one of the two
    lines does not state.
    """

    facets: tuple[Facet, ...]
    alike: tuple[float, float]
    silent: tuple[Facet, ...]

    @property
    def overlap(self) -> float:
        """The larger of the two shares."""
        return max(self.alike)

    @property
    def mutual(self) -> float:
        """The smaller of the two shares."""
        return min(self.alike)

    def rank(self, threshold: float) -> tuple[bool, int, float, float, int]:
        """Return how much the two lines say; of several pairs of lines the largest counts."""
        return (
            self.overlap >= threshold,
            len(self.facets),
            self.overlap,
            self.mutual,
            -len(self.silent),
        )


def first_best(found: Iterable[PairReach], threshold: float) -> PairReach | None:
    """Return the one that says most, of equals the first; ``None`` where there is none."""
    return max(found, key=lambda reach: reach.rank(threshold), default=None)


def compare(
    view: CityView, likeness: Likeness, first: str, second: str, *, threshold: float
) -> PairReach | None:
    """Return how two initiatives compare, or ``None`` where the file says too little to judge.

    Of the pairs of their lines, those whose overlap reaches `threshold` come first, then more
    facets, larger overlap, larger mutual share, fewer facets not stated; of equals the first in
    file order.
    """
    best = best_lines(view, likeness, first, second, threshold=threshold)
    return None if best is None else best[2]


def best_lines(
    view: CityView, likeness: Likeness, first: str, second: str, *, threshold: float
) -> tuple[int, int, PairReach] | None:
    """Return the numbers of the two lines that say most, and how these compare."""
    ours, theirs = view.lines[first], view.lines[second]
    if len(ours) == len(theirs) == 1:
        only = compare_lines(likeness, ours[0], theirs[0])
        return None if only is None else (0, 0, only)
    best: tuple[int, int, PairReach] | None = None
    best_rank: tuple[bool, int, float, float, int] | None = None
    for here, one in enumerate(ours):
        for there, other in enumerate(theirs):
            found = compare_lines(likeness, one, other)
            if found is None:
                continue
            rank = found.rank(threshold)
            if best_rank is None or rank > best_rank:
                best, best_rank = (here, there, found), rank
    return best


def compare_lines(likeness: Likeness, here: Line, there: Line) -> PairReach | None:
    """Return how two lines compare, or ``None`` where they say too little to judge."""
    facets: list[Facet] = []
    silent: list[Facet] = []
    forward = backward = 1.0
    for facet in FACETS:
        ours, theirs = here.terms(facet), there.terms(facet)
        if not ours or not theirs:
            silent.append(facet)
        elif facet != "audience" or not likeness.are_strangers(ours, theirs):
            facets.append(facet)
            forward *= likeness.share(facet, ours, theirs)
            backward *= likeness.share(facet, theirs, ours)
    if "activity" not in facets or len(facets) < 2:
        return None
    alike = (round_figure(forward), round_figure(backward))
    return PairReach(tuple(facets), alike, tuple(silent))
