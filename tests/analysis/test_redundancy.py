"""Whether those that an initiative brings together also meet elsewhere."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

import learningcity
from learningcity import redundancy
from learningcity.model.figures import round_figure
from tests.graph import oracle_two_mode as oracle
from tests.graph.graphs import two_mode, two_mode_graphs, worked
from tests.strategies import lively


def test_the_worked_example() -> None:
    found = redundancy(worked())
    assert [(row.node, row.redundancy) for row in found.rows] == [
        ("a", round_figure(1 / 3)),
        ("b", None),
        ("c", None),
        ("d", 1),
        ("e", 0),
        ("i1", round_figure(1 / 3)),
        ("i2", 0),
        ("i3", round_figure(1 / 3)),
        ("i4", None),
    ]
    assert [row.sentence for row in found.rows[3:7]] == [
        "d: each two of its 2 nodes of mode 1 are also joined elsewhere.",
        "e: no two of its 2 nodes of mode 1 are joined elsewhere.",
        "i1: 3 nodes of mode 0, 3 pairs, of which 1 is also joined elsewhere.",
        "i2: no two of its 2 nodes of mode 0 are joined elsewhere.",
    ]
    last = found.rows[-1]
    assert last.sentence == "i4: 1 node of mode 0, so that no two are joined by it."
    assert last.reasons == ("redundancy:one-tie",)
    assert (last.reason("redundancy"), last.reason("clustering")) == ("one-tie", "")
    assert found.summary() == (
        "3 nodes of mode 1 with two nodes of mode 0 or more: in 1 no two of them also meet "
        "elsewhere, in 0 all do. Neither is good or bad as such."
    )


@lively
@given(graph=two_mode_graphs())
def test_the_rows_are_those_of_the_definitions(graph: nx.Graph[Any]) -> None:
    found = redundancy(graph)
    nodes = sorted(graph, key=lambda node: (graph.nodes[node]["mode"], node))
    assert [(row.node, row.mode) for row in found.rows] == [
        (node[1], graph.nodes[node]["mode"]) for node in nodes
    ]
    for row, node in zip(found.rows, nodes, strict=True):
        expected = {
            "redundancy": oracle.redundancy(graph, node),
            "clustering": oracle.clustering(graph, node, "dot"),
            "clustering_min": oracle.clustering(graph, node, "min"),
            "clustering_max": oracle.clustering(graph, node, "max"),
        }
        for name, value in expected.items():
            assert getattr(row, name) == (None if value is None else round_figure(float(value)))
            assert bool(row.reason(name)) == (value is None)
        if row.redundancy is not None:
            assert row.redundancy == round_figure(row.pairs_elsewhere / row.pairs)
        steps = [step.text for step in found.explain(row).steps]
        joining = [other for other in graph if len({*graph[other]} & {*graph[node]}) > 1]
        assert len(steps) == 2 + (row.pairs > 0) + sum(other != node for other in joining)


def test_a_row_says_who_joins_which_and_who_joins_none() -> None:
    found = redundancy(worked())
    assert [step.text for step in found.explain(5).steps] == [
        "It has 3 nodes of mode 0, which make 3 pairs.",
        "i3 also joins 2 of them: a and d.",
        "1 of 3 pairs is also joined elsewhere. Joined by nothing else: a and b; b and d.",
        "It shares nodes of mode 0 with 2 nodes of mode 1; of all nodes of mode 0 that the two "
        "have, on average a share of 0.375.",
    ]
    assert [step.text for step in found.explain(3).steps][2] == (
        "1 of 1 pair is also joined elsewhere."
    )
    alone = redundancy(two_mode({"i": "a"})).explain(0).steps
    assert [step.text for step in alone] == [
        "It has 1 node of mode 1, which make 0 pairs.",
        "It shares nodes of mode 1 with no other one: its clustering is not defined.",
    ]


def test_many_pairs_are_counted_and_not_all_listed() -> None:
    step = redundancy(two_mode({"i": "abcdef"})).explain(-1).steps[1]
    assert step.text.startswith("0 of 15 pairs are also joined elsewhere. Joined by nothing else:")
    assert step.text.endswith("b and f; c and d; and 5 more.")


def test_a_city_is_told_by_names_and_references() -> None:
    graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    found = redundancy(graph)
    assert found.summary() == (
        "26 initiatives with two partners or more: in 18 no two of them also meet elsewhere, in 4 "
        "all do. Neither is good or bad as such."
    )
    row = next(row for row in found.rows if row.node == "first-step-placements")
    assert row.sentence == (
        "First Step Placements: 4 partners, 6 pairs, of which 1 is also joined elsewhere."
    )
    steps = found.explain(row).steps
    assert steps[0].references[0].startswith("partner:")
    assert steps[1].references[0].startswith("initiative:")
    said = json.loads(found.to_json())
    assert (said["schema"], said["city"]) == ("learningcity/redundancy/1", "lanternport")
    assert said["parameters"]["graph"]["on"] == graph.graph["on"]
    assert list(said["rows"][0]) == list(found.columns)


def test_of_no_nodes_nothing_is_said() -> None:
    found = redundancy(nx.Graph())
    assert found.rows == ()
    assert found.summary() == "No node of mode 1 has two nodes of mode 0 or more."
    one = redundancy(two_mode({"i": "ab"}))
    assert one.summary().startswith("1 node of mode 1 with two nodes of mode 0 or more: in 1 no")


def test_a_one_mode_graph_is_refused() -> None:
    with pytest.raises(ValueError, match="'mode' of 0 or 1"):
        redundancy(nx.path_graph(3))
