"""Which fields of a class may hold what, so that a rule need not look at all the others."""

from __future__ import annotations

from functools import cache
from typing import get_args

from pydantic import BaseModel

__all__ = ["fields_holding", "fields_named"]


@cache
def fields_holding(model: type[BaseModel], kinds: tuple[type, ...]) -> tuple[str, ...]:
    """Return the fields that may hold a value of one of these classes, alone or in a list.

    Parameters
    ----------
    model
        The class whose fields are asked for; they come in their order.
    kinds
        The classes.
    """
    return tuple(
        name for name, info in model.model_fields.items() if _may_be(info.annotation, kinds)
    )


@cache
def fields_named(model: type[BaseModel], names: frozenset[str]) -> tuple[str, ...]:
    """Return those of these fields that a class has, in its order."""
    return tuple(name for name in model.model_fields if name in names)


def _may_be(annotation: object, kinds: tuple[type, ...]) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, kinds):
        return True
    return any(_may_be(inner, kinds) for inner in get_args(annotation))
