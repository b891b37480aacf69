"""What-ifs on the command line: check, compare, and any analysis with a scenario."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from learningcity.cli import main
from tests.riverton import CITY

SCENARIO = """\
format: learningcity-scenario/1
scenario: {id: no-school, name: The night school ends}
end: {initiatives: {night-school: 2024-03}}
"""
BAD = SCENARIO.replace("night-school: 2024", "night-scool: 2024")

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in a folder that has a city and scenarios."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("city", CITY), ("s", SCENARIO), ("bad", BAD)):
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(main, arguments)


# -- compare -------------------------------------------------------------------------------------


def test_compare_shows_what_a_scenario_changes(run: Run) -> None:
    done = run("compare", "city.yaml", "s.yaml")
    assert done.exit_code == 0
    said = done.stdout
    assert said.startswith(
        "Riverton, read on 2024-06-30\n"
        "compared with the same, read on 2024-06-30, what if: The night school ends\n"
        "1 pair of initiatives vanishes, 1 need changes, 1 other gap vanishes.\n"
    )
    assert "city.yaml:9  city.yaml:18" in said
    assert said.count("Adults who cannot read well") == 1
    assert said.endswith("What the files say differently: initiative:night-school (changed).\n")


def test_compare_takes_another_city(run: Run) -> None:
    other = CITY.replace("capacity: 100", "capacity: 10").replace(
        "name: Riverton, as", "name: R, as"
    )
    Path("other.yaml").write_text(other.replace("id: riverton,", "id: other,"), encoding="utf-8")
    done = run("compare", "city.yaml", "other.yaml", "--ever")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "Riverton, read over all time\ncompared with R, read over all time\n"
    )
    same = run("compare", "city.yaml", "city.yaml")
    assert same.stdout.splitlines()[-1] == "No finding differs."
    example = run("compare", "example:wolverhampton", "example:wolverhampton", "--format", "json")
    assert json.loads(example.stdout)["rows"] == []


def test_compare_shows_what_appears_at_its_new_place(run: Run) -> None:
    done = run("compare", "city.yaml", "city.yaml", "--on", "2020-06", "--on-after", "2022-01-01")
    assert done.exit_code == 0
    assert "compared with the same, read on 2022-01-01" in done.stdout
    assert "appears" in done.stdout
    short = run(
        "compare", "city.yaml", "s.yaml", "--limit", "1", "--minimum", "0", "--threshold", "0.9"
    )
    assert "… and 2 more: --limit 0 shows all" in short.stdout


def test_compare_as_data(run: Run) -> None:
    said = json.loads(run("compare", "city.yaml", "s.yaml", "--format", "json").stdout)
    assert said["schema"] == "learningcity/changes/1"
    assert said["parameters"]["on_after"] == "2024-06-30"
    assert said["after"] == {"city": "riverton", "scenarios": ["no-school"]}
    assert [(row["kind"], row["change"]) for row in said["rows"]] == [
        ("duplicates", "vanishes"),
        ("coverage", "changes"),
        ("gaps", "vanishes"),
        ("gaps", "changes"),
    ]
    table = list(
        csv.DictReader(io.StringIO(run("compare", "city.yaml", "s.yaml", "--format", "csv").stdout))
    )
    assert table[0]["subjects"] == "initiative:night-school;initiative:reading-room"
    assert table[1]["fields"] == "sufficiency;supply_low;supply_high"


def test_compare_says_what_is_wrong(run: Run) -> None:
    done = run("compare", "city.yaml", "bad.yaml")
    assert done.exit_code == 1
    assert (
        "bad.yaml:3:21: error: unknown initiative 'night-scool' [unknown-reference]" in done.stderr
    )
    assert "did you mean 'night-school'?" in done.stderr
    assert run("compare", "bad.yaml", "s.yaml").exit_code == 1
    assert run("compare", "city.yaml", "none.yaml").exit_code == 2
    assert run("compare", "city.yaml").exit_code == 2
    wrong = run("compare", "city.yaml", "s.yaml", "--ever", "--on-after", "2024")
    assert wrong.exit_code == 2
    assert "--on-after and --ever exclude each other" in wrong.stderr


# -- any analysis --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["duplicates", "coverage", "gaps", "overview"])
def test_an_analysis_says_that_it_is_a_supposition(command: str, run: Run) -> None:
    done = run(command, "city.yaml", "--scenario", "s.yaml")
    assert done.exit_code == 0
    assert done.stdout.startswith("Riverton, read on 2024-06-30, what if: The night school ends\n")
    assert "what if" not in run(command, "city.yaml").stdout
    said = json.loads(run(command, "city.yaml", "--scenario", "s.yaml", "--format", "json").stdout)
    assert said["scenarios"] == ["no-school"]
    plain = json.loads(run(command, "city.yaml", "--format", "json").stdout)
    assert "scenarios" not in plain
    bad = run(command, "city.yaml", "--scenario", "bad.yaml")
    assert (bad.exit_code, bad.stdout) == (1, "")
    assert "night-scool" in bad.stderr
    assert run(command, "city.yaml", "--scenario", "none.yaml").exit_code == 2


def test_every_command_that_reads_a_city_takes_a_scenario() -> None:
    options = {
        name: {param.name for param in command.params} for name, command in main.commands.items()
    }
    reading = {name for name, known in options.items() if "path" in known}
    assert {"check", "duplicates", "show", "report", "timeline"} < reading
    assert {name for name in reading if "scenario" not in options[name]} == {"compare"}


def test_the_years_can_be_those_of_a_supposition(run: Run) -> None:
    done = run("timeline", "city.yaml", "--scenario", "s.yaml")
    assert done.exit_code == 0
    assert ", what if: The night school ends" in done.stdout.splitlines()[0]
    done = run("timeline", "city.yaml", "--scenario", "s.yaml", "--table", "endings")
    assert ", what if: The night school ends" in done.stdout.splitlines()[0]
    assert "show city.yaml --scenario s.yaml initiative:night-school" in done.stdout


def test_what_to_type_next_keeps_the_scenario(run: Run) -> None:
    done = run("coverage", "city.yaml", "--scenario", "s.yaml")
    assert "Next: learningcity show city.yaml --scenario s.yaml need:reading" in done.stdout
    done = run("overview", "city.yaml", "--scenario", "s.yaml")
    assert "learningcity gaps city.yaml --scenario s.yaml" in done.stdout


def test_one_thing_is_shown_as_it_would_be(run: Run) -> None:
    done = run("show", "city.yaml", "night-school", "--scenario", "s.yaml")
    assert done.stdout.startswith(
        "initiative:night-school  s.yaml:3\nRiverton, what if: The night school ends\n\n"
    )
    assert "  end: 2024-03  (line 3)" in done.stdout
    said = json.loads(
        run("show", "city.yaml", "need:reading", "--scenario", "s.yaml", "--format", "json").stdout
    )
    assert said["scenarios"] == ["no-school"]
    assert "scenarios" not in json.loads(
        run("show", "city.yaml", "need:reading", "--format", "json").stdout
    )


def test_a_report_says_that_it_is_a_supposition(run: Run) -> None:
    assert run("report", "city.yaml", "--scenario", "s.yaml", "-o", "r.html").exit_code == 0
    page = Path("r.html").read_text(encoding="utf-8")
    assert "not how things are, but how they would be" in page
    assert "What if: The night school ends." in page
    assert run("report", "city.yaml", "-o", "r.html").exit_code == 0
    assert "how they would be" not in Path("r.html").read_text(encoding="utf-8")


# -- check ---------------------------------------------------------------------------------------


def test_check_tells_what_goes_too(run: Run) -> None:
    library = "[{partner: library, role: lead}"
    advised = CITY.replace(f"{library}]", f"{library}, {{partner: college, role: adviser}}]")
    Path("city.yaml").write_text(advised, encoding="utf-8")
    Path("s.yaml").write_text(
        SCENARIO.partition("end:")[0] + "remove: {partners: [college]}\n", encoding="utf-8"
    )
    done = run("check", "city.yaml", "--scenario", "s.yaml")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "The night school ends: removes 1"
    assert "initiative 'night-school' goes with 'college': nobody else leads" in done.stdout
    assert "[goes-too]" in done.stdout
    assert done.stdout.endswith("2 notes\n")


def test_check_shows_the_errors_of_a_scenario(run: Run) -> None:
    done = run("check", "city.yaml", "--scenario", "bad.yaml")
    assert done.exit_code == 1
    assert "bad.yaml:3:21: error: unknown initiative 'night-scool'" in done.stdout
    said = json.loads(
        run("check", "city.yaml", "--scenario", "bad.yaml", "--format", "json").stdout
    )
    assert (said["city"], said["scenario"]) == ("riverton", "no-school")
    assert [problem["code"] for problem in said["problems"]] == ["unknown-reference"]
    fine = run("check", "city.yaml", "--scenario", "s.yaml", "--fail-on", "warning")
    assert (fine.exit_code, fine.stdout) == (
        0,
        "The night school ends: ends 1\ns.yaml: no problems\n",
    )


def test_a_scenario_waits_for_a_sound_city(run: Run) -> None:
    Path("city.yaml").write_text(CITY.replace("[adults]", "[adlts]"), encoding="utf-8")
    done = run("check", "city.yaml", "--scenario", "s.yaml")
    assert done.exit_code == 1
    assert "unknown audience 'adlts'" in done.stdout
    assert "The scenario waits: first mend the errors of the city." in done.stderr
    said = json.loads(run("check", "city.yaml", "--scenario", "s.yaml", "--format", "json").stdout)
    assert said["scenario"] is None
    assert run("gaps", "city.yaml", "--scenario", "s.yaml").exit_code == 1


def test_a_scenario_is_no_part_of_a_city(run: Run) -> None:
    Path("folder").mkdir()
    for name in ("city", "s"):
        text = Path(f"{name}.yaml").read_text(encoding="utf-8")
        Path("folder", f"{name}.yaml").write_text(text, encoding="utf-8")
    done = run("check", "folder")
    assert done.exit_code == 1
    assert done.stdout.count("error:") == 1
    assert (
        "folder/s.yaml:1:9: error: the format 'learningcity-scenario/1' is that of a scenario, "
        "not of a city [format-version]"
    ) in done.stdout
    assert "give it with --scenario" in done.stdout


def test_the_schema_of_the_scenario_can_be_written(run: Run) -> None:
    printed = run("schema", "--scenario")
    assert json.loads(printed.stdout)["title"] == "Scenario file, format learningcity-scenario/1"
    assert run("schema", "--scenario", "-o", "s.json").exit_code == 0
    assert Path("s.json").read_text(encoding="utf-8") == printed.stdout
