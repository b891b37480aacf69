"""Data for programs on standard output: JSON and CSV, exact and harmless."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

import click

from learningcity.analysis.result import Parameters, Result, Row

__all__ = ["write_csv", "write_json"]

_MARK = "\udfff"
"""A lone surrogate: no text that was read has one."""

_MARKED = re.compile(f'"{_MARK}([0-9.E+-]+)"')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ACTIVE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def write_json(value: Mapping[str, object]) -> None:
    """Write plain data as JSON. Decimal numbers keep all their digits."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_exact)
    text = _MARKED.sub(r"\1", text)
    click.echo("".join(map(_inert, text)))


def _exact(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value}"
    raise TypeError(f"{type(value).__name__} is not plain data")


def _inert(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _ACTIVE:
        return character
    return json.dumps(character)[1:-1]


def write_csv(result: Result[Row, Parameters]) -> None:
    """Write the rows as CSV: lists joined with ``;``, unknown as an empty cell.

    A text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(result.columns)
    for row in result.rows:
        writer.writerow([_cell(getattr(row, name)) for name in result.columns])
    click.echo(buffer.getvalue(), nl=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _harmless(";".join(map(_word, value)))
    return str(value) if isinstance(value, int | float | Decimal) else _harmless(str(value))


def _word(value: object) -> str:
    if isinstance(value, Row):
        return str(getattr(value, dataclasses.fields(value)[0].name))
    return str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
