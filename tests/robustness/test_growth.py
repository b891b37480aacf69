"""Work grows as the input does, and memory stays within bounds: counted, not timed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from checks.growth import GROWTH, calls
from checks.shapes import SHAPES
from learningcity.io.yaml_events import read_yaml
from tests.robustness.processes import ROOT, environment


@pytest.mark.parametrize("name", SHAPES)
def test_twice_the_input_takes_at_most_twice_the_work(name: str) -> None:
    shape = SHAPES[name]
    calls(shape(2))  # what is loaded once
    small, large = calls(shape(150)), calls(shape(300))
    assert large <= GROWTH * small


@pytest.mark.parametrize("name", SHAPES)
def test_twice_the_input_has_at_most_twice_the_values(name: str) -> None:
    small, large = (len(read_yaml(SHAPES[name](parts)).positions) for parts in (150, 300))
    assert large <= GROWTH * max(small, 4)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_bombs_take_little_memory_and_the_rest_at_most_35_times_its_size() -> None:
    line = [sys.executable, "-m", "checks.growth", "bombs", "memory", "--small"]
    done = subprocess.run(
        line, check=False, cwd=ROOT, env=environment(), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
