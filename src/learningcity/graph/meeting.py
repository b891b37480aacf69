"""How often two partners meet, and how often they would by chance."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal, TypeAlias, get_args

from learningcity.graph.incidence import Incidence
from learningcity.graph.nulls import Margins, Matrix
from learningcity.graph.significance import weigh
from learningcity.model.figures import Figure, round_figure

__all__ = ["Meeting", "MeetingNull", "Meetings", "meetings", "read_meeting_null"]

MeetingNull: TypeAlias = Literal["margins", "rows"]
"""What stays by chance: the counts of both modes, or only those of the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two rows that share at least one column."""

    rows: tuple[int, int]
    """Their places."""
    shared: tuple[int, ...]
    """The places of the columns that they share."""
    expected: float
    """How many they would share by chance, on average."""
    p: float
    """How often they would share as many or more by chance."""
    smallest_p: float
    """The smallest p that these two could have had."""
    effective_samples: float | None
    """How many independent samples are worth as much; ``None`` where nothing was drawn, or where
    all samples are alike.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetings:
    """All that meet, and what they were compared with."""

    pairs: tuple[Meeting, ...]
    """The pairs that share something, in the order of the rows."""
    tests: int
    """All pairs of rows that have something to share; those that do not meet have p = 1."""
    possibilities: int | None
    """How many samples were drawn, or how many possibilities there are; ``None`` for a formula."""
    note: Literal["exact", "frozen"] | None
    """``exact``: of all possibilities, or by a formula. ``frozen``: there is only one."""


def read_meeting_null(null: str) -> MeetingNull:
    """Return `null`.

    Raises
    ------
    ValueError
        It is none of those that there are.
    """
    known: tuple[MeetingNull, ...] = get_args(MeetingNull)
    for one in known:
        if null == one:
            return one
    raise ValueError(f"null: '{null}' is none of {', '.join(known)}")


def meetings(
    found: Incidence, *, null: MeetingNull = "margins", samples: int = 1000, seed: int = 0
) -> Meetings:
    """Return which rows share columns, and how often they would by chance.

    Parameters
    ----------
    found
        Who takes part in what.
    null
        ``margins``: rows and columns keep their counts, as in
        :class:`~learningcity.graph.nulls.Margins`. ``rows``: each row keeps its count, and takes
        part in any of the columns that have someone, each as likely.
    samples
        How many samples to draw, where ``margins`` leaves too many possibilities to list.
    seed
        Where the drawing starts.

    Notes
    -----
    With ``rows``, of N columns, rows that have K and n of them share k with the chance
    C(K, k) · C(N − K, n − k)/C(N, n): the hypergeometric law (Neal 2013), worked out in whole
    numbers. Cost: with ``margins`` the samples times the pairs that meet.

    References
    ----------
    Neal, Z. (2013). Identifying statistically significant edges in one-mode projections. Social
    Network Analysis and Mining 3, 915–924, as the documentation of the R package backbone names it
    (``fixedrow``).
    """
    margins = Margins(found)
    pairs = [
        (one, other)
        for one, other in combinations(range(len(found.rows)), 2)
        if margins.start[one] & margins.start[other]
    ]
    busy = sum(1 for row in found.memberships if row)
    shared = {
        (one, other): tuple(
            column for column in found.memberships[one] if margins.start[other] >> column & 1
        )
        for one, other in pairs
    }
    if null == "rows":
        columns = sum(1 for column in found.members() if column)
        counts = [len(row) for row in found.memberships]
        made = tuple(
            _by_formula(pair, shared[pair], columns, counts[pair[0]], counts[pair[1]])
            for pair in pairs
        )
        return Meetings(pairs=made, tests=comb(busy, 2), possibilities=None, note="exact")

    def together(rows: Matrix) -> list[int]:
        return [(rows[one] & rows[other]).bit_count() for one, other in pairs]

    table, exact = margins.read(together, samples=samples, seed=seed)
    made = tuple(
        _by_chance(pair, shared[pair], [line[place] for line in table], exact=exact)
        for place, pair in enumerate(pairs)
    )
    note: Literal["exact", "frozen"] | None = None
    if exact:
        note = "frozen" if len(table) == 1 else "exact"
    return Meetings(pairs=made, tests=comb(busy, 2), possibilities=len(table), note=note)


def _by_formula(
    rows: tuple[int, int], shared: tuple[int, ...], columns: int, one: int, other: int
) -> Meeting:
    ways = comb(columns, other)
    most = min(one, other)

    def share(least: int) -> float:
        many = sum(
            comb(one, both) * comb(columns - one, other - both) for both in range(least, most + 1)
        )
        return round_figure(many / ways)

    return Meeting(
        rows=rows,
        shared=shared,
        expected=round_figure(one * other / columns),
        p=share(len(shared)),
        smallest_p=share(most),
        effective_samples=None,
    )


def _by_chance(
    rows: tuple[int, int], shared: tuple[int, ...], drawn: list[int], *, exact: bool
) -> Meeting:
    test = weigh(
        Figure(float(len(shared))),
        list(map(float, drawn)),
        null="margins",
        exact=exact,
        alternative="greater",
    )
    assert test.mean is not None
    assert test.p is not None
    assert test.smallest_p is not None
    return Meeting(
        rows=rows,
        shared=shared,
        expected=test.mean,
        p=test.p,
        smallest_p=test.smallest_p,
        effective_samples=None if exact else test.effective_samples,
    )
