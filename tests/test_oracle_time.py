"""The package and the slow oracle agree on every day, month and year."""

from __future__ import annotations

import calendar
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.study import Study
from learningcity.analysis.sweep import walk_days
from learningcity.io.reader import city_from_mapping
from learningcity.model.running import Running
from tests.oracle.load import shipped_activities, wolverhampton
from tests.oracle.plain import Data
from tests.oracle.time import on_day
from tests.strategies import city_mappings, days, lively


def states(mapping: Data, on: list[date], carry: int) -> list[Data]:
    """The states of a city on some days, with the names of the timeline's columns."""
    study = Study(city_from_mapping(mapping), carry=carry)
    return [
        {
            "yes": state.running[Running.YES],
            "presumed": state.running[Running.PRESUMED],
            "unknown": state.running[Running.UNKNOWN],
            "capacity_low": state.capacity.low,
            "capacity_high": state.capacity.high,
            "unknown_capacity": len(state.capacity.unknown),
            **{f"needs_{status}": number for status, number in state.needs.items()},
        }
        for state in walk_days(study, on)
    ]


@lively
@given(city_mappings(), st.lists(days(), min_size=1, max_size=6), st.sampled_from([2, 0, 5]))
def test_a_walk_over_days_agrees_with_the_oracle_on_each(
    mapping: Data, on: list[date], carry: int
) -> None:
    """Whatever the days, and however many changes lie between them."""
    ordered = sorted(on)
    expected = [on_day(mapping, day, carry=carry, vocabulary=None) for day in ordered]
    assert states(mapping, ordered, carry) == expected


def test_a_walk_through_wolverhampton_agrees_with_the_oracle() -> None:
    """The real city, on the last day of every third month of some years."""
    mapping, vocabulary = wolverhampton(), shipped_activities()
    on = [
        date(year, month, calendar.monthrange(year, month)[1])
        for year in (2012, 2017, 2021, 2023, 2025, 2027)
        for month in (3, 9, 12)
    ]
    expected = [on_day(mapping, day, carry=2, vocabulary=vocabulary) for day in on]
    assert states(mapping, on, carry=2) == expected
