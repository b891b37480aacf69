"""Reading a city: from a file, a folder, a text or plain data to a city with all its problems."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from learningcity.diagnostics import Location, Problem, Related, Severity, count_problems
from learningcity.display import printable
from learningcity.errors import CityFileError, html_problems, render_problems
from learningcity.io.assembly import Assembly, Record, assemble, too_many
from learningcity.io.documents import Document, Step, read_document
from learningcity.io.folders import find_files, shown_path
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.shape import Shaped, shape
from learningcity.io.yaml_events import paused_gc
from learningcity.model.city import City, Origins
from learningcity.model.entities import CityHead, Entry
from learningcity.model.integrity import Draft, Fault, find_faults
from learningcity.model.kinds import KIND_OF_NAME, KINDS
from learningcity.model.sound import forget_values

__all__ = [
    "CheckResult",
    "FileOrigins",
    "Problems",
    "check_city",
    "check_documents",
    "check_texts",
    "city_from_mapping",
    "draft_of",
    "in_file_order",
    "let_go",
    "only_follows",
    "parse_city",
    "read_city",
]

_HOLLOW: Final = frozenset(
    {"priority-without-initiative", "partner-without-role", "money-without-period"}
)
"""Doubts about what no other entry says; they cannot be told where entries could not be read, or
name what is not there."""

_BESIDE: Final = "unread-file"
"""Said of a file that is no part of the city: it hides no fault of the files that are."""

_ABSENT: Final = "money-without-currency"
"""What a sum of money lacks; it cannot be told where something beside it is faulty."""

_HIDDEN: Final = "control-character"


class Problems(ABC):
    """What can be asked of anything that has problems."""

    __slots__ = ()

    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether there are no errors; warnings do not count."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a city from being read."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that are only doubtful."""
        return tuple(p for p in self.problems if p.severity is Severity.WARNING)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What would make the findings firmer, though nothing is wrong with it."""
        return tuple(p for p in self.problems if p.severity is Severity.INFO)

    def to_records(self) -> list[dict[str, object]]:
        """Return the problems as plain data, with the keys of the JSON output."""
        return [problem.to_record() for problem in self.problems]

    @abstractmethod
    def summary(self) -> str:
        """Return one sentence."""

    def _repr_html_(self) -> str:
        return html_problems(self.summary(), self.problems)


@dataclass(frozen=True, slots=True)
class CheckResult(Problems):
    """What reading a city found.

    See Also
    --------
    learningcity.check_city : gives it.

    Examples
    --------
    >>> import learningcity
    >>> files = learningcity.new_city("my-city", name="Riverton")
    >>> found = learningcity.check_city("my-city")
    >>> found.ok, found.city.id
    (True, 'riverton')
    >>> sorted({problem.code for problem in found.warnings})
    ['initiative-undescribed', 'need-without-date', 'need-without-source',
    'partner-without-role', 'priority-without-initiative', 'priority-without-owner']
    """

    name: str
    """What was read: the path of a file or folder, or a name."""
    problems: tuple[Problem, ...]
    """Everything that is wrong or doubtful, in file order."""
    city: City | None
    """The city, or ``None`` where there are errors."""

    def __str__(self) -> str:
        """Return all problems as text, each with its place, or that there are none."""
        return render_problems(self.problems) if self.problems else printable(self.summary())

    def summary(self) -> str:
        """Return one sentence."""
        return f"{self.name}: {count_problems(self.problems)}"


class FileOrigins(Origins):
    """Where the entries of a city stand in its files.

    Parameters
    ----------
    documents
        The files, all of which could be read.
    work
        What was read in them.
    limits
        How much they may hold.
    """

    def __init__(self, documents: Sequence[Document], work: Assembly, limits: Limits) -> None:
        self._documents = tuple(documents)
        self._limits = limits
        self._read: dict[tuple[Step, ...], Record] | None = _by_way(work)

    def let_go(self) -> None:
        """Keep the texts of the files, and not what was read in them.

        Values and places take several times the memory of the text, and most cities are never
        asked for a place. They are read again when the first one is asked for.
        """
        if all(document.is_text for document in self._documents):
            self._documents = tuple(Document(each.path, each.text) for each in self._documents)
            self._read = None

    def _records(self) -> dict[tuple[Step, ...], Record]:
        if self._read is None:
            documents = [document.read_again(self._limits) for document in self._documents]
            self._read = _by_way(assemble(documents, "", self._limits))
        return self._read

    def locate(self, reference: str, *path: str | int) -> Location | None:
        """Return the place of an entry, or of a value in it, or ``None`` if it is not there.

        Parameters
        ----------
        reference
            The entry, such as ``initiative:wolves-at-work``, ``tie:0``, or ``city:`` and the id.
        *path
            The way to a value inside it, such as ``"partners", 2, "role"``.

        Returns
        -------
        Location or None
            Without a path, the place of the entry's key.
        """
        name, _, key = reference.partition(":")
        at: tuple[Step, ...] = ("city",) if name == "city" else ()
        kind = KIND_OF_NAME.get(name)
        if kind is not None and (kind.keyed or key.isdecimal()):
            at = (kind.section, key if kind.keyed else int(key))
        record = self._records().get(at) if at else None
        if record is None:
            return None
        return record.document.locate((*record.path, *path), on="value" if path else "key")


def _by_way(work: Assembly) -> dict[tuple[Step, ...], Record]:
    """Return the entries by the way to them, that of the part ``city:`` among them."""
    records = work.records if work.head is None else (work.head, *work.records)
    return {record.at: record for record in records}


def read_city(
    path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS, name: str | None = None
) -> City:
    """Read a city from a file or folder.

    Parameters
    ----------
    path
        A YAML or JSON file, or a folder: every ``.yaml`` and ``.yml`` file below it is read, in
        code-point order of their paths, and merged.
    limits
        How much may be read.
    name
        What to call the file or folder where places are shown; ``None`` is its path.

    Returns
    -------
    City
        Warnings do not keep it from being read; ``check_city`` gives them.

    Raises
    ------
    CityFileError
        What was read is not a sound city. The error has all problems, warnings too.
    CityNotFoundError
        There is nothing at `path`.

    See Also
    --------
    learningcity.check_city : returns the problems instead of raising them.
    learningcity.read_cities : a folder of cities.

    Examples
    --------
    >>> import learningcity
    >>> files = learningcity.new_city("my-city", name="Riverton")
    >>> city = learningcity.read_city("my-city")
    >>> city.id
    'riverton'
    >>> try:
    ...     learningcity.read_city("your-city")
    ... except learningcity.CityNotFoundError as error:
    ...     print(error)
    there is no file or folder 'your-city'
    """
    return _city(check_city(path, limits=limits, name=name))


def check_city(
    path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS, name: str | None = None
) -> CheckResult:
    """Read a city from a file or folder and return its problems, whatever is in it.

    Parameters
    ----------
    path
        As for ``read_city``.
    limits
        How much may be read.
    name
        What to call the file or folder where places are shown; ``None`` is its path.

    Returns
    -------
    CheckResult
        All problems, and the city if there are no errors.

    Raises
    ------
    CityNotFoundError
        There is nothing at `path`.

    See Also
    --------
    learningcity.read_city : returns the city, and raises where there are errors.

    Examples
    --------
    >>> import learningcity
    >>> files = learningcity.new_city("my-city", name="Riverton")
    >>> found = learningcity.check_city("my-city")
    >>> found.ok
    True
    >>> [str(problem.location) for problem in found.errors]
    []
    """
    shown = shown_path(path) if name is None else name
    documents = []
    beside = []
    with paused_gc():
        for found in find_files(path, name=name, limits=limits):
            if found.problem is not None and found.problem.code == _BESIDE:
                beside.append(found.problem)
            elif found.content is None:
                problems = () if found.problem is None else (found.problem,)
                documents.append(Document(found.path, "", problems=problems, complete=False))
            else:
                documents.append(read_document(found.content, found.path, limits=limits))
        return check_documents(documents, shown, limits, beside=beside)


def check_texts(
    texts: Mapping[str, str | bytes], *, name: str, limits: Limits = DEFAULT_LIMITS
) -> CheckResult:
    """Return the problems of texts that make up one city, as ``check_city`` does for its files.

    Parameters
    ----------
    texts
        YAML or JSON, each under what to call it, in the order in which they count.
    name
        What to call all of them together.
    limits
        How much each may hold.

    Returns
    -------
    CheckResult
        All problems, and the city if there are no errors.
    """
    with paused_gc():
        documents = [read_document(text, path, limits=limits) for path, text in texts.items()]
        return check_documents(documents, name, limits)


def parse_city(text: str | bytes, *, name: str = "text", limits: Limits = DEFAULT_LIMITS) -> City:
    r"""Read a city from a text or from the bytes of a file.

    Parameters
    ----------
    text
        YAML or JSON.
    name
        What to call it where places are shown.
    limits
        How much may be read.

    Returns
    -------
    City
        The city.

    Raises
    ------
    CityFileError
        The text is not a sound city. The error has all problems.

    See Also
    --------
    learningcity.read_city : the same from a file or folder.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.parse_city(
    ...     "format: learningcity/1\n"
    ...     "city: {id: riverton, name: Riverton, as_of: 2025-11}\n"
    ...     "places: {harbour: {name: Harbour}}\n"
    ... )
    >>> city.places.ids
    ('harbour',)
    """
    return _city(check_texts({name: text}, name=name, limits=limits))


def city_from_mapping(mapping: Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> City:
    """Make a city from plain data, with the same checks as for a file.

    Parameters
    ----------
    mapping
        Keys and values as a file has them: text, numbers, ``True``, ``False``, ``None``, dates,
        lists and mappings.
    limits
        How much there may be.

    Returns
    -------
    City
        The city.

    Raises
    ------
    CityFileError
        The data are not a sound city. The error has all problems; each says in which key it is.

    See Also
    --------
    learningcity.read_city : the same from a file or folder.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.city_from_mapping(
    ...     {
    ...         "format": "learningcity/1",
    ...         "city": {"id": "riverton", "name": "Riverton", "as_of": "2025-11"},
    ...         "partners": {"library": {"name": "Library", "sector": "public"}},
    ...     }
    ... )
    >>> city.partners["library"].sector
    'public'
    """
    from learningcity.io.mapping import document_of

    document = document_of(mapping, limits=limits)
    return _city(check_documents([document], document.path, limits))


def let_go(result: CheckResult) -> CheckResult:
    """Return a result whose city keeps of its files no more than their texts."""
    if result.city is not None and isinstance(result.city.origins, FileOrigins):
        result.city.origins.let_go()
    return result


def _city(result: CheckResult) -> City:
    let_go(result)
    if result.city is None:
        raise CityFileError(result.problems)
    return result.city


def check_documents(
    documents: Sequence[Document], name: str, limits: Limits, *, beside: Sequence[Problem] = ()
) -> CheckResult:
    """Check the shape of every entry, then the rules between them, and put all in file order.

    `beside` has what is said about files that are no documents of the city.
    """
    work = assemble(documents, name, limits)
    problems = list(work.problems)
    head = None if work.head is None else shape(work.head, limits)
    if head is not None:
        problems += head.problems
    entries: list[Shaped] = []
    for record in work.records:
        entries.append(shape(record, limits))
        problems += entries[-1].problems
        if len(problems) > limits.problems:
            problems.append(record.problem(*too_many(limits), on="key"))
            break
    draft = draft_of(work, entries, head)
    if len(problems) <= limits.problems:
        problems += _Rules(work, entries, head).check(draft, limits)
    problems = in_file_order([*beside, *problems], [document.path for document in documents])
    city = None
    if work.head is not None and all(p.severity is not Severity.ERROR for p in problems):
        assert draft.head is not None
        city = City.assemble(draft.head, draft.entries, FileOrigins(documents, work, limits))
    forget_values()
    return CheckResult(name, tuple(problems), city)


def in_file_order(problems: Sequence[Problem], paths: Sequence[str]) -> list[Problem]:
    """Return problems in the order of their places, without echoes of hidden characters."""
    order = {path: index for index, path in enumerate(paths)}
    return sorted(
        _without_echoes(problems),
        key=lambda problem: (
            order.get(problem.location.path, -1),
            problem.location.line or 0,
            problem.location.column or 0,
        ),
    )


def _without_echoes(problems: Sequence[Problem]) -> list[Problem]:
    """Leave out what is said about a word only because a hidden character stands in it."""
    hidden: dict[tuple[str, int | None], list[int]] = {}
    for problem in problems:
        if problem.code == _HIDDEN:
            at = problem.location
            hidden.setdefault((at.path, at.line), []).append(at.column or 0)

    def is_echo(problem: Problem) -> bool:
        at = problem.location
        if problem.code == _HIDDEN or at.line is None or at.column is None:
            return False
        columns = hidden.get((at.path, at.line), [])  # in order, as they stand in the text
        first = bisect_left(columns, at.column)
        return first < len(columns) and columns[first] < at.column + at.length

    return [problem for problem in problems if not is_echo(problem)]


def draft_of(work: Assembly, entries: Sequence[Shaped], head: Shaped | None) -> Draft:
    """Return what could be read, and the ids of what could not."""
    sections: dict[str, list[Entry]] = {kind.section: [] for kind in KINDS}
    for shaped in entries:
        section, key = shaped.record.at
        if isinstance(shaped.entry, Entry):
            sections[str(section)].append(shaped.entry)
        elif isinstance(key, str):
            work.unread[str(section)].add(key)
    return Draft(
        {section: tuple(inner) for section, inner in sections.items()},
        head.entry if head is not None and isinstance(head.entry, CityHead) else None,
        {section: frozenset(ids) for section, ids in work.unread.items()},
        frozenset(str(shaped.record.key) for shaped in entries if shaped.faulty),
    )


def only_follows(fault: Fault, shaped: Shaped, path: tuple[Step, ...], *, hollow: bool) -> bool:
    """Return whether a broken rule only follows from what has been reported before.

    Parameters
    ----------
    fault
        What is broken.
    shaped
        The entry in which it is.
    path
        Where in the entry, as it was written.
    hollow
        Whether something could not be read.
    """
    if shaped.touches(path) or (hollow and fault.code in _HOLLOW):
        return True
    return fault.code == _ABSENT and shaped.touches(path[:2])


class _Rules:
    """The rules between entries, with the places of what breaks them."""

    def __init__(self, work: Assembly, entries: Sequence[Shaped], head: Shaped | None) -> None:
        # An entry that could not be read leaves gaps in the numbers of the others of its list.
        self._by_place: dict[tuple[Step, ...], Shaped] = {}
        counts: dict[str, int] = {}
        self._hollow = work.lost or (head is not None and head.entry is None)
        for shaped in entries:
            self._hollow = self._hollow or bool(shaped.faulty) or shaped.entry is None
            section, key = shaped.record.at
            if isinstance(key, int) and shaped.entry is not None:
                key = counts.get(str(section), 0)
                counts[str(section)] = key + 1
            if shaped.entry is not None:
                self._by_place[section, key] = shaped
        if head is not None:
            self._by_place["city",] = head

    def check(self, draft: Draft, limits: Limits) -> list[Problem]:
        """Return what breaks a rule, leaving out what only follows from a fault reported before."""
        problems = []
        counts = dict.fromkeys(Severity, 0)
        for fault in find_faults(draft):
            severity = fault.severity
            counts[severity] += 1
            if counts[severity] > limits.problems:  # doubts come last and refuse no city
                record = self._find(fault.at)[0].record
                problems.append(record.problem(*too_many(limits), on="key", severity=severity))
                break
            problem = self._problem(fault)
            self._hollow = self._hollow or fault.code == "unknown-reference"
            if problem is not None:
                problems.append(problem)
        return problems

    def _problem(self, fault: Fault) -> Problem | None:
        shaped, path = self._find(fault.at)
        if only_follows(fault, shaped, path, hollow=self._hollow):
            return None
        related = []
        for message, at in fault.related:
            other, inner = self._find(at)
            document, place = other.record.document, (*other.record.path, *inner)
            related.append(Related(message, document.locate(place, on="value" if inner else "key")))
        problem = shaped.record.problem(
            fault.code,
            fault.message,
            path,
            hint=fault.hint,
            on=fault.on if path else "key",
            severity=fault.severity,
            related=tuple(related),
        )
        if fault.secret:
            return replace(problem, location=replace(problem.location, text=None))
        return problem

    def _find(self, at: tuple[Step, ...]) -> tuple[Shaped, tuple[Step, ...]]:
        """Return the entry of a rule's place, and the path inside it as it stands in the file."""
        size = 1 if at[0] == "city" else 2
        shaped = self._by_place[at[:size]]
        return shaped, shaped.raw_path(at[size:])
