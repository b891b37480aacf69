"""Entries that are made the short way are those that their models make."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from learningcity.datasets import EXAMPLES
from learningcity.io.assembly import Record, assemble
from learningcity.io.documents import read_document
from learningcity.io.faults import UNREAD
from learningcity.io.limits import DEFAULT_LIMITS
from learningcity.io.mapping import document_of
from learningcity.model import sound
from learningcity.model.entities import Identifier, Initiative, Part, Participation
from learningcity.model.sound import forget_values, sound_entry
from learningcity.model.vocabulary import DATA
from tests.strategies import Data, city_mappings

ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    7,
    -3,
    2017,
    10**40,
    Decimal(7),
    Decimal("7.5"),
    Decimal(2017),
    "",
    " ",
    "a",
    "7",
    "Aé",
    "한국",
    "2017-13",
    "\ud800",
    "x" * 101,
    [],
    {},
    ["a"],
    [7],
    [["a"]],
    [None],
    {"a": "b"},
    {"en": "b"},
    {"about": 7},
    {"id": "a"},
    UNREAD,
)


def by_model(record: Record) -> Part | None:
    """The entry that its model makes, or none."""
    assert isinstance(record.raw, dict)
    raw = record.raw if key_of(record) is None else {**record.raw, "id": record.key}
    try:
        return record.model.model_validate(raw)
    except ValidationError:
        return None


def key_of(record: Record) -> object:
    """The id above an entry, if it has one there."""
    return record.key if record.kind is not None and record.kind.keyed else None


def parts_of(part: object) -> Iterator[Part]:
    """A part and all parts inside it."""
    if isinstance(part, tuple):
        for item in part:
            yield from parts_of(item)
    elif isinstance(part, Part):
        yield part
        for value in vars(part).values():
            yield from parts_of(value)


def assert_same(quick: Part, slow: Part) -> None:
    """Both say the same in the same order, and state the same fields."""
    assert quick == slow
    assert repr(quick) == repr(slow)
    assert hash(quick) == hash(slow)
    assert quick.model_dump(by_alias=True) == slow.model_dump(by_alias=True)
    for one, other in zip(parts_of(quick), parts_of(slow), strict=True):
        assert type(one) is type(other)
        assert list(vars(one)) == list(vars(other))
        assert one.model_fields_set == other.model_fields_set
        assert all(type(vars(one)[name]) is type(vars(other)[name]) for name in vars(one))


def records_of(name: str) -> list[Record]:
    """All entries of a packaged city."""
    texts = [read_document(path.read_bytes(), path.name) for path in (DATA / name).glob("*.yaml")]
    work = assemble(texts, name, DEFAULT_LIMITS)
    assert work.head is not None
    return [work.head, *work.records]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_entry_of_a_packaged_city_is_made_the_short_way(name: str) -> None:
    for record in records_of(name):
        assert isinstance(record.raw, dict)
        quick, slow = sound_entry(record.model, record.raw, key_of(record)), by_model(record)
        assert quick is not None
        assert slow is not None
        assert_same(quick, slow)


@given(city_mappings(), st.data())
def test_an_entry_with_a_strange_value_is_made_as_its_model_makes_it(
    mapping: Data, data: st.DataObject
) -> None:
    work = assemble([document_of(mapping)], "city", DEFAULT_LIMITS)
    for record in work.records:
        assert isinstance(record.raw, dict)
        raw = copy.deepcopy(record.raw)
        model_fields = [info.alias or name for name, info in record.model.model_fields.items()]
        box = data.draw(st.sampled_from(list(boxes_of(raw))))
        if isinstance(box, dict):
            key = data.draw(st.sampled_from([*box, *model_fields, "odd"]))
            box[key] = data.draw(st.sampled_from(ODD))
        else:
            box.append(data.draw(st.sampled_from(ODD)))
        changed = Record(record.kind, record.key, raw, record.document, record.path)
        slow = None if "id" in raw and key_of(record) is not None else by_model(changed)
        quick = sound_entry(record.model, raw, key_of(record))
        if quick is not None:
            assert slow is not None
            assert_same(quick, slow)


def boxes_of(value: object) -> Iterator[dict[object, object] | list[object]]:
    """All blocks of keys and lists in plain data."""
    if isinstance(value, dict | list):
        yield value
        for item in list(value.values() if isinstance(value, dict) else value):
            yield from boxes_of(item)


@pytest.mark.parametrize("model", [Initiative, Participation, Identifier])
@pytest.mark.parametrize("odd", [*ODD, "partner"], ids=repr)
def test_a_strange_value_in_any_field_is_taken_only_if_the_model_takes_it(
    model: type[Part], odd: object
) -> None:
    needed: Data = {"partner": "a", "role": "lead", "name": "A", "scheme": "XX-A", "value": "1"}
    base = {name: value for name, value in needed.items() if name in model.model_fields}
    # What was read before a value must not decide about it: 7 is read before the odd one.
    for name in model.model_fields:
        sound_entry(model, {**base, name: 7}, "a" if model is Initiative else None)
        own = {"id": "a"} if model is Initiative else {}
        raw = {**base, name: odd}
        quick = sound_entry(model, raw, "a" if model is Initiative else None)
        try:
            slow = model.model_validate({**raw, **own})
        except ValidationError:
            slow = None
        if quick is not None:
            assert slow is not None
            assert_same(quick, slow)


def offer(key: str = "a") -> Initiative:
    raw = {"name": "A", "activities": ["sewing"], "start": "2020", "capacity": 20}
    made = sound_entry(Initiative, {**raw, "partners": [{"partner": "b", "role": "lead"}]}, key)
    assert isinstance(made, Initiative)
    return made


def test_what_is_equal_is_one_object() -> None:
    one, other = offer(), offer("b")
    assert one.start is other.start
    assert one.capacity is other.capacity
    assert one.activities[0] is other.activities[0]
    assert one.partners[0].role is other.partners[0].role
    assert one.model_fields_set is other.model_fields_set
    forget_values()
    assert one.start is not offer().start


def test_the_keys_of_fields_take_no_memory_of_their_own() -> None:
    own = dict(vars(offer()).items())
    assert sys.getsizeof(vars(offer())) * 2 < sys.getsizeof(own)


def test_a_changed_copy_leaves_what_is_shared_as_it_was() -> None:
    one, other = offer(), offer("b")
    changed = one.model_copy(update={"modes": ("formal",)})
    assert "modes" in changed.model_fields_set
    assert "modes" not in other.model_fields_set
    assert changed.modes == ("formal",)
    assert one.modes == other.modes == ()
    for same in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert_same(same, one)


def test_an_entry_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        offer().name = offer().name  # type: ignore[misc]  # that is what is tried
    with pytest.raises(ValidationError, match="frozen"):
        del offer().name


def test_no_more_is_shared_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "_MOST_KEPT", 3)
    forget_values()
    assert [offer(f"a-{n}").id for n in range(9)] == [f"a-{n}" for n in range(9)]
    assert len(sound._IDS) <= 3
    forget_values()
