"""Sets of numbers as whole numbers: bit n stands for n."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["members"]


def members(bits: int) -> Iterator[int]:
    """Return the numbers of the bits that are set, in rising order."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
