"""The JSON Schema of an answer: which keys its JSON form has, of what type, and what they mean.

It is made from the classes of the result, its parameters and its rows, so that it cannot say
something else than they do: the types are those of the fields, the words are the sentences that
stand under them.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import (
    Any,
    ClassVar,
    Final,
    Literal,
    NotRequired,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from learningcity.analysis.result import Assumptions, FrozenMap, Result, Row
from learningcity.io.schema import DRAFT, Schema
from learningcity.model.field_docs import class_doc, field_docs

__all__ = ["answer_schema", "parameters_of", "record_schema", "row_of"]

Answer: TypeAlias = type[Result[Row, Assumptions]]

_PLAIN: Final[Mapping[object, Schema]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "number"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
    object: {},
}

_ALWAYS: Final[Mapping[str, str]] = {
    "schema": "The name of this form, with its version.",
    "city": "The id of the city; null for a graph of something else.",
    "scenarios": "The ids of the scenarios that are on the city; left out where there are none.",
    "parameters": "What the answer rests on besides the files.",
    "rows": "The rows, in the order that the question states.",
}


def answer_schema(answer: Answer) -> Schema:
    """Return the JSON Schema (draft 2020-12) of what ``to_json`` of a result gives.

    Parameters
    ----------
    answer
        The class of the result, such as ``learningcity.Coverage``.

    Returns
    -------
    dict
        The schema as plain data. Unknown is ``null`` where a type allows it, and what it stands for
        is said with the key. It allows keys that it does not name: a later version may have more.
    """
    made = _Made()
    properties: Schema = {
        "schema": {"description": _ALWAYS["schema"], "const": answer.schema},
        "city": {"description": _ALWAYS["city"], "type": ["string", "null"]},
        "scenarios": _described("scenarios", {"type": "array", "items": {"type": "string"}}),
        "parameters": _described("parameters", made.reference(parameters_of(answer))),
    }
    for name, (hint, words) in _extras(answer).items():
        properties[name] = {"description": _in_json(words), **made.value(hint)}
    rows: Schema = {"type": "array", "items": made.reference(row_of(answer))}
    properties["rows"] = _described("rows", rows)
    return {
        "$schema": DRAFT,
        "title": answer.schema,
        "description": class_doc(answer),
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != "scenarios"],
        "$defs": made.definitions,
    }


def record_schema(title: str, record: type) -> Schema:
    """Return the JSON Schema of an answer that is no result, from a class that names its keys."""
    made = _Made()
    entry = made.entry(record)
    more = {"$defs": made.definitions} if made.definitions else {}
    return {"$schema": DRAFT, "title": title, **entry, **more}


def row_of(answer: Answer) -> type[Row]:
    """Return the class of the rows of a result."""
    return next(each for each in _arguments(answer) if issubclass(each, Row))


def parameters_of(answer: Answer) -> type[Assumptions]:
    """Return the class of the parameters of a result."""
    hint = answer.__annotations__.get("parameters")
    if hint is not None:
        return _hint_of(answer, "parameters", hint)  # type: ignore[no-any-return]  # a class
    return next(each for each in _arguments(answer) if issubclass(each, Assumptions))


def _arguments(answer: type) -> list[type]:
    """Return the classes of which a result is said to be made, its own first."""
    found: list[type] = []
    for above in answer.__mro__:
        for base in above.__dict__.get("__orig_bases__", ()):
            found += [each for each in get_args(base) if isinstance(each, type)]
    return found


def _extras(answer: Answer) -> dict[str, tuple[Any, str]]:
    """Return the type and the meaning of what the JSON form has besides rows."""
    said: type = get_type_hints(answer.extras)["return"]
    if is_typeddict(said):
        words = field_docs(said)
        return {name: (hint, words[name]) for name, hint in get_type_hints(said).items()}
    return {path.rpartition(".")[2]: _attribute(answer, path) for path in answer.extra}


def _attribute(owner: type, path: str) -> tuple[Any, str]:
    """Return the type and the meaning of an attribute, or of an attribute of an attribute."""
    name, _, rest = path.partition(".")
    home = next(each for each in owner.__mro__ if name in {*each.__dict__, *_annotated(each)})
    value = home.__dict__.get(name)
    read = getattr(value, "fget", None) or getattr(value, "func", None)
    if read is not None:
        return get_type_hints(read)["return"], class_doc(read)
    hint = _hint_of(home, name, _annotated(home)[name])
    return _attribute(hint, rest) if rest else (hint, field_docs(home)[name])


def _annotated(owner: type) -> Mapping[str, Any]:
    return inspect.get_annotations(owner)


def _hint_of(owner: type, name: str, hint: Any) -> Any:
    """Return one annotation as a type; others of its class may name what is not loaded."""
    alone = type(
        owner.__name__, (), {"__annotations__": {name: hint}, "__module__": owner.__module__}
    )
    return get_type_hints(alone)[name]


def _in_json(words: str) -> str:
    """Return words about a value in Python as words about the same value in JSON."""
    return (
        words.replace("`None`", "`null`").replace("`True`", "`true`").replace("`False`", "`false`")
    )


def _described(name: str, value: Schema) -> Schema:
    return {"description": _ALWAYS[name], **value}


class _Made:
    """The definitions of records, made as they are needed."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def reference(self, record: type) -> Schema:
        """Return a reference to the definition of a record, which is there from now on."""
        if record.__name__ not in self.definitions:
            self.definitions[record.__name__] = {}
            self.definitions[record.__name__] = self.entry(record)
        return {"$ref": f"#/$defs/{record.__name__}"}

    def entry(self, record: type) -> Schema:
        """Return the definition of a record: its keys, all of them always there."""
        hints, words = get_type_hints(record, include_extras=True), field_docs(record)
        names = list(hints) if is_typeddict(record) else _names(record)
        return {
            "description": class_doc(record),
            "type": "object",
            "properties": {
                name: {"description": _in_json(words[name]), **self.value(hints[name])}
                for name in names
            },
            "required": [name for name in names if get_origin(hints[name]) is not NotRequired],
        }

    def value(self, hint: Any) -> Schema:
        """Return the schema of what a field of this type holds in JSON."""
        origin, inner = get_origin(hint), get_args(hint)
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        if origin in (ClassVar, NotRequired):
            return self.value(inner[0])
        if origin is Literal:
            return {"enum": list(inner)}
        if origin in (Union, types.UnionType):
            return self._one_of(inner)
        if origin in (dict, FrozenMap, Mapping):
            return {"type": "object", "additionalProperties": self.value(inner[-1])}
        if origin is list or (origin is tuple and inner[1:] == (...,)):
            return {"type": "array", "items": self.value(inner[0])}
        if origin is tuple:
            length = len(inner)
            items = [self.value(each) for each in inner]
            return {"type": "array", "prefixItems": items, "minItems": length, "maxItems": length}
        return self.reference(hint)

    def _one_of(self, hints: tuple[Any, ...]) -> Schema:
        """Return the schema of what is one of several types, most often something or unknown."""
        several = [self.value(hint) for hint in hints]
        if {} in several:
            return {}
        words = [word for each in several for word in _enumerated(each)]
        if words and all("enum" in each or each == {"type": "null"} for each in several):
            return {"enum": words}
        if all(set(each) == {"type"} for each in several):
            kinds = list(dict.fromkeys(str(each["type"]) for each in several))
            if "number" in kinds and "integer" in kinds:
                kinds.remove("integer")
            return {"type": kinds[0] if len(kinds) == 1 else kinds}
        return {"anyOf": several}


def _enumerated(schema: Schema) -> list[object]:
    words = schema.get("enum")
    return words if isinstance(words, list) else [None]


def _names(record: type) -> list[str]:
    if issubclass(record, Assumptions):
        return list(record.names())
    assert is_dataclass(record)
    return [each.name for each in fields(record)]
