"""How the graph of who takes part in what is built, as a result."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

import learningcity
from learningcity import two_mode_structure
from learningcity.graph.incidence import incidence
from learningcity.graph.two_mode import NESTEDNESS, TWO_MODE
from tests.graph.graphs import two_mode, two_mode_graphs, worked
from tests.strategies import lively

FROZEN = two_mode({"i": "abc", "j": "ab", "k": "a"})


def lanternport() -> nx.Graph[Any]:
    return learningcity.affiliation_graph(learningcity.open_example("lanternport"))


def test_the_figures_are_those_of_the_kernels_and_nestedness_waits_for_a_null() -> None:
    found = two_mode_structure(worked())
    assert [row.figure for row in found.rows] == list(TWO_MODE)
    assert found.figure("four_cycle_clustering").value == 0.25
    assert found.figure("connectance").null_mean is None
    for name in NESTEDNESS:
        assert found.figure(name).value is None
        assert found.figure(name).reason == "untested"
    assert found.components == ((5, 4),)
    assert found.equal_degrees == (0.2, 0.166666666667)


def test_with_a_null_all_possibilities_of_the_worked_example_are_listed() -> None:
    found = two_mode_structure(worked(), null="margins")
    row = found.figure("nestedness")
    assert row.value == 40.625
    assert (row.samples, row.null_note) == (65, "exact")
    assert found.figure("connectance").null_sd == 0
    assert found.figure("modularity").value == pytest.approx(29 / 81)
    assert found.summary() == (
        "5 nodes of mode 0 and 4 nodes of mode 1, 9 ties between them. Of the pairs of nodes of "
        "mode 0 that nodes of mode 1 join, a share of 0.222 are also joined elsewhere, on average. "
        "Beside chance, which shuffles the ties while all nodes of mode 0 and nodes of mode 1 keep "
        "as many as they have: share also joined elsewhere 0.222, by chance 0.318 (p = 1); paths "
        "of three ties that close 0.25, by chance 0.265 (p = 0.615); modularity 0.358, by chance "
        "0.353 (p = 0.985); nestedness 40.6, by chance 42.5 (p = 1)."
    )


def test_margins_that_admit_one_graph_are_frozen() -> None:
    found = two_mode_structure(FROZEN, null="margins")
    assert {row.null_note for row in found.rows if row.value is not None} == {"frozen"}
    assert found.figure("nestedness").value == 100


def test_a_city_says_partners_and_initiatives() -> None:
    found = two_mode_structure(lanternport())
    assert found.city == "lanternport"
    assert found.summary() == (
        "18 partners and 32 initiatives, 66 ties between them. Of the pairs of partners that "
        "initiatives join, a share of 0.205 are also joined elsewhere, on average. What of this is "
        "more than chance is not known: no comparison with chance was asked for."
    )
    drawn = two_mode_structure(lanternport(), null="margins", samples=5)
    assert drawn.parameters.samples == 5
    assert drawn.figure("redundancy_mode_1").samples == 5
    assert drawn == two_mode_structure(lanternport(), null="margins", samples=5)


def test_funds_are_left_out() -> None:
    graph = two_mode({"i": "ab", "f": "abc"})
    graph.nodes["f"]["kind"] = "fund"
    found = two_mode_structure(graph)
    assert found.components == ((2, 1), (1, 0))
    assert found.figure("redundancy_mode_1").value == 0


def test_every_figure_explains_itself() -> None:
    graph = two_mode({"i": "ab", "j": "abc", "k": ""}, dict.fromkeys("abcd", "public"))
    found = two_mode_structure(graph)
    told = {row.figure: [step.text for step in found.explain(row).steps] for row in found.rows}
    assert told["connectance"][0] == (
        "5 ties between 4 nodes of mode 0 and 3 nodes of mode 1, of 12 possible."
    )
    assert told["mean_degree_mode_1"][0] == told["connectance"][0]
    assert told["isolates_mode_0"][0] == "1 node of mode 0 without ties: d."
    assert told["components"][0] == (
        "3 parts that hang together, 2 of them without ties. The largest has 3 nodes of mode 0 and "
        "2 nodes of mode 1."
    )
    assert told["redundancy_mode_0"][0] == (
        "Mean over 2 nodes of mode 0, of figures from 1 to 1. Left out: 2 with fewer than two ties."
    )
    assert told["clustering_min_mode_0"][0] == (
        "Mean over 3 nodes of mode 0, of figures from 1 to 1. Left out: 1 sharing nothing with "
        "another one."
    )
    assert told["four_cycle_clustering"][0] == (
        "1 cycle of four ties, four paths each, of 6 paths of three ties."
    )
    assert told["triad_clustering_mode_0"][0] == (
        "2 paths over three nodes of mode 0 and two nodes of mode 1; of 0 the ends share a third "
        "node of mode 1."
    )
    assert told["modularity"][0].startswith("The better of two short searches")
    assert told["nestedness"][0].startswith("Of all pairs of nodes of mode 0 with ties, a share")
    assert "how many ties each node has." in told["nestedness_mode_1"][1]
    assert found.explain(0).subject == "Share of all possible ties"


def test_a_figure_beside_chance_says_what_was_left_to_it() -> None:
    found = two_mode_structure(lanternport(), null="margins", samples=3)
    steps = found.explain(found.figure("nestedness_mode_0")).steps
    assert steps[0].text.startswith("Of all pairs of partners with ties")
    assert steps[2].text.startswith("Left to chance: each partner keeps its number")
    alone = found.explain(found.figure("isolates_mode_0")).steps[0]
    assert alone.references == ("partner:education-ministry",)


def test_what_is_defined_for_nobody_says_so() -> None:
    found = two_mode_structure(two_mode({"i": "a", "j": "b"}), null="margins")
    assert found.explain(found.figure("redundancy_mode_1")).steps[0].text == (
        "It is defined for no node of mode 1. Left out: 2 with fewer than two ties."
    )
    assert "share also joined elsewhere: not defined; paths" in found.summary()


@pytest.mark.parametrize("null", [None, "margins"])
def test_the_empty_graph_has_no_figures(null: Any) -> None:
    found = two_mode_structure(nx.Graph(), null=null)
    assert {row.value for row in found.rows} == {None}
    assert {row.reason for row in found.rows} <= {"no-nodes", "no-ties", "too-few", "untested"}
    assert found.summary() == "No partner and no initiative is recorded."
    assert found.explain(0).steps[0].text == "No partner and no initiative is recorded."
    assert (found.components, found.equal_degrees) == ((), (None, None))


def test_one_node_alone_is_no_error() -> None:
    found = two_mode_structure(two_mode({}, {"a": "public"}), null="margins")
    assert found.figure("components").value == 1
    assert found.figure("connectance").reason == "no-nodes"
    assert found.summary().startswith("1 node of mode 0 and 0 nodes of mode 1, 0 ties")


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="'mode' of 0 or 1"):
        two_mode_structure(nx.path_graph(3))
    with pytest.raises(ValueError, match="no directions"):
        two_mode_structure(worked().to_directed())
    several: list[nx.Graph[Any]] = [nx.MultiGraph(worked()), nx.MultiGraph()]
    for graph in several:
        with pytest.raises(ValueError, match="multigraph"):
            two_mode_structure(graph)
    with pytest.raises(ValueError, match="'labels' is for one-mode figures"):
        two_mode_structure(worked(), null="labels")
    with pytest.raises(ValueError, match="samples: 0"):
        two_mode_structure(worked(), null="margins", samples=0)


def test_a_tie_of_a_node_to_itself_is_refused() -> None:
    graph = worked()
    graph.add_edge("a", "a")
    with pytest.raises(ValueError, match="only between the two"):
        two_mode_structure(graph)


def test_the_json_form_says_all() -> None:
    said = json.loads(two_mode_structure(worked(), null="margins").to_json())
    assert said["schema"] == "learningcity/two-mode-structure/1"
    assert said["city"] is None
    assert said["components"] == [[5, 4]]
    assert said["equal_degrees"] == [0.2, 0.166666666667]
    assert said["parameters"]["null"] == "margins"
    assert said["rows"][0]["figure"] == "connectance"


@lively
@given(graph=two_mode_graphs())
def test_every_figure_of_every_graph_can_be_explained(graph: nx.Graph[Any]) -> None:
    found = two_mode_structure(graph)
    assert found.summary()
    for row in found.rows:
        assert len(found.explain(row).steps) >= 2 or row.reason == "untested"
    if len(graph):
        kernels = {name: kernel.function(incidence(graph)) for name, kernel in TWO_MODE.items()}
        for row in found.rows:
            if row.figure not in NESTEDNESS:
                assert (row.value, row.reason) == (
                    kernels[row.figure].value,
                    kernels[row.figure].reason,
                )
