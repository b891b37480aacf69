"""What to ask whom, in words."""

from __future__ import annotations

from collections.abc import Sequence

from learningcity.analysis.sentences.words import join_all, number

__all__ = ["asked", "of_finding", "open_finding", "question", "questions_summary", "silence"]


def questions_summary(how_many: int) -> str:
    """Return how many questions there are to ask."""
    if how_many == 1:
        return "One answer would settle what the findings leave open."
    return f"{number(how_many)} answers would settle what the findings leave open."


def question(name: str, unknown: str, *, still: bool = False) -> str:
    """Return what to ask about an initiative; `still` if it is known to have begun."""
    return {
        "period": f"Is {name} still running?" if still else f"When did {name} begin and end?",
        "activity": f"What do people learn or do in {name}?",
        "priority": f"Which priorities does {name} serve?",
        "audience": f"For whom is {name}?",
        "place": f"Where is {name} offered?",
        "capacity": f"How many people can {name} serve in a year?",
    }[unknown]


def silence(name: str, unknown: str) -> str:
    """Return what an initiative does not say."""
    what = {
        "activity": "what people learn or do in it",
        "priority": "which priorities it serves",
        "audience": "for whom it is",
        "place": "where it is offered",
        "capacity": "how many people at most it can serve in a year",
    }[unknown]
    return f"The file does not say of {name} {what}."


def asked(names: Sequence[str], *, leads: bool) -> str:
    """Return who can answer a question."""
    if not names:
        return "Nobody is named who leads or delivers it, so the file does not say whom to ask."
    role = "lead" if leads else "deliver"
    verb = f"{role}s" if len(names) == 1 else role
    return f"{join_all(names)} {verb} it and may know."


def open_finding(title: str) -> str:
    """Return that a finding hangs on an answer."""
    return f"An answer can settle: {title}."


def of_finding(title: str, sentence: str) -> str:
    """Return what an answer would make of a finding."""
    return f"{title}: {sentence[0].lower()}{sentence[1:]}"
