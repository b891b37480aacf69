"""Cells of one broad activity, one group of people and one place, and who serves all of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from learningcity.analysis.coordination import umbrellas
from learningcity.model.city import City
from learningcity.reach.index import members
from learningcity.reach.view import CityView, Facet, Line

__all__ = [
    "Cell",
    "broad_activities",
    "count_unplaced",
    "find_cells",
    "is_inside",
    "is_part",
    "serving_terms",
    "touching",
    "worth_a_row",
]

_PEOPLE: Facet = "audience"
_PLACE: Facet = "place"


@dataclass(frozen=True)
class Cell:
    """One broad activity for one group of people in one place."""

    activity: str
    audience: str
    place: str
    serving: frozenset[str]
    """The initiatives that mean all of the group and serve all of the place, with parts."""
    initiatives: tuple[str, ...]
    """Those of them that are no part of another one of them, in file order."""
    depth: int
    """How many of the stated groups and places contain the cell's; the wider the fewer."""


def broad_activities(view: CityView) -> Iterator[str]:
    """Return the activities that lie within no other, in file order."""
    graph = view.terms.activities
    return (term for term in graph.ids if not graph.parents[term])


def count_unplaced(view: CityView) -> int:
    """Return how many initiatives have no line that says what, for whom and where."""
    return sum(
        not any(line.activity and line.audience and line.place for line in lines)
        for lines in view.lines.values()
    )


def find_cells(view: CityView, activity: str, at_least: int) -> Iterator[Cell]:
    """Return the cells of a broad activity that `at_least` lines or more serve.

    They are made of the groups and places that lines of the activity state.
    """
    return _Lines(view, activity).cells(at_least)


def worth_a_row(view: CityView, cells: Iterable[Cell], at_least: int) -> list[Cell]:
    """Return those of some cells of one activity that say something of their own.

    A cell inside others is left out unless it has `at_least` initiatives more than each of them. Of
    the rest a cell is left out whose initiatives are all in another one, unless that one lies
    inside it; of cells with the same initiatives the widest is kept, then the first in the file.
    """
    ordered = sorted(cells, key=lambda cell: cell.depth)  # stable: else in file order
    standing = [
        cell
        for cell in ordered
        if not any(
            cell is not other and is_inside(view, cell, other) and _more(cell, other) < at_least
            for other in ordered
        )
    ]
    return [
        cell
        for index, cell in enumerate(standing)
        if not any(
            cell.serving <= other.serving
            and not is_inside(view, other, cell)
            and (cell.serving != other.serving or place < index)
            for place, other in enumerate(standing)
        )
    ]


def is_inside(view: CityView, cell: Cell, other: Cell) -> bool:
    """Return whether the group and the place of a cell lie within those of another one."""
    return cell.audience in view.below(_PEOPLE, (other.audience,)) and cell.place in view.below(
        _PLACE, (other.place,)
    )


def _more(cell: Cell, other: Cell) -> int:
    """Return how many initiatives a cell has that another one has not."""
    return sum(key not in other.serving for key in cell.initiatives)


class _Lines:
    """The lines that offer something of one activity, as sets of bits."""

    def __init__(self, view: CityView, activity: str) -> None:
        wanted = view.below("activity", (activity,))
        self._view = view
        self._activity = activity
        self._owners: list[str] = []
        lines: list[Line] = []
        for key, stated in view.lines.items():
            for line in stated:
                if not wanted.isdisjoint(view.below("activity", line.activity)):
                    self._owners.append(key)
                    lines.append(line)
        self._lines = lines
        self._containing = {facet: self._holders(facet) for facet in (_PEOPLE, _PLACE)}
        self._stated = {facet: self._terms(facet) for facet in (_PEOPLE, _PLACE)}

    def _holders(self, facet: Facet) -> dict[str, int]:
        """Return for each term the lines that state it or something that contains it."""
        found: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            for term in self._view.below(facet, line.terms(facet)):
                found[term] = found.get(term, 0) | 1 << number
        return found

    def _terms(self, facet: Facet) -> list[str]:
        """Return the terms that the lines state, in file order."""
        stated = {term for line in self._lines for term in line.terms(facet)}
        return [term for term in self._view.graph(facet).ids if term in stated]

    def cells(self, at_least: int) -> Iterator[Cell]:
        """Return the cells that enough lines serve, groups and places in file order."""
        people, places = self._containing[_PEOPLE], self._containing[_PLACE]
        depths = {facet: self._depths(facet) for facet in self._stated}
        for audience in self._stated[_PEOPLE]:
            for place in self._stated[_PLACE]:
                serving = people[audience] & places[place]
                if serving.bit_count() >= at_least:
                    depth = depths[_PEOPLE][audience] + depths[_PLACE][place]
                    yield self._cell(audience, place, serving, depth)

    def _depths(self, facet: Facet) -> dict[str, int]:
        """Return for each stated term how many of the stated terms contain it."""
        graph, stated = self._view.graph(facet), self._stated[facet]
        depths = dict.fromkeys(stated, 0)
        for term in stated:
            for inner in graph.below(term):
                if inner in depths:
                    depths[inner] += 1
        return depths

    def _cell(self, audience: str, place: str, serving: int, depth: int) -> Cell:
        city = self._view.city
        ids = list(dict.fromkeys(self._owners[number] for number in members(serving)))
        whole = frozenset(ids)
        return Cell(
            self._activity,
            audience,
            place,
            whole,
            tuple(key for key in ids if not is_part(city, key, whole)),
            depth,
        )


def is_part(city: City, key: str, others: Collection[str]) -> bool:
    """Return whether an initiative is a part, at any depth, of one of the others."""
    return any(larger in others for larger in umbrellas(city.initiatives, key)[1:])


def touching(view: CityView, cell: Cell) -> frozenset[str]:
    """Return who offers the activity to a part of the group or in a part of the place only."""
    return frozenset(
        key
        for key, lines in view.lines.items()
        if key not in cell.serving and any(_touches(view, line, cell) for line in lines)
    )


def _touches(view: CityView, line: Line, cell: Cell) -> bool:
    wanted: dict[Facet, str] = {
        "activity": cell.activity,
        _PEOPLE: cell.audience,
        _PLACE: cell.place,
    }
    return not any(
        view.below(facet, line.terms(facet)).isdisjoint(view.below(facet, (term,)))
        for facet, term in wanted.items()
    )


def serving_terms(
    view: CityView, initiative_id: str, activity: str, audience: str, place: str
) -> dict[Facet, tuple[str, ...]]:
    """Return what an initiative states that makes it count in a cell, by its first such line."""
    inside = view.below("activity", (activity,))
    for line in view.lines[initiative_id]:
        offered = [t for t in line.activity if not inside.isdisjoint(view.below("activity", (t,)))]
        whom = [t for t in line.audience if audience in view.below(_PEOPLE, (t,))]
        where = [t for t in line.place if place in view.below(_PLACE, (t,))]
        if offered and whom and where:
            return {"activity": tuple(offered), _PEOPLE: tuple(whom), _PLACE: tuple(where)}
    raise ValueError(f"initiative_id: '{initiative_id}' does not count in this cell")
