"""What results say about bodies and who sits on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    ALL,
    count,
    join,
    number,
    partner_name,
    text_in,
)
from learningcity.model.entities import Body
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.effort import EffortRow

__all__ = [
    "above_step",
    "basis_step",
    "effort_sentence",
    "effort_summary",
    "members_step",
    "shared_step",
    "shares_step",
]


def effort_summary(pairs: int, at_least: int, most: int, without_members: int) -> str:
    """Return the headline of the effort."""
    have = "has" if pairs == 1 else "have"
    members = count(at_least, "member")
    words = (
        f"{count(pairs, 'pair')} of bodies {have} {members} or more in common"
        if pairs
        else f"No two bodies have {members} or more in common"
    )
    if most:
        words += f"; the most seats of one partner: {number(most)}"
    if without_members:
        verb = "has" if without_members == 1 else "have"
        words += f"; {count_bodies(without_members)} {verb} no recorded members"
    return f"{words}. Seats are counted: the file holds no hours."


def count_bodies(how_many: int) -> str:
    """Return a number of bodies."""
    return f"{number(how_many)} {'body' if how_many == 1 else 'bodies'}"


def effort_sentence(view: CityView, row: EffortRow) -> str:
    """Return two bodies and their members in words."""
    first, second = (_body_name(view, key) for key in row.bodies)
    shared = len(row.shared)
    words = (
        f"{first} and {second}: {count(shared, 'member')} in common, of "
        f"{number(row.first_members)} and {number(row.second_members)}"
    )
    if row.above is not None:
        other = next(key for key in row.bodies if key != row.above)
        words += f"; {_body_name(view, other)} reports to {_body_name(view, row.above)}"
    return f"{words}."


def _body_name(view: CityView, body_id: str) -> str:
    return text_in(view, view.city.bodies[body_id].name)


def members_step(view: CityView, body: Body) -> str:
    """Return who sits on a body."""
    members = view.partner_order(body.members)
    names = join([partner_name(view, key) for key in members], ALL)
    return f"{text_in(view, body.name)} has {count(len(members), 'member')}: {names}."


def shared_step(view: CityView, shared: Sequence[str]) -> str:
    """Return who sits on both."""
    names = join([partner_name(view, key) for key in shared], ALL)
    return f"On both: {names}."


def shares_step(row: EffortRow) -> str:
    """Return the two shares, with their numbers."""
    shared = len(row.shared)
    smaller = min(row.first_members, row.second_members)
    everybody = row.first_members + row.second_members - shared
    return (
        f"Containment: {number(shared)} / {number(smaller)} = {row.containment:.2f}; "
        f"Jaccard index: {number(shared)} / {number(everybody)} = {row.jaccard:.2f}."
    )


def above_step(view: CityView, row: EffortRow) -> str:
    """Return that one body reports to the other."""
    other = next(key for key in row.bodies if key != row.above)
    return (
        f"{_body_name(view, other)} reports to {_body_name(view, row.above or other)}; that they "
        "have members in common may be meant."
    )


def basis_step() -> str:
    """Return what is counted."""
    return "Seats are counted: the file holds no hours."
