"""Who is in the core, and whether chance gives as good a core."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.core_periphery import core_periphery
from learningcity.analysis.sentences.cohesion import core_summary
from learningcity.graph import core as search
from learningcity.graph.one_mode import one_mode
from learningcity.graph.significance import NullTest
from tests.graph.graphs import two_mode, weighted_graphs, worked
from tests.strategies import lively


def test_the_worked_example_has_a_core_of_two() -> None:
    found = core_periphery(worked())
    assert found.members() == ("a", "d")
    assert found.fit.value == pytest.approx(0.801783725737)
    assert (found.fit.samples, found.fit.null_note) == (65, "exact")
    assert (found.proven, found.cores, found.complete) == (True, 1, True)
    assert (found.core_density, found.periphery_density) == (1, 0)
    assert found.between_density == pytest.approx(5 / 6)
    assert [(row.partner, row.in_core, row.ties) for row in found.rows] == [
        ("a", True, 4),
        ("d", True, 3),
        ("b", False, 2),
        ("e", False, 2),
        ("c", False, 1),
    ]
    assert found.parameters.null == "margins"


def test_only_ties_are_known_of_a_one_mode_graph() -> None:
    found = core_periphery(one_mode(worked()))
    assert found.parameters.null == "degrees"
    assert found.members() == ("a", "d")
    assert found.fit.null_note == "frozen"
    assert found.fit.p == 1


def test_a_large_graph_is_compared_with_samples() -> None:
    graph = nx.gnm_random_graph(14, 30, seed=2)
    found = core_periphery(graph, samples=20, seed=1)
    assert found.fit.samples == 20
    assert found.fit.null_note is None
    assert found.fit.smallest_p == pytest.approx(2 / 21)
    assert core_periphery(graph, samples=20, seed=1) == found


def test_equal_cores_leave_it_open_who_is_in() -> None:
    found = core_periphery(nx.cycle_graph(4))
    assert found.cores == 2
    assert found.members() == ()
    assert {row.core_share for row in found.rows} == {0.5}
    assert {row.in_core for row in found.rows} == {None}
    assert found.core_density is None
    text = found.explain(0).steps[2].text
    assert text == "Of 2 cores that fit equally well, 50 % hold it."
    assert found.summary().startswith("Of 4 partners none is in the core in every best reading;")


def test_too_many_equal_cores_name_nobody() -> None:
    graph = nx.disjoint_union_all([nx.path_graph(2)] * 12)
    found = core_periphery(graph, samples=3)
    assert {row.core_share for row in found.rows} == {None}
    assert not found.complete
    assert "More than 201 cores fit equally well" in found.explain(0).steps[2].text


def test_a_search_without_proof_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_MOST_STEPS", -1)
    found = core_periphery(nx.gnm_random_graph(14, 30, seed=2), samples=3)
    assert (found.proven, found.complete, found.cores) == (False, False, 1)
    size = len(found.members())
    assert f"{size} of 14 partners form the core in the best reading that was" in found.summary()
    steps = [step.text for step in found.explain(0).steps]
    assert "a better one may exist" in steps[1]
    assert steps[2] == "It is in the best core that was found."
    assert found.explain(13).steps[2].text == "It is not in the best core that was found."


@pytest.mark.parametrize(
    ("graph", "reason"),
    [
        (nx.Graph(), "no-nodes"),
        (nx.empty_graph(1), "one-partner"),
        (nx.path_graph(2), "too-few"),
        (nx.empty_graph(4), "no-ties"),
        (nx.complete_graph(4), "all-tied"),
        (two_mode({"i": "a", "j": "b", "k": "c"}), "no-ties"),
    ],
)
def test_without_a_core_there_is_a_reason(graph: nx.Graph[Any], reason: str) -> None:
    found = core_periphery(graph)
    assert found.fit.reason == reason
    assert (found.proven, found.cores, found.members()) == (None, 0, ())
    assert {row.in_core for row in found.rows} <= {None}
    assert found.summary().startswith("No core can be looked for: ")
    for row in found.rows:
        assert len(found.explain(row).steps) == 2


def test_reasons_name_the_core_and_what_joins_it() -> None:
    found = core_periphery(worked())
    step = found.explain(2).steps[0]
    assert step.text == "b works with 2 others, of the core with a in i1; with d in i1."
    assert step.references == ("partner:b", "partner:a", "partner:d", "initiative:i1")
    texts = [step.text for step in found.explain(2).steps]
    assert texts[1:3] == [
        "The ties and the pattern of the core have a correlation of 0.802: no other core fits "
        "better, all were ruled out.",
        "It is not in that core.",
    ]
    assert "compared with all 65 possibilities" in texts[3]
    assert found.explain(0).steps[2].text == "It is in the one core that fits best."
    alone = core_periphery(nx.Graph([(0, 1), (0, 2), (0, 3), (4, 5)]), samples=9)
    assert alone.explain(5).steps[0].text == "5 works with 1 other."
    sampled = core_periphery(nx.gnm_random_graph(14, 30, seed=2), samples=20)
    assert "compared with 20 random samples" in sampled.explain(0).steps[3].text
    frozen = core_periphery(nx.star_graph(3))
    assert "there is no other possibility" in frozen.explain(0).steps[3].text


def test_a_core_of_one_has_no_pairs_inside() -> None:
    found = core_periphery(nx.star_graph(3))
    assert (found.core_density, found.between_density, found.periphery_density) == (None, 1, 0)


def test_the_result_is_plain_data() -> None:
    found = json.loads(core_periphery(worked()).to_json())
    assert found["schema"] == "learningcity/core-periphery/1"
    assert found["fit"]["figure"] == "core_periphery"
    assert found["proven"] is True
    assert core_periphery(worked()).columns == ("partner", "in_core", "core_share", "ties")
    assert found["rows"][0] == {"partner": "a", "in_core": True, "core_share": 1.0, "ties": 4}


def test_where_chance_gives_nothing_the_summary_says_so() -> None:
    test = NullTest(null="margins", value=0.5, reason=None, p=1.0)
    assert core_summary(1, 3, test, kept="margins", proven=True) == (
        "1 of 3 partners forms the core in every best reading; the fit is 0.5. Chance gives no "
        "figure to compare with."
    )


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(ValueError, match="samples: 0 is below 1"):
        core_periphery(worked(), samples=0)
    with pytest.raises(ValueError, match="graph: it is directed"):
        core_periphery(nx.DiGraph([(0, 1)]))


@lively
@given(graph=weighted_graphs(most=6, loops=True), data=st.data())
def test_names_and_order_of_the_nodes_change_nothing(graph: nx.Graph[Any], data: Any) -> None:
    names = data.draw(st.permutations([f"n{node}" for node in range(len(graph))]))
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(data.draw(st.permutations(names)))
    ties = [(names[one], names[other]) for one, other in graph.edges()]
    turned.add_edges_from((other, one) for one, other in data.draw(st.permutations(ties)))
    one, other = core_periphery(graph, samples=3), core_periphery(turned, samples=3)
    if one.fit.null_note is not None:
        assert one.fit == other.fit
    assert one.fit.value == other.fit.value
    assert {names[row.partner]: (row.core_share, row.ties) for row in one.rows} == {
        row.partner: (row.core_share, row.ties) for row in other.rows
    }


def test_a_city_has_a_proven_core() -> None:
    city = learningcity.open_example("wolverhampton")
    found = learningcity.core_periphery(learningcity.partnership_graph(city), samples=2)
    assert found.city == "wolverhampton"
    assert found.proven
    assert "city-of-wolverhampton-council" in found.members()


def test_the_summary_says_what_chance_keeps() -> None:
    assert "each initiative its number of partners fit" in core_periphery(worked()).summary()
    one = core_periphery(nx.path_graph(5), samples=9).summary()
    assert "each partner keeps its number of others that it works with fit" in one
    assert "(p = " in one
