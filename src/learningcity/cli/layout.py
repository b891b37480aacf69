"""Tables and paragraphs that fit a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from shlex import join
from textwrap import fill

from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences.words import entry_name
from learningcity.cli.options import scenario_given
from learningcity.cli.table import drawn
from learningcity.display import printable
from learningcity.model.city import City

__all__ = [
    "WIDTH",
    "entry",
    "first_of",
    "head",
    "line_named",
    "named",
    "paragraph",
    "placed",
    "read_on",
    "rest",
    "supposed",
    "table",
    "title",
    "typed",
    "where",
]

WIDTH = 100
"""How many columns a text fits."""


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], flexible: int, *, gap: int = 1
) -> str:
    """Return a table that fits the width; the column of index `flexible` takes what is left.

    `gap` lines stand empty between rows.
    """
    rows = [columns, *rows]
    harmless = [[_harmless(cell) for cell in row] for row in rows]
    return drawn(harmless, flexible, width=WIDTH, gap=gap)


def _harmless(cell: str) -> str:
    """Return what stands in a cell, each of its lines made harmless."""
    return "\n".join(map(printable, cell.split("\n")))


def paragraph(text: str, indent: str = "") -> str:
    """Return `text` made harmless and broken into lines that fit the width."""
    return _filled(printable(text), WIDTH, indent, indent and indent * 2)


def _filled(text: str, width: int, first: str, rest: str) -> str:
    lines = fill(
        "".join(c + _FILLER if _is_wide(c) else c for c in text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines.replace(_FILLER, "")


_FILLER = "\0"
"""The second column of a wide letter while columns are counted. No harmless text has it."""


def _is_wide(character: str) -> bool:
    """Return whether a letter, such as a Korean one, takes two columns of a terminal."""
    return unicodedata.east_asian_width(character) in ("W", "F")


def where(city: City, reference: str, *path: str | int) -> str:
    """Return ``file:line`` of an entry or a value in it, or nothing where it was never a file.

    It is harmless for a terminal, however the file is called.
    """
    location = city.origins.locate(reference, *path)
    return "" if location is None else printable(f"{location.path}:{location.line}")


def entry(name: str, kind: str, key: object, city: City | None, more: str = "") -> str:
    """Return the name of an entry for a cell; below it its id, and where it stands in the files.

    `more` follows the name. What has no other name than its id, and no place, is the id alone.
    """
    below = placed(kind, key, city)
    return f"{name}{more}" if below == name else f"{name}{more}\n  {below}"


def named(city: City, kind: str, key: str, more: str = "") -> str:
    """Return the name of an entry of a city for a cell; below it its id, and where it stands."""
    return entry(entry_name(city, f"{kind}:{key}"), kind, key, city, more)


def line_named(city: City, line: str) -> str:
    """Return a funding line, given as ``INITIATIVE/LINE``, with its initiative and its place."""
    initiative_id, _, line_id = line.partition("/")
    name = entry_name(city, f"initiative:{initiative_id}")
    place = where(city, f"initiative:{initiative_id}", "funding", line_id)
    return "  ".join(filter(None, (f"{name}: {line}", place)))


def placed(kind: str, key: object, city: City | None) -> str:
    """Return the id of an entry, and where it stands in the files as far as that is known."""
    place = "" if city is None else where(city, f"{kind}:{key}")
    return "  ".join(filter(None, (str(key), place)))


def read_on(parameters: Parameters) -> str:
    """Return on which day the city was read, in words."""
    return "over all time" if parameters.on is None else f"on {parameters.on}"


def head(city: City, found: Result[Row, Parameters]) -> str:
    """Return what stands above a table: the city and the day, and the summary."""
    return f"{paragraph(title(city, found.parameters))}\n{paragraph(found.summary())}"


def title(city: City, parameters: Parameters) -> str:
    """Return the name of the city, the day on which it was read, and what was supposed."""
    name = city.name.in_language(city.language)
    return f"{name}, read {read_on(parameters)}{supposed(city)}"


def supposed(city: City) -> str:
    """Return what was supposed of a city, to be read after its name, or nothing."""
    names = [name.in_language(city.language) for _, name in city.origins.scenarios]
    return f", what if: {'; '.join(names)}" if names else ""


def typed(path: str) -> str:
    """Return what to type to have the same city again: the path, and the scenario if one is on.

    A shell takes each for one word, and it is harmless for a terminal.
    """
    scenario = scenario_given()
    words = [path] if scenario is None else [path, "--scenario", scenario]
    return printable(join(words))


def rest(shown: int, total: int) -> list[str]:
    """Return a line that says how many rows are not shown, if any."""
    return [f"… and {total - shown} more: --limit 0 shows all"] if total > shown else []


def first_of(limit: int, total: int) -> int:
    """Return how many of `total` rows a limit lets through; 0 lets all through."""
    return total if limit == 0 else min(limit, total)
