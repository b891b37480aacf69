"""What to ask whom, in words."""

from __future__ import annotations

from learningcity.analysis.sentences.words import number

__all__ = ["question", "questions_summary"]


def questions_summary(how_many: int) -> str:
    """Return how many questions there are to ask."""
    if how_many == 1:
        return "One answer would settle what the findings leave open."
    return f"{number(how_many)} answers would settle what the findings leave open."


def question(name: str, unknown: str) -> str:
    """Return what to ask about an initiative."""
    return {
        "period": f"When did {name} begin, is it still running, and if not, when did it end?",
        "audience": f"For whom is {name}?",
        "place": f"Where is {name} offered?",
        "capacity": f"How many people can {name} serve in a year?",
    }[unknown]
