"""The picture of who works with whom."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection

import learningcity
from learningcity.plotting import plot_network
from tests.plotting.pictures import drawn, image, marks, numbers, points, signs, written


def lines(ax: Axes) -> list[LineCollection]:
    return [made for made in ax.collections if isinstance(made, LineCollection)]


def shuffled(graph: nx.Graph[Any]) -> nx.Graph[Any]:
    """The same graph, put together in another order."""
    nodes, ties = list(graph.nodes.data()), [(b, a, data) for a, b, data in graph.edges.data()]
    random.Random(3).shuffle(nodes)
    random.Random(5).shuffle(ties)
    other: nx.Graph[Any] = nx.Graph(**graph.graph)
    other.add_nodes_from(nodes)
    other.add_edges_from(ties)
    return other


def test_every_partner_is_a_mark_of_the_shape_of_its_sector() -> None:
    graph = learningcity.partnership_graph(learningcity.open_example("gwangmyeong"))
    for node in graph:
        graph.nodes[node]["name"] = node  # names in letters of every machine
    graph.nodes["gwangmyeong-city"]["sector"] = "church"
    ax = plot_network(graph)
    found = marks(ax)
    sectors = [data["sector"] for _, data in graph.nodes.data()]
    words = {
        "public": "public",
        "private": "private",
        "third": "third sector",
        "mixed": "mixed",
        "unknown": "sector not known",
        "church": "church",
    }
    assert {key: len(places) for key, places in found.items()} == {
        word: sectors.count(sector) for sector, word in words.items()
    }
    paths = [
        tuple(points(made.get_paths()[0].vertices))
        for made in ax.collections
        if isinstance(made, PathCollection)
    ]
    assert len(set(paths)) == 5  # not known is an empty circle
    assert signs(ax)[: len(words)] == list(words.values())


def test_lines_tell_what_surely_runs_from_what_may() -> None:
    graph = learningcity.partnership_graph(learningcity.open_example("wolverhampton"))
    ax = plot_network(graph)
    said = [data.get("running", "yes") for _, _, data in graph.edges.data()]
    counts = [len(made.get_segments()) for made in lines(ax)]
    assert counts == [said.count(word) for word in ("yes", "presumed", "unknown")]
    assert len({str(made.get_linestyle()) for made in lines(ax)}) == 3
    assert signs(ax)[-3:] == [
        "tie surely running",
        "tie presumed to run",
        "tie may run; nobody has said",
    ]


def test_a_tie_that_says_something_else_is_not_taken_as_sure() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", running=3)
    assert signs(plot_network(graph))[-1] == "tie may run; nobody has said"
    assert "none of 1 tie surely runs" in drawn(plot_network(graph))


def test_the_title_says_how_many_work_with_others_and_who_most() -> None:
    city = learningcity.open_example("wolverhampton")
    ax = plot_network(learningcity.partnership_graph(city))
    assert drawn(ax) == (
        "77 of 137 partners work with others; of 60 no tie is recorded; City of Wolverhampton "
        "Council has most ties, 47; 12 of 345 ties surely run."
    )
    assert "City of Wolverhampton Council" in written(ax)
    assert "No tie recorded:" in written(ax)


def test_the_order_of_nodes_and_ties_changes_nothing() -> None:
    graph = learningcity.partnership_graph(learningcity.open_example("wolverhampton"))
    one, other = plot_network(graph), plot_network(shuffled(graph))
    assert marks(one) == marks(other)
    assert written(one) == written(other)
    assert image(one) == image(other)
    assert marks(one) != marks(plot_network(graph, seed=1))


def test_a_large_graph_is_filtered_and_says_so() -> None:
    graph = nx.barabasi_albert_graph(400, 1, seed=2)
    ax = plot_network(graph)
    assert sum(map(len, marks(ax).values())) == 300
    assert drawn(ax).startswith("400 of 400 nodes have ties; ")
    assert drawn(ax).endswith("Shown are the 300 of 400 nodes with most ties.")
    few = plot_network(graph, most=10)
    (places,) = marks(few).values()
    assert len(places) == 10
    assert "10 of 400 nodes" in drawn(few)


def test_a_single_node_and_ties_to_itself_are_drawn_without_ties() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "a")
    ax = plot_network(graph)
    assert drawn(ax) == "0 of 1 nodes have ties; of 1 no tie is recorded."
    assert lines(ax) == []
    assert written(ax) == ["No tie recorded:", "a"]


def test_directed_graphs_are_drawn_without_directions() -> None:
    graph = learningcity.tie_graph(learningcity.open_example("lanternport"), kind="knowledge")
    assert plot_network(graph).get_title()


def test_weights_widen_lines_also_where_all_are_zero() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", weight=1)
    graph.add_edge("b", "c", weight=4)
    assert numbers(lines(plot_network(graph))[0].get_linewidth()) == [1.0, 2.5]
    nothing: nx.Graph[str] = nx.Graph()
    nothing.add_edge("a", "b", weight=0)
    assert numbers(lines(plot_network(nothing))[0].get_linewidth()) == [0.5]


@pytest.mark.parametrize(
    ("graph", "most", "said"),
    [
        (nx.MultiGraph(), 300, "multigraph"),
        (nx.path_graph(3), 0, "most: 0 is not from 1 to 499"),
        (nx.path_graph(3), 500, "most: 500 is not from 1 to 499"),
    ],
)
def test_what_cannot_be_drawn_is_an_error(graph: nx.Graph[int], most: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        plot_network(graph, most=most)


def test_a_two_mode_graph_is_sent_to_its_own_picture() -> None:
    graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    with pytest.raises(ValueError, match="draw it with plot_affiliation"):
        plot_network(graph)
