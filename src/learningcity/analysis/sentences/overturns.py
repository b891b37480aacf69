"""What would overturn a finding, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    initiative_name,
    join,
    number,
    partner_name,
    term_name,
)
from learningcity.reach.view import CityView, Facet, Keys

if TYPE_CHECKING:
    from learningcity.analysis.coverage import CoverageRow, Standing

__all__ = [
    "VERDICT_WORDS",
    "apart",
    "coordination_changed",
    "need_overturned",
    "offers",
    "pair_overturned",
    "people",
    "runs",
    "serves",
    "states",
    "together",
]

VERDICT_WORDS: Mapping[str, str] = {
    "apart": "two that never run at one time",
    "joint": "joint work",
    "needed": "needed both",
    "overlap": "an overlap below the threshold",
    "coordinated": "a coordinated overlap",
    "candidate": "a candidate for duplication",
    "possible": "a possible duplicate",
}
"""What a pair is, by its verdict."""


def pair_overturned(condition: str, after: str) -> str:
    """Return what a pair would be under a condition; ``gone`` where it would be no row."""
    if after not in VERDICT_WORDS:
        return f"{condition}, the pair would not be listed."
    return f"{condition}, the pair would be {VERDICT_WORDS[after]}."


_STATUS_WORDS: Mapping[str, str] = {
    "absent": "reached by nothing recorded",
    "possible": "perhaps reached",
    "general": "reached in general only",
    "partial": "named, but not for all",
    "reached": "named for all",
}

_SUFFICIENCY_WORDS: Mapping[str, str] = {
    "short": "there would surely be too few places",
    "met": "there would be places enough for all",
    "unknown": "nobody would know whether there are places enough",
}


def need_overturned(condition: str, before: CoverageRow, after: Standing) -> str:
    """Return what a need would be under a condition."""
    said = []
    if after.status != before.status:
        said.append(f"the need would be {_STATUS_WORDS[after.status]}")
    if after.sufficiency != before.sufficiency:
        said.append(_SUFFICIENCY_WORDS[after.sufficiency])
    return f"{condition}, {join(said)}."


def runs(view: CityView, initiative_id: str, day: date | None, *, runs: bool) -> str:
    """Return the condition that an initiative runs, or does not."""
    name = initiative_name(view, initiative_id)
    if runs:
        return f"If {name} " + ("surely ran at any time" if day is None else f"surely ran on {day}")
    return f"If {name} " + ("never ran" if day is None else f"did not run on {day}")


def offers(view: CityView, facet: Facet, initiative_id: str, terms: Keys) -> str:
    """Return the condition that an initiative states these terms, or something else."""
    name = initiative_name(view, initiative_id)
    named = join([term_name(view, facet, term) for term in terms]) if terms else ""
    said = {
        "activity": f"offered {named or 'something else'}",
        "priority": f"served {named or 'another priority'}",
        "audience": f"were for {named or 'other people'}",
        "place": f"were in {named or 'another place'}",
    }
    return f"If {name} {said[facet]}"


def serves(
    view: CityView, initiative_id: str, *, at_least: int | None = None, at_most: int = 0
) -> str:
    """Return the condition that an initiative has so many places, or no more than that."""
    name = initiative_name(view, initiative_id)
    if at_least is not None:
        return f"If {name} could serve {number(at_least)} people a year"
    if at_most:
        return f"If {name} could serve no more than {number(at_most)} people a year"
    return f"If {name} could serve nobody"


def people(*, at_most: int | None = None, more_than: int = 0) -> str:
    """Return the condition that so many people have a need."""
    if at_most is not None:
        return f"If no more than {number(at_most)} people had the need"
    return f"If more than {number(more_than)} people had the need" if more_than else _ANYBODY


_ANYBODY = "If anybody surely had the need"


def together(view: CityView, pair: tuple[str, str], silent: Sequence[str], day: date | None) -> str:
    """Return the condition that initiatives run at one time."""
    if day is None:
        return f"If {join([initiative_name(view, key) for key in pair])} ran at one time"
    return f"If {join([initiative_name(view, key) for key in silent])} surely ran on {day}"


def apart(view: CityView, silent: str, other: str, day: date | None) -> str:
    """Return the condition that one initiative does not run when the other one does."""
    name = initiative_name(view, silent)
    if day is None:
        return f"If {name} never ran while {initiative_name(view, other)} did"
    return f"If {name} did not run on {day}"


def states(
    view: CityView, facet: Facet, code: str, pair: tuple[str, str], silent: Keys, terms: Keys
) -> str:
    """Return the condition that initiatives say for whom, or where, they are."""
    same = code.endswith("-same")
    if len(silent) == 2:
        what = {
            "audience": "were for the same people" if same else "were for different people",
            "place": "were in the same place" if same else "were in different places",
        }[facet]
        return f"If {join([initiative_name(view, key) for key in silent])} {what}"
    name = initiative_name(view, silent[0])
    other = initiative_name(view, pair[1] if silent[0] == pair[0] else pair[0])
    preposition = "for" if facet == "audience" else "in"
    if same:
        named = join([term_name(view, facet, term) for term in terms])
        return f"If {name} were {preposition} {named}, as {other} is"
    where = "for other people than" if facet == "audience" else "in another place than"
    return f"If {name} were {where} {other}"


def coordination_changed(
    view: CityView, code: str, pair: tuple[str, str], changed: Keys, partners: Keys
) -> str:
    """Return the condition that one kind of coordination is recorded, or is not."""
    kind, _, change = code.rpartition("-")
    first, second = (initiative_name(view, key) for key in pair)
    named = [partner_name(view, key) for key in partners if key in view.city.partners]
    who = join(named) if named else "one partner"
    if kind == "family" and change == "recorded":
        whole = first if changed == (pair[1],) else second
        return f"If {second if whole == first else first} were recorded as a part of {whole}"
    recorded = {
        "sequence": "one of them were recorded to follow the other",
        "same-lead": f"{who} led both",
        "siblings": "both were parts of one programme",
        "tie": f"a planning or referral tie between {who} were recorded",
        "same-organisation": f"{who} belonged to one organisation",
        "shared-partner": f"{who} took part in both",
        "same-body": f"{who} sat on one body",
    }
    withdrawn = {
        "family": "neither were a part of the other",
        "sequence": "neither followed the other",
        "same-lead": f"{who} did not lead both",
        "siblings": "they were not parts of one programme",
        "tie": f"there were no planning or referral tie between {who}",
        "same-organisation": f"{who} did not belong to one organisation",
        "shared-partner": f"{who} did not take part in both",
        "same-body": f"{who} did not sit on one body",
    }
    return f"If {(recorded if change == 'recorded' else withdrawn)[kind]}"
