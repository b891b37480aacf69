"""The join finds exactly the pairs that a look at all pairs finds, and looks at few."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import city_text
from learningcity.io.reader import city_from_mapping, parse_city
from learningcity.model.city import City
from learningcity.reach.joining import BLOCK, OverlapJoin
from learningcity.reach.likeness import Likeness
from learningcity.reach.pairs import PairReach, compare
from learningcity.reach.unjudged import count_unjudged
from learningcity.reach.view import CityView
from tests.builders import Fields, city, view_of
from tests.oracle.plain import Data
from tests.strategies import city_mappings, thorough

Found = dict[tuple[str, str], PairReach]


def join_of(
    view: CityView,
    *,
    threshold: float = 0.5,
    minimum: float = 0.25,
    block: int = BLOCK,
    bulk: int = 10_000,
) -> OverlapJoin:
    """The join of all offers that run."""
    likeness = Likeness(view)
    return OverlapJoin(
        view, likeness, view.lines, threshold=threshold, minimum=minimum, block=block, bulk=bulk
    )


def joined(join: OverlapJoin) -> Found:
    """The pairs that a join finds, each once."""
    pairs = list(join.pairs())
    found = {(first, second): reach for first, second, reach in pairs}
    assert len(found) == len(pairs)
    return found


def one_by_one(view: CityView, *, threshold: float = 0.5, minimum: float = 0.25) -> Found:
    """The same by a look at all pairs."""
    likeness = Likeness(view)
    found = {}
    for first, second in combinations(view.lines, 2):
        reach = compare(view, likeness, first, second, threshold=threshold)
        if reach is not None and reach.overlap >= minimum:
            found[first, second] = reach
    return found


def twice(mapping: Data) -> Data:
    """The city with each initiative once more, under another name."""
    entries = mapping.get("initiatives", {})
    again = {f"{key}-again": entry for key, entry in entries.items()}
    return {**mapping, "initiatives": {**entries, **again}}


@thorough
@given(
    city_mappings(),
    st.booleans(),
    st.sampled_from([0.25, 0.001, 0.5, 0.333333333333, 1.0]),
    st.sampled_from([0.5, 0.25, 1.0]),
    st.sampled_from([1, 2, 3, BLOCK]),
    st.sampled_from([0, 10_000]),
)
def test_the_pairs_are_those_of_a_look_at_all(
    mapping: Data, doubled: bool, minimum: float, threshold: float, block: int, bulk: int
) -> None:
    view = view_of(city_from_mapping(twice(mapping) if doubled else mapping))
    join = join_of(view, threshold=threshold, minimum=minimum, block=block, bulk=bulk)
    assert joined(join) == one_by_one(view, threshold=threshold, minimum=minimum)


@thorough
@given(city_mappings(), st.booleans())
def test_pairs_that_nobody_can_judge_are_counted_as_by_a_look_at_all(
    mapping: Data, doubled: bool
) -> None:
    view = view_of(city_from_mapping(twice(mapping) if doubled else mapping))
    likeness = Likeness(view)
    by_hand = sum(
        compare(view, likeness, here, there, threshold=0.5) is None
        for here, there in combinations(view.lines, 2)
    )
    assert count_unjudged(view, likeness, view.lines) == by_hand


@pytest.fixture(scope="module", params=[200, 800])
def large(request: pytest.FixtureRequest) -> City:
    """An invented city."""
    return parse_city(city_text(request.param))


@pytest.mark.parametrize("minimum", [0.1, 0.25, 0.5, 0.9])
def test_few_pairs_are_verified_in_vain_however_large_the_city(large: City, minimum: float) -> None:
    """Work grows with the rows: counted, since clocks differ."""
    join = join_of(view_of(large), minimum=minimum)
    rows = sum(1 for _ in join.pairs())
    assert rows > 0
    assert join.verified <= 5 * rows
    if minimum <= 0.25:
        assert join.verified <= join.met <= 2 * rows


def test_in_a_large_city_too_the_pairs_are_those_of_a_look_at_all() -> None:
    view = view_of(parse_city(city_text(200)))
    slowly = one_by_one(view)
    assert joined(join_of(view, block=64)) == slowly
    assert joined(join_of(view, block=64, bulk=0)) == slowly


def test_numpy_gives_the_same_pairs_to_the_last_bit(large: City) -> None:
    view = view_of(large)
    in_bulk, one_by_one = join_of(view, bulk=0), join_of(view)
    assert repr(sorted(in_bulk.pairs(), key=repr)) == repr(sorted(one_by_one.pairs(), key=repr))
    assert in_bulk.met == one_by_one.met


def test_shares_of_many_kinds_are_sorted_and_give_the_same(
    large: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of(large)
    monkeypatch.setattr("learningcity.reach.bulk._SORTED", 0)
    assert joined(join_of(view, bulk=0)) == joined(join_of(view))


def test_pairs_may_come_a_few_at_a_time(large: City, monkeypatch: pytest.MonkeyPatch) -> None:
    view = view_of(large)
    monkeypatch.setattr("learningcity.reach.meeting._PAIRS", 50)
    monkeypatch.setattr("learningcity.reach.meeting._WORDS", 100)
    assert joined(join_of(view, bulk=0)) == joined(join_of(view))


def test_a_city_whose_tables_are_too_large_is_joined_without_numpy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = view_of(parse_city(city_text(60)))
    in_bulk = joined(join_of(view, bulk=0))
    monkeypatch.setattr("learningcity.reach.bulk._CELLS", 0)
    monkeypatch.setattr("learningcity.reach.bulk.BulkJoin.pairs", None)
    assert joined(join_of(view, bulk=0)) == in_bulk


def test_numpy_is_not_loaded_for_a_city() -> None:
    code = (
        "import sys, learningcity as lc; lc.find_duplicates(lc.open_example('wolverhampton')); "
        "print('numpy' in sys.modules)"
    )
    line = [sys.executable, "-c", code]
    assert subprocess.run(line, check=True, capture_output=True, text=True).stdout == "False\n"


TERMS: Fields = {
    "places": {"town": {}, "north": {"within": "town"}, "south": {"within": "town"}},
    "activities": {"english": {}, "chess": {}},
}


def test_many_that_offer_the_same_are_compared_once() -> None:
    same: Fields = {"activities": ["english"], "places": ["north"]}
    wide: Fields = {"activities": ["english"], "places": ["town"]}
    initiatives = {f"a-{n}": same if n % 3 else wide for n in range(30)}
    view = view_of(city(**TERMS, initiatives=initiatives))
    join = join_of(view)
    found = joined(join)
    assert found == one_by_one(view)
    assert len(found) == 30 * 29 // 2
    # Two profiles: each with itself, and with the other.
    assert join.verified == 3


def test_what_lies_in_far_blocks_is_not_looked_at() -> None:
    """Fifty towns that have nothing in common but what they teach: no pair is met in vain."""
    places: Fields = {f"town-{n}": {} for n in range(50)}
    initiatives: Fields = {
        f"offer-{n}-{town}": {"activities": [("english", "chess")[n % 2]], "places": [town]}
        for town in places
        for n in range(4)
    }
    built = city(places=places, activities=TERMS["activities"], initiatives=initiatives)
    join = join_of(view_of(built), block=8)
    assert len(joined(join)) == 50 * 2
    # All that was compared is a profile with itself, since those of one town are two.
    assert (join.met, join.verified) == (0, 100)


def test_pairs_share_a_part_of_an_activity() -> None:
    initiatives: Fields = {
        "wide": {"activities": ["basic-skills"], "places": ["town"]},
        "chess-club": {"activities": ["chess"], "places": ["town"]},
        "fund": {"kind": "fund", "activities": ["literacy"], "places": ["town"]},
        "lines": {
            "places": ["north"],
            "provision": [{"activities": ["chess"]}, {"activities": ["literacy"]}],
        },
        "narrow": {"activities": ["literacy"], "places": ["north"]},
        "silent": {},
    }
    found = joined(join_of(view_of(city(**TERMS, initiatives=initiatives)), block=1))
    assert set(found) == {
        ("wide", "lines"),
        ("wide", "narrow"),
        ("chess-club", "lines"),
        ("lines", "narrow"),
    }


def test_of_several_lines_some_may_meet_in_vain() -> None:
    """Together the lines meet what none of them meets alone."""
    crossed: Fields = {
        "provision": [
            {"activities": ["english"], "places": ["south"]},
            {"activities": ["chess"], "places": ["north"]},
        ]
    }
    single: Fields = {"activities": ["english"], "places": ["north"]}
    other: Fields = {"provision": [single, {"activities": ["chess"], "audiences": ["everyone"]}]}
    for offers in ((crossed, other), (single, crossed)):
        initiatives = dict(zip(("here", "there"), offers, strict=True))
        view = view_of(city(**TERMS, initiatives=initiatives))
        for bulk in (0, 10_000):
            join = join_of(view, bulk=bulk)
            assert joined(join) == one_by_one(view) == {}
            assert join.met == join.verified == 1


def test_nobody_overlaps_in_an_empty_city() -> None:
    assert joined(join_of(view_of(city()))) == {}
    alone: Fields = {"a": {"activities": ["english"], "places": ["town"]}}
    assert joined(join_of(view_of(city(**TERMS, initiatives=alone)))) == {}
