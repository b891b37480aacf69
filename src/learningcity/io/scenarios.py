"""A scenario: what to add to a city, change, end and take away, as data; and reading one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from learningcity.diagnostics import Severity
from learningcity.display import html_fields, printable
from learningcity.errors import CityFileError
from learningcity.io.documents import Document, read_document
from learningcity.io.folders import read_file
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.mapping import document_of
from learningcity.io.reader import in_file_order
from learningcity.io.scenario_text import SCENARIO, Addition, Change, Ending, Removal, ScenarioText
from learningcity.io.writer import as_written, plain_value
from learningcity.model.city import SCENARIO_FORMAT
from learningcity.model.entities import Keyed
from learningcity.model.values import Text

__all__ = [
    "Scenario",
    "document_at",
    "is_scenario",
    "parse_scenario",
    "read_scenario",
    "scenario_from_mapping",
    "scenario_in",
]

_FORMAT_NAME: Final = SCENARIO_FORMAT.partition("/")[0]
_FORMAT_LINE: Final = re.compile(rf"""\bformat["']?[ \t]*:[ \t]*["']?{_FORMAT_NAME}/""")
"""The format as it stands in a text of which nothing else may be readable."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A supposition about a city, as data: what is added, changed, ended and taken away.

    It knows no city; ``with_changes`` puts it on one. Two scenarios are equal if they say the same,
    wherever they were read.

    See Also
    --------
    learningcity.read_scenario : reads one from a file.
    learningcity.with_changes : puts it on a city.

    Examples
    --------
    >>> import learningcity
    >>> scenario = learningcity.scenario_from_mapping(
    ...     {
    ...         "format": "learningcity-scenario/1",
    ...         "scenario": {"id": "no-school", "name": "Without the adult school"},
    ...         "remove": {"partners": ["adult-school"]},
    ...     }
    ... )
    >>> print(scenario)
    Without the adult school: removes 1
    >>> scenario.to_mapping()["remove"]
    {'partners': ['adult-school']}
    """

    id: str
    """The id of the scenario."""
    name: Text
    """What it supposes, in a few words."""
    note: Text | None = None
    """Free text for people."""
    additions: tuple[Addition, ...] = ()
    """The entries that are new."""
    changes: tuple[Change, ...] = ()
    """What is new about entries."""
    endings: tuple[Ending, ...] = ()
    """The initiatives that end."""
    removals: tuple[Removal, ...] = ()
    """The entries that are taken away."""
    document: Document = field(
        default_factory=lambda: Document(SCENARIO, "", is_text=False), repr=False, compare=False
    )
    """What it was read from."""

    def to_mapping(self) -> dict[str, object]:
        """Return the scenario as plain data, with the keys of a scenario file."""
        head = {"id": self.id, "name": self.name.to_plain()}
        if self.note is not None:
            head["note"] = self.note.to_plain()
        verbs = (
            ("add", _added(self.additions)),
            ("change", _changed(self.changes)),
            ("end", {"initiatives": {ending.id: str(ending.date) for ending in self.endings}}),
            ("remove", _removed(self.removals)),
        )
        said = {verb: sections for verb, sections in verbs if any(sections.values())}
        return {"format": SCENARIO_FORMAT, "scenario": head, **said}

    def summary(self) -> str:
        """Return one sentence."""
        numbers = (self.additions, self.changes, self.endings, self.removals)
        words = ("adds", "changes", "ends", "removes")
        said = [f"{word} {len(done)}" for word, done in zip(words, numbers, strict=True) if done]
        return f"{self.name}: {', '.join(said) or 'changes nothing'}"

    def __str__(self) -> str:
        """Return the summary, harmless for a terminal."""
        return printable(self.summary())

    def _repr_html_(self) -> str:
        said = self.to_mapping()
        verbs = {verb: said[verb] for verb in ("add", "change", "end", "remove") if verb in said}
        fields = [
            (f"{verb} {section}", entries)
            for verb, sections in verbs.items()
            if isinstance(sections, dict)
            for section, entries in sections.items()
        ]
        return html_fields(self.summary(), fields)


def read_scenario(
    path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS, name: str | None = None
) -> Scenario:
    r"""Read a scenario from a file.

    It is checked as far as that needs no city: keys, values, and that nothing is said twice.
    Whether its ids lead anywhere is found when ``with_changes`` puts it on a city.

    Parameters
    ----------
    path
        A YAML or JSON file.
    limits
        How much may be read.
    name
        What to call the file where places are shown; ``None`` is its path.

    Returns
    -------
    Scenario
        The scenario.

    Raises
    ------
    CityFileError
        What was read is not a sound scenario. The error has all problems.
    CityNotFoundError
        There is nothing at `path`.

    See Also
    --------
    learningcity.check_scenario : all problems of a scenario and of the city that it makes.

    Examples
    --------
    >>> import learningcity
    >>> from pathlib import Path
    >>> size = Path("less.yaml").write_text(
    ...     "format: learningcity-scenario/1\n"
    ...     "scenario: {id: less, name: Less}\n"
    ...     "end: {initiatives: {open-doors: 2025-12}}\n"
    ... )
    >>> scenario = learningcity.read_scenario("less.yaml")
    >>> scenario.endings[0].id, str(scenario.endings[0].date)
    ('open-doors', '2025-12')
    """
    return _sound(ScenarioText.of(document_at(path, limits=limits, name=name), limits))


def parse_scenario(
    text: str | bytes, *, name: str = SCENARIO, limits: Limits = DEFAULT_LIMITS
) -> Scenario:
    """Read a scenario from a text or from the bytes of a file.

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
    Scenario
        The scenario.

    Raises
    ------
    CityFileError
        The text is not a sound scenario. The error has all problems.

    See Also
    --------
    learningcity.read_scenario : the same from a file.
    learningcity.with_changes : puts it on a city.

    Examples
    --------
    >>> import learningcity
    >>> scenario = learningcity.parse_scenario(
    ...     '{"format": "learningcity-scenario/1", '
    ...     '"scenario": {"id": "fewer-hubs", "name": "One youth hub closes"}, '
    ...     '"end": {"initiatives": {"youth-hub-the-way": "2026-03"}}}'
    ... )
    >>> print(scenario)
    One youth hub closes: ends 1
    """
    return _sound(ScenarioText.of(read_document(text, name, limits=limits), limits))


def scenario_from_mapping(
    mapping: Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS
) -> Scenario:
    """Make a scenario from plain data, with the same checks as for a file.

    Parameters
    ----------
    mapping
        Keys and values as a scenario file has them.
    limits
        How much there may be.

    Returns
    -------
    Scenario
        The scenario.

    Raises
    ------
    CityFileError
        The data are not a sound scenario. The error has all problems; each says in which key it is.

    See Also
    --------
    learningcity.read_scenario : the same from a file.

    Examples
    --------
    >>> import learningcity
    >>> scenario = learningcity.scenario_from_mapping(
    ...     {
    ...         "format": "learningcity-scenario/1",
    ...         "scenario": {"id": "no-school", "name": "Without the adult school"},
    ...         "remove": {"partners": ["adult-school"]},
    ...     }
    ... )
    >>> scenario.removals[0]
    Removal(section='partners', id='adult-school', number=0)
    """
    return _sound(ScenarioText.of(document_of(mapping, name=SCENARIO, limits=limits), limits))


def document_at(
    path: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS, name: str | None = None
) -> Document:
    """Return the one file at `path` as a document; what is wrong with it is in its problems.

    Raises
    ------
    CityNotFoundError
        There is nothing at `path`.
    """
    found = read_file(path, name=name, limits=limits)
    if found.content is None:
        problems = () if found.problem is None else (found.problem,)
        return Document(found.path, "", problems=problems, complete=False)
    return read_document(found.content, found.path, limits=limits)


def is_scenario(path: str | os.PathLike[str]) -> bool:
    """Return whether a file says that it is a scenario, also where it is faulty.

    Raises
    ------
    CityNotFoundError
        There is nothing at `path`.
    """
    document = document_at(path)
    if isinstance(document.data, dict):
        said = document.data.get("format")
        return isinstance(said, str) and said.startswith(_FORMAT_NAME)
    return _FORMAT_LINE.search(document.text) is not None


def scenario_in(text: ScenarioText) -> Scenario:
    """Return the scenario that a text says, without what is faulty in it."""
    head = text.head
    return Scenario(
        id=SCENARIO if head is None else head.id,
        name=Text.parse(SCENARIO) if head is None else head.name,
        note=None if head is None else head.note,
        additions=tuple(text.additions),
        changes=tuple(text.changes),
        endings=tuple(text.endings),
        removals=tuple(text.removals),
        document=text.document,
    )


def _added(additions: Iterable[Addition]) -> dict[str, object]:
    said: dict[str, Any] = {}
    for addition in additions:
        entry = addition.entry
        if isinstance(entry, Keyed):
            said.setdefault(addition.section, {})[entry.id] = as_written(entry)
        else:
            said.setdefault(addition.section, []).append(as_written(entry))
    return said


def _changed(changes: Iterable[Change]) -> dict[str, object]:
    said: dict[str, Any] = {}
    for change in changes:
        entry = _fields(change.fields)
        if change.lines:
            entry["funding"] = {
                line.id: None if line.fields is None else _fields(line.fields)
                for line in change.lines
            }
        said.setdefault(change.section, {})[change.id] = entry
    return said


def _fields(fields: Iterable[tuple[str, object]]) -> dict[str, object]:
    return {name: None if value is None else plain_value(name, value) for name, value in fields}


def _removed(removals: Iterable[Removal]) -> dict[str, object]:
    said: dict[str, Any] = {}
    for removal in removals:
        said.setdefault(removal.section, []).append(removal.id)
    return said


def _sound(text: ScenarioText) -> Scenario:
    problems = in_file_order(text.problems, [text.document.path])
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise CityFileError(tuple(problems))
    return scenario_in(text)
