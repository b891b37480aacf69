"""Which partners are best placed to close a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from learningcity.analysis.result import Row
from learningcity.analysis.sentences.gaps import active_reason, part_reason, placed_reason
from learningcity.analysis.study import Study
from learningcity.model.entities import Initiative
from learningcity.model.vocabulary import WORKING_ROLES
from learningcity.reach.bits import members
from learningcity.reach.likeness import Likeness
from learningcity.reach.nearness import falling, nearness
from learningcity.reach.view import CityView, Facet, Keys, Line

__all__ = ["PROVIDING", "Placed", "best_placed", "most_active", "taking_part"]

PROVIDING = frozenset({"lead", "deliverer"})
"""The roles of those who provide what an initiative offers."""

_MOST = 3
_WORKING = tuple(dict.fromkeys(("lead", "deliverer", *WORKING_ROLES)))


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
    study: Study,
    wanted: Mapping[Facet, Keys],
    facets: tuple[Facet, ...],
    *,
    roles: Iterable[str] = PROVIDING,
    among: frozenset[str] | None = None,
    without: frozenset[str] = frozenset(),
) -> tuple[Placed, ...]:
    """Return up to three partners that already reach the nearest terms, nearest first.

    The nearness of a line is the mean over `facets` of σ(wanted→line), 0 where the line does not
    state the facet. A partner is as near as the nearest line of an initiative in which it has one
    of `roles`; of equals the one with more such initiatives comes first, then file order. Nobody is
    placed where no line comes near on anything. Only partners `among` the given ones count, and no
    initiative of those in `without`.

    Cost: the initiatives that come as near as the third partner does.
    """
    view, likeness = study.view, study.likeness
    placed: dict[str, tuple[Initiative, Line]] = {}
    for group in _nearest_first(study, wanted, facets, without):
        if len(placed) >= _MOST:
            break
        found: dict[str, list[tuple[Initiative, Line]]] = {}
        for entry, line in group:
            for partner_id in view.calendar.partners(entry, roles):
                if partner_id not in placed and (among is None or partner_id in among):
                    found.setdefault(partner_id, []).append((entry, line))
        for partner_id in sorted(view.partner_order(found), key=lambda key: -len(found[key])):
            placed[partner_id] = found[partner_id][0]
    return tuple(
        Placed(
            partner_id,
            entry.id,
            placed_reason(view, entry.id, _shared(likeness, wanted, facets, line)),
        )
        for partner_id, (entry, line) in list(placed.items())[:_MOST]
    )


def _nearest_first(
    study: Study, wanted: Mapping[Facet, Keys], facets: tuple[Facet, ...], without: frozenset[str]
) -> Iterator[list[tuple[Initiative, Line]]]:
    """Return the initiatives that come near on anything, with their nearest lines.

    Those that are equally near come together, in file order.
    """
    index, entries = study.offers, study.city.initiatives
    seen = set(without)
    for lines in falling(nearness(index, study.likeness, wanted, facets)):
        found = []
        for number in members(lines):
            key = index.owners[number]
            if key not in seen:
                seen.add(key)
                found.append((entries[key], index.lines[number]))
        if found:
            yield found


def most_active(
    view: CityView, initiatives: Iterable[Initiative], priority: str
) -> tuple[Placed, ...]:
    """Return up to three partners that provide most of the initiatives of a priority.

    Those that lead or deliver most of them come first, then file order; of each the first
    initiative is named.
    """
    provided: dict[str, list[str]] = {}
    for entry in initiatives:
        for partner_id in view.calendar.partners(entry, PROVIDING):
            provided.setdefault(partner_id, []).append(entry.id)
    ranked = sorted(view.partner_order(provided), key=lambda key: -len(provided[key]))
    return tuple(
        Placed(key, provided[key][0], active_reason(view, len(provided[key]), priority))
        for key in ranked[:_MOST]
    )


def taking_part(view: CityView, entry: Initiative) -> tuple[Placed, ...]:
    """Return up to three partners that work in an initiative: leads first, then deliverers."""
    ranked: dict[str, str] = {}
    doing: dict[str, list[str]] = {}
    for part in entry.partners:
        if view.calendar.counts(part.start, part.end):
            for said in part.role:
                doing.setdefault(said, []).append(part.partner)
    for role in _WORKING if doing else ():
        if len(ranked) >= _MOST:
            break
        for partner_id in view.partner_order(doing[role]) if role in doing else ():
            ranked.setdefault(partner_id, role)
    return tuple(
        Placed(key, entry.id, part_reason(view, entry.id, role))
        for key, role in list(ranked.items())[:_MOST]
    )


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
