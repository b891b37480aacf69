"""Where nodes and names stand."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from learningcity.plotting.layout import lay_out, place_names


def test_no_nodes_have_no_places() -> None:
    assert lay_out(nx.Graph(), seed=0) == {}


def test_the_order_of_nodes_and_ties_changes_nothing() -> None:
    graph = nx.gnp_random_graph(25, 0.1, seed=4)
    edges, nodes = [(b, a) for a, b in graph.edges], list(graph)
    random.Random(1).shuffle(edges)
    random.Random(2).shuffle(nodes)
    other: nx.Graph[int] = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    assert lay_out(graph, seed=0) == lay_out(other, seed=0)
    assert lay_out(graph, seed=0) != lay_out(graph, seed=1)


def test_every_node_has_a_place_of_its_own_and_components_stand_apart() -> None:
    parts = [nx.path_graph(9), nx.cycle_graph(5), *[nx.path_graph(2)] * 9, nx.empty_graph(7)]
    graph = nx.disjoint_union_all(parts)
    places = lay_out(graph, seed=0)
    assert len(set(places.values())) == len(graph)
    boxes = []
    for part in nx.connected_components(graph):
        xs, ys = zip(*(places[node] for node in part), strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
            assert apart
    lowest = min(places[node][1] for node in graph if graph.degree[node])
    assert all(places[node][1] < lowest for node in graph if not graph.degree[node])


def test_a_tie_of_a_node_to_itself_changes_nothing() -> None:
    graph = nx.path_graph(4)
    looped = graph.copy()
    looped.add_edge(2, 2)
    assert lay_out(graph, seed=0) == lay_out(looped, seed=0)


FRAME = (-100.0, -100.0, 100.0, 100.0)


def test_a_name_stands_right_of_its_node_where_there_is_room() -> None:
    found = place_names({"a": (0, 0)}, {"a": (10, 4)}, gap={"a": 2}, frame=FRAME)
    assert found == {"a": (2, 0, "left")}


@pytest.mark.parametrize(
    ("frame", "place"),
    [
        ((-100.0, -100.0, 5.0, 100.0), (-2, 0, "right")),
        ((-5.0, -1.0, 5.0, 100.0), (0, 4, "center")),
        ((-5.0, -100.0, 5.0, 1.0), (0, -4, "center")),
    ],
)
def test_a_name_stays_inside_the_frame(
    frame: tuple[float, float, float, float], place: tuple[float, float, str]
) -> None:
    found = place_names({"a": (0, 0)}, {"a": (10, 4)}, gap={"a": 2}, frame=frame)
    assert found == {"a": place}


def test_a_name_without_room_is_left_out() -> None:
    small = (-3.0, -3.0, 3.0, 3.0)
    assert place_names({"a": (0, 0)}, {"a": (10, 4)}, gap={"a": 2}, frame=small) == {}


def test_names_lie_on_no_other_name_and_only_the_first_on_nodes() -> None:
    places = {number: (float(number % 5) * 4, float(number // 5) * 4) for number in range(25)}
    boxes = dict.fromkeys(places, (12.0, 3.0))
    gap = dict.fromkeys(places, 1.0)
    assert place_names(places, boxes, gap=gap, frame=FRAME).keys() < places.keys()
    firm = place_names(places, {12: (12.0, 3.0), **boxes}, gap=gap, frame=FRAME, firm=1)
    assert 12 in firm
    assert 12 not in place_names(places, {12: (12.0, 3.0), **boxes}, gap=gap, frame=FRAME)
