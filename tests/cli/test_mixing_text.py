"""Who stands between groups, and which groups meet, as text."""

from __future__ import annotations

from typing import Any

import networkx as nx

from learningcity.analysis.brokerage import brokerage
from learningcity.analysis.mixing import sector_mixing
from learningcity.cli.layout import WIDTH
from learningcity.cli.text.brokerage import show_brokerage
from learningcity.cli.text.mixing import (
    show_mixing,
    show_mixing_initiatives,
    show_mixing_partners,
)
from tests.graph.graphs import two_mode, worked


def lines(text: str) -> list[str]:
    """The lines of a text, each with single spaces."""
    assert all(len(line) <= WIDTH for line in text.splitlines())
    return [" ".join(line.split()) for line in text.splitlines()]


def test_brokers_stand_with_their_roles_beside_chance() -> None:
    said = lines(show_brokerage(brokerage(worked()), 0))
    assert "a (public) 4 0 (0) 0 (0.8) 2 (1.6) 2 (1.6)" in said
    assert not any(line.startswith("b (") for line in said)
    assert "… and 1 more: --limit 0 shows all" in lines(show_brokerage(brokerage(worked()), 1))


def test_brokers_without_groups_have_no_roles() -> None:
    graph: nx.Graph[Any] = nx.path_graph(3)
    said = lines(show_brokerage(brokerage(graph), 0))
    assert "1 (sector not known) 1" in said
    assert len(said) == 5
    assert lines(show_brokerage(brokerage(nx.Graph()), 0)) == ["There are no partners."]


def test_a_broker_whose_sector_is_not_known_has_no_counts() -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph([("x", "v"), ("v", "y"), ("y", "z")])
    nx.set_node_attributes(graph, {"x": "public", "v": "third", "z": "public"}, "sector")
    said = lines(show_brokerage(brokerage(graph), 0))
    assert "y (sector not known) 1 - - - - -" in said
    whole = " ".join(said)
    assert "v (third, 1 pair with someone" in whole
    assert "representative: from its own to another group" in whole


def test_groups_that_meet_stand_beside_chance() -> None:
    said = lines(show_mixing(sector_mixing(worked()), 0))
    assert "public and third 3 of 4 2.4 0.933 1 2 1.6 0.933 1" in said
    assert "public 2 1 4 0.6 0.714" in said
    assert "assortativity of the weights of the ties -0.263 -0.334 0.667" in said
    assert not any(line.startswith("All groups together") for line in said)


def test_initiatives_with_all_groups_are_named() -> None:
    members = {"i": "abc", "j": "abc", "k": "ab"}
    graph = two_mode(members, {"a": "public", "b": "private", "c": "third"})
    said = lines(show_mixing(sector_mixing(graph), 1))
    assert "All groups together: i" in said
    assert "… and 1 more: --limit 0 shows all" in said


def test_where_no_group_is_known_reasons_stand_instead() -> None:
    said = lines(show_mixing(sector_mixing(nx.Graph()), 0))
    assert said == ["Which sectors meet is not known: of no partner is the sector known."]
    said = lines(show_mixing(sector_mixing(two_mode({"i": "ab"})), 0))
    assert not any(line.startswith("who meets") for line in said)
    index = said.index(
        "E-I index: ties across groups less ties within, as a share of both not defined - -"
    )
    assert said[index + 1] == "of nobody the group is known"


def test_directions_are_told() -> None:
    graph: nx.DiGraph[Any] = nx.DiGraph([("a", "b")])
    nx.set_node_attributes(graph, {"a": "public", "b": "third"}, "sector")
    said = lines(show_mixing(sector_mixing(graph, null=None), 0))
    assert "public to third 1 of 1 0.5 - - 1 0.5 - -" in said


def test_partners_and_initiatives_have_tables_of_their_own() -> None:
    graph = two_mode({"i": "ab", "j": "abc"}, {"a": "public", "b": "third", "c": "unknown"})
    found = sector_mixing(graph, null=None)
    partners = lines(show_mixing_partners(found.partners, 0))
    assert "a public 0 1 1 1 1" in partners
    assert "c not known - - 2 - -" in partners
    assert "… and 2 more: --limit 0 shows all" in lines(show_mixing_partners(found.partners, 1))
    initiatives = lines(show_mixing_initiatives(found.initiatives, 0))
    assert "i 2 public private - no" in initiatives
    assert "j 3 public private c not-known" in initiatives
    empty = sector_mixing(nx.Graph())
    assert len(lines(show_mixing_partners(empty.partners, 0))) == 1
    assert len(lines(show_mixing_initiatives(empty.initiatives, 0))) == 1
