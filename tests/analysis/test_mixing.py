"""Which groups of partners meet, as a result."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.brokerage import brokerage
from learningcity.analysis.mixing import SectorMixing, sector_mixing
from learningcity.analysis.sentences.mixing import cell_sentence
from learningcity.analysis.study import Study
from learningcity.graph.mixing import MIXING
from learningcity.graph.one_mode import one_mode
from learningcity.graph.significance import compare_with_null
from tests.graph import oracle_mixing as oracle
from tests.graph.graphs import two_mode, two_mode_graphs, weighted_graphs, worked
from tests.strategies import lively

FIGURES = (
    "ei_index",
    "ei_index_weighted",
    "ei_index_random_mixing",
    "assortativity",
    "assortativity_weighted",
    "all_groups",
    "all_groups_low",
    "all_groups_high",
)


def tied(*ties: tuple[str, str], **sectors: str | None) -> nx.Graph[Any]:
    """A graph of ties between partners of these sectors."""
    graph: nx.Graph[Any] = nx.Graph()
    for node, sector in sectors.items():
        graph.add_node(node, sector=sector)
    graph.add_edges_from(ties)
    return graph


def by_cell(found: SectorMixing) -> dict[tuple[object, object], tuple[int, float]]:
    """The ties and weights between each two groups that have any."""
    return {(row.group, row.other): (row.ties, row.weight) for row in found.matrix.rows if row.ties}


def test_the_worked_example() -> None:
    found = sector_mixing(worked())
    assert tuple(row.figure for row in found.rows) == FIGURES
    index = found.figure("ei_index")
    assert index.value == pytest.approx(1 / 3)
    assert index.null_mean == pytest.approx(0.6)
    assert (index.samples, index.null_note) == (30, "exact")
    assert found.figure("ei_index_weighted").value == 0.5
    assert found.figure("ei_index_random_mixing").value == 0.6
    assert found.figure("ei_index_random_mixing").p is None
    assert found.figure("all_groups").value == 0
    assert found.summary() == (
        "4 of 6 ties join partners of different sectors: no clear difference from chance "
        "(4.8 on average with the groups dealt out anew, p = 0.533). None of 4 initiatives has "
        "public, private and third-sector partners together."
    )


def test_figures_are_compared_as_those_of_every_network() -> None:
    city = learningcity.open_example("lanternport")
    graph = learningcity.affiliation_graph(city)
    found = sector_mixing(graph, samples=60, seed=3)
    for name, test in compare_with_null(graph, MIXING, null="labels", samples=60, seed=3).items():
        row = found.figure(name)
        assert (row.value, row.null_mean, row.p) == (test.value, test.mean, test.p)
    assert found == sector_mixing(graph, samples=60, seed=3)
    assert found.to_json() != sector_mixing(graph, samples=60, seed=4).to_json()


def adjusted(chances: list[float]) -> list[float]:
    """Benjamini and Yekutieli, from the definition: all ranks that are no better are looked at."""
    many = len(chances)
    harmonic = sum(Fraction(1, k) for k in range(1, many + 1))
    ranked = sorted(chances)
    return [
        min(1.0, *(float(harmonic) * many * p / k for k, p in enumerate(ranked, 1) if p >= one))
        for one in chances
    ]


@pytest.mark.parametrize("example", ["wolverhampton", "lanternport", "gwangmyeong"])
def test_many_cells_at_once_are_adjusted_under_any_dependence(example: str) -> None:
    city = learningcity.open_example(example)
    rows = sector_mixing(learningcity.affiliation_graph(city), samples=99).matrix.rows
    for name, distance, after in (
        ("p", "z", "adjusted_p"),
        ("weight_p", "weight_z", "adjusted_weight_p"),
    ):
        tested = [row for row in rows if getattr(row, distance) is not None]
        assert len(tested) > 3
        assert [getattr(row, after) for row in tested] == pytest.approx(
            adjusted([getattr(row, name) for row in tested])
        )


def test_a_cell_that_cannot_differ_counts_for_nothing() -> None:
    """Each of these partners has a tie to each other one, whoever is of which group."""
    graph = nx.complete_graph(4)
    nx.set_node_attributes(graph, dict(enumerate(["public", "public", "third", "third"])), "sector")
    for row in sector_mixing(graph).matrix.rows:
        assert (row.z, row.p, row.adjusted_p) == (None, 1, 1)


def test_what_only_single_looks_find_is_no_clear_difference() -> None:
    """A p of 0.02 among six is nothing; the words go by all six."""
    city = learningcity.open_example("lanternport")
    cell = sector_mixing(learningcity.affiliation_graph(city)).matrix.cell("private", "third")
    assert cell.p == pytest.approx(0.02, abs=0.001)
    assert cell.adjusted_p == 0.271678321678
    assert "no clear difference" in cell_sentence(cell, directed=False)


def test_the_matrix_stands_beside_what_chance_makes_of_it() -> None:
    found = sector_mixing(worked()).matrix
    cell = found.cell("third", "public")
    assert (cell.group, cell.other, cell.pairs, cell.ties) == ("public", "third", 4, 3)
    assert cell.expected == pytest.approx(2.4)
    assert cell.z == 0.75
    assert cell.p == pytest.approx(28 / 30)
    assert cell.weight == 2
    assert cell.weight_expected == pytest.approx(1.6)
    assert sum(row.pairs for row in found.rows) == 10
    assert sum(row.ties for row in found.rows) == 6
    assert found.summary() == (
        "Private and third-sector partners meet in no tie, no clear difference from chance (1.2 on "
        "average with the groups dealt out anew, p = 0.333, adjusted 1). Of 5 such numbers this is "
        "the furthest from chance."
    )
    with pytest.raises(ValueError, match="no ties between 'public' and 'x' could be counted"):
        found.cell("public", "x")


def test_p_of_a_cell_is_the_share_of_labelings() -> None:
    """Two ties between four partners, two public and two third: 6 labelings, 2 of them within."""
    graph = tied(("a", "b"), ("c", "d"), a="public", b="public", c="third", d="third")
    found = sector_mixing(graph)
    cell = found.matrix.cell("public", "third")
    assert cell.ties == 0
    assert cell.expected == pytest.approx(4 / 3)
    assert cell.p == pytest.approx(2 / 3)
    assert found.figure("ei_index").p == pytest.approx(2 / 3)
    assert found.figure("assortativity").value == 1


def test_without_a_null_nothing_is_dealt_out() -> None:
    found = sector_mixing(worked(), null=None)
    assert all(row.p is None and row.samples is None for row in found.rows)
    cell = found.matrix.cell("public", "third")
    assert (cell.p, cell.weight_p, cell.z) == (None, None, 0.75)
    assert (cell.adjusted_p, cell.adjusted_weight_p) == (None, None)
    assert found.parameters.samples is None
    assert found.parameters.group == "sector"
    assert "4.8 on average with the groups dealt out anew." in found.summary()
    assert (
        "meet in no tie, 1.2 on average with the groups dealt out anew." in found.matrix.summary()
    )
    assert [step.text for step in found.explain(0).steps][-1] == "ei_index: 0.333."


def test_groups_look_outward_or_inward() -> None:
    found = sector_mixing(worked(), null=None).groups
    rows = {row.group: row for row in found.rows}
    assert [(row.group, row.partners, row.within, row.across) for row in found.rows] == [
        ("private", 1, 0, 1),
        ("public", 2, 1, 4),
        ("third", 2, 1, 3),
    ]
    assert rows["public"].ei_index == pytest.approx(0.6)
    assert rows["public"].ei_index_random_mixing == pytest.approx((6 - 1) / 7)
    assert (rows["third"].weight_within, rows["third"].weight_across) == (0.5, 2)
    assert rows["third"].ei_index_weighted == pytest.approx(0.6)
    assert found.summary() == (
        "private has the largest share of its ties with others, 1 of 1; third the smallest, 3 of 4."
    )


def test_partners_look_outward_or_inward() -> None:
    found = sector_mixing(worked(), null=None).partners
    rows = {row.partner: row for row in found.rows}
    assert list(rows) == list("abcde")
    assert (rows["a"].within, rows["a"].across, rows["a"].ei_index) == (1, 3, 0.5)
    assert rows["a"].ei_index_random_mixing == 0.5
    assert rows["a"].ei_index_weighted == pytest.approx(2 / 3)
    assert found.summary() == (
        "Partners with ties of known sectors: 5; with ties to other sectors only: 1; to their own "
        "only: 0."
    )


def test_what_is_not_known_is_in_no_figure() -> None:
    graph = tied(
        ("a", "b"),
        ("b", "c"),
        ("c", "d"),
        ("b", "b"),
        a="public",
        b="third",
        c="unknown",
        d=None,
        e="third",
    )
    found = sector_mixing(graph)
    assert found.unknown_ties == 2
    assert found.figure("ei_index").value == 1
    rows = {row.partner: row for row in found.partners.rows}
    assert (rows["b"].across, rows["b"].unknown_ties, rows["b"].reason) == (1, 1, None)
    assert (rows["c"].within, rows["c"].unknown_ties, rows["c"].reason) == (
        None,
        2,
        "unknown-group",
    )
    assert (rows["e"].ei_index, rows["e"].reason) == (None, "isolate")
    assert [row.unknown_ties for row in found.groups.rows] == [0, 1]
    assert found.summary().endswith("; 2 other ties have a partner whose sector is not known.")
    assert "c has no E-I index: its sector is not known." in str(
        found.partners.explain(list(rows).index("c"))
    )
    assert json.loads(found.to_json())["unknown_ties"] == 2


def test_initiatives_have_all_sectors_or_may_have() -> None:
    sectors = {
        "a": "public",
        "b": "private",
        "c": "third",
        "d": "mixed",
        "e": "unknown",
        "f": "third",
    }
    graph = two_mode(
        {"all": "abc", "two": "ab", "maybe": "abd", "open": "ce", "sure": "abce", "none": ""},
        sectors,
    )
    graph.add_node("fund", mode=1, kind="fund")
    graph.add_edges_from((partner, "fund") for partner in "abc")
    found = sector_mixing(graph)
    rows = {row.initiative: row for row in found.initiatives.rows}
    assert {key: row.all_groups for key, row in rows.items()} == {
        "all": "yes",
        "maybe": "not-known",
        "open": "not-known",
        "sure": "yes",
        "two": "no",
    }
    assert rows["maybe"].groups == ("public", "private", "mixed")
    assert (rows["maybe"].missing, rows["maybe"].unknown) == (("third",), ("d",))
    assert (rows["open"].missing, rows["open"].unknown) == (("public", "private"), ("e",))
    assert rows["sure"].unknown == ("e",)
    assert found.figure("all_groups").value == 0.5
    assert found.figure("all_groups_low").value == 0.4
    assert found.figure("all_groups_high").value == 0.8
    assert found.initiatives.summary() == (
        "2 of 5 initiatives have public, private and third-sector partners together; of 2 it is "
        "not known."
    )
    assert str(found.initiatives.explain(0)).endswith("of public, private and third.")
    assert str(found.initiatives.explain(4)).endswith("of public and private; missing: third.")
    assert "missing: third, unless it is d." in str(found.initiatives.explain(1))
    assert "With public, private and third-sector partners: all and sure; not known of maybe" in (
        str(found.explain(5))
    )


def test_one_initiative_has_all_sectors() -> None:
    graph = two_mode({"i": "abc"}, {"a": "public", "b": "private", "c": "third"})
    assert sector_mixing(graph).initiatives.summary() == (
        "1 of 1 initiative has public, private and third-sector partners together."
    )


def test_all_groups_of_another_attribute_are_those_there_are() -> None:
    graph = two_mode({"i": "ab", "j": "a"}, {"a": "unknown", "b": "unknown"})
    nx.set_node_attributes(graph, {"a": "north", "b": "south"}, "place")
    found = sector_mixing(graph, group="place")
    assert found.parameters.wanted == ("north", "south")
    assert found.figure("all_groups").value == 0.5
    assert "join partners of different groups by place" in found.summary()
    assert "1 of 2 initiatives has north and south partners together." in found.summary()


@pytest.mark.parametrize(
    ("graph", "reasons", "summary"),
    [
        (
            nx.Graph(),
            ("no-groups", "no-groups", "no-groups", "one-mode-graph"),
            "Which sectors meet is not known: of no partner is the sector known.",
        ),
        (
            tied(a="public"),
            ("no-ties", "one-partner", "no-ties", "one-mode-graph"),
            "Which sectors meet is not known: no partners of known sector are tied.",
        ),
        (
            tied(("a", "b"), a="public", b="unknown"),
            ("unknown-groups", "one-partner", "unknown-groups", "one-mode-graph"),
            "Which sectors meet is not known: no tie joins two partners of which the sector is "
            "known; 1 other tie has a partner whose sector is not known.",
        ),
        (
            tied(("a", "b"), a="public", b="public"),
            (None, None, "one-group", "one-mode-graph"),
            "0 of 1 tie join partners of different sectors: no clear difference from chance "
            "(0 on average with the groups dealt out anew, p = 1).",
        ),
        (
            two_mode({"i": ""}, {}),
            ("no-groups", "no-groups", "no-groups", "no-initiatives"),
            "Which sectors meet is not known: of no partner is the sector known.",
        ),
        (
            two_mode({"i": "a"}, {"a": "unknown"}),
            ("no-groups", "no-groups", "no-groups", "unknown-groups"),
            "Which sectors meet is not known: of no partner is the sector known. None of 1 "
            "initiative has public, private and third-sector partners together; of 1 it is not "
            "known.",
        ),
    ],
)
def test_where_there_is_little_to_say(
    graph: nx.Graph[Any], reasons: tuple[str | None, ...], summary: str
) -> None:
    found = sector_mixing(graph)
    names = ("ei_index", "ei_index_random_mixing", "assortativity", "all_groups")
    assert tuple(found.figure(name).reason for name in names) == reasons
    assert found.summary() == summary
    for table in (found, found.matrix, found.groups, found.partners, found.initiatives):
        assert table.summary()
        for index in range(len(table)):
            assert table.explain(index).steps


def test_tables_say_when_they_have_nothing_to_say() -> None:
    found = sector_mixing(nx.Graph())
    assert found.matrix.summary() == ("No two sectors could meet more or less often than they do.")
    assert found.groups.summary() == "Of no sector is a tie known."
    assert found.partners.summary() == ("Of no partner is a tie within or across sectors known.")
    assert found.initiatives.summary() == (
        "The graph has no initiatives to look at; the two-mode graph has."
    )
    assert sector_mixing(two_mode({"i": ""}, {})).initiatives.summary() == (
        "No initiative has partners."
    )
    one = sector_mixing(tied(("a", "b"), a="public", b="public"))
    assert one.groups.summary() == ("public has the largest share of its ties with others, 0 of 1.")


def test_a_single_group_cannot_mix_otherwise() -> None:
    found = sector_mixing(tied(("a", "b"), a="public", b="public"))
    index = found.figure("ei_index")
    assert (index.value, index.null_note, index.p) == (-1, "frozen", 1)
    assert found.matrix.rows[0].z is None


def test_an_initiative_without_a_known_partner_may_have_all() -> None:
    found = sector_mixing(two_mode({"i": "a"}, {"a": "unknown"}))
    row = found.initiatives.rows[0]
    assert (row.groups, row.all_groups) == ((), "not-known")
    assert found.figure("all_groups_low").value == 0
    assert found.figure("all_groups_high").value == 1
    assert "i has 1 partner, of nobody of a known group; missing: public, private and third" in (
        str(found.initiatives.explain(0))
    )


def test_each_direction_is_a_tie() -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph([("a", "b"), ("b", "a"), ("a", "c")])
    nx.set_node_attributes(graph, {"a": "public", "b": "third", "c": "public"}, "sector")
    found = sector_mixing(graph)
    assert by_cell(found) == {
        ("public", "public"): (1, 1),
        ("public", "third"): (1, 1),
        ("third", "public"): (1, 1),
    }
    assert found.matrix.cell("public", "public").pairs == 2
    assert found.matrix.cell("third", "public").pairs == 2
    with pytest.raises(ValueError, match="no ties between"):
        found.matrix.cell("third", "private")
    rows = {row.partner: row for row in found.partners.rows}
    assert (rows["a"].within, rows["a"].across) == (1, 2)
    said = [str(found.matrix.explain(index)) for index in range(len(found.matrix))]
    assert "From third-sector to public partners: 1 tie, " in "".join(said)
    assert "1 tie: b to a." in "".join(said)
    assert "They make 2 of all 6 pairs of partners; of 3 ties" in "".join(said)


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(ValueError, match="null: 'margins' is none of labels"):
        sector_mixing(worked(), null="margins")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="samples: 0 is below 1"):
        sector_mixing(worked(), samples=0)
    with pytest.raises(ValueError, match="weight: 'x' is none of"):
        sector_mixing(worked(), weight="x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="multigraph"):
        sector_mixing(nx.MultiGraph())


@lively
@given(graph=weighted_graphs(loops=True) | weighted_graphs(directed=True, loops=True))
def test_rows_are_those_of_the_definition(graph: nx.Graph[Any]) -> None:
    groups = nx.get_node_attributes(graph, "sector")
    found = sector_mixing(graph, null=None)
    cells = by_cell(found)
    wanted = oracle.ties(graph, groups)
    assert cells.keys() == wanted.keys()
    for pair, weights in wanted.items():
        assert cells[pair][0] == len(weights)
        assert cells[pair][1] == pytest.approx(sum(weights))
    for row in found.partners.rows:
        mine = graph.edge_subgraph(
            [ends for ends in graph.edges if row.partner in ends and len({*ends}) == 2]
        )
        assert row.ei_index == (
            None if not mine else pytest.approx(oracle.ei(mine, groups, weighted=False))
        )
        assert row.ei_index_weighted == (
            None if not mine else pytest.approx(oracle.ei(mine, groups, weighted=True))
        )
    for group_row in found.groups.rows:
        some = [
            ends
            for ends in graph.edges
            if group_row.group in [groups[end] for end in ends] and len({*ends}) == 2
        ]
        mine = graph.edge_subgraph(some)
        assert group_row.within + group_row.across == len(some)
        assert group_row.ei_index == (
            None if not some else pytest.approx(oracle.ei(mine, groups, weighted=False))
        )
        assert group_row.ei_index_weighted == (
            None if not some else pytest.approx(oracle.ei(mine, groups, weighted=True))
        )


@lively
@given(graph=two_mode_graphs())
def test_initiatives_are_those_of_the_definition(graph: nx.Graph[Any]) -> None:
    found = sector_mixing(graph, null=None)
    sectors = nx.get_node_attributes(graph, "sector")
    wanted: dict[object, bool] = {}
    for node, mode in nx.get_node_attributes(graph, "mode").items():
        if mode == 1 and graph.degree(node):
            wanted[node[1]] = {"public", "private", "third"} <= {
                sectors[partner] for partner in graph[node]
            }
    assert {row.initiative: row.all_groups == "yes" for row in found.initiatives.rows} == wanted
    if wanted:
        assert found.figure("all_groups").value == pytest.approx(sum(wanted.values()) / len(wanted))


@lively
@given(graph=two_mode_graphs(rows=6, columns=5), seed=st.integers(0, 99))
def test_new_names_and_another_order_change_nothing(graph: nx.Graph[Any], seed: int) -> None:
    partners = [node for node, mode in nx.get_node_attributes(graph, "mode").items() if not mode]
    names = [("partner", f"q{number}") for number in range(len(partners))]
    random.Random(seed).shuffle(names)
    new = dict(zip(partners, names, strict=True))
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(
        (new.get(node, node), data) for node, data in reversed(list(graph.nodes.data()))
    )
    turned.add_edges_from((new[one], other) for one, other in reversed(list(graph.edges())))
    before, after = sector_mixing(graph), sector_mixing(turned)
    assert after.rows == before.rows
    assert after.matrix.rows == before.matrix.rows
    assert after.groups.rows == before.groups.rows
    assert after.initiatives.rows == before.initiatives.rows


def test_a_tie_without_weight_has_weight_one() -> None:
    found = sector_mixing(tied(("a", "b"), a="public", b="third"), null=None)
    assert found.matrix.cell("public", "third").weight == 1
    assert found.parameters.weight is None
    assert found.initiatives.rows == ()


def test_steps_name_the_ties_and_where_they_come_from() -> None:
    city = learningcity.open_example("lanternport")
    graph = learningcity.affiliation_graph(city)
    found = sector_mixing(graph, null=None)
    cell = found.matrix.cell("private", "third")
    step = found.matrix.explain(cell).steps[0]
    assert step.text == "1 tie: Harbour Voices and Quay Hotels."
    assert step.references[:2] == ("partner:harbour-voices", "partner:quay-hotels")
    assert step.references[2].startswith("initiative:")
    assert "; 26 more." in found.explain(0).steps[0].text
    assert found.explain(1).steps[1].text == "Ties count by their weight."
    assert "5 of private, 8 of public and 5 of third" in found.explain(2).steps[0].text
    assert len(found.explain(3).steps) == 3
    assert one_mode(graph).number_of_edges() == sum(row.ties for row in found.matrix.rows)


def test_a_city_says_where_in_its_files_the_ties_stand() -> None:
    city = learningcity.open_example("lanternport")
    graph = learningcity.affiliation_graph(city)
    found = replace(sector_mixing(graph, null=None), study=Study(city, on=None))
    for table in (found, found.matrix, found.groups, found.partners, found.initiatives):
        places = [place for step in table.explain(1).steps for place in step.places]
        assert places
        assert all(".yaml:" in place for place in places)
    brokers = replace(brokerage(graph), study=Study(city, on=None))
    assert brokers.explain(0).steps[0].places == brokers.roles.explain(0).steps[0].places != ()


def test_it_is_data_too() -> None:
    found = sector_mixing(worked())
    for table, schema in (
        (found, "learningcity/mixing/1"),
        (found.matrix, "learningcity/mixing-matrix/1"),
        (found.groups, "learningcity/mixing-groups/1"),
        (found.partners, "learningcity/mixing-partners/1"),
        (found.initiatives, "learningcity/mixing-initiatives/1"),
    ):
        data = json.loads(table.to_json())
        assert data["schema"] == schema
        assert data["parameters"]["wanted"] == ["public", "private", "third"]
        assert len(data["rows"]) == len(table)
        assert list(table.to_frame()) == list(table.columns)
        assert table._repr_html_().count("<table>") == 1


@pytest.mark.parametrize(
    ("graph", "summary"),
    [
        (
            nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5)),
            "0 of 20 ties join partners of different sectors: less often than chance would have it "
            "(11.1 on average with the groups dealt out anew, p = 0.0159).",
        ),
        (
            nx.Graph(nx.complete_bipartite_graph(5, 5).edges),
            "25 of 25 ties join partners of different sectors: more often than chance would have "
            "it (13.9 on average with the groups dealt out anew, p = 0.0159).",
        ),
    ],
)
def test_what_chance_rarely_gives_is_called_so(graph: nx.Graph[Any], summary: str) -> None:
    """Of 252 labelings of ten partners two are as extreme at this end."""
    nx.set_node_attributes(
        graph, {node: "public" if node < 5 else "third" for node in graph}, "sector"
    )
    assert sector_mixing(graph).summary() == summary


def test_what_chance_may_bring_is_not_said_to_be_as_chance_has_it() -> None:
    """Two ties of four partners in two pairs of sectors: none across, and only 6 labelings."""
    graph = tied(("a", "b"), ("c", "d"), a="public", b="public", c="third", d="third")
    said = sector_mixing(graph).summary()
    assert said.startswith("0 of 2 ties join partners of different sectors: no clear difference")
    assert "p = 0.667" in said
