"""What people decided about pairs of initiatives, and which decisions have become moot."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from learningcity.analysis.result import Row
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.entities import Verdict
from learningcity.model.running import Running
from learningcity.model.vocabulary import offers_itself
from learningcity.reach.pairs import compare

__all__ = ["Decision", "MootReason", "MootReview", "find_moot", "latest_reviews", "why_no_row"]

MootReason: TypeAlias = Literal["offers-nothing", "not-running", "not-comparable", "below-minimum"]
"""Why a pair that people reviewed is no row."""


@dataclass(frozen=True)
class Decision:
    """What people decided last about a pair."""

    initiatives: tuple[str, str]
    """The two ids, in file order."""
    verdict: Verdict
    """The decision."""
    number: int
    """The number of the review, counted from 0 in file order."""

    @property
    def review(self) -> str:
        """Where it stands, such as ``review:0``."""
        return f"review:{self.number}"


@dataclass(frozen=True)
class MootReview(Row):
    """A decision about a pair that does not overlap, or not any more."""

    initiatives: tuple[str, str]
    """The two ids, in file order."""
    verdict: Verdict
    """What people decided."""
    review: str
    """Where they did, such as ``review:0``."""
    reason: MootReason
    """Why the pair is no row, the first that applies: one of the two offers nothing itself, one
    surely does not run, the file says too little to compare them, or the overlap is too small."""
    overlap: float | None
    """The overlap, where they can be compared."""


def latest_reviews(city: City) -> dict[frozenset[str], Decision]:
    """Return what people decided last on each pair; a review covers every pair that it names.

    A coarse date counts by its last day, none is the oldest; of one date the later in the file
    counts.
    """
    order = {initiative_id: index for index, initiative_id in enumerate(city.initiatives.ids)}
    dated = sorted(
        enumerate(city.reviews), key=lambda item: item[1].date.last if item[1].date else date.min
    )
    decisions = {}
    for number, review in dated:
        named = sorted({key for key in review.initiatives if key in order}, key=order.__getitem__)
        for index, first in enumerate(named):
            for second in named[index + 1 :]:
                pair = (first, second)
                decisions[frozenset(pair)] = Decision(pair, review.verdict, number)
    return decisions


def find_moot(
    study: Study,
    decisions: Iterable[Decision],
    rows: Collection[tuple[str, str]],
    *,
    threshold: float,
) -> tuple[MootReview, ...]:
    """Return the decisions about pairs that are not among `rows`, in file order."""
    moot = []
    for decision in decisions:
        pair = decision.initiatives
        if pair not in rows:
            reason, overlap = why_no_row(study, pair, threshold=threshold)
            moot.append(MootReview(pair, decision.verdict, decision.review, reason, overlap))
    order = study.order
    return tuple(sorted(moot, key=lambda row: [order[entry_id] for entry_id in row.initiatives]))


def why_no_row(
    study: Study, pair: tuple[str, str], *, threshold: float
) -> tuple[MootReason, float | None]:
    """Return why a pair that is no row is none, and its overlap where it can be compared."""
    entries = [study.city.initiatives[entry_id] for entry_id in pair]
    if not all(map(offers_itself, entries)):
        return "offers-nothing", None
    if any(study.calendar.running(entry_id) == Running.NO for entry_id in pair):
        return "not-running", None
    found = compare(study.view, study.likeness, *pair, threshold=threshold)
    if found is None:
        return "not-comparable", None
    return "below-minimum", found.overlap
