"""From who takes part in what to who works with whom: the ties of a projected graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar, get_args

from learningcity.graph.incidence import Incidence, incidence

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Tie",
    "Weight",
    "joint_ties",
    "project",
    "projected",
    "read_weight",
    "weighted_pairs",
]

Weight: TypeAlias = Literal["newman", "count", "jaccard"]
"""What the weight of a tie counts."""

I = TypeVar("I", bound=Hashable)  # noqa: E741
P = TypeVar("P", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tie(Generic[P, I]):
    """What joins two that take part in the same things."""

    first: P
    second: P
    weight: float
    shared: tuple[I, ...]
    """What both take part in, in the order in which it was given."""


def read_weight(weight: str) -> Weight:
    """Return `weight`.

    Raises
    ------
    ValueError
        It is none of the weights that there are.
    """
    known: tuple[Weight, ...] = get_args(Weight)
    for one in known:
        if weight == one:
            return one
    raise ValueError(f"weight: '{weight}' is none of {', '.join(known)}")


def joint_ties(members: Mapping[I, Sequence[P]], weight: Weight) -> Iterator[Tie[P, I]]:
    """Yield the ties of those that take part in the same things, in the order of the pairs.

    Parameters
    ----------
    members
        Who takes part in each, everyone once, in one order that holds for all.
    weight
        ``count``: what they have in common. ``newman``: the sum of 1/(n − 1) over it, n being the
        members of each (Newman 2001). ``jaccard``: what they have in common divided by what either
        takes part in.
    """
    for (first, second), value, common in weighted_pairs(members, weight):
        yield Tie(first, second, value, tuple(common))


def weighted_pairs(
    members: Mapping[I, Sequence[P]], weight: Weight
) -> Iterator[tuple[tuple[P, P], float, list[I]]]:
    """Yield each pair with its weight and what it shares, as :func:`joint_ties` does, bare."""
    shared: dict[tuple[P, P], list[I]] = {}
    taking_part: dict[P, int] = {}
    for key, taking in members.items():
        for member in taking:
            taking_part[member] = taking_part.get(member, 0) + 1
        for pair in combinations(taking, 2):
            shared.setdefault(pair, []).append(key)
    share = {key: 1 / (len(taking) - 1) for key, taking in members.items() if len(taking) > 1}
    for pair in sorted(shared):
        common = shared[pair]
        if weight == "count":
            value = float(len(common))
        elif weight == "newman":
            value = share[common[0]] if len(common) == 1 else fsum(share[key] for key in common)
        else:
            value = len(common) / (taking_part[pair[0]] + taking_part[pair[1]] - len(common))
        yield pair, value, common


def projected(found: Incidence, *, weight: Weight = "newman", mode: int = 0) -> nx.Graph[Any]:
    """Return the projection of a two-mode graph in numbers onto its rows (`mode` 0) or columns."""
    import networkx as nx

    here, there = (found.rows, found.columns) if mode == 0 else (found.columns, found.rows)
    groups = found.members() if mode == 0 else found.memberships
    graph: nx.Graph[Any] = nx.Graph(weight=weight)
    graph.add_nodes_from(here)
    for tie in joint_ties(dict(enumerate(groups)), weight):
        shared = tuple(there[place] for place in tie.shared)
        graph.add_edge(
            here[tie.first], here[tie.second], weight=tie.weight, count=len(shared), shared=shared
        )
    return graph


def project(graph: nx.Graph[Any], *, weight: Weight = "newman", mode: int = 0) -> nx.Graph[Any]:
    """Return the one-mode graph of what takes part in the same things.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns.
    weight
        What the weight of a tie counts, as in :func:`~learningcity.partnership_graph`.
    mode
        Which nodes to keep: 0, such as partners, or 1, such as initiatives.

    Returns
    -------
    networkx.Graph
        The nodes of that mode with their attributes, those without ties too. Edges have
        ``weight``, ``count`` and ``shared``, the nodes of the other mode that join the two.

    Raises
    ------
    ValueError
        The graph is not two-mode, `weight` is none of the three, or `mode` is neither 0 nor 1.
    """
    if mode not in (0, 1):
        raise ValueError(f"mode: {mode!r} is neither 0 nor 1")
    made = projected(incidence(graph), weight=read_weight(weight), mode=mode)
    for node in made:
        made.nodes[node].update(graph.nodes[node])
    made.graph.update({**graph.graph, "weight": weight})
    return made
