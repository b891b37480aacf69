"""The commands that analyse a city."""

from __future__ import annotations

from datetime import date

import click

from learningcity.cli.options import LIMIT, read_other_day, reading, show_result

__all__ = ["compare", "coverage", "duplicates", "gaps", "overview"]


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


@click.command()
@reading("text", "json", "csv")
@LIMIT
def coverage(path: str, on: date | None, ever: bool, carry: int, form: str, limit: int) -> None:
    """Show which needs the initiatives meet, and how far."""
    from learningcity.analysis.coverage import need_coverage
    from learningcity.cli.loading import read_path
    from learningcity.cli.text.coverage import show_coverage

    city = read_path(path)
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
    )
    show_result(found, form, lambda: show_changes(before, after, found, limit))
