"""Reading: from text to values, from values to a city."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

import learningcity as lc
from benchmarks.bare import validate_bare
from benchmarks.generate import city_mapping, city_text
from benchmarks.runner import Case, Count
from learningcity.io.assembly import assemble
from learningcity.io.documents import Document, read_document
from learningcity.io.limits import DEFAULT_LIMITS
from learningcity.io.reader import CheckResult, check_documents, draft_of
from learningcity.io.shape import Shaped, shape
from learningcity.model.integrity import find_dangling

__all__ = ["cases"]

MEGABYTE = 2000
"""Initiatives whose text has about a million bytes."""


def cases() -> Iterator[Case | Count]:
    """Compare the reader with other parsers of YAML, and its entries with bare pydantic."""
    yield values("values-1mb", MEGABYTE, repeats=11)
    yield values("values-10mb", 10 * MEGABYTE, repeats=5)
    yield Case(
        "reading",
        "read and check wolverhampton, from its files to a city",
        {"ours": lambda: lc.open_example("wolverhampton"), "CSafeLoader": parse_example},
        same_city,
    )
    yield Case(
        "validation",
        f"entries checked one by one, {MEGABYTE:,} initiatives",
        {"ours": shaped, "bare pydantic": lambda: validate_bare(plain())},
        as_many,
        goal=1.2,
        collector="paused",
    )
    yield Case(
        "references",
        f"entries and their references checked, {MEGABYTE:,} initiatives",
        {"ours": referring, "bare pydantic": lambda: validate_bare(plain())},
        as_many,
        goal=1.2,
        collector="paused",
    )
    yield Case(
        "rules",
        f"entries, references and all doubts checked, {MEGABYTE:,} initiatives",
        {"ours": checked, "bare pydantic": lambda: validate_bare(plain())},
        as_many,
        collector="paused",
    )
    yield Count(
        "memory-city",
        "bytes kept for each initiative, with all other entries and the texts of the files",
        lambda: kept(lambda: lc.parse_city(city_text(MEGABYTE))) / MEGABYTE,
        goal=3100,
    )
    yield Count(
        "memory-entries",
        "the same without the texts",
        lambda: kept(lambda: lc.parse_city(city_text(MEGABYTE)).replace()) / MEGABYTE,
        goal=3100,
    )
    yield Count(
        "memory-bare",
        "the same in bare pydantic models",
        lambda: kept(lambda: validate_bare(city_mapping(MEGABYTE))) / MEGABYTE,
    )


@cache
def plain() -> dict[str, object]:
    """Return the plain data of about a million bytes of text."""
    return city_mapping(MEGABYTE)


@cache
def document() -> Document:
    """Return the same, as read."""
    return read_document(city_text(MEGABYTE), "city.yaml")


def shaped() -> list[Shaped]:
    """Check each entry for itself."""
    return [shape(record) for record in assemble([document()], "city", DEFAULT_LIMITS).records]


def referring() -> list[Shaped]:
    """Check each entry for itself, and that all references lead somewhere."""
    work = assemble([document()], "city", DEFAULT_LIMITS)
    entries = [shape(record) for record in work.records]
    draft = draft_of(work, entries, None)
    assert next(find_dangling(draft), None) is None
    return entries


def checked() -> CheckResult:
    """Check all entries and everything between them."""
    return check_documents([document()], "city", DEFAULT_LIMITS)


def as_many(ours: object, theirs: object) -> bool:
    """Return whether both sides made as many entries, and ours no error."""
    assert isinstance(theirs, dict)
    number = sum(map(len, theirs.values()))
    if isinstance(ours, CheckResult):
        city = ours.city
        return city is not None and number == sum(len(getattr(city, name)) for name in theirs)
    assert isinstance(ours, list)
    return len(ours) == number and all(one.entry is not None for one in ours)


def kept(work: Callable[[], object]) -> int:
    """Return the bytes that what some work gives keeps in memory, once all else is gone."""
    work()  # what only the first run makes is no part of it
    gc.collect()
    tracemalloc.start()
    answer = work()
    gc.collect()
    bytes_kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del answer
    return bytes_kept


def values(name: str, initiatives: int, *, repeats: int) -> Case:
    """Compare the reader's values with their places with the plain values of others."""

    @cache
    def text() -> str:
        return city_text(initiatives)

    def ours() -> Document:
        return read_document(text(), "city.yaml")

    def safe_loader() -> object:
        return yaml.load(text(), Loader=yaml.CSafeLoader)

    def ryaml() -> object:
        import ryaml

        return ryaml.loads(text())

    return Case(
        name,
        f"values with their places, {initiatives:,} initiatives",
        {"ours": ours, "CSafeLoader": safe_loader, "ryaml": ryaml},
        same_values,
        goal=0.25,
        against="CSafeLoader",
        needs={"ryaml": "ryaml"},
        repeats=repeats,
    )


def same_values(ours: object, theirs: object) -> bool:
    """Return whether a document without problems holds the values of another parser."""
    assert isinstance(ours, Document)
    return not ours.problems and ours.data == theirs


def parse_example() -> dict[str, int]:
    """Count the entries of the packaged city, with nothing checked."""
    counts: dict[str, int] = {}
    for text in example_texts():
        for key, value in yaml.load(text, Loader=yaml.CSafeLoader).items():
            counts[key] = counts.get(key, 0) + len(value)
    return counts


@cache
def example_texts() -> tuple[str, ...]:
    """Return the texts of the packaged city."""
    return tuple(yaml_texts(files("learningcity") / "data" / "wolverhampton"))


def yaml_texts(folder: Traversable) -> Iterator[str]:
    """Return the texts of all YAML files of a folder, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith((".yaml", ".yml")):
            yield entry.read_text(encoding="utf-8")


def same_city(city: object, counts: object) -> bool:
    """Return whether a city has as many entries as were counted."""
    assert isinstance(city, lc.City)
    assert isinstance(counts, dict)
    kinds = ("partners", "initiatives", "needs", "sources")
    return all(len(getattr(city, kind)) == counts[kind] for kind in kinds)
