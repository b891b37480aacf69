"""What goes beyond pairs agrees with the slow oracle, on random cities and on the packaged ones."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.crowding import Crowding, find_crowding
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.groups import find_groups
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.oracle.crowding import crowding
from tests.oracle.groups import groups
from tests.oracle.load import read_folder, shipped_activities
from tests.oracle.plain import Data
from tests.oracle.verdicts import moot_reviews
from tests.strategies import city_mappings, days, thorough

Moment = tuple[date | None, bool]

moments = st.one_of(
    st.just((None, False)), st.tuples(days(), st.just(False)), st.just((None, True))
)
thresholds = st.sampled_from([0.5, 0.25, 0.1, 0.75])
carries = st.sampled_from([2, 0, 5])


def told(found: Result[Row, Parameters]) -> list[Data]:
    """The rows without their words."""
    return [
        {key: value for key, value in record.items() if key != "sentence"}
        for record in found.to_records()
    ]


CITIES = Path(learningcity.__file__).parent / "data"


@cache
def packaged(name: str) -> tuple[Data, City]:
    """A packaged city as plain data, and as the package reads it."""
    mapping = read_folder(CITIES / name)
    return mapping, city_from_mapping(mapping)


@cache
def vocabulary(name: str) -> Data:
    """The shipped activities after those of the city, as the package has them."""
    own = packaged(name)[0].get("activities") or {}
    return {**own, **shipped_activities()}


real = pytest.mark.parametrize("name", ["wolverhampton", "gwangmyeong", "lanternport"])
real_moments = pytest.mark.parametrize(
    ("on", "ever"),
    [(None, False), (date(2021, 11, 30), False), (None, True)],
    ids=["as-of", "2021", "ever"],
)


# -- groups --------------------------------------------------------------------------------------


@thorough
@given(city_mappings(most_initiatives=9), moments, thresholds, carries)
def test_groups_of_a_random_city_agree_with_the_oracle(
    mapping: Data, moment: Moment, threshold: float, carry: int
) -> None:
    on, ever = moment
    found = find_groups(
        city_from_mapping(mapping), on=on, ever=ever, carry=carry, threshold=threshold, minimum=0.1
    )
    expected = groups(mapping, on=on, ever=ever, carry=carry, threshold=threshold, minimum=0.1)
    assert told(found) == expected
    assert found.complete


@real
@real_moments
def test_groups_of_a_packaged_city_agree_with_the_oracle(
    name: str, on: date | None, ever: bool
) -> None:
    mapping, city = packaged(name)
    expected = groups(mapping, on=on, ever=ever, vocabulary=vocabulary(name))
    assert told(find_groups(city, on=on, ever=ever)) == expected


# -- reviews that have become moot ---------------------------------------------------------------


@thorough
@given(city_mappings(), moments, thresholds, st.sampled_from([0.25, 0.0, 0.5]))
def test_moot_reviews_of_a_random_city_agree_with_the_oracle(
    mapping: Data, moment: Moment, threshold: float, minimum: float
) -> None:
    on, ever = moment
    asked: Data = {"on": on, "ever": ever, "threshold": threshold, "minimum": minimum}
    found = find_duplicates(city_from_mapping(mapping), **asked)
    assert found.to_dict()["moot_reviews"] == moot_reviews(mapping, **asked)


# -- crowding ------------------------------------------------------------------------------------


def crowding_told(found: Crowding) -> Data:
    """The rows without their words, and what is counted over all crowds."""
    return {**found.extras(), "rows": told(found)}


@thorough
@given(
    city_mappings(most_initiatives=9),
    moments,
    st.sampled_from([3, 2, 4]),
    st.sampled_from([None, {"shared-partner": 0, "same-lead": 0.0}]),
    carries,
)
def test_crowding_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, moment: Moment, at_least: int, credits: dict[str, float] | None, carry: int
) -> None:
    on, ever = moment
    asked: Data = {"on": on, "ever": ever, "at_least": at_least, "carry": carry}
    found = find_crowding(city_from_mapping(mapping), credits=credits, **asked)
    assert crowding_told(found) == crowding(mapping, credits=credits, **asked)


@real
@real_moments
def test_crowding_of_a_packaged_city_agrees_with_the_oracle(
    name: str, on: date | None, ever: bool
) -> None:
    mapping, city = packaged(name)
    expected = crowding(mapping, on=on, ever=ever, vocabulary=vocabulary(name))
    assert crowding_told(find_crowding(city, on=on, ever=ever)) == expected
