"""Sets of numbers as whole numbers: bit n stands for n."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["bits_of", "members"]


def members(bits: int) -> list[int]:
    """Return the numbers of the bits that are set, in rising order."""
    found = []
    # From the top, so that what is left to look at grows shorter.
    while bits:
        highest = bits.bit_length() - 1
        found.append(highest)
        bits ^= 1 << highest
    found.reverse()
    return found


def bits_of(numbers: Iterable[int], size: int) -> int:
    """Return the set of some numbers below `size`, each given once or more often."""
    found = bytearray(size // 8 + 1)
    for number in numbers:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")
