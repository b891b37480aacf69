"""What goes beyond pairs agrees with the slow oracle, on random cities and on the packaged ones."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.crowding import Crowding, find_crowding
from learningcity.analysis.double_funding import find_double_funding
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.effort import meeting_effort
from learningcity.analysis.groups import find_groups
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.surplus import need_surplus
from learningcity.analysis.twins import find_twins
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.oracle.crowding import crowding
from tests.oracle.double_funding import double_funding
from tests.oracle.effort import effort
from tests.oracle.groups import groups
from tests.oracle.load import read_folder, shipped_activities
from tests.oracle.plain import Data
from tests.oracle.surplus import surplus
from tests.oracle.twins import twins
from tests.oracle.verdicts import moot_reviews
from tests.strategies import chance, city_mappings, days, pick, put_dates, thorough

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


# -- surplus -------------------------------------------------------------------------------------


@thorough
@given(
    city_mappings(),
    moments,
    st.sampled_from([None, {"shared-partner": 0, "same-lead": 0.0}]),
    carries,
)
def test_surplus_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, moment: Moment, credits: dict[str, float] | None, carry: int
) -> None:
    on, ever = moment
    asked: Data = {"on": on, "ever": ever, "carry": carry, "credits": credits}
    found = need_surplus(city_from_mapping(mapping), **asked)
    assert {**found.extras(), "rows": told(found)} == surplus(mapping, **asked)


@real
@real_moments
def test_surplus_of_a_packaged_city_agrees_with_the_oracle(
    name: str, on: date | None, ever: bool
) -> None:
    mapping, city = packaged(name)
    found = need_surplus(city, on=on, ever=ever)
    expected = surplus(mapping, on=on, ever=ever, vocabulary=vocabulary(name))
    assert {**found.extras(), "rows": told(found)} == expected


# -- double funding ------------------------------------------------------------------------------


@thorough
@given(city_mappings(), moments, thresholds, carries)
def test_double_funding_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, moment: Moment, threshold: float, carry: int
) -> None:
    on, ever = moment
    asked: Data = {"on": on, "ever": ever, "threshold": threshold, "carry": carry, "minimum": 0.1}
    found = find_double_funding(city_from_mapping(mapping), **asked)
    assert told(found) == double_funding(mapping, **asked)


@real
@real_moments
def test_double_funding_of_a_packaged_city_agrees_with_the_oracle(
    name: str, on: date | None, ever: bool
) -> None:
    mapping, city = packaged(name)
    expected = double_funding(mapping, on=on, ever=ever, vocabulary=vocabulary(name))
    assert told(find_double_funding(city, on=on, ever=ever)) == expected


# -- effort --------------------------------------------------------------------------------------


@st.composite
def with_boards(draw: st.DrawFn) -> Data:
    """A city with more bodies and members, some of which are there for a while only."""
    mapping = draw(city_mappings())
    partners = list(mapping.get("partners", {}))
    bodies: Data = {}
    for number in range(draw(st.integers(0, 5))):
        body: Data = {
            "name": f"Board {number}",
            "members": draw(st.lists(st.sampled_from(partners), unique=True)) if partners else [],
        }
        put_dates(draw, body, "start", "end", of=3)
        if bodies and chance(draw, 2):
            body["reports_to"] = pick(draw, list(bodies))
        bodies[f"board-{number}"] = body
    return {**mapping, "bodies": {**mapping.get("bodies", {}), **bodies}}


@thorough
@given(with_boards(), moments, st.sampled_from([2, 1, 3]))
def test_effort_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, moment: Moment, at_least: int
) -> None:
    on, ever = moment
    asked: Data = {"on": on, "ever": ever, "at_least": at_least}
    found = meeting_effort(city_from_mapping(mapping), **asked)
    assert {**found.extras(), "rows": told(found)} == effort(mapping, **asked)


@real
@real_moments
def test_effort_of_a_packaged_city_agrees_with_the_oracle(
    name: str, on: date | None, ever: bool
) -> None:
    mapping, city = packaged(name)
    found = meeting_effort(city, on=on, ever=ever)
    assert {**found.extras(), "rows": told(found)} == effort(
        mapping, on=on, ever=ever, vocabulary=vocabulary(name)
    )


# -- twins ---------------------------------------------------------------------------------------

NAMES: list[Any] = [
    "Youth Hub in Bilston",
    "Youth  hub in Bilston",
    "Youth Hubs in Bilston",
    "The Youth Hub in Bilston",
    "Youth Hub in Bilston 2021",
    "Youth Hub in Bilston 2022",
    {"en": "Youth Hub in Bilston", "cy": "Hwb Ieuenctid yn Bilston"},
    {"ko": "평생학습 축제", "en": "Learning Festival"},
    "평생학습축제",
    "Job Club",
]


@st.composite
def with_near_names(draw: st.DrawFn) -> Data:
    """A city whose initiatives and needs have names that are alike, with aliases and dates."""
    mapping = draw(city_mappings())
    for section, field in (("initiatives", "name"), ("needs", "statement")):
        for entry in mapping.get(section, {}).values():
            entry[field] = pick(draw, NAMES)
            if chance(draw, 3):
                entry["aliases"] = [pick(draw, NAMES), pick(draw, NAMES)]
            if section == "needs" and chance(draw, 2):
                entry["date"] = pick(draw, [2020, "2020-06", "2021-01-05"])
    return mapping


@thorough
@given(with_near_names(), st.sampled_from([0.7, 0.0, 0.9]), carries)
def test_twins_of_a_random_city_agree_with_the_oracle(
    mapping: Data, minimum: float, carry: int
) -> None:
    found = find_twins(city_from_mapping(mapping), minimum=minimum, carry=carry)
    assert told(found) == twins(mapping, minimum=minimum, carry=carry)


@real
def test_twins_of_a_packaged_city_agree_with_the_oracle(name: str) -> None:
    mapping, city = packaged(name)
    assert told(find_twins(city)) == twins(mapping, vocabulary=vocabulary(name))
