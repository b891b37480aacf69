"""Bodies with the same members, and who sits on how many."""

from __future__ import annotations

from typing import Any

import pytest

from learningcity.analysis.effort import Effort, EffortRow, meeting_effort
from tests.builders import Fields, city

PARTNERS: Fields = {key: {"name": key.upper()} for key in "abcdef"}


def found(
    bodies: dict[str, Fields], /, asked: dict[str, Any] | None = None, **sections: object
) -> Effort:
    """The effort of these bodies."""
    return meeting_effort(city(partners=PARTNERS, bodies=bodies, **sections), **(asked or {}))


def board(members: str, **fields: object) -> Fields:
    """A body; its members have one letter."""
    return {"members": list(members), **fields}


def only(bodies: dict[str, Fields], asked: dict[str, Any] | None = None) -> EffortRow:
    """The one row."""
    (row,) = found(bodies, asked).rows
    return row


def test_two_bodies_with_two_members_in_common_are_a_row() -> None:
    effort = found({"x": board("abc"), "y": board("dcba")})
    assert effort.to_records() == [
        {
            "bodies": ["x", "y"],
            "shared": ["a", "b", "c"],
            "first_members": 3,
            "second_members": 4,
            "containment": 1.0,
            "jaccard": 0.75,
            "above": None,
            "sentence": "x and y: 3 members in common, of 3 and 4.",
        }
    ]
    assert effort.summary() == (
        "1 pair of bodies has 2 members or more in common; the most seats of one partner: 2. "
        "Seats are counted: the file holds no hours."
    )


@pytest.mark.parametrize(
    ("here", "there", "containment", "jaccard"),
    [
        ("ab", "ab", 1.0, 1.0),
        ("ab", "abcdef", 1.0, 0.333333333333),
        ("abcd", "cdef", 0.5, 0.333333333333),
        ("aabb", "ab", 1.0, 1.0),
    ],
)
def test_the_shares_are_those_of_the_smaller_body_and_of_all(
    here: str, there: str, containment: float, jaccard: float
) -> None:
    row = only({"x": board(here), "y": board(there)})
    assert (row.containment, row.jaccard) == (containment, jaccard)


def test_one_member_in_common_is_a_row_only_if_it_is_asked_for() -> None:
    bodies = {"x": board("a"), "y": board("ab"), "z": board("cd")}
    assert found(bodies).rows == ()
    assert only(bodies, {"at_least": 1}).bodies == ("x", "y")
    assert found(bodies).summary().startswith("No two bodies have 2 members or more in common; ")
    assert found({}, {"at_least": 1}).summary() == (
        "No two bodies have 1 member or more in common. Seats are counted: the file holds no hours."
    )


def test_bodies_without_recorded_members_are_not_known() -> None:
    effort = found({"x": {}, "y": board("ab"), "z": {}})
    assert effort.without_members == ("x", "z")
    assert "; 2 bodies have no recorded members. Seats" in effort.summary()
    assert "; 1 body has no recorded members. Seats" in found({"x": {}}).summary()
    assert effort.extras() == {
        "basis": "count",
        "seats": [row.to_record() for row in effort.seats],
        "without_members": ["x", "z"],
    }


def test_a_body_that_reports_to_the_other_is_told() -> None:
    bodies = {
        "x": board("ab", reports_to="m"),
        "m": {"reports_to": "top"},
        "top": board("abc"),
    }
    row = only(bodies)
    assert row.above == "top"
    assert row.sentence == "x and top: 2 members in common, of 2 and 3; x reports to top."
    row = only({"top": board("abc"), "x": board("ab", reports_to="top")})
    assert row.above == "top"
    circle = {"x": board("ab", reports_to="y"), "y": board("ab", reports_to="x")}
    assert only(circle).above == "y"
    assert only({"x": board("ab", reports_to="nobody"), "y": board("ab")}).above is None


def test_rows_stand_by_members_in_common_then_by_their_shares_then_in_the_file() -> None:
    bodies = {
        "wide": board("abcde"),
        "pair": board("ab"),
        "trio": board("abf"),
        "same": board("ab"),
        "three": board("abc"),
    }
    rows = found(bodies).rows
    told = [("-".join(row.bodies), len(row.shared)) for row in rows]
    assert told == [
        ("wide-three", 3),
        ("pair-same", 2),
        ("pair-trio", 2),
        ("pair-three", 2),
        ("trio-same", 2),
        ("same-three", 2),
        ("wide-pair", 2),
        ("wide-same", 2),
        ("trio-three", 2),
        ("wide-trio", 2),
    ]


def test_bodies_count_while_they_are_there() -> None:
    bodies = {"x": board("ab", end=2020), "y": board("ab", start=2021)}
    effort = found(bodies)
    assert effort.rows == ()
    assert [(row.partner, row.bodies) for row in effort.seats] == [("a", ("y",)), ("b", ("y",))]
    assert found(bodies, {"ever": True}).rows == ()
    assert found(bodies, {"ever": True}).seats[0].seats == 2
    bodies["y"] = board("ab", start=2020)
    assert only(bodies, {"ever": True}).bodies == ("x", "y")
    assert only(bodies, {"on": "2020-06"}).bodies == ("x", "y")
    assert found(bodies, {"on": "2019"}).rows == ()


def test_seats_are_counted_by_partner_and_coordinations_beside_them() -> None:
    round_table: Fields = {
        "kind": "coordination",
        "status": "active",
        "partners": [
            {"partner": "b", "role": "lead"},
            {"partner": "e", "role": "partner"},
            {"partner": "f", "role": "funder"},
            {"partner": "d", "role": "partner", "end": 2019},
        ],
    }
    programme: Fields = {"partners": [{"partner": "a", "role": "lead"}], "status": "active"}
    effort = found(
        {"x": board("ab"), "y": board("bc")},
        initiatives={"t": round_table, "p": programme, "old": {**round_table, "status": "ended"}},
    )
    assert [row.to_record() for row in effort.seats] == [
        {"partner": "b", "seats": 2, "bodies": ["x", "y"], "coordinations": ["t"]},
        {"partner": "a", "seats": 1, "bodies": ["x"], "coordinations": []},
        {"partner": "c", "seats": 1, "bodies": ["y"], "coordinations": []},
        {"partner": "e", "seats": 0, "bodies": [], "coordinations": ["t"]},
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"at_least": 0}, "at_least: 0 is below 1"),
        ({"carry": -1}, "carry: -1 is below zero"),
        ({"on": "2020", "ever": True}, "exclude each other"),
    ],
)
def test_a_wrong_argument_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        found({}, asked)


def test_a_row_is_explained_with_its_members() -> None:
    bodies = {"x": board("abc"), "y": board("bcd", reports_to="x")}
    explained = found(bodies).explain(0)
    assert [step.text for step in explained.steps] == [
        "x has 3 members: A, B and C.",
        "y has 3 members: B, C and D.",
        "On both: B and C.",
        "Containment: 2 / 3 = 0.67; Jaccard index: 2 / 4 = 0.50.",
        "y reports to x; that they have members in common may be meant.",
        "Seats are counted: the file holds no hours.",
    ]
    assert explained.steps[2].references == ("partner:b", "partner:c")
    assert len(found({"x": board("ab"), "y": board("ab")}).explain(0).steps) == 5
