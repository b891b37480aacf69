"""A city by months and years: hand-worked rows, ranges and edges."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import pytest

from learningcity.analysis.money import Money
from learningcity.analysis.study import Study
from learningcity.analysis.timeline import Timeline, plan_steps, timeline
from tests.builders import Fields, city

SURE: Fields = {"start": "2022-01-01", "end": "2023-12-31", "activities": ["english"]}
GRANT: Fields = {"amount": 730, "currency": "GBP", "start": 2022, "end": 2023}
SECTIONS: Fields = {
    "activities": {"english": {}},
    "needs": {"need": {"activities": ["english"]}},
    "initiatives": {
        "course": {**SURE, "capacity": 40, "funding": {"grant": GRANT}},
        "group": {
            "status": "active",
            "funding": {
                "gift": {"amount": 10, "currency": "GBP", "start": 2023},
                "old": {"amount": 5, "currency": "GBP", "end": "2022-06"},
            },
        },
    },
}


def years(
    sections: Fields | None = None,
    *,
    step: Literal["month", "year"] = "year",
    start: str | None = None,
    end: str | None = None,
) -> Timeline:
    """The timeline of a city as of 2024."""
    return timeline(city(**(sections or {})), step=step, start=start, end=end)


def test_a_row_is_a_year_read_on_its_last_day() -> None:
    found = years(SECTIONS, start="2022", end="2022")
    assert found.to_records() == [
        {
            "period": "2022",
            "day": "2022-12-31",
            "yes": 1,
            "presumed": 0,
            "unknown": 1,
            "committed": [{"currency": "GBP", "low": 365, "high": 365}],
            "undated": 1,
            "capacity_low": 40,
            "capacity_high": None,
            "unknown_capacity": 1,
            "needs_absent": 0,
            "needs_possible": 0,
            "needs_general": 0,
            "needs_partial": 0,
            "needs_reached": 1,
        }
    ]
    assert found.undated == ("group/gift", "group/old")
    assert found.to_dict()["as_of"] == "2024-12-31"
    assert found.to_dict()["undated"] == ["group/gift", "group/old"]


def test_the_range_is_what_the_file_knows_and_presumes() -> None:
    found = years(SECTIONS)
    # Active in 2024, so presumed to the end of 2026.
    assert [row.period for row in found.rows] == ["2022", "2023", "2024", "2025", "2026"]
    assert (found.parameters.start, found.parameters.end) == (
        date(2022, 1, 1),
        date(2026, 12, 31),
    )
    assert [row.undated for row in found.rows] == [1, 1, 1, 1, 1]
    assert [(row.yes, row.presumed, row.unknown) for row in found.rows] == [
        (1, 0, 1),
        (1, 0, 1),
        (1, 0, 0),
        (0, 1, 0),
        (0, 1, 0),
    ]


def test_a_longer_carry_reaches_further() -> None:
    found = timeline(city(**SECTIONS), carry=4)
    assert found.rows[-1].period == "2028"
    assert found.parameters.carry == 4


def test_money_reaches_further_than_what_runs() -> None:
    later: Fields = {**GRANT, "start": 2019, "end": 2030}
    found = years({"initiatives": {"a": {"funding": {"grant": later}}}})
    assert (found.rows[0].period, found.rows[-1].period) == ("2019", "2030")


def test_months_have_the_names_and_last_days_of_months() -> None:
    found = years(SECTIONS, step="month", start="2023-12-15", end="2024-02")
    assert [(row.period, row.day.isoformat()) for row in found.rows] == [
        ("2023-12", "2023-12-31"),
        ("2024-01", "2024-01-31"),
        ("2024-02", "2024-02-29"),
    ]
    assert [row.committed for row in found.rows] == [(Money("GBP", 31, 31),), (), ()]


def test_steps_are_whole_also_where_the_range_is_not() -> None:
    found = years(SECTIONS, start="2023-06-30", end="2023-07")
    assert found.parameters.start == date(2023, 1, 1)
    assert found.rows[0].committed == (Money("GBP", 365, 365),)


def test_an_empty_city_has_the_row_of_its_day() -> None:
    found = years()
    assert [row.period for row in found.rows] == ["2024"]
    assert found.rows[0].committed == ()
    assert found.summary() == "1 year, 2024: no initiative surely running on any last day."
    assert len(years(step="month").rows) == 12


def test_what_never_runs_and_has_no_dates_widens_nothing() -> None:
    initiatives: Fields = {
        "never": {"start": "2024-03", "status": "ended"},
        "silent": {},
        "dropped": {"start": 2020, "end": 2024, "status": "planned"},
    }
    found = years({"initiatives": initiatives})
    assert [(row.period, row.unknown) for row in found.rows] == [("2024", 1)]


def test_a_bound_alone_leaves_the_other_to_the_file() -> None:
    assert [row.period for row in years(SECTIONS, end="2023").rows] == ["2022", "2023"]
    assert [row.period for row in years(SECTIONS, start="2026").rows] == ["2026"]
    assert [row.period for row in years(SECTIONS, end="2019").rows] == ["2019"]
    assert [row.period for row in years(SECTIONS, start="2031").rows] == ["2031"]


def test_currencies_stand_side_by_side() -> None:
    funding: Fields = {
        "pounds": GRANT,
        "euros": {**GRANT, "currency": "EUR", "amount": {"at_most": 73}},
        "silent": {"start": 2022, "end": 2022},
    }
    found = years({"initiatives": {"a": {"funding": funding}}}, start="2022", end="2022")
    assert found.rows[0].committed == (
        Money("GBP", 365, 365),
        Money("EUR", 0, 36),
        Money(None, 0, None),
    )
    assert found.summary() == (
        "1 year, 2022: no initiative surely running on any last day. Money with a recorded period: "
        "GBP 365, at most EUR 36 and a sum that is not known."
    )


def test_the_summary_says_what_is_in_no_row_and_what_lies_ahead() -> None:
    assert years(SECTIONS).summary() == (
        "5 years, 2022 to 2026: at most 1 initiative surely running on one day, 2022-12-31. Money "
        "with a recorded period: GBP 730. The money of 2 funding lines without a recorded start "
        "and end is in no row. After 2024-12-31 only plans and presumptions are known."
    )


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"step": "day"}, "step: 'day' is neither 'month' nor 'year'"),
        ({"start": "soon"}, "start: 'soon' is not a date"),
        ({"end": "2024-13"}, "end: '2024-13': there is no month 13"),
        ({"start": "2024", "end": "2023-12-31"}, "start: 2024 is after the end, 2023-12-31"),
        (
            {"start": "1000", "end": "2400"},
            "step: from 1000 to 2400 there are 1,401 years, more than 1,200 rows; "
            "give a later start, an earlier end, or longer steps",
        ),
        ({"step": "month", "start": "1900"}, "from 1900-01 to 2024-12 there are 1,500 months"),
    ],
)
def test_a_wrong_argument_is_named(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=r"^[a-z]+: ") as refused:
        plan_steps(Study(city()), **asked)
    assert message in str(refused.value)


def test_1200_rows_are_not_too_many() -> None:
    steps = plan_steps(Study(city()), step="month", start="1925-01", end="2024-12")
    assert len(steps) == 1200


def test_carry_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="carry: -1 is below zero"):
        timeline(city(), carry=-1)


def test_days_may_be_dates() -> None:
    found = timeline(city(), step="month", start=date(2024, 2, 29), end=date(2024, 3, 1))
    assert [row.period for row in found.rows] == ["2024-02", "2024-03"]


def test_a_notebook_shows_money_in_words() -> None:
    html = years(SECTIONS)._repr_html_()
    assert "<bdi>GBP 365</bdi>" in html
    assert "5 years, 2022 to 2026" in html
