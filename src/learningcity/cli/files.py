"""The commands that check, show, copy, start and write files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from learningcity.cli.options import (
    CARRY,
    EVER,
    ON,
    SCENARIO,
    form_option,
    limit_option,
    mention_explain,
)

if TYPE_CHECKING:
    from learningcity.io.changes import ScenarioCheck
    from learningcity.io.reader import CheckResult
    from learningcity.io.scenarios import Scenario

__all__ = ["check", "example", "explain", "new", "report", "schema", "show"]


@click.command()
@click.argument("path")
@form_option("text", "json")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@click.option("--all", "all_problems", is_flag=True, help="Show the notes too.")
@click.option("--scenario", metavar="FILE", help="Check this scenario against the city.")
def check(path: str, form: str, fail_on: str, all_problems: bool, scenario: str | None) -> None:
    """List everything that is wrong or doubtful in a city's files.

    Notes, which say what would make the findings firmer, are only counted unless asked for. With a
    scenario, its own problems are listed, what it makes doubtful in the city, and what goes with
    what it takes away.
    """
    from learningcity.cli.loading import check_files
    from learningcity.display import json_text
    from learningcity.errors import render_problems

    files = check_files(path)
    result: CheckResult | ScenarioCheck = files
    supposed: Scenario | None = None
    if scenario is not None and files.city is not None:
        from learningcity.io.changes import check_scenario

        result = changed = check_scenario(files.city, Path(scenario))
        supposed = changed.scenario
    if form == "json":
        said: dict[str, object] = {
            "schema": "learningcity/check/1",
            "city": files.city.id if files.city else None,
            "parameters": {"fail_on": fail_on},
            "problems": result.to_records(),
        }
        if scenario is not None:
            said["scenario"] = None if supposed is None else supposed.id
        click.echo(json_text(said))
    elif supposed is not None:
        click.echo(str(supposed))
        click.echo(str(result))
        mention_explain(result.problems)
    elif all_problems or not result.notes:
        click.echo(str(result))
        mention_explain(result.problems)
    else:
        click.echo(render_problems(result.problems, notes=False))
        mention_explain(result.warnings if result.ok else result.errors)
        _say(f"The notes: learningcity check {path} --all")
    if scenario is not None and result is files:
        click.echo("The scenario waits: first mend the errors of the city.", err=True)
    if not result.ok or (fail_on == "warning" and result.warnings):
        click.get_current_context().exit(1)


@click.command()
@click.argument("path")
@click.argument("id")
@click.argument("other", required=False)
@SCENARIO
@ON
@EVER
@CARRY
@form_option("text", "json")
@limit_option(3)
def show(
    path: str,
    id: str,
    other: str | None,
    on: date | None,
    ever: bool,
    carry: int,
    form: str,
    limit: int,
) -> None:
    """Show one thing and everything that leads to it, or why two initiatives are what they are.

    ID is such as initiative:wolves-at-work, or the bare id where only one thing bears it. With
    OTHER, both are initiatives. The text explains as many rows of each result as --limit says; JSON
    explains all.
    """
    from learningcity.cli.loading import read_path
    from learningcity.cli.showing import dossier_of, pair_dossier_of
    from learningcity.cli.text.dossier import show_dossier, show_pair

    city = read_path(path)
    if other is None:
        dossier = dossier_of(city, id, on=on, ever=ever, carry=carry)
        text = dossier.to_json() if form == "json" else show_dossier(dossier, path, limit)
    else:
        try:
            pair = pair_dossier_of(city, (id, other), on=on, ever=ever, carry=carry)
        except ValueError as error:
            from learningcity.display import printable

            raise click.UsageError(printable(str(error))) from None
        text = pair.to_json() if form == "json" else show_pair(pair)
    click.echo(text)


@click.command()
@click.argument("path")
@click.option(
    "-o", "--output", "target", default="report.html", show_default=True, help="The file to write."
)
@SCENARIO
@ON
@EVER
@click.option(
    "--lang",
    metavar="TAG",
    help="The language of the report's own words, en or ko. [default: that of the city, or en]",
)
def report(path: str, target: str, on: date | None, ever: bool, lang: str | None) -> None:
    """Write the report for the board as one HTML file that needs nothing else."""
    from learningcity.cli.loading import read_path
    from learningcity.report.wording import LANGUAGES, choose_language
    from learningcity.report.write import write_report

    try:
        choose_language(lang, None)
    except ValueError:
        known = ", ".join(LANGUAGES)
        raise click.BadParameter(f"'{lang}' is none of {known}", param_hint="--lang") from None
    written = write_report(read_path(path), Path(target), on=on, ever=ever, language=lang)
    _say(f"wrote {written}")


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain a problem: why it matters, what to do, an example.

    CODE stands in brackets at the end of a problem, such as [unknown-key]. Without it, all codes
    are listed.
    """
    from learningcity.cli import explaining

    if code is None:
        click.echo(explaining.list_codes())
    else:
        found = explaining.explain(code.strip("[]"))
        click.echo(explaining.render_explanation(found))


@click.command()
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path))
def example(name: str, folder: Path) -> None:
    """Copy a packaged city into a new folder, to look at or to start from."""
    from learningcity.datasets import copy_example

    copies = copy_example(name, folder)
    _say(f"wrote {len(copies)} files to {folder}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="What the city is called. [default: the name of the folder]")
@click.option("--country", metavar="CODE", help="Two letters of ISO 3166-1, such as GB or KR.")
@click.option("--language", metavar="TAG", help="The language of the files, such as en or ko.")
def new(folder: Path, name: str | None, country: str | None, language: str | None) -> None:
    """Start a city: write a commented folder to fill in. It has to be new or empty.

    On a terminal, what no option says is asked for; an empty answer leaves it out.
    """
    from learningcity.datasets import new_city

    if sys.stdin.isatty():
        name = _ask("Name of the city", name)
        country = _ask("Country, two letters such as GB or KR", country)
        language = _ask("Language of the files, such as en or ko", language)
    try:
        written = new_city(folder, name=name, country=country, language=language)
    except ValueError as error:
        from learningcity.display import printable

        raise click.UsageError(printable(str(error))) from None
    _say(f"wrote {len(written)} files to {folder}")
    _say(f"Next: learningcity check {folder}")


def _say(text: str) -> None:
    """Print a line of talk, harmless for a terminal however a file is called."""
    from learningcity.display import printable

    click.echo(printable(text), err=True)


def _ask(question: str, given: str | None) -> str | None:
    if given is not None:
        return given
    return str(click.prompt(question, default="", show_default=False, err=True)).strip() or None


@click.command()
@click.option("-o", "--output", "target", metavar="FILE", help="The file to write, if any.")
@click.option("--scenario", is_flag=True, help="That of the scenario file instead.")
@click.option(
    "--answer",
    metavar="NAME",
    help="That of an answer with --format json, by its name: coverage of learningcity/coverage/1.",
)
def schema(target: str | None, scenario: bool, answer: str | None) -> None:
    """Print the JSON Schema of the city file, by which editors help and check while you type."""
    from learningcity.display import json_text
    from learningcity.io.atomic import write_atomically
    from learningcity.io.schema import schema_text

    if answer is None:
        text = schema_text(scenario=scenario)
    elif scenario:
        raise click.UsageError("--scenario and --answer exclude each other: one schema at a time")
    else:
        text = json_text(_answer_schema(answer)) + "\n"
    if target is None:
        click.echo(text, nl=False)
    else:
        write_atomically(target, text.encode("utf-8"))
        _say(f"wrote {target}")


def _answer_schema(name: str) -> dict[str, object]:
    from learningcity.cli.answers import ANSWERS, schema_of
    from learningcity.display import printable
    from learningcity.model.suggest import closest

    if name in ANSWERS:
        return schema_of(name)
    near = closest(name, ANSWERS)
    hint = f"did you mean '{near}'?" if near else f"known are {', '.join(ANSWERS)}"
    raise click.UsageError(printable(f"there is no answer '{name}': {hint}"))
