"""Rules that look at all entries at once find what a look at each of them finds."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from rapidfuzz import fuzz

from learningcity.datasets import EXAMPLES, open_example
from learningcity.io.documents import Lines
from learningcity.io.reader import city_from_mapping
from learningcity.model import integrity, plausibility, privacy
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Entry, Identifier, stated
from learningcity.model.holding import fields_holding, fields_named
from learningcity.model.integrity import At, Draft, find_dangling, walk
from learningcity.model.kinds import KINDS
from learningcity.model.privacy import all_texts, personal_data_in
from learningcity.model.values import Text
from tests.strategies import Data, city_mappings


def holed(mapping: Data, data: st.DataObject) -> Draft:
    """A city of which one entry in five is gone."""
    whole = Draft.of(city_from_mapping(mapping))
    rest = {}
    for kind in KINDS:
        entries = whole[kind.section]
        gone = data.draw(st.sets(st.integers(0, 4)), label=kind.section)
        rest[kind.section] = tuple(e for n, e in enumerate(entries) if n % 5 not in gone)
    return Draft(rest, whole.head)


@given(city_mappings(), st.data())
def test_references_are_found_dangling_all_at_once_or_one_by_one(
    mapping: Data, data: st.DataObject
) -> None:
    draft = holed(mapping, data)
    found = list(find_dangling(draft))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(integrity, "_all_known", lambda *_: False)
        assert list(find_dangling(draft)) == found


def slow_texts(at: At, part: BaseModel) -> Iterator[tuple[At, str]]:
    """Every text of a part, found by looking at all that it states."""
    for field, value in stated(part):
        if isinstance(value, Text):
            yield (*at, field), "\n".join(value)
        elif isinstance(value, str) and field in {"by", "kind"}:
            yield (*at, field), value
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Text):
                    yield (*at, field, index), "\n".join(item)
        elif isinstance(value, BaseModel) and not isinstance(value, Entry | Identifier):
            yield from slow_texts((*at, field), value)


def assert_all_looked_at(draft: Draft) -> None:
    """The rules look at every text, date and name of a partner that is stated."""
    assert draft.head is not None
    entries: list[tuple[At, Entry]] = [(("city",), draft.head), *walk(draft)]
    slow = [text for at, entry in entries for text in slow_texts(at, entry)]
    assert list(all_texts(draft)) == slow
    for _, entry in entries:
        said = dict(stated(entry))
        dated = [name for name, value in said.items() if isinstance(value, PartialDate)]
        fields = fields_holding(type(entry), (PartialDate,))
        assert dated == [name for name in fields if name in said]
        names = fields_named(type(entry), frozenset({"end", "until", "odd"}))
        assert {"end", "until"} & said.keys() <= set(names)
        assert {"start" if name == "end" else "since" for name in names} <= set(vars(entry))


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_that_a_packaged_city_states_is_looked_at(name: str) -> None:
    assert_all_looked_at(Draft.of(open_example(name)))


@given(city_mappings())
def test_all_that_a_city_states_is_looked_at(mapping: Data) -> None:
    assert_all_looked_at(Draft.of(city_from_mapping(mapping)))


@given(st.text(alphabet="a@([.) t\uff20", max_size=12), st.text(alphabet="a@([.) t", max_size=12))
def test_no_address_is_missed_where_its_signs_are_looked_for_first(one: str, other: str) -> None:
    for text in (f"{one}a@b.org{other}", f"{one}a (at) b.org{other}", f"{one}a[at]b.org{other}"):
        plain = unicodedata.normalize("NFKC", text)
        found = privacy._AT.search(plain) is not None
        assert (personal_data_in(text) == "an e-mail address") == found


@given(st.text(alphabet="ab\n\r", max_size=40), st.integers(0, 40))
def test_a_place_is_counted_by_the_ends_of_lines(text: str, offset: int) -> None:
    before = text[: min(offset, len(text))]
    if before.endswith("\r") and text[len(before) :].startswith("\n"):
        return  # in the middle of one end of a line
    line, column, shown = Lines(text).place(len(before))
    starts = re.split("\r\n|\r|\n", before)
    assert (line, column) == (len(starts), len(starts[-1]) + 1)
    assert shown == re.split("\r\n|\r|\n", text)[line - 1]


@given(st.text(alphabet="abc-", max_size=9), st.text(alphabet="abc-", max_size=9))
def test_words_are_no_more_alike_than_their_letters_allow(one: str, other: str) -> None:
    assert fuzz.ratio(one, other) <= plausibility._most_alike(one, other) + 1e-9


def test_a_misspelt_word_is_found_among_few_words_and_among_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["ward", "ward", "ward", "wards", "city", "region"]
    places = {f"place-{n}": {"name": f"P {n}", "kind": word} for n, word in enumerate(words)}
    draft = Draft.of(city_from_mapping({**small_mapping(), "places": places}))
    found = [fault.at for fault in plausibility._rare_words(draft)]
    assert found == [("places", "place-3", "kind")]
    monkeypatch.setattr(plausibility, "_FEW_PAIRS", 0)
    assert [fault.at for fault in plausibility._rare_words(draft)] == found


def test_words_with_nothing_in_common_load_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["ward", "ward", "ward", "city", "region"]
    places = {f"place-{n}": {"name": f"P {n}", "kind": word} for n, word in enumerate(words)}
    draft = Draft.of(city_from_mapping({**small_mapping(), "places": places}))
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert list(plausibility._rare_words(draft)) == []


def small_mapping() -> Data:
    """A city of which only the head is there."""
    head = {"id": "riverton", "name": "Riverton", "as_of": "2025-11"}
    return {"format": "learningcity/1", "city": head}
