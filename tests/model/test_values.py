"""Values take what a file may say and refuse the rest with what to write instead."""

from __future__ import annotations

import unicodedata
from dataclasses import FrozenInstanceError
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from learningcity.model.values import (
    Amount,
    Id,
    LineReference,
    Many,
    OneOrMany,
    People,
    Quantity,
    Text,
    parse_id,
    quote,
    refuse,
    scripts_of,
)
from tests.builders import parser, refusal

DIGITS = "write digits only, for example 1200, or {about: 1200}"
TEXT_FORMS = "write text, or {en: …} for several languages"

# -- quotes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "'true'"),
        (False, "'false'"),
        (None, "nothing"),
        ({"a": 1}, "keys with values"),
        ([1], "a list"),
        ((1,), "a list"),
        (12, "'12'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 59}…'"),
    ],
)
def test_a_value_is_quoted_as_it_stands_in_a_file(value: object, shown: str) -> None:
    assert quote(value) == shown


def test_a_refusal_never_takes_the_text_of_a_file_for_a_template() -> None:
    assert refuse("code", "'{hint}' {0} %s", "mend").message() == "'{hint}' {0} %s"


# -- lists ---------------------------------------------------------------------------------------


def test_a_list_becomes_a_tuple() -> None:
    parse = parser(Many[Id])
    assert parse(["a", "b"]) == ("a", "b")
    assert parse(("a",)) == ("a",)


def test_one_value_stands_for_a_list_only_where_that_is_allowed() -> None:
    assert parser(OneOrMany[Id])("a") == ("a",)
    assert parser(OneOrMany[Id])(7) == ("7",)
    assert parser(OneOrMany[Id])(["a", "b"]) == ("a", "b")
    assert refusal(parser(Many[Id]), "a")[0] == "tuple_type"
    assert refusal(parser(OneOrMany[Id]), {"a": 1})[0] == "tuple_type"


# -- ids -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "city-library",
        "18-24",
        "평생학습관",
        "हिन्दी-केंद्र",
        "δημοτική-βιβλιοθήκη",
        "école",
        "図書館-2",
        "مكتبة",
        "a" * 100,
    ],
)
def test_an_id_has_small_letters_and_digits_of_any_script(written: str) -> None:
    assert parse_id(written) == written


def test_a_whole_number_stands_for_its_digits() -> None:
    assert parse_id(2017) == "2017"


@pytest.mark.parametrize("value", [True, None, -1, 1.5, ["a"], {"a": 1}])
def test_what_is_no_text_is_no_id(value: object) -> None:
    message = f"an id is expected here, not {quote(value)}"
    assert refusal(parse_id, value) == ("wrong-id", message, "write one id")


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("City Library", "city-library"),
        ("city_library", "city-library"),
        ("-city--library-", "city-library"),
        ("St. Mary's", "st-marys"),
        ("Straße", "strasse"),
        ("Bücherei", "bücherei"),
        (unicodedata.normalize("NFD", "école"), "école"),
        ("ΒΙΒΛΙΟΘΉΚΗ", "βιβλιοθήκη"),
        ("ＡＢＣ", "abc"),
        ("zero\u200bwidth", "zerowidth"),
    ],
)
def test_a_near_id_is_refused_with_the_id_that_was_meant(written: str, mended: str) -> None:
    code, message, hint = refusal(parse_id, written)
    assert code == "wrong-id"
    assert (
        message == f"'{written}' is not an id: ids have small letters and digits, joined by hyphens"
    )
    assert hint == f"write '{mended}'"
    assert parse_id(mended) == mended


@pytest.mark.parametrize("written", ["", "--", "!?", "a \u0301b"])
def test_where_nobody_can_tell_what_was_meant_an_example_is_given(written: str) -> None:
    assert refusal(parse_id, written)[2] == "for example 'city-library'"


def test_an_id_has_at_most_100_characters() -> None:
    code, message, hint = refusal(parse_id, "a" * 101)
    assert (code, hint) == ("wrong-id", "cut it")
    assert message == f"{quote('a' * 101)} is longer than 100 characters"


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("city-2", {"LATIN"}),
        ("lіbrary", {"LATIN", "CYRILLIC"}),
        ("学びの都市-한글", {"CJK"}),
        ("ハーモニー", {"CJK"}),
        ("हिन्दी", {"DEVANAGARI"}),
        ("hawaiʻi", {"LATIN"}),
        ("2024", set()),
    ],
)
def test_scripts_written_together_count_as_one(text: str, scripts: set[str]) -> None:
    assert scripts_of(text) == scripts


def test_a_funding_line_is_named_within_its_initiative_or_from_outside() -> None:
    parse = parser(LineReference)
    assert parse("total") == "total"
    assert parse("fund/total") == "fund/total"
    assert refusal(parse, "fund/The Total")[2] == "write 'the-total'"
    assert refusal(parse, "a/b/c")[0] == "wrong-id"
    assert refusal(parse, None)[0] == "wrong-id"


# -- text ----------------------------------------------------------------------------------------


def test_a_text_may_be_in_several_languages() -> None:
    text = Text.parse({"cy": "Llyfrgell", "pt": "Biblioteca", "en": "Library"})
    assert text.in_language("en") == "Library"
    assert text.in_language("EN-gb") == "Library"
    assert text.in_language("pt-BR") == "Biblioteca"
    assert text.in_language("ko", "pt") == "Biblioteca"
    assert text.in_language(None, "en") == "Library"
    assert text.in_language("ko") == text.in_language() == str(text) == "Llyfrgell"
    assert text.version("EN-gb") == ("en", "Library")
    assert text.version("ko")[1] == "Llyfrgell"
    assert tuple(text) == ("Llyfrgell", "Biblioteca", "Library")


def test_a_plain_text_is_in_the_language_of_its_file() -> None:
    text = Text.parse("Library")
    assert text.versions == ((None, "Library"),)
    assert text.in_language("ko") == str(text) == "Library"


@pytest.mark.parametrize("written", ["Library", {"en": "Library", "cy": "Llyfrgell"}])
def test_a_text_goes_back_to_what_the_file_says(written: object) -> None:
    text = Text.parse(written)
    assert text.to_plain() == written
    assert TypeAdapter(Text).dump_python(text) == written
    assert Text.parse(text) is text


@pytest.mark.parametrize(
    ("value", "message", "hint"),
    [
        ({}, "no language is given", "write {en: …}"),
        (2017, "text is expected here, not '2017'", "put it in quotes"),
        (True, "text is expected here, not 'true'", "put it in quotes"),
        (Decimal("1.5"), "text is expected here, not '1.5'", "put it in quotes"),
        (None, "text is expected here, not nothing", TEXT_FORMS),
        (["a"], "text is expected here, not a list", TEXT_FORMS),
        ("  \n", "the text is empty", "write it, or leave the key out"),
        ({"en": ""}, "the text is empty", "write it, or leave the key out"),
        ({"en": 5}, "text is expected here, not '5'", "put it in quotes"),
        ({"en": None}, "text is expected here, not nothing", TEXT_FORMS),
    ],
)
def test_what_is_no_text_is_refused(value: object, message: str, hint: str | None) -> None:
    assert refusal(Text.parse, value) == ("wrong-text", message, hint)


# -- quantities ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        (0, 0, 0),
        (-3, -3, -3),
        (Decimal("1.50"), Decimal("1.5"), Decimal("1.5")),
        (Decimal("2.0"), 2, 2),
        ({"at_least": 900}, 900, None),
        ({"at_most": 900}, None, 900),
        ({"at_least": 5, "at_most": 9}, 5, 9),
        ({"at_least": 5, "at_most": 5}, 5, 5),
        ({"about": 1000}, 1000, 1000),
    ],
)
def test_a_number_may_be_known_in_part(written: object, low: object, high: object) -> None:
    quantity = Quantity.parse(written)
    assert (quantity.low, quantity.high) == (low, high)
    assert Quantity.parse(quantity.to_plain()) == quantity
    assert TypeAdapter(Quantity).dump_python(quantity) == quantity.to_plain()
    assert Quantity.parse(quantity) is quantity


def test_a_whole_number_with_a_decimal_point_is_that_whole_number() -> None:
    assert isinstance(Quantity.parse(Decimal("2.0")).low, int)


def test_about_a_number_is_not_the_number() -> None:
    about = Quantity.parse({"about": 1000})
    assert about.approximate
    assert about != Quantity.parse(1000)
    assert about.to_plain() == {"about": 1000}
    assert Quantity.parse({"at_least": 5, "at_most": 9}).to_plain() == {"at_least": 5, "at_most": 9}
    assert Quantity.parse({"at_most": 9}).to_plain() == {"at_most": 9}


@pytest.mark.parametrize(
    ("value", "code", "message", "hint"),
    [
        ({}, "wrong-number", "no number is given", "write {at_least: …} or a number"),
        (
            {"about": 1, "at_most": 2},
            "wrong-number",
            "'about' cannot stand beside other keys",
            "leave them out",
        ),
        (
            {"at_least": 3, "at_most": 2},
            "reversed-bounds",
            "'at_least: 3' is above 'at_most: 2'",
            "exchange the two numbers, or correct one",
        ),
        (
            {"max": 3},
            "unknown-key",
            "unknown key 'max'",
            "a number may have at_least, at_most or about",
        ),
        (
            "1,200",
            "wrong-number",
            "a number is expected here, not '1,200'",
            "write 1200, without signs between the digits",
        ),
        (
            "£ 5 000",
            "wrong-number",
            "a number is expected here, not '£ 5 000'",
            "write 5000, without signs between the digits",
        ),
        (
            "012",
            "wrong-number",
            "a number is expected here, not '012'",
            "write 12, without signs between the digits",
        ),
        (
            "0.5",
            "wrong-number",
            "a number is expected here, not '0.5'",
            "write 0.5, without signs between the digits",
        ),
        (
            # A comma between parts of one may be a point elsewhere: nobody guesses.
            "1,5",
            "wrong-number",
            "a number is expected here, not '1,5'",
            DIGITS,
        ),
        (
            "1.200,50",
            "wrong-number",
            "a number is expected here, not '1.200,50'",
            DIGITS,
        ),
        (
            "€1,234,567.89",
            "wrong-number",
            "a number is expected here, not '€1,234,567.89'",
            "write 1234567.89, without signs between the digits",
        ),
        (
            "many",
            "wrong-number",
            "a number is expected here, not 'many'",
            DIGITS,
        ),
        (
            True,
            "wrong-number",
            "a number is expected here, not 'true'",
            DIGITS,
        ),
        (
            {"at_least": None},
            "wrong-number",
            "a number is expected here, not nothing",
            DIGITS,
        ),
        (Decimal("NaN"), "wrong-number", "a number is expected here, not 'NaN'", DIGITS),
        (Decimal("Infinity"), "wrong-number", "a number is expected here, not 'Infinity'", DIGITS),
    ],
)
def test_what_is_no_number_is_refused(
    value: object, code: str, message: str, hint: str | None
) -> None:
    assert refusal(Quantity.parse, value) == (code, message, hint)


def test_floating_point_never_enters_a_city() -> None:
    assert refusal(Quantity.parse, 1.5)[0] == "wrong-number"


def test_people_are_whole_and_not_below_zero() -> None:
    parse = parser(People)
    assert parse({"at_least": 3}) == Quantity(3, None)
    assert refusal(parse, Decimal("2.5"))[1] == "a whole number is expected here, not '2.5'"
    assert refusal(parse, -1)[1] == "'-1' is below zero"
    assert refusal(parse, "x")[1] == "a whole number is expected here, not 'x'"


def test_money_is_exact_and_not_below_zero() -> None:
    parse = parser(Amount)
    assert parse(Decimal("0.10")) == Quantity(Decimal("0.1"), Decimal("0.1"))
    assert refusal(parse, Decimal("-0.5"))[1] == "'-0.5' is below zero"


# -- values are values ---------------------------------------------------------------------------


def test_values_can_be_compared_and_used_as_keys_but_not_changed() -> None:
    assert {Text.parse("a"): 1, Quantity.parse(5): 2}[Text.parse("a")] == 1
    assert Text.parse("a") != Text.parse({"en": "a"})
    text, quantity = Text.parse("a"), Quantity.parse(1)
    with pytest.raises(FrozenInstanceError):
        text.versions = ()  # type: ignore[misc]  # frozen: that is what is tested
    with pytest.raises(FrozenInstanceError):
        quantity.low = 2  # type: ignore[misc]  # frozen: that is what is tested
