"""Reading: from text to values, from values to a city."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

import learningcity as lc
from benchmarks.generate import city_text
from benchmarks.runner import Case
from learningcity.io.documents import Document, read_document

__all__ = ["cases"]

MEGABYTE = 2000
"""Initiatives whose text has about a million bytes."""


def cases() -> Iterator[Case]:
    """Compare the reader with other parsers of YAML."""
    yield values("values-1mb", MEGABYTE, repeats=11)
    yield values("values-10mb", 10 * MEGABYTE, repeats=5)
    yield Case(
        "reading",
        "read and check wolverhampton, from its files to a city",
        {"ours": lambda: lc.open_example("wolverhampton"), "CSafeLoader": parse_example},
        same_city,
    )


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
