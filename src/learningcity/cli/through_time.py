"""The command that reads a city through the years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from learningcity.cli.options import (
    CARRY,
    ON,
    SCENARIO,
    form_option,
    limit_option,
    refuse_strangers,
    show_result,
)

if TYPE_CHECKING:
    from learningcity.analysis.timeline import Timeline, TimeStep
    from learningcity.model.city import City

__all__ = ["timeline"]

_BELONGS = {
    "step": ("periods",),
    "start": ("periods",),
    "end": ("periods",),
    "on": ("cliff", "endings"),
    "months": ("cliff",),
    "horizon": ("endings",),
    "back": ("endings",),
}
"""The tables that each option is about."""


@click.command()
@click.argument("path")
@SCENARIO
@click.option(
    "--table",
    type=click.Choice(("periods", "cliff", "endings")),
    default="periods",
    show_default=True,
    help="All by month or year, the money that ends, or the initiatives that end.",
)
@click.option(
    "--step",
    type=click.Choice(("month", "year")),
    default="year",
    show_default=True,
    help="A row for each month or year; of periods.",
)
@click.option("--from", "start", metavar="DATE", help="The first row; of periods.")
@click.option("--to", "end", metavar="DATE", help="The last row; of periods.")
@ON
@click.option(
    "--months",
    type=click.IntRange(min=1),
    default=12,
    show_default=True,
    help="How far ahead the later day lies; of cliff.",
)
@click.option(
    "--horizon",
    type=click.IntRange(min=0),
    default=12,
    show_default=True,
    metavar="MONTHS",
    help="How far ahead the ends lie; of endings.",
)
@click.option(
    "--back",
    type=click.IntRange(min=0),
    default=12,
    show_default=True,
    metavar="MONTHS",
    help="How far back the ends lie; of endings.",
)
@CARRY
@form_option("text", "json", "csv")
@limit_option(30)
@click.pass_context
def timeline(
    ctx: click.Context,
    path: str,
    table: str,
    step: TimeStep,
    start: str | None,
    end: str | None,
    on: date | None,
    months: int,
    horizon: int,
    back: int,
    carry: int,
    form: str,
    limit: int,
) -> None:
    """Show the city through the years, the money that ends and what ends without a successor."""
    from learningcity.analysis.cliff import funding_cliff
    from learningcity.analysis.endings import find_endings
    from learningcity.cli.loading import read_path
    from learningcity.cli.text import timeline as text

    refuse_strangers(ctx, table, _BELONGS)
    city = read_path(path)
    if table == "cliff":
        cliff = funding_cliff(city, on=on, months=months, carry=carry)
        show_result(cliff, form, lambda: text.show_cliff(city, cliff, path, limit))
    elif table == "endings":
        endings = find_endings(city, on=on, horizon=horizon, back=back, carry=carry)
        show_result(endings, form, lambda: text.show_endings(city, endings, path, limit))
    else:
        found = _timeline(city, step, start, end, carry)
        show_result(found, form, lambda: text.show_periods(city, found, path, limit))


def _timeline(
    city: City, step: TimeStep, start: str | None, end: str | None, carry: int
) -> Timeline:
    """Return the timeline; what is wrong with its dates is wrong usage."""
    from learningcity.analysis.study import Study
    from learningcity.analysis.timeline import plan_steps, timeline_of

    study = Study(city, carry=carry)
    try:
        steps = plan_steps(study, step=step, start=start, end=end)
    except ValueError as error:
        said = str(error).replace("start:", "--from:").replace("end:", "--to:")
        raise click.UsageError(said.replace("step:", "--step:")) from None
    return timeline_of(study, steps, step=step)
