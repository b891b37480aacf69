"""From each priority to the body at the top."""

from __future__ import annotations

import pytest

import learningcity
from learningcity.analysis.gaps import find_gaps
from learningcity.analysis.ownership import OwnershipRow, OwnershipStep, ownership
from learningcity.model.city import City
from tests.builders import Fields, city

BODIES: dict[str, Fields] = {
    "top": {"name": "Top", "members": ["b", "a"]},
    "board": {"name": "Board", "reports_to": "top", "end": 2020},
    "panel": {"name": "Panel", "reports_to": "board", "members": ["a"]},
    "one": {"name": "One", "reports_to": "two"},
    "two": {"name": "Two", "reports_to": "one"},
    "lost": {"name": "Lost", "reports_to": "nowhere"},
}


def built(**priorities: Fields) -> City:
    """A city with these priorities, all bodies and two partners."""
    return city(
        partners={"a": {"name": "A"}, "b": {"name": "B"}}, bodies=BODIES, priorities=priorities
    )


def only(**fields: object) -> OwnershipRow:
    """The row of the one priority of a city."""
    (row,) = ownership(built(aim={"name": "Aim", **fields})).rows
    return row


def test_a_body_leads_to_the_top_with_the_members_of_each_step() -> None:
    assert only(owner="panel") == OwnershipRow(
        priority="aim",
        owner="body:panel",
        inherited=False,
        status="top-body",
        way=(
            OwnershipStep("panel", ("a",), there=True),
            OwnershipStep("board", (), there=False),
            OwnershipStep("top", ("a", "b"), there=True),
        ),
        top="top",
        leads_to=None,
        sentence=(
            "Aim: Panel reports to Board, then Top, the top as far as recorded: it reports to "
            "nobody in the file."
        ),
    )


@pytest.mark.parametrize(
    ("owner", "status", "way", "leads_to", "sentence"),
    [
        (
            "top",
            "top-body",
            ["top"],
            None,
            "Aim: Top, the top as far as recorded: it reports to nobody in the file.",
        ),
        ("b", "partner", [], None, "Aim: B answers itself; it is a partner."),
        (
            "one",
            "dead-end",
            ["one", "two"],
            "one",
            "Aim: One reports to Two, which reports back to One: a circle.",
        ),
        (
            "lost",
            "dead-end",
            ["lost"],
            "nowhere",
            "Aim: Lost reports to 'nowhere', which is no body of the file.",
        ),
        (None, "no-owner", [], None, "Nobody is recorded as answering for Aim."),
        ("stranger", "no-owner", [], None, "Nobody is recorded as answering for Aim."),
    ],
)
def test_every_way_ends_somewhere(
    owner: str | None, status: str, way: list[str], leads_to: str | None, sentence: str
) -> None:
    row = only(owner=owner)
    assert (row.status, [step.body for step in row.way]) == (status, way)
    assert (row.leads_to, row.sentence) == (leads_to, sentence)
    assert row.top == ("top" if status == "top-body" else None)


def test_an_objective_has_the_owner_of_what_it_lies_within() -> None:
    found = ownership(built(aim={"owner": "top"}, part={"within": "aim"}, own={"within": "aim",
        "owner": "a"}))  # fmt: skip
    assert [(row.priority, row.owner, row.inherited) for row in found.rows] == [
        ("aim", "body:top", False),
        ("part", "body:top", True),
        ("own", "partner:a", False),
    ]
    assert found.rows[1].sentence == (
        "part: Top (from what it lies within), the top as far as recorded: it reports to nobody in "
        "the file."
    )


def test_each_of_several_owners_has_a_row() -> None:
    found = ownership(
        built(
            one={"owner": "one"},
            two={"owner": "panel"},
            both={"within": ["one", "two"]},
            none={},
            lost={"owner": "lost"},
        )
    )
    assert [row.owner for row in found.rows if row.priority == "both"] == ["body:one", "body:panel"]
    assert found.orphans == ("none",)
    assert found.dead_ends == ("one", "lost")
    assert found.extras() == {"orphans": ["none"], "dead_ends": ["one", "lost"]}
    assert found.summary() == (
        "Of 5 priorities and objectives, 4 have an owner (bodies at the top: 1); without an owner: "
        "1; with an owner from which no reporting leads to the top: 2. That a body has members "
        "does not say that it meets."
    )


def test_priorities_that_are_not_in_use_have_no_row() -> None:
    made = built(old={"until": 2020, "owner": "a"}, new={"owner": "a"})
    assert [row.priority for row in ownership(made).rows] == ["new"]
    assert [row.priority for row in ownership(made, on="2019").rows] == ["old", "new"]
    ever = ownership(made, ever=True)
    assert len(ever.rows) == 2
    assert "carry" not in ever.to_dict()["parameters"]  # type: ignore[operator]


def test_over_all_time_every_body_counts_as_there() -> None:
    (row,) = ownership(built(aim={"owner": "board"}), ever=True).rows
    assert all(step.there for step in row.way)


def test_a_city_without_priorities_says_so() -> None:
    assert ownership(city()).rows == ()
    assert ownership(city()).summary() == (
        "No priorities are recorded, so there is nothing to answer for."
    )
    (row,) = ownership(city(priorities={"aim": {}})).rows
    assert row.status == "no-owner"
    assert (
        ownership(city(priorities={"aim": {}}))
        .summary()
        .startswith("Of 1 priority, 0 have an owner; without an owner: 1.")
    )


def test_the_reasons_go_from_the_owner_to_the_top() -> None:
    found = ownership(built(aim={"owner": "panel"}, mine={"owner": "b"}, none={}, lost={"owner":
        "lost"}, part={"within": "mine"}))  # fmt: skip
    told = {row.priority: found.explain(row) for row in found.rows}
    assert [step.text for step in told["aim"].steps] == [
        "The owner of aim is Panel.",
        "On Panel sits A.",
        "Panel reports to Board.",
        "On Board no member is recorded: who sits on it is not known.",
        "By its start and end, Board was not there on the day.",
        "Board reports to Top.",
        "On Top sit A and B.",
        "Top reports to nobody that the file names: it counts as the top.",
    ]
    assert told["aim"].steps[1].references == ("body:panel", "partner:a")
    assert [step.text for step in told["mine"].steps] == [
        "The owner of mine is B.",
        "B is a partner and no body: it answers itself.",
    ]
    assert told["part"].steps[0].text == ("part states no owner; that of what it lies within is B.")
    assert [step.text for step in told["none"].steps] == [
        "none has no owner that the file knows, and nor has what it lies within."
    ]
    assert told["lost"].steps[-1].text == (
        "Lost reports to 'nowhere', which is no body of the file."
    )


def test_lanternport_has_three_orphans_as_the_gaps_say() -> None:
    built = learningcity.open_example("lanternport")
    found = ownership(built)
    assert found.orphans == ("learning-families", "early-start", "beside-school")
    assert found.dead_ends == ()
    gaps = find_gaps(built, types=["ownership"]).rows
    assert [row.subjects[0] for row in gaps] == ["priority:learning-families"]
    step = found.explain(0).steps[2]
    assert (step.text, step.places) == (
        "Skills Board reports to City Learning Board.", ("lanternport/2-aims.yaml:63",)
    )  # fmt: skip


def test_wolverhampton_answers_through_one_board_whose_members_nobody_recorded() -> None:
    found = ownership(learningcity.open_example("wolverhampton"))
    assert {row.status for row in found.rows} == {"top-body"}
    assert {row.top for row in found.rows} == {"city-board"}
    assert {step.members for row in found.rows for step in row.way} == {()}


def test_in_gwangmyeong_partners_answer_themselves() -> None:
    found = ownership(learningcity.open_example("gwangmyeong"))
    assert {(row.status, row.owner) for row in found.rows} == {
        ("partner", "partner:lifelong-learning-centre"), ("partner", "partner:gwangmyeong-city")
    }  # fmt: skip
