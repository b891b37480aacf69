"""The small values of which a report is made."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

__all__ = [
    "Download",
    "Mention",
    "Note",
    "Reasoning",
    "Said",
    "Table",
    "csv_download",
    "link_of",
    "shown",
]

_BOM = "\ufeff"
"""What tells a spreadsheet program that a CSV file is UTF-8."""

_PLAIN = ",;:/+=()!*@?$"
"""Signs that need no escape in an address of data, nor in a quoted attribute."""


@dataclass(frozen=True)
class Said:
    """A text that is not the report's own: from the files, or a sentence of an analysis."""

    text: str
    """The text, with nothing in it that acts on its surroundings."""
    language: str | None = None
    """Its language where that is not the report's."""


@dataclass(frozen=True)
class Mention:
    """A thing of the city, named."""

    name: Said
    """What it is called."""
    reference: str
    """What it is, such as ``initiative:wolves-at-work``."""
    place: str
    """Where it stands, as ``file:line``; empty where it was never a file."""
    notes: tuple[int, ...] = ()
    """The numbers of its sources, where they are shown."""

    @property
    def anchor(self) -> str:
        """The id of the part of the page that is about it."""
        return self.reference.replace(":", "-")


@dataclass(frozen=True)
class Note:
    """A source, as the list of sources gives it."""

    number: int
    """The number by which the page refers to it."""
    title: Said
    """Its title."""
    details: tuple[Said, ...]
    """Its publisher and date, as far as they are recorded."""
    href: str | None
    """Its address; ``None`` where there is none that is safe to follow."""
    place: str
    """Where it stands in the files."""


@dataclass(frozen=True)
class Reasoning:
    """Why a finding is there: the steps, each with the places it rests on."""

    steps: tuple[tuple[Said, tuple[str, ...]], ...]
    """The steps, and where in the files stands what they read."""
    overturns: tuple[Said, ...]
    """What would overturn the finding."""


@dataclass(frozen=True)
class Download:
    """A table to save, inside the page."""

    name: str
    """The name of the file."""
    href: str
    """Its content, as an address."""


@dataclass(frozen=True)
class Table:
    """A table of words: a caption, the heads of the columns, and rows whose first cell is a head.

    Cells are texts of the report, what others said, or things of the city.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Said | Mention, ...], ...]
    numeric: frozenset[int] = field(default_factory=frozenset)
    """The columns that hold numbers."""


def csv_download(name: str, text: str) -> Download:
    """Return CSV text as a file to save from the page; it works without a script."""
    content = (_BOM + text).encode()
    quoted = f"data:text/csv;charset=utf-8,{quote(content, safe=_PLAIN)}"
    packed = f"data:text/csv;charset=utf-8;base64,{b64encode(content).decode()}"
    return Download(f"{name}.csv", min(quoted, packed, key=len))


def link_of(url: str | None) -> str | None:
    """Return an address if it is one to follow: of a page, or of a letter box."""
    if url is None or urlsplit(url).scheme.lower() not in ("http", "https", "mailto"):
        return None
    return url


def shown(rows: Sequence[object], most: int) -> int:
    """Return how many rows are left out where only `most` are shown."""
    return max(0, len(rows) - most)
