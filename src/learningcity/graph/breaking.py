"""The fewest partners whose withdrawal brings down everything in a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from learningcity.graph.withdrawal import Upheld, bits, falls, together, upheld

__all__ = ["Breaking", "smallest_break"]

LIMIT = 5_000
"""So many steps the own search takes for one question before it stops."""


@dataclass(frozen=True, slots=True)
class Breaking:
    """Partners whose withdrawal brings down everything, and how sure it is that they are fewest."""

    places: tuple[int, ...]
    """Their places, ascending."""
    low: int
    """No smaller number of partners does; equal to their number where that is proven."""

    @property
    def proven(self) -> bool:
        """Whether no smaller set does."""
        return self.low == len(self.places)


def smallest_break(
    things: Iterable[Upheld], *, limit: int = LIMIT, solver: bool = True
) -> Breaking:
    """Return the fewest partners whose withdrawal brings down all things.

    Parameters
    ----------
    things
        What partners hold up; each has a set of partners, so that it can fall.
    limit
        How many steps the own search may take for one question.
    solver
        Whether to ask an integer programme where the own search stops at its limit, if scipy is
        installed.

    Returns
    -------
    Breaking
        Of equally small sets the first in the order of the partners, so that it does not depend on
        how it was found. Where nothing proves the smallest size, the best set that was found, with
        a lower bound.

    Raises
    ------
    ValueError
        A thing has no set of partners.

    Notes
    -----
    Each thing lacks all partners of at least one of its sets: the smallest union of one set of
    each. Where every set is one partner that is a minimum hitting set. Parts that have no partner
    in common are solved apart. The own search asks for 1, 2, 3… partners in turn, and gives up a
    branch where things without a common partner need more than are left. Finding it is hard in the
    worst case; the sizes of a city are not the worst case.
    """
    left = _undominated(things)
    places: list[int] = []
    low = 0
    for part in _parts(left):
        found = _Part(part, limit, solver).solve()
        places += found.places
        low += found.low
    return Breaking(tuple(sorted(places)), low)


def _undominated(things: Iterable[Upheld]) -> list[Upheld]:
    """Return the things without those that fall whenever another one does."""
    kept: dict[Upheld, int] = {}
    # A thing that drags another one down has a partner in common with it.
    near: defaultdict[int, dict[Upheld, None]] = defaultdict(dict)
    for thing in sorted({upheld(thing) for thing in things}):
        if not thing:
            raise ValueError("things: one has no set of partners, so that it never falls")
        partners = together(thing)
        others = {other: None for place in bits(partners) for other in near[place]}
        if any(_drags(other, thing) for other in others):
            continue
        for other in others:
            if _drags(thing, other):
                for place in bits(kept.pop(other)):
                    del near[place][other]
        kept[thing] = partners
        for place in bits(partners):
            near[place][thing] = None
    return list(kept)


def _drags(thing: Upheld, other: Upheld) -> bool:
    """Return whether `other` falls whenever `thing` does."""
    return all(falls(other, one) for one in thing)


def _parts(things: Iterable[Upheld]) -> list[list[Upheld]]:
    """Return the things in parts that have no partner in common."""
    parts: list[tuple[int, list[Upheld]]] = []
    for thing in things:
        partners, joined = together(thing), [thing]
        apart = []
        for mask, members in parts:
            if mask & partners:
                partners |= mask
                joined = members + joined
            else:
                apart.append((mask, members))
        parts = [*apart, (partners, joined)]
    return [members for _, members in parts]


class _Stopped(Exception):  # noqa: N818 (no error: it says that a search came to its limit)
    """A search came to its limit."""


class _Part:
    """Things that hang together through their partners."""

    def __init__(self, things: Sequence[Upheld], limit: int, solver: bool) -> None:
        self.things = things
        self.limit = limit
        self.solver = solver
        self.steps = 0
        self.failed: set[int] = set()

    def solve(self) -> Breaking:
        """Return the fewest partners that bring down all, the first of equally small sets."""
        best = self._greedy()
        low = _least(self.things, 0, 0)
        try:
            while low < best.bit_count():
                found = self._ask(low, 0, 0)
                if found is not None:
                    best = found
                    # An integer programme proves the smallest size at once, which may be larger.
                    low = best.bit_count()
                else:
                    low += 1
            best = self._first(best)
        except _Stopped:
            pass
        return Breaking(tuple(bits(best)), low)

    def _first(self, found: int) -> int:
        """Return the first of all sets as small as `found`: partner by partner, in or out."""
        size, taken, barred = found.bit_count(), 0, 0
        for place in bits(together(chain(*self.things))):
            if taken == found:
                break
            bit = 1 << place
            if not found & bit:
                other = self._ask(size, taken | bit, barred)
                if other is None or other.bit_count() > size:
                    barred |= bit
                    continue
                found = other
            taken |= bit
        return found

    def _ask(self, size: int, taken: int, barred: int) -> int | None:
        """Return partners that bring down all, with some taken and some barred, if `size` can.

        Where the own search stops, the fewest that can, even if they are more than `size`.
        """
        self.steps, self.failed = 0, set()
        try:
            return self._go(self.things, taken, barred, size - taken.bit_count())
        except _Stopped:
            # Once it was too much, it will be again.
            self.limit = 0
            answer = _programme(self.things, taken, barred) if self.solver else None
            if answer is None:
                raise
            return answer

    def _greedy(self) -> int:
        """Return partners that bring down all, few but perhaps not fewest."""
        gone = 0
        left = list(self.things)
        while left:
            sets = sorted({one & ~gone for thing in left for one in thing})
            gone |= max(sets, key=lambda s: Fraction(_fallen(left, gone | s), s.bit_count()))
            left = [thing for thing in left if not falls(thing, gone)]
        for place in reversed(list(bits(gone))):
            fewer = gone & ~(1 << place)
            if all(falls(thing, fewer) for thing in self.things):
                gone = fewer
        return gone

    def _go(self, things: Sequence[Upheld], gone: int, barred: int, left: int) -> int | None:
        things = [thing for thing in things if not falls(thing, gone)]
        if not things:
            return gone
        if gone in self.failed:
            return None
        self.steps += 1
        if self.steps > self.limit:
            raise _Stopped
        if _least(things, gone, barred) <= left:
            for missing in _hardest(things, gone, barred):
                if missing.bit_count() <= left:
                    found = self._go(things, gone | missing, barred, left - missing.bit_count())
                    if found is not None:
                        return found
        self.failed.add(gone)
        return None


def _fallen(things: Iterable[Upheld], gone: int) -> int:
    return sum(falls(thing, gone) for thing in things)


def _missing(thing: Upheld, gone: int, barred: int) -> list[int]:
    """Return what is missing of each set that can still withdraw, the smallest first."""
    found = {one & ~gone for one in thing if not one & barred}
    return sorted(found, key=lambda one: (one.bit_count(), one))


def _hardest(things: Iterable[Upheld], gone: int, barred: int) -> list[int]:
    """Return the ways to bring down the thing with the fewest of them, then the most partners."""
    ways = (_missing(thing, gone, barred) for thing in things)
    return min(ways, key=lambda sets: (len(sets), -min(map(int.bit_count, sets)), sets))


def _least(things: Iterable[Upheld], gone: int, barred: int) -> int:
    """Return a number of partners that it takes at least to bring down all.

    It is the sum of what each of some things without a common partner takes.
    """
    found: list[tuple[int, int, int]] = []
    for thing in things:
        sets = _missing(thing, gone, barred)
        partners = together(sets)
        found.append((partners.bit_count(), -sets[0].bit_count(), partners))
    seen, total = 0, 0
    for _, least, partners in sorted(found):
        if not partners & seen:
            seen |= partners
            total -= least
    return total


def _programme(things: Sequence[Upheld], taken: int, barred: int) -> int | None:
    """Return the fewest partners by an integer programme; ``None`` where it proves nothing.

    One variable per partner, one per set of a thing: a set is chosen only if all its partners are,
    and each thing has a set that is.
    """
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array
    except ImportError:
        return None
    import numpy as np

    partners = list(bits(together(chain(*things))))
    column = {place: index for index, place in enumerate(partners)}
    sets = sorted({one for thing in things for one in thing})
    chosen = {one: len(partners) + index for index, one in enumerate(sets)}
    entries: list[tuple[int, int, int]] = []
    lower: list[int] = []
    for one in sets:
        for place in bits(one):
            entries += [(len(lower), column[place], 1), (len(lower), chosen[one], -1)]
            lower.append(0)
    for thing in things:
        entries += [(len(lower), chosen[one], 1) for one in thing]
        lower.append(1)
    size = len(partners) + len(sets)
    table = np.array(entries, dtype=np.int32)  # the solver of scipy 1.14 reads no wider places
    matrix = coo_array((table[:, 2], (table[:, 0], table[:, 1])), shape=(len(lower), size)).tocsr()
    least = [taken >> place & 1 for place in partners] + [0] * len(sets)
    most = [1 - (barred >> place & 1) for place in partners] + [1] * len(sets)
    answer = milp(
        [1] * len(partners) + [0] * len(sets),
        constraints=LinearConstraint(matrix, lower, [float("inf")] * len(lower)),
        integrality=[1] * size,
        bounds=Bounds(least, most),
        options={"mip_rel_gap": 0, "node_limit": 100_000},
    )
    if answer.status != _OPTIMAL or answer.x is None:
        return None
    shares = answer.x
    found = together(1 << place for place in partners if shares[column[place]] > 1 / 2)
    return found if all(falls(thing, found) for thing in things) else None


_OPTIMAL = 0
