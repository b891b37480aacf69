"""What the tutorials show is what happens."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from learningcity.cli import main
from learningcity.io.scenarios import parse_scenario

PAGE = Path(__file__).parent.parent / "docs" / "tutorials" / "first-report.md"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The city of the tutorial, in the folder in which its commands are typed."""
    monkeypatch.chdir(tmp_path)
    (city,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "my-city" / "city.yaml"
    path.parent.mkdir()
    path.write_text(city, "utf-8")
    return path


def test_the_mistake_of_the_tutorial_is_found_as_shown(written: Path) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    done = CliRunner().invoke(main, ["check", "my-city"])
    assert done.exit_code == 1
    assert shown in done.stdout
    assert "1 error, 1 warning" in done.stdout


def test_the_mended_city_of_the_tutorial_is_short_of_places(written: Path) -> None:
    written.write_text(written.read_text("utf-8").replace("libary", "library"), "utf-8")
    assert CliRunner().invoke(main, ["check", "my-city"]).exit_code == 0
    done = CliRunner().invoke(main, ["gaps", "my-city"])
    assert "1 need with surely too few places" in done.stdout.lower()
    assert "add places for at least 840 people a year" in " ".join(done.stdout.split())


WHAT_IF = Path(__file__).parent.parent / "docs" / "how-to" / "try-a-what-if.md"


def test_the_what_ifs_of_the_guide_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = WHAT_IF.read_text("utf-8")
    first, second = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    Path("without-adult-education.yaml").write_text(first, "utf-8")
    Path("second.yaml").write_text(second, "utf-8")
    commands = re.findall(r"^learningcity (.*)$", page, re.MULTILINE)
    said = ""
    for command in commands:
        done = CliRunner().invoke(main, command.split())
        assert done.exit_code == 0, command
        said += done.stdout
    assert len(commands) == 6
    assert Path("what-if.html").exists()
    for shown in re.findall(r"```text\n(.*?)```", page, re.DOTALL):
        assert shown in said
    line = ["check", "example:wolverhampton", "--scenario", "second.yaml"]
    assert "'aew-deaf-cafe' goes with" not in CliRunner().invoke(main, line).stdout


def test_the_scenario_of_the_reference_can_be_read() -> None:
    page = (WHAT_IF.parent.parent / "reference" / "scenario-file.md").read_text("utf-8")
    text, _ = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    found = parse_scenario(text)
    assert found.summary() == "One youth hub in place of two: adds 2, changes 2, ends 1, removes 1"


DUPLICATION = Path(__file__).parent.parent / "docs" / "explanation" / "duplication.md"
TABLES = ("groups", "crowding", "surplus", "double-funding", "effort", "twins")


@pytest.mark.parametrize("table", TABLES)
def test_the_examples_beyond_pairs_say_what_the_page_says(table: str, tmp_path: Path) -> None:
    page = DUPLICATION.read_text("utf-8")
    (city,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (shown,) = re.findall(rf"```text {table}\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "city.yaml"
    path.write_text(city, "utf-8")
    done = CliRunner().invoke(main, ["duplicates", str(path), "--table", table, "--format", "json"])
    assert [row["sentence"] for row in json.loads(done.stdout)["rows"]] == [shown.strip()]


def test_the_figures_beyond_pairs_are_those_of_the_page(tmp_path: Path) -> None:
    (city,) = re.findall(r"```yaml\n(.*?)```", DUPLICATION.read_text("utf-8"), re.DOTALL)
    path = tmp_path / "city.yaml"
    path.write_text(city, "utf-8")

    def found(table: str) -> Any:
        asked = ["duplicates", str(path), "--table", table, "--format", "json"]
        return json.loads(CliRunner().invoke(main, asked).stdout)

    (crowd,) = found("crowding")["rows"]
    assert (crowd["separate"], crowd["narrower"]) == (2, ["job-point"])
    (boards,) = found("effort")["rows"]
    assert (boards["containment"], round(boards["jaccard"], 4)) == (1, 0.6667)
    assert found("groups")["complete"] is True
    pairs = found("pairs")
    assert [row["verdict"] for row in pairs["rows"]] == ["candidate"] * 3
    (moot,) = pairs["moot_reviews"]
    assert (moot["initiatives"], moot["reason"]) == (["job-club", "mentors"], "below-minimum")


WHY = Path(__file__).parent.parent / "docs" / "how-to" / "find-out-why.md"


def test_every_command_of_the_page_on_reasons_runs() -> None:
    blocks = re.findall(r"```\n(learningcity .*?)```", WHY.read_text("utf-8"), re.DOTALL)
    commands = [line.split()[1:] for block in blocks for line in block.splitlines()]
    assert len(commands) == 3
    for command in commands:
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, command
        assert done.stdout.startswith(("initiative:", "need:", "partner:"))


def test_every_cell_of_the_page_on_reasons_runs(capsys: pytest.CaptureFixture[str]) -> None:
    cells = re.findall(r"```\{code-cell\} python\n(.*?)```", WHY.read_text("utf-8"), re.DOTALL)
    known: dict[str, object] = {}
    for cell in cells:
        exec(cell, known)
        assert capsys.readouterr().out


BOARD = Path(__file__).parent.parent / "docs" / "how-to" / "show-the-board.md"


def test_the_commands_and_the_program_for_the_board_write_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = BOARD.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    for command in re.findall(r"```\nlearningcity (.*?)\n```", page):
        done = CliRunner().invoke(main, command.split())
        assert done.exit_code == 0, command
        Path("report.html").unlink()
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(program, str(BOARD), "exec"), {})
    assert Path("report.html").exists()
