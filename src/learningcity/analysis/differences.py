"""Which entries differ between two cities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from learningcity.analysis.result import Row
from learningcity.model.city import City
from learningcity.model.entities import Entry, Keyed
from learningcity.model.kinds import KINDS, Kind

__all__ = ["EntryDifference", "find_differences"]


@dataclass(frozen=True)
class EntryDifference(Row):
    """An entry that only one of two cities has, or that says something else in the other."""

    reference: str
    """The entry, such as ``initiative:wolves-at-work``; numbers are those of the city it is in."""
    change: str
    """``added``, ``removed`` or ``changed``, from the first city to the second."""
    fields: tuple[str, ...] = ()
    """The keys that say something else, where it is changed."""


def find_differences(before: City, after: City) -> tuple[EntryDifference, ...]:
    """Return the entries that differ, by section, in the order of the file; new ones come last.

    Entries without ids are the same if they say the same, wherever they stand.
    """
    found = []
    fields = _fields(before.head, after.head)
    if fields:
        found.append(EntryDifference(f"city:{before.id}", "changed", fields))
    for kind in KINDS:
        olds, news = getattr(before, kind.section), getattr(after, kind.section)
        found += _keyed(kind, olds, news) if kind.keyed else _listed(kind, olds, news)
    return tuple(found)


def _keyed(kind: Kind, olds: object, news: object) -> Iterator[EntryDifference]:
    first = {entry.id: entry for entry in cast("tuple[Keyed, ...]", olds)}
    second = {entry.id: entry for entry in cast("tuple[Keyed, ...]", news)}
    for key, entry in first.items():
        other = second.get(key)
        if other is None:
            yield EntryDifference(kind.reference(key), "removed")
        elif fields := _fields(entry, other):
            yield EntryDifference(kind.reference(key), "changed", fields)
    for key in second:
        if key not in first:
            yield EntryDifference(kind.reference(key), "added")


def _listed(
    kind: Kind, olds: tuple[Entry, ...], news: tuple[Entry, ...]
) -> Iterator[EntryDifference]:
    for entries, others, change in ((olds, news, "removed"), (news, olds, "added")):
        left = Counter(others)
        for number, entry in enumerate(entries):
            if left[entry] > 0:
                left[entry] -= 1
            else:
                yield EntryDifference(kind.reference(number), change)


def _fields(first: Entry, second: Entry) -> tuple[str, ...]:
    """Return the keys that say something else."""
    if first is second:
        return ()
    return tuple(
        info.alias or name
        for name, info in type(first).model_fields.items()
        if getattr(first, name) != getattr(second, name)
    )
