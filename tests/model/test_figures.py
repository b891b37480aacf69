"""Figures, and why there is none."""

from __future__ import annotations

import pytest

from learningcity.model.figures import Figure, difference


def test_a_figure_is_rounded() -> None:
    assert Figure(2 / 3) == Figure(0.666666666667)
    assert Figure(None, "no-ties").reason == "no-ties"


def test_a_figure_says_one_of_the_two() -> None:
    for value, reason in ((None, None), (1.0, "no-ties")):
        with pytest.raises(ValueError, match="and not both"):
            Figure(value, reason)


def test_what_is_left_of_equal_sums_is_nothing() -> None:
    assert difference(0.1 + 0.2, 0.3) == 0
    assert difference(2, 0.5) == 1.5
    assert difference(1 + 1e-9, 1) > 0
