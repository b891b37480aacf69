"""A city on many days, one after the other."""

from __future__ import annotations

from datetime import date

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.study import Study
from learningcity.analysis.sweep import DayState, walk_days
from learningcity.model.running import Running
from tests.builders import Fields, city

TERMS: Fields = {
    "places": {
        "town": {},
        "old-north": {"within": "town", "until": 2022},
        "new-north": {"within": "town", "since": 2023},
    },
    "audiences": {"adults": {"by": "age"}},
    "activities": {"english": {}, "chess": {}},
}
NEED: Fields = {"activities": ["english"], "audiences": ["adults"], "places": ["town"]}
OFFER: Fields = {**NEED, "start": "2020-03", "end": "2024-06-30"}


def walk(*days: str, **sections: object) -> list[DayState]:
    """The states of a city as of 2024 on some days."""
    study = Study(city(**{**TERMS, **sections}))
    return list(walk_days(study, [date.fromisoformat(day) for day in days]))


def statuses(states: list[DayState]) -> list[str]:
    """The status of the one need in each state."""
    return [next(status for status, count in each.needs.items() if count) for each in states]


def test_no_days_and_an_empty_city_give_nothing() -> None:
    assert walk() == []
    (state,) = walk("2024-01-01")
    assert set(state.running.values()) == {0}
    assert set(state.needs.values()) == {0}
    assert (state.capacity.low, state.capacity.high, state.capacity.unknown) == (0, 0, ())


def test_initiatives_are_counted_by_whether_they_run() -> None:
    states = walk(
        "2020-02-29",
        "2020-03-15",
        "2020-03-31",
        "2024-06-30",
        "2024-07-01",
        initiatives={"course": OFFER, "group": {"status": "active", "seen_active": "2023"}},
    )
    assert [
        (each.running[Running.YES], each.running[Running.PRESUMED], each.running[Running.UNKNOWN])
        for each in states
    ] == [(0, 0, 1), (0, 0, 2), (1, 0, 1), (1, 1, 0), (0, 1, 0)]
    assert [each.running[Running.NO] for each in states] == [1, 0, 0, 0, 1]


def test_a_planned_initiative_may_run_after_the_day_of_the_file() -> None:
    states = walk("2024-12-31", "2025-01-01", initiatives={"a": {"status": "planned"}})
    assert [each.running[Running.UNKNOWN] for each in states] == [0, 1]


def test_a_need_follows_what_runs_and_what_is_in_use() -> None:
    offer = {**OFFER, "places": ["old-north"]}
    sections: dict[str, object] = {"needs": {"need": NEED}, "initiatives": {"course": offer}}
    days = ("2019-12-31", "2020-03-15", "2020-12-31", "2023-01-01", "2024-12-31")
    found = statuses(walk(*days, **sections))
    assert found == ["absent", "possible", "reached", "partial", "absent"]
    built = city(**{**TERMS, **sections})
    assert found == [need_coverage(built, on=day).rows[0].status for day in days]


def test_a_place_under_a_new_name_changes_nothing() -> None:
    renamed: Fields = {
        "town": {},
        "old-north": {"within": "town", "until": 2022, "replaced_by": "new-north"},
        "new-north": {"within": "town", "since": 2023},
    }
    found = walk(
        "2022-12-31",
        "2023-01-01",
        places=renamed,
        needs={"need": NEED},
        initiatives={"course": {**OFFER, "places": ["old-north"]}},
    )
    assert statuses(found) == ["reached", "reached"]


def test_a_general_offer_gives_way_to_a_targeted_one_and_comes_back() -> None:
    days = ("2020-01-01", "2021-01-01", "2022-01-01")
    found = walk(
        *days,
        needs={"need": NEED},
        initiatives={
            "open": {**NEED, "audiences": ["everyone"], "start": 2015, "end": 2024},
            "meant": {**NEED, "start": "2021-01-01", "end": "2021-12-31"},
            "chess": {"activities": ["chess"], "start": 2015, "end": 2024},
        },
    )
    assert statuses(found) == ["general", "reached", "general"]


def test_an_umbrella_and_its_parts_are_one_capacity() -> None:
    sure: Fields = {"start": "2020-01-01", "end": "2024-12-31"}
    parts: dict[str, Fields] = {
        "north": {**sure, "part_of": "whole", "capacity": 30},
        "south": {**sure, "part_of": "whole", "capacity": 40},
        "other": {**sure, "capacity": {"at_least": 5}},
        "fund": {**sure, "kind": "fund", "capacity": 1000},
    }
    (state,) = walk("2022-01-01", initiatives={"whole": {**sure, "capacity": 100}, **parts})
    assert (state.capacity.low, state.capacity.high) == (105, None)
    assert state.capacity.unknown == ("other",)
    (state,) = walk("2022-01-01", initiatives={"whole": sure, **parts})
    assert state.capacity.low == 75


def test_only_what_surely_runs_is_sure_capacity_and_all_that_may_run_is_possible_capacity() -> None:
    states = walk(
        "2020-01-01",
        "2024-01-01",
        "2026-01-01",
        initiatives={"a": {"status": "active", "capacity": 50}},
    )
    assert [(each.capacity.low, each.capacity.high) for each in states] == [
        (0, 50),
        (50, 50),
        (0, 50),
    ]


def test_nothing_is_worked_out_again_where_nothing_changes() -> None:
    states = walk("2021-01-01", "2021-06-01", "2024-12-31", initiatives={"course": OFFER})
    assert states[0] is states[1]
    assert states[2] is not states[1]
