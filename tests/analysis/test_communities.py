"""Which partners and initiatives belong together, as a result."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

import learningcity
from learningcity import barber_modularity, find_communities
from learningcity.model.figures import round_figure
from tests.graph import oracle_two_mode as oracle
from tests.graph.graphs import two_mode, two_mode_graphs, worked
from tests.strategies import lively


def test_the_worked_example() -> None:
    found = find_communities(worked())
    assert found.modularity == pytest.approx(0.35802, abs=5e-6)
    assert found.communities == (("a", "c", "i2"), ("b", "d", "i1"), ("e", "i3", "i4"))
    assert [(row.community, row.node, row.mode) for row in found.rows[:4]] == [
        (1, "a", 0),
        (1, "c", 0),
        (1, "i2", 1),
        (2, "b", 0),
    ]
    assert {row.stability for row in found.rows} == {1}
    assert (found.reached, found.agreement) == (20, 1)
    assert found.summary() == (
        "3 communities, modularity 0.358; the largest has 2 nodes of mode 0 and 1 node of mode 1. "
        "20 of 20 starts of the search ended in as much; all of them agree by 1 (adjusted Rand "
        "index, 1 where all are the same). Chance alone gives communities too; the figures of "
        "the two-mode structure say whether these are more."
    )


def test_a_row_says_where_its_ties_lead_and_how_sure_that_is() -> None:
    found = find_communities(worked())
    explained = found.explain(0)
    assert explained.subject == "a"
    assert [step.text for step in explained.steps] == [
        "a: 1 of 3 ties lead into community 1: i2.",
        "If ties were dealt out at random, with each node keeping its number, 0.667 of them would "
        "lead into community 1 on average.",
        "Over 20 starts of the search, its communities have on average a share of 1 of their nodes "
        "in common with this one.",
    ]


@lively
@given(graph=two_mode_graphs(rows=6, columns=6))
def test_the_rows_agree_with_the_graph(graph: nx.Graph[Any]) -> None:
    found = find_communities(graph, starts=3)
    best = oracle.optimum_by_rows(graph)
    assert found.modularity == (None if best is None else round_figure(float(best)))
    assert barber_modularity(graph, found.communities) == found.modularity
    number = {node: n for n, nodes in enumerate(found.communities, 1) for node in nodes}
    assert len(found.rows) == len(graph)
    for row in found.rows:
        node = (("partner", "initiative")[row.mode], row.node)
        assert row.community == number.get(node)
        assert row.ties == graph.degree(node)
        assert row.ties_within == sum(number[other] == row.community for other in graph[node])
        assert (row.reason == "isolate") == (row.community is None) == (row.stability is None)
        assert row.stability is None or 0 < row.stability <= 1
        assert found.explain(row).steps
    placed = [row.community for row in found.rows if row.community is not None]
    assert placed == sorted(placed)
    assert [row.community for row in found.rows[: len(placed)]] == placed


def test_a_city_has_partners_and_initiatives_in_its_communities() -> None:
    graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    found = find_communities(graph, starts=4, seed=3)
    assert found == find_communities(graph, starts=4, seed=3)
    assert "partners and" in found.summary()
    step = found.explain(0).steps[0]
    assert step.references[0].startswith("partner:")
    assert all(key.startswith("initiative:") for key in step.references[1:])
    said = json.loads(found.to_json())
    assert said["schema"] == "learningcity/communities/1"
    assert said["parameters"]["starts"] == 4
    assert said["parameters"]["rounds"] == 50
    assert said["communities"] == len(found.communities)
    assert said["modularity"] == found.modularity
    assert 0 < said["agreement"] <= 1
    assert 1 <= said["reached"] <= 4
    assert list(said["rows"][0]) == list(found.columns)
    last = found.explain(-1)
    assert last.steps[0].text.endswith("has no ties: it could be in any community.")
    assert last.steps[0].references == ("partner:education-ministry",)


@pytest.mark.parametrize("graph", [nx.Graph(), two_mode({"i": ""}, {"a": "third"})])
def test_without_ties_there_are_none(graph: nx.Graph[Any]) -> None:
    found = find_communities(graph)
    assert (found.modularity, found.communities, found.agreement) == (None, (), None)
    assert found.summary() == "Nobody is tied to anything: there are no communities."
    assert barber_modularity(graph, []) is None


def test_modularity_of_communities_of_ones_own() -> None:
    assert barber_modularity(worked(), [["a", "b", "c", "i1", "i2"], ["d", "e", "i3", "i4"]]) == (
        pytest.approx(0.27160, abs=5e-6)
    )
    assert barber_modularity(worked(), [list(worked())]) == 0
    assert barber_modularity(worked(), [[node] for node in worked()]) == 0
    lone = worked()
    lone.add_node("z", mode=0)
    assert barber_modularity(lone, [list(worked())]) == 0


def test_what_is_no_parting_is_refused() -> None:
    with pytest.raises(ValueError, match="'x' is no node of the graph"):
        barber_modularity(worked(), [["x"]])
    with pytest.raises(ValueError, match="'a' is in more than one"):
        barber_modularity(worked(), [["a"], ["a"]])
    with pytest.raises(ValueError, match="'a' is in none"):
        barber_modularity(worked(), [])
    with pytest.raises(ValueError, match="starts: 0 is below 1"):
        find_communities(worked(), starts=0)
    with pytest.raises(ValueError, match="'mode' of 0 or 1"):
        find_communities(nx.path_graph(3))
