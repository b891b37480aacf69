"""Which entries of a city a row of a result names, and in which columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from learningcity.analysis.result import Row

__all__ = ["mentions"]

_KINDS: Mapping[str, str] = {
    "common_funders": "partner",
    "general": "initiative",
    "initiative": "initiative",
    "initiatives": "initiative",
    "may_reach": "initiative",
    "need": "need",
    "partner": "partner",
    "partners": "partner",
    "providers": "partner",
    "sole_provider": "partner",
    "targeted": "initiative",
    "under": "initiative",
    "unknown_capacity": "initiative",
    "unreached_audiences": "audience",
    "unreached_places": "place",
}
"""The kind of entry whose ids stand in a column."""

_REFERENCES = ("subjects", "about")
"""The columns that hold whole references."""


def mentions(row: Row) -> Iterator[tuple[str, str]]:
    """Return each column of a row with each entry that it names, such as ``need:youth``."""
    for field in fields(row):
        value: object = getattr(row, field.name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Row):
                for _, reference in mentions(item):
                    yield field.name, reference
            elif isinstance(item, str) and field.name in _REFERENCES:
                yield field.name, item
            elif isinstance(item, str) and field.name in _KINDS:
                yield field.name, f"{_KINDS[field.name]}:{item}"
