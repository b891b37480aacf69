"""The package and the slow oracle agree on every day, month and year."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.cliff import funding_cliff, share_gone
from learningcity.analysis.endings import find_endings
from learningcity.analysis.study import Study
from learningcity.analysis.sweep import walk_days
from learningcity.analysis.timeline import timeline
from learningcity.io.reader import city_from_mapping
from learningcity.model.running import Running
from tests.comparison import differences
from tests.oracle import time as oracle
from tests.oracle.case import Case
from tests.oracle.load import shipped_activities, wolverhampton
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, lively, thorough


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
    expected = [oracle.on_day(mapping, day, carry=carry, vocabulary=None) for day in ordered]
    assert states(mapping, ordered, carry) == expected


@lively
@given(
    city_mappings(most_initiatives=5),
    st.sampled_from(["month", "year"]),
    st.one_of(st.none(), days()),
    st.integers(0, 400),
    st.sampled_from([2, 0]),
)
def test_every_month_and_year_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, step: Literal["month", "year"], start: date | None, length: int, carry: int
) -> None:
    """What runs, money day by day, capacity, needs; also over the time that the file knows."""
    end = None if start is None else start + timedelta(days=length)
    if step == "month" and start is None:
        start = date(2022, 1, 1)
    found = timeline(city_from_mapping(mapping), step=step, start=start, end=end, carry=carry)
    expected = oracle.timeline(mapping, step=step, start=start, end=end, carry=carry)
    assert differences(found.to_records(), expected) == []


@lively
@given(city_mappings(), st.one_of(st.none(), days()), st.sampled_from([12, 1, 30]))
def test_every_cliff_of_a_random_city_agrees_with_the_oracle(
    mapping: Data, on: date | None, months: int
) -> None:
    """Money on both days, the shares and the lines behind them."""
    found = funding_cliff(city_from_mapping(mapping), on=on, months=months)
    expected = oracle.cliff(mapping, on=on, months=months)
    assert differences(found.to_records(), expected["rows"]) == []
    assert differences([row.to_record() for row in found.total], expected["total"]) == []


@thorough
@given(
    city_mappings(),
    st.one_of(st.none(), days()),
    st.sampled_from([12, 0, 60]),
    st.sampled_from([12, 0, 60]),
)
def test_all_endings_of_a_random_city_agree_with_the_oracle(
    mapping: Data, on: date | None, horizon: int, back: int
) -> None:
    """What ends when, what follows it, and what it leaves."""
    found = find_endings(city_from_mapping(mapping), on=on, horizon=horizon, back=back)
    expected = oracle.endings(mapping, on=on, horizon=horizon, back=back)
    assert differences(found.to_records(), expected["rows"]) == []
    assert [row.to_record() for row in found.followed] == expected["followed"]


amounts = st.sampled_from([0, 1, 3, 10]).map(Fraction)
paces = st.one_of(
    st.tuples(amounts, st.none()),
    st.tuples(amounts, amounts).map(lambda both: (min(both), max(both))),
)


@thorough
@given(paces, paces, paces)
def test_shares_are_those_of_the_corners(
    stay: tuple[Fraction, Fraction | None],
    stop: tuple[Fraction, Fraction | None],
    begin: tuple[Fraction, Fraction | None],
) -> None:
    """No amount within the bounds gives a smaller or a larger share than theirs."""
    assert share_gone(stay, stop, begin) == oracle.corner_shares(stay, stop, begin)


def test_a_walk_through_wolverhampton_agrees_with_the_oracle() -> None:
    """The real city, on the same day of some years."""
    mapping, vocabulary = wolverhampton(), shipped_activities()
    on = [date(year, 9, 30) for year in (2012, 2017, 2021, 2025, 2027)]
    expected = [oracle.on_day(mapping, day, carry=2, vocabulary=vocabulary) for day in on]
    assert states(mapping, on, carry=2) == expected


def test_the_years_of_wolverhampton_agree_with_the_oracle_in_money() -> None:
    """The real city: money day by day."""
    mapping = wolverhampton()
    found = timeline(city_from_mapping(mapping), start="2016", end="2026")
    case = Case(mapping)
    spread = oracle.Spread(case)
    due = {key: spread.by_day(key) for key in spread.placed}
    for row in found.rows:
        every = oracle.days_between(date(row.day.year, 1, 1), row.day)
        assert row.to_record()["committed"] == oracle.committed(spread, due, set(every))
        assert row.undated == sum(
            any(spread.open_on(key, day) for day in every) for key in spread.undated
        )


def test_the_cliffs_and_endings_of_wolverhampton_agree_with_the_oracle() -> None:
    """The real city, on its day and on another one."""
    mapping, vocabulary = wolverhampton(), shipped_activities()
    built = city_from_mapping(mapping)
    for on in (None, date(2020, 6, 30)):
        cliff = oracle.cliff(mapping, on=on)
        assert differences(funding_cliff(built, on=on).to_records(), cliff["rows"]) == []
        endings = oracle.endings(mapping, on=on, vocabulary=vocabulary)
        assert differences(find_endings(built, on=on).to_records(), endings["rows"]) == []
