"""One thing that is missing, as every finder of gaps gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from learningcity.analysis.coverage import STATUSES, Status
from learningcity.analysis.placement import Placed
from learningcity.analysis.result import Row
from learningcity.analysis.sentences.absent import NO_SUCH
from learningcity.analysis.sentences.gaps import size_words
from learningcity.display import Absent
from learningcity.model.entities import Entry
from learningcity.model.values import Number

__all__ = [
    "GAP_TYPES",
    "NEED_TYPES",
    "NOT_KNOWN",
    "GapRow",
    "GapType",
    "Mark",
    "Strength",
    "read_types",
    "strength_of",
]

GapType: TypeAlias = Literal[
    "need-absent",
    "need-possible",
    "need-general",
    "need-partial",
    "need-reached",
    "continuity",
    "evidence",
    "evaluation",
    "ownership",
    "sector",
    "objective",
    "place",
    "audience",
]
"""What sort of gap it is; a need has the one of its status."""

GAP_TYPES: tuple[GapType, ...] = get_args(GapType)
"""The types of gap, in the order of the rows."""

NEED_TYPES: Mapping[Status, GapType] = dict(zip(STATUSES, GAP_TYPES, strict=False))
"""The type of a need with each status."""

Mark: TypeAlias = Literal[
    "short",
    "sufficiency-unknown",
    "sole-provider",
    "filed-elsewhere",
    "no-source",
    "no-date",
    "old",
    "no-owner",
    "no-top-body",
    "not-known",
]
"""What else there is to know of a gap."""

Strength: TypeAlias = Literal["sourced-and-dated", "sourced", "inferred", "none"]
"""What a gap rests on."""

NOT_KNOWN: Final = "not-known"
"""The mark of a row of which the files leave open whether it is a gap."""


@dataclass(frozen=True)
class GapRow(Row):
    """One thing that is missing, or one need with how far it is met."""

    type: GapType
    """What sort of gap it is."""
    subjects: tuple[str, ...]
    """What it is about, such as ``need:youth-claimants``; of a sector, that is said second."""
    marks: tuple[Mark, ...]
    """What else there is to know."""
    low: Number | None
    """The smallest size it may have; ``None`` where not known, or where it has none."""
    high: Number | None
    """The largest size it may have; ``None`` where not known, or where it has none."""
    unit: Literal["people", "months", "years"] | None
    """The unit of the size; ``None`` where it has none."""
    strength: Strength
    """What it rests on."""
    sentence: str
    """The gap in plain words."""
    remedy: str
    """What would close it."""
    partners: tuple[Placed, ...]
    """Up to three partners best placed to close it, and why."""

    @property
    def size(self) -> str:
        """The size in words; ``-`` where there is none to know."""
        return size_words(self.low, self.high, self.unit)

    def shown_value(self, name: str) -> object:
        """Return a value as a notebook shows it; what is no number of anything has no size."""
        if name in ("low", "high") and self.unit is None:
            return Absent(NO_SUCH)
        return super().shown_value(name)


def read_types(types: Iterable[str] | None) -> tuple[str, ...]:
    """Return the types that are asked for, in their order; ``None`` asks for all.

    Raises
    ------
    ValueError
        One of them is no type, or `types` is a word and not a list of words.
    """
    if types is None:
        return GAP_TYPES
    if isinstance(types, str):
        raise ValueError(f"types: '{types}' is one word, give a list of types")
    asked = tuple(types)
    for kind in asked:
        if kind not in GAP_TYPES:
            raise ValueError(f"types: '{kind}' is none of {', '.join(GAP_TYPES)}")
    return tuple(kind for kind in GAP_TYPES if kind in asked)


def strength_of(entry: Entry) -> Strength:
    """Return what an entry rests on; a date that was inferred does not count as dated."""
    dated = getattr(entry, "date", None) is not None and "date" not in entry.inferred
    if entry.sources:
        return "sourced-and-dated" if dated else "sourced"
    return "inferred" if entry.inferred else "none"
