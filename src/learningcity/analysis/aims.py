"""What partners work on, and how priorities that they state lie to those that they work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from learningcity.analysis.study import Study
from learningcity.model.entities import Initiative
from learningcity.model.terms import TermGraph
from learningcity.reach.view import Keys

__all__ = ["Lying", "named_by", "work_of"]


def work_of(study: Study, roles: Iterable[str]) -> dict[str, list[Initiative]]:
    """Return for each partner the initiatives that may run in which it has one of `roles`.

    Partners and initiatives are in file order. Funds and coordination are work too.
    """
    wanted = frozenset(roles)
    found: dict[str, list[Initiative]] = {partner.id: [] for partner in study.city.partners}
    for entry in study.view.initiatives:
        for partner_id in study.view.partner_order(study.calendar.partners(entry, wanted)):
            found[partner_id].append(entry)
    return found


def named_by(graph: TermGraph, initiatives: Iterable[Initiative]) -> Keys:
    """Return the priorities that initiatives name, under their newest names, in file order."""
    named = {key for entry in initiatives for key in graph.canonical_set(entry.priorities)}
    return tuple(key for key in graph.ids if key in named)


@dataclass(frozen=True, slots=True)
class Lying:
    """How some priorities lie to some others.

    ``inside`` are those that are one of the others or a part of one, ``around`` those of the rest
    that contain one of them, so that nobody has said whether they mean it; ``outside`` all else.
    """

    inside: Keys
    around: Keys
    outside: Keys

    @classmethod
    def of(cls, graph: TermGraph, keys: Iterable[str], others: Keys) -> Lying:
        """Return how `keys` lie to `others`."""
        within, wanted = graph.below_all(others), frozenset(others)
        inside, around, outside = [], [], []
        for key in keys:
            if key in within:
                inside.append(key)
            elif graph.below(key).isdisjoint(wanted):
                outside.append(key)
            else:
                around.append(key)
        return cls(tuple(inside), tuple(around), tuple(outside))
