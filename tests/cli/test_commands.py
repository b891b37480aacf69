"""The command line: what is printed where, in which form, with which exit code."""

from __future__ import annotations

import contextlib
import csv
import gc
import io
import json
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.gaps import find_gaps
from learningcity.cli import main
from learningcity.io.reader import parse_city, read_city

EXAMPLE = "example:wolverhampton"

DUPLICATE_KEYS = [
    "initiatives",
    "facets",
    "alike",
    "overlap",
    "mutual",
    "together",
    "coordination",
    "common_funders",
    "credit",
    "verdict",
    "unknowns",
    "under",
    "score",
    "at_stake",
    "currency",
]
COVERAGE_KEYS = [
    "need",
    "facets",
    "targeted",
    "general",
    "may_reach",
    "unreached_places",
    "unreached_audiences",
    "people_low",
    "people_high",
    "supply_low",
    "supply_high",
    "unknown_capacity",
    "shortfall_low",
    "shortfall_high",
    "status",
    "sufficiency",
    "providers",
    "sole_provider",
    "estimate_low",
    "estimate_high",
]
GAP_KEYS = [
    "type",
    "subjects",
    "marks",
    "low",
    "high",
    "unit",
    "strength",
    "sentence",
    "remedy",
    "partners",
]

SOUND = """\
format: learningcity/1
city: {id: riverton, name: Riverton, as_of: 2024-06}
places: {riverton: {name: Riverton}}
partners: {college: {name: College}, library: {name: Library}}
initiatives:
  night-school: {name: Night School, partners: [{partner: college, role: lead}]}
  reading-room: {name: =1+1, partners: [{partner: library, role: lead}]}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="learningcity")


def run_json(*arguments: str) -> Any:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def riverton(tmp_path: Path) -> str:
    path = tmp_path / "riverton.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("command", "keys"),
    [("duplicates", DUPLICATE_KEYS), ("coverage", COVERAGE_KEYS), ("gaps", GAP_KEYS)],
)
def test_json_has_the_documented_keys_in_their_order(command: str, keys: list[str]) -> None:
    found = run_json(command, EXAMPLE)
    assert list(found)[:3] == ["schema", "city", "parameters"]
    assert found["schema"] == f"learningcity/{command}/1"
    assert found["city"] == "wolverhampton"
    assert found["parameters"]["on"] == "2025-04-30"
    assert found["rows"]
    assert all(list(row) == keys for row in found["rows"])


@pytest.mark.parametrize("command", ["duplicates", "coverage", "gaps"])
def test_csv_has_the_same_columns_and_as_many_rows(command: str) -> None:
    done = run(command, EXAMPLE, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout, newline="")))
    found = run_json(command, EXAMPLE)
    assert rows[0] == list(found["rows"][0])
    assert len(rows) == len(found["rows"]) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_duplicates_over_all_time_count_what_could_not_be_judged() -> None:
    found = run_json("duplicates", EXAMPLE, "--ever", "--threshold", "0.75", "--minimum", "0.5")
    assert found["unjudged"] == 0
    assert found["parameters"]["on"] is None
    assert found["parameters"]["threshold"] == 0.75
    assert all(row["overlap"] >= 0.5 for row in found["rows"])


def test_a_need_that_is_named_may_still_lack_places() -> None:
    """No line says that a need is reached where there are too few places for it."""
    text = run("coverage", "example:lanternport", "--limit", "0").stdout
    rows = [row for row in text.split("\n\n") if "lanternport/7-needs.yaml" in row]
    found = {row["need"]: row for row in run_json("coverage", "example:lanternport")["rows"]}
    words = {
        "reached": "named for all",
        "partial": "named in part",
        "general": "general only",
        "absent": "nothing",
    }
    assert len(rows) == len(found)
    for row, need in zip(rows, found.values(), strict=True):
        assert row.startswith(words[need["status"]])
        assert ("too few" in row) == (need["sufficiency"] == "short")
        assert ("enough" in row) == (need["sufficiency"] == "met")
    assert {need["sufficiency"] for need in found.values()} == {"short", "met", "unknown"}


@pytest.mark.parametrize("command", ["overview", "duplicates", "coverage", "gaps"])
@pytest.mark.parametrize("time", [[], ["--ever"], ["--on", "2022-03"]], ids=["now", "ever", "on"])
def test_text_starts_with_a_sentence_and_fits_100_columns(command: str, time: list[str]) -> None:
    done = run(command, EXAMPLE, *time)
    assert done.exit_code == 0
    assert done.stdout.startswith("City of Wolverhampton, read o")
    assert max(len(line) for line in done.stdout.splitlines()) <= 100
    assert "Next: learningcity" in done.stdout


def test_text_names_the_file_and_the_line_of_each_finding() -> None:
    lines = run("duplicates", EXAMPLE, "--limit", "1").stdout.splitlines()
    assert any("wolverhampton/initiatives-" in line and ".yaml:" in line for line in lines)


def test_a_limit_of_zero_shows_every_row() -> None:
    assert "more: --limit 0" in run("coverage", EXAMPLE).stdout
    assert "more: --limit 0" not in run("coverage", EXAMPLE, "--limit", "0").stdout


def test_overview_ends_with_what_to_ask_whom_and_tells_of_warnings() -> None:
    done = run("overview", EXAMPLE)
    assert "What to ask whom" in done.stdout
    assert "10 warnings about the files" in done.stderr
    assert "  candidate 1.00: Connexions Wolverhampton + Talking Therapies" in done.stdout
    rows = run_json("overview", EXAMPLE)["rows"]
    assert [row["findings"] for row in rows] == sorted((r["findings"] for r in rows), reverse=True)


def test_a_small_city_without_findings_is_no_error(riverton: str) -> None:
    for command in ("overview", "duplicates", "coverage", "gaps"):
        done = run(command, riverton)
        assert done.exit_code == 0, done.output
        assert run_json(command, riverton)["city"] == "riverton"


def test_check_lists_every_problem_and_fails_on_errors_only(riverton: str) -> None:
    done = run("check", riverton)
    assert done.exit_code == 0
    assert "warning" in done.stdout
    assert run("check", riverton, "--fail-on", "warning").exit_code == 1
    Path(riverton).write_text(SOUND.replace("partner: college", "partner: colege"), "utf-8")
    done = run("check", riverton)
    assert done.exit_code == 1
    assert "error: unknown partner 'colege' [unknown-reference]" in done.stdout
    assert "did you mean 'college'?" in done.stdout
    assert done.stderr.startswith("Run 'learningcity explain unknown-reference' to read more")
    found = json.loads(run("check", riverton, "--format", "json").stdout)
    assert found["schema"] == "learningcity/check/1"
    assert found["city"] is None
    keys = ["code", "severity", "message", "hint", "path", "line", "column", "related"]
    assert all(list(problem) == keys for problem in found["problems"])


def test_check_counts_the_notes_and_shows_them_on_request() -> None:
    done = run("check", EXAMPLE)
    assert done.exit_code == 0
    assert "info" not in done.stdout
    assert done.stdout.splitlines()[-1] == "10 warnings, 60 notes (notes are not shown)"
    assert done.stderr.endswith(f"The notes: learningcity check {EXAMPLE} --all\n")
    whole = run("check", EXAMPLE, "--all")
    assert whole.stdout.count(": info: ") == 60
    assert whole.stdout.splitlines()[-1] == "10 warnings, 60 notes"
    assert "The notes" not in whole.stderr
    found = run_json("check", EXAMPLE)
    assert len(found["problems"]) == 70


def test_check_of_a_faultless_city_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(SOUND.partition("places:")[0], encoding="utf-8")
    done = run("check", str(path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{path}: no problems\n", "")


def test_check_shows_a_hundred_problems_and_counts_all(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("\n".join(["partners:", *(f"  p{n}: {{nam: P}}" for n in range(120))]), "utf-8")
    lines = run("check", str(path)).stdout.splitlines()
    assert sum(line.endswith("[unknown-key]") for line in lines) == 99
    assert lines[-1] == "121 errors (only 100 are shown)"


def test_problems_of_a_city_end_an_analysis_with_1_on_standard_error(riverton: str) -> None:
    Path(riverton).write_text(SOUND.replace("as_of: 2024-06", "as_of: soon"), "utf-8")
    for command in ("overview", "duplicates", "coverage", "gaps"):
        done = run(command, riverton)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "[wrong-date]" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gaps", "nowhere.yaml"], "there is no file or folder 'nowhere.yaml'"),
        (["gaps", "example:wolverhamton"], "did you mean 'wolverhampton'"),
        (["gap", EXAMPLE], "No such command 'gap'"),
        (["gaps", EXAMPLE, "--on", "soon"], "'soon' is not a date"),
        (["gaps", EXAMPLE, "--on", "2022", "--ever"], "exclude each other"),
        (["gaps", EXAMPLE, "--ever", "--on", "2022"], "exclude each other"),
        (["duplicates", EXAMPLE, "--threshold", "2"], "--threshold"),
        (["show", EXAMPLE, "initiative:wolves-at-wrk"], "did you mean 'wolves-at-work'"),
        (["show", EXAMPLE, "initiativ:x"], "did you mean 'initiative'"),
        (["show", EXAMPLE, "nobody-is-called-this-way"], "unknown id"),
        (["show", EXAMPLE, "wclr"], "initiative:wclr"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_clear_message(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


def test_show_gives_lines_sources_references_and_figures() -> None:
    text = run("show", EXAMPLE, "wolves-at-work").stdout
    assert text.startswith("initiative:wolves-at-work  wolverhampton/initiatives-3-work.yaml:")
    assert "Named by" in text
    assert "Sources" in text
    assert "In duplicates" in text
    assert "- partner: jaguar-land-rover, role: employer" in text
    assert "council-reserve: amount: 3000000" in run("show", EXAMPLE, "wolves-at-work-18-24").stdout
    found = run_json("show", EXAMPLE, "need:youth-rate-2023-08")
    assert found["id"] == "need:youth-rate-2023-08"
    assert found["entry"]["people"] == 2250
    assert found["entry"]["indicator"]["value"] == 10.5
    assert {figure["result"] for figure in found["figures"]} == {"coverage", "gaps"}
    assert found["sources"][0]["id"] == "es-unemployment-2023"


def test_example_copies_a_city_and_does_not_write_over_anything(tmp_path: Path) -> None:
    folder = str(tmp_path / "mine")
    assert run("example", "wolverhampton", folder).exit_code == 0
    assert run_json("coverage", folder)["rows"] == run_json("coverage", EXAMPLE)["rows"]
    again = run("example", "wolverhampton", folder)
    assert again.exit_code == 2
    assert "not an empty folder" in again.stderr


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        (" \u00a0-1+1", "' \u00a0-1+1"),
        ("\tplain", "'\tplain"),
        ("\rplain", "'\rplain"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff20SUM(A1)", "'\uff20SUM(A1)"),
        ("'=1+1", "'=1+1"),
        ("1 = 1", "1 = 1"),
        (" plain", " plain"),
        (-5, "-5"),
        (None, ""),
    ],
)
def test_what_starts_a_formula_gets_an_apostrophe(text: str | int | None, cell: str) -> None:
    city = parse_city(SOUND)
    row = replace(find_gaps(city).rows[0], sentence=text)  # type: ignore[arg-type]
    found = replace(find_gaps(city), rows=(row,))
    ((*_, shown, _, _),) = list(csv.reader(io.StringIO(csv_text(found), newline="")))[1:]
    assert shown == cell


def test_csv_cells_cannot_become_formulas(riverton: str) -> None:
    text = run("show", riverton, "reading-room").stdout
    assert "=1+1" in text
    city = Path(riverton)
    city.write_text(
        SOUND + "needs: {help: {statement: =1+1, priorities: [], audiences: [everyone]}}\n", "utf-8"
    )
    cells = [
        cell
        for row in csv.reader(io.StringIO(run("gaps", riverton, "--format", "csv").stdout))
        for cell in row
    ]
    assert any(cell.startswith("'=1+1") for cell in cells)


def test_text_from_files_cannot_act_on_the_terminal(riverton: str) -> None:
    Path(riverton).write_text(SOUND.replace("=1+1", '"evil\\u202e name"'), "utf-8")
    text = run("show", riverton, "reading-room").stdout
    data = run("show", riverton, "reading-room", "--format", "json").stdout
    assert "\u202e" not in text + data
    assert json.loads(data)["entry"]["name"] == "evil\u202e name"


def test_new_starts_a_city_without_asking(tmp_path: Path) -> None:
    folder = str(tmp_path / "riverton")
    done = run("new", folder, "--name", "Baile Átha: Linn", "--country", "IE", "--language", "ga")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"wrote 6 files to {folder}\nNext: learningcity check {folder}\n"
    assert run("check", folder).exit_code == 0
    assert run_json("coverage", folder)["city"] == "baile-átha-linn"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "is there already and not an empty folder"),
        (["--country", "Ireland"], "country: 'Ireland' is not a country code"),
    ],
)
def test_new_refuses_a_full_folder_and_wrong_words(
    riverton: str, arguments: list[str], said: str
) -> None:
    done = run("new", str(Path(riverton).parent), *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert run("check", riverton).exit_code == 0


class Terminal(io.StringIO):
    """Standard input as somebody types it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("arguments", "typed", "name"),
    [
        ([], "Riverton\nGB\nen\n", "Riverton"),
        ([], "\n\n\n", "Mine"),
        (["--name", "X", "--country", "GB"], "\n", "X"),
    ],
)
def test_new_asks_on_a_terminal_for_what_no_option_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    typed: str,
    name: str,
) -> None:
    folder = str(tmp_path / "mine")
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    main(["new", folder, *arguments], standalone_mode=False)
    assert str(read_city(folder).name) == name
    said = capsys.readouterr()
    assert said.out.strip() == ""  # older releases of click write the blank of a prompt here
    assert ("Name of the city" in said.err) is (not arguments)


def test_schema_is_printed_or_written(tmp_path: Path) -> None:
    printed = run("schema")
    assert printed.exit_code == 0
    target = tmp_path / "city.schema.json"
    written = run("schema", "-o", str(target))
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", f"wrote {target}\n")
    assert target.read_text("utf-8") == printed.stdout
    assert json.loads(printed.stdout)["properties"]["format"] == {
        "description": "The version of the file format; once in all files of a city.",
        "const": "learningcity/1",
    }
    assert run("schema", "-o", str(tmp_path)).exit_code == 2


def test_the_version_is_printed() -> None:
    assert run("--version").stdout.startswith("0.")


def test_report_writes_a_page_and_says_where(tmp_path: Path) -> None:
    target = tmp_path / "board.html"
    done = run("report", EXAMPLE, "-o", str(target), "--on", "2022-03")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "wrote" in done.stderr
    assert "The city on 31 March 2022" in target.read_text("utf-8")


def test_a_report_that_cannot_be_written_ends_with_2(tmp_path: Path) -> None:
    done = run("report", EXAMPLE, "-o", str(tmp_path / "nowhere" / "board.html"))
    assert done.exit_code == 2
    assert "nowhere" in done.stderr
    assert len(done.stderr.splitlines()) <= 4


def test_money_keeps_all_its_digits_in_json(riverton: str) -> None:
    line = "funding: {total: {amount: 1234567890123.05, currency: GBP}}"
    offer = f"activities: [mentoring], places: [riverton], start: 2020, {line}"
    Path(riverton).write_text(
        SOUND.replace("{name: =1+1,", f"{{name: X, {offer},").replace(
            "{name: Night School,", f"{{name: Y, {offer},"
        ),
        "utf-8",
    )
    done = run("duplicates", riverton, "--format", "json")
    assert '"at_stake": 1234567890123.05,' in done.stdout


def test_the_module_runs_as_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["learningcity", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("learningcity", run_name="__main__")
    gc.unfreeze()  # this process goes on
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("0.")


def test_a_faultless_city_is_not_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text(SOUND.partition("places:")[0], encoding="utf-8")
    assert run("overview", str(path)).stderr == ""


def test_output_may_go_to_something_that_is_no_file() -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        main(["coverage", EXAMPLE, "--limit", "1"], standalone_mode=False)
    assert shown.getvalue().startswith("City of Wolverhampton")


def test_a_report_in_a_language_without_words_is_wrong_usage(tmp_path: Path) -> None:
    done = run("report", EXAMPLE, "-o", str(tmp_path / "board.html"), "--lang", "tlh")
    assert done.exit_code == 2
    assert "'tlh' is none of en, ko" in done.stderr
    assert not (tmp_path / "board.html").exists()
