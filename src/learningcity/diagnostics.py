"""Problems found in city files, as data.

A :class:`Problem` says what is wrong, where, what is expected and what to do. Readers collect
problems; they never stop at the first one. How problems are shown as text is in ``errors``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from learningcity.display import Absent, html_fields

__all__ = ["Location", "Problem", "Related", "Severity", "count_problems"]


class Severity(StrEnum):
    """How much a problem matters: an error stops the reading, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, for people and editors.

    ``line`` and ``column`` count from 1, columns in characters. Both are ``None`` where the whole
    file is meant, or where the data never were a file; then ``path`` says what they were.
    ``text`` is the line itself and ``length`` the number of characters to mark in it.
    """

    path: str
    line: int | None = None
    column: int | None = None
    length: int = 1
    text: str | None = None

    def __str__(self) -> str:
        """Return ``path:line:column``, as editors and terminals understand it."""
        parts = [self.path, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a problem is about, such as the first of two equal ids."""

    message: str
    location: Location


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or doubtful, in what was read.

    ``code`` is stable and may be relied on; the wording is not. ``key`` is the way to the value in
    the data, such as ``initiatives/wolves-at-work/start``.
    """

    code: str
    message: str
    location: Location
    severity: Severity = Severity.ERROR
    hint: str | None = None
    related: tuple[Related, ...] = ()
    key: str | None = None

    def to_record(self) -> dict[str, object]:
        """Return the problem as plain data, with the keys of the JSON output."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "path": self.location.path,
            "line": self.location.line,
            "column": self.location.column,
            "related": [
                {
                    "message": related.message,
                    "path": related.location.path,
                    "line": related.location.line,
                    "column": related.location.column,
                }
                for related in self.related
            ],
        }

    def _repr_html_(self) -> str:
        also = [f"{related.location}: {related.message}" for related in self.related]
        said = {
            "place": str(self.location),
            "line": self.location.text,
            "hint": self.hint,
            "also": also,
            "code": self.code,
        }
        fields = [
            (name, Absent("none") if value is None else value) for name, value in said.items()
        ]
        return html_fields(f"{self.severity}: {self.message}", fields)


def count_problems(problems: Iterable[Problem]) -> str:
    """Return the number of problems of each severity in words, such as ``2 errors, 1 warning``.

    Those of severity ``info`` are called notes.
    """
    found = [problem.severity for problem in problems]
    names = {severity: str(severity) for severity in Severity} | {Severity.INFO: "note"}
    counts = [(name, found.count(severity)) for severity, name in names.items()]
    words = [f"{n} {name}{'s' if n != 1 else ''}" for name, n in counts if n]
    return ", ".join(words) if words else "no problems"
