"""From the text of a scenario to what it says: every part checked, as far as that needs no city."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic_core import PydanticCustomError

from learningcity.diagnostics import Location, Problem, Related
from learningcity.io.assembly import Record, problem_at, records_in, too_many
from learningcity.io.documents import Document, Step
from learningcity.io.faults import LOST_KEY, UNREAD
from learningcity.io.limits import Limits
from learningcity.io.shape import Shaped, shape
from learningcity.model.city import SCENARIO_FORMAT
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Entry, FundingLine, Initiative, Part
from learningcity.model.kinds import KIND_OF_SECTION, KINDS, Kind
from learningcity.model.removal import REMOVABLE
from learningcity.model.suggest import closest
from learningcity.model.values import Id, Text, parse_id, quote

__all__ = [
    "SCENARIO",
    "Addition",
    "Change",
    "Ending",
    "LineChange",
    "Removal",
    "ScenarioHead",
    "ScenarioText",
]

SCENARIO: Final = "scenario"
"""What a scenario is called that has no name."""

_TOP: Final = ("format", "scenario", "add", "change", "end", "remove")
_FIRST_LINES: Final = f"a scenario starts with 'format: {SCENARIO_FORMAT}' and 'scenario:'"
_ENDS: Final = frozenset({"end", "status"})

_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "add": tuple(KIND_OF_SECTION),
    "change": tuple(kind.section for kind in KINDS if kind.keyed),
    "end": ("initiatives",),
    "remove": REMOVABLE,
}
"""The sections whose entries can be added, changed, ended and removed."""

_INSTEAD: Final[Mapping[str, str]] = {
    "change": "these entries have no ids, so that none of them can be named",
    "end": "only initiatives end; give others their 'end' or 'until' under 'change:'",
    "remove": "what names only this would say nothing; give it an 'until' under 'change:'",
}
"""What to do about a section that a verb does not work on."""


class ScenarioHead(Part):
    """The part ``scenario:`` of a scenario file."""

    id: Id
    """The id of the scenario."""
    name: Text
    """What it supposes, in a few words."""
    note: Text | None = None
    """Free text for people; no analysis reads it."""


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry that is new."""

    section: str
    """Its section."""
    entry: Entry
    """The entry."""
    number: int | None = None
    """Its number in the scenario, where entries of its section have no ids."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """What is new about a funding line."""

    id: str
    """The line; one that is not there is added."""
    fields: tuple[tuple[str, object], ...] | None
    """The fields that are new, with ``None`` for those taken away; ``None``: the line is."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is new about an entry."""

    section: str
    """Its section."""
    id: str
    """The entry."""
    fields: tuple[tuple[str, object], ...]
    """The fields that are new, with ``None`` for those taken away."""
    lines: tuple[LineChange, ...] = ()
    """The funding lines that are new, changed or taken away; the others stay."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An initiative that ends."""

    id: str
    """The initiative."""
    date: PartialDate
    """When it ends."""


@dataclass(frozen=True, slots=True)
class Removal:
    """An entry that is taken away."""

    section: str
    """Its section."""
    id: str
    """The entry."""
    number: int | None
    """Its number in its list."""


class _FullError(Exception):
    """There are more problems than are kept; it never leaves this module."""


class _Said(Record):
    """An entry as it stands in a scenario; a problem says where, from the top."""

    __slots__ = ()

    @property
    def at(self) -> tuple[Step, ...]:
        """The way to it in the scenario."""
        return self.path


class _Heading(_Said):
    """The part ``scenario:``."""

    __slots__ = ()

    @property
    def model(self) -> type[Part]:
        """The class by which it is checked."""
        return ScenarioHead

    @property
    def title(self) -> str:
        """What to call it in a message."""
        return "'scenario'"


@dataclass
class ScenarioText:
    """What a document says as a scenario, without what is faulty."""

    document: Document
    limits: Limits
    head: ScenarioHead | None = None
    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    shaped: dict[tuple[Step, ...], Shaped] = field(default_factory=dict)
    """The entries under ``add`` and ``change``, by their place in the document."""
    lost: bool = False
    """Whether something could not be read, and nobody knows what it was."""

    @classmethod
    def of(cls, document: Document, limits: Limits) -> ScenarioText:
        """Return what `document` says; never fails."""
        text = cls(document, limits)
        text.problems += document.problems
        text.lost = bool(document.problems)
        if document.complete and document.data is not UNREAD:
            try:
                text._top(document.data)
            except _FullError:
                text.problems[limits.problems :] = [
                    problem_at(*too_many(limits), document.locate())
                ]
                text.lost = True
        return text

    def _report(
        self,
        code: str,
        message: str,
        path: tuple[Step, ...],
        *,
        hint: str,
        on_key: bool = False,
        related: tuple[Related, ...] = (),
    ) -> None:
        location = self.document.locate(path, on="key" if on_key else "value")
        key = "/".join(map(str, path)) or None
        self._keep(problem_at(code, message, location, hint=hint, related=related, key=key))

    def _keep(self, *problems: Problem) -> None:
        self.problems += problems
        if len(self.problems) > self.limits.problems:
            raise _FullError

    # -- the top ---------------------------------------------------------------------------------

    def _top(self, data: object) -> None:
        if data is None:
            whole = Location(self.document.path)
            message = "there is nothing here, or only comments"
            self._keep(problem_at("empty", message, whole, hint=_FIRST_LINES))
            return
        if not isinstance(data, dict):
            what = quote(data) if isinstance(data, str) else "a list"
            message = f"a scenario has keys such as 'change:' at its top, not {what}"
            self._report("wrong-shape", message, (), hint=_FIRST_LINES)
            return
        said = data.get("format")
        if isinstance(said, str) and re.fullmatch("learningcity/[0-9]+", said):
            message = f"the format {quote(said)} is that of a city, not of a scenario"
            self._report("format-version", message, ("format",), hint=_FIRST_LINES)
            self.lost = True
            return
        meant = {self._unknown((key,), _TOP) for key in data if key not in {*_TOP, LOST_KEY}}
        self.lost = self.lost or bool(meant) or LOST_KEY in data
        self._format(data, meant)
        self._heading(data, meant)
        for verb, go_through in (
            ("add", self._add),
            ("change", self._change),
            ("end", self._end),
            ("remove", self._remove),
        ):
            for kind, value in self._sections(verb, data.get(verb)):
                go_through(kind, value)
        self._conflicts()

    def _unknown(self, path: tuple[str, ...], keys: tuple[str, ...]) -> str | None:
        """Report an unknown key, and return which one it was probably meant to be."""
        key = path[-1]
        meant = closest(key, keys)
        if key in KIND_OF_SECTION:
            meant = None
            hint = "write it under 'add:', 'change:', 'end:' or 'remove:'"
            hint = _INSTEAD.get(path[0], hint)
        else:
            hint = f"did you mean '{meant}'?" if meant else f"keys here: {', '.join(keys)}"
        self._report("unknown-key", f"unknown key {quote(key)}", path, hint=hint, on_key=True)
        return meant

    def _format(self, data: Mapping[str, object], meant: set[str | None]) -> None:
        said = data.get("format", UNREAD)
        write = f"write 'format: {SCENARIO_FORMAT}'"
        if "format" not in data and LOST_KEY not in data and "format" not in meant:
            where = Location(self.document.path)
            hint = f"{write} as the first line"
            self._keep(problem_at("missing-format", "there is no 'format:'", where, hint=hint))
        elif said is not UNREAD and said != SCENARIO_FORMAT:
            message = f"the format {quote(said)} is not known here"
            self._report("format-version", message, ("format",), hint=write)

    def _heading(self, data: Mapping[str, object], meant: set[str | None]) -> None:
        if "scenario" in data:
            record = _Heading(None, "scenario", data["scenario"], self.document, ("scenario",))
            shaped = shape(record, self.limits)
            self._keep(*shaped.problems)
            if isinstance(shaped.entry, ScenarioHead):
                self.head = shaped.entry
        elif LOST_KEY not in data and "scenario" not in meant:
            where = Location(self.document.path)
            hint = "add 'scenario: {id: …, name: …}'"
            self._keep(problem_at("missing-key", "there is no 'scenario:'", where, hint=hint))

    def _sections(self, verb: str, said: object) -> Iterator[tuple[Kind, object]]:
        """Return the sections under a verb, with what stands in each."""
        if said is UNREAD:
            self.lost = True
        if said is None or said is UNREAD:
            return
        if not isinstance(said, dict):
            message = f"{quote(verb)} needs sections such as 'initiatives:', not {quote(said)}"
            hint = f"write '{_SECTIONS[verb][-1]}:' below it, and what you mean below that"
            self._report("wrong-shape", message, (verb,), hint=hint, on_key=True)
            self.lost = True
            return
        for section, value in said.items():
            if section == LOST_KEY or value is UNREAD:
                self.lost = True
            elif section not in _SECTIONS[verb]:
                self._unknown((verb, section), _SECTIONS[verb])
                self.lost = True
            else:
                yield KIND_OF_SECTION[section], value

    def _records(self, verb: str, kind: Kind, value: object) -> Iterator[_Said]:
        """Return the entries of a section."""
        found = records_in(self.document, kind, value, (verb, kind.section))
        if isinstance(found, Problem):
            self._keep(found)
            self.lost = True
            return
        if isinstance(value, dict) and LOST_KEY in value:
            self.lost = True
        for record in found:
            yield _Said(record.kind, record.key, record.raw, record.document, record.path)

    def _shape(self, record: _Said) -> Shaped:
        shaped = shape(record, self.limits)
        self._keep(*shaped.problems)
        self.shaped[record.path] = shaped
        return shaped

    # -- the verbs -------------------------------------------------------------------------------

    def _add(self, kind: Kind, value: object) -> None:
        for record in self._records("add", kind, value):
            shaped = self._shape(record)
            number = record.key if isinstance(record.key, int) else None
            if isinstance(shaped.entry, Entry):
                self.additions.append(Addition(kind.section, shaped.entry, number))

    def _change(self, kind: Kind, value: object) -> None:
        for record in self._records("change", kind, value):
            if not isinstance(record.raw, dict):
                self._shape(record)
                continue
            said, lines = self._said(kind, record)
            shaped = self._shape(_Said(kind, record.key, said, self.document, record.path))
            if shaped.entry is not None:
                self.changes.append(_change_of(kind, record, shaped, lines))

    def _said(
        self, kind: Kind, record: _Said
    ) -> tuple[dict[str, object], dict[str, object] | None]:
        """Return what a change says as a whole entry, and its funding lines if it names them.

        Values that are taken away are left out; those that an entry must have and the change does
        not say get a stand-in.
        """
        raw: dict[str, object] = dict(record.raw)  # type: ignore[call-overload]  # it is a dict
        required = {name for name, info in kind.entry.model_fields.items() if info.is_required()}
        for name in sorted(required & raw.keys()):
            if raw[name] is None:
                message = f"{record.title} cannot be without '{name}'"
                path = (*record.path, name)
                hint = "write a new one, or leave the key out"
                self._report("missing-key", message, path, hint=hint, on_key=True)
                del raw[name]
        lines = raw.get("funding") if kind.entry is Initiative else None
        if isinstance(lines, list):
            message = f"keys with values are expected here, not {quote(lines)}"
            hint = "start each line with its id and a colon, its keys below it"
            self._report("wrong-type", message, (*record.path, "funding"), hint=hint)
            del raw["funding"]
        if isinstance(lines, dict):
            raw["funding"] = {key: line for key, line in lines.items() if line is not None}
        raw |= dict.fromkeys(required - {"id", *raw}, "…")
        return raw, lines if isinstance(lines, dict) else None

    def _end(self, kind: Kind, value: object) -> None:
        if value is None:
            return
        path: tuple[Step, ...] = ("end", kind.section)
        if not isinstance(value, dict):
            message = f"{quote(kind.section)} needs an id before each date, not {quote(value)}"
            hint = f"write 'the-{kind.name}: 2025-06'"
            self._report("wrong-shape", message, path, hint=hint, on_key=True)
            self.lost = True
            return
        for key, said in value.items():
            if key == LOST_KEY or said is UNREAD:
                self.lost = True
                continue
            try:
                self.endings.append(Ending(key, PartialDate.parse(said)))
            except PydanticCustomError as error:
                self._refused(error, (*path, key))

    def _refused(self, error: PydanticCustomError, path: tuple[Step, ...]) -> None:
        context = error.context or {}
        self._report(error.type, error.message(), path, hint=str(context.get("hint")))

    def _remove(self, kind: Kind, value: object) -> None:
        path: tuple[Step, ...] = ("remove", kind.section)
        if isinstance(value, dict):
            message = f"{quote(kind.section)} needs a list of ids, not {quote(value)}"
            self._report("wrong-shape", message, path, hint="write [one, two]", on_key=True)
            self.lost = True
            return
        several = isinstance(value, list)
        for number, said in enumerate(value if isinstance(value, list) else [value]):
            if said is UNREAD:
                self.lost = True
            elif said is not None or several:
                at = (*path, number) if several else path
                try:
                    removal = Removal(kind.section, parse_id(said), number if several else None)
                except PydanticCustomError as error:
                    self._refused(error, at)
                else:
                    self.removals.append(removal)

    # -- two verbs about one entry ---------------------------------------------------------------

    def _conflicts(self) -> None:
        """Report what is said twice of one entry, so that nobody knows what holds."""
        first: dict[tuple[str, str], tuple[Step, ...]] = {}
        for path, section, key in self._named():
            other = first.setdefault((section, key), path)
            if other is path or {other[0], path[0]} == {"change", "end"}:
                continue
            name = f"{KIND_OF_SECTION[section].name} {quote(key)}"
            message = f"{name} stands under '{other[0]}' and again under '{path[0]}'"
            hint = "say under 'add:' all that it is" if other[0] == "add" else "keep one of the two"
            self._conflict(message, path, hint, other)
        changed = {(c.section, c.id): {name for name, _ in c.fields} for c in self.changes}
        for ending in self.endings:
            for name in sorted(_ENDS & changed.get(("initiatives", ending.id), set())):
                path = ("end", "initiatives", ending.id)
                message = f"initiative {quote(ending.id)} ends, and its '{name}' is changed too"
                other = ("change", "initiatives", ending.id, name)
                self._conflict(message, path, f"leave '{name}' out under 'change:'", other)

    def _named(self) -> Iterator[tuple[tuple[Step, ...], str, str]]:
        """Return the entries that are named, with the places where they are."""
        for path in self.shaped:
            section, key = str(path[1]), path[2]
            if isinstance(key, str):
                yield path, section, key
        for ending in self.endings:
            yield ("end", "initiatives", ending.id), "initiatives", ending.id
        for removal in self.removals:
            step = () if removal.number is None else (removal.number,)
            yield ("remove", removal.section, *step), removal.section, removal.id

    def _conflict(
        self, message: str, path: tuple[Step, ...], hint: str, other: tuple[Step, ...]
    ) -> None:
        on_other = self.document.locate(other, on="value" if other[0] == "remove" else "key")
        self._report(
            "scenario-conflict",
            message,
            path,
            hint=hint,
            on_key=path[0] != "remove",
            related=(Related("it is here first", on_other),),
        )


def _change_of(
    kind: Kind, record: Record, shaped: Shaped, lines: Mapping[str, object] | None
) -> Change:
    """Return what a change says, without what is faulty in it."""
    raw = record.raw
    assert isinstance(raw, dict)
    known = kind.entry.model_fields
    faulty = {path[0] for path in shaped.faulty if path}
    fields = []
    for name, value in raw.items():
        if name not in known or name in faulty or (name == "funding" and value is not None):
            continue
        if value is not None:
            fields.append((name, getattr(shaped.entry, name)))
        elif not known[name].is_required():
            fields.append((name, None))
    changed = () if lines is None else tuple(_line_changes(lines, shaped))
    return Change(kind.section, str(record.key), tuple(fields), changed)


def _line_changes(lines: Mapping[str, object], shaped: Shaped) -> Iterator[LineChange]:
    entry = shaped.entry
    assert isinstance(entry, Initiative)
    read = {line.id: line for line in entry.funding}
    faulty = {path[1] for path in shaped.faulty if len(path) > 1 and path[0] == "funding"}
    for key, said in lines.items():
        if said is None:
            yield LineChange(key, None)
        elif isinstance(said, dict) and key not in faulty and key in read:
            names = [name for name in said if name in FundingLine.model_fields]
            values = (None if said[name] is None else getattr(read[key], name) for name in names)
            yield LineChange(key, tuple(zip(names, values, strict=True)))
