"""What is measured is chosen by name, and written as a table and as JSON."""

from __future__ import annotations

import json
from multiprocessing import active_children
from pathlib import Path

import pytest

from benchmarks import run
from benchmarks.obstacles import OBSTACLES
from benchmarks.run import areas, as_json, as_text, cases, chosen, machine, put_into
from benchmarks.runner import Measured

FOUND = [
    ("start", Measured("import", "it", 1.25, 1.5, "bare", {"ours": (5.0, 6.0), "bare": (4.0,)})),
    ("reading", Measured("memory", "bytes", 2900.0, None, None)),
]


def test_cases_are_chosen_by_their_names_or_by_their_area() -> None:
    assert chosen(["import"]) == [("start", "import")]
    assert {area for area, _ in chosen(["reading"])} == {"reading"}
    assert chosen([])[0] == ("start", "import")
    with pytest.raises(LookupError, match="no case nothing; there are start, import"):
        chosen(["nothing"])


def test_no_two_cases_have_one_name() -> None:
    names = [name for _, name in chosen([])]
    assert len(names) == len(set(names))


def test_a_case_that_does_not_end_is_ended_with_its_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "LONGEST", 0.01)
    with pytest.raises(run.StoppedError, match=r"values-10mb: stopped after 0.01 s"):
        run.alone("reading", "values-10mb", 1)
    assert not active_children()


def test_the_machine_and_the_versions_are_named() -> None:
    where = machine()
    assert where["cores"]
    libraries = where["libraries"]
    assert isinstance(libraries, dict)
    assert {"pydantic", "PyYAML"} <= set(libraries)


def test_json_has_every_single_run() -> None:
    data = json.loads(as_json({"cores": 2}, FOUND))
    assert data["machine"] == {"cores": 2}
    assert [row["case"] for row in data["cases"]] == ["import", "memory"]
    first = data["cases"][0]
    assert first["sides"]["ours"] == {"median": 5.5, "seconds": [5.0, 6.0]}
    assert (first["figure"], first["goal"], first["met"]) == (1.25, 1.5, True)
    assert first["stopped"] == {}


def test_the_text_has_a_table_for_each_area_and_goes_into_a_page(tmp_path: Path) -> None:
    text = as_text(machine(), FOUND)
    assert text.index("### Start") < text.index("import") < text.index("### Reading")
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n")
    put_into(page, text)
    put_into(page, text)
    said = page.read_text("utf-8")
    assert "old" not in said
    assert said.startswith("before\n<!-- measured: begin -->\n\nMeasured on ")
    assert said.endswith("|\n\n<!-- measured: end -->\nafter\n")
    assert said.count("### Start") == 1
    page.write_text("no marks\n")
    with pytest.raises(SystemExit, match="lacks the marks"):
        put_into(page, text)


def test_the_text_says_below_a_table_what_is_missed() -> None:
    far = Measured("check", "it", 99.0, 30, None)
    text = as_text(machine(), [*FOUND, ("start", far)])
    assert (
        text.index("| check ")
        < text.index("\nMissed:\n\n- `check`: half")
        < text.index("### Reading")
    )
    assert "Missed:" not in as_text(machine(), FOUND)


def test_each_obstacle_is_that_of_a_goal() -> None:
    goals = {case.name for area in areas() for case in cases(area) if case.goal is not None}
    assert OBSTACLES.keys() <= goals
    assert all(text.endswith(".") for text in OBSTACLES.values())
