"""Why a pair is what it is: hand-worked steps, each with the lines it rests on."""

from __future__ import annotations

import re

import pytest

from learningcity.analysis.duplicates import duplicates_of, find_duplicates
from learningcity.analysis.explaining_pairs import explain_absence
from learningcity.analysis.explanation import Explanation
from learningcity.analysis.study import Study
from learningcity.io.reader import parse_city

FILE = """\
format: learningcity/1
city: {id: here, name: Here, language: en, as_of: 2024-06-30, place: town}
places: {town: {name: Town}, north: {name: North, within: town}}
audiences:
  adults: {name: Adults, by: age}
  older: {name: Older people, within: adults}
  migrants: {name: Migrants, by: origin}
activities:
  english: {name: English, within: language-teaching}
  chess: {name: Chess}
partners:
  college: {name: College}
  library: {name: Library, parent: council}
  council: {name: Council}
initiatives:
  club:
    name: English Club
    activities: [english, chess]
    audiences: [older]
    places: [north]
    start: 2020-01-01
    status: active
    partners:
      - {partner: college, role: lead}
      - {partner: council, role: funder}
    funding:
      total: {amount: 900, currency: GBP, funder: council, start: 2024, end: 2024}
      part: {amount: 300, currency: GBP, within: total}
  course:
    name: Language Course
    activities: [english]
    audiences: [older, migrants]
    places: [town]
    seen_active: 2023-05
    partners:
      - {partner: library, role: lead}
      - {partner: college, role: [deliverer]}
      - {partner: council, role: funder}
    capacity: 30
needs:
  speak:
    statement: English for older people.
    activities: [english]
    audiences: [older]
    people: 100
"""

BOTH = ("initiative:club", "initiative:course")
KEYS = ("city.yaml:16", "city.yaml:29")


def explained(text: str, *, ever: bool = False, threshold: float = 0.5) -> Explanation:
    """Why the one pair of a file is there."""
    found = find_duplicates(parse_city(text, name="city.yaml"), ever=ever, threshold=threshold)
    assert len(found) == 1
    return found.explain(0)


def changed(*changes: tuple[str, str]) -> str:
    """The file with some of its lines said otherwise."""
    text = FILE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def texts(told: Explanation, *beginnings: str) -> list[str]:
    """The steps that begin in one of these ways."""
    return [step.text for step in told.steps if step.text.startswith(beginnings)]


def test_the_steps_lead_from_the_lines_to_the_verdict() -> None:
    told = explained(FILE)
    assert told.subject == "English Club and Language Course: candidate"
    assert [(step.text, step.places) for step in told.steps] == [
        (
            "English Club (the first) and Language Course (the second) each describe one offer; "
            "the two are compared.",
            KEYS,
        ),
        (
            "Activity: the first states English and Chess; the second states English. Of the "
            "first, English is there too (1) and Chess has nothing in common with it (0): 0.5. Of "
            "the second, English is there too (1): 1.",
            ("city.yaml:18", "city.yaml:31"),
        ),
        (
            "Audience: the first states Older people; the second states Older people and "
            "Migrants. Of the first, Older people is there too (1): 1. Of the second, Older "
            "people is there too (1) and Migrants has nothing in common with it (0): 0.5.",
            ("city.yaml:19", "city.yaml:32"),
        ),
        (
            "Place: the first states North; the second states Town. Of the first, North lies "
            "within Town, whose offers its people can use (1): 1. Of the second, Town contains "
            "North (0.5): 0.5.",
            ("city.yaml:20", "city.yaml:33", "city.yaml:3"),
        ),
        (
            "Together: 0.5 × 1 × 1 = 0.5 of the first is also in the second; 1 × 0.5 × 0.5 = 0.25 "
            "of the second is also in the first. The larger is the overlap, 0.5; the smaller is "
            "the mutual share, 0.25.",
            KEYS,
        ),
        (
            "English Club: start 2020-01-01, active on the day of the file, 2024-06-30. So it may "
            "run from 2020-01-01 on; it surely runs from 2020-01-01 to 2024-06-30; it is presumed "
            "to run on for 2 years, up to 2026-06-30.",
            ("city.yaml:21", "city.yaml:22"),
        ),
        (
            "Language Course: seen active 2023-05. So it may run at any time; it surely runs from "
            "2023-05-01 to 2023-05-31; it is presumed to run on for 2 years, up to 2025-05-31.",
            ("city.yaml:34",),
        ),
        (
            "On 2024-06-30: the first surely runs; the second is presumed to run. Of the two "
            "answers the weaker holds for both: presumed.",
            KEYS,
        ),
        (
            "Coordination, shared-partner (credit 0.5): College works in both.",
            ("city.yaml:24", "city.yaml:37"),
        ),
        (
            "The largest credit counts: 0.5 for shared-partner. Score: 0.5 × (1 − 0.5) = 0.25.",
            KEYS,
        ),
        (
            "Council funds both. That gives no credit; it is a reason for a closer look.",
            ("city.yaml:25", "city.yaml:27", "city.yaml:38"),
        ),
        (
            "Both reach 1 need of which the people are known; of none of them it is known how "
            "many can be served at most.",
            ("city.yaml:41",),
        ),
        (
            "English Club: added total (GBP 900); not added again part (part of total). Net "
            "revenue: at most GBP 900.",
            ("city.yaml:27", "city.yaml:28"),
        ),
        (
            "Language Course: no money is recorded, so its net revenue is not known.",
            ("city.yaml:29",),
        ),
        ("Money at stake: at most GBP 900, the smaller of what is known.", KEYS),
        (
            "Verdict candidate: the overlap, 0.5, reaches the threshold, 0.5, they have no common "
            "lead, umbrella or tie, and nothing is unknown.",
            KEYS,
        ),
    ]
    assert told.steps[3].references == (*BOTH, "place:north")
    assert told.steps[4].references == BOTH


def test_what_would_overturn_it_stands_in_the_order_of_the_list() -> None:
    assert [(each.change, each.after, each.sentence) for each in explained(FILE).overturns] == [
        (
            "family-recorded",
            "joint",
            "If Language Course were recorded as a part of English Club, the pair would be joint "
            "work.",
        ),
        (
            "sequence-recorded",
            "joint",
            "If one of them were recorded to follow the other, the pair would be joint work.",
        ),
        (
            "same-lead-recorded",
            "coordinated",
            "If College led both, the pair would be a coordinated overlap.",
        ),
        (
            "siblings-recorded",
            "coordinated",
            "If both were parts of one programme, the pair would be a coordinated overlap.",
        ),
        (
            "tie-recorded",
            "coordinated",
            "If a planning or referral tie between College and Library were recorded, the pair "
            "would be a coordinated overlap.",
        ),
    ]
    assert {change.before for change in explained(FILE).overturns} == {"candidate"}
    by_lead = explained(FILE).overturns[2]
    assert by_lead.references == ("initiative:course", "partner:college")


# -- what is compared ------------------------------------------------------------------------------


def test_where_both_state_the_same_it_is_said_once() -> None:
    told = explained(changed(("activities: [english, chess]", "activities: [english]")))
    assert texts(told, "Activity") == [
        "Activity: both state English, so each lies wholly in the other: 1 and 1."
    ]


def test_a_term_within_another_of_its_own_is_not_counted() -> None:
    told = explained(changed(("places: [north]", "places: [north, town]")))
    assert texts(told, "Place") == [
        "Place: the first states North and Town; the second states Town. Of the first, Town is "
        "there too (1): 1 (within another of its own, so not counted: North). Of the second, Town "
        "is there too (1): 1."
    ]


def test_terms_that_only_share_a_part_have_it_named() -> None:
    told = explained(
        changed(
            ("  chess: {name: Chess}", "  chess: {name: Chess, within: [games, schooling]}\n"
             "  games: {name: Games}\n  schooling: {name: Schooling}"),
            ("activities: [english, chess]", "activities: [games]"),
            ("    activities: [english]\n    audiences: [older, migrants]",
             "    activities: [schooling]\n    audiences: [older]"),
        ),
        threshold=0.25,
    )  # fmt: skip
    assert texts(told, "Activity") == [
        "Activity: the first states Games; the second states Schooling. Of the first, Games and "
        "Schooling have Chess in common (0.25): 0.25. Of the second, Schooling and Games have "
        "Chess in common (0.25): 0.25."
    ]


def test_a_term_with_a_newer_name_is_told_under_both() -> None:
    told = explained(
        changed(
            ("north: {name: North, within: town}", "north: {name: North, within: town}, "
             "old-north: {name: Old North, replaced_by: north}"),
            ("places: [north]", "places: [old-north]"),
        )
    )  # fmt: skip
    (text,) = texts(told, "Place")
    assert text.startswith("Place: the first states North (stated as Old North); the second")


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            [("audiences: [older, migrants]", "audiences: [migrants]")],
            "Audience: not compared, since the first is for Older people, grouped by age; the "
            "second is for Migrants, grouped by origin: these may be the same people.",
        ),
        (
            [("    audiences: [older, migrants]\n", "")],
            "Audience: not compared, since the second does not say for whom it is.",
        ),
        (
            [
                ("    audiences: [older, migrants]\n", ""),
                ("    audiences: [older]\n    places: [", "    places: ["),
            ],
            "Audience: not compared, since neither says for whom it is.",
        ),
        (
            [("    places: [north]\n", "")],
            "Place: not compared, since the first does not say where it is.",
        ),
    ],
)  # fmt: skip
def test_a_facet_that_is_not_compared_says_why(changes: list[tuple[str, str]], text: str) -> None:
    (step,) = [s for s in explained(changed(*changes)).steps if "not compared" in s.text]
    assert step.text == text
    assert step.places


def test_of_several_lines_those_that_say_most_are_named() -> None:
    lines = "    provision:\n      - {activities: [chess]}\n      - {places: [town]}\n"
    told = explained(changed(("    start: 2020-01-01\n", f"{lines}    start: 2020-01-01\n")))
    assert told.steps[0].text == (
        "Of 2 pairs of lines that can be compared, line 2 of English Club (the first) and "
        "Language Course (the second) say most (3 facets, overlap 0.5, mutual 0.5)."
    )
    assert told.steps[0].places == ("city.yaml:23", "city.yaml:32")
    assert told.steps[1].places == ("city.yaml:18", "city.yaml:34")
    assert told.steps[3].places == ("city.yaml:23", "city.yaml:36")


def test_where_only_one_pair_of_lines_can_be_compared_that_is_said() -> None:
    told = explained(
        changed(
            ("    audiences: [older]\n    places: [north]\n",
             "    provision:\n      - {activities: [english]}\n"
             "      - {audiences: [older], places: [town]}\n"),
        )
    )  # fmt: skip
    assert told.steps[0].text == (
        "Of all pairs of lines only line 2 of English Club (the first) and Language Course (the "
        "second) can be compared (3 facets, overlap 0.5, mutual 0.5)."
    )


# -- time ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        (
            "    end: 2024",
            "end 2024. So it may run up to 2024-12-31; on no day is it known to run.",
        ),
        (
            "    start: 2024-06-30\n    end: 2024-06-30",
            "start 2024-06-30, end 2024-06-30. So it may run on 2024-06-30 only; it surely runs "
            "on 2024-06-30 only.",
        ),
        (
            "    start: 2023\n    end: 2025\n    status: active\n    seen_active: 2024-05",
            "start 2023, end 2025, active, seen active 2024-05. So it may run from 2023-01-01 to "
            "2025-12-31; it surely runs from 2023-12-31 to 2025-01-01.",
        ),
        ("    modes: []", "no dates are stated. So it may run at any time; on no day is it known "
         "to run."),
    ],
)  # fmt: skip
def test_the_dates_of_an_initiative_are_told_with_what_follows(dates: str, text: str) -> None:
    told = explained(changed(("    seen_active: 2023-05", dates)))
    assert texts(told, "Language Course: ")[0] == f"Language Course: {text}"


def test_a_planned_initiative_does_not_run_up_to_the_day_of_the_file() -> None:
    city = parse_city(
        changed(("    seen_active: 2023-05", "    status: planned")), name="city.yaml"
    )
    found = find_duplicates(city, on="2025")
    assert texts(found.explain(0), "Language Course: ")[0] == (
        "Language Course: planned. So it may run at any time; as it is planned, not up to "
        "2024-06-30."
    )


@pytest.mark.parametrize(
    ("dates", "text"),
    [
        ("    seen_active: 2023-05", "the periods in which they surely run meet. Together: yes."),
        (
            "    seen_active: 2019",
            "the periods in which they are presumed to run meet. Together: presumed.",
        ),
        ("    modes: []", "they may have run at one time, and nothing shows that they did. "
         "Together: unknown."),
        ("    end: 2019", "there is no day on which both may have run. Together: no."),
    ],
)  # fmt: skip
def test_over_all_time_it_is_told_whether_the_periods_meet(dates: str, text: str) -> None:
    told = explained(changed(("    seen_active: 2023-05", dates)), ever=True)
    assert texts(told, "Over all time: t") == [f"Over all time: {text}"]
    assert "Over all time places do not add up" in " ".join(step.text for step in told.steps)


# -- coordination ----------------------------------------------------------------------------------

COORDINATED = changed(
    ("  council: {name: Council}", "  council: {name: Council}\nbodies:\n"
     "  board: {name: Board, members: [college, library]}\n"
     "ties:\n  - {from: library, to: college, kind: referral}"),
    ("college: {name: College}", "college: {name: College, parent: council}"),
    ("    name: English Club", "    name: English Club\n    part_of: whole"),
    ("    name: Language Course", "    name: Language Course\n    part_of: whole"),
    ("initiatives:\n", "initiatives:\n  whole: {name: Whole, kind: coordination}\n"),
    ("{partner: college, role: [deliverer]}", "{partner: college, role: lead}"),
)  # fmt: skip


def test_each_kind_of_coordination_names_what_it_rests_on() -> None:
    told = explained(COORDINATED)
    found = [s for s in told.steps if s.text.startswith("Coordination")]
    assert [(step.text, step.places) for step in found] == [
        (
            "Coordination, same-lead (credit 0.75): College leads both.",
            ("city.yaml:30", "city.yaml:44"),
        ),
        (
            "Coordination, siblings (credit 0.5): both are parts of Whole.",
            ("city.yaml:23", "city.yaml:37"),
        ),
        (
            "Coordination, tie (credit 0.5): a planning or referral tie joins College and Library.",
            ("city.yaml:30", "city.yaml:43", "city.yaml:18"),
        ),
        (
            "Coordination, same-organisation (credit 0.5): their leads College and Library belong "
            "to Council.",
            ("city.yaml:30", "city.yaml:43", "city.yaml:12", "city.yaml:13"),
        ),
        (
            "Coordination, shared-partner (credit 0.5): College works in both.",
            ("city.yaml:30", "city.yaml:44"),
        ),
        (
            "Coordination, same-body (credit 0.25): their leads College and Library both sit in "
            "Board.",
            ("city.yaml:30", "city.yaml:43", "city.yaml:16"),
        ),
    ]
    assert texts(told, "The largest", "Verdict") == [
        "The largest credit counts: 0.75 for same-lead. Score: 0.5 × (1 − 0.75) = 0.125.",
        "Verdict coordinated: the overlap, 0.5, reaches the threshold, 0.5, and they are "
        "coordinated: same-lead, siblings and tie.",
    ]


def test_an_initiative_and_what_it_is_part_of_are_joint() -> None:
    text = changed(
        ("    name: English Club", "    name: English Club\n    part_of: middle"),
        (
            "initiatives:\n",
            "initiatives:\n  middle: {name: Middle, kind: coordination, part_of: course}\n",
        ),
        ("    name: Language Course", "    name: Language Course\n    follows: club"),
    )  # fmt: skip
    told = explained(text)
    assert texts(told, "Coordination, f", "Coordination, se", "Verdict") == [
        "Coordination, family (credit 1): English Club is part of Middle, which is part of "
        "Language Course.",
        "Coordination, sequence (credit 1): Language Course follows English Club.",
        "Verdict joint: one is a part of the other, or follows it.",
    ]
    assert [s.places for s in told.steps if "family (" in s.text] == [
        ("city.yaml:19", "city.yaml:16")
    ]
    assert [each.change for each in told.overturns] == []
    alone = explained(text.replace("    follows: club\n", ""))
    assert [(each.change, each.sentence) for each in alone.overturns] == [
        (
            "family-withdrawn",
            "If neither were a part of the other, the pair would be a candidate for duplication.",
        )
    ]


def test_without_coordination_there_is_no_credit() -> None:
    told = explained(changed(("      - {partner: college, role: [deliverer]}\n", "")))
    assert "No coordination between them is recorded. Score: 0.5 × (1 − 0) = 0.5." in texts(
        told, "No"
    )


# -- needs, money, reviews -------------------------------------------------------------------------


def test_a_need_that_asks_for_both_is_told_with_its_figures() -> None:
    told = explained(changed(("    status: active\n", "    status: active\n    capacity: 70\n")))
    assert [(s.text, s.places) for s in told.steps if s.text.startswith("Both reach the")] == [
        (
            "Both reach the need 'English for older people': at least 100 people have it, and all "
            "that may reach it serve at most 100 a year, so all of them are needed.",
            ("city.yaml:42", "city.yaml:46"),
        )
    ]
    assert texts(told, "Verdict") == [
        "Verdict needed: in every such need all that may reach it are needed."
    ]
    more = explained(changed(("    status: active\n", "    status: active\n    capacity: 71\n")))
    assert [s.text[-45:] for s in more.steps if s.text.startswith("Both reach the")] == [
        "a year, so not all of them are surely needed."
    ]


def test_without_a_common_need_that_is_said() -> None:
    told = explained(changed(("    people: 100\n", "")))
    assert texts(told, "There is no") == ["There is no need with known people that both reach."]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (
            "      total: {amount: {at_most: 900}, currency: GBP, use: capital, start: 2024}",
            "English Club: added total (at most GBP 900, capital, which is no revenue); not added "
            "again part (part of total). Net revenue: at most GBP 300.",
        ),
        (
            "      total: {currency: GBP, start: 2024, end: 2024}",
            "English Club: added total (a sum that is not known); not added again part (part of "
            "total). Net revenue: not known.",
        ),
        (
            "      total: {amount: 900, currency: GBP, start: 2024, end: 2024}\n"
            "      more: {amount: 5, currency: EUR, start: 2024, end: 2024}",
            "English Club: added total (GBP 900) and more (EUR 5); not added again part (part of "
            "total). These are several currencies, so there is no one sum.",
        ),
    ],
)
def test_money_names_the_lines_that_are_added(new: str, told: str) -> None:
    old = "      total: {amount: 900, currency: GBP, funder: council, start: 2024, end: 2024}"
    found = explained(changed((old, new)))
    assert texts(found, "English Club: added") == [told]


def test_money_that_is_not_known_is_said_to_be_so() -> None:
    text = re.sub(r"    funding:\n.*\n.*\n", "", FILE)
    assert texts(explained(text), "Money at stake") == [
        "Money at stake: not known, as neither sum is or the currencies differ."
    ]


def test_what_people_decided_comes_first() -> None:
    older = "  - {initiatives: [club, course], verdict: joint, date: 2020, note: Old.}\n"
    newer = "  - {initiatives: [course, club], verdict: different, by: council, date: 2024-05}\n"
    told = explained(f"{FILE}reviews:\n{newer}")
    assert told.steps[-1].text == "Verdict reviewed:different: decided by Council on 2024-05."
    assert told.steps[-1].references == ("review:0",)
    assert told.steps[-1].places == ("city.yaml:47",)
    assert told.overturns == ()
    several = explained(f"{FILE}reviews:\n{newer}{older}")
    assert several.steps[-1].text.endswith("2024-05. This is the latest of 2 reviews.")
    assert explained(f"{FILE}reviews:\n{older}").steps[-1].text == (
        "Verdict reviewed:joint: decided on 2020 (Old)."
    )
    bodies = FILE.replace("initiatives:\n", "bodies: {board: {name: The Board}}\ninitiatives:\n")
    by_body = newer.replace("council", "board").replace(", date: 2024-05", "")
    assert explained(f"{bodies}reviews:\n{by_body}").steps[-1].text == (
        "Verdict reviewed:different: decided by The Board."
    )


def test_a_pair_that_repeats_the_finding_about_umbrellas_says_so() -> None:
    part = FILE.replace(
        "  course:\n", "  part: {name: Part, part_of: club, activities: [english, chess], "
        "audiences: [older], places: [north], start: 2020-01-01, status: active}\n  course:\n"
    )  # fmt: skip
    found = find_duplicates(parse_city(part, name="city.yaml"))
    (index,) = [i for i, row in enumerate(found.rows) if row.under is not None]
    last = found.explain(index).steps[-1]
    assert last.text == (
        "One or both are parts of English Club and Language Course, of which the same is found. "
        "So this pair is not counted in headlines."
    )
    assert last.places == ("city.yaml:29", "city.yaml:16", "city.yaml:30")


# -- unknowns --------------------------------------------------------------------------------------


def test_an_unknown_period_is_answered_either_way() -> None:
    told = explained(changed(("    seen_active: 2023-05\n", "")))
    assert texts(told, "Verdict") == [
        "Verdict possible: the overlap, 0.5, reaches the threshold, 0.5, they have no common "
        "lead, umbrella or tie, and not known is: period."
    ]
    assert [(each.change, each.sentence) for each in told.overturns[:2]] == [
        (
            "period-together",
            "If Language Course surely ran on 2024-06-30, the pair would be a candidate for "
            "duplication.",
        ),
        (
            "period-apart",
            "If Language Course did not run on 2024-06-30, the pair would not be listed.",
        ),
    ]


def test_over_all_time_an_unknown_period_is_answered_either_way() -> None:
    told = explained(changed(("    seen_active: 2023-05\n", "")), ever=True)
    assert [each.sentence for each in told.overturns[:2]] == [
        "If English Club and Language Course ran at one time, the pair would be a candidate for "
        "duplication.",
        "If Language Course never ran while English Club did, the pair would be two that never "
        "run at one time.",
    ]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        (
            [("    audiences: [older, migrants]\n", "")],
            [
                "If Language Course were for Older people, as English Club is, the pair would be a "
                "candidate for duplication.",
                "If Language Course were for other people than English Club, the pair would not be "
                "listed.",
            ],
        ),
        (
            [("    places: [north]\n", "")],
            [
                "If English Club were in Town, as Language Course is, the pair would be a "
                "candidate for duplication.",
                "If English Club were in another place than Language Course, the pair would not be "
                "listed.",
            ],
        ),
        (
            [("    places: [north]\n", ""), ("    places: [town]\n", "")],
            [
                "If English Club and Language Course were in the same place, the pair would be a "
                "candidate for duplication.",
                "If English Club and Language Course were in different places, the pair would not "
                "be listed.",
            ],
        ),
        (
            [("    audiences: [older]\n    places: [", "    places: ["),
             ("    audiences: [older, migrants]\n", "")],
            [
                "If English Club and Language Course were for the same people, the pair would be a "
                "candidate for duplication.",
                "If English Club and Language Course were for different people, the pair would not "
                "be listed.",
            ],
        ),
    ],
)  # fmt: skip
def test_an_unknown_group_or_place_is_answered_either_way(
    changes: list[tuple[str, str]], sentences: list[str]
) -> None:
    told = explained(changed(*changes))
    assert [each.sentence for each in told.overturns[:2]] == sentences


def test_nobody_is_outside_everyone() -> None:
    told = explained(
        changed(
            ("    audiences: [older, migrants]\n", "    audiences: [everyone]\n"),
            ("    audiences: [older]\n    places: [north]", "    places: [north]"),
        )
    )
    assert [each.change for each in told.overturns if each.change.startswith("audience")] == [
        "audience-same"
    ]


# -- pairs that are no rows ------------------------------------------------------------------------


def absent(text: str, first: str = "club", second: str = "course") -> Explanation:
    """Why two initiatives are no row."""
    study = Study(parse_city(text, name="city.yaml"))
    found = duplicates_of(study)
    assert found.rows == ()
    return explain_absence(study, found.parameters, first, second)


def test_what_offers_nothing_or_does_not_run_is_no_row() -> None:
    told = absent(
        changed(
            ("    name: English Club", "    name: English Club\n    kind: fund"),
            ("    seen_active: 2023-05", "    end: 2020"),
        )
    )
    assert told.subject == "English Club and Language Course: no row"
    assert [(step.text, step.places) for step in told.steps] == [
        (
            "English Club is of kind fund: it offers nothing itself, and only joins or pays for "
            "others.",
            ("city.yaml:18",),
        ),
        (
            "Language Course: end 2020. So it may run up to 2020-12-31; on no day is it known to "
            "run. On 2024-06-30 it surely does not run, so it is left out.",
            ("city.yaml:35",),
        ),
    ]
    assert told.overturns == ()


def test_over_all_time_what_is_planned_is_left_out() -> None:
    text = changed(("    seen_active: 2023-05", "    status: planned"))
    study = Study(parse_city(text, name="city.yaml"), ever=True)
    told = explain_absence(study, duplicates_of(study).parameters, "club", "course")
    assert told.steps[0].text.endswith("It surely does not run, so it is left out.")


def test_what_says_too_little_or_overlaps_too_little_is_no_row() -> None:
    silent = absent(changed(("    activities: [english]\n    audiences: [older, migrants]\n", "")))
    assert [step.text for step in silent.steps] == [
        "English Club and Language Course say too little to be compared: both have to state an "
        "activity, and an audience or a place besides; audiences grouped along different lines do "
        "not count."
    ]
    other = absent(
        changed(
            (
                "    activities: [english]\n    audiences: [older, migrants]",
                "    activities: [sport]\n    audiences: [older, migrants]",
            ),
            ("  chess: {name: Chess}", "  chess: {name: Chess}\n  sport: {name: Sport}"),
        )
    )
    assert len(other.steps) == 6
    assert other.steps[-1].text == "That is below 0.25, from which on pairs are listed."
