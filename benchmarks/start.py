"""Start: whole processes, from nothing to the answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import city_text
from benchmarks.runner import Case, Work, program

__all__ = ["cases"]

PYTHON = os.environ.get("LEARNINGCITY_PYTHON")
"""The Python of an environment that holds the library alone, as its users have it. Others are
slower to start: an editable install and many packages beside it are searched at each import."""
COMMAND = "from learningcity.__main__ import run; run()"
EXAMPLE = "example:wolverhampton"
LANTERNPORT = "example:lanternport"
SMALL = 12
"""Initiatives of the small file."""


def cases() -> Iterator[Case]:
    """Compare processes with a Python that does nothing, and analyses with `check`."""
    yield Case(
        "import",
        "`import learningcity`",
        {"ours": code("import learningcity"), "bare python": code("pass")},
        goal=1.5,
        against="bare python",
        repeats=21,
    )
    yield from (
        Case(
            name,
            f"`{shown}`",
            {"ours": work, "bare python": code("pass"), "import click": code("import click")},
            has_answered,
            goal=goal,
            against="bare python",
            repeats=21,
        )
        for name, shown, work, goal in (
            ("help", "--help", command("--help"), 4.5),
            ("check-small", f"check FILE, {SMALL} initiatives", check_small, 25),
            ("check-lanternport", "check lanternport", command("check", LANTERNPORT), 25),
            ("check", "check wolverhampton", command("check", EXAMPLE), 30),
        )
    )
    for analysis, goal in (
        ("duplicates", 1.3),
        ("coverage", 1.3),
        ("gaps", 1.3),
        ("overview", None),
    ):
        yield Case(
            analysis,
            f"`{analysis} wolverhampton`",
            {"ours": command(analysis, EXAMPLE), "check": command("check", EXAMPLE)},
            both_answer,
            goal=goal,
            repeats=15,
        )


def code(text: str) -> Work:
    """Return the work of a Python that runs this text, and looks for no module where it starts."""
    return program("-P", "-c", text, python=PYTHON)


def command(*arguments: str) -> Work:
    """Return the work of the command with these arguments."""
    return program("-P", "-c", COMMAND, *arguments, python=PYTHON)


def check_small() -> object:
    """Check a file of a few initiatives."""
    return command("check", str(small_file()))()


@cache
def folder() -> TemporaryDirectory[str]:
    """Return a folder that is there while this process runs."""
    return TemporaryDirectory()


@cache
def small_file() -> Path:
    """Write the small file."""
    path = Path(folder().name) / "city.yaml"
    path.write_text(city_text(SMALL), encoding="utf-8")
    return path


def has_answered(ours: object, theirs: object) -> bool:
    """Return whether our process said something and the other, which only starts, nothing."""
    return bool(ours) and not theirs


def both_answer(ours: object, theirs: object) -> bool:
    """Return whether both processes said something. Both ended with 0, or there were no answer."""
    return bool(ours) and bool(theirs)
