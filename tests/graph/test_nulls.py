"""Graphs that keep every count, and labels dealt out anew."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

import learningcity
from learningcity.graph import nulls
from learningcity.graph.incidence import incidence
from learningcity.graph.nulls import EXACT_UP_TO, Dealing, Margins, Matrix, trade
from tests.graph.graphs import two_mode_graphs
from tests.graph.oracle_nulls import all_tables, incidence_of, labelings, same_margins

SPACES = {
    "worked": (((0, 1, 2), (1,), (0,), (0, 2), (2, 3)), 4, 65),
    "unit": (((0,), (1,), (2,)), 3, 6),
    "uneven": (((0, 1, 2), (0, 3), (1,), (2, 3)), 4, 48),
    "half": (((0, 1), (2, 3), (0, 2), (1, 3)), 4, 90),
    "wide": (((0, 1, 2, 3, 4), (0, 1), (2,), (5,)), 7, 51),
    "partly-fixed": (((0, 1, 2, 3), (0, 1), (0, 2), (), (0,)), 4, 2),
}


def decoded(margins: Margins, rows: Matrix) -> tuple[tuple[int, ...], ...]:
    return margins.incidence(rows).memberships


@pytest.mark.parametrize("name", SPACES)
def test_small_spaces_are_listed_whole(name: str) -> None:
    table, columns, size = SPACES[name]
    margins = Margins(incidence_of(table, columns))
    every = margins.all()
    assert every is not None
    assert len(every) == size
    assert sorted(decoded(margins, rows) for rows in every) == sorted(same_margins(table, columns))


def test_all_small_graphs_are_listed_as_by_hand() -> None:
    for rows, columns in ((1, 3), (2, 3), (3, 2), (3, 3)):
        for table in all_tables(rows, columns):
            margins = Margins(incidence_of(table, columns))
            every = margins.all()
            assert every is not None
            assert len(every) == len(same_margins(table, columns)), table
            assert margins.start in every


def test_a_space_beyond_the_limit_is_not_listed() -> None:
    table, columns, size = SPACES["half"]
    margins = Margins(incidence_of(table, columns))
    assert margins.all(size) is not None
    assert margins.all(size - 1) is None
    assert margins.all(3) is None
    many = Margins(incidence_of([(row,) for row in range(200)], 200))
    assert many.all() is None


def test_nested_rows_are_frozen() -> None:
    margins = Margins(incidence_of(((0, 1, 2), (0, 1), (0,)), 3))
    assert margins.all() == (margins.start,)
    assert margins.free == ()


def test_rows_that_can_change_are_those_that_do() -> None:
    for table in all_tables(3, 3):
        margins = Margins(incidence_of(table, 3))
        every = same_margins(table, 3)
        changing = {row for row in range(3) if len({other[row] for other in every}) > 1}
        assert changing <= set(margins.free), table
        if len(every) == 1:
            continue
        fixed = set(range(3)) - set(margins.free)
        assert all(other[row] == table[row] for row in fixed for other in every)


@pytest.mark.parametrize("table", [(), ((),), ((0,),), ((), ())])
def test_graphs_without_choice_have_one_possibility(table: tuple[tuple[int, ...], ...]) -> None:
    margins = Margins(incidence_of(table, 2))
    read, exact = margins.read(lambda rows: rows, samples=5, seed=0)
    assert (read, exact) == ([margins.start], True)


def spread(counts: Counter[Matrix], size: int) -> float:
    """The chi-square distance of counts from being all alike."""
    mean = counts.total() / size
    return sum((count - mean) ** 2 / mean for count in counts.values()) + mean * (
        size - len(counts)
    )


@pytest.mark.parametrize("name", SPACES)
@pytest.mark.parametrize("seed", [1, 2])
def test_trades_reach_every_graph_alike(name: str, seed: int) -> None:
    """So many trades from one graph that each is as likely: a false alarm has p = 0.001."""
    table, columns, size = SPACES[name]
    margins = Margins(incidence_of(table, columns))
    rng = Random(seed)
    counts: Counter[Matrix] = Counter()
    rows = list(margins.start)
    for _ in range(100 * size):
        trade(rows, margins.free, 8 * len(rows), rng)
        counts[tuple(rows)] += 1
    assert spread(counts, size) < chi2.ppf(0.999, size - 1)


def test_one_trade_deals_each_share_alike() -> None:
    """Two rows, 3 and 9 of 12 columns of which only one has each: all 220 choices alike."""
    start = [0b111, 0b111111111000]
    rng = Random(5)
    counts: Counter[Matrix] = Counter()
    for _ in range(44_000):
        rows = list(start)
        trade(rows, (0, 1), 1, rng)
        counts[tuple(sorted(rows, key=int.bit_count))] += 1
    assert spread(counts, 220) < chi2.ppf(0.999, 219)


@given(two_mode_graphs(rows=9, columns=9), st.integers(0, 5))
def test_every_sample_keeps_every_count(graph: nx.Graph[Any], seed: int) -> None:
    found = incidence(graph)
    margins = Margins(found)
    rows = list(margins.start)
    trade(rows, margins.free, 50, Random(seed))
    made = margins.incidence(tuple(rows))
    assert list(map(len, made.memberships)) == list(map(len, found.memberships))
    assert list(map(len, made.members())) == list(map(len, found.members()))
    assert all(list(row) == sorted(set(row)) for row in made.memberships)


def large() -> Margins:
    rng = Random(3)
    table = [tuple(sorted(rng.sample(range(20), 1 + row % 7))) for row in range(30)]
    return Margins(incidence_of(table, 20))


def test_a_large_space_is_drawn_with_a_seed() -> None:
    first, exact = large().read(lambda rows: rows, samples=40, seed=7)
    assert not exact
    assert len(first) == 40
    assert len(set(first)) == 40
    assert first == large().read(lambda rows: rows, samples=40, seed=7)[0]
    assert first != large().read(lambda rows: rows, samples=40, seed=8)[0]


class Counted(Margins):
    """Says how many samples away from the graph found each sample is."""

    def all(self, limit: int = EXACT_UP_TO) -> None:
        return None

    def _walk(self, steps: int, rng: Random) -> Iterator[Matrix]:
        yield from ((step,) for step in range(1, steps + 1))


def test_the_graph_found_stands_anywhere_in_the_chain() -> None:
    """The samples lead away from it on both sides, and each place is as likely."""
    margins = Counted(large().found)
    places: Counter[int] = Counter()
    for seed in range(3000):
        read, _ = margins.read(lambda rows: rows[0], samples=9, seed=seed)
        before = 0 if read[:2] == [1, 2] else read[0]
        assert read == [*range(before, 0, -1), *range(1, 10 - before)]
        places[before] += 1
    assert sum((places[place] - 300) ** 2 / 300 for place in range(10)) < chi2.ppf(0.999, 9)


class Slow(Counted):
    """One trade between two samples: neighbours in the chain are nearly the same graph."""

    def _walk(self, steps: int, rng: Random) -> Iterator[Matrix]:
        rows = list(self.start)
        for _ in range(steps):
            trade(rows, self.free, 1, rng)
            yield tuple(rows)


def weighed(rows: Matrix) -> float:
    """A figure that a trade changes a little, so that the chain wanders far from where it began."""
    return sum(WEIGHTS[place, bit] for place, row in enumerate(rows) for bit in row_bits(row))


def row_bits(row: int) -> list[int]:
    return [place for place, bit in enumerate(reversed(f"{row:b}")) if bit == "1"]


WEIGHTS = {
    (row, column): Random(100 * row + column).random() for row in range(30) for column in range(20)
}


@pytest.mark.slow
def test_p_holds_however_slowly_the_chain_mixes() -> None:
    """Of graphs drawn alike from all, p is at most 1/20 in at most one of 20, and so on.

    Samples that only lead away from the graph found would make it the most extreme of 20 in about
    one of five.
    """
    rng = Random(6)
    rows = list(large().start)
    total = 400
    found: Counter[int] = Counter()
    for seed in range(total):
        trade(rows, large().free, 300, rng)
        margins = Slow(large().incidence(tuple(rows)))
        read, _ = margins.read(weighed, samples=19, seed=seed)
        found[1 + sum(other >= weighed(margins.start) for other in read)] += 1
    for rank in range(1, 20):
        share = rank / 20
        below = sum(found[other] for other in range(1, rank + 1))
        assert below <= total * share + 4 * (total * share * (1 - share)) ** 0.5


def test_listing_stops_where_it_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """5 rows make 10 pairs for each graph found: 65 graphs are 650 looks."""
    table, columns, size = SPACES["worked"]
    monkeypatch.setattr(nulls, "_LOOKS", 650)
    every = Margins(incidence_of(table, columns)).all()
    assert every is not None
    assert len(every) == size
    monkeypatch.setattr(nulls, "_LOOKS", 649)
    assert Margins(incidence_of(table, columns)).all() is None


def test_a_long_nested_chain_is_frozen() -> None:
    chain = [tuple(range(1 + row // 2)) for row in range(200)]
    frozen = Margins(incidence_of(chain, 100))
    assert frozen.all() == (frozen.start,)


PROGRAM = """
from random import Random
from learningcity.graph.incidence import Incidence
from learningcity.graph.nulls import Dealing, Margins
table = tuple(tuple(sorted({*Random(row).sample(range(9), 3)})) for row in range(9))
found = Incidence(tuple(range(9)), tuple(range(9)), table)
print(Margins(found).read(lambda rows: rows, samples=3, seed=1))
print(list(Dealing((0, 1, 1, 2, 2, 2)).draw(3, 4)))
"""


def test_samples_do_not_depend_on_the_seed_of_hashes() -> None:
    home = str(Path(learningcity.__file__).parents[1])
    said = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": home},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(said) == 1


def test_samples_are_the_same_on_every_python() -> None:
    """Values written down once; a Python that draws otherwise changes published figures."""
    assert list(Dealing((0, 1, 1, 2, 2, 2)).draw(2, 4)) == [(2, 1, 2, 2, 0, 1), (1, 2, 1, 2, 0, 2)]
    margins = Margins(incidence_of([(0, 1, 2), (3, 4), (5,), (0, 5), (1, 3)] * 3, 6))
    drawn = [
        (7, 40, 1, 34, 3, 41, 48, 8, 33, 18, 7, 20, 8, 10, 40),
        (7, 9, 1, 12, 18, 41, 9, 2, 48, 10, 38, 18, 32, 40, 33),
    ]
    assert margins.read(lambda rows: rows, samples=2, seed=1) == (drawn, False)


@pytest.mark.parametrize("labels", [(), (0,), (0, 0), (0, 1, 1), (2, 0, 1, 0), (0, 0, 1, 1, 2)])
def test_labelings_are_listed_once_each(labels: tuple[int, ...]) -> None:
    dealing = Dealing(labels)
    assert dealing.count() == len(labelings(labels))
    assert dealing.all() == tuple(labelings(labels))


def test_many_labelings_are_drawn_alike() -> None:
    dealing = Dealing((0, 0, 1, 2))
    assert dealing.all(11) is None
    counts = Counter(dealing.draw(12_000, 9))
    assert set(counts) == set(labelings((0, 0, 1, 2)))
    mean = counts.total() / 12
    assert sum((count - mean) ** 2 / mean for count in counts.values()) < chi2.ppf(0.999, 11)


def test_the_limit_is_the_one_that_is_echoed() -> None:
    every = Margins(incidence_of([(row,) for row in range(7)], 7)).all()
    assert every is not None
    assert len(every) == 5040 <= EXACT_UP_TO
    assert Margins(incidence_of([(row,) for row in range(8)], 8)).all() is None
