"""What the tutorials show is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from learningcity.cli import main

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
