"""What a graph of a city says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from learningcity.model.city import City
from learningcity.model.entities import Initiative, Partner, Role
from learningcity.model.running import Calendar

__all__ = ["initiative_node", "partner_node", "reading"]


def reading(
    city: City, calendar: Calendar, *, roles: Iterable[str] | None = None, carries: bool = True
) -> dict[str, object]:
    """Return the attributes of a graph that say how the city was read for it.

    They are ``city``, ``on`` (YYYY-MM-DD, ``None`` over all time) and ``ever``; ``carry`` where it
    matters what runs, and ``roles`` in the order of the format where it matters which count.
    """
    said: dict[str, object] = {
        "city": city.id,
        "on": None if calendar.day is None else calendar.day.isoformat(),
        "ever": calendar.ever,
    }
    if carries:
        said["carry"] = calendar.carry
    if roles is not None:
        counting = frozenset(roles)
        said["roles"] = tuple(role for role in get_args(Role) if role in counting)
    return said


def partner_node(city: City, partner: Partner) -> dict[str, object]:
    """Return the attributes of the node of a partner."""
    return {
        "name": partner.name.in_language(city.language),
        "sector": partner.sector,
        "kind": partner.kind,
        "core": partner.core,
    }


def initiative_node(city: City, initiative: Initiative) -> dict[str, object]:
    """Return the attributes of the node of an initiative."""
    return {"name": initiative.name.in_language(city.language), "kind": initiative.kind}
