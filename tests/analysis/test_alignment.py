"""What partners state, what they work on, and what they were set up for."""

from __future__ import annotations

from typing import Any

import pytest

import learningcity
from learningcity.analysis.alignment import AlignmentRow, EndorsementRow, alignment
from learningcity.analysis.remit import RemitRow, remit
from learningcity.model.city import City
from tests.builders import Fields, city

AIMS: dict[str, Fields] = {
    "skills": {"name": "Skills"},
    "welding": {"name": "Welding", "within": "skills"},
    "coding": {"name": "Coding", "within": "skills"},
    "health": {"name": "Health"},
    "arts": {"name": "Arts"},
}


def doing(partner: str, *priorities: str, role: str = "lead") -> Fields:
    """An active initiative of one partner."""
    return {
        "priorities": list(priorities),
        "partners": [{"partner": partner, "role": role}],
        "status": "active",
    }


def aiming() -> City:
    """Partners with every sort of agreement."""
    return city(
        priorities=AIMS,
        partners={
            "fits": {"name": "Fits", "priorities": ["skills"], "remit": ["skills"]},
            "wide": {"name": "Wide", "priorities": ["welding", "arts"], "remit": ["welding"]},
            "silent": {"name": "Silent"},
            "idle": {"name": "Idle", "priorities": ["health"], "remit": ["health"]},
        },
        initiatives={
            "course": {"name": "Course", **doing("fits", "welding", "health")},
            "school": {"name": "School", **doing("wide", "skills")},
            "talks": {"name": "Talks", **doing("silent", "health", "arts")},
            "unsaid": {"name": "Unsaid", **doing("fits")},
            "paid": {"name": "Paid", **doing("idle", "health", role="funder")},
        },
    )


# -- by partner ----------------------------------------------------------------------------------


def test_words_and_deeds_of_each_partner_are_compared() -> None:
    found = alignment(aiming())
    assert found.rows == (
        AlignmentRow(
            partner="fits",
            stated=("skills",),
            worked=("welding", "health"),
            both=("skills",),
            perhaps=(),
            stated_only=(),
            worked_only=("health",),
            unplaced=("unsaid",),
            endorsed=("skills",),
            endorsed_share=0.333333333333,
            reason=None,
        ),
        AlignmentRow(
            partner="wide",
            stated=("welding", "arts"),
            worked=("skills",),
            both=(),
            perhaps=("welding",),
            stated_only=("arts",),
            worked_only=(),
            unplaced=(),
            endorsed=("skills", "arts"),
            endorsed_share=0.666666666667,
            reason=None,
        ),
        AlignmentRow(
            partner="silent",
            stated=(),
            worked=("health", "arts"),
            both=None,
            perhaps=None,
            stated_only=None,
            worked_only=None,
            unplaced=(),
            endorsed=None,
            endorsed_share=None,
            reason="nothing-stated",
        ),
        AlignmentRow(
            partner="idle",
            stated=("health",),
            worked=(),
            both=(),
            perhaps=(),
            stated_only=("health",),
            worked_only=(),
            unplaced=(),
            endorsed=("health",),
            endorsed_share=0.333333333333,
            reason=None,
        ),
    )
    assert found.summary() == (
        "3 of 4 partners state priorities of their own: 1 works on all of them, 2 have no recorded "
        "work for one or more, 1 works on others too."
    )


def test_giving_money_is_work_only_if_asked_for() -> None:
    found = alignment(aiming(), roles=["funder"])
    assert found.rows[3].both == ("health",)
    assert found.parameters.roles == ("funder",)
    with pytest.raises(ValueError, match="roles: 'friend' is none of lead"):
        alignment(aiming(), roles=["friend"])


def test_what_has_ended_is_no_work_then() -> None:
    built = city(
        priorities={"aim": {}},
        partners={"p": {"priorities": ["aim"]}},
        initiatives={"i": {**doing("p", "aim"), "status": "ended", "start": 2019, "end": 2020}},
    )
    assert alignment(built).rows[0].stated_only == ("aim",)
    assert alignment(built, on="2019-06").rows[0].both == ("aim",)
    assert alignment(built, ever=True).rows[0].both == ("aim",)


def test_an_empty_city_and_one_without_priorities_have_their_reasons() -> None:
    assert alignment(city()).rows == ()
    assert alignment(city()).summary() == ("No partners are recorded.")
    gone = city(priorities={"old": {"until": 2020}}, partners={"p": {"priorities": ["old"]}})
    (row,) = alignment(gone).rows
    assert (row.reason, row.endorsed, row.endorsed_share) == ("no-priorities", (), None)
    assert row.stated_only == ("old",)
    assert (
        alignment(gone)
        .summary()
        .startswith(
            "1 of 1 partner states priorities of their own: 0 work on all of them, 1 has no"
        )
    )
    assert alignment(gone).explain(0).steps[-1].text == (
        "The city has no priority in use, so there is no share."
    )
    wrong: Any = "city"
    with pytest.raises(ValueError, match="by: 'city' is neither 'partner' nor 'priority'"):
        alignment(city(), by=wrong)


def test_the_reasons_of_a_partner_are_what_it_states_and_each_initiative() -> None:
    found = alignment(aiming())
    assert [(step.text, step.references) for step in found.explain(0).steps] == [
        ("Priorities that Fits states: Skills.", ("partner:fits",)),
        ("It works in Course, which names: Welding and Health.", ("initiative:course",)),
        (
            "It works in Unsaid, which names no priority: it may serve any.",
            ("initiative:unsaid",),
        ),
        (
            "Stated and worked on: Skills; stated without recorded work: none; worked on without "
            "being stated: Health.",
            ("partner:fits",),
        ),
        (
            "It states 1 of the city's 3 outermost priorities, or a part of them: share 0.333.",
            ("priority:skills", "priority:health", "priority:arts"),
        ),
    ]
    assert "; stated, and perhaps worked on: Welding; " in found.explain(1).steps[-2].text
    assert found.explain(2).steps[-1].text == (
        "As Silent states no priority, nothing can be compared: not known, not none."
    )
    assert found.explain(3).steps[1].text == (
        "Idle works in no initiative that may run, as far as recorded."
    )
    assert found.explain(3).subject == "Idle"


# -- by priority ---------------------------------------------------------------------------------


def test_each_priority_shows_who_wants_it_and_who_works_on_it() -> None:
    found = alignment(aiming(), by="priority")
    told = {row.priority: row for row in found.rows}
    assert list(told) == list(AIMS)
    assert told["skills"] == EndorsementRow(
        priority="skills",
        stated_by=("fits", "wide"),
        worked_by=("fits", "wide"),
        both=("fits", "wide"),
        worked_above=(),
        perhaps=(),
        stated_only=(),
        stated_above=(),
        worked_only=(),
        unsaid=(),
        stated_share=0.666666666667,
        reason=None,
    )
    assert told["welding"].stated_by == told["welding"].perhaps == ("wide",)
    assert told["welding"].worked_by == told["welding"].stated_above == ("fits",)
    assert told["welding"].worked_above == ("wide",)
    assert told["health"].stated_only == ("idle",)
    assert told["health"].worked_only == ("fits",)
    assert told["health"].unsaid == ("silent",)
    assert told["arts"].stated_only == ("wide",)
    assert told["coding"].stated_by == told["coding"].worked_by == ()
    assert found.summary() == (
        "Of 5 priorities and objectives, 4 are both stated by partners and worked on, 0 only "
        "stated, 0 only worked on, 0 neither, as far as recorded. Whether 1 is worked on is not "
        "known: the work names only something larger."
    )


def test_where_nobody_states_anything_no_share_is_given() -> None:
    found = alignment(city(priorities={"aim": {}}, partners={"p": {}}), by="priority")
    (row,) = found.rows
    assert (row.stated_share, row.reason) == (None, "nothing-stated")
    assert found.summary() == (
        "No partner is recorded with priorities of its own: who wants which is not known."
    )
    assert [step.text for step in found.explain(0).steps] == [
        "Partners that state aim or a part of it: none.",
        "As far as recorded, nobody states it and nobody works on it.",
    ]
    assert alignment(city(), by="priority").summary() == "No priorities are recorded."


def test_the_reasons_of_a_priority_are_its_partners_and_their_work() -> None:
    found = alignment(aiming(), by="priority")
    assert [(step.text, step.references) for step in found.explain(3).steps] == [
        (
            "Partners that state Health or a part of it: Idle.",
            ("priority:health", "partner:idle"),
        ),
        ("Fits works on it in Course.", ("partner:fits", "initiative:course")),
        ("Silent works on it in Talks.", ("partner:silent", "initiative:talks")),
        (
            "Together, stated without recorded work: Idle; worked on, others stated: Fits; worked "
            "on, nothing stated at all: Silent.",
            ("priority:health",),
        ),
    ]
    assert found.explain(3).subject == "Health"


# -- remit ---------------------------------------------------------------------------------------


def test_work_lies_inside_partly_perhaps_or_beyond_the_remit() -> None:
    built = city(
        priorities=AIMS,
        partners={
            "p": {"name": "P", "remit": ["welding"]},
            "q": {"name": "Q"},
            "r": {"name": "R", "remit": ["arts"]},
        },
        initiatives={
            "in": {"name": "In", **doing("p", "welding", "skills")},
            "part": {"name": "Part", **doing("p", "welding", "arts")},
            "may": {"name": "May", **doing("p", "skills", "arts")},
            "out": {"name": "Out", **doing("p", "coding", "arts")},
            "dark": {"name": "Dark", **doing("p")},
            "of-q": {"name": "Of Q", **doing("q")},
        },
    )
    found = remit(built)
    assert found.rows == (
        RemitRow(
            partner="p",
            remit=("welding",),
            initiatives=("in", "part", "may", "out", "dark"),
            inside=("in",),
            partly=("part",),
            perhaps=("may",),
            beyond=("out",),
            unplaced=("dark",),
            beyond_high=3,
            share_low=0.2,
            share_high=0.6,
            reason=None,
        ),
        RemitRow("q", (), ("of-q",), None, None, None, None, ("of-q",), None, None, None,
            "no-remit"),
        RemitRow("r", ("arts",), (), (), (), (), (), (), 0, None, None, "no-work"),
    )  # fmt: skip
    assert found.summary() == (
        "A remit is recorded of 2 of 3 partners: 1 of them works in initiatives that lie wholly "
        "beyond it. That may be a strength: leaders who look beyond their own task."
    )
    assert [step.text for step in found.explain(0).steps] == [
        "P was set up to serve: Welding.",
        "It works in In, for Welding and Skills: all of it within the remit.",
        "It works in Part, for Welding and Arts: some of it within the remit and some not.",
        "It works in May, for Skills and Arts: something larger that has the remit in it: not "
        "known whether it is meant.",
        "It works in Out, for Coding and Arts: nothing of it within the remit.",
        "It works in Dark: it names no priority, so that is not known.",
        "Beyond the remit: 1 to 3 of 5, share 0.2 to 0.6.",
    ]
    assert [step.text for step in found.explain(1).steps] == [
        "What Q was set up to serve is not recorded.",
        "As no remit is recorded of Q, nothing can be judged: not known, not none.",
    ]
    assert found.explain(2).steps[-1].text == (
        "It works in no initiative that may run, so there is no share."
    )


def test_a_remit_that_nobody_recorded_is_not_known() -> None:
    assert remit(city(partners={"p": {}})).summary() == (
        "No remit is recorded of any of 1 partner: what lies beyond it is not known."
    )
    assert remit(city()).rows == ()
    with pytest.raises(ValueError, match="exclude each other"):
        remit(city(), on="2020", ever=True)


# -- the packaged cities -------------------------------------------------------------------------


def test_lanternport_in_words_and_deeds() -> None:
    built = learningcity.open_example("lanternport")
    found = alignment(built)
    assert [row.partner for row in found.rows if row.reason] == [
        "education-ministry", "quay-hotels", "brightpath"
    ]  # fmt: skip
    assert found.rows[0].stated_only == ("basics-for-all", "green-neighbourhoods")
    assert found.explain(0).steps[0].places == ("lanternport/3-partners.yaml:11",)
    assert {row.partner: row.beyond for row in remit(built).rows if row.beyond} == {
        "health-service": ("open-doors",),
        "northfield-together": ("literacy-evenings", "climate-leaders"),
    }
    assert remit(built).explain(1).steps[-1].text == "Beyond the remit: 0 of 7, share 0."
    by_priority = alignment(built, by="priority")
    assert by_priority.rows[0].unsaid == ("quay-hotels", "brightpath")


@pytest.mark.parametrize("name", ["wolverhampton", "gwangmyeong"])
def test_of_real_cities_nobody_has_recorded_what_partners_want(name: str) -> None:
    built = learningcity.open_example(name)
    assert {row.reason for row in alignment(built).rows} == {"nothing-stated"}
    assert {row.reason for row in remit(built).rows} == {"no-remit"}
    assert any(row.worked for row in alignment(built).rows)
