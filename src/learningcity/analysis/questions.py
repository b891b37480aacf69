"""What to ask whom: the unknowns whose answers would settle most findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, TypedDict, get_args

from learningcity.analysis.coverage import Coverage, coverage_of
from learningcity.analysis.duplicates import Duplicates, Judge, duplicates_of
from learningcity.analysis.overturning_needs import Needs
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences.questions import question, questions_summary
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY

if TYPE_CHECKING:
    from learningcity.analysis.explanation import Explanation

__all__ = ["Ask", "QuestionRow", "Questions", "find_questions", "questions_of"]

Unknown: TypeAlias = Literal["period", "activity", "priority", "audience", "place", "capacity"]
"""What nobody has said of an initiative."""

_UNKNOWNS: tuple[Unknown, ...] = get_args(Unknown)


@dataclass(frozen=True)
class QuestionRow(Row):
    """One question about one initiative."""

    initiative: str
    """The id of the initiative."""
    unknown: Unknown
    """What is not known: ``period``, ``activity``, ``priority``, ``audience``, ``place`` or
    ``capacity``."""
    findings: int
    """How many findings an answer can settle."""
    partners: tuple[str, ...]
    """Whom to ask: the partners that lead it, else those that deliver it."""
    question: str
    """The question in plain words."""
    about: tuple[str, ...]
    """The findings: ``pair:ID+ID`` and ``need:ID``."""


@dataclass(frozen=True)
class Ask(Row):
    """What to ask one partner."""

    partner: str | None
    """The id of the partner; ``None`` where nobody is named who could be asked."""
    questions: tuple[QuestionRow, ...]
    """Its questions, the answers that settle most findings first."""


class AskRecord(TypedDict):
    """What to ask one partner, in the JSON form."""

    partner: str | None
    """The id of the partner; ``None`` where nobody is named who could be asked."""
    questions: list[str]
    """Its questions in words, the answers that settle most findings first."""


class QuestionExtras(TypedDict):
    """What the JSON form has besides rows."""

    asks: list[AskRecord]
    """The questions in words, by partner."""


@dataclass(frozen=True)
class Questions(Result[QuestionRow, Parameters]):
    """Questions, the one whose answer settles most findings first.

    See Also
    --------
    learningcity.find_questions : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> found = learningcity.find_questions(city)
    >>> found.rows[0].initiative, found.rows[0].unknown
    ('cif-nature-works', 'period')
    >>> len(found.by_partner())
    21
    """

    schema: ClassVar[str] = "learningcity/questions/1"
    shown: ClassVar[tuple[str, ...]] = ("question", "partners", "findings")

    def by_partner(self) -> tuple[Ask, ...]:
        """Return the questions of each partner, those first who can settle most findings.

        A finding on which several answers of one partner bear counts once. Of equals the one with
        the earlier question comes first. A question that several can answer is there for each;
        those that nobody is named for come last.
        """
        asked: dict[str, list[QuestionRow]] = {}
        for row in self.rows:
            for partner in row.partners:
                asked.setdefault(partner, []).append(row)
        settled = {
            partner: len({finding for row in rows for finding in row.about})
            for partner, rows in asked.items()
        }
        asks = [Ask(key, tuple(asked[key])) for key in sorted(asked, key=lambda k: -settled[k])]
        nobody = tuple(row for row in self.rows if not row.partners)
        return (*asks, Ask(None, nobody)) if nobody else tuple(asks)

    def extras(self) -> QuestionExtras:
        """Return the questions in words, by partner."""
        return {
            "asks": [
                {"partner": ask.partner, "questions": [row.question for row in ask.questions]}
                for ask in self.by_partner()
            ]
        }

    def summary(self) -> str:
        """Return one sentence with the number of questions."""
        return questions_summary(len(self.rows))

    def _row_type(self) -> type[Row]:
        return QuestionRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.explaining_questions import explain_question

        return explain_question(study, self.rows[index])


def find_questions(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Questions:
    """List what nobody has said and what most findings hang on, as questions to partners.

    It answers whom to ask what, so that fewer findings are open. It cannot tell what the answers
    will be; an answer may also open something new.

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
    Questions
        A row for each initiative and unknown, those whose answers settle most findings first, then
        file order, then the order of the unknowns: period, activity, priority, audience, place,
        capacity.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_duplicates : the pairs that ask for what nobody has said.
    learningcity.need_coverage : the needs that do.

    Notes
    -----
    An answer settles a finding if one of the possible answers turns it into another one.

    A *possible* pair (at the default thresholds, and not under a pair of umbrellas) asks for each
    of its unknowns, of each of the two of which nobody has said it: if the answer is no, they do
    not run together, or are for others, or elsewhere. Over all time, where each surely ran once, it
    asks for the dates of both.

    A need asks for the period of what may run, for what an initiative that may reach it does not
    state, and for unknown capacities, where an answer would change its status or its sufficiency:
    each is answered in both ways, alone, and the need is worked out again.

    Cost: that of the duplicates and the coverage, and a little for each unknown of each need.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> found = learningcity.find_questions(city)
    >>> print(found.rows[0].question)
    Is Nature Works still running?
    >>> learningcity.find_questions(learningcity.open_example("lanternport")).rows
    ()
    """
    study = Study(city, on=on, ever=ever, carry=carry)
    return questions_of(study, duplicates_of(study), coverage_of(study))


def questions_of(study: Study, duplicates: Duplicates, coverage: Coverage) -> Questions:
    """Return the questions that the findings of a city ask; all are of the same study."""
    asked: dict[tuple[str, Unknown], dict[str, None]] = {}
    for initiative_id, unknown, finding in (
        *_asked_by_pairs(study, duplicates),
        *_asked_by_needs(study, coverage),
    ):
        asked.setdefault((initiative_id, unknown), {})[finding] = None
    ranked = sorted(
        asked,
        key=lambda key: (-len(asked[key]), study.order[key[0]], _UNKNOWNS.index(key[1])),
    )
    calendar = study.calendar
    parameters = Parameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry)
    rows = tuple(_row(study, *key, tuple(asked[key])) for key in ranked)
    return Questions(study.city.id, parameters, rows, study=study)


def _row(
    study: Study, initiative_id: str, unknown: Unknown, findings: tuple[str, ...]
) -> QuestionRow:
    city, calendar = study.city, study.calendar
    entry = city.initiatives[initiative_id]
    asked = calendar.partners(entry, {"lead"}) or calendar.partners(entry, {"deliverer"})
    return QuestionRow(
        initiative=initiative_id,
        unknown=unknown,
        findings=len(findings),
        partners=study.view.partner_order(asked),
        question=question(
            entry.name.in_language(city.language), unknown, still=_is_begun(study, initiative_id)
        ),
        about=findings,
    )


def _is_begun(study: Study, initiative_id: str) -> bool:
    """Return whether it is known to have begun by the day of the file, and all is open since."""
    entry, spans = study.city.initiatives[initiative_id], study.calendar.spans(initiative_id)
    today = study.city.as_of.last
    begun = spans.certain is not None and spans.certain.first <= today
    begun = begun or (entry.start is not None and entry.start.last <= today)
    return begun and entry.end is None and study.calendar.day == today


def _asked_by_pairs(study: Study, duplicates: Duplicates) -> Iterator[tuple[str, Unknown, str]]:
    judge = Judge(study, duplicates.parameters)
    for row in duplicates.rows:
        if row.verdict == "possible" and row.under is None:
            for unknown, silent in judge.silent(row).items():
                for initiative_id in silent:
                    yield initiative_id, unknown, f"pair:{'+'.join(row.initiatives)}"


def _asked_by_needs(study: Study, coverage: Coverage) -> Iterator[tuple[str, Unknown, str]]:
    needs = Needs(study)
    for row in coverage.rows:
        for change in needs.changes(row):
            if change.initiative is not None and change.unknown != "people":
                yield change.initiative, change.unknown, f"need:{row.need}"
