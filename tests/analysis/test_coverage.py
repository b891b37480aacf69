"""What reaches each need, what it leaves out, and whether there are places enough."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.coverage import Coverage, CoverageRow, need_coverage
from tests.builders import Fields, city

TERMS = {
    "places": {
        "town": {},
        "north": {"within": "town"},
        "south": {"within": "town"},
        "east": {"within": "town", "until": 2020},
    },
    "audiences": {
        "adults": {"by": "age"},
        "older": {"within": "adults"},
        "parents": {"within": "adults"},
        "young": {"by": "age"},
        "migrants": {"by": "origin"},
    },
    "activities": {"english": {"within": "language-teaching"}, "chess": {}},
    "priorities": {"skills": {}},
    "partners": {key: {} for key in "abc"},
}
NEED: Fields = {"activities": ["english"], "audiences": ["older"]}
OFFER: Fields = {**NEED, "status": "active"}


def covered(
    needs: dict[str, Fields],
    /,
    asked: Any = None,
    **offers: Any,
) -> Coverage:
    """The coverage of needs by offers of older people's English."""
    initiatives = {key: {**OFFER, **fields} for key, fields in offers.items()}
    return need_coverage(city(**TERMS, needs=needs, initiatives=initiatives), **(asked or {}))


def row(need: Fields, /, asked: Any = None, **offers: Any) -> CoverageRow:
    """The row of one need for older people's English."""
    (found,) = covered({"need": {**NEED, **need}}, asked, **offers).rows
    return found


def test_a_row_says_what_reaches_a_need_with_all_its_figures() -> None:
    lead = [{"partner": "a", "role": "lead"}]
    found = row(
        {"people": 100},
        meant={"capacity": 10, "partners": lead},
        wider={"audiences": ["adults"], "capacity": 5},
        silent={"audiences": []},
        chess={"activities": ["chess"]},
    )
    assert found.to_record() == {
        "need": "need",
        "facets": ["activity", "audience"],
        "targeted": ["meant"],
        "general": ["wider"],
        "may_reach": ["silent"],
        "unreached_places": [],
        "unreached_audiences": [],
        "people_low": 100,
        "people_high": 100,
        "supply_low": 10,
        "supply_high": None,
        "unknown_capacity": ["silent"],
        "shortfall_low": 0,
        "shortfall_high": 90,
        "status": "reached",
        "sufficiency": "unknown",
        "providers": ["a"],
        "sole_provider": "a",
        "estimate_low": None,
        "estimate_high": None,
    }


# -- status --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offers", "status"),
    [
        ({}, "absent"),
        ({"a": {"activities": ["chess"]}}, "absent"),
        ({"a": {"audiences": []}}, "possible"),
        ({"a": {"audiences": []}, "b": {"audiences": ["adults"]}}, "general"),
        ({"a": {"audiences": ["adults"]}, "b": {}}, "reached"),
    ],
)
def test_a_need_is_met_as_directly_as_its_best_offer(
    offers: dict[str, Fields], status: str
) -> None:
    assert row({}, **offers).status == status


def test_a_targeted_need_that_leaves_a_place_or_a_group_out_is_partial() -> None:
    assert row({"places": ["town"]}, a={"places": ["north"]}).status == "partial"
    assert row({"audiences": ["adults"]}, a={"audiences": ["older"]}).status == "partial"
    # Where nothing is targeted, all is unreached and the status says so already.
    general = row({"places": ["town"]}, a={"audiences": ["adults"], "places": ["north"]})
    assert (general.status, general.unreached_places) == ("general", ("north", "south"))
    assert row({"places": ["town"]}).unreached_places == ("north", "south")


# -- what is left out ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "offered", "unreached"),
    [
        (["town"], ["town"], ()),
        (["town"], ["north"], ("south",)),
        (["town"], ["north", "south"], ()),
        (["north"], ["town"], ()),
        (["south", "north"], ["north"], ("south",)),
        # Where the need names no place, none is left out.
        ([], ["north"], ()),
    ],
)
def test_the_smallest_places_that_nobody_targets_are_unreached(
    wanted: list[str], offered: list[str], unreached: tuple[str, ...]
) -> None:
    assert row({"places": wanted}, a={"places": offered}).unreached_places == unreached


def test_lines_of_all_targeted_offers_count() -> None:
    lines = [{"places": ["north"]}, {"places": ["south"], "audiences": ["adults"]}]
    found = row({"places": ["town"]}, a={"provision": lines})
    assert found.unreached_places == ("south",)
    assert (
        row({"places": ["town"]}, a={"provision": lines}, b={"places": ["town"]}).status
        == "reached"
    )


def test_a_place_counts_while_it_is_in_use() -> None:
    need: Fields = {"places": ["town"]}
    offer: Fields = {"places": ["north"], "start": 2010}
    assert row(need, a=offer).unreached_places == ("south",)
    assert row(need, {"on": "2020"}, a=offer).unreached_places == ("south", "east")
    assert row(need, {"ever": True}, a=offer).unreached_places == ("south", "east")
    # A term whose parts are past is one of the smallest.
    assert row({"places": ["east"]}, a=offer).unreached_places == ()


def test_the_smallest_groups_that_nobody_targets_are_unreached() -> None:
    need: Fields = {"audiences": ["adults"]}
    assert row(need, a={"audiences": ["adults"]}).unreached_audiences == ()
    assert row(need, a={"audiences": ["older"]}).unreached_audiences == ("parents",)
    assert row({"audiences": []}, a={}).unreached_audiences == ()


def test_groups_that_are_strangers_to_an_offer_may_be_its_people() -> None:
    need: Fields = {"audiences": ["adults", "young", "migrants"]}
    assert row(need, a={"audiences": ["older"]}).unreached_audiences == ("parents", "young")
    assert row(need, a={"audiences": ["migrants"]}).unreached_audiences == ()


# -- people, supply, shortfall -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "capacity", "shortfall", "sufficiency"),
    [
        (100, 10, (90, 90), "short"),
        (10, 10, (0, 0), "met"),
        (10, 11, (0, 0), "met"),
        ({"at_least": 5, "at_most": 20}, 10, (0, 10), "unknown"),
        ({"at_least": 15, "at_most": 20}, 10, (5, 10), "short"),
        ({"at_least": 15}, 10, (5, None), "short"),
        ({"at_most": 10}, 10, (None, 0), "met"),
        ({"about": 15}, 10, (5, 5), "short"),
        (10, {"at_least": 10}, (0, 0), "met"),
        (10, {"at_most": 9}, (1, 10), "short"),
        (10, None, (0, 10), "unknown"),
        (None, 10, (None, None), "unknown"),
        (0, None, (0, 0), "met"),
    ],
)
def test_the_shortfall_lies_between_two_bounds(
    people: object, capacity: object, shortfall: tuple[object, object], sufficiency: str
) -> None:
    found = row({"people": people}, a={"capacity": capacity})
    assert (found.shortfall_low, found.shortfall_high) == shortfall
    assert found.sufficiency == sufficiency


def test_a_need_that_does_not_say_its_activity_is_never_met() -> None:
    need: Fields = {"activities": [], "people": 5}
    assert row(need, a={"capacity": 10}).sufficiency == "unknown"
    assert row({**need, "people": 11}, a={"capacity": 10}).sufficiency == "short"


def test_over_all_time_places_do_not_add_up() -> None:
    found = row({"people": 5}, {"ever": True}, a={"capacity": 10})
    assert (found.supply_low, found.supply_high, found.unknown_capacity) == (None, None, ())
    assert (found.shortfall_low, found.shortfall_high, found.sufficiency) == (None, None, "unknown")
    assert (found.people_low, found.people_high, found.status) == (5, 5, "reached")


# -- providers -----------------------------------------------------------------------------------


def test_providers_lead_or_deliver_what_is_targeted_in_file_order() -> None:
    def by(**roles: str) -> list[Fields]:
        return [{"partner": partner, "role": role} for partner, role in roles.items()]

    wider: Fields = {"audiences": ["adults"], "partners": by(c="lead")}
    found = row(
        {},
        one={"partners": by(b="lead", c="host")},
        other={"partners": by(a="deliverer")},
        wider=wider,
    )
    assert (found.providers, found.sole_provider) == (("a", "b"), None)
    alone = row(
        {}, one={"partners": by(b="lead")}, other={"partners": by(b="deliverer")}, wider=wider
    )
    assert (alone.providers, alone.sole_provider) == (("b",), "b")
    assert row({}, wider=wider).providers == ()
    past = [{"partner": "b", "role": "lead", "end": 2020}]
    assert row({}, one={"partners": past}).providers == ()


# -- the result ----------------------------------------------------------------------------------


def test_rows_are_in_file_order_and_history_is_left_out() -> None:
    result = covered({"z": NEED, "old": NEED, "a": {**NEED, "replaces": "old"}})
    assert [found.need for found in result.rows] == ["z", "a"]
    assert covered({}).rows == ()


def test_the_result_says_what_it_rests_on() -> None:
    result = covered({}, {"on": "2021-08", "carry": 3})
    assert result.parameters.to_record() == {"on": "2021-08-31", "ever": False, "carry": 3}
    with pytest.raises(ValueError, match="exclude each other"):
        covered({}, {"on": "2021", "ever": True})
    with pytest.raises(ValueError, match="carry"):
        covered({}, {"carry": -1})


def test_the_summary_counts_needs_by_status() -> None:
    chess: Fields = {"activities": ["chess"]}
    young: Fields = {**NEED, "audiences": ["young"]}
    needs = {
        "met": {**NEED, "people": 5},
        "short": {**NEED, "people": 50},
        "none": chess,
        "may": young,
    }
    result = covered(needs, a={"capacity": 10}, b={"audiences": ["migrants"], "capacity": 1})
    assert result.counts == {"absent": 1, "possible": 1, "general": 0, "partial": 0, "reached": 2}
    assert result.summary() == (
        "4 needs: 2 named by initiatives meant for them, 1 perhaps reached, 1 reached by nothing "
        "recorded. Places a year: surely too few for 1, enough for 1, not known for 2."
    )
    assert covered({}).summary() == "No needs are recorded."


# -- an estimate by share of population ------------------------------------------------------------

PLACES: Fields = {
    "town": {"population": 1000},
    "north": {"within": "town", "population": 200},
    "south": {"within": "town", "population": {"at_least": 300, "at_most": 500}},
    "silent": {"within": "town"},
    "empty": {"population": 0},
    "region": {"population": 4000},
    "delta": {"within": ["town", "region"], "population": 100},
}


def estimated(need_places: list[str], **offers: Fields) -> tuple[object, object]:
    """The estimate for older people's English in some places."""
    built = city(
        **{**TERMS, "places": PLACES},
        needs={"need": {**NEED, "places": need_places, "people": 50}},
        initiatives={key: {**OFFER, **fields} for key, fields in offers.items()},
    )
    (found,) = need_coverage(built).rows
    return found.estimate_low, found.estimate_high


TOWN: Fields = {"places": ["town"], "capacity": 50}


@pytest.mark.parametrize(
    ("places", "offers", "estimate"),
    [
        (["north"], {"a": TOWN}, (10, 10)),  # 50 · 200 / 1000
        (["south"], {"a": TOWN}, (15, 25)),  # 50 · 300 / 1000 and 50 · 500 / 1000
        (["north", "south"], {"a": TOWN}, (25, 35)),
        (["north"], {"a": {**TOWN, "capacity": 7}}, (1, 2)),  # 1.4, rounded outwards
        (["north"], {"a": TOWN, "b": {"places": ["north"], "capacity": 4}}, (14, 14)),
        (["north"], {"a": {**TOWN, "capacity": None}}, (0, None)),
        (["north"], {"a": TOWN, "b": {"capacity": 5}}, (10, 15)),  # nobody knows where b is
        (["north"], {"a": {**TOWN, "status": "unknown", "start": 2020}}, (None, None)),
        (["north"], {"a": {**TOWN, "audiences": ["adults"]}}, (0, 10)),
        (["region"], {"a": TOWN}, (5, 5)),  # only the delta lies in both
        (["town"], {"a": TOWN}, (None, None)),  # it is all for the town: nothing to share out
        (["silent"], {"a": TOWN}, (None, None)),
        ([], {"a": TOWN}, (None, None)),
        (["delta"], {"a": {"places": ["town", "region"], "capacity": 5}}, (None, None)),
    ],
)
def test_places_are_shared_out_by_population_where_it_is_known(
    places: list[str], offers: dict[str, Fields], estimate: tuple[object, object]
) -> None:
    assert estimated(places, **offers) == estimate


def test_lines_are_shared_out_each_by_its_own_places() -> None:
    lines = [{"places": ["town"], "capacity": 50}, {"places": ["north"], "capacity": 4}]
    assert estimated(["north"], a={"provision": lines}) == (14, 14)
    total = {"capacity": 54, "provision": [{"places": ["town"]}, {"places": ["north"]}]}
    assert estimated(["north"], a=total) == (10, 54)  # perhaps all 54 are in the north
    elsewhere = [{"places": ["town"], "capacity": 50}, {"activities": ["chess"], "capacity": 9}]
    assert estimated(["north"], a={"places": ["town"], "provision": elsewhere}) == (10, 10)


def test_an_umbrella_and_its_parts_are_shared_out_as_one() -> None:
    silent: Fields = {"places": ["north"]}
    family = {"whole": TOWN, "part": {"part_of": "whole", "places": ["north"], "capacity": 4}}
    assert estimated(["north"], **family, silent=silent) == (10, None)  # 4 of the 10 are the part's
    more = {**family, "part": {**family["part"], "capacity": 13}}
    assert estimated(["north"], **more, silent=silent) == (13, None)
    assert estimated(["north"], **more, silent=silent, alone=TOWN) == (23, None)


def test_where_nobody_lives_there_is_nothing_to_share() -> None:
    assert estimated(["empty"], a={"places": ["empty"], "capacity": 5}) == (None, None)
    offers: Fields = {"places": ["empty", "north"], "capacity": 5}
    assert estimated(["north"], a=offers) == (None, None)  # all who live there live in the need's
    assert estimated(["empty"], a=offers) == (0, 0)


def test_over_all_time_there_is_no_estimate() -> None:
    built = city(
        **{**TERMS, "places": PLACES},
        needs={"need": {**NEED, "places": ["north"]}},
        initiatives={"a": {**OFFER, **TOWN}},
    )
    assert need_coverage(built, ever=True).rows[0].estimate_low is None
