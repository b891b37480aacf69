"""The pages of the Python interface: an entry for each public name, with what it is made of."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, get_args, get_type_hints

import learningcity
import learningcity.plotting
from learningcity.analysis.answer_schema import row_of
from learningcity.analysis.result import Assumptions, Result, Row

MARK = re.compile(r"<!-- api:\s(.*?)\s-->", re.DOTALL)
SHARED = frozenset({"FigureRow", "Money", "EndingLine"})
"""Rows and parts of rows of several results; they stand on the page of what all results can do."""

_EVERY_RESULT = {"schema", "shown", "extra", "extras", "summary", "study", "names", "explain"}


def api_entries(source: str) -> str:
    """Return a page in which the marks have given way to the entries that they name."""
    return MARK.sub(lambda mark: _fenced(mark.group(1).split()), source)


def found(name: str) -> Any:
    """Return what a public name, or a name with its module, stands for."""
    home, _, last = f"learningcity.{name}".rpartition(".")
    return getattr(import_module(home), last)


def all_names() -> dict[str, str]:
    """Return the list of all public names: what each does, with a link to its entry."""
    lines = ["| name | does |", "|---|---|"]
    for name in public_names():
        does = inspect.cleandoc(found(name).__doc__ or "").partition("\n")[0]
        role = "class" if isinstance(found(name), type) else "func"
        link = f"{{py:{'exc' if 'Error' in name else role}}}`~learningcity.{name}`"
        lines.append(f"| {link} | {does.replace('|', chr(92) + '|')} |")
    return {"<!-- all names -->": "\n".join(lines)}


def public_names() -> list[str]:
    """Return the public names, those of pictures with their module."""
    names = [name for name in learningcity.__all__ if name != "__version__"]
    names += [f"plotting.{name}" for name in learningcity.plotting.__all__]
    return sorted(names, key=lambda name: name.rpartition(".")[2].casefold())


def _fenced(names: list[str]) -> str:
    lines = [line for name in names for line in _entry(name)]
    return "\n".join(["```{eval-rst}", *lines, "```"])


def _entry(name: str) -> Iterator[str]:
    value = found(name)
    if not isinstance(value, type):
        yield f".. autofunction:: learningcity.{name}"
        return
    kind = "autoexception" if issubclass(value, BaseException) else "autoclass"
    yield f".. {kind}:: learningcity.{name}"
    members = list(_offered(value))
    if members:
        yield f"   :members: {', '.join(members)}"
    yield ""
    if issubclass(value, Result) and value is not Result:
        yield from _rows(row_of(value), set())


def _rows(row: type, seen: set[type]) -> Iterator[str]:
    """Yield the entry of a class of rows, and of the parts of which its rows are made."""
    if row in seen or row.__name__ in SHARED:
        return
    seen.add(row)
    yield f".. autoclass:: {row.__module__}.{row.__qualname__}"
    yield "   :members:"
    yield "   :exclude-members: to_record, in_cell, shown_value"
    yield ""
    for part in _parts(row):
        yield from _rows(part, seen)


def _parts(row: type) -> Iterator[type]:
    waiting = list(get_type_hints(row).values())
    while waiting:
        hint = waiting.pop(0)
        if isinstance(hint, type) and issubclass(hint, Row):
            yield hint
        waiting[:0] = get_args(hint)


def _offered(owner: type) -> Iterator[str]:
    """Yield what a class offers: its own, and of classes in between that have no entry."""
    skipped = _EVERY_RESULT if issubclass(owner, Result) and owner is not Result else set()
    for above in owner.__mro__:
        if above in (Result, Row) and above is not owner:
            break
        if above.__module__.partition(".")[0] != "learningcity":
            continue
        fields = inspect.get_annotations(above)
        for name in dict.fromkeys((*fields, *vars(above))):
            value = vars(above).get(name)
            told = inspect.isfunction(value) or isinstance(
                value, property | cached_property | classmethod
            )
            hidden = name.startswith(("_", "model_")) or name in skipped
            if (told or name in fields) and not hidden:
                yield name


def hide_signature(
    _app: object,
    what: str,
    _name: str,
    value: object,
    _options: object,
    _said: object,
    _gives: object,
) -> tuple[str, None] | None:
    """Leave out the signatures of what nobody makes by hand: results, rows, parameters."""
    made = isinstance(value, type) and (
        issubclass(value, Result | Row | Assumptions) or (is_dataclass(value) and what == "class")
    )
    return ("", None) if made else None
