"""A city file that says next to nothing is answered in a sentence, not in a table of nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from learningcity.cli import main
from learningcity.cli.duplicate_tables import TABLES as DUPLICATE_TABLES
from learningcity.cli.network_tables import TABLES

EMPTY = "format: learningcity/1\ncity: {id: nowhere, name: Nowhere, as_of: 2025-11}\n"
COMMANDS = [
    *(["network", "--table", table] for table in TABLES),
    *(["duplicates", "--table", table] for table in DUPLICATE_TABLES),
    *(["coverage", "--table", table] for table in ("needs", "map")),
    *(["timeline", "--table", table] for table in ("periods", "cliff", "endings")),
    ["gaps"],
    ["funding"],
    ["overview"],
]


def read(folder: Path, text: str, *command: str) -> str:
    """What a command says of a city."""
    path = folder / "city.yaml"
    path.write_text(text, encoding="utf-8")
    name, *rest = command
    done = CliRunner().invoke(main, [name, str(path), *rest])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_empty_city_has_sentences_and_no_table(command: list[str], tmp_path: Path) -> None:
    said = read(tmp_path, EMPTY, *command)
    assert said.startswith("Nowhere, read o")
    lines = said.splitlines()
    columns = [line for line in lines if "  " in line.strip()]
    assert columns == []
    assert len([line for line in lines if line]) <= (3 if command[0] != "overview" else 9)
    assert "not defined" not in said


def test_an_overview_of_nothing_has_no_colon_before_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, EMPTY, "overview").splitlines()[1:4] == [
        "0 partners",
        "0 initiatives",
        "0 priorities and objectives, 0 places, 0 sources",
    ]


def test_what_little_there_is_has_its_table(tmp_path: Path) -> None:
    """One need, or one line without a date, is something to show."""
    need = "needs: {n: {statement: More., activities: [literacy]}}\n"
    assert "0 of 1" in read(tmp_path, EMPTY + need, "timeline")
    line = "{name: X, status: active, funding: {t: {amount: 5, currency: GBP}}}"
    paid = EMPTY + "initiatives: {x: " + line + "}\n"
    assert "undated" in read(tmp_path, paid, "timeline", "--table", "cliff")
    assert "no priority stated" in read(tmp_path, paid, "network", "--table", "sustainability")
    alone = EMPTY + "partners: {a: {name: A}}\n"
    assert "Pairs of partners" in read(tmp_path, alone, "network", "--table", "cohesion")
