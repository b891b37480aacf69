"""The cities that come with the library, and the beginnings of a new one."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError

from learningcity.errors import UnknownIdError
from learningcity.io.reader import CheckResult, check_city, read_city
from learningcity.io.yaml_events import CONTROL
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import CityHead
from learningcity.model.suggest import closest
from learningcity.model.values import describe_control, mend_id
from learningcity.model.vocabulary import DATA

__all__ = ["EXAMPLES", "check_example", "copy_example", "new_city", "open_example"]

EXAMPLES = ("wolverhampton", "gwangmyeong", "lanternport")
"""The names of the packaged cities."""


def open_example(name: str) -> City:
    """Return a packaged city.

    ``wolverhampton`` is the City of Wolverhampton in England, and ``gwangmyeong`` a city in the
    Republic of Korea with names in Korean and English. Both are made from published sources; what
    was judged rather than read is marked ``inferred``. ``lanternport`` is invented: it says
    everything that real cities leave out, so that every figure has a value.

    Parameters
    ----------
    name
        One of these three names.

    Returns
    -------
    City
        The city.

    Raises
    ------
    UnknownIdError
        No city of that name is packaged.

    See Also
    --------
    learningcity.read_city : a city of your own.
    learningcity.new_city : the beginnings of one.

    Examples
    --------
    >>> import learningcity
    >>> learningcity.open_example("wolverhampton").head.country
    'GB'
    """
    return read_city(DATA / _known(name), name=name)


def check_example(name: str) -> CheckResult:
    """Return the problems of a packaged city, with the city."""
    return check_city(DATA / _known(name), name=name)


def copy_example(name: str, folder: Path) -> tuple[Path, ...]:
    """Copy the files of a packaged city into a new or empty folder, and return them.

    Raises
    ------
    UnknownIdError
        No city of that name is packaged.
    FileExistsError
        The folder is there and not empty; nothing is written.
    """
    origin = DATA / _known(name)
    _take(folder)
    copies = []
    for path in sorted(origin.iterdir()):
        copies.append(folder / path.name)
        copies[-1].write_bytes(path.read_bytes())
    return tuple(copies)


def new_city(
    folder: str | os.PathLike[str],
    *,
    name: str | None = None,
    country: str | None = None,
    language: str | None = None,
    as_of: date | None = None,
) -> tuple[Path, ...]:
    """Write the commented beginnings of a city into a new or empty folder.

    The files have no errors. Their warnings say what to write next.

    Parameters
    ----------
    folder
        The folder.
    name
        What the city is called. ``None`` takes the name of the folder.
    country
        The two capital letters of ISO 3166-1. ``None`` leaves it out.
    language
        The BCP 47 tag of the language of the files. ``None`` leaves it out.
    as_of
        The day that the files speak of; its month is written. ``None`` is today.

    Returns
    -------
    tuple of Path
        The files, in the order of their names.

    Raises
    ------
    ValueError
        The name, country or language cannot be that of a city.
    FileExistsError
        The folder is there and not empty; nothing is written.

    See Also
    --------
    learningcity.check_city : says what to write next.

    Examples
    --------
    >>> import learningcity
    >>> files = learningcity.new_city("my-city", name="Riverton", country="GB")
    >>> [path.name for path in files]
    ['1-city.yaml', '2-aims.yaml', '3-partners.yaml', '4-initiatives.yaml', '5-needs.yaml',
    '6-sources.yaml']
    >>> learningcity.read_city("my-city").head.country
    'GB'
    """
    from string import Template

    from learningcity.io.yaml_text import yaml_lines

    place = Path(folder)
    said = _heading(_name_of(place) if name is None else name, country, language, as_of)
    city_id = said["id"]
    written = {
        "id": city_id,
        "head": "\n".join(
            line for key, value in said.items() for line in yaml_lines(key, value, 2)
        ),
        "place": "\n".join(yaml_lines(city_id, {"name": said["name"], "kind": "city"}, 2)),
    }
    _take(place)
    made = []
    origin = DATA / "new"
    for path in sorted(origin.iterdir(), key=lambda path: path.name):
        text = Template(path.read_text(encoding="utf-8")).substitute(written)
        made.append(place / path.name)
        made[-1].write_bytes(text.encode("utf-8"))
    return tuple(made)


def _heading(
    name: str, country: str | None, language: str | None, as_of: date | None
) -> dict[str, str]:
    """Return what stands under ``city:``."""
    from learningcity.io.yaml_text import Bare

    day = datetime.now().astimezone().date() if as_of is None else as_of
    name = " ".join(name.split())
    if found := CONTROL.search(name):
        raise ValueError(f"name: {describe_control(found.group())}")
    if len(name) > _NAME_LENGTH:
        raise ValueError(f"name: longer than {_NAME_LENGTH} characters")
    city_id = mend_id(name) or "city"
    said = {
        "id": city_id,
        "name": name,
        "language": language,
        "country": country,
        "as_of": Bare(PartialDate(day.year, day.month)),
        "place": city_id,
    }
    heading = {key: value for key, value in said.items() if value is not None}
    try:
        CityHead.model_validate(heading)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{first['loc'][0]}: {first['msg']}") from None
    return heading


_NAME_LENGTH = 200


def _name_of(folder: Path) -> str:
    """Return what a city in this folder is probably called."""
    name = " ".join(folder.resolve().name.replace("-", " ").replace("_", " ").split())
    return name.title() if name and name.isprintable() else "Our City"


def _take(folder: Path) -> None:
    """Make a folder, unless it is there and empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"'{folder}' is there already and not an empty folder")
    folder.mkdir(parents=True, exist_ok=True)


def _known(name: str) -> str:
    if name not in EXAMPLES:
        raise UnknownIdError("example", name, closest(name, EXAMPLES))
    return name
