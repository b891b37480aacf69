"""Which partners meet more often than chance explains."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.backbone import Backbone, backbone
from learningcity.graph.incidence import incidence
from tests.graph.graphs import two_mode, two_mode_graphs, worked
from tests.graph.oracle_meeting import chance_of_meeting

TWO_CIRCLES = {f"i{number}": "abc" if number % 2 else "def" for number in range(12)}
"""Two groups that never mix: what they do together is no chance."""


def pairs_of(found: Backbone) -> dict[tuple[object, object], tuple[float, ...]]:
    return {row.partners: (row.expected, row.p, row.adjusted_p) for row in found.rows}


def test_the_worked_example() -> None:
    found = backbone(worked())
    row = next(row for row in found.rows if row.partners == ("a", "d"))
    assert (row.together, row.initiatives) == (2, ("i1", "i3"))
    assert row.p == pytest.approx(29 / 65)
    assert row.adjusted_p == 1
    assert not row.in_backbone
    assert (found.pool.tests, found.pool.possibilities, found.pool.note) == (10, 65, "exact")
    assert len(found.rows) == 6


def test_pairs_against_counting_by_hand() -> None:
    graph = worked()
    found = backbone(graph)
    names = incidence(graph).rows
    expected = chance_of_meeting(incidence(graph).memberships, 4, "margins")
    by_name = {(names[one], names[other]): value for (one, other), value in expected.items()}
    assert {row.partners for row in found.rows} == set(by_name)
    for row in found.rows:
        figures = (row.expected, row.p, row.smallest_p)
        assert figures == pytest.approx(tuple(map(float, by_name[row.partners])))


def test_two_circles_stand_out() -> None:
    found = backbone(two_mode(TWO_CIRCLES), samples=2000)
    inside = {row.partners for row in found.rows if row.in_backbone}
    assert inside == {("a", "b"), ("a", "c"), ("b", "c"), ("d", "e"), ("d", "f"), ("e", "f")}
    assert all(row.smallest_p == pytest.approx(1 / 2001) for row in found.rows)
    assert all(1 / 2002 < row.p < 0.005 for row in found.rows)
    assert found.summary() == (
        "6 pairs of partners meet, 6 of them more often than chance explains, if each partner "
        "keeps its number of initiatives and each initiative its number of partners (2,000 random "
        "graphs; adjusted p at most 0.05, by the method of Benjamini and Hochberg over 15 pairs)."
    )
    graph = found.to_graph()
    assert list(graph) == list("abcdef")
    assert graph.number_of_edges() == 6
    assert graph.edges["a", "b"]["together"] == 6
    assert graph.edges["a", "b"]["initiatives"] == ("i1", "i11", "i3", "i5", "i7", "i9")


def test_rows_have_a_formula() -> None:
    found = backbone(two_mode(TWO_CIRCLES), null="rows")
    # One of the C(12, 6) = 924 choices of 6 among 12 initiatives is the same as the other's.
    assert [row.p for row in found.rows] == pytest.approx([1 / 924] * 6)
    assert [row.smallest_p for row in found.rows] == pytest.approx([1 / 924] * 6)
    assert {row.effective_samples for row in found.rows} == {None}
    assert found.parameters.samples is None
    assert found.parameters.seed is None
    assert found.parameters.exact_up_to is None
    assert "by a formula, without drawing" in found.summary()


def test_a_stricter_correction_finds_fewer() -> None:
    graph = two_mode({**{f"i{n}": "ab" for n in range(5)}, **{f"j{n}": "cd" for n in range(4)}})
    loose = backbone(graph, null="rows", correction="none", level=0.01)
    strict = backbone(graph, null="rows", correction="by", level=0.01)
    assert [row.in_backbone for row in loose.rows] == [True, True]
    # C(9, 4) = C(9, 5) = 126: p = 1/126 for both; over 6 pairs, 6 · 2.45/2 · 1/126 = .058.
    assert [row.adjusted_p for row in strict.rows] == pytest.approx([6 * 2.45 / 2 / 126] * 2)
    assert [row.in_backbone for row in strict.rows] == [False, False]
    assert "No pair could have been found" in strict.summary()
    assert "more samples" not in strict.summary()
    assert "Not" not in strict.explain(0).steps[3].text
    assert strict.pool.fewest is None
    assert "not corrected: chance alone may bring 0 of 6 pairs" in loose.summary()


def test_too_few_samples_say_so() -> None:
    found = backbone(two_mode(TWO_CIRCLES), samples=10)
    assert found.pool.fewest is None
    assert found.summary().endswith(
        "No pair could have been found: the smallest p that any could have here is 0.0909; more "
        "samples allow smaller ones."
    )


def test_pairs_that_could_be_found_only_together_say_so() -> None:
    members = {**TWO_CIRCLES, "x": "ad", "y": "be", "z": "cf"}
    found = backbone(two_mode(members), samples=140, level=0.02)
    # 15 pairs, p at least 1/141: 15/141/k ≤ .02 from k = 6 on.
    assert found.pool.fewest == 6
    mixed = backbone(two_mode({**members, "u": "abcdef", "v": "ace", "w": "bdf"}), level=0.0001)
    assert mixed.pool.fewest is None
    rng = Random(8)
    loose = two_mode({f"i{n}": "".join(sorted(rng.sample("abcdefgh", 3))) for n in range(9)})
    few = backbone(loose, samples=200, level=0.05)
    assert not any(row.in_backbone for row in few.rows)
    assert few.pool.fewest == 3
    assert few.summary().endswith(
        "A pair could be found only together with others, at least 3 at once: the smallest p that "
        "any could have here is 0.00498; more samples allow smaller ones."
    )


def test_one_pair_that_could_be_found_needs_no_warning() -> None:
    found = backbone(two_mode({"i": "ab", "j": "ac", "k": "b", "l": "c"}), null="rows", level=1)
    assert found.pool.fewest == 1
    assert "could" not in found.summary()


def test_frozen_margins_say_so() -> None:
    found = backbone(two_mode({"i": "abc", "j": "ab", "k": "a"}))
    assert found.pool.note == "frozen"
    assert {(row.p, row.in_backbone) for row in found.rows} == {(1, False)}
    assert found.summary() == (
        "3 pairs of partners meet; whether more often than chance cannot be said: no other graph "
        "has the same counts of partners and initiatives."
    )
    assert "no other graph has these counts" in str(found.explain(0))


@pytest.mark.parametrize("null", ["margins", "rows"])
@pytest.mark.parametrize("members", [{}, {"i": ""}, {"i": "a"}, {"i": "a", "j": "b"}])
def test_where_nobody_meets_there_is_no_row(members: dict[str, str], null: Any) -> None:
    found = backbone(two_mode(members), null=null)
    assert found.rows == ()
    assert found.summary() == (
        "No two partners meet in an initiative, so that none meets more often than chance."
    )
    assert list(found.to_graph()) == sorted({*"".join(members.values())})
    assert (found.pool.smallest_p, found.pool.fewest) == (1, None)
    assert json.loads(found.to_json())["rows"] == []


def test_funds_bring_nobody_together() -> None:
    graph = two_mode({**TWO_CIRCLES, "pot": "abcdef"})
    graph.nodes["pot"]["kind"] = "fund"
    assert backbone(graph, samples=50).rows == backbone(two_mode(TWO_CIRCLES), samples=50).rows


def test_a_row_explains_itself() -> None:
    found = backbone(two_mode(TWO_CIRCLES), samples=2000)
    row = next(row for row in found.rows if row.partners == ("a", "b"))
    steps = found.explain(row).steps
    assert [step.text for step in steps[:2]] == [
        "a and b meet in 6 initiatives: i1, i11, i3, i5 and 2 more.",
        "Left to chance: each partner keeps its number of initiatives and each initiative its "
        "number of partners; 2,000 random graphs.",
    ]
    assert steps[0].references[:3] == ("partner:a", "partner:b", "initiative:i1")
    # All pairs are alike: 12 initiatives, each with a and b among its 3 of 6 with (3 · 2)/(6 · 5).
    assert row.expected == pytest.approx(2.4, abs=0.1)
    assert steps[2].text.startswith(f"By chance they meet in {row.expected:.3g} on average, and in")
    assert "independent sample" in steps[2].text
    assert steps[3].text == (
        "Adjusted for 15 pairs by the method of Benjamini and Hochberg: "
        f"{row.adjusted_p:.3g}, against 0.05: in the backbone."
    )
    exact = backbone(worked(), correction="none")
    last = [step.text for step in exact.explain(exact.rows[-1]).steps]
    assert last[1].endswith("; all 65 possible graphs.")
    assert last[3].startswith("Not adjusted for the 10 pairs that were looked at: ")
    assert "independent" not in last[2]


def test_a_city_is_read_from_its_graph() -> None:
    city = learningcity.open_example("lanternport")
    found = backbone(learningcity.affiliation_graph(city), null="rows")
    assert found.city == city.id
    record = json.loads(found.to_json())
    assert record["schema"] == "learningcity/backbone/1"
    assert list(record)[-6:] == ["tests", "possibilities", "note", "smallest_p", "fewest", "rows"]
    assert record["parameters"]["graph"]["city"] == city.id
    assert record["rows"][0]["partners"][0] in {partner.id for partner in city.partners}
    assert list(found.to_graph()) == sorted(partner.id for partner in city.partners)
    assert found.columns[:3] == ("partners", "together", "initiatives")
    assert len(found.to_frame()) == len(found.rows)


@given(two_mode_graphs(rows=6, columns=5), st.randoms(use_true_random=False))
def test_new_names_only_rename(graph: nx.Graph[Any], rng: Random) -> None:
    nodes = list(graph)
    order = sorted(nodes)
    turned: nx.Graph[Any] = nx.Graph()
    rng.shuffle(nodes)
    turned.add_nodes_from((node, graph.nodes[node]) for node in nodes)
    turned.add_edges_from(graph.edges)
    found = backbone(graph, samples=20)
    assert found == backbone(turned, samples=20)
    new = {node: (node[0], f"q{order.index(node):02}") for node in nodes}
    renamed = backbone(nx.relabel_nodes(graph, new), samples=20)
    short = {node[1]: key[1] for node, key in new.items() if node[0] == "partner"}
    moved = {
        tuple(short[str(one)] for one in pair): value for pair, value in pairs_of(found).items()
    }
    assert moved == pairs_of(renamed)


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="null: 'columns'"):
        backbone(worked(), null="columns")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="correction: 'holm'"):
        backbone(worked(), correction="holm")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="samples: 0 is below 1"):
        backbone(worked(), samples=0)
    with pytest.raises(ValueError, match="level: 5 is not between 0 and 1"):
        backbone(worked(), level=5)
    with pytest.raises(ValueError, match="affiliation_graph"):
        backbone(nx.path_graph(3))
