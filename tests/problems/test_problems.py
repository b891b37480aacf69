"""Every problem code: one text, one example, one answer; and words that everybody knows.

The examples are package data, in ``src/learningcity/data/problems``. What the reader says about
each stands in ``expected``; ``python -m tests.problems.test_problems`` writes it anew, and the
change is then reviewed like any other.
"""

from __future__ import annotations

import ast
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import learningcity
from docs.problem_page import problem_page
from learningcity.cli.explaining import CODES, Explanation, check_example, explain
from learningcity.diagnostics import Problem, Severity
from learningcity.errors import render_problem
from learningcity.io.cities import read_cities
from learningcity.io.limits import DEFAULT_LIMITS
from learningcity.io.reader import check_city, check_texts

Files = tuple[tuple[str, str], ...]
EXPECTED = Path(__file__).parent / "expected"
PACKAGE = Path(learningcity.__file__).parent
HEAD = "format: learningcity/1\ncity: {id: riverton, name: Riverton, as_of: 2025-11}\n"

CONSTRUCTORS = frozenset(
    {
        "Fault",
        "Problem",
        "_failed",
        "_report",
        "_warn",
        "problem",
        "problem_at",
        "refuse",
        "report",
    }
)

JARGON = re.compile(
    r"\b(alias|array|bool|boolean|byte string|dict|enum|exception|integer|mapping|node|null|"
    r"parse|parser|regex|scalar|sequence|string|syntax|token|tuple|unicode)s?\b",
    re.IGNORECASE,
)

NOT_ABOUT_A_VALUE = {
    "capacity-twice": "the number is right, and there is another one",
    "control-character": "the character cannot be shown",
    "hidden-sign": "the sign cannot be shown",
    "money-without-currency": "the amount is right, and something beside it is missing",
    "yaml-syntax": "a sign that does not fit is named by its name",
}
"""Codes whose mark is on a value, and whose message need not say it."""


# -- what cannot be an example in a text ---------------------------------------------------------


def text_check(content: str | bytes) -> tuple[Problem, ...]:
    return check_texts({"city.yaml": content}, name="city.yaml").problems


def folder_check(folder: Path) -> tuple[Problem, ...]:
    return check_city(folder, name="city").problems


def too_many_files(folder: Path) -> tuple[Problem, ...]:
    for number in range(DEFAULT_LIMITS.files + 1):
        (folder / f"{number}.yaml").touch()
    return folder_check(folder)


def not_a_file(folder: Path) -> tuple[Problem, ...]:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no such files")
    os.mkfifo(folder / "city.yaml")
    return folder_check(folder)


def unreadable(folder: Path) -> tuple[Problem, ...]:
    (folder / "city.yaml").symlink_to(folder / "nothing.yaml")
    return folder_check(folder)


def outside_folder(folder: Path) -> tuple[Problem, ...]:
    outside, inside = folder / "partners.yaml", folder / "city"
    outside.write_text("partners: {library: {name: City Library}}\n", encoding="utf-8")
    inside.mkdir()
    (inside / "city.yaml").write_text(HEAD, encoding="utf-8")
    (inside / "partners.yaml").symlink_to(outside)
    return folder_check(inside)


def unread_file(folder: Path) -> tuple[Problem, ...]:
    (folder / "1-city.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "4-initiatives.yaml.txt").write_text("initiatives: {}\n", encoding="utf-8")
    return folder_check(folder)


def duplicate_city(folder: Path) -> tuple[Problem, ...]:
    for name in ("north", "south"):
        (folder / name).mkdir()
        (folder / name / "city.yaml").write_text(HEAD, encoding="utf-8")
    return read_cities(folder, name="cities").problems


RECIPES: dict[str, Callable[[Path], tuple[Problem, ...]]] = {
    "duplicate-city": duplicate_city,
    "encoding": lambda _: text_check((HEAD + "# Orléans\n").encode("cp1252")),
    "no-files": folder_check,
    "not-a-file": not_a_file,
    "outside-folder": outside_folder,
    "too-big": lambda _: text_check(b"#" * (DEFAULT_LIMITS.file_bytes + 1)),
    "too-deep": lambda _: text_check("[" * (DEFAULT_LIMITS.depth + 1)),
    "too-many-files": too_many_files,
    "too-many-problems": lambda _: text_check("[" + "!x a, " * DEFAULT_LIMITS.problems + "]"),
    "too-many-values": lambda _: text_check("[" + "1," * (DEFAULT_LIMITS.values + 1) + "]"),
    "unread-file": unread_file,
    "unreadable": unreadable,
}
"""How to come by the problems that no example in a text can show."""

EXAMPLES = [code for code in CODES if code not in RECIPES]


# -- examples ------------------------------------------------------------------------------------


def without_notes(files: Files, code: str) -> list[Problem]:
    """The problems of an example but for notes on what it does not need to say."""
    problems = check_example(files)
    return [p for p in problems if p.code == code or p.severity is not Severity.INFO]


def made(code: str, folder: Path) -> Problem:
    """The one problem with this code that the recipe leads to."""
    (found,) = [problem for problem in RECIPES[code](folder) if problem.code == code]
    return found


def expected(code: str) -> str:
    return (EXPECTED / f"{code}.txt").read_text(encoding="utf-8").removesuffix("\n")


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_wrong_example_gives_its_problem_and_no_other(code: str) -> None:
    found = explain(code)
    assert [problem.code for problem in without_notes(found.wrong, code)] == [code]
    assert found.said() == expected(code)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_mended_example_gives_no_problem(code: str) -> None:
    assert without_notes(explain(code).mended, code) == []


@pytest.mark.parametrize(
    "code",
    [pytest.param(c, marks=pytest.mark.slow) if c == "too-many-values" else c for c in RECIPES],
)
def test_what_no_example_can_show_is_made(code: str, tmp_path: Path) -> None:
    assert render_problem(made(code, tmp_path)) == expected(code)


# -- texts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_text_says_what_why_and_what_to_do(code: str) -> None:
    found = explain(code)
    head = (PACKAGE / "data" / "problems" / f"{code}.md").read_text(encoding="utf-8").splitlines()
    assert head[0] == f"# {code}"
    assert found.summary.endswith(".")
    why, what = found.paragraphs
    assert why.startswith("Why it matters: ")
    assert what.startswith("What to do: ")
    assert bool(found.wrong) == bool(found.mended) == ("There is no example" not in what)


@pytest.mark.parametrize("code", CODES)
def test_a_text_names_the_severity_that_the_reader_gives(code: str) -> None:
    assert f": {explain(code).severity.split()[0]}: " in expected(code).splitlines()[0]


def prose(found: Explanation) -> str:
    return " ".join((found.summary, *found.paragraphs))


@pytest.mark.parametrize("code", CODES)
def test_the_words_of_a_text_are_plain(code: str) -> None:
    assert not JARGON.findall(prose(explain(code)))
    assert not JARGON.findall(re.sub(r"\[[a-z-]+\]", "", expected(code)))
    for sentence in re.split(r"(?<=[.:?]) ", prose(explain(code))):
        assert len(sentence.split()) <= 32, sentence


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_message_says_the_value_in_quotes(code: str) -> None:
    (problem,) = without_notes(explain(code).wrong, code)
    place = problem.location
    if place.text is None or place.column is None or code in NOT_ABOUT_A_VALUE:
        return
    marked = place.text[place.column - 1 :][: place.length].strip("\"'")
    if marked.strip("[]{}"):
        word = re.escape(marked.split()[0])
        assert re.search(rf"'[^']*{word}[^']*'", problem.message), problem.message


@pytest.mark.parametrize("code", CODES)
def test_a_problem_says_what_to_do(code: str) -> None:
    lines = expected(code).splitlines()
    assert re.match(r" +(= |\| +\^+ )\S", lines[1] if lines[1][6:8] == "= " else lines[2])


# -- one list ------------------------------------------------------------------------------------


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for folder in ("io", "model"):
        for path in sorted((PACKAGE / folder).glob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def codes_in_the_source() -> set[str]:
    """Codes: the first text given to what makes a problem, and what is called ``code``."""
    found = set()
    for _, tree in sources():
        for node in ast.walk(tree):
            values: list[ast.expr] = []
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                name = node.func.id if isinstance(node.func, ast.Name) else name
                if name in CONSTRUCTORS:
                    values = node.args[1:2] if name == "_failed" else node.args[:1]
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
                one = node.value
                values = [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]
            texts = [value.value for value in values if isinstance(value, ast.Constant)]
            found |= {text for text in texts if isinstance(text, str)}
    return found


def test_codes_texts_answers_and_headings_are_the_same() -> None:
    assert set(CODES) == codes_in_the_source()
    assert {path.stem for path in EXPECTED.iterdir()} == set(CODES)
    assert re.findall(r"^## (.*)$", problem_page(), re.MULTILINE) == list(CODES)


def said(tree: ast.Module) -> Iterator[str]:
    """The texts of a module without its docstrings and the types that it names in quotes."""
    nodes = list(ast.walk(tree))
    silent = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "cast":
            silent.add(id(node.args[0]))
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in silent:
            yield text


def test_no_message_anywhere_needs_a_dictionary() -> None:
    inner = {"yaml_parsers.py"}  # speaks to the parser, not to people
    for path, tree in sources():
        words = [text for text in said(tree) if " " in text and JARGON.search(text)]
        assert path.name in inner or not words, path


def write_expected() -> None:
    """Write what the reader says today."""
    for old in EXPECTED.iterdir():
        old.unlink()
    for code in CODES:
        with tempfile.TemporaryDirectory() as folder:
            text = (
                explain(code).said()
                if code in EXAMPLES
                else render_problem(made(code, Path(folder)))
            )
        (EXPECTED / f"{code}.txt").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write_expected()
