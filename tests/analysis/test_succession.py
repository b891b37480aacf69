"""What surely ends by a day, and what takes over."""

from __future__ import annotations

from datetime import date

import pytest

from learningcity.analysis.study import Study
from learningcity.analysis.succession import Succession
from tests.builders import Fields, city


def succession(**initiatives: Fields) -> Succession:
    """Who follows whom in a city as of 2024."""
    return Study(city(initiatives=initiatives)).succession


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ({"start": 2020, "end": 2025}, date(2025, 12, 31)),
        ({"start": 2020, "end": "2025-02"}, date(2025, 2, 28)),
        ({"end": "2025-02-03"}, date(2025, 2, 3)),
        ({"start": 2020, "status": "active"}, None),
        ({}, None),
        # Ended without an end: on the day before the file's day begins.
        ({"start": 2020, "status": "ended"}, date(2023, 12, 31)),
        # No possible day at all.
        ({"start": "2024-03", "status": "ended"}, None),
        # A planned one may run after the day of the file.
        ({"start": 2025, "end": 2026, "status": "planned"}, date(2026, 12, 31)),
        ({"start": 2023, "end": 2024, "status": "planned"}, None),
        ({"status": "planned"}, None),
    ],
)
def test_the_last_day_is_the_last_on_which_it_may_run(fields: Fields, last: date | None) -> None:
    found = succession(a=fields)
    assert found.last_day("a") == last
    if last is not None:
        assert not found.may_run_after("a", last)
        assert found.may_run_after("a", date(last.year, last.month, last.day - 1))


def test_what_has_no_end_may_run_after_any_day_but_the_last() -> None:
    found = succession(a={"start": 2020}, never={"start": "2024-03", "status": "ended"})
    assert found.may_run_after("a", date(9999, 12, 30))
    assert not found.may_run_after("a", date.max)
    assert not found.may_run_after("never", date.min)


def test_a_successor_follows_and_may_run_after_the_end() -> None:
    found = succession(
        old={"start": 2018, "end": 2022},
        same={"start": 2018, "end": 2022, "follows": "old"},
        longer={"start": 2018, "end": 2023, "follows": ["old"]},
        endless={"follows": "old"},
        planned={"follows": "old", "status": "planned"},
        dropped={"follows": "old", "status": "planned", "end": 2024},
        other={"start": 2023},
    )
    assert found.successors("old") == ("longer", "endless", "planned")
    assert found.successors("old", after=date(2023, 12, 31)) == ("endless", "planned")
    assert found.successors("other") == ()
    assert found.successors("endless") == ()


def test_successors_of_successors_count_too() -> None:
    found = succession(
        third={"start": 2023, "follows": "second"},
        second={"start": 2019, "end": 2022, "follows": "first"},
        first={"start": 2015, "end": 2018},
    )
    assert found.successors("first") == ("third", "second")
    assert found.successors("first", after=date(2022, 12, 31)) == ("third",)


def test_what_follows_an_umbrella_takes_over_from_its_parts() -> None:
    found = succession(
        programme={"start": 2015, "end": 2020},
        part={"start": 2015, "end": 2018, "part_of": "programme"},
        detail={"start": 2015, "end": 2017, "part_of": "part"},
        new={"start": 2021, "follows": "programme"},
    )
    for each in ("programme", "part", "detail"):
        assert found.successors(each) == ("new",)
    assert found.umbrellas_after("detail", date(2017, 12, 31)) == ("part", "programme")
    assert found.umbrellas_after("detail", date(2018, 12, 31)) == ("programme",)
    assert found.umbrellas_after("programme", date(2018, 12, 31)) == ()


def test_a_part_takes_over_from_its_sibling_and_not_from_its_umbrella() -> None:
    found = succession(
        programme={"start": 2015, "end": 2020},
        first={"start": 2015, "end": 2017, "part_of": "programme"},
        second={"start": 2018, "end": 2023, "part_of": "programme", "follows": "first"},
        odd={"start": 2015, "part_of": "programme", "follows": "programme"},
    )
    assert found.successors("first") == ("second", "odd")
    assert found.successors("programme") == ()


def test_initiatives_that_follow_each_other_in_a_circle_end_the_search() -> None:
    found = succession(a={"end": 2020, "follows": ["b", "a"]}, b={"end": 2022, "follows": "a"})
    assert found.successors("a") == ("b",)
    assert found.successors("b") == ()
