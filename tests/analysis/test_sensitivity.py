"""What a figure rests on where not everything was recorded."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import Any

import networkx as nx
import pytest

from learningcity.analysis.cohesion import network_cohesion
from learningcity.analysis.mixing import sector_mixing
from learningcity.analysis.sensitivity import (
    FIGURES,
    Sensitivity,
    SensitivityRow,
    sensitivity,
    sensitivity_of,
)
from learningcity.analysis.sentences.sensitivity import few_words, reversal_words
from learningcity.analysis.two_mode import two_mode_structure
from learningcity.cli.text.sensitivity import show_sensitivity
from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.incidence import Incidence
from learningcity.graph.projection import project
from learningcity.graph.resampling import interval
from learningcity.graph.significance import Kernel, OneMode, TwoMode
from learningcity.model.figures import Figure
from tests.graph.graphs import SECTORS, WORKED, two_mode, worked


def density(graph: nx.Graph[Any]) -> Figure:
    size = len(graph)
    if size < 2:
        return Figure(None, "one-partner")
    return Figure(2 * graph.number_of_edges() / (size * (size - 1)))


def sectors_seen(graph: nx.Graph[Any]) -> Figure:
    return Figure(float(len({data.get("sector") for _, data in graph.nodes.data()})))


def size_of(found: Incidence) -> Figure:
    sizes = [len(rows) for rows in found.members() if rows]
    return Figure(sum(sizes) / len(sizes)) if sizes else Figure(None, "no-ties")


def pieces(graph: nx.Graph[Any]) -> Figure:
    return Figure(float(nx.number_connected_components(graph)))


KERNELS: dict[str, Kernel] = {
    "density": OneMode(density),
    "components": OneMode(pieces),
    "sectors": OneMode(sectors_seen),
    "size": TwoMode(size_of),
    "degree_centralisation": OneMode(density),
    "ei_index": OneMode(density),
}


def found(graph: nx.Graph[Any], **asked: Any) -> Sensitivity:
    return sensitivity_of(graph, KERNELS, **{"samples": 40, **asked})


def test_a_figure_of_four_initiatives_by_all_their_resamples() -> None:
    # Mean size over the four drawn: sizes 3, 2, 3, 1. The ends that can come up are 1 and 3.
    row = found(worked(), samples=2000).figure("size")
    assert row.value == 2.25
    assert (row.low, row.high, row.defined) == (1.5, 3.0, 2000)
    # Without a or e or d the sizes are other ones; without one partner of five:
    means = []
    for gone in "abcde":
        members = {"i1": "abd", "i2": "ac", "i3": "ade", "i4": "e"}
        sizes = [len({*who} - {gone}) for who in members.values() if {*who} - {gone}]
        means.append(sum(sizes) / len(sizes))
    assert row.without_low == pytest.approx(min(means))
    assert row.without_high == pytest.approx(max(means))
    assert row.without_defined == 2000


def test_the_interval_is_that_of_all_draws_of_four_from_four() -> None:
    every = [
        nx.number_connected_components(_joined([WORKED[key] for key in draw]))
        for draw in product(WORKED, repeat=4)
    ]
    assert len(every) == 256
    exact = interval([float(count) for count in every])
    row = found(worked(), samples=4000).figure("components")
    assert (row.low, row.high) == (exact.low, exact.high)


def _joined(members: list[str]) -> nx.Graph[Any]:
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from("abcde")
    for partners in members:
        graph.add_edges_from(combinations(partners, 2))
    return graph


def test_density_may_lie_outside_what_other_initiatives_give() -> None:
    # All pairs of a to d are tied by one initiative each; a draw of six keeps about four.
    members = {f"i{one}{two}": one + two for one in "abcd" for two in "abcd" if one < two}
    row = found(two_mode(members), samples=400).figure("density")
    assert row.value == 1
    assert row.high is not None
    assert row.high < 1


def test_attributes_come_along_to_the_networks_that_are_drawn() -> None:
    row = found(worked()).figure("sectors")
    assert (row.value, row.low, row.high) == (3, 3, 3)
    # b is left out: still public; c is left out: no private one.
    assert (row.without_low, row.without_high) == (2, 3)


def test_readings_and_what_changes_them() -> None:
    result = found(worked())
    most = result.figure("degree_centralisation")
    assert (most.reading, most.about) == ("most-ties", ("a",))
    assert (most.reversal_low, most.reversal_high) == (1, 1)
    assert len(most.added) == 1
    whole = result.figure("components")
    assert (whole.reading, whole.reversal_low, whole.reversal_high) == ("one-piece", None, None)
    assert result.figure("ei_index").reading == "fewer"
    assert result.figure("density").reading is None
    assert result.figure("density").reversal_low is None


def test_funds_bring_nobody_together() -> None:
    graph = two_mode({"i1": "ab", "fund": "abcde"}, SECTORS)
    graph.nodes["fund"]["kind"] = "fund"
    result = found(graph)
    assert result.figure("components").value == 4
    assert result.figure("components").reversal_low == 3
    assert result.figure("size").value == 2


@pytest.mark.parametrize(
    "graph",
    [nx.Graph(), two_mode({"i": ""}), two_mode({"i": "a"}), two_mode({}, {"a": "public"})],
    ids=["nothing", "nobody", "one", "no-initiative"],
)
def test_a_network_of_almost_nothing_has_no_intervals(graph: nx.Graph[Any]) -> None:
    result = sensitivity_of(graph, {"density": OneMode(density), "size": TwoMode(size_of)})
    for row in result.rows:
        assert (row.value is None) == (row.reason is not None)
        assert (row.low, row.high, row.defined) == (None, None, 0)
        assert (row.without_low, row.without_high, row.without_defined) == (None, None, 0)
    assert result.summary().startswith("No figure")
    assert all(result.explain(place).steps for place in range(len(result)))


def test_a_figure_that_is_not_always_defined_says_how_often_it_is() -> None:
    graph = two_mode({"i1": "a", "i2": ""}, {"a": "public", "b": "third"})
    row = found(graph, samples=100).figure("size")
    assert row.value == 1
    assert 0 < row.defined < 100
    assert 0 < row.without_defined < 100
    steps = found(graph, samples=100).explain(3).steps
    assert "in " in steps[1].text
    assert "not defined" in steps[1].text
    assert "not defined" in steps[2].text


def test_the_same_seed_gives_the_same_whatever_the_order() -> None:
    graph = worked()
    other: nx.Graph[Any] = nx.Graph()
    other.add_nodes_from(reversed(list(graph.nodes.data())))
    other.add_edges_from((two, one) for one, two in reversed(list(graph.edges)))
    assert found(graph).to_json() == found(other).to_json()
    assert found(graph, seed=1).to_json() != found(graph, seed=2).to_json()


def test_figures_that_are_asked_for_alone_are_the_same() -> None:
    alone = sensitivity_of(worked(), {"size": KERNELS["size"]}, samples=40)
    assert alone.rows == (found(worked()).figure("size"),)


def test_every_row_says_why() -> None:
    result = found(worked())
    for row in result.rows:
        explanation = result.explain(row)
        assert explanation.subject == row.sentence
        said = [step.text for step in explanation.steps]
        assert "40 times" in said[1]
        assert "0.1 of the partners" in said[2]
        assert len(said) == (3 if row.reading is None else 5)
    step = result.explain(result.figure("degree_centralisation")).steps[-1]
    assert step.references
    assert step.references[0].startswith("partner:")
    assert "Such as:" in step.text


def test_the_summary_names_what_one_or_two_memberships_would_change() -> None:
    assert found(worked()).summary() == (
        "3 figures of the network say something in a word. 2 would say something else for one or "
        "two unrecorded memberships: degree centralisation and E-I index."
    )


def test_the_summary_says_so_where_nothing_is_near() -> None:
    kernels = {"components": KERNELS["components"]}
    assert sensitivity_of(worked(), kernels, samples=1).summary() == (
        "1 figure of the network says something in a word. None would say something else for one "
        "or two unrecorded memberships."
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"samples": 0}, "samples: 0 is below 1"),
        ({"share": 0.0}, "share: 0.0 is not above 0"),
        ({"share": 1}, "share: 1 is not above 0"),
        ({"weight": "none"}, "weight: 'none'"),
    ],
)
def test_what_is_out_of_range_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        found(worked(), **asked)


def test_a_one_mode_graph_has_no_memberships() -> None:
    with pytest.raises(ValueError, match="give the two-mode graph"):
        found(project(worked()))


def test_an_unknown_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="figure: 'x' is none of density, "):
        found(worked()).figure("x")


def test_the_result_of_a_city_says_what_it_read() -> None:
    from learningcity.datasets import open_example

    graph = affiliation_graph(open_example("lanternport"))
    result = found(graph, samples=5)
    assert result.city == "lanternport"
    said = result.to_dict()
    assert said["schema"] == "learningcity/sensitivity/1"
    row = result.figure("components")
    assert isinstance(row, SensitivityRow)
    assert row.reading == "several-pieces"
    assert list(result.columns)[:2] == ["figure", "value"]


def test_all_figures_of_the_other_questions_are_there_and_have_their_values() -> None:
    result = sensitivity(worked(), samples=2)
    names = [row.figure for row in result.rows]
    assert names[: len(FIGURES)] == list(FIGURES)
    assert names[len(FIGURES) : len(FIGURES) + 2] == ["ei_index", "ei_index_weighted"]
    assert [name for name in names if name.startswith("meeting:")] == [
        "meeting:private+private",
        "meeting:private+public",
        "meeting:private+third",
        "meeting:public+public",
        "meeting:public+third",
        "meeting:third+third",
    ]
    for question in (network_cohesion(worked()), sector_mixing(worked(), null=None)):
        for row in question.rows:
            if row.figure in names and row.value is not None:
                assert result.figure(row.figure).value == row.value, row.figure
    for row in two_mode_structure(worked()).rows:
        name = (
            f"two_mode_{row.figure}"
            if row.figure in ("components", "largest_share")
            else row.figure
        )
        if row.reason == "untested":
            assert name not in names
            continue
        assert result.figure(name).value == row.value, name


def test_figures_by_name_come_in_the_order_of_all_and_are_the_same() -> None:
    whole = sensitivity(worked(), samples=5)
    some = sensitivity(worked(), figures=["ei_index", "density", "meeting:public+third"], samples=5)
    assert [row.figure for row in some.rows] == ["density", "ei_index", "meeting:public+third"]
    for row in some.rows:
        assert row == whole.figure(row.figure)
    with pytest.raises(ValueError, match="figures: 'x' is none of partners, ties"):
        sensitivity(worked(), figures=["x"])


def test_the_words_of_each_reading() -> None:
    sentences = " ".join(row.sentence for row in sensitivity(worked(), samples=2).rows)
    assert "all partners are linked, directly or through others" in sentences
    assert "a works with more others than anybody else" in sentences
    assert "third-sector partners meet each other more than equal chances would bring" in sentences
    assert "private and third-sector partners meet less than equal chances would bring" in sentences
    assert "Ties of public partners with third-sector ones: " in sentences
    assert "Redundancy of partners: " in sentences
    level = two_mode({"i": "abc"}, {"a": "public", "b": "third", "c": "third"})
    sentences = " ".join(row.sentence for row in sensitivity(level, samples=2).rows)
    assert "public and third-sector partners meet as much as equal chances would bring" in sentences
    assert "a, b and c work with more others than anybody else" in sentences


def test_a_text_shows_first_what_could_be_read_otherwise() -> None:
    found = sensitivity(worked(), samples=5)
    text = show_sensitivity(found, 3)
    lines = text.splitlines()
    assert "to change it" in text
    assert any(line.startswith("components") for line in lines)
    assert not any(line.startswith("density") for line in lines)
    assert f"… and {len(found) - 3} more: --limit 0 shows all" in text
    whole = show_sensitivity(found, 0)
    assert "never" in whole
    assert show_sensitivity(sensitivity_of(nx.Graph(), {}), 0).startswith("No figure")


def test_groups_by_another_attribute_are_read() -> None:
    graph = worked()
    for node in "abcde":
        graph.nodes[node]["board"] = "one" if node in "abc" else "other"
    found = sensitivity(graph, group="board", samples=2)
    assert [row.figure for row in found.rows if row.figure.startswith("meeting:")] == [
        "meeting:one+one",
        "meeting:one+other",
        "meeting:other+other",
    ]
    assert found.parameters.group == "board"


def test_relabelling_partners_relabels_the_readings() -> None:
    names = dict(zip("abcde", "edcba", strict=True))
    other = nx.relabel_nodes(worked(), names)
    here, there = (sensitivity(graph, samples=1) for graph in (worked(), other))
    for row in here.rows:
        twin = there.figure(row.figure)
        assert twin.value == row.value
        assert twin.reading == row.reading
        assert sorted(names[str(who)] for who in row.about) == sorted(map(str, twin.about))
        assert (twin.reversal_low is None) == (row.reversal_low is None)
        if row.reversal_low is not None and row.reversal_low <= 2:
            assert (twin.reversal_low, twin.reversal_high) == (row.reversal_low, row.reversal_high)


def test_a_search_that_was_too_long_says_so() -> None:
    row = sensitivity_of(worked(), {"ei_index": KERNELS["ei_index"]}, samples=1).rows[0]
    unknown = replace(row, reversal_low=1, reversal_high=None, added=())
    assert "was not searched: too many to try" in reversal_words(unknown)
    assert few_words(unknown) == "not searched"
    least = replace(row, reversal_low=4, reversal_high=None, added=())
    assert (
        reversal_words(least)
        == "it takes at least 4 memberships that nobody recorded to change that"
    )
    assert few_words(least) == "at least 4"
    between = replace(row, reversal_low=3, reversal_high=5)
    assert reversal_words(between) == (
        "at most 5 memberships that nobody recorded would change that, and 2 would not"
    )
    assert few_words(between) == "at least 3 and at most 5"


def test_sentences_and_steps_use_names_and_rows_use_ids() -> None:
    graph = worked()
    nx.set_node_attributes(graph, {"a": "The Academy", "c": "The Company"}, "name")
    result = found(graph)
    row = result.figure("degree_centralisation")
    assert row.about == ("a",)
    assert "The Academy works with more others" in row.sentence
    assert "The Academy works with more others" in show_sensitivity(result, 0)
    assert "The Academy" in str(result.explain(row))
    assert any("The Company" in str(result.explain(each)) for each in result.rows)
