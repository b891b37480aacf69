"""How nested a two-mode graph is: whether those with few ties have a part of those with many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import comb, fsum

from learningcity.graph.incidence import Incidence
from learningcity.graph.sharing import Mode, sharing
from learningcity.model.figures import Figure

__all__ = ["equal_degrees", "nestedness", "nestedness_of"]


def nestedness(found: Incidence) -> Figure:
    """Return NODF, from 0 to 100, over the pairs of nodes of both modes."""
    return _nodf(found, (0, 1))


def nestedness_of(found: Incidence, mode: Mode) -> Figure:
    """Return NODF, from 0 to 100, over the pairs of nodes of one mode (Almeida-Neto et al. 2008).

    It is the mean, over the pairs of nodes that have ties, of the share of the neighbours of the
    one with fewer that the one with more has too, times 100. A pair with equally many counts as 0.
    """
    return _nodf(found, (mode,))


def _nodf(found: Incidence, modes: Sequence[Mode]) -> Figure:
    """Return NODF over the pairs of nodes of some modes.

    What a node of few ties shares with those of more is counted neighbour by neighbour: at each are
    so many with more ties. So no pair of nodes is looked at, and the cost is that of the ties.
    """
    sides = found.memberships, found.members()
    pairs = 0
    parts: list[float] = []
    for mode in modes:
        degrees = list(map(len, sides[mode]))
        pairs += comb(sum(map(bool, degrees)), 2)
        shared = dict.fromkeys(degrees, 0)
        for taking in sides[1 - mode]:
            more, before = 0, 0
            ranked = sorted([degrees[node] for node in taking], reverse=True)
            for place, degree in enumerate(ranked):
                if degree != before:
                    more, before = place, degree
                shared[degree] += more
        parts += [n / degree for degree, n in shared.items() if n]
    return Figure(100 * fsum(parts) / pairs) if pairs else Figure(None, "too-few")


def equal_degrees(found: Incidence, mode: Mode) -> Figure:
    """Return the share of pairs of nodes that have equally many ties, which NODF counts as 0."""
    degrees = Counter(len(places) for places in sharing(found, mode).neighbours if places)
    pairs = comb(degrees.total(), 2)
    if not pairs:
        return Figure(None, "too-few")
    return Figure(sum(comb(n, 2) for n in degrees.values()) / pairs)
