"""What the figures of a whole network say in a word, so that it can be asked what changes it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from learningcity.graph.reversal import Reading, Recorded, Said, places

__all__ = ["READINGS", "across", "fewest_to_join", "largest", "most_ties", "pieces", "together"]


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
    """Return how few memberships join all pieces to one.

    Each joins two pieces at most, and one in a column that has rows does join two. Nothing can
    part what hangs together.
    """
    more = len(_pieces(found)) - 1
    if more == 0 or not found.members:
        return None
    return more if any(found.members) else more + 1


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
    degrees = [near.bit_count() for near in found.near]
    most = max(degrees, default=0)
    if most == 0:
        return None
    rest = [degree for degree in degrees if degree < most]
    about = tuple(row for row, degree in enumerate(degrees) if degree == most)
    return Said("most-ties", about, most - max(rest) if rest else 0)


def across(found: Recorded) -> Said | None:
    """Return whether ties across groups are more than random mixing would bring.

    Random mixing: each pair of rows is tied with the same probability, whatever their groups, as
    when the names of the groups are dealt out anew. Rows of no group are left out.
    """
    inside, pairs, ties = _inside(found)
    everybody = sum(rows.bit_count() for rows in found.groups)
    all_pairs = everybody * (everybody - 1) // 2
    if ties == 0 or len(found.groups) < 2:
        return None
    return _against(ties - inside, ties, all_pairs - pairs, all_pairs)


def _inside(found: Recorded) -> tuple[int, int, int]:
    """Return the ties inside groups, the pairs inside groups, and all ties."""
    known = sum(found.groups)
    inside = pairs = ties = 0
    for rows in found.groups:
        size = rows.bit_count()
        pairs += size * (size - 1) // 2
        for row in places(rows):
            inside += (found.near[row] & rows).bit_count()
            ties += (found.near[row] & known).bit_count()
    return inside // 2, pairs, ties // 2


def _against(seen: int, ties: int, pairs: int, all_pairs: int) -> Said:
    """Return how what is seen stands to what equal chances for all pairs would bring."""
    over = seen * all_pairs - ties * pairs
    word = "more" if over > 0 else "fewer" if over < 0 else "as-many"
    return Said(word, (), abs(over))


def together(found: Recorded) -> Said | None:
    """Return whether at least half of the columns with rows have rows of every group."""
    filled = [members for members in found.members if members]
    if not filled or len(found.groups) < 2:
        return None
    full = sum(all(members & rows for rows in found.groups) for members in filled)
    over = 2 * full - len(filled)
    return Said("at-least-half" if over >= 0 else "less-than-half", (), abs(over))


READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "components": Reading(pieces, fewest_to_join),
        "largest_component": Reading(largest),
        "degree_centralisation": Reading(most_ties),
        "ei_index": Reading(across),
        "all_sectors": Reading(together),
    }
)
"""How figures are read, by their names; those that are not here have no reading."""
