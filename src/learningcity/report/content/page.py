"""A report as plain values: all its parts, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from learningcity.analysis.study import Study
from learningcity.report.content.desk import Desk
from learningcity.report.content.figures import tell_facts
from learningcity.report.content.findings import Findings
from learningcity.report.content.gap_map import GapMap, draw_gap_map
from learningcity.report.content.needs import Unmet, find_unmet
from learningcity.report.content.opening import Opening, open_report
from learningcity.report.content.overlaps import Overlaps, find_overlaps
from learningcity.report.content.partnership import (
    Indispensable,
    Partnership,
    draw_partnership,
    find_indispensable,
)
from learningcity.report.content.pieces import Note, Table
from learningcity.report.content.priorities import Priorities, detail_priorities
from learningcity.report.content.quality import Quality, judge_data
from learningcity.report.content.years import Years, draw_years
from learningcity.report.wording import Wording

__all__ = ["Method", "Page", "make_page"]


@dataclass(frozen=True)
class Method:
    """What the findings rest on."""

    day: date | None
    """The day on which the city was read; ``None`` over all time."""
    carry: int
    """Years for which what was seen running is presumed to run on."""
    threshold: str
    """The overlap from which a pair is more than an overlap."""
    minimum: str
    """The overlap below which a pair is not listed."""
    samples: int
    """How many networks were drawn for each comparison with chance; 0 where none was made."""
    horizon: int
    """How many months ahead ends are looked for."""
    max_age: int
    """From how many years on evidence is old."""


@dataclass(frozen=True)
class Page:
    """A whole report."""

    language: str
    """The language of its own words."""
    direction: str
    """``ltr`` or ``rtl``."""
    opening: Opening
    gap_map: GapMap
    overlaps: Overlaps
    unmet: Unmet
    partnership: Partnership
    indispensable: Indispensable
    years: Years
    priorities: Priorities
    figures: Table | None
    """The city in figures; ``None`` where the files say nothing of the city itself."""
    quality: Quality
    method: Method
    notes: tuple[Note, ...]
    """The sources that the page refers to."""


def make_page(study: Study, wording: Wording) -> Page:
    """Return the report about a city that was read.

    The parts are made in the order in which they stand, since each source gets the next number
    where the page first refers to it.
    """
    desk, found = Desk(study, wording), Findings(study)
    parts = (
        open_report(desk, found),
        draw_gap_map(desk, found),
        find_overlaps(desk, found),
        find_unmet(desk, found),
        draw_partnership(desk, found),
        find_indispensable(desk, found),
        draw_years(desk, found),
        detail_priorities(desk, found),
        tell_facts(desk),
        judge_data(desk, found),
    )
    return Page(
        wording.language,
        wording.direction,
        *parts,
        method=_method(desk, found),
        notes=desk.notes(),
    )


def _method(desk: Desk, found: Findings) -> Method:
    known = found.duplicates.parameters
    return Method(
        day=known.on,
        carry=known.carry,
        threshold=desk.wording.figure(known.threshold),
        minimum=desk.wording.figure(known.minimum),
        samples=found.network.parameters.samples if found.compares else 0,
        horizon=found.gaps.parameters.horizon,
        max_age=found.gaps.parameters.max_age,
    )
