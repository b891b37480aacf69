"""Sets of three and more initiatives that all overlap."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from learningcity.analysis.coordination import CREDITS
from learningcity.analysis.groups import Groups, find_groups
from tests.builders import Fields, city

TERMS: dict[str, object] = {
    "places": {"town": {}, "north": {"within": "town"}, "south": {"within": "town"}},
    "audiences": {
        "adults": {"by": "age"},
        "older": {"within": "adults"},
        "refugees": {"by": "migration"},
    },
    "activities": {"english": {}, "spanish": {}, "chess": {}},
    "partners": {key: {"name": key.upper()} for key in "abcd"},
}
OFFER: Fields = {
    "activities": ["english"],
    "audiences": ["adults"],
    "places": ["town"],
    "status": "active",
}


def found(
    offers: dict[str, Fields], /, asked: dict[str, Any] | None = None, **sections: object
) -> Groups:
    """The groups among offers of English to adults in the town."""
    initiatives = {key: {**OFFER, **fields} for key, fields in offers.items()}
    built = city(**{**TERMS, **sections}, initiatives=initiatives)
    return find_groups(built, **(asked or {}))


def ids(groups: Groups) -> list[str]:
    """The groups, each as one word; initiatives have one letter here."""
    return ["".join(row.initiatives) for row in groups.rows]


def led(*partners: str) -> Fields:
    """A list of leads."""
    return {"partners": [{"partner": key, "role": "lead"} for key in partners]}


ENGLISH: dict[str, Fields] = {"x": led("a"), "y": led("b"), "z": led("c")}


def test_three_offers_of_the_same_are_a_group_with_all_that_is_said_of_it() -> None:
    groups = found(ENGLISH)
    assert groups.to_records() == [
        {
            "initiatives": ["x", "y", "z"],
            "shared_activities": ["english"],
            "shared_audiences": ["adults"],
            "shared_places": ["town"],
            "leads": ["a", "b", "c"],
            "shared_partners": [],
            "candidates": 3,
            "possible": 0,
            "coordinated": 0,
            "unknowns": [],
            "sentence": "english for adults in town: 3 initiatives, 3 leads, no shared partner.",
        }
    ]
    assert groups.extras() == {"complete": True}


def test_two_offers_are_no_group_and_neither_is_nothing() -> None:
    few: list[dict[str, Fields]] = [{}, {"x": {}}, {"x": {}, "y": {}}]
    for offers in few:
        groups = found(offers)
        assert (groups.rows, groups.complete) == ((), True)
        assert groups.summary() == ("No three initiatives that all overlap with one another.")


@pytest.mark.parametrize(
    ("here", "there", "joined"),
    [
        ({}, {}, True),
        ({}, {"audiences": []}, True),
        (led("a"), led("a"), True),
        ({}, {"activities": ["chess"]}, False),
        ({}, {"follows": "x"}, False),
        ({}, {"status": "ended"}, False),
    ],
)
def test_pairs_that_are_settled_or_do_not_overlap_make_no_group(
    here: Fields, there: Fields, joined: bool
) -> None:
    assert ids(found({"x": here, "y": there, "z": {}})) == (["xyz"] if joined else [])


def test_a_reviewed_pair_makes_no_group() -> None:
    reviews = [{"initiatives": ["x", "y"], "verdict": "different"}]
    assert ids(found({"x": {}, "y": {}, "z": {}, "w": {}}, reviews=reviews)) == ["xzw", "yzw"]


def test_groups_that_share_initiatives_are_listed_largest_first_then_in_file_order() -> None:
    wide: Fields = {"activities": ["english", "chess"]}
    chess: Fields = {"activities": ["chess"]}
    offers: dict[str, Fields] = {"a": {}, "b": wide, "c": wide, "d": chess, "e": chess}
    assert ids(found(offers)) == ["bcde", "abc"]
    assert ids(found({**offers, "f": {}})) == ["abcf", "bcde"]


# -- what they share -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "shared"),
    [
        ({}, (("english",), ("adults",), ("town",))),
        ({"audiences": ["older"]}, (("english",), ("older",), ("town",))),
        ({"places": ["south", "north"]}, (("english",), ("adults",), ("north", "south"))),
        ({"places": ["north"]}, (("english",), ("adults",), ("north",))),
        ({"audiences": ["everyone"]}, (("english",), ("adults",), ("town",))),
        ({"audiences": []}, (("english",), (), ("town",))),
        ({"audiences": ["refugees"]}, (("english",), (), ("town",))),
        ({"activities": ["english", "chess"]}, (("english",), ("adults",), ("town",))),
    ],
)
def test_what_all_have_in_common_are_the_widest_terms_inside_what_each_states(
    fields: Fields, shared: tuple[tuple[str, ...], ...]
) -> None:
    (row,) = found({"x": {}, "y": {}, "z": fields}).rows
    assert tuple(row.shared.values()) == shared
    assert list(row.shared) == ["activity", "audience", "place"]


def test_only_lines_that_offer_what_is_shared_count_on_the_next_facet() -> None:
    lines = [
        {"activities": ["english"], "audiences": ["older"]},
        {"activities": ["chess"], "audiences": ["adults"]},
    ]
    (row,) = found({"x": {}, "y": {}, "z": {"audiences": [], "provision": lines}}).rows
    assert (row.shared_audiences, row.unknowns) == (("older",), ())


def test_activities_that_only_overlap_in_pairs_are_not_said_to_be_shared() -> None:
    offers: dict[str, Fields] = {
        "x": {"activities": ["english", "chess"]},
        "y": {"activities": ["chess", "spanish"]},
        "z": {"activities": ["spanish", "english"]},
    }
    (row,) = found(offers).rows
    assert row.shared_activities == ()
    assert row.shared_audiences == ("adults",)
    assert row.sentence.startswith("Activities that overlap in pairs for adults in town: 3 init")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "english for adults in town: "),
        ({"audiences": ["refugees"]}, "english for different groups of people in town: "),
        ({"audiences": []}, "english in town: "),
        ({"places": []}, "english for adults: "),
    ],
)
def test_the_sentence_says_what_is_shared(fields: Fields, words: str) -> None:
    (row,) = found({"x": {}, "y": {}, "z": fields}).rows
    assert row.sentence == f"{words}3 initiatives, no lead recorded, no shared partner."


def test_partners_are_shared_that_work_in_two_funders_are_not() -> None:
    offers: dict[str, Fields] = {
        "x": {"partners": [{"partner": "d", "role": "host"}, {"partner": "c", "role": "funder"}]},
        "y": {"partners": [{"partner": "d", "role": "lead"}, {"partner": "c", "role": "funder"}]},
        "z": led("b"),
    }
    (row,) = found(offers).rows
    assert (row.leads, row.shared_partners) == (("b", "d"), ("d",))
    assert row.sentence.endswith("3 initiatives, 2 leads, 1 shared partner.")


def test_pairs_are_counted_by_verdict_and_their_unknowns_are_joined() -> None:
    offers: dict[str, Fields] = {
        "x": {**led("a"), "status": "unknown"},
        "y": led("a"),
        "z": {"places": []},
    }
    (row,) = found(offers).rows
    assert (row.candidates, row.possible, row.coordinated) == (0, 2, 1)
    assert row.unknowns == ("place", "period")


# -- parts ---------------------------------------------------------------------------------------


def test_splitting_an_initiative_makes_no_new_group() -> None:
    parts: dict[str, Fields] = {
        "p": {"part_of": "x", **led("d")},
        "q": {"part_of": "x"},
        "r": {"part_of": "q"},
    }
    assert ids(found({**ENGLISH, **parts})) == ["xyz"]
    # Parts of one initiative are coordinated with each other; that is no finding of three.
    assert ids(found({"x": {}, **parts})) == []
    assert ids(found({"x": {}, "y": {}, **parts})) == []


def test_a_part_with_a_finding_of_its_own_keeps_it() -> None:
    part: Fields = {"part_of": "x", "activities": ["chess"]}
    offers = {"x": {}, "p": part, "y": {"activities": ["chess"]}, "z": {"activities": ["chess"]}}
    assert ids(found(offers)) == ["pyz"]


def test_parts_of_what_offers_nothing_or_does_not_run_stand_for_themselves() -> None:
    parts: dict[str, Fields] = {key: {"part_of": "x"} for key in "pqr"}
    assert ids(found({"x": {"kind": "coordination"}, **parts})) == ["pqr"]
    assert ids(found({"x": {"status": "ended"}, **parts})) == ["pqr"]


# -- what it rests on ----------------------------------------------------------------------------


def test_the_search_stops_where_there_are_too_many() -> None:
    reviews = [
        {"initiatives": pair, "verdict": "different"}
        for pair in (["a", "b"], ["c", "d"], ["e", "f"])
    ]
    offers: dict[str, Fields] = {key: {} for key in "abcdef"}
    assert len(found(offers, reviews=reviews)) == 8
    stopped = found(offers, {"most": 5}, reviews=reviews)
    assert (len(stopped), stopped.complete) == (5, False)
    assert stopped.to_dict()["complete"] is False
    assert stopped.summary().endswith("; the search was stopped, there are more.")
    assert found(offers, {"most": 8}, reviews=reviews).complete


def test_the_result_says_what_it_rests_on() -> None:
    asked = {"on": "2021-08", "carry": 3, "threshold": 0.6, "minimum": 0.3, "most": 7}
    assert found({}, asked).parameters.to_record() == {
        "on": "2021-08-31", "ever": False, "carry": 3, "threshold": 0.6, "minimum": 0.3,
        "credits": dict(CREDITS), "most": 7,
    }  # fmt: skip
    assert found({}).parameters.on == date(2024, 12, 31)
    ever = found({}, {"ever": True, "credits": {"tie": 0.9}}).parameters
    assert (ever.on, ever.most, ever.credits["tie"]) == (None, 1000, 0.9)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"threshold": 2}, "threshold: 2 is not from 0 to 1"),
        ({"minimum": -1}, "minimum: -1 is not from 0 to 1"),
        ({"most": -1}, "most: -1 is below zero"),
        ({"credits": {"x": 1}}, "credits: 'x' is none of"),
        ({"on": "2020", "ever": True}, "exclude each other"),
    ],
)
def test_a_wrong_argument_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        found({}, asked)


def test_the_day_decides_and_over_all_time_every_two_must_have_met() -> None:
    past: Fields = {"status": "unknown", "start": 2010, "end": 2015}
    offers: dict[str, Fields] = {"x": past, "y": past, "z": past, "v": {"start": 2020}}
    assert ids(found(offers)) == []
    assert ids(found(offers, {"on": "2012-06"})) == ids(found(offers, {"ever": True})) == ["xyz"]


def test_the_summary_is_one_sentence() -> None:
    assert found(ENGLISH).summary() == (
        "1 group of 3 initiatives that all overlap with one another."
    )
    chess: dict[str, Fields] = {key: {"activities": ["chess"]} for key in "stuv"}
    assert found({**ENGLISH, **chess}).summary() == (
        "2 groups of three or more initiatives that all overlap with one another, the largest of 4."
    )


def test_a_group_is_explained_pair_by_pair() -> None:
    offers = {**ENGLISH, "z": {**led("a"), "audiences": []}}
    explained = found(offers).explain(0)
    assert explained.subject == found(offers).rows[0].sentence
    assert [step.text for step in explained.steps] == [
        "x and y: candidate; overlap 1.00 on activity, audience and place; "
        "no coordination recorded.",
        "x and z: coordinated; overlap 1.00 on activity and place; not known: audience; "
        "coordination recorded: same-lead and shared-partner.",
        "y and z: possible; overlap 1.00 on activity and place; not known: audience; "
        "no coordination recorded.",
        "No other initiative overlaps in this way with all 3.",
        "Shared by all, activity: english.",
        "Shared by all, audience: one or more do not say.",
        "Shared by all, place: town.",
        "Led by A and B; working in two or more of them: A.",
    ]
    assert explained.steps[0].references == ("initiative:x", "initiative:y")
    assert explained.steps[-1].references == ("partner:a", "partner:b")
    bare = found({"x": {}, "y": {}, "z": {"audiences": ["refugees"]}}).explain(0)
    assert bare.steps[5].text == "Shared by all, audience: none that all of them name."
    assert bare.steps[-1].text == "Led by nobody recorded; working in two or more of them: nobody."
