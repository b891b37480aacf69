"""The commands that analyse a city."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from learningcity.cli.options import LIMIT, reading, show_result

if TYPE_CHECKING:
    from learningcity.analysis.coverage_map import MapValue
    from learningcity.reach.axes import AxisName

__all__ = ["coverage", "duplicates", "gaps", "overview"]


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
@LIMIT
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
    from learningcity.cli.loading import read_path
    from learningcity.cli.text.duplicates import show_duplicates

    city = read_path(path)
    found = find_duplicates(
        city, on=on, ever=ever, carry=carry, threshold=threshold, minimum=minimum
    )
    show_result(found, form, lambda: show_duplicates(city, found, path, limit))


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


@click.command()
@reading("text", "json", "csv")
@LIMIT
def gaps(path: str, on: date | None, ever: bool, carry: int, form: str, limit: int) -> None:
    """Find needs that are not met, and places and groups that nobody names."""
    from learningcity.analysis.gaps import find_gaps
    from learningcity.cli.loading import read_path
    from learningcity.cli.text.gaps import show_gaps

    city = read_path(path)
    found = find_gaps(city, on=on, ever=ever, carry=carry)
    show_result(found, form, lambda: show_gaps(city, found, path, limit))
