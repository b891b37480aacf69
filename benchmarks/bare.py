"""Bare pydantic models with the fields of a city's entries: what plain validation of them costs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, create_model

from learningcity.model.dates import PartialDate
from learningcity.model.entities import FundingLine
from learningcity.model.kinds import KIND_OF_SECTION
from learningcity.model.values import Quantity, Text

__all__ = ["bare_model", "validate_bare"]

_PLAIN = {Text: str, PartialDate: str, Quantity: int}


@cache
def bare_model(model: type[BaseModel], *, keyed: bool = True) -> type[BaseModel]:
    """Return a frozen model with the same fields, of plain types and without validators."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if name == "id" and not keyed:
            continue
        default = ... if info.is_required() else info.default
        if name == "funding":
            fields[name] = (dict[str, bare_model(FundingLine, keyed=False)], {})  # type: ignore[misc]  # made here
        else:
            fields[info.alias or name] = (_plain(info.annotation), default)
    config = ConfigDict(frozen=True, extra="forbid")
    made: type[BaseModel] = create_model(f"Bare{model.__name__}", __config__=config, **fields)
    return made


def _plain(annotation: Any) -> Any:
    """Return the plain type of what a file says for a field."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plain(inner[0])
    if origin in (Union, UnionType):
        return Union[tuple(each if each is NoneType else _plain(each) for each in inner)]  # noqa: UP007  # made here
    if origin is tuple:
        one: Any = _plain(inner[0])
        return Union[one, tuple[one, ...]]  # noqa: UP007  # made here
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bare_model(annotation)
    return _PLAIN.get(annotation, annotation)


def validate_bare(data: Mapping[str, Any]) -> dict[str, list[BaseModel]]:
    """Return all entries of a city in plain data, by section, with nothing checked but types."""
    made = {}
    for section, entries in data.items():
        if section in KIND_OF_SECTION:
            model = bare_model(KIND_OF_SECTION[section].entry)
            made[section] = [
                model.model_validate({**entry, "id": key}) for key, entry in entries.items()
            ]
    return made
