"""The package and the slow oracle give the same answers, pair by pair and need by need."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.gaps import find_gaps
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.comparison import differences
from tests.oracle import coverage, duplicates, gaps
from tests.oracle.load import shipped_activities, wolverhampton
from tests.oracle.missing import TYPES
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, thorough

ORACLE_GAP_KEYS = ("type", "subjects", "marks", "low", "high", "unit")


def gap_records(city: City, on: date | None, ever: bool, carry: int = 2) -> list[Data]:
    """The gaps of the types that the oracle knows, with the columns that it knows."""
    records = find_gaps(city, on=on, ever=ever, carry=carry).to_records()
    return [
        {key: record[key] for key in ORACLE_GAP_KEYS}
        for record in records
        if record["type"] in TYPES
    ]


moments = st.one_of(
    st.just((None, False)), st.tuples(days(), st.just(False)), st.just((None, True))
)


@thorough
@given(
    city_mappings(),
    moments,
    st.sampled_from([0.5, 0.25, 0.75, 1.0, 0.1]),
    st.sampled_from([0.25, 0.0, 0.5]),
    st.sampled_from([2, 0, 5]),
)
def test_every_pair_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, moment: tuple[date | None, bool], threshold: float, minimum: float, carry: int
) -> None:
    """On the day of the file, on another day and over all time, at any threshold."""
    on, ever = moment
    found = find_duplicates(
        city_from_mapping(mapping),
        on=on,
        ever=ever,
        threshold=threshold,
        minimum=minimum,
        carry=carry,
    )
    expected = duplicates(
        mapping, on=on, ever=ever, threshold=threshold, minimum=minimum, carry=carry
    )
    assert differences(found.to_records(), expected["rows"]) == []
    assert found.unjudged == expected["unjudged"]


@thorough
@given(city_mappings(), st.sampled_from([{"tie": 0.9}, {"shared-partner": 0, "family": 0.125}]))
def test_credits_of_the_caller_agree_with_the_oracle(
    mapping: Data, changes: dict[str, float]
) -> None:
    """Changed credits reach credit, score and order."""
    found = find_duplicates(city_from_mapping(mapping), ever=True, credits=changes)
    expected = duplicates(mapping, ever=True, credits=changes)
    assert differences(found.to_records(), expected["rows"]) == []


@thorough
@given(city_mappings(), moments, st.sampled_from([2, 0, 5]))
def test_every_need_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, moment: tuple[date | None, bool], carry: int
) -> None:
    """Who reaches it, what is left out, supply, shortfall and words for it."""
    on, ever = moment
    found = need_coverage(city_from_mapping(mapping), on=on, ever=ever, carry=carry)
    expected = coverage(mapping, on=on, ever=ever, carry=carry)
    assert differences(found.to_records(), expected) == []


@thorough
@given(city_mappings(), moments)
def test_gaps_of_a_random_city_agree_with_the_oracle(
    mapping: Data, moment: tuple[date | None, bool]
) -> None:
    """Needs by status, places and audiences that nobody names, in the prescribed order."""
    on, ever = moment
    found = gap_records(city_from_mapping(mapping), on, ever)
    assert differences(found, gaps(mapping, on=on, ever=ever)) == []


@cache
def packaged() -> tuple[Data, Data, City]:
    """The packaged Wolverhampton as plain data, the shipped activities, and the city."""
    mapping = wolverhampton()
    return mapping, shipped_activities(), city_from_mapping(mapping)


real_moments = pytest.mark.parametrize(
    ("on", "ever"),
    [
        (None, False),
        (date(2019, 6, 30), False),
        (date(2022, 2, 28), False),
        (date(2027, 1, 1), False),
        (None, True),
    ],
    ids=["as-of", "2019", "2022", "2027", "ever"],
)


@real_moments
def test_every_pair_of_wolverhampton_agrees_with_the_oracle(on: date | None, ever: bool) -> None:
    """The real city, with the shipped vocabulary."""
    mapping, vocabulary, city = packaged()
    found = find_duplicates(city, on=on, ever=ever)
    expected = duplicates(mapping, on=on, ever=ever, vocabulary=vocabulary)
    assert differences(found.to_records(), expected["rows"]) == []
    assert found.unjudged == expected["unjudged"]


@real_moments
def test_every_need_of_wolverhampton_agrees_with_the_oracle(on: date | None, ever: bool) -> None:
    """The real city, with the shipped vocabulary."""
    mapping, vocabulary, city = packaged()
    found = need_coverage(city, on=on, ever=ever).to_records()
    expected = coverage(mapping, on=on, ever=ever, vocabulary=vocabulary)
    assert differences(found, expected) == []


@real_moments
def test_gaps_of_wolverhampton_agree_with_the_oracle(on: date | None, ever: bool) -> None:
    """The real city, with the shipped vocabulary."""
    mapping, vocabulary, city = packaged()
    expected = gaps(mapping, on=on, ever=ever, vocabulary=vocabulary)
    assert differences(gap_records(city, on, ever), expected) == []
