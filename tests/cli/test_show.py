"""One thing, or two initiatives, with everything that leads to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learningcity.cli import main
from learningcity.datasets import open_example

CITY = "example:lanternport"

SMALL = """
format: learningcity/1
city: {id: c, name: C, as_of: 2024, language: en}
activities: {chess: {name: Chess}}
audiences: {adults: {name: Adults, by: age}, old: {name: The old, within: adults}}
initiatives:
  club: {name: Club, activities: [chess], audiences: [adults], start: 2020}
  circle: {name: Circle, activities: [chess], audiences: [adults], start: 2021}
  silent: {name: Silent}
needs:
  need: {statement: Chess for the old, activities: [chess], audiences: [old], people: 40}
"""


def run(*words: str) -> Result:
    """What the command prints."""
    return CliRunner().invoke(main, ["show", *words])


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The path of a city in which nobody is named as lead and nobody knows what runs."""
    path = tmp_path / "city.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def test_two_initiatives_are_shown_as_a_pair() -> None:
    shown = run(CITY, "work-ready", "initiative:harbour-job-coaching").stdout
    assert shown.startswith("initiative:harbour-job-coaching  lanternport/4-work.yaml:27\n")
    assert "\nHarbour Job Coaching and Work Ready: candidate\n  1. " in shown
    assert "What would overturn it:" in shown


def test_a_pair_is_data_too() -> None:
    said = json.loads(run(CITY, "work-ready", "harbour-job-coaching", "--format", "json").stdout)
    assert said["schema"] == "learningcity/show-pair/1"
    assert said["row"]["verdict"] == "candidate"
    assert said["explanation"]["steps"][0]["places"]


def test_a_pair_without_a_row_says_why(small: str) -> None:
    shown = run(small, "club", "silent")
    assert shown.exit_code == 0
    assert "What would overturn it" not in shown.stdout
    said = json.loads(run(small, "club", "silent", "--format", "json").stdout)
    assert said["row"] is None
    assert said["explanation"]["steps"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("work-ready", "work-ready"), "and not 'work-ready' twice"),
        (("work-ready", "need:going-online"), "and not 'need:going-online'"),
        (("work-ready", "initiative:nobody"), "unknown initiative 'nobody'"),
        (("work-redy",), "did you mean 'work-ready'?"),
    ],
)
def test_what_is_no_pair_is_wrong_usage(words: tuple[str, ...], message: str) -> None:
    shown = run(CITY, *words)
    assert shown.exit_code == 2
    assert message in shown.stderr


@pytest.mark.parametrize(
    "key",
    [
        "initiative:harbour-job-coaching",
        "need:going-online",
        "partner:city-library",
        "priority:skills-for-work",
        "place:harbourside",
        "audience:jobseekers",
        "body:basics-board",
        "tie:0",
        "review:0",
        f"fact:{open_example('lanternport').facts.ids[0]}",
        f"source:{open_example('lanternport').sources.ids[0]}",
    ],
)
def test_each_sort_of_entry_has_a_page(key: str) -> None:
    shown = run(CITY, key)
    assert shown.stdout.startswith(f"{key}  lanternport/")
    assert json.loads(run(CITY, key, "--format", "json").stdout)["id"] == key


def test_more_pairs_than_asked_for_have_a_line_each() -> None:
    few = run("example:wolverhampton", "initiative:good-shepherd-pathways", "--limit", "1").stdout
    assert few.count("What would overturn it:") < 4
    assert "ID OTHER explains a pair; --limit 0 all pairs" in few


def test_what_nobody_knows_is_asked_of_nobody_in_particular(small: str) -> None:
    shown = CliRunner().invoke(main, ["overview", small]).stdout
    assert "nobody is named as lead" in shown
    assert "more question" in shown


def test_few_questions_are_all_shown(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    one = SMALL.replace("start: 2020", "status: active, start: 2020")
    one = "".join(line for line in one.splitlines(keepends=True) if "circle" not in line)
    path.write_text(one, encoding="utf-8")
    shown = CliRunner().invoke(main, ["overview", str(path)]).stdout
    assert "How many people can Club serve in a year? (1 finding)" in shown
    assert "more question" not in shown
