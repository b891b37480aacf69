"""The oracle against small cases worked by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.oracle import coverage, days, duplicates, gaps, lasting
from tests.oracle.case import Case
from tests.oracle.money import Purse
from tests.oracle.plain import Data
from tests.oracle.terms import Terms

PLACES: Data = {
    "region": {},
    "city": {"within": "region"},
    "north": {"within": "city"},
    "south": {"within": "city"},
    "park": {"within": ["north", "south"]},
    "abroad": {},
    "old-north": {"within": "city", "until": 2020, "replaced_by": "north"},
}
AUDIENCES: Data = {
    "adults": {"by": "age"},
    "older": {"within": "adults"},
    "young": {"by": "age"},
    "migrants": {"by": "origin"},
    "newcomers": {"within": "migrants"},
    "members": {},
}


def city(**sections: object) -> Data:
    """A city on the last day of 2024 with the places and audiences above."""
    return {
        "city": {"id": "here", "as_of": 2024, "place": "city"},
        "places": PLACES,
        "audiences": AUDIENCES,
        "activities": {"language": {}, "english": {"within": "language"}, "sport": {}},
        "priorities": {"skills": {}, "health": {}},
        "partners": {"college": {}, "council": {}, "charity": {}},
        **sections,
    }


def offer(**fields: object) -> Data:
    """English for older people in the north, running."""
    return {
        "activities": ["english"],
        "audiences": ["older"],
        "places": ["north"],
        "status": "active",
        **fields,
    }


@pytest.mark.parametrize(
    ("facet", "one", "other", "expected"),
    [
        ("activity", "city", "city", 1),
        ("activity", "city", "north", Fraction(1, 2)),
        ("activity", "park", "region", Fraction(1, 2)),
        ("activity", "north", "south", Fraction(1, 4)),
        ("activity", "north", "abroad", 0),
        ("activity", "old-north", "north", 1),
        ("place", "north", "city", 1),
        ("place", "city", "north", Fraction(1, 2)),
        ("place", "north", "south", Fraction(1, 4)),
    ],
)
def test_likeness_is_one_a_half_a_quarter_or_nothing(
    facet: str, one: str, other: str, expected: Fraction
) -> None:
    """Likeness λ of two terms, with the exception for places."""
    assert Terms(facet, PLACES).likeness(one, other) == expected


def test_everyone_contains_every_audience() -> None:
    """`everyone` is alike by half to each group, and is nobody's stranger."""
    audiences = Terms("audience", AUDIENCES)
    assert audiences.likeness("everyone", "members") == Fraction(1, 2)
    assert not audiences.strangers(["everyone"], ["young"])


def test_share_is_a_mean_over_the_outermost_terms() -> None:
    """City contains north: only city and abroad are weighed, (½ + 0) / 2."""
    places = Terms("place", PLACES)
    assert places.share(["city", "north", "abroad"], ["north"]) == Fraction(1, 4)
    assert places.share(["north", "old-north"], ["city"]) == 1


def test_strangers_are_grouped_along_different_lines() -> None:
    """Age and origin are strangers; two ages are not; a group without `by` never is."""
    audiences = Terms("audience", AUDIENCES)
    assert audiences.strangers(["older"], ["newcomers"])
    assert not audiences.strangers(["older"], ["young"])
    assert not audiences.strangers(["older"], ["members"])
    assert not audiences.strangers(["older"], ["older", "newcomers"])
    assert not audiences.strangers(["older", "newcomers"], ["young"])


def test_periods_of_a_known_start_and_a_sighting() -> None:
    """Start in 2020, seen in May 2022, no end: certain from the end of 2020 to the end of May."""
    initiative = {"start": 2020, "seen_active": "2022-05"}
    assert days.possible(initiative, 2024) == (date(2020, 1, 1), date.max)
    assert days.certain(initiative, 2024) == (date(2020, 12, 31), date(2022, 5, 31))
    assert days.presumed(initiative, 2024, 2) == (date(2020, 12, 31), date(2024, 5, 31))
    found = [
        days.running_on(initiative, 2024, day, 2)
        for day in (
            date(2019, 12, 31),
            date(2020, 6, 1),
            date(2021, 6, 1),
            date(2024, 5, 31),
            date(2024, 6, 1),
        )
    ]
    assert found == ["no", "unknown", "yes", "presumed", "unknown"]


def test_a_sighting_within_a_coarse_start_opens_the_certain_period_earlier() -> None:
    """Start 2020 and seen in June 2020: it surely runs from the first of June."""
    initiative = {"start": 2020, "end": 2021, "seen_active": "2020-06"}
    assert days.certain(initiative, 2024) == (date(2020, 6, 1), date(2021, 1, 1))


def test_a_coarse_start_and_end_in_one_year_leave_nothing_certain() -> None:
    """Start 2020 and end 2020: the bounds cross."""
    assert days.certain({"start": 2020, "end": 2020}, 2024) is None
    assert days.running_on({"start": 2020, "end": 2020}, 2024, date(2020, 5, 5), 2) == "unknown"


def test_ended_without_an_end_closes_before_the_file_speaks() -> None:
    """As of 2024: on the last day of 2023 at the latest."""
    ended = {"start": 2020, "status": "ended"}
    assert days.possible(ended, 2024) == (date(2020, 1, 1), date(2023, 12, 31))


def test_planned_runs_no_until_the_file_speaks_and_over_all_time() -> None:
    """Afterwards it is unknown."""
    planned = {"start": 2023, "status": "planned"}
    assert days.running_on(planned, 2024, date(2024, 12, 31), 2) == "no"
    assert days.running_on(planned, 2024, date(2025, 1, 1), 2) == "unknown"
    assert days.running_ever(planned, 2024, 2) == "no"


def test_years_later_meets_the_ends_of_the_calendar() -> None:
    """29 February gives 28 February; the year 9999 is the last."""
    assert days.years_later(date(2024, 2, 29), 2) == date(2026, 2, 28)
    assert days.years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert days.years_later(date(9998, 5, 5), 2) == date.max


def test_one_pair_by_hand() -> None:
    """English for older people in the north; languages for adults in the city.

    Forth: activity ½, audience ½, place 1 = ¼. Back: ½ · ½ · ½ = ⅛.
    """
    other = offer(activities=["language"], audiences=["adults"], places=["city"])
    found = duplicates(city(initiatives={"a": offer(), "b": other}))
    assert found["unjudged"] == 0
    assert found["rows"] == [
        {
            "initiatives": ["a", "b"],
            "facets": ["activity", "audience", "place"],
            "alike": [0.25, 0.125],
            "overlap": 0.25,
            "mutual": 0.125,
            "together": "yes",
            "coordination": [],
            "common_funders": [],
            "credit": 0.0,
            "verdict": "overlap",
            "unknowns": [],
            "under": None,
            "score": 0.25,
            "at_stake": None,
            "currency": None,
        }
    ]


def test_a_pair_without_a_second_facet_cannot_be_judged() -> None:
    """Activities alone do not make two offers alike; strangers do not help."""
    bare = {"activities": ["english"], "status": "active"}
    strangers = [{**bare, "audiences": ["older"]}, {**bare, "audiences": ["migrants"]}]
    both = {"a": strangers[0], "b": strangers[1], "c": bare}
    assert duplicates(city(initiatives=both)) == {"rows": [], "unjudged": 3}


def test_parts_of_a_pair_stand_under_it() -> None:
    """Two parts of a, alike to b: their rows are under (a, b)."""
    initiatives = {
        "a": offer(),
        "b": offer(),
        "part": offer(part_of="a"),
        "piece": offer(part_of="part"),
    }
    rows = {tuple(r["initiatives"]): r for r in duplicates(city(initiatives=initiatives))["rows"]}
    assert rows["a", "b"]["verdict"] == "candidate"
    assert rows["a", "b"]["under"] is None
    assert rows["b", "part"]["under"] == ["a", "b"]
    assert rows["b", "piece"]["under"] == ["b", "part"]
    assert rows["a", "piece"]["verdict"] == "joint"


def test_coordination_and_verdict_by_hand() -> None:
    """A referral tie between lead and deliverer is coordination worth ½."""
    mapping = city(
        initiatives={
            "a": offer(partners=[{"partner": "college", "role": "lead"}]),
            "b": offer(partners=[{"partner": "charity", "role": ["deliverer", "funder"]}]),
        },
        ties=[{"from": "charity", "to": "college", "kind": "referral"}],
    )
    (row,) = duplicates(mapping)["rows"]
    assert (row["coordination"], row["credit"], row["verdict"]) == (["tie"], 0.5, "coordinated")
    assert row["score"] == 0.5
    (row,) = duplicates(mapping, credits={"tie": 0.9})["rows"]
    assert row["score"] == 0.1


def test_one_need_by_hand() -> None:
    """100 people need languages in the city; 30 places surely, 30 to 90 perhaps."""
    mapping = city(
        initiatives={
            "targeted": offer(
                capacity={"at_least": 30, "at_most": 40},
                partners=[{"partner": "college", "role": "lead"}],
            ),
            "general": offer(activities=["language", "sport"], audiences=["everyone"], capacity=50),
            "silent": {"activities": ["english"], "status": "active"},
            "elsewhere": offer(places=["abroad"]),
        },
        needs={
            "n": {
                "activities": ["language"],
                "audiences": ["adults"],
                "places": ["city"],
                "people": {"at_least": 100},
            }
        },
    )
    mapping["initiatives"]["silent"]["capacity"] = 10
    (row,) = coverage(mapping)
    assert row == {
        "need": "n",
        "facets": ["activity", "audience", "place"],
        "targeted": ["targeted"],
        "general": ["general"],
        "may_reach": ["silent"],
        "unreached_places": [],
        "unreached_audiences": [],
        "people_low": 100,
        "people_high": None,
        "supply_low": 30,
        "supply_high": 100,
        "unknown_capacity": [],
        "shortfall_low": 0,
        "shortfall_high": None,
        "status": "reached",
        "sufficiency": "unknown",
        "providers": ["college"],
        "sole_provider": "college",
        "estimate_low": None,
        "estimate_high": None,
    }


def test_a_need_is_partial_where_a_leaf_is_left_out() -> None:
    """The park lies in north and south: who serves the north serves it; an island is left."""
    places = {**PLACES, "island": {"within": "south"}}
    mapping = city(
        places=places,
        initiatives={"a": offer()},
        needs={"n": {"audiences": ["adults"], "places": ["city"]}},
    )
    (row,) = coverage(mapping)
    assert row["unreached_places"] == ["island"]
    assert row["status"] == "partial"
    assert row["sufficiency"] == "unknown"


def test_an_umbrella_and_its_parts_are_one_capacity() -> None:
    """The larger of its own and the sum of its parts'; a silent part leaves it standing."""
    initiatives = {
        "whole": offer(capacity=50),
        "p": offer(part_of="whole", capacity=30),
        "q": offer(part_of="whole", capacity=40),
        "r": offer(part_of="whole"),
    }
    needs = {"n": {"activities": ["english"], "people": 100}}
    (row,) = coverage(city(initiatives=initiatives, needs=needs))
    assert (row["supply_low"], row["supply_high"]) == (70, 70)
    del initiatives["whole"]["capacity"]
    (row,) = coverage(city(initiatives=initiatives, needs=needs))
    assert (row["supply_low"], row["supply_high"]) == (70, None)
    assert row["unknown_capacity"] == ["whole", "r"]
    assert (row["shortfall_low"], row["shortfall_high"]) == (0, 30)


def test_participants_stand_for_a_capacity_by_the_years_begun() -> None:
    """4487 people from January 2017 to September 2019: three years begun, 1495 a year."""
    entry = {"people": 4487, "start": "2017-01", "end": "2019-09"}
    short = {"people": 9000, "start": "2017-01", "end": "2017-11"}
    mapping = city(
        initiatives={"a": offer(participants=[short, entry])},
        needs={"n": {"activities": ["english"]}},
    )
    (row,) = coverage(mapping)
    assert (row["supply_low"], row["supply_high"]) == (1495, None)
    mapping["initiatives"]["a"]["capacity"] = {"at_most": 2000}
    (row,) = coverage(mapping)
    assert (row["supply_low"], row["supply_high"]) == (0, 2000)


def test_money_is_counted_once() -> None:
    """1000 with a capital part of at least 300, of which 100 is revenue again: 800 is net."""
    lines = {
        "total": {"amount": {"at_most": 1000}, "currency": "GBP"},
        "part": {"amount": 600, "currency": "GBP", "within": "total"},
        "works": {
            "amount": {"at_least": 300},
            "currency": "GBP",
            "within": "part",
            "use": "capital",
        },
        "guide": {"amount": 100, "currency": "GBP", "within": "works"},
    }
    grant = {"grant": {"amount": 50, "currency": "GBP", "within": "a/part"}}
    initiatives = {"a": offer(funding=lines), "b": offer(funding=grant), "c": offer()}
    mapping = city(initiatives=initiatives)
    assert Purse(Case(mapping)).net("a") == 800
    assert Purse(Case(mapping)).net("b") == 50
    assert Purse(Case(mapping)).net("c") is None
    stakes = {tuple(r["initiatives"]): r["at_stake"] for r in duplicates(mapping)["rows"]}
    assert stakes == {("a", "b"): 50, ("a", "c"): 800, ("b", "c"): 50}


def test_currencies_that_differ_are_not_compared() -> None:
    """Pounds against euros is nothing that one can say."""
    a = offer(funding={"t": {"amount": 5, "currency": "GBP"}})
    b = offer(funding={"t": {"amount": 5, "currency": "EUR"}})
    (row,) = duplicates(city(initiatives={"a": a, "b": b}))["rows"]
    assert (row["at_stake"], row["currency"]) == (None, None)


def test_gaps_by_hand() -> None:
    """A need that nobody means, a need met elsewhere, a place and the groups nobody names."""
    mapping = city(
        initiatives={
            "a": offer(priorities=["health"], partners=[{"partner": "college", "role": "lead"}])
        },
        needs={
            "met": {"activities": ["english"], "priorities": ["skills"]},
            "none": {"activities": ["sport"], "people": 20},
        },
    )
    found = [(r["type"], r["subjects"][0], r["marks"], r["low"], r["high"]) for r in gaps(mapping)]
    assert found == [
        ("need-absent", "need:none", ["short"], 20, 20),
        (
            "need-reached",
            "need:met",
            ["sufficiency-unknown", "sole-provider", "filed-elsewhere"],
            None,
            None,
        ),
        ("evidence", "need:met", ["no-source", "no-date"], None, None),
        ("evidence", "need:none", ["no-source", "no-date"], None, None),
        ("evaluation", "initiative:a", [], None, None),
        ("ownership", "priority:skills", ["no-owner"], None, None),
        ("ownership", "priority:health", ["no-owner"], None, None),
        *[("sector", "priority:skills", [], None, None)] * 3,
        *[("sector", "priority:health", ["not-known"], None, None)] * 3,
        ("place", "place:south", [], None, None),
        ("place", "place:park", [], None, None),
        ("audience", "audience:young", [], None, None),
        ("audience", "audience:migrants", [], None, None),
        ("audience", "audience:newcomers", [], None, None),
        ("audience", "audience:members", [], None, None),
    ]


def test_months_and_years_by_hand() -> None:
    """The last of January, one month later, is the last of February."""
    assert lasting.months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert lasting.months_between(date(2024, 1, 31), date(2024, 2, 28)) == 0
    assert lasting.months_between(date(2024, 1, 31), date(2025, 1, 31)) == 12
    assert lasting.years_between(date(2020, 2, 29), date(2021, 2, 28)) == 1


def test_endings_by_hand() -> None:
    """A course that ends in June, its umbrella in May, and what follows the umbrella or not."""
    course = offer(start=2020, end="2025-06", part_of="whole")
    whole = {"start": 2020, "end": "2025-05", "status": "active"}
    needs = {"n": {"activities": ["english"], "sources": ["x"], "date": 2024}}

    def ends(**more: Data) -> list[tuple[object, object]]:
        mapping = city(initiatives={"course": course, "whole": whole, **more}, needs=needs)
        return [(r["low"], r["high"]) for r in gaps(mapping) if r["type"] == "continuity"]

    assert ends() == [(4, 5)]
    assert ends(later={"follows": "whole", "start": 2026, "status": "planned"}) == []
    assert ends(later={"follows": "whole", "end": "2025-05"}) == [(4, 5)]


def test_objectives_by_hand() -> None:
    """Of two objectives one is named; of the part of the other nobody can tell."""
    priorities = {
        "skills": {"owner": "council"},
        "advice": {"within": "skills"},
        "firms": {"within": "skills"},
        "shops": {"within": "firms"},
    }
    mapping = city(priorities=priorities, initiatives={"a": offer(priorities=["advice"])})
    found = [(r["subjects"], r["marks"]) for r in gaps(mapping) if r["type"] == "objective"]
    assert found == [(["priority:firms"], []), (["priority:shops"], ["not-known"])]
