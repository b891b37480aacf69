"""What every result can do: records, data frames, a notebook table."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeVar, overload

from learningcity.analysis.frames import of_one_kind
from learningcity.analysis.sentences.absent import absent_word
from learningcity.display import (
    NOTEBOOK_ROWS,
    Absent,
    camel_words,
    html_fields,
    html_table,
    json_text,
)
from learningcity.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from learningcity.analysis.explanation import Explanation
    from learningcity.analysis.study import Study
    from learningcity.model.city import City

__all__ = [
    "Assumptions",
    "DayParameters",
    "FrozenMap",
    "Parameters",
    "Result",
    "Row",
    "plain",
    "supposed",
]

V = TypeVar("V", covariant=True)


class FrozenMap(Mapping[str, V]):
    """A small mapping that cannot be changed, in a fixed order."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, V]) -> None:
        self._items = tuple(items.items())

    def __getitem__(self, key: str) -> V:
        """Return the value of `key`."""
        for known, value in self._items:
            if known == key:
                return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """Return an iterator over the keys."""
        return (key for key, _ in self._items)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._items)

    def __hash__(self) -> int:
        """Return a hash of what is in it, in whichever order."""
        return hash(frozenset(self._items))

    def __repr__(self) -> str:
        """Return it as a dictionary is shown."""
        return repr(dict(self._items))


def plain(value: object) -> object:
    """Return a value of a row as plain data: lists for tuples, text for dates."""
    if isinstance(value, Row):
        return value.to_record()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def supposed(city: City) -> dict[str, object]:
    """Return the scenarios that are on a city, for the JSON form of what is found in it."""
    scenarios = [key for key, _ in city.origins.scenarios]
    return {"scenarios": scenarios} if scenarios else {}


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of a result: a frozen record whose fields are the columns."""

    def to_record(self) -> dict[str, object]:
        """Return the row as plain data, columns in their order."""
        return {field.name: plain(getattr(self, field.name)) for field in dataclasses.fields(self)}

    def in_cell(self) -> str:
        """Return the row as a few words in the cell of another one: its first column."""
        first = getattr(self, dataclasses.fields(self)[0].name)
        return " + ".join(map(str, first)) if isinstance(first, tuple) else str(first)

    def shown_value(self, name: str) -> object:
        """Return a value as a notebook shows it: where there is none, the word that says so."""
        value: object = getattr(self, name)
        return Absent(absent_word(name)) if value is None else value

    def _repr_html_(self) -> str:
        names = [field.name for field in dataclasses.fields(self)]
        sentence = getattr(self, "sentence", None)
        if isinstance(sentence, str):
            names.remove("sentence")
        caption = sentence if isinstance(sentence, str) else camel_words(type(self).__name__)
        return html_fields(caption, ((name, self.shown_value(name)) for name in names))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What a result rests on besides the data, echoed in it."""

    unsaid: ClassVar[frozenset[str]] = frozenset()
    """The fields that play no part in this result, and are not echoed."""

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return what is echoed, in its order."""
        return tuple(each.name for each in dataclasses.fields(cls) if each.name not in cls.unsaid)

    def to_record(self) -> dict[str, object]:
        """Return the assumptions as plain data."""
        return {name: plain(getattr(self, name)) for name in self.names()}

    def _repr_html_(self) -> str:
        fields = [
            (name, Absent("none") if value is None else value)
            for name, value in self.to_record().items()
        ]
        return html_fields(camel_words(type(self).__name__), fields)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Parameters(Assumptions):
    """What a result rests on: the day, or all time, and the years of ``carry``."""

    on: date | None
    """The day on which the city was read; ``None`` over all time."""
    ever: bool
    """Whether all time was read instead of a day."""
    carry: int
    """Years for which what was seen running is presumed to run on."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class DayParameters(Parameters):
    """What a result rests on in which ``carry`` plays no part: the day, or all time."""

    unsaid: ClassVar[frozenset[str]] = frozenset({"carry"})


R = TypeVar("R", bound=Row, covariant=True)
P = TypeVar("P", bound=Assumptions, covariant=True)


@dataclasses.dataclass(frozen=True)
class Result(ABC, Generic[R, P]):
    """The answer to one question about one city."""

    schema: ClassVar[str]
    """The name of the result's JSON form, such as ``learningcity/duplicates/1``."""
    shown: ClassVar[tuple[str, ...]]
    """The columns that a notebook shows."""
    extra: ClassVar[tuple[str, ...]] = ()
    """The attributes that the JSON form has besides rows; of ``a.b`` the key is ``b``."""

    city: str | None
    """The id of the city; ``None`` where it was worked out from a graph of something else."""
    parameters: P
    """What the answer rests on."""
    rows: tuple[R, ...]
    """The rows, in the order that the question states."""
    study: Study | None = dataclasses.field(default=None, repr=False, compare=False, kw_only=True)
    """The city as it was read, for ``explain``; no part of what the result says."""

    @abstractmethod
    def summary(self) -> str:
        """Return one honest sentence, harmless for a terminal."""

    def explain(self, row: Row | int) -> Explanation:
        """Return why a row is there, and what would overturn it.

        Parameters
        ----------
        row
            One of ``rows``, or its place in them.

        Raises
        ------
        ValueError
            It is no row of this result, or the result was put together by hand.
        """
        if self.study is None:
            raise ValueError("explain: this result was not worked out from a city")
        return self._explain(self._place(row), self.study)

    def _place(self, row: Row | int) -> int:
        """Return the place of a row, given it or its place."""
        try:
            return range(len(self.rows))[row] if isinstance(row, int) else self.rows.index(row)
        except (IndexError, ValueError):
            raise ValueError(f"row: {row!r} is no row of this result") from None

    @abstractmethod
    def _explain(self, index: int, study: Study) -> Explanation:
        """Return why the row at `index` is there."""

    def extras(self) -> Mapping[str, object]:
        """Return what the JSON form has besides rows."""
        return {path.rpartition(".")[2]: plain(attrgetter(path)(self)) for path in self.extra}

    def to_records(self) -> list[dict[str, object]]:
        """Return the rows as plain data: lists, numbers, text, ``None`` for unknown."""
        return [row.to_record() for row in self.rows]

    def to_json(self) -> str:
        """Return the whole result as JSON text, as the command line writes it.

        Numbers keep all their digits, unknown is ``null``.
        """
        return json_text(self.to_dict())

    def to_dict(self) -> dict[str, object]:
        """Return the whole result as plain data; numbers are ``int``, ``float`` or ``Decimal``."""
        return {
            "schema": self.schema,
            "city": self.city,
            **({} if self.study is None else supposed(self.study.city)),
            "parameters": self.parameters.to_record(),
            **{name: plain(value) for name, value in self.extras().items()},
            "rows": self.to_records(),
        }

    @overload
    def to_frame(self, backend: Literal["pandas"] = ...) -> pd.DataFrame: ...

    @overload
    def to_frame(self, backend: Literal["polars"]) -> pl.DataFrame: ...

    def to_frame(
        self, backend: Literal["pandas", "polars"] = "pandas"
    ) -> pd.DataFrame | pl.DataFrame:
        """Return the rows as a data frame; its columns are those of ``to_records``.

        A column of polars holds values of one kind. Where the rows have several kinds in one place,
        as the values of a finding before and after a change, polars gets each as JSON text.

        Parameters
        ----------
        backend
            The package that makes the frame.

        Raises
        ------
        MissingExtraError
            The package of `backend` is not installed.
        ValueError
            `backend` is neither ``pandas`` nor ``polars``.
        """
        names = list(self.columns)
        columns = {name: [plain(getattr(row, name)) for row in self.rows] for name in names}
        if backend == "pandas":
            try:
                import pandas as pd
            except ImportError:
                raise MissingExtraError("to_frame()", "pandas") from None
            return pd.DataFrame(columns, columns=names)
        if backend == "polars":
            try:
                import polars as pl
            except ImportError:
                raise MissingExtraError("to_frame('polars')", "polars") from None
            kinds = {name: of_one_kind(values) for name, values in columns.items()}
            return pl.DataFrame(kinds, strict=False)
        raise ValueError(f"backend: '{backend}' is neither 'pandas' nor 'polars'")

    @abstractmethod
    def _row_type(self) -> type[Row]:
        """Return the class of the rows, which names the columns also where there are none."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(field.name for field in dataclasses.fields(self._row_type()))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        rows = self.rows[:NOTEBOOK_ROWS]
        cells = [[row.shown_value(name) for name in self.shown] for row in rows]
        more = len(self.rows) - len(rows)
        return html_table(self.summary(), self.shown, cells, more=more)
