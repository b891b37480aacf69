"""Other initiatives drawn, and partners left out."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.resampling import Interval, deletions, interval, resampled
from tests.graph.graphs import worked

FOUND = incidence(worked())


def test_a_resample_has_as_many_columns_each_one_of_the_old() -> None:
    members = dict(zip(FOUND.columns, FOUND.members(), strict=True))
    drawn: Counter[object] = Counter()
    for other in resampled(FOUND, samples=200, seed=1):
        assert other.rows == FOUND.rows
        assert len(other.columns) == len(FOUND.columns)
        for place, (column, rows) in enumerate(zip(other.columns, other.members(), strict=True)):
            assert isinstance(column, tuple)
            assert rows == members[column[0]]
            assert column[1] == place
            drawn[column[0]] += 1
    # 800 draws of four, each 200 times on average.
    assert sum(drawn.values()) == 800
    assert all(150 < count < 250 for count in drawn.values())


@pytest.mark.parametrize(("share", "gone"), [(0.1, 1), (0.4, 2), (0.99, 4)])
def test_a_deletion_leaves_out_a_share_of_the_rows(share: float, gone: int) -> None:
    memberships = dict(zip(FOUND.rows, FOUND.memberships, strict=True))
    kept: Counter[object] = Counter()
    for other in deletions(FOUND, share=share, samples=100, seed=3):
        assert len(other.rows) == 5 - gone
        assert other.columns == FOUND.columns
        assert list(other.rows) == sorted(map(str, other.rows))
        assert other.memberships == tuple(memberships[row] for row in other.rows)
        kept.update(other.rows)
    assert len(kept) == 5


def test_the_same_seed_draws_the_same_and_another_one_does_not() -> None:
    first = list(resampled(FOUND, samples=20, seed=5))
    assert first == list(resampled(FOUND, samples=20, seed=5))
    assert first != list(resampled(FOUND, samples=20, seed=6))
    gone = list(deletions(FOUND, share=0.4, samples=20, seed=5))
    assert gone == list(deletions(FOUND, share=0.4, samples=20, seed=5))
    assert gone != list(deletions(FOUND, share=0.4, samples=20, seed=6))


def test_draws_are_the_same_in_every_version_and_with_every_hash_seed() -> None:
    program = (
        "from learningcity.graph.incidence import Incidence\n"
        "from learningcity.graph.resampling import deletions, resampled\n"
        "found = Incidence(tuple('abc'), tuple('ij'), ((0,), (0, 1), (1,)))\n"
        "print([x.columns for x in resampled(found, samples=3, seed=7)])\n"
        "print([x.rows for x in deletions(found, share=0.3, samples=3, seed=7)])\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "31")
    }
    assert said == {
        "[(('i', 0), ('i', 1)), (('i', 0), ('j', 1)), (('i', 0), ('j', 1))]\n"
        "[('b', 'c'), ('b', 'c'), ('a', 'c')]\n"
    }


def test_an_interval_leaves_out_the_outermost_values() -> None:
    hundred = [float(value) for value in range(1, 101)]
    assert interval(hundred) == Interval(3.0, 98.0, 100)
    assert interval([None, 2.0, None, 1.0]) == Interval(1.0, 2.0, 2)
    assert interval([4.0]) == Interval(4.0, 4.0, 1)
    assert interval([None]) == interval([]) == Interval(None, None, 0)
    # 40 values: 1 and 39 of them, as 0.025 · 40 is just 1.
    assert interval([float(value) for value in range(1, 41)]) == Interval(1.0, 39.0, 40)


@given(st.lists(st.floats(-5, 5) | st.none(), max_size=60))
def test_an_interval_has_ends_that_came_up_and_holds_at_least_its_share(
    values: list[float | None],
) -> None:
    found = interval(values)
    known = [value for value in values if value is not None]
    assert found.defined == len(known)
    if found.low is not None and found.high is not None:
        assert found.low in known
        assert found.high in known
        inside = sum(found.low <= value <= found.high for value in known)
        assert inside >= 0.95 * len(known)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=80))
def test_an_interval_is_that_of_numpy_without_interpolation(values: list[float]) -> None:
    low, high = np.quantile(values, [0.025, 0.975], method="inverted_cdf")
    found = interval(values)
    assert (found.low, found.high) == (low, high)


@given(st.integers(2, 6), st.floats(0.01, 0.99))
def test_one_row_goes_and_one_stays(size: int, share: float) -> None:
    found = Incidence(tuple(range(size)), (), ((),) * size)
    for other in deletions(found, share=share, samples=3, seed=0):
        assert 1 <= len(other.rows) <= size - 1
