"""What results say about who answers for a priority, and to whom that leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    count,
    entry_name,
    join,
    join_all,
    listed,
    number,
    partner_name,
    term_name,
)
from learningcity.model.city import City
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.ownership import Ownership, OwnershipRow, OwnershipStep

__all__ = [
    "absent_step",
    "members_step",
    "owner_step",
    "ownership_line",
    "ownership_row",
    "ownership_summary",
    "partner_step",
    "reports_step",
]


def ownership_summary(found: Ownership) -> str:
    """Return the headline: how many are answered for, and where that leads."""
    ids = dict.fromkeys(row.priority for row in found.rows)
    if not ids:
        return "No priorities are recorded, so there is nothing to answer for."
    answered = len(ids) - len(found.orphans)
    tops = dict.fromkeys(row.top for row in found.rows if row.top is not None)
    partners = dict.fromkeys(row.owner for row in found.rows if row.status == "partner")
    where = listed(
        [
            f"bodies at the top: {number(len(tops))}" if tops else "",
            f"partners that answer themselves: {number(len(partners))}" if partners else "",
        ]
    )
    aims = count(len(ids), "priority", "priorities and objectives")
    said = f"Of {aims}, {number(answered)} {'has' if answered == 1 else 'have'} an owner"
    said += f" ({where})" if where else ""
    if found.orphans:
        said += f"; without an owner: {number(len(found.orphans))}"
    if found.dead_ends:
        said += f"; with an owner from which no reporting leads to the top: {_many(found)}"
    return f"{said}. That a body has members does not say that it meets."


def _many(found: Ownership) -> str:
    return number(len(found.dead_ends))


def _body(city: City, body_id: str) -> str:
    return entry_name(city, f"body:{body_id}")


def ownership_row(view: CityView, row: OwnershipRow) -> str:
    """Return a priority, its owner and the way upwards in words."""
    name = term_name(view, "priority", row.priority)
    if row.owner is None:
        return f"Nobody is recorded as answering for {name}."
    above = " (from what it lies within)" if row.inherited else ""
    return f"{name}: {_way(view.city, row, above)}."


def ownership_line(city: City, row: OwnershipRow) -> str:
    """Return an owner and the way upwards from there, without a stop, for all it answers for."""
    if row.owner is None:
        return "Nobody is recorded as answering for"
    return _way(city, row, "")


def _way(city: City, row: OwnershipRow, above: str) -> str:
    said = f"{entry_name(city, str(row.owner))}{above}"
    if row.status == "partner":
        return f"{said} answers itself; it is a partner"
    ways = [_body(city, step.body) for step in row.way[1:]]
    if ways:
        said += f" reports to {', then '.join(ways)}"
    if row.status == "dead-end":
        reports = ", which reports" if ways else " reports"
        return f"{said}{reports} {_nowhere(city, row.leads_to)}"
    return f"{said}, {_TOP}"


_TOP = "the top as far as recorded: it reports to nobody in the file"


def _nowhere(city: City, body_id: str | None) -> str:
    if body_id in city.bodies:
        return f"back to {_body(city, str(body_id))}: a circle"
    return f"to '{body_id}', which is no body of the file"


def owner_step(view: CityView, row: OwnershipRow) -> str:
    """Return whom the file names as owner."""
    name = term_name(view, "priority", row.priority)
    if row.owner is None:
        return f"{name} has no owner that the file knows, and nor has what it lies within."
    owner = entry_name(view.city, row.owner)
    if row.inherited:
        return f"{name} states no owner; that of what it lies within is {owner}."
    return f"The owner of {name} is {owner}."


def partner_step(view: CityView, row: OwnershipRow) -> str:
    """Return that a partner answers itself."""
    return f"{entry_name(view.city, str(row.owner))} is a partner and no body: it answers itself."


def members_step(view: CityView, step: OwnershipStep) -> str:
    """Return who sits on a body."""
    name = _body(view.city, step.body)
    if not step.members:
        return f"On {name} no member is recorded: who sits on it is not known."
    names = join_all([partner_name(view, key) for key in step.members])
    return f"On {name} {'sits' if len(step.members) == 1 else 'sit'} {names}."


def absent_step(view: CityView, step: OwnershipStep) -> str:
    """Return that a body was not there."""
    return f"By its start and end, {_body(view.city, step.body)} was not there on the day."


def reports_step(view: CityView, step: OwnershipStep, above: str | None) -> str:
    """Return to whom a body reports."""
    name = _body(view.city, step.body)
    if above is None:
        return f"{name} reports to nobody that the file names: it counts as the top."
    if above not in view.city.bodies:
        return f"{name} reports to '{above}', which is no body of the file."
    return f"{name} reports to {join([_body(view.city, above)])}."
