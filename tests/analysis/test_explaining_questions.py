"""Why a question is asked, and what the answers would make of the findings."""

from __future__ import annotations

from learningcity.analysis.explanation import Explanation
from learningcity.analysis.questions import find_questions
from learningcity.io.reader import parse_city

FILE = """\
format: learningcity/1
city: {id: here, name: Here, language: en, as_of: 2024-06-30}
places: {town: {name: Town}}
partners: {college: {name: College}, inn: {name: Inn}}
initiatives:
  club:
    name: Club
    activities: [mentoring]
    places: [town]
    start: 2020
    partners: [{partner: college, role: lead}]
  course:
    name: Course
    activities: [mentoring]
    places: [town]
    status: active
    partners: [{partner: inn, role: deliverer}, {partner: college, role: deliverer}]
needs:
  n: {statement: Mentors., activities: [mentoring], people: 9, places: [town]}
"""


def explained(text: str, index: int) -> Explanation:
    return find_questions(parse_city(text, name="city.yaml")).explain(index)


def test_the_steps_say_what_is_silent_who_may_know_and_what_hangs_on_it() -> None:
    told = explained(FILE, 0)
    assert told.subject == "Is Club still running?"
    assert [(step.text, step.places) for step in told.steps] == [
        (
            "Club: start 2020. So it may run from 2020-01-01 on; on no day is it known to run.",
            ("city.yaml:10",),
        ),
        ("College leads it and may know.", ("city.yaml:11",)),
        ("An answer can settle: Club and Course.", ("city.yaml:6", "city.yaml:12")),
    ]
    assert [change.sentence for change in told.overturns] == [
        "Club and Course: if Club did not run on 2024-06-30, the pair would not be listed."
    ]


ALONE = FILE.partition("  club:")[0] + "  course:" + FILE.partition("  course:")[2]


def test_a_capacity_that_is_not_stated_is_said_to_be_so() -> None:
    told = explained(ALONE, 0)
    assert [step.text for step in told.steps] == [
        "The file does not say of Course how many people at most it can serve in a year.",
        "College and Inn deliver it and may know.",
        "An answer can settle: Mentors.",
    ]
    assert [change.sentence for change in told.overturns] == [
        "Mentors: if Course could serve 9 people a year, there would be places enough for all.",
        "Mentors: if Course could serve nobody, there would surely be too few places.",
    ]


def test_what_an_offer_does_not_state_is_said_to_be_so() -> None:
    silent = ALONE.replace("    activities: [mentoring]\n", "").replace("people: 9, ", "")
    asked = silent.replace("places: [town]}", "audiences: [everyone]}").replace(
        "    places: [town]\n", "    audiences: [everyone]\n"
    )
    told = explained(asked, 0)
    assert told.subject == "What do people learn or do in Course?"
    assert told.steps[0].text == ("The file does not say of Course what people learn or do in it.")
    assert [change.change for change in told.overturns] == ["activity-wanted", "activity-other"]


def test_where_nobody_is_named_the_file_does_not_say_whom_to_ask() -> None:
    told = explained(FILE.replace("    partners: [{partner: college, role: lead}]\n", ""), 0)
    assert told.steps[1].text == (
        "Nobody is named who leads or delivers it, so the file does not say whom to ask."
    )
    assert told.steps[1].places == ("city.yaml:6",)
