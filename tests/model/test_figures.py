"""Figures, and why there is none."""

from __future__ import annotations

import pytest

from learningcity.model.figures import Figure


def test_a_figure_is_rounded() -> None:
    assert Figure(2 / 3) == Figure(0.666666666667)
    assert Figure(None, "no-ties").reason == "no-ties"


def test_a_figure_says_one_of_the_two() -> None:
    for value, reason in ((None, None), (1.0, "no-ties")):
        with pytest.raises(ValueError, match="and not both"):
            Figure(value, reason)
