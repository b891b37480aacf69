"""What results say to people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from learningcity.analysis.gaps import GapRow, find_gaps
from learningcity.analysis.sentences import words
from learningcity.analysis.sentences.questions import questions_summary
from learningcity.model.values import Number, Quantity
from tests.builders import Fields, city

TERMS: Fields = {
    "places": {"town": {}, **{f"ward-{n}": {"within": "town"} for n in range(6)}},
    "audiences": {"adults": {"by": "age"}, "older": {"within": "adults"}},
    "activities": {"english": {}, "chess": {}},
}
NEED: Fields = {"activities": ["english"], "audiences": ["older"]}
OFFER: Fields = {**NEED, "status": "active"}


def gap(need: Fields, **offers: Fields) -> GapRow:
    """The gap of one need of older people's English."""
    initiatives = {key: {**OFFER, **fields} for key, fields in offers.items()}
    built = city(**TERMS, needs={"need": {**NEED, **need}}, initiatives=initiatives)
    return find_gaps(built).rows[0]


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (Quantity(12325, 12325), "12,325"),
        (Quantity(3000, None), "at least 3,000"),
        (Quantity(None, 3000), "at most 3,000"),
        (Quantity(5, 9), "5 to 9"),
        (Quantity(1200, 1200, approximate=True), "about 1,200"),
        (Quantity(None, None), "not known"),
        (Quantity(Decimal("1234.5"), Decimal("1234.5")), "1,234.5"),
    ],
)
def test_a_quantity_is_written_for_people(quantity: Quantity, said: str) -> None:
    assert words.quantity(quantity) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, None, "a sum that is not known"),
        (0, 0, "GBP 0"),
        (0, 5, "at most GBP 5"),
        (None, 5, "at most GBP 5"),
        (5, 5000, "GBP 5 to 5,000"),
        (Decimal("0.5"), None, "at least GBP 0.50"),
        (Decimal("0.125"), Decimal("0.125"), "GBP 0.125"),
    ],
)
def test_a_sum_of_money_is_written_for_people(
    low: Number | None, high: Number | None, said: str
) -> None:
    assert words.money_words("GBP", low, high) == said
    assert words.money_words(None, low, high) == said.replace("GBP ", "")


def test_words_are_joined_and_what_is_too_much_is_counted() -> None:
    assert words.join(["a"]) == "a"
    assert words.join(["a", "b"]) == "a and b"
    assert words.join(["a", "b", "c", "d"]) == "a, b, c and d"
    assert words.join(["a", "b", "c", "d", "e", "f"]) == "a, b, c, d and 2 more"
    assert words.join(["a", "b", "c"], 1) == "a and 2 more"
    assert words.count(1, "need") == "1 need"
    assert words.count(0, "need") == "0 needs"
    assert words.count(1200, "need") == "1,200 needs"


def test_questions_are_counted() -> None:
    assert questions_summary(1).startswith("One answer would settle")
    assert questions_summary(0).startswith("0 answers would settle")


# -- how far a need is met -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offers", "words"),
    [
        ({}, "no initiative in the file reaches it"),
        ({"a": {"audiences": []}}, "1 initiative may reach it, none surely does"),
        (
            {"a": {"audiences": []}, "b": {"audiences": []}},
            "2 initiatives may reach it, none surely does",
        ),
        (
            {"a": {"audiences": ["adults"], "capacity": 5}},
            "1 initiative reaches it, none is meant for it, with places for 0 to 5 people a year",
        ),
        (
            {"a": {"audiences": ["adults"]}, "b": {"audiences": ["adults"]}},
            "2 initiatives reach it, none is meant for it, for how many people is not known",
        ),
        ({"a": {"capacity": 5}}, "named by 1 initiative, with places for 5 people a year"),
        (
            {"a": {"capacity": {"at_least": 5}}, "b": {}},
            "named by 2 initiatives, with places for at least 5 people a year",
        ),
    ],
)
def test_a_sentence_says_what_reaches_a_need(offers: dict[str, Fields], words: str) -> None:
    assert (
        gap({"statement": "They want English."}, **offers).sentence
        == f"They want English: {words}."
    )


@pytest.mark.parametrize(
    ("people", "capacity", "words"),
    [
        (200, 14, "with places for about 7 in 100"),
        (200, 1, "with places for about fewer than 1 in 100"),
        (200, 300, "with places for about 100 in 100"),
        (200, {"at_least": 14, "at_most": 50}, "with places for 7 to 25 in 100"),
        (200, {"at_most": 50}, "with places for 0 to 25 in 100"),
        (200, {"at_least": 14}, "with places for at least 7 in 100"),
        (2000, None, "for how many of the 2,000 people is not known"),
        # Where the people are not known exactly, or are none, nothing is said in a hundred.
        ({"at_least": 5}, 14, "with places for 14 people a year"),
        ({"at_least": 5, "at_most": 9}, None, "for how many people is not known"),
        (0, 14, "with places for 14 people a year"),
    ],
)
def test_a_sentence_says_for_how_many_there_are_places(
    people: object, capacity: object, words: str
) -> None:
    assert gap({"people": people}, a={"capacity": capacity}).sentence == (
        f"need: named by 1 initiative, {words}."
    )


def test_over_all_time_a_sentence_does_not_speak_of_places() -> None:
    built = city(**TERMS, needs={"need": NEED}, initiatives={"a": {**OFFER, "capacity": 5}})
    assert find_gaps(built, ever=True).rows[0].sentence == "need: named by 1 initiative."


def test_a_sentence_names_the_first_that_are_left_out() -> None:
    found = gap({"places": ["town"]}, a={"places": ["ward-0"], "capacity": 5})
    assert found.sentence == (
        "need: named by 1 initiative, but not for ward-1, ward-2, ward-3, ward-4 and 1 more, "
        "with places for 5 people a year."
    )


# -- what would close a gap ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("need", "offers", "remedy"),
    [
        ({}, {}, "offer english for older, or add to the file who does"),
        (
            {"places": ["town"], "activities": ["english", "chess"]},
            {},
            "offer english and chess for older in town, or add to the file who does",
        ),
        (
            {"activities": [], "audiences": ["older"]},
            {"a": {"audiences": ["adults"]}},
            "see whether a work for this group, or offer something for older",
        ),
        (
            {"audiences": [], "activities": ["chess"]},
            {},
            "offer chess, or add to the file who does",
        ),
        (
            {},
            {key: {"audiences": []} for key in "abcde"},
            "ask a, b, c and 2 more whether they run and whom they serve",
        ),
        ({"places": ["town"]}, {"a": {"places": ["ward-1"]}}, "extend a"),
        ({"people": 1015}, {"a": {"capacity": 15}}, "add places for at least 1,000 people a year"),
        ({"people": 15}, {"a": {"capacity": 15}}, "keep it going"),
        # Those that are meant for it are asked first.
        (
            {},
            {"a": {}, "b": {"audiences": ["adults"]}, "c": {}},
            "ask how many people a and c can serve in a year",
        ),
        (
            {},
            {"a": {"capacity": 5}, "b": {"audiences": ["adults"]}},
            "ask how many people b can serve in a year",
        ),
        ({}, {"a": {"capacity": 5}}, "find out how many people have this need"),
    ],
)
def test_a_remedy_says_what_would_close_the_gap(
    need: Fields, offers: dict[str, Fields], remedy: str
) -> None:
    assert gap(need, **offers).remedy == remedy


def test_people_read_their_own_language_then_english() -> None:
    names = {"name": {"en": "Older people", "cy": "Pobl hŷn", "ko": "어르신"}}

    def told(language: str | None) -> str:
        head = {} if language is None else {"language": language}
        return find_gaps(city(head=head, audiences={"older": names})).rows[0].sentence

    assert told("cy") == "No initiative names Pobl hŷn."
    assert told("ko") == "No initiative names 어르신."
    assert told("fr") == told(None) == "No initiative names Older people."
