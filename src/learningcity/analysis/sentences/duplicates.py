"""What results say about pairs of initiatives."""

from __future__ import annotations

from collections.abc import Mapping

from learningcity.analysis.sentences.words import count, listed, number

__all__ = ["duplicates_summary"]


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
