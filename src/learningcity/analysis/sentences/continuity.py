"""What results say about needs whose offers all end, and nothing follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from learningcity.analysis.sentences.gaps import size_words
from learningcity.analysis.sentences.words import count, initiative_name, join, text_in
from learningcity.model.entities import Need
from learningcity.model.values import Number
from learningcity.reach.view import CityView

__all__ = [
    "continuity_remedy",
    "continuity_sentence",
    "ending_step",
    "followers_step",
    "horizon_step",
    "last_step",
    "successor_sentence",
]

_MOST = 3


def continuity_sentence(view: CityView, need: Need, ending: Sequence[str], last: date) -> str:
    """Return that all that is meant for a need ends."""
    statement = text_in(view, need.statement).rstrip(".")
    if len(ending) == 1:
        name = initiative_name(view, ending[0])
        what = f"the only initiative meant for it, {name}, ends by {last}"
    else:
        what = f"all {count(len(ending), 'initiative')} meant for it end by {last}"
    return f"{statement}: {what}, and nothing in the file follows."


def continuity_remedy(view: CityView, ending: Sequence[str]) -> str:
    """Return what would close the gap."""
    names = join([initiative_name(view, key) for key in ending], _MOST)
    verb = "goes" if len(ending) == 1 else "go"
    return f"decide whether {names} {verb} on or what follows, and add it to the file"


def horizon_step(day: date, horizon: int, limit: date) -> str:
    """Return up to which day endings are looked for."""
    return f"Within {count(horizon, 'month')} of {day} means up to {limit}."


def ending_step(view: CityView, initiative_id: str, by: str, first: date, last: date) -> str:
    """Return when one initiative that is meant for the need ends."""
    name = initiative_name(view, initiative_id)
    days = f"on {last}" if first == last else f"between {first} and {last}"
    if by == initiative_id:
        return f"{name} is meant for the need; the file says that it ends {days}."
    whole = initiative_name(view, by)
    return f"{name} is meant for the need; it is part of {whole}, which ends {days}."


def followers_step(view: CityView, followers: Sequence[str], last: date) -> str:
    """Return that nothing follows what ends, or that what follows ends as well."""
    if not followers:
        return "No initiative in the file follows any of them."
    names = join([initiative_name(view, key) for key in followers], _MOST)
    verb = "follows" if len(followers) == 1 else "follow"
    return f"{names} {verb} them, and cannot run after {last}."


def last_step(first: date, last: date, low: Number | None, high: Number | None) -> str:
    """Return when the last of them ends, and in how many whole months that is."""
    days = f"on {last}" if first == last else f"between {first} and {last}"
    return (
        f"The last of them ends {days}: in {size_words(low, high, 'months')}, whole ones counted."
    )


def successor_sentence(view: CityView, initiative_id: str, last: date) -> str:
    """Return what a recorded successor would change."""
    name = initiative_name(view, initiative_id)
    return (
        f"If an initiative that follows {name} and runs after {last} were recorded, "
        "this gap would be gone."
    )
