"""All that is offered in some cities, each profile once, for numpy."""

from __future__ import annotations

import numpy as np

from learningcity.reach.tables import Array, each

__all__ = ["Profiles"]


class Profiles:
    """All that is offered, each profile once; those of one city stand together."""

    def __init__(self, said: Array, counts: Array, sizes: Array) -> None:
        # Lines without an activity say nothing that could overlap.
        telling = said[0] > 0
        owner = np.repeat(np.arange(len(counts)), counts)[telling]
        said, counts = said[:, telling], np.bincount(owner, minlength=len(counts))
        begin = np.cumsum(counts) - counts
        offering = np.flatnonzero(counts)
        keys = self._keys(said, counts, begin)[offering]
        _, index, inverse = np.unique(keys, return_index=True, return_inverse=True)
        # In the order of those who have them first, so that cities stay together.
        order = np.argsort(index)
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        of = rank[inverse]
        self._bearers = offering[np.argsort(of, kind="stable")]
        self._bearing = np.bincount(of, minlength=len(order))
        self._begin = np.cumsum(self._bearing) - self._bearing
        standing = offering[index[order]]
        self.counts = counts[standing]
        """How many lines each profile has."""
        self.first = begin[standing]
        """The first of them."""
        self.said = said
        """What each line states, facet by facet."""
        self.city = np.repeat(np.arange(len(sizes)), sizes)[standing]
        """The city of each profile."""
        self.cities = len(sizes)
        self.start = np.searchsorted(self.city, np.arange(self.cities))
        """The first profile of each city."""
        self.largest = int(np.bincount(self.city, minlength=1).max())
        self.repeated = np.flatnonzero(self._bearing > 1)
        """The profiles that several initiatives have."""

    @staticmethod
    def _keys(said: Array, counts: Array, begin: Array) -> Array:
        """Return a number for what each initiative offers."""
        activity, audience, place = said
        one = counts == 1
        keys = np.zeros(len(counts), dtype=np.int64)
        line = begin[one]
        below = audience.max(initial=0) + 1, place.max(initial=0) + 1
        keys[one] = (activity[line] * below[0] + audience[line]) * below[1] + place[line]
        several: dict[tuple[tuple[int, ...], ...], int] = {}
        for at in np.flatnonzero(counts > 1).tolist():
            lines = said[:, begin[at] : begin[at] + counts[at]].T.tolist()
            keys[at] = several.setdefault(tuple(map(tuple, lines)), -1 - len(several))
        return keys

    def bearing(self, here: Array, there: Array) -> tuple[Array, Array, Array]:
        """Return the number of the pair of profiles, and two that have them, each two once."""
        if not len(self.repeated):
            return np.arange(len(here)), self._bearers[here], self._bearers[there]
        wide = self._bearing[there]
        pair, at = each(self._bearing[here] * wide)
        one = self._bearers[self._begin[here][pair] + at // wide[pair]]
        other = self._bearers[self._begin[there][pair] + at % wide[pair]]
        once = (here != there)[pair] | (one < other)
        return pair[once], one[once], other[once]
