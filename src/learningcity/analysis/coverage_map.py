"""A map of the city: what is offered where two terms meet, and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal, TypeAlias, get_args

from learningcity.analysis.commitments import add_up
from learningcity.analysis.explanation import (
    Explanation,
    Overturn,
    Step,
    grounded,
    references,
)
from learningcity.analysis.money import Money
from learningcity.analysis.result import FrozenMap, Parameters, Result, Row
from learningcity.analysis.sentences import words
from learningcity.analysis.sentences.coverage_map import (
    STATUS_IN_CELL,
    STATUS_WORDS,
    map_summary,
    named_fully,
)
from learningcity.analysis.sentences.time import sums_words
from learningcity.analysis.study import Study
from learningcity.display import NOTEBOOK_ROWS, Absent, html_table
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Initiative
from learningcity.model.running import CARRY, Running
from learningcity.model.values import Number
from learningcity.model.vocabulary import WORKING_ROLES
from learningcity.reach.axes import AXES, Axis, AxisName, Presence, axis_of
from learningcity.reach.needs import InitiativeReach, LineReach, Reach
from learningcity.reach.supply import count_supply

__all__ = ["CellRow", "CoverageMap", "MapParameters", "MapValue", "coverage_map", "coverage_map_of"]

MapValue: TypeAlias = Literal["initiatives", "partners", "capacity", "funding"]
"""What a map shows in its cells."""

_STATUSES = tuple(STATUS_WORDS)


@dataclass(frozen=True)
class CellRow(Row):
    """One cell of a map: what is offered where a row and a column meet."""

    row: str
    """The term of the row."""
    column: str
    """The term of the column."""
    status: str
    """``named``, ``general``, ``not-known``, ``none-recorded`` or ``none-needed``."""
    initiatives: tuple[str, ...]
    """Initiatives that name both terms, or a part of each."""
    general: tuple[str, ...]
    """Initiatives that reach both, one of them only by something wider."""
    may_reach: tuple[str, ...]
    """Initiatives that may: they do not say, or nobody knows whether they run."""
    partners: tuple[str, ...]
    """Partners that work in ``initiatives``, in any role but funder."""
    capacity_low: Number | None
    """At least so many people a year can be served; ``None`` over all time."""
    capacity_high: Number | None
    """At most so many; ``None`` where a capacity is not known, and over all time."""
    unknown_capacity: tuple[str, ...]
    """Initiatives whose capacity is not known."""
    funding: tuple[Money, ...]
    """Net money recorded for them, capital left out, by currency; empty where none is recorded."""
    unfunded: tuple[str, ...]
    """Those of ``initiatives`` for which no money is recorded."""
    needs: tuple[str, ...]
    """Needs that speak of both terms."""


@dataclass(frozen=True, kw_only=True)
class MapParameters(Parameters):
    """What a map rests on."""

    rows: AxisName
    """What the rows are."""
    columns: AxisName
    """What the columns are."""
    value: MapValue
    """What the cells show."""
    detail: bool
    """Whether narrow terms are there too."""


@dataclass(frozen=True)
class CoverageMap(Result[CellRow, MapParameters]):
    """The cells of a map, row by row.

    See Also
    --------
    learningcity.coverage_map : works it out.
    learningcity.plotting.plot_coverage_map : draws it.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.coverage_map(city, "priority", "place")
    >>> dict(found.counts)
    {'named': 9, 'general': 11, 'not-known': 0, 'none-recorded': 0, 'none-needed': 0}
    """

    schema: ClassVar[str] = "learningcity/coverage-map/1"
    shown: ClassVar[tuple[str, ...]] = ("row", "column", "status", "initiatives")
    extra: ClassVar[tuple[str, ...]] = ("row_names", "column_names", "beside")

    row_names: FrozenMap[str] = FrozenMap({})  # noqa: RUF009 - it cannot be changed
    """The terms of the rows and what they are called, in their order."""
    column_names: FrozenMap[str] = FrozenMap({})  # noqa: RUF009 - it cannot be changed
    """The terms of the columns and what they are called, in their order."""
    beside: tuple[str, ...] = ()
    """Running initiatives that are in no cell, not even perhaps."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many cells have each status."""
        found = [row.status for row in self.rows]
        return FrozenMap({status: found.count(status) for status in _STATUSES})

    @cached_property
    def grid(self) -> tuple[tuple[CellRow, ...], ...]:
        """The cells as a matrix: one tuple for each row, in it one cell for each column."""
        width = len(self.column_names)
        return tuple(
            self.rows[start : start + width] for start in range(0, len(self.rows), width or 1)
        )

    def cell(self, row: str, column: str) -> CellRow:
        """Return the cell where two terms meet.

        Parameters
        ----------
        row
            The id of a term of the rows.
        column
            The id of a term of the columns.

        Raises
        ------
        ValueError
            The map has no such row or column.
        """
        for cell in self.rows:
            if (cell.row, cell.column) == (row, column):
                return cell
        raise ValueError(f"row, column: the map has no cell '{row}', '{column}'")

    def figure(self, cell: CellRow) -> str:
        """Return what a cell shows of the chosen value, for people to read.

        Parameters
        ----------
        cell
            One of ``rows``.
        """
        if cell.status not in ("named", "general"):
            return STATUS_WORDS[cell.status]
        if self.parameters.value == "initiatives":
            return str(len(cell.initiatives)) if cell.initiatives else "general"
        if self.parameters.value == "partners":
            return str(len(cell.partners)) if cell.initiatives else "general"
        if self.parameters.value == "capacity":
            low, high = cell.capacity_low, cell.capacity_high
            return "not known" if not low and high is None else words.interval(low, high)
        return sums_words(cell.funding) or "not known"

    def summary(self) -> str:
        """Return one sentence with the number of cells of each status."""
        known = self.parameters
        return map_summary(known.rows, known.columns, self.counts, len(self.beside))

    def _row_type(self) -> type[Row]:
        return CellRow

    def _explain(self, index: int, study: Study) -> Explanation:
        return _why(self, self.rows[index], study)

    def _repr_html_(self) -> str:
        lines = list(zip(self.row_names.values(), self.grid, strict=False))
        shown = [(name, *map(self._shown_figure, cells)) for name, cells in lines[:NOTEBOOK_ROWS]]
        columns = ("", *self.column_names.values())
        more = len(lines) - len(shown)
        return html_table(self.summary(), columns, shown, more=more, row_heads=True)

    def _shown_figure(self, cell: CellRow) -> object:
        """Return the figure of a cell as a notebook shows it, what is no figure in short words."""
        figure = self.figure(cell)
        if figure.isdecimal():
            return int(figure)
        known = any(map(str.isdigit, figure))
        return figure if known else Absent(STATUS_IN_CELL.get(cell.status, figure))


def coverage_map(
    city: City,
    rows: AxisName = "priority",
    columns: AxisName = "audience",
    *,
    value: MapValue = "initiatives",
    detail: bool = False,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> CoverageMap:
    """Map what is offered where the terms of two axes meet.

    It answers where offers are many, where there are none, and where nobody knows. It counts
    presence: that an initiative names a group does not mean that it serves many of it. An empty
    cell is a gap only if somebody needs something there.

    Parameters
    ----------
    city
        The city.
    rows
        What the rows are: ``activity``, ``audience``, ``place``, ``priority``, ``mode`` (formal,
        non-formal, informal), ``sector`` (of the partners that work in an initiative), ``sdg`` or
        ``area`` (what the priorities of an initiative say that they serve).
    columns
        What the columns are, another of these.
    value
        What the cells show: ``initiatives`` or ``partners`` (how many), ``capacity`` (people a
        year) or ``funding`` (net money). Each row of the result has all four.
    detail
        Also show terms within others, such as objectives; else the broad ones only.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day; capacities are then ``None``.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    CoverageMap
        A row for each cell, row by row; ``grid`` has them as a matrix.

    Raises
    ------
    ValueError
        An axis or a value is none of the above, both axes are the same, another argument lies
        outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.need_coverage : what reaches each need, with its people.
    learningcity.find_gaps : places and groups that no initiative names at all.

    Notes
    -----
    A line of an initiative *names* a term if it states the term or a part of it, reaches it in
    *general* if it states something that contains it or shares a part with it, and *may* reach it
    if it states nothing on this axis. It stands in a cell as directly as on the weaker of its two
    axes, and no more than *may* while nobody knows whether the initiative runs.

    Status of a cell, the first that applies: ``named`` an initiative names both; ``general`` one
    reaches both; ``not-known`` one may; ``none-recorded`` none does, and a need of the file speaks
    of both terms or leaves one open; ``none-needed`` none does, and no need does either.

    Capacity is bounded as for a need that asks for just these two terms. Money is the net sum of
    all lines recorded for the initiatives that name the cell, capital left out, each pound once. An
    initiative may stand in several cells, so that neither capacity nor money of cells add up.

    Cost: lines times the cells that they stand in.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> found = learningcity.coverage_map(city, "priority", "mode")
    >>> [len(cell.initiatives) > 0 for cell in found.grid[0]]
    [True, True, True]
    """
    for name, axis in (("rows", rows), ("columns", columns)):
        if axis not in AXES:
            raise ValueError(f"{name}: '{axis}' is none of {', '.join(AXES)}")
    if rows == columns:
        raise ValueError(f"columns: '{columns}' are the rows already")
    if value not in get_args(MapValue):
        raise ValueError(f"value: '{value}' is none of {', '.join(get_args(MapValue))}")
    study = Study(city, on=on, ever=ever, carry=carry)
    return coverage_map_of(study, rows, columns, value=value, detail=detail)


def coverage_map_of(
    study: Study,
    rows: AxisName = "priority",
    columns: AxisName = "audience",
    *,
    value: MapValue = "initiatives",
    detail: bool = False,
) -> CoverageMap:
    """Return the map of a city that was read."""
    calendar = study.calendar
    parameters = MapParameters(
        on=calendar.day,
        ever=calendar.ever,
        carry=calendar.carry,
        rows=rows,
        columns=columns,
        value=value,
        detail=detail,
    )
    return _Mapper(study, parameters).map()


class _Mapper:
    """The making of one map."""

    def __init__(self, study: Study, parameters: MapParameters) -> None:
        self.study = study
        self.parameters = parameters
        self.rows = axis_of(study.view, parameters.rows, detail=parameters.detail)
        self.columns = axis_of(study.view, parameters.columns, detail=parameters.detail)

    def map(self) -> CoverageMap:
        """Return the map."""
        found: dict[tuple[str, str], list[InitiativeReach]] = {}
        beside = []
        for entry in self.study.view.offering:
            standing = self._cells_of(entry)
            for cell, item in standing.items():
                found.setdefault(cell, []).append(item)
            if not standing:
                beside.append(entry.id)
        needs = self._needs()
        cells = tuple(
            self._cell(row, column, tuple(found.get((row, column), ())), needs)
            for row in self.rows.terms
            for column in self.columns.terms
        )
        return CoverageMap(
            self.study.city.id,
            self.parameters,
            cells,
            row_names=_names(self.study.city, self.rows),
            column_names=_names(self.study.city, self.columns),
            beside=tuple(beside),
            study=self.study,
        )

    def _cells_of(self, entry: Initiative) -> dict[tuple[str, str], InitiativeReach]:
        """Return the cells in which an initiative stands, with all its lines in each."""
        view = self.study.view
        running = view.calendar.running(entry.id)
        lines = view.lines[entry.id]
        reaches: dict[tuple[str, str], list[LineReach]] = {}
        for index, line in enumerate(lines):
            columns = self.columns.offers(entry, line)
            for row, here in self.rows.offers(entry, line).items():
                for column, there in columns.items():
                    both = reaches.setdefault(
                        (row, column), [LineReach(each, Reach.NOT, inside=False) for each in lines]
                    )
                    weaker = min(here.presence, there.presence)
                    if running < Running.PRESUMED:
                        weaker = Presence.MAY
                    both[index] = LineReach(line, _REACHES[weaker], here.inside and there.inside)
        return {
            cell: InitiativeReach(entry, running, tuple(both)) for cell, both in reaches.items()
        }

    def _needs(self) -> list[tuple[str, frozenset[str] | None, frozenset[str] | None]]:
        return [
            (need.id, self.rows.needs(need), self.columns.needs(need))
            for need in self.study.view.needs
        ]

    def _cell(
        self,
        row: str,
        column: str,
        found: tuple[InitiativeReach, ...],
        needs: list[tuple[str, frozenset[str] | None, frozenset[str] | None]],
    ) -> CellRow:
        named, general, may = (_with(found, reach) for reach in reversed(_REACHES.values()))
        supply = None
        if not self.study.calendar.ever:
            supply = count_supply(found, self.study.families)
        asked = [
            (key, rows is not None and columns is not None)
            for key, rows, columns in needs
            if (rows is None or row in rows) and (columns is None or column in columns)
        ]
        return CellRow(
            row=row,
            column=column,
            status=_status(named, general, may, asked=bool(asked)),
            initiatives=named,
            general=general,
            may_reach=may,
            partners=self._partners(named),
            capacity_low=supply.low if supply else None,
            capacity_high=supply.high if supply else None,
            unknown_capacity=supply.unknown if supply else (),
            funding=self._funding(named),
            unfunded=tuple(key for key in named if not self.study.city.initiatives[key].funding),
            needs=tuple(key for key, says_both in asked if says_both),
        )

    def _partners(self, named: tuple[str, ...]) -> tuple[str, ...]:
        view = self.study.view
        entries = (view.city.initiatives[key] for key in named)
        working = (view.calendar.partners(entry, WORKING_ROLES) for entry in entries)
        return view.partner_order(frozenset().union(*working))

    def _funding(self, named: tuple[str, ...]) -> tuple[Money, ...]:
        initiatives = self.study.city.initiatives
        keys = [(key, line.id) for key in named for line in initiatives[key].funding]
        return add_up(self.study.ledger.net(keys).items())


_REACHES = {
    Presence.MAY: Reach.MAY,
    Presence.WIDER: Reach.GENERAL,
    Presence.NAMED: Reach.TARGETED,
}


def _with(found: tuple[InitiativeReach, ...], reach: Reach) -> tuple[str, ...]:
    return tuple(item.initiative.id for item in found if item.reach == reach)


def _status(
    named: tuple[str, ...], general: tuple[str, ...], may: tuple[str, ...], *, asked: bool
) -> str:
    if named:
        return "named"
    if general:
        return "general"
    if may:
        return "not-known"
    return "none-recorded" if asked else "none-needed"


def _names(city: City, axis: Axis) -> FrozenMap[str]:
    return FrozenMap({t: axis.names[t].in_language(city.language, "en") for t in axis.terms})


def _why(found: CoverageMap, cell: CellRow, study: Study) -> Explanation:
    """Return the steps to one cell."""
    city, known = study.city, found.parameters
    subject = " × ".join(
        (
            named_fully(cell.row, found.row_names[cell.row]),
            named_fully(cell.column, found.column_names[cell.column]),
        )
    )
    lists = (
        (cell.initiatives, "{} both, or a part of each: {}."),
        (cell.general, "{} both, one of them only by something wider: {}."),
        (cell.may_reach, "{} not say, or nobody knows whether they run: {}."),
    )
    verbs = (("names", "name"), ("reaches", "reach"), ("does", "do"))
    steps = []
    for (ids, text), (one, several) in zip(lists, verbs, strict=True):
        if ids:
            head = f"{words.count(len(ids), 'initiative')} {one if len(ids) == 1 else several}"
            steps.append(
                grounded(city, text.format(head, ", ".join(ids)), references("initiative", ids))
            )
    if not steps:
        steps.append(Step("No initiative of the file stands here, not even perhaps."))
    needs = f"Needs that speak of both: {', '.join(cell.needs) or 'none'}."
    steps.append(grounded(city, needs, references("need", cell.needs)))
    if cell.partners:
        text = f"Partners that work in those that name it: {', '.join(cell.partners)}."
        steps.append(grounded(city, text, references("partner", cell.partners)))
    if cell.capacity_low is not None:
        places = words.interval(cell.capacity_low, cell.capacity_high)
        unknown = f"; not known of {', '.join(cell.unknown_capacity)}"
        text = f"Places a year: {places}{unknown if cell.unknown_capacity else ''}."
        steps.append(grounded(city, text, references("initiative", cell.unknown_capacity)))
    if cell.funding:
        sums = sums_words(cell.funding)
        steps.append(Step(f"Net money recorded for those that name it: {sums}."))
    steps.append(Step(f"So the cell is: {STATUS_WORDS[cell.status]}."))
    overturns = tuple(
        Overturn(
            "said-here",
            f"If {words.initiative_name(study.view, key)} is known to run and says on both axes "
            f"({known.rows}, {known.columns}) that it is here, the cell is named.",
            cell.status,
            "named",
        )
        for key in cell.may_reach
        if cell.status in ("general", "not-known")
    )
    return Explanation(subject, tuple(steps), overturns)
