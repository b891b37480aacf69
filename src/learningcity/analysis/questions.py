"""What to ask whom: the unknowns whose answers would settle most findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from learningcity.analysis.coverage import Coverage
from learningcity.analysis.duplicates import Duplicates
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences.questions import question, questions_summary
from learningcity.model.city import City
from learningcity.model.entities import Initiative
from learningcity.model.running import Calendar, Running

__all__ = ["QuestionRow", "Questions", "find_questions"]

Unknown: TypeAlias = Literal["period", "audience", "place", "capacity"]
"""What nobody has said of an initiative."""

_UNKNOWNS: tuple[Unknown, ...] = ("period", "audience", "place", "capacity")


@dataclass(frozen=True)
class QuestionRow(Row):
    """One question about one initiative."""

    initiative: str
    """The id of the initiative."""
    unknown: Unknown
    """What is not known: ``period``, ``audience``, ``place`` or ``capacity``."""
    findings: int
    """How many findings the answer bears on."""
    partners: tuple[str, ...]
    """Whom to ask: the partners that lead it, else those that deliver it."""
    question: str
    """The question in plain words."""


@dataclass(frozen=True)
class Questions(Result[QuestionRow, Parameters]):
    """Questions, the one that bears on most findings first."""

    schema: ClassVar[str] = "learningcity/questions/1"
    shown: ClassVar[tuple[str, ...]] = ("question", "partners", "findings")

    def summary(self) -> str:
        """Return one sentence with the number of questions."""
        return questions_summary(len(self.rows))

    def _row_type(self) -> type[Row]:
        return QuestionRow


def find_questions(city: City, duplicates: Duplicates, coverage: Coverage) -> Questions:
    """List what nobody has said and what most findings hang on.

    Parameters
    ----------
    city
        The city of both results.
    duplicates
        Its duplicates; the pairs that are only *possible* ask for what they do not know.
    coverage
        Its coverage; needs ask for the capacity of what reaches them, and whether what may reach
        them runs.

    Returns
    -------
    Questions
        A row for each initiative and unknown, those that bear on most findings first, then file
        order. A finding is a possible pair, or a need whose sufficiency is not known.
    """
    parameters = duplicates.parameters
    calendar = Calendar(
        city,
        on=None if parameters.ever else parameters.on,
        ever=parameters.ever,
        carry=parameters.carry,
    )
    asked: dict[tuple[str, Unknown], int] = {}
    for key in (
        *_asked_by_pairs(city, calendar, duplicates),
        *_asked_by_needs(city, calendar, coverage),
    ):
        asked[key] = asked.get(key, 0) + 1
    order = {entry.id: index for index, entry in enumerate(city.initiatives)}
    ranked = sorted(asked, key=lambda key: (-asked[key], order[key[0]], _UNKNOWNS.index(key[1])))
    rows = tuple(_row(city, calendar, *key, asked[key]) for key in ranked)
    return Questions(
        city.id, Parameters(on=parameters.on, ever=parameters.ever, carry=parameters.carry), rows
    )


def _row(
    city: City, calendar: Calendar, entry_id: str, unknown: Unknown, findings: int
) -> QuestionRow:
    entry = city.initiatives[entry_id]
    asked = calendar.partners(entry, {"lead"}) or calendar.partners(entry, {"deliverer"})
    partners = tuple(partner_id for partner_id in city.partners.ids if partner_id in asked)
    words = question(entry.name.in_language(city.language), unknown)
    return QuestionRow(entry_id, unknown, findings, partners, words)


def _asked_by_pairs(
    city: City, calendar: Calendar, duplicates: Duplicates
) -> Iterator[tuple[str, Unknown]]:
    for row in duplicates.rows:
        if row.verdict != "possible":
            continue
        for entry_id in row.initiatives:
            entry = city.initiatives[entry_id]
            for unknown in _UNKNOWNS[:3]:
                if unknown in row.unknowns and _is_silent(entry, unknown, calendar):
                    yield entry_id, unknown


def _asked_by_needs(
    city: City, calendar: Calendar, coverage: Coverage
) -> Iterator[tuple[str, Unknown]]:
    for row in coverage.rows:
        if row.people_low is not None and row.sufficiency == "unknown":
            for entry_id in row.unknown_capacity:
                yield entry_id, "capacity"
        if row.status == "possible":
            for entry_id in row.may_reach:
                if _is_silent(city.initiatives[entry_id], "period", calendar):
                    yield entry_id, "period"


def _is_silent(entry: Initiative, unknown: Unknown, calendar: Calendar) -> bool:
    """Return whether the file does not say this of the initiative."""
    if unknown == "period":
        return calendar.running(entry.id) == Running.UNKNOWN
    field = {"audience": "audiences", "place": "places"}[unknown]
    stated = getattr(entry, field)
    lines = [getattr(line, field) or stated for line in entry.provision]
    return not all(lines or [stated])
