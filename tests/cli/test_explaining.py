"""A problem in full: the text, the wrong file, what is said about it, the mended file."""

# ruff: noqa: E501 - the expected text is as wide as people see it

from __future__ import annotations

from click.testing import CliRunner, Result

from learningcity.cli import main
from learningcity.cli.explaining import CODES


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="learningcity")


def test_a_problem_is_explained_with_its_example() -> None:
    done = run("explain", "reversed-dates")
    assert done.exit_code == 0
    assert (
        done.stdout
        == """\
reversed-dates (error)

The end is before the start.

Why it matters: What ends before it starts never runs, so it would be missing
from every figure.

What to do: Exchange the two dates, or correct the wrong one.

Wrong:

    format: learningcity/1
    city: {id: riverton, name: Riverton, as_of: 2025-11}
    plans:
      strategy: {name: Strategy, start: 2030, end: 2018}

What 'learningcity check' says:

    city.yaml:4:48: error: 'end: 2018' is before 'start: 2030' [reversed-dates]
        4 |   strategy: {name: Strategy, start: 2030, end: 2018}
          |                                                ^^^^ exchange the two dates, or correct one
    1 error

Mended:

    format: learningcity/1
    city: {id: riverton, name: Riverton, as_of: 2025-11}
    plans:
      strategy: {name: Strategy, start: 2018, end: 2030}
"""
    )


def test_an_example_of_several_files_names_them() -> None:
    lines = run("explain", "duplicate-id").stdout.splitlines()
    assert [line for line in lines if line.startswith("    # ")] == [
        "    # city.yaml",
        "    # older.yaml",
    ] * 2


def test_a_problem_without_example_says_why() -> None:
    done = run("explain", "too-deep")
    assert "There is no example file here" in done.stdout.replace("\n", " ")
    assert "Wrong:" not in done.stdout


def test_a_code_may_be_copied_with_its_brackets() -> None:
    assert run("explain", "[cycle]").stdout == run("explain", "cycle").stdout


def test_every_code_is_explained() -> None:
    for code in CODES:
        done = run("explain", code)
        assert done.exit_code == 0
        assert "`" not in done.stdout


def test_without_a_code_all_are_listed() -> None:
    lines = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(CODES)
    assert all(line.endswith(".") for line in lines)


def test_an_unknown_code_is_wrong_usage() -> None:
    done = run("explain", "cicle")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "unknown problem code 'cicle', did you mean 'cycle'?" in done.stderr
    assert "did you mean" not in run("explain", "zzz").stderr
