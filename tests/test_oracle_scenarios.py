"""A scenario does to a city what a person would do to its files, and nothing else."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.changes import FindingChanges, compare_findings
from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.result import plain
from learningcity.errors import CityFileError
from learningcity.io.changes import check_scenario, with_changes
from learningcity.io.reader import city_from_mapping
from learningcity.io.scenarios import scenario_from_mapping
from learningcity.model.city import City
from tests.oracle.scenario import applied, may_end
from tests.scenarios import scenario, scenario_mappings
from tests.strategies import Data, city_mappings, days, lively, pick, some_date, thorough

cities = city_mappings(most_initiatives=5)


def changed(mapping: Data, said: Data) -> City | None:
    """The city with the scenario, or nothing where that is not sound."""
    try:
        return with_changes(city_from_mapping(mapping), scenario_from_mapping(said))
    except CityFileError:
        return None


def anew(mapping: Data) -> City | None:
    """The city read from the files as they would be, or nothing where they are not sound."""
    try:
        return city_from_mapping(mapping)
    except CityFileError:
        return None


@thorough
@given(st.data())
def test_a_scenario_gives_the_city_that_changed_files_give(data: st.DataObject) -> None:
    mapping = data.draw(cities)
    said = data.draw(scenario_mappings(mapping))
    before, again = copy.deepcopy(mapping), copy.deepcopy(said)
    assert changed(mapping, said) == anew(applied(mapping, said))
    assert (mapping, said) == (before, again)


@lively
@given(st.data())
def test_the_city_stays_as_it_was_and_what_does_not_change_is_the_same(
    data: st.DataObject,
) -> None:
    mapping = data.draw(cities)
    said = data.draw(scenario_mappings(mapping))
    city = city_from_mapping(mapping)
    check = check_scenario(city, scenario_from_mapping(said))
    assert city == city_from_mapping(mapping)
    if check.city is None:
        assert not check.ok
        return
    for section in ("places", "audiences", "activities"):
        assert list(getattr(check.city, section)) == list(getattr(city, section))
        for entry in getattr(city, section):
            assert getattr(check.city, section)[entry.id] is entry
    for entry in city.initiatives:
        left = check.city.initiatives.get(entry.id)
        assert left is None or left is entry or left != entry


@lively
@given(st.data())
def test_a_scenario_comes_back_from_its_own_mapping(data: st.DataObject) -> None:
    mapping = data.draw(cities)
    found = scenario_from_mapping(data.draw(scenario_mappings(mapping)))
    again = scenario_from_mapping(found.to_mapping())
    assert again == found
    assert hash(again) == hash(found)
    assert again.to_mapping() == found.to_mapping()


@st.composite
def cities_with_an_ending(draw: st.DrawFn) -> tuple[Data, str, str | int]:
    """A city without umbrellas, an initiative, and a date on which it may end.

    An umbrella that states no capacity has that of its parts. Without them nobody knows what it
    has, so that a bound may be lost with a part that ends.
    """
    mapping = draw(cities.filter(lambda found: bool(found.get("initiatives"))))
    for each in mapping["initiatives"].values():
        each.pop("part_of", None)
    key = pick(draw, list(mapping["initiatives"]))
    end = some_date(draw)
    entry, as_of = mapping["initiatives"][key], mapping["city"]["as_of"]
    if not may_end(entry, end, as_of):
        entry.pop("end", None)
        entry["status"] = "active"
        entry.pop("seen_active", None)
    return mapping, key, end


@thorough
@given(cities_with_an_ending(), days())
def test_an_ending_never_adds_places(case: tuple[Data, str, str | int], on: object) -> None:
    mapping, key, end = case
    said = scenario(end={"initiatives": {key: end}})
    city, less = anew(mapping), changed(mapping, said)
    if city is None or less is None:
        return
    for day in (None, on):
        before = {row.need: row for row in need_coverage(city, on=day).rows}  # type: ignore[arg-type]
        for row in need_coverage(less, on=day).rows:  # type: ignore[arg-type]
            old = before[row.need]
            if old.supply_high is not None:
                assert row.supply_high is not None
                assert row.supply_high <= old.supply_high
            reaching = {*row.targeted, *row.general, *row.may_reach}
            assert reaching <= {*old.targeted, *old.general, *old.may_reach}


@lively
@given(st.data())
def test_what_is_taken_away_and_added_again_is_as_before(data: st.DataObject) -> None:
    mapping = data.draw(cities.filter(lambda found: bool(found.get("needs"))))
    key = data.draw(st.sampled_from(list(mapping["needs"])))
    alone = copy.deepcopy(mapping)
    for entry in alone["needs"].values():
        entry.pop("replaces", None)
    entry = alone["needs"].pop(key)
    alone["needs"][key] = entry  # the last one, where additions go
    city = city_from_mapping(alone)
    without = with_changes(city, remove={"needs": [key]})
    assert key not in without.needs
    assert with_changes(without, add={"needs": {key: entry}}) == city


SWAP = {"appears": "vanishes", "vanishes": "appears", "changes": "changes"}


def told(found: FindingChanges, *, turned: bool = False) -> list[str]:
    """The rows without their sentences; `turned`, as if what is after were before."""
    rows = []
    for row in found.rows:
        record = row.to_record()
        del record["sentence"]
        if turned:
            record["change"] = SWAP[row.change]
            record["before"], record["after"] = row.after, row.before
            record["fields"] = [
                {"field": one.field, "before": plain(one.after), "after": plain(one.before)}
                for one in row.fields
            ]
        rows.append(repr(record))
    return sorted(rows)


@lively
@given(st.data())
def test_compared_the_other_way_round_what_appears_vanishes(data: st.DataObject) -> None:
    mapping = data.draw(cities)
    city = city_from_mapping(mapping)
    other = changed(mapping, data.draw(scenario_mappings(mapping)))
    if other is None:
        return
    ever = data.draw(st.booleans())
    there, back = (
        compare_findings(city, other, ever=ever),
        compare_findings(other, city, ever=ever),
    )
    assert told(back, turned=True) == told(there)
    assert len(compare_findings(city, city, ever=ever)) == 0
    assert compare_findings(city, city).differences == ()


@lively
@given(st.data())
def test_the_comparison_is_that_of_both_results(data: st.DataObject) -> None:
    mapping = data.draw(cities)
    city = city_from_mapping(mapping)
    other = changed(mapping, data.draw(scenario_mappings(mapping)))
    if other is None:
        return
    rows = compare_findings(city, other).rows
    statuses = [
        {row.need: (row.status, row.sufficiency) for row in need_coverage(one).rows}
        for one in (city, other)
    ]
    needs = dict.fromkeys(key for side in statuses for key in side)
    expected = {f"need:{key}" for key in needs if statuses[0].get(key) != statuses[1].get(key)}
    found = {row.subjects[0] for row in rows if row.kind == "coverage"}
    assert expected <= found
