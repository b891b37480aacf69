"""The report and the network: whole processes beside a check, and the report of large cities."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import learningcity as lc
from benchmarks.generate import city_text
from benchmarks.runner import Case, Count
from benchmarks.start import command
from learningcity.report.write import render_report

__all__ = ["cases"]


def cases() -> Iterator[Case | Count]:
    """Compare commands on the packaged cities with a check, and measure invented cities."""
    for city in ("wolverhampton", "gwangmyeong"):
        yield beside_check("report", city, goal=3.0)
        yield beside_check("network", city)
    for initiatives in (1000, 5000):
        yield beside_reading(initiatives)
    yield Count(
        "report-5000-characters",
        "characters in the report of 5,000 invented initiatives",
        lambda: len(render_report(made(5000))),
        2_000_000,
    )


def beside_check(name: str, city: str, *, goal: float | None = None) -> Case:
    """Compare the whole process of a command with that of `check` on the same city."""
    example = f"example:{city}"

    def work() -> object:
        if name != "report":
            return command(name, example)()
        with TemporaryDirectory() as folder:
            return command(name, example, "-o", str(Path(folder) / "report.html"))()

    return Case(
        f"{name}-{city}",
        f"`{name} {city}`, whole process",
        {"ours": work, "`check`": command("check", example)},
        lambda ours, theirs: bool(ours) and bool(theirs),
        goal=goal,
        repeats=5,
    )


@cache
def text(initiatives: int) -> str:
    """Return the text of an invented city."""
    return city_text(initiatives)


@cache
def made(initiatives: int) -> lc.City:
    """Return an invented city."""
    return lc.parse_city(text(initiatives))


def beside_reading(initiatives: int) -> Case:
    """Compare the report of a large invented city with reading it."""
    return Case(
        f"report-{initiatives}",
        f"the report, {initiatives:,} initiatives",
        {
            "ours": lambda: render_report(made(initiatives)),
            "reading": lambda: lc.parse_city(text(initiatives)),
        },
        lambda _, read: read == made(initiatives),
        repeats=3,
    )
