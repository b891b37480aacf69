"""A plain graph says the same, in a form that files can hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

import learningcity as lc
from learningcity.graph.plain import plain_graph

GRAPHS: tuple[Callable[..., nx.Graph[Any]], ...] = (
    lc.affiliation_graph,
    lc.partnership_graph,
    lc.initiative_graph,
    lc.tie_graph,
    lc.governance_graph,
)


@pytest.mark.parametrize("build", GRAPHS, ids=lambda build: build.__name__)
@pytest.mark.parametrize("name", ["wolverhampton", "gwangmyeong", "lanternport"])
def test_every_graph_comes_back_from_graphml_as_it_was(
    build: Callable[..., nx.Graph[Any]], name: str
) -> None:
    graph = build(lc.open_example(name))
    before = (dict(graph.graph), dict(graph.nodes(data=True)), list(graph.edges(data=True)))
    plain = plain_graph(graph)
    file = io.BytesIO()
    nx.write_graphml(plain, file)
    file.seek(0)
    back = nx.read_graphml(file)
    assert dict(back.nodes(data=True)) == {node: plain.nodes[node] for node in plain}
    assert nx.to_dict_of_dicts(back) == nx.to_dict_of_dicts(plain)
    assert back.is_directed() == graph.is_directed()
    assert (len(plain), plain.size()) == (len(graph), graph.size())
    assert before == (dict(graph.graph), dict(graph.nodes(data=True)), list(graph.edges(data=True)))


@pytest.mark.parametrize("build", GRAPHS, ids=lambda build: build.__name__)
def test_every_graph_comes_back_from_gexf(build: Callable[..., nx.Graph[Any]]) -> None:
    plain = plain_graph(build(lc.open_example("wolverhampton")))
    file = io.BytesIO()
    nx.write_gexf(plain, file)
    file.seek(0)
    back = nx.read_gexf(file)
    for node, said in plain.nodes(data=True):
        assert said.items() <= back.nodes[node].items() | {("label", node)}
    assert {frozenset(edge) for edge in back.edges} == {frozenset(edge) for edge in plain.edges}


def test_lists_are_texts_and_unknowns_are_left_out() -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph(on=None, roles=("lead", "host"))
    graph.add_node(("partner", "a"), kind=None, core=False, degree=0)
    graph.add_edge(("partner", "a"), "b", roles=[], weight=0.5)
    plain = plain_graph(graph)
    assert plain.graph == {"roles": "lead;host"}
    assert {node: plain.nodes[node] for node in plain} == {
        "partner:a": {"core": False, "degree": 0},
        "b": {},
    }
    assert list(plain.edges(data=True)) == [("partner:a", "b", {"roles": "", "weight": 0.5})]
    assert isinstance(plain, nx.DiGraph)


def test_no_node_is_lost_under_the_name_of_another() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from([("partner", "a"), "partner:a"])
    with pytest.raises(ValueError, match="two nodes would get one name"):
        plain_graph(graph)


def test_the_empty_graph_is_plain() -> None:
    assert len(plain_graph(nx.Graph())) == 0
