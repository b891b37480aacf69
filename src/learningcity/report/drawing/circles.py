"""Circles whose areas are as numbers."""

from __future__ import annotations

from math import sqrt

__all__ = ["LARGEST", "radius"]

LARGEST = 18.0
"""The radius of the circle of the largest number."""

_SMALLEST = 7.0
"""A circle that is smaller cannot hold a number that one can read."""


def radius(number: int, largest: int) -> float:
    """Return the radius of the circle of a number: its area is as the number, from a least size."""
    if not number:
        return 0.0
    return round(max(_SMALLEST, LARGEST * sqrt(number / largest)), 1)
