"""The tables of the command ``duplicates``: pairs, and what goes beyond pairs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from learningcity.cli.options import show_result

if TYPE_CHECKING:
    from learningcity.model.city import City

__all__ = ["TABLES", "Asked"]


@dataclass(frozen=True)
class Asked:
    """What was asked of the command."""

    path: str
    on: date | None
    ever: bool
    carry: int
    threshold: float
    minimum: float
    form: str
    limit: int


def _pairs(city: City, asked: Asked) -> None:
    from learningcity.analysis.duplicates import duplicates_of, read_parameters
    from learningcity.analysis.study import Study

    study = Study(city, on=asked.on, ever=asked.ever, carry=asked.carry)
    parameters = read_parameters(threshold=asked.threshold, minimum=asked.minimum)
    found = duplicates_of(study, parameters)

    def text() -> str:
        from learningcity.analysis.groups import groups_of
        from learningcity.cli.text.duplicates import show_duplicates

        return show_duplicates(city, found, groups_of(study, found), asked.path, asked.limit)

    show_result(found, asked.form, text)


def _groups(city: City, asked: Asked) -> None:
    from learningcity.analysis.groups import find_groups
    from learningcity.cli.text.groups import show_groups

    found = find_groups(
        city,
        on=asked.on,
        ever=asked.ever,
        carry=asked.carry,
        threshold=asked.threshold,
        minimum=asked.minimum,
    )
    show_result(found, asked.form, lambda: show_groups(city, found, asked.path, asked.limit))


def _crowding(city: City, asked: Asked) -> None:
    from learningcity.analysis.crowding import find_crowding
    from learningcity.cli.text.groups import show_crowding

    found = find_crowding(city, on=asked.on, ever=asked.ever, carry=asked.carry)
    show_result(found, asked.form, lambda: show_crowding(city, found, asked.path, asked.limit))


def _surplus(city: City, asked: Asked) -> None:
    from learningcity.analysis.surplus import need_surplus
    from learningcity.cli.text.surplus import show_surplus

    found = need_surplus(city, on=asked.on, ever=asked.ever, carry=asked.carry)
    show_result(found, asked.form, lambda: show_surplus(city, found, asked.path, asked.limit))


def _double_funding(city: City, asked: Asked) -> None:
    from learningcity.analysis.double_funding import find_double_funding
    from learningcity.cli.text.surplus import show_double_funding

    found = find_double_funding(
        city,
        on=asked.on,
        ever=asked.ever,
        carry=asked.carry,
        threshold=asked.threshold,
        minimum=asked.minimum,
    )
    show_result(
        found, asked.form, lambda: show_double_funding(city, found, asked.path, asked.limit)
    )


def _fragmentation(city: City, asked: Asked) -> None:
    from learningcity.analysis.fragmentation import fragmentation
    from learningcity.cli.text.fragmentation import show_fragmentation

    found = fragmentation(city, on=asked.on, ever=asked.ever, carry=asked.carry)
    show_result(found, asked.form, lambda: show_fragmentation(city, found, asked.path, asked.limit))


def _effort(city: City, asked: Asked) -> None:
    from learningcity.analysis.effort import meeting_effort
    from learningcity.cli.text.effort import show_effort

    found = meeting_effort(city, on=asked.on, ever=asked.ever, carry=asked.carry)
    show_result(found, asked.form, lambda: show_effort(city, found, asked.path, asked.limit))


def _twins(city: City, asked: Asked) -> None:
    from learningcity.analysis.twins import find_twins
    from learningcity.cli.text.effort import show_twins

    if asked.on is not None:
        raise click.UsageError("--on does not go with --table twins: records are of no day")
    found = find_twins(city, carry=asked.carry)
    show_result(found, asked.form, lambda: show_twins(city, found, asked.path, asked.limit))


TABLES: dict[str, Callable[[City, Asked], None]] = {
    "pairs": _pairs,
    "groups": _groups,
    "crowding": _crowding,
    "surplus": _surplus,
    "double-funding": _double_funding,
    "fragmentation": _fragmentation,
    "effort": _effort,
    "twins": _twins,
}
"""What prints each table, by its name."""
