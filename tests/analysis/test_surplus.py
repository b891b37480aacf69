"""Needs for which there are more places than people."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.surplus import Surplus, SurplusRow, need_surplus
from tests.builders import Fields, city

TERMS: dict[str, object] = {
    "audiences": {"older": {"by": "age"}},
    "activities": {"english": {}, "chess": {}, "sewing": {}},
    "partners": {"a": {}},
}
OFFER: Fields = {"activities": ["english"], "audiences": ["older"], "status": "active"}
NEED: Fields = {"activities": ["english"], "audiences": ["older"]}
LEAD: Fields = {"partners": [{"partner": "a", "role": "lead"}]}


def found(
    needs: dict[str, Fields],
    offers: dict[str, Fields],
    /,
    asked: dict[str, Any] | None = None,
    **sections: object,
) -> Surplus:
    """The surplus of needs of older people's English."""
    built = city(
        **{**TERMS, **sections},
        needs={key: {**NEED, **fields} for key, fields in needs.items()},
        initiatives={key: {**OFFER, **fields} for key, fields in offers.items()},
    )
    return need_surplus(built, **(asked or {}))


def only(people: object, *capacities: object) -> SurplusRow:
    """The row of one need; ``None`` is an offer that does not say its capacity."""
    offers: dict[str, Fields] = {
        f"offer-{number}": {} if capacity is None else {"capacity": capacity}
        for number, capacity in enumerate(capacities)
    }
    (row,) = found({"need": {"people": people}}, offers).rows
    return row


def test_the_reference_values() -> None:
    """i has 30 places in c1 and 10 in c2, j has 20 in c1 and 15 in c3; needed are 40, 25, 10.

    So c1 has 10 too many and its two offers share nothing; c2 is short of 15; c3 has 5 too many,
    with nobody to talk to.
    """
    cells = {"c1": "english", "c2": "chess", "c3": "sewing"}
    needs: dict[str, Fields] = {
        key: {"activities": [activity], "people": people}
        for (key, activity), people in zip(cells.items(), (40, 25, 10), strict=True)
    }

    def lines(**capacities: int) -> Fields:
        return {
            "activities": [],
            "provision": [
                {"activities": [cells[key]], "capacity": capacity}
                for key, capacity in capacities.items()
            ],
        }

    surplus = found(needs, {"i": lines(c1=30, c2=10), "j": lines(c1=20, c3=15)})
    told = {row.need: (row.surplus_low, row.surplus_high) for row in surplus.rows}
    assert told == {"c1": (10, 10), "c3": (5, 5), "c2": (0, 0)}
    apart = {row.need: row.uncoordinated_pairs for row in surplus.rows}
    assert apart == {"c1": (("i", "j"),), "c2": (), "c3": ()}
    assert [row.need for row in surplus.rows] == ["c1", "c3", "c2"]


def test_a_row_has_all_its_figures() -> None:
    offers: dict[str, Fields] = {"x": {"capacity": 70}, "y": {"capacity": 60}}
    surplus = found({"need": {"people": 100, "statement": "Older learners."}}, offers)
    assert surplus.to_records() == [
        {
            "need": "need",
            "people_low": 100,
            "people_high": 100,
            "supply_low": 130,
            "supply_high": 130,
            "unknown_capacity": [],
            "surplus_low": 30,
            "surplus_high": 30,
            "reaching": ["x", "y"],
            "pairs": 1,
            "uncoordinated": 1,
            "uncoordinated_pairs": [["x", "y"]],
            "sentence": "Older learners: places for 30 people a year more than have the need; 1 of "
            "1 pair of initiatives that reach it has no recorded coordination.",
        }
    ]


@pytest.mark.parametrize(
    ("people", "capacities", "expected"),
    [
        (100, (), (0, 0)),
        (100, (100,), (0, 0)),
        (0, (5,), (5, 5)),
        (0, (), (0, 0)),
        (100, ({"at_least": 110, "at_most": 150},), (10, 50)),
        ({"at_least": 80, "at_most": 120}, (110,), (0, 30)),
        ({"at_least": 80, "at_most": 120}, (130,), (10, 50)),
        # Without an upper bound of the people nothing is sure; without one of the places there is
        # none of the surplus.
        ({"at_least": 80}, (100,), (0, 20)),
        ({"at_most": 80}, (100,), (20, None)),
        (100, (150, None), (50, None)),
        (100, ({"at_least": 150},), (50, None)),
        ({"about": 100}, (150,), (50, 50)),
    ],
)
def test_the_bounds_are_the_least_and_the_most(
    people: object, capacities: tuple[object, ...], expected: tuple[object, object]
) -> None:
    row = only(people, *capacities)
    assert (row.surplus_low, row.surplus_high) == expected


@pytest.mark.parametrize(
    ("people", "capacities", "words"),
    [
        (100, (150,), "places for 50 people a year more than have the need"),
        (100, ({"at_least": 110, "at_most": 150},), "places for 10 to 50 people a year more than"),
        (100, (150, None), "places for at least 50 people a year more than have the need"),
        ({"at_least": 80}, (100,), "perhaps places for at most 20 people a year more than have"),
        (100, (None,), "whether there are more places than people is not known"),
        (100, (20,), "no more places than people"),
    ],
)
def test_the_sentence_says_what_is_sure(
    people: object, capacities: tuple[object, ...], words: str
) -> None:
    assert only(people, *capacities).sentence.startswith(f"need: {words}")


def test_coordination_is_told_by_pair() -> None:
    offers: dict[str, Fields] = {"x": LEAD, "y": LEAD, "z": {}}
    needs: dict[str, Fields] = {"need": {"people": 5}}
    (row,) = found(needs, offers).rows
    assert (row.pairs, row.uncoordinated_pairs) == (3, (("x", "z"), ("y", "z")))
    assert row.sentence.endswith("; 2 of 3 pairs of initiatives that reach it have no recorded "
                                 "coordination.")  # fmt: skip
    without = {"credits": {"same-lead": 0, "shared-partner": 0}}
    assert found(needs, offers, without).rows[0].uncoordinated == 3
    (row,) = found(needs, {"x": LEAD, "y": LEAD}).rows
    assert row.sentence.endswith("; recorded coordination joins every pair that reaches it.")


def test_only_those_that_reach_the_need_are_paired() -> None:
    offers: dict[str, Fields] = {
        "x": {"audiences": ["everyone"]},
        "may": {"audiences": []},
        "chess": {"activities": ["chess"]},
        "y": {},
    }
    (row,) = found({"need": {"people": 5}}, offers).rows
    assert row.reaching == ("x", "y")
    assert row.unknown_capacity == ("x", "may", "y")


def test_needs_without_people_are_counted_and_history_is_left_out() -> None:
    needs: dict[str, Fields] = {
        "old": {"people": 5},
        "new": {"people": 6, "replaces": "old"},
        "silent": {},
    }
    surplus = found(needs, {})
    assert [row.need for row in surplus.rows] == ["new"]
    assert surplus.extras() == {"without_people": 1}
    assert surplus.summary() == (
        "1 need with known people; more places than people: not for 1; 1 need without known people."
    )
    assert found({}, {}).summary() == "0 needs with known people."


def test_rows_stand_in_the_order_of_what_is_sure_then_possible_then_the_file() -> None:
    def need(activity: str, people: object) -> Fields:
        return {"activities": [activity], "audiences": [], "people": people}

    needs = {
        "none": need("chess", 50),
        "again": need("chess", 50),
        "perhaps": need("english", {"at_least": 10}),
        "unbounded": need("sewing", 3),
        "sure": need("english", 60),
        "more": need("english", 50),
    }
    offers: dict[str, Fields] = {"x": {"capacity": 70}, "s": {"activities": ["sewing"]}}
    surplus = found(needs, offers)
    order = [row.need for row in surplus.rows]
    assert order == ["more", "sure", "unbounded", "perhaps", "none", "again"]
    assert surplus.summary() == (
        "6 needs with known people; more places than people: surely for 2, perhaps for 1, not for "
        "2, not known for 1."
    )


def test_over_all_time_nothing_is_added_up() -> None:
    (row,) = found({"need": {"people": 5}}, {"x": {"capacity": 9}}, {"ever": True}).rows
    assert (row.supply_low, row.surplus_low, row.surplus_high) == (None, None, None)
    assert row.sentence == (
        "need: over all time it cannot be said whether there are more places than people."
    )
    assert found({"need": {"people": 5}}, {}, {"ever": True}).parameters.on is None


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"credits": {"x": 1}}, "credits: 'x' is none of"),
        ({"on": "2020", "ever": True}, "exclude each other"),
    ],
)
def test_a_wrong_argument_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        found({}, {}, asked)


def texts(surplus: Surplus) -> list[str]:
    """The steps of the first row."""
    return [step.text for step in surplus.explain(0).steps]


def test_a_row_is_explained_with_its_sum_and_its_pairs() -> None:
    offers: dict[str, Fields] = {
        "x": {**LEAD, "capacity": 70},
        "y": {**LEAD, "provision": [{"capacity": 30}, {"capacity": {"about": 10}}]},
        "z": {"participants": [{"people": 24, "start": 2022, "end": 2023}]},
    }
    surplus = found({"need": {"people": {"at_least": 80, "at_most": 90}}}, offers)
    assert texts(surplus) == [
        "People who have the need: 80 to 90.",
        "x reaches it; places a year: 70.",
        "y reaches it; places a year: 30 and about 10.",
        "z reaches it; does not say its places a year; participants: 24 (2022 to 2023).",
        "Places a year for this need: at least 122; not known of z.",
        "More places than people: at least max(0, 122 − 90) = 32; without a bound that anybody "
        "has stated.",
        "x: same-lead and shared-partner with y; no recorded coordination with 1 other.",
        "y: same-lead and shared-partner with x; no recorded coordination with 1 other.",
        "z: no recorded coordination with 2 others.",
    ]
    assert surplus.explain(0).steps[4].references == ("initiative:z",)


def test_what_is_not_stated_is_explained_too() -> None:
    assert texts(found({"need": {"people": {"at_least": 8}}}, {"x": {"capacity": 9}}))[-1] == (
        "More places than people: at least 0, since no upper bound of the people is stated; at "
        "most max(0, 9 − 8) = 1."
    )
    said = texts(found({"need": {"people": 8}}, {"x": {"participants": [{"people": 4}]}}))
    assert said[1].endswith("participants: 4 (not known to not known).")
    ever = texts(found({"need": {"people": 8}}, {"x": {}}, {"ever": True}))
    assert ever[1] == "x reaches it; does not say its places a year."
    assert ever[2:] == [
        "Places of different years do not add up, so over all time there is no sum.",
        "So no surplus can be said.",
    ]
