"""From the PATH that people type to a city, as it is or as it would be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from learningcity.cli.options import scenario_given
from learningcity.datasets import check_example
from learningcity.errors import CityFileError
from learningcity.io.reader import CheckResult, check_city
from learningcity.model.city import City

__all__ = ["changed_or_other", "check_files", "check_path", "city_of", "read_path"]

_EXAMPLE = "example:"


def check_files(path: str) -> CheckResult:
    """Return the problems at `path`, a file, a folder or ``example:NAME``, with the city."""
    if path.startswith(_EXAMPLE):
        return check_example(path.removeprefix(_EXAMPLE))
    return check_city(Path(path))


def check_path(path: str) -> CheckResult:
    """Return the problems at `path`, with the city as it would be with ``--scenario``, if given.

    Raises
    ------
    CityFileError
        There are errors in the scenario.
    """
    result, scenario = check_files(path), scenario_given()
    if scenario is None or result.city is None:
        return result
    return replace(result, city=_changed(result.city, scenario))


def read_path(path: str) -> City:
    """Return the city at `path`, as it would be with ``--scenario``, if given.

    Raises
    ------
    CityFileError
        There are errors.
    """
    return city_of(check_path(path))


def changed_or_other(city: City, other: str) -> City:
    """Return the city at `other`, or `city` as it would be if that is a scenario.

    Raises
    ------
    CityFileError
        There are errors.
    """
    from learningcity.io.scenarios import is_scenario

    if not other.startswith(_EXAMPLE) and is_scenario(Path(other)):
        return _changed(city, other)
    return city_of(check_files(other))


def _changed(city: City, scenario: str) -> City:
    from learningcity.io.changes import check_scenario

    result = check_scenario(city, Path(scenario))
    if result.city is None:
        raise CityFileError(result.errors)
    return result.city


def city_of(result: CheckResult) -> City:
    """Return the city that was read, or raise all errors at once."""
    if result.city is None:
        raise CityFileError(result.errors)
    return result.city
