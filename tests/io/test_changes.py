"""Putting scenarios on a city: what each verb does, what it refuses, and where it says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from learningcity.diagnostics import Problem, Severity
from learningcity.errors import CityFileError
from learningcity.io.changes import ScenarioCheck, check_document, check_scenario, with_changes
from learningcity.io.documents import read_document
from learningcity.io.limits import Limits
from learningcity.io.reader import check_texts, parse_city
from learningcity.io.scenarios import parse_scenario, read_scenario
from learningcity.model.city import City
from learningcity.model.values import Quantity
from tests.builders import city as built

CITY = """\
format: learningcity/1
city: {id: riverton, name: Riverton, as_of: 2024-06, place: riverton}
places:
  riverton: {name: Riverton}
  north: {name: North, within: riverton}
audiences: {adults: {name: Adults}}
priorities: {skills: {name: Skills, owner: board}}
bodies:
  board: {name: Board, members: [college, library]}
partners:
  college: {name: College}
  library: {name: City Library}
initiatives:
  night-school:
    name: Night School
    activities: [vocational-engineering]
    audiences: [adults]
    places: [riverton]
    priorities: [skills]
    start: 2020
    status: active
    capacity: 100
    partners: [{partner: college, role: lead}, {partner: library, role: host}]
    funding:
      total: {amount: 9000, currency: GBP, funder: [college, library], start: 2020}
      grant: {amount: 1000, currency: GBP, funder: library, within: total}
  reading-room:
    name: Reading Room
    activities: [literacy]
    audiences: [adults]
    places: [north]
    capacity: {at_most: 40}
    seen_active: 2024-05
    partners: [{partner: library, role: lead}]
  fair: {name: Fair, start: 2022, end: 2023-09, status: ended}
  walk: {name: Walk, status: ended}
  plan: {name: Plan, start: 2025, status: planned}
needs:
  work: {statement: Work, activities: [vocational-engineering], people: 300, date: 2023}
ties:
  - {from: college, to: library, kind: planning}
  - {from: library, to: college, kind: knowledge}
reviews:
  - {initiatives: [night-school, reading-room], verdict: different}
"""

RIVERTON = parse_city(CITY, name="city.yaml")
HEAD = "format: learningcity-scenario/1\nscenario: {id: s, name: Some changes}\n"


def tried(text: str, city: City = RIVERTON) -> ScenarioCheck:
    """A scenario that can be read, on the city."""
    return check_scenario(city, parse_scenario(HEAD + text, name="s.yaml"))


def sound(text: str, city: City = RIVERTON) -> City:
    """The changed city."""
    changed = tried(text, city).city
    assert changed is not None
    return changed


def refused(text: str) -> list[tuple[str, str, str]]:
    """The place, code and message of each error."""
    check = tried(text)
    assert check.city is None
    assert not check.taken
    return [(str(p.location), p.code, p.message) for p in check.errors]


def noted(check: ScenarioCheck) -> list[tuple[str, str, str]]:
    return [(str(p.location), p.code, p.message) for p in check.problems]


def where(city: City, reference: str, *path: str | int) -> str:
    return str(city.origins.locate(reference, *path))


# -- add -----------------------------------------------------------------------------------------


ADD = """\
add:
  partners: {works: {name: Steel Works}}
  initiatives:
    forge:
      name: Forge
      activities: [vocational-engineering]
      audiences: [adults]
      places: [north]
      partners: [{partner: works, role: lead}]
  ties: [{from: works, to: college, kind: planning}]
"""


def test_what_is_added_stands_last_and_knows_its_place() -> None:
    city = sound(ADD)
    assert city.initiatives.ids[-1] == "forge"
    assert city.partners.ids == ("college", "library", "works")
    assert city.initiatives["fair"] is RIVERTON.initiatives["fair"]
    assert where(city, "initiative:forge") == "s.yaml:6:5"
    assert where(city, "initiative:forge", "partners", 0, "partner") == "s.yaml:11:28"
    assert where(city, "tie:2") == "s.yaml:12:10"
    assert where(city, "tie:2", "kind") == "s.yaml:12:43"
    assert where(city, "tie:1") == "city.yaml:42:5"
    assert where(city, "initiative:fair", "end") == "city.yaml:35:40"
    assert where(city, "city:riverton", "as_of") == "city.yaml:2:45"
    assert city.origins.locate("tie:3") is None
    assert city.origins.locate("tie:x") is None
    assert city.origins.locate("nothing:x") is None
    assert RIVERTON.partners.ids == ("college", "library")


def test_an_id_that_is_there_cannot_be_added() -> None:
    assert refused("add: {partners: {library: {name: X}, new: {name: Y}}}\n") == [
        ("s.yaml:3:18", "duplicate-id", "the id 'library' is in the city already")
    ]
    (problem,) = tried("add: {partners: {library: {name: X}}}\n").errors
    assert problem.hint == "write what changes under 'change:', or give it another id"
    assert str(problem.related[0].location) == "city.yaml:12:3"


def test_a_new_entry_names_what_is_there() -> None:
    assert refused(ADD.replace("partner: works,", "partner: work,")) == [
        ("s.yaml:11:28", "unknown-reference", "unknown partner 'work'")
    ]


# -- change --------------------------------------------------------------------------------------


def test_a_change_replaces_what_it_names_and_nothing_else() -> None:
    city = sound(
        "change:\n  initiatives:\n    night-school: {capacity: 150, places: [north], start: }\n"
        "  needs: {work: {people: {at_least: 200}}}\n"
    )
    school, before = city.initiatives["night-school"], RIVERTON.initiatives["night-school"]
    assert school.capacity == Quantity(150, 150)
    assert school.places == ("north",)
    assert school.start is None
    assert school.partners == before.partners
    assert (school.funding, school.status) == (before.funding, "active")
    assert city.initiatives.ids == RIVERTON.initiatives.ids
    assert city.needs["work"].people == Quantity(200, None)
    assert where(city, "initiative:night-school") == "s.yaml:5:5"
    assert where(city, "initiative:night-school", "capacity") == "s.yaml:5:30"
    assert where(city, "initiative:night-school", "places", 0) == "s.yaml:5:44"
    assert where(city, "initiative:night-school", "audiences", 0) == "city.yaml:17:17"
    assert where(city, "initiative:reading-room") == "city.yaml:27:3"
    assert city.initiatives["reading-room"] is RIVERTON.initiatives["reading-room"]


def test_funding_lines_change_one_by_one() -> None:
    city = sound(
        "change:\n  initiatives:\n    night-school:\n      funding:\n"
        "        total: {amount: 12000, start: }\n        grant: \n        loan: {currency: GBP}\n"
    )
    total, loan = city.initiatives["night-school"].funding
    assert (total.id, total.amount, total.start) == ("total", Quantity(12000, 12000), None)
    assert (total.currency, total.funder) == ("GBP", ("college", "library"))
    assert (loan.id, loan.currency) == ("loan", "GBP")
    at = "initiative:night-school"
    assert where(city, at, "funding") == "s.yaml:7:9"
    assert where(city, at, "funding", "total") == "s.yaml:7:16"
    assert where(city, at, "funding", "total", "amount") == "s.yaml:7:25"
    assert where(city, at, "funding", "total", "currency") == "city.yaml:25:39"
    assert where(city, at, "funding", "loan", "currency") == "s.yaml:9:26"
    assert where(city, at, "start") == "city.yaml:20:12"
    kept = sound("change: {initiatives: {night-school: {funding: {total: {use: revenue}}}}}\n")
    assert where(kept, at, "funding", "grant") == "city.yaml:26:14"


def test_a_sum_that_is_taken_away_takes_its_parts_along() -> None:
    check = tried("change: {initiatives: {night-school: {funding: {total: }}}}\n")
    assert check.city is not None
    assert check.city.initiatives["night-school"].funding == ()
    assert noted(check) == [
        (
            "city.yaml:26:14",
            "goes-too",
            "funding line 'night-school/grant' goes with 'night-school/total', of which it is a "
            "part",
        )
    ]
    all_of_it = tried("change: {initiatives: {night-school: {funding: }}}\n")
    assert all_of_it.city == check.city
    assert all_of_it.problems == ()


def test_what_is_not_there_cannot_change() -> None:
    assert refused(
        "change:\n  initiatives: {night-scool: {}, pottery: {}}\n"
        "  activities: {vocational-engineering: {name: X}}\n"
    ) == [
        ("s.yaml:4:17", "unknown-reference", "unknown initiative 'night-scool'"),
        ("s.yaml:4:34", "unknown-reference", "unknown initiative 'pottery'"),
        ("s.yaml:5:16", "unknown-reference", "unknown activity 'vocational-engineering'"),
    ]
    text = (
        "change: {initiatives: {night-scool: {}, pottery: {}}, activities: {family-learning: {}}}\n"
    )
    assert [p.hint for p in tried(text).errors] == [
        "did you mean 'night-school'?",
        "write it under 'add:' if it is new",
        "it comes with the library: write it under 'add:' as the city means it",
    ]


def test_what_is_not_said_cannot_be_taken_away() -> None:
    assert refused(
        "change:\n  initiatives:\n"
        "    night-school: {summary: , funding: {loan: , total: {use: }}}\n"
        "    fair: {funding: , partners: }\n  partners: {library: {sector: }}\n"
    ) == [
        ("s.yaml:5:20", "not-stated", "there is no 'summary' that could be taken away"),
        ("s.yaml:5:41", "not-stated", "there is no funding line 'loan' that could be taken away"),
        ("s.yaml:5:57", "not-stated", "there is no 'use' that could be taken away"),
        ("s.yaml:6:12", "not-stated", "there is no 'funding' that could be taken away"),
        ("s.yaml:6:23", "not-stated", "there is no 'partners' that could be taken away"),
        ("s.yaml:7:24", "not-stated", "there is no 'sector' that could be taken away"),
    ]


def test_what_is_so_already_is_doubtful() -> None:
    check = tried(
        "change:\n  initiatives:\n"
        "    night-school: {capacity: 100, funding: {total: {use: unknown}}}\n"
        "    walk: {}\n"
    )
    assert check.city == RIVERTON
    assert check.city.initiatives["night-school"] is RIVERTON.initiatives["night-school"]
    assert [(p.severity, str(p.location), p.message) for p in check.problems] == [
        (Severity.WARNING, "s.yaml:5:20", "'capacity' is the same in the city"),
        (Severity.WARNING, "s.yaml:5:53", "'use' is the same in the city"),
        (Severity.WARNING, "s.yaml:6:5", "nothing changes in 'walk'"),
    ]


# -- end -----------------------------------------------------------------------------------------


def test_an_end_before_the_day_of_the_files_makes_it_ended() -> None:
    city = sound("end: {initiatives: {night-school: 2024-03}}\n")
    school = city.initiatives["night-school"]
    assert (str(school.end), school.status) == ("2024-03", "ended")
    assert where(city, "initiative:night-school") == "s.yaml:3:21"
    assert where(city, "initiative:night-school", "end") == "s.yaml:3:35"
    assert where(city, "initiative:night-school", "start") == "city.yaml:20:12"


@pytest.mark.parametrize("end", ["2024-06", "2024-06-30", "2024", "2025-01"])
def test_an_end_on_the_day_of_the_files_or_later_leaves_the_status(end: str) -> None:
    school = sound(f"end: {{initiatives: {{night-school: {end}}}}}\n").initiatives["night-school"]
    assert (str(school.end), school.status) == (end, "active")


def test_an_end_on_the_day_before_makes_it_ended() -> None:
    school = sound("end: {initiatives: {night-school: 2024-06-29}}\n").initiatives["night-school"]
    assert school.status == "ended"


def test_what_shows_it_running_later_is_set_aside() -> None:
    city = sound("end: {initiatives: {reading-room: 2024-03}}\n")
    room = city.initiatives["reading-room"]
    assert (room.seen_active, room.status) == (None, "ended")
    assert where(city, "initiative:reading-room", "seen_active") == "s.yaml:3:35"
    room = sound("end: {initiatives: {reading-room: 2024-05-20}}\n").initiatives["reading-room"]
    assert str(room.seen_active) == "2024-05"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("fair: 2023-10", "ends on '2023-09' already, and '2023-10' is not surely earlier"),
        ("fair: 2023-09", "ends on '2023-09' already, and '2023-09' is not surely earlier"),
        ("fair: 2023-09-10", "ends on '2023-09' already, and '2023-09-10' is not surely earlier"),
        ("fair: 2023", "ends on '2023-09' already, and '2023' is not surely earlier"),
        ("walk: 2020", "has ended already, and '2020' may be later"),
        ("plan: 2024-06", "is only planned and cannot end on '2024-06'"),
    ],
)
def test_nothing_ends_that_may_have_ended_or_has_not_begun(said: str, message: str) -> None:
    name = said.partition(":")[0]
    ((place, code, found),) = refused(f"end: {{initiatives: {{{said}}}}}\n")
    assert (place, code) == ("s.yaml:3:27", "nothing-to-end")
    assert found == f"initiative '{name}' {message}"


def test_an_earlier_end_and_that_of_a_plan_are_fine() -> None:
    city = sound("end: {initiatives: {fair: 2023-08, plan: 2026}}\n")
    assert str(city.initiatives["fair"].end) == "2023-08"
    assert (str(city.initiatives["plan"].end), city.initiatives["plan"].status) == (
        "2026",
        "planned",
    )


def test_an_end_before_the_start_is_the_usual_error() -> None:
    assert refused("end: {initiatives: {night-school: 2019, fairr: 2020}}\n") == [
        ("s.yaml:3:35", "reversed-dates", "'end: 2019' is before 'start: 2020'"),
        ("s.yaml:3:41", "unknown-reference", "unknown initiative 'fairr'"),
    ]


def test_an_initiative_may_change_and_end() -> None:
    city = sound(
        "change: {initiatives: {night-school: {capacity: 50}}}\n"
        "end: {initiatives: {night-school: 2024-03}}\n"
    )
    school = city.initiatives["night-school"]
    assert (school.capacity, str(school.end)) == (Quantity(50, 50), "2024-03")
    assert where(city, "initiative:night-school") == "s.yaml:3:24"
    assert where(city, "initiative:night-school", "status") == "s.yaml:4:35"
    assert where(city, "initiative:night-school", "audiences") == "city.yaml:17:16"


# -- remove --------------------------------------------------------------------------------------


def test_a_partner_withdraws_with_all_that_hangs_on_it() -> None:
    check = tried("remove: {partners: [library]}\n")
    city = check.city
    assert city is not None
    assert city.initiatives.ids == ("night-school", "fair", "walk", "plan")
    assert [part.partner for part in city.initiatives["night-school"].partners] == ["college"]
    (total,) = city.initiatives["night-school"].funding
    assert (total.amount, total.funder) == (Quantity(None, 9000), ("college",))
    assert city.bodies["board"].members == ("college",)
    assert (city.ties, city.reviews) == ((), ())
    assert [message for _, code, message in noted(check) if code == "goes-too"] == [
        "'library' no longer stands under 'members'",
        "'library' leaves initiative 'night-school'",
        "'library' no longer gives to 'night-school/total', so that this sum is at most what it "
        "was",
        "funding line 'night-school/grant' goes with 'library', who alone gives it",
        "initiative 'reading-room' goes with 'library': nobody else leads or delivers it",
        "this tie goes with 'library'",
        "this tie goes with 'library'",
        "this review goes with 'reading-room'",
    ]
    assert [str(p.location) for p in check.taken][:3] == [
        "city.yaml:9:43",
        "city.yaml:23:48",
        "city.yaml:25:62",
    ]
    assert all(p.severity is Severity.INFO for p in check.taken)


def test_what_is_left_knows_its_old_place() -> None:
    text = (
        "format: learningcity/1\ncity: {id: x, name: X, as_of: 2024}\n"
        "partners: {a: {name: Aa}, b: {name: Bb}, c: {name: Cc}}\n"
        "bodies: {board: {name: B, members: [a, b, c]}}\n"
        "ties:\n  - {from: a, to: b, kind: planning}\n  - {from: b, to: c, kind: referral}\n"
    )
    city = sound(
        "remove: {partners: [a]}\nadd: {ties: [{from: c, to: b, kind: planning}]}\n",
        parse_city(text, name="city.yaml"),
    )
    assert [tie.from_ for tie in city.ties] == ["b", "c"]
    assert where(city, "tie:0", "kind") == "city.yaml:7:28"
    assert where(city, "tie:1", "kind") == "s.yaml:4:37"
    assert city.origins.locate("tie:2") is None
    assert city.bodies["board"].members == ("b", "c")
    assert where(city, "body:board", "members", 1) == "city.yaml:4:43"
    assert where(city, "body:board", "members") == "city.yaml:4:36"


def test_what_the_scenario_says_itself_is_not_listed() -> None:
    check = tried(
        "change:\n  initiatives:\n    night-school: {partners: [{partner: college, role: lead}]}\n"
        "    reading-room: {partners: [{partner: college, role: lead}]}\n"
        "remove: {partners: [library]}\n"
    )
    assert check.city is not None
    assert check.city.initiatives["reading-room"].partners[0].partner == "college"
    assert len(check.city.reviews) == 1
    assert [message for _, _, message in noted(check)] == [
        "'library' no longer stands under 'members'",
        "'library' no longer gives to 'night-school/total', so that this sum is at most what it "
        "was",
        "funding line 'night-school/grant' goes with 'library', who alone gives it",
        "this tie goes with 'library'",
        "this tie goes with 'library'",
    ]


def test_a_line_of_which_the_scenario_speaks_stays() -> None:
    check = tried(
        "change: {initiatives: {night-school: {funding: {grant: {funder: college}}}}}\n"
        "remove: {partners: [library]}\n"
    )
    assert check.city is not None
    grant = check.city.initiatives["night-school"].funding[1]
    assert (grant.funder, grant.amount, grant.within) == (
        ("college",),
        Quantity(1000, 1000),
        "total",
    )


def test_nothing_new_names_what_goes() -> None:
    assert refused(
        "add: {ties: [{from: library, to: college, kind: planning}]}\n"
        "change: {initiatives: {fair: {follows: reading-room}}}\n"
        "remove: {partners: [library, colege]}\n"
    ) == [
        ("s.yaml:3:21", "unknown-reference", "unknown partner 'library'"),
        ("s.yaml:4:31", "unknown-reference", "unknown initiative 'reading-room'"),
        ("s.yaml:5:30", "unknown-reference", "unknown partner 'colege'"),
    ]
    text = "change: {initiatives: {fair: {follows: reading-room}}}\nremove: {partners: [library]}\n"
    assert [p.hint for p in tried(text).errors] == ["this scenario takes it away"]


# -- the rules between entries -------------------------------------------------------------------


def test_a_broken_rule_is_shown_in_the_scenario_with_its_other_place() -> None:
    check = tried(
        "change:\n  initiatives:\n    fair: {start: 2024-02}\n"
        "    night-school: {funding: {total: {amount: 500}}}\n"
        "    reading-room: {seen_active: 2025}\n"
    )
    found = [
        (str(p.location), p.code, [(r.message, str(r.location)) for r in p.related])
        for p in check.errors
    ]
    assert found == [
        ("s.yaml:5:5", "reversed-dates", [("it is about this", "city.yaml:35:40")]),
        ("s.yaml:6:46", "part-larger-than-total", [("it is about this", "city.yaml:26:23")]),
        ("s.yaml:7:33", "seen-active-outside", []),
    ]


def test_a_circle_is_shown_at_an_entry_of_the_scenario() -> None:
    city = built(
        places={"a": {}, "b": {"within": "a"}, "c": {"within": "b"}},
        initiatives={"x": {"funding": {"one": {}, "two": {"within": "one"}}}, "y": {}},
    )
    check = tried(
        "change:\n  places: {a: {within: c}}\n"
        "  initiatives: {x: {funding: {one: {within: two}}}}\n",
        city,
    )
    assert [(str(p.location), p.code) for p in check.errors] == [
        ("s.yaml:4:12", "cycle"),
        ("s.yaml:5:45", "cycle"),
    ]
    (ring, _) = check.errors
    assert ring.message == "place 'a' leads back to itself by 'within': a → c → b → a"


def test_a_circle_that_begins_elsewhere_is_shown_in_the_scenario_too() -> None:
    city = built(bodies={"a": {"reports_to": "b"}, "b": {"reports_to": "c"}, "c": {}})
    (problem,) = tried("change: {bodies: {c: {reports_to: b}}}\n", city).errors
    assert (str(problem.location), problem.code) == ("s.yaml:3:19", "cycle")
    assert [str(related.location) for related in problem.related] == ["city"]


def test_only_new_doubts_are_told() -> None:
    old = {(p.code, p.message) for p in check_riverton()}
    assert old
    check = tried("change: {initiatives: {night-school: {capacity: 90}}}\n")
    assert check.problems == ()
    check = tried("change: {priorities: {skills: {owner: }}}\n")
    assert noted(check) == [
        ("s.yaml:3:23", "priority-without-owner", "nobody answers for priority 'skills'")
    ]
    check = tried("remove: {bodies: [board]}\n")
    assert [(place, code) for place, code, _ in noted(check)] == [
        ("city.yaml:7:14", "priority-without-owner"),
        ("city.yaml:7:44", "goes-too"),
    ]
    check = tried("add: {initiatives: {talk: {name: Talk}}}\n")
    assert [code for _, code, _ in noted(check)] == [
        "initiative-undescribed",
        "initiative-without-quantity",
    ]


def check_riverton() -> tuple[Problem, ...]:
    return check_texts({"city.yaml": CITY}, name="city").problems


def test_a_place_whose_line_must_not_be_shown_is_not() -> None:
    check = tried("add: {initiatives: {talk: {name: Talk, summary: call 01902 555 123}}}\n")
    (secret,) = [p for p in check.problems if p.code == "personal-data"]
    assert (secret.location.line, secret.location.text) == (3, None)


def test_a_faulty_scenario_is_told_whole_and_never_half_applied() -> None:
    text = (
        HEAD + "add:\n  partners:\n    mill: {nme: Mill}\n    dock: 5\n"
        "  ties: [{from: mill, to: dock, kind: planning}, {from: x, to: college, kind: planning}]\n"
        "change:\n  initiatives:\n"
        "    night-school: {capcity: 5, end: 2019, funding: {n: {amount: 5}}}\n"
        "    no-such: {name: X}\n"
    )
    check = check_document(RIVERTON, read_document(text, "s.yaml"))
    assert check.city is None
    assert [(str(p.location), p.code) for p in check.problems] == [
        ("s.yaml:5:12", "unknown-key"),
        ("s.yaml:6:11", "wrong-type"),
        ("s.yaml:7:57", "unknown-reference"),
        ("s.yaml:10:20", "unknown-key"),
        ("s.yaml:10:37", "reversed-dates"),
        ("s.yaml:10:65", "money-without-currency"),
        ("s.yaml:11:5", "unknown-reference"),
    ]
    with pytest.raises(CityFileError) as raised:
        with_changes(RIVERTON, add={"partners": {"mill": {"nme": "Mill"}}})
    assert str(raised.value.problems[0].location) == "scenario"
    assert raised.value.problems[0].message == "add/partners/mill/nme: unknown key 'nme'"


def test_a_rule_is_not_broken_by_what_could_not_be_read() -> None:
    text = HEAD + "change: {initiatives: {fair: {start: 2030, end: sometime}}}\n"
    check = check_document(RIVERTON, read_document(text, "s.yaml"))
    assert [(str(p.location), p.code) for p in check.problems] == [("s.yaml:3:49", "wrong-date")]


def test_what_is_changed_and_taken_away_is_one_mistake() -> None:
    text = (
        HEAD + "change: {initiatives: {fair: {funding: {x: {currency: GBP}}}, walk: {name: X}}}\n"
        "end: {initiatives: {fair: 2023-01}}\nremove: {initiatives: [fair]}\n"
    )
    check = check_document(RIVERTON, read_document(text, "s.yaml"))
    assert [(str(p.location), p.code) for p in check.problems] == [
        ("s.yaml:5:24", "scenario-conflict"),
    ]


def test_only_so_many_broken_rules_are_told() -> None:
    ties = ", ".join("{from: x, to: y, kind: planning}" for _ in range(9))
    scenario = parse_scenario(HEAD + f"add: {{ties: [{ties}]}}\n")
    check = check_scenario(RIVERTON, scenario, limits=Limits(problems=4))
    assert [p.code for p in check.errors].count("unknown-reference") == 4
    assert [p.code for p in check.errors].count("too-many-problems") == 1


def test_an_unsound_city_stays_unsound() -> None:
    city = built(partners={"a": {"parent": "nobody"}})
    check = tried("change: {partners: {a: {core: true}}}\n", city)
    (problem,) = check.errors
    assert (problem.code, str(problem.location)) == ("unknown-reference", "s.yaml:3:21")
    city = built(partners={"a": {"parent": "nobody"}, "b": {}}, head={"place": "none"})
    check = tried("change: {partners: {b: {core: true}}}\n", city)
    assert {str(p.location) for p in check.errors} == {"city"}


# -- the two ways in -----------------------------------------------------------------------------


def test_changes_can_be_given_as_plain_data() -> None:
    verbs: dict[str, Any] = {
        "add": {"partners": {"works": {"name": "Steel Works"}}},
        "change": {"initiatives": {"night-school": {"capacity": 50, "start": None}}},
        "end": {"initiatives": {"reading-room": "2024-03"}},
        "remove": {"needs": ["work"]},
    }
    city = with_changes(RIVERTON, **verbs)
    assert city == sound(
        "add: {partners: {works: {name: Steel Works}}}\n"
        "change: {initiatives: {night-school: {capacity: 50, start: }}}\n"
        "end: {initiatives: {reading-room: 2024-03}}\nremove: {needs: [work]}\n"
    )
    assert where(city, "partner:works") == "scenario"
    assert where(city, "partner:library") == "city.yaml:12:3"
    assert [(key, str(name)) for key, name in city.origins.scenarios] == [("what-if", "What if")]
    assert with_changes(RIVERTON) == RIVERTON


def test_a_scenario_and_changes_exclude_each_other() -> None:
    scenario = parse_scenario(HEAD)
    with pytest.raises(ValueError, match=r"^end: give a scenario or changes, not both$"):
        with_changes(RIVERTON, scenario, end={})


def test_scenarios_can_follow_one_another() -> None:
    first = sound("change: {initiatives: {night-school: {capacity: 50}}}\n")
    second = with_changes(
        first,
        parse_scenario(
            HEAD.replace("id: s", "id: t") + "remove: {partners: [library]}\n", name="t.yaml"
        ),
    )
    assert [key for key, _ in second.origins.scenarios] == ["s", "t"]
    assert where(second, "initiative:night-school", "capacity") == "s.yaml:3:49"
    assert where(second, "initiative:night-school", "start") == "city.yaml:20:12"
    assert "what if s, what if t" in repr(second)
    assert "what if</th><td><bdi>Some changes</bdi>" in second._repr_html_()


def test_a_check_can_read_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(HEAD + "remove: {partners: [college]}\n", encoding="utf-8")
    check = check_scenario(RIVERTON, path)
    assert check.ok
    assert check.scenario == read_scenario(path)
    assert check.name == str(path)
    assert check.summary() == f"{path}: 1 warning, {len(check.notes)} notes"
    assert str(check).endswith(f"{len(check.notes)} notes")
    assert check_scenario(RIVERTON, path, name="s").name == "s"
    path.write_text(HEAD, encoding="utf-8")
    assert str(check_scenario(RIVERTON, path, name="s")) == "s: no problems"
    path.write_text("a: [", encoding="utf-8")
    assert not check_scenario(RIVERTON, path).ok
