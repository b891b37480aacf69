"""The same join with numpy: for a large city, or for many cities at a time.

It pays where tens of thousands of pairs are compared: numpy takes longer to load than smaller
cities take without it. So nothing loads this module but a join that is large.

Cities of about the same size are joined together: each step is one call for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from learningcity.reach.facets import FACETS
from learningcity.reach.meeting import Meeting
from learningcity.reach.outcomes import Outcome, Outcomes
from learningcity.reach.pairs import first_best
from learningcity.reach.profiles import Profiles
from learningcity.reach.tables import Array, FacetTable, each

if TYPE_CHECKING:
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.pairs import PairReach
    from learningcity.reach.view import CityView, Line

__all__ = ["BulkJoin", "Offers", "Pair"]

_SORTED = 1 << 14
"""Pairs of numbers are sorted where there could be more than so many different ones."""

_CELLS = 1 << 26
"""Tables of more cells than this take too much memory."""

Offers: TypeAlias = "tuple[CityView, Likeness, Mapping[str, Sequence[Line]]]"
"""The terms of a city, how alike they are, and the lines of each initiative."""

Pair: TypeAlias = "tuple[str, str, PairReach]"


class BulkJoin:
    """The pairs of initiatives of some cities of about one size whose overlap is enough."""

    def __init__(self, cities: Sequence[Offers], outcomes: Outcomes, *, threshold: float) -> None:
        self.met = self.verified = 0
        self._outcomes = outcomes
        self._of_lines = Outcomes(0)
        self._threshold = threshold
        self._facets = tuple(map(FacetTable, FACETS))
        self._ids = list(chain.from_iterable(lines for _, _, lines in cities))
        self._read(cities)

    def _read(self, cities: Sequence[Offers]) -> None:
        """Give numbers to the statements of all lines, and find the profiles."""
        said: tuple[list[int], ...] = ([], [], [])
        counts: list[int] = []
        for view, likeness, offered in cities:
            counts.extend(map(len, offered.values()))
            lines = list(chain.from_iterable(offered.values()))
            stated = (
                [line.activity for line in lines],
                [line.audience for line in lines],
                [line.place for line in lines],
            )
            for facet, into, statements in zip(self._facets, said, stated, strict=True):
                into.extend(facet.read(view, likeness, statements))
        for facet in self._facets:
            facet.close()
        sizes = np.array([len(lines) for _, _, lines in cities])
        self._profiles = Profiles(
            np.array(said, dtype=np.int64), np.array(counts, dtype=np.int64), sizes
        )

    @property
    def fits(self) -> bool:
        """Whether the tables take no more memory than they may."""
        return max(facet.cells for facet in self._facets) <= _CELLS

    def pairs(self) -> Iterator[tuple[Array, list[Pair]]]:
        """Return the number of the city and the pair, some pairs at a time, cities in order."""
        for facet in self._facets:
            facet.relate()
        profiles = self._profiles
        for here, there in Meeting(self._facets, profiles).pairs():
            self.met += int((here != there).sum())
            self.verified += len(here)
            single = (profiles.counts[here] == 1) & (profiles.counts[there] == 1)
            if not single.all():
                several = here[~single], there[~single]
                yield self._rows(*several, *self._several(*several))
                here, there = here[single], there[single]
            yield self._rows(here, there, *self._single(here, there))

    def pairs_by_city(self) -> Iterator[tuple[int, list[Pair]]]:
        """Return the number of a city and pairs of it; some cities come more than once."""
        for city, rows in self.pairs():
            bounds = [0, *(np.flatnonzero(np.diff(city)) + 1).tolist(), len(rows)]
            for start, stop in pairwise(bounds) if rows else ():
                yield int(city[start]), rows[start:stop]

    def _single(self, here: Array, there: Array) -> tuple[Array, list[Outcome | None]]:
        """Return which outcome each pair of profiles of one line has, and the outcomes."""
        first = self._profiles.first
        return self._compare(first[here], first[there], self._outcomes)

    def _compare(
        self, here: Array, there: Array, outcomes: Outcomes
    ) -> tuple[Array, list[Outcome | None]]:
        """Return the same for pairs of lines."""
        said = zip(self._facets, self._profiles.said, strict=True)
        shares = [facet.shares(line[here], line[there]) for facet, line in said]
        # Few combinations of shares differ. Only for these the products are worked out.
        first, of = np.zeros(1, dtype=np.int64), np.zeros(len(here), dtype=np.int64)
        for facet, ways in zip(self._facets, shares, strict=True):
            for way in ways:
                first, of = _distinct(of, len(first), way, len(facet.share))
        forward = backward = np.ones(len(first))
        told = []
        for facet, (more, less) in zip(self._facets, shares, strict=True):
            forward, backward = (
                forward * facet.share[more[first]],
                backward * facet.share[less[first]],
            )
            told.append(facet.told[more[first]].tolist())
        near = np.maximum(forward, backward) >= outcomes.minimum
        keys = zip(forward.tolist(), backward.tolist(), *told[1:], strict=True)
        looked_up = zip(keys, near.tolist(), strict=True)
        return of, [outcomes[key] if enough else None for key, enough in looked_up]

    def _several(self, here: Array, there: Array) -> tuple[Array, list[Outcome | None]]:
        """Return the same for profiles of which one has several lines."""
        first, counts = self._profiles.first, self._profiles.counts
        pair, at = each(counts[here] * counts[there])
        one = first[here[pair]] + at // counts[there[pair]]
        other = first[there[pair]] + at % counts[there[pair]]
        of, outcomes = self._compare(one, other, self._of_lines)
        found = map(outcomes.__getitem__, of.tolist())
        sizes = zip(counts[here].tolist(), counts[there].tolist(), strict=True)
        tables = ([list(islice(found, wide)) for _ in range(high)] for high, wide in sizes)
        return np.arange(len(here)), list(map(self._best, tables))

    def _best(self, table: list[list[Outcome | None]]) -> Outcome | None:
        """Return how the two lines compare that say most, seen from each side."""
        rows, columns = chain(*table), chain(*zip(*table, strict=True))
        forward = first_best((way[0] for way in rows if way), self._threshold)
        backward = first_best((way[1] for way in columns if way), self._threshold)
        if forward is None or backward is None or forward.overlap < self._outcomes.asked:
            return None
        return forward, backward

    def _rows(
        self, here: Array, there: Array, of: Array, outcomes: list[Outcome | None]
    ) -> tuple[Array, list[Pair]]:
        """Return the pairs of those who have these profiles."""
        given = np.array([found is not None for found in outcomes], dtype=bool)
        ways = [way for found in outcomes if found for way in found]
        enough = given[of]
        here, there, of = here[enough], there[enough], (np.cumsum(given) - 1)[of[enough]]
        pair, one, other = self._profiles.bearing(here, there)
        turned = one > other
        first, second = np.where(turned, other, one), np.where(turned, one, other)
        rows = zip(
            map(self._ids.__getitem__, first.tolist()),
            map(self._ids.__getitem__, second.tolist()),
            map(ways.__getitem__, (2 * of[pair] + turned).tolist()),
            strict=True,
        )
        return self._profiles.city[here[pair]], list(rows)


def _distinct(one: Array, ones: int, other: Array, others: int) -> tuple[Array, Array]:
    """Return where each different pair of two numbers is, and which of the pairs each one is.

    `ones` and `others` are larger than the numbers.
    """
    pairs = one * others + other
    if ones * others > max(_SORTED, 4 * len(pairs)):
        _, first, which = np.unique(pairs, return_index=True, return_inverse=True)
        return first, which
    # A table of all pairs that there could be is faster than sorting, where it is small.
    at = np.full(ones * others, -1)
    at[pairs] = np.arange(len(pairs))
    known = np.flatnonzero(at >= 0)
    first = at[known]
    at[known] = np.arange(len(known))
    return first, at[pairs]
