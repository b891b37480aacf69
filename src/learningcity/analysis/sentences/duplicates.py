"""What results say about pairs of initiatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, entry_name, join, listed, number

if TYPE_CHECKING:
    from learningcity.analysis.reviews import MootReview
    from learningcity.model.city import City

__all__ = ["duplicates_summary", "moot_sentence"]

_MOOT = {
    "offers-nothing": "one of the two offers nothing itself",
    "not-running": "one of the two does not run",
    "not-comparable": "the file says too little to compare them",
    "below-minimum": "they do not overlap enough",
}


def duplicates_summary(counts: Mapping[str, int], unjudged: int) -> str:
    """Return the headline of the duplicates."""
    confirmed = counts.get("reviewed:duplicate", 0)
    candidates, possible = counts.get("candidate", 0), counts.get("possible", 0)
    parts = [
        count(confirmed, "confirmed duplicate") if confirmed else "",
        f"{count(candidates, 'candidate pair')} for duplication" if candidates else "",
        f"{number(possible)} possible where something is not known" if possible else "",
    ]
    said = listed(parts) or "no pair that may be a duplicate"
    unjudged_part = f"; {count(unjudged, 'pair')} could not be compared" if unjudged else ""
    return f"{said[0].upper()}{said[1:]}{unjudged_part}."


def moot_sentence(city: City, reviews: Sequence[MootReview]) -> str:
    """Return what people decided about pairs that are no rows now, and why they are none."""
    told = [
        f"{_both(city, review)} ({review.verdict}; {_MOOT[review.reason]})" for review in reviews
    ]
    are = "is no finding" if len(reviews) == 1 else "are no findings"
    return f"{count(len(reviews), 'reviewed pair')} {are} now: {join(told)}."


def _both(city: City, review: MootReview) -> str:
    return " and ".join(entry_name(city, f"initiative:{key}") for key in review.initiatives)
