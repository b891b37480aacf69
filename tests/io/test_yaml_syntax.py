"""What people get wrong in YAML, in our words and at its place, the same with both parsers."""

from __future__ import annotations

import pytest

from learningcity.errors import render_problem
from learningcity.io.documents import read_document
from learningcity.io.yaml_syntax import looks_glued, token_length

CASES = {
    "a line above that starts with %": (
        "%x\n: a",
        """
f.yaml:1:1: error: a text cannot start with '%' here [yaml-syntax]
    1 | %x
      | ^^ put the whole text in quotes""",
    ),
    "a colon far below nothing": (
        "\n" * 300 + ":",
        """
f.yaml:301:1: error: a colon is not expected here [yaml-syntax]
  301 | :
      | ^ put the whole text in quotes""",
    ),
    "a comma and a lonely quote": (
        ", '",
        """
f.yaml:1:1: error: ',' does not belong here [yaml-syntax]
    1 | , '
      | ^ take it out, or put the whole text in quotes""",
    ),
    "a quote that another one seems to close": (
        '"["x',
        """
f.yaml:1:3: error: the text that starts with " here is not closed [yaml-syntax]
    1 | "["x
      |   ^^ add " where the text ends""",
    ),
    "a colon below nothing": (
        "\n\n:",
        """
f.yaml:3:1: error: a colon is not expected here [yaml-syntax]
    3 | :
      | ^ put the whole text in quotes""",
    ),
    "quotes after the closing quote": (
        'a: "x"y "z"\n',
        """
f.yaml:1:7: error: the text goes on after its closing quote [yaml-syntax]
    1 | a: "x"y "z"
      |       ^ put the whole text in quotes, and write \\" for a quote inside it""",
    ),
    "a quoted text in a bracket that another one closes": (
        "a: ['q'}\n",
        """
f.yaml:1:4: error: the bracket '[' is not closed [yaml-syntax]
    1 | a: ['q'}
      |    ^ add ']' where it ends""",
    ),
    "tab": (
        "city:\n\tname: x\n",
        """
f.yaml:2:1: error: a tab stands where the line is indented [yaml-syntax]
    2 |  name: x
      | ^ use spaces instead of the tab""",
    ),
    "tab after a dash": (
        "a:\n-\t- b\n",
        """
f.yaml:2:2: error: a tab stands before the first word of the line [yaml-syntax]
    2 | - - b
      |  ^ use spaces instead of the tab""",
    ),
    "no space": (
        "city:\n  name:Library\n  id: x\n",
        """
f.yaml:2:7: error: a space is missing after the colon [yaml-syntax]
    2 |   name:Library
      |       ^ write 'name: Library'""",
    ),
    "no space, then nothing": (
        "a: 1\nname:Library\n",
        """
f.yaml:2:5: error: a space is missing after the colon [yaml-syntax]
    2 | name:Library
      |     ^ write 'name: Library'""",
    ),
    "colon in text": (
        "name: Library: the hub\n",
        """
f.yaml:1:14: error: a colon stands in the middle of a text without quotes [yaml-syntax]
    1 | name: Library: the hub
      |              ^ put the whole text in quotes: name: "Library: the hub\"""",
    ),
    "colon in long text": (
        f"name: Library: {'x' * 90}\n",
        f"""
f.yaml:1:14: error: a colon stands in the middle of a text without quotes [yaml-syntax]
    1 | name: Library: {"x" * 90}
      |              ^ put the whole text in quotes""",
    ),
    "colon in text in brackets": (
        "a: {b: c: d}\n",
        """
f.yaml:1:9: error: a colon stands in the middle of a text without quotes [yaml-syntax]
    1 | a: {b: c: d}
      |         ^ put the whole text in quotes: b: "c: d\"""",
    ),
    "colon in text in brackets over lines": (
        "a: [b, {\n  c: d,\n  e: f: g}]\n",
        """
f.yaml:3:7: error: a colon stands in the middle of a text without quotes [yaml-syntax]
    3 |   e: f: g}]
      |       ^ put the whole text in quotes: e: "f: g\"""",
    ),
    "colon in text between others in brackets": (
        "a: [b, {c: d: e, f: g}]\n",
        """
f.yaml:1:13: error: a colon stands in the middle of a text without quotes [yaml-syntax]
    1 | a: [b, {c: d: e, f: g}]
      |             ^ put the whole text in quotes: c: "d: e\"""",
    ),
    "unclosed double quote": (
        'a: "Library\nb: c\n',
        """
f.yaml:1:4: error: the text that starts with " here is not closed [yaml-syntax]
    1 | a: "Library
      |    ^^^^^^^^ add " where the text ends""",
    ),
    "unclosed single quote": (
        "a: 'Library\nb: c\n",
        """
f.yaml:1:4: error: the text that starts with ' here is not closed [yaml-syntax]
    1 | a: 'Library
      |    ^^^^^^^^ add ' where the text ends, and write '' for an apostrophe inside it""",
    ),
    "unclosed quote that the next one seems to close": (
        'a: "Library\n\nb: "Museum"\nc: d\n',
        """
f.yaml:1:4: error: the text that starts with " here is not closed [yaml-syntax]
    1 | a: "Library
      |    ^^^^^^^^ add " where the text ends""",
    ),
    "unclosed quote before a document mark": (
        'a: "Library\n---\nb: "c"\n',
        """
f.yaml:1:4: error: the text that starts with " here is not closed [yaml-syntax]
    1 | a: "Library
      |    ^^^^^^^^ add " where the text ends""",
    ),
    "apostrophe in single quotes": (
        "a: 'it's here'\n",
        """
f.yaml:1:8: error: the text goes on after its closing quote [yaml-syntax]
    1 | a: 'it's here'
      |        ^ write '' for an apostrophe inside single quotes""",
    ),
    "text after quotes": (
        'a: "the hub" of learning\n',
        """
f.yaml:1:14: error: the text goes on after its closing quote [yaml-syntax]
    1 | a: "the hub" of learning
      |              ^ put the whole text in quotes, and write \\" for a quote inside it""",
    ),
    "backslash": (
        'a: "C:\\data"\n',
        """
f.yaml:1:7: error: '\\d' has no meaning inside double quotes [yaml-syntax]
    1 | a: "C:\\data"
      |       ^^ write \\\\ for a backslash, or use single quotes around the text""",
    ),
    "escape beyond all characters": (
        'a: "\\UFFFFFFFF"\n',
        """
f.yaml:1:5: error: '\\U' has no meaning inside double quotes [yaml-syntax]
    1 | a: "\\UFFFFFFFF"
      |     ^^ write \\\\ for a backslash, or use single quotes around the text""",
    ),
    "at sign": (
        "a: @college\n",
        """
f.yaml:1:4: error: a text cannot start with '@' here [yaml-syntax]
    1 | a: @college
      |    ^^^^^^^^ put the whole text in quotes""",
    ),
    "per cent": (
        "a: %50\n",
        """
f.yaml:1:4: error: a text cannot start with '%' here [yaml-syntax]
    1 | a: %50
      |    ^^^ put the whole text in quotes""",
    ),
    "per cent at the start": (
        "%a\n",
        """
f.yaml:1:1: error: a text cannot start with '%' here [yaml-syntax]
    1 | %a
      | ^^ put the whole text in quotes""",
    ),
    "stars": (
        "a: **bold**\n",
        """
f.yaml:1:4: error: a text cannot start with '*' here [yaml-syntax]
    1 | a: **bold**
      |    ^^^^^^^^ put the whole text in quotes""",
    ),
    "greater than": (
        "a: > 50 people\n",
        """
f.yaml:1:4: error: a text cannot start with '>' here [yaml-syntax]
    1 | a: > 50 people
      |    ^^^^^^^^^^^ put the whole text in quotes""",
    ),
    "exclamation mark": (
        "a: !x!y z\n",
        """
f.yaml:1:4: error: a text cannot start with '!' here [tag]
    1 | a: !x!y z
      |    ^^^^^^ put the whole text in quotes""",
    ),
    "unclosed bracket": (
        "a: [1, 2\nb: 3\n",
        """
f.yaml:1:4: error: the bracket '[' is not closed [yaml-syntax]
    1 | a: [1, 2
      |    ^ add ']' where it ends""",
    ),
    "unclosed brace at the end": (
        "a:\n  - {b: c\n",
        """
f.yaml:2:5: error: the bracket '{' is not closed [yaml-syntax]
    2 |   - {b: c
      |     ^ add '}' where it ends""",
    ),
    "bracket opened and nothing more": (
        "a: 1\n[",
        """
f.yaml:2:1: error: the bracket '[' is not closed [yaml-syntax]
    2 | [
      | ^ add ']' where it ends""",
    ),
    "brackets crossed": (
        "a: [{b: c]}\n",
        """
f.yaml:1:5: error: the bracket '{' is not closed [yaml-syntax]
    1 | a: [{b: c]}
      |     ^ add '}' where it ends""",
    ),
    "stray bracket": (
        "a: b\n]\n",
        """
f.yaml:2:1: error: ']' does not belong here [yaml-syntax]
    2 | ]
      | ^ take it out, or put the whole text in quotes""",
    ),
    "two commas": (
        "a: [b,, c]\n",
        """
f.yaml:1:7: error: ',' does not belong here [yaml-syntax]
    1 | a: [b,, c]
      |       ^ take it out, or put the whole text in quotes""",
    ),
    "missing comma": (
        "a:\n  [\n    {b: c}\n    {d: e},\n  ]\n",
        """
f.yaml:4:5: error: a comma or ']' is missing before this [yaml-syntax]
    4 |     {d: e},
      |     ^ put commas between the items""",
    ),
    "no colon": (
        "a: 1\njust words\nb: 2\n",
        """
f.yaml:2:1: error: a colon is missing in this line [yaml-syntax]
    2 | just words
      | ^^^^^^^^^^ write 'key: value', or put the text in quotes if it belongs to the line above""",
    ),
    "list on the line of its key": (
        "a: - b\n",
        """
f.yaml:1:4: error: a list does not start on the line of its key [yaml-syntax]
    1 | a: - b
      |    ^ start it on the next line, or write [one, two]""",
    ),
    "item in the wrong column": (
        "a:\n  - b\n - c\n",
        """
f.yaml:3:2: error: a list item does not fit in this column [yaml-syntax]
    3 |  - c
      |  ^ start it in the column of the other items""",
    ),
    "line too far left": (
        "a:\n  b: 1\n c: 2\n",
        """
f.yaml:3:2: error: this line starts in a column that does not fit the lines above [yaml-syntax]
    3 |  c: 2
      |  ^ start it in the same column as the lines it belongs to""",
    ),
    "line too far right": (
        "a: 1\n\n  b: 2\n",
        """
f.yaml:3:3: error: this line starts further right than the lines it belongs to [yaml-syntax]
    3 |   b: 2
      |   ^ start it in the column of the line above, or put the text above in quotes""",
    ),
    "colon out of place": (
        "'a': 'b'\n: : c\n",
        """
f.yaml:2:1: error: a colon is not expected here [yaml-syntax]
    2 | : : c
      | ^ put the whole text in quotes""",
    ),
    "long key": (
        f"{'x' * 1030}: 1\n",
        f"""
f.yaml:1:1: error: this key is longer than 1,024 characters [too-long]
    1 | {"x" * 160}
      | ^ put a text in quotes if it holds a colon""",
    ),
    "no space in brackets": (
        "a: [b:[c]]\n",
        """
f.yaml:1:6: error: a space is missing after the colon [yaml-syntax]
    1 | a: [b:[c]]
      |      ^ write 'b: …'""",
    ),
    "tab in a block of text": (
        "a: |\n\tb\n",
        """
f.yaml:2:1: error: a tab stands where the line is indented [yaml-syntax]
    2 |  b
      | ^ use spaces instead of the tab""",
    ),
    "tab further down in a block of text": (
        "a: |\n  b\n \tc\n",
        """
f.yaml:3:2: error: a tab stands where the line is indented [yaml-syntax]
    3 |   c
      |  ^ use spaces instead of the tab""",
    ),
    "tab below a word": (
        "a:\n  - b\n\tc\n",
        """
f.yaml:3:1: error: a tab stands where the line is indented [yaml-syntax]
    3 |  c
      | ^ use spaces instead of the tab""",
    ),
    "tag that is none": (
        'a: !"b"\n',
        """
f.yaml:1:4: error: a text cannot start with '!' here [tag]
    1 | a: !"b"
      |    ^^^^ put the whole text in quotes""",
    ),
    "anchor of nothing": (
        "a: &\n",
        """
f.yaml:1:4: error: a text cannot start with '&' here [yaml-syntax]
    1 | a: &
      |    ^ put the whole text in quotes""",
    ),
    "word after an item in brackets": (
        "a: [{b: c} d]\n",
        """
f.yaml:1:12: error: a comma or ']' is missing before this [yaml-syntax]
    1 | a: [{b: c} d]
      |            ^ put commas between the items""",
    ),
    "nothing that is known": (
        "a: 'b' : c\n",
        """
f.yaml:1:8: error: a colon stands in the middle of a text without quotes [yaml-syntax]
    1 | a: 'b' : c
      |        ^ put the whole text in quotes: a: "'b' : c\"""",
    ),
    "bracket open around closed ones": (
        'a: [[1], {b: "]"}, 2\n',
        """
f.yaml:1:4: error: the bracket '[' is not closed [yaml-syntax]
    1 | a: [[1], {b: "]"}, 2
      |    ^ add ']' where it ends""",
    ),
    "far below the first line": (
        "".join(f"k{number}: 'x'\n" for number in range(300)) + "]\n",
        """
f.yaml:301:1: error: ']' does not belong here [yaml-syntax]
  301 | ]
      | ^ take it out, or put the whole text in quotes""",
    ),
    "question mark": (
        "a: ? b\n",
        """
f.yaml:1:4: error: this does not fit here [yaml-syntax]
    1 | a: ? b
      |    ^ look at the columns, colons and quotes of this line and the one above""",
    ),
    "nothing known": (
        "? a\n? &b\n?? c: d: e\n",
        """
f.yaml:3:8: error: a colon stands in the middle of a text without quotes [yaml-syntax]
    3 | ?? c: d: e
      |        ^ put the whole text in quotes: ?? c: "d: e\"""",
    ),
    "second document": (
        "a: 1\n---\nb: 2\n",
        """
f.yaml:2:1: error: the line '---' starts a second document [several-documents]
    2 | ---
      | ^^^ one city per file: take out the line '---'""",
    ),
}


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("case", CASES)
def test_mistakes_are_explained(case: str, pure: bool) -> None:
    text, expected = CASES[case]
    problems = read_document(text, "f.yaml", pure=pure).problems
    assert [render_problem(problem) for problem in problems] == [expected.strip("\n")]


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("word and more # comment", None, 13),
        ("http://x.y/z#a, b", None, 14),
        ("'it''s', b", None, 7),
        ('"a\\"b" c', None, 6),
        ("[a]", None, 1),
        ("", None, 1),
        ('"open', None, 5),
        ('"two\nlines"', None, 4),
        ("a # b", "a # b", 5),
        ("|\n  text", "text", 1),
    ],
)
def test_the_mark_under_a_word_is_as_long_as_the_word(
    text: str, value: object, length: int
) -> None:
    assert token_length(text, 0, value) == length


def test_no_mark_is_longer_than_a_thousand_letters_however_long_the_line_is() -> None:
    assert token_length('"' + "x" * 5000 + '", y: 1\n', 0) == 1000


@pytest.mark.parametrize(
    ("text", "mended"),
    [("name:Library", "name: Library"), ("a: b", None), ("https://x.y", None), ("Library", None)],
)
def test_a_missing_space_is_seen_in_text(text: str, mended: str | None) -> None:
    assert looks_glued(text) == mended
