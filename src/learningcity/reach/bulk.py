"""The same join with numpy: for a large city, or for many cities at a time.

It pays where tens of thousands of pairs are compared: numpy takes longer to load than smaller
cities take without it. So nothing loads this module but a join that is large.

Sets of profiles are words of 64 bits, bit n for the n-th profile of a city. Cities of about the
same size are joined together: each step is one call for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from learningcity.reach.facets import FACETS
from learningcity.reach.outcomes import Outcome, Outcomes
from learningcity.reach.pairs import first_best
from learningcity.reach.tables import Array, FacetTable, each

if TYPE_CHECKING:
    from learningcity.reach.likeness import Likeness
    from learningcity.reach.pairs import PairReach
    from learningcity.reach.view import CityView, Line

__all__ = ["BulkJoin", "Offers", "Pair"]

_WORDS = 1 << 18
"""How many words of bits are looked at together: as many as a processor keeps near."""

_PAIRS = 1 << 18
"""About how many pairs are compared together."""

_CELLS = 1 << 26
"""Tables of more cells than this take too much memory."""

_WORD = np.dtype("<u8")
"""A word of bits, the first bit in the first byte on every machine."""
_EVERY = _WORD.type(2**64 - 1)

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
        self._profiles = _Profiles(
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
        for here, there in _Meeting(self._facets, profiles).pairs():
            self.met += int((here != there).sum())
            self.verified += len(here)
            single = (profiles.counts[here] == 1) & (profiles.counts[there] == 1)
            if not single.all():
                several = here[~single], there[~single]
                yield self._rows(*several, self._several(*several))
                here, there = here[single], there[single]
            yield self._single(here, there)

    def pairs_by_city(self) -> Iterator[tuple[int, list[Pair]]]:
        """Return the number of a city and pairs of it; some cities come more than once."""
        for city, rows in self.pairs():
            bounds = [0, *(np.flatnonzero(np.diff(city)) + 1).tolist(), len(rows)]
            for start, stop in pairwise(bounds) if rows else ():
                yield int(city[start]), rows[start:stop]

    def _single(self, here: Array, there: Array) -> tuple[Array, list[Pair]]:
        """Return the pairs of those who have these profiles of one line."""
        first = self._profiles.first
        forward, backward, told = self._products(first[here], first[there])
        near = np.maximum(forward, backward) >= self._outcomes.minimum
        found = _look_up(self._outcomes, forward[near], backward[near], told[:, near])
        return self._rows(here[near], there[near], found)

    def _products(self, here: Array, there: Array) -> tuple[Array, Array, Array]:
        """Return both products of shares of two lines, and what of people and place is compared."""
        forward = backward = np.ones(len(here))
        told = []
        for facet, said in zip(self._facets, self._profiles.said, strict=True):
            more, less, compared = facet.shares(said[here], said[there])
            forward, backward = forward * more, backward * less
            told.append(compared)
        return forward, backward, np.array(told[1:])

    def _several(self, here: Array, there: Array) -> list[Outcome | None]:
        """Return how profiles compare of which one has several lines."""
        first, counts = self._profiles.first, self._profiles.counts
        pair, at = each(counts[here] * counts[there])
        one = first[here[pair]] + at // counts[there[pair]]
        other = first[there[pair]] + at % counts[there[pair]]
        found = iter(_look_up(self._of_lines, *self._products(one, other)))
        sizes = zip(counts[here].tolist(), counts[there].tolist(), strict=True)
        tables = ([list(islice(found, wide)) for _ in range(high)] for high, wide in sizes)
        return list(map(self._best, tables))

    def _best(self, table: list[list[Outcome | None]]) -> Outcome | None:
        """Return how the two lines compare that say most, seen from each side."""
        rows, columns = chain(*table), chain(*zip(*table, strict=True))
        forward = first_best((way[0] for way in rows if way), self._threshold)
        backward = first_best((way[1] for way in columns if way), self._threshold)
        if forward is None or backward is None or forward.overlap < self._outcomes.asked:
            return None
        return forward, backward

    def _rows(
        self, here: Array, there: Array, outcomes: list[Outcome | None]
    ) -> tuple[Array, list[Pair]]:
        """Return the pairs of those who have these profiles."""
        enough = np.array([found is not None for found in outcomes], dtype=bool)
        here, there = here[enough], there[enough]
        pair, one, other = self._profiles.bearing(here, there)
        turned = one > other
        first, second = np.where(turned, other, one), np.where(turned, one, other)
        ways = [way for found in outcomes if found for way in found]
        rows = zip(
            map(self._ids.__getitem__, first.tolist()),
            map(self._ids.__getitem__, second.tolist()),
            map(ways.__getitem__, (2 * pair + turned).tolist()),
            strict=True,
        )
        return self._profiles.city[here[pair]], list(rows)


def _look_up(
    outcomes: Outcomes, forward: Array, backward: Array, told: Array
) -> list[Outcome | None]:
    keys = zip(forward.tolist(), backward.tolist(), *told.tolist(), strict=True)
    return list(map(outcomes.__getitem__, keys))


class _Profiles:
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

    def fill(self, profiles: _Profiles, owner: Array, said: Array) -> None:
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


class _Meeting:
    """The pairs of profiles that meet on all that both state."""

    def __init__(self, facets: Sequence[FacetTable], profiles: _Profiles) -> None:
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
