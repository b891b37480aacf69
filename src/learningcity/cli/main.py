"""The commands, their options and their exit codes.

0 is fine, whatever is found; 1 is problems in what was read; 2 is wrong usage, a missing path or a
missing extra. Data go to standard output, talk goes to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from learningcity.analysis.result import Parameters, Result, Row
    from learningcity.diagnostics import Problem

__all__ = ["main"]

F = TypeVar("F", bound=Callable[..., Any])

_EPILOG = "PATH is a city file, a folder of city files, or example:wolverhampton."


class _Commands(click.Group):
    """A group that turns what the library raises into one message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; problems in what was read end with 1, everything else with 2."""
        from learningcity.display import printable
        from learningcity.errors import CityFileError, LearningCityError, render_problems

        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except CityFileError as error:
            click.echo(render_problems(error.problems), err=True)
            _mention_explain(error.problems)
            ctx.exit(1)
        except LearningCityError as error:
            raise click.UsageError(printable(str(error))) from None
        except OSError as error:
            reason = f"{error.strerror}: '{error.filename}'" if error.strerror else str(error)
            raise click.UsageError(printable(reason)) from None


def _mention_explain(problems: Sequence[Problem]) -> None:
    if problems:
        hint = f"Run 'learningcity explain {problems[0].code}' to read more about a problem."
        click.echo(hint, err=True)


def _read_day(ctx: click.Context, param: click.Parameter, on: str | None) -> date | None:
    """Return the day that people typed; a month or a year means its last day."""
    from learningcity.model.running import read_day

    try:
        return None if on is None else read_day(on)
    except ValueError as error:
        raise click.BadParameter(str(error).removeprefix("on: ")) from None


def _no_day_given(ctx: click.Context, param: click.Parameter, ever: bool) -> bool:
    if ever and ctx.params.get("on") is not None:
        raise click.UsageError("--on and --ever exclude each other: one day, or all time")
    return ever


_ON = click.option(
    "--on",
    callback=_read_day,
    metavar="DATE",
    is_eager=True,
    help="The day to read, such as 2023-09-30. [default: the last day of the city's as_of]",
)
_EVER = click.option(
    "--ever", is_flag=True, callback=_no_day_given, help="Read all time instead of one day."
)


def _reading(*formats: str) -> Callable[[F], F]:
    """Add what every analysis takes: the path, the day or all time, the format."""

    def decorate(command: F) -> F:
        options = (
            click.argument("path"),
            _ON,
            _EVER,
            click.option(
                "--carry",
                type=click.IntRange(min=0),
                default=2,
                show_default=True,
                metavar="YEARS",
                help="How long what was seen running is presumed to run on.",
            ),
            _format(*formats),
        )
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _format(*formats: str) -> Callable[[F], F]:
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default="text",
        show_default=True,
        help="Text for people, JSON or CSV for programs.",
    )


_LIMIT = click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="How many rows the text shows; 0 shows all.",
)


@click.group(cls=_Commands, epilog=_EPILOG)
@click.version_option(package_name="learningcity", message="%(version)s")
def main() -> None:
    """Find duplicated effort and unmet needs in the partnership of a learning city."""


@main.command()
@click.argument("path")
@_format("text", "json")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@click.option("--all", "all_problems", is_flag=True, help="Show the notes too.")
def check(path: str, form: str, fail_on: str, all_problems: bool) -> None:
    """List everything that is wrong or doubtful in a city's files.

    Notes, which say what would make the findings firmer, are only counted unless asked for.
    """
    from learningcity.cli.loading import check_path
    from learningcity.display import json_text, printable
    from learningcity.errors import render_problems

    result = check_path(path)
    if form == "json":
        said = {
            "schema": "learningcity/check/1",
            "city": result.city.id if result.city else None,
            "parameters": {"fail_on": fail_on},
            "problems": result.to_records(),
        }
        click.echo(json_text(said))
    elif all_problems or not result.notes:
        click.echo(str(result))
        _mention_explain(result.problems)
    else:
        click.echo(render_problems(result.problems, notes=False))
        _mention_explain((*result.errors, *result.warnings))
        click.echo(printable(f"The notes: learningcity check {path} --all"), err=True)
    if not result.ok or (fail_on == "warning" and result.warnings):
        click.get_current_context().exit(1)


@main.command()
@_reading("text", "json")
def overview(path: str, on: date | None, ever: bool, carry: int, form: str) -> None:
    """Show the city in twenty lines, and what to ask whom."""
    from learningcity.analysis import overview as analysis
    from learningcity.cli import text
    from learningcity.cli.loading import check_path, city_of

    result = check_path(path)
    found = analysis.overview(city_of(result), on=on, ever=ever, carry=carry)
    if form == "json":
        click.echo(found.to_json())
    else:
        click.echo(text.show_overview(found, path))
        if result.warnings:
            click.echo(text.mention_warnings(result, path), err=True)


@main.command()
@_reading("text", "json", "csv")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="The overlap from which a pair is a finding.",
)
@click.option(
    "--minimum",
    type=click.FloatRange(0, 1),
    default=0.25,
    show_default=True,
    help="The overlap below which a pair is not listed.",
)
@_LIMIT
def duplicates(
    path: str,
    on: date | None,
    ever: bool,
    carry: int,
    form: str,
    threshold: float,
    minimum: float,
    limit: int,
) -> None:
    """Find initiatives that may offer the same, to the same people, in the same place."""
    from learningcity.analysis.duplicates import find_duplicates
    from learningcity.cli import text
    from learningcity.cli.loading import read_path

    city = read_path(path)
    found = find_duplicates(
        city, on=on, ever=ever, carry=carry, threshold=threshold, minimum=minimum
    )
    _show(found, form, lambda: text.show_duplicates(city, found, path, limit))


@main.command()
@_reading("text", "json", "csv")
@_LIMIT
def coverage(path: str, on: date | None, ever: bool, carry: int, form: str, limit: int) -> None:
    """Show which needs the initiatives meet, and how far."""
    from learningcity.analysis.coverage import need_coverage
    from learningcity.cli import text
    from learningcity.cli.loading import read_path

    city = read_path(path)
    found = need_coverage(city, on=on, ever=ever, carry=carry)
    _show(found, form, lambda: text.show_coverage(city, found, path, limit))


@main.command()
@_reading("text", "json", "csv")
@_LIMIT
def gaps(path: str, on: date | None, ever: bool, carry: int, form: str, limit: int) -> None:
    """Find needs that are not met, and places and groups that nobody names."""
    from learningcity.analysis.gaps import find_gaps
    from learningcity.cli import text
    from learningcity.cli.loading import read_path

    city = read_path(path)
    found = find_gaps(city, on=on, ever=ever, carry=carry)
    _show(found, form, lambda: text.show_gaps(city, found, path, limit))


@main.command()
@click.argument("path")
@click.argument("id")
@_format("text", "json")
def show(path: str, id: str, form: str) -> None:
    """Show one thing and everything that leads to it.

    ID is such as initiative:wolves-at-work, or the bare id where only one thing bears it.
    """
    from learningcity.cli.loading import read_path
    from learningcity.cli.showing import dossier_of, render_dossier

    dossier = dossier_of(read_path(path), id)
    if form == "json":
        click.echo(dossier.to_json())
    else:
        click.echo(render_dossier(dossier))


@main.command()
@click.argument("path")
@click.option(
    "-o", "--output", "target", default="report.html", show_default=True, help="The file to write."
)
@_ON
@_EVER
def report(path: str, target: str, on: date | None, ever: bool) -> None:
    """Write the findings as one HTML file that needs nothing else."""
    from learningcity.cli.loading import read_path
    from learningcity.report.write import write_report

    written = write_report(read_path(path), Path(target), on=on, ever=ever)
    click.echo(f"wrote {written}", err=True)


@main.command()
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


@main.command()
@click.argument("name")
@click.argument("folder", type=click.Path(path_type=Path))
def example(name: str, folder: Path) -> None:
    """Copy a packaged city into a new folder, to look at or to start from."""
    from learningcity.datasets import copy_example

    copies = copy_example(name, folder)
    click.echo(f"wrote {len(copies)} files to {folder}", err=True)


@main.command()
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
    click.echo(f"wrote {len(written)} files to {folder}", err=True)
    click.echo(f"Next: learningcity check {folder}", err=True)


def _ask(question: str, given: str | None) -> str | None:
    if given is not None:
        return given
    return str(click.prompt(question, default="", show_default=False, err=True)).strip() or None


@main.command()
@click.option("-o", "--output", "target", metavar="FILE", help="The file to write, if any.")
def schema(target: str | None) -> None:
    """Print the JSON Schema of the city file, by which editors help and check while you type."""
    from learningcity.io.schema import schema_text, write_schema

    if target is None:
        click.echo(schema_text(), nl=False)
    else:
        write_schema(target)
        click.echo(f"wrote {target}", err=True)


def _show(found: Result[Row, Parameters], form: str, text: Callable[[], str]) -> None:
    from learningcity.cli.csv_text import csv_text

    if form == "json":
        click.echo(found.to_json())
    elif form == "csv":
        click.echo(csv_text(found), nl=False)
    else:
        click.echo(text())
