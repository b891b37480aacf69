"""The command `timeline`: its tables, forms and options."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from learningcity.cli import main

EXAMPLE = "example:wolverhampton"
TABLES = ["periods", "cliff", "endings"]
SCHEMAS = {"periods": "timeline", "cliff": "cliff", "endings": "endings"}
KEYS = {
    "periods": [
        "period",
        "day",
        "yes",
        "presumed",
        "unknown",
        "committed",
        "undated",
        "capacity_low",
        "capacity_high",
        "unknown_capacity",
        "needs_absent",
        "needs_possible",
        "needs_general",
        "needs_partial",
        "needs_reached",
    ],
    "cliff": [
        "priority",
        "currency",
        "now_low",
        "now_high",
        "then_low",
        "then_high",
        "cliff_low",
        "cliff_high",
        "reason",
        "ending",
        "beginning",
        "undated",
    ],
    "endings": [
        "initiative",
        "when",
        "ends_from",
        "ends_by",
        "umbrella",
        "under",
        "needs",
        "leads",
        "money",
    ],
}
CITY = """\
format: learningcity/1
city: {id: riverton, name: Riverton, as_of: 2024}
priorities: {skills: {name: Skills}}
partners: {college: {name: College}}
initiatives:
  programme: {name: Programme, start: 2020, end: 2025-06-30, capacity: 20, priorities: [skills]}
  part: {name: Part, part_of: programme, end: 2025, partners: [{partner: college, role: lead}]}
  inner: {name: Inner, part_of: part, end: 2025-06}
  long: {name: Long, status: active, capacity: {at_most: 5}}
  inside: {name: Inside, part_of: long, end: 2024-03}
"""
MONEY = """\
    funding:
      grant: {amount: 365, currency: GBP, start: 2024-07-01, end: 2025-06-30}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="learningcity")


def run_json(*arguments: str) -> Any:
    done = run("timeline", *arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def riverton(tmp_path: Path) -> str:
    path = tmp_path / "riverton.yaml"
    path.write_text(CITY, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("table", TABLES)
def test_json_has_the_documented_keys_in_their_order(table: str) -> None:
    found = run_json(EXAMPLE, "--table", table)
    assert list(found)[:3] == ["schema", "city", "parameters"]
    assert list(found)[-1] == "rows"
    assert found["schema"] == f"learningcity/{SCHEMAS[table]}/1"
    assert found["rows"]
    assert all(list(row) == KEYS[table] for row in found["rows"])


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_the_same_columns_and_as_many_rows(table: str) -> None:
    done = run("timeline", EXAMPLE, "--table", table, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout, newline="")))
    assert rows[0] == KEYS[table]
    assert len(rows) == len(run_json(EXAMPLE, "--table", table)["rows"]) + 1


def test_the_first_table_is_that_of_years() -> None:
    assert run_json(EXAMPLE) == run_json(EXAMPLE, "--table", "periods", "--step", "year")
    parameters = run_json(EXAMPLE, "--step", "month", "--from", "2024", "--to", "2024")
    assert parameters["parameters"] == {
        "on": None,
        "ever": False,
        "carry": 2,
        "step": "month",
        "start": "2024-01-01",
        "end": "2024-12-31",
    }
    assert len(parameters["rows"]) == 12


def test_money_is_a_word_in_csv() -> None:
    done = run("timeline", EXAMPLE, "--from", "2025", "--to", "2025", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout, newline=""))
    assert row["committed"] == "GBP 280776..4047899"
    (other,) = run_json(EXAMPLE, "--from", "2025", "--to", "2025")["rows"]
    assert other["committed"] == [{"currency": "GBP", "low": 280776, "high": 4047899}]
    cliff = run("timeline", EXAMPLE, "--table", "cliff", "--format", "csv").stdout
    assert "youth-guarantee-trailblazer/government 2026-03-31" in cliff


@pytest.mark.parametrize("table", TABLES)
def test_text_starts_with_a_sentence_and_fits_100_columns(table: str) -> None:
    done = run("timeline", EXAMPLE, "--table", table)
    assert done.exit_code == 0
    assert done.stdout.startswith("City of Wolverhampton, read on")
    assert max(len(line) for line in done.stdout.splitlines()) <= 100
    assert "Next: learningcity" in done.stdout


def test_the_text_marks_the_years_after_the_day_of_the_file() -> None:
    text = run("timeline", EXAMPLE).stdout
    assert "\n2024  " in text
    assert "\n2025* " in text
    assert "after 2025-04-30 the file knows only plans" in " ".join(text.split())
    past = run("timeline", EXAMPLE, "--to", "2024").stdout
    assert "*" not in past


def test_a_limit_leaves_rows_out_and_says_so() -> None:
    text = run("timeline", EXAMPLE, "--limit", "3").stdout
    assert "… and 13 more: --limit 0 shows all" in text
    assert "more: --limit 0" not in run("timeline", EXAMPLE, "--limit", "0").stdout


def test_the_text_names_the_lines_that_end_with_file_and_line() -> None:
    text = run("timeline", EXAMPLE, "--table", "cliff").stdout
    assert (
        "Youth Guarantee Trailblazer (West Midlands): youth-guarantee-trailblazer/government "
        "wolverhampton/initiatives-3-work.yaml:677"
    ) in " ".join(text.split())
    assert "whole city" in text


def test_a_small_city_without_money_or_ends(riverton: str) -> None:
    text = run("timeline", riverton, "--from", "2021", "--to", "2021").stdout
    assert "20 to 25" in text
    assert "0 of 0" in text
    cliff = run("timeline", riverton, "--table", "cliff").stdout
    assert "No funding line has a recorded start and end." in cliff
    assert "none recorded" in cliff
    assert "What ends" not in cliff
    assert "Next:" not in cliff
    done = run("timeline", riverton, "--table", "endings", "--horizon", "0", "--back", "0")
    assert done.stdout.splitlines() == [
        "Riverton, read on 2024-12-31",
        "No initiative ends in these months without a successor.",
    ]


def test_endings_tell_umbrellas_leads_and_days(riverton: str) -> None:
    text = run("timeline", riverton, "--table", "endings").stdout
    assert "part of Part, which ends too" in text
    assert "part of Programme, which ends too" in text
    assert "part of Long, which may run on" in text
    assert "led by College" in text
    assert "ends 2025-06-30 " in text
    assert "ends 2025-01-01" in text
    assert "to 2025-12-31" in text


def test_money_of_an_initiative_without_a_priority_is_shown(riverton: str) -> None:
    path = Path(riverton)
    path.write_text(
        CITY.replace("capacity: 20, priorities: [skills]}", "capacity: 20}") + "  paid:\n"
        "    name: Paid\n" + MONEY,
        encoding="utf-8",
    )
    text = run("timeline", riverton, "--table", "cliff", "--months", "3").stdout
    assert "no priority stated" in text
    assert "GBP 365" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--table", "cliff", "--step", "month"], "--step goes with --table periods"),
        (["--table", "endings", "--months", "3"], "--months goes with --table cliff"),
        (["--table", "cliff", "--from", "2020"], "--from goes with --table periods"),
        (["--table", "cliff", "--back", "2"], "--back goes with --table endings"),
        (["--on", "2020"], "--on goes with --table cliff or endings"),
        (["--table", "cliff", "--on", "soon"], "'soon' is not a date"),
        (["--table", "cliff", "--months", "0"], "--months"),
        (["--from", "soon"], "--from: 'soon' is not a date"),
        (["--to", "soon"], "--to: 'soon' is not a date"),
        (["--from", "2024", "--to", "2020"], "--from: 2024 is after the end, 2020"),
        (["--step", "month", "--from", "1800"], "--step: from 1800-01"),
        (["--step", "day"], "--step"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_clear_message(arguments: list[str], said: str) -> None:
    done = run("timeline", EXAMPLE, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())
