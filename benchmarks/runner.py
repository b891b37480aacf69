"""Compare pieces of work that do the same: their answers first, then their times, in turn.

A case has sides: this library's own first, then its peers, each a program that gives the same by
other means. All sides run in turn (A B C, A B C …), because a machine grows slower and faster while
it works. The figure is a ratio of medians: seconds differ from machine to machine, ratios differ
little. A side whose answer is not the same has no time, and a side that takes too long is stopped
and has no figure.

A count is a figure that no clock gives, such as bytes for each initiative.
"""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from statistics import median
from time import perf_counter
from typing import Literal, TypeAlias

__all__ = [
    "Case",
    "Count",
    "DifferentAnswersError",
    "Measured",
    "Work",
    "measure",
    "obstacles",
    "program",
    "table",
]

Work: TypeAlias = Callable[[], object]
"""One run of a side. What it needs and what only the first run pays belongs in a cached function:
each side runs once, to compare the answers, before anything is timed."""


def _equal(ours: object, theirs: object) -> bool:
    return ours == theirs


@dataclass(frozen=True)
class Case:
    """Pieces of work whose answers must agree and whose times are compared."""

    name: str
    what: str
    """What our side does, in a few words; with the names of the sides it is a sentence."""
    sides: Mapping[str, Work]
    """Ours first, then each peer, under the name that the table shows."""
    same: Callable[[object, object], bool] = _equal
    """Whether our answer, the first argument, is that of a peer."""
    goal: float | None = None
    """The ratio that is aimed at, or ``None`` where a case is only watched."""
    against: str | None = None
    """The peer of the goal; ``None`` is the fastest of those that are there."""
    collector: Literal["running", "paused"] = "running"
    """Whether Python looks for rubbish while a side runs."""
    needs: Mapping[str, str] = field(default_factory=dict)
    """The module that a side needs. A side without its module is left out, and named."""
    repeats: int = 7
    """How often each side runs at most; fewer for what takes long."""
    limit: float = 30.0
    """The seconds that one run of a side may take, the one for the answers included."""
    enough: float = 15.0
    """After so many seconds of runs in turn there is no further turn."""
    prepare: Work | None = None
    """Makes what the sides share, before any of them runs; no limit of a side holds for it."""


@dataclass(frozen=True)
class Count:
    """A figure of ours that no clock gives, with the most that it may be."""

    name: str
    what: str
    figure: Callable[[], float]
    goal: float | None = None


@dataclass(frozen=True)
class Measured:
    """What a case or a count gave."""

    name: str
    what: str
    figure: float | None
    """The ratio of our median to that of the peer in `against`, or the count.

    ``None`` where our side, that peer or every peer was stopped."""
    goal: float | None
    against: str | None
    """The peer to which `figure` is the ratio; ``None`` for a count."""
    seconds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """All times of each side, ours first."""
    left_out: tuple[str, ...] = ()
    """Peers whose library is not here."""
    collector: str = "running"
    stopped: Mapping[str, float] = field(default_factory=dict)
    """Sides that took too long, with their limit in seconds. They have no times."""

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; ``None`` without a goal or without a figure."""
        return None if self.goal is None or self.figure is None else self.figure <= self.goal

    @property
    def medians(self) -> dict[str, float]:
        """The median seconds of each side, ours first."""
        return {side: median(times) for side, times in self.seconds.items()}

    @property
    def ratios(self) -> dict[str, float]:
        """Our median as a multiple of that of each peer."""
        if self.figure is None:
            return {}
        (_, ours), *peers = self.medians.items()
        return {peer: ours / theirs for peer, theirs in peers}


class DifferentAnswersError(Exception):
    """Two sides of a case do not give the same, so that their times mean nothing."""


class _TooLongError(BaseException):
    """A run took longer than it may. No ``except Exception`` of a side keeps it from us."""


def measure(
    case: Case | Count, *, repeats: int | None = None, clock: Callable[[], float] = perf_counter
) -> Measured:
    """Compare the answers of all sides with ours, then run the sides in turn and time them.

    Parameters
    ----------
    case
        What to measure.
    repeats
        How often each side runs; ``None`` is as often as the case says.
    clock
        What gives the time in seconds.

    Raises
    ------
    DifferentAnswersError
        A peer does not give what we give. Nothing has been timed.
    LookupError
        The peer that the goal names is not here.
    """
    if isinstance(case, Count):
        return Measured(case.name, case.what, case.figure(), case.goal, None)
    sides, left_out = _present(case)
    if case.prepare is not None:
        case.prepare()
    running = _compare(case, sides, clock)
    times = _in_turn(case, running, case.repeats if repeats is None else repeats, clock)
    mine, medians = next(iter(sides)), {side: median(taken) for side, taken in times.items()}
    # Where ours gave no answer in time, no peer was tried.
    tried = sides if running else (mine,)
    stopped = {side: case.limit for side in tried if side not in times}
    against = case.against or min(
        (side for side in medians if side != mine), key=medians.__getitem__, default=None
    )
    known = mine in medians and against in medians
    return Measured(
        case.name,
        case.what,
        medians[mine] / medians[against] if known and against else None,
        case.goal,
        against,
        {side: tuple(taken) for side, taken in times.items()},
        left_out,
        case.collector,
        stopped,
    )


def program(*arguments: str, python: str | None = None) -> Work:
    """Return the work of a Python process of its own, whose answer is what it prints.

    Parameters
    ----------
    *arguments
        What follows ``python`` on the command line.
    python
        Which Python; ``None`` is the one that runs this.

    Returns
    -------
    Work
        Raises ``CalledProcessError`` where the process does not end with 0.
    """
    line = [python or sys.executable, *arguments]
    return partial(_run, tuple(line))


def _run(line: tuple[str, ...]) -> bytes:
    done = subprocess.run(line, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    return done.stdout


def _present(case: Case) -> tuple[dict[str, Work], tuple[str, ...]]:
    """Return the sides whose modules are here, and the names of the others."""
    left_out = tuple(side for side, module in case.needs.items() if find_spec(module) is None)
    sides = {side: work for side, work in case.sides.items() if side not in left_out}
    if len(sides) < 2 or (case.against or next(iter(sides))) not in sides:
        raise LookupError(f"{case.name}: not here: {', '.join(left_out)}")
    return sides, left_out


def _compare(case: Case, sides: Mapping[str, Work], clock: Callable[[], float]) -> dict[str, Work]:
    """Return the sides that gave their answer in time; where ours did not, nothing can be timed."""
    (mine, ours), *peers = sides.items()
    try:
        answer = _within(case.limit, ours, clock)[0]
    except _TooLongError:
        return {}
    running = {mine: ours}
    for peer, work in peers:
        try:
            theirs = _within(case.limit, work, clock)[0]
        except _TooLongError:
            continue
        if not case.same(answer, theirs):
            raise DifferentAnswersError(f"{case.name}: the answer of {peer} is another one")
        running[peer] = work
    return running


def _in_turn(
    case: Case, running: dict[str, Work], repeats: int, clock: Callable[[], float]
) -> dict[str, list[float]]:
    """Return the times of each side; a side that takes too long once has none."""
    times: dict[str, list[float]] = {side: [] for side in running}
    start = clock()
    for turn in range(repeats):
        if turn and clock() - start >= case.enough:
            break
        for side in tuple(times):
            try:
                times[side].append(_timed(case, running[side], clock))
            except _TooLongError:
                del times[side]
    return times


def _within(limit: float, work: Work, clock: Callable[[], float]) -> tuple[object, float]:
    """Return the answer of one run and its seconds.

    The alarm stops what is written in Python. What is compiled cannot be stopped on its way, and
    is found too slow when it is done.

    Raises
    ------
    _TooLongError
        It took longer than `limit`.
    """
    with _alarm(limit):
        start = clock()
        answer = work()
        seconds = clock() - start
    if seconds > limit:
        raise _TooLongError
    return answer, seconds


@contextmanager
def _alarm(limit: float) -> Iterator[None]:
    """Stop what runs inside after so many seconds, where the system can (not on Windows)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _timed(case: Case, work: Work, clock: Callable[[], float]) -> float:
    """Return the seconds of one run, after the rubbish of earlier ones is gone.

    The answer is kept until the clock is read: to drop it is not part of the work.
    """
    gc.collect()
    if case.collector == "paused":
        gc.disable()
    try:
        return _within(case.limit, work, clock)[1]
    finally:
        gc.enable()


def table(found: Iterable[Measured]) -> str:
    """Return a table in Markdown: a line for each case, its ratio to each peer, its goal."""
    head = ("case", "what", "figure", "goal", "met", "other peers")
    rows = [head, ("---",) * len(head), *map(_cells, found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        for row in rows
    )


def obstacles(found: Iterable[Measured], known: Mapping[str, str]) -> str:
    """Return a list in Markdown: for each goal that is not reached what stands in its way.

    `known` has the obstacles by the names of the cases.
    """
    missed = (one for one in found if one.goal is not None and not one.met)
    return "\n".join(
        f"- `{one.name}`: {known.get(one.name, 'nobody has said what stands in the way.')}"
        for one in missed
    )


def _cells(one: Measured) -> tuple[str, ...]:
    others = [
        *(f"{ratio:.2f} × {peer}" for peer, ratio in _others(one).items()),
        *(f"{peer} not here" for peer in one.left_out),
        *(f"{side} stopped after {limit:g} s" for side, limit in one.stopped.items()),
    ]
    return (
        one.name,
        one.what,
        _figure(one),
        "" if one.goal is None else f"≤ {one.goal:,g}",
        {True: "yes", False: "no", None: ""}[one.met],
        ", ".join(others),
    )


def _figure(one: Measured) -> str:
    if one.figure is None:
        return "none"
    return f"{one.figure:.2f} × {one.against}" if one.against else f"{one.figure:,.0f}"


def _others(one: Measured) -> dict[str, float]:
    if one.against is None:
        return {}
    return {peer: ratio for peer, ratio in one.ratios.items() if peer != one.against}
