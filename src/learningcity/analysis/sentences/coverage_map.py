"""What maps of coverage say."""

from __future__ import annotations

from collections.abc import Mapping

from learningcity.analysis.sentences.words import count, listed, number

__all__ = ["AXIS_WORDS", "STATUS_IN_CELL", "STATUS_WORDS", "map_summary", "named_fully"]

AXIS_WORDS: Mapping[str, str] = {
    "activity": "activities",
    "audience": "groups",
    "place": "places",
    "priority": "priorities",
    "mode": "ways of learning",
    "sector": "sectors",
    "sdg": "sustainable development goals",
    "area": "UNESCO feature areas",
}
"""What the terms of an axis are called."""

STATUS_WORDS: Mapping[str, str] = {
    "named": "named by an initiative",
    "general": "reached in general only",
    "not-known": "not known",
    "none-recorded": "none recorded",
    "none-needed": "none recorded, and no need either",
}
"""What the status of a cell means."""

STATUS_IN_CELL: Mapping[str, str] = {
    "none-recorded": "none recorded",
    "none-needed": "none, no need",
}
"""The same in a narrow cell, where that differs from what the cell shows."""


def map_summary(rows: str, columns: str, counts: Mapping[str, int], beside: int) -> str:
    """Return how many cells of a map have each status."""
    total = sum(counts.values())
    head = f"{AXIS_WORDS[rows]} × {AXIS_WORDS[columns]}"
    if not total:
        return f"{head[0].upper()}{head[1:]}: nothing to compare."
    said = listed(
        [f"{number(counts[key])} {words}" for key, words in STATUS_WORDS.items() if counts[key]]
    )
    rest = f" {count(beside, 'initiative')} in no cell." if beside else ""
    return f"{head[0].upper()}{head[1:]}, {count(total, 'cell')}: {said}.{rest}"


def named_fully(key: str, name: str) -> str:
    """Return a term with its id, where the two differ."""
    return name if name == key else f"{name} ({key})"
