"""The short way from plain data to entries, for those with which nothing is wrong.

Almost every entry of almost every file is sound. A model says well what is wrong with the others,
and needs long for it; here a sound entry is made without asking its model, and nothing is said of
one that is not: ``sound_entry`` gives ``None``, and whoever wants to know asks the model. What is
taken here the model takes too, and makes the same of it.

Entries that are made here share what is equal: ids, dates, figures, the names of the fields that
they state, and the keys of their fields. In a city that is most of what there is to keep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
)

from pydantic import AfterValidator, BaseModel, BeforeValidator, PlainValidator
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, SchemaValidator, core_schema

from learningcity.model.dates import PartialDate
from learningcity.model.entities import FundingLine, Part, funding_lines
from learningcity.model.values import (
    Text,
    listed,
    listed_or_one,
    parse_amount,
    parse_currency,
    parse_id,
    parse_people,
)

__all__ = ["forget_values", "sound_entry"]

V = TypeVar("V")

_Change: TypeAlias = Callable[[Any], Any]

_MOST_KEPT: Final = 100_000


class _Read(dict[object, V], Generic[V]):
    """What each value was read as, so that equal values are read once and are one object.

    The dictionary itself is asked (``__getitem__``), so that no Python runs for a value that has
    been there before. A list or dictionary cannot be asked for and raises ``TypeError``.
    """

    def __init__(self, read: Callable[[object], V], keys: tuple[type, ...] = (str,)) -> None:
        super().__init__()
        self._read = read
        self._keys = keys

    def __missing__(self, value: object) -> V:
        found = self._read(value)
        # A number is equal to others that are read in another way: 1 is True, 7 is Decimal(7).
        if type(value) in self._keys:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[value] = found
        return found


_IDS: Final = _Read(parse_id)
_CURRENCIES: Final = _Read(parse_currency)
_DATES: Final = _Read(PartialDate.parse)
_PEOPLE: Final = _Read(parse_people, (int,))
_AMOUNTS: Final = _Read(parse_amount, (int,))
_NAMES: Final = _Read(lambda names: set(cast("tuple[str, ...]", names)), (tuple,))
"""The names of the fields that are stated; parts that state the same ones share a set."""

_ALONE: Final[list[_Read[object]]] = []
"""Lists of one item that are written without being a list."""


def forget_values() -> None:
    """Let go of the values that the entries made so far share."""
    kept: tuple[_Read[Any], ...] = (_IDS, _CURRENCIES, _DATES, _PEOPLE, _AMOUNTS, _NAMES, *_ALONE)
    for read in kept:
        read.clear()


def sound_entry(
    model: type[Part], raw: Mapping[str, object], entry_id: object = None
) -> Part | None:
    """Return the entry that plain data stand for, or ``None`` if its model has to be asked.

    Parameters
    ----------
    model
        The class of the entry.
    raw
        What a file says of it: keys with text, numbers, truth values, lists and dictionaries.
    entry_id
        The id under which it stands; ``None`` for an entry without one, or with one among its keys.
    """
    try:
        return _reader(model, entry_id is not None)(raw, entry_id)
    except (ValueError, TypeError):  # a list or dictionary where a value is expected, or worse
        return None


_NEW: Final = object.__new__
_SET_FIELDS: Final = BaseModel.__dict__["__dict__"].__set__
_SET_NAMES: Final = BaseModel.__dict__["__pydantic_fields_set__"].__set__
_SET_EXTRA: Final = BaseModel.__dict__["__pydantic_extra__"].__set__
_SET_PRIVATE: Final = BaseModel.__dict__["__pydantic_private__"].__set__
_SET_VERSIONS: Final = Text.__dict__["versions"].__set__


@cache
def _maker(model: type[Part]) -> Callable[[dict[str, object]], Part]:
    """Return what makes a part of the values of the fields that are stated."""
    empty = _sharing({name: info.default for name, info in model.model_fields.items()})
    names = _NAMES

    def make(said: dict[str, object]) -> Part:
        fields = empty.copy()
        fields |= said
        part = _NEW(model)
        _SET_FIELDS(part, fields)
        _SET_NAMES(part, names[tuple(said)])
        _SET_EXTRA(part, None)
        _SET_PRIVATE(part, None)
        return part

    return make


def _sharing(fields: Mapping[str, object]) -> dict[str, object]:
    """Return a dictionary whose copies share their keys with it.

    That is how Python keeps the attributes of the instances of a class, and it takes a third of
    the memory of dictionaries with keys of their own. Room for more keys, which the first
    instances of a class have, the later ones do not have.
    """
    holder = type("Holder", (), {})
    sharing: dict[str, object] = {}
    for _ in range(_SETTLED):
        one = holder()  # after the one before has all its keys
        for name, value in fields.items():
            setattr(one, name, value)
        sharing = vars(one)
    return sharing


_SETTLED: Final = 40


@cache
def _reader(model: type[Part], keyed: bool) -> Callable[[Mapping[str, object], object], Part]:
    """Return what makes an entry of plain data and of the id above it, if it has one there."""
    keys = _keys(model, without="id" if keyed else None)
    validate, make, ids = SchemaValidator(keys).validate_python, _maker(model), _IDS

    def read(raw: Mapping[str, object], entry_id: object) -> Part:
        said = validate(raw)
        if keyed:
            said["id"] = ids[entry_id]
        return make(said)

    return read


def _keys(model: type[Part], without: str | None = None) -> CoreSchema:
    """Return the schema of what a file says of a part; it gives the fields that are stated.

    It takes no key without a value, which would say the same as no key at all.
    """
    fields = {
        name: core_schema.typed_dict_field(
            _said(info.annotation, info.metadata),
            required=info.is_required(),
            validation_alias=info.alias,
        )
        for name, info in model.model_fields.items()
        if name != without
    }
    return core_schema.typed_dict_schema(fields, strict=True, extra_behavior="forbid")


def _said(annotation: object, metadata: Sequence[object] = ()) -> CoreSchema:
    """Return the schema of what an annotation stands for, with what is said beside it."""
    for one in metadata:
        if isinstance(one, PlainValidator):
            return _read_by(one.func)
        if isinstance(one, BeforeValidator) and one.func is funding_lines:
            return _lines_by_id()
    schema = _typed(annotation, _bounds(metadata))
    for one in metadata:
        if isinstance(one, AfterValidator):
            schema = core_schema.no_info_after_validator_function(cast("_Change", one.func), schema)
        elif isinstance(one, BeforeValidator) and one.func is listed_or_one:
            schema = _list_or_one(schema)
        elif isinstance(one, BeforeValidator) and one.func is not listed:
            schema = core_schema.no_info_before_validator_function(
                cast("_Change", one.func), schema
            )
    return schema


def _typed(annotation: object, bounds: Mapping[str, Any]) -> CoreSchema:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _said(inner[0], inner[1:])
    if origin in (Union, UnionType):
        (one,) = (each for each in inner if each is not NoneType)
        return _said(one)
    if origin is tuple:  # a list is one of the things of which a tuple is made
        return core_schema.tuple_variable_schema(_said(inner[0]), strict=False, **bounds)
    if origin is Literal:
        return core_schema.literal_schema(list(inner))
    if annotation is Text:
        return _plain(_text)
    if annotation is PartialDate:
        return _asked(_DATES)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        made = _maker(annotation)
        return core_schema.no_info_after_validator_function(made, _keys(annotation))
    return _SIMPLE[annotation](strict=True, **bounds)


_SIMPLE: Final[Mapping[object, Callable[..., CoreSchema]]] = {
    bool: core_schema.bool_schema,
    int: core_schema.int_schema,
    str: core_schema.str_schema,
}


def _text(value: object) -> Text:
    """Return a text as ``Text.parse`` does, with less ado for most of them."""
    if type(value) is str and value.isascii() and value.strip():
        text = _NEW(Text)
        _SET_VERSIONS(text, ((None, value),))
        return text
    return Text.parse(value)


def _lines_by_id() -> CoreSchema:
    """Return the schema of funding lines, each of which has its id above it."""
    make = _maker(FundingLine)

    def lines(said: dict[str, dict[str, object]]) -> tuple[Part, ...]:
        for line_id, line in said.items():
            line["id"] = line_id
        return tuple(map(make, said.values()))

    own_id = core_schema.chain_schema([core_schema.str_schema(strict=True), _asked(_IDS)])
    by_id = core_schema.dict_schema(own_id, _keys(FundingLine, without="id"), strict=True)
    return core_schema.no_info_after_validator_function(lines, by_id)


def _read_by(read: Callable[..., object]) -> CoreSchema:
    """Return the schema of what a function reads; what comes often is kept."""
    if read in (parse_people, parse_amount):
        kept = _PEOPLE if read is parse_people else _AMOUNTS
        number = core_schema.chain_schema([core_schema.int_schema(strict=True), _asked(kept)])
        return core_schema.union_schema([number, _plain(read)], mode="left_to_right")
    if read is parse_id:
        return _asked(_IDS)
    return _asked(_CURRENCIES) if read is parse_currency else _plain(read)


def _asked(kept: _Read[V]) -> CoreSchema:
    return _plain(kept.__getitem__)


def _plain(read: Callable[..., object]) -> CoreSchema:
    return core_schema.no_info_plain_validator_function(read)


def _list_or_one(items: CoreSchema) -> CoreSchema:
    """Return the schema of a list, or of its only item, which becomes a list."""
    whole = SchemaValidator(items)
    alone = _Read(lambda value: whole.validate_python((value,)))
    _ALONE.append(alone)
    one = core_schema.chain_schema([core_schema.str_schema(strict=True), _asked(alone)])
    return core_schema.union_schema([one, items], mode="left_to_right")


def _bounds(metadata: Sequence[object]) -> dict[str, int]:
    """Return the bounds that are said beside an annotation, by the names that schemas have."""
    bounds: dict[str, int] = {}
    for one in metadata:
        inner = one.metadata if isinstance(one, FieldInfo) else (one,)
        for bound in inner:
            bounds |= {
                name: getattr(bound, own) for own, name in _BOUNDS.items() if hasattr(bound, own)
            }
    return bounds


_BOUNDS: Final = {"ge": "ge", "le": "le", "min_length": "min_length"}
