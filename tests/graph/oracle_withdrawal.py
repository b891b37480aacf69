"""Withdrawals by trying every choice and every order, on sets of letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, permutations

Thing = Sequence[frozenset[int]]
"""The sets of partners of a thing."""


def fallen(things: Iterable[Thing], gone: Iterable[int]) -> int:
    """How many things have lost all of one of their sets."""
    without = set(gone)
    return sum(any(one <= without for one in thing) for thing in things)


def worst(things: Sequence[Thing], partners: int, size: int) -> tuple[int, tuple[int, ...]]:
    """The most that so many withdrawals bring down, by the fewest and then first partners."""
    best: tuple[int, tuple[int, ...]] = (0, ())
    for fewer in range(1, size + 1):
        for chosen in combinations(range(partners), fewer):
            if fallen(things, chosen) > best[0]:
                best = (fallen(things, chosen), chosen)
    return best


def smallest(things: Sequence[Thing], partners: int) -> tuple[int, ...]:
    """The fewest partners, and of these the first, that bring down all."""
    return next(
        chosen
        for size in range(partners + 1)
        for chosen in combinations(range(partners), size)
        if fallen(things, chosen) == len(things)
    )


def area(things: Sequence[Thing], order: Sequence[int]) -> Fraction:
    """The area under the share that stands, by trapezoids."""
    curve = [
        1 - Fraction(fallen(things, order[:step]), len(things)) for step in range(len(order) + 1)
    ]
    return sum(((a + b) / 2 for a, b in pairwise(curve)), Fraction(0)) / len(order)


def areas(things: Sequence[Thing], partners: int) -> dict[tuple[int, ...], Fraction]:
    """The area of every order, orders in the order of the partners."""
    return {order: area(things, order) for order in permutations(range(partners))}
