"""Why a need, a place or a group is a gap, and what would overturn that."""

from __future__ import annotations

from learningcity.analysis.gaps import find_gaps
from learningcity.io.reader import parse_city

FILE = """\
format: learningcity/1
city: {id: here, name: Here, language: en, as_of: 2024-06-30, place: town}
places:
  town: {name: Town}
  ward: {name: Ward, within: town, population: 500, sources: [s]}
  lane: {name: Lane, within: ward}
audiences:
  adults: {name: Adults}
  older: {name: Older people, within: adults, people: {about: 90}}
partners:
  college: {name: College}
initiatives:
  course:
    name: Course
    activities: [mentoring]
    audiences: [adults]
    places: [town]
    status: active
    partners: [{partner: college, role: lead}]
    outcomes: [{statement: Learned.}]
needs:
  n:
    statement: Mentors for adults.
    activities: [mentoring]
    audiences: [adults]
    people: 30
    sources: [s]
    date: 2024
sources: {s: {title: Survey}}
"""


def test_a_place_that_nobody_names_says_what_was_looked_through() -> None:
    found = find_gaps(parse_city(FILE, name="city.yaml"), types=["place"])
    told = found.explain(0)
    assert told.subject == (
        "No initiative names Ward (500 people), nor a part of it; offers for the whole city may."
    )
    assert [(step.text, step.places) for step in told.steps] == [
        (
            "Ward: 500 people. Its own name counts, and so does any that lies within it: Lane.",
            ("city.yaml:5", "city.yaml:6"),
        ),
        (
            "None of the 1 line of 1 initiative that offer something and may run names any of "
            "these.",
            ("city.yaml:5",),
        ),
        (
            "Named is what contains it, which does not say that it is meant: Town (1 initiative).",
            ("city.yaml:4",),
        ),
        (
            "Strength of evidence, sourced: it has a source; its date is not stated, or is a "
            "judgement.",
            ("city.yaml:5",),
        ),
        (
            "College is near to it: Course works in Town.",
            ("city.yaml:11", "city.yaml:13"),
        ),
    ]
    (change,) = told.overturns
    assert change.to_record() == {
        "change": "named",
        "sentence": "If Course named Ward, there would be no such gap.",
        "before": "place",
        "after": "gone",
        "references": ["initiative:course"],
    }


def test_a_group_that_nobody_names_says_so_too() -> None:
    found = find_gaps(parse_city(FILE, name="city.yaml"), types=["audience"])
    told = found.explain(0)
    assert [step.text for step in told.steps[:3]] == [
        "Older people: about 90 people. Nothing lies within it, so only its own name counts.",
        "None of the 1 line of 1 initiative that offer something and may run names any of these.",
        "Named is what contains it, which does not say that it is meant: Adults (1 initiative).",
    ]
    assert told.steps[0].places == ("city.yaml:9",)


def test_where_nobody_is_near_any_initiative_could_name_it() -> None:
    text = FILE.replace("    places: [town]\n", "")
    found = find_gaps(parse_city(text, name="city.yaml"), types=["place"])
    told = found.explain(1)
    assert told.steps[0].text == (
        "Lane: people not stated. Nothing lies within it, so only its own name counts."
    )
    assert told.steps[2].text == "No initiative names anything that contains it."
    assert [change.sentence for change in told.overturns] == [
        "If an initiative named Lane, there would be no such gap."
    ]
    assert told.overturns[0].references == ()


def test_where_all_lines_say_where_they_are_another_initiative_has_to_name_it() -> None:
    lines = "    provision: [{places: [town]}]\n    status: active\n"
    text = FILE.replace("    status: active\n", lines)
    found = find_gaps(parse_city(text, name="city.yaml"), types=["place"])
    assert [change.sentence for change in found.explain(0).overturns] == [
        "If an initiative named Ward, there would be no such gap."
    ]


def test_a_need_says_what_its_marks_mean_besides_what_reaches_it() -> None:
    found = find_gaps(parse_city(FILE, name="city.yaml"), types=["need-partial"])
    assert len(found) == 0
    reached = find_gaps(parse_city(FILE, name="city.yaml"), types=["need-reached"])
    told = reached.explain(0)
    assert told.subject == reached.rows[0].sentence
    assert told.steps[0].text.startswith("The need: Mentors for adults; 30 people have it;")
    assert [step.text for step in told.steps[-4:]] == [
        "Mark sufficiency-unknown: nobody can say whether there are places enough.",
        "Mark sole-provider: exactly one partner leads or delivers what is meant for it.",
        "Strength of evidence, sourced-and-dated: it has a source and a date.",
        "College is near to it: Course offers Mentoring and serves Adults.",
    ]
    assert [change.change for change in told.overturns] == ["capacity-enough", "capacity-none"]
