"""Structural holes: how free a node is among its contacts (Burt)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import fsum, log
from operator import add, mul, truediv
from typing import TYPE_CHECKING, Any, TypeAlias

from learningcity.graph.adjacency import Adjacency, adjacency
from learningcity.model.figures import Figure, round_figure

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    _Columns: TypeAlias = tuple[NDArray[np.float64], NDArray[np.float64]]
    """A number for each contact, twice."""

__all__ = ["Holes", "constraint_shares", "structural_holes"]


_FEW = 100_000
"""Up to so many ties of contacts are looked at before numpy is even loaded."""

_AT_ONCE = 20_000
"""So many ties of contacts are looked at together: enough for numpy, few enough for a cache."""


@dataclass(frozen=True, slots=True)
class Holes:
    """Burt's measures of one node, in one of their two forms."""

    shares: tuple[float, ...]
    """What each contact adds to the constraint, in the order of ``Adjacency.contacts``."""
    redundant: tuple[float, ...]
    """How far each contact leads to the same others, in the same order."""

    @property
    def constraint(self) -> Figure:
        """How far its contacts have each other too, and it nobody else."""
        return Figure(fsum(self.shares)) if self.shares else _NONE

    @property
    def effective_size(self) -> Figure:
        """So many contacts that do not lead to the same others."""
        return Figure(self._effective) if self.shares else _NONE

    @property
    def efficiency(self) -> Figure:
        """The effective size by the number of contacts."""
        return Figure(self._effective / len(self.shares)) if self.shares else _NONE

    @property
    def hierarchy(self) -> Figure:
        """How far the constraint comes from one contact alone, 0 to 1."""
        return _hierarchy(self.shares) if self.shares else _NONE

    @property
    def _effective(self) -> float:
        return len(self.shares) - fsum(self.redundant)


_NONE = Figure(None, "isolate")


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
    return dict(zip(found.nodes, _look_around(found, 0, len(found.nodes)), strict=True))


def constraint_shares(
    graph: nx.Graph[Any], node: Hashable, *, weighted: bool = True
) -> dict[Hashable, float]:
    """Return what each contact of a node adds to its constraint (whole network), in node order."""
    found = adjacency(graph, weighted=weighted)
    place = found.nodes.index(node)
    ((whole, _),) = _look_around(found, place, place + 1)
    contacts = (found.nodes[other] for other in found.contacts[place])
    return dict(zip(contacts, whole.shares, strict=True))


def _look_around(found: Adjacency, first: int, last: int) -> Iterator[tuple[Holes, Holes]]:
    """Yield the measures of the nodes from one place to before another."""
    degrees = list(map(len, found.contacts))
    work = [sum(map(degrees.__getitem__, row)) for row in found.contacts[first:last]]
    if sum(work) <= _FEW:
        totals = list(map(fsum, found.strengths))
        tops = [max(row, default=0.0) for row in found.strengths]
        for place in range(first, last):
            yield _around(found, totals, tops, place)
        return
    ties, start = _Ties.of(found), first
    while start < last:
        end, together = start, 0
        while end < last and (end == start or together < _AT_ONCE):
            together += work[end - first]
            end += 1
        sizes = degrees[start:end]
        whole, ego = (map(Holes, *_divided(form, sizes)) for form in ties.around(start, end))
        yield from zip(whole, ego, strict=True)
        start = end


def _around(
    found: Adjacency, totals: Sequence[float], tops: Sequence[float], place: int
) -> tuple[Holes, Holes]:
    """Return the measures of one node; all is added in the order in which numpy does."""
    contacts, own = found.contacts[place], found.strengths[place]
    seats = {other: seat for seat, other in enumerate(contacts)}
    inside = [
        (start, seats[other], strong)
        for start, contact in enumerate(contacts)
        for other, strong in zip(found.contacts[contact], found.strengths[contact], strict=True)
        if other in seats
    ]
    within, highest = [0.0] * len(own), list(own)
    for start, _, strong in inside:
        within[start] += strong
        highest[start] = max(highest[start], strong)
    parts = [strength / totals[place] for strength in own]
    return (
        _added(parts, inside, [totals[c] for c in contacts], [tops[c] for c in contacts]),
        _added(parts, inside, list(map(add, own, within)), highest),
    )


def _added(
    parts: Sequence[float],
    inside: Iterable[tuple[int, int, float]],
    totals: Sequence[float],
    tops: Sequence[float],
) -> Holes:
    indirect, redundant = [0.0] * len(parts), [0.0] * len(parts)
    for start, end, strong in inside:
        through = parts[start] * strong
        indirect[end] += through / totals[start]
        redundant[end] += through
    roots = list(map(add, parts, indirect))
    return Holes(tuple(map(mul, roots, roots)), tuple(map(truediv, redundant, tops)))


def _divided(found: _Columns, sizes: Sequence[int]) -> tuple[list[tuple[float, ...]], ...]:
    """Return both columns of numbers, each in pieces of these sizes."""
    columns = [iter(column.tolist()) for column in found]
    return tuple([tuple(islice(column, size)) for size in sizes] for column in columns)


@dataclass(frozen=True)
class _Ties:
    """The ties of a graph as columns of numbers, those of each node one after the other."""

    ends: NDArray[np.int64]
    """Where those of each node begin, and where the last ones end."""
    others: NDArray[np.int64]
    strengths: NDArray[np.float64]
    totals: NDArray[np.float64]
    """For each node the sum of the strengths of its ties."""
    tops: NDArray[np.float64]
    """For each node the strength of its strongest tie."""

    @classmethod
    def of(cls, found: Adjacency) -> _Ties:
        import numpy as np

        return cls(
            np.cumsum([0, *map(len, found.contacts)]),
            np.array([key for row in found.contacts for key in row], dtype=np.int64),
            np.array([value for row in found.strengths for value in row], dtype=np.float64),
            np.array([fsum(row) for row in found.strengths]),
            np.array([max(row, default=0.0) for row in found.strengths]),
        )

    def around(self, first: int, last: int) -> tuple[_Columns, _Columns]:
        """Return for each contact of the nodes what it adds and repeats, in both forms.

        All ties of all contacts are laid one after the other; kept are those that lead to a contact
        of the same node. They stay in the order of the contacts, in which they are added.
        """
        import numpy as np

        degrees = np.diff(self.ends)
        here = slice(self.ends[first], self.ends[last])
        contacts, own = self.others[here], self.strengths[here]
        size, long = len(contacts), degrees[contacts]
        egos = np.repeat(np.arange(last - first), degrees[first:last])
        ties = np.repeat(self.ends[contacts] - (np.cumsum(long) - long), long)
        ties += np.arange(len(ties))
        # Where the contact of a node is among all contacts of all nodes; -1 where it is none.
        seats = np.full((last - first, len(self.totals)), -1)
        seats[egos, contacts] = np.arange(size)
        ahead = seats[np.repeat(egos, long), self.others[ties]]
        inside = ahead >= 0
        start, end = np.repeat(np.arange(size), long)[inside], ahead[inside]
        strong = self.strengths[ties[inside]]
        parts = own / self.totals[first:last][egos]
        tops = own.copy()
        np.maximum.at(tops, start, strong)
        return (
            _holes(parts, start, end, strong, self.totals[contacts], self.tops[contacts]),
            _holes(parts, start, end, strong, own + np.bincount(start, strong, size), tops),
        )


def _holes(
    parts: NDArray[np.float64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    strong: NDArray[np.float64],
    totals: NDArray[np.float64],
    tops: NDArray[np.float64],
) -> _Columns:
    """Return what contacts add and repeat, from the ties between them, `start` to `end`."""
    import numpy as np

    size = len(parts)
    through = parts[start] * strong
    indirect = np.bincount(end, through / totals[start], size)
    redundant = np.bincount(end, through, size) / tops
    return (parts + indirect) ** 2, redundant


def _hierarchy(shares: tuple[float, ...]) -> Figure:
    size, constraint = len(shares), fsum(shares)
    if size < 2:
        return Figure(None, "one-contact")
    ratios = [round_figure(share * size / constraint) for share in shares]
    # Equal shares leave a remainder in the last digits, which is no hierarchy.
    value = round(fsum(ratio * log(ratio) for ratio in ratios) / (size * log(size)), 12)
    return Figure(max(value, 0.0))
