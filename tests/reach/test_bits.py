"""Sets of numbers as whole numbers."""

from __future__ import annotations

from learningcity.reach.bits import bits_of, members


def test_the_bits_of_a_number_are_its_members() -> None:
    assert list(members(0)) == []
    assert list(members(0b101001)) == [0, 3, 5]
    assert list(members(1 << 5000)) == [5000]


def test_numbers_make_a_set() -> None:
    assert bits_of([], 0) == 0
    assert bits_of([5, 0, 3, 0], 6) == 0b101001
    assert bits_of(iter([5000]), 5001) == 1 << 5000
