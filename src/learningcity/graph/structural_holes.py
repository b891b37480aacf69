"""Structural holes: how free a node is among its contacts (Burt)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from math import fsum, log
from typing import TYPE_CHECKING, Any

from learningcity.graph.adjacency import Adjacency, adjacency
from learningcity.model.figures import Figure, round_figure

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Holes", "constraint_shares", "structural_holes"]


@dataclass(frozen=True, slots=True)
class Holes:
    """Burt's measures of one node, in one of their two forms."""

    constraint: Figure
    """How far its contacts have each other too, and it nobody else."""
    effective_size: Figure
    """So many contacts that do not lead to the same others."""
    efficiency: Figure
    """The effective size by the number of contacts."""
    hierarchy: Figure
    """How far the constraint comes from one contact alone, 0 to 1."""
    shares: tuple[float, ...]
    """What each contact adds to the constraint, in the order of ``Adjacency.contacts``."""


_NONE = Figure(None, "isolate")
_ISOLATE = Holes(_NONE, _NONE, _NONE, _NONE, ())


def structural_holes(
    graph: nx.Graph[Any], *, weighted: bool = True
) -> dict[Hashable, tuple[Holes, Holes]]:
    """Return Burt's measures of each node, in the form of the whole network and that of the ego.

    Parameters
    ----------
    graph
        Any networkx graph that is no multigraph. Ties of a node to itself are left out.
    weighted
        Whether the edge attribute ``weight`` is the strength of a tie; otherwise each is 1.

    Returns
    -------
    dict
        For each node two :class:`Holes`. *Whole network*: the shares p and m of a contact are taken
        over all its ties. *Ego network*: only over its ties to the node and to the node's other
        contacts, as if there was nobody else.

    Notes
    -----
    Contacts are all that a tie joins either way; z_ij + z_ji is the strength of both ways, and
    p_ij = (z_ij + z_ji) / Σ_k (z_ik + z_ki), m_jq = (z_jq + z_qj) / max_k (z_jk + z_kj). With n
    contacts j, and q the other ones:

    - constraint C_i = Σ_j c_ij, c_ij = (p_ij + Σ_q p_iq p_qj)². One contact gives 1, and a triangle
      1.125 in both forms: it is not bounded by 1.
    - effective size Σ_j (1 − Σ_q p_iq m_jq), from 1 to n; without weights n − 2t/n with t ties
      between contacts (Borgatti 1997).
    - efficiency = effective size / n.
    - hierarchy = Σ_j r_j ln r_j / (n ln n), r_j = c_ij / (C_i / n): 0 where all contacts constrain
      alike; n ≥ 2, else ``one-contact``.

    A node without contacts has none of them (``isolate``).

    Where others differ: igraph's ``constraint`` is the whole-network form. networkx's
    ``constraint`` is too, but counts ties of a node to itself as contacts, and of a directed graph
    its path for chosen nodes leaves out those that only receive ties (networkx issue 2661 tells of
    the same in ``effective_size``). networkx's ``effective_size`` with scipy divides by the
    strongest tie of the wrong node, so weighted and directed values are wrong up to at least 3.6
    (networkx pull request 8906); that a triangle gives 1.125 is right (networkx issue 8087).
    UCINET offers both forms and calls them "whole network model" and "ego network model".

    Cost: for each tie the ties of its ends, in time; the ties, in memory.

    References
    ----------
    Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. Connections
    20(1), 35–38. http://www.analytictech.com/connections/v20(1)/holes.htm

    UCINET 6 help: Networks > Ego networks > Structural holes.
    http://analytictech.com/ucinet/help/hs4126.htm

    networkx pull request 8906, "Fix row-max normalization in vectorized effective_size".
    https://github.com/networkx/networkx/pull/8906

    igraph reference manual: constraint (after Burt 2004).
    https://r.igraph.org/reference/constraint.html
    """
    found = adjacency(graph, weighted=weighted)
    return dict(zip(found.nodes, _look_around(found, range(len(found.nodes))), strict=True))


def constraint_shares(
    graph: nx.Graph[Any], node: Hashable, *, weighted: bool = True
) -> dict[Hashable, float]:
    """Return what each contact of a node adds to its constraint (whole network), in node order."""
    found = adjacency(graph, weighted=weighted)
    place = found.nodes.index(node)
    ((whole, _),) = _look_around(found, (place,))
    contacts = (found.nodes[other] for other in found.contacts[place])
    return dict(zip(contacts, whole.shares, strict=True))


def _look_around(found: Adjacency, places: Iterable[int]) -> Iterator[tuple[Holes, Holes]]:
    """Yield the measures of the nodes at these places."""
    import numpy as np

    ends = np.cumsum([0, *map(len, found.contacts)])
    others = np.array([key for row in found.contacts for key in row], dtype=np.int64)
    strengths = np.array([value for row in found.strengths for value in row], dtype=np.float64)
    totals = np.array([fsum(row) for row in found.strengths])
    tops = np.array([max(row, default=0.0) for row in found.strengths])
    degrees = np.diff(ends)
    seats = np.full(len(found.nodes), -1, dtype=np.int64)
    for place in places:
        if not found.contacts[place]:
            yield _ISOLATE, _ISOLATE
            continue
        contacts = others[ends[place] : ends[place + 1]]
        own = strengths[ends[place] : ends[place + 1]]
        # All ties of all contacts, one after the other; kept are those that lead to a contact.
        size, long = len(contacts), degrees[contacts]
        starts = ends[contacts] - (np.cumsum(long) - long)
        ties = np.repeat(starts, long) + np.arange(long.sum())
        seats[contacts] = np.arange(size)
        ahead = seats[others[ties]]
        seats[contacts] = -1
        inside = ahead >= 0
        start, end = np.repeat(np.arange(size), long)[inside], ahead[inside]
        strong = strengths[ties][inside]

        parts = own / totals[place]
        yield (
            _holes(parts, start, end, strong, totals[contacts], tops[contacts]),
            _holes(parts, start, end, strong, *_within(own, start, strong)),
        )


def _within(
    own: NDArray[np.float64], start: NDArray[np.int64], strong: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the strength of each contact, and its strongest tie, inside the ego network."""
    import numpy as np

    tops = own.copy()
    np.maximum.at(tops, start, strong)
    return own + np.bincount(start, strong, len(own)), tops


def _holes(
    parts: NDArray[np.float64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    strong: NDArray[np.float64],
    totals: NDArray[np.float64],
    tops: NDArray[np.float64],
) -> Holes:
    """Return the measures of a node from the ties between its contacts, `start` to `end`."""
    import numpy as np

    size = len(parts)
    through = parts[start] * strong
    indirect = np.bincount(end, through / totals[start], size)
    redundant = np.bincount(end, through, size) / tops
    shares = tuple(((parts + indirect) ** 2).tolist())
    constraint = fsum(shares)
    effective = size - fsum(redundant.tolist())
    return Holes(
        constraint=Figure(constraint),
        effective_size=Figure(effective),
        efficiency=Figure(effective / size),
        hierarchy=_hierarchy(shares, constraint),
        shares=shares,
    )


def _hierarchy(shares: tuple[float, ...], constraint: float) -> Figure:
    size = len(shares)
    if size < 2:
        return Figure(None, "one-contact")
    ratios = [round_figure(share * size / constraint) for share in shares]
    # Equal shares leave a remainder in the last digits, which is no hierarchy.
    value = round(fsum(ratio * log(ratio) for ratio in ratios) / (size * log(size)), 12)
    return Figure(max(value, 0.0))
