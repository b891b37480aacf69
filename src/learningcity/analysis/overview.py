"""The city in twenty lines: what there is, what stands out, what to ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NotRequired, TypedDict

from learningcity.analysis.coverage import Coverage, coverage_of
from learningcity.analysis.duplicates import DuplicateParameters, Duplicates, duplicates_of
from learningcity.analysis.gaps import Gaps, gaps_of
from learningcity.analysis.groups import Groups, groups_of
from learningcity.analysis.questions import AskRecord, QuestionRow, Questions, questions_of
from learningcity.analysis.result import FrozenMap, supposed
from learningcity.analysis.study import Study
from learningcity.display import json_text
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY, Running

__all__ = ["Overview", "OverviewRecord", "overview"]

_SECTORS = ("public", "private", "third", "mixed", "unknown")


class OverviewRecord(TypedDict):
    """The city in numbers, and what to ask whom."""

    schema: str
    """The name of this form, with its version."""
    city: str
    """The id of the city."""
    scenarios: NotRequired[list[str]]
    """The ids of the scenarios that are on the city; left out where there are none."""
    parameters: DuplicateParameters
    """What the findings rest on."""
    as_of: str
    """The day the files speak of, as written there."""
    partners: dict[str, int]
    """Partners of each sector, those with none left out."""
    initiatives: dict[str, int]
    """Initiatives by whether they run: ``yes``, ``presumed``, ``unknown``, ``no``."""
    needs: dict[str, int]
    """Needs of each status."""
    duplicates: dict[str, int]
    """Pairs of each verdict, parts of larger pairs left out."""
    groups: int
    """How many sets of three or more initiatives all overlap."""
    gaps: dict[str, int]
    """Gaps of each type."""
    asks: list[AskRecord]
    """What to ask, by partner."""
    rows: list[QuestionRow]
    """The same questions, the one whose answer settles most findings first."""


@dataclass(frozen=True)
class Overview:
    """What a first look at a city shows, with the results that it is drawn from."""

    schema: ClassVar[str] = "learningcity/overview/1"

    city: City
    """The city."""
    sectors: FrozenMap[int]
    """Partners of each sector, in a fixed order, those with none left out."""
    running: FrozenMap[int]
    """Initiatives by whether they run: ``yes``, ``presumed``, ``unknown``, ``no``."""
    duplicates: Duplicates
    """The overlapping pairs."""
    groups: Groups
    """Three and more that all overlap."""
    coverage: Coverage
    """The needs."""
    gaps: Gaps
    """The gaps."""
    questions: Questions
    """What to ask whom."""

    def to_json(self) -> str:
        """Return the overview as JSON text, as the command line writes it."""
        return json_text(self.to_dict())

    def to_dict(self) -> dict[str, object]:
        """Return the overview as plain data: counts, and the questions as rows."""
        return {
            "schema": self.schema,
            "city": self.city.id,
            **supposed(self.city),
            "parameters": self.duplicates.parameters.to_record(),
            "as_of": str(self.city.as_of),
            "partners": dict(self.sectors),
            "initiatives": dict(self.running),
            "needs": dict(self.coverage.counts),
            "duplicates": dict(self.duplicates.counts),
            "groups": len(self.groups.rows),
            "gaps": dict(self.gaps.counts),
            **self.questions.extras(),
            "rows": self.questions.to_records(),
        }


def overview(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Overview:
    """Look at a city as a whole.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Overview
        Counts, and the results of the analyses with their default thresholds.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.
    """
    study = Study(city, on=on, ever=ever, carry=carry)
    calendar = study.calendar
    sectors: Counter[str] = Counter(partner.sector for partner in city.partners)
    running = Counter(calendar.running(entry.id) for entry in city.initiatives)
    duplicates, coverage = duplicates_of(study), coverage_of(study)
    return Overview(
        city=city,
        sectors=FrozenMap({name: sectors[name] for name in _SECTORS if sectors[name]}),
        running=FrozenMap({answer.word: running[answer] for answer in reversed(Running)}),
        duplicates=duplicates,
        groups=groups_of(study, duplicates),
        coverage=coverage,
        gaps=gaps_of(study),
        questions=questions_of(study, duplicates, coverage),
    )
