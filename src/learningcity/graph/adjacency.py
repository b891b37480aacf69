"""The ties of any graph as lists of numbers, each tie once and no node tied to itself."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any

from learningcity.graph.one_mode import check_simple
from learningcity.graph.order import sort_nodes

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Adjacency", "adjacency", "read_strength"]


@dataclass(frozen=True, slots=True)
class Adjacency:
    """A graph in numbers: to which others each node is tied, and how strongly."""

    nodes: tuple[Hashable, ...]
    """The nodes, in their order; everything else speaks of their places."""
    contacts: tuple[tuple[int, ...], ...]
    """For each node the places of those it is tied to, either way, ascending."""
    strengths: tuple[tuple[float, ...], ...]
    """For each contact the weight of the tie; of a directed graph, both ways added."""
    directed: bool
    """Whether the ties have a direction."""
    onward: tuple[tuple[int, ...], ...]
    """For each node the places to which a tie leads from it: ``contacts``, unless directed."""
    steps: tuple[tuple[float, ...], ...]
    """For each of ``onward`` the weight of that tie."""


def adjacency(graph: nx.Graph[Any], *, weighted: bool = True) -> Adjacency:
    """Return the ties of a graph as lists of numbers.

    Parameters
    ----------
    graph
        Any networkx graph that is no multigraph. Ties of a node to itself are left out.
    weighted
        Take the edge attribute ``weight``, 1 where there is none, as the strength of a tie: larger
        is closer. Otherwise each tie has strength 1.

    Raises
    ------
    ValueError
        The graph is a multigraph, or a weight is not a number above zero: a tie of weight zero is
        no tie, and strength cannot be negative.
    """
    check_simple(graph)
    nodes = sort_nodes(graph)
    places = {node: place for place, node in enumerate(nodes)}
    onward: list[dict[int, float]] = [{} for _ in nodes]
    for one, other, weight in graph.edges.data("weight", default=1):
        here, there = places[one], places[other]
        if here != there:
            strength = read_strength(one, other, weight) if weighted else 1.0
            onward[here][there] = strength
            if not graph.is_directed():
                onward[there][here] = strength
    outs = tuple(tuple(sorted(row)) for row in onward)
    steps = tuple(tuple(map(row.__getitem__, keys)) for row, keys in zip(onward, outs, strict=True))
    if not graph.is_directed():
        return Adjacency(tuple(nodes), outs, steps, False, outs, steps)
    mutual: list[dict[int, float]] = [dict(row) for row in onward]
    for here, row in enumerate(onward):
        for there, strength in row.items():
            mutual[there][here] = onward[there].get(here, 0.0) + strength
    contacts = tuple(tuple(sorted(row)) for row in mutual)
    strengths = tuple(
        tuple(map(row.__getitem__, keys)) for row, keys in zip(mutual, contacts, strict=True)
    )
    return Adjacency(tuple(nodes), contacts, strengths, True, outs, steps)


def read_strength(one: object, other: object, weight: object) -> float:
    """Return the weight of the tie of two nodes as a number.

    Raises
    ------
    ValueError
        It is not a number above zero.
    """
    # Nearly every weight is a float; whether another number is real takes ten times as long to ask.
    if not isinstance(weight, (float, Real)) or not isfinite(weight) or weight <= 0:
        raise ValueError(
            f"graph: the tie of {one!r} and {other!r} has weight {weight!r}, "
            "which is no number above zero"
        )
    return float(weight)
