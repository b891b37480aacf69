"""How good the data are: what is missing, inferred or stale, and how much hangs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.gap_rows import NOT_KNOWN
from learningcity.model.integrity import Draft, check_integrity, walk
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.labels import RECORDS
from learningcity.report.content.pieces import Download, Mention, Said, csv_download, shown

__all__ = ["Quality", "Question", "Record", "judge_data", "unsure_title"]

_COLUMNS = ("initiative", "unknown", "findings", "partners", "question")
_QUESTIONS = 12
_RECORDS = 5


@dataclass(frozen=True)
class Question:
    """A question whose answer would settle findings."""

    question: Said
    """The question."""
    whom: tuple[Mention, ...]
    """Whom to ask; empty where nobody is named."""
    findings: str
    """How many findings an answer can settle."""


@dataclass(frozen=True)
class Record:
    """Things of one sort that nobody recorded or settled."""

    title: str
    """What they are, and how many."""
    rows: tuple[tuple[Said, str], ...]
    """The first of them, and where they stand."""
    more: int
    """How many are not shown."""


@dataclass(frozen=True)
class Quality:
    """How good the data are."""

    title: str
    """The finding."""
    facts: tuple[str, ...]
    """What is missing, inferred and stale, in numbers."""
    network: tuple[Said, ...]
    """What the picture of the partnership rests on."""
    questions: tuple[Question, ...]
    """The questions on which most hangs."""
    more: int
    """How many questions are not shown."""
    records: tuple[Record, ...]
    """What is not recorded or not settled."""
    warnings: tuple[tuple[str, str, Said], ...]
    """The doubts about the files, by code: how many there are of each, and what the first says."""
    download: Download
    """All questions, to save."""


def judge_data(desk: Desk, found: Findings) -> Quality:
    """Return how good the data are."""
    rows = found.questions.rows
    return Quality(
        title=_title(desk, found),
        facts=tuple(_facts(desk, found)),
        network=tuple(
            desk.sentence(row.sentence)
            for row in found.network.rows
            if row.question == "what-rests-on-missing-data"
        ),
        questions=tuple(
            Question(
                desk.sentence(row.question),
                desk.names("partner", row.partners),
                desk.wording.count("%(n)s finding", "%(n)s findings", row.findings),
            )
            for row in rows[:_QUESTIONS]
        ),
        more=shown(rows, _QUESTIONS),
        records=tuple(_records(desk, found)),
        warnings=tuple(_warnings(desk)),
        download=csv_download("questions", csv_text(found.questions, _COLUMNS)),
    )


def unsure_title(desk: Desk) -> str:
    """Return of how many initiatives nobody knows whether they run; nothing where there is none."""
    running = [desk.study.calendar.running(entry.id).word for entry in desk.city.initiatives]
    if "unknown" not in running:
        return ""
    return desk.wording.count(
        "The files do not say whether %(n)s of %(total)s initiatives runs",
        "The files do not say whether %(n)s of %(total)s initiatives run",
        running.count("unknown"),
        total=len(running),
    )


def _title(desk: Desk, found: Findings) -> str:
    wording = desk.wording
    unsure = unsure_title(desk)
    if unsure:
        return unsure
    if found.questions.rows:
        return wording.count(
            "%(n)s answer would make findings firmer",
            "%(n)s answers would make findings firmer",
            len(found.questions.rows),
        )
    return wording.say("Nothing that is missing leaves a finding open")


def _facts(desk: Desk, found: Findings) -> Iterator[str]:
    count, city = desk.wording.count, desk.city
    if found.duplicates.unjudged:
        yield count(
            "%(n)s pair of initiatives could not be compared: too little is said of one of them.",
            "%(n)s pairs of initiatives could not be compared: too little is said of one of them.",
            found.duplicates.unjudged,
        )
    inferred = [entry for _, entry in walk(Draft.of(city)) if entry.inferred]
    if inferred:
        yield count(
            "In %(n)s entry something is inferred: our judgement, not that of a source.",
            "In %(n)s entries something is inferred: our judgement, not that of a source.",
            len(inferred),
        )
    unsourced = [entry for entry in city.initiatives if not entry.sources]
    if unsourced:
        yield count(
            "%(n)s of %(total)s initiatives has no source.",
            "%(n)s of %(total)s initiatives have no source.",
            len(unsourced),
            total=len(city.initiatives),
        )
    silent = [entry for entry in desk.view.offering if entry.capacity is None]
    if silent:
        yield count(
            "How many people %(n)s of %(total)s initiatives can serve is not known.",
            "How many people %(n)s of %(total)s initiatives can serve is not known.",
            len(silent),
            total=len(desk.view.offering),
        )


def _records(desk: Desk, found: Findings) -> Iterator[Record]:
    for kind in RECORDS:
        rows = [row for row in found.gaps.rows if row.type == kind]
        if not rows:
            continue
        title = desk.word(RECORDS, kind)
        unsure = sum(NOT_KNOWN in row.marks for row in rows)
        counted = desk.wording.say("%(title)s: %(n)s", title=title, n=len(rows))
        if unsure:
            counted = desk.wording.say(
                "%(title)s: %(n)s, of which the files leave open %(unsure)s",
                title=title,
                n=len(rows),
                unsure=unsure,
            )
        yield Record(
            counted,
            tuple(
                (desk.sentence(row.sentence), desk.place(row.subjects[0]))
                for row in rows[:_RECORDS]
            ),
            shown(rows, _RECORDS),
        )


def _warnings(desk: Desk) -> Iterator[tuple[str, str, Said]]:
    faults = check_integrity(desk.city)
    counts = Counter(fault.code for fault in faults)
    for code in sorted(counts, key=lambda key: (-counts[key], key)):
        first = next(fault for fault in faults if fault.code == code)
        yield code, desk.wording.number(counts[code]), desk.sentence(first.message)
