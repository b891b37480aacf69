"""Where every partner stands, and the betweenness alone that networkx gives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import isclose
from typing import Any

import networkx as nx

import learningcity as lc
from benchmarks.networks import partnership
from benchmarks.runner import Case
from learningcity.graph.projection import projected


def cases() -> Iterator[Case]:
    """Compare the measures of each partner with the betweenness of networkx alone."""
    yield positions("python", 1000)
    yield positions("rustworkx", 1000)
    yield positions("python", 300, two_mode=True)
    yield positions("rustworkx", 300, two_mode=True)


def positions(engine: str, partners: int, *, two_mode: bool = False) -> Case:
    """Compare all measures of each partner with the betweenness of networkx on the same graph."""

    @cache
    def graph() -> nx.Graph[Any]:
        return (who_takes_part_in_what if two_mode else who_works_with_whom)(partners)

    return Case(
        f"positions-{'two-mode-' if two_mode else ''}{engine}",
        f"partner_positions with {engine}, {partners:,} partners{', two-mode' if two_mode else ''}",
        {
            "ours": lambda: lc.partner_positions(graph(), engine=engine),
            "networkx betweenness": lambda: by_networkx(graph()),
        },
        same_betweenness,
        repeats=5,
    )


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
