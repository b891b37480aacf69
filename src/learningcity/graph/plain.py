"""A graph whose nodes and attributes any file format can hold."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["plain_graph"]

Node = TypeVar("Node", bound=Hashable)


def plain_graph(graph: nx.Graph[Node]) -> nx.Graph[str]:
    """Return a copy of a graph that can be written as GraphML, GEXF or any other file of graphs.

    It answers how to take a graph to Gephi, R or another program. It cannot keep the difference
    between a list and a text with semicolons; programs that read Python take the graph itself.

    Parameters
    ----------
    graph
        One of the graphs of this library, or any other networkx graph. It is not changed.

    Returns
    -------
    networkx.Graph
        A graph of the same sort, with the same nodes, edges and attributes in the same order. A
        node ``("partner", "city-library")`` is called ``partner:city-library``. A list is one text,
        its parts joined with ``;``. What is ``None`` is left out: such files have no word for
        unknown.

    Raises
    ------
    ValueError
        Two nodes would get one name.

    See Also
    --------
    affiliation_graph : who takes part in what.
    partnership_graph : who works together in initiatives.
    initiative_graph : which initiatives share partners.
    tie_graph : who says to be tied to whom.
    governance_graph : which bodies and plans there are, and who sits where.

    Notes
    -----
    A program that reads the file shows a missing value for what was left out. It is not zero and
    not "no". Cost: linear in nodes, edges and attributes.

    Examples
    --------
    >>> import learningcity as lc
    >>> graph = lc.plain_graph(lc.affiliation_graph(lc.open_example("lanternport")))
    >>> list(graph.nodes)[:2]
    ['partner:adult-school', 'partner:bay-university']
    >>> graph.edges["partner:health-service", "initiative:family-hubs"]
    {'roles': 'funder;referrer'}
    """
    names = {node: _name(node) for node in graph}
    if len(set(names.values())) < len(names):
        raise ValueError("graph: two nodes would get one name")
    plain = cast("nx.Graph[str]", graph.__class__())
    plain.graph.update(_plain(graph.graph))
    plain.add_nodes_from((names[node], _plain(said)) for node, said in graph.nodes(data=True))
    plain.add_edges_from(
        (names[one], names[other], _plain(said)) for one, other, said in graph.edges(data=True)
    )
    return plain


def _name(node: object) -> str:
    return ":".join(map(str, node)) if isinstance(node, tuple) else str(node)


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return attributes with lists as texts and without what is not known."""
    return {
        key: ";".join(map(str, value)) if isinstance(value, (list, tuple)) else value
        for key, value in said.items()
        if value is not None
    }
