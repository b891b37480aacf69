"""What nobody has recorded: on what a need rests, and what an initiative brought about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from learningcity.analysis.gap_rows import NOT_KNOWN, GapRow, Mark, strength_of
from learningcity.analysis.placement import Placed, taking_part
from learningcity.analysis.sentences import records as words
from learningcity.analysis.study import Study
from learningcity.model.dates import PartialDate, add_years, whole_months
from learningcity.model.entities import Need

__all__ = ["Age", "age_of", "evaluation_gaps", "evidence_gaps", "evidence_marks"]

Age: TypeAlias = Literal["no-date", "new", "perhaps", "old"]
"""How old the reading of a need is, against the age from which one is old."""


def evidence_gaps(
    study: Study, max_age: int, placed: Mapping[str, tuple[Placed, ...]]
) -> list[GapRow]:
    """Return a row for each need without a source or a date, or older than `max_age` years.

    `placed` has the partners that are best placed for each need.
    """
    day, view, rows = study.calendar.day, study.view, []
    for need in view.needs:
        age = age_of(need, day, max_age)
        marks = evidence_marks(age, sourced=bool(need.sources))
        if not marks:
            continue
        low, high = _years(need.date, day)
        rows.append(
            GapRow(
                type="evidence",
                subjects=(f"need:{need.id}",),
                marks=marks,
                low=low,
                high=high,
                unit="years",
                strength=strength_of(need),
                sentence=words.evidence_sentence(view, need, age, max_age, day),
                remedy=words.evidence_remedy(view, need, age),
                partners=placed[need.id],
            )
        )
    return rows


def age_of(need: Need, day: date | None, max_age: int) -> Age:
    """Return whether a reading is old on `day`: surely, perhaps or not; never over all time."""
    if need.date is None:
        return "no-date"
    if day is not None and add_years(need.date.last, max_age) < day:
        return "old"
    return "perhaps" if day is not None and add_years(need.date.first, max_age) < day else "new"


def evidence_marks(age: Age, *, sourced: bool) -> tuple[Mark, ...]:
    """Return what is missing; nothing where nothing is."""
    missing: dict[Mark, bool] = {
        "no-source": not sourced,
        "no-date": age == "no-date",
        "old": age == "old",
    }
    surely = tuple(mark for mark, holds in missing.items() if holds)
    return surely or ((NOT_KNOWN,) if age == "perhaps" else ())


def _years(when: PartialDate | None, day: date | None) -> tuple[int | None, int | None]:
    """Return how many whole years ago a date is, at least and at most."""
    if when is None or day is None or when.first > day:
        return None, None
    return whole_months(min(when.last, day), day) // 12, whole_months(when.first, day) // 12


def evaluation_gaps(study: Study) -> list[GapRow]:
    """Return a row for each initiative that offers something and has no recorded outcome."""
    view, rows = study.view, []
    for entry in view.offering:
        if entry.status == "planned" or entry.outcomes:
            continue
        partners = taking_part(view, entry)
        rows.append(
            GapRow(
                type="evaluation",
                subjects=(f"initiative:{entry.id}",),
                marks=(),
                low=None,
                high=None,
                unit=None,
                strength=strength_of(entry),
                sentence=words.evaluation_sentence(view, entry.id),
                remedy=words.evaluation_remedy(view, entry.id, [near.partner for near in partners]),
                partners=partners,
            )
        )
    return rows
