"""From text to values with positions, the same with libyaml and without."""

from __future__ import annotations

import gc
import json
import threading
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import Mark
from yaml.scanner import ScannerError

from learningcity.io.faults import LOST_KEY, UNREAD, Fault, holds_unread
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.yaml_events import CONTROL, Reading, paused_gc, read_yaml
from learningcity.io.yaml_parsers import EventParser, new_parser
from tests.strategies import lively

both = pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])


def data(text: str, *, pure: bool = False) -> object:
    reading = read_yaml(text, pure=pure)
    assert reading.faults == ()
    assert reading.complete
    return reading.data


def fault(text: str, *, pure: bool = False, limits: Limits = DEFAULT_LIMITS) -> Fault:
    reading = read_yaml(text, pure=pure, limits=limits)
    assert len(reading.faults) == 1, reading.faults
    return reading.faults[0]


# -- values --------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("word", ["true", "True", "TRUE"])
def test_true_is_true(word: str, pure: bool) -> None:
    assert data(word, pure=pure) is True


@both
@pytest.mark.parametrize("word", ["false", "False", "FALSE"])
def test_false_is_false(word: str, pure: bool) -> None:
    assert data(word, pure=pure) is False


@both
@pytest.mark.parametrize("word", ["a: null", "a: Null", "a: NULL", "a: ~", "a:", "a: # nothing"])
def test_nothing_is_nothing(word: str, pure: bool) -> None:
    assert data(word, pure=pure) == {"a": None}


@both
@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("-0", 0),
        ("-12", -12),
        ("259000", 259000),
        ("13.50", Decimal("13.50")),
        ("-0.5", Decimal("-0.5")),
        ("1e3", 1000),
        ("1.0e3", 1000),
        ("1.0E+3", 1000),
        ("25e-1", Decimal("2.5")),
        ("2.0", 2),
        ("9" * 30, int("9" * 30)),
    ],
)
def test_plain_numbers_are_exact(written: str, number: object, pure: bool) -> None:
    value = data(f"a: {written}", pure=pure)
    assert value == {"a": number}
    assert isinstance(value, dict)
    assert type(value["a"]) is type(number)


@both
@pytest.mark.parametrize(
    "text",
    [
        *("NO", "no", "yes", "on", "off", "y", "tRUE", "nil", "True!"),
        *("012", "08123", "12:30", "1_000", "0x1F", "0b11", "0o7", "+5", ".5", "5.", "1,000"),
        *("2017-01-25", "2017-01", ".inf", "-.inf", ".nan", "NaN", "1e", "1e+", "--1", "=", "٣"),
    ],
)
def test_everything_else_is_text(text: str, pure: bool) -> None:
    assert data(f"- {text}", pure=pure) == [text]


@both
def test_quoted_words_are_text(pure: bool) -> None:
    assert data("""["true", '12', "", 'null', "~"]""", pure=pure) == ["true", "12", "", "null", "~"]


@both
def test_keys_are_always_text(pure: bool) -> None:
    assert data("{1: a, 1.0: b, true: c, yes: d, ~: e}", pure=pure) == {
        "1": "a",
        "1.0": "b",
        "true": "c",
        "yes": "d",
        "~": "e",
    }


@both
def test_block_texts_keep_and_fold_their_lines(pure: bool) -> None:
    text = "a: |\n  one\n  two\nb: >-\n  one\n  two\n"
    assert data(text, pure=pure) == {"a": "one\ntwo\n", "b": "one two"}


@both
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_any_line_end_reads_the_same(end: str, pure: bool) -> None:
    lines = ["a: 1", "b:", "  - x", "  - y"]
    assert data((end or "\n").join(lines) + end, pure=pure) == {"a": 1, "b": ["x", "y"]}


@both
def test_only_what_editors_take_for_a_line_end_is_one(pure: bool) -> None:
    text = "a: Lib\u2028ra\x85ry\nb: '\u2029 \ue000'\n"
    assert data(text, pure=pure) == {"a": "Lib\u2028ra\x85ry", "b": "\u2029 \ue000"}


@both
def test_text_over_several_lines_is_folded(pure: bool) -> None:
    assert data("a: one\n  two\n\n  three # x\n\nb: c\n---\n".removesuffix("---\n"), pure=pure) == {
        "a": "one two\nthree",
        "b": "c",
    }


@both
@pytest.mark.parametrize("text", ["", "\n", "# only words\n", "---\n# nothing\n"])
def test_an_empty_text_is_nothing(text: str, pure: bool) -> None:
    assert data(text, pure=pure) is None


@both
def test_tabs_between_words_and_in_flow_are_fine(pure: bool) -> None:
    assert data("a:\tb\tc\nd: [\t1,\t2\t]\n", pure=pure) == {
        "a": "b\tc",
        "d": [1, 2],
    }


@both
def test_json_reads_as_yaml(pure: bool) -> None:
    value = {"a": [1, "x", True, None, {"b\n": "é😀"}], "c/d": "\\", "e": {}}
    for text in (json.dumps(value), json.dumps(value, indent="\t", ensure_ascii=False)):
        assert data(text, pure=pure) == value


def test_the_two_halves_of_a_character_are_joined() -> None:
    assert data(r'"\ud83d\ude00 \uD83D\uDE00"') == "😀 😀"


def test_half_a_character_is_refused() -> None:
    found = fault(r'a: "\ud83d"')
    assert (found.code, found.offset, found.length) == ("control-character", 3, 8)
    assert found.message == "there is half of a character here, U+D83D"


@both
def test_a_control_character_cannot_be_smuggled_in(pure: bool) -> None:
    for text in ('{"a": "x\\e[31m"}', '{"a\\0": 1}'):
        reading = read_yaml(text, pure=pure)
        assert [found.code for found in reading.faults] == ["control-character"]
        assert holds_unread(reading.data)


@both
def test_repeated_values_are_the_same(pure: bool) -> None:
    text = "a: &x {b: [1, 2]}\nc: *x\nd: &k key\ne: *k\n&f g: 1\nh: *f"
    assert data(text, pure=pure) == {
        "a": {"b": [1, 2]},
        "c": {"b": [1, 2]},
        "d": "key",
        "e": "key",
        "g": 1,
        "h": "g",
    }


# -- faults that leave the rest readable ----------------------------------------------------------


@both
def test_a_key_that_is_there_twice_keeps_its_first_value(pure: bool) -> None:
    text = "a: 1\nb: {c: 2, c: {x: [3]}, d: 4, c: 5}\na: [6]\ne: 7\n"
    reading = read_yaml(text, pure=pure)
    assert reading.data == {"a": 1, "b": {"c": 2, "d": 4}, "e": 7}
    assert [(one.code, one.offset, one.related[0][1]) for one in reading.faults] == [
        ("duplicate-key", text.index("c: {x"), text.index("c: 2")),
        ("duplicate-key", text.index("c: 5"), text.index("c: 2")),
        ("duplicate-key", text.index("a: [6]"), 0),
    ]
    assert place(reading, ("b", "d")) == text.index("4")
    assert place(reading, ("e",)) == text.index("7")


@both
def test_a_repeated_block_keeps_its_places_with_a_dropped_key(pure: bool) -> None:
    text = "a: &x {b: 1, b: [2], c: 3}\nd: *x\n"
    reading = read_yaml(text, pure=pure)
    assert reading.data == {"a": {"b": 1, "c": 3}, "d": {"b": 1, "c": 3}}
    assert place(reading, ("d", "c")) == text.index("3}")
    assert place(reading, ("d",)) == text.index("*x")


@both
def test_a_key_twice_in_a_text_that_breaks_off_still_shows_the_first(pure: bool) -> None:
    text = "a: {b: 1, b: 2, c: 3}\nd: 4\nd: 5\ne: [\n"
    cut = read_yaml("a: 1\nb: 2\na: @\n", pure=pure)
    assert [one.related for one in cut.faults] == [(("it is here first", 0, 1),), ()]
    codes = [(one.code, one.related) for one in read_yaml(text, pure=pure).faults]
    assert codes == [
        ("duplicate-key", (("it is here first", 4, 1),)),
        ("duplicate-key", (("it is here first", text.index("d: 4"), 1),)),
        ("yaml-syntax", ()),
    ]


@both
def test_merge_keys_are_refused(pure: bool) -> None:
    reading = read_yaml("a: &a {x: 1}\nb: {<<: *a, y: 2, '<<': 3}\n", pure=pure)
    assert [one.code for one in reading.faults] == ["merge-key", "merge-key"]
    assert reading.data == {"a": {"x": 1}, "b": {LOST_KEY: {"x": 1}, "y": 2}}


@both
@pytest.mark.parametrize(
    "text",
    [
        "a: !!int ''\nb: 1",
        "a: !!binary '***'\nb: 1",
        "a: !thing [x]\nb: 1",
        "a: ! {x: y}\nb: 1",
        "a: &z !!str 5\nb: 1",
    ],
)
def test_tags_are_refused(text: str, pure: bool) -> None:
    assert fault(text, pure=pure).code == "tag"
    assert read_yaml(text, pure=pure).data == {"a": UNREAD, "b": 1}


@both
def test_a_tagged_key_is_refused(pure: bool) -> None:
    assert fault("!!str a: 1\nb: 2", pure=pure).code == "tag"


@both
@pytest.mark.parametrize("key", ["? [x, {y: z}]\n  ", "{a: b}", "[a]", "*x "])
def test_only_text_can_be_a_key(key: str, pure: bool) -> None:
    reading = read_yaml(f"- &x 1\n- {key}: 2\n  b: 3\n", pure=pure)
    assert [one.code for one in reading.faults] == ["wrong-key"]
    assert reading.data == [1, {LOST_KEY: 2, "b": 3}]


@both
def test_an_unknown_alias_is_reported(pure: bool) -> None:
    found = fault("a: *important\n", pure=pure)
    assert (found.code, found.offset, found.length) == ("unknown-alias", 3, 10)


@both
@pytest.mark.parametrize(
    "number", ["9" * 31, "1e31", "1.0e+400", "1e-31", "1e9999999", "0." + "1" * 30]
)
def test_a_number_can_be_too_long(number: str, pure: bool) -> None:
    found = fault(f"a: [{number}]", pure=pure)
    assert (found.code, found.offset) == ("too-long", 4)
    assert found.hint == "put it in quotes if it is text"


@both
def test_a_text_can_be_too_long(pure: bool) -> None:
    reading = read_yaml("a: b\nc: defgh\nefghij: 1", pure=pure, limits=SMALL)
    assert [(one.code, one.offset) for one in reading.faults] == [("too-long", 8), ("too-long", 14)]
    assert reading.data == {"a": "b", "c": UNREAD, LOST_KEY: 1}


SMALL = Limits(text_characters=4, key_characters=5)


# -- limits that end the reading ------------------------------------------------------------------


def bombs() -> dict[str, str]:
    laughs = 'a: &a ["lol"]\n' + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return {
        "[": "[" * 100_000,
        "- ": "- " * 30_000,
        "{a: ": "{a: " * 30_000,
        "lines": "".join(f"{' ' * n}a:\n" for n in range(400)),
        "? ": "? " * 30_000,
        "[ as key": "{" * 100_000,
        "laughs": laughs,
        "aliases": "a: &a x\nb: [" + "*a, " * 2_000 + "]",
        "tall": "a: &a [[[[[[[[1]]]]]]]]\n"
        + "".join(
            f"{new}: &{new} [[[[[[[*{old}]]]]]]]\n"
            for old, new in zip("abcdefghijkl", "bcdefghijklm", strict=True)
        ),
        "documents": "a: 1\n---\nb: 2\n",
    }


def test_where_libyaml_refuses_to_go_deeper_the_other_parser_says_from_where_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Refusing:
        def get_event(self) -> None:
            mark = Mark("", 1000, 0, 1000, None, 0)
            problem = "exceeded maximum nesting depth"
            raise ScannerError("while increasing flow level", mark, problem, mark)

    def parser(text: str, *, pure: bool = False) -> EventParser:
        return new_parser(text, pure=True) if pure else Refusing()

    monkeypatch.setattr("learningcity.io.yaml_events.new_parser", parser)
    (found,) = read_yaml("[" * 2000).faults
    assert (found.code, found.offset) == ("too-deep", DEFAULT_LIMITS.depth)


@both
@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        ("[", "too-deep"),
        ("- ", "too-deep"),
        ("{a: ", "too-deep"),
        ("lines", "too-deep"),
        ("? ", "too-deep"),
        ("[ as key", "too-deep"),
        ("laughs", "alias-limit"),
        ("aliases", "alias-limit"),
        ("tall", "too-deep"),
        ("documents", "several-documents"),
    ],
)
def test_bombs_are_stopped_even_on_a_small_stack(bomb: str, code: str, pure: bool) -> None:
    text = bombs()[bomb]
    readings: list[Reading] = []
    old = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=lambda: readings.append(read_yaml(text, pure=pure)))
        started = time.perf_counter()
        thread.start()
        thread.join()
    finally:
        threading.stack_size(old)
    assert time.perf_counter() - started < 5
    reading = readings[0]
    assert reading.faults[-1].code == code
    assert not reading.complete
    assert reading.data is None


@both
def test_recursion_by_alias_is_refused(pure: bool) -> None:
    assert fault("a: &a [*a]", pure=pure).code == "alias-limit"


@both
def test_the_depth_limit_is_exact(pure: bool) -> None:
    assert data("[" * 64 + "]" * 64, pure=pure) is not None
    found = fault("[" * 65 + "]" * 65, pure=pure)
    assert (found.code, found.offset) == ("too-deep", 64)


@both
def test_values_are_counted(pure: bool) -> None:
    limits = Limits(values=5)
    assert read_yaml("[1, 2, 3, 4]", pure=pure, limits=limits).complete
    for text in ("[1, 2, 3, 4, 5, 6]", "[[], [], [], [], [], []]", "[&a [1, 2], *a, *a, *a]"):
        assert fault(text, pure=pure, limits=limits).code == "too-many-values"


@both
def test_problems_are_counted(pure: bool) -> None:
    reading = read_yaml("{" + "a: 1, " * 50 + "}", pure=pure, limits=Limits(problems=10))
    assert [one.code for one in reading.faults] == ["duplicate-key"] * 10 + ["too-many-problems"]


def test_the_collector_is_left_as_it_was() -> None:
    assert gc.isenabled()
    with paused_gc():
        assert not gc.isenabled()
        with paused_gc():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


# -- positions -----------------------------------------------------------------------------------


def place(reading: Reading, path: tuple[str | int, ...], *, key: bool = False) -> int:
    found = reading.positions.find(reading.data, path)
    assert found is not None
    assert found[3] == len(path)
    node = found[0] if key else found[1]
    assert node is not None
    return reading.positions.offset(node)


@both
def test_every_key_and_value_has_its_place(pure: bool) -> None:
    text = "a: b\nc:\n  - d\n  - {e: f, 'g': [h, \"i\"]}\n# x\nj: |\n  k\né😀: l\n"
    reading = read_yaml(text, pure=pure)
    assert place(reading, ("a",), key=True) == 0
    assert place(reading, ("a",)) == 3
    assert place(reading, ("c", 0)) == text.index("d")
    assert place(reading, ("c", 1, "e")) == text.index("f,")
    assert place(reading, ("c", 1, "g"), key=True) == text.index("'g'")
    assert place(reading, ("c", 1, "g", 1)) == text.index('"i"')
    assert place(reading, ("c", 1, 0)) == text.index("f,")
    assert place(reading, ("j",)) == text.index("|")
    assert place(reading, ("é😀",)) == text.index("l\n", 40)


def test_a_path_that_leads_nowhere_stops_where_it_can() -> None:
    reading = read_yaml("a: [1, {b: 2}]")
    for path in (("x",), ("a", 5), ("a", "b"), ("a", 0, "b"), (7,)):
        found = reading.positions.find(reading.data, path)
        assert found is not None
        assert found[3] == len(path) - 1
    assert read_yaml("").positions.find(None, ("a",)) is None
    assert len(reading.positions) == 7


words = st.text("abcxyzéß中 -:#'\"\\,{}[]&*!|>%@0123456789\n\t~", max_size=12)
values = st.recursive(
    words | st.integers(-(10**9), 10**9) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


def paths(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [at, *(path for step, item in inner for path in paths(item, (*at, step)))]


@lively
@given(values, st.booleans(), st.sampled_from([None, 1, 3]))
def test_any_data_come_back_with_their_places(
    value: object, pure: bool, indent: int | None
) -> None:
    text = json.dumps({"top": value}, ensure_ascii=False, indent=indent)
    reading = read_yaml(text, pure=pure)
    kept = holds_lost(value)
    if kept:
        return
    assert reading.data == {"top": value}
    for path in paths(value, ("top",)):
        inner: object = reading.data
        for step in path:
            inner = inner[step]  # type: ignore[index]
        start = place(reading, path)
        expected = (
            "["
            if isinstance(inner, list)
            else "{"
            if isinstance(inner, dict)
            else json.dumps(inner, ensure_ascii=False)
        )
        assert text.startswith(expected, start)
        if isinstance(path[-1], str):
            assert text.startswith(
                json.dumps(path[-1], ensure_ascii=False), place(reading, path, key=True)
            )


def holds_lost(value: object) -> bool:
    if isinstance(value, dict):
        return LOST_KEY in value or any(map(holds_lost, value.values()))
    return isinstance(value, list) and any(map(holds_lost, value))


snippets = st.lists(
    st.sampled_from(
        [
            *(
                "a: b\n",
                "- ",
                "  ",
                "\n",
                "c:\n",
                "{e: f, ",
                "[g",
                "]",
                "}",
                ", ",
                ": ",
                "#",
                "'",
                '"',
            ),
            *(
                "|\n",
                ">-\n",
                "&x ",
                "*x",
                "é",
                "\t",
                "? ",
                "12",
                "---\n",
                "...\n",
                "\\",
                "it's",
                "\r\n",
            ),
        ]
    ),
    max_size=12,
).map("".join)


@lively
@given(snippets)
def test_both_parsers_say_the_same(text: str) -> None:
    quick, pure = read_yaml(text), read_yaml(text, pure=True)
    assert quick.complete == pure.complete or "|\n" in text or ">-\n" in text or "?" in text
    if quick.complete and pure.complete:
        assert quick.data == pure.data
        assert quick.faults == pure.faults


@lively
@given(snippets | st.text(max_size=30))
def test_every_fault_lies_in_the_text(text: str) -> None:
    for pure in (False, True):
        for one in read_yaml(CONTROL.sub("", text), pure=pure).faults:
            assert 0 <= one.offset <= len(text)
            assert one.length >= 1
            assert one.hint
