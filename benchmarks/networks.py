"""Work on networks, and the same done as textbooks show it."""

from collections.abc import Iterator
from functools import cache
from random import Random

from benchmarks.runner import Case
from learningcity.graph.incidence import Incidence
from learningcity.graph.nulls import TRADES_PER_ROW, Margins


def cases() -> Iterator[Case]:
    """Compare random graphs that keep all counts with trades of sets."""
    yield null_samples(300, 50, 700, samples=1000)
    yield null_samples(300, 50, 4000, samples=1000)


def null_samples(partners: int, initiatives: int, ties: int, *, samples: int) -> Case:
    """Compare so many random graphs by the library with as many by the textbook."""

    @cache
    def found() -> Incidence:
        return partnership(partners, initiatives, ties)

    return Case(
        f"nulls-{ties}",
        f"{samples:,} random graphs, {partners} × {initiatives}, {ties:,} ties",
        {
            "ours": lambda: shuffles(found(), samples),
            "curveball with sets": lambda: textbook_shuffles(found(), samples),
        },
        lambda ours, theirs: same_counts(found(), samples, ours, theirs),
        repeats=5,
    )


def partnership(partners: int, initiatives: int, ties: int) -> Incidence:
    """Return an invented two-mode graph: a few partners are in much, most in little."""
    rng = Random(partners)
    weights = [1 / (1 + place) ** 0.7 for place in range(partners)]
    taken: list[set[int]] = [set() for _ in range(partners)]
    while sum(map(len, taken)) < ties:
        (row,) = rng.choices(range(partners), weights)
        taken[row].add(int(rng.random() * initiatives))
    return Incidence(
        tuple(range(partners)), tuple(range(initiatives)), tuple(tuple(sorted(t)) for t in taken)
    )


def textbook_shuffles(found: Incidence, samples: int) -> list[list[set[int]]]:
    """Return shuffles by trades of sets, as Strona et al. (2014) describe them."""
    rng = Random(1)
    rows = [set(row) for row in found.memberships]
    made = []
    for _ in range(samples):
        for _ in range(TRADES_PER_ROW * len(rows)):
            one, other = rng.sample(range(len(rows)), 2)
            first, second = rows[one], rows[other]
            both = first & second
            if len(both) in (len(first), len(second)):
                continue
            dealt = list((first | second) - both)
            rng.shuffle(dealt)
            many = len(first) - len(both)
            rows[one] = both | set(dealt[:many])
            rows[other] = both | set(dealt[many:])
        made.append(list(rows))
    return made


def shuffles(found: Incidence, samples: int) -> list[tuple[int, ...]]:
    """Return as many shuffles by the library."""
    made, exact = Margins(found).read(lambda rows: rows, samples=samples, seed=1)
    assert not exact
    return made


def same_counts(found: Incidence, samples: int, ours: object, theirs: object) -> bool:
    """Return whether both sides give so many shuffles, all of which keep all counts."""
    assert isinstance(ours, list)
    assert isinstance(theirs, list)
    if not len(ours) == len(theirs) == samples:
        return False
    margins = Margins(found)
    decoded = [margins.incidence(rows).memberships for rows in ours]
    return all(counts(rows) == counts(found.memberships) for rows in [*decoded, *theirs])


def counts(rows: object) -> tuple[list[int], list[int]]:
    """Return how many columns each row has, and how many rows each column."""
    assert isinstance(rows, list | tuple)
    columns: dict[int, int] = {}
    for row in rows:
        for column in row:
            columns[column] = columns.get(column, 0) + 1
    return [len(row) for row in rows], [columns[column] for column in sorted(columns)]
