"""Reading plain data: one or several, bounds, rounding.

The oracle works on what one would write in YAML: text, numbers, lists and mappings. It shares no
code with the package and prefers the obvious to the fast.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

Data = dict[str, Any]
Number = int | Decimal
Bounds = tuple[Number | None, Number | None]

FACET_KEYS = {
    "activity": "activities",
    "audience": "audiences",
    "place": "places",
    "priority": "priorities",
}


def listed(value: object) -> list[Any]:
    """Nothing is an empty list, one thing a list of one."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return list(value)
    return [value]


def exact(value: object) -> Number:
    """A number as it is written, without binary fractions."""
    if isinstance(value, int | Decimal):
        return value
    return Decimal(str(value))


def bounds(quantity: object) -> Bounds:
    """Any number may be {at_least: …}, {at_most: …}, both, or {about: …}."""
    if quantity is None:
        return None, None
    if not isinstance(quantity, dict):
        return exact(quantity), exact(quantity)
    if "about" in quantity:
        return exact(quantity["about"]), exact(quantity["about"])
    low, high = quantity.get("at_least"), quantity.get("at_most")
    return (None if low is None else exact(low)), (None if high is None else exact(high))


def rounded(figure: Fraction | float) -> float:
    """Figures are rounded to 12 significant digits."""
    return float(format(float(figure), ".12g"))
