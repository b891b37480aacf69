"""Where each partner stands in the network."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.effort import meeting_effort
from learningcity.analysis.explanation import Explanation
from learningcity.analysis.positions import PositionRow, Positions, partner_positions
from learningcity.datasets import open_example
from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.betweenness import Lengths
from learningcity.graph.partnership import partnership_graph
from learningcity.graph.projection import Weight
from tests.builders import Fields, city
from tests.graph.graphs import two_mode_graphs, weighted_graphs, worked
from tests.graph.renaming import renamed
from tests.strategies import lively

FIGURES = (
    "degree", "strength", "betweenness", "betweenness_pairs", "betweenness_two_mode",
    "betweenness_two_mode_pairs", "constraint", "effective_size", "efficiency", "hierarchy",
    "ego_constraint", "ego_effective_size", "ego_efficiency", "ego_hierarchy", "cut_partner",
    "pieces", "cut_off",
)  # fmt: skip

SECTIONS: dict[str, Fields] = {
    "partners": {
        "a": {"name": "Alpha", "sector": "public"},
        "b": {"name": "Beta", "sector": "third"},
        "c": {"name": "Gamma"},
        "d": {"name": "Delta"},
    },
    "audiences": {"adults": {}},
    "activities": {"chess": {}},
    "initiatives": {
        "one": {
            "name": "First",
            "activities": ["chess"],
            "audiences": ["adults"],
            "start": 2020,
            "status": "active",
            "partners": [
                {"partner": "a", "role": "lead"},
                {"partner": "b", "role": "partner"},
            ],
        },
        "two": {
            "name": "Second",
            "start": 2020,
            "status": "active",
            "partners": [
                {"partner": "a", "role": "lead"},
                {"partner": "c", "role": "partner"},
            ],
        },
        "purse": {
            "name": "Purse",
            "kind": "fund",
            "start": 2020,
            "status": "active",
            "partners": [{"partner": "d", "role": "lead"}, {"partner": "a", "role": "partner"}],
        },
    },
    "bodies": {
        "board": {"name": "The Board", "members": ["a", "c"]},
        "panel": {"name": "The Panel", "members": ["a"]},
        "gone": {"name": "Gone", "members": ["b"], "end": 2010},
    },
    "needs": {"n": {"statement": "Chess.", "activities": ["chess"], "audiences": ["adults"]}},
}


def asked(**changes: object) -> Positions:
    """The positions in a small city, some sections of it changed."""
    built = city(**{**SECTIONS, **changes})
    return partner_positions(affiliation_graph(built), city=built)


def told(explanation: Explanation) -> str:
    """All that an explanation says."""
    return "\n".join(step.text for step in explanation.steps)


def figures(found: Positions) -> dict[object, dict[str, object]]:
    """The figures of each partner that are defined."""
    return {
        row.partner: {
            name: getattr(row, name) for name in FIGURES if getattr(row, name) is not None
        }
        for row in found.rows
    }


def test_the_worked_example() -> None:
    found = partner_positions(worked())
    assert [row.partner for row in found.rows] == ["a", "d", "b", "e", "c"]
    row = found.row("a")
    assert row.to_record() == {
        "partner": "a",
        "degree": 4,
        "strength": 3.0,
        "betweenness": 0.583333333333,
        "betweenness_pairs": 3.5,
        "betweenness_two_mode": 0.625,
        "betweenness_two_mode_pairs": 15.0,
        "constraint": 0.486111111111,
        "effective_size": 3.16666666667,
        "efficiency": 0.791666666667,
        "hierarchy": row.hierarchy,
        "ego_constraint": 0.486111111111,
        "ego_effective_size": 3.16666666667,
        "ego_efficiency": 0.791666666667,
        "ego_hierarchy": row.hierarchy,
        "cut_partner": True,
        "pieces": 2,
        "cut_off": 1,
        "boards": None,
        "needs_only_it_serves": None,
        "reasons": ["boards:no-city", "needs_only_it_serves:no-city"],
        "sentence": "a works with 4 others and lies between 3.5 pairs of partners; without it, "
        "1 partner would be cut off.",
    }
    strengths = {one.partner: one.strength for one in found.rows}
    assert strengths == {"a": 3, "b": 1, "c": 1, "d": 2, "e": 1}
    assert found.summary() == (
        "5 partners, 5 of them with ties; a lies between most others (0.583 of all pairs); others "
        "would be cut off if this one left: a. This says who connects, not who does good work."
    )


def test_each_tie_may_count_one() -> None:
    found = partner_positions(worked(), weighted=False)
    assert found.row("b").constraint == pytest.approx(0.8351, abs=5e-5)
    assert found.row("b").ego_constraint == 1.125
    assert found.row("a").effective_size == 3
    assert found.row("a").strength == 3
    assert not found.parameters.weighted


def test_a_way_may_be_short_by_strength() -> None:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 4), (1, 2, 4), (0, 2, 1)])
    assert partner_positions(graph).row(1).betweenness_pairs == 0
    found = partner_positions(graph, lengths="strength")
    assert found.row(1).betweenness_pairs == 1
    assert found.parameters.engine == "python"
    assert "each tie being 1/strength long" in told(found.explain(found.row(1)))


@pytest.mark.parametrize("weight", ["newman", "count", "jaccard"])
def test_the_weight_of_projected_ties_is_chosen(weight: Weight) -> None:
    found = partner_positions(worked(), weight=weight)
    strength = {"newman": 3, "count": 5, "jaccard": 1 / 3 + 1 / 3 + 2 / 3 + 1 / 4}[weight]
    assert found.row("a").strength == pytest.approx(strength)
    assert found.parameters.weight == weight


def test_a_one_mode_graph_has_no_two_mode_betweenness() -> None:
    built = city(**SECTIONS)
    found = partner_positions(partnership_graph(built))
    assert found.parameters.weight is None
    assert found.parameters.to_record()["graph"]["weight"] == "newman"  # type: ignore[index]
    for row in found.rows:
        assert row.betweenness_two_mode is row.betweenness_two_mode_pairs is None
        assert row.reason("betweenness_two_mode") == "one-mode-graph"
    both = partner_positions(affiliation_graph(built))
    for name in set(FIGURES) - {"betweenness_two_mode", "betweenness_two_mode_pairs"}:
        assert [getattr(row, name) for row in both.rows] == [
            getattr(row, name) for row in found.rows
        ]


def test_a_fund_ties_nobody() -> None:
    assert asked().row("d").degree == 0
    assert asked().row("d").reasons == tuple(
        f"{form}{measure}:isolate"
        for form in ("", "ego_")
        for measure in ("constraint", "effective_size", "efficiency", "hierarchy")
    )
    assert asked().row("a").betweenness_two_mode_pairs == 4


def test_boards_and_needs_are_those_of_their_own_analyses() -> None:
    for name, ever in (("lanternport", False), ("wolverhampton", True)):
        built = open_example(name)
        found = partner_positions(affiliation_graph(built, ever=ever), city=built)
        seats = {row.partner: row.seats for row in meeting_effort(built, ever=ever).seats}
        sole: dict[str, list[str]] = {}
        for need in need_coverage(built, ever=ever).rows:
            if need.sole_provider:
                sole.setdefault(need.sole_provider, []).append(need.need)
        assert sole
        for row in found.rows:
            assert row.boards == seats.get(str(row.partner), 0)
            assert row.needs_only_it_serves == tuple(sole.get(str(row.partner), ()))


def test_seats_and_sole_needs_of_a_small_city() -> None:
    found = asked()
    assert {row.partner: row.boards for row in found.rows} == {"a": 2, "b": 0, "c": 1, "d": 0}
    assert found.row("a").needs_only_it_serves == ("n",)
    assert found.row("b").needs_only_it_serves == ()
    assert found.row("a").sentence.endswith("it alone provides for 1 need.")
    assert found.city == "here"
    assert found.study is not None


def test_the_city_is_read_as_the_graph_was() -> None:
    built = city(**SECTIONS)
    then = partner_positions(affiliation_graph(built, on="2005"), city=built)
    assert str(then.parameters.on) == "2005-12-31"
    assert then.row("b").boards == 1
    always = partner_positions(affiliation_graph(built, ever=True, carry=5), city=built)
    assert (always.parameters.on, always.parameters.ever, always.parameters.carry) == (
        None,
        True,
        5,
    )
    plain = partner_positions(nx.path_graph(["a", "b"]), city=built)
    assert (str(plain.parameters.on), plain.parameters.carry) == ("2024-12-31", 2)
    assert partner_positions(worked()).parameters.ever is None


def test_what_a_city_does_not_say_has_its_reason() -> None:
    row = asked(bodies={}, needs={}).row("a")
    assert (row.boards, row.needs_only_it_serves) == (None, None)
    assert row.reasons == ("boards:no-bodies", "needs_only_it_serves:no-needs")
    row = asked(bodies={"board": {}}).row("a")
    assert row.reasons == ("boards:no-members-recorded",)
    built = city(**SECTIONS)
    row = partner_positions(nx.path_graph(["a", "x"]), city=built).row("x")
    assert (row.boards, row.reason("boards")) == (None, "not-in-city")
    assert row.reason("needs_only_it_serves") == "not-in-city"
    assert row.reason("degree") == ""


def test_another_city_is_refused() -> None:
    graph = affiliation_graph(city(head={"id": "there"}, **SECTIONS))
    with pytest.raises(ValueError, match="city: 'here', but the graph is of the city 'there'"):
        partner_positions(graph, city=city(**SECTIONS))


@pytest.mark.parametrize(
    "graph",
    [
        nx.Graph(), nx.empty_graph(1), nx.Graph([(0, 0)]), nx.path_graph(2), nx.empty_graph(3),
        nx.DiGraph([(0, 0)]), nx.disjoint_union(nx.path_graph(3), nx.cycle_graph(3)),
    ],
)  # fmt: skip
def test_graphs_with_little_in_them(graph: nx.Graph[int]) -> None:
    found = partner_positions(graph)
    assert len(found) == len(graph)
    for row in found.rows:
        for name in FIGURES:
            assert (getattr(row, name) is None) == bool(row.reason(name))
        assert found.explain(row).steps
    assert found.summary().startswith(f"{len(graph)} partner")
    assert found.to_json()


def test_reasons_by_how_few_there_are() -> None:
    (alone,) = partner_positions(nx.empty_graph(1)).rows
    assert alone.reason("betweenness") == "too-few"
    assert (alone.pieces, alone.cut_partner) == (0, False)
    first, _ = partner_positions(nx.path_graph(2)).rows
    assert (first.constraint, first.reason("hierarchy")) == (1, "one-contact")
    assert first.sentence == "0 works with 1 other."


def test_a_two_mode_graph_without_initiatives() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(["a", "b"], mode=0)
    found = partner_positions(graph)
    row = found.rows[0]
    assert (row.betweenness_two_mode_pairs, row.reason("betweenness_two_mode")) == (0, "too-few")
    assert "between 0 pairs; no share: there are too few to lie between." in told(found.explain(0))


def test_multigraphs_and_directed_two_mode_graphs_are_refused() -> None:
    with pytest.raises(ValueError, match="multigraph"):
        partner_positions(nx.MultiGraph())
    with pytest.raises(ValueError, match="directions"):
        partner_positions(nx.DiGraph(worked()))


@pytest.mark.parametrize(
    ("argument", "value"), [("weight", "x"), ("lengths", "x"), ("engine", "x")]
)
def test_an_argument_that_there_is_not_is_refused(argument: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{argument}: 'x' is none of"):
        partner_positions(worked(), **{argument: value})  # type: ignore[arg-type]


def test_a_row_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="partner: 'z' is in no row"):
        partner_positions(worked()).row("z")


@lively
@given(st.one_of(weighted_graphs(), weighted_graphs(directed=True), two_mode_graphs()))
def test_all_engines_give_the_same(graph: nx.Graph[Any]) -> None:
    engines = ("python", "networkx", "rustworkx", "igraph")
    python, *others = (partner_positions(graph, engine=engine) for engine in engines)
    assert [found.parameters.engine for found in (python, *others)] == list(engines)
    for one in figures(python):
        expected = pytest.approx(figures(python)[one])
        assert [figures(other)[one] for other in others] == [expected] * len(others)


@lively
@given(
    st.one_of(weighted_graphs(loops=True), two_mode_graphs()),
    st.sampled_from(["steps", "strength"]),
    st.data(),
)
def test_other_names_in_another_order_give_the_same(
    graph: nx.Graph[Any], lengths: Lengths, data: st.DataObject
) -> None:
    other, names = renamed(graph, data)
    before = figures(partner_positions(graph, lengths=lengths, engine="python"))
    after = figures(partner_positions(other, lengths=lengths, engine="python"))
    keys = {str(key[1] if isinstance(key, tuple) else key): key for key in graph}
    assert len(before) == len(after)
    for partner, row in before.items():
        assert after[names[keys[str(partner)]]] == pytest.approx(row, abs=1e-11)


@lively
@given(weighted_graphs(loops=True))
def test_the_same_graph_gives_the_same_bytes(graph: nx.Graph[Any]) -> None:
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes.data())))
    turned.add_edges_from((two, one, held) for one, two, held in reversed(list(graph.edges.data())))
    assert partner_positions(graph).to_json() == partner_positions(turned).to_json()


@lively
@given(weighted_graphs())
def test_rows_are_in_order_and_the_graph_is_left_alone(graph: nx.Graph[Any]) -> None:
    before = nx.to_dict_of_dicts(graph)
    rows = partner_positions(graph).rows
    keys = [(-row.betweenness_pairs, -row.cut_off, -row.degree, row.partner) for row in rows]
    assert keys == sorted(keys)
    assert nx.to_dict_of_dicts(graph) == before


def test_a_row_says_why_it_is_there() -> None:
    found = asked()
    explanation = found.explain(found.row("a"))
    assert explanation.subject == found.row("a").sentence
    assert told(explanation) == (
        "With Beta in 1 initiative (strength 1): First.\n"
        "With Gamma in 1 initiative (strength 1): Second.\n"
        "2 contacts; the strengths of the ties add up to 2.\n"
        "It lies on shortest ways between 1 pair of others, each tie being one step: 0.333 of the "
        "most that there can be.\n"
        "Among partners and initiatives together it lies between 4 pairs: 0.667 of the most that "
        "there can be.\n"
        "Constraint 0.5 over the whole network, most of it from Beta 0.25 and Gamma 0.25; "
        "effective size 2 of 2 contacts; hierarchy 0.\n"
        "If only its own contacts and the ties between them count: constraint 0.5, effective size "
        "2.\n"
        "Without it, its part of the network falls into 2 pieces; cut off from the largest: "
        "Gamma.\n"
        "It sits on 2 bodies: The Board and The Panel.\n"
        "It alone leads or delivers what is meant for 1 need: Chess."
    )
    assert explanation.steps[0].references == ("partner:b", "initiative:one")
    assert explanation.steps[7].references == ("partner:c",)
    assert explanation.steps[8].references == ("body:board", "body:panel")
    assert explanation.steps[9].references == ("need:n",)


def test_a_partner_without_ties_says_so() -> None:
    found = asked(bodies={}, needs={})
    said = told(found.explain(found.row("d")))
    assert "Constraint and effective size: none, it works with nobody." in said
    assert "It joins nobody" in said
    assert "Seats on bodies: not known, the city names no board" in said
    assert "Needs that only it serves: not known, the city names no need." in said
    said = told(asked().explain(asked().row("d")))
    assert "No seat on a body is recorded." in said
    assert "No need has it as its only provider." in said


def test_a_graph_of_something_else_has_no_references() -> None:
    found = partner_positions(worked())
    explanation = found.explain(found.row("d"))
    assert "With a in 2 initiatives (strength 1): i1 and i3." in told(explanation)
    assert all(not step.references for step in explanation.steps)
    assert "Without it, all that it is joined to would still be joined." in told(explanation)


def test_many_contacts_are_counted_and_the_strongest_shown() -> None:
    graph = nx.star_graph(1200)
    graph.edges[0, 7]["weight"] = 2.5
    graph.edges[0, 8]["shared"] = 3
    found = partner_positions(graph)
    said = told(found.explain(0))
    assert said.startswith("With 7: strength 2.5.\nWith 1: strength 1.")
    assert "1,200 contacts, 1,192 of them not listed here" in said
    assert "between 719,400 pairs of others" in said


def test_a_directed_graph_is_explained_with_both_ways() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_weighted_edges_from([("a", "b", 2), ("b", "a", 1), ("c", "a", 5)])
    graph.graph["city"] = "here"
    graph.nodes["b"]["sector"] = "public"
    explanation = partner_positions(graph).explain(0)
    assert told(explanation).startswith("With c: strength 5.\nWith b: strength 3.")
    assert [step.references for step in explanation.steps[:2]] == [(), ("partner:b",)]
    assert partner_positions(graph).row("a").strength == 8


def test_a_result_put_together_by_hand_explains_nothing() -> None:
    found = partner_positions(worked())
    bare = Positions(None, found.parameters, found.rows)
    assert bare == found
    assert bare.summary() == found.summary()
    with pytest.raises(ValueError, match="not worked out from a graph"):
        bare.explain(0)


def test_several_whose_leaving_cuts_others_off_are_named() -> None:
    found = partner_positions(nx.path_graph(5))
    assert "if one of these left: 2, 1 and 3" in found.summary()
    assert "no part falls away" in partner_positions(nx.cycle_graph(4)).summary()
    assert "none lies between others" in partner_positions(nx.complete_graph(3)).summary()
    assert partner_positions(nx.Graph()).summary().startswith("0 partners: there is no network.")


def test_a_frame_and_a_table_have_the_columns() -> None:
    found = partner_positions(worked())
    assert list(found.to_frame().columns) == [*PositionRow.__dataclass_fields__]
    assert "<caption>5 partners" in found._repr_html_()


def test_the_json_form_says_what_it_rests_on() -> None:
    built = open_example("lanternport")
    said = partner_positions(affiliation_graph(built), city=built, engine="python").to_dict()
    assert list(said) == ["schema", "city", "parameters", "rows"]
    assert (said["schema"], said["city"]) == ("learningcity/positions/1", "lanternport")
    assert said["parameters"] == {
        "graph": {
            "carry": 2,
            "city": "lanternport",
            "ever": False,
            "on": "2025-06-30",
            "roles": ["lead", "funder", "deliverer", "partner", "host", "employer", "commissioner",
                      "referrer", "adviser"],
        },
        "weight": "newman",
        "weighted": True,
        "lengths": "steps",
        "engine": "python",
        "on": "2025-06-30",
        "ever": False,
        "carry": 2,
    }  # fmt: skip
