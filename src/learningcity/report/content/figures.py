"""The city in figures, as the sources give them."""

from __future__ import annotations

from learningcity.display import inert
from learningcity.model.entities import Fact
from learningcity.model.values import Quantity
from learningcity.report.content.desk import Desk
from learningcity.report.content.pieces import Said, Table

__all__ = ["tell_facts"]


def tell_facts(desk: Desk) -> Table | None:
    """Return what the files say of the city itself; ``None`` where they say nothing."""
    if not len(desk.city.facts):
        return None
    say = desk.wording.say
    return Table(
        say("Figures as the sources give them, which may differ from one another"),
        (say("What"), say("Value"), say("Date")),
        tuple(
            (
                desk.cited("fact", fact.id),
                Said(_value(desk, fact)),
                say("not recorded") if fact.date is None else Said(str(fact.date)),
            )
            for fact in desk.city.facts
        ),
    )


def _value(desk: Desk, fact: Fact) -> str:
    """Return the value of a fact; a number with its unit, a year as years are written."""
    value, unit = fact.value, fact.unit
    if not isinstance(value, Quantity):
        return inert(str(value))
    if unit is not None and "year" in unit and value.low == value.high:
        return str(value.low)
    number = desk.wording.interval(value.low, value.high)
    shown = desk.wording.say("about %(n)s", n=number) if value.approximate else number
    return shown if unit is None else f"{shown} {desk.said(unit).text}"
