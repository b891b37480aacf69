"""What two products of shares come to."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from learningcity.model.figures import round_figure
from learningcity.reach.facets import FACETS
from learningcity.reach.pairs import PairReach
from learningcity.reach.statements import COMPARED, SILENT

__all__ = ["Outcome", "Outcomes"]

_, _AUDIENCE, _PLACE = FACETS

Outcome: TypeAlias = tuple[PairReach, PairReach]
"""How two initiatives compare, and how they do the other way round."""


class Outcomes(dict[tuple[float, float, int, int], Outcome | None]):
    """What two products of shares come to; there are few different ones.

    Keys are the product forward and backward, and what is compared of audience and place.
    """

    def __init__(self, asked: float) -> None:
        self.asked = asked
        self.minimum = asked * (1 - 1e-9)
        """What lies below it is below the minimum, however it is rounded."""

    def __missing__(self, key: tuple[float, float, int, int]) -> Outcome | None:
        forward, backward, audience, place = key
        found = _pair_reach(forward, backward, audience, place)
        back = _pair_reach(backward, forward, audience, place)
        outcome = None
        if found is not None and back is not None and found.overlap >= self.asked:
            outcome = found, back
        self[key] = outcome
        return outcome


@lru_cache(maxsize=1 << 14)
def _pair_reach(forward: float, backward: float, audience: int, place: int) -> PairReach | None:
    told = {_AUDIENCE: audience, _PLACE: place}
    facets = tuple(f for f in FACETS if told.get(f, COMPARED) == COMPARED)
    if len(facets) < 2:
        return None
    silent = tuple(f for f in FACETS if told.get(f) == SILENT)
    return PairReach(facets, (round_figure(forward), round_figure(backward)), silent)
