"""Doubts about records that repeat one another, say too little, or hold a slip of the hand."""

from __future__ import annotations

import pytest

from learningcity.diagnostics import Severity
from learningcity.model.integrity import Draft
from learningcity.model.plausibility import find_doubts
from tests.builders import Fields, city, faults, only


def doubts(code: str, **sections: object) -> int:
    """How many doubts of this code a city of these sections raises."""
    return len(faults(city(**sections), code))


# -- sources -------------------------------------------------------------------------------------

PAGE: Fields = {"url": "https://example.org/plan"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PAGE, PAGE),
        (PAGE, {"url": "http://example.org/plan/"}),
        (PAGE, {**PAGE, "date": 2020}),
        ({**PAGE, "date": 2020}, PAGE),
        ({**PAGE, "date": 2020}, {**PAGE, "date": 2020}),
    ],
)
def test_a_page_is_one_source(one: Fields, other: Fields) -> None:
    fault = only(city(sources={"a": one, "b": other}), "same-source")
    assert (fault.at, fault.severity) == (("sources", "b", "url"), Severity.WARNING)
    assert fault.message == f"'{other['url']}' is the address of source 'a' too"
    assert fault.hint == "keep one of them, or give each the date of what it says"
    assert fault.related == (("the other one", ("sources", "a", "url")),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        (PAGE, {}),
        (PAGE, {"url": "https://example.org/plan#two"}),
        ({**PAGE, "date": 2020}, {**PAGE, "date": "2020-05"}),
    ],
)
def test_two_pages_or_two_days_are_two_sources(one: Fields, other: Fields) -> None:
    assert doubts("same-source", sources={"a": one, "b": other}) == 0


# -- money ---------------------------------------------------------------------------------------

SUM: Fields = {"amount": 500, "currency": "GBP", "funder": ["x", "y"]}


def family(part: Fields, whole: Fields = SUM) -> dict[str, Fields]:
    """A part, its umbrella, and the umbrella of that one, which has the money."""
    return {
        "part": {"part_of": "middle", "funding": {"grant": part}},
        "middle": {"part_of": "top"},
        "top": {"funding": {"other": {"amount": 1, "currency": "GBP"}, "total": whole}},
    }


def test_a_part_does_not_carry_the_budget_of_its_umbrella() -> None:
    built = city(initiatives=family({**SUM, "funder": ["y", "x"]}))
    fault = only(built, "budget-twice")
    assert fault.at == ("initiatives", "part", "funding", "grant")
    assert (fault.severity, fault.on) == (Severity.WARNING, "key")
    assert fault.message == (
        "'grant' is the same sum of money as 'top/total', and 'part' is a part of 'top'"
    )
    assert fault.hint == "add 'within: top/total', so that it is counted once"
    assert fault.related == (("it is here too", ("initiatives", "top", "funding", "total")),)


@pytest.mark.parametrize(
    "part",
    [
        {**SUM, "amount": 499},
        {**SUM, "amount": {"about": 500}},
        {**SUM, "currency": "EUR"},
        {**SUM, "funder": "x"},
        {**SUM, "within": "top/total"},
        {"funder": ["x", "y"]},
    ],
)
def test_another_sum_is_another_budget(part: Fields) -> None:
    assert doubts("budget-twice", initiatives=family(part)) == 0


def test_umbrellas_in_a_circle_nowhere_or_without_end_are_no_trouble() -> None:
    ring: dict[str, Fields] = {
        "a": {"part_of": "b", "funding": {"x": SUM}},
        "b": {"part_of": "a", "funding": {"x": SUM}},
    }
    assert doubts("budget-twice", initiatives=ring) == 2
    lost: Fields = {"part_of": "gone", "funding": {"x": SUM}}
    assert doubts("budget-twice", initiatives={"a": lost}) == 0
    chain: dict[str, Fields] = {f"i{n}": {"part_of": f"i{n + 1}"} for n in range(40)}
    chain |= {"i0": {"part_of": "i1", "funding": {"x": SUM}}, "i40": {"funding": {"x": SUM}}}
    assert doubts("budget-twice", initiatives=chain) == 0


# -- quantities ----------------------------------------------------------------------------------


def test_an_initiative_says_how_many_it_serves_or_a_note_asks_for_it() -> None:
    fault = only(city(initiatives={"a": {}}), "initiative-without-quantity")
    assert (fault.at, fault.severity, fault.on) == (("initiatives", "a"), Severity.INFO, "key")
    assert fault.message == "initiative 'a' does not say how many people it serves"
    assert fault.hint == "add 'capacity: …', people in a year, or 'participants: …'"


@pytest.mark.parametrize(
    "said",
    [
        {"capacity": 0},
        {"participants": [{"people": 5}]},
        {"provision": [{}, {"capacity": 5}]},
        {"kind": "fund"},
        {"kind": "coordination"},
    ],
)
def test_a_quantity_of_any_sort_is_enough(said: Fields) -> None:
    assert doubts("initiative-without-quantity", initiatives={"a": said}) == 0


# -- words and dates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("section", "name"), [("places", "kind"), ("bodies", "kind"), ("audiences", "by")]
)
def test_a_rare_spelling_of_a_frequent_word_is_doubtful(section: str, name: str) -> None:
    words = ["neighbourhood", "neighbourhood", "neighborhood", "neighbourhood", None]
    entries = {f"e{n}": {name: word} for n, word in enumerate(words)}
    fault = only(city(**{section: entries}), "rare-word")
    assert (fault.at, fault.severity) == ((section, "e2", name), Severity.WARNING)
    assert fault.message == "'neighborhood' stands here only, and 'neighbourhood' 3 times"
    assert fault.hint == "did you mean 'neighbourhood'?"


@pytest.mark.parametrize(
    "words",
    [
        ["ward", "ward", "wards"],
        ["ward", "ward", "ward", "former-ward"],
        ["neighbourhood", "neighbourhood", "neighbourhood", "neighbouring-area"],
        ["ward", "ward", "ward", "wards", "wards"],
        ["level 1", "level 1", "level 1", "level 2"],
        [None, None, None, "ward"],
    ],
)
def test_other_words_are_no_misspelling(words: list[str | None]) -> None:
    places = {f"p{n}": {"kind": word} for n, word in enumerate(words)}
    assert doubts("rare-word", places=places) == 0


def test_a_date_that_is_very_far_off_is_doubtful() -> None:
    built = city(
        initiatives={
            "a": {
                "end": "2125-03",
                "partners": [{"partner": "x", "role": "lead", "end": 2074}],
                "funding": {"total": {"end": 2075}},
            }
        }
    )
    found = faults(built, "far-date")
    assert [fault.at for fault in found] == [
        ("initiatives", "a", "end"),
        ("initiatives", "a", "funding", "total", "end"),
    ]
    assert found[0].severity == Severity.WARNING
    assert found[0].message == "'end: 2125-03' is more than 50 years after 'as_of: 2024'"
    assert found[0].hint == "correct the year, or leave it if it is right"
    assert list(find_doubts(Draft(Draft.of(built).entries)))
    without_day = [fault.code for fault in find_doubts(Draft(Draft.of(built).entries))]
    assert "far-date" not in without_day
