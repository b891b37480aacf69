"""Graphs to try measures on: all small ones, random ones, and the worked example."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import networkx as nx
from hypothesis import strategies as st

SECTORS = {"a": "public", "b": "public", "c": "private", "d": "third", "e": "third"}
WORKED = {"i1": "abd", "i2": "ac", "i3": "ade", "i4": "e"}
"""Four initiatives and their partners, of which every measure was worked out by hand."""


def two_mode(members: dict[str, str], sectors: dict[str, str] | None = None) -> nx.Graph[Any]:
    """A two-mode graph of initiatives and their partners, named by one letter each."""
    graph: nx.Graph[Any] = nx.Graph()
    known = sectors if sectors is not None else dict.fromkeys(sorted({*"".join(members.values())}))
    for key, sector in known.items():
        graph.add_node(key, mode=0, **({} if sector is None else {"sector": sector}))
    for key, partners in members.items():
        graph.add_node(key, mode=1)
        graph.add_edges_from((partner, key) for partner in partners)
    return graph


def worked() -> nx.Graph[Any]:
    """The worked example as a two-mode graph."""
    return two_mode(WORKED, SECTORS)


@cache
def small_graphs(most: int = 6) -> tuple[nx.Graph[Any], ...]:
    """Every graph of up to `most` nodes (at most 7), one of each shape, the empty one too."""
    return tuple(graph for graph in nx.graph_atlas_g() if len(graph) <= most)


def small_two_mode_graphs(rows: int, columns: int) -> Iterator[nx.Graph[Any]]:
    """Every two-mode graph of so many nodes of each mode, each way of drawing the ties."""
    pairs = list(product(range(rows), range(rows, rows + columns)))
    for chosen in product((False, True), repeat=len(pairs)):
        graph: nx.Graph[Any] = nx.Graph()
        graph.add_nodes_from(range(rows), mode=0)
        graph.add_nodes_from(range(rows, rows + columns), mode=1)
        graph.add_edges_from(pair for pair, there in zip(pairs, chosen, strict=True) if there)
        yield graph


@st.composite
def weighted_graphs(
    draw: st.DrawFn, *, most: int = 12, directed: bool = False, loops: bool = False
) -> nx.Graph[Any]:
    """Random graphs, weighted, often in several parts, with nodes that have no tie."""
    size = draw(st.integers(0, most))
    graph: nx.Graph[Any] = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(range(size), sector="public")
    for node in graph:
        graph.nodes[node]["sector"] = draw(st.sampled_from(["public", "private", "third"]))
    if size:
        ends = st.integers(0, size - 1)
        weight = st.sampled_from([0.25, 0.5, 1.0, 1.5, 2.0, 3.0])
        for one, other, value in draw(st.lists(st.tuples(ends, ends, weight), max_size=3 * size)):
            if loops or one != other:
                graph.add_edge(one, other, weight=value)
    return graph


@st.composite
def two_mode_graphs(draw: st.DrawFn, *, rows: int = 8, columns: int = 8) -> nx.Graph[Any]:
    """Random two-mode graphs with nodes that have no tie; sectors on the first mode."""
    here, there = draw(st.integers(0, rows)), draw(st.integers(0, columns))
    graph: nx.Graph[Any] = nx.Graph()
    for number in range(here):
        sector = draw(st.sampled_from(["public", "private", "third"]))
        graph.add_node(("partner", f"p{number}"), mode=0, sector=sector)
    for number in range(there):
        graph.add_node(("initiative", f"i{number}"), mode=1)
    if here and there:
        pairs = st.tuples(st.integers(0, here - 1), st.integers(0, there - 1))
        for one, other in draw(st.lists(pairs, max_size=here * there)):
            graph.add_edge(("partner", f"p{one}"), ("initiative", f"i{other}"))
    return graph
