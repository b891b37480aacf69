"""How few memberships change what a figure says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.datasets import open_example
from learningcity.graph import readings
from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.one_mode import groups_of, without_funds
from learningcity.graph.projection import projected
from learningcity.graph.reversal import (
    Reading,
    Recorded,
    Reversal,
    Said,
    fewest_additions,
    recorded,
)
from learningcity.model.vocabulary import WORKING_ROLES
from tests.graph import oracle_resampling as oracle
from tests.graph.graphs import SECTORS, small_two_mode_graphs, two_mode, two_mode_graphs, worked

NAMES = ("pieces", "largest", "most_ties", "across", "alike", "x+y", "x+x")
READINGS = {
    "pieces": Reading(readings.pieces, readings.fewest_to_join),
    "largest": Reading(readings.largest, readings.fewest_to_be_most),
    "most_ties": Reading(readings.most_ties),
    "across": Reading(readings.across),
    "alike": Reading(readings.alike),
    **{
        name.removeprefix(readings.MEETING): reading
        for name, reading in readings.meetings("xyz", group="sector")[1].items()
    },
}
SHIPPED = {
    "most_ties": readings.READINGS["degree_centralisation"],
    "across": readings.READINGS["ei_index"],
    "alike": readings.READINGS["assortativity"],
}
names = pytest.mark.parametrize("name", NAMES)


def edges_of(found: Incidence) -> oracle.Edges:
    return frozenset(found.ties())


def word_of(name: str) -> Callable[..., object]:
    if "+" in name:
        return partial(oracle.meeting, both=name.split("+"))
    word: Callable[..., object] = getattr(oracle, name)
    return word


def agree(found: Incidence, groups: tuple[str | None, ...], name: str, most: int = 3) -> None:
    """The reading, and the number as far as it was found, are those of the definitions."""
    rows, columns, edges = len(found.rows), len(found.columns), edges_of(found)
    known = {row: group for row, group in enumerate(groups) if group is not None}
    word = word_of(name)
    base = word(edges, rows, known)
    state = recorded(found, groups)
    reversal = fewest_additions(state, READINGS[name])
    if base is None:
        assert reversal is None
        return
    assert reversal is not None
    truth = oracle.fewest(word, edges, rows, columns, known, most)
    if reversal.low is None:
        assert truth is None
    elif reversal.low == reversal.high and reversal.low <= most:
        assert truth == reversal.low
    elif truth is not None:
        assert truth >= reversal.low
        assert reversal.high is None or truth <= reversal.high
    else:
        assert reversal.high is None or reversal.high > most
    if reversal.ties:
        assert len(reversal.ties) == reversal.high
        assert len({*reversal.ties} | edges) == len(edges) + len(reversal.ties)
        assert word(edges | {*reversal.ties}, rows, known) != base


@names
@pytest.mark.parametrize("groups", [("x", "x", "y"), ("x", "y", None), ("x", "y", "z")])
def test_every_small_network_agrees_with_the_definition(
    name: str, groups: tuple[str | None, ...]
) -> None:
    for graph in small_two_mode_graphs(3, 2):
        agree(incidence(graph), groups, name)


@names
def test_every_network_of_four_in_two_agrees_too(name: str) -> None:
    for graph in small_two_mode_graphs(4, 2):
        agree(incidence(graph), ("x", "x", "y", "y"), name, most=2)


@st.composite
def networks(draw: st.DrawFn) -> Incidence:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    memberships = tuple(
        tuple(sorted(draw(st.sets(st.integers(0, columns - 1))))) for _ in range(rows)
    )
    return Incidence(tuple(range(rows)), tuple(range(columns)), memberships)


@names
@given(found=networks(), data=st.data())
def test_random_networks_agree_with_the_definition(
    name: str, found: Incidence, data: st.DataObject
) -> None:
    group = st.sampled_from(["x", "y", "z", None])
    groups = tuple(data.draw(group) for _ in found.rows)
    agree(found, groups, name, most=2)


@names
@given(found=networks(), data=st.data())
def test_another_order_changes_no_number(name: str, found: Incidence, data: st.DataObject) -> None:
    groups = tuple(data.draw(st.sampled_from(["x", "y", "z"])) for _ in found.rows)
    rows = data.draw(st.permutations(range(len(found.rows))))
    columns = data.draw(st.permutations(range(len(found.columns))))
    place = {column: new for new, column in enumerate(columns)}
    other = Incidence(
        tuple(rows),
        tuple(columns),
        tuple(tuple(sorted(place[c] for c in found.memberships[row])) for row in rows),
    )
    here = fewest_additions(recorded(found, groups), READINGS[name])
    there = fewest_additions(recorded(other, [groups[row] for row in rows]), READINGS[name])
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert here.low == there.low
        if here.low is not None and here.low <= 2:
            assert (here.high, there.high) == (here.low, here.low)


def test_the_worked_example_by_hand() -> None:
    found = incidence(worked())
    sectors = tuple(SECTORS[str(row)] for row in found.rows)
    state = recorded(found, sectors)
    # a has 4 ties, d 3: d joins c in i2 and is level, so that two have most.
    most = fewest_additions(state, READINGS["most_ties"])
    assert most is not None
    assert (most.low, most.high) == (1, 1)
    # 4 of the 6 ties cross, 8 of the 10 pairs do: fewer than equal chances would bring.
    said = readings.across(state)
    assert said is not None
    assert (said.word, said.margin) == ("fewer", 6 * 8 - 4 * 10)
    # all five hang together, and no membership more can part them.
    assert fewest_additions(state, READINGS["pieces"]) == Reversal(None, None)


def test_pieces_are_joined_one_membership_at_a_time() -> None:
    state = recorded(incidence(two_mode({"i1": "ab", "i2": "cd", "i3": "e", "i4": ""})))
    assert fewest_additions(state, READINGS["pieces"]) == Reversal(2, 2)
    alone = recorded(Incidence((0, 1, 2), (0,), ((), (), ())))
    assert fewest_additions(alone, READINGS["pieces"]) == Reversal(3, 3)
    nowhere = recorded(Incidence((0, 1), (), ((), ())))
    assert fewest_additions(nowhere, READINGS["pieces"]) == Reversal(None, None)
    assert fewest_additions(nowhere, READINGS["largest"]) == Reversal(None, None)
    assert fewest_additions(alone, READINGS["largest"]) == Reversal(2, 2)
    assert fewest_additions(state, READINGS["largest"]) == Reversal(1, 1)


def test_a_search_that_is_cut_short_says_how_far_it_came() -> None:
    # two of ten hang together, and two others; three more memberships make more than half.
    state = recorded(Incidence(tuple(range(10)), (0, 1), ((0,), (0,), (1,), (1,), *[()] * 6)))
    reading = Reading(readings.largest)
    whole = fewest_additions(state, reading)
    assert whole is not None
    assert (whole.low, whole.high, len(whole.ties)) == (3, 3, 3)
    assert whole.becomes is not None
    assert whole.becomes.word == "most"
    assert fewest_additions(state, reading, steps=1) == Reversal(3, None)
    assert fewest_additions(state, reading, steps=1, pairs=4) == Reversal(2, None)
    assert fewest_additions(state, reading, effort=3) == Reversal(1, None)
    # four networks for each step: two steps are too few for three memberships.
    assert fewest_additions(state, reading, effort=8, pairs=0) == Reversal(2, None)


def test_a_full_network_has_nothing_to_add() -> None:
    full = recorded(Incidence((0, 1), (0,), ((0,), (0,))))
    assert fewest_additions(full, READINGS["most_ties"]) == Reversal(None, None)


@names
def test_a_network_of_nobody_has_no_reading(name: str) -> None:
    assert fewest_additions(recorded(Incidence((), (0,), ())), READINGS[name]) is None


@given(found=networks(), data=st.data())
def test_the_figure_of_two_groups_is_above_one_where_they_meet_more(
    found: Incidence, data: st.DataObject
) -> None:
    groups = [data.draw(st.sampled_from(["x", "y", "z", None])) for _ in found.rows]
    graph = projected(found)
    for row, group in zip(found.rows, groups, strict=True):
        graph.nodes[row]["sector"] = group
    state = recorded(found, groups)
    figures, reading = readings.meetings(filter(None, groups), group="sector")
    assert figures.keys() == reading.keys()
    for name, kernel in figures.items():
        value, said = kernel.function(graph).value, reading[name].function(state)
        assert (value is None) == (said is None)
        if value is not None and said is not None:
            assert said.word == ("more" if value > 1 else "fewer" if value < 1 else "as-many")


def test_groups_that_are_not_there_do_not_meet() -> None:
    figures, _ = readings.meetings(["x", "y"], group="sector")
    graph = projected(Incidence((0, 1), (0,), ((0,), (0,))))
    graph.add_nodes_from((0, 1), sector="x")
    assert figures["meeting:x+x"].function(graph).value == 1
    assert figures["meeting:x+y"].function(graph).reason == "no-pairs"
    graph.nodes[1]["sector"] = "y"
    assert figures["meeting:x+y"].function(graph).value == 1
    assert figures["meeting:x+x"].function(graph).reason == "no-pairs"
    graph.remove_edge(0, 1)
    assert figures["meeting:x+y"].function(graph).reason == "no-ties"


@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
def test_memberships_of_one_effect_need_be_tried_only_once(name: str, data: st.DataObject) -> None:
    found = incidence(data.draw(two_mode_graphs()))
    groups = data.draw(st.tuples(*[st.sampled_from(("x", "y", None)) for _ in found.rows]))
    state, shipped = recorded(found, groups), SHIPPED[name]
    each = replace(shipped, effects=lambda _: lambda row, met: (row, met, len(tried)))
    looked, tried = [], []  # type: tuple[list[int], list[int]]

    def counting(into: list[int], reading: Reading) -> Reading:
        def function(now: Recorded) -> Said | None:
            into.append(1)
            return reading.function(now)

        return replace(reading, function=function)

    assert fewest_additions(state, counting(looked, shipped)) == fewest_additions(
        state, counting(tried, each)
    )
    assert len(looked) <= len(tried)


@pytest.mark.parametrize("name", SHIPPED)
@given(graph=two_mode_graphs())
def test_what_is_read_ahead_is_what_is_read_then(name: str, graph: nx.Graph[Any]) -> None:
    state, shipped = recorded(incidence(graph)), SHIPPED[name]
    if shipped.ahead is not None:
        ahead = shipped.ahead(state)
        for row, column in state.candidates():
            then = shipped.function(state.added(row, column))
            assert ahead(row, state.met(row, column)) == then


def test_less_than_a_third_of_the_memberships_of_a_city_are_tried() -> None:
    graph = affiliation_graph(open_example("wolverhampton"), roles=WORKING_ROLES)
    found = incidence(without_funds(graph))
    sectors = groups_of(graph)
    state = recorded(found, [sectors.get(row) for row in found.rows])
    every = sum(1 for _ in state.candidates())
    for reading in SHIPPED.values():
        effect = reading.effects(state)
        different = {effect(row, state.met(row, column)) for row, column in state.candidates()}
        assert 3 * len(different) < every
