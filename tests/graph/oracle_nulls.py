"""All two-mode graphs with given counts, found the slow way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product

from learningcity.graph.incidence import Incidence

Table = tuple[tuple[int, ...], ...]


def incidence_of(table: Sequence[Sequence[int]], columns: int) -> Incidence:
    """Return the graph in which each row has the columns named."""
    rows = tuple(f"p{number}" for number in range(len(table)))
    named = tuple(f"i{number}" for number in range(columns))
    return Incidence(rows, named, tuple(map(tuple, table)))


def same_margins(table: Sequence[Sequence[int]], columns: int) -> list[Table]:
    """Return every choice of columns that keeps how many each row has, and each column's rows."""
    wanted = Counter(column for row in table for column in row)
    choices = [list(combinations(range(columns), len(row))) for row in table]
    return [
        chosen
        for chosen in product(*choices)
        if Counter(column for row in chosen for column in row) == wanted
    ]


def labelings(labels: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the different orders of labels."""
    return sorted(set(permutations(labels)))


def all_tables(rows: int, columns: int) -> Iterator[Table]:
    """Yield every two-mode graph of so many rows and columns."""
    subsets = [
        tuple(column for column in range(columns) if number >> column & 1)
        for number in range(2**columns)
    ]
    yield from product(subsets, repeat=rows)
