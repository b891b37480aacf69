"""The cities that come with the library."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from learningcity.errors import UnknownIdError
from learningcity.io.reader import CheckResult, check_city, read_city
from learningcity.model.city import City
from learningcity.model.suggest import closest

__all__ = ["EXAMPLES", "check_example", "copy_example", "open_example"]

EXAMPLES = ("wolverhampton",)
"""The names of the packaged cities."""


def open_example(name: str) -> City:
    """Return a packaged city.

    ``wolverhampton`` is the City of Wolverhampton in England, from published sources; what was
    judged rather than read is marked ``inferred``.

    Raises
    ------
    UnknownIdError
        No city of that name is packaged.

    Examples
    --------
    >>> import learningcity
    >>> learningcity.open_example("wolverhampton").head.country
    'GB'
    """
    with as_file(files("learningcity").joinpath("data", _known(name))) as folder:
        return read_city(folder, name=name)


def check_example(name: str) -> CheckResult:
    """Return the problems of a packaged city, with the city."""
    with as_file(files("learningcity").joinpath("data", _known(name))) as folder:
        return check_city(folder, name=name)


def copy_example(name: str, folder: Path) -> tuple[Path, ...]:
    """Copy the files of a packaged city into a new or empty folder, and return them.

    Raises
    ------
    UnknownIdError
        No city of that name is packaged.
    FileExistsError
        The folder is there and not empty; nothing is written.
    """
    with as_file(files("learningcity").joinpath("data", _known(name))) as origin:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileExistsError(f"'{folder}' is there already and not an empty folder")
        folder.mkdir(parents=True, exist_ok=True)
        copies = []
        for path in sorted(origin.iterdir()):
            copies.append(folder / path.name)
            copies[-1].write_bytes(path.read_bytes())
    return tuple(copies)


def _known(name: str) -> str:
    if name not in EXAMPLES:
        raise UnknownIdError("example", name, closest(name, EXAMPLES))
    return name
