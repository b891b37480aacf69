"""The commands that analyse a city."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from learningcity.cli.duplicate_tables import TABLES, Asked
from learningcity.cli.options import (
    EVER,
    HORIZON,
    LIMIT,
    MAX_AGE,
    MINIMUM,
    SCENARIO,
    THRESHOLD,
    day_option,
    form_option,
    read_other_day,
    reading,
    show_result,
)

if TYPE_CHECKING:
    from learningcity.analysis.coverage_map import MapValue
    from learningcity.analysis.funding import FundingBy
    from learningcity.reach.axes import AxisName

__all__ = ["compare", "coverage", "duplicates", "funding", "gaps", "overview"]


@click.command()
@reading("text", "json")
def overview(path: str, on: date | None, ever: bool, carry: int, form: str) -> None:
    """Show the city in twenty lines, and what to ask whom."""
    from learningcity.analysis import overview as analysis
    from learningcity.cli.loading import check_path, city_of
    from learningcity.cli.text.overview import mention_warnings, show_overview

    result = check_path(path)
    found = analysis.overview(city_of(result), on=on, ever=ever, carry=carry)
    if form == "json":
        click.echo(found.to_json())
    else:
        click.echo(show_overview(found, path))
        if result.warnings:
            click.echo(mention_warnings(result, path), err=True)


@click.command()
@reading("text", "json", "csv")
@THRESHOLD
@MINIMUM
@LIMIT
@click.option(
    "--table",
    "shown",
    type=click.Choice(list(TABLES)),
    default="pairs",
    show_default=True,
    help="Pairs that overlap; sets of three and more; many for the same people; more places than "
    "people; one funder for two; among how many a priority is divided; bodies with the same "
    "members; records entered twice.",
)
def duplicates(
    path: str,
    on: date | None,
    ever: bool,
    carry: int,
    form: str,
    threshold: float,
    minimum: float,
    limit: int,
    shown: str,
) -> None:
    """Find initiatives that may offer the same, to the same people, in the same place."""
    from learningcity.cli.loading import read_path

    asked = Asked(path, on, ever, carry, threshold, minimum, form, limit)
    TABLES[shown](read_path(path), asked)


_AXES = ("activity", "audience", "place", "priority", "mode", "sector", "sdg", "area")


@click.command()
@reading("text", "json", "csv")
@LIMIT
@click.option(
    "--table",
    "shown",
    type=click.Choice(["needs", "map"]),
    default="needs",
    show_default=True,
    help="Needs and what reaches them, or a map of what is offered where.",
)
@click.option("--rows", type=click.Choice(_AXES), default="priority", help="Rows of the map.")
@click.option("--columns", type=click.Choice(_AXES), default="audience", help="Its columns.")
@click.option(
    "--value",
    type=click.Choice(["initiatives", "partners", "capacity", "funding"]),
    default="initiatives",
    show_default=True,
    help="What the cells of the map show.",
)
@click.option("--detail", is_flag=True, help="Show narrow terms in the map too.")
def coverage(
    path: str,
    on: date | None,
    ever: bool,
    carry: int,
    form: str,
    limit: int,
    shown: str,
    rows: AxisName,
    columns: AxisName,
    value: MapValue,
    detail: bool,
) -> None:
    """Show which needs the initiatives meet, and how far; or map what is offered where."""
    from learningcity.analysis.coverage import need_coverage
    from learningcity.cli.loading import read_path
    from learningcity.cli.text.coverage import show_coverage

    city = read_path(path)
    if shown == "map":
        from learningcity.analysis.coverage_map import coverage_map
        from learningcity.cli.text.coverage_map import show_coverage_map

        if rows == columns:
            raise click.UsageError(f"--rows and --columns are both {rows}: choose two")
        drawn = coverage_map(
            city, rows, columns, value=value, detail=detail, on=on, ever=ever, carry=carry
        )
        show_result(drawn, form, lambda: show_coverage_map(city, drawn, path))
        return
    found = need_coverage(city, on=on, ever=ever, carry=carry)
    show_result(found, form, lambda: show_coverage(city, found, path, limit))


def _read_types(
    ctx: click.Context, param: click.Parameter, types: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the types of gap that people typed, all of them where they typed none."""
    from learningcity.analysis.gap_rows import read_types

    try:
        return read_types(types or None)
    except ValueError as error:
        raise click.BadParameter(str(error).removeprefix("types: ")) from None


@click.command()
@reading("text", "json", "csv")
@HORIZON
@MAX_AGE
@click.option(
    "--type",
    "types",
    multiple=True,
    callback=_read_types,
    metavar="TYPE",
    help="Only gaps of this type, such as evaluation; may be given several times.",
)
@LIMIT
def gaps(
    path: str,
    on: date | None,
    ever: bool,
    carry: int,
    form: str,
    horizon: int,
    max_age: int,
    types: tuple[str, ...],
    limit: int,
) -> None:
    """Find what is missing: unmet needs, endings, evidence, outcomes, owners, sectors, places."""
    from learningcity.analysis.gaps import find_gaps
    from learningcity.cli.loading import read_path
    from learningcity.cli.text.gaps import show_gaps

    city = read_path(path)
    found = find_gaps(
        city, on=on, ever=ever, carry=carry, horizon=horizon, max_age=max_age, types=types
    )
    show_result(found, form, lambda: show_gaps(city, found, path, limit))


@click.command()
@reading("text", "json", "csv", scenario=False)
@click.argument("other")
@click.option(
    "--on-after",
    callback=read_other_day,
    metavar="DATE",
    help="The day to read OTHER. [default: the day of --on]",
)
@THRESHOLD
@MINIMUM
@HORIZON
@MAX_AGE
@LIMIT
def compare(
    path: str,
    other: str,
    on: date | None,
    on_after: date | None,
    ever: bool,
    carry: int,
    form: str,
    threshold: float,
    minimum: float,
    horizon: int,
    max_age: int,
    limit: int,
) -> None:
    """Show which findings differ: before and after a change, or between two years.

    OTHER is a scenario file, which says what to change in the city at PATH, or another city.
    """
    from learningcity.analysis.changes import compare_findings
    from learningcity.cli.loading import changed_or_other, check_files, city_of
    from learningcity.cli.text.changes import show_changes

    before = city_of(check_files(path))
    after = changed_or_other(before, other)
    found = compare_findings(
        before,
        after,
        on=on,
        on_after=on_after,
        ever=ever,
        threshold=threshold,
        minimum=minimum,
        carry=carry,
        horizon=horizon,
        max_age=max_age,
    )
    show_result(found, form, lambda: show_changes(before, after, found, limit))


@click.command()
@click.argument("path")
@SCENARIO
@click.option(
    "--by",
    type=click.Choice(["city", "initiative", "funder", "priority"]),
    default="city",
    show_default=True,
    help="Whose money is added up.",
)
@day_option("Only money that runs on this day, such as 2023-09-30. [default: all ever recorded]")
@EVER
@form_option("text", "json", "csv")
@LIMIT
def funding(path: str, by: FundingBy, on: date | None, ever: bool, form: str, limit: int) -> None:
    """Add up the money that is recorded, each sum once."""
    from learningcity.analysis.funding import net_funding
    from learningcity.cli.loading import read_path
    from learningcity.cli.text.funding import show_funding

    city = read_path(path)
    found = net_funding(city, by=by, on=None if ever else on)
    show_result(found, form, lambda: show_funding(city, found, path, limit))
