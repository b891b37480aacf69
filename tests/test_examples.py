"""Every program under ``examples`` runs, and prints what its README says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import learningcity
from learningcity.datasets import EXAMPLES

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("program", sorted((ROOT / "examples").glob("*/*.py")), ids=str)
def test_an_example_runs_is_short_and_prints_something(program: Path, tmp_path: Path) -> None:
    assert len(program.read_text(encoding="utf-8").splitlines()) <= 60
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    readme = (program.parent / "README.md").read_text(encoding="utf-8")
    assert f"```text\n{done.stdout.strip()}\n```" in readme


def test_each_packaged_city_answers_questions() -> None:
    found = {path.parent.name for path in (ROOT / "examples").glob("*/questions.py")}
    assert found == set(EXAMPLES)


def test_the_examples_use_what_is_public() -> None:
    for program in (ROOT / "examples").glob("*/*.py"):
        text = program.read_text(encoding="utf-8")
        assert set(re.findall(r"^(?:import|from) .*$", text, re.MULTILINE)) == {
            "import learningcity as lc"
        }
        assert set(re.findall(r"\blc\.(\w+)", text)) <= set(learningcity.__all__)
