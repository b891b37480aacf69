"""Which initiatives overlap in each of several cities, with one join for cities of about one size.

A join of its own for each city costs more than what there is to compare in a small one. Terms of
different cities never meet, so that many small cities are no more work than one of their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.reach.joining import OverlapJoin, bulk_from

if TYPE_CHECKING:
    from learningcity.reach.bulk import Offers, Pair

__all__ = ["join_cities"]


def join_cities(
    cities: Sequence[Offers], *, threshold: float, minimum: float, bulk: int | None = None
) -> list[list[Pair]]:
    """Return the pairs of initiatives of each city whose overlap is at least `minimum`.

    They are those of ``OverlapJoin``, city by city; their order may be another one.

    Parameters
    ----------
    cities
        The terms of each city, how alike they are, and the lines of each initiative.
    threshold
        The overlap from which a pair of lines comes before all others.
    minimum
        The overlap, above 0, below which a pair is not given.
    bulk
        From how many initiatives on, in all cities, numpy compares; ``None`` is where it pays.
    """
    total = sum(len(lines) for _, _, lines in cities)
    if total < (bulk_from() if bulk is None else bulk):
        joins = (OverlapJoin(*city, threshold=threshold, minimum=minimum) for city in cities)
        return [list(join.pairs()) for join in joins]
    return _in_bulk(cities, threshold=threshold, minimum=minimum)


def _in_bulk(cities: Sequence[Offers], *, threshold: float, minimum: float) -> list[list[Pair]]:
    from learningcity.reach.bulk import BulkJoin
    from learningcity.reach.outcomes import Outcomes

    found: list[list[Pair]] = [[] for _ in cities]
    outcomes = Outcomes(minimum)
    by_size: dict[int, list[int]] = {}
    for at, (_, _, lines) in enumerate(cities):
        by_size.setdefault(_size(len(lines)), []).append(at)
    waiting = list(by_size.values())
    while waiting:
        group = waiting.pop()
        join = BulkJoin([cities[at] for at in group], outcomes, threshold=threshold)
        if join.fits:
            for city, pairs in join.pairs_by_city():
                found[group[city]] += pairs
        elif len(group) > 1:
            waiting += group[::2], group[1::2]
        else:
            alone = OverlapJoin(*cities[group[0]], threshold=threshold, minimum=minimum)
            found[group[0]] += alone.pairs()
    return found


def _size(initiatives: int) -> int:
    """Return the size of the group of a city: the smallest is 256, and each next one four times."""
    size = 256
    while size < initiatives:
        size *= 4
    return size
