"""Money on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learningcity.analysis.fragmentation import fragmentation
from learningcity.analysis.funding import FundingBy, net_funding
from learningcity.cli import main
from learningcity.datasets import open_example

EXAMPLE = "example:wolverhampton"

CITY = """
format: learningcity/1
city: {id: c, name: C, as_of: 2024}
partners: {council: {name: Council}, trust: {name: Trust}}
priorities: {skills: {name: Skills}, health: {name: Health}}
initiatives:
  course:
    name: Course
    priorities: [skills]
    funding:
      total: {amount: {about: 100.5}, currency: EUR, funder: [council, trust]}
      hall:
        {amount: {at_most: 20}, currency: EUR, funder: trust, use: capital, start: 2020, end: 2021}
      more: {amount: {at_least: 7}, currency: KRW}
      rest: {}
      yard: {amount: {about: 5}, currency: CHF, use: capital}
      gate: {amount: 3, currency: CHF}
"""


def run(*words: str) -> Result:
    """What the command prints."""
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A city with money in two currencies and with open questions."""
    file = tmp_path / "city.yaml"
    file.write_text(CITY, "utf-8")
    return str(file)


def test_the_money_of_the_city_is_shown_with_what_to_do_next() -> None:
    shown = run("funding", EXAMPLE)
    assert shown.exit_code == 0
    assert shown.stdout.startswith(
        "City of Wolverhampton, read over all time\nRevenue, counted once:"
    )
    assert "All in GBP. counted once:" in shown.stdout
    assert "1 no amount" in shown.stdout
    assert shown.stdout.endswith(
        "Next: learningcity funding example:wolverhampton --by initiative\n"
    )
    assert max(map(len, shown.stdout.splitlines())) <= 100


@pytest.mark.parametrize("by", ["initiative", "funder", "priority"])
def test_money_by_subject_fits_the_terminal(by: str) -> None:
    shown = run("funding", EXAMPLE, "--by", by, "--limit", "0")
    assert "The rows do not add up" in " ".join(shown.stdout.split())
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_currencies_and_open_questions_are_shown_in_the_table(path: str) -> None:
    funders = run("funding", path, "--by", "funder").stdout
    assert "All in EUR." in funders
    assert funders.count("1 shared") == 2
    assert "at most" in funders
    city = run("funding", path).stdout
    assert "All in" not in city
    assert "about 100.50" in city
    assert "about 5" in city
    assert "about 3" not in city
    assert "an unknown currency" in city
    assert "not known" in city
    on_day = run("funding", path, "--on", "2021-06").stdout
    assert "read on 2021-06-30" in on_day
    assert "1 undated" in on_day  # of the euros: the hall has its dates
    assert "2 undated" in on_day  # of the francs


def test_a_city_without_money_says_so(tmp_path: Path) -> None:
    file = tmp_path / "city.yaml"
    file.write_text("format: learningcity/1\ncity: {id: c, name: C, as_of: 2024}\n", "utf-8")
    shown = run("funding", str(file))
    assert shown.stdout == "C, read over all time\nNo money is recorded.\n"
    divided = run("duplicates", str(file), "--table", "fragmentation")
    assert divided.stdout == "C, read on 2024-12-31\nNo priorities are recorded.\n"


@pytest.mark.parametrize("by", ["city", "initiative", "funder", "priority"])
def test_json_and_csv_hold_the_rows(by: FundingBy) -> None:
    found = net_funding(open_example("wolverhampton"), by=by)
    shown = json.loads(run("funding", EXAMPLE, "--by", by, "--format", "json").stdout)
    assert list(shown) == [
        "schema",
        "city",
        "parameters",
        "rows_add_up",
        "without_money",
        "without_funder",
        "rows",
    ]
    assert shown["schema"] == "learningcity/funding/1"
    assert shown["parameters"] == {"on": None, "ever": True, "by": by}
    assert shown["rows"] == found.to_records()
    table = run("funding", EXAMPLE, "--by", by, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["subject"] for row in rows] == [row.subject for row in found.rows]
    assert rows[0]["lines"] == ";".join(found.rows[0].lines)


def test_amounts_keep_their_digits(path: str) -> None:
    assert '"net_low": 100.5,' in run("funding", path, "--format", "json").stdout


def test_wrong_usage_is_told() -> None:
    assert run("funding", EXAMPLE, "--by", "board").exit_code == 2
    both = run("funding", EXAMPLE, "--on", "2023", "--ever")
    assert both.exit_code == 2
    assert "--on and --ever exclude each other" in both.stderr
    assert run("funding", EXAMPLE, "--ever").stdout == run("funding", EXAMPLE).stdout


def test_how_priorities_are_divided_is_a_table_of_the_duplicates() -> None:
    shown = run("duplicates", EXAMPLE, "--table", "fragmentation")
    assert shown.exit_code == 0
    assert "skilled-workforce" in shown.stdout
    assert "impartial-advice" not in shown.stdout  # an objective that no initiative names
    assert "of 19" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100
    found = fragmentation(open_example("wolverhampton"), ever=True)
    answer = run("duplicates", EXAMPLE, "--table", "fragmentation", "--ever", "--format", "json")
    data = json.loads(answer.stdout)
    assert data["schema"] == "learningcity/fragmentation/1"
    assert data["rows"] == found.to_records()


def test_what_is_not_known_of_a_division_is_said(path: str) -> None:
    shown = run("duplicates", path, "--table", "fragmentation").stdout
    assert shown.count("not known") >= 3
