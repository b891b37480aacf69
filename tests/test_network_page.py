"""The page on the partnership says what the library finds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from learningcity.analysis.partnership_overview import PartnershipOverview, network_overview
from learningcity.analysis.positions import partner_positions
from learningcity.analysis.resilience import resilience
from learningcity.cli.network_tables import TABLES
from learningcity.datasets import open_example
from learningcity.graph.partnership import partnership_graph
from learningcity.model.running import Calendar, Running
from learningcity.model.vocabulary import WORKING_ROLES

ROOT = Path(__file__).parent.parent / "docs"
HIDES = " ".join((ROOT / "explanation" / "projection.md").read_text("utf-8").split())
PAGE = " ".join((ROOT / "explanation" / "network.md").read_text("utf-8").split())


@cache
def found(*, ever: bool = False) -> PartnershipOverview:
    return network_overview(open_example("wolverhampton"), ever=ever, samples=200)


def figures(question: str) -> dict[str, float | None]:
    return {
        item.name: item.value
        for row in found().rows
        if row.question == question
        for item in row.figures
    }


def test_who_connects_is_as_the_page_says() -> None:
    said = figures("who-connects")
    assert f"the council has {said['degree']}" in PAGE
    assert f"{said['isolates']} of the 137 partners work with nobody else" in PAGE
    graph = partnership_graph(open_example("wolverhampton"))
    assert partner_positions(graph).row("af-blakemore").degree == 15
    ever = [row for row in found(ever=True).rows if row.question == "who-connects"]
    assert "(`--ever`) and 29 are left" in PAGE
    assert ever[-1].figures[0].value == 29


def test_why_sixty_are_alone_is_as_the_page_says() -> None:
    city = open_example("wolverhampton")
    calendar = Calendar(city)
    running = [entry for entry in city.initiatives if calendar.running(entry.id) != Running.NO]
    in_any, working = set(), set()
    for entry in running:
        for part in entry.partners:
            if calendar.counts(part.start, part.end):
                in_any.add(part.partner)
                working |= {part.partner} if set(part.role) - {"funder"} else set()
    alone = {partner for partner, degree in partnership_graph(city).degree if not degree}
    counts = [len(alone - in_any), len(alone & in_any - working), len(alone & working)]
    assert counts == [35, 16, 9]
    assert "35 are in no initiative that may run on that day, 16 only give money, and 9" in PAGE


def test_who_is_indispensable_is_as_the_page_says() -> None:
    rows = resilience(open_example("wolverhampton")).rows
    assert (len(rows[0].cut_off), len(rows[0].initiatives_undelivered)) == (14, 11)
    assert "14 partners would lose their way" in PAGE
    assert "11 initiatives have nobody else" in PAGE
    assert sum(row.indispensable for row in rows) == 35
    assert "35 partners are the last one recorded" in PAGE


def test_which_sectors_meet_is_as_the_page_says() -> None:
    said = figures("which-sectors-meet")
    ties = [
        said[f"{one}+{other}"]
        for one, other in (("private", "public"), ("private", "third"), ("public", "third"))
    ]
    assert sum(value or 0 for value in ties) == 187
    assert "187, where 224 would be expected" in PAGE
    assert "in 6 of 65 initiatives" in PAGE
    assert "6 of 65 initiatives" in " ".join(row.sentence for row in found().rows)
    kinds = {row.sentence.split(":")[0] for row in found().rows if row.table == "mixing-matrix"}
    assert len(kinds) == 3


def test_what_is_chance_is_as_the_page_says() -> None:
    said = figures("what-is-chance")
    assert said["four_cycle_clustering:p"] is not None
    assert said["four_cycle_clustering:p"] <= 0.05
    assert (said["nestedness:p"] or 0) > 0.05
    assert (said["modularity:p"] or 0) > 0.05
    assert (said["backbone"], said["initiatives_needed"], said["partners"]) == (0, 4, 10)
    (circles,) = [
        item.value
        for row in found(ever=True).rows
        for item in row.figures
        if item.name == "modularity:p"
    ]
    assert circles is not None
    assert circles <= 0.05
    assert "read over all years together, the partnership does fall into circles" in PAGE
    assert "stand out from four initiatives on, and ten partners have as many" in PAGE
    assert "## What chance can tell with 66 initiatives" in PAGE


def test_what_rests_on_missing_data_is_as_the_page_says() -> None:
    said = figures("what-rests-on-missing-data")
    alone, ties = said["ties_of_it_alone"], said["ties"]
    assert alone is not None
    assert ties is not None
    assert round(5 * alone / ties) == 1
    assert "One tie in five" in HIDES
    assert "Thirteen partners of one hub become 78 ties" in HIDES
    assert pytest.approx(2 / 3, abs=0.05) == 41 / 66
    assert said["initiatives_in_doubt"] == 41
    assert "For two of three initiatives nobody has said" in PAGE


def test_the_reference_lists_every_table() -> None:
    text = (ROOT / "reference" / "cli.md").read_text("utf-8")
    section = text.partition("### Tables of `network`")[2].partition("### ")[0]
    listed = re.findall(r"^\| `([a-z-]+)` \|.*`learningcity/([a-z-]+)/1`", section, re.MULTILINE)
    assert [table for table, _ in listed] == list(TABLES)


def test_the_graph_of_the_page_is_the_one_of_the_command() -> None:
    roles = re.search(r"working = \{(.*?)\}", PAGE)
    assert roles is not None
    assert set(re.findall(r'"([a-z]+)"', roles[1])) == set(WORKING_ROLES)
