"""What results say about priorities: who answers for them, who takes part, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learningcity.analysis.sentences.words import count, join, listed, number, term_name, text_in
from learningcity.reach.view import CityView

__all__ = [
    "SECTORS",
    "chain_step",
    "filed_step",
    "objective_change",
    "objective_remedy",
    "objective_sentence",
    "others_step",
    "owner_change",
    "owners_step",
    "ownership_remedy",
    "ownership_sentence",
    "sector_change",
    "sector_remedy",
    "sector_sentence",
    "sectors_step",
    "unclear_step",
    "unnamed_step",
]

SECTORS = {"public": "public", "private": "private", "third": "third-sector"}
"""The sectors of which the partnership consists, as words before a partner."""

_MOST = 3


def ownership_sentence(view: CityView, priority: str, owners: Sequence[str]) -> str:
    """Return that nobody answers for a priority, or that its owners report to no top body."""
    name = term_name(view, "priority", priority)
    if not owners:
        return f"Nobody is recorded as answering for {name}."
    bodies = join([_body_name(view, key) for key in owners])
    return f"{name} belongs to {bodies}, from which no line of reporting leads to a top body."


def ownership_remedy(view: CityView, priority: str, owners: Sequence[str]) -> str:
    """Return what would close the gap."""
    if not owners:
        name = term_name(view, "priority", priority)
        return f"name the body or partner that answers for {name} under 'owner'"
    bodies = join([_body_name(view, key) for key in owners])
    return f"say under 'reports_to' to which body at the top {bodies} should answer"


def _body_name(view: CityView, body_id: str) -> str:
    return text_in(view, view.city.bodies[body_id].name)


def owners_step(view: CityView, priority: str, owners: Sequence[str]) -> str:
    """Return which bodies own a priority, if any."""
    name = term_name(view, "priority", priority)
    if not owners:
        return f"{name} has no owner that the file knows, and nor has what it lies within."
    return f"The owner of {name} is {join([_body_name(view, key) for key in owners])}."


def chain_step(view: CityView, chain: Sequence[str], onward: str | None) -> str:
    """Return to whom a body reports, one after the other, and where that leads."""
    names = ", then ".join(_body_name(view, key) for key in chain)
    if onward in chain:
        return f"Reporting goes {names}, and back to {_body_name(view, str(onward))}: no end."
    return f"Reporting goes {names}, and then to '{onward}', which is no body of the file."


def owner_change(view: CityView, priority: str) -> str:
    """Return what an owner would change."""
    name = term_name(view, "priority", priority)
    return (
        f"If a partner, or a body that leads to the top, were recorded as owner of {name}, "
        "this gap would be gone."
    )


def sector_sentence(view: CityView, priority: str, sector: str, unclear: int) -> str:
    """Return that nobody of a sector takes part in a priority, as far as is known."""
    name = term_name(view, "priority", priority)
    said = f"No {SECTORS[sector]} partner is recorded as taking part in {name}"
    if not unclear:
        return f"{said}."
    others = count(unclear, "partner")
    return f"{said}, but the sector of {others} in it is mixed or not known."


def sector_remedy(view: CityView, priority: str, sector: str, unclear: Sequence[str]) -> str:
    """Return what would close the gap."""
    if unclear:
        partners = [text_in(view, view.city.partners[key].name) for key in unclear]
        return f"find out whether {join(partners, _MOST)} count as {SECTORS[sector]}"
    name = term_name(view, "priority", priority)
    return f"ask {SECTORS[sector]} partners into {name}, or add to the file who takes part"


def filed_step(view: CityView, priority: str, how_many: int) -> str:
    """Return how many initiatives a priority has."""
    name = term_name(view, "priority", priority)
    return f"Initiatives of {name} or of a part of it that may run: {how_many}."


def sectors_step(sectors: Mapping[str, int]) -> str:
    """Return how many partners of each sector take part in a priority."""
    said = listed([f"{number(how_many)} {sector}" for sector, how_many in sectors.items()])
    return f"In them, in whichever role, partners of these sectors take part: {said or 'none'}."


def unclear_step(view: CityView, unclear: Sequence[str], sector: str) -> str:
    """Return which partners may count as of a sector."""
    partners = [text_in(view, view.city.partners[key].name) for key in unclear]
    return f"{join(partners, _MOST)} may count as {SECTORS[sector]}."


def sector_change(view: CityView, change: str, priority: str, sector: str) -> str:
    """Return what a record would change."""
    name = term_name(view, "priority", priority)
    return {
        "partner-recorded": (
            f"If a {SECTORS[sector]} partner were recorded in an "
            f"initiative of {name}, this gap would be gone."
        ),
        "sector-recorded": (
            f"If one of the partners of mixed or unknown sector were {SECTORS[sector]}, "
            "this gap would be gone."
        ),
    }[change]


def objective_sentence(
    view: CityView, objective: str, priorities: Sequence[str], named: int, others: int
) -> str:
    """Return that no initiative names an objective, or that nobody names objectives."""
    name = term_name(view, "priority", objective)
    above = _priorities(view, priorities)
    if not named:
        return (
            f"Whether {name} is served is not known: no initiative names any objective of {above}."
        )
    verb = "is" if named == 1 else "are"
    return (
        f"No initiative names {name}, while {named} of the other {others} of {above} {verb} named."
    )


def objective_remedy(view: CityView, objective: str, priorities: Sequence[str], named: int) -> str:
    """Return what would close the gap."""
    above = _priorities(view, priorities)
    if not named:
        return f"ask the initiatives of {above} which of its objectives they serve"
    name = term_name(view, "priority", objective)
    return f"ask the initiatives of {above} whether they serve {name}, or offer something for it"


def _priorities(view: CityView, priorities: Sequence[str]) -> str:
    return join([term_name(view, "priority", key) for key in priorities])


def unnamed_step(view: CityView, objective: str, priorities: Sequence[str]) -> str:
    """Return what an objective lies within, and that nobody names it."""
    name = term_name(view, "priority", objective)
    above = _priorities(view, priorities)
    return f"{name} lies within {above}; no initiative that may run names it, nor a part of it."


def others_step(view: CityView, priorities: Sequence[str], named: int, others: int) -> str:
    """Return how many other objectives of the priority are named."""
    above = _priorities(view, priorities)
    return f"Of {count(others, 'other objective')} of {above}, initiatives name {number(named)}."


def objective_change(view: CityView, change: str, objective: str) -> str:
    """Return what naming an objective would change."""
    name = term_name(view, "priority", objective)
    return {
        "objective-named": f"If an initiative named {name}, this gap would be gone.",
        "other-objective-named": (
            f"If an initiative named another of them, {name} would surely be a gap."
        ),
    }[change]
