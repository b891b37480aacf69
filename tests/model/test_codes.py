"""Codes and addresses: the values that others have defined."""

from __future__ import annotations

import pytest

from learningcity.model.values import (
    CountryCode,
    CurrencyCode,
    LanguageTag,
    Text,
    WebAddress,
    quote,
)
from tests.builders import parser, refusal


@pytest.mark.parametrize("tag", ["en", "cy", "pt-BR", "zh-Hant-TW", "es-419", "sr-Latn", "de-1996"])
def test_a_language_tag_is_bcp_47(tag: str) -> None:
    assert parser(LanguageTag)(tag) == tag


@pytest.mark.parametrize("value", ["english!", "eſ", "e", "en_GB", "", 5, None, "en-"])
def test_another_word_is_no_language_tag(value: object) -> None:
    assert refusal(parser(LanguageTag), value) == (
        "wrong-language",
        f"{quote(value)} is not a language code",
        "write a code such as en, cy, ko or pt-BR (BCP 47)",
    )


def test_a_text_in_an_unknown_kind_of_language_is_refused() -> None:
    assert refusal(Text.parse, {"in English": "Library"})[0] == "wrong-language"
    assert refusal(Text.parse, {5: "Library"})[0] == "wrong-language"


@pytest.mark.parametrize("value", ["gb", "GBR", "G1", "", 44, None])
def test_a_country_is_two_capital_letters(value: object) -> None:
    assert parser(CountryCode)("KR") == "KR"
    assert refusal(parser(CountryCode), value) == (
        "wrong-country",
        f"{quote(value)} is not a country code",
        "write the two capital letters of ISO 3166-1, such as GB or KR",
    )


@pytest.mark.parametrize("value", ["gbp", "£", "GB", "", 826, None])
def test_a_currency_is_three_capital_letters(value: object) -> None:
    assert parser(CurrencyCode)("KRW") == "KRW"
    assert refusal(parser(CurrencyCode), value) == (
        "wrong-currency",
        f"{quote(value)} is not a currency code",
        "write the three capital letters of ISO 4217, such as GBP or KRW",
    )


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://example.org/a?b=c#d", "https://도서관.kr/안내"]
)
def test_an_address_is_one_of_the_web(address: str) -> None:
    assert parser(WebAddress)(address) == address


WHOLE = "write the whole address, starting with https://"


@pytest.mark.parametrize(
    ("value", "message", "hint"),
    [
        (None, "a web address is expected, not nothing", WHOLE),
        ("www.example.org", "'www.example.org' is not a web address", WHOLE),
        ("javascript:alert(1)", "'javascript:alert(1)' is not a web address", WHOLE),
        ("https://", "'https://' is not a web address", WHOLE),
        ("https://[::1", "'https://[::1' is not a web address", WHOLE),
        ("https://a b", "'https://a b' has a space or a hidden character in it", "delete it"),
        (
            "https://a\u200b.b",
            "'https://a\u200b.b' has a space or a hidden character in it",
            "delete it",
        ),
        ("https://me@a.b", "the address holds a user name", "leave out all before '@'"),
        ("https://me:pass@a.b", "the address holds a user name", "leave out all before '@'"),
    ],
)
def test_another_address_is_refused(value: object, message: str, hint: str | None) -> None:
    assert refusal(parser(WebAddress), value) == ("wrong-address", message, hint)


def test_a_password_in_an_address_is_not_repeated() -> None:
    assert "secret" not in refusal(parser(WebAddress), "https://me:secret@a.b")[1]
