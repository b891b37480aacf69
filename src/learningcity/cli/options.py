"""Options that several commands share, and how a result is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from learningcity.analysis.result import Assumptions, Result, Row
    from learningcity.diagnostics import Problem

__all__ = [
    "CARRY",
    "EVER",
    "HORIZON",
    "LIMIT",
    "MAX_AGE",
    "MINIMUM",
    "ON",
    "SCENARIO",
    "THRESHOLD",
    "day_option",
    "form_option",
    "limit_option",
    "mention_explain",
    "read_other_day",
    "reading",
    "refuse_strangers",
    "scenario_given",
    "show_result",
]

F = TypeVar("F", bound=Callable[..., Any])


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


def read_other_day(ctx: click.Context, param: click.Parameter, on: str | None) -> date | None:
    """Return the day that people typed for the second of two cities."""
    if on is not None and ctx.params.get("ever"):
        raise click.UsageError("--on-after and --ever exclude each other: one day, or all time")
    return _read_day(ctx, param, on)


def day_option(help_text: str) -> Callable[[F], F]:
    """Add the option for the day to read."""
    return click.option("--on", callback=_read_day, metavar="DATE", is_eager=True, help=help_text)


ON = day_option("The day to read, such as 2023-09-30. [default: the last day of the city's as_of]")
EVER = click.option(
    "--ever", is_flag=True, callback=_no_day_given, help="Read all time instead of one day."
)

CARRY = click.option(
    "--carry",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    metavar="YEARS",
    help="How long what was seen running is presumed to run on.",
)

HORIZON = click.option(
    "--horizon",
    type=click.IntRange(min=0),
    default=12,
    show_default=True,
    metavar="MONTHS",
    help="How soon all that is meant for a need ends, for that to be a gap.",
)
MAX_AGE = click.option(
    "--max-age",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    metavar="YEARS",
    help="The age from which the reading of a need is old.",
)
THRESHOLD = click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="The overlap from which a pair is a finding.",
)
MINIMUM = click.option(
    "--minimum",
    type=click.FloatRange(0, 1),
    default=0.25,
    show_default=True,
    help="The overlap below which a pair is not listed.",
)


_SCENARIO = "learningcity.scenario"


def _keep_scenario(ctx: click.Context, param: click.Parameter, scenario: str | None) -> None:
    ctx.meta[_SCENARIO] = scenario


SCENARIO = click.option(
    "--scenario",
    metavar="FILE",
    callback=_keep_scenario,
    expose_value=False,
    help="Read the city as it would be with the changes in this file.",
)
"""The scenario is put on the city where it is loaded, so that no command can forget it."""


def scenario_given() -> str | None:
    """Return the scenario that people named for the command that runs."""
    ctx = click.get_current_context(silent=True)
    scenario: str | None = None if ctx is None else ctx.meta.get(_SCENARIO)
    return scenario


def reading(*formats: str, scenario: bool = True) -> Callable[[F], F]:
    """Add what every analysis takes: the path, the scenario, the day or all time, the format."""

    def decorate(command: F) -> F:
        options = (
            click.argument("path"),
            *([SCENARIO] if scenario else []),
            ON,
            EVER,
            CARRY,
            form_option(*formats),
        )
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def form_option(*formats: str) -> Callable[[F], F]:
    """Add the option for the form of the answer."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default="text",
        show_default=True,
        help=f"Text for people, {' or '.join(map(str.upper, formats[1:]))} for programs.",
    )


def limit_option(default: int) -> Callable[[F], F]:
    """Add the option for the number of rows of a text."""
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=default,
        show_default=True,
        help="How many rows the text shows; 0 shows all.",
    )


LIMIT = limit_option(10)


def refuse_strangers(ctx: click.Context, table: str, belongs: Mapping[str, Sequence[str]]) -> None:
    """Refuse an option that was given and that is about another table.

    `belongs` says of an option about which tables it is; an option that is not there is about all.
    """
    for name, tables in belongs.items():
        given = ctx.get_parameter_source(name) != ParameterSource.DEFAULT
        if given and table not in tables:
            option = next(p for p in ctx.command.params if p.name == name).opts[0]
            *others, last = tables
            known = f"{', '.join(others)} or {last}" if others else last
            raise click.UsageError(f"{option} goes with --table {known}")


def show_result(found: Result[Row, Assumptions], form: str, text: Callable[[], str]) -> None:
    """Print a result in the form that was asked for; `text` makes it for people."""
    from learningcity.analysis.csv_text import csv_text

    if form == "json":
        click.echo(found.to_json())
    elif form == "csv":
        click.echo(csv_text(found), nl=False)
    else:
        click.echo(text())


def mention_explain(problems: Sequence[Problem]) -> None:
    """Say on standard error how to read more about the first error, else the first problem."""
    if problems:
        first = next((p for p in problems if p.severity == "error"), problems[0])
        hint = f"Run 'learningcity explain {first.code}' to read more about a problem."
        click.echo(hint, err=True)
