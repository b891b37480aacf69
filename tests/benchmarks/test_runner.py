"""The runner compares answers first, then times in turn."""

from __future__ import annotations

import gc
import subprocess
from collections.abc import Callable

import pytest

from benchmarks.runner import (
    Case,
    Count,
    DifferentAnswersError,
    Measured,
    Work,
    measure,
    program,
    table,
)


class Clock:
    """A clock that stands still until work moves it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.read = 0

    def __call__(self) -> float:
        self.read += 1
        return self.now

    def work(self, *seconds: float, answer: object = "the same") -> Work:
        """Work that takes so long in each of its runs."""
        left = iter(seconds)

        def run() -> object:
            self.now += next(left)
            return answer

        return run


def noted(name: str, runs: list[str]) -> Callable[[], object]:
    """Work that only notes that it ran."""
    return lambda: runs.append(name)


def test_sides_run_in_turn_after_one_run_for_the_answers() -> None:
    runs: list[str] = []
    sides = {name: noted(name, runs) for name in "ABC"}
    measure(Case("turns", "", sides), repeats=2)
    assert "".join(runs) == "ABC" + "ABC" + "ABC"


def test_the_figure_is_a_ratio_of_medians_without_the_first_run() -> None:
    clock = Clock()
    sides = {"ours": clock.work(99, 1, 9, 2), "slow": clock.work(99, 8, 7, 8)}
    found = measure(Case("medians", "", sides), repeats=3, clock=clock)
    assert found.seconds == {"ours": (1, 9, 2), "slow": (8, 7, 8)}
    assert found.medians == {"ours": 2, "slow": 8}
    assert found.figure == 2 / 8


def test_the_goal_is_measured_at_the_fastest_peer_or_at_the_one_it_names() -> None:
    def case(clock: Clock, against: str | None) -> Case:
        sides = {"ours": clock.work(0, 6), "A": clock.work(0, 8), "B": clock.work(0, 3)}
        return Case("peers", "", sides, goal=1.0, against=against)

    clock = Clock()
    best = measure(case(clock, None), repeats=1, clock=clock)
    assert (best.against, best.figure, best.met) == ("B", 2.0, False)
    named = measure(case(clock, "A"), repeats=1, clock=clock)
    assert (named.against, named.figure, named.met) == ("A", 0.75, True)
    assert named.ratios == {"A": 0.75, "B": 2.0}


def test_another_answer_has_no_time() -> None:
    clock = Clock()
    sides = {"ours": clock.work(1, 1), "wrong": clock.work(1, 1, answer="another")}
    with pytest.raises(DifferentAnswersError, match="answers: the answer of wrong"):
        measure(Case("answers", "", sides), repeats=1, clock=clock)
    assert clock.read == 0


def test_the_collector_rests_only_where_a_case_says_so() -> None:
    enabled: list[bool] = []

    def work() -> None:
        enabled.append(gc.isenabled())

    def peer() -> None:
        return None

    measure(Case("gc", "", {"ours": work, "peer": peer}), repeats=1)
    measure(Case("gc", "", {"ours": work, "peer": peer}, collector="paused"), repeats=1)
    assert enabled[1::2] == [True, False]
    assert gc.isenabled()


def test_a_peer_without_its_library_is_left_out_and_named() -> None:
    clock = Clock()
    sides = {"ours": clock.work(0, 1), "peer": clock.work(0, 2), "gone": clock.work()}
    found = measure(
        Case("gone", "", sides, needs={"peer": "json", "gone": "no_such_library"}),
        repeats=1,
        clock=clock,
    )
    assert found.left_out == ("gone",)
    assert list(found.seconds) == ["ours", "peer"]
    assert "gone not here" in table([found])


def test_a_goal_at_a_peer_that_is_not_here_cannot_be_measured() -> None:
    sides = {"ours": noted("", []), "peer": noted("", []), "gone": noted("", [])}
    case = Case("gone", "", sides, against="gone", needs={"gone": "no_such_library"})
    with pytest.raises(LookupError, match="not here: gone"):
        measure(case)


def test_a_count_is_its_figure() -> None:
    found = measure(Count("bytes", "kept", lambda: 3000.0, goal=3100))
    assert (found.figure, found.met, found.against) == (3000.0, True, None)


def test_a_program_gives_what_it_prints_and_fails_loudly() -> None:
    assert program("-c", "print(1 + 1)")() == b"2\n"
    with pytest.raises(subprocess.CalledProcessError):
        program("-c", "raise SystemExit(3)")()


def test_the_table_has_a_line_for_each_figure() -> None:
    seconds = {"ours": (1.0,), "A": (4.0,), "B": (2.0,)}
    found = [
        Measured("ratio", "work", 0.25, 0.2, "A", seconds),
        Measured("count", "bytes", 3000.0, 3100, None),
        Measured("watched", "work", 0.25, None, "A", seconds),
    ]
    assert table(found) == (
        "| case    | what  | figure   | goal    | met | other peers |\n"
        "| ---     | ---   | ---      | ---     | --- | ---         |\n"
        "| ratio   | work  | 0.25 × A | ≤ 0.2   | no  | 0.50 × B    |\n"
        "| count   | bytes | 3,000    | ≤ 3,100 | yes |             |\n"
        "| watched | work  | 0.25 × A |         |     | 0.50 × B    |"
    )
