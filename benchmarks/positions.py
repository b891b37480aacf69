"""Where every partner stands, and the betweenness alone that networkx gives."""

from __future__ import annotations

from math import isclose
from typing import Any

import networkx as nx

import learningcity as lc
from benchmarks.networks import partnership
from learningcity.graph.projection import projected


def who_works_with_whom(partners: int) -> nx.Graph[Any]:
    """Return the projection of an invented partnership: three initiatives for each partner.

    An initiative has three partners on average.
    """
    return projected(partnership(partners, 3 * partners, 9 * partners))


def who_takes_part_in_what(partners: int) -> nx.Graph[Any]:
    """Return the two-mode graph of the same."""
    found = partnership(partners, 3 * partners, 9 * partners)
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from((("partner", row) for row in found.rows), mode=0)
    graph.add_nodes_from((("initiative", column) for column in found.columns), mode=1)
    graph.add_edges_from((("partner", row), ("initiative", column)) for row, column in found.ties())
    return graph


def by_networkx(graph: nx.Graph[Any]) -> dict[Any, float]:
    """Return the betweenness of each node, and nothing else."""
    counted: dict[Any, float] = nx.betweenness_centrality(graph, normalized=False)
    return counted


def same_betweenness(ours: object, theirs: object) -> bool:
    """Return whether both sides give the same betweenness."""
    assert isinstance(ours, lc.Positions)
    assert isinstance(theirs, dict)
    return all(
        isclose(row.betweenness_pairs, theirs[row.partner], rel_tol=1e-9)
        if row.betweenness_two_mode_pairs is None
        else isclose(row.betweenness_two_mode_pairs, theirs["partner", row.partner], rel_tol=1e-9)
        for row in ours.rows
    )
