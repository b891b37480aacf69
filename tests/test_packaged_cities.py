"""Every packaged city goes through everything; the newer ones also through the slow oracle."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

import learningcity
from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.gaps import find_gaps
from learningcity.analysis.overview import overview
from learningcity.cli import main
from learningcity.datasets import EXAMPLES, check_example, copy_example, open_example
from learningcity.graph.affiliation import affiliation_graph
from learningcity.graph.partnership import partnership_graph
from learningcity.io.writer import write_city
from learningcity.model.city import City
from learningcity.report.write import render_report
from tests.oracle import coverage, duplicates, gaps
from tests.oracle.load import PACKAGE, read_folder, shipped_activities
from tests.oracle.missing import TYPES
from tests.oracle.plain import Data

SIZES = {"wolverhampton": 270_000, "gwangmyeong": 100_000, "lanternport": 60_000}
NEWER = [name for name in EXAMPLES if name != "wolverhampton"]  # that one has a test of its own

every_city = pytest.mark.parametrize("name", EXAMPLES)
both_moments = pytest.mark.parametrize("ever", [False, True], ids=["as-of", "ever"])
opened = cache(open_example)


@every_city
def test_a_city_is_small_is_plain_text_and_explains_itself(name: str, tmp_path: Path) -> None:
    copies = copy_example(name, tmp_path / name)
    texts = {path.name: path.read_text(encoding="utf-8") for path in copies}
    assert sum(len(text.encode()) for text in texts.values()) < SIZES[name]
    assert all(text.startswith("# ") and text.endswith("\n") for text in texts.values())
    files = [key for key in texts if key != "README.md"]
    for key in files:
        shown = key if key in texts["README.md"] else key.partition("-")[0] + "-"
        assert f"`{shown}" in texts["README.md"], key


@every_city
@both_moments
def test_a_city_goes_through_every_analysis(name: str, ever: bool) -> None:
    city = opened(name)
    seen = overview(city, ever=ever)
    assert len(need_coverage(city, ever=ever).rows) == len(city.needs) - len(replaced(city))
    assert seen.duplicates == find_duplicates(city, ever=ever)
    assert seen.gaps == find_gaps(city, ever=ever)
    page = render_report(city, ever=ever, language="en")
    assert city.name.in_language(city.language) in page
    assert page.count("<h2") >= 3


@every_city
@both_moments
def test_a_city_makes_graphs_with_all_its_partners(name: str, ever: bool) -> None:
    city = opened(name)
    both = affiliation_graph(city, ever=ever)
    assert {key for kind, key in both if kind == "partner"} == set(city.partners.ids)
    assert nx.is_bipartite(both)
    together = partnership_graph(city, ever=ever)
    assert list(together) == sorted(city.partners.ids)
    assert together.number_of_edges() > 5


@every_city
def test_a_city_is_the_same_after_writing_and_reading(name: str, tmp_path: Path) -> None:
    city = opened(name)
    write_city(city, tmp_path / "city.yaml")
    assert learningcity.read_city(tmp_path / "city.yaml") == city


@pytest.mark.parametrize("command", ["check", "overview", "duplicates", "coverage", "gaps"])
@every_city
def test_a_city_is_shown_by_every_command(name: str, command: str) -> None:
    done = CliRunner().invoke(main, [command, f"example:{name}"])
    assert done.exit_code == 0, done.output
    assert done.stdout


@every_city
def test_a_city_has_no_errors_and_few_doubts(name: str) -> None:
    result = check_example(name)
    assert result.ok
    assert len(result.warnings) == {"wolverhampton": 10, "gwangmyeong": 1, "lanternport": 1}[name]


moments = pytest.mark.parametrize(
    ("on", "ever"),
    [(None, False), (date(2021, 7, 1), False), (date(2026, 12, 31), False), (None, True)],
    ids=["as-of", "2021", "2026", "ever"],
)


@pytest.mark.parametrize("name", NEWER)
@moments
def test_the_answers_agree_with_the_oracle(name: str, on: date | None, ever: bool) -> None:
    mapping, vocabulary = plain(name), shipped_activities()
    city = opened(name)
    pairs = duplicates(mapping, on=on, ever=ever, vocabulary=vocabulary)
    found = find_duplicates(city, on=on, ever=ever)
    assert [stripped(row, pairs["rows"]) for row in found.to_records()] == pairs["rows"]
    assert found.unjudged == pairs["unjudged"]
    needs = coverage(mapping, on=on, ever=ever, vocabulary=vocabulary)
    rows = need_coverage(city, on=on, ever=ever).to_records()
    assert [stripped(row, needs) for row in rows] == needs
    missing = gaps(mapping, on=on, ever=ever, vocabulary=vocabulary)
    rows = [row for row in find_gaps(city, on=on, ever=ever).to_records() if row["type"] in TYPES]
    assert [stripped(row, missing) for row in rows] == missing


def stripped(row: Data, expected: list[Data]) -> Data:
    """A row with the columns that the oracle knows."""
    return {key: value for key, value in row.items() if key in expected[0]}


@cache
def plain(name: str) -> Data:
    """A packaged city as plain data."""
    return read_folder(PACKAGE / "data" / name)


def replaced(city: City) -> set[str]:
    """Needs that a newer reading replaces."""
    return {key for need in city.needs for key in need.replaces}
