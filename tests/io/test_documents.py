"""Bytes become text with lines, or a problem that says what they are instead."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.diagnostics import Location
from learningcity.errors import render_problem
from learningcity.io.documents import Document, Lines, read_document
from learningcity.io.limits import Limits
from tests.strategies import lively


def only(content: str | bytes, limits: Limits | None = None) -> str:
    document = read_document(content, "f.yaml", limits=limits or Limits())
    assert len(document.problems) == 1
    return render_problem(document.problems[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf_8_and_marked_utf_16_are_read(encoding: str) -> None:
    document = read_document("é: 😀\n".encode(encoding), "f.yaml")
    assert document.data == {"é": "😀"}
    assert document.locate(("é",)) == Location("f.yaml", 1, 4, 1, "é: 😀")


def test_a_mark_in_text_is_dropped() -> None:
    assert read_document("\ufeffa: 1", "t").data == {"a": 1}


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (
            "city: x\nname: Orléans".encode("latin-1"),
            """f.yaml:2:10: error: the character here is not stored as UTF-8 (byte E9) [encoding]
    2 | name: Orl�ans
      |          ^ save the file again, with the encoding UTF-8""",
        ),
        (
            b"\xef\xbb\xbfab: \xff\n",
            """f.yaml:1:5: error: the character here is not stored as UTF-8 (byte FF) [encoding]
    1 | ab: �
      |     ^ save the file again, with the encoding UTF-8""",
        ),
        (
            "a: b".encode("utf-16") + b"\x00\xd8",
            """f.yaml:1:5: error: the character here is not stored as UTF-16 (byte 00) [encoding]
    1 | a: b�
      |     ^ save the file again, with the encoding UTF-8""",
        ),
        (
            "a: 中".encode("gbk"),
            """f.yaml:1:4: error: the character here is not stored as UTF-8 (byte D6) [encoding]
    1 | a: ��
      |    ^ save the file again, with the encoding UTF-8""",
        ),
    ],
)
def test_a_wrong_byte_is_shown_in_its_line(content: bytes, shown: str) -> None:
    assert only(content) == shown


def workbook() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(), "a zip file, perhaps an Excel or Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document"),
        (gzip.compress(b"a: 1", mtime=0), "a gzip file"),
        (b"%PDF-1.7\n", "a PDF document"),
        ("a: 1\n".encode("utf-16-le"), "UTF-16 text without its mark"),
        ("a: 1\n".encode("utf-16-be"), "UTF-16 text without its mark"),
        ("a: 1\n".encode("utf-32"), "UTF-32"),
        (bytes(range(6)) * 40, "a binary file"),
    ],
)
def test_what_is_not_text_is_named(content: bytes, name: str) -> None:
    hint = "save it as plain text in UTF-8, with the ending .yaml"
    assert only(content) == f"f.yaml: error: this is {name}, not text [encoding]\n      = {hint}"


def test_what_is_too_big_is_not_read() -> None:
    shown = (
        "f.yaml: error: this is more than 5 bytes [too-big]\n      = split it into several files"
    )
    limits = Limits(file_bytes=5)
    for content in (b"a: 123", "a: 123", "a: é1"):
        assert only(content, limits) == shown
    assert read_document("a: é", "f.yaml", limits=limits).problems == ()


def test_control_characters_are_shown_and_the_rest_is_read() -> None:
    document = read_document("a: x\x00y\nb: 1\nb: \ufeff2\n\x1b", "f.yaml")
    assert [str(problem.location) for problem in document.problems] == [
        "f.yaml:1:5",
        "f.yaml:3:1",
        "f.yaml:3:4",
        "f.yaml:4:1",
        "f.yaml:4:1",
    ]
    codes = [problem.code for problem in document.problems]
    assert codes.count("control-character") == 3
    assert document.problems[0].message == "there is a hidden character here, U+0000"


def test_control_characters_are_counted_up_to_a_limit() -> None:
    document = read_document("\x01" * 50, "f.yaml", limits=Limits(problems=10))
    assert [problem.code for problem in document.problems] == ["control-character"] * 10


@lively
@given(st.text("ab\r\n\u2028\x85é", max_size=30), st.data())
def test_lines_are_those_of_an_editor(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column, shown = Lines(text).place(offset)
    in_pair = text[offset - 1 : offset + 1] == "\r\n"  # between the two halves of a line end
    before = text[: offset - in_pair].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert (line, column) == (len(before), len(before[-1]) + in_pair + 1)
    assert "\n" not in shown
    assert "\r" not in shown


def test_values_keys_and_items_are_located() -> None:
    text = "a:\n  b: some words # not these\n  c: [one, 'two']\n  d:\n  e: ~\n  f: { }\n"
    document = read_document(text, "f.yaml")

    def at(*path: str | int, on: str = "value") -> tuple[int | None, int | None, int]:
        place = document.locate(path, on="key" if on == "key" else "value")
        return place.line, place.column, place.length

    assert at("a", "b") == (2, 6, 10)
    assert at("a", "b", on="key") == (2, 3, 1)
    assert at("a", "c", 1) == (3, 12, 5)
    assert at("a", "c", 1, on="key") == (3, 12, 5)
    assert at("a", "d") == (4, 5, 1)
    assert at("a", "e") == (5, 6, 1)
    assert at("a", "f") == (6, 6, 1)
    assert at("a", "x") == (1, 1, 1)
    assert at("a", "c", 7) == (3, 3, 1)
    assert at() == (1, 1, 1)
    assert at("x") == (1, 1, 1)
    nothing = read_document("{a: , b: }", "f.yaml")
    assert str(nothing.locate(("a",))) == "f.yaml:1:4"
    assert str(nothing.locate(("b",))) == "f.yaml:1:9"
    assert str(Document("data", "", {"a": 1}, is_text=False).locate(("a",))) == "data"
    assert str(read_document("", "f.yaml").locate(("a",))) == "f.yaml"


@lively
@given(st.binary(max_size=40) | st.text(max_size=40))
def test_every_place_lies_in_the_text(content: str | bytes) -> None:
    document = read_document(content, "f.yaml")
    lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in document.problems:
        place = problem.location
        if place.line is not None and place.column is not None:
            assert 1 <= place.line <= len(lines)
            assert place.text == lines[place.line - 1]
            assert 1 <= place.column <= len(place.text) + 1


def test_a_file_that_is_no_text_is_not_shown() -> None:
    (problem,) = read_document(bytes(range(256)), "f.yaml").problems
    assert (problem.code, problem.message) == ("encoding", "this is not a text file")
    assert problem.location.text is None


@pytest.mark.parametrize("encoding", ["gbk", "cp1251", "cp949", "shift_jis"])
def test_text_in_an_old_encoding_is_still_text(encoding: str) -> None:
    words = {"gbk": "北京市学习型城市", "cp1251": "город обучения", "cp949": "광명시 평생학습"}
    text = f"name: {words.get(encoding, '学習都市')}\n" * 5
    (problem,) = read_document(text.encode(encoding), "f.yaml").problems
    assert str(problem.location) == "f.yaml:1:7"
    assert problem.hint == "save the file again, with the encoding UTF-8"
