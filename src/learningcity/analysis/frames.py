"""Columns for data frames whose columns hold values of one kind."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from learningcity.display import json_line

__all__ = ["of_one_kind"]


def of_one_kind(values: Sequence[object]) -> list[object]:
    """Return the plain values of a column so that each place in them has values of one kind.

    Where one place has several (numbers, texts, truth values, lists, records), each value there is
    written as JSON text: a frame that holds one kind would otherwise lose or change some. Lists and
    records are looked into.
    """
    kinds = {_kind(value) for value in values if value is not None}
    if len(kinds) > 1:
        return [None if value is None else json_line(value) for value in values]
    if kinds == {list}:
        return _lists(values)
    if kinds == {dict}:
        return _records(values)
    return list(values)


def _kind(value: object) -> type:
    """Return the kind of a plain value; numbers are one, whether whole or not."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal
    return type(value)


def _lists(values: Sequence[object]) -> list[object]:
    items = iter(of_one_kind([item for each in values if isinstance(each, list) for item in each]))
    return [[next(items) for _ in value] if isinstance(value, list) else None for value in values]


def _records(values: Sequence[object]) -> list[object]:
    records = [value if isinstance(value, dict) else {} for value in values]
    keys = dict.fromkeys(key for record in records for key in record)
    columns = {key: of_one_kind([record.get(key) for record in records]) for key in keys}
    return [
        None if value is None else {key: columns[key][place] for key in keys}
        for place, value in enumerate(values)
    ]
