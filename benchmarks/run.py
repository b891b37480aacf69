"""Measure the library against known pieces of work on the same machine, as ratios.

    python -m benchmarks.run [--repeats N] [--json FILE] [--page FILE] [AREA or CASE …]

An area is a module of this folder with a function ``cases``. Each case is measured in a process of
its own, so that what one leaves in memory slows no other.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import active_children, get_context
from pathlib import Path
from pkgutil import iter_modules

from benchmarks.obstacles import OBSTACLES
from benchmarks.runner import (
    Case,
    Count,
    DifferentAnswersError,
    Measured,
    measure,
    obstacles,
    table,
)

__all__ = ["main"]

FIRST = ("start", "reading")
"""Areas that are shown before the others, which follow in the order of their names."""
LIBRARIES = (
    "learningcity",
    *("click", "networkx", "numpy", "pydantic", "PyYAML"),
    *("duckdb", "igraph", "msgspec", "networkit", "pandas", "polars", "rustworkx", "ryaml"),
    *("scikit-learn", "scipy"),
)
LONGEST = 150
"""The seconds after which the process of a case is ended, whatever it does: compiled code does not
hear the alarm of a single run."""
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")
"""What stands around the tables on the page that shows them."""


class StoppedError(Exception):
    """A case did not end in time."""


def areas() -> dict[str, str]:
    """Return the name of each area with its title, in the order in which they are shown."""
    package = import_module("benchmarks")
    found = {}
    for name in sorted(module.name for module in iter_modules(package.__path__)):
        if name not in ("bare", "generate", "obstacles", "run", "runner"):
            module = import_module(f"benchmarks.{name}")
            if hasattr(module, "cases"):
                found[name] = str(module.__doc__).partition(".")[0]
    first = {name: found.pop(name) for name in FIRST}
    return {**first, **found}


def cases(area: str) -> Iterator[Case | Count]:
    """Return the cases of an area."""
    yield from import_module(f"benchmarks.{area}").cases()


def measured(area: str, name: str, repeats: int | None) -> Measured:
    """Return what a case of an area gives."""
    return measure(next(case for case in cases(area) if case.name == name), repeats=repeats)


def alone(area: str, name: str, repeats: int | None) -> Measured:
    """Return what a case gives in a process of its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        waiting = pool.submit(measured, area, name, repeats)
        try:
            return waiting.result(timeout=LONGEST)
        except TimeoutError:
            for child in active_children():
                child.kill()
            raise StoppedError(f"{name}: stopped after {LONGEST} s") from None


def chosen(wanted: Sequence[str]) -> list[tuple[str, str]]:
    """Return area and name of each case that is wanted, by its name or by that of its area.

    Raises
    ------
    LookupError
        Something is wanted that is not there.
    """
    every = [(area, case.name) for area in areas() for case in cases(area)]
    known = dict.fromkeys(word for pair in every for word in pair)
    unknown = [word for word in wanted if word not in known]
    if unknown:
        raise LookupError(f"no case {', '.join(unknown)}; there are {', '.join(known)}")
    return [pair for pair in every if not wanted or not set(wanted).isdisjoint(pair)]


def machine() -> dict[str, object]:
    """Return on what is measured."""
    libraries = {}
    for name in LIBRARIES:
        try:
            libraries[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "libraries": libraries,
        "date": datetime.now(UTC).date().isoformat(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())


def as_json(where: dict[str, object], found: Iterable[tuple[str, Measured]]) -> str:
    """Return everything that was measured, with the time of each single run."""
    rows = [
        {
            "area": area,
            "case": one.name,
            "what": one.what,
            "figure": one.figure,
            "against": one.against,
            "goal": one.goal,
            "met": one.met,
            "collector": one.collector,
            "left_out": one.left_out,
            "stopped": one.stopped,
            "sides": {
                side: {"median": one.medians[side], "seconds": times}
                for side, times in one.seconds.items()
            },
        }
        for area, one in found
    ]
    return json.dumps({"machine": where, "cases": rows}, indent=1, ensure_ascii=False) + "\n"


def as_text(where: dict[str, object], found: Sequence[tuple[str, Measured]]) -> str:
    """Return the tables, a section for each area, in Markdown."""
    libraries = where["libraries"]
    assert isinstance(libraries, dict)
    versions = ", ".join(f"{name} {number}" for name, number in libraries.items())
    lines = [
        f"Measured on {where['date']}: {where['cores']} cores of {where['processor']}, "
        f"{where['system']}, {where['python']}. {versions}.",
    ]
    for area, title in areas().items():
        rows = [one for other, one in found if other == area]
        if rows:
            lines += ["", f"### {title}", "", table(rows)]
            if missed := obstacles(rows, OBSTACLES):
                lines += ["", "Missed:", "", missed]
    return "\n".join(lines) + "\n"


def put_into(page: Path, text: str) -> None:
    """Put the tables into a page, between its marks."""
    begin, end = MARKS
    before, _, rest = page.read_text(encoding="utf-8").partition(begin)
    _, mark, after = rest.partition(end)
    if not mark:
        raise SystemExit(f"{page} lacks the marks {begin} and {end}")
    page.write_text(f"{before}{begin}\n\n{text}\n{end}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure speed as ratios on this machine.")
    parser.add_argument("wanted", nargs="*", metavar="AREA or CASE", help="what to measure (all)")
    parser.add_argument("--repeats", type=int, help="how often each side runs (as the case says)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all times there")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the tables into this page")
    options = parser.parse_args()
    try:
        pairs = chosen(options.wanted)
    except LookupError as error:
        parser.error(str(error.args[0]))
    found: list[tuple[str, Measured]] = []
    failed: list[str] = []
    for area, name in pairs:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            found.append((area, alone(area, name, options.repeats)))
        except (DifferentAnswersError, LookupError, StoppedError) as error:
            failed.append(str(error.args[0]))
    where = machine()
    text = as_text(where, found)
    print(text)
    if options.json:
        options.json.write_text(as_json(where, found), encoding="utf-8")
    if options.page:
        put_into(options.page, text)
    if failed:
        sys.exit("\n".join(f"not measured: {line}" for line in failed))


if __name__ == "__main__":
    main()
