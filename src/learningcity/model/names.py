"""When two names are nearly the same.

Names are compared without regard to case, width of signs and blanks. Numbers in a name tell things
apart: "Festival 2019" and "Festival 2021" are two, however alike the rest is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

__all__ = ["NEAR", "digits_of", "near_names", "plain_name"]

NEAR = 90.0
"""Names are nearly the same from this normalised Indel similarity on, 0 to 100."""


def plain_name(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def digits_of(name: str) -> str:
    """Return all digits of a name."""
    return "".join(re.findall(r"\d+", name))


def near_names(names: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Return the pairs of nearly the same names, by their places, with their likeness, 0 to 1.

    The names must be plain and different from each other. The pairs come in the order of the later
    of the two. Names of which the digits differ are never near.

    Notes
    -----
    The likeness of names of m and n signs is 1 − d/(m + n), with d the fewest signs to leave out
    of one and to put in that make it the other. A name of m signs has m + 1 pieces of two signs,
    with a sign before and one after the name. A sign left out destroys two of them at most, one
    put in one; near names differ so little that at most 4m/11 are destroyed. So if the pieces of
    each name are sorted, the rarest first, two near names share one of the first 4m/11 + 1 of
    theirs, and only names that do are compared. Cost: the number of such pairs.
    """
    from rapidfuzz import fuzz

    pieces = [_pieces(name) for name in names]
    frequent = Counter(piece for found in pieces for piece in found)
    known: dict[tuple[str, tuple[str, int]], list[int]] = {}
    digits = [digits_of(name) for name in names]
    for later, name in enumerate(names):
        rare = sorted(pieces[later], key=lambda piece: (frequent[piece], piece))
        marks = [(digits[later], piece) for piece in rare[: 4 * len(name) // 11 + 1]]
        for earlier in sorted({other for mark in marks for other in known.get(mark, ())}):
            likeness = fuzz.ratio(names[earlier], name, score_cutoff=NEAR)
            if likeness >= NEAR:
                yield earlier, later, likeness / 100
        for mark in marks:
            known.setdefault(mark, []).append(later)


def _pieces(name: str) -> list[tuple[str, int]]:
    """Return the pieces of two signs of a name, each told apart from an equal one before it."""
    closed = f"\n{name}\n"  # blanks in a plain name are single spaces
    seen: Counter[str] = Counter()
    found = []
    for piece in map("".join, pairwise(closed)):
        seen[piece] += 1
        found.append((piece, seen[piece]))
    return found
