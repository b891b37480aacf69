"""`show`: one thing with its figures and why, or two initiatives and why they are a pair."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.result import Row
from learningcity.cli import main
from learningcity.cli.showing import Figure
from learningcity.cli.text.dossier import _line, show_explanation

EXAMPLE = "example:wolverhampton"

CITY = """\
format: learningcity/1
city: {id: here, name: Here, as_of: 2024-06-30, place: town}
places: {town: {name: Town}, ward: {name: Ward, within: town}}
audiences: {older: {name: Older people}}
priorities: {skills: {name: Skills, owner: college}}
activities: {chess: {name: Chess}}
partners: {college: {name: College}, council: {name: Council}}
bodies: {club: {name: Club Board}}
initiatives:
  club: &offer
    name: Club
    activities: [chess]
    audiences: [older]
    places: [town]
    start: 2021
    status: active
    partners: [{partner: college, role: lead}, {partner: council, role: funder}]
  course:
    name: Course
    activities: [chess]
    audiences: [older]
    places: [town]
    start: 2020
    partners: [{partner: council, role: [funder]}]
  camp: {name: Camp, activities: [chess], audiences: [older], places: [town], end: 2020}
  cup: {name: Cup, activities: [chess], audiences: [older], places: [town], status: active,
        part_of: club}
needs:
  n: {statement: Chess for all., activities: [chess], audiences: [older], priorities: [skills]}
""".replace(" &offer", "")


@pytest.fixture
def here(tmp_path: Path) -> str:
    path = tmp_path / "here.yaml"
    path.write_text(CITY, encoding="utf-8")
    return str(path)


def show(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["show", *arguments], prog_name="learningcity")


def show_json(*arguments: str) -> Any:
    done = show(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def section(text: str, name: str) -> list[str]:
    """The lines about one result."""
    (found,) = re.findall(rf"^In {name}, .*\n((?:.+\n|\n(?!In ))*)", text + "\n", re.MULTILINE)
    return [line for line in str(found).splitlines() if line]


def test_findings_are_explained_and_the_other_rows_have_a_line(here: str) -> None:
    text = show(here, "initiative:club").stdout
    pairs = section(text, "duplicates")
    assert pairs[0] == "Club and Course: possible"
    assert pairs[1].startswith("  1. Club (the first) and Course (the second)")
    assert "What would overturn it:" in pairs
    assert pairs[-1] == "  - joint  club + cup  overlap 1.00, score 0.00 (named in initiatives)"
    assert section(text, "coverage") == [
        "  - reached, places unknown  need:n (named in targeted and unknown_capacity)"
    ]
    gaps = section(text, "gaps")
    assert gaps[0] == "No outcome of Club is recorded."
    assert any(line.startswith("  - need-reached  Chess for all") for line in gaps)
    assert "In questions" not in text


def test_json_has_each_explanation_as_data(here: str) -> None:
    found = show_json(here, "initiative:club", "--on", "2024", "--carry", "1")
    assert found["parameters"] == {"on": "2024-12-31", "ever": False, "carry": 1}
    told = [(f["result"], f.get("initiatives"), f["explanation"]) for f in found["figures"]]
    assert [(result, pair, bool(why)) for result, pair, why in told if result == "duplicates"] == [
        ("duplicates", ["club", "course"], True),
        ("duplicates", ["course", "cup"], False),  # it only names the club as an umbrella
        ("duplicates", ["club", "cup"], False),
    ]
    assert list(told[0][2]) == ["subject", "steps", "overturns"]
    ever = show_json(here, "initiative:club", "--ever")
    assert ever["parameters"]["on"] is None


def test_a_need_is_explained_once(here: str) -> None:
    text = show(here, "need:n").stdout
    assert section(text, "coverage") == ["  - reached, places unknown  need:n (named in need)"]
    gaps = section(text, "gaps")
    assert gaps[0].startswith("Chess for all: named by 2 initiatives")
    assert gaps[1].startswith("  1. The need: Chess for all;")
    found = show_json(here, "need:n")
    assert all(figure["explanation"] for figure in found["figures"])


def test_places_groups_priorities_and_partners_show_what_names_them(here: str) -> None:
    place = show(here, "ward").stdout
    assert section(place, "gaps")[0].startswith("No initiative names Ward")
    assert "  - If Club named Ward, there would be no such gap." in section(place, "gaps")
    group = show(here, "older").stdout
    assert section(group, "coverage") == ["  - reached, places unknown  need:n"]
    assert section(show(here, "priority:skills").stdout, "coverage") == [
        "  - reached, places unknown  need:n"
    ]
    assert section(show(here, "chess").stdout, "coverage") == [
        "  - reached, places unknown  need:n"
    ]
    council = show(here, "council").stdout
    assert section(council, "duplicates") == [
        "  - possible  club + course  overlap 1.00, score 1.00 (named in common_funders)"
    ]
    college = show(here, "college").stdout
    assert section(college, "coverage") == [
        "  - reached, places unknown  need:n (named in providers and sole_provider)"
    ]


def test_questions_of_an_initiative_have_a_line(here: str) -> None:
    asked = section(show(here, "initiative:course").stdout, "questions")
    assert asked == ["  - Is Course still running? (1 finding) (named in initiative)"]
    found = show_json(here, "initiative:course")
    (figure,) = [f for f in found["figures"] if f["result"] == "questions"]
    assert figure["explanation"]["subject"] == "Is Course still running?"


def test_what_nothing_is_said_of_has_no_figures(here: str) -> None:
    assert "In " not in show(here, "body:club").stdout
    assert show_json(here, "body:club")["figures"] == []


def test_a_limit_says_how_many_are_explained() -> None:
    few = show(EXAMPLE, "language-at-work").stdout
    assert few.count("What would overturn it:") == 3
    assert (
        "Next: learningcity show example:wolverhampton ID OTHER explains a pair; --limit 0 all "
        "pairs" in few
    )
    one = show(EXAMPLE, "language-at-work", "--limit", "1").stdout
    assert one.count("What would overturn it:") == 1
    every = show(EXAMPLE, "language-at-work", "--limit", "0").stdout
    assert every.count("What would overturn it:") > 5
    assert "Next:" not in every
    assert max(map(len, every.splitlines())) <= 250  # addresses are not broken


# -- pairs -----------------------------------------------------------------------------------------


def test_two_initiatives_are_explained_as_a_pair(here: str) -> None:
    text = show(here, "course", "initiative:club").stdout
    lines = text.splitlines()
    assert lines[0].startswith("initiative:club  ")
    assert lines[1].startswith("initiative:course  ")
    assert lines[2:5] == ["Here, read on 2024-06-30", "", "Club and Course: possible"]
    assert "What would overturn it:" in lines
    found = show_json(here, "course", "club")
    assert list(found) == [
        "schema", "city", "parameters", "ids", "places", "row", "explanation"
    ]  # fmt: skip
    assert found["schema"] == "learningcity/show-pair/1"
    assert found["ids"] == ["initiative:club", "initiative:course"]
    assert found["row"]["verdict"] == found["explanation"]["overturns"][0]["before"] == "possible"
    assert found["parameters"]["threshold"] == 0.5


def test_a_pair_that_is_no_row_says_why(here: str) -> None:
    text = show(here, "club", "camp").stdout
    assert "Club and Camp: no row" in text
    assert "On 2024-06-30 it surely does not run" in " ".join(text.split())
    assert "overturn" not in text
    assert show_json(here, "club", "camp")["row"] is None
    ever = show(here, "club", "camp", "--ever").stdout
    assert "Club and Camp: apart" in ever
    assert "Here, read over all time" in ever


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (("club", "need:n"), "only two initiatives are shown as a pair, and not 'need:n'"),
        (("club", "club"), "two different initiatives are shown as a pair, and not 'club' twice"),
        (("club", "curse"), "unknown id 'curse'"),
        (("club", "initiative:curse"), "did you mean 'course'?"),
    ],
)
def test_only_two_initiatives_are_a_pair(here: str, ids: tuple[str, str], said: str) -> None:
    done = show(here, *ids)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


# -- text ------------------------------------------------------------------------------------------


def test_a_place_stands_under_the_first_step_that_rests_on_it() -> None:
    steps = (
        Step("One.", places=("a.yaml:1", "b.yaml:7", "a.yaml:3")),
        Step("Two.", places=("a.yaml:3",)),
        Step("Three.", places=("a.yaml:3", "c.yaml")),
    )
    assert list(show_explanation(Explanation("It", steps))) == [
        "It",
        "  1. One.",
        "     a.yaml:1, 3; b.yaml:7",
        "  2. Two.",
        "  3. Three.",
        "     c.yaml",
    ]


def test_a_row_of_another_sort_has_no_line() -> None:
    with pytest.raises(TypeError, match="Row has no line"):
        _line(Figure("other", Row(), (), None))
