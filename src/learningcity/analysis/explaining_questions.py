"""Why a question is asked: what the file does not say, and what the answers would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from learningcity.analysis.citing import date_spots, part_spots
from learningcity.analysis.coverage import cover
from learningcity.analysis.duplicates import Judge, read_parameters
from learningcity.analysis.explanation import Explanation, Overturn, Step, cite
from learningcity.analysis.overturning_needs import overturn_need
from learningcity.analysis.overturning_pairs import overturn_pair
from learningcity.analysis.questions import QuestionRow
from learningcity.analysis.sentences import questions as words
from learningcity.analysis.sentences.why_pairs import periods
from learningcity.analysis.sentences.words import initiative_name, join, partner_name, text_in
from learningcity.analysis.study import Study

__all__ = ["explain_question"]


def explain_question(study: Study, row: QuestionRow) -> Explanation:
    """Return why a question is asked, and which answers would change which finding."""
    steps = (_silence(study, row), _asked(study, row), *_findings(study, row))
    return Explanation(row.question, steps, tuple(_answers(study, row)))


def _silence(study: Study, row: QuestionRow) -> Step:
    """Return what the file says of the unknown."""
    entry = study.city.initiatives[row.initiative]
    name = initiative_name(study.view, entry.id)
    if row.unknown == "period":
        spans, calendar = study.calendar.spans(entry.id), study.calendar
        text = periods(name, entry, spans, study.city.as_of, calendar.carry)
        return cite(study.city, text, *date_spots(entry))
    return cite(study.city, words.silence(name, row.unknown), (f"initiative:{entry.id}",))


def _asked(study: Study, row: QuestionRow) -> Step:
    """Return who can answer, and why they."""
    names = [partner_name(study.view, key) for key in row.partners]
    spots = [
        spot
        for role in ("lead", "deliverer")
        for key in row.partners
        for spot in part_spots(study, row.initiative, key, (role,))
    ]
    leads = bool(row.partners) and row.partners[0] in study.coordination.team(row.initiative).leads
    text = words.asked(names, leads=leads)
    return cite(study.city, text, *(spots or [(f"initiative:{row.initiative}",)]))


def _findings(study: Study, row: QuestionRow) -> Iterator[Step]:
    for finding in row.about:
        kind, _, key = finding.partition(":")
        references = [finding]
        if kind == "pair":
            references = [f"initiative:{each}" for each in key.split("+")]
        text = words.open_finding(_title(study, finding))
        yield cite(study.city, text, *((reference,) for reference in references))


def _title(study: Study, finding: str) -> str:
    """Return what a finding is about."""
    kind, _, key = finding.partition(":")
    if kind == "pair":
        return join([initiative_name(study.view, each) for each in key.split("+")])
    return text_in(study.view, study.city.needs[key].statement).rstrip(".")


def _answers(study: Study, row: QuestionRow) -> Iterator[Overturn]:
    """Return the answers that change a finding, with the finding in the words of each."""
    for finding in row.about:
        for change in _overturns(study, finding):
            asked = f"initiative:{row.initiative}" in change.references
            if asked and change.change.startswith(f"{row.unknown}-"):
                sentence = words.of_finding(_title(study, finding), change.sentence)
                yield replace(change, sentence=sentence)


def _overturns(study: Study, finding: str) -> tuple[Overturn, ...]:
    kind, _, key = finding.partition(":")
    if kind == "need":
        return overturn_need(study, cover(study, study.city.needs[key]))
    parameters = read_parameters()
    first, second = key.split("+")
    found = Judge(study, parameters).row(first, second)
    assert found is not None, "the question was asked by this row"
    return overturn_pair(study, parameters, found)
