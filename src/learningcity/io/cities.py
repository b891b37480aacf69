"""Reading many cities at once: one that is faulty does not lose the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from learningcity.diagnostics import Problem, Related, count_problems
from learningcity.display import NOTEBOOK_ROWS, html_table, printable
from learningcity.errors import UnknownIdError, render_problems
from learningcity.io.folders import find_cities, shown_path
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.reader import CheckResult, Problems, check_city, let_go
from learningcity.model.city import City
from learningcity.model.suggest import closest
from learningcity.model.values import quote

__all__ = ["Cities", "read_cities"]


@dataclass(frozen=True, slots=True)
class Cities(Problems):
    """The cities of a folder, as far as they could be read, with the problems of all.

    ``for city in cities`` walks the sound ones in code-point order of their paths, ``cities[id]``
    finds one, ``id in cities`` asks whether it is there.

    See Also
    --------
    learningcity.read_cities : gives it.

    Examples
    --------
    >>> import learningcity
    >>> files = learningcity.new_city("cities/riverton", name="Riverton")
    >>> cities = learningcity.read_cities("cities")
    >>> cities.ids
    ('riverton',)
    >>> cities["riverton"].name.in_language("en")
    'Riverton'
    >>> "lakeside" in cities
    False
    """

    name: str
    """The path of the folder, or what it was called."""
    results: tuple[CheckResult, ...]
    """What reading each folder or file found, in code-point order of their paths."""
    problems: tuple[Problem, ...]
    """Everything that is wrong or doubtful in any of them, and between them."""
    cities: tuple[City, ...]
    """The cities without errors. Of several with one id, which is an error, it is the first."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the cities, in their order."""
        return tuple(city.id for city in self.cities)

    def __iter__(self) -> Iterator[City]:
        """Return an iterator over the cities."""
        return iter(self.cities)

    def __len__(self) -> int:
        """Return the number of cities that could be read."""
        return len(self.cities)

    def __contains__(self, city_id: object) -> bool:
        """Return whether there is a city of this id."""
        return city_id in self.ids

    def __getitem__(self, city_id: str) -> City:
        """Return the city of this id.

        Raises
        ------
        UnknownIdError
            There is none, or it could not be read; the error names the closest id there is.
        """
        found = self.get(city_id)
        if found is None:
            raise UnknownIdError("city", city_id, closest(city_id, self.ids))
        return found

    def get(self, city_id: str) -> City | None:
        """Return the city of this id, or ``None``.

        Parameters
        ----------
        city_id
            The id of a city.
        """
        return next((city for city in self.cities if city.id == city_id), None)

    def summary(self) -> str:
        """Return one sentence."""
        number = len(self.cities)
        word = "city" if number == 1 else "cities"
        return f"{self.name}: {number} {word}, {count_problems(self.problems)}"

    def __str__(self) -> str:
        """Return all problems as text, each with its place, and one sentence."""
        said = printable(self.summary())
        return f"{render_problems(self.problems)}\n{said}" if self.problems else said

    def _repr_html_(self) -> str:
        cities = self.cities[:NOTEBOOK_ROWS]
        rows = [(str(c.name), len(c.partners), len(c.initiatives), len(c.needs)) for c in cities]
        columns = ("city", "partners", "initiatives", "needs")
        more = len(self.cities) - len(rows)
        return html_table(self.summary(), columns, rows, more=more, row_heads=True)

    def __repr__(self) -> str:
        """Return the ids, shortened."""
        shown = ", ".join(self.ids[:5]) + (", …" if len(self) > 5 else "")
        return f"<Cities of {self.name}, {len(self)}: {shown}>"


def read_cities(
    folder: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS, name: str | None = None
) -> Cities:
    """Read a folder of cities: each folder and each ``.yaml`` or ``.yml`` file in it is one.

    A faulty city does not lose the others, and nothing is raised for what a file says: all problems
    are in the result.

    Parameters
    ----------
    folder
        The folder. What starts with a dot is left out, and links that lead out of it are not
        followed.
    limits
        How much each city may hold.
    name
        What to call the folder where places are shown; ``None`` is its path.

    Returns
    -------
    Cities
        The cities that have no errors, in code-point order of their paths, and all problems.

    Raises
    ------
    CityNotFoundError
        There is nothing at `folder`.
    ValueError
        `folder` is no folder.

    See Also
    --------
    learningcity.read_city : reads one city.

    Examples
    --------
    >>> import learningcity
    >>> files = learningcity.new_city("cities/riverton", name="Riverton")
    >>> files = learningcity.new_city("cities/lakeside", name="Lakeside")
    >>> learningcity.read_cities("cities").ids
    ('lakeside', 'riverton')
    """
    results = []
    for path, found in find_cities(folder, name=name, limits=limits):
        if found.problem is not None:
            results.append(CheckResult(found.path, (found.problem,), None))
        else:
            results.append(let_go(check_city(path, limits=limits, name=found.path)))
    problems: list[Problem] = []
    cities: dict[str, City] = {}
    for result in results:
        problems += result.problems
        if result.city is not None:
            first = cities.setdefault(result.city.id, result.city)
            if first is not result.city:
                problems.append(_repeated(result.city, first))
    shown = shown_path(folder) if name is None else name
    return Cities(shown, tuple(results), tuple(problems), tuple(cities.values()))


def _repeated(city: City, first: City) -> Problem:
    """Return the problem of a city whose id another one has."""
    place, other = (one.origins.locate(f"city:{one.id}", "id") for one in (city, first))
    assert place is not None
    assert other is not None
    return Problem(
        "duplicate-city",
        f"another city has the id {quote(city.id)} too",
        place,
        hint="give one of the two another id",
        related=(Related("it is here first", other),),
        key="city/id",
    )
