"""Measure the library against a known piece of work on the same machine.

Seconds differ from machine to machine; ratios differ little. So each case has two sides, A and B,
that run in turn (A B A B …), and the ratio of their medians is the figure. Where the two sides must
give the same, their results are compared before anything is timed.

    python -m benchmarks.run [--repeats 7] [CASE …]
"""

import argparse
import gc
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from statistics import median
from time import perf_counter

import yaml

import learningcity as lc
from benchmarks.generate import city_text
from benchmarks.networks import partnership, same_counts, shuffles, textbook_shuffles
from learningcity.io.documents import Document, read_document

EXAMPLE = "example:wolverhampton"
START = "from learningcity.cli import main; main()"


@dataclass(frozen=True)
class Case:
    """Two pieces of work, whose results must agree and whose times are compared."""

    name: str
    what: str
    ours: Callable[[], object]
    theirs: Callable[[], object]
    same: Callable[[object, object], bool]


def yaml_texts(folder: Traversable) -> list[str]:
    """Return the texts of all YAML files below a folder, in the order of their names."""
    texts = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            texts += yaml_texts(entry)
        elif entry.name.endswith((".yaml", ".yml")):
            texts.append(entry.read_text(encoding="utf-8"))
    return texts


def reading() -> Case:
    """Compare reading and checking a whole city with the plain parse of its text."""
    texts = yaml_texts(files("learningcity") / "data" / "wolverhampton")

    def parse() -> dict[str, int]:
        counts: dict[str, int] = {}
        for text in texts:
            for key, value in yaml.load(text, Loader=yaml.CSafeLoader).items():
                counts[key] = counts.get(key, 0) + len(value)
        return counts

    def same(city: object, counts: object) -> bool:
        assert isinstance(city, lc.City)
        assert isinstance(counts, dict)
        kinds = ("partners", "initiatives", "needs", "sources")
        return all(len(getattr(city, kind)) == counts[kind] for kind in kinds)

    what = "read and check the city / parse its text with CSafeLoader"
    return Case("reading", what, lambda: lc.open_example("wolverhampton"), parse, same)


def command(analysis: str) -> Case:
    """Compare the whole process of an analysis with that of a check."""

    def run(name: str) -> int:
        line = [sys.executable, "-c", START, name, EXAMPLE]
        done = subprocess.run(line, check=False, stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode

    what = f"process of `{analysis}` / process of `check`"
    return Case(
        analysis,
        what,
        lambda: run(analysis),
        lambda: run("check"),
        lambda ours, theirs: ours == theirs == 0,
    )


def city(count: int) -> str:
    """Return the text of a city of `count` partners and as many initiatives."""
    lines = ["format: learningcity/1", "city: {id: demo, name: Demo, as_of: 2025}", "partners:"]
    for n in range(count):
        lines += [f"  partner-{n}:", f"    name: Partner {n}", "    sector: public"]
    lines.append("initiatives:")
    for n in range(count):
        lines += [f"  initiative-{n}:", f"    name: Initiative {n}", "    places: [town]"]
        lines += ["    audiences: [adults]", f"    start: 20{n % 25:02}-01", f"    capacity: {n}"]
        lines.append(f"    partners: [{{partner: partner-{n}, role: lead}}]")
    return "\n".join(lines) + "\n"


def values(parts: int) -> Case:
    """Compare the reader's values with their places with the plain values of PyYAML."""
    text = city(parts)

    def same(ours: object, theirs: object) -> bool:
        assert isinstance(theirs, dict)
        assert isinstance(ours, Document)
        assert isinstance(ours.data, dict)
        return not ours.problems and list(ours.data["partners"]) == list(theirs["partners"])

    return Case(
        f"values-{len(text) // 1_000_000}mb",
        f"values with places / CSafeLoader, {len(text) / 1e6:.1f} MB",
        lambda: read_document(text, "city.yaml"),
        lambda: yaml.load(text, Loader=yaml.CSafeLoader),
        same,
    )


def large(analysis: Callable[[lc.City], object], initiatives: int) -> Case:
    """Compare an analysis of a large invented city with reading it."""
    text = city_text(initiatives)
    read = lc.parse_city(text)
    name = analysis.__name__
    return Case(
        f"{name}-{initiatives}",
        f"{name} of {initiatives} invented initiatives / reading their {len(text) / 1e6:.1f} MB",
        lambda: analysis(read),
        lambda: lc.parse_city(text),
        lambda ours, theirs: theirs == read,
    )


def null_samples(partners: int, initiatives: int, ties: int, samples: int) -> Case:
    """Compare random graphs that keep all counts with trades of sets."""
    found = partnership(partners, initiatives, ties)
    size = f"{partners} × {initiatives}, {ties} ties"
    return Case(
        f"nulls-{ties}",
        f"{samples} random graphs with the counts of {size} / curveball with sets (Strona 2014)",
        lambda: shuffles(found, samples),
        lambda: textbook_shuffles(found, samples),
        partial(same_counts, found, samples),
    )


CASES: dict[str, Callable[[], Case]] = {
    "reading": reading,
    "duplicates": partial(command, "duplicates"),
    "coverage": partial(command, "coverage"),
    "gaps": partial(command, "gaps"),
    "overview": partial(command, "overview"),
    "duplicates-5000": partial(large, lc.find_duplicates, 5000),
    "coverage-5000": partial(large, lc.need_coverage, 5000),
    "gaps-5000": partial(large, lc.find_gaps, 5000),
    "values-1mb": partial(values, 4_400),
    "values-10mb": partial(values, 43_000),
    "nulls-700": partial(null_samples, 300, 50, 700, 1000),
    "nulls-4000": partial(null_samples, 300, 50, 4000, 1000),
}


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that one call takes, after the rubbish of earlier ones is gone."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def measure(case: Case, repeats: int) -> tuple[float, float]:
    """Return the median seconds of both sides, run in turn."""
    if not case.same(case.ours(), case.theirs()):
        raise SystemExit(f"{case.name}: the two sides do not give the same")
    pairs = [(timed(case.ours), timed(case.theirs)) for _ in range(repeats)]
    return median(ours for ours, _ in pairs), median(theirs for _, theirs in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure speed as ratios on this machine.")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}")
    parser.add_argument("--repeats", type=int, default=7, help="times each side runs (7)")
    options = parser.parse_args()
    if unknown := sorted(set(options.cases) - set(CASES)):
        parser.error(f"no case {', '.join(unknown)}; there are {', '.join(CASES)}")
    for name in options.cases or CASES:
        case = CASES[name]()
        ours, theirs = measure(case, options.repeats)
        print(f"{name:<15} {ours / theirs:6.2f}   {case.what}")
        print(f"{'':<22}   {ours * 1000:.1f} ms / {theirs * 1000:.1f} ms")


if __name__ == "__main__":
    main()
