"""Figures far from all others of their kind: perhaps a slip of some zeros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, cast

from learningcity.diagnostics import Severity
from learningcity.model.entities import Place
from learningcity.model.integrity import At, Draft, Fault
from learningcity.model.values import Number, Quantity, quote

__all__ = ["find_outliers"]

_ENOUGH = 8
"""So many figures of one kind are needed to say what is usual."""

_FAR = 10_000
"""A figure so many times larger or smaller than the median is far from it.

Real cities have figures of one kind that differ a thousandfold, such as a gift for one laptop and
the cost of a campus.
"""

_Figure: TypeAlias = tuple[At, Number]


def find_outliers(draft: Draft) -> Iterator[Fault]:
    """Return a note for each figure that is far from the median of its kind.

    Compared are the populations of places of one kind, the capacities of initiatives of one kind,
    and sums of money in one currency. Zero is no slip and is left out.
    """
    for what, figures in _kinds(draft).items():
        if len(figures) < _ENOUGH:
            continue
        usual = sorted(figure for _, figure in figures)[len(figures) // 2]
        for at, figure in figures:
            if figure > usual * _FAR or figure * _FAR < usual:
                yield Fault(
                    "far-figure",
                    f"{quote(figure)} is far from the usual {what}, which is about {usual:,.0f}",
                    at,
                    "count the zeros; if it is right, nothing is to be done",
                    Severity.INFO,
                )


def _kinds(draft: Draft) -> dict[str, list[_Figure]]:
    found: dict[str, list[_Figure]] = {}

    def add(what: str, at: At, quantity: Quantity | None) -> None:
        if quantity is not None:
            figure = quantity.high if quantity.low is None else quantity.low
            if figure:
                found.setdefault(what, []).append((at, figure))

    for place in cast("tuple[Place, ...]", draft["places"]):
        kind = place.kind or "place"
        add(f"population of a {kind}", ("places", place.id, "population"), place.population)
    for entry in draft.initiatives:
        at = ("initiatives", entry.id)
        add(f"capacity of a {entry.kind or 'initiative'}", (*at, "capacity"), entry.capacity)
        for line in entry.funding:
            add(f"sum in {line.currency}", (*at, "funding", line.id, "amount"), line.amount)
    return found
