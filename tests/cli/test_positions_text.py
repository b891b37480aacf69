"""Where partners stand, as text."""

from __future__ import annotations

import networkx as nx

from learningcity.analysis.positions import partner_positions
from learningcity.cli.layout import WIDTH
from learningcity.cli.text.positions import show_positions
from learningcity.datasets import open_example
from learningcity.graph.affiliation import affiliation_graph
from tests.graph.graphs import worked


def test_those_who_connect_come_first_with_what_to_do_next() -> None:
    city = open_example("lanternport")
    found = partner_positions(affiliation_graph(city), city=city)
    shown = show_positions(found, "example:lanternport", 3)
    lines = shown.splitlines()
    assert lines[0].startswith("18 partners, 17 of them with ties; City Council of Lanternport")
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[-1] == "Next: learningcity show example:lanternport partner:city-council"
    assert "… and 15 more: --limit 0 shows all" in lines
    row = next(line for line in lines if line.startswith("City Council of Lanternport works"))
    assert row.split("  ")[-1].strip() != ""
    assert "0.274" in row
    assert "6.9 of 8" in row
    assert "  city-council" in shown


def test_all_are_shown_without_a_limit() -> None:
    shown = show_positions(partner_positions(worked()), "x", 0)
    assert "more: --limit" not in shown
    assert "Next:" not in shown
    assert [line.split()[0] for line in shown.splitlines() if " works with " in line] == [
        "a", "d", "b", "e", "c",
    ]  # fmt: skip


def test_what_is_not_defined_is_a_dash() -> None:
    shown = show_positions(partner_positions(nx.empty_graph(2)), "x", 0)
    assert shown.split().count("-") == 4
    assert "–" not in shown


def test_a_graph_without_partners_has_a_summary_only() -> None:
    shown = show_positions(partner_positions(nx.Graph()), "x", 10)
    assert shown.startswith("0 partners: there is no network.")
    assert "between" not in shown
