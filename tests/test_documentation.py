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
from tests.pages import Session

ROOT = Path(__file__).parent.parent
PAGES = [
    *ROOT.glob("*.md"),
    *ROOT.glob("examples/*/README.md"),
    *(page for page in ROOT.glob("docs/**/*.md") if "_build" not in page.parts),
]


@pytest.fixture
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder in which a reader types the commands; pictures are drawn on no screen."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.mark.usefixtures("_empty_folder")
@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_of_the_page_does_what_it_says(page: Path) -> None:
    Session(page.read_text("utf-8")).run()


def test_the_scenario_of_the_reference_can_be_read() -> None:
    page = (ROOT / "docs" / "reference" / "scenario-file.md").read_text("utf-8")
    text, _ = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    found = parse_scenario(text)
    assert found.summary() == "One youth hub in place of two: adds 2, changes 2, ends 1, removes 1"


BEYOND_PAIRS = ROOT / "docs" / "explanation" / "beyond-pairs.md"
TABLES = ("groups", "crowding", "surplus", "double-funding", "effort", "twins")


@pytest.mark.parametrize("table", TABLES)
def test_the_examples_beyond_pairs_say_what_the_page_says(table: str, tmp_path: Path) -> None:
    page = BEYOND_PAIRS.read_text("utf-8")
    (city,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (shown,) = re.findall(rf"```text {table}\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "city.yaml"
    path.write_text(city, "utf-8")
    done = CliRunner().invoke(main, ["duplicates", str(path), "--table", table, "--format", "json"])
    assert [row["sentence"] for row in json.loads(done.stdout)["rows"]] == [shown.strip()]


def test_the_figures_beyond_pairs_are_those_of_the_page(tmp_path: Path) -> None:
    (city,) = re.findall(r"```yaml\n(.*?)```", BEYOND_PAIRS.read_text("utf-8"), re.DOTALL)
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
