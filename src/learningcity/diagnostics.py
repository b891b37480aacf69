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
    """How much a problem matters: an error stops the reading, the others do not.

    See Also
    --------
    learningcity.Problem : has one.

    Examples
    --------
    >>> import learningcity
    >>> [str(severity) for severity in learningcity.Severity]
    ['error', 'warning', 'info']
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, for people and editors.

    ``line`` and ``column`` count from 1, columns in characters. Both are ``None`` where the whole
    file is meant, or where the data never were a file; then ``path`` says what they were.
    ``text`` is the line itself and ``length`` the number of characters to mark in it.

    See Also
    --------
    learningcity.Problem : has one.

    Examples
    --------
    >>> import learningcity
    >>> print(learningcity.Location("city.yaml", line=14, column=9))
    city.yaml:14:9
    """

    path: str
    """The file, as it was named; or what the data were."""
    line: int | None = None
    """The line, from 1."""
    column: int | None = None
    """The column, from 1, in characters."""
    length: int = 1
    """The number of characters to mark."""
    text: str | None = None
    """The line itself."""

    def __str__(self) -> str:
        """Return ``path:line:column``, as editors and terminals understand it."""
        parts = [self.path, self.line, self.column]
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a problem is about, such as the first of two equal ids."""

    message: str
    """What stands there."""
    location: Location
    """Where it is."""


@dataclass(frozen=True, slots=True)
class Problem:
    r"""One thing that is wrong, or doubtful, in what was read.

    ``code`` is stable and may be relied on; the wording is not. ``key`` is the way to the value in
    the data, such as ``initiatives/wolves-at-work/start``.

    See Also
    --------
    learningcity.check_city : finds them.
    learningcity.CheckResult : holds them.

    Examples
    --------
    >>> import learningcity
    >>> try:
    ...     learningcity.parse_city("format: learningcity/1\nctiy: {}")
    ... except learningcity.CityFileError as error:
    ...     problem = error.problems[0]
    >>> problem.code, problem.location.line
    ('unknown-key', 2)
    >>> str(problem.severity), problem.hint
    ('error', "did you mean 'city'?")
    """

    code: str
    """The stable name of the problem, such as ``unknown-reference``."""
    message: str
    """What is wrong, in words that may change."""
    location: Location
    """Where it is."""
    severity: Severity = Severity.ERROR
    """How grave it is."""
    hint: str | None = None
    """What to do; ``None`` where there is nothing to add."""
    related: tuple[Related, ...] = ()
    """Other places that it is about."""
    key: str | None = None
    """The way to the value in the data; ``None`` where it is about no value."""

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
