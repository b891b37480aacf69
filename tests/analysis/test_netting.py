"""Bounds of netted sums, against every assignment of the unknown amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.netting import Forest, Sum, Use, in_depth_order
from tests.strategies import thorough

MOST = 4
"""How much the rest of a sum is at most in the assignments that are tried."""


@st.composite
def forests(draw: st.DrawFn) -> list[Sum]:
    """Up to four sums; a total stands before its parts."""
    sums: list[Sum] = []
    for index in range(draw(st.integers(1, 4))):
        low = draw(st.sampled_from([0, 1, 2]))
        high = draw(st.sampled_from([None, low, low + 1]))
        total = draw(st.sampled_from([None, *range(index)]))
        sums.append(Sum(low, high, capital=draw(st.booleans()), total=total))
    return sums


def assignments(sums: Sequence[Sum]) -> Iterator[tuple[int, ...]]:
    """The rests of the sums in every assignment that fits what they say."""
    for rests in product(range(MOST + 1), repeat=len(sums)):
        amounts = list(rests)
        for index in reversed(range(len(sums))):
            total = sums[index].total
            if total is not None:
                amounts[total] += amounts[index]
        if all(
            entry.low <= amount and (entry.high is None or amount <= entry.high)
            for entry, amount in zip(sums, amounts, strict=True)
        ):
            yield rests


def inside(sums: Sequence[Sum], asked: set[int], use: Use) -> list[int]:
    """The sums of this use that are asked for, or part of one that is."""
    found: list[int] = []
    within: set[int] = set()
    for index, entry in enumerate(sums):
        if index in asked or entry.total in within:
            within.add(index)
            if use == "all" or entry.capital == (use == "capital"):
                found.append(index)
    return found


@thorough
@given(forests(), st.sets(st.integers(0, 3)), st.sampled_from(["all", "capital", "revenue"]))
def test_both_bounds_are_reached_and_none_is_passed(
    sums: list[Sum], asked: set[int], use: Use
) -> None:
    """Over all assignments with small rests; contradictions have none, other tests have them."""
    asked &= set(range(len(sums)))
    counted = inside(sums, asked, use)
    values = [sum(rests[index] for index in counted) for rests in assignments(sums)]
    if not values:
        return
    low, high = Forest(sums).bounds(asked, use)
    assert low == min(values)
    assert max(values) >= MOST if high is None else max(values) == high


def test_the_order_has_each_total_before_its_parts_and_leaves_rings_out() -> None:
    """Parts follow their total at once, in their own order."""
    assert in_depth_order([None, 4, 0, None, 3, 0]) == [0, 2, 5, 3, 4, 1]
    assert in_depth_order([1, 0, None]) == [2]
    assert in_depth_order([]) == []
