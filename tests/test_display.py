"""Text from files does no harm where people see it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from learningcity.display import escape_html, inert, json_text, printable


@pytest.mark.parametrize(
    "text",
    [
        "",
        "City Library",
        "Café €5",
        "평생학습관",
        "हिन्दी",
        "δημοτική",
        "مكتبة",
        "می\u200cخواهم",
        "क्\u200dष",
    ],
)
def test_what_people_write_is_shown_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x00", "\\x00"),
        ("\x7f\x9b", "\\x7f\\x9b"),
        ("a\u202eb", "a\\u202eb"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\ufeff", "\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\ue000", "\\ue000"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_acts_on_a_terminal_is_written_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_what_is_shown_is_one_line_without_control() -> None:
    everything = "".join(map(chr, range(0x3000))) + "".join(map(chr, range(0xD700, 0x10000)))
    shown = printable(everything)
    assert len(shown.splitlines()) == 1
    assert {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Co", "Zl", "Zp"} == set()


def test_html_is_shown_and_not_obeyed() -> None:
    assert escape_html("<b a='1' c=\"2\">&") == "&lt;b a=&#x27;1&#x27; c=&quot;2&quot;&gt;&amp;"
    assert escape_html(5) == "5"


def test_json_takes_plain_data_only() -> None:
    assert json_text({"a": Decimal("0.10"), "b": [1, None]}) == (
        '{\n  "a": 0.10,\n  "b": [\n    1,\n    null\n  ]\n}'
    )
    with pytest.raises(TypeError, match="set is not plain data"):
        json_text({"a": {1}})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("City Library", "City Library"),
        ("مكتبة\u200f", "مكتبة\u200f"),
        ("क्\u200dष", "क्\u200dष"),
        ("a\u202eb\u2069c", "a\ufffdb\ufffdc"),
        ("a\nb\u2028c\td", "a b c d"),
        ("a\x1b[31m\ue000", "a\ufffd[31m\ufffd"),
    ],
)
def test_nothing_on_a_page_turns_what_stands_around_it(text: str, shown: str) -> None:
    assert inert(text) == shown
