"""Sets of numbers as whole numbers."""

from __future__ import annotations

from learningcity.reach.bits import members


def test_the_bits_of_a_number_are_its_members() -> None:
    assert list(members(0)) == []
    assert list(members(0b101001)) == [0, 3, 5]
    assert list(members(1 << 5000)) == [5000]
