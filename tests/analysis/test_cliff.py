"""Which committed money ends: hand-worked paces, shares and lists."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from learningcity.analysis.cliff import (
    EndingLine,
    FundingCliff,
    cliff_of,
    funding_cliff,
    share_gone,
)
from learningcity.analysis.study import Study
from tests.builders import Fields, city

PRIORITIES: Fields = {
    "skills": {},
    "advice": {"within": "skills"},
    "health": {},
}
POUND: Fields = {"currency": "GBP"}
YEAR: Fields = {**POUND, "start": "2024-04-01", "end": "2025-03-31"}


def cliff(*, months: int = 12, on: str | None = None, **lines: Fields) -> FundingCliff:
    """The cliff of a city whose one initiative serves advice, an objective of skills."""
    initiatives: Fields = {"a": {"priorities": ["advice"], "funding": lines}}
    built = city(priorities=PRIORITIES, initiatives=initiatives)
    return funding_cliff(built, on=on, months=months)


def test_what_ends_is_compared_with_what_stays() -> None:
    found = cliff(
        stops={**YEAR, "amount": 3000},
        stays={**POUND, "amount": 7300, "start": 2023, "end": "2032-12-29"},
        begins={**POUND, "amount": 365, "start": "2025-12-31", "end": "2026-12-30"},
    )
    assert found.parameters.then == date(2025, 12, 31)
    row = found.rows[0]
    # 3,000 a year and 7,300 in 3,651 days; later 365 in 365 days instead of the 3,000.
    assert (row.now_low, row.now_high) == (3729, 3729)
    assert (row.then_low, row.then_high) == (1094, 1094)
    gone = float(f"{1 - (365 + 7300 * 365 / 3651) / (3000 + 7300 * 365 / 3651):.12g}")
    assert (row.cliff_low, row.cliff_high, row.reason) == (gone, gone, None)
    assert row.ending == (EndingLine("a/stops", date(2025, 3, 31)),)
    assert row.beginning == ("a/begins",)
    assert row.undated == ()


def test_objectives_are_counted_with_their_priority_and_the_city_once() -> None:
    found = cliff(grant={**YEAR, "amount": 3000})
    assert [(row.priority, row.currency, row.reason) for row in found.rows] == [
        ("skills", "GBP", None),
        ("health", None, "no-money"),
    ]
    assert [(row.priority, row.now_low) for row in found.total] == [(None, 3000)]
    assert found.to_dict()["total"] == [found.total[0].to_record()]


def test_money_is_shown_under_each_priority_and_once_for_the_city() -> None:
    grant: Fields = {"funding": {"grant": {**YEAR, "amount": 10}}}
    found = funding_cliff(
        city(
            priorities={**PRIORITIES, "both": {"within": ["skills", "health"]}},
            initiatives={
                "a": {"priorities": ["health", "skills"], **grant},
                "b": {"priorities": ["both"], **grant},
                "c": grant,
            },
        )
    )
    assert [(row.priority, row.now_low) for row in found.rows] == [
        ("skills", 20),
        ("health", 20),
        (None, 10),
    ]
    assert [row.now_low for row in found.total] == [30]


def test_a_renamed_priority_is_one() -> None:
    found = funding_cliff(
        city(
            priorities={"old": {"replaced_by": "new"}, "new": {}},
            initiatives={"a": {"priorities": ["old"], "funding": {"g": {**YEAR, "amount": 10}}}},
        )
    )
    assert [(row.priority, row.now_low) for row in found.rows] == [("new", 10)]


def test_a_line_without_a_period_is_in_no_figure_and_is_listed() -> None:
    row = cliff(
        open={**POUND, "amount": 5, "start": 2024},
        over={**POUND, "amount": 5, "end": 2023},
        closing={**POUND, "amount": 5, "end": "2025-06"},
        later={**POUND, "amount": 5, "start": 2025},
        silent={**POUND},
    ).rows[0]
    assert (row.now_low, row.now_high, row.then_low, row.then_high) == (None,) * 4
    assert (row.cliff_low, row.cliff_high, row.reason) == (None, None, "no-period")
    assert row.undated == ("a/open", "a/closing", "a/silent")
    # That it ends is known, though nobody knows since when it runs.
    assert row.ending == (EndingLine("a/closing", date(2025, 6, 30)),)


def test_nothing_now_has_no_share() -> None:
    row = cliff(grant={**POUND, "amount": 5, "start": 2025, "end": 2026}).rows[0]
    assert (row.now_low, row.now_high, row.then_low) == (0, 0, 2)
    assert (row.cliff_low, row.cliff_high, row.reason) == (None, None, "nothing-now")
    nothing = cliff(grant={**YEAR, "amount": 0}).rows[0]
    assert (nothing.now_low, nothing.reason) == (0, "nothing-now")


def test_a_line_that_ends_on_the_later_day_still_runs_on_it() -> None:
    last = cliff(months=1, on="2025-02-28", grant={**YEAR, "amount": 5, "end": "2025-03-28"})
    assert (last.rows[0].then_low, last.rows[0].ending) == (5, ())
    day_before = cliff(months=1, on="2025-02-28", grant={**YEAR, "amount": 5, "end": "2025-03-27"})
    assert day_before.rows[0].then_low == 0
    assert day_before.rows[0].ending == (EndingLine("a/grant", date(2025, 3, 27)),)


def test_the_later_day_of_a_long_month_is_the_last_of_a_short_one() -> None:
    assert cliff(on="2024-01-31", months=1).parameters.then == date(2024, 2, 29)
    assert cliff(on="2024-02-29", months=12).parameters.then == date(2025, 2, 28)


def test_currencies_have_rows_of_their_own() -> None:
    found = cliff(
        pounds={**YEAR, "amount": 10},
        euros={**YEAR, "amount": 20, "currency": "EUR"},
        silent={"start": 2024, "end": 2024},
    )
    assert [(row.currency, row.now_low, row.now_high) for row in found.rows[:3]] == [
        ("GBP", 10, 10),
        ("EUR", 20, 20),
        (None, 0, None),
    ]


def test_capital_is_no_commitment() -> None:
    row = cliff(building={**YEAR, "amount": 10, "use": "capital"}).rows[0]
    assert (row.now_low, row.reason) == (None, "no-money")


def test_an_empty_city_has_no_rows() -> None:
    found = funding_cliff(city())
    assert found.rows == ()
    assert [row.reason for row in found.total] == ["no-money"]
    assert found.summary() == "No funding line has a recorded start and end."


def test_the_summary_gives_money_and_lines_and_no_share() -> None:
    found = cliff(
        grant={**YEAR, "amount": {"at_most": 3000}},
        other={**YEAR, "amount": 10, "currency": "EUR"},
        open={**POUND, "amount": 5},
    )
    assert found.summary() == (
        "Money with a recorded period, a year: at most GBP 3,000 and EUR 10 on 2024-12-31, none "
        "and none on 2025-12-31; 2 funding lines end before then. The money of 1 funding line "
        "without a recorded start and end may be running and is in no figure."
    )
    stays = cliff(grant={**YEAR, "end": 2026, "amount": {"at_least": 1000}})
    assert stays.summary() == (
        "Money with a recorded period, a year: at least GBP 363 on 2024-12-31, at least GBP 363 on "
        "2025-12-31; no funding line ends before then."
    )
    undated = cliff(open={**POUND, "amount": 5})
    assert undated.summary() == (
        "No funding line has a recorded start and end. The money of 1 funding line without a "
        "recorded start and end may be running."
    )


@pytest.mark.parametrize(
    ("stay", "stop", "begin", "expected"),
    [
        # stay, stop, begin: exact amounts
        ((10, 10), (0, 0), (0, 0), (0.0, 0.0, None)),
        ((0, 0), (10, 10), (0, 0), (1.0, 1.0, None)),
        ((10, 10), (10, 10), (0, 0), (0.5, 0.5, None)),
        ((10, 10), (0, 0), (10, 10), (-1.0, -1.0, None)),
        ((0, 0), (0, 0), (5, 5), (None, None, "nothing-now")),
        # The same amount on both days: not 1 - 0/10 and not 1 - 10/5.
        ((5, 10), (0, 0), (0, 0), (0.0, 0.0, None)),
        ((0, None), (0, 0), (0, 0), (0.0, 0.0, None)),
        # Whatever it is, all of it ends.
        ((0, 0), (0, 10), (0, 0), (1.0, 1.0, None)),
        ((0, 0), (0, None), (0, 0), (1.0, 1.0, None)),
        # What stays may be next to all, or nothing.
        ((0, None), (10, 10), (0, 0), (0.0, 1.0, None)),
        ((5, 15), (5, 5), (0, 0), (0.25, 0.5, None)),
        # What begins has no bound.
        ((5, 5), (5, 5), (0, None), (None, 0.5, "unbounded")),
        ((0, 0), (0, 5), (5, 5), (None, 0.0, "unbounded")),
        ((0, 5), (0, 0), (5, None), (None, -1.0, "unbounded")),
        ((5, None), (0, 0), (5, 5), (-1.0, 0.0, None)),
    ],
)
def test_shares_hold_for_every_amount_within_the_bounds(
    stay: tuple[int, int | None],
    stop: tuple[int, int | None],
    begin: tuple[int, int | None],
    expected: tuple[float | None, float | None, str | None],
) -> None:
    def pace(bounds: tuple[int, int | None]) -> tuple[Fraction, Fraction | None]:
        return Fraction(bounds[0]), None if bounds[1] is None else Fraction(bounds[1])

    assert share_gone(pace(stay), pace(stop), pace(begin)) == expected


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="months: 0 is below 1"):
        funding_cliff(city(), months=0)
    with pytest.raises(ValueError, match="on: 'soon' is not a date"):
        funding_cliff(city(), on="soon")
    with pytest.raises(ValueError, match="on: a cliff is about one day, not about all time"):
        cliff_of(Study(city(), ever=True))


def test_an_ending_line_is_one_word_in_a_cell() -> None:
    assert EndingLine("a/b", date(2025, 3, 31)).in_cell() == "a/b 2025-03-31"
