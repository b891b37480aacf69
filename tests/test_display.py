"""Text from files does no harm where people see it."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal

import pytest

from learningcity.display import (
    NOTEBOOK_ROWS,
    Absent,
    camel_words,
    escape_html,
    html_fields,
    html_frame,
    html_list,
    html_table,
    html_value,
    inert,
    json_line,
    json_text,
    printable,
)


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


def test_json_keeps_every_letter_and_writes_what_acts_as_an_escape() -> None:
    text = "평생 \u202e\u200d\u2028\x1b\n\\ end"
    written = json_text({"a": text, "b": ["plain"]})
    assert "\\u202e\\u200d\\u2028\\u001b\\n" in written
    assert "평생" in written
    assert json.loads(written) == {"a": text, "b": ["plain"]}


def test_json_takes_plain_data_only() -> None:
    assert json_text({"a": Decimal("0.10"), "b": [1, None]}) == (
        '{\n  "a": 0.10,\n  "b": [\n    1,\n    null\n  ]\n}'
    )
    with pytest.raises(TypeError, match="set is not plain data"):
        json_text({"a": {1}})


def test_a_line_of_json_keeps_all_digits_and_acts_on_nothing() -> None:
    assert json_line({"a": Decimal("0.10"), "b": ["é", None]}) == '{"a": 0.10, "b": ["é", null]}'
    assert json_line("a\u202eb") == '"a\\u202eb"'


# -- notebooks -----------------------------------------------------------------------------------


class Word:
    """What says itself in a cell."""

    def in_cell(self) -> str:
        return "<a word>"


@pytest.mark.parametrize(
    ("value", "html"),
    [
        (None, '<span class="lc-absent">not known</span>'),
        (Absent("none"), '<span class="lc-absent">none</span>'),
        ((), '<span class="lc-absent">none</span>'),
        ({}, '<span class="lc-absent">none</span>'),
        ("", '<span class="lc-absent">none</span>'),
        (0, "<bdi>0</bdi>"),
        (True, "<bdi>yes</bdi>"),
        (False, "<bdi>no</bdi>"),
        (12345, "<bdi>12,345</bdi>"),
        (Decimal("1234.50"), "<bdi>1,234.50</bdi>"),
        (0.123456789012, "<bdi>0.123</bdi>"),
        (123456.7, "<bdi>123,457</bdi>"),
        (("a", "<b>"), "<bdi>a</bdi><br><bdi>&lt;b&gt;</bdi>"),
        ((("a", "b"), None), "<bdi>a + b</bdi><br><bdi>not known</bdi>"),
        (({"a": 1, "b": True},), "<bdi>a: 1, b: yes</bdi>"),
        ({"a": 1.5}, "<bdi>a: </bdi><bdi>1.5</bdi>"),
        (Word(), "<bdi>&lt;a word&gt;</bdi>"),
        ("line\nline\t\x00\ud800", "<bdi>line line \\x00\\ud800</bdi>"),
        ("a\u202eb\u2066c", "<bdi>a\\u202eb\\u2066c</bdi>"),
        ("می\u200cخواهم\u200f", "<bdi>می\u200cخواهم\u200f</bdi>"),
    ],
)
def test_a_value_in_a_notebook(value: object, html: str) -> None:
    assert html_value(value) == html


def test_a_long_list_is_counted_and_a_long_text_is_cut() -> None:
    assert html_value(list(range(9))).endswith("<bdi>5</bdi><br>and 3 more")
    assert html_value(list(range(9)), most=9).endswith("<bdi>8</bdi>")
    assert html_value("x" * 10_000) == f"<bdi>{'x' * 399}…</bdi>"
    assert html_value("x" * 400) == f"<bdi>{'x' * 400}</bdi>"


HOSTILE = ("<script>alert(1)</script>", "\"'><img src=x onerror=a>", "</td></table>", "]]>", "&lt;")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_file_says_is_obeyed_in_a_notebook(text: str) -> None:
    shown = (
        html_table(text, [text], [[text], [(text,)], [{text: text}]], row_heads=True)
        + html_fields(text, [(text, text), (text, Absent(text))], called=text)
        + html_frame(html_list(text, [(text, text)]))
    )
    assert text not in shown
    assert shown.count(escape_html(text)) == 6 + 6 + 3


def test_numbers_stand_to_the_right_where_all_that_is_known_are_numbers() -> None:
    html = html_table("c", ["a", "b", "d"], [[1, "x", None], [None, 2, None]])
    right = ' class="lc-number"'
    assert f'<th scope="col"{right}>a</th><th scope="col">b</th><th scope="col">d</th>' in html
    assert html.count(f"<td{right}>") == 2


def test_a_sentence_has_a_column_that_is_wide_enough() -> None:
    html = html_table("c", ["a", "b"], [["x" * 60, "y" * 61]])
    assert f'<td><bdi>{"x" * 60}</bdi></td><td class="lc-long"><bdi>{"y" * 61}' in html


def test_a_table_without_rows_says_so_and_a_cut_one_says_how_many_are_left() -> None:
    empty = html_table("c", ["a", "b"], [])
    assert '<td colspan="2"><span class="lc-absent">no rows</span></td>' in empty
    assert "more" not in empty
    assert "<p>and 1 more row</p>" in html_table("c", ["a"], [[1]], more=1)
    assert "<p>and 1,200 more rows</p>" in html_table("c", ["a"], [[1]], more=1200)


def test_a_long_list_of_steps_ends_with_its_last_one() -> None:
    html = html_list("t", [(f"step {n}",) for n in range(1, 62)], numbered=True)
    assert html.count("<li") == NOTEBOOK_ROWS + 1
    assert '<li value="19">step 19</li><li>and 41 more</li><li value="61">step 61</li>' in html
    short = html_list("t", [(str(n),) for n in range(NOTEBOOK_ROWS)])
    assert "more" not in short
    assert short.count("<li>") == NOTEBOOK_ROWS


def test_a_frame_brings_its_own_look_and_no_colour_of_text_or_ground() -> None:
    html = html_frame("<p>x</p>")
    assert html.startswith('<div class="learningcity tex2jax_ignore mathjax_ignore"><style>')
    assert "background" not in html
    assert "color:#" not in html
    assert "url(" not in html
    assert "@import" not in html


def test_the_name_of_a_class_is_words() -> None:
    assert camel_words("FundingLine") == "funding line"


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
