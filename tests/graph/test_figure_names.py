"""One way to name the figures of a network, whoever works them out."""

from __future__ import annotations

import re

from learningcity.analysis.sensitivity import FIGURES
from learningcity.graph.cohesion import COHESION
from learningcity.graph.mixing import MIXING
from learningcity.graph.readings import READINGS
from learningcity.graph.two_mode import TWO_MODE


def test_figures_are_named_as_columns_are() -> None:
    for name in (*COHESION, *MIXING, *TWO_MODE, *READINGS, *FIGURES):
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name), name


def test_each_reading_is_of_a_figure_that_there_is() -> None:
    assert set(READINGS) <= {*COHESION, *MIXING}


def test_a_name_that_both_modes_use_is_of_the_same_idea() -> None:
    assert set(COHESION).intersection(TWO_MODE) == {"components", "largest_share"}
