"""The runner compares answers first, then times in turn."""

from __future__ import annotations

import gc
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from itertools import count
from time import sleep

import pytest

from benchmarks.runner import (
    Case,
    Count,
    DifferentAnswersError,
    Measured,
    Work,
    measure,
    obstacles,
    program,
    table,
)


class Clock:
    """A clock that stands still until work moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def work(self, *seconds: float, answer: object = "the same") -> Work:
        """Work that takes so long in each of its runs."""
        left = iter(seconds)

        def run() -> object:
            self.now += next(left)
            return answer

        return run


def ticking() -> Callable[[], float]:
    """A clock that goes on by a little each time it is looked at, however busy the machine."""
    return partial(next, count(0.0, 0.01))


def noted(name: str, runs: list[str]) -> Callable[[], object]:
    """Work that only notes that it ran."""
    return lambda: runs.append(name)


def test_sides_run_in_turn_after_one_run_for_the_answers() -> None:
    runs: list[str] = []
    sides = {name: noted(name, runs) for name in "ABC"}
    measure(Case("turns", "", sides), repeats=2, clock=ticking())
    assert "".join(runs) == "ABC" + "ABC" + "ABC"


def test_the_figure_is_a_ratio_of_medians_without_the_first_run() -> None:
    clock = Clock()
    sides = {"ours": clock.work(29, 1, 2, 1.5), "slow": clock.work(29, 3, 2, 3)}
    found = measure(Case("medians", "", sides), repeats=3, clock=clock)
    assert found.seconds == {"ours": (1, 2, 1.5), "slow": (3, 2, 3)}
    assert found.medians == {"ours": 1.5, "slow": 3}
    assert found.figure == 1.5 / 3


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
    sides = {"ours": clock.work(1), "wrong": clock.work(1, answer="another")}
    with pytest.raises(DifferentAnswersError, match="answers: the answer of wrong"):
        measure(Case("answers", "", sides), repeats=1, clock=clock)
    assert clock.now == 2


def test_the_collector_rests_only_where_a_case_says_so() -> None:
    enabled: list[bool] = []

    def work() -> None:
        enabled.append(gc.isenabled())

    def peer() -> None:
        return None

    measure(Case("gc", "", {"ours": work, "peer": peer}), repeats=1, clock=ticking())
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


def test_each_side_runs_as_often_as_the_case_says() -> None:
    runs: list[str] = []
    sides = {name: noted(name, runs) for name in "AB"}
    measure(Case("often", "", sides, repeats=4), clock=ticking())
    assert "".join(runs) == "AB" * (1 + 4)


def test_what_the_sides_share_is_made_first_without_a_limit() -> None:
    clock = Clock()
    sides = {"ours": clock.work(1, 1), "peer": clock.work(1, 2)}
    case = Case("made", "", sides, limit=5, prepare=clock.work(100))
    found = measure(case, repeats=1, clock=clock)
    assert (found.figure, found.stopped, clock.now) == (0.5, {}, 105)


def test_there_is_no_further_turn_after_enough_seconds() -> None:
    clock = Clock()
    sides = {"ours": clock.work(0, 2, 2, 2), "peer": clock.work(0, 3, 3, 3)}
    found = measure(Case("enough", "", sides, enough=10), clock=clock)
    assert found.seconds == {"ours": (2, 2), "peer": (3, 3)}


def test_one_turn_is_run_however_long_it_takes() -> None:
    clock = Clock()
    sides = {"ours": clock.work(0, 20), "peer": clock.work(0, 20)}
    assert measure(Case("one", "", sides, enough=10), clock=clock).figure == 1.0


@pytest.mark.parametrize("runs", [(11.0,), (1.0, 11.0), (1.0, 1.0, 11.0)])
def test_a_peer_over_the_limit_is_stopped_and_has_no_figure(runs: tuple[float, ...]) -> None:
    clock = Clock()
    sides = {
        "ours": clock.work(1, 1, 1),
        "slow": clock.work(*runs),
        "peer": clock.work(1, 2, 2),
    }
    found = measure(Case("slow", "", sides, goal=1, limit=10), repeats=2, clock=clock)
    assert (found.figure, found.against, found.met) == (0.5, "peer", True)
    assert found.stopped == {"slow": 10}
    assert list(found.seconds) == ["ours", "peer"]
    assert "slow stopped after 10 s" in table([found])


@pytest.mark.parametrize("ours", [(11.0,), (1.0, 11.0)])
def test_nothing_is_a_figure_where_our_side_is_stopped(ours: tuple[float, ...]) -> None:
    clock = Clock()
    sides = {"ours": clock.work(*ours), "peer": clock.work(1, 1)}
    found = measure(Case("ours", "", sides, goal=1, limit=10), repeats=1, clock=clock)
    assert (found.figure, found.met, found.ratios) == (None, None, {})
    assert found.stopped == {"ours": 10}
    assert "| none " in table([found])
    assert "ours stopped after 10 s" in table([found])


@pytest.mark.parametrize("against", [None, "slow"])
def test_nothing_is_a_figure_where_its_peer_is_stopped(against: str | None) -> None:
    clock = Clock()
    sides = {"ours": clock.work(1, 1), "slow": clock.work(11)}
    case = Case("peer", "", sides, goal=1, against=against, limit=10)
    found = measure(case, repeats=1, clock=clock)
    assert (found.figure, found.met, found.ratios) == (None, None, {})
    assert found.stopped == {"slow": 10}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm on this system")
def test_a_side_that_never_ends_is_stopped_on_its_way() -> None:
    def endless() -> None:
        while True:
            try:
                sleep(60)
            except Exception:  # a side may catch what it likes
                continue

    sides: dict[str, Work] = {"ours": lambda: None, "peer": lambda: None, "endless": endless}
    found = measure(Case("endless", "", sides, limit=0.1), repeats=1)
    assert found.stopped == {"endless": 0.1}
    assert list(found.seconds) == ["ours", "peer"]
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_count_is_its_figure() -> None:
    found = measure(Count("bytes", "kept", lambda: 3000.0, goal=3100))
    assert (found.figure, found.met, found.against) == (3000.0, True, None)


def test_a_program_gives_what_it_prints_and_fails_loudly() -> None:
    assert program("-c", "print(1 + 1)")() == b"2\n"
    with pytest.raises(subprocess.CalledProcessError):
        program("-c", "raise SystemExit(3)")()


def test_what_stands_in_the_way_is_named_for_each_goal_that_is_not_reached() -> None:
    clock = Clock()
    sides = {"ours": clock.work(1, 2), "peer": clock.work(1, 1)}
    missed = measure(Case("far", "", sides, goal=1), repeats=1, clock=clock)
    kept = measure(Count("bytes", "", lambda: 5.0, goal=4))
    known = {"far": "27 models.", "bytes": "8 for each.", "met": "Nothing."}
    silent = Measured("silent", "", None, 1, None)
    fine = [
        Measured("met", "", 1.0, 1, None),
        Measured("watched", "", 9.0, None, None),
    ]
    assert obstacles([missed, kept, silent, *fine], known).splitlines() == [
        "- `far`: 27 models.",
        "- `bytes`: 8 for each.",
        "- `silent`: nobody has said what stands in the way.",
    ]
    assert obstacles(fine, known) == ""


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
