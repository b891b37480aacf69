"""What a report costs, in counts that no clock gives."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from types import FrameType
from urllib.parse import unquote

import pytest

import learningcity
from learningcity.report.content import overlaps
from learningcity.report.write import render_report
from tests.report.pages import parse

ONCE = (
    *("affiliation_graph", "breaking_sets_of", "coverage_map_of", "duplicates_of", "endings_of"),
    *("figures_of", "gaps_of", "network_overview_of", "partner_positions"),
    *("questions_of", "resilience_of", "sector_mixing", "sensitivity", "timeline_of"),
)


def test_each_analysis_is_worked_out_once_and_as_many_networks_drawn_as_are_told() -> None:
    city = learningcity.open_example("lanternport")
    called: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            called[frame.f_code.co_name] += 1

    sys.setprofile(count)
    try:
        render_report(city)
    finally:
        sys.setprofile(None)
    assert {name: called[name] for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert called["trade"] == 200


def test_of_very_many_pairs_the_first_can_be_saved_and_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    city = learningcity.open_example("wolverhampton")
    monkeypatch.setattr(overlaps, "MOST_SAVED", 30)
    page = parse(render_report(city))
    (link,) = (node for node in page.all("a") if node.get("download") == "overlaps.csv")
    rows = list(csv.reader(unquote(link["href"]).partition(",")[2].splitlines()))
    assert len(rows) == 31
    first = learningcity.find_duplicates(city).rows[0].initiatives
    assert rows[1][0] == ";".join(first)
    assert any("The table to save has the first pairs" in node.text for node in page.all("p"))
