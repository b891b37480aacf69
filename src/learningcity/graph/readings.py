"""What the figures of a whole network say in a word, so that it can be asked what changes it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from itertools import combinations_with_replacement
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from learningcity.graph.mixing import cells_of, known_ties
from learningcity.graph.reversal import Effect, Reading, Recorded, Said, by_groups, places
from learningcity.graph.significance import OneMode
from learningcity.model.figures import Figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "MEETING",
    "READINGS",
    "across",
    "alike",
    "fewest_to_be_most",
    "fewest_to_join",
    "largest",
    "meetings",
    "most_ties",
    "pieces",
]


def _pieces(found: Recorded) -> list[int]:
    """Return the rows of each connected piece."""
    left, pieces = (1 << len(found.near)) - 1, []
    while left:
        piece = front = left & -left
        while front:
            reached = 0
            for row in places(front):
                reached |= found.near[row]
            front = reached & ~piece
            piece |= front
        pieces.append(piece)
        left &= ~piece
    return pieces


def pieces(found: Recorded) -> Said | None:
    """Return whether all rows hang together."""
    count = len(_pieces(found))
    if count == 0:
        return None
    return Said("one-piece" if count == 1 else "several-pieces", (), count - 1)


def fewest_to_join(found: Recorded) -> int | None:
    """Return how few memberships join all pieces to one; nothing can part what hangs together."""
    return _fewest_joins(found, len(found.near))


def fewest_to_be_most(found: Recorded) -> int | None:
    """Return how few memberships join more than half of the rows."""
    return _fewest_joins(found, len(found.near) // 2 + 1)


def _fewest_joins(found: Recorded, wanted: int) -> int | None:
    """Return how few memberships make a piece of `wanted` rows; ``None`` where there is one.

    Each membership joins two pieces at most, and one in a column that has rows does join two, so
    that the largest pieces are joined one after the other. Without columns nothing can be joined.
    """
    sizes = sorted((piece.bit_count() for piece in _pieces(found)), reverse=True)
    together, joins = sizes[0], 0
    while together < wanted:
        joins += 1
        together += sizes[joins]
    if joins == 0 or not found.members:
        return None
    return joins if any(found.members) else joins + 1


def largest(found: Recorded) -> Said | None:
    """Return whether more than half of the rows hang together."""
    size = len(found.near)
    if size == 0:
        return None
    most = max(piece.bit_count() for piece in _pieces(found))
    over = 2 * most - size
    return Said("most" if over > 0 else "not-most", (), abs(over))


def most_ties(found: Recorded) -> Said | None:
    """Return which rows have ties to most others: one, or several with equally many."""
    return _most([near.bit_count() for near in found.near])


def _most(degrees: list[int]) -> Said | None:
    most = max(degrees, default=0)
    if most == 0:
        return None
    rest = [degree for degree in degrees if degree < most]
    about = tuple([row for row, degree in enumerate(degrees) if degree == most])
    return Said("most-ties", about, most - max(rest) if rest else 0)


def _most_ties_ahead(found: Recorded) -> Callable[[int, int], Said | None]:
    """Return which rows have ties to most others after a membership more."""
    degrees = [near.bit_count() for near in found.near]

    def ahead(row: int, met: int) -> Said | None:
        after = degrees.copy()
        after[row] += met.bit_count()
        for other in places(met):
            after[other] += 1
        return _most(after)

    return ahead


def _by_degrees(found: Recorded) -> Effect:
    """Return what tells apart memberships for who has most ties.

    As long as all that gain a tie have fewer than the second most before, and no more after, the
    most, those who have them and the second most are what they were.
    """
    degrees = [near.bit_count() for near in found.near]
    second = [0, 0, *sorted(set(degrees))][-2]
    high = sum(1 << row for row, degree in enumerate(degrees) if degree >= second)

    def effect(row: int, met: int) -> Hashable:
        if met & high or degrees[row] + met.bit_count() > second:
            return row, met
        return None

    return effect


def across(found: Recorded) -> Said | None:
    """Return whether ties across groups are more than random mixing would bring.

    Random mixing: each pair of rows is tied with the same probability, whatever their groups, as
    when the names of the groups are dealt out anew. Rows of no group are left out.
    """
    inside, ties = _inside(found)
    sizes = [rows.bit_count() for rows in found.groups.values()]
    pairs = sum(map(_pairs, sizes))
    if ties == 0 or len(sizes) < 2:
        return None
    return _against(ties - inside, ties, _pairs(sum(sizes)) - pairs, _pairs(sum(sizes)))


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _inside(found: Recorded) -> tuple[int, int]:
    """Return the ties inside groups, and all ties of rows of known group."""
    inside = sum(found.ties[name, name] for name in found.groups)
    return inside, (sum(found.ties.values()) + inside) // 2


def _against(seen: int, ties: int, pairs: int, all_pairs: int) -> Said:
    """Return how what is seen stands to what equal chances for all pairs would bring."""
    over = seen * all_pairs - ties * pairs
    word = "more" if over > 0 else "fewer" if over < 0 else "as-many"
    return Said(word, (), abs(over), pairs if over > 0 else all_pairs - pairs)


def alike(found: Recorded) -> Said | None:
    """Return whether ties join like to like more than the numbers of ties would bring.

    It is the sign of the assortativity: four times ties within groups times all ties, less the
    squares of what each group has of ends of ties.
    """
    inside, ties = _inside(found)
    ends = [
        sum(found.ties[one, other] for other in found.groups) + found.ties[one, one]
        for one in found.groups
    ]
    if ties == 0 or sum(map(bool, ends)) < 2:
        return None
    over = 4 * inside * ties - sum(end * end for end in ends)
    return Said("alike" if over > 0 else "unlike" if over < 0 else "neither", (), abs(over))


def _meet(found: Recorded, one: str, other: str) -> Said | None:
    """Return whether two groups have more ties than equal chances would bring."""
    _, ties = _inside(found)
    here, there = (found.groups.get(name, 0).bit_count() for name in (one, other))
    pairs = _pairs(here) if one == other else here * there
    if ties == 0 or pairs == 0:
        return None
    everybody = sum(rows.bit_count() for rows in found.groups.values())
    return _against(found.ties[one, other], ties, pairs, _pairs(everybody))


def _ratio(graph: nx.Graph[Any], *, group: str, one: str, other: str) -> Figure:
    """Return the ties of two groups by those that equal chances would bring."""
    ties = known_ties(graph, group)
    names = [str(name) for name in ties.groups]
    if not ties.ends or one not in names or other not in names:
        return Figure(None, ties.why_none if not ties.ends else "no-pairs")
    here, there = names.index(one), names.index(other)
    sizes = [ties.labels.count(place) for place in range(len(names))]
    pairs = _pairs(sizes[here]) if here == there else sizes[here] * sizes[there]
    if not pairs:
        return Figure(None, "no-pairs")
    seen = len(cells_of(ties).get((min(here, there), max(here, there)), ()))
    expected = Fraction(len(ties.ends) * pairs, _pairs(sum(sizes)))
    return Figure(float(seen / expected))


def meetings(
    groups: Iterable[object], *, group: str
) -> tuple[dict[str, OneMode], dict[str, Reading]]:
    """Return the figures of which groups meet, ``meeting:private+public`` and so on, as readings.

    Each figure is the ties of two groups divided by those that equal chances for all pairs of rows
    of known group would bring: above 1 where they meet more.
    """
    names = sorted({str(name) for name in groups})
    figures, read = {}, {}
    for one, other in combinations_with_replacement(names, 2):
        name = f"{MEETING}{one}+{other}"
        figures[name] = OneMode(partial(_ratio, group=group, one=one, other=other))
        read[name] = Reading(partial(_meet, one=one, other=other), effects=by_groups)
    return figures, read


MEETING = "meeting:"
"""How the names of the figures of two groups begin."""

READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "components": Reading(pieces, fewest_to_join),
        "largest_share": Reading(largest, fewest_to_be_most),
        "degree_centralisation": Reading(most_ties, effects=_by_degrees, ahead=_most_ties_ahead),
        "ei_index": Reading(across, effects=by_groups),
        "assortativity": Reading(alike, effects=by_groups),
    }
)
"""How figures are read, by their names; those that are not here have no reading."""
