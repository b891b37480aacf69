"""What the commands print fits the terminal, in any script."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from learningcity.cli import main
from learningcity.cli.layout import WIDTH, entry, paragraph, placed
from learningcity.datasets import open_example

WORDS = ("learning city", "평생학습 도시", "学習 都市", "mixed 평생학습 words")


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("indent", ["", "  "])
def test_a_paragraph_fills_the_columns_of_a_terminal_and_no_more(words: str, indent: str) -> None:
    text = " ".join([words] * 40)
    lines = paragraph(text, indent).splitlines()
    assert " ".join(line.strip() for line in lines) == text
    assert WIDTH - 12 < max(map(cell_len, lines)) <= WIDTH
    assert [len(line) - len(line.lstrip()) for line in lines[:2]] == [len(indent), 2 * len(indent)]


@pytest.mark.parametrize("command", ["overview", "duplicates", "coverage", "gaps"])
def test_a_city_with_korean_names_fits_the_terminal(command: str) -> None:
    done = CliRunner().invoke(main, [command, "example:gwangmyeong"])
    assert done.exit_code == 0
    assert "광명시" in done.stdout
    assert max(map(cell_len, done.stdout.splitlines())) <= WIDTH


def test_truth_is_shown_as_files_write_it() -> None:
    done = CliRunner().invoke(main, ["show", "example:gwangmyeong", "gwangmyeong-city"])
    assert "  core: true  (line " in done.stdout


def test_an_entry_has_its_name_id_and_place() -> None:
    city = open_example("lanternport")
    assert entry("Port College", "partner", "port-college", city, " (public)") == (
        "Port College (public)\n  port-college  lanternport/3-partners.yaml:14"
    )
    assert entry("Port College", "partner", "port-college", None) == "Port College\n  port-college"
    assert entry("a", "partner", "a", None, " (public)") == "a (public)"
    assert placed("partner", "nobody", city) == "nobody"
