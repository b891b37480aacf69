"""Rows for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from learningcity.analysis.result import Assumptions, Result, Row

__all__ = ["csv_text"]

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What starts a formula; the wide forms do so in East Asian spreadsheets."""

_SHIFTS = ("\t", "\r")
"""What a spreadsheet may leave out before it looks for a formula."""


def csv_text(result: Result[Row, Assumptions], columns: Sequence[str] | None = None) -> str:
    """Return the rows as CSV: lists joined with ``;``, lists in them with ``+``, unknown as empty.

    `columns` are those to write; ``None`` writes all.

    A text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = result.columns if columns is None else columns
    writer.writerow(names)
    for row in result.rows:
        writer.writerow([_cell(getattr(row, name)) for name in names])
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _harmless(";".join(map(_word, value)))
    return str(value) if isinstance(value, int | float | Decimal) else _harmless(str(value))


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return "+".join(map(_word, value))
    return value.in_cell() if isinstance(value, Row) else str(value)


def _harmless(text: str) -> str:
    acts = text.startswith(_SHIFTS) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if acts else text
