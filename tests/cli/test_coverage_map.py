"""The map of coverage on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from click.testing import CliRunner, Result

from learningcity.cli import main
from learningcity.cli.analyses import coverage
from learningcity.reach.axes import AXES

EXAMPLE = "example:wolverhampton"

WARD = """
format: learningcity/1
city: {id: c, name: C, as_of: 2024, language: en, place: town}
places:
  town: {name: Town, population: 1000}
  elsewhere: {name: Elsewhere}
  ward: {name: Ward, within: town, population: 200}
activities: {chess: {name: Chess}}
audiences: {adults: {name: Adults, by: age}}
initiatives:
  club:
    {name: Club, activities: [chess], audiences: [adults], places: [town], status: active,
     capacity: 50}
  other:
    {name: Other, activities: [chess], audiences: [adults], places: [elsewhere], status: active}
needs:
  need:
    {statement: Chess in the ward, activities: [chess], audiences: [adults], places: [ward],
     people: 40}
"""


def run(*words: str) -> Result:
    """What a command prints."""
    return CliRunner().invoke(main, ["coverage", *words])


def test_a_map_is_shown_with_the_longer_axis_downwards() -> None:
    shown = run(EXAMPLE, "--table", "map")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("City of Wolverhampton, read on 2025-04-30\nPriorities × groups")
    assert "  refugees-and-migrants" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100
    assert "Next: learningcity coverage example:wolverhampton --table map" in shown.stdout


def test_a_large_map_is_a_list() -> None:
    shown = run(
        EXAMPLE, "--table", "map", "--rows", "audience", "--columns", "activity", "--detail"
    )
    assert "Refugees and migrants (refugees-and-migrants)\n" in shown.stdout
    assert "\n  none recorded: " in shown.stdout


def test_a_map_without_anything_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("format: learningcity/1\ncity: {id: c, name: C, as_of: 2024}\n")
    shown = run(str(path), "--table", "map")
    assert shown.stdout == "C, read on 2024-12-31\nPriorities × groups: nothing to compare.\n"


def test_json_has_the_cells_and_the_names() -> None:
    said = json.loads(
        run(EXAMPLE, "--table", "map", "--columns", "mode", "--format", "json").stdout
    )
    assert said["schema"] == "learningcity/coverage-map/1"
    assert said["parameters"]["columns"] == "mode"
    assert len(said["rows"]) == len(said["row_names"]) * len(said["column_names"])
    assert said["rows"][0]["status"] == "named"


def test_csv_has_a_line_for_each_cell() -> None:
    shown = run(EXAMPLE, "--table", "map", "--columns", "mode", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert len(rows) == 9
    assert rows[0]["row"] == "realising-aspirations"


def test_the_axes_must_differ() -> None:
    shown = run(EXAMPLE, "--table", "map", "--rows", "mode", "--columns", "mode")
    assert shown.exit_code == 2
    assert "--rows and --columns are both mode: choose two" in shown.stderr


def test_an_estimate_is_shown_as_one(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text(WARD)
    shown = run(str(path)).stdout
    assert "0 to 50" in shown
    assert "(~ 10)" in shown
    assert "an estimate, each offer shared out" in shown
    assert (
        "In no cell: other."
        in run(str(path), "--table", "map", "--rows", "place", "--columns", "activity").stdout
    )


def test_the_axes_are_those_of_the_analysis() -> None:
    (rows,) = (option for option in coverage.params if option.name == "rows")
    assert tuple(getattr(rows.type, "choices", ())) == AXES
