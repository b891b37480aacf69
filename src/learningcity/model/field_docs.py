"""What the fields of entries and of results mean, read from the sentences under them in the source.

These are written once, under the fields. They are looked for only when somebody asks, so
that reading a city costs nothing for them.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

__all__ = ["class_doc", "field_docs"]

_PACKAGE = __name__.partition(".")[0]
_CODE = re.compile(r"``([^`]*)``")


def class_doc(model: type) -> str:
    """Return what a class is, in plain words on one line."""
    return _plain(inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0])


def field_docs(model: type) -> dict[str, str]:
    """Return what the fields of a class mean, in plain words on one line each.

    Parameters
    ----------
    model
        The class: of entries of a file, of rows of a result, or of anything whose fields have their
        sentences under them.

    Returns
    -------
    dict
        By the name of the field in Python; a field of a class it is made from has that one's words.
    """
    found: dict[str, str] = {}
    for above in reversed(model.__mro__):
        if above.__module__.partition(".")[0] == _PACKAGE:
            found |= _docs_of(above.__module__).get(above.__name__, {})
    return found


@cache
def _docs_of(module: str) -> Mapping[str, Mapping[str, str]]:
    """Return the sentences under the fields of all classes of a module, by class and field."""
    package, _, name = module.rpartition(".")
    source = files(package).joinpath(f"{name}.py").read_text(encoding="utf-8")
    classes = (part for part in ast.parse(source).body if isinstance(part, ast.ClassDef))
    return {part.name: dict(_fields(part)) for part in classes}


def _fields(part: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in zip(part.body, part.body[1:], strict=False):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, _plain(inspect.cleandoc(text))


def _plain(text: str) -> str:
    return " ".join(_CODE.sub(r"`\1`", text).split())
