"""The package and the slow oracle agree on money by subject, and on how it is divided."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.fragmentation import fragmentation
from learningcity.analysis.funding import FundingBy, net_funding
from learningcity.io.reader import city_from_mapping
from tests.oracle import funding as oracle
from tests.oracle.load import wolverhampton
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, thorough

WAYS: tuple[FundingBy, ...] = ("city", "initiative", "funder", "priority")

moments = st.one_of(st.none(), days())


@thorough
@given(city_mappings(), st.sampled_from(WAYS), moments)
def test_money_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, by: FundingBy, on: date | None
) -> None:
    """All ever recorded, and on a day."""
    found = net_funding(city_from_mapping(mapping), by=by, on=on)
    expected = oracle.funding(mapping, by, on=on)
    assert found.to_records() == expected["rows"]
    assert list(found.without_money) == expected["without_money"]
    assert list(found.without_funder) == expected["without_funder"]


@thorough
@given(city_mappings(), st.one_of(moments, st.just("ever")))
def test_fragmentation_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, moment: date | str | None
) -> None:
    """On the day of the file, on another day, and over all time."""
    ever = moment == "ever"
    on = moment if isinstance(moment, date) else None
    found = fragmentation(city_from_mapping(mapping), on=on, ever=ever)
    assert found.to_records() == oracle.fragmentation(mapping, on=on, ever=ever)


@pytest.mark.parametrize("by", WAYS)
def test_money_of_wolverhampton_agrees_with_the_oracle(by: FundingBy) -> None:
    """The real city."""
    mapping = wolverhampton()
    found = net_funding(city_from_mapping(mapping), by=by)
    assert found.to_records() == oracle.funding(mapping, by)["rows"]


def test_fragmentation_of_wolverhampton_agrees_with_the_oracle() -> None:
    """The real city, over all time."""
    mapping = wolverhampton()
    found = fragmentation(city_from_mapping(mapping), ever=True)
    assert found.to_records() == oracle.fragmentation(mapping, ever=True)
