"""Many initiatives of one broad activity for the same people in the same place."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.cells import serving_terms
from learningcity.analysis.crowding import Crowding, CrowdingRow, find_crowding
from tests.builders import Fields, city, view_of

TERMS: dict[str, object] = {
    "places": {"town": {}, "north": {"within": "town"}, "south": {"within": "town"}},
    "audiences": {
        "young": {"by": "age"},
        "teens": {"within": "young"},
        "jobless": {"by": "work"},
    },
    "activities": {
        "work": {},
        "coaching": {"within": "work"},
        "mentoring": {"within": "work"},
        "placements": {"within": "work"},
        "chess": {},
    },
    "partners": {key: {"name": key.upper()} for key in "abcd"},
}
OFFER: Fields = {
    "activities": ["coaching"],
    "audiences": ["young"],
    "places": ["town"],
    "status": "active",
}
MENTORS: Fields = {"activities": ["mentoring"]}
PLACES: Fields = {"activities": ["placements"]}


def found(
    offers: dict[str, Fields], /, asked: dict[str, Any] | None = None, **sections: object
) -> Crowding:
    """The crowds among offers of coaching to young people in the town."""
    initiatives = {key: {**OFFER, **fields} for key, fields in offers.items()}
    return find_crowding(city(**{**TERMS, **sections}, initiatives=initiatives), **(asked or {}))


def only(offers: dict[str, Fields], asked: dict[str, Any] | None = None) -> CrowdingRow:
    """The one crowd."""
    (row,) = found(offers, asked).rows
    return row


def cells(crowding: Crowding) -> list[str]:
    """The cells, each with its initiatives as one word."""
    return [f"{row.audience} {row.place}: {''.join(row.initiatives)}" for row in crowding.rows]


def working(*partners: str, role: str = "lead") -> Fields:
    """A list of partners."""
    return {"partners": [{"partner": key, "role": role} for key in partners]}


THREE: dict[str, Fields] = {
    "x": {**working("a"), "funding": {"total": {"funder": "d"}}},
    "y": {**MENTORS, **working("b")},
    "z": {**PLACES, **working("c")},
}


def test_three_offers_of_different_kinds_are_a_crowd_that_no_pair_shows() -> None:
    crowding = found(THREE)
    assert crowding.to_records() == [
        {
            "activity": "work",
            "audience": "young",
            "place": "town",
            "initiatives": ["x", "y", "z"],
            "parts": [],
            "narrower": [],
            "at_once_low": 3,
            "at_once_high": 3,
            "densest": 3,
            "densest_audience": "young",
            "densest_place": "town",
            "leads": ["a", "b", "c"],
            "funders": ["d"],
            "pairs": 3,
            "uncoordinated": 3,
            "separate": 3,
            "sentence": "work for young in town: 3 initiatives, 3 leads; 3 of 3 pairs without "
            "recorded coordination.",
        }
    ]
    assert crowding.extras() == {"crowded": 3, "largest": 3, "unplaced": 0}
    assert crowding.summary() == (
        "3 initiatives in crowds of 3 or more for the same people in the same place, the largest "
        "of 3; shown as 1 case."
    )


def test_two_are_no_crowd_unless_they_are_asked_for() -> None:
    assert found({"x": {}, "y": {}}).rows == ()
    assert only({"x": {}, "y": {}}, {"at_least": 2}).initiatives == ("x", "y")
    assert found({}).summary() == "No 3 initiatives for the same people in the same place."


# -- who counts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "cell"),
    [
        ({}, "young town"),
        ({"audiences": ["everyone"]}, "young town"),
        ({"activities": ["work"]}, "young town"),
        ({"activities": ["chess", "placements"]}, "young town"),
        ({"activities": ["chess"]}, None),
        ({"audiences": []}, None),
        ({"audiences": ["jobless"]}, None),
        ({"audiences": ["teens"]}, "teens town"),
        ({"places": []}, None),
        ({"places": ["north"]}, "young north"),
        ({"kind": "coordination"}, None),
        ({"status": "ended"}, None),
        ({"status": "unknown"}, "young town"),
    ],
)
def test_those_count_that_mean_all_of_the_people_in_all_of_the_place(
    fields: Fields, cell: str | None
) -> None:
    rows = cells(found({"x": {}, "y": {}, "z": fields}))
    assert rows == ([] if cell is None else [f"{cell}: xyz"])


def test_one_line_must_say_all_of_it() -> None:
    lines = [
        {"activities": ["chess"], "audiences": ["young"]},
        {"activities": ["coaching"], "audiences": ["jobless"]},
    ]
    assert found({"x": {}, "y": {}, "z": {"provision": lines}}).rows == ()
    lines.append({"activities": ["mentoring"], "audiences": ["everyone"]})
    assert cells(found({"x": {}, "y": {}, "z": {"provision": lines}})) == ["young town: xyz"]


def test_those_that_say_too_little_are_counted() -> None:
    crowding = found({"x": {"audiences": []}, "y": {"places": []}, "z": {}, "f": {"kind": "fund"}})
    assert crowding.unplaced == 2
    assert crowding.summary().endswith("; 2 initiatives do not say what, for whom and where.")
    assert (
        found({"x": {"activities": []}})
        .summary()
        .endswith("; 1 initiative does not say what, for whom and where.")
    )


def test_parts_are_not_counted_again_and_narrower_ones_are_listed() -> None:
    offers: dict[str, Fields] = {
        "x": {},
        "p": {"part_of": "x", **working("d")},
        "q": {"part_of": "p", "places": ["north"]},
        "y": {},
        "z": {},
        "n": {"places": ["north"]},
        "t": {"audiences": ["teens"]},
        "c": {"activities": ["chess"]},
    }
    row = only(offers)
    assert (row.initiatives, row.parts, row.narrower) == (("x", "y", "z"), ("p", "q"), ("n", "t"))
    assert row.leads == ()
    assert "no lead recorded" in row.sentence
    # Where the umbrella does not count, its parts do.
    assert only({**offers, "x": {"audiences": []}}).initiatives == ("p", "y", "z")


# -- which cells are rows ------------------------------------------------------------------------


def test_a_place_inside_is_a_row_only_with_three_more() -> None:
    north: Fields = {"places": ["north"]}
    offers: dict[str, Fields] = {"x": {}, "y": {}, "z": {}, "1": north, "2": north}
    row = only(offers)
    assert (row.place, row.densest, row.densest_place) == ("town", 5, "north")
    assert row.sentence.startswith("work for young in town: 3 initiatives, 5 in north, no lead ")
    crowding = found({**offers, "3": north})
    assert cells(crowding) == ["young north: xyz123", "young town: xyz"]
    assert (crowding.crowded, crowding.largest) == (6, 6)


def test_a_row_says_for_whom_and_where_there_are_most() -> None:
    inner: Fields = {"audiences": ["teens"], "places": ["north"]}
    row = only({"x": {}, "y": {}, "z": {}, "t": inner})
    assert (row.densest, row.densest_audience, row.densest_place) == (4, "teens", "north")
    assert ", 4 for teens in north, " in row.sentence
    row = only({"x": {}, "y": {}, "z": {}, "t": {"audiences": ["teens"]}})
    assert ", 4 for teens, no lead" in row.sentence


def test_small_steps_inside_one_another_are_one_row() -> None:
    offers: dict[str, Fields] = {
        "x": {},
        "y": {},
        "z": {},
        "1": {"audiences": ["teens"]},
        "2": {"audiences": ["teens"]},
        "3": {"audiences": ["teens"], "places": ["north"]},
    }
    row = only(offers)
    assert (row.audience, row.place, row.densest) == ("young", "town", 6)


def test_a_crowd_that_is_wholly_in_another_row_is_none() -> None:
    both: Fields = {"audiences": ["young", "jobless"]}
    offers: dict[str, Fields] = {"x": both, "y": both, "z": both, "v": {}}
    assert cells(found(offers)) == ["young town: xyzv"]
    # Of equal ones the first in the file is the row.
    del offers["v"]
    assert cells(found(offers)) == ["young town: xyz"]


def test_activities_are_told_apart() -> None:
    chess: dict[str, Fields] = {key: {"activities": ["chess"]} for key in "stu"}
    rows = found({**THREE, **chess}).rows
    assert [(row.activity, row.initiatives) for row in rows] == [
        ("work", ("x", "y", "z")),
        ("chess", ("s", "t", "u")),
    ]


# -- figures -------------------------------------------------------------------------------------


def test_recorded_coordination_joins_initiatives_directly_and_through_others() -> None:
    offers: dict[str, Fields] = {
        "x": working("a"),
        "y": working("a", "b", role="host"),
        "z": working("b"),
        "v": {},
        "u": {"follows": "v"},
    }
    row = only(offers)
    assert (row.pairs, row.uncoordinated, row.separate) == (10, 7, 2)
    without = {"credits": {"shared-partner": 0}}
    row = only(offers, without)
    assert (row.pairs, row.uncoordinated, row.separate) == (10, 9, 4)


def test_rows_stand_in_the_order_of_what_is_sure_and_separate() -> None:
    def crowd(activity: str, whom: str, **fields: object) -> dict[str, Fields]:
        offer: Fields = {"activities": [activity], "audiences": [whom], **fields}
        return {f"{activity}-{whom}-{number}": offer for number in range(3)}

    offers = {
        **crowd("work", "young", status="unknown"),
        **crowd("work", "jobless", **working("a")),
        **crowd("chess", "young"),
        **crowd("chess", "jobless"),
    }
    offers["chess-jobless-3"] = {"activities": ["chess"], "audiences": ["jobless"]}
    assert [(row.activity, row.audience, row.separate) for row in found(offers).rows] == [
        ("chess", "jobless", 4),
        ("chess", "young", 3),
        ("work", "jobless", 1),
        ("work", "young", 3),
    ]


def test_what_is_not_known_to_run_is_said() -> None:
    row = only({"x": {}, "y": {"status": "unknown"}, "z": {}})
    assert (row.at_once_low, row.at_once_high) == (2, 3)
    assert "3 initiatives, of which 2 surely or presumably run, no lead" in row.sentence
    crowding = found({"x": {}, "y": {"status": "unknown"}, "z": {}})
    assert crowding.summary() == (
        "3 initiatives in crowds of 3 or more for the same people in the same place, the largest "
        "of 3; shown as 1 case, in 1 of which too few are known to run."
    )


def test_over_all_time_those_count_that_run_at_one_time() -> None:
    def years(first: int, last: int) -> Fields:
        return {"status": "unknown", "start": first, "end": last}

    offers = {"x": years(2000, 2005), "y": years(2004, 2010), "z": years(2005, 2006)}
    ever = {"ever": True}
    row = only(offers, ever)
    assert (row.at_once_low, row.at_once_high) == (2, 3)
    assert row.sentence == (
        "work for young in town: 3 initiatives, 2 to 3 of them at one time, no lead recorded; "
        "3 of 3 pairs without recorded coordination."
    )
    assert found({**offers, "z": years(2008, 2010)}, ever).rows == ()
    row = only({**offers, "v": years(2012, 2013)}, ever)
    assert (len(row.initiatives), row.at_once_high, row.pairs, row.uncoordinated) == (4, 3, 3, 3)
    silent: Fields = {"status": "unknown"}
    assert only(dict.fromkeys("xyz", silent), ever).at_once_low == 0


# -- what it rests on ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"at_least": 1}, "at_least: 1 is below 2"),
        ({"credits": {"x": 1}}, "credits: 'x' is none of"),
        ({"carry": -1}, "carry: -1 is below zero"),
        ({"on": "2020", "ever": True}, "exclude each other"),
    ],
)
def test_a_wrong_argument_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        found({}, asked)


def test_the_result_says_what_it_rests_on() -> None:
    parameters = found({}, {"on": "2021", "carry": 0, "credits": {"tie": 0}}).parameters
    assert parameters.to_record() == {
        "on": "2021-12-31",
        "ever": False,
        "carry": 0,
        "at_least": 3,
        "credits": {**parameters.credits},
    }
    assert parameters.credits["tie"] == 0


def test_a_crowd_is_explained_offer_by_offer() -> None:
    offers: dict[str, Fields] = {
        **THREE,
        "y": {**MENTORS, **working("a"), "audiences": ["everyone"], "status": "unknown"},
        "p": {"part_of": "x"},
        "n": {"places": ["north"]},
    }
    crowding = found(offers)
    explained = crowding.explain(crowding.rows[0])
    assert explained.subject == crowding.rows[0].sentence
    assert [step.text for step in explained.steps] == [
        "x: coaching for young in town; it surely runs.",
        "y: mentoring for Everyone in town; nobody has said whether it runs.",
        "z: placements for young in town; it surely runs.",
        "Parts of these, not counted again: p.",
        "For a part of the group or of the place only, not counted: n.",
        "At one time: 2 to 3.",
        "x: same-lead and shared-partner with y; no recorded coordination with 1 other.",
        "y: same-lead and shared-partner with x; no recorded coordination with 1 other.",
        "z: no recorded coordination with 2 others.",
        "Of 3 pairs that may run at one time 2 have no recorded coordination; joined by what is "
        "recorded they are 2 sets.",
        "Leads: A and C.",
        "Funders: D.",
    ]
    bare = found({"x": {}, "y": {}, "z": {}}).explain(0)
    assert [step.text for step in bare.steps][-2:] == [
        "Leads: not recorded.",
        "Funders: not recorded.",
    ]
    assert len(bare.steps) == 10


def test_what_does_not_count_in_a_cell_cannot_be_explained() -> None:
    built = city(**TERMS, initiatives={"x": {**OFFER, "places": ["north"]}})
    with pytest.raises(ValueError, match="initiative_id: 'x' does not count in this cell"):
        serving_terms(view_of(built), "x", "work", "young", "town")
