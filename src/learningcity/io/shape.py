"""From raw entries to checked ones: what pydantic finds wrong, said in the words of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias, get_args
from zlib import crc32

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from learningcity.diagnostics import Problem
from learningcity.io.assembly import Record, too_many
from learningcity.io.documents import Step
from learningcity.io.faults import LOST_KEY, UNREAD, holds_unread
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.yaml_syntax import looks_glued
from learningcity.model.entities import Entry, Part
from learningcity.model.sound import sound_entry
from learningcity.model.suggest import closest
from learningcity.model.values import quote

__all__ = ["Shaped", "shape"]

Path = tuple[Step, ...]

_Box: TypeAlias = dict[str, object] | list[object]

_EXPECTED: Final[Mapping[str, str]] = {
    "bool_type": "true or false",
    "dict_type": "keys with values",
    "int_type": "a whole number",
    "list_type": "a list",
    "mapping_type": "keys with values",
    "model_attributes_type": "keys with values",
    "model_type": "keys with values",
    "string_type": "text",
    "tuple_type": "a list",
}
"""What is expected, by the type of the error that says it was not there."""

_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("small", "more than {gt}"),
    "greater_than_equal": ("small", "at least {ge}"),
    "less_than": ("large", "less than {lt}"),
    "less_than_equal": ("large", "at most {le}"),
}
_SHOWN_KEYS: Final = 100

_STAND_INS: Final[Mapping[str, object]] = {
    "initiatives": ["x", "y"],
    "kind": "knowledge",
    "people": 1,
    "role": "partner",
    "verdict": "different",
}
"""What stands in for a required value that is missing or faulty, so that the rest can be tried.

By key; for text, an id or a figure in words it is one that no other entry has. Nothing that a
stand-in causes is reported.
"""


@dataclass(slots=True)
class Shaped:
    """A raw entry after checking."""

    record: Record
    entry: Part | None = None
    """The entry, without its faulty parts; ``None`` where too little is left."""
    problems: list[Problem] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    """The paths inside the raw entry of what is faulty or missing."""
    kept: dict[Path, list[int]] = field(default_factory=dict)
    """For each list that lost items: the numbers that the others had before."""

    def raw_path(self, path: Path) -> Path:
        """Return where a value of the entry stands in the raw entry."""
        raw: list[Step] = []
        for step in path:
            kept = self.kept.get(tuple(raw))
            raw.append(kept[step] if kept and isinstance(step, int) and step < len(kept) else step)
        return tuple(raw)

    def touches(self, path: Path) -> bool:
        """Return whether a value at this raw path may be what it is because of a faulty part."""
        return any(part[: len(path)] == path or path[: len(part)] == part for part in self.faulty)


# Most entries are sound; they share these, which nothing changes once an entry is shaped.
_NO_PROBLEMS: Final[list[Problem]] = []
_NOTHING_FAULTY: Final[set[Path]] = set()
_NOTHING_LOST: Final[dict[Path, list[int]]] = {}


def shape(record: Record, limits: Limits = DEFAULT_LIMITS) -> Shaped:
    """Check one raw entry, so that a faulty one hides neither the others nor its own other faults.

    Parameters
    ----------
    record
        The raw entry.
    limits
        How many problems are kept.

    Returns
    -------
    Shaped
        The entry and all its problems. A faulty part is left out of the entry, so that the rules
        between entries can be tried on the rest.
    """
    model = record.model
    keyed = record.kind is not None and record.kind.keyed
    if isinstance(record.raw, dict) and not record.holds_more_than(limits.entry_values):
        sound = sound_entry(model, record.raw, record.key if keyed else None)
        if sound is not None:
            return Shaped(record, sound, _NO_PROBLEMS, _NOTHING_FAULTY, _NOTHING_LOST)
    shaped = Shaped(record)
    if not isinstance(record.raw, dict):
        if record.raw is not UNREAD:
            shaped.problems.append(_no_keys(record, record.raw))
        return shaped
    raw: dict[str, object] = record.raw
    if record.holds_more_than(limits.entry_values):
        message = f"{record.title} has more than {limits.entry_values:,} keys and values"
        hint = "split it into several entries"
        shaped.problems.append(record.problem("too-many-values", message, hint=hint, on="key"))
        return shaped
    if keyed and "id" in raw:
        hint = "leave it out: the id is the key above"
        shaped.problems.append(
            record.problem("unknown-key", "unknown key 'id'", ("id",), hint=hint, on="key")
        )
        shaped.faulty.add(("id",))
    own_id = {"id": record.key} if keyed else {}
    try:
        shaped.entry = model.model_validate({**raw, **own_id})
    except ValidationError as error:
        if error.error_count() > limits.problems:
            shaped.faulty.add(())
            shaped.problems.append(record.problem(*too_many(limits), on="key"))
            return shaped
        translation = _Translation(shaped, model, raw)
        translation.run(error)
        rest = translation.rest()
        if record.kind is not None and rest is not None:
            try:
                shaped.entry = model.model_validate({**rest, **own_id})
            except ValidationError:
                shaped.entry = None
    if not shaped.faulty:
        shaped.faulty, shaped.kept = _NOTHING_FAULTY, _NOTHING_LOST
    return shaped


def _no_keys(record: Record, value: object, path: Path = ()) -> Problem:
    """Return the problem of something else where keys with values are expected."""
    if value is None and not path:
        hint = "write its keys below it"
        return record.problem("wrong-type", f"{record.title} is empty", hint=hint, on="key")
    glued = looks_glued(value) if isinstance(value, str) else None
    hint = f"put a space after the colon: '{glued}'" if glued else "write 'key: value' below it"
    message = f"keys with values are expected here, not {quote(value)}"
    return record.problem("wrong-type", message, path, hint=hint)


class _Translation:
    """The errors of one entry, turned into problems."""

    def __init__(self, shaped: Shaped, model: type[BaseModel], raw: dict[str, object]) -> None:
        self.shaped = shaped
        self.record = shaped.record
        self.model = model
        self.raw = raw

    def run(self, error: ValidationError) -> None:
        """Report every error once, and keep the paths of what is faulty."""
        details = error.errors(include_url=False)
        # An unknown key that was meant to be a missing one is one mistake, not two.
        meant = {
            (self._split(one["loc"])[0][:-1], self._meant(one))
            for one in details
            if one["type"] == "extra_forbidden"
        }
        for one in details:
            path, rest = self._split(one["loc"])
            if one["type"] == "missing":
                name = str(one["loc"][-1])
                self.shaped.faulty.add((*path, name))
                if (path, name) not in meant and not self._is_lost(path):
                    self._missing(path, name)
                continue
            self.shaped.faulty.add(path)
            value = self._value(path)
            if path[-1:] == (LOST_KEY,) or value is UNREAD or holds_unread(value):
                continue
            self.shaped.problems.append(self._translate(one, path, rest, value))

    def _translate(self, one: ErrorDetails, path: Path, rest: Path, value: object) -> Problem:
        context = one.get("ctx", {})
        kind = one["type"]
        record = self.record
        if "hint" in context:
            path, on = self._inside(path, rest, value, str(context["message"]))
            hint = context["hint"]
            return record.problem(kind, str(context["message"]), path, hint=hint, on=on)
        if kind == "extra_forbidden":
            return self._unknown(one, path)
        if kind in _EXPECTED:
            return self._wrong_type(_EXPECTED[kind], path, value)
        if kind == "literal_error":
            return self._not_one_of(re.findall(r"'([^']*)'", str(context["expected"])), path, value)
        if kind in _BOUNDS:
            size, bound = _BOUNDS[kind]
            hint = f"write {bound.format(**context)}"
            return record.problem("wrong-value", f"{quote(value)} is too {size}", path, hint=hint)
        if kind in {"too_short", "string_too_short"}:
            hint = "write it, or leave the key out"
            return record.problem("too-few", "this is empty", path, hint=hint)
        # No field of the model leads here today; another must not lose its errors.
        message = f"{quote(value)} is not possible here"  # pragma: no cover
        return record.problem("wrong-value", message, path, hint="correct it")  # pragma: no cover

    def _missing(self, path: Path, name: str) -> None:
        title = self.record.title if not path else "this entry"
        message = f"{title} has no '{name}'"
        hint = f"add '{name}: …'"
        problem = self.record.problem("missing-key", message, path, hint=hint, on="key")
        self.shaped.problems.append(problem)

    def _unknown(self, one: ErrorDetails, path: Path) -> Problem:
        meant = self._meant(one)
        hint = f"did you mean '{meant}'?" if meant else None
        if hint is None:
            keys = ", ".join(self._fields(path[:-1]))
            cut = (
                keys if len(keys) <= _SHOWN_KEYS else keys[:_SHOWN_KEYS].rpartition(",")[0] + ", …"
            )
            hint = f"keys here: {cut}"
        key = str(path[-1])
        blank = next((sign for sign in key if sign.isspace() and sign != " "), None)
        if blank is not None:
            hint = f"there is a hard blank in it, U+{ord(blank):04X}: type plain blanks instead"
        message = f"unknown key {quote(key)}"
        return self.record.problem("unknown-key", message, path, hint=hint, on="key")

    def _wrong_type(self, expected: str, path: Path, value: object) -> Problem:
        if expected == "keys with values":
            return _no_keys(self.record, value, path)
        hint = "write [one, two]" if expected == "a list" else "write text, in quotes"
        if value is None:
            hint = "write it, or leave the key out"
        elif expected == "text" and isinstance(value, bool | int | Decimal):
            hint = "put it in quotes"
        elif expected == "a list" and isinstance(value, str | int | Decimal):
            hint = f"write [{value}]"
        elif expected == "true or false":
            hint = "write true or false, without quotes"
        elif expected == "a whole number":
            hint = "write digits only, without quotes"
        message = f"{expected} is expected here, not {quote(value)}"
        return self.record.problem("wrong-type", message, path, hint=hint)

    def _not_one_of(self, allowed: list[str], path: Path, value: object) -> Problem:
        meant = closest(value, allowed) if isinstance(value, str) else None
        words = ", ".join(allowed)
        hint = f"did you mean '{meant}'?" if meant else f"write one of {words}"
        message = f"{quote(value)} is not one of {words}"
        if meant is None:
            message = f"{quote(value)} is not possible here"
        return self.record.problem("wrong-value", message, path, hint=hint)

    # -- where -----------------------------------------------------------------------------------

    def _split(self, loc: tuple[int | str, ...]) -> tuple[Path, Path]:
        """Return the part of `loc` that is in the raw entry, and the rest.

        Numbers count the entries of a block of keys too, where the model made a list of it.
        """
        path: list[Step] = []
        value: object = self.raw
        for index, step in enumerate(loc):
            if isinstance(value, dict) and isinstance(step, int) and step < len(value):
                step = list(value)[step]
            if not _holds(value, step):
                return tuple(path), loc[index:]
            value = value[step]  # type: ignore[index]  # `_holds` has made sure
            path.append(step)
        return tuple(path), ()

    def _value(self, path: Path) -> object:
        value: object = self.raw
        for step in path:
            value = value[step]  # type: ignore[index]  # `_split` has made sure that it is there
        return value

    def _inside(
        self, path: Path, rest: Path, value: object, message: str
    ) -> tuple[Path, Literal["key", "value"]]:
        """Return the place of what a value type refused: a key or a value inside, if it says so."""
        if rest and rest[-1] == "id":
            return path, "key"
        if isinstance(value, dict):
            for key in value:
                if quote(key) in message:
                    return (*path, key), "key"
            for key, inner in value.items():
                if quote(inner) in message:
                    return (*path, key), "value"
        return path, "value"

    def _is_lost(self, path: Path) -> bool:
        value = self._value(path)
        return isinstance(value, dict) and LOST_KEY in value

    # -- keys ------------------------------------------------------------------------------------

    def _meant(self, one: ErrorDetails) -> str | None:
        """Return the key that an unknown key was probably meant to be."""
        path, _ = self._split(one["loc"])
        return closest(str(path[-1]), self._fields(path[:-1]))

    def _fields(self, path: Path) -> list[str]:
        """Return the keys that the entry at `path` may have, its own before the common ones."""
        fields = self._model(path)
        own = [name for name in fields if name not in Entry.model_fields]
        keyed = self.record.kind is not None or bool(path)
        return [
            name
            for name in (*own, *(name for name in fields if name not in own))
            if not (keyed and name == "id")
        ]

    def _model(self, path: Path) -> dict[str, FieldInfo]:
        """Return the fields of the entry at `path`, by key."""
        model: type[BaseModel] = self.model
        for step in path:
            for name, info in model.model_fields.items():
                if step in {name, info.alias}:
                    model = _models(info.annotation)[0]
        return {info.alias or name: info for name, info in model.model_fields.items()}

    # -- what is left ----------------------------------------------------------------------------

    def rest(self) -> dict[str, object] | None:
        """Return the raw entry without what is faulty, or ``None`` where all of it is.

        Required values get a stand-in.
        """
        faulty = self.shaped.faulty
        if () in faulty:
            return None
        copies: dict[Path, _Box] = {(): dict(self.raw)}
        gone: dict[Path, set[Step]] = {}
        for path in faulty:
            self._copy_way(copies, path[:-1])
            gone.setdefault(path[:-1], set()).add(path[-1])
        for path in sorted(gone, key=len, reverse=True):
            box: Any = copies[path]
            if isinstance(box, dict):
                for step in gone[path]:
                    self._take_out(box, path, step)
                continue
            kept = [number for number in range(len(box)) if number not in gone[path]]
            if kept:
                box[:] = [box[number] for number in kept]
                self.shaped.kept[path] = kept
            else:
                above: Any = copies[path[:-1]]
                self._take_out(above, path[:-1], path[-1])
        return copies[()]  # type: ignore[return-value]  # an entry is a block of keys

    def _copy_way(self, copies: dict[Path, _Box], path: Path) -> None:
        """Copy the lists and blocks of keys on the way to `path`, so that they can be changed."""
        for depth in range(1, len(path) + 1):
            if path[:depth] not in copies:
                above: Any = copies[path[: depth - 1]]
                inner = above[path[depth - 1]].copy()
                copies[path[:depth]] = above[path[depth - 1]] = inner

    def _take_out(self, box: dict[str, object], path: Path, step: Step) -> None:
        """Take out a faulty value, or put a stand-in where it is required."""
        name = str(step)
        info = self._model(path).get(name)
        if info is not None and info.is_required() and name != "id":
            own = f"{crc32(repr((self.record.at, path, name)).encode()):08x}"
            box[name] = _STAND_INS.get(name, own)
        else:
            box.pop(name, None)


def _holds(value: object, step: Step) -> bool:
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _models(annotation: object) -> list[type[BaseModel]]:
    """Return the entry classes that a field may hold."""
    own = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    models: list[type[BaseModel]] = [annotation] if own else []  # type: ignore[list-item]  # it is
    return models + [model for inner in get_args(annotation) for model in _models(inner)]
