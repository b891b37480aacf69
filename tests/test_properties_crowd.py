"""Promises of what goes beyond pairs that hold for every city, tried on small random ones."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from learningcity.analysis.crowding import find_crowding
from learningcity.analysis.double_funding import find_double_funding
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.effort import meeting_effort
from learningcity.analysis.groups import find_groups
from learningcity.analysis.surplus import need_surplus
from learningcity.analysis.twins import find_twins
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.changes import backwards, leaves, relabelled, shuffled, with_copy
from tests.oracle.plain import listed
from tests.strategies import Data, city_mappings, lively

INITIATIVES = ("initiatives", "parts", "narrower", "reaching", "unknown_capacity", "under")
PARTNERS = ("leads", "shared_partners", "funders", "shared", "partner", "funder")
SECTIONS: dict[str, str] = {
    **dict.fromkeys(INITIATIVES, "initiatives"),
    **dict.fromkeys(PARTNERS, "partners"),
    "uncoordinated_pairs": "initiatives",
    "activity": "activities",
    "shared_activities": "activities",
    "audience": "audiences",
    "densest_audience": "audiences",
    "shared_audiences": "audiences",
    "place": "places",
    "densest_place": "places",
    "shared_places": "places",
    "need": "needs",
    "bodies": "bodies",
    "above": "bodies",
}


def asked(ever: bool) -> dict[str, Callable[[City], Any]]:
    """The questions whose rows name ids, at thresholds that find much."""
    return {
        "groups": lambda city: find_groups(city, ever=ever, threshold=0.25, minimum=0.1),
        "crowding": lambda city: find_crowding(city, ever=ever, at_least=2),
        "surplus": lambda city: need_surplus(city, ever=ever),
        "double-funding": lambda city: find_double_funding(city, ever=ever, minimum=0.1),
        "effort": lambda city: meeting_effort(city, ever=ever, at_least=1),
    }


def renamed(column: str, value: Any) -> Any:
    """A value of a row under the other ids."""
    if isinstance(value, list):
        return [renamed(column, each) for each in value]
    if column in ("first_lines", "second_lines"):
        initiative, line = value.split("/")
        return f"{backwards('initiatives', initiative)}/{line}"
    if value is None or column not in SECTIONS or value == "everyone":
        return value
    return backwards(SECTIONS[column], value)


@lively
@given(city_mappings(), st.booleans())
def test_other_ids_change_nothing_but_the_labels(mapping: Data, ever: bool) -> None:
    """No figure and no order hangs on the alphabet."""
    one, other = (city_from_mapping(m) for m in (mapping, relabelled(mapping, backwards)))
    for find in asked(ever).values():
        expected = [
            {column: renamed(column, value) for column, value in record.items()}
            for record in find(one).to_records()
        ]
        assert find(other).to_records() == expected
        counts = [value for value in find(one).extras().values() if isinstance(value, int | str)]
        assert [v for v in find(other).extras().values() if isinstance(v, int | str)] == counts


def unordered(record: Data) -> Data:
    """A row in which the order of the file plays no part."""
    return {
        key: sorted(map(str, value)) if isinstance(value, list) else value
        for key, value in record.items()
        if key not in ("sentence", "densest_audience", "densest_place")
    }


def in_any_order(records: list[Data]) -> list[Data]:
    """Rows by what they say."""
    return sorted(map(unordered, records), key=repr)


@lively
@given(city_mappings(), st.data())
def test_the_order_of_the_file_changes_only_the_order_of_rows(
    mapping: Data, data: st.DataObject
) -> None:
    """Partners, needs, terms, bodies and ties may stand in any order."""
    other = data.draw(shuffled(mapping, keep=("initiatives",)))
    for name, find in asked(ever=False).items():
        before, after = (find(city_from_mapping(m)) for m in (mapping, other))
        if name == "effort":  # which of two bodies is the first hangs on the file
            assert len(after.rows) == len(before.rows)
            assert in_any_order(after.extras()["seats"]) == in_any_order(before.extras()["seats"])
        elif name == "crowding":  # of crowds with the same initiatives the first is the row
            assert {row.initiatives for row in after.rows} == {
                row.initiatives for row in before.rows
            }
            assert after.extras() == before.extras()
        else:
            assert in_any_order(after.to_records()) == in_any_order(before.to_records())


# -- groups and crowds ---------------------------------------------------------------------------


def figures(mapping: Data) -> tuple[int, int, int, int]:
    """The headlines: groups, the largest, initiatives in crowds, the largest crowd."""
    city = city_from_mapping(mapping)
    groups = find_groups(city, ever=True, threshold=0.25, minimum=0.1)
    crowding = find_crowding(city, ever=True, at_least=2)
    largest = max((len(row.initiatives) for row in groups.rows), default=0)
    return len(groups.rows), largest, crowding.crowded, crowding.largest


def without(mapping: Data, initiative: str) -> Data:
    """The same city without an initiative that has no parts, and all that names it."""
    found = copy.deepcopy(mapping)
    del found["initiatives"][initiative]
    for entry in found["initiatives"].values():
        entry["follows"] = [i for i in listed(entry.get("follows")) if i != initiative]
        for line in entry.get("funding", {}).values():
            if line.get("within", "").startswith(f"{initiative}/"):
                del line["within"]
    reviews = [r for r in found.get("reviews", []) if initiative not in r["initiatives"]]
    return {**found, "reviews": reviews}


@lively
@given(city_mappings(most_initiatives=9), st.data())
def test_to_take_an_initiative_away_never_raises_a_headline(
    mapping: Data, data: st.DataObject
) -> None:
    """Fewer offers are never more crowded."""
    assume(leaves(mapping))
    gone = data.draw(st.sampled_from(leaves(mapping)))
    reviewed = {i for review in mapping.get("reviews", []) for i in review["initiatives"]}
    assume(gone not in reviewed)
    before, after = figures(mapping), figures(without(mapping, gone))
    assert all(now <= then for now, then in zip(after, before, strict=True))


@lively
@given(city_mappings(), st.data())
def test_an_exact_copy_never_lowers_a_headline(mapping: Data, data: st.DataObject) -> None:
    """Who copies an offer cannot hide one."""
    assume(leaves(mapping))
    original = data.draw(st.sampled_from(leaves(mapping)))
    before, after = figures(mapping), figures(with_copy(mapping, original))
    assert all(now >= then for now, then in zip(after, before, strict=True))


@lively
@given(city_mappings(), st.data())
def test_splitting_an_initiative_multiplies_nothing(mapping: Data, data: st.DataObject) -> None:
    """A part that offers the same makes no group, no crowd and no double funding of its own."""
    assume(leaves(mapping))
    whole = data.draw(st.sampled_from(leaves(mapping)))
    followed = {
        key for entry in mapping["initiatives"].values() for key in listed(entry.get("follows"))
    }
    reviewed = {i for review in mapping.get("reviews", []) for i in review["initiatives"]}
    assume(whole not in followed | reviewed)
    part = dict(mapping["initiatives"][whole], part_of=whole)
    split = {**mapping, "initiatives": {**mapping["initiatives"], "part-9": part}}
    assert figures(split) == figures(mapping)
    for find in (find_groups, find_crowding):
        before, after = (find(city_from_mapping(m), ever=True) for m in (mapping, split))
        assert [row.initiatives for row in after.rows] == [row.initiatives for row in before.rows]
    paid = [find_double_funding(city_from_mapping(m), ever=True) for m in (mapping, split)]
    assert paid[1].summary() == paid[0].summary()


@lively
@given(city_mappings(most_initiatives=9), st.booleans())
def test_every_pair_of_a_group_counts_and_no_group_lies_in_another(
    mapping: Data, ever: bool
) -> None:
    city = city_from_mapping(mapping)
    verdicts = {
        row.initiatives: row.verdict
        for row in find_duplicates(city, ever=ever, threshold=0.25).rows
    }
    rows = find_groups(city, ever=ever, threshold=0.25).rows
    for row in rows:
        found = [verdicts[pair] for pair in verdicts if set(pair) <= set(row.initiatives)]
        count = len(row.initiatives)
        assert count >= 3
        assert len(found) == count * (count - 1) // 2
        assert (row.candidates, row.possible, row.coordinated) == tuple(
            found.count(verdict) for verdict in ("candidate", "possible", "coordinated")
        )
        assert not any(
            set(row.initiatives) < set(other.initiatives) for other in rows if other != row
        )


@lively
@given(city_mappings(most_initiatives=9), st.booleans(), st.sampled_from([2, 3]))
def test_the_figures_of_a_crowd_fit_one_another(mapping: Data, ever: bool, at_least: int) -> None:
    crowding = find_crowding(city_from_mapping(mapping), ever=ever, at_least=at_least)
    for row in crowding.rows:
        count = len(row.initiatives)
        assert at_least <= row.at_once_high <= count
        assert row.at_once_low <= row.at_once_high <= row.densest <= crowding.largest
        assert row.uncoordinated <= row.pairs <= count * (count - 1) // 2
        assert 1 <= row.separate <= count
        several = (row.initiatives, row.parts, row.narrower)
        assert len({i for ids in several for i in ids}) == sum(map(len, several))


# -- surplus, effort, twins ----------------------------------------------------------------------


@lively
@given(city_mappings())
def test_a_surplus_is_a_bound_and_never_stands_beside_a_shortfall(mapping: Data) -> None:
    """Where there are surely too many places there are not surely too few."""
    from learningcity.analysis.coverage import need_coverage

    city = city_from_mapping(mapping)
    short = {row.need: row.shortfall_low or 0 for row in need_coverage(city).rows}
    for row in need_surplus(city).rows:
        assert row.surplus_low is not None
        assert row.surplus_low >= 0
        assert row.surplus_high is None or row.surplus_low <= row.surplus_high
        assert row.surplus_low == 0 or short[row.need] == 0
        assert len(row.uncoordinated_pairs) == row.uncoordinated <= row.pairs


@lively
@given(city_mappings(), st.sampled_from([1, 2]))
def test_asking_for_more_finds_a_part_of_it(mapping: Data, at_least: int) -> None:
    city = city_from_mapping(mapping)
    few = meeting_effort(city, at_least=at_least + 1).rows
    many = meeting_effort(city, at_least=at_least).rows
    assert set(few) <= set(many)
    assert set(find_twins(city, minimum=0.8).rows) <= set(find_twins(city, minimum=0.5).rows)
