"""From documents to the entries of one city: what stands where, once, under a known key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from learningcity.diagnostics import Location, Problem, Related, Severity
from learningcity.io.documents import Document, Step
from learningcity.io.faults import LOST_KEY, UNREAD, UNSEEN
from learningcity.io.limits import Limits
from learningcity.model.city import FORMAT, SCENARIO_FORMAT
from learningcity.model.entities import CityHead, Part
from learningcity.model.kinds import KIND_OF_SECTION, KINDS, Kind
from learningcity.model.suggest import closest
from learningcity.model.values import quote

__all__ = ["Assembly", "Record", "assemble", "key_words", "problem_at", "records_in", "too_many"]

_TOP: Final = ("format", "city", *KIND_OF_SECTION)
_KEY_LIKE: Final = re.compile(r"""^[ \t]*(?:- +)?["']?([^\s:#"']+)["']?:""", re.MULTILINE)


@dataclass(slots=True)
class Record:
    """One entry as it stands in a document, not yet checked."""

    kind: Kind | None
    """Its kind; ``None`` for the part ``city:``."""
    key: str | int
    """Its id, or its number among the entries of its kind."""
    raw: object
    document: Document
    path: tuple[Step, ...]
    """Where it stands in the document."""

    @property
    def model(self) -> type[Part]:
        """The class by which it is checked."""
        return CityHead if self.kind is None else self.kind.entry

    @property
    def at(self) -> tuple[Step, ...]:
        """The way to it in the city as a whole."""
        return ("city",) if self.kind is None else (self.kind.section, self.key)

    @property
    def title(self) -> str:
        """What to call it in a message."""
        if self.kind is None:
            return "'city'"
        if not self.kind.keyed:
            return f"this {'statement' if self.kind.name == 'vision' else self.kind.name}"
        return f"{self.kind.name} {quote(self.key)}"

    def holds_more_than(self, limit: int) -> bool:
        """Return whether there are more than `limit` keys and values in it."""
        document = self.document
        if document.is_text and document.positions.largest(len(self.path)) <= limit:
            return False  # as it is for all but strange files
        waiting: list[object] = [self.raw]
        count = 0
        while waiting and count <= limit:
            value = waiting.pop()
            if isinstance(value, dict | list):
                count += len(value) * (1 + isinstance(value, dict))
                waiting += value.values() if isinstance(value, dict) else value
        return count > limit

    def problem(
        self,
        code: str,
        message: str,
        path: tuple[Step, ...] = (),
        *,
        hint: str | None = None,
        on: Literal["key", "value"] = "value",
        severity: Severity = Severity.ERROR,
        related: tuple[Related, ...] = (),
    ) -> Problem:
        """Return a problem at `path` inside this entry."""
        key = "/".join(map(str, (*self.at, *path)))
        location = self.document.locate((*self.path, *path), on=on)
        return problem_at(code, message, location, severity, hint, related, key)


@dataclass(slots=True)
class Assembly:
    """The entries of all documents, and what could not be put in its place."""

    head: Record | None = None
    """The part ``city:``."""
    records: list[Record] = field(default_factory=list)
    """The entries, in the order of the documents."""
    problems: list[Problem] = field(default_factory=list)
    unread: dict[str, set[str]] = field(
        default_factory=lambda: {kind.section: set() for kind in KINDS if kind.keyed}
    )
    """Ids, by section, that stand in the files though their entries could not be read."""
    lost: bool = False
    """Whether some part of the files could not be read at all."""


def too_many(limits: Limits) -> tuple[str, str]:
    """Return the code and the message of the end of a reading that has met too many problems."""
    return "too-many-problems", f"more than {limits.problems:,} problems, the rest is not read"


def key_words(document: Document) -> set[str]:
    """Return what may be keys of a document of which not all could be read."""
    return set(_KEY_LIKE.findall(document.text.replace(UNSEEN, "")))


def records_in(
    document: Document, kind: Kind, value: object, path: tuple[Step, ...], first: int = 0
) -> list[Record] | Problem:
    """Return the entries of a section, or what is wrong with the section as a whole.

    Parameters
    ----------
    document
        Where it stands.
    kind
        The kind of its entries.
    value
        What stands in it; nothing is no entries.
    path
        Where in the document.
    first
        The number of its first entry, where entries of this kind have no ids.
    """
    if value is None:
        return []
    if kind.keyed and isinstance(value, dict):
        keys = [key for key in value if key != LOST_KEY]
        return [Record(kind, key, value[key], document, (*path, key)) for key in keys]
    if not kind.keyed and isinstance(value, list):
        return [
            Record(kind, first + index, raw, document, (*path, index))
            for index, raw in enumerate(value)
        ]
    hint = f"start each {kind.name} with its id and a colon, its keys below it"
    expected = "an id before each entry"
    if not kind.keyed:
        hint, expected = "start each entry with '- '", "a list"
    message = f"{quote(kind.section)} needs {expected}, not {quote(value)}"
    key = "/".join(map(str, path))
    location = document.locate(path, on="key")
    return problem_at("wrong-shape", message, location, hint=hint, key=key)


def assemble(documents: Sequence[Document], name: str, limits: Limits) -> Assembly:
    """Return the entries that the documents hold together.

    Parameters
    ----------
    documents
        In the order in which they count.
    name
        What to call all of them together.
    limits
        How many problems are kept.

    Returns
    -------
    Assembly
        With every problem of the documents themselves, too.
    """
    work = _Work(name, limits, {kind.section: 0 for kind in KINDS if not kind.keyed})
    for document in documents:
        work.add(document)
    work.finish(documents)
    return work.result


@dataclass(slots=True)
class _Work:
    name: str
    limits: Limits
    counts: dict[str, int]
    result: Assembly = field(default_factory=Assembly)
    first: dict[tuple[Step, ...], Record] = field(default_factory=dict)
    formats: list[Document] = field(default_factory=list)
    strangers: list[Problem] = field(default_factory=list)
    """Unknown keys at the top of a document."""
    too_many: Problem | None = None
    meant: set[str] = field(default_factory=set)
    """Known keys that the unknown ones were probably meant to be."""
    empty: list[Document] = field(default_factory=list)
    known: bool = False
    """Whether any known key stands at the top of any document."""
    unusable: bool = False
    """Whether there is a document of which nothing can be used."""

    def add(self, document: Document) -> None:
        """Take the entries of one document."""
        result = self.result
        result.problems += document.problems
        if document.problems:
            self.lose(document)
        if not document.complete or document.data is UNREAD:
            self.unusable = True
            return
        data = document.data
        if data is None:
            self.empty.append(document)
            return
        if not isinstance(data, dict):
            what = quote(data) if isinstance(data, str) else "a list"
            message = f"a city file has keys such as 'city:' at its top, not {what}"
            location = document.locate()
            self.unusable = True
            self.lose(document)
            result.problems.append(problem_at("wrong-shape", message, location, hint=_FIRST_LINES))
            return
        said = data.get("format")
        if isinstance(said, str) and said.startswith(SCENARIO_FORMAT.partition("/")[0]):
            self._scenario(document, said)
            return
        for key, value in data.items():
            self._top(document, key, value)

    def _scenario(self, document: Document, said: str) -> None:
        """Refuse a scenario as a whole; it is no part of a city."""
        self.unusable = True
        message = f"the format {quote(said)} is that of a scenario, not of a city"
        hint = "keep it outside the city's folder, and give it with --scenario"
        location = document.locate(("format",))
        self.result.problems.append(
            problem_at("format-version", message, location, hint=hint, key="format")
        )

    def lose(self, document: Document, sections: Iterable[str] | None = None) -> None:
        """Remember what ids a document may have had where it could not be read."""
        self.result.lost = True
        words = key_words(document)
        for section in self.result.unread if sections is None else sections:
            self.result.unread.setdefault(section, set()).update(words)

    def _top(self, document: Document, key: str, value: object) -> None:
        if key == LOST_KEY:
            self.unusable = True  # it may have been any of them
            return
        if key not in _TOP:
            self._unknown(document, key, value)
            return
        self.known = True
        if key == "format":
            self._format(document, value)
        elif value is UNREAD:
            self.meant.add(key)
        elif key == "city":
            record = Record(None, "city", value, document, ("city",))
            if self.result.head is None:
                self.result.head = record
            else:
                self._repeated(document, "city", self.result.head.document)
        else:
            self._section(document, KIND_OF_SECTION[key], value)

    def _unknown(self, document: Document, key: str, value: object) -> None:
        if len(self.strangers) >= self.limits.problems:
            location = document.locate((key,), on="key")
            self.too_many = problem_at(*too_many(self.limits), location)
            return
        meant = closest(key, _TOP)
        if meant is not None:
            self.meant.add(meant)
        hint = f"did you mean '{meant}'?" if meant else f"keys here: {', '.join(_TOP)}"
        location = document.locate((key,), on="key")
        message = f"unknown key {quote(key)}"
        self.strangers.append(problem_at("unknown-key", message, location, hint=hint, key=key))
        if isinstance(value, dict):
            for section, ids in self.result.unread.items():
                if meant in {None, section}:
                    ids.update(value)

    def _format(self, document: Document, value: object) -> None:
        if self.formats:
            self._repeated(document, "format", self.formats[0])
        elif value is not UNREAD and value != FORMAT:
            message = f"the format {quote(value)} is not known here"
            hint = f"write 'format: {FORMAT}'"
            if isinstance(value, str) and re.fullmatch(r"learningcity/[0-9]+", value):
                hint = f"this version of learningcity reads {FORMAT}"
            location = document.locate(("format",))
            problem = problem_at("format-version", message, location, hint=hint, key="format")
            self.result.problems.append(problem)
        self.formats.append(document)

    def _repeated(self, document: Document, key: str, first: Document) -> None:
        location = document.locate((key,), on="key")
        related = (Related("it is here first", first.locate((key,), on="key")),)
        code = "repeated-city" if key == "city" else "repeated-format"
        self.result.problems.append(
            problem_at(
                code,
                f"'{key}:' is there twice",
                location,
                hint="keep one of the two",
                related=related,
                key=key,
            )
        )

    def _section(self, document: Document, kind: Kind, value: object) -> None:
        found = records_in(document, kind, value, (kind.section,), self.counts.get(kind.section, 0))
        if isinstance(found, Problem):
            self.result.problems.append(found)
            self.lose(document, [kind.section])
            return
        if not kind.keyed:
            self.counts[kind.section] += len(found)
        for record in found:
            self._record(record)

    def _record(self, record: Record) -> None:
        first = self.first.setdefault(record.at, record) if isinstance(record.key, str) else record
        if first is not record:
            related = (Related("it is here first", first.document.locate(first.path, on="key")),)
            message = f"the id {quote(record.key)} is there twice"
            hint = "give one of the two another id, or keep one"
            self.result.problems.append(
                record.problem("duplicate-id", message, hint=hint, on="key", related=related)
            )
            self.result.lost = True
            return
        self.result.records.append(record)

    def finish(self, documents: Sequence[Document]) -> None:
        """Report what is missing from all documents together."""
        result = self.result
        problems = result.problems
        whole = Location(self.name)
        if self.empty and len(self.empty) == len(documents):
            problems.append(problem_at("empty", _NOTHING, whole, hint=_FIRST_LINES))
            return
        for document in self.empty:
            location = Location(document.path)
            hint = "write in it, or delete it"
            problems.append(problem_at("empty", _NOTHING, location, Severity.WARNING, hint))
        if not self.known and not self.unusable and not self.meant & {"city", "format"}:
            message = "this is not a city: there is no 'city:'"
            problems.append(problem_at("missing-city", message, whole, hint=_FIRST_LINES))
            return
        problems += self.strangers
        if self.too_many is not None:
            problems.append(self.too_many)
        result.lost = result.lost or bool(self.strangers)
        if self.unusable:
            return
        if result.head is None and "city" not in self.meant:
            hint = "add 'city:' with id, name and as_of"
            if not self.formats:
                hint += f", and above it 'format: {FORMAT}'"
            problems.append(problem_at("missing-city", "there is no 'city:'", whole, hint=hint))
        elif not self.formats and "format" not in self.meant:
            head = result.head.document.path if result.head is not None else self.name
            hint = f"add 'format: {FORMAT}' as the first line"
            message = "there is no 'format:'"
            problems.append(problem_at("missing-format", message, Location(head), hint=hint))


_NOTHING: Final = "there is nothing here, or only comments"
_FIRST_LINES: Final = f"a city file starts with 'format: {FORMAT}' and 'city:'"


def problem_at(
    code: str,
    message: str,
    location: Location,
    severity: Severity = Severity.ERROR,
    hint: str | None = None,
    related: tuple[Related, ...] = (),
    key: str | None = None,
) -> Problem:
    """Return a problem; where there are no lines, its message says where it is."""
    if location.line is None and key is not None:
        message = f"{key}: {message}"
    return Problem(code, message, location, severity, hint, related, key)
