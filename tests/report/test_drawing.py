"""Where the parts of pictures stand: the same for the same network, inside, and apart."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.report.drawing import network, stress
from learningcity.report.drawing.bars import draw_bars
from learningcity.report.drawing.circles import LARGEST, radius
from learningcity.report.drawing.network import Drawing, draw_network
from learningcity.report.drawing.stress import place_nodes
from tests.strategies import lively


def drawing_of(graph: nx.Graph[str]) -> Drawing:
    return draw_network(graph, {node: f"Name of {node}" for node in graph})


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph[str]:
    size = draw(st.integers(0, 14))
    names = [f"n{index}" for index in range(size)]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    if size > 1:
        pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
        for first, second in draw(st.lists(pairs, max_size=25)):
            if first != second:
                graph.add_edge(first, second, count=draw(st.integers(1, 5)))
    return graph


@lively
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_nodes_and_edges_makes_no_difference(
    graph: nx.Graph[str], chance: Random
) -> None:
    nodes, edges = list(graph), list(graph.edges(data=True))
    chance.shuffle(nodes)
    chance.shuffle(edges)
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(nodes)
    other.add_edges_from((second, first, data) for first, second, data in edges)
    assert drawing_of(other) == drawing_of(graph)


@lively
@given(graphs())
def test_everything_stands_inside(graph: nx.Graph[str]) -> None:
    drawn = drawing_of(graph)
    assert {node.key for node in drawn.nodes} == set(graph)
    assert {frozenset((edge.first, edge.second)) for edge in drawn.edges} == {
        frozenset(pair) for pair in graph.edges
    }
    for node in drawn.nodes:
        assert node.size <= node.x <= drawn.width - node.size
        assert node.size <= node.y <= drawn.height - node.size
    for label in drawn.labels:
        assert 0 <= label.x <= drawn.width
        assert 0 <= label.y <= drawn.height
    alone = [node for node in drawn.nodes if not node.degree]
    assert (drawn.alone_from is not None) == bool(alone)
    for node in alone:
        assert drawn.alone_from is not None
        assert node.y > drawn.alone_from


@lively
@given(st.integers(2, 12), st.integers(0, 1000))
def test_few_nodes_stand_where_numpy_places_them_to_the_last_digit(size: int, seed: int) -> None:
    graph = nx.random_labeled_tree(size, seed=seed)
    chance = Random(seed)
    for _ in range(seed % 5):
        graph.add_edge(*chance.sample(range(size), 2))
    neighbours = [sorted(graph[node]) for node in range(size)]
    few = place_nodes(neighbours, seed=seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stress, "_FEW", 0)
        assert place_nodes(neighbours, seed=seed) == few


def test_two_that_work_together_stand_one_step_apart() -> None:
    (ax, ay), (bx, by) = place_nodes([[1], [0]])
    assert (ax - bx) ** 2 + (ay - by) ** 2 == pytest.approx(1)
    assert place_nodes([[]]) == [(0.0, 0.0)]


def test_a_way_of_three_is_nearly_a_straight_line() -> None:
    (ax, ay), _, (cx, cy) = place_nodes([[1], [0, 2], [1]])
    assert (ax - cx) ** 2 + (ay - cy) ** 2 == pytest.approx(4, rel=0.03)


def test_small_parts_stand_in_rows_below_the_largest() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])
    graph.add_edges_from((f"x{index:02}", f"y{index:02}") for index in range(12))
    drawn = {node.key: node for node in drawing_of(graph).nodes}
    lowest = max(drawn[key].y for key in "abc")
    rows = {drawn[f"x{index:02}"].y // 100 for index in range(12)}
    assert all(node.y > lowest for key, node in drawn.items() if key not in "abc")
    assert len(rows) > 1


def test_of_many_partners_those_with_most_ties_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "MOST_NODES", 4)
    star: nx.Graph[str] = nx.Graph([("hub", f"n{index}") for index in range(6)])
    drawn = drawing_of(star)
    assert [node.key for node in drawn.nodes] == ["hub", "n0", "n1", "n2"]
    assert drawn.left_out == 3
    assert len(drawn.edges) == 3


def test_strong_ties_are_thicker_up_to_a_limit() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", count=1)
    graph.add_edge("b", "c", count=2)
    graph.add_edge("c", "d", count=9)
    assert [edge.weight for edge in drawing_of(graph).edges] == [1, 2, 3]


def test_labels_do_not_meet_where_there_is_room() -> None:
    drawn = drawing_of(nx.relabel_nodes(nx.path_graph(4), str))
    assert len(drawn.labels) == 4
    assert len({(label.x, label.y) for label in drawn.labels}) == 4


def test_a_label_without_room_is_left_out() -> None:
    crowd = nx.relabel_nodes(nx.complete_graph(40), lambda node: f"n{node:02}")
    drawn = draw_network(crowd, dict.fromkeys(crowd, "A long name of thirty letters."))
    assert 3 <= len(drawn.labels) <= 12
    wide = draw_network(crowd, dict.fromkeys(crowd, "x" * 400))
    assert wide.labels == ()


def test_the_area_of_a_circle_is_as_its_number() -> None:
    assert radius(0, 10) == 0
    assert radius(10, 10) == LARGEST
    assert radius(50, 100) ** 2 == pytest.approx(LARGEST**2 / 2, rel=0.01)
    assert radius(1, 1000) == 7


def test_bars_are_as_high_as_their_numbers() -> None:
    drawn = draw_bars([(2, 0, 3), (10, 0, 0)])
    first, third, tall = drawn.bars
    assert (first.layer, third.layer, tall.column) == (0, 2, 1)
    assert tall.height == pytest.approx(5 * first.height, abs=0.5)
    assert first.y + first.height == pytest.approx(drawn.ground, abs=0.2)
    assert third.y + third.height == pytest.approx(first.y, abs=0.2)
    assert [tick.value for tick in drawn.ticks] == [0, 5, 10]
    assert len(drawn.middles) == 2
    assert drawn.edges[-1] <= drawn.width


def test_bars_without_anything_have_a_scale_too() -> None:
    assert [tick.value for tick in draw_bars([(0, 0), (0, 0)]).ticks] == [0, 1]
    assert draw_bars([]).bars == ()


@lively
@given(st.lists(st.tuples(st.integers(0, 10**12), st.fractions(0, 10**9)), max_size=8))
def test_no_bar_is_higher_than_its_picture(columns: list[tuple[int, Fraction]]) -> None:
    drawn = draw_bars(columns)
    assert all(bar.y >= 0 and bar.height >= 0 for bar in drawn.bars)
    assert 2 <= len(drawn.ticks) <= 6
