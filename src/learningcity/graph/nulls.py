"""Chance as a yardstick: who takes part in what, shuffled with all counts kept; labels dealt out.

The shuffles of a two-mode graph keep how many initiatives each partner has and how many partners
each initiative has. Where few graphs have these counts, all are listed; otherwise they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations
from math import comb, factorial, prod
from operator import and_, or_
from random import Random
from typing import TypeAlias, TypeVar

from learningcity.graph.incidence import Incidence

__all__ = ["EXACT_UP_TO", "TRADES_PER_ROW", "Dealing", "Margins", "Matrix"]

EXACT_UP_TO = 10_000
"""Up to so many graphs or labelings all are listed, and nothing is drawn; of graphs in which more
than 45 partners can change, fewer."""

_LOOKS = 10_000_000
"""So many pairs of rows may be looked at to list all graphs: a few seconds."""

TRADES_PER_ROW = 5
"""Trades between one sample and the next, for each row that can change."""

Matrix: TypeAlias = tuple[int, ...]
"""A matrix of zeros and ones: per row the number whose bits are its columns."""

V = TypeVar("V")


@dataclass(frozen=True)
class Margins:
    """All two-mode graphs with the row and column sums of a given one.

    Rows and columns that can only be full or empty are left as they are.

    Notes
    -----
    Drawing is by trades of rows (the curveball of Strona et al.): of two rows drawn at random, the
    columns that only one of them has are dealt out anew among the two, each keeping its number.
    Each way to deal is as likely as each other one, so that a step and its reverse are too, and
    the only law at which the chain rests is the uniform one over all graphs with these margins.
    Between two samples there are `TRADES_PER_ROW` trades for each row that can change. How many
    would be enough is not known in general (Neal): the effective size of a sample tells how it went
    (:func:`~learningcity.graph.significance.effective_size`).

    The graph that was observed stands at a random place of the chain, which is followed from it
    forward and backward; for a chain whose steps are as likely as their reverse, that is the same
    (the serial test of Besag and Clifford). If the observed graph is itself a uniform one, all
    places are then alike, and p holds however slowly the chain mixes. There is no burn-in: means
    lean towards the graph observed by what the first samples still share with it.

    References
    ----------
    Strona, G., et al. (2014). A fast and unbiased procedure to randomize ecological binary matrices
    with fixed row and column totals. Nature Communications 5, 4114 (read in its abstract and
    introduction). https://doi.org/10.1038/ncomms5114
    Carstens, C. J., Berger, A., and Strona, G. (2016). A unifying framework for fast randomization
    of ecological networks with fixed (node) degrees. arXiv:1609.05137 (abstract, introduction).
    Neal, Z. P. (2023). Mixing time for uniform sampling of bipartite graphs with fixed degrees
    using the trade algorithm. arXiv:2305.04937 (abstract, introduction).
    Markov chain Monte Carlo significance tests (2023). arXiv:2310.04924, which reviews Besag and
    Clifford (1989) (abstract, introduction).
    Ryser, H. J. (1957). Combinatorial properties of matrices of zeros and ones. Canadian Journal of
    Mathematics 9, 371–377 (introduction), for :meth:`all`.
    """

    found: Incidence
    """The graph given."""

    @cached_property
    def start(self) -> Matrix:
        """The rows of the graph given, as numbers."""
        return tuple(sum(1 << column for column in row) for row in self.found.memberships)

    @cached_property
    def free(self) -> tuple[int, ...]:
        """The places of the rows that can change."""
        rows, columns = list(range(len(self.start))), (1 << len(self.found.columns)) - 1
        while True:
            inside = [self.start[place] & columns for place in rows]
            left = reduce(or_, inside, 0) & ~reduce(and_, inside, columns)
            kept = [place for place in rows if 0 != self.start[place] & left != left]
            if (kept, left) == (rows, columns):
                return tuple(rows)
            rows, columns = kept, left

    def all(self, limit: int = EXACT_UP_TO) -> tuple[Matrix, ...] | None:
        """Return all graphs with these margins, or ``None`` where they are more than `limit`.

        Any of them leads to any other by swaps of two ties (Ryser 1957), so that following all
        swaps finds all. The search stops at the limit, at once where the first graph alone has
        more swaps. Cost: the graphs found times the pairs of rows that can change; with more than
        45 such rows the limit is lower, so that no more than ten million pairs are looked at.
        """
        limit = min(limit, max(1, _LOOKS // max(1, comb(len(self.free), 2))))
        swaps = sum(
            (self.start[one] & ~self.start[other]).bit_count()
            * (self.start[other] & ~self.start[one]).bit_count()
            for one, other in combinations(self.free, 2)
        )
        if swaps >= limit:
            return None
        known: dict[Matrix, None] = {self.start: None}
        open_ones = [self.start]
        while open_ones:
            for after in self._swapped(open_ones.pop()):
                if after not in known:
                    if len(known) == limit:
                        return None
                    known[after] = None
                    open_ones.append(after)
        return tuple(sorted(known))

    def _swapped(self, rows: Matrix) -> Iterator[Matrix]:
        """Yield each matrix that is one swap away: two rows exchange a column for a column."""
        for one, other in combinations(self.free, 2):
            first, second = rows[one], rows[other]
            for given in _bits(first & ~second):
                for taken in _bits(second & ~first):
                    after = list(rows)
                    after[one] = first ^ given ^ taken
                    after[other] = second ^ given ^ taken
                    yield tuple(after)

    def read(self, what: Callable[[Matrix], V], *, samples: int, seed: int) -> tuple[list[V], bool]:
        """Return what is read from these graphs, and whether they are all there are.

        Of all where they are few, otherwise of `samples` of them, in the order of the chain.
        """
        every = self.all()
        if every is not None:
            return list(map(what, every)), True
        rng = Random(seed)
        before = int(rng.random() * (samples + 1))
        earlier = list(map(what, self._walk(before, rng)))
        return [*reversed(earlier), *map(what, self._walk(samples - before, rng))], False

    def _walk(self, steps: int, rng: Random) -> Iterator[Matrix]:
        rows = list(self.start)
        for _ in range(steps):
            trade(rows, self.free, TRADES_PER_ROW * len(self.free), rng)
            yield tuple(rows)

    def incidence(self, rows: Matrix) -> Incidence:
        """Return one of these graphs as who takes part in what."""
        return Incidence(self.found.rows, self.found.columns, tuple(map(self._columns, rows)))

    @cached_property
    def _decoded(self) -> dict[int, tuple[int, ...]]:
        return {}

    def _columns(self, row: int) -> tuple[int, ...]:
        known = self._decoded.get(row)
        if known is None:
            known = self._decoded[row] = tuple(bit.bit_length() - 1 for bit in _bits(row))
        return known


def _bits(row: int) -> Iterator[int]:
    """Yield the bits of a number, lowest first, each as a number."""
    while row:
        low = row & -row
        yield low
        row ^= low


def trade(rows: list[int], free: Sequence[int], trades: int, rng: Random) -> None:
    """Trade columns between two of the `free` rows, so often; `rows` changes in place.

    Notes
    -----
    The rows are numbers whose bits are columns, so that one operation reads a whole row. Every
    choice of a row, or of a column to deal, is as likely as each other one, to within 2⁻⁵³.

    Each column to deal is first taken by a coin of its own, which takes all sets of one size alike;
    then columns drawn one by one are added or taken away until the number is right, which does so
    too. Where few or most are to be taken, two coins are thrown for each.
    """
    random, coins, size = rng.random, rng.getrandbits, len(free)
    width = max((rows[place].bit_length() for place in free), default=0)
    for _ in range(trades if size > 1 else 0):
        index = int(random() * size)
        next_index = int(random() * (size - 1))
        if next_index >= index:
            next_index += 1
        one, other = free[index], free[next_index]
        first, second = rows[one], rows[other]
        both = first & second
        if both in (first, second):
            continue
        differ = first ^ second
        many, left = (first ^ both).bit_count(), differ.bit_count()
        taken = differ & coins(width)
        if 3 * many < left:
            taken &= coins(width)
        elif 3 * many > 2 * left:
            taken |= differ & coins(width)
        have = taken.bit_count()
        while have > many:
            taken ^= _nth_bit(taken, int(random() * have))
            have -= 1
        while have < many:
            taken |= _nth_bit(differ ^ taken, int(random() * (left - have)))
            have += 1
        rows[one] = both | taken
        rows[other] = both | (differ ^ taken)


def _nth_bit(bits: int, place: int) -> int:
    """Return the bit of a number before which it has `place` others."""
    for _ in range(place):
        bits &= bits - 1
    return bits & -bits


@dataclass(frozen=True)
class Dealing:
    """All ways to deal the same labels out to the same nodes."""

    labels: tuple[int, ...]
    """The labels as they are, as numbers from 0."""

    def count(self) -> int:
        """Return how many different ways there are."""
        counts = [self.labels.count(label) for label in sorted(set(self.labels))]
        return factorial(len(self.labels)) // prod(map(factorial, counts))

    def all(self, limit: int = EXACT_UP_TO) -> tuple[tuple[int, ...], ...] | None:
        """Return all ways, or ``None`` where they are more than `limit`."""
        return None if self.count() > limit else tuple(_arrangements(sorted(self.labels)))

    def draw(self, samples: int, seed: int) -> Iterator[tuple[int, ...]]:
        """Yield random ways, each independent of the others and as likely as any."""
        rng = Random(seed)
        dealt = list(self.labels)
        for _ in range(samples):
            for place in range(len(dealt) - 1, 0, -1):
                other = int(rng.random() * (place + 1))
                dealt[place], dealt[other] = dealt[other], dealt[place]
            yield tuple(dealt)


def _arrangements(labels: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield the different orders of sorted labels, in ascending order."""
    while True:
        yield tuple(labels)
        for turn in range(len(labels) - 2, -1, -1):
            if labels[turn] < labels[turn + 1]:
                break
        else:
            return
        larger = max(k for k in range(turn + 1, len(labels)) if labels[k] > labels[turn])
        labels[turn], labels[larger] = labels[larger], labels[turn]
        labels[turn + 1 :] = labels[:turn:-1]
