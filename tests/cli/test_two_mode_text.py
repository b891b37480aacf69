"""Who takes part in what, as the command line prints it."""

from __future__ import annotations

from typing import Any

import networkx as nx

import learningcity
from learningcity import find_communities, redundancy, two_mode_structure
from learningcity.cli.layout import WIDTH
from learningcity.cli.text.two_mode import show_communities, show_redundancy, show_two_mode
from tests.graph.graphs import two_mode, worked


def lanternport() -> nx.Graph[Any]:
    return learningcity.affiliation_graph(learningcity.open_example("lanternport"))


def test_the_figures_alone_leave_out_what_is_shown_only_beside_chance() -> None:
    text = show_two_mode(two_mode_structure(lanternport()))
    assert text.startswith("18 partners and 32 initiatives, 66 ties between them.")
    lines = text.splitlines()
    assert not any("nestedness" in line.split() for line in lines)
    assert any(line.split()[-2:] == ["connectance", "0.115"] for line in lines)
    assert "by chance" not in text
    assert "a share of 0.118 and 0.462 of the pairs of each mode" in " ".join(lines)
    assert all(len(line) <= WIDTH for line in lines)


def test_the_figures_beside_chance_show_the_mean_and_how_extreme_they_are() -> None:
    text = show_two_mode(two_mode_structure(worked(), null="margins"))
    lines = text.splitlines()
    assert any(line.split()[:4] == ["figure", "value", "by", "chance"] for line in lines)
    row = next(line.split() for line in lines if "four_cycle_clustering" in line)
    assert row[-4:-2] == ["0.25", "0.265"]
    assert "whichever are fewer. All 65 possibilities were compared." in " ".join(lines)
    assert all(len(line) <= WIDTH for line in lines)


def test_a_graph_without_nodes_has_one_sentence() -> None:
    text = show_two_mode(two_mode_structure(nx.Graph()))
    assert text == "No partner and no initiative is recorded."


def test_why_a_figure_is_not_defined_stands_below_it() -> None:
    text = show_two_mode(two_mode_structure(two_mode({"i": "a"})))
    assert "  none has two ties" in text
    assert "equally many" not in text


def test_it_is_said_what_was_compared() -> None:
    def words(graph: nx.Graph[Any]) -> str:
        return " ".join(show_two_mode(two_mode_structure(graph, null="margins", samples=9)).split())

    assert "9 random samples were compared." in words(lanternport())
    nested = two_mode({"i": "abc", "j": "ab", "k": "a"})
    assert "There is no other possibility here, so that chance says nothing." in words(nested)
    assert "compared." not in words(nx.Graph())


def test_initiatives_whose_partners_meet_nowhere_else_come_first() -> None:
    text = show_redundancy(redundancy(lanternport()), 2)
    assert text.startswith("26 initiatives with two partners or more")
    assert "First Step Placements: 4 partners, 6 pairs" in text
    assert text.index("first-step-placements") < text.index("skills-alliance")
    assert "… and 20 more: --limit 0 shows all" in text
    assert show_redundancy(redundancy(nx.Graph()), 0) == (
        "No node of mode 1 has two nodes of mode 0 or more."
    )


def test_communities_list_their_partners_and_initiatives() -> None:
    text = show_communities(find_communities(lanternport(), starts=2), 1)
    assert "1  partners: " in text
    assert "   initiatives: " in text
    assert "more: --limit 0 shows all" in text
    assert show_communities(find_communities(nx.Graph()), 0) == (
        "Nobody is tied to anything: there are no communities."
    )
