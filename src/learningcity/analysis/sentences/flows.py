"""What results say about who hears from whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, join_all, number, partner_name
from learningcity.model.entities import TieKind
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.flows import FlowRow, Heard, KnowledgeFlows

__all__ = [
    "flow_subject",
    "flows_summary",
    "none_step",
    "outside_step",
    "reach_step",
    "tie_step",
]

_GOES = {
    "knowledge": "passes on what it knows to",
    "referral": "sends people on to",
    "planning": "plans with",
    "governance": "steers",
    "funding": "pays",
}
_UNKNOWN = {
    "knowledge": "who learns from whom",
    "referral": "who sends people to whom",
    "planning": "who plans with whom",
    "governance": "who steers whom",
    "funding": "who pays whom outside initiatives",
}


def flows_summary(found: KnowledgeFlows) -> str:
    """Return the headline of the flows."""
    kind, partners = found.parameters.kind, len(found.rows)
    if found.outside is None:
        return f"No {kind} tie is recorded, so {_UNKNOWN[kind]} is not known."
    giving = sum(bool(row.gives_to) for row in found.rows)
    receiving = sum(bool(row.receives_from) for row in found.rows)
    outside = len(found.outside)
    ties = f"{count(found.ties, f'{kind} tie')} {'is' if found.ties == 1 else 'are'} recorded"
    return (
        f"{ties}: {count(giving, 'partner')} {'gives' if giving == 1 else 'give'}, "
        f"{number(receiving)} {'receives' if receiving == 1 else 'receive'}, and {number(outside)} "
        f"of {number(partners)} {'is' if outside == 1 else 'are'} in no recorded tie. "
        "That none is recorded does not say that there is none."
    )


def flow_subject(view: CityView, row: FlowRow, kind: TieKind) -> str:
    """Return what a row is about."""
    return f"{partner_name(view, row.partner)}, {kind} ties"


def none_step(kind: TieKind) -> str:
    """Return that the city records none."""
    return f"The file records no {kind} tie between partners then: {_UNKNOWN[kind]} is not known."


def tie_step(view: CityView, one: str, other: str, kind: TieKind) -> str:
    """Return one tie in words."""
    return f"{partner_name(view, one)} {_GOES[kind]} {partner_name(view, other)}."


def outside_step(view: CityView, row: FlowRow, kind: TieKind, ties: int) -> str:
    """Return that a partner is in none of the ties."""
    name = partner_name(view, row.partner)
    said = count(ties, f"recorded {kind} tie")
    return f"Of {said}, none goes from {name} or comes to it."


def reach_step(view: CityView, row: FlowRow, found: Sequence[Heard], *, heard: bool) -> str:
    """Return how far the ties lead in one direction."""
    name = partner_name(view, row.partner)
    if not found:
        return f"Nobody can hear from {name}." if heard else f"{name} can hear from nobody."
    each = [f"{partner_name(view, item.partner)} in {count(item.steps, 'step')}" for item in found]
    if heard:
        return f"{name} can be heard by {count(len(found), 'partner')}: {join_all(each)}."
    return f"{name} can hear from {count(len(found), 'partner')}: {join_all(each)}."
