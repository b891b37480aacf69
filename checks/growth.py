"""Measure how time and memory grow with the input, and what bombs cost.

    python -m checks.growth [growth] [bombs] [memory]

Every figure is taken in a process of its own, forked from one that has read a city before. Needs
Linux. Ends with 1 if a promise of the page "What is promised" does not hold: time at most 2.3 times
when the input doubles, bombs under 50 ms and 20 MB, memory at most 35 times the bytes plus 100 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from checks.shapes import BOMBS, SHAPES
from learningcity.errors import CityFileError
from learningcity.io.reader import parse_city

GROWTH = 2.3
BOMB_SECONDS, BOMB_MEGABYTES = 0.05, 20.0
TIMES, PLUS_MEGABYTES = 35, 100.0


def read(text: str) -> None:
    """Read a text to the end, whatever it is."""
    with suppress(CityFileError):
        parse_city(text)


def calls(text: str) -> int:
    """Return how many functions are called, in Python and in C, to read a text."""
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


def megabytes(name: str) -> float:
    """Return a figure of this process's memory, such as its peak, ``VmHWM``."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def cost(text: str) -> tuple[float, float]:
    """Return the seconds, and the megabytes above what was there before, that a text takes."""
    before = megabytes("VmRSS")
    start = time.perf_counter()
    read(text)
    seconds = time.perf_counter() - start
    return seconds, max(0.0, megabytes("VmHWM") - before)


def forked(work: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """Return what `work` gives in a forked process."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            os.write(writer, json.dumps(work()).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if not said:
        raise RuntimeError("the forked process died")
    seconds, more = json.loads(said)
    return seconds, more


def best(text: str, repeats: int) -> float:
    """Return the least seconds of several readings."""
    return min(forked(lambda: cost(text))[0] for _ in range(repeats))


def growth(*, small: bool) -> list[str]:
    """Return the shapes for which doubling the input takes too long."""
    repeats = 1 if small else 5
    failed = []
    for name, shape in SHAPES.items():
        parts = 4_000
        while best(shape(parts), 1) < 0.1 and parts < 500_000:
            parts *= 2
        once, twice = best(shape(parts), repeats), best(shape(2 * parts), repeats)
        print(f"{name:<28} {twice / once:5.2f}   {once * 1000:7.0f} ms for {len(shape(parts)):,}")
        if twice / once > GROWTH and once > 0.02:
            failed.append(name)
    return failed


def bombs(*, small: bool) -> list[str]:
    """Return the bombs that cost too much."""
    failed = []
    for name, text in BOMBS.items():
        seconds = best(text, 3)
        more = forked(lambda text=text: cost(text))[1]  # type: ignore[misc]  # a bound default
        print(f"{name:<28} {seconds * 1000:5.1f} ms {more:5.1f} MB for {len(text):,} bytes")
        if (seconds > BOMB_SECONDS and not small) or more > BOMB_MEGABYTES:
            failed.append(name)
    return failed


def too_much(text: str) -> tuple[float, float]:
    """Return the megabytes that a text takes, and how many it may take."""
    more = forked(lambda: cost(text))[1]
    return more, TIMES * len(text.encode()) / 1e6 + PLUS_MEGABYTES


def memory(*, small: bool) -> list[str]:
    """Return the shapes that take too much memory."""
    characters = 150_000 if small else 2_000_000
    failed = []
    for name, shape in SHAPES.items():
        parts = characters * 1000 // len(shape(1000))
        text = shape(parts)
        more, allowed = too_much(text)
        print(f"{name:<28} {more:5.0f} MB of {allowed:.0f} for {len(text) / 1e6:.1f} MB")
        if more > allowed:
            failed.append(name)
    return failed


MEASURES = {"growth": growth, "bombs": bombs, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure growth, bombs and memory.")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--small", action="store_true", help="little input, and no timing of bombs")
    options = parser.parse_args()
    if unknown := set(options.measures) - set(MEASURES):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    read(SHAPES["sound city"](100))
    failed = [
        f"{name}: {what}"
        for name in options.measures or MEASURES
        for what in MEASURES[name](small=options.small)
    ]
    for line in failed:
        print(f"FAILED {line}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
