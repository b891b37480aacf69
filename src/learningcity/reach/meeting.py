"""Which profiles meet on all that both state, as bits.

Sets of profiles are words of 64 bits, bit n for the n-th profile of a city.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from learningcity.reach.profiles import Profiles
from learningcity.reach.tables import Array, FacetTable, each

__all__ = ["Meeting"]

_WORDS = 1 << 18
"""How many words of bits are looked at together: as many as a processor keeps near."""

_PAIRS = 1 << 18
"""About how many pairs are given together."""

_WORD = np.dtype("<u8")
"""A word of bits, the first bit in the first byte on every machine."""
_EVERY = _WORD.type(2**64 - 1)


@dataclass
class _Bits:
    """Who states what on one facet, as bits, city by city."""

    facet: FacetTable
    words: int
    silent: Array = field(init=False)
    """Those in each city of whom a line is silent."""
    meeting: Array = field(init=False)
    """For each term those who state one that shares a part with it; the last term is none."""
    open: Array = field(init=False)
    """For each city and way to group people: those whom nobody who does so can be compared with."""

    def fill(self, profiles: Profiles, owner: Array, said: Array) -> None:
        """Set the bits: `owner` is the profile of each line and `said` what it states."""
        facet, words = self.facet, self.words
        city = profiles.city[owner]
        at = owner - profiles.start[city]
        word, bit = at >> 6, np.left_shift(_WORD.type(1), (at & 63).astype(_WORD))
        stated = np.zeros((facet.count + 1, words), dtype=_WORD)
        entry, rank = each(facet.sizes[said])
        _set(stated, facet.terms[rank, said[entry]], word[entry], bit[entry])
        self.silent = np.zeros((profiles.cities, words), dtype=_WORD)
        none = said == 0
        _set(self.silent, city[none], word[none], bit[none])
        here, column = np.nonzero(facet.standing)
        begin = np.searchsorted(here, np.arange(facet.count))
        self.meeting = np.zeros_like(stated)
        if facet.count:
            near = stated[facet.base[here] + column]
            self.meeting[:-1] = np.bitwise_or.reduceat(near, begin, axis=0)
        ways = len(facet.apart)
        grouped = np.zeros((profiles.cities * ways, words), dtype=_WORD)
        told = ~none
        _set(grouped, (city * ways + facet.way[said])[told], word[told], bit[told])
        by_city = grouped.reshape(profiles.cities, ways, words)
        self.open = np.empty_like(by_city)
        for way, apart in enumerate(facet.apart):
            others = np.bitwise_or.reduce(by_city[:, apart], axis=1)
            self.open[:, way] = self.silent | others

    def near(self, said: Array) -> Array:
        """Return those who state something that shares a part with each of these statements."""
        facet = self.facet
        found: Array = self.meeting[facet.terms[0][said]]
        for rank, terms in enumerate(facet.terms[1:], 1):
            some = np.flatnonzero(facet.sizes[said] > rank)
            found[some] |= self.meeting[terms[said[some]]]
        return found


def _set(bits: Array, row: Array, word: Array, bit: Array) -> None:
    np.bitwise_or.at(bits.reshape(-1), row * bits.shape[1] + word, bit)


class Meeting:
    """The pairs of profiles that meet on all that both state."""

    def __init__(self, facets: Sequence[FacetTable], profiles: Profiles) -> None:
        self._profiles = profiles
        self._words = -(-profiles.largest // 64)
        self._lines, self._owner = self._all_lines()
        self._said = profiles.said[:, self._lines]
        self._bits = tuple(_Bits(facet, self._words) for facet in facets)
        for bits, said in zip(self._bits, self._said, strict=True):
            bits.fill(profiles, self._owner, said)

    def _all_lines(self) -> tuple[Array, Array]:
        """Return the lines of all profiles, and the profile of each."""
        owner, at = each(self._profiles.counts)
        return self._profiles.first[owner] + at, owner

    def pairs(self) -> Iterator[tuple[Array, Array]]:
        """Return the numbers of two profiles, the smaller first, many at a time.

        Profiles that several initiatives have meet themselves.
        """
        profiles = self._profiles
        step = max(1, _WORDS // max(1, self._words))
        begin = np.cumsum(profiles.counts) - profiles.counts
        for start in range(0, len(profiles.counts), step):
            stop = min(start + step, len(profiles.counts))
            first, last = begin[start], begin[stop - 1] + profiles.counts[stop - 1]
            rows = self._meeting(slice(first, last))
            if last - first > stop - start:
                rows = np.bitwise_or.reduceat(rows, begin[start:stop] - first, axis=0)
            rows &= self._after(start, stop)
            # Rows of many pairs are taken a few at a time.
            pairs = np.cumsum(np.bitwise_count(rows).sum(axis=1, dtype=np.int64))
            cuts = np.flatnonzero(np.diff(pairs // _PAIRS)) + 1
            for some in np.split(rows, cuts):
                yield self._pairs(some, start)
                start += len(some)

    def _after(self, start: int, stop: int) -> Array:
        """Return the bits of those that come after each of some profiles in its city."""
        profiles = self._profiles
        at = np.arange(start, stop) - profiles.start[profiles.city[start:stop]]
        # In its own word, all bits above the own one; above bit 63 there is none.
        own = np.left_shift(_EVERY << 1, (at & 63).astype(_WORD))
        word, first = np.arange(self._words), (at >> 6)[:, None]
        found: Array = np.where(word == first, own[:, None], np.where(word > first, _EVERY, 0))
        return found

    def _pairs(self, rows: Array, start: int) -> tuple[Array, Array]:
        """Return the pairs of some profiles, as bits, from the profile `start` on."""
        profiles = self._profiles
        here, there = _members(rows)
        here += start
        there += profiles.start[profiles.city[here]]
        repeated = profiles.repeated
        again = repeated[slice(*np.searchsorted(repeated, (start, start + len(rows))))]
        if not len(again):
            return here, there
        here, there = np.concatenate((here, again)), np.concatenate((there, again))
        order = np.argsort(here, kind="stable")
        return here[order], there[order]

    def _meeting(self, lines: slice) -> Array:
        """Return those who meet each of these lines, as bits."""
        activities, audiences, places = self._bits
        what, whom, where = self._said[:, lines]
        city = self._profiles.city[self._owner[lines]]
        same_people = audiences.near(whom)
        near = places.near(where)
        # Who states no audience may meet anybody at the place.
        people = same_people | audiences.open[city, audiences.facet.way[whom]]
        people[whom == 0] = _EVERY
        near &= people
        # Without a place to compare, the audiences have to meet.
        nowhere = places.silent[city]
        nowhere[where == 0] = _EVERY
        near |= nowhere & same_people
        found: Array = near & activities.near(what)
        return found


def _members(rows: Array) -> tuple[Array, Array]:
    """Return row and number of all bits that are set, row by row."""
    row, word = np.nonzero(rows)
    eight = rows[row, word].view(np.uint8).reshape(-1, 8)
    entry, bit = np.nonzero(np.unpackbits(eight, axis=1, bitorder="little"))
    return row[entry], word[entry] * 64 + bit
