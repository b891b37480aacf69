"""How dense a network is, in how many pieces, and around how few it turns."""

from __future__ import annotations

from typing import Any

import igraph
import networkx as nx
import pytest
import rustworkx
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph.cohesion import COHESION, cut_off_by, neighbours_of
from learningcity.graph.incidence import incidence
from learningcity.graph.one_mode import one_mode
from learningcity.graph.significance import OneMode, TwoMode
from learningcity.model.figures import Figure
from tests.graph import oracle_cohesion as oracle
from tests.graph.graphs import small_graphs, small_two_mode_graphs, weighted_graphs, worked
from tests.strategies import lively


def figures(graph: nx.Graph[Any]) -> dict[str, Figure]:
    """All figures of a one-mode graph by name."""
    return {
        name: kernel.function(graph)
        for name, kernel in COHESION.items()
        if isinstance(kernel, OneMode)
    }


def values(graph: nx.Graph[Any]) -> dict[str, float | None]:
    return {name: figure.value for name, figure in figures(graph).items()}


def test_every_small_graph_has_the_figures_of_the_definitions() -> None:
    for graph in small_graphs(6):
        assert values(graph) == pytest.approx(oracle.figures(graph)), graph.edges


def test_the_worked_example() -> None:
    found = values(one_mode(worked()))
    assert found == pytest.approx(
        {
            "partners": 5,
            "ties": 6,
            "isolates": 0,
            "density": 0.6,
            "mean_degree": 2.4,
            "components": 1,
            "largest_component": 5,
            "largest_share": 1,
            "cut_partners": 1,
            "degree_centralisation": 0.666666666667,
            "betweenness_centralisation": 0.5625,
            "transitivity": 6 / 11,
            "mean_distance": 1.4,
            "mean_inverse_distance": 0.8,
            "core_periphery": 0.801783725737,
        }
    )


@pytest.mark.parametrize("name", ["degree_centralisation", "betweenness_centralisation"])
def test_a_star_is_as_centralised_as_can_be_and_a_ring_not_at_all(name: str) -> None:
    for nodes in range(3, 8):
        assert values(nx.star_graph(nodes - 1))[name] == 1
        assert values(nx.cycle_graph(nodes))[name] == 0


@pytest.mark.parametrize("name", ["degree_centralisation", "betweenness_centralisation"])
def test_no_small_graph_is_more_centralised_than_a_star(name: str) -> None:
    found = [values(graph)[name] for graph in small_graphs(6)]
    assert max(value for value in found if value is not None) == 1


@lively
@given(graph=weighted_graphs(loops=True))
def test_igraph_finds_the_same_where_it_has_the_figure(graph: nx.Graph[Any]) -> None:
    plain = one_mode(graph)
    other = igraph.Graph(len(plain), list(plain.edges()))
    found = values(graph)
    assert found["components"] == len(other.connected_components())
    assert found["cut_partners"] == len(other.articulation_points())
    assert found["isolates"] == other.degree().count(0)
    if found["transitivity"] is not None:
        assert found["transitivity"] == pytest.approx(other.transitivity_undirected())
    if found["mean_distance"] is not None:
        assert found["mean_distance"] == pytest.approx(other.average_path_length())
    if len(plain) > 2:
        apart = [max(other.betweenness()) - value for value in other.betweenness()]
        most = (len(plain) - 1) ** 2 * (len(plain) - 2) / 2
        assert found["betweenness_centralisation"] == pytest.approx(sum(apart) / most)
    if len(plain) > 1:
        assert found["density"] == pytest.approx(other.density())
        assert found["mean_inverse_distance"] == pytest.approx(nx.global_efficiency(plain))


@lively
@given(graph=weighted_graphs())
def test_rustworkx_finds_the_same_cut_partners_and_pieces(graph: nx.Graph[Any]) -> None:
    other: rustworkx.PyGraph[Any, Any] = rustworkx.PyGraph()
    other.add_nodes_from(list(graph))
    other.add_edges_from_no_data(list(graph.edges()))
    found = values(graph)
    assert found["cut_partners"] == len(rustworkx.articulation_points(other))
    assert found["components"] == rustworkx.number_connected_components(other)
    if found["transitivity"] is not None:
        assert found["transitivity"] == pytest.approx(rustworkx.transitivity(other))


def test_who_is_cut_off_is_all_but_the_largest_rest() -> None:
    for shape in small_graphs(6):
        graph = nx.convert_node_labels_to_integers(shape)
        for node in graph:
            piece = next(one for one in oracle.pieces(graph) if node in one)
            left = graph.subgraph(piece - {node}).copy()
            sizes = sorted(map(len, oracle.pieces(left)))
            cut_off = cut_off_by(neighbours_of(graph), node)
            assert len(cut_off) == sum(sizes[:-1])
            reached = nx.node_connected_component(left, cut_off[0]) if cut_off else set()
            assert reached <= set(cut_off)


def test_what_is_not_defined_says_why() -> None:
    reasons = {
        size: {name: it.reason for name, it in figures(nx.empty_graph(size)).items() if it.reason}
        for size in range(4)
    }
    assert reasons[0] == {
        name: "no-nodes"
        for name in figures(nx.empty_graph(0))
        if name not in ("partners", "ties", "isolates", "components", "cut_partners")
    }
    assert set(reasons[1].values()) == {"one-partner"}
    assert reasons[2] == {
        "degree_centralisation": "too-few",
        "betweenness_centralisation": "too-few",
        "transitivity": "no-ties",
        "mean_distance": "no-ties",
        "core_periphery": "too-few",
    }
    assert reasons[3] == dict.fromkeys(
        ("transitivity", "mean_distance", "core_periphery"), "no-ties"
    )
    assert figures(nx.empty_graph(3))["mean_inverse_distance"].value == 0
    assert figures(nx.complete_graph(4))["core_periphery"].reason == "all-tied"
    assert figures(nx.path_graph(2))["transitivity"].reason == "no-paths"


@lively
@given(graph=weighted_graphs(most=9, loops=True), data=st.data())
def test_names_and_order_of_the_nodes_change_nothing(graph: nx.Graph[Any], data: Any) -> None:
    names = data.draw(st.permutations([f"n{node}" for node in range(len(graph))]))
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(data.draw(st.permutations(names)))
    ties = [(names[one], names[other]) for one, other in graph.edges()]
    turned.add_edges_from((other, one) for one, other in data.draw(st.permutations(ties)))
    assert figures(turned) == figures(graph)


def test_graphs_with_directions_or_several_ties_are_refused() -> None:
    with pytest.raises(ValueError, match="graph: it is directed"):
        neighbours_of(nx.DiGraph([(0, 1)]))
    with pytest.raises(ValueError, match="graph: a multigraph"):
        neighbours_of(nx.MultiGraph([(0, 1)]))


# -- two modes -----------------------------------------------------------------------------------


def own_mode(graph: nx.Graph[Any], mode: int) -> float:
    """How far the degrees of one mode are from the largest, before it is made a share."""
    degrees = [graph.degree(node) for node, data in graph.nodes.data() if data["mode"] == mode]
    return float(sum(max(degrees) - degree for degree in degrees))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [(2, 1), (2, 2), (2, 3), (3, 2), (3, 3), pytest.param(4, 3, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize(
    ("name", "mode"), [("partner_centralisation", 0), ("initiative_centralisation", 1)]
)
def test_one_mode_of_two_is_measured_by_the_largest_sum_that_any_graph_has(
    rows: int, columns: int, name: str, mode: int
) -> None:
    kernel = COHESION[name]
    assert isinstance(kernel, TwoMode)
    every = list(small_two_mode_graphs(rows, columns))
    most = max(own_mode(graph, mode) for graph in every)
    for graph in every:
        found = kernel.function(incidence(graph))
        if (rows, columns)[mode] < 2:
            assert found.reason == "too-few"
        else:
            assert found.value == pytest.approx(own_mode(graph, mode) / most)


def test_a_connected_graph_stays_below_one() -> None:
    kernel = COHESION["partner_centralisation"]
    assert isinstance(kernel, TwoMode)
    connected = [graph for graph in small_two_mode_graphs(3, 3) if nx.is_connected(graph)]
    found = [kernel.function(incidence(graph)).value or 0 for graph in connected]
    assert max(found) == pytest.approx((3 - 1) * (3 - 1) / ((3 - 1) * 3))


def test_modes_without_nodes_have_no_centralisation() -> None:
    for name in ("partner_centralisation", "initiative_centralisation"):
        kernel = COHESION[name]
        assert isinstance(kernel, TwoMode)
        assert kernel.function(incidence(nx.Graph())).reason == "no-nodes"
        graph: nx.Graph[Any] = nx.Graph()
        graph.add_node("a", mode=0)
        assert kernel.function(incidence(graph)).reason == "no-nodes"
