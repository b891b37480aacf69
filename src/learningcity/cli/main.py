"""The command, what it does with errors, and its exit codes.

0 is fine, whatever is found; 1 is problems in what was read; 2 is wrong usage, a missing path or a
missing extra. Data go to standard output, talk goes to standard error.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

import click

from learningcity.cli import analyses, files, network, through_time
from learningcity.cli.options import mention_explain

__all__ = ["main"]

_EPILOG = (
    "PATH is a city file, a folder of city files, or a packaged city: example:wolverhampton, "
    "example:gwangmyeong or example:lanternport."
)


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
            mention_explain(error.problems)
            ctx.exit(1)
        except LearningCityError as error:
            raise click.UsageError(printable(str(error))) from None
        except OSError as error:
            reason = f"{error.strerror}: '{error.filename}'" if error.strerror else str(error)
            raise click.UsageError(printable(reason)) from None


@click.group(cls=_Commands, epilog=_EPILOG)
@click.version_option(package_name="learningcity", message="%(version)s")
def main() -> None:
    """Find duplicated effort and unmet needs in the partnership of a learning city."""


for command in (
    files.check,
    analyses.overview,
    analyses.duplicates,
    analyses.coverage,
    analyses.gaps,
    network.network,
    analyses.compare,
    analyses.funding,
    through_time.timeline,
    files.show,
    files.report,
    files.explain,
    files.new,
    files.example,
    files.schema,
):
    main.add_command(command)
