"""From the PATH that people type to a city."""

from __future__ import annotations

from pathlib import Path

from learningcity.datasets import check_example
from learningcity.errors import CityFileError
from learningcity.io.reader import CheckResult, check_city
from learningcity.model.city import City

__all__ = ["check_path", "city_of", "read_path"]

_EXAMPLE = "example:"


def check_path(path: str) -> CheckResult:
    """Return the problems at `path`, a file, a folder or ``example:NAME``, with the city."""
    if path.startswith(_EXAMPLE):
        return check_example(path.removeprefix(_EXAMPLE))
    return check_city(Path(path))


def read_path(path: str) -> City:
    """Return the city at `path`.

    Raises
    ------
    CityFileError
        There are errors.
    """
    return city_of(check_path(path))


def city_of(result: CheckResult) -> City:
    """Return the city that was read, or raise all errors at once."""
    if result.city is None:
        raise CityFileError(result.errors)
    return result.city
