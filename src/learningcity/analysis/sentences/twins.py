"""What results say about records that may be one thing entered twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, join

if TYPE_CHECKING:
    from learningcity.analysis.twins import Answer, Fact, TwinRow

__all__ = [
    "fact_step",
    "names_step",
    "records_step",
    "score_step",
    "twin_sentence",
    "twins_summary",
]

_FACTS: dict[Fact, str] = {
    "lead": "lead",
    "people": "number of people",
    "dates": "dates",
    "terms": "what, for whom and where",
}


def twins_summary(pairs: int) -> str:
    """Return the headline of the twins."""
    if not pairs:
        return "No two records seem to be one thing entered twice."
    seem = "seems" if pairs == 1 else "seem"
    return f"{count(pairs, 'pair')} of records {seem} to be one thing entered twice."


def twin_sentence(row: TwinRow) -> str:
    """Return two records in words."""
    first, second = row.names
    parts = [
        f"{said}: {_named(facts)}"
        for said, facts in (
            ("they agree on", row.agree),
            ("they differ on", row.differ),
            ("not known", row.silent),
        )
        if facts
    ]
    return f"'{first}' and '{second}' may be one thing entered twice; {'; '.join(parts)}."


def _named(facts: Sequence[Fact]) -> str:
    return join([_FACTS[fact] for fact in facts])


def names_step(row: TwinRow) -> str:
    """Return how alike the names are."""
    first, second = row.names
    return f"The names '{first}' and '{second}' are alike by {row.likeness:.2f}."


def fact_step(fact: Fact, answer: Answer) -> str:
    """Return what the two records say of one fact."""
    said = {
        "agree": "they agree (1)",
        "differ": "they differ (−½)",
        "silent": "one of them or both do not say it (½)",
    }[answer]
    name = _FACTS[fact]
    return f"{name[0].upper()}{name[1:]}: {said}."


def score_step(row: TwinRow) -> str:
    """Return how the score is made up."""
    facts = len(row.agree) + len(row.differ) + len(row.silent)
    points = len(row.agree) + (len(row.silent) - len(row.differ)) / 2
    return f"Score: ({row.likeness:.2f} + {points:g}/{facts}) / 2 = {row.score:.2f}."


def records_step() -> str:
    """Return what this is about."""
    return "This is about the records in the file, not about duplication of effort."
