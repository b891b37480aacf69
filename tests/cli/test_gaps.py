"""The command `gaps`."""

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

CITY = """\
format: learningcity/1
city: {id: here, name: Here, as_of: 2024-12}
activities: {english: {name: English}}
priorities: {skills: {name: Skills}}
partners: {college: {name: College, sector: public}}
sources: {page: {title: The Page}}
initiatives:
  course:
    name: Course
    activities: [english]
    priorities: [skills]
    start: 2020
    end: 2025-06
    status: active
    partners: [{partner: college, role: lead}]
    outcomes: [{statement: all of them passed}]
needs:
  n: {statement: English for all, activities: [english], sources: [page], date: 2020-06}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["gaps", *arguments], prog_name="learningcity")


def run_json(*arguments: str) -> Any:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def here(tmp_path: Path) -> str:
    path = tmp_path / "here.yaml"
    path.write_text(CITY, "utf-8")
    return str(path)


def kinds(found: Any) -> list[str]:
    return [row["type"] for row in found["rows"]]


def test_the_parameters_are_echoed() -> None:
    found = run_json(EXAMPLE, "--horizon", "24", "--max-age", "10", "--carry", "3")
    assert found["parameters"] == {
        "on": "2025-04-30",
        "ever": False,
        "carry": 3,
        "horizon": 24,
        "max_age": 10,
        "types": [
            "need-absent", "need-possible", "need-general", "need-partial", "need-reached",
            "continuity", "evidence", "evaluation", "ownership", "sector", "objective",
            "place", "audience",
        ],
    }  # fmt: skip


def test_types_are_chosen_one_by_one(here: str) -> None:
    assert kinds(run_json(here)) == ["need-reached", "continuity", "ownership", "sector", "sector"]
    found = run_json(here, "--type", "sector", "--type", "continuity")
    assert kinds(found) == ["continuity", "sector", "sector"]
    assert found["parameters"]["types"] == ["continuity", "sector"]
    rows = list(
        csv.DictReader(io.StringIO(run(here, "--type", "sector", "--format", "csv").stdout))
    )
    assert [row["subjects"] for row in rows] == [
        "priority:skills;sector:private",
        "priority:skills;sector:third",
    ]
    assert {row["low"] + row["high"] + row["unit"] for row in rows} == {""}


def test_horizon_and_age_are_chosen(here: str) -> None:
    assert "continuity" not in kinds(run_json(here, "--horizon", "5"))
    assert "continuity" in kinds(run_json(here, "--horizon", "6"))
    assert "evidence" not in kinds(run_json(here))
    assert "evidence" in kinds(run_json(here, "--max-age", "4"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--type", "need"], "'need' is none of need-absent, need-possible"),
        (["--horizon", "-1"], "-1 is not in the range x>=0"),
        (["--max-age", "soon"], "'soon' is not a valid integer"),
    ],
)
def test_wrong_usage_ends_with_2(here: str, arguments: list[str], said: str) -> None:
    done = run(here, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


def test_the_text_counts_the_rows_of_each_type_and_shows_the_first(here: str) -> None:
    done = run(here, "--limit", "2")
    text = " ".join(done.stdout.split())
    assert text.startswith(
        "Here, read on 2024-12-31 1 need whose offers all end within 12 months, 1 priority that "
        "nobody at the top answers for, 2 sectors missing from a priority. Rows by type: "
        "need-reached 1, continuity 1, ownership 1, sector 2. --type TYPE shows one type, --limit "
        "0 all rows."
    )
    assert "5 to 6 months" in text
    assert "and 2 more: --limit 0 shows all" in text
    assert text.endswith(f"Next: learningcity show {here} need:n")


def test_the_text_of_one_type_counts_nothing_twice(here: str) -> None:
    text = run(here, "--type", "sector").stdout
    assert "Rows by type" not in text
    assert "No private partner is recorded as taking part in Skills." in " ".join(text.split())
    assert "here.yaml:4" in text
    assert text.splitlines()[2:3] == [""]
    none = run(here, "--type", "place").stdout
    assert none.splitlines() == [
        "Here, read on 2024-12-31",
        "No gap of these types that the files show.",
    ]


def test_the_text_of_a_city_with_many_rows_fits() -> None:
    text = run(EXAMPLE, "--limit", "0").stdout
    assert max(map(len, text.splitlines())) <= 100
    assert len(run(EXAMPLE).stdout.splitlines()) < 110


def test_a_priority_shows_the_gaps_that_are_about_it(here: str) -> None:
    done = CliRunner().invoke(main, ["show", here, "priority:skills", "--format", "json"])
    figures = json.loads(done.stdout)["figures"]
    assert [(figure["result"], figure["type"], figure["subjects"]) for figure in figures] == [
        ("gaps", "ownership", ["priority:skills"]),
        ("gaps", "sector", ["priority:skills", "sector:private"]),
        ("gaps", "sector", ["priority:skills", "sector:third"]),
    ]
    text = CliRunner().invoke(main, ["show", here, "skills"]).stdout
    assert "No private partner is recorded as taking part in Skills." in " ".join(text.split())
