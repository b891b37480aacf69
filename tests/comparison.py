"""Comparing what two programs say about one city."""

from __future__ import annotations

from collections.abc import Sequence

from tests.oracle.plain import Data


def differences(found: Sequence[Data], expected: Sequence[Data]) -> list[str]:
    """Every cell in which two lists of rows differ, for a message that one can read."""
    told = [
        f"row {number} {key}: {row.get(key)!r} where the oracle has {right.get(key)!r}"
        for number, (row, right) in enumerate(zip(found, expected, strict=False))
        for key in {**right, **row}
        if row.get(key) != right.get(key)
    ]
    if len(found) != len(expected):
        told.append(f"{len(found)} rows where the oracle has {len(expected)}")
    return told
