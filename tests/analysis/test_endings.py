"""What ends without a successor: hand-worked rows and edges."""

from __future__ import annotations

from datetime import date

import pytest

from learningcity.analysis.endings import Endings, Followed, endings_of, find_endings, meant_for
from learningcity.analysis.money import Money
from learningcity.analysis.study import Study
from tests.builders import Fields, city

TERMS: Fields = {
    "activities": {"english": {}, "chess": {}},
    "audiences": {"adults": {}, "older": {"within": "adults"}},
    "partners": {key: {} for key in "abc"},
    "needs": {
        "old": {"activities": ["english"], "audiences": ["older"], "people": 1},
        "need": {"activities": ["english"], "audiences": ["older"], "replaces": "old"},
    },
}
MEANT: Fields = {"activities": ["english"], "audiences": ["older"]}


def endings(
    *, on: str | None = None, horizon: int = 12, back: int = 12, **initiatives: Fields
) -> Endings:
    """The endings of a city as of 2024."""
    built = city(**{**TERMS, "initiatives": initiatives})
    return find_endings(built, on=on, horizon=horizon, back=back)


def test_a_row_says_when_it_ends_and_what_it_leaves() -> None:
    found = endings(
        course={
            **MEANT,
            "start": 2020,
            "end": "2025-06",
            "partners": [
                {"partner": "a", "role": "lead"},
                {"partner": "b", "role": ["lead", "deliverer"], "end": 2023},
                {"partner": "c", "role": "deliverer"},
            ],
            "funding": {
                "total": {"amount": 100, "currency": "GBP"},
                "part": {"amount": 40, "currency": "GBP", "within": "total"},
                "building": {"amount": 7, "currency": "GBP", "use": "capital"},
            },
        }
    )
    assert found.to_records() == [
        {
            "initiative": "course",
            "when": "ends",
            "ends_from": "2025-06-01",
            "ends_by": "2025-06-30",
            "umbrella": None,
            "under": None,
            "needs": ["need"],
            "leads": ["a"],
            "money": [{"currency": "GBP", "low": 100, "high": 100}],
        }
    ]
    assert found.summary() == (
        "Without a recorded successor: 1 initiative surely ends in the 12 months after 2024-12-31. "
        "1 need is left with nothing meant for it."
    )


@pytest.mark.parametrize(
    ("fields", "when", "ends_from", "ends_by"),
    [
        ({"end": "2024-12-31"}, "ends", "2024-12-31", "2024-12-31"),
        ({"end": 2025}, "ends", "2025-01-01", "2025-12-31"),
        ({"end": "2024-12-30"}, "ended", "2024-12-30", "2024-12-30"),
        ({"end": "2023-12-31"}, "ended", "2023-12-31", "2023-12-31"),
        # It surely ended, perhaps long ago.
        ({"status": "ended"}, "ended-some-day", None, "2023-12-31"),
        ({"start": 2019, "status": "ended"}, "ended-some-day", "2019-01-01", "2023-12-31"),
        (
            {"start": 2019, "status": "ended", "seen_active": "2022-06"},
            "ended-some-day",
            "2022-06-30",
            "2023-12-31",
        ),
        # Seen in the year in which it ends.
        (
            {"start": 2020, "end": 2024, "seen_active": "2024-06"},
            "ends",
            "2024-06-30",
            "2024-12-31",
        ),
        # It may have no certain day at all.
        ({"start": "2024-11", "end": 2025}, "ends", "2025-01-01", "2025-12-31"),
        ({"start": "2025-03", "end": 2025}, "ends", "2025-03-01", "2025-12-31"),
        ({"start": 2025, "end": 2025, "status": "planned"}, "ends", "2025-01-01", "2025-12-31"),
    ],
)
def test_the_end_lies_between_two_days(
    fields: Fields, when: str, ends_from: str | None, ends_by: str
) -> None:
    (row,) = endings(a=fields).rows
    found_from = None if row.ends_from is None else row.ends_from.isoformat()
    assert (row.when, found_from, row.ends_by.isoformat()) == (when, ends_from, ends_by)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"status": "active"},
        {"end": 2022},
        {"end": "2023-12-30"},
        {"end": "2026-01-01"},
        {"start": "2024-06", "status": "ended"},
        {"start": 2023, "end": 2024, "status": "planned"},
    ],
)
def test_what_does_not_surely_end_in_these_months_is_no_row(fields: Fields) -> None:
    found = endings(a=fields)
    assert (found.rows, found.followed) == ((), ())
    assert found.summary() == "No initiative ends in these months without a successor."


def test_the_months_may_be_more_or_none() -> None:
    assert [row.initiative for row in endings(horizon=13, a={"end": "2026-01-31"}).rows] == ["a"]
    assert endings(horizon=0, back=0, a={"end": "2025-01-01"}, b={"end": "2024-12-30"}).rows == ()
    (row,) = endings(horizon=0, back=0, a={"end": "2024-12-31"}).rows
    assert row.when == "ends"


def test_what_has_a_successor_is_no_row() -> None:
    found = endings(old={**MEANT, "end": "2025-06"}, new={"start": 2025, "follows": "old"})
    assert found.rows == ()
    assert found.followed == (Followed("old", date(2025, 6, 30), ("new",)),)
    assert found.to_dict()["followed"] == [
        {"initiative": "old", "ends_by": "2025-06-30", "successors": ["new"]}
    ]
    assert found.summary() == (
        "No initiative ends in these months without a successor. 1 more has a successor."
    )


def test_a_part_whose_umbrella_may_run_on_is_told_apart() -> None:
    found = endings(
        programme={"status": "active"},
        inner={"part_of": "programme", "end": 2022},
        part={"part_of": "inner", "end": "2025-06"},
    )
    (row,) = found.rows
    assert (row.umbrella, row.under, row.counts) == ("programme", None, False)
    assert found.summary() == (
        "No initiative ends in these months without a successor. 1 more is part of something that "
        "may run on."
    )


@pytest.mark.parametrize("kind", ["fund", "coordination"])
def test_a_fund_or_a_round_table_does_not_carry_the_work_on(kind: str) -> None:
    (row,) = endings(
        above={"kind": kind, "status": "active"}, part={"part_of": "above", "end": "2025-06"}
    ).rows
    assert (row.umbrella, row.counts) == (None, True)


def test_a_part_that_ends_with_its_umbrella_is_counted_with_it() -> None:
    found = endings(
        programme={"end": 2025},
        inner={"part_of": "programme", "end": 2022},
        part={"part_of": "inner", "end": "2025-06"},
    )
    assert [(row.initiative, row.umbrella, row.under) for row in found.rows] == [
        ("part", "programme", "programme"),
        ("programme", None, None),
    ]
    assert "1 initiative surely ends" in found.summary()


def test_a_need_is_lost_with_the_last_that_is_meant_for_it() -> None:
    found = endings(
        first={**MEANT, "end": "2025-03"},
        last={**MEANT, "end": "2025-06"},
        too={**MEANT, "end": "2025-06-30", "audiences": ["adults", "older"]},
        general={**MEANT, "audiences": ["adults"]},
        other={"activities": ["chess"], "audiences": ["older"]},
    )
    assert [(row.initiative, row.needs) for row in found.rows] == [
        ("first", ()),
        ("last", ("need",)),
        ("too", ("need",)),
    ]
    assert "1 need is left with nothing meant for it" in found.summary()
    kept = endings(last={**MEANT, "end": "2025-06"}, unsure=MEANT)
    assert [row.needs for row in kept.rows] == [()]


def test_meant_for_a_need_is_what_targets_it_whenever_it_runs() -> None:
    initiatives: dict[str, Fields] = {
        "over": {**MEANT, "end": 2010},
        "general": {**MEANT, "audiences": ["adults"]},
        "lines": {
            "provision": [{"activities": ["chess"]}, MEANT],
        },
        "fund": {**MEANT, "kind": "fund"},
    }
    study = Study(city(**{**TERMS, "initiatives": initiatives}))
    assert meant_for(study, "need") == ("over", "lines")


def test_rows_are_ordered_by_when_and_day_and_file() -> None:
    found = endings(
        z={"end": "2024-06"},
        y={"end": "2025-06"},
        x={"end": "2025-05"},
        w={"status": "ended"},
        v={"end": "2025-05-31"},
    )
    assert [row.initiative for row in found.rows] == ["x", "v", "y", "z", "w"]
    assert found.summary() == (
        "Without a recorded successor: 3 initiatives surely end in the 12 months after 2024-12-31, "
        "1 ended in the 12 months before, 1 ended on a day that nobody has recorded."
    )


def test_on_another_day_other_months_count() -> None:
    (row,) = endings(on="2020-06-30", horizon=1, a={"end": "2020-07-30"}).rows
    assert row.when == "ends"
    assert endings(on="2020-06-29", horizon=1, a={"end": "2020-07-30"}).rows == ()


def test_money_without_a_sum_is_not_known() -> None:
    assert [
        row.money for row in endings(a={"end": 2024, "funding": {"x": {}}}, b={"end": 2024}).rows
    ] == [
        (Money(None, 0, None),),
        (),
    ]


def test_an_empty_city_has_no_endings() -> None:
    found = find_endings(city())
    assert (found.rows, found.followed) == ((), ())


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="horizon: -1 is below 0"):
        endings(horizon=-1)
    with pytest.raises(ValueError, match="back: -1 is below 0"):
        endings(back=-1)
    with pytest.raises(ValueError, match="on: endings are about one day, not about all time"):
        endings_of(Study(city(), ever=True))
