"""The reference is whole: what the package has, the pages have, and their examples run."""

from __future__ import annotations

import re
from doctest import DocTestFinder
from pathlib import Path
from typing import Any

import pytest

from docs import format_page
from docs.answers_page import ALWAYS, answers_page
from docs.api_page import MARK, all_names, api_entries, found, public_names
from docs.command_page import MARK as COMMAND
from docs.command_page import command_section
from docs.problem_page import problem_page
from learningcity.analysis.answer_schema import row_of
from learningcity.analysis.result import Result
from learningcity.cli import main
from learningcity.cli.answers import ANSWERS, schema_of
from learningcity.cli.explaining import CODES
from learningcity.io.documents import read_document
from learningcity.io.reader import check_city
from learningcity.model import entities

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


# -- the city file -------------------------------------------------------------------------------


def test_the_example_city_is_read_without_a_problem() -> None:
    assert check_city(format_page.EXAMPLE).problems == ()


def parts() -> dict[str, type[entities.Part]]:
    """All parts of a city file but the official number, which is a key with a value."""
    found = {name: value for name, value in vars(entities).items() if isinstance(value, type)}
    models = {n: v for n, v in found.items() if issubclass(v, entities.Part)}
    beneath = {v for v in models.values() if not v.__subclasses__()}
    return {n: v for n, v in models.items() if v in beneath and v is not entities.Identifier}


def test_every_part_has_its_table_and_every_key_its_line_with_an_example() -> None:
    assert set(format_page.PARTS) == set(parts())
    tables = format_page.tables()
    marks = re.findall(r"<!-- keys of (\w+) -->", page("file-format"))
    assert sorted(marks) == sorted(tables)
    shown = format_page.examples(format_page.example())
    for name, model in parts().items():
        for field, info in model.model_fields.items():
            key = info.alias or field
            if field in format_page.COMMON or (key == "id" and name != "CityHead"):
                continue
            (line,) = [row for row in tables[name].splitlines() if row.startswith(f"| `{key}` |")]
            required, means = line.removesuffix(" |").split(" | ")[1:3]
            means, _, example = means.partition("<br>")
            assert ("**required**" in required) is info.is_required()
            assert info.is_required() or re.search(r"\bAbsent: [^.]+\.$", means), (name, key)
            assert example.startswith(f"`{key}: ")
            inherited = field in entities.Term.model_fields and issubclass(model, entities.Term)
            assert inherited or (name, key) in shown, (name, key)
    for key in format_page.COMMON:
        assert f"| `{key}` |" in tables["Entry"]
        assert ("Entry", key) in shown


def test_every_example_is_read_as_what_the_city_says() -> None:
    """The city is read without a problem, and each example says what stands in it."""
    city = format_page.example()
    said: dict[tuple[str, str], list[object]] = {}
    for name, part in format_page._parts(city):
        for key, value in part.items():
            said.setdefault((name, key), []).append(value)
            said.setdefault(("Entry", key), []).append(value)
    shown = format_page.examples(city)
    for where, text in shown.items():
        read = read_document(f"{{{text}}}", "example").data
        assert isinstance(read, dict)
        (value,) = read.values()
        assert any(within(value, whole) for whole in said[where]), where
    assert len(shown) > 120


def within(value: object, whole: object) -> bool:
    """Whether a value is the whole, or the first entries of it."""
    if isinstance(value, list) and isinstance(whole, list):
        return value == whole[: len(value)]
    if isinstance(value, dict) and isinstance(whole, dict):
        return list(value.items()) == list(whole.items())[: len(value)]
    return value == whole


# -- the Python interface ------------------------------------------------------------------------


def entries() -> list[str]:
    pages = (REFERENCE / "api").glob("*.md")
    marks = [mark for path in pages for mark in MARK.findall(path.read_text("utf-8"))]
    return [name for mark in marks for name in mark.split()]


def test_every_public_name_has_one_entry_of_its_own() -> None:
    named = entries()
    assert sorted(named) == sorted(set(named))
    assert set(public_names()) <= set(named)
    listed = all_names()["<!-- all names -->"]
    assert all(f"~learningcity.{name}`" in listed for name in public_names())


def test_every_page_of_the_interface_is_in_the_list_of_pages() -> None:
    listed = re.findall(r"^api/(.*)$", page("api"), re.MULTILINE)
    assert sorted(listed) == sorted(path.stem for path in (REFERENCE / "api").glob("*.md"))


@pytest.mark.parametrize("name", public_names())
def test_every_public_name_has_an_example_that_prints_something(name: str) -> None:
    (example, *_) = [
        test for test in DocTestFinder(recurse=False).find(found(name), name) if test.examples
    ]
    assert any(each.want for each in example.examples)


def test_every_row_of_a_public_result_is_on_a_page() -> None:
    written = "".join(
        api_entries(path.read_text("utf-8")) for path in (REFERENCE / "api").glob("*.md")
    )
    directives = re.findall(r"^\.\. auto\w+:: (\S+)$", written, re.MULTILINE)
    assert sorted(directives) == sorted(set(directives))
    shown = {directive.rpartition(".")[2] for directive in directives}
    for name in public_names():
        value = found(name)
        if isinstance(value, type) and issubclass(value, Result):
            assert row_of(value).__name__ in shown


# -- the command line, its answers and its problems ----------------------------------------------


def test_every_command_has_its_section_and_every_option_its_line() -> None:
    marked = COMMAND.findall(page("cli"))
    assert sorted(marked) == sorted(main.commands)
    for name, command in main.commands.items():
        text = command_section(name)
        assert f"## `{name}`\n\n<!-- command: {name} -->" in page("cli")
        for option in command.params:
            shown = f"`{option.opts[0]}`" if option.opts[0].startswith("-") else option.name
            assert shown is not None
            assert shown.casefold() in text.casefold(), (name, option.name)


def test_every_answer_has_its_section_and_every_key_its_line() -> None:
    text = answers_page()["<!-- answers -->"]
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    assert list(sections) == list(ANSWERS)
    for name, section in sections.items():
        schema: dict[str, Any] = schema_of(name)
        keys = {key for entry in schema["$defs"].values() for key in entry["properties"]}
        keys |= set(schema["properties"])
        for key in keys - {*ALWAYS, "on", "ever", "carry"}:
            assert f"| `{key}` |" in section, (name, key)


def test_every_code_of_a_problem_has_its_section() -> None:
    text = problem_page()
    assert re.findall(r"^## (\S+)$", text, re.MULTILINE) == list(CODES)


# -- the glossary --------------------------------------------------------------------------------


def test_an_entry_of_the_glossary_has_two_words_and_one_meaning() -> None:
    blocks = re.findall(r"```\{glossary\}\n(.*?)```", page("glossary"), re.DOTALL)
    entries = [entry for block in blocks for entry in block.strip("\n").split("\n\n")]
    terms: list[str] = []
    for entry in entries:
        field, plain, *meaning = entry.splitlines()
        terms += [field, plain]
        assert meaning
        assert all(line.startswith("  ") for line in meaning)
    assert len(entries) > 40
    assert len(terms) == len(set(terms))


def test_every_column_that_the_glossary_names_is_there() -> None:
    text = answers_page()["<!-- answers -->"]
    for column in re.findall(r"The column is `(\w+)`", page("glossary")):
        assert f"| `{column}` |" in text
