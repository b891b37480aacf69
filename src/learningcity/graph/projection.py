"""From who takes part in what to who works with whom: the ties of a projected graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import fsum
from sys import modules
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

_MANY_PAIRS = 5_000
"""From so many pairs within groups on, numpy is quicker if something has loaded it already."""

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
    pairs = sum(len(taking) * (len(taking) - 1) for taking in members.values()) // 2
    at_once = pairs >= _MANY_PAIRS and "numpy" in modules
    return (_all_at_once if at_once else _one_by_one)(members, weight)


def _all_at_once(
    members: Mapping[I, Sequence[P]], weight: Weight
) -> Iterator[tuple[tuple[P, P], float, list[I]]]:
    from learningcity.graph.pair_arrays import Groups, pair_arrays

    everyone: set[Any] = set(chain.from_iterable(members.values()))
    keys, labels = list(members), sorted(everyone)
    places = {label: place for place, label in enumerate(labels)}
    found = pair_arrays(
        Groups.of([[places[one] for one in taking] for taking in members.values()]), weight
    )
    shared = [keys[place] for place in found.shared.tolist()]
    start = 0
    for one, other, value, end in zip(
        found.first.tolist(),
        found.second.tolist(),
        found.weights.tolist(),
        found.ends.tolist(),
        strict=True,
    ):
        yield (labels[one], labels[other]), value, shared[start:end]
        start = end


def _one_by_one(
    members: Mapping[I, Sequence[P]], weight: Weight
) -> Iterator[tuple[tuple[P, P], float, list[I]]]:
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
    graph.add_edges_from(
        (here[one], here[other], {"weight": value, "count": len(shared), "shared": tuple(shared)})
        for (one, other), value, shared in weighted_pairs(
            dict(zip(there, groups, strict=True)), weight
        )
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

    See Also
    --------
    learningcity.partnership_graph, learningcity.initiative_graph : of a city, with working roles
        only and without funds.

    Notes
    -----
    A projection makes each initiative a group in which everybody is tied to everybody. Cost: the
    sum over the nodes of the other mode of their ties squared.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted
    networks, and centrality. Physical Review E 64, 016132.
    https://doi.org/10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    >>> made = learningcity.project(graph, weight="count", mode=1)
    >>> made["initiative", "ship-welding"]["initiative", "evening-trades"]["shared"]
    (('partner', 'port-college'),)
    """
    if mode not in (0, 1):
        raise ValueError(f"mode: {mode!r} is neither 0 nor 1")
    made = projected(incidence(graph), weight=read_weight(weight), mode=mode)
    for node in made:
        made.nodes[node].update(graph.nodes[node])
    made.graph.update({**graph.graph, "weight": weight})
    return made
