"""What stands while partners withdraw one by one: the worked example, and cities."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings

from learningcity.analysis.robustness import Robustness, robustness
from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.incidence import incidence
from tests.builders import city
from tests.graph import oracle_withdrawal as oracle
from tests.graph.graphs import two_mode, two_mode_graphs, worked
from tests.taking_part import WELDERS, here, takes


def test_the_worked_example_has_its_areas() -> None:
    found = robustness(worked())
    assert (found.area, found.area_low, found.area_high) == (0.7, 0.55, 0.85)
    assert (found.rule, found.status) == ("last-partner", "exact")
    assert (found.partners, found.things) == (5, 4)
    assert [row.low for row in found.rows] == [1, 0.75, 0.75, 0.5, 0.25, 0]
    assert [row.high for row in found.rows] == [1, 1, 1, 1, 0.75, 0]


def test_the_worked_order_is_that_of_how_much_each_holds_up() -> None:
    found = robustness(worked(), order="degree")
    assert [row.partner for row in found.rows] == [None, "a", "d", "e", "b", "c"]
    assert [row.survivors for row in found.rows] == [1, 1, 1, 0.5, 0.25, 0]
    assert [row.share_removed for row in found.rows] == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert [row.lost for row in found.rows] == [(), (), (), ("i3", "i4"), ("i1",), ("i2",)]
    assert (found.area, found.area_low, found.area_high) == (0.65, 0.65, 0.65)


def test_the_worst_order_is_proven_where_partners_are_few() -> None:
    found = robustness(worked(), order="worst")
    assert (found.area, found.status) == (0.55, "proven")
    assert "; no order leaves less. It stands" in found.summary()


@settings(max_examples=40, deadline=None)
@given(two_mode_graphs(rows=5, columns=5))
def test_graphs_agree_with_all_orders(graph: nx.Graph[object]) -> None:
    """Partners without an initiative, and initiatives without a partner, are left out."""
    table = incidence(graph)
    members = [who for who in table.members() if who]
    taking = sorted({place for who in members for place in who})
    things = [[frozenset(taking.index(place) for place in who)] for who in members]
    found = robustness(graph)
    assert len(found.not_known) == len(table.columns) - len(members)
    if not members:
        assert (found.area, found.reason, found.rows) == (None, "nothing-recorded", ())
        assert found.summary() == (
            "Of no recorded initiative it is known who holds it up."
            if table.columns
            else "No initiatives are recorded that could lose anybody."
        )
        return
    every = oracle.areas(things, len(taking))
    assert found.area == float(f"{float(sum(every.values()) / len(every)):.12g}")
    assert found.area_low == float(f"{float(min(every.values())):.12g}")
    assert found.area_high == float(f"{float(max(every.values())):.12g}")
    worst = robustness(graph, order="worst")
    assert worst.area == found.area_low


def many(partners: int) -> nx.Graph[object]:
    """A ring: initiative i is of the partners i and i + 1."""
    graph: nx.Graph[object] = nx.Graph()
    for number in range(partners):
        graph.add_node(number, mode=0)
        graph.add_node(100 + number, mode=1)
    for number in range(partners):
        graph.add_edge(number, 100 + number)
        graph.add_edge((number + 1) % partners, 100 + number)
    return graph


def test_with_many_partners_the_mean_stays_exact_and_the_ends_are_sampled() -> None:
    """With two partners each, (N + 1)·2/3 − ½ withdrawals of N on average."""
    found = robustness(many(24), samples=200, seed=3)
    assert found.status == "sampled"
    assert found.area == pytest.approx((2 / 3 * 25 - 0.5) / 24)
    assert found == robustness(many(24), samples=200, seed=3)
    assert found.area_low is not None
    assert found.area_low < (found.area or 0) < (found.area_high or 0)
    assert robustness(many(24), samples=200, seed=4) != found
    assert found.rows != robustness(many(24), samples=200, seed=4).rows
    assert robustness(many(24), samples=1).area_low is not None
    assert all(row.low <= row.high for row in found.rows)


def test_with_many_partners_the_worst_order_has_a_bound() -> None:
    found = robustness(many(24), order="worst")
    assert found.status == "bounds"
    assert (found.area_low or 0) < (found.area or 0) < (robustness(many(24)).area or 0)
    assert found.area_high == found.area
    assert f"no order falls below {found.area_low:.3g}" in found.summary()


def test_a_greedy_order_that_meets_its_bound_is_proven() -> None:
    members = {f"i{number}": "abcdefghijklmnopqrstuvwx"[number] for number in range(24)}
    found = robustness(two_mode(members), order="worst")
    assert (found.status, found.area, found.area_low) == ("proven", 0.5, 0.5)


def test_graphs_that_are_not_two_mode_are_refused() -> None:
    with pytest.raises(ValueError, match="no 'mode'"):
        robustness(nx.path_graph(3))
    for kind in (nx.DiGraph, nx.MultiGraph):
        with pytest.raises(ValueError, match="with a direction, or several"):
            robustness(kind())
    assert robustness(nx.Graph()).reason == "nothing-recorded"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"order": "best"}, "order: 'best' is none of"),
        ({"of": "people"}, "of: 'people' is none of"),
        ({"samples": 0}, "samples: 0 is below 1"),
    ],
)
def test_wrong_arguments_are_refused(asked: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        robustness(city(), **asked)  # type: ignore[arg-type]  # that is the point


# -- cities ----------------------------------------------------------------------------------------

OFFERS = {"x": takes("a", "b:deliverer", "f:funder"), "y": takes("b"), "z": takes("c:partner")}


def test_an_initiative_of_a_city_stands_while_it_keeps_each_recorded_role() -> None:
    """x falls with a, its lead, or f; y with b. Of z nobody knows."""
    found = robustness(here("a", "b", "c", "f", initiatives=OFFERS), order="worst")
    assert found.rule == "recorded-roles"
    assert [row.partner for row in found.rows] == [None, "a", "b", "f"]
    assert [row.lost for row in found.rows] == [(), ("initiative:x",), ("initiative:y",), ()]
    assert found.area == pytest.approx(1 / 3)
    assert (found.things, found.not_known) == (2, ("initiative:z",))
    graph = robustness(affiliation_graph(here("a", "b", "c", "f", initiatives=OFFERS)))
    assert (graph.rule, graph.things, graph.partners) == ("last-partner", 3, 4)
    assert graph.city == "here"


def test_needs_and_priorities_can_be_asked_for() -> None:
    built = here("a", "b", initiatives={"x": takes("a", "b")}, needs=WELDERS)
    for of in ("needs", "priorities"):
        found = robustness(built, of=of, order="degree")
        assert [row.lost for row in found.rows][2] == (
            {"needs": "need:welders", "priorities": "priority:skills"}[of],
        )
        assert found.area == 0.75


def test_a_city_without_anything() -> None:
    found = robustness(city())
    assert (found.rows, found.area, found.reason, found.status) == (
        (),
        None,
        "nothing-recorded",
        None,
    )
    assert found.to_dict()["area"] is None
    assert found.columns[:3] == ("step", "partner", "share_removed")


def texts(found: Robustness, index: int) -> list[str]:
    """The steps of a row."""
    return [step.text for step in found.explain(index).steps]


def test_points_are_explained() -> None:
    built = here("a", "b", "c", "f", initiatives=OFFERS)
    worst = robustness(built, order="worst")
    assert texts(worst, 0) == ["A share of 1 of the 2 initiatives stands."]
    assert texts(worst, 1) == [
        "Without a falls: initiative:x.",
        "A share of 0.5 of the 2 initiatives stands.",
    ]
    assert texts(worst, 3)[0] == "Without f falls: nothing."
    assert worst.explain(1).steps[0].references == ("partner:a", "initiative:x")
    assert worst.explain(0).subject == "Before anybody withdraws"
    assert worst.explain(2).subject == "After 2 withdrawals"
    random = robustness(built)
    assert texts(random, 1) == [
        "A share of 0.5 of the 2 initiatives stands.",
        "That is the exact mean over all orders in which partners can withdraw.",
        "In all of them it lies between 0.5 and 0.5.",
    ]
    assert texts(robustness(many(24), samples=50), 2)[2].startswith("In 95 of 100 sampled orders")
    by_number = robustness(many(24), order="degree")
    assert texts(by_number, 1)[0] == "Without 0 falls: nothing."
    assert by_number.explain(1).steps[0].references == ()


def test_summaries_name_the_rule() -> None:
    assert robustness(worked()).summary() == (
        "While 5 partners withdraw in random order, on average a share of 0.7 of the 4 initiatives "
        "stands (R, from 0 to 1); between 0.55 and 0.85. It stands while one of its partners is "
        "left."
    )
    assert robustness(worked(), order="degree").summary() == (
        "While 5 partners withdraw in the order of how much each holds up, on average a share of "
        "0.65 of the 4 initiatives stands (R, from 0 to 1). It stands while one of its partners is "
        "left."
    )
    assert "in 95 of 100 sampled orders between" in robustness(many(24), samples=50).summary()
    assert (
        robustness(here("a", initiatives={"x": takes("a")}))
        .summary()
        .endswith("It stands while one is left of those recorded for each thing it needs.")
    )


def test_what_nothing_reaches_is_in_no_curve_and_is_not_unknown() -> None:
    needs = {"readers": {"activities": ["reading"], "audiences": ["adults"]}}
    found = robustness(here("a", initiatives={"x": takes("a")}, needs=needs), of="needs")
    assert (found.things, found.not_known, found.unheld) == (0, (), ("need:readers",))
    assert found.to_dict()["unheld"] == ["need:readers"]
    assert found.summary() == "Nothing that is recorded reaches any need, so nothing can be lost."


def test_what_is_not_known_is_said_beside_the_curve() -> None:
    offers = {"x": takes("a"), "y": takes("b:partner")}
    assert robustness(here("a", "b", initiatives=offers)).summary() == (
        "While 1 partner withdraws in random order, on average a share of 0.5 of the 1 initiative "
        "stands (R, from 0 to 1); in every order as much. It stands while one is left of those "
        "recorded for each thing it needs. Of 1 initiative more it is not known who holds it up."
    )
