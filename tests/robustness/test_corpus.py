"""Hundreds of bad inputs: none crashes, hangs or gets past; each is explained at its line."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

import pytest

from tests.robustness.corpus import all_bad
from tests.robustness.processes import ROOT, environment

Result = dict[str, Any]

BATCHES = 6
RIGHT = 0.95
"""The share of the inputs whose first error must be the expected one, with a hint."""


def tried_in_child(way: str, first: int, step: int) -> list[Result]:
    """Return what came of every `step`-th input, the one at which a child died included."""
    line = [sys.executable, "-m", "tests.robustness.child", way, str(first), str(step)]
    done = subprocess.run(
        line, check=False, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=900
    )
    results: list[Result] = []
    begun = "before the first input"
    for said in done.stdout.splitlines():
        if said.startswith("begin "):
            begun = said.removeprefix("begin ")
        else:
            results.append(json.loads(said))
    if done.returncode:
        died = f"the process ended with {done.returncode}: {done.stderr[-500:]}"
        results.append({"name": begun, "failed": died, "seconds": 0})
    return results


def tried(way: str, step: int = 1) -> list[Result]:
    """Return what came of every `step`-th input, tried in two children at a time."""
    batches = min(BATCHES, len(all_bad()) // step)
    with ThreadPoolExecutor(2) as pool:
        parts = pool.map(
            partial(tried_in_child, way), range(0, batches * step, step), [batches * step] * batches
        )
        return [result for part in parts for result in part]


@cache
def by_library() -> dict[str, Result]:
    return {result["name"]: result for result in tried("library")}


def test_there_are_at_least_500_bad_inputs() -> None:
    assert len(all_bad()) >= 500
    assert len({one.content for one in all_bad()}) == len(all_bad())


def test_the_library_explains_every_input() -> None:
    failed = {name: result["failed"] for name, result in by_library().items() if result["failed"]}
    assert failed == {}
    assert len(by_library()) == len(all_bad())


def test_the_first_error_is_the_expected_one_at_the_expected_line() -> None:
    wrong = {}
    for one in all_bad():
        result = by_library()[one.name]
        found = (result.get("code"), result.get("line"))
        if found != (one.code, one.line):
            wrong[one.name] = f"{found} instead of {(one.code, one.line)}"
    assert wrong == {}


def test_nearly_every_error_has_a_hint() -> None:
    bare = [name for name, result in by_library().items() if not result.get("hint")]
    assert len(bare) <= (1 - RIGHT) * len(all_bad()), bare


def test_the_command_explains_every_third_input() -> None:
    results = tried("command", 3)
    assert {result["name"]: result["failed"] for result in results if result["failed"]} == {}
    assert len(results) == len(all_bad()[::3])


@pytest.mark.parametrize("number", range(0, 500, 100))
def test_the_command_explains_an_input_in_a_process_of_its_own(number: int) -> None:
    one = all_bad()[number]
    line = [sys.executable, "-m", "learningcity", "check", "-"]
    done = subprocess.run(
        [*line[:-1], "/dev/stdin"],
        check=False,
        env=environment(),
        input=one.content,
        capture_output=True,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
