"""The JSON Schema of the city file and of the scenario file, made from the model, for editors.

It says what shape a file has: which keys there are, what they mean and what may stand in them. Not
all rules can be said in it: whether an id leads somewhere, and whether dates fit together, is what
``check_city`` finds. What ``check_city`` takes as a city in the documented form, the schema takes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    TypeAlias,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import BaseModel, PlainValidator
from pydantic.fields import FieldInfo

from learningcity.display import json_text
from learningcity.io.atomic import write_atomically
from learningcity.io.scenario_text import ScenarioHead
from learningcity.model.city import FORMAT, SCENARIO_FORMAT, City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import (
    CityHead,
    FundingLine,
    Identifier,
    Initiative,
    Keyed,
    Partner,
    StatedValue,
)
from learningcity.model.field_docs import class_doc, field_docs
from learningcity.model.kinds import KINDS
from learningcity.model.removal import REMOVABLE
from learningcity.model.values import (
    Amount,
    CountryCode,
    CurrencyCode,
    Id,
    LanguageTag,
    LineReference,
    OneOrMany,
    People,
    Quantity,
    Text,
    WebAddress,
)
from learningcity.model.vocabulary import PARTNER_KINDS, shipped_activities

__all__ = ["DRAFT", "Schema", "file_schema", "scenario_schema", "schema_text", "write_schema"]

Schema: TypeAlias = dict[str, object]
"""A JSON Schema, or a part of one."""

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema in which all of ours are written."""

# Every script has its own letters, and few programs know the classes of Unicode: of the letters
# and signs beyond ASCII all are let through here. ``check_city`` knows them.
_WORD: Final = "[^\\u0000-/:-`{-\\u007f]+"
_KEY: Final = f"{_WORD}(-{_WORD})*"
_MONTH: Final = "(0[1-9]|1[0-2])"
_DAY: Final = "(0[1-9]|[12][0-9]|3[01])"
_ADDRESS: Final = "[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@]+([/?#]\\S*)?"
_LANGUAGE: Final = "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"


def write_schema(path: str | os.PathLike[str], *, scenario: bool = False) -> None:
    """Write the JSON Schema of the city file, for editors, whole or not at all.

    An editor that reads it offers the keys and words that may stand in a file, says what each
    means, and marks what is misspelt. It does not know whether ids lead anywhere.

    Parameters
    ----------
    path
        The file, such as ``learningcity-1.schema.json``. An old one is replaced.
    scenario
        Write that of the scenario file instead.

    Raises
    ------
    OSError
        The file cannot be written, or is something else than a plain file.

    See Also
    --------
    learningcity.write_city : writes a city that the schema describes.

    Examples
    --------
    >>> import learningcity
    >>> import json
    >>> from pathlib import Path
    >>> learningcity.write_schema("learningcity-1.schema.json")
    >>> schema = json.loads(Path("learningcity-1.schema.json").read_text("utf-8"))
    >>> schema["title"]
    'City file, format learningcity/1'
    """
    write_atomically(path, schema_text(scenario=scenario).encode("utf-8"))


def schema_text(*, scenario: bool = False) -> str:
    """Return the JSON Schema of the city file, or the scenario file, as text; always the same."""
    return json_text(scenario_schema() if scenario else file_schema()) + "\n"


def file_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of one file of a city as plain data.

    No key is required at the top, because each file of a folder has only some of them.
    """
    made = _Made()
    properties: Schema = {
        "format": {
            "description": "The version of the file format; once in all files of a city.",
            "const": FORMAT,
        },
        "city": {**made.reference(CityHead), "description": field_docs(City)["head"]},
    }
    properties |= _sections(made)
    return {
        "$schema": DRAFT,
        "title": f"City file, format {FORMAT}",
        "description": "A learning city: its partners, initiatives, needs and their sources.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": {**_values(), **dict(sorted(made.definitions.items()))},
    }


def scenario_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a scenario file as plain data."""
    made = _Made()
    added = _sections(made)
    head = made.reference(ScenarioHead)
    changed = {
        kind.section: _or_nothing(_keyed(made.change(kind.entry))) for kind in KINDS if kind.keyed
    }
    dates = _or_nothing(_keyed(_reference("date")))
    ids: Schema = {"anyOf": [_reference("id"), _list_of(_reference("id")), {"type": "null"}]}
    verbs = {
        "add": ("New entries, by section, as in a city file.", added),
        "change": ("What is new about entries; a key without a value is taken away.", changed),
        "end": ("When initiatives end.", {"initiatives": dates}),
        "remove": ("What is taken away, with all that hangs on it.", dict.fromkeys(REMOVABLE, ids)),
    }
    properties: Schema = {
        "format": {"description": "The version of the file format.", "const": SCENARIO_FORMAT},
        "scenario": {"description": class_doc(ScenarioHead), **head},
    }
    for verb, (words, sections) in verbs.items():
        block: Schema = {"type": "object", "properties": sections, "additionalProperties": False}
        properties[verb] = {"description": words, **_or_nothing(block)}
    return {
        "$schema": DRAFT,
        "title": f"Scenario file, format {SCENARIO_FORMAT}",
        "description": "A supposition about a city: what is added, changed, ended, taken away.",
        "type": "object",
        "properties": properties,
        "required": ["format", "scenario"],
        "additionalProperties": False,
        "$defs": {**_values(), **dict(sorted(made.definitions.items()))},
    }


def _sections(made: _Made) -> Schema:
    """Return what the sections of a city file hold."""
    words = field_docs(City)
    sections: Schema = {}
    for kind in KINDS:
        entry = made.reference(kind.entry)
        entries = _keyed(entry) if kind.keyed else _list_of(entry)
        sections[kind.section] = {"description": words[kind.section], **_or_nothing(entries)}
    return sections


# -- values --------------------------------------------------------------------------------------


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _text_like(pattern: str, description: str, **more: object) -> Schema:
    return {"description": description, "type": "string", "pattern": f"^{pattern}$", **more}


def _numbers(number: Schema, description: str) -> Schema:
    """Return a number or its bounds."""
    between: Schema = {
        "at_least": {"description": "It is this or more.", **number},
        "at_most": {"description": "It is this or less.", **number},
    }
    about: Schema = {"about": {"description": "It is near to this.", **number}}
    bounds: list[object] = [
        {
            "type": "object",
            "properties": properties,
            "minProperties": 1,
            "additionalProperties": False,
        }
        for properties in (between, about)
    ]
    return {"description": description, "anyOf": [number, *bounds]}


def _values() -> Schema:
    """Return the definitions of single values."""
    words: Schema = {"type": "string", "pattern": "\\S"}
    return {
        "key": _text_like(_KEY, "Small letters and digits, joined by hyphens.", maxLength=100),
        "id": {
            "description": "The id of an entry: small letters and digits, joined by hyphens.",
            "anyOf": [_reference("key"), {"type": "integer", "minimum": 0}],
        },
        "activity": {
            "description": "One of the shipped activities, or one of the city's own.",
            "anyOf": [_reference("id")],
            "examples": [activity.id for activity in shipped_activities()],
        },
        "line": {
            "description": "The id of a funding line, or of an initiative and its line: a/b.",
            "anyOf": [
                {"type": "string", "pattern": f"^{_KEY}(/{_KEY})?$"},
                {"type": "integer", "minimum": 0},
            ],
        },
        "text": {
            "description": "Text, or the same in several languages: {en: …, cy: …}.",
            "anyOf": [
                words,
                {
                    "type": "object",
                    "propertyNames": {"pattern": f"^{_LANGUAGE}$"},
                    "additionalProperties": words,
                    "minProperties": 1,
                },
            ],
        },
        "date": {
            "description": "A year, a month or a day: 2017, 2017-01 or 2017-01-25.",
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                {"type": "string", "pattern": f"^(?!0000)[0-9]{{4}}(-{_MONTH}(-{_DAY})?)?$"},
            ],
        },
        "number": _numbers({"type": "number"}, "A number, or what is known of it."),
        "people": _numbers(
            {"type": "integer", "minimum": 0}, "A number of people, or what is known of it."
        ),
        "amount": _numbers(
            {"type": "number", "minimum": 0}, "An amount of money, or what is known of it."
        ),
        "value": {
            "description": "A figure, or words where the source gives no number.",
            "anyOf": [_reference("number"), _reference("text")],
        },
        "language": _text_like(_LANGUAGE, "A language tag such as en, cy, ko or pt-BR."),
        "country": _text_like("[A-Z]{2}", "Two capital letters of ISO 3166-1, such as GB."),
        "currency": _text_like("[A-Z]{3}", "Three capital letters of ISO 4217, such as GBP."),
        "address": _text_like(_ADDRESS, "A whole web address."),
    }


def _reader_of(value: object) -> object:
    """Return what reads a value type: the one thing that is the same wherever it stands."""
    return next(part for part in get_args(value) if isinstance(part, PlainValidator))


_NAMES: Final[Mapping[object, str]] = {
    _reader_of(Amount): "amount",
    _reader_of(CountryCode): "country",
    _reader_of(CurrencyCode): "currency",
    _reader_of(Id): "id",
    _reader_of(LanguageTag): "language",
    _reader_of(LineReference): "line",
    _reader_of(People): "people",
    _reader_of(StatedValue): "value",
    _reader_of(WebAddress): "address",
    PartialDate: "date",
    Quantity: "number",
    Text: "text",
}
"""The definitions of value types, by what reads them or by their class."""

_ONE_OR_MANY: Final = get_args(OneOrMany[Id])[1]

_PLAIN: Final[Mapping[object, Schema]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
}

_LIMITS: Final[Mapping[str, Mapping[str, str]]] = {
    "array": {"min_length": "minItems"},
    "integer": {"ge": "minimum", "le": "maximum"},
    "string": {"min_length": "minLength"},
}
"""What the limits of the model are called here, by what they limit."""


def _list_of(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _keyed(entry: Schema) -> Schema:
    return {"type": "object", "propertyNames": _reference("key"), "additionalProperties": entry}


def _or_nothing(value: Schema) -> Schema:
    """Return a value that may be left empty: a key without a value says the same as no key."""
    words = value.get("enum")
    if isinstance(words, list):
        return {"enum": [*words, None]}
    return {"anyOf": [value, {"type": "null"}]}


class _Made:
    """The definitions of entries, made as they are needed."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def reference(self, model: type[BaseModel]) -> Schema:
        """Return a reference to the definition of an entry, which is there from now on."""
        self.definitions[model.__name__] = self._entry(model)
        return _reference(model.__name__)

    def change(self, model: type[BaseModel]) -> Schema:
        """Return a reference to the definition of what can change in an entry: any of its keys."""
        entry = self._entry(model)
        entry.pop("required", None)
        if model is Initiative:
            properties = cast("dict[str, Schema]", entry["properties"])
            line = _or_nothing(self.reference(FundingLine))
            words = properties["funding"]["description"]
            properties["funding"] = {"description": words, **_or_nothing(_keyed(line))}
        name = f"{model.__name__}Change"
        self.definitions[name] = entry
        return _reference(name)

    def _entry(self, model: type[BaseModel]) -> Schema:
        words, hints = field_docs(model), get_type_hints(model, include_extras=True)
        properties: Schema = {}
        required = []
        for name, info in model.model_fields.items():
            if name == "id" and model not in (CityHead, ScenarioHead):
                continue  # it is the key under which the entry stands
            key = info.alias or name
            value = self._value(hints[name])
            if name == "activities":
                value = _list_of(_reference("activity"))
            if info.is_required():
                required.append(key)
            else:
                value = _or_nothing(value)
            if name == "kind" and model is Partner:
                value["examples"] = list(PARTNER_KINDS)
            properties[key] = {"description": words[name], **value}
        entry: Schema = {
            "description": class_doc(model),
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        return {**entry, "required": required} if required else entry

    def _value(self, hint: Any) -> Schema:
        """Return the schema of what a field of this type holds in a file."""
        if get_origin(hint) is Annotated:
            inner, *said = get_args(hint)
            name = next((_NAMES[part] for part in said if part in _NAMES), None)
            value = self._value(inner) if name is None else _reference(name)
            value |= _limits(said, str(value.get("type")))
            return {"anyOf": [value["items"], value]} if _ONE_OR_MANY in said else value
        if hint in _NAMES:
            return _reference(_NAMES[hint])
        if get_origin(hint) is Literal:
            return {"enum": list(get_args(hint))}
        if get_origin(hint) is tuple:
            return self._several(get_args(hint)[0])
        if type(None) in get_args(hint):
            return self._value(get_args(hint)[0])
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        assert issubclass(hint, BaseModel)
        return self.reference(hint)

    def _several(self, item: Any) -> Schema:
        if item is Identifier:
            number: Schema = {"type": "string", "minLength": 1}
            return {
                "type": "object",
                "propertyNames": {"description": field_docs(Identifier)["scheme"]},
                "additionalProperties": {"description": field_docs(Identifier)["value"], **number},
            }
        value = self._value(item)
        keyed = isinstance(item, type) and issubclass(item, Keyed)
        return _keyed(value) if keyed else _list_of(value)


def _limits(said: list[object], kind: str) -> Schema:
    """Return the limits that the model sets to a value of this kind."""
    found: Schema = {}
    for part in said:
        for limit in part.metadata if isinstance(part, FieldInfo) else [part]:
            for name, word in _LIMITS.get(kind, {}).items():
                if getattr(limit, name, None) is not None:
                    found[word] = getattr(limit, name)
    return found
