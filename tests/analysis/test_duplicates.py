"""Which pairs are rows, in which order, and what is said of each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from learningcity.analysis.coordination import CREDITS
from learningcity.analysis.duplicates import Duplicates, find_duplicates
from tests.builders import Fields, city

TERMS = {
    "places": {"town": {}, "north": {"within": "town"}, "south": {"within": "town"}},
    "audiences": {"adults": {"by": "age"}, "older": {"within": "adults"}, "young": {"by": "age"}},
    "activities": {"english": {"within": "language-teaching"}, "chess": {}},
    "partners": {key: {} for key in "abc"},
}
OFFER: Fields = {
    "activities": ["english"],
    "audiences": ["older"],
    "places": ["north"],
    "status": "active",
}
SHARED = [{"partner": "a", "role": "host"}]
LEAD = [{"partner": "a", "role": "lead"}]


def found(
    initiatives: dict[str, Fields],
    /,
    asked: dict[str, Any] | None = None,
    **sections: object,
) -> Duplicates:
    """The duplicates among offers of older people's English in the north."""
    offers = {key: {**OFFER, **fields} for key, fields in initiatives.items()}
    return find_duplicates(city(**{**TERMS, **sections}, initiatives=offers), **(asked or {}))


def verdict(here: Fields, there: Fields, **more: Any) -> str:
    """What is said of two offers; ``talks`` is there for them to be a part of."""
    talks = {"kind": "coordination"}
    (row,) = found({"here": here, "there": there, "talks": talks}, **more).rows
    return row.verdict


def test_two_offers_of_the_same_are_a_candidate_with_all_its_figures() -> None:
    result = found({"here": {}, "there": {}})
    assert result.to_records() == [
        {
            "initiatives": ["here", "there"],
            "facets": ["activity", "audience", "place"],
            "alike": [1.0, 1.0],
            "overlap": 1.0,
            "mutual": 1.0,
            "together": "yes",
            "coordination": [],
            "common_funders": [],
            "credit": 0.0,
            "verdict": "candidate",
            "unknowns": [],
            "under": None,
            "score": 1.0,
            "at_stake": None,
            "currency": None,
        }
    ]
    assert result.unjudged == 0


# -- verdicts ------------------------------------------------------------------------------------

WIDER: Fields = {"activities": ["basic-skills"], "audiences": ["adults"]}


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ({}, {}, "candidate"),
        ({}, {"activities": ["language-teaching"]}, "candidate"),
        ({}, WIDER, "overlap"),
        ({}, {"audiences": []}, "possible"),
        ({"status": "unknown"}, {}, "possible"),
        ({"status": "unknown", "seen_active": 2023}, {}, "candidate"),
        ({"partners": LEAD}, {"partners": LEAD}, "coordinated"),
        ({"part_of": "talks"}, {"part_of": "talks"}, "coordinated"),
        # A partner in common is a credit, and settles nothing.
        ({"partners": SHARED}, {"partners": SHARED}, "candidate"),
        ({"partners": LEAD}, {"partners": LEAD, **WIDER}, "overlap"),
        ({"partners": LEAD}, {"partners": LEAD, "places": []}, "coordinated"),
        ({}, {"part_of": "here"}, "joint"),
        ({}, {"follows": "here"}, "joint"),
        ({}, {"follows": "here", **WIDER}, "joint"),
    ],
)
def test_the_first_verdict_that_applies_is_given(
    here: Fields, there: Fields, expected: str
) -> None:
    assert verdict(here, there) == expected


def test_a_planning_tie_of_the_leads_settles_a_pair() -> None:
    other = [{"partner": "b", "role": "deliverer"}]
    tie = {"from": "a", "to": "b", "kind": "planning"}
    assert verdict({"partners": LEAD}, {"partners": other}, ties=[tie]) == "coordinated"


def test_pairs_that_never_met_are_apart_over_all_time() -> None:
    past: Fields = {"status": "unknown", "start": 2010, "end": 2015}
    later: Fields = {"status": "unknown", "start": 2018, "end": 2020}
    ever = {"ever": True}
    assert verdict(past, later, asked=ever) == "apart"
    assert verdict(past, {**later, "follows": "here"}, asked=ever) == "apart"
    assert found({"here": past, "there": later}).rows == ()
    (row,) = found({"here": past, "there": {**later, "start": 2015}}, asked=ever).rows
    assert (row.together, row.unknowns, row.verdict) == ("unknown", ("period",), "possible")


# -- reviews -------------------------------------------------------------------------------------


def review(verdict: str, date: object = None, initiatives: object = ("here", "there")) -> Fields:
    """What people decided."""
    fields: Fields = {"initiatives": initiatives, "verdict": verdict}
    return fields if date is None else {**fields, "date": date}


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ([review("different")], "reviewed:different"),
        ([review("joint", 2020), review("duplicate", 2022)], "reviewed:duplicate"),
        ([review("joint", 2022), review("duplicate", 2020)], "reviewed:joint"),
        # A coarse date counts by its last day; without a date it is the oldest.
        ([review("joint", "2020"), review("duplicate", "2020-06")], "reviewed:joint"),
        ([review("joint", 2001), review("duplicate")], "reviewed:joint"),
        # Of one date the later in the file counts.
        ([review("joint", 2020), review("duplicate", "2020-12-31")], "reviewed:duplicate"),
        ([review("joint"), review("complementary")], "reviewed:complementary"),
        # A review covers every pair that it names, in any order.
        ([review("joint", None, ["there", "x", "here"])], "reviewed:joint"),
        ([review("joint", None, ["there", "x"])], "candidate"),
    ],
)
def test_what_people_decided_last_counts(reviews: list[object], expected: str) -> None:
    assert verdict({}, {}, reviews=reviews) == expected


def test_a_review_counts_before_anything_else() -> None:
    past: Fields = {"status": "unknown", "end": 2015}
    late: Fields = {"status": "unknown", "start": 2018, "part_of": "here"}
    reviews = [review("different")]
    assert verdict(past, late, asked={"ever": True}, reviews=reviews) == "reviewed:different"


# -- needed --------------------------------------------------------------------------------------

NEED: Fields = {"activities": ["english"], "audiences": ["older"]}
TEN: Fields = {"capacity": 10}


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ({"n": {**NEED, "people": 20}}, "needed"),
        ({"n": {**NEED, "people": {"at_least": 21}}}, "needed"),
        ({"n": {**NEED, "people": 19}}, "candidate"),
        ({"n": {**NEED, "people": {"at_most": 99}}}, "candidate"),
        ({"n": NEED}, "candidate"),
        # In every such need they must fall short.
        ({"n": {**NEED, "people": 20}, "m": {**NEED, "people": 19}}, "candidate"),
        ({"n": {**NEED, "people": 20}, "m": NEED}, "needed"),
        (
            {"n": {**NEED, "people": 20}, "m": {**NEED, "people": 1, "audiences": ["young"]}},
            "needed",
        ),
        # An older reading of the need is history.
        (
            {"old": {**NEED, "people": 20}, "n": {**NEED, "people": 19, "replaces": "old"}},
            "candidate",
        ),
    ],
)
def test_pairs_that_together_fall_short_of_a_need_are_needed(needs: Fields, expected: str) -> None:
    assert verdict(TEN, TEN, needs=needs) == expected


def test_nobody_knows_whether_a_pair_is_needed_without_its_capacities() -> None:
    needs = {"n": {**NEED, "people": 99}}
    assert verdict(TEN, {}, needs=needs) == "candidate"
    assert verdict(TEN, {**TEN, "audiences": []}, needs=needs) == "possible"
    assert verdict(TEN, TEN, needs=needs, asked={"ever": True}) == "candidate"


# -- figures -------------------------------------------------------------------------------------


def test_unknowns_name_what_nobody_has_said() -> None:
    (row,) = found({"here": {"audiences": []}, "there": {"status": "unknown"}}).rows
    assert (row.unknowns, row.facets) == (("audience", "period"), ("activity", "place"))
    (row,) = found({"here": {}, "there": {"places": []}}).rows
    assert row.unknowns == ("place",)


def test_the_score_is_the_overlap_less_what_is_credited() -> None:
    offers: dict[str, Fields] = {"here": {"partners": LEAD}, "there": {"partners": LEAD}}
    (row,) = found(offers).rows
    assert (row.coordination, row.credit, row.score) == (
        ("same-lead", "shared-partner"),
        0.75,
        0.25,
    )
    changed = {"same-lead": 0.0, "shared-partner": 0.1}
    result = found(offers, asked={"credits": changed})
    assert (result.rows[0].credit, result.rows[0].score) == (0.1, 0.9)
    assert result.parameters.credits == {**CREDITS, **changed}


def test_common_funders_are_listed_in_file_order() -> None:
    money: Fields = {
        "partners": [{"partner": "c", "role": "funder"}, {"partner": "b", "role": "host"}],
        "funding": {"total": {"funder": ["a"]}, "past": {"funder": "b", "end": 2020}},
    }
    offers = {"here": money, "there": money}
    (row,) = found(offers).rows
    assert (row.common_funders, row.credit) == (("a", "c"), 0.5)
    (row,) = found(offers, asked={"ever": True}).rows
    assert row.common_funders == ("a", "b", "c")


def test_at_stake_is_at_most_the_smaller_revenue() -> None:
    def paid(amount: int) -> Fields:
        return {"funding": {"total": {"amount": amount, "currency": "GBP"}}}

    rows = found({"a": paid(100), "b": paid(60), "c": {}}).rows
    assert [(r.initiatives, r.at_stake, r.currency) for r in rows] == [
        (("a", "b"), 60, "GBP"),
        (("a", "c"), 100, "GBP"),
        (("b", "c"), 60, "GBP"),
    ]


# -- decisions about pairs that are no rows --------------------------------------------------------

MOOT: dict[str, Fields] = {
    "a": {},
    "b": {},
    "chess": {"activities": ["chess"]},
    "silent": {"audiences": [], "places": []},
    "past": {"status": "ended", "end": 2019},
    "fund": {"kind": "fund"},
}


@pytest.mark.parametrize(
    ("other", "reason", "overlap"),
    [
        ("chess", "below-minimum", 0.0),
        ("silent", "not-comparable", None),
        ("past", "not-running", None),
        ("fund", "offers-nothing", None),
    ],
)
def test_a_review_of_a_pair_that_is_no_row_is_kept_with_the_reason(
    other: str, reason: str, overlap: float | None
) -> None:
    reviews = [review("joint", 2010, ["b", "a"]), review("complementary", None, [other, "a"])]
    result = found(MOOT, reviews=reviews)
    assert result.to_dict()["moot_reviews"] == [
        {
            "initiatives": ["a", other],
            "verdict": "complementary",
            "review": "review:1",
            "reason": reason,
            "overlap": overlap,
        }
    ]
    assert result.counts["reviewed:joint"] == 1


def test_moot_reviews_say_what_was_decided_last_in_file_order() -> None:
    reviews = [
        review("duplicate", 2020, ["chess", "past"]),
        review("different", 2021, ["past", "chess", "b"]),
    ]
    result = found(MOOT, reviews=reviews)
    assert [(moot.initiatives, moot.verdict) for moot in result.moot_reviews] == [
        (("b", "chess"), "different"),
        (("b", "past"), "different"),
        (("chess", "past"), "different"),
    ]
    # Over all time the past one was there; at a minimum of 0 what can be compared is a row.
    asked = {"ever": True, "minimum": 0}
    assert found(MOOT, asked=asked, reviews=reviews).moot_reviews == ()


# -- rows and their order ------------------------------------------------------------------------


def test_pairs_below_the_minimum_are_no_rows() -> None:
    offers: dict[str, Fields] = {
        "here": {},
        "there": WIDER,
        "far": {"activities": ["chess"]},
    }
    assert [row.overlap for row in found(offers).rows] == [0.25]
    assert found(offers, asked={"minimum": 0.5}).rows == ()
    assert [row.overlap for row in found(offers, asked={"minimum": 0}).rows] == [0.25, 0, 0]
    assert verdict({}, WIDER, asked={"threshold": 0.25}) == "candidate"
    assert verdict({}, {}, asked={"threshold": 1}) == "candidate"


def test_pairs_that_cannot_be_judged_are_counted() -> None:
    silent: Fields = {"audiences": [], "places": []}
    result = found({"a": {}, "b": silent, "c": silent, "d": {"kind": "fund"}})
    assert (result.rows, result.unjudged) == ((), 3)
    assert found({"a": silent, "b": silent}, asked={"minimum": 0}).rows == ()


def test_rows_to_discuss_first_come_first() -> None:
    offers: dict[str, Fields] = {
        "coordinated": {"partners": LEAD, "activities": ["chess"]},
        "coordinated-too": {"partners": LEAD, "activities": ["chess"]},
        "possible": {"activities": ["literacy"], "audiences": []},
        "possible-too": {"activities": ["literacy"], "audiences": []},
        "possible-more": {"activities": ["numeracy"], "audiences": []},
        "possible-more-too": {"activities": ["numeracy"], "audiences": [], "status": "unknown"},
        "joint": {"activities": ["mentoring"]},
        "joint-too": {"activities": ["mentoring"], "part_of": "joint"},
        "candidate": {},
        "candidate-too": {"audiences": ["adults"], "places": ["town"]},
        "reviewed": {"activities": ["digital-skills"]},
        "reviewed-too": {"activities": ["digital-skills"]},
    }
    result = found(offers, reviews=[review("duplicate", None, ["reviewed", "reviewed-too"])])
    assert [(row.initiatives[0], row.verdict) for row in result.rows] == [
        ("reviewed", "reviewed:duplicate"),
        ("candidate", "candidate"),
        ("possible", "possible"),
        ("possible-more", "possible"),
        ("coordinated", "coordinated"),
        ("joint", "joint"),
    ]


def test_within_a_verdict_the_score_then_the_mutual_share_then_the_file_decide() -> None:
    rows = found({"a": {"places": ["town"]}, "b": {}, "c": {"audiences": ["adults"]}, "d": {}}).rows
    assert [("".join(row.initiatives), row.score, row.mutual) for row in rows] == [
        ("bd", 1.0, 1.0),
        ("ab", 1.0, 0.5),
        ("ad", 1.0, 0.5),
        ("bc", 0.5, 0.5),
        ("cd", 0.5, 0.5),
        ("ac", 0.5, 0.25),
    ]


# -- rows under rows -----------------------------------------------------------------------------


def test_parts_of_a_pair_only_repeat_its_finding() -> None:
    result = found({"b": {}, "a": {}, "b-part": {"part_of": "b"}, "a-part": {"part_of": "a"}})
    under = {row.initiatives: row.under for row in result.rows if row.verdict == "candidate"}
    assert under == {
        ("b", "a"): None,
        ("b", "a-part"): ("b", "a"),
        ("a", "b-part"): ("b", "a"),
        # One step up is nearer than two; of equally near ones the first in the file.
        ("b-part", "a-part"): ("b", "a-part"),
    }
    assert result.counts == {"candidate": 1, "joint": 2}


def test_only_a_pair_with_the_same_verdict_is_repeated() -> None:
    result = found(
        {"a": {"audiences": []}, "b": {}, "a-part": {"part_of": "a"}},
    )
    verdicts = {row.initiatives: (row.verdict, row.under) for row in result.rows}
    assert verdicts[("a", "b")] == ("possible", None)
    assert verdicts[("b", "a-part")] == ("candidate", None)


# -- what it rests on ----------------------------------------------------------------------------


def test_the_result_says_what_it_rests_on() -> None:
    result = found({}, asked={"on": "2021-08", "carry": 3, "threshold": 0.6, "minimum": 0.3})
    assert result.parameters.to_record() == {
        "on": "2021-08-31", "ever": False, "carry": 3, "threshold": 0.6, "minimum": 0.3,
        "credits": dict(CREDITS),
    }  # fmt: skip
    assert found({}, asked={"ever": True}).parameters.on is None
    assert found({}).parameters.on == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"threshold": 1.5}, "threshold: 1.5 is not from 0 to 1"),
        ({"minimum": -0.1}, "minimum: -0.1 is not from 0 to 1"),
        ({"threshold": float("nan")}, "threshold: nan is not from 0 to 1"),
        ({"carry": -1}, "carry: -1 is below zero"),
        ({"on": "2020", "ever": True}, "exclude each other"),
        ({"credits": {"x": 1}}, "credits: 'x' is none of"),
    ],
)
def test_a_wrong_argument_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        found({}, asked=asked)


def test_the_day_decides_what_is_compared() -> None:
    offers: dict[str, Fields] = {
        "a": {},
        "b": {"status": "unknown", "start": 2015, "end": 2019},
    }
    assert found(offers).rows == ()
    (row,) = found(offers, asked={"on": "2018"}).rows
    assert (row.together, row.verdict) == ("unknown", "possible")


def test_the_summary_is_one_sentence() -> None:
    assert found({}).summary() == "No pair that may be a duplicate."
    silent: Fields = {"audiences": [], "places": []}
    result = found({"a": {}, "b": {}, "c": silent}, reviews=[review("duplicate", None, ["a", "b"])])
    assert result.summary() == ("1 confirmed duplicate; 2 pairs could not be compared.")
    assert result.extras() == {"unjudged": 2, "moot_reviews": []}
