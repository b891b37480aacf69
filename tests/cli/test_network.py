"""The command ``network`` and its tables."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from learningcity.cli import main
from learningcity.cli.network_tables import TABLES

PLANTED = "example:lanternport"
FEW = ("--samples", "20")
FIRST = {"overview": "network"}
"""The result of the first table, as of each command, has the name of the command."""
SAMPLED = {
    "overview",
    "mixing-matrix",
    "mixing",
    "cohesion",
    "core-periphery",
    "two-mode-structure",
    "backbone",
    "robustness",
    "sensitivity",
}
tables = pytest.mark.parametrize("table", TABLES)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["network", *arguments], prog_name="learningcity")


def asked(path: str, table: str, *more: str) -> Result:
    few = FEW if table in SAMPLED else ()
    return run(path, "--table", table, *few, *more)


def run_json(path: str, table: str, *more: str) -> Any:
    done = asked(path, table, "--format", "json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@tables
def test_json_says_what_it_is_and_what_it_rests_on(table: str) -> None:
    found = run_json(PLANTED, table)
    assert found["schema"] == f"learningcity/{FIRST.get(table, table)}/1"
    assert found["city"] == "lanternport"
    assert found["rows"]
    said = found["parameters"]
    day = said["graph"]["on"] if "graph" in said else said["on"]
    assert day == "2025-06-30"
    assert len({tuple(row) for row in found["rows"]}) == 1


@tables
def test_csv_has_the_same_columns_and_as_many_rows(table: str) -> None:
    done = asked(PLANTED, table, "--format", "csv")
    assert done.exit_code == 0, done.output
    rows = list(csv.reader(io.StringIO(done.stdout, newline="")))
    found = run_json(PLANTED, table)["rows"]
    assert rows[0] == list(found[0])
    assert len(rows) == len(found) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


@tables
@pytest.mark.parametrize("path", [PLANTED, "example:gwangmyeong"])
def test_text_starts_with_the_city_and_fits_100_columns(table: str, path: str) -> None:
    done = asked(path, table)
    assert (done.exit_code, done.stderr) == (0, ""), done.output
    lines = done.stdout.splitlines()
    assert lines[0].startswith(("Lanternport", "광명시"))
    assert max(map(len, lines)) <= 100
    assert len(lines) > 1


@tables
def test_an_empty_city_has_a_sentence(table: str, tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text("format: learningcity/1\ncity: {id: t, name: Tiny, as_of: 2024}\n", "utf-8")
    done = asked(str(path), table)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Tiny")
    assert "Next:" not in done.stdout
    found = run_json(str(path), table)
    assert all(row.get("value") is None or row["value"] == 0 for row in found["rows"])


@tables
def test_partners_without_initiatives_are_no_error(table: str, tmp_path: Path) -> None:
    path = tmp_path / "idle.yaml"
    path.write_text(
        "format: learningcity/1\n"
        "city: {id: t, name: Idle, as_of: 2024}\n"
        "partners:\n"
        "  a: {name: A, sector: public}\n"
        "  b: {name: B, sector: third}\n",
        "utf-8",
    )
    done = asked(str(path), table)
    assert done.exit_code == 0, done.output
    run_json(str(path), table)


def test_the_answers_come_first_and_in_their_order() -> None:
    done = run(PLANTED, *FEW)
    headings = [line for line in done.stdout.splitlines() if line.endswith("?")]
    assert headings == [
        "Who connects the partners?",
        "Who is indispensable?",
        "Which sectors meet?",
        "What is more than chance, and what cannot be told?",
        "What rests on missing data?",
    ]
    found = run_json(PLANTED, "overview")
    assert {row["table"] for row in found["rows"]} <= set(TABLES)
    assert f"Next: learningcity network {PLANTED} --table positions" in done.stdout


def test_a_limit_shows_fewer_answers_and_says_so() -> None:
    done = run(PLANTED, *FEW, "--limit", "1")
    assert done.stdout.count("\n  - ") == 5
    assert "… and 2 more: --limit 0 shows all" in done.stdout
    whole = run(PLANTED, *FEW, "--limit", "0")
    assert "more: --limit" not in whole.stdout
    assert whole.stdout.count("\n  - ") == len(run_json(PLANTED, "overview")["rows"])


def test_another_day_and_all_time_are_read() -> None:
    assert run_json(PLANTED, "positions", "--on", "2024-01")["parameters"]["on"] == "2024-01-31"
    said = run_json(PLANTED, "overview", "--ever", "--carry", "0")["parameters"]
    assert (said["on"], said["ever"], said["carry"]) == (None, True, 0)
    done = run(PLANTED, "--table", "backbone", "--ever", *FEW)
    assert done.stdout.startswith("Lanternport, read over all time")


def test_the_weight_and_the_seed_reach_the_result() -> None:
    said = run_json(PLANTED, "positions", "--weight", "count")["parameters"]
    assert said["weight"] == "count"
    first, other = (run_json(PLANTED, "sensitivity", "--seed", seed)["rows"] for seed in ("1", "2"))
    assert first != other


def test_chance_is_what_was_asked_for() -> None:
    found = run_json(PLANTED, "two-mode-structure", "--null", "none")
    assert {row["null_mean"] for row in found["rows"]} == {None}
    assert found["parameters"]["null"] is None
    assert run_json(PLANTED, "two-mode-structure")["parameters"]["null"] == "margins"
    assert run_json(PLANTED, "mixing")["parameters"]["null"] == "labels"
    assert run_json(PLANTED, "mixing", "--null", "none")["parameters"]["null"] is None
    assert run_json(PLANTED, "backbone", "--null", "rows")["parameters"]["null"] == "rows"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--table", "positions", "--null", "margins"],
            "--null goes with --table mixing-matrix, mixing",
        ),
        (["--table", "mixing", "--null", "margins"], "--null margins does not go with --table"),
        (["--table", "cohesion", "--null", "labels"], "--table cohesion, only margins or none"),
        (["--table", "resilience", "--samples", "3"], "--samples goes with --table overview"),
        (
            ["--table", "two-mode-structure", "--weight", "count"],
            "--weight goes with --table overview",
        ),
        (["--table", "withdrawals", "--seed", "3"], "--seed goes with --table"),
        (["--table", "nothing"], "is not one of"),
        (["--samples", "0"], "is not in the range"),
        (["--on", "2024", "--ever"], "exclude each other"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], said: str) -> None:
    done = run(PLANTED, *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""


def test_what_is_of_one_day_is_not_read_over_all_time() -> None:
    done = run(PLANTED, "--table", "sustainability", "--ever")
    assert done.exit_code == 2
    assert "--ever does not go with --table sustainability" in done.stderr


def test_samples_are_many_where_that_is_quick() -> None:
    done = run(PLANTED, "--table", "mixing", "--format", "json")
    assert json.loads(done.stdout)["parameters"]["samples"] == 1000
    done = run(PLANTED, "--format", "json")
    assert json.loads(done.stdout)["parameters"]["samples"] == 200


@pytest.mark.parametrize("table", ["overview", "sensitivity", "communities"])
def test_the_same_bytes_with_every_hash_seed(table: str) -> None:
    program = (
        "from learningcity.cli import main; main(['network', 'example:gwangmyeong', '--table', "
        f"'{table}', '--format', 'json'{', *' + repr(FEW) if table != 'communities' else ''}])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "17")
    }
    assert len(said) == 1


def test_a_scenario_is_read_and_named(tmp_path: Path) -> None:
    scenario = tmp_path / "without.yaml"
    scenario.write_text(
        "format: learningcity-scenario/1\n"
        "scenario: {id: without, name: Without the quay hotels}\n"
        "remove: {partners: [quay-hotels]}\n",
        "utf-8",
    )
    done = run(PLANTED, "--table", "positions", "--scenario", str(scenario))
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Lanternport, read on 2025-06-30, what if: Without the quay")
    assert "Quay Hotels" not in done.stdout


def test_problems_of_a_city_end_it_with_1_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("format: learningcity/1\ncity: {id: t, name: T, as_of: soon}\n", "utf-8")
    done = run(str(path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "[wrong-date]" in done.stderr


def test_text_from_files_is_made_harmless(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(
        "format: learningcity/1\n"
        "city: {id: t, name: T, as_of: 2024}\n"
        'partners: {a: {name: "A\\u202Ered", sector: public}, b: {name: B, sector: third}}\n'
        "initiatives:\n"
        "  i: {name: I, status: active, partners: [{partner: a, role: lead}, "
        "{partner: b, role: partner}]}\n",
        "utf-8",
    )
    for table in TABLES:
        done = asked(str(path), table)
        assert done.exit_code == 0, done.output
        assert "\u202e" not in done.stdout


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("positions", ("Quay Hotels works with", "quay-hotels", "lanternport/3-partners.yaml:82")),
        ("brokerage", ("Quay Hotels (private)", "quay-hotels", "lanternport/3-partners.yaml:82")),
        ("core-periphery", ("Quay Hotels", "quay-hotels", "lanternport/3-partners.yaml:82")),
        ("mixing-partners", ("Adult School", "adult-school", "lanternport/3-partners.yaml:38")),
        ("mixing-initiatives", ("Work Ready", "work-ready", "lanternport/4-work.yaml:")),
        ("redundancy", ("Skills Alliance: 4", "skills-alliance", "lanternport/4-work.yaml:4")),
        ("communities", ("Port College (port-college)", "Ship Welding")),
        (
            "backbone",
            ("Chamber of Trade and Port College", "in Apprentice Alliance", "3-partners.yaml:68"),
        ),
    ],
)
def test_tables_name_entries_with_their_id_and_place(table: str, said: tuple[str, ...]) -> None:
    text = " ".join(asked(PLANTED, table, "--limit", "0").output.split())
    for words in said:
        assert words in text, words
