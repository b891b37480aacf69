"""Cells of one broad activity, one group of people and one place, and who serves all of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from learningcity.analysis.coordination import umbrellas
from learningcity.model.city import City
from learningcity.reach.bits import members
from learningcity.reach.view import CityView, Facet, Line

__all__ = [
    "ActivityCells",
    "Cell",
    "broad_activities",
    "count_unplaced",
    "is_part",
    "serving_terms",
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

    def more_than(self, other: Cell) -> int:
        """Return how many initiatives this cell has that another one has not."""
        return sum(key not in other.serving for key in self.initiatives)


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


def is_part(city: City, key: str, others: Collection[str]) -> bool:
    """Return whether an initiative is a part, at any depth, of one of the others."""
    if city.initiatives[key].part_of is None:
        return False
    return any(larger in others for larger in umbrellas(city.initiatives, key)[1:])


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


class ActivityCells:
    """The cells of one broad activity, made of the groups and places that its lines state.

    Sets of lines are whole numbers: bit n stands for the n-th line that offers something of the
    activity.
    """

    def __init__(self, view: CityView, activity: str) -> None:
        self._view = view
        self._activity = activity
        self._owners: list[str] = []
        self._lines: list[Line] = []
        wanted = view.below("activity", (activity,))
        for key, stated in view.lines.items():
            for line in stated:
                if not wanted.isdisjoint(view.below("activity", line.activity)):
                    self._owners.append(key)
                    self._lines.append(line)
        self._holders = {facet: self._find_holders(facet) for facet in (_PEOPLE, _PLACE)}
        self._wider = {facet: self._find_wider(facet) for facet in (_PEOPLE, _PLACE)}
        self._meeting: dict[tuple[Facet, str], int] = {}

    def _find_holders(self, facet: Facet) -> dict[str, int]:
        """Return for each term the lines that state it or something that contains it."""
        found: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            for term in self._view.below(facet, line.terms(facet)):
                found[term] = found.get(term, 0) | 1 << number
        return found

    def _find_wider(self, facet: Facet) -> dict[str, list[str]]:
        """Return for each stated term the stated terms that contain it, itself too."""
        graph = self._view.graph(facet)
        said = {term for line in self._lines for term in line.terms(facet)}
        wider: dict[str, list[str]] = {term: [] for term in graph.ids if term in said}
        for term in wider:
            for inner in graph.below(term):
                if inner in wider:
                    wider[inner].append(term)
        return wider

    def cells(self, at_least: int) -> Iterator[Cell]:
        """Return the cells that so many lines or more serve, groups and places in file order."""
        people, places = self._holders[_PEOPLE], self._holders[_PLACE]
        for audience, larger in self._wider[_PEOPLE].items():
            for place, around in self._wider[_PLACE].items():
                serving = people[audience] & places[place]
                if serving.bit_count() >= at_least:
                    yield self._cell(audience, place, serving, len(larger) + len(around))

    def _cell(self, audience: str, place: str, serving: int, depth: int) -> Cell:
        city = self._view.city
        ids = list(dict.fromkeys(self._owners[number] for number in members(serving)))
        whole = frozenset(ids)
        initiatives = tuple(key for key in ids if not is_part(city, key, whole))
        return Cell(self._activity, audience, place, whole, initiatives, depth)

    def around(self, cell: Cell) -> Iterator[tuple[str, str]]:
        """Return the groups with places that contain those of a cell, its own too."""
        people, places = self._wider[_PEOPLE], self._wider[_PLACE]
        return product(people[cell.audience], places[cell.place])

    def worth_a_row(self, crowds: Iterable[Cell], at_least: int) -> list[Cell]:
        """Return those of some cells that say something of their own.

        A cell inside others is left out unless it has `at_least` initiatives more than each of
        them. Of the rest a cell is left out whose initiatives are all in another one, unless that
        one lies inside it; of cells with the same initiatives the widest is kept, then the first in
        the file.
        """
        ordered = sorted(crowds, key=lambda cell: cell.depth)  # stable: else in file order
        known = {(cell.audience, cell.place): cell for cell in ordered}
        standing = []
        for cell in ordered:
            wider = [known[key] for key in self.around(cell) if key in known]
            if all(cell is other or cell.more_than(other) >= at_least for other in wider):
                standing.append(cell)
        bearing = _by_initiative(standing)
        return [cell for cell in standing if not self._is_covered(cell, bearing)]

    def _is_covered(self, cell: Cell, bearing: Mapping[str, list[Cell]]) -> bool:
        """Return whether another standing cell has all initiatives of a cell, and says more."""
        inside = (cell.audience, cell.place)
        fewest = min((bearing[key] for key in cell.initiatives), key=len)
        after = False
        for other in fewest:
            if other is cell:
                after = True
            elif after and cell.serving == other.serving:
                continue  # the first of those with the same initiatives stands for all
            elif cell.serving <= other.serving and inside not in self.around(other):
                return True
        return False

    def densest(self, crowds: Mapping[Cell, int]) -> dict[tuple[str, str], Cell]:
        """Return for each group and place the crowd inside them with most at one time.

        Of several the widest counts, then the first in the file.
        """
        found: dict[tuple[str, str], Cell] = {}
        for cell in sorted(crowds, key=lambda cell: (-crowds[cell], cell.depth)):
            for key in self.around(cell):
                found.setdefault(key, cell)
        return found

    def touching(self, cell: Cell) -> tuple[str, ...]:
        """Return who serves a part of the group or place only, in file order."""
        lines = self._meets(_PEOPLE, cell.audience) & self._meets(_PLACE, cell.place)
        owners = dict.fromkeys(self._owners[number] for number in members(lines))
        return tuple(key for key in owners if key not in cell.serving)

    def _meets(self, facet: Facet, term: str) -> int:
        """Return the lines that share a part with a term."""
        found = self._meeting.get((facet, term))
        if found is None:
            found = 0
            for inner in self._view.below(facet, (term,)):
                found |= self._holders[facet].get(inner, 0)
            self._meeting[facet, term] = found
        return found


def _by_initiative(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """Return for each initiative the cells in which it serves, in the order of the cells."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        for key in cell.serving:
            found.setdefault(key, []).append(cell)
    return found
