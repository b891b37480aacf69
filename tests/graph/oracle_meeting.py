"""How often two rows meet by chance, counted one graph at a time."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product

from tests.graph.oracle_nulls import Table, same_margins


def same_rows(table: Sequence[Sequence[int]], columns: int) -> list[Table]:
    """Return every choice of columns that someone has, with the counts of the rows."""
    used = sorted({column for row in table for column in row})
    assert used == used[:columns]
    return list(product(*(combinations(used, len(row)) for row in table)))


def chance_of_meeting(
    table: Sequence[Sequence[int]], columns: int, null: str
) -> dict[tuple[int, int], tuple[Fraction, Fraction, Fraction]]:
    """Return for each pair that meets the expected number, p, and the smallest p."""
    every = same_margins(table, columns) if null == "margins" else same_rows(table, columns)
    found = {}
    for one, other in combinations(range(len(table)), 2):
        together = len({*table[one]} & {*table[other]})
        if together:
            counts = [len({*graph[one]} & {*graph[other]}) for graph in every]
            above = sum(count >= together for count in counts)
            most = counts.count(max(counts))
            size = len(every)
            found[one, other] = (
                Fraction(sum(counts), size),
                Fraction(above, size),
                Fraction(most, size),
            )
    return found
