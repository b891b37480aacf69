"""Small cities from the plain data that one would write in a file, without reading one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from learningcity.model.city import City
from learningcity.model.entities import CityHead, Entry
from learningcity.model.integrity import Fault, check_integrity
from learningcity.model.kinds import KIND_OF_SECTION
from learningcity.model.running import Calendar
from learningcity.model.values import refuse
from learningcity.reach.likeness import Likeness
from learningcity.reach.view import CityView

E = TypeVar("E", bound=Entry)

Fields: TypeAlias = Mapping[str, object]
"""What a file says of one entry, or a section of it."""

_WORDS = ("name", "title", "statement", "label")


def entry(kind: type[E], /, **fields: object) -> E:
    """An entry; a name, title, statement or label that it must have is its id unless given."""
    for word in _WORDS:
        field = kind.model_fields.get(word)
        if field is not None and field.is_required():
            fields.setdefault(word, fields.get("id", "something"))
    return kind.model_validate(fields)


def city(**sections: object) -> City:
    """A city as of 2024. Each section is a map of ids to entries, or a list of entries.

    ``head`` has fields of ``city:``.
    """
    head: dict[str, object] = {"id": "here", "name": "Here", "as_of": 2024}
    given = sections.pop("head", {})
    assert isinstance(given, dict)
    built: dict[str, list[Entry]] = {}
    for section, entries in sections.items():
        kind = KIND_OF_SECTION[section].entry
        if isinstance(entries, dict):
            built[section] = [entry(kind, id=key, **fields) for key, fields in entries.items()]
        else:
            assert isinstance(entries, list)
            built[section] = [entry(kind, **fields) for fields in entries]
    return City.assemble(CityHead.model_validate(head | given), built)


def view_of(built: City, *, ever: bool = False, on: str | None = None) -> CityView:
    """The city as the calculus sees it."""
    return CityView(built, Calendar(built, on=on, ever=ever))


def likeness_of(built: City) -> Likeness:
    """Likeness of the terms of a city."""
    return Likeness(view_of(built))


def faults(built: City, code: str | None = None) -> list[Fault]:
    """The faults of a city, or those of one code."""
    return [fault for fault in check_integrity(built) if code in (None, fault.code)]


def only(built: City, code: str) -> Fault:
    """The one fault of this code; it is an error of the test if there are none or several."""
    (fault,) = faults(built, code)
    return fault


def parser(kind: Any) -> Callable[[object], object]:
    """What reads a field of this kind; errors are refusals of one value."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def parse(value: object) -> object:
        try:
            return adapter.validate_python(value)
        except ValidationError as invalid:
            (error,) = invalid.errors()
            raise refuse(
                error["type"], error["msg"], error.get("ctx", {}).get("hint", "")
            ) from None

    return parse


def refusal(parse: object, value: object) -> tuple[str, str, str | None]:
    """The code, message and hint with which a parser or a kind of entry refuses `value`."""
    if isinstance(parse, type) and issubclass(parse, Entry):
        with pytest.raises(ValidationError) as invalid:
            parse.model_validate(value)
        (error,) = invalid.value.errors()
        context = error.get("ctx", {})
        return error["type"], error["msg"], context.get("hint")
    assert callable(parse)
    with pytest.raises(PydanticCustomError) as refused:
        parse(value)
    context = refused.value.context or {}
    return refused.value.type, refused.value.message(), context.get("hint")
