"""Why a need is met as far as it is: hand-worked steps, each with the lines it rests on."""

from __future__ import annotations

import pytest

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.explanation import Explanation
from learningcity.io.reader import parse_city
from learningcity.model.city import City

FILE = """\
format: learningcity/1
city: {id: here, name: Here, language: en, as_of: 2024-06-30, place: town}
places:
  town: {name: Town}
  north: {name: North, within: town}
  south: {name: South, within: town}
audiences:
  adults: {name: Adults, by: age}
  older: {name: Older people, within: adults}
  migrants: {name: Migrants, by: origin}
partners:
  college: {name: College}
initiatives:
  course:
    name: Course
    activities: [mentoring]
    audiences: [older]
    status: active
    partners: [{partner: college, role: lead}]
    provision:
      - {places: [north], capacity: 20}
      - {places: [town], audiences: [adults], capacity: 50}
  club:
    name: Club
    activities: [mentoring]
    audiences: [adults]
    places: [town]
    seen_active: 2023
  cafe:
    name: Cafe
    activities: [mentoring]
    audiences: [migrants]
    places: [south]
    capacity: 40
    status: active
needs:
  n:
    statement: Mentors for older people.
    activities: [mentoring]
    audiences: [older]
    places: [town]
    people: 100
    date: 2023
    sources: [s]
sources: {s: {title: Survey}}
"""


def read(*changes: tuple[str, str]) -> City:
    """The city with some lines said otherwise."""
    text = FILE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return parse_city(text, name="city.yaml")


def explained(*changes: tuple[str, str], ever: bool = False) -> Explanation:
    """Why the one need is met as far as it is."""
    return need_coverage(read(*changes), ever=ever).explain(0)


def text_of(told: Explanation, beginning: str) -> str:
    """The one step that begins like this."""
    (found,) = [step.text for step in told.steps if step.text.startswith(beginning)]
    return found


def test_the_steps_lead_from_the_lines_to_status_and_sufficiency() -> None:
    told = explained()
    assert told.subject == (
        "Mentors for older people: partial, not known whether there are places enough"
    )
    assert [(step.text, step.places) for step in told.steps] == [
        (
            "The need: Mentors for older people; 100 people have it; dated 2023, from 1 source.",
            ("city.yaml:38", "city.yaml:42", "city.yaml:43", "city.yaml:44", "city.yaml:45"),
        ),
        (
            "It is compared on: activity Mentoring; audience Older people; place Town.",
            ("city.yaml:39", "city.yaml:40", "city.yaml:41"),
        ),
        (
            "Course is meant for it by its line 1. Activity: Mentoring lies within what is "
            "needed. Audience: Older people lies within what is needed. Place: North lies within "
            "what is needed. It surely runs.",
            ("city.yaml:14", "city.yaml:16", "city.yaml:17", "city.yaml:21", "city.yaml:18"),
        ),
        (
            "Club reaches it in general, without being meant for it. Activity: Mentoring lies "
            "within what is needed. Audience: Adults goes beyond what is needed. Place: Town lies "
            "within what is needed. It is presumed to run.",
            ("city.yaml:23", "city.yaml:25", "city.yaml:26", "city.yaml:27", "city.yaml:28"),
        ),
        (
            "Cafe may reach it. Activity: Mentoring lies within what is needed. Audience: "
            "Migrants, grouped by origin, may be the same people. Place: South lies within what "
            "is needed. It surely runs.",
            ("city.yaml:29", "city.yaml:31", "city.yaml:32", "city.yaml:33", "city.yaml:35"),
        ),
        ("Nothing that is meant for it names the place South.", ("city.yaml:6",)),
        (
            "Status partial: something is meant for it, and leaves out a place or a group.",
            ("city.yaml:37",),
        ),
        (
            "Places a year of Course itself: surely 20 (by its lines), at most 70.",
            ("city.yaml:14", "city.yaml:21", "city.yaml:22"),
        ),
        (
            "Places a year of Cafe itself: surely 0 (it is not sure that it serves only these "
            "people), at most 40.",
            ("city.yaml:29", "city.yaml:34"),
        ),
        (
            "Nothing says how many people at most these can serve in a year: Club.",
            ("city.yaml:23",),
        ),
        ("Places a year of all together: surely 20, at most not known.", ("city.yaml:37",)),
        (
            "People without a place: at least 0, as the places have no upper bound; at most "
            "max(0, 100 − 20) = 80.",
            ("city.yaml:42",),
        ),
        (
            "Sufficiency unknown: the bounds allow both enough places and too few.",
            ("city.yaml:37",),
        ),
        ("Only College leads or delivers what is meant for it.", ("city.yaml:19",)),
    ]
    assert told.steps[2].references == ("initiative:course",)
    assert told.steps[0].references == ("need:n", "source:s")
    assert told.overturns == ()


def test_what_is_not_said_of_a_need_is_said_to_be_so() -> None:
    told = explained(
        ("    people: 100\n    date: 2023\n    sources: [s]\n", ""),
        ("people.\n    activities: [mentoring]\n", "people.\n    priorities: [skills]\n"),
        ("initiatives:\n", "priorities: {skills: {name: Skills}}\ninitiatives:\n"),
    )
    assert told.steps[0].text == (
        "The need: Mentors for older people; how many people have it is not stated; without a "
        "date, without a source."
    )
    assert told.steps[1].text == (
        "It is compared on: priority Skills; audience Older people; place Town. It names no "
        "activity, so its priority says what is needed."
    )
    assert "Priority: not stated." in text_of(told, "Course may reach it")
    assert text_of(told, "People without a place") == (
        "People without a place: at least not known, as the people have no lower bound; at most "
        "not known, as the people have no upper bound."
    )


# -- what is meant, and for whom -------------------------------------------------------------------


def test_several_terms_are_told_in_the_plural() -> None:
    told = explained(
        (
            "    audiences: [adults]\n    places: [town]\n    seen",
            "    audiences: [adults, everyone]\n    places: [north, south]\n    seen",
        ),
    )
    assert text_of(told, "Club reaches") == (
        "Club reaches it in general, without being meant for it. Activity: Mentoring lies within "
        "what is needed. Audience: Adults and Everyone go beyond what is needed. Place: North and "
        "South lie within what is needed. It is presumed to run."
    )


def test_where_nothing_is_meant_for_it_all_is_left_out() -> None:
    told = explained(("    audiences: [older]\n    status: active", "    status: active"))
    assert text_of(told, "Nothing is meant for it") == (
        "Nothing is meant for it, so all inside it are left out: 2 places and 1 group."
    )
    assert text_of(told, "As nothing") == "As nothing is meant for it, it has no provider."
    assert text_of(told, "Status") == (
        "Status general: something reaches it, nothing is meant for it."
    )
    without = need_coverage(
        parse_city(
            "format: learningcity/1\ncity: {id: a, name: A, as_of: 2024}\n"
            "needs: {n: {statement: N, activities: [mentoring]}}\n"
        )
    ).explain(0)
    assert text_of(without, "Nothing is meant for it") == (
        "Nothing is meant for it, and it has no place or group that could be left out."
    )
    assert text_of(without, "Status") == "Status absent: nothing in the file reaches it, or may."
    assert without.steps[0].places == ("text:3",)


def test_where_nothing_is_left_out_that_is_said() -> None:
    told = explained(
        ("      - {places: [north], capacity: 20}", "      - {places: [town], capacity: 20}")
    )
    assert text_of(told, "What is meant for it") == (
        "What is meant for it leaves out no place and no group inside it."
    )
    assert text_of(told, "Status") == (
        "Status reached: something is meant for it, and leaves nothing out."
    )


def test_groups_that_are_left_out_are_named_too() -> None:
    told = explained(
        ("  older: {name: Older people, within: adults}",
         "  older: {name: Older people, within: adults}\n"
         "  oldest: {name: Oldest people, within: older}\n"
         "  retired: {name: Retired people, within: older}\n"
         "  widows: {name: Widows, within: older}"),
        ("    audiences: [older]\n    status", "    audiences: [retired]\n    status"),
    )  # fmt: skip
    assert text_of(told, "Nothing that is meant") == (
        "Nothing that is meant for it names the place South and the groups Oldest people and "
        "Widows."
    )


@pytest.mark.parametrize(
    ("partners", "text"),
    [
        ("", "Nobody is named who leads or delivers what is meant for it."),
        (
            "    partners: [{partner: college, role: lead}, {partner: inn, role: deliverer}]\n",
            "These lead or deliver what is meant for it: College and Inn.",
        ),
    ],
)
def test_the_providers_are_named(partners: str, text: str) -> None:
    told = explained(
        ("    partners: [{partner: college, role: lead}]\n", partners),
        ("  college: {name: College}", "  college: {name: College}\n  inn: {name: Inn}"),
    )
    assert told.steps[-1].text == text


# -- places ----------------------------------------------------------------------------------------


def test_an_umbrella_and_its_parts_are_told_as_one_capacity() -> None:
    told = explained(
        ("    name: Course\n", "    name: Course\n    part_of: whole\n"),
        ("    name: Cafe\n", "    name: Cafe\n    part_of: whole\n"),
        ("initiatives:\n", "initiatives:\n  whole: {name: Whole, kind: coordination}\n"),
    )
    assert [(s.text, s.places) for s in told.steps if s.text.startswith("Places a year of")] == [
        (
            "Places a year of Whole itself: surely 0 (does not reach it itself), at most not "
            "known. With its parts Course and Cafe it is one capacity, the larger of its own and "
            "their sum: surely 20, at most 110.",
            ("city.yaml:14", "city.yaml:17", "city.yaml:33"),
        ),
        (
            "Places a year of Course itself: surely 20 (by its lines), at most 70. It is counted "
            "with Whole.",
            ("city.yaml:15", "city.yaml:23", "city.yaml:24"),
        ),
        (
            "Places a year of Cafe itself: surely 0 (it is not sure that it serves only these "
            "people), at most 40. It is counted with Whole.",
            ("city.yaml:31", "city.yaml:37"),
        ),
        ("Places a year of all together: surely 20, at most not known.", ("city.yaml:40",)),
    ]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            "    provision:\n      - {places: [north], capacity: 20}\n"
            "      - {places: [town], audiences: [adults], capacity: 50}\n",
            "    places: [town]\n    capacity: 120\n",
            "surely 120 (by its capacity), at most 120.",
        ),
        (
            "    provision:\n      - {places: [north], capacity: 20}\n"
            "      - {places: [town], audiences: [adults], capacity: 50}\n",
            "    places: [town]\n    participants: [{people: 60, start: 2022, end: 2023}]\n",
            "surely 30 (by the people counted in it, per year), at most not known.",
        ),
        (
            "    status: active\n    partners",
            "    seen_active: 2023\n    partners",
            "surely 0 (does not surely run), at most 70.",
        ),
        (
            "      - {places: [north], capacity: 20}\n"
            "      - {places: [town], audiences: [adults], capacity: 50}\n",
            "      - {places: [north], capacity: {at_most: 20}}\n",
            "surely 0 (states no lower bound), at most 20.",
        ),
    ],
)
def test_a_lower_bound_says_what_it_rests_on(old: str, new: str, text: str) -> None:
    told = explained((old, new))
    assert text_of(told, "Places a year of Course") == f"Places a year of Course itself: {text}"


def test_people_counted_are_shown_where_they_stand() -> None:
    told = explained(
        ("    provision:\n      - {places: [north], capacity: 20}\n"
         "      - {places: [town], audiences: [adults], capacity: 50}\n",
         "    places: [town]\n    participants: [{people: 60, start: 2022, end: 2023}]\n"),
    )  # fmt: skip
    (step,) = [s for s in told.steps if s.text.startswith("Places a year of Course")]
    assert step.places == ("city.yaml:14", "city.yaml:21")


def test_a_line_without_capacity_is_no_place_of_the_figure() -> None:
    told = explained(("[town], audiences: [adults], capacity: 50}", "[south]}"))
    (step,) = [s for s in told.steps if s.text.startswith("Places a year of Course")]
    assert step.places == ("city.yaml:14", "city.yaml:21")


def test_too_few_and_enough_places_are_worked_out() -> None:
    short = explained(GONE, ("people: 100", "people: 200"))
    assert text_of(short, "People without") == (
        "People without a place: at least max(0, 200 − 110) = 90; at most max(0, 200 − 20) = 180."
    )
    assert text_of(short, "Sufficiency") == (
        "Sufficiency short: at least one person is surely left without a place."
    )
    assert short.subject == "Mentors for older people: partial, too few places"
    met = explained(("people: 100", "people: 20"))
    assert text_of(met, "Sufficiency") == (
        "Sufficiency met: nobody is left without a place, and it is said what is needed."
    )
    assert met.subject.endswith("places enough")


def test_without_activities_enough_places_say_nothing() -> None:
    told = explained(
        ("people.\n    activities: [mentoring]\n", "people.\n"), ("people: 100", "people: 20")
    )
    assert text_of(told, "Sufficiency") == (
        "Sufficiency unknown: the need does not say which activities it needs."
    )


def test_over_all_time_no_places_are_counted() -> None:
    told = explained(ever=True)
    assert [step.text for step in told.steps[-5:-1]] == [
        "Status partial: something is meant for it, and leaves out a place or a group.",
        "Over all time places of different years do not add up; none are counted.",
        "Without places there is no shortfall to work out.",
        "Sufficiency unknown: over all time no places are counted.",
    ]


def test_an_estimate_is_told_apart_from_the_bounds() -> None:
    told = explained(
        ("  town: {name: Town}", "  town: {name: Town, population: 100}"),
        ("north: {name: North, ", "north: {population: 25, name: North, "),
        ("south: {name: South, ", "south: {population: 75, name: South, "),
        ("    places: [town]\n    people", "    places: [north]\n    people"),
    )  # fmt: skip
    assert text_of(told, "An estimate") == (
        "An estimate, no bound: if places were used alike by all who live where they are, at "
        "least 20 people a year of the need's places would be served."
    )


# -- what would overturn it ------------------------------------------------------------------------


def sentences(*changes: tuple[str, str], ever: bool = False) -> list[tuple[str, str]]:
    """What would overturn the need."""
    told = explained(*changes, ever=ever)
    return [(each.change, each.sentence) for each in told.overturns]


UNKNOWN = ("    status: active\n    partners", "    partners")
MEANT = ("      - {places: [north], capacity: 20}", "      - {places: [town], capacity: 20}")


GONE = ("    seen_active: 2023\n", "    end: 2020\n")


def test_an_unknown_period_is_answered_either_way() -> None:
    told = explained(UNKNOWN, GONE)
    assert [(each.change, each.before, each.after, each.sentence) for each in told.overturns] == [
        (
            "period-runs",
            "possible, unknown",
            "partial, unknown",
            "If Course surely ran on 2024-06-30, the need would be named, but not for all.",
        ),
        (
            "period-runs-not",
            "possible, unknown",
            "possible, short",
            "If Course did not run on 2024-06-30, there would surely be too few places.",
        ),
    ]
    assert told.overturns[0].references == ("initiative:course",)
    alone = sentences(UNKNOWN, GONE, ("    capacity: 40\n    status: active", "    end: 2020"))
    assert alone[1] == (
        "period-runs-not",
        "If Course did not run on 2024-06-30, the need would be reached by nothing recorded.",
    )
    both = sentences(UNKNOWN, GONE, ("people: 100", "people: 60"), MEANT,
                     ("    capacity: 40\n    status: active", "    end: 2020"))  # fmt: skip
    assert both[1][1] == (
        "If Course did not run on 2024-06-30, the need would be reached by nothing recorded and "
        "there would surely be too few places."
    )


def test_an_offer_cannot_be_said_to_be_for_others_than_everyone() -> None:
    needed = (
        "    activities: [mentoring]\n    audiences: [older]\n    places: [town]\n    people",
        "    activities: [mentoring]\n    audiences: [everyone]\n    places: [town]\n    people",
    )
    unstated = (
        "    audiences: [older]\n    status: active\n    partners",
        "    status: active\n    partners",
    )
    one_line = ("[town], audiences: [adults], capacity: 50}", "[town], capacity: 50}")
    told = explained(needed, unstated, one_line, GONE)
    assert [each.change for each in told.overturns] == ["audience-wanted"]


def test_what_begins_on_the_day_cannot_be_said_not_to_run_on_it() -> None:
    begins = ("    status: active\n    partners", "    start: 2024-06-30\n    partners")
    told = explained(begins, GONE)
    assert [each.change for each in told.overturns] == ["period-runs"]


def test_over_all_time_an_unknown_period_is_answered_either_way() -> None:
    others = (
        ("    seen_active: 2023\n", "    status: planned\n"),
        ("    capacity: 40\n    status: active", "    status: planned"),
    )
    assert sentences(UNKNOWN, *others, ever=True) == [
        (
            "period-runs",
            "If Course surely ran at any time, the need would be named, but not for all.",
        ),
        (
            "period-runs-not",
            "If Course never ran, the need would be reached by nothing recorded.",
        ),
    ]


def test_over_all_time_what_ended_before_it_began_cannot_be_said_to_have_run() -> None:
    others = (
        ("    seen_active: 2023\n", "    status: planned\n"),
        ("    capacity: 40\n    status: active", "    status: planned"),
    )
    crossed = (
        "    status: active\n    partners",
        "    start: 2024-06-30\n    status: ended\n    partners",
    )
    found = need_coverage(read(crossed, *others), ever=True)
    assert found.rows[0].may_reach == ("course",)
    assert [code for code, _ in sentences(crossed, *others, ever=True)] == ["period-runs-not"]


def test_what_an_offer_does_not_say_is_answered_either_way() -> None:
    changes = (
        ("    audiences: [older]\n    status: active", "    status: active"),
        MEANT,
        GONE,
        ("      - {places: [town], audiences: [adults], capacity: 50}\n", ""),
    )
    assert sentences(*changes) == [
        ("audience-wanted", "If Course were for Older people, the need would be named for all."),
    ]
    places = (
        ("    provision:\n      - {places: [north], capacity: 20}\n"
         "      - {places: [town], audiences: [adults], capacity: 50}\n", "    capacity: 70\n"),
        GONE,
        ("    audiences: [migrants]\n    places: [south]\n", "    audiences: [adults]\n"),
    )  # fmt: skip
    assert sentences(*places) == [
        ("place-wanted", "If Course were in Town, the need would be named for all."),
        (
            "place-other",
            "If Course were in another place, there would surely be too few places.",
        ),
        (
            "place-wanted",
            "If Cafe were in Town, the need would be reached in general only.",
        ),
        ("place-other", "If Cafe were in another place, there would surely be too few places."),
    ]


def test_what_is_offered_is_answered_either_way() -> None:
    changes = (
        ("    name: Course\n    activities: [mentoring]\n", "    name: Course\n"),
        GONE,
        ("    capacity: 40\n    status: active", "    end: 2020"),
        MEANT,
    )
    assert sentences(*changes) == [
        (
            "activity-wanted",
            "If Course offered Mentoring, the need would be named for all.",
        ),
        (
            "activity-other",
            "If Course offered something else, the need would be reached by nothing recorded.",
        ),
    ]


def test_an_unknown_capacity_is_answered_as_enough_and_as_nothing() -> None:
    changes = (
        ("      - {places: [north], capacity: 20}\n"
         "      - {places: [town], audiences: [adults], capacity: 50}\n",
         "      - {places: [town]}\n"),
        GONE,
    )  # fmt: skip
    assert sentences(*changes) == [
        (
            "capacity-enough",
            "If Course could serve 100 people a year, there would be places enough for all.",
        ),
        (
            "capacity-none",
            "If Course could serve nobody, there would surely be too few places.",
        ),
    ]
    some = (
        ("      - {places: [north], capacity: 20}\n"
         "      - {places: [town], audiences: [adults], capacity: 50}\n",
         "      - {places: [town], capacity: {at_least: 20}}\n"),
        GONE,
    )  # fmt: skip
    assert sentences(*some)[1] == (
        "capacity-none",
        "If Course could serve no more than 20 people a year, there would surely be too few "
        "places.",
    )


def test_unknown_people_are_answered_as_few_and_as_many() -> None:
    changes = (("    people: 100\n", ""), GONE)
    told = explained(*changes)
    assert [(each.change, each.sentence, each.references) for each in told.overturns] == [
        (
            "people-few",
            "If no more than 20 people had the need, there would be places enough for all.",
            ("need:n",),
        ),
        (
            "people-many",
            "If more than 110 people had the need, there would surely be too few places.",
            ("need:n",),
        ),
    ]
    nothing = parse_city(
        "format: learningcity/1\ncity: {id: a, name: A, as_of: 2024}\n"
        "needs: {n: {statement: N, activities: [mentoring]}}\n"
    )
    assert [each.sentence for each in need_coverage(nothing).explain(0).overturns] == [
        "If anybody surely had the need, there would surely be too few places."
    ]


def test_an_answer_may_leave_it_open_whether_there_are_places_enough() -> None:
    changes = (
        GONE,
        ("people: 100", "people: {at_least: 5}"),
    )
    assert sentences(*changes) == [
        (
            "people-few",
            "If no more than 20 people had the need, there would be places enough for all.",
        )
    ]
