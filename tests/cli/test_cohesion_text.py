"""How a partnership holds together, as text."""

from __future__ import annotations

import networkx as nx

from learningcity.analysis.cohesion import network_cohesion
from learningcity.analysis.core_periphery import core_periphery
from learningcity.analysis.governance_form import governance_form
from learningcity.cli.layout import WIDTH
from learningcity.cli.text.cohesion import show_cohesion, show_core, show_governance
from tests.graph.graphs import two_mode, worked
from tests.graph.test_governance_form import star


def test_figures_stand_below_those_who_connect() -> None:
    text = show_cohesion(network_cohesion(worked()))
    lines = text.splitlines()
    assert lines[0].startswith("5 partners with 6 ties, 60 % of all possible:")
    assert "Most ties: a, with 4 others." in lines
    assert "Partners without whom a group would fall apart. Who: a." in lines
    assert "by chance" not in text
    assert "untested" not in text
    assert "Caution: each initiative" in text
    assert max(map(len, lines)) <= WIDTH


def test_figures_stand_beside_those_of_chance() -> None:
    text = show_cohesion(network_cohesion(worked(), null="margins"))
    (head,) = (line.split() for line in text.splitlines() if line.startswith("what"))
    assert head == ["what", "figure", "by", "chance", "p"]
    assert "always so" in text
    assert "compared with all 65 possibilities." in " ".join(text.split())
    assert "How well the ties fit a core" in text


def test_a_city_without_partners_has_one_sentence() -> None:
    for graph in (nx.Graph(), two_mode({})):
        text = show_cohesion(network_cohesion(graph, null="margins"))
        assert text == "No partner is recorded."


def test_the_core_is_a_table() -> None:
    text = show_core(core_periphery(worked()), 1)
    assert text.splitlines()[0].startswith("2 of 5 partners form the core in every best reading;")
    assert "… and 1 more: --limit 0 shows all" in text
    assert "no other core fits better" in text
    doubtful = show_core(core_periphery(nx.cycle_graph(4)), 0)
    assert doubtful.count("in 50 % of the best") == 4
    many = nx.disjoint_union_all([nx.path_graph(2)] * 12)
    assert "not known" in show_core(core_periphery(many, samples=2), 0)
    assert show_core(core_periphery(nx.Graph()), 0) == (
        "No core can be looked for: there is nobody here."
    )


def test_who_runs_it_is_said_with_the_steps() -> None:
    text = show_governance(governance_form(star("lead")))
    assert text.startswith("One partner that provides services itself seems to lead it (hub).")
    assert "- It provides services in i0, i1, i2 and i3." in text
    assert text.count("rule of thumb") + text.count("rule of\nthumb") == 1
