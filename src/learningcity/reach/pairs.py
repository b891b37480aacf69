"""How much two initiatives offer the same thing, to the same people, in the same place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import comb

from learningcity.reach.likeness import Likeness, round_figure
from learningcity.reach.view import FACETS, CityView, Facet, Keys, Line

__all__ = ["PairReach", "compare", "count_unjudged", "pairs_that_may_overlap"]


@dataclass(frozen=True, slots=True)
class PairReach:
    """How two initiatives compare on the pair of lines that says most.

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


def compare(
    view: CityView, likeness: Likeness, first: str, second: str, *, threshold: float
) -> PairReach | None:
    """Return how two initiatives compare, or ``None`` where the file says too little to judge.

    Of the pairs of their lines, those whose overlap reaches `threshold` come first, then more
    facets, larger overlap, larger mutual share, fewer facets not stated; of equals the first in
    file order.
    """
    best: PairReach | None = None
    best_rank: tuple[bool, int, float, float, int] | None = None
    for here, there in product(view.lines[first], view.lines[second]):
        found = _compare_lines(likeness, here, there)
        if found is None:
            continue
        rank = (
            found.overlap >= threshold,
            len(found.facets),
            found.overlap,
            found.mutual,
            -len(found.silent),
        )
        if best_rank is None or rank > best_rank:
            best, best_rank = found, rank
    return best


def _compare_lines(likeness: Likeness, here: Line, there: Line) -> PairReach | None:
    facets = tuple(facet for facet in FACETS if _comparable(likeness, facet, here, there))
    if "activity" not in facets or len(facets) < 2:
        return None
    forward = backward = 1.0
    for facet in facets:
        forward *= likeness.share(facet, here.terms(facet), there.terms(facet))
        backward *= likeness.share(facet, there.terms(facet), here.terms(facet))
    silent = tuple(facet for facet in FACETS[1:] if not (here.terms(facet) and there.terms(facet)))
    return PairReach(facets, (round_figure(forward), round_figure(backward)), silent)


def _comparable(likeness: Likeness, facet: Facet, here: Line, there: Line) -> bool:
    stated, other = here.terms(facet), there.terms(facet)
    if not stated or not other:
        return False
    return facet != "audience" or not likeness.are_strangers(stated, other)


def pairs_that_may_overlap(view: CityView) -> Iterator[tuple[str, str]]:
    """Return the pairs of offering initiatives whose activities share a part, in file order.

    No other pair can have an overlap above zero. Cost: the number of initiatives times the pairs
    that share a term, not all pairs.
    """
    order = {entry.id: index for index, entry in enumerate(view.offering)}
    ids = list(order)
    offers: dict[str, list[int]] = {}
    for entry_id, index in order.items():
        for term in _reached_activities(view, entry_id):
            offers.setdefault(term, []).append(index)
    for entry_id, index in order.items():
        meets = {
            other
            for term in _reached_activities(view, entry_id)
            for other in offers[term]
            if other > index
        }
        for other in sorted(meets):
            yield entry_id, ids[other]


def _reached_activities(view: CityView, entry_id: str) -> frozenset[str]:
    lines = view.lines[entry_id]
    return frozenset().union(*(view.below("activity", line.activity) for line in lines))


def count_unjudged(view: CityView, likeness: Likeness) -> int:
    """Return how many pairs of offering initiatives cannot be judged.

    A pair can be judged where two lines both state activities, and audiences or places besides.
    Initiatives that state the same are counted together.
    """
    classes = Counter(
        frozenset((bool(line.place), line.audience) for line in lines if line.activity)
        for lines in view.lines.values()
    )
    judged = sum(
        comb(count, 2) for stated, count in classes.items() if _judgeable(likeness, stated, stated)
    )
    for here, there in combinations(classes, 2):
        if _judgeable(likeness, here, there):
            judged += classes[here] * classes[there]
    return comb(len(view.lines), 2) - judged


def _judgeable(
    likeness: Likeness, here: frozenset[tuple[bool, Keys]], there: frozenset[tuple[bool, Keys]]
) -> bool:
    return any(
        (place and other_place)
        or (audience and other_audience and not likeness.are_strangers(audience, other_audience))
        for (place, audience), (other_place, other_audience) in product(here, there)
    )
