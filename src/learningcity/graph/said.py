"""What a graph of a city says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from learningcity.model.city import City
from learningcity.model.entities import Role
from learningcity.model.running import Calendar

__all__ = ["reading"]


def reading(
    city: City, calendar: Calendar, *, roles: Iterable[str] | None = None
) -> dict[str, object]:
    """Return the attributes of a graph that say how the city was read for it.

    They are ``city``, ``on`` (YYYY-MM-DD, ``None`` over all time), ``ever`` and ``carry``, and
    ``roles`` in the order of the format where it matters which count.
    """
    said: dict[str, object] = {
        "city": city.id,
        "on": None if calendar.day is None else calendar.day.isoformat(),
        "ever": calendar.ever,
        "carry": calendar.carry,
    }
    if roles is not None:
        counting = frozenset(roles)
        said["roles"] = tuple(role for role in get_args(Role) if role in counting)
    return said
