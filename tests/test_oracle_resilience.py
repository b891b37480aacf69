"""The package and the slow oracle agree on what withdrawals leave."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.breaking import Keeping, breaking_sets
from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.gap_priorities import owners_of
from learningcity.analysis.holding import Of
from learningcity.analysis.resilience import resilience
from learningcity.analysis.robustness import robustness
from learningcity.analysis.study import Study
from learningcity.analysis.withdrawals import worst_withdrawals
from learningcity.io.changes import with_changes
from learningcity.io.reader import city_from_mapping
from learningcity.reach.needs import Reach
from tests.changes import backwards, relabelled, shuffled
from tests.oracle import resilience as oracle
from tests.oracle.case import Case
from tests.oracle.load import shipped_activities, wolverhampton
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, lively, thorough

OF: tuple[Of, ...] = ("needs", "priorities", "initiatives")
KEEPS: tuple[tuple[Keeping, ...], ...] = (
    ("delivered", "funded", "led"),
    ("delivered",),
    ("funded",),
    ("delivered", "funded"),
)
moments = st.one_of(st.none(), days(), st.just("ever"))


def asked(moment: date | str | None) -> tuple[date | None, bool]:
    """The day, or all time."""
    return (moment if isinstance(moment, date) else None), moment == "ever"


def told(records: list[Data]) -> list[Data]:
    """Rows without their sentences, which each must have."""
    for record in records:
        assert record.pop("sentence")
    return records


@thorough
@given(city_mappings(), moments)
def test_each_withdrawal_agrees_with_the_oracle(mapping: Data, moment: date | str | None) -> None:
    """On the day of the file, on another day, and over all time."""
    on, ever = asked(moment)
    found = resilience(city_from_mapping(mapping), on=on, ever=ever)
    expected = oracle.resilience(mapping, on=on, ever=ever)
    assert told(found.to_records()) == expected["rows"]
    assert found.components == expected["components"]
    assert found.summary()
    for row in found.rows:
        assert found.explain(row).steps


@thorough
@given(city_mappings(), moments, st.sampled_from(OF), st.integers(1, 3))
def test_the_worst_withdrawals_agree_with_the_oracle(
    mapping: Data, moment: date | str | None, of: Of, k: int
) -> None:
    """Every choice is tried there."""
    on, ever = asked(moment)
    found = worst_withdrawals(city_from_mapping(mapping), k=k, of=of, on=on, ever=ever)
    expected = oracle.worst(mapping, k, of, on=on, ever=ever)
    assert told(found.to_records()) == expected["rows"]
    for name in ("things", "not_known", "unheld"):
        assert found.extras()[name] == expected[name]
    assert found.summary()
    for row in found.rows:
        assert found.explain(row).steps


@thorough
@given(city_mappings(), moments, st.sampled_from(KEEPS))
def test_breaking_sets_agree_with_the_oracle(
    mapping: Data, moment: date | str | None, keep: tuple[Keeping, ...]
) -> None:
    """Every choice is tried there."""
    on, ever = asked(moment)
    found = breaking_sets(city_from_mapping(mapping), keep=keep, on=on, ever=ever)
    assert told(found.to_records()) == oracle.breaking(mapping, keep, on=on, ever=ever)
    assert found.summary()
    for row in found.rows:
        assert found.explain(row).steps


@lively
@given(city_mappings(), moments, st.sampled_from(OF))
def test_curves_agree_with_all_orders(mapping: Data, moment: date | str | None, of: Of) -> None:
    """The mean, the ends and the worst order, by going through all orders."""
    on, ever = asked(moment)
    city = city_from_mapping(mapping)
    found = robustness(city, of=of, on=on, ever=ever)
    team = oracle.Team(Case(mapping, on=on, ever=ever))
    things, unheld = team.things(of), team.unheld(of)
    curves = oracle.Curves(things, mapping.get("partners", {}))
    assert list(found.unheld) == unheld
    assert list(found.not_known) == [
        k for k, sets in things.items() if not sets and k not in unheld
    ]
    if not curves.sets:
        assert (found.area, found.reason, found.rows) == (None, "nothing-recorded", ())
        return
    expected = curves.random()
    assert (found.area, found.area_low, found.area_high) == (
        expected["area"],
        expected["area_low"],
        expected["area_high"],
    )
    for column in ("survivors", "low", "high"):
        assert [getattr(row, column) for row in found.rows] == expected[column]
    worst = robustness(city, of=of, order="worst", on=on, ever=ever)
    assert tuple(row.partner for row in worst.rows[1:]) == curves.worst()
    assert worst.area == expected["area_low"]
    assert worst.status == "proven"


@pytest.mark.parametrize("ever", [False, True])
def test_wolverhampton_agrees_with_the_oracle(ever: bool) -> None:
    mapping = {**wolverhampton()}
    mapping["activities"] = {**shipped_activities(), **mapping.get("activities", {})}
    city = city_from_mapping(wolverhampton())
    found = resilience(city, ever=ever)
    assert told(found.to_records()) == oracle.resilience(mapping, ever=ever)["rows"]


# -- the same as taking the partner out of the file ------------------------------------------------


def undated(mapping: Data) -> Data:
    """The same city with participations that hold whatever the day."""
    found = copy.deepcopy(mapping)
    for entry in found.get("initiatives", {}).values():
        for part in entry.get("partners", []):
            part.pop("start", None)
            part.pop("end", None)
    return found


@lively
@given(city_mappings())
def test_a_row_says_what_taking_the_partner_out_of_the_file_does(mapping: Data) -> None:
    """Initiatives end, needs are reached no more, priorities have no owner."""
    city = city_from_mapping(undated(mapping))
    before = {row.need: row for row in need_coverage(city).rows}
    for row in resilience(city).rows:
        less = with_changes(city, remove={"partners": [row.partner]})
        study = Study(less)
        running = {entry.id for entry in Study(city).view.initiatives}
        gone = [entry.id for entry in city.initiatives if entry.id not in less.initiatives]
        assert list(row.initiatives_undelivered) == [key for key in gone if key in running]
        after = {entry.need: entry for entry in need_coverage(less).rows}
        for key in row.needs_undelivered:
            assert before[key].targeted or before[key].general
            assert after[key].status in ("absent", "possible")
        for key in row.needs_general:
            assert before[key].targeted
            assert after[key].status == "general"
        now = [p for p in study.view.current("priority") if not owners_of(study.view, p)]
        then = [p for p in study.view.current("priority") if owners_of(Study(city).view, p)]
        assert list(row.priorities_unowned) == [p for p in now if p in then]
        for key in row.initiatives_unfunded:
            assert not (key in less.initiatives and study.funders(key))


@lively
@given(city_mappings())
def test_a_need_that_a_withdrawal_leaves_alone_is_reached_as_before(mapping: Data) -> None:
    """Unless it is not known."""
    city = city_from_mapping(undated(mapping))
    for row in resilience(city).rows:
        less = Study(with_changes(city, remove={"partners": [row.partner]}))
        for need in less.view.needs:
            best = max((item.reach for item in less.reach(need.id).found), default=Reach.NOT)
            if need.id not in row.needs and f"need:{need.id}" not in row.not_known:
                known = max(
                    (item.reach for item in Study(city).reach(need.id).found), default=Reach.NOT
                )
                assert best == known or known < Reach.GENERAL


@lively
@given(city_mappings(), st.data())
def test_one_more_deliverer_never_leaves_more_undelivered(
    mapping: Data, data: st.DataObject
) -> None:
    """Whoever comes to an initiative that somebody delivers, the others are needed no more."""
    city = city_from_mapping(mapping)
    known = [
        entry.id
        for entry in Study(city).view.initiatives
        if Study(city).calendar.partners(entry, {"lead", "deliverer"})
    ]
    if not known:
        return
    more = copy.deepcopy(mapping)
    entry = more["initiatives"][data.draw(st.sampled_from(known))]
    entry["partners"].append({"partner": "partner-9", "role": "deliverer"})
    more["partners"]["partner-9"] = {"name": "One More"}
    after = {row.partner: row for row in resilience(city_from_mapping(more)).rows}
    for row in resilience(city).rows:
        then = after[row.partner]
        assert set(then.needs) <= set(row.needs)
        assert set(then.priorities_undelivered) <= set(row.priorities_undelivered)
        assert set(then.initiatives_undelivered) <= set(row.initiatives_undelivered)
        assert then.initiatives_unfunded == row.initiatives_unfunded
    sizes = [row.size_low for row in breaking_sets(city, keep=["delivered"]).rows]
    larger = breaking_sets(city_from_mapping(more), keep=["delivered"]).rows
    for before, found in zip(sizes, larger, strict=True):
        assert before is None or (found.size_low or 0) >= before


# -- names and order -------------------------------------------------------------------------------


@lively
@given(city_mappings())
def test_other_ids_change_nothing_but_ids(mapping: Data) -> None:
    """The same figures under other names."""
    one = city_from_mapping(mapping)
    other = city_from_mapping(relabelled(mapping, backwards))
    for row, renamed in zip(resilience(one).rows, resilience(other).rows, strict=True):
        assert backwards("partners", row.partner) == renamed.partner
        assert [backwards("needs", key) for key in row.needs] == list(renamed.needs)
        assert (row.components, row.money, row.capacity_high) == (
            renamed.components,
            renamed.money,
            renamed.capacity_high,
        )
    for of in OF:
        found, again = worst_withdrawals(one, of=of), worst_withdrawals(other, of=of)
        for row_, renamed_ in zip(found.rows, again.rows, strict=True):
            assert [backwards("partners", key) for key in row_.partners] == list(renamed_.partners)
        assert robustness(one, of=of).area == robustness(other, of=of).area
    for before, after in zip(breaking_sets(one).rows, breaking_sets(other).rows, strict=True):
        assert [backwards("partners", key) for key in before.partners] == list(after.partners)


@lively
@given(city_mappings(), st.data())
def test_the_order_of_the_file_decides_only_between_equals(
    mapping: Data, data: st.DataObject
) -> None:
    """The same rows in another order, and sets of the same sizes."""
    one = city_from_mapping(mapping)
    other = city_from_mapping(data.draw(shuffled(mapping)))
    after = {row.partner: row for row in resilience(other).rows}
    for row in resilience(one).rows:
        then = after[row.partner]
        assert (set(row.needs), set(row.priorities)) == (set(then.needs), set(then.priorities))
        assert set(row.initiatives) == set(then.initiatives)
        assert set(row.not_known) == set(then.not_known)
        assert set(row.money) == set(then.money)
        assert (row.capacity_low, row.capacity_high, row.components) == (
            then.capacity_low,
            then.capacity_high,
            then.components,
        )
    for of in OF:
        lost = [row.lost for row in worst_withdrawals(one, of=of, k=3).rows]
        assert lost == [row.lost for row in worst_withdrawals(other, of=of, k=3).rows]
        curve = robustness(one, of=of)
        assert (curve.area, curve.area_low) == (
            robustness(other, of=of).area,
            robustness(other, of=of).area_low,
        )
    sizes = {row.priority: row.size_high for row in breaking_sets(one).rows}
    assert sizes == {row.priority: row.size_high for row in breaking_sets(other).rows}
