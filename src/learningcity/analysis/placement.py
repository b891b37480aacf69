"""Which partners are best placed to close a gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from learningcity.analysis.result import Row
from learningcity.analysis.sentences.gaps import placed_reason
from learningcity.reach.likeness import Likeness, round_figure
from learningcity.reach.view import CityView, Facet, Keys, Line

__all__ = ["Placed", "best_placed"]

_MOST = 3
_PROVIDING = frozenset({"lead", "deliverer"})


@dataclass(frozen=True)
class Placed(Row):
    """A partner that already works close to a gap."""

    partner: str
    """The id of the partner."""
    initiative: str
    """Its initiative that comes nearest."""
    why: str
    """What that initiative has in common with the gap, in words."""


def best_placed(
    view: CityView,
    likeness: Likeness,
    wanted: Mapping[Facet, Keys],
    facets: tuple[Facet, ...],
) -> tuple[Placed, ...]:
    """Return up to three partners that already reach the nearest terms, nearest first.

    The nearness of a line is the mean over `facets` of σ(wanted→line), 0 where the line does not
    state the facet. A partner is as near as the nearest line of an initiative that it leads or
    delivers; of equals the one with more such initiatives comes first, then file order. Nobody is
    placed where no line comes near on anything.
    """
    nearest: dict[str, tuple[float, int, str, Line]] = {}
    for entry in view.offering if facets else ():
        near, line = max(
            ((_nearness(likeness, wanted, facets, line), line) for line in view.lines[entry.id]),
            key=lambda item: item[0],
        )
        if near == 0:
            continue
        for partner_id in view.calendar.partners(entry, _PROVIDING):
            known = nearest.get(partner_id)
            if known is None or near > known[0]:
                nearest[partner_id] = (near, 1, entry.id, line)
            elif near == known[0]:
                nearest[partner_id] = (near, known[1] + 1, known[2], known[3])
    order = view.partner_order(nearest)
    ranked = sorted(
        order, key=lambda partner_id: (-nearest[partner_id][0], -nearest[partner_id][1])
    )
    placed = []
    for partner_id in ranked[:_MOST]:
        _, _, initiative_id, line = nearest[partner_id]
        why = placed_reason(view, initiative_id, _shared(likeness, wanted, facets, line))
        placed.append(Placed(partner_id, initiative_id, why))
    return tuple(placed)


def _nearness(
    likeness: Likeness, wanted: Mapping[Facet, Keys], facets: tuple[Facet, ...], line: Line
) -> float:
    shares = [
        likeness.share(facet, wanted[facet], line.terms(facet)) if line.terms(facet) else 0.0
        for facet in facets
    ]
    return round_figure(sum(shares) / len(shares))


def _shared(
    likeness: Likeness, wanted: Mapping[Facet, Keys], facets: tuple[Facet, ...], line: Line
) -> dict[Facet, tuple[str, ...]]:
    """Return the terms of a line that come near what is wanted, the nearest first."""
    shared: dict[Facet, tuple[str, ...]] = {}
    for facet in facets:
        terms = wanted[facet]
        near = {t: max(likeness.of(facet, w, t) for w in terms) for t in line.terms(facet)}
        close = sorted((t for t in near if near[t] > 0), key=lambda t: -near[t])
        if close:
            shared[facet] = tuple(close)
    return shared
