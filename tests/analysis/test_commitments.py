"""Money with a recorded period, spread over its days: hand-worked sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.commitments import Commitments, Placed, add_paces, add_up
from learningcity.analysis.money import Bounds, Ledger, Money
from learningcity.model.dates import Period
from tests.builders import Fields, city

POUND: Fields = {"currency": "GBP"}


def commitments(**lines: Fields) -> Commitments:
    """The lines of one initiative."""
    built = city(initiatives={"a": {"funding": lines}})
    ledger = Ledger(built)
    return Commitments(ledger, ledger.lines)


def placed(**line: object) -> Placed:
    """One line with a period."""
    (found,) = commitments(line={**POUND, **line}).placed.values()
    return found


def period(first: str, last: str) -> Period:
    """A period from two days."""
    return Period(date.fromisoformat(first), date.fromisoformat(last))


JANUARY, FEBRUARY = period("2023-01-01", "2023-01-31"), period("2023-02-01", "2023-02-28")


def test_a_period_goes_from_the_first_day_of_the_start_to_the_last_of_the_end() -> None:
    found = placed(amount=100, start=2017, end="2019-02")
    assert found.period == period("2017-01-01", "2019-02-28")
    assert found.days == 365 + 365 + 31 + 28


def test_one_day_holds_all_and_no_other_day_anything() -> None:
    found = placed(amount=100, start="2023-01-31", end="2023-01-31")
    assert found.days == 1
    assert found.within(JANUARY) == Bounds(100, 100)
    assert found.within(FEBRUARY) == Bounds(0, 0)


def test_money_is_counted_down_to_whole_units_and_the_rest_comes_last() -> None:
    # 59 days: 31 / 59 of 100.50 is 52.8…
    found = placed(amount=Decimal("100.50"), start="2023-01", end="2023-02")
    assert found.within(JANUARY) == Bounds(52, 52)
    assert found.within(FEBRUARY) == Bounds(Decimal("48.5"), Decimal("48.5"))
    assert found.within(period("2022-01-01", "2024-12-31")).exact == Decimal("100.5")


def test_the_leap_day_is_a_day() -> None:
    found = placed(amount=366, start=2024, end=2024)
    assert found.within(period("2024-02-01", "2024-02-29")).exact == 29


def test_bounds_are_spread_each_for_itself() -> None:
    assert placed(amount={"at_most": 59}, start="2023-01", end="2023-02").within(JANUARY) == Bounds(
        0, 31
    )
    assert placed(amount={"at_least": 59}, start="2023-01", end="2023-02").within(
        JANUARY
    ) == Bounds(31, None)
    assert placed(start="2023-01", end="2023-02").within(JANUARY) == Bounds(0, None)


def test_the_first_day_there_is_has_money_too() -> None:
    found = placed(amount=365, start="0001", end="0001")
    assert found.within(Period(date.min, date(1, 1, 31))).exact == 31


def test_the_pace_is_that_of_365_days() -> None:
    found = placed(amount={"at_least": 100}, start="2023-01", end="2023-02")
    assert found.pace() == (Fraction(36500, 59), None)
    year = placed(amount=5000, start="2025-04", end="2026-03")
    assert year.pace() == (Fraction(5000), Fraction(5000))


lines = st.builds(
    lambda days, low, more: Placed(
        ("a", "line"),
        Period(date(2024, 1, 1), date.fromordinal(date(2024, 1, 1).toordinal() + days)),
        "GBP",
        Bounds(low, None if more is None else low + more),
    ),
    st.integers(0, 3),
    st.decimals(0, 9, places=1),
    st.none() | st.integers(0, 3),
)


@given(st.lists(lines, max_size=6))
def test_the_pace_of_lines_is_the_sum_of_their_paces(some: list[Placed]) -> None:
    paces = [line.pace() for line in some]
    highs = [high for _, high in paces if high is not None]
    assert add_paces(some) == (
        sum((low for low, _ in paces), Fraction(0)),
        sum(highs, Fraction(0)) if len(highs) == len(paces) else None,
    )


def test_a_part_is_spread_with_its_total_where_both_have_a_period() -> None:
    found = commitments(
        total={**POUND, "amount": 100, "start": 2020, "end": 2021},
        part={**POUND, "amount": 30, "within": "total", "start": 2020, "end": 2020},
        silent={**POUND, "amount": 20, "within": "total"},
    )
    assert list(found.placed) == [("a", "total")]
    assert found.undated == ()


def test_a_part_with_a_period_is_placed_and_its_total_stays_undated() -> None:
    found = commitments(
        total={**POUND, "amount": 100, "end": 2021},
        part={**POUND, "amount": 30, "within": "total", "start": 2020, "end": 2020},
        silent={**POUND, "amount": 20, "within": "total"},
    )
    assert list(found.placed) == [("a", "part")]
    assert found.undated == (("a", "total"),)
    assert found.keys == (("a", "total"), ("a", "part"))
    assert found.days_of(("a", "total")) == Period(date.min, date(2021, 12, 31))


def test_capital_is_left_out_and_so_is_the_capital_part_of_a_total() -> None:
    whole: Fields = {"start": 2020, "end": 2021}
    found = commitments(
        total={**POUND, **whole, "amount": 100},
        building={**POUND, **whole, "amount": 60, "within": "total", "use": "capital"},
        land={**POUND, **whole, "amount": 500, "use": "capital"},
    )
    assert [(line.key[1], line.money) for line in found.placed.values()] == [
        ("total", Bounds(40, 40))
    ]


def test_a_grant_passed_on_is_counted_once_where_both_initiatives_are_asked_of() -> None:
    dates: Fields = {"start": 2020, "end": 2021}
    built = city(
        initiatives={
            "fund": {"funding": {"pot": {**POUND, **dates, "amount": 100}}},
            "group": {"funding": {"grant": {**POUND, **dates, "amount": 10, "within": "fund/pot"}}},
        }
    )
    ledger = Ledger(built)
    assert list(Commitments(ledger, ledger.lines).placed) == [("fund", "pot")]
    assert list(Commitments(ledger, [("group", "grant")]).placed) == [("group", "grant")]


def test_nothing_is_nothing() -> None:
    found = commitments()
    assert (found.placed, found.undated, found.keys) == ({}, (), ())
    assert add_up([]) == ()


def test_currencies_are_never_added() -> None:
    sums = add_up(
        [
            ("GBP", Bounds(1, 2)),
            ("EUR", Bounds(5, None)),
            ("GBP", Bounds(10, 20)),
            (None, Bounds(0, 0)),
        ]
    )
    assert sums == (Money("GBP", 11, 22), Money("EUR", 5, None), Money(None, 0, 0))


@pytest.mark.parametrize(
    ("money", "word"),
    [
        (Money("GBP", 5, 5), "GBP 5"),
        (Money("GBP", Decimal("5.0"), Decimal("5.5")), "GBP 5..5.5"),
        (Money("KRW", 0, None), "KRW 0.."),
        (Money(None, 0, None), "? 0.."),
    ],
)
def test_a_sum_is_one_word_in_a_cell(money: Money, word: str) -> None:
    assert money.in_cell() == word
