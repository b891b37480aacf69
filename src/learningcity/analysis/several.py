"""The same question about each of several cities, with what can be shared worked out together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from learningcity.analysis.duplicates import Duplicates, duplicates_of, read_parameters
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY
from learningcity.reach.many import join_cities

__all__ = ["find_duplicates_in"]


def find_duplicates_in(
    cities: Iterable[City],
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    threshold: float = 0.5,
    minimum: float = 0.25,
    carry: int = CARRY,
    credits: Mapping[str, float] | None = None,
) -> tuple[Duplicates, ...]:
    """Find in each of several cities initiatives that may offer the same thing.

    It answers for many cities at once what :func:`~learningcity.find_duplicates` answers for one.
    Initiatives of different cities are not compared: the same id may mean two things in two files.

    Parameters
    ----------
    cities
        The cities, such as :func:`~learningcity.read_cities` gives.
    on
        The day to read all of them; ``None`` is for each the last day of its own ``as_of``.
    ever
        Read all time instead of a day.
    threshold
        The overlap, from 0 to 1, from which a pair is judged.
    minimum
        The overlap, from 0 to 1, below which a pair is not a row.
    carry
        Years for which an initiative seen running is presumed to run on.
    credits
        Changes to the credits of kinds of coordination, each from 0 to 1.

    Returns
    -------
    tuple of Duplicates
        What ``find_duplicates`` gives for each city, in their order.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_duplicates : of one city; says what the rows mean.
    learningcity.read_cities : reads a folder of cities.

    Notes
    -----
    Cost: the rows, and the initiatives of all cities. From some thousand initiatives on, numpy
    compares those of cities of about one size together, since to set up a comparison takes longer
    than what there is to compare in a small city.

    Examples
    --------
    >>> import learningcity
    >>> cities = [learningcity.open_example(name) for name in ("lanternport", "gwangmyeong")]
    >>> for found in learningcity.find_duplicates_in(cities):
    ...     print(found.city, found.summary())
    lanternport 1 confirmed duplicate, 2 candidate pairs for duplication.
    gwangmyeong 1 candidate pair for duplication, 10 possible where something is not known.
    """
    asked = read_parameters(threshold=threshold, minimum=minimum, credits=credits)
    studies = [Study(city, on=on, ever=ever, carry=carry) for city in cities]
    if minimum == 0:
        return tuple(duplicates_of(study, asked) for study in studies)
    offers = [(study.view, study.likeness, study.view.lines) for study in studies]
    joined = join_cities(offers, threshold=threshold, minimum=minimum)
    return tuple(
        duplicates_of(study, asked, pairs=pairs)
        for study, pairs in zip(studies, joined, strict=True)
    )
