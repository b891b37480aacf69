"""How many memberships that nobody recorded would change what a figure says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TypeAlias

from learningcity.graph.incidence import Incidence

__all__ = [
    "Effect",
    "Reading",
    "Recorded",
    "Reversal",
    "Said",
    "by_groups",
    "by_rows",
    "fewest_additions",
    "places",
    "recorded",
]

EFFORT = 400_000
"""How many networks the search for single memberships, one after the other, looks at."""

PAIRS = 40_000
"""How many networks the search for two at once looks at."""

STEPS = 10
"""How many memberships the step-by-step search adds before it gives up."""


class Recorded:
    """Who takes part in what, as bits, so that adding one membership costs next to nothing."""

    __slots__ = ("groups", "members", "near", "of", "row_columns", "ties")

    def __init__(
        self,
        row_columns: list[int],
        members: list[int],
        near: list[int],
        groups: Mapping[str, int],
        of: Sequence[str | None],
        ties: dict[tuple[str, str], int],
    ) -> None:
        self.row_columns = row_columns
        """For each row the columns that it is in."""
        self.members = members
        """For each column the rows in it."""
        self.near = near
        """For each row the other rows with which it shares a column."""
        self.groups = groups
        """The rows of each group, by its name, in the order of the names."""
        self.of = of
        """For each row its group."""
        self.ties = ties
        """How many pairs of rows of two groups share a column, both ways round."""

    def added(self, row: int, column: int) -> Recorded:
        """Return the same with one membership more."""
        row_columns, members, near = [*self.row_columns], [*self.members], [*self.near]
        bit, met = 1 << row, self.met(row, column)
        row_columns[row] |= 1 << column
        members[column] |= bit
        near[row] |= met
        for other in places(met):
            near[other] |= bit
        ties, here = self.ties, self.of[row]
        if met and here is not None:
            ties = {**ties}
            for there, rows in self.groups.items():
                more = (met & rows).bit_count()
                ties[here, there] += more
                if here != there:
                    ties[there, here] += more
        return Recorded(row_columns, members, near, self.groups, self.of, ties)

    def met(self, row: int, column: int) -> int:
        """Return the rows that a row would share a column with for the first time, in this one."""
        return self.members[column] & ~self.near[row] & ~(1 << row)

    def missing(self) -> int:
        """Return how many memberships could be added."""
        there = sum(columns.bit_count() for columns in self.row_columns)
        return len(self.row_columns) * len(self.members) - there

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Yield memberships that are not recorded, one of each kind.

        Rows of one group with the same columns can be exchanged without changing anything, and so
        can columns with the same rows; one of each stands for all.
        """
        kinds: dict[tuple[int, str | None], int] = {}
        for row, columns in enumerate(self.row_columns):
            kinds.setdefault((columns, self.of[row]), row)
        shapes: dict[int, int] = {}
        for column, members in enumerate(self.members):
            shapes.setdefault(members, column)
        for row in kinds.values():
            for members, column in shapes.items():
                if not members >> row & 1:
                    yield row, column


def places(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, ascending."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def recorded(found: Incidence, groups: Sequence[object] | None = None) -> Recorded:
    """Return a two-mode graph as bits; `groups` says of each row which group it is of.

    A row whose group is ``None`` is of none.
    """
    members = [sum(1 << row for row in rows) for rows in found.members()]
    row_columns = [sum(1 << column for column in columns) for columns in found.memberships]
    near = []
    for row, columns in enumerate(found.memberships):
        together = 0
        for column in columns:
            together |= members[column]
        near.append(together & ~(1 << row))
    of = [None if group is None else str(group) for group in groups or [None] * len(near)]
    named = dict.fromkeys(sorted({name for name in of if name is not None}), 0)
    for row, name in enumerate(of):
        if name is not None:
            named[name] |= 1 << row
    ties = {
        (one, other): sum((near[row] & named[other]).bit_count() for row in places(named[one]))
        // (2 if one == other else 1)
        for one in named
        for other in named
    }
    return Recorded(row_columns, members, near, named, of, ties)


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure says in one word, and how far it is from saying something else."""

    word: str
    """The reading, such as ``more``."""
    about: tuple[int, ...]
    """The rows that it names, if it names any."""
    margin: int
    """How far away another reading is, from 0 up."""
    step: int = 0
    """How much nearer one more tie of two rows can bring it; 0 where that is not known."""

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What must differ for the reading to be another one."""
        return (self.word, self.about)


Effect: TypeAlias = Callable[[int, int], Hashable]
"""What a membership more does, from its row and the rows that this one newly meets."""


def by_rows(found: Recorded) -> Effect:
    """Return what tells memberships apart for a reading of who is near whom, and nothing else."""
    return lambda row, met: (row, met) if met else None


def by_groups(found: Recorded) -> Effect:
    """Return what tells apart memberships for a reading of how many ties join groups."""
    of, groups = found.of, tuple(found.groups.values())

    def effect(row: int, met: int) -> Hashable:
        here = of[row]
        if here is None or not met:
            return None
        return here, *[(met & rows).bit_count() for rows in groups]

    return effect


@dataclass(frozen=True, slots=True)
class Reading:
    """How a figure is read, and how few memberships would surely change it, if that is known."""

    function: Callable[[Recorded], Said | None]
    """The reading; ``None`` where there is none, as without any tie."""
    fewest: Callable[[Recorded], int | None] | None = None
    """The smallest number of added memberships, where a formula gives it; ``None`` from it means
    that no number would do."""
    effects: Callable[[Recorded], Effect] = by_rows
    """What tells memberships apart: those of the same effect lead to the same reading."""
    ahead: Callable[[Recorded], Callable[[int, int], Said | None]] | None = None
    """The reading after a membership more, from its row and the rows that this one newly meets,
    where that is found without adding it."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """The smallest number of memberships that change a reading, as far as it was found."""

    low: int | None
    """So many at least; ``None`` where no number of them would."""
    high: int | None
    """So many are enough; ``None`` where none was found."""
    ties: tuple[tuple[int, int], ...] = ()
    """Row and column of memberships that are enough, where the search found some."""
    becomes: Said | None = None
    """The reading with them."""


def fewest_additions(
    start: Recorded,
    reading: Reading,
    *,
    effort: int = EFFORT,
    pairs: int = PAIRS,
    steps: int = STEPS,
) -> Reversal | None:
    """Return how few added memberships change a reading; ``None`` where there is no reading.

    One membership is searched in full, and two where that takes about `pairs` networks or fewer.
    Beyond that one is added after the other, at most `steps` (from 1) and while that takes at most
    `effort` networks, each time the one that brings another reading nearest, and the number found
    is an upper bound. Where one alone would take more than `effort` nothing is searched.
    """
    said = reading.function(start)
    if said is None:
        return None
    if reading.fewest is not None:
        number = reading.fewest(start)
        return Reversal(number, number)
    singles = list(start.candidates())
    if len(singles) > effort:
        return Reversal(1, None)
    found = _step_by_step(start, reading, said, min(steps, effort // max(1, len(singles))))
    tried = 1
    if (found is None or len(found.ties) > 2) and len(singles) ** 2 <= pairs:
        found = _two(start, singles, reading, said) or found
        tried = 2
    if found is None and start.missing() <= tried:
        return Reversal(None, None)
    low = max(tried + 1, _least(start, said))
    return Reversal(low, None) if found is None else replace(found, low=min(len(found.ties), low))


def _least(start: Recorded, said: Said) -> int:
    """Return how many memberships are needed for the ties that another reading needs.

    A row that comes to a column meets at most those who are there: so many as the largest column
    has, and one more for each that came before.
    """
    if not said.step:
        return 1
    ties, size = ceil(said.margin / said.step), max(map(int.bit_count, start.members))
    needed = 0
    while ties > 0 and size:
        ties -= size + needed
        needed += 1
    return needed


def _one_more(state: Recorded, reading: Reading) -> Iterator[tuple[tuple[int, int], Said | None]]:
    """Yield memberships that are not recorded, the first of each effect, and what is read then."""
    effect, seen = reading.effects(state), set()
    ahead = None if reading.ahead is None else reading.ahead(state)
    for row, column in state.candidates():
        met = state.met(row, column)
        what = effect(row, met)
        if what not in seen:
            seen.add(what)
            yield (
                (row, column),
                reading.function(state.added(row, column)) if ahead is None else ahead(row, met),
            )


def _step_by_step(start: Recorded, reading: Reading, said: Said, steps: int) -> Reversal | None:
    """Return the memberships that are found by adding the best one each time."""
    state, ties = start, []
    for _ in range(steps):
        best: tuple[int, tuple[int, int]] | None = None
        for tie, then in _one_more(state, reading):
            if then is not None and then.key != said.key:
                ties.append(tie)
                return Reversal(1, len(ties), tuple(ties), then)
            if then is not None and (best is None or then.margin < best[0]):
                best = (then.margin, tie)
        if best is None:
            return None
        state = state.added(*best[1])
        ties.append(best[1])
    return None


def _two(
    start: Recorded, singles: Sequence[tuple[int, int]], reading: Reading, said: Said
) -> Reversal | None:
    """Return two memberships that change the reading, if there are two."""
    for one in singles:
        for other, then in _one_more(start.added(*one), reading):
            if then is not None and then.key != said.key:
                return Reversal(1, 2, (one, other), then)
    return None
