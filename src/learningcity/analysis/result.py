"""What every result can do: records, data frames, a notebook table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeVar, overload

from learningcity.display import escape_html
from learningcity.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["Parameters", "Result", "Row", "plain"]

_SHOWN_ROWS = 20


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


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of a result: a frozen record whose fields are the columns."""

    def to_record(self) -> dict[str, object]:
        """Return the row as plain data, columns in their order."""
        return {field.name: plain(getattr(self, field.name)) for field in dataclasses.fields(self)}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Parameters:
    """What a result rests on: the day, or all time, and the years of ``carry``."""

    on: date | None
    """The day on which the city was read; ``None`` over all time."""
    ever: bool
    """Whether all time was read instead of a day."""
    carry: int
    """Years for which what was seen running is presumed to run on."""

    def to_record(self) -> dict[str, object]:
        """Return the parameters as plain data."""
        return {field.name: plain(getattr(self, field.name)) for field in dataclasses.fields(self)}


R = TypeVar("R", bound=Row, covariant=True)
P = TypeVar("P", bound=Parameters, covariant=True)


@dataclasses.dataclass(frozen=True)
class Result(Generic[R, P]):
    """The answer to one question about one city."""

    schema: ClassVar[str]
    """The name of the result's JSON form, such as ``learningcity/duplicates/1``."""
    shown: ClassVar[tuple[str, ...]]
    """The columns that a notebook shows."""

    city: str
    """The id of the city."""
    parameters: P
    """What the answer rests on."""
    rows: tuple[R, ...]
    """The rows, in the order that the question states."""

    def summary(self) -> str:
        """Return one honest sentence."""
        raise NotImplementedError

    def extras(self) -> Mapping[str, object]:
        """Return what the JSON form has besides rows."""
        return MappingProxyType({})

    def to_records(self) -> list[dict[str, object]]:
        """Return the rows as plain data: lists, numbers, text, ``None`` for unknown."""
        return [row.to_record() for row in self.rows]

    def to_json(self) -> dict[str, object]:
        """Return the whole result as plain data, as the command line writes it."""
        return {
            "schema": self.schema,
            "city": self.city,
            "parameters": self.parameters.to_record(),
            **self.extras(),
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
            return pl.DataFrame(columns, strict=False)
        raise ValueError(f"backend: '{backend}' is neither 'pandas' nor 'polars'")

    def _row_type(self) -> type[Row]:
        raise NotImplementedError

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(field.name for field in dataclasses.fields(self._row_type()))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        head = "".join(f"<th scope='col'>{escape_html(name)}</th>" for name in self.shown)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{_cell(getattr(row, name))}</td>" for name in self.shown)
            + "</tr>"
            for row in self.rows[:_SHOWN_ROWS]
        )
        rest = len(self.rows) - _SHOWN_ROWS
        more = f"<p>and {rest} more rows</p>" if rest > 0 else ""
        return (
            f"<table><caption>{escape_html(self.summary())}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
        )


def _cell(value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, tuple):
        return "<br>".join(f"<bdi>{escape_html(item)}</bdi>" for item in value)
    return f"<bdi>{escape_html(value)}</bdi>"
