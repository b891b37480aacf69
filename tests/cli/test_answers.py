"""The JSON Schemas of the answers: complete, and of one mind with what the commands print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from learningcity.analysis.answer_schema import answer_schema
from learningcity.analysis.brokerage import BrokerageRoles
from learningcity.analysis.mixing_tables import MixingGroups
from learningcity.analysis.result import Result
from learningcity.cli import duplicate_tables, main, network_tables
from learningcity.cli.answers import ANSWERS, Answer, schema_of
from learningcity.datasets import EXAMPLES, open_example


@cache
def validator(name: str) -> Any:
    """What accepts an answer of this version only: no key that the schema does not name."""
    schema: dict[str, Any] = schema_of(name)
    definitions: dict[str, Any] = schema.get("$defs", {})
    for record, entry in (("", schema), *definitions.items()):
        # A row that is shown has the columns of whichever table it is from.
        entry["additionalProperties"] = record == "ShownRecord"
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def asked(city: str, answer: Answer) -> list[str]:
    """What to type for an answer about a packaged city; little is drawn by chance."""
    path = f"example:{city}"
    initiatives = open_example(city).initiatives.ids
    words = [answer.command, path, "--format", "json"]
    if answer.name == "changes":
        words.append("example:wolverhampton" if city == "lanternport" else path)
    elif answer.name == "show":
        words.append(f"initiative:{initiatives[0]}")
    elif answer.name == "show-pair":
        words += initiatives[:2]
    elif answer.table is not None:
        words += ["--table", answer.table]
    options = {option for each in main.commands[answer.command].params for option in each.opts}
    if "--samples" in options and answer.table in DRAWN:
        words += ["--samples", "5"]
    return words


DRAWN = (
    "overview", "mixing-matrix", "mixing", "cohesion", "core-periphery", "two-mode-structure",
    "backbone", "robustness", "sensitivity",
)  # fmt: skip


CITIES = [
    # Every kind of finding occurs in the invented one; the real ones are for the whole bar.
    pytest.param(city, marks=[] if city == "lanternport" else pytest.mark.slow)
    for city in EXAMPLES
]


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=list(ANSWERS))
def test_what_the_command_prints_is_what_the_schema_says(city: str, answer: Answer) -> None:
    done = CliRunner().invoke(main, asked(city, answer))
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert [fault.message for fault in validator(answer.name).iter_errors(said)] == []
    assert said["schema"] == f"learningcity/{answer.name}/1"


def test_a_scenario_is_said_as_the_schema_says(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        "format: learningcity-scenario/1\nscenario: {id: less, name: Less}\n"
        "remove: {initiatives: [wolves-at-work]}\n",
        "utf-8",
    )
    city = "example:wolverhampton"
    for words, name in (
        (["coverage", city, "--scenario", str(path)], "coverage"),
        (["overview", city, "--scenario", str(path)], "overview"),
        (["check", city, "--scenario", str(path)], "check"),
        (["compare", city, str(path)], "changes"),
        (["show", city, "need:wellbeing-jsna", "--scenario", str(path)], "show"),
    ):
        done = CliRunner().invoke(main, [*words, "--format", "json"])
        said = json.loads(done.stdout)
        assert "less" in done.stdout
        assert [fault.message for fault in validator(name).iter_errors(said)] == []


def test_a_city_that_cannot_be_read_is_checked_as_the_schema_says(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("format: learningcity/1\ncity: {id: a, id: a}\n", "utf-8")
    said = json.loads(CliRunner().invoke(main, ["check", str(path), "--format", "json"]).stdout)
    assert said["problems"]
    assert said["city"] is None
    assert [fault.message for fault in validator("check").iter_errors(said)] == []


def test_a_key_that_is_new_missing_or_of_another_type_is_noticed() -> None:
    said = json.loads(
        CliRunner().invoke(main, ["gaps", "example:wolverhampton", "--format", "json"]).stdout
    )
    row = said["rows"][0]
    for wrong in ({**row, "new": 1}, {**row, "low": "three"}, {"type": row["type"]}):
        assert not validator("gaps").is_valid({**said, "rows": [wrong]})
    shipped = jsonschema.Draft202012Validator(schema_of("gaps"))
    assert shipped.is_valid({**said, "rows": [{**row, "of-a-later-version": 1}]})


def test_every_table_of_every_command_has_its_answer() -> None:
    known = {(answer.command, answer.table) for answer in ANSWERS.values() if answer.table}
    offered = set()
    for name, command in main.commands.items():
        for option in command.params:
            if "--table" in option.opts:
                offered |= {(name, table) for table in option.type.choices}  # type: ignore[attr-defined]  # a choice
    assert known == offered
    assert {"pairs"} < set(duplicate_tables.TABLES)
    assert {"overview"} < set(network_tables.TABLES)


def test_an_answer_has_the_name_of_its_table_or_for_the_first_table_of_its_command() -> None:
    seen: set[str] = set()
    for answer in ANSWERS.values():
        if answer.table is not None:
            first = answer.command not in seen
            assert answer.name in (answer.command if first else answer.table, "coverage-map")
            seen.add(answer.command)


def test_every_command_that_gives_json_has_its_answer() -> None:
    giving = {
        name
        for name, command in main.commands.items()
        if any("--format" in option.opts for option in command.params)
    }
    assert giving == {answer.command for answer in ANSWERS.values()}


def results() -> Iterator[type[Result[Any, Any]]]:
    waiting = list(Result.__subclasses__())
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if "schema" in vars(found) and found.__module__.startswith("learningcity."):
            yield found


def test_a_result_that_no_command_prints_has_a_schema_too() -> None:
    printed = {answer.record for answer in ANSWERS.values()}
    beside = {found for found in results() if found not in printed}
    assert {found.schema.split("/")[1] for found in beside} == {
        "brokerage-roles", "mixing-groups", "questions",
    }  # fmt: skip
    for found in beside:
        jsonschema.Draft202012Validator.check_schema(answer_schema(found))
    assert {BrokerageRoles, MixingGroups} < beside


@pytest.mark.parametrize("name", ANSWERS)
def test_every_key_says_what_it_means(name: str) -> None:
    schema: dict[str, Any] = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    for entry in (schema, *schema.get("$defs", {}).values()):
        for key, value in entry["properties"].items():
            assert value["description"].endswith((".", '."')), (name, key)
            assert "`None`" not in value["description"], (name, key)
    assert not re.search(r":[a-z]+:`", json.dumps(schema)), name


def test_the_command_prints_and_writes_the_schema(tmp_path: Path) -> None:
    printed = CliRunner().invoke(main, ["schema", "--answer", "coverage"]).stdout
    assert json.loads(printed) == schema_of("coverage")
    path = tmp_path / "coverage.schema.json"
    done = CliRunner().invoke(main, ["schema", "--answer", "coverage", "-o", str(path)])
    assert done.exit_code == 0
    assert path.read_text("utf-8") == printed


def test_a_misspelt_answer_is_named_with_the_nearest() -> None:
    done = CliRunner().invoke(main, ["schema", "--answer", "coverag"])
    assert done.exit_code == 2
    assert "there is no answer 'coverag': did you mean 'coverage'?" in done.stderr
    done = CliRunner().invoke(main, ["schema", "--answer", "?"])
    assert "known are check, overview, duplicates" in done.stderr
    done = CliRunner().invoke(main, ["schema", "--answer", "gaps", "--scenario"])
    assert done.exit_code == 2
    assert "exclude each other" in done.stderr
