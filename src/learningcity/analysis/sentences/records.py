"""What results say about needs without good evidence, and offers without outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from learningcity.analysis.sentences.gaps import size_words
from learningcity.analysis.sentences.words import count, initiative_name, join, text_in
from learningcity.model.entities import Initiative, Need
from learningcity.model.values import Number
from learningcity.reach.view import CityView

__all__ = [
    "age_step",
    "evaluation_remedy",
    "evaluation_sentence",
    "evidence_change",
    "evidence_remedy",
    "evidence_sentence",
    "outcome_change",
    "outcomes_step",
    "running_step",
    "sources_step",
    "statement_step",
]

_MOST = 3


def evidence_sentence(view: CityView, need: Need, age: str, max_age: int, day: date | None) -> str:
    """Return what a need rests on, and what it lacks; `age` is no-date, new, perhaps or old."""
    statement = text_in(view, need.statement).rstrip(".")
    parts = [] if need.sources else ["no source is given"]
    years = count(max_age, "year")
    if age == "no-date":
        parts.append("no date is given")
    elif age == "old":
        parts.append(f"it speaks of {need.date}, more than {years} before {day}")
    elif age == "perhaps":
        parts.append(f"it speaks of {need.date}, which may be more than {years} before {day}")
    return f"{statement}: {join(parts)}."


def evidence_remedy(view: CityView, need: Need, age: str) -> str:
    """Return what would close the gap."""
    missing = [] if need.sources else ["where it comes from"]
    missing += ["which date it speaks of"] if age == "no-date" else []
    parts = [f"add {join(missing)}"] if missing else []
    if age in ("old", "perhaps"):
        sources = (view.city.sources.get(key) for key in need.sources)
        said = [text_in(view, s.publisher) for s in sources if s is not None and s.publisher]
        publishers = join(list(dict.fromkeys(said)), _MOST) if said else ""
        parts.append(f"ask {publishers} for a newer reading" if said else "find a newer reading")
    return join(parts)


def statement_step(view: CityView, need: Need) -> str:
    """Return what the need is."""
    return f"{text_in(view, need.statement).rstrip('.')}."


def sources_step(view: CityView, need: Need) -> str:
    """Return which sources a need cites."""
    if not need.sources:
        return "The file gives no source for it."
    cited = (view.city.sources.get(key) for key in need.sources)
    titles = [text_in(view, source.title) for source in cited if source is not None]
    named = f": {join(titles, _MOST)}" if titles else ""
    return f"It cites {count(len(need.sources), 'source')}{named}."


def age_step(
    need: Need, day: date | None, low: Number | None, high: Number | None, max_age: int
) -> str:
    """Return how old a need is, and how old it may be."""
    if need.date is None:
        return "The file gives no date for it."
    if low is None or high is None:
        return f"It speaks of {need.date}; how old that is was not asked."
    years = size_words(low, high, "years")
    return (
        f"It speaks of {need.date}; on {day} that is {years} ago, whole ones counted. "
        f"More than {count(max_age, 'year')} is old."
    )


def evidence_change(change: str, max_age: int, *, gone: bool) -> str:
    """Return what a record would change."""
    then = "this gap would be gone" if gone else "less would be missing"
    years = count(max_age, "year")
    return {
        "source-recorded": f"If its source were recorded, {then}.",
        "date-recorded": f"If a date not more than {years} ago were recorded, {then}.",
        "newer-reading-recorded": (
            f"If a reading with a source and a date not more than {years} ago replaced it, {then}."
        ),
    }[change]


def evaluation_sentence(view: CityView, initiative_id: str) -> str:
    """Return that nobody recorded what an initiative brought about."""
    return f"No outcome of {initiative_name(view, initiative_id)} is recorded."


def evaluation_remedy(view: CityView, initiative_id: str, partner_ids: Sequence[str]) -> str:
    """Return what would close the gap."""
    partners = [text_in(view, view.city.partners[key].name) for key in partner_ids]
    asked = join(partners, _MOST) if partners else "those who run it"
    return f"ask {asked} what it brought about, and add that under 'outcomes'"


def running_step(view: CityView, entry: Initiative, running: str) -> str:
    """Return that an initiative offers something, and whether it runs."""
    name = initiative_name(view, entry.id)
    kind = f"of kind {entry.kind}" if entry.kind else "of no stated kind"
    return f"{name} is {kind} and offers something itself; whether it runs: {running}."


def outcomes_step() -> str:
    """Return that there are no outcomes."""
    return "The file has no outcome of it."


def outcome_change(view: CityView, initiative_id: str) -> str:
    """Return what an outcome would change."""
    name = initiative_name(view, initiative_id)
    return f"If one outcome of {name} were recorded, this gap would be gone."
