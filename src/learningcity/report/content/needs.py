"""Needs that are not met, and places and groups that nobody names."""

from __future__ import annotations

from dataclasses import dataclass

from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.gap_rows import NOT_KNOWN, GapRow
from learningcity.analysis.gaps import Gaps
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.labels import GAPS, NEED_NOTES, NEED_STATUSES
from learningcity.report.content.pieces import Download, Mention, Said, csv_download

__all__ = ["Unmet", "UnmetNeed", "Unnamed", "find_unmet", "needs_title"]

_TYPES = tuple(NEED_STATUSES)

_COLUMNS = (
    "need",
    "status",
    "sufficiency",
    "people_low",
    "people_high",
    "supply_low",
    "supply_high",
    "shortfall_low",
    "shortfall_high",
    "targeted",
    "unreached_places",
    "unreached_audiences",
    "providers",
    "sole_provider",
)


@dataclass(frozen=True)
class UnmetNeed:
    """A need that is not met, or not surely."""

    need: Mention
    """The need."""
    status: str
    """How far it is reached, in words."""
    code: str
    """The type of the gap, by which it is coloured."""
    sentence: Said
    """The gap in words."""
    size: str
    """How many people are left without a place."""
    remedy: Said
    """What would close it."""
    placed: tuple[tuple[Mention, Said], ...]
    """Partners best placed to close it, and why."""


@dataclass(frozen=True)
class Unnamed:
    """Places or groups that no initiative names."""

    title: str
    """What they are."""
    subjects: tuple[Mention, ...]
    """They."""


@dataclass(frozen=True)
class Unmet:
    """What is not met."""

    title: str
    """The finding."""
    summary: Said
    """How far the needs are met."""
    meanings: tuple[tuple[str, str], ...]
    """What the words for how far a need is reached mean, as far as they are used."""
    rows: tuple[UnmetNeed, ...]
    """The needs that are not met."""
    unnamed: tuple[Unnamed, ...]
    """Places and groups that no initiative names."""
    download: Download
    """All needs, to save."""


def find_unmet(desk: Desk, found: Findings) -> Unmet:
    """Return what is not met."""
    rows = _missing(found)
    return Unmet(
        title=needs_title(desk, found),
        summary=desk.sentence(found.coverage.summary()),
        meanings=tuple(
            (desk.word(NEED_STATUSES, kind), desk.word(NEED_NOTES, kind))
            for kind in NEED_NOTES
            if any(row.type == kind for row in rows)
        ),
        rows=tuple(_unmet(desk, row) for row in rows),
        unnamed=tuple(
            Unnamed(title, subjects)
            for kind, title in ((kind, desk.word(GAPS, kind)) for kind in GAPS)
            if (subjects := _subjects(desk, found.gaps, kind))
        ),
        download=csv_download("needs", csv_text(found.coverage, _COLUMNS)),
    )


def _missing(found: Findings) -> list[GapRow]:
    return [row for row in found.gaps.missing if row.type in _TYPES]


def needs_title(desk: Desk, found: Findings) -> str:
    """Return how many needs are not met, as a title."""
    wording, rows = desk.wording, _missing(found)
    total = len(found.coverage.rows)
    if not total:
        return wording.say("No needs are recorded")
    needs = len({row.subjects[0] for row in rows})
    if not needs:
        return wording.say("Every recorded need is named by an initiative meant for it")
    return wording.count(
        "%(n)s of %(total)s needs is not met, or not for all, as far as the files say",
        "%(n)s of %(total)s needs are not met, or not for all, as far as the files say",
        needs,
        total=total,
    )


def _unmet(desk: Desk, row: GapRow) -> UnmetNeed:
    key = row.subjects[0].partition(":")[2]
    people = row.unit == "people"
    return UnmetNeed(
        need=desk.cited("need", key),
        status=desk.word(NEED_STATUSES, row.type),
        code=row.type,
        sentence=desk.sentence(row.sentence),
        size=desk.wording.interval(row.low, row.high) if people else "",
        remedy=desk.sentence(f"{row.remedy[:1].upper()}{row.remedy[1:]}."),
        placed=tuple(
            (desk.name("partner", near.partner), desk.sentence(near.why)) for near in row.partners
        ),
    )


def _subjects(desk: Desk, gaps: Gaps, kind: str) -> tuple[Mention, ...]:
    keys = [
        row.subjects[0].partition(":")[2]
        for row in gaps.rows
        if row.type == kind and NOT_KNOWN not in row.marks
    ]
    return desk.all_cited(kind, keys)
