"""What the commands print fits the terminal, in any script."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from learningcity.cli import main
from learningcity.cli.layout import WIDTH, entry, paragraph, placed, table, typed, where
from learningcity.datasets import open_example
from learningcity.io.reader import check_texts

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


def test_the_heads_of_a_table_do_nothing_either() -> None:
    drawn = table(("a\u202eb\nc", "d"), [("x\x1b[2J\ny", "z")], flexible=0)
    assert sorted(drawn.split()) == sorted(["a\\u202eb", "c", "d", "x\\x1b[2J", "y", "z"])


def test_what_to_type_next_is_one_word_for_a_shell_and_does_nothing() -> None:
    assert typed("my city.yaml") == "'my city.yaml'"
    assert typed("example:lanternport") == "example:lanternport"
    assert typed("a\x1b[2J; ls") == "'a\\x1b[2J; ls'"


def test_a_place_in_a_file_with_a_strange_name_does_nothing() -> None:
    text = "format: learningcity/1\ncity: {id: c, name: C, as_of: 2024}\npartners: {p: {name: P}}\n"
    city = check_texts({"a\x1b[2J\nb.yaml": text}, name="data").city
    assert city is not None
    assert where(city, "partner:p") == "a\\x1b[2J\\nb.yaml:3"


def test_an_entry_has_its_name_id_and_place() -> None:
    city = open_example("lanternport")
    assert entry("Port College", "partner", "port-college", city, " (public)") == (
        "Port College (public)\n  port-college  lanternport/3-partners.yaml:14"
    )
    assert entry("Port College", "partner", "port-college", None) == "Port College\n  port-college"
    assert entry("a", "partner", "a", None, " (public)") == "a (public)"
    assert placed("partner", "nobody", city) == "nobody"
