"""Many tests at once."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from learningcity.graph.multiple import Correction, adjust, fewest_found, read_correction

CHANCES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_benjamini_hochberg_by_hand() -> None:
    """Of .01, .04, .03, .5: ranks 1, 3, 2, 4; 4 · .04/3 is the smallest for ranks 2 and 3."""
    assert adjust([0.01, 0.04, 0.03, 0.5]) == pytest.approx((0.04, 0.16 / 3, 0.16 / 3, 0.5))


def test_benjamini_yekutieli_by_hand() -> None:
    """The same times 1 + 1/2 + 1/3 + 1/4 = 25/12, at most 1."""
    found = adjust([0.01, 0.04, 0.03, 0.5], correction="by")
    assert found == pytest.approx((1 / 12, 1 / 9, 1 / 9, 1.0))


def test_without_correction_p_stays() -> None:
    assert adjust([0.2, 0.1], correction="none", tests=50) == (0.2, 0.1)


def test_tests_that_are_not_listed_count() -> None:
    """.01 among 10 tests: 10 · .01 = .1; with .02 too, 10 · .02/2 = .1."""
    assert adjust([0.01], tests=10) == (0.1,)
    assert adjust([0.02, 0.01], tests=10) == (0.1, 0.1)
    assert adjust([0.01, 0.02], tests=10) == adjust([0.01, 0.02, *[1.0] * 8])[:2]


def test_nothing_tested_is_nothing_found() -> None:
    assert adjust([]) == ()
    assert fewest_found([], 0.05, tests=0) is None


@given(CHANCES, st.sampled_from(["bh", "by"]))
def test_scipy_says_the_same(chances: list[float], method: Literal["bh", "by"]) -> None:
    expected = false_discovery_control(chances, method=method)
    assert adjust(chances, correction=method) == pytest.approx(list(expected), abs=1e-11)


def test_a_wrong_argument_is_named() -> None:
    with pytest.raises(ValueError, match="tests: 1 is below the 2"):
        adjust([0.1, 0.2], tests=1)
    with pytest.raises(ValueError, match="correction: 'holm' is none of bh, by, none"):
        read_correction("holm")
    assert read_correction("by") == "by"


def test_how_many_must_be_at_their_smallest_by_hand() -> None:
    """100 tests at .05 that can reach .001 at best: 100 · .001/k ≤ .05 from k = 2 on."""
    assert fewest_found([0.001] * 5, 0.05, tests=100) == 2
    assert fewest_found([0.001], 0.05, tests=100) is None
    assert fewest_found([0.001], 0.05, tests=50) == 1
    assert fewest_found([0.001], 0.05, correction="none", tests=5000) == 1
    assert fewest_found([0.2], 0.05, correction="none", tests=1) is None
    # 1 + 1/2 + … + 1/100 = 5.187…, so that k must be 11.
    assert fewest_found([0.001] * 20, 0.05, correction="by", tests=100) == 11


@given(CHANCES, st.integers(0, 20), st.sampled_from(["bh", "by", "none"]))
def test_some_are_found_exactly_if_enough_reach_their_smallest(
    least: list[float], more: int, correction: Correction
) -> None:
    tests = len(least) + more
    found = adjust(least, correction=correction, tests=tests)
    many = fewest_found(least, 0.2, correction=correction, tests=tests)
    assert (many is not None) == (min(found) <= 0.2)
    if many is not None and many > 1:
        part = sorted(least)[: many - 1]
        assert min(adjust(part, correction=correction, tests=tests)) > 0.2
