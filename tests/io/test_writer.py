"""What is written reads back as it was, looks as people would write it, and is never half there."""

from __future__ import annotations

import errno
import os
import stat
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from learningcity.io.atomic import write_atomically
from learningcity.io.reader import city_from_mapping, parse_city, read_city
from learningcity.io.writer import city_to_yaml, write_city
from learningcity.io.yaml_events import CONTROL, read_yaml
from learningcity.io.yaml_text import Bare, yaml_item, yaml_lines
from tests.strategies import lively

HEAD = {"format": "learningcity/1", "city": {"id": "demo", "name": "Demo", "as_of": "2025-11"}}

WRITTEN = """\
format: learningcity/1

city:
  id: demo
  name: {en: Demo, cy: Demo}
  aliases: ["Demo, the town"]
  language: en
  as_of: 2025-11
  goal: |-
    One line.

      Another.
  note: >-
    A long note that goes on and on, so that it does not fit on one line of a hundred characters and
    is folded at a space.

facts:
  year: {label: Year, value: "2017", date: 2017-01-25}

vision:
  - {statement: "Learning: for all"}
  - statement: >-
      A statement that is longer than a line, because whoever wrote it had a great deal to say about
      learning, and said it.
    sources: [page]

places:
  a: {name: A, population: {about: 1200}}
  b: {name: B, within: a, replaced_by: c}
  c: {name: "NO", within: [a, "2017"]}
  "2017": {name: "12:30"}

partners:
  council:
    name: The council's "own" name
    core: true
    identifiers: {GB-CHC: "012", GB-UKPRN: "10007578"}

  dwp:
    name: Department for Work and Pensions, which has a name so long that the entry needs lines
    sector: public

initiatives:
  x:
    name: X
    kind: programme
    audiences:
      - everyone
      - a-group-with-quite-a-long-name-1
      - a-group-with-quite-a-long-name-2
      - a-group-with-quite-a-long-name-3
    partners:
      - {partner: council, role: lead}
      - {partner: dwp, role: [funder, deliverer], start: 2017, end: 2020}
      - partner: council
        role: host
        note: |
          Two lines
          here.
    provision:
      - {capacity: {at_least: 10, at_most: 20}}
    funding:
      total: {amount: 1200000.50, currency: GBP, funder: [dwp, council]}
      part: {amount: {at_most: 600000}, currency: GBP, funder: dwp, within: total, use: capital}

ties:
  - {from: council, to: dwp, kind: planning}
"""


def test_a_city_is_written_as_people_would_write_it() -> None:
    data = read_yaml(WRITTEN).data
    assert isinstance(data, dict)
    data["audiences"] = {f"a-group-with-quite-a-long-name-{n}": {"name": "G"} for n in (1, 2, 3)}
    data["sources"] = {"page": {"title": "Page"}}
    written = city_to_yaml(city_from_mapping(data))
    audiences = "\naudiences:\n" + "".join(f"  {key}: {{name: G}}\n" for key in data["audiences"])
    expected = WRITTEN.replace("\npartners:\n  council:\n", f"{audiences}\npartners:\n  council:\n")
    assert written == expected + "\nsources:\n  page: {title: Page}\n"


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yml"
    city = city_from_mapping({**HEAD, "partners": {"a": {"name": "Ä"}}})
    write_city(city, first)
    write_city(read_city(first), str(second))
    assert read_city(second) == city
    assert first.read_bytes() == second.read_bytes()


def test_only_yaml_files_are_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"does not end in \.yaml or \.yml"):
        write_city(city_from_mapping(HEAD), tmp_path / "city.json")


def test_a_character_that_no_file_may_hold_is_not_written() -> None:
    city = city_from_mapping(HEAD)
    text = city.name.parse("bell\x07")
    head = type(city.head).model_validate({**dict(city.head), "name": text})
    with pytest.raises(ValueError, match=r"city: a text holds the character U\+0007"):
        city_to_yaml(city.replace(head=head))


awkward = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "word ",
                " ",
                "  ",
                "\n",
                "\t",
                "#",
                ": ",
                ":",
                "- ",
                '"',
                "'",
                "\\",
                "é",
                "中",
                "😀",
            ),
            *(
                "\u00a0",
                "\u200c",
                "\u2028",
                "\x85",
                "\u3000",
                "\ufffd",
                ",",
                "[",
                "]",
                "{",
                "}",
                "?",
                "&x",
            ),
            *(
                "*",
                "!",
                "|",
                ">",
                "%",
                "@",
                "`",
                "=",
                "<<",
                "~",
                "null",
                "true",
                "12",
                "1e3",
                "0x1",
                "---",
            ),
            *("a long word and another one ", "...", "\r"),
        ]
    ),
    max_size=14,
).map("".join)
texts = awkward.map(lambda text: CONTROL.sub("", text))
values = st.recursive(
    texts | st.integers(-999, 999) | st.booleans() | st.none() | st.just(Decimal("1.50")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)


def merged(value: object) -> bool:
    if isinstance(value, dict):
        return "<<" in value or any(map(merged, value.values()))
    return isinstance(value, list) and any(map(merged, value))


@lively
@given(
    texts.filter(lambda key: key != "<<"),
    values.filter(lambda value: not merged(value)),
    st.booleans(),
)
def test_any_values_read_back_as_they_were(key: str, value: object, spread: bool) -> None:
    text = "\n".join(yaml_lines(key, value, 0, spread=spread)) + "\n"
    for pure in (False, True):
        reading = read_yaml(text, pure=pure)
        assert reading.faults == ()
        assert reading.data == {key: value}
    listed = "\n".join(yaml_item(value, 0)) + "\n"
    assert read_yaml(listed).data == [value]


@lively
@given(texts)
def test_text_is_text_for_readers_of_old_yaml_too(text: str) -> None:
    if any(sign in text for sign in "\x85\u2028\u2029"):  # old YAML ends lines there
        return
    assert yaml.safe_load("\n".join(yaml_lines("a", text, 0)) + "\n") == {"a": text}


def test_text_stays_on_one_line_where_folding_would_change_it() -> None:
    text = "word" * 40
    assert list(yaml_lines("a", text, 0)) == [f"a: {text}"]
    assert list(yaml_lines("a", "1" * 31, 0)) == [f'a: "{"1" * 31}"']


def test_bare_text_is_written_without_quotes() -> None:
    assert list(yaml_lines("a", Bare("2017"), 2)) == ["  a: 2017"]
    assert list(yaml_lines("a", [Bare("2017-01-25"), "2017-01-25"], 0)) == [
        'a: [2017-01-25, "2017-01-25"]'
    ]


# -- whole or not at all -------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.yaml"]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.yaml", b"new")
    (tmp_path / "b").touch()
    assert (tmp_path / "a.yaml").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.yaml"
    link.symlink_to(tmp_path / "real" / "b.yaml")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert names(tmp_path / "real") == ["b.yaml"]


def test_what_is_no_plain_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path / "pipe.yaml", tmp_path, Path("/dev/null")):
        with pytest.raises(OSError, match="not a plain file"):
            write_atomically(path, b"new")
    assert names(tmp_path) == ["pipe.yaml"]


def test_a_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(tmp_path / "no" / "a.yaml", b"new")
    assert caught.value.filename == str(tmp_path / "no" / "a.yaml")


@pytest.mark.parametrize("function", ["fsync", "fdopen"])
def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, function, full)
    with pytest.raises(OSError, match="no space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.yaml"]


def test_a_folder_that_cannot_be_forced_to_the_disk_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def opens(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path) == tmp_path:
            raise OSError(errno.EACCES, "no")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", opens)
    write_atomically(tmp_path / "a.yaml", b"new")
    assert names(tmp_path) == ["a.yaml"]


def test_old_leftovers_are_swept_and_nothing_else(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / f".{name}.learningcity-tmp" for name in ("[a].yaml.1", "[a].yaml.2", "a.yaml.3")
    )
    for path in (old, young, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (1, 1))
    write_atomically(tmp_path / "[a].yaml", b"new")
    assert names(tmp_path) == [young.name, other.name, "[a].yaml"]


def test_a_text_of_a_city_can_be_parsed_again() -> None:
    city = city_from_mapping(HEAD)
    assert parse_city(city_to_yaml(city)) == city
