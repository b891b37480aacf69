"""What a report says about small cities in which only one thing is there."""

from __future__ import annotations

from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.report.content.page import Page, make_page
from learningcity.report.wording import Wording
from tests.builders import city

LED = [{"partner": "p", "role": "lead"}]
OFFER = {"activities": ["literacy"], "places": ["l"], "start": "2020", "status": "active"}


def page(built: City, *, on: str | None = None) -> Page:
    return make_page(Study(built, on=on), Wording("en"))


def two(**more: object) -> City:
    """Two initiatives that offer the same; of the second more is said."""
    return city(
        places={"l": {"name": "Oldtown"}},
        partners={"p": {"name": "Library"}, "q": {"name": "School"}},
        initiatives={
            "i": OFFER | {"name": "Readers", "partners": LED},
            "j": OFFER | {"name": "Letters", "partners": [{"partner": "q", "role": "lead"}]} | more,
        },
    )


def test_where_there_is_no_group_the_first_pair_is_to_be_discussed() -> None:
    made = page(two())
    assert made.opening.topics[0].title == "Are these two the same offer?"
    assert made.opening.topics[0].sentence.text == "Readers and Letters overlap."
    (card,) = made.overlaps.cards
    assert card.verdict == "Possible"
    assert made.overlaps.title == ("1 pair of initiatives may overlap, too little is known to say")
    assert [question.text for question, _ in card.asks] == [
        "For whom is Readers?",
        "For whom is Letters?",
    ]


def test_a_confirmed_duplicate_is_said_to_be_one() -> None:
    whole = OFFER | {"audiences": ["everyone"], "partners": LED}
    built = city(
        places={"l": {"name": "Oldtown"}},
        partners={"p": {}},
        initiatives={"i": whole, "j": whole},
        reviews=[{"initiatives": ["i", "j"], "verdict": "duplicate", "date": "2023"}],
    )
    made = page(built)
    assert made.overlaps.title == "1 pair of initiatives is a confirmed duplicate"
    (card,) = made.overlaps.cards
    ((question, whom),) = card.asks
    assert question.text == "What has been agreed since this was found, and by when?"
    assert [mention.reference for mention in whom] == ["partner:p"]


def test_dates_are_said_in_words() -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({}, "since 2020"),
        ({"start": None, "end": "2026"}, "until 2026"),
        ({"end": "2026"}, "2020 to 2026"),
        ({"start": None, "status": "unknown", "seen_active": "2023"}, "seen active 2023"),
    ]
    for more, said in cases:
        (card,) = page(two(**more), on="2023-06").overlaps.cards
        (when,) = [row for row in card.comparison if row.what == "When"]
        assert isinstance(when.second, tuple)
        assert next(each.text for each in when.second if hasattr(each, "text")) == said


def test_a_city_that_is_sure_of_what_runs_still_has_questions() -> None:
    made = page(two())
    assert made.quality.title == "2 answers would make findings firmer"


def test_pairs_of_which_too_little_is_said_are_counted() -> None:
    made = page(two(activities=[]))
    assert made.quality.facts[0] == (
        "1 pair of initiatives could not be compared: too little is said of one of them."
    )


def test_an_end_under_an_umbrella_that_runs_on_is_no_end_to_tell() -> None:
    built = city(
        initiatives={
            "whole": {"start": "2019", "status": "active", "activities": ["literacy"]},
            "part": OFFER | {"places": [], "part_of": "whole", "end": "2024-12"},
        }
    )
    made = page(built, on="2024-06-30")
    assert made.years.endings == ()
    assert made.years.endings_summary is not None


def test_facts_are_told_with_units_and_as_far_as_they_are_known() -> None:
    built = city(
        facts={
            "a": {"label": "Residents", "value": 1200, "unit": "people", "date": "2021"},
            "b": {"label": "Clubs", "value": {"about": 30}},
            "c": {"label": "Motto", "value": "Learn\u202e on"},
            "d": {"label": "Schools", "value": {"at_least": 4}},
            "e": {"label": "Joined", "value": 2018, "unit": "year"},
        }
    )
    facts = page(built).figures
    assert facts is not None
    told = [
        tuple(cell if isinstance(cell, str) else getattr(cell, "text", "") for cell in row[1:])
        for row in facts.rows
    ]
    assert told == [
        ("1,200 people", "2021"),
        ("about 30", "not recorded"),
        ("Learn\ufffd on", "not recorded"),
        ("at least 4", "not recorded"),
        ("2018", "not recorded"),
    ]


def test_decisions_about_pairs_that_are_no_findings_are_told() -> None:
    built = city(
        initiatives={"i": OFFER, "j": {"activities": ["numeracy"], "audiences": ["everyone"]}},
        places={"l": {}},
        reviews=[{"initiatives": ["i", "j"], "verdict": "different", "date": "2023"}],
    )
    moot = page(built).overlaps.moot
    assert moot is not None
    assert moot.text.startswith("1 reviewed pair is no finding now")


def test_the_day_is_said_and_that_of_the_files_where_it_is_another() -> None:
    built = city(head={"as_of": "2024-05"})
    assert page(built).opening.read == "The city on 31 May 2024, as its files describe it."
    assert page(built, on="2023").opening.read == (
        "The city on 31 December 2023, from files that speak of 31 May 2024."
    )


def test_what_ends_soon_and_leaves_most_needs_is_to_be_discussed() -> None:
    course = OFFER | {"audiences": ["everyone"], "end": "2025-03", "partners": LED}
    built = city(
        places={"l": {}},
        partners={"p": {"name": "Library"}},
        initiatives={
            "other": {
                "name": "Walks",
                "activities": ["numeracy"],
                "start": "2020",
                "end": "2025-02",
            },
            "course": course | {"name": "Readers"},
        },
        needs={
            "n": {"activities": ["literacy"], "audiences": ["everyone"], "places": ["l"]},
        },
    )
    topic = page(built, on="2024-06-30").opening.topics[-1]
    assert topic.title == "What comes after this?"
    assert topic.sentence.text == (
        "Readers ends by 31 March 2025, and nothing is recorded that takes over."
    )
    assert [mention.reference for mention in topic.whom] == ["partner:p"]
    assert topic.anchor == "years"


def test_where_nothing_ends_soon_the_withdrawal_that_takes_most_is_to_be_discussed() -> None:
    topics = page(two()).opening.topics
    assert topics[-1].title == "What if this partner left?"
    assert topics[-1].anchor == "indispensable"


def test_a_board_is_told_whom_to_ask() -> None:
    assert [mention.name.text for mention in page(two()).opening.topics[0].whom] == [
        "Library",
        "School",
    ]


def test_needs_that_newer_figures_replaced_are_counted_apart() -> None:
    need = {"statement": "Readers", "audiences": ["everyone"]}
    made = page(city(needs={"old": need, "new": need | {"replaces": "old"}}))
    assert made.opening.counts[2] == (
        "2 needs",
        "1 of them replaced by newer figures, and not counted below",
    )


def test_groups_of_other_sorts_are_said_to_be_not_compared() -> None:
    built = city(
        places={"l": {}},
        audiences={"young": {"by": "age"}, "ill": {"by": "health"}},
        initiatives={
            key: OFFER | {"audiences": [group]} for key, group in (("i", "young"), ("j", "ill"))
        },
    )
    (card,) = page(built).overlaps.cards
    assert card.strangers
    (card,) = page(two()).overlaps.cards
    assert not card.strangers


def test_what_is_not_known_to_run_is_said_at_the_head() -> None:
    built = city(
        places={"l": {}},
        initiatives={"i": OFFER | {"status": "unknown"}, "j": OFFER | {"end": "2026"}},
    )
    assert page(built, on="2022").opening.doubt == (
        "The files do not say whether 1 of 2 initiatives runs"
    )
    assert page(city()).opening.doubt == ""


def test_objectives_are_not_counted_as_nothing_where_nobody_names_any() -> None:
    built = city(
        priorities={"r": {}, "s": {"within": "r"}, "t": {"within": "r"}},
        initiatives={"i": OFFER | {"places": [], "priorities": ["r"]}},
    )
    (detail,) = page(built).priorities.rows
    assert [number for _, number in detail.objectives] == ["not known", "not known"]
    assert detail.silent
    assert not any("is served" in said.text for said in detail.gaps)
    named = city(
        priorities={"r": {}, "s": {"within": "r"}, "t": {"within": "r"}},
        initiatives={"i": OFFER | {"places": [], "priorities": ["s"]}},
    )
    (detail,) = page(named).priorities.rows
    assert [number for _, number in detail.objectives] == ["1 initiative", "0 initiatives"]
    assert not detail.silent
