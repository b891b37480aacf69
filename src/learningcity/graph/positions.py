"""Where each node of a one-mode graph stands, measure by measure."""

from __future__ import annotations

from collections.abc import Hashable
from math import fsum
from typing import TYPE_CHECKING, Any

from learningcity.graph.adjacency import adjacency
from learningcity.graph.betweenness import Lengths, betweenness
from learningcity.graph.bridging import bridging
from learningcity.graph.structural_holes import Holes, structural_holes
from learningcity.model.figures import Figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["position_figures"]


def position_figures(
    graph: nx.Graph[Any],
    *,
    weighted: bool = True,
    lengths: Lengths = "steps",
    engine: str | None = None,
) -> dict[Hashable, dict[str, Figure]]:
    """Return the figures of each node of a one-mode graph, by the names of their columns.

    Parameters
    ----------
    graph
        Any networkx graph that is no multigraph. Ties of a node to itself are left out.
    weighted
        Whether Burt's measures take the edge attribute ``weight`` as the strength of a tie.
        ``strength`` always does.
    lengths
        How long a tie is to betweenness, as in :func:`~learningcity.graph.betweenness.betweenness`.
    engine
        What counts the shortest ways, as there.

    Returns
    -------
    dict
        The nodes in their order; for each ``degree`` (contacts, in a directed graph either way),
        ``strength`` (the sum of the weights of its ties), ``betweenness_pairs``, ``betweenness``,
        Burt's four measures and, with ``ego_`` before them, their ego-network forms, ``pieces`` and
        ``cut_off``.
    """
    ties = adjacency(graph)
    between = betweenness(graph, lengths=lengths, engine=engine)
    holes = structural_holes(graph, weighted=weighted)
    left = bridging(graph)
    figures = {}
    for node, strengths in zip(ties.nodes, ties.strengths, strict=True):
        whole, ego = holes[node]
        figures[node] = {
            "degree": Figure(len(strengths)),
            "strength": Figure(fsum(strengths)),
            "betweenness_pairs": between[node].pairs,
            "betweenness": between[node].share,
            **_holes("", whole),
            **_holes("ego_", ego),
            "pieces": Figure(len(left[node].pieces)),
            "cut_off": Figure(left[node].cut_off),
        }
    return figures


def _holes(form: str, found: Holes) -> dict[str, Figure]:
    return {
        f"{form}constraint": found.constraint,
        f"{form}effective_size": found.effective_size,
        f"{form}efficiency": found.efficiency,
        f"{form}hierarchy": found.hierarchy,
    }
