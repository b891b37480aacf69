"""Writing a city as a file that people can go on writing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final, cast

from pydantic import BaseModel

from learningcity.io.atomic import write_atomically
from learningcity.io.yaml_text import Bare, fits_beside, yaml_item, yaml_lines
from learningcity.model.city import FORMAT, City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Entry, FundingLine, Identifier, Keyed
from learningcity.model.kinds import KINDS, Kind
from learningcity.model.values import Quantity, Text

__all__ = ["as_written", "city_to_yaml", "plain_value", "write_city"]

_SINGLE: Final = frozenset({"follows", "funder", "replaces", "role", "within"})
"""Keys whose list is written as the one value in it, where there is only one."""
_FIRST: Final = ("id", "name", "aliases")
_LAST: Final = ("url", "note", "sources", "inferred")


def write_city(city: City, path: str | os.PathLike[str]) -> None:
    """Write a city to one YAML file, whole or not at all.

    Reading the file gives an equal city, and writing that one gives the same bytes. Sections stand
    in a fixed order, entries in the order of the city; what is not known is left out. Comments and
    the division into several files are not kept.

    Parameters
    ----------
    city
        The city.
    path
        The file, which ends in ``.yaml`` or ``.yml``. An old file is replaced and keeps its
        permissions; its folder has to exist.

    Raises
    ------
    ValueError
        `path` has another ending, or a text of the city holds a character that no file may.
    OSError
        The file cannot be written, or is something else than a plain file. An old one is as it
        was.

    See Also
    --------
    learningcity.read_city : reads it again.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> learningcity.write_city(city, "lanternport.yaml")
    >>> learningcity.read_city("lanternport.yaml") == city
    True
    """
    if Path(path).suffix.lower() not in {".yaml", ".yml"}:
        raise ValueError(f"path: '{os.fspath(path)}' does not end in .yaml or .yml")
    write_atomically(path, city_to_yaml(city).encode("utf-8"))


def city_to_yaml(city: City) -> str:
    """Return a city as the text of a YAML file.

    Parameters
    ----------
    city
        The city.

    Returns
    -------
    str
        The text that ``write_city`` writes.

    Raises
    ------
    ValueError
        A text of the city holds a character that no file may.
    """
    return "\n".join(_lines(city)) + "\n"


def _lines(city: City) -> Iterator[str]:
    yield f"format: {FORMAT}"
    yield ""
    yield from yaml_lines("city", as_written(city.head, leave_out=()), 0, spread=True)
    for kind in KINDS:
        entries: Iterable[Entry] = getattr(city, kind.section)
        if entries:
            yield ""
            yield f"{kind.section}:"
            yield from _section(kind, entries)


def _section(kind: Kind, entries: Iterable[Entry]) -> Iterator[str]:
    """Write the entries of a section: each on a line if all fit, else with a line between them."""
    if not kind.keyed:
        for entry in entries:
            yield from yaml_item(as_written(entry), 2)
        return
    written = {entry.id: as_written(entry) for entry in cast("Iterable[Keyed]", entries)}
    short = all(fits_beside(key, fields, 2) for key, fields in written.items())
    for number, (key, fields) in enumerate(written.items()):
        if number and not short:
            yield ""
        yield from yaml_lines(key, fields, 2, spread=not short)


def as_written(entry: BaseModel, leave_out: Iterable[str] = ("id",)) -> dict[str, object]:
    """Return what an entry says as plain values, as in a file, in the order people read them in.

    Parameters
    ----------
    entry
        The entry, or a part of one.
    leave_out
        Fields to leave out; the id, unless told otherwise, since it is the key of the entry.
    """
    fields = type(entry).model_fields
    own = [name for name in fields if name not in (*_FIRST, *_LAST)]
    written: dict[str, object] = {}
    for name in (*_FIRST, *own, *_LAST):
        if name not in fields or name in leave_out:
            continue
        value = getattr(entry, name)
        if fields[name].is_required() or value != fields[name].default:
            written[fields[name].alias or name] = plain_value(name, value)
    return written


def plain_value(name: str, value: object) -> object:
    """Return the value of a field as the file has it; `name` is that of the field."""
    if isinstance(value, PartialDate):
        return Bare(value)
    if isinstance(value, Text | Quantity):
        return value.to_plain()
    if isinstance(value, BaseModel):
        return as_written(value)
    if isinstance(value, tuple):
        if value and all(isinstance(item, FundingLine) for item in value):
            return {line.id: as_written(line) for line in value}
        if value and all(isinstance(item, Identifier) for item in value):
            return {item.scheme: item.value for item in value}
        if name in _SINGLE and len(value) == 1:
            return plain_value("", value[0])
        return [plain_value("", item) for item in value]
    assert isinstance(value, str | int | Decimal)
    return value
