"""The picture of who takes part in what."""

from __future__ import annotations

import networkx as nx
import pytest
from matplotlib.collections import PathCollection

import learningcity
from learningcity.plotting import plot_affiliation
from tests.plotting.pictures import drawn, image, points, signs
from tests.plotting.test_network import shuffled


def small() -> nx.Graph[tuple[str, str]]:
    """Four partners and three initiatives; one of each is in nothing."""
    graph: nx.Graph[tuple[str, str]] = nx.Graph(city="here")
    for key in "abcd":
        graph.add_node(("partner", key), mode=0, name=f"Partner {key.upper()}")
    for key in "xyz":
        graph.add_node(("initiative", key), mode=1)
    graph.add_edge(("partner", "b"), ("initiative", "x"), roles=("funder", "lead"))
    graph.add_edge(("partner", "b"), ("initiative", "y"), roles=("funder",), running="presumed")
    graph.add_edge(("partner", "a"), ("initiative", "x"), roles=("host",), running="unknown")
    graph.add_edge(("partner", "c"), ("initiative", "x"))
    return graph


def test_rows_and_columns_stand_from_most_to_none() -> None:
    ax = plot_affiliation(small())
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "Partner B",
        "Partner A",
        "Partner C",
        "Partner D",
    ]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["x", "y", "z"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Initiatives", "Partners")
    assert drawn(ax) == (
        "3 of 4 partners take part in something; for 1 of 3 initiatives nobody is recorded; "
        "Partner B is in most, 2."
    )
    assert len(ax.patches) == 2  # the grey row and the grey column


def test_each_tie_is_a_mark_of_its_role_filled_by_what_runs() -> None:
    ax = plot_affiliation(small())
    made = [each for each in ax.collections if isinstance(each, PathCollection)]
    places = [points(each.get_offsets()) for each in made]
    # Funder, presumed, with a dot on it; lead; another role that may run; one that surely does.
    assert places == [[(1, 0)], [(1, 0)], [(0, 0)], [(0, 1)], [(0, 2)]]
    assert signs(ax) == [
        "lead",
        "funder",
        "another role",
        "full: surely running",
        "with a dot: presumed to run",
        "empty: may run; nobody has said",
        "grey: none recorded",
    ]


def test_the_order_of_nodes_and_ties_changes_nothing() -> None:
    graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    assert image(plot_affiliation(graph)) == image(plot_affiliation(shuffled(graph)))


def test_a_few_of_many_are_said_to_be_a_few() -> None:
    ax = plot_affiliation(small(), most=2)
    assert drawn(ax).endswith(
        "Shown are the 2 of 4 partners and 2 of 3 initiatives with most ties."
    )
    assert len(ax.get_yticklabels()) == len(ax.get_xticklabels()) == 2
    city = learningcity.open_example("wolverhampton")
    title = drawn(plot_affiliation(learningcity.affiliation_graph(city)))
    assert "Shown are the 50 of 137 partners and 50 of 68 initiatives" in title


def test_any_two_mode_graph_is_drawn() -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from([1, 2], bipartite=0)
    graph.add_nodes_from([3], bipartite=1)
    graph.add_edges_from([(1, 3), (2, 3)])
    ax = plot_affiliation(graph)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Second mode", "First mode")
    assert drawn(ax) == "2 of 2 of the first mode take part in something; 1 is in most, 1."


@pytest.mark.parametrize("mode", [0, 1])
def test_nodes_of_one_mode_only_are_drawn(mode: int) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", mode=mode)
    assert drawn(plot_affiliation(graph))


@pytest.mark.parametrize(
    ("graph", "said"),
    [
        (nx.path_graph(3), "each node needs a 'mode'"),
        (nx.MultiGraph(), "multigraph"),
        (nx.DiGraph(), "no directions"),
    ],
)
def test_what_is_not_two_mode_is_an_error(graph: nx.Graph[int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        plot_affiliation(graph)


def test_at_least_one_of_each_is_drawn() -> None:
    with pytest.raises(ValueError, match="most: 0 is below 1"):
        plot_affiliation(small(), most=0)
