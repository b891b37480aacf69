"""What is missing, how large it is, and who is best placed to close it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest

from learningcity.analysis.gap_rows import GAP_TYPES
from learningcity.analysis.gaps import GapRow, Gaps, find_gaps
from tests.builders import Fields, city

TERMS: Fields = {
    "head": {"place": "town"},
    "places": {"region": {}, "town": {"within": "region"}, "north": {"within": "town"}},
    "audiences": {"adults": {"by": "age"}, "older": {"within": "adults"}},
    "activities": {"english": {"within": "language-teaching"}, "chess": {}},
    "priorities": {"skills": {}, "english-for-all": {"within": "skills"}, "health": {}},
    "partners": {key: {} for key in "abcd"},
}
NEED: Fields = {"activities": ["english"], "audiences": ["older"], "places": ["north"]}
OFFER: Fields = {**NEED, "status": "active"}


def gaps(asked: dict[str, Any] | None = None, **sections: object) -> Gaps:
    """The gaps of a city with a town, one part of it, and older people."""
    return find_gaps(city(**{**TERMS, **sections}), **(asked or {}))


def need_gap(need: Fields, **offers: Fields) -> GapRow:
    """The gap of one need for older people's English in the north."""
    initiatives = {key: {**OFFER, **fields} for key, fields in offers.items()}
    rows = gaps(needs={"need": {**NEED, **need}}, initiatives=initiatives).rows
    (found,) = (row for row in rows if row.type.startswith("need-"))
    return found


def by(**roles: str) -> list[Fields]:
    """Who does what."""
    return [{"partner": partner, "role": role} for partner, role in roles.items()]


# -- needs ---------------------------------------------------------------------------------------


def test_a_need_is_one_row_with_its_size_in_people() -> None:
    found = need_gap(
        {"people": 100, "sources": ["page"], "date": 2021},
        course={"capacity": 10, "partners": by(a="lead")},
    )
    assert found.to_record() == {
        "type": "need-reached",
        "subjects": ["need:need"],
        "marks": ["short", "sole-provider"],
        "low": 90,
        "high": 90,
        "unit": "people",
        "strength": "sourced-and-dated",
        "sentence": "need: named by 1 initiative, with places for about 10 in 100.",
        "remedy": "add places for at least 90 people a year",
        "partners": [
            {
                "partner": "a",
                "initiative": "course",
                "why": "course offers english, serves older and works in north",
            }
        ],
    }


@pytest.mark.parametrize(
    ("offers", "kind"),
    [
        ({}, "need-absent"),
        ({"a": {"audiences": []}}, "need-possible"),
        ({"a": {"audiences": ["adults"]}}, "need-general"),
        ({"a": {}}, "need-reached"),
    ],
)
def test_the_type_is_the_status_of_the_need(offers: dict[str, Fields], kind: str) -> None:
    assert need_gap({}, **offers).type == kind


def test_a_need_that_leaves_a_place_out_is_partial() -> None:
    places = {"town": {}, "north": {"within": "town"}, "south": {"within": "town"}}
    rows = gaps(
        places=places, needs={"n": {**NEED, "places": ["town"]}}, initiatives={"a": OFFER}
    ).rows
    assert (rows[0].type, rows[0].sentence) == (
        "need-partial",
        "n: named by 1 initiative, but not for south, for how many people is not known.",
    )


@pytest.mark.parametrize(
    ("need", "offer", "marks"),
    [
        ({"people": 100}, {"capacity": 10}, ("short",)),
        ({"people": 10}, {"capacity": 10}, ()),
        ({}, {"capacity": 10}, ("sufficiency-unknown",)),
        ({"people": 10}, {"capacity": 10, "partners": by(a="lead")}, ("sole-provider",)),
        ({"people": 10}, {"capacity": 10, "partners": by(a="lead", b="deliverer")}, ()),
    ],
)
def test_marks_say_what_else_there_is_to_know(
    need: Fields, offer: Fields, marks: tuple[str, ...]
) -> None:
    assert need_gap(need, course=offer).marks == marks


@pytest.mark.parametrize(
    ("need", "offers", "elsewhere"),
    [
        ({"priorities": ["skills"]}, {"a": {"priorities": ["health"]}}, True),
        (
            {"priorities": ["skills"]},
            {"a": {"priorities": ["health"], "audiences": ["adults"]}},
            True,
        ),
        ({"priorities": ["skills"]}, {"a": {"priorities": ["skills"]}}, False),
        ({"priorities": ["skills"]}, {"a": {"priorities": ["english-for-all"]}}, False),
        ({"priorities": ["english-for-all"]}, {"a": {"priorities": ["skills"]}}, False),
        # One that says nothing may be filed here.
        ({"priorities": ["skills"]}, {"a": {"priorities": ["health"]}, "b": {}}, False),
        (
            {"priorities": ["skills"]},
            {"a": {"priorities": ["health"]}, "b": {"priorities": ["skills"]}},
            False,
        ),
        ({"priorities": ["skills"]}, {}, False),
        ({"priorities": ["skills"]}, {"a": {"priorities": ["health"], "audiences": []}}, False),
        ({}, {"a": {"priorities": ["health"]}}, False),
        ({"priorities": ["skills"], "activities": []}, {"a": {"priorities": ["health"]}}, False),
    ],
)
def test_a_need_met_under_other_priorities_is_filed_elsewhere(
    need: Fields, offers: dict[str, Fields], elsewhere: bool
) -> None:
    assert ("filed-elsewhere" in need_gap(need, **offers).marks) is elsewhere


@pytest.mark.parametrize(
    ("fields", "strength"),
    [
        ({"sources": ["page"], "date": 2021}, "sourced-and-dated"),
        ({"sources": ["page"]}, "sourced"),
        ({"sources": ["page"], "date": 2021, "inferred": ["date"]}, "sourced"),
        ({"inferred": ["people"]}, "inferred"),
        ({"date": 2021}, "none"),
        ({}, "none"),
    ],
)
def test_the_strength_is_what_a_need_rests_on(fields: Fields, strength: str) -> None:
    assert need_gap(fields).strength == strength


# -- places and groups ---------------------------------------------------------------------------


def unnamed(kind: str, asked: dict[str, Any] | None = None, **sections: object) -> list[str]:
    """The places or groups that no initiative names."""
    rows = gaps(asked, **sections).rows
    return [row.subjects[0] for row in rows if row.type == kind]


PLACES = {
    "region": {},
    "town": {"within": "region"},
    "north": {"within": "town"},
    "street": {"within": "north"},
    "south": {"within": "town"},
    "east": {"within": "town", "until": 2020},
    "old-south": {"within": "town", "replaced_by": "south"},
    "abroad": {},
}


@pytest.mark.parametrize(
    ("named", "missing"),
    [
        ([], ["north", "street", "south"]),
        # An offer for the whole town names no part of it.
        (["town"], ["north", "street", "south"]),
        (["north"], ["street", "south"]),
        # A part of the place is named.
        (["street"], ["south"]),
        (["old-south"], ["north", "street"]),
    ],
)
def test_current_places_of_the_city_that_no_line_names(
    named: list[str], missing: list[str]
) -> None:
    initiatives = {"a": {"places": named}}
    found = unnamed("place", places=PLACES, initiatives=initiatives)
    assert found == [f"place:{key}" for key in missing]
    lines = {"a": {"provision": [{"places": named}]}}
    assert unnamed("place", places=PLACES, initiatives=lines) == found


def test_a_place_counts_while_it_is_in_use() -> None:
    assert unnamed("place", {"on": "2019"}, places=PLACES)[-1] == "place:east"
    assert unnamed("place", {"ever": True}, places=PLACES)[-1] == "place:east"


def test_where_nobody_says_which_place_is_the_city_none_is_missing() -> None:
    assert unnamed("place", places=PLACES, head={}) == []
    assert unnamed("place", places=PLACES, head={"place": "old-south"}) == []


def test_what_does_not_run_or_offers_nothing_names_nothing() -> None:
    for fields in ({"status": "ended"}, {"kind": "fund"}, {"kind": "coordination"}):
        assert unnamed("place", initiatives={"a": {"places": ["north"], **fields}}) == [
            "place:north"
        ]
    assert (
        unnamed(
            "place", {"ever": True}, initiatives={"a": {"places": ["north"], "status": "ended"}}
        )
        == []
    )


def test_groups_that_no_initiative_names() -> None:
    assert unnamed("audience") == ["audience:adults", "audience:older"]
    everyone = {"a": {"audiences": ["everyone"]}}
    assert unnamed("audience", initiatives=everyone) == ["audience:adults", "audience:older"]
    assert unnamed("audience", initiatives={"a": {"audiences": ["adults"]}}) == ["audience:older"]
    assert unnamed("audience", initiatives={"a": {"audiences": ["older"]}}) == []
    past = {"adults": {"until": 2020}, "everyone": {"name": "All"}}
    assert unnamed("audience", audiences=past) == []


def test_an_unnamed_place_is_a_row_with_its_people() -> None:
    places = {
        "town": {},
        "north": {
            "within": "town",
            "population": {"about": 1200},
            "sources": ["page"],
            "name": "North End",
        },
    }
    rows = gaps(
        places=places, initiatives={"course": {"places": ["town"], "partners": by(b="lead")}}
    ).rows
    row = next(row for row in rows if row.type == "place")
    assert row.to_record() == {
        "type": "place",
        "subjects": ["place:north"],
        "marks": [],
        "low": 1200,
        "high": 1200,
        "unit": "people",
        "strength": "sourced",
        "sentence": (
            "No initiative names North End (about 1,200 people), nor a part of it; "
            "offers for the whole city may."
        ),
        "remedy": "ask those who offer something city-wide what they do in North End",
        "partners": [{"partner": "b", "initiative": "course", "why": "course works in town"}],
    }


def test_an_unnamed_group_is_a_row_with_its_people() -> None:
    audiences = {"older": {"people": {"at_least": 5}, "inferred": ["people"]}}
    (row,) = gaps({"types": ["place", "audience"]}, audiences=audiences, head={}).rows
    assert (row.type, row.subjects, row.low, row.high) == ("audience", ("audience:older",), 5, None)
    assert (row.strength, row.partners) == ("inferred", ())
    assert row.sentence == "No initiative names older (at least 5 people)."
    assert row.remedy == "ask whether anything is offered for older"


def test_a_renamed_place_is_told_as_its_newest_name_has_it() -> None:
    places = {
        "town": {},
        "old": {"within": "town", "population": 5, "replaced_by": "new"},
        "new": {"within": "town", "population": 7},
    }
    (row,) = (row for row in gaps(places=places).rows if row.type == "place")
    assert (row.subjects, row.low) == (("place:new",), 7)


def test_a_place_that_was_renamed_twice_is_one_place() -> None:
    places = {
        "town": {},
        "first": {"within": "town", "population": 3, "replaced_by": "second"},
        "second": {"within": "town", "population": 5, "replaced_by": "third"},
        "third": {"within": "town", "population": 7},
    }
    rows = [row for row in gaps(places=places).rows if row.type == "place"]
    assert [(row.subjects, row.low) for row in rows] == [(("place:third",), 7)]
    assert unnamed("place", places=places, initiatives={"a": {"places": ["first"]}}) == []


def test_nobody_is_missing_where_nobody_lives_or_needs_anything() -> None:
    places = {"town": {}, "north": {"within": "town", "population": 0}}
    (row,) = (row for row in gaps(places=places).rows if row.type == "place")
    assert (row.low, row.high, row.size) == (0, 0, "0 people")
    found = need_gap({"people": 0})
    assert (found.type, found.low, found.high, found.marks) == ("need-absent", 0, 0, ())


def test_the_place_alone_is_no_offer_for_a_need() -> None:
    here: Fields = {"activities": [], "audiences": [], "places": ["north"]}
    assert need_gap({}, a=here).type == "need-absent"
    assert need_gap({}, a={**here, "audiences": ["older"]}).type == "need-possible"
    elsewhere = {"places": {"town": {}, "north": {"within": "town"}, "abroad": {}}}
    rows = gaps(
        **elsewhere,
        needs={"n": {**NEED, "places": ["abroad"], "sources": ["page"], "date": 2024}},
        initiatives={"a": {**OFFER, "end": "2025-06"}},
    ).rows
    assert [row.type for row in rows if row.subjects == ("need:n",)] == ["need-absent"]


# -- order and headline --------------------------------------------------------------------------


def test_rows_are_by_type_then_the_largest_then_the_file() -> None:
    needs = {
        "unknown": NEED,
        "small": {**NEED, "people": 5},
        "open": {**NEED, "people": {"at_least": 5}},
        "again": {**NEED, "people": 5},
        "large": {**NEED, "people": {"at_least": 5, "at_most": 9}},
        "most": {**NEED, "people": 50},
        "served": {"activities": ["chess"], "people": 1000},
    }
    initiatives = {"club": {"activities": ["chess"], "status": "active"}}
    old = ("need-absent", "need-reached", "place", "audience")
    result = gaps({"types": old}, needs=needs, initiatives=initiatives)
    assert [row.subjects[0] for row in result.rows] == [
        "need:most", "need:large", "need:small", "need:again", "need:open", "need:unknown",
        "need:served", "place:north", "audience:adults", "audience:older",
    ]  # fmt: skip
    assert result.counts == {"need-absent": 6, "need-reached": 1, "place": 1, "audience": 2}
    assert result.summary() == (
        "5 needs with surely too few places, 6 needs that nothing recorded reaches, 1 place of the "
        "city that no initiative names, 2 groups of people that no initiative names."
    )


def test_an_empty_city_has_no_gaps() -> None:
    result = find_gaps(city())
    assert (result.rows, dict(result.counts)) == ((), {})
    assert result.parameters.to_record() == {
        "on": "2024-12-31",
        "ever": False,
        "carry": 2,
        "horizon": 12,
        "max_age": 5,
        "types": list(GAP_TYPES),
    }
    with pytest.raises(ValueError, match="exclude each other"):
        find_gaps(city(), on="2020", ever=True)


# -- who is best placed --------------------------------------------------------------------------


def placed(**offers: Fields) -> list[tuple[str, str]]:
    """Who is placed to meet a need of older people's English in the north, and by what."""
    return [(found.partner, found.initiative) for found in need_gap({}, **offers).partners]


def test_partners_of_the_nearest_initiatives_come_first() -> None:
    assert placed(
        far={"audiences": ["adults"], "activities": ["chess"], "partners": by(a="lead")},
        near={"audiences": ["adults"], "partners": by(b="lead", c="host", d="deliverer")},
        none={"audiences": [], "places": [], "activities": ["chess"], "partners": by(c="lead")},
    ) == [("b", "near"), ("d", "near"), ("a", "far")]


def test_a_partner_is_as_near_as_its_nearest_initiative() -> None:
    assert placed(
        far={"activities": ["chess"], "partners": by(a="lead")},
        near={"partners": by(a="lead")},
        last={"places": [], "partners": by(a="lead")},
    ) == [("a", "near")]


def test_of_equally_near_partners_the_one_with_more_such_initiatives_comes_first() -> None:
    one: Fields = {"partners": by(a="lead", b="deliverer")}
    assert placed(one=one) == [("a", "one"), ("b", "one")]
    assert placed(one=one, two={"partners": by(b="lead")}) == [("b", "one"), ("a", "one")]


def test_at_most_three_partners_are_placed() -> None:
    assert len(placed(one={"partners": by(d="lead", c="lead", b="lead", a="lead")})) == 3


def test_who_is_farther_is_not_named_where_three_are_nearer() -> None:
    assert placed(
        far={"activities": ["chess"], "partners": by(a="lead")},
        near={"partners": by(b="lead")},
        between={"audiences": ["adults"], "partners": by(c="lead", d="deliverer", b="lead")},
    ) == [("b", "near"), ("c", "between"), ("d", "between")]


def test_the_reason_names_what_is_nearest_in_what_it_does() -> None:
    offer: Fields = {
        "activities": ["chess", "language-teaching", "english"],
        "audiences": ["adults"],
        "places": [],
        "priorities": ["skills"],
        "partners": by(a="lead"),
    }
    activities = {"language-teaching": {}, "english": {"within": "language-teaching"}, "chess": {}}
    needs = {"one": NEED, "other": {"priorities": ["english-for-all"]}}
    old = ("need-possible", "need-general", "need-reached", "audience")
    rows = gaps(
        {"types": old}, needs=needs, initiatives={"course": offer}, activities=activities
    ).rows
    whys = {row.subjects[0]: row.partners[0].why for row in rows if row.partners}
    assert whys == {
        "need:one": "course offers english and language-teaching and serves adults",
        "need:other": "course is for skills",
        "audience:older": "course serves adults",
    }


def test_a_city_without_gaps_is_said_to_have_none() -> None:
    assert find_gaps(city()).summary() == "No gap that the files show."


# -- what is asked -------------------------------------------------------------------------------


def test_the_types_stand_in_the_order_of_the_rows() -> None:
    assert GAP_TYPES == (
        "need-absent", "need-possible", "need-general", "need-partial", "need-reached",
        "continuity", "evidence", "evaluation", "ownership", "sector", "objective",
        "place", "audience",
    )  # fmt: skip


def every(asked: dict[str, Any] | None = None) -> Gaps:
    """A city that has gaps of most types."""
    return gaps(
        asked,
        needs={"n": NEED},
        initiatives={"course": {**OFFER, "end": "2025-06", "priorities": ["english-for-all"]}},
    )


def test_rows_of_all_types_stand_in_the_order_of_the_types() -> None:
    found = every()
    assert list(found.counts) == [kind for kind in GAP_TYPES if kind in found.counts]
    assert list(found.counts.items()) == [
        ("need-reached", 1), ("continuity", 1), ("evidence", 1), ("evaluation", 1),
        ("ownership", 2), ("sector", 6),
    ]  # fmt: skip
    assert found.summary() == (
        "1 need whose offers all end within 12 months, 1 need with missing or old evidence, "
        "1 initiative without a recorded outcome, 2 priorities that nobody at the top answers for, "
        "6 sectors missing from a priority."
    )


def test_only_the_types_that_are_asked_for_are_given() -> None:
    found = every({"types": ["sector", "evidence"]})
    assert list(found.counts.items()) == [("evidence", 1), ("sector", 6)]
    assert found.parameters.types == ("evidence", "sector")
    assert found.rows == tuple(r for r in every().rows if r.type in ("evidence", "sector"))
    none = every({"types": []})
    assert (none.rows, none.summary()) == ((), "No gap of these types that the files show.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"horizon": -1}, "horizon: -1 is below zero"),
        ({"max_age": -1}, "max_age: -1 is below zero"),
        ({"types": ["place", "need"]}, "types: 'need' is none of need-absent, "),
        ({"types": "place"}, "types: 'place' is one word"),
    ],
)
def test_what_is_asked_must_lie_in_its_range(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        every(asked)


def test_what_the_files_leave_open_is_counted_apart() -> None:
    found = gaps(
        {"types": ["objective", "sector"]},
        priorities={"skills": {}, "english-for-all": {"within": "skills"}},
        initiatives={"course": {"priorities": ["skills"], "partners": by(a="lead")}},
    )
    assert [row.marks for row in found.rows] == [("not-known",)] * 4
    assert (
        found.summary()
        == "No gap of these types that the files show; 4 more cannot be told from the files."
    )
    assert found.missing == found.rows


@pytest.mark.parametrize(
    ("low", "high", "unit", "said"),
    [
        (None, None, None, "-"),
        (None, None, "people", "not known"),
        (3, 7, "months", "3 to 7 months"),
        (1, 1, "months", "1 month"),
        (0, 1, "years", "0 to 1 year"),
        (1, None, "people", "at least 1 person"),
        (None, 1200, "people", "at most 1,200 people"),
        (0, 0, "months", "0 months"),
    ],
)
def test_a_size_is_said_with_its_unit(
    low: int | None, high: int | None, unit: Literal["people", "months", "years"] | None, said: str
) -> None:
    row = replace(every().rows[0], low=low, high=high, unit=unit)
    assert row.size == said
    assert "size" not in row.to_record()
