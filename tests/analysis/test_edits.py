"""Small changes to a city say one thing more and contradict nothing."""

from __future__ import annotations

from datetime import date

import pytest

from learningcity.analysis.edits import (
    fresh_id,
    not_running,
    running_on,
    running_outside,
    with_capacity,
    with_initiatives,
    with_least_capacity,
    with_spare_terms,
    with_terms,
)
from learningcity.model.dates import PartialDate, Period
from learningcity.model.entities import Initiative
from learningcity.model.running import spans_of
from learningcity.reach.view import Facet
from tests.builders import Fields, city, entry, view_of

AS_OF = PartialDate.parse("2024-06-30")
DAY = date(2024, 6, 30)


def initiative(**fields: object) -> Initiative:
    return entry(Initiative, id="x", **fields)


def dates(changed: Initiative | None) -> Fields | None:
    """What an initiative says of its time."""
    if changed is None:
        return None
    fields = ("start", "end", "status", "seen_active")
    said = {key: getattr(changed, key) for key in fields}
    return {k: str(v) for k, v in said.items() if v not in (None, "unknown")}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"start": "2024-06-30", "end": "2024-06-30"}),
        ({"start": 2020}, {"start": "2020", "end": "2024-06-30"}),
        ({"start": 2024}, {"start": "2024-06-30", "end": "2024-06-30"}),
        ({"end": 2024}, {"start": "2024-06-30", "end": "2024-06-30"}),
        ({"end": 2025}, {"start": "2024-06-30", "end": "2025"}),
        ({"seen_active": 2022}, {"end": "2024-06-30", "seen_active": "2022"}),
        (
            {"start": 2021, "end": 2024, "seen_active": 2022},
            {"start": "2021", "end": "2024-06-30", "seen_active": "2022"},
        ),
        ({"status": "active", "seen_active": 2022}, {"end": "2024-06-30", "status": "active",
                                                     "seen_active": "2022"}),
    ],
)  # fmt: skip
def test_what_may_run_on_a_day_is_made_to_surely_run_on_it(before: Fields, after: Fields) -> None:
    changed = running_on(initiative(**before), DAY, AS_OF)
    assert dates(changed) == after
    certain = spans_of(changed, AS_OF).certain
    assert certain is not None
    assert DAY in certain


def test_a_sighting_after_the_day_keeps_its_place() -> None:
    early = date(2019, 5, 1)
    changed = running_on(initiative(seen_active="2022-03", start=2019, end=2022), early, AS_OF)
    assert dates(changed) == {"start": "2019-05-01", "end": "2022", "seen_active": "2022-03"}
    seen = running_on(initiative(seen_active="2022-03"), early, AS_OF)
    assert dates(seen) == {"start": "2019-05-01", "seen_active": "2022-03"}


def test_what_was_planned_is_made_to_run_later() -> None:
    changed = running_on(initiative(status="planned"), date(2025, 1, 1), AS_OF)
    assert dates(changed) == {"start": "2025-01-01", "end": "2025-01-01"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"end": "2024-06-29"}),
        ({"end": 2024}, {"end": "2024-06-29"}),
        ({"start": 2024}, {"start": "2024", "end": "2024-06-29"}),
        ({"status": "active", "seen_active": 2022}, {"end": "2024-06-29", "status": "ended",
                                                     "seen_active": "2022"}),
        # It surely ends later, or surely began later: then it begins after the day.
        ({"end": 2025}, {"start": "2024-07-01", "end": "2025"}),
        ({"start": "2024-06-30", "end": 2025}, None),
        ({"end": 2025, "seen_active": 2023}, None),
        # Its own dates and its sighting contradict each other: the sighting cannot bind.
        ({"status": "active", "end": 2022}, {"end": "2022", "status": "active"}),
    ],
)  # fmt: skip
def test_what_may_run_on_a_day_is_kept_out_of_it_where_the_file_allows(
    before: Fields, after: Fields | None
) -> None:
    if before.get("end") == 2022:
        day = date(2021, 1, 1)
        changed = running_outside(initiative(**before), Period(day, day), AS_OF)
        assert dates(changed) == {"start": "2021-01-02", **(after or {})}
        return
    changed = running_outside(initiative(**before), Period(DAY, DAY), AS_OF)
    assert dates(changed) == after
    if changed is not None:
        assert DAY not in spans_of(changed, AS_OF).possible


def test_nothing_can_be_kept_out_of_all_time() -> None:
    assert running_outside(initiative(), Period(date.min, date.max), AS_OF) is None
    assert dates(not_running(initiative())) == {"status": "planned"}


def test_what_ended_does_not_begin_after_its_end() -> None:
    period = Period(date.min, date(2024, 6, 29))
    assert running_outside(initiative(status="ended"), period, AS_OF) is None


def test_initiatives_take_the_place_of_those_of_their_id_and_new_ones_come_last() -> None:
    built = city(initiatives={"a": {}, "b": {}})
    new = entry(Initiative, id="c")
    changed = with_initiatives(built, new, entry(Initiative, id="a", name="A"))
    assert changed.initiatives.ids == ("a", "b", "c")
    assert str(changed.initiatives["a"].name) == "A"
    assert str(built.initiatives["a"].name) == "a"


@pytest.mark.parametrize("facet", ["activity", "audience", "place", "priority"])
def test_spare_terms_have_nothing_in_common_with_any_other(facet: Facet) -> None:
    built = city(
        places={"other-place": {}}, audiences={"x": {}}, activities={"x": {}}, priorities={"x": {}}
    )
    graph = view_of(built).graph(facet)
    changed, (first, second) = with_spare_terms(built, facet, graph)
    larger = view_of(changed).graph(facet)
    assert set(larger.ids) - set(graph.ids) == {first, second}
    assert larger.below(first) == {first}
    assert {first, second}.isdisjoint(graph.ids)


def test_an_offer_may_state_other_terms_and_capacities() -> None:
    offer = initiative(provision=[{"capacity": 5}], capacity={"at_least": 7})
    assert with_terms(offer, "place", ("town",)).places == ("town",)
    assert with_capacity(offer, 3).capacity == with_capacity(offer, 7).capacity
    enough = with_capacity(offer, 30).capacity
    assert enough is not None
    assert (enough.low, enough.high) == (30, None)
    least = with_least_capacity(offer).capacity
    assert least is not None
    assert (least.low, least.high) == (7, 7)
    counted = initiative(participants=[{"people": 9, "start": 2022, "end": 2022}])
    served = with_least_capacity(counted).capacity
    assert served is not None
    assert served.high == 9
    nothing = with_least_capacity(initiative()).capacity
    assert nothing is not None
    assert nothing.high == 0


def test_an_id_that_is_taken_grows() -> None:
    assert fresh_id("a", ("b",)) == "a"
    assert fresh_id("a", ("a", "a-x")) == "a-x-x"
