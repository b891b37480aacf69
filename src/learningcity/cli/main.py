"""The command, what it does with errors, and its exit codes.

0 is fine, whatever is found; 1 is problems in what was read; 2 is wrong usage, a missing path or a
missing extra. Data go to standard output, talk goes to standard error.

A command is loaded when it is asked for, so that each starts as fast as it can.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from io import TextIOWrapper
from typing import Any, cast

import click

__all__ = ["main"]

_EPILOG = (
    "PATH is a city file, a folder of city files, or a packaged city: example:wolverhampton, "
    "example:gwangmyeong or example:lanternport."
)

_COMMANDS = {
    "check": ("files", "List everything that is wrong or doubtful in a city's files."),
    "overview": ("analyses", "Show the city in twenty lines, and what to ask whom."),
    "duplicates": (
        "analyses",
        "Find initiatives that may offer the same, to the same people, in the same place.",
    ),
    "coverage": (
        "analyses",
        "Show which needs the initiatives meet, and how far; or map what is offered where.",
    ),
    "gaps": (
        "analyses",
        "Find what is missing: unmet needs, endings, evidence, outcomes, owners, sectors, places.",
    ),
    "network": (
        "network",
        "Show who holds the partnership together, what rests on whom, and what is chance.",
    ),
    "compare": (
        "analyses",
        "Show which findings differ: before and after a change, or between two years.",
    ),
    "funding": ("analyses", "Add up the money that is recorded, each sum once."),
    "timeline": (
        "through_time",
        "Show the city through the years, the money that ends and what ends without a successor.",
    ),
    "show": (
        "files",
        "Show one thing and everything that leads to it, or why two initiatives are what they are.",
    ),
    "report": ("files", "Write the report for the board as one HTML file that needs nothing else."),
    "explain": ("files", "Explain a problem: why it matters, what to do, an example."),
    "new": ("files", "Start a city: write a commented folder to fill in."),
    "example": ("files", "Copy a packaged city into a new folder, to look at or to start from."),
    "schema": (
        "files",
        "Print the JSON Schema of the city file, by which editors help and check while you type.",
    ),
}
"""The module of each command, and the first sentence of its help, which ``--help`` shows."""


class _Late(Mapping[str, click.Command]):
    """The commands by name; each is loaded when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        module, _ = _COMMANDS[name]
        command: click.Command = getattr(import_module(f"learningcity.cli.{module}"), name)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _Commands(click.Group):
    """A group that turns what the library raises into one message and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; problems in what was read end with 1, everything else with 2."""
        from learningcity.cli.options import mention_explain
        from learningcity.display import printable
        from learningcity.errors import CityFileError, LearningCityError, render_problems

        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except CityFileError as error:
            click.echo(render_problems(error.problems), err=True)
            mention_explain(error.problems)
            ctx.exit(1)
        except LearningCityError as error:
            raise click.UsageError(printable(str(error))) from None
        except OSError as error:
            reason = f"{error.strerror}: '{error.filename}'" if error.strerror else str(error)
            raise click.UsageError(printable(reason)) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(
    cls=_Commands, commands=cast("MutableMapping[str, click.Command]", _Late()), epilog=_EPILOG
)
@click.version_option(package_name="learningcity", message="%(version)s")
def main() -> None:
    """Find duplicated effort and unmet needs in the partnership of a learning city."""
