"""Crowding: many initiatives of one broad activity for the same people in the same place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tests.oracle import days
from tests.oracle.case import Case
from tests.oracle.coordination import CREDITS, coordination, funders
from tests.oracle.plain import Data


@dataclass(frozen=True)
class Cell:
    """A broad activity, a group, a place, and who serves all of it."""

    activity: str
    audience: str
    place: str
    serving: frozenset[str]


class Crowds:
    """The cells of a city."""

    def __init__(self, case: Case, at_least: int) -> None:
        self.case = case
        self.at_least = at_least
        self.live = [i for i in case.initiatives if case.offering(i) and case.running(i) != "no"]
        self._crowds = {activity: self.crowds_of(activity) for activity in self.broad()}

    def broad(self) -> list[str]:
        """Activities that lie within no other."""
        terms = self.case.terms["activity"]
        return [t for t in terms.ids if not any(o != t and terms.contains(o, t) for o in terms.ids)]

    def lines(self, i: str, activity: str) -> list[Data]:
        """The lines that offer something of a broad activity."""
        terms = self.case.terms["activity"]
        wanted = terms.parts([activity])
        return [line for line in self.case.lines(i) if terms.parts(line["activity"]) & wanted]

    def serves(self, i: str, activity: str, audience: str, place: str) -> bool:
        """A line means all of the group and serves all of the place."""
        people, places = self.case.terms["audience"], self.case.terms["place"]
        return any(
            audience in people.parts(line["audience"]) and place in places.parts(line["place"])
            for line in self.lines(i, activity)
        )

    def stated(self, activity: str, facet: str) -> list[str]:
        """The terms that lines of the activity state, in the order of the file."""
        terms = self.case.terms[facet]
        said = {
            t
            for i in self.live
            for line in self.lines(i, activity)
            for t in terms.named(line[facet])
        }
        return [t for t in terms.ids if t in said]

    def cells(self, activity: str) -> list[Cell]:
        """Every group with every place, both stated, in the order of the file."""
        found = []
        for audience in self.stated(activity, "audience"):
            for place in self.stated(activity, "place"):
                serving = {i for i in self.live if self.serves(i, activity, audience, place)}
                found.append(Cell(activity, audience, place, frozenset(serving)))
        return found

    def counted(self, cell: Cell) -> list[str]:
        """Parts of those that count are not counted again."""
        above = {i: set(self.case.umbrellas(i)) for i in cell.serving}
        return [
            i for i in self.case.initiatives if i in cell.serving and not above[i] & cell.serving
        ]

    def at_once(self, ids: list[str]) -> tuple[int, int]:
        """How many run at one time, at least and at most."""
        case = self.case
        if case.day is not None:
            return sum(case.running(i) in ("yes", "presumed") for i in ids), len(ids)
        entries = [case.initiatives[i] for i in ids]
        likely = [days.likely(e, case.as_of, case.carry) for e in entries]
        possible = [days.possible(e, case.as_of) for e in entries]
        return fullest_day(likely), fullest_day(possible)

    def inside(self, cell: Cell, other: Cell) -> bool:
        """The group and the place lie within those of the other."""
        people, places = self.case.terms["audience"], self.case.terms["place"]
        return people.contains(other.audience, cell.audience) and places.contains(
            other.place, cell.place
        )

    def crowds(self, activity: str) -> list[Cell]:
        """The cells with enough initiatives, the widest first."""
        return self._crowds[activity]

    def crowds_of(self, activity: str) -> list[Cell]:
        """Count in every cell."""
        cells = self.cells(activity)
        crowds = [c for c in cells if self.at_once(self.counted(c))[1] >= self.at_least]
        stated = {facet: self.stated(activity, facet) for facet in ("audience", "place")}
        return sorted(crowds, key=lambda c: self.depth(stated, c))

    def depth(self, stated: dict[str, list[str]], cell: Cell) -> int:
        """How many stated groups and places contain the cell's."""
        return sum(
            self.case.terms[facet].contains(term, own)
            for facet, own in (("audience", cell.audience), ("place", cell.place))
            for term in stated[facet]
        )

    def rows(self, activity: str) -> list[Cell]:
        """The crowds that say something of their own."""
        crowds = self.crowds(activity)
        standing = [
            c
            for c in crowds
            if not any(
                c != o
                and self.inside(c, o)
                and len(set(self.counted(c)) - o.serving) < self.at_least
                for o in crowds
            )
        ]
        kept: list[Cell] = []
        for cell in standing:
            larger = [o for o in standing if cell.serving < o.serving and not self.inside(o, cell)]
            equal = [o for o in kept if o.serving == cell.serving]
            if not larger and not equal:
                kept.append(cell)
        return kept


def fullest_day(periods: list[days.Period | None]) -> int:
    """The most periods that share a day: then some of them begins on such a day."""
    known = [period for period in periods if period is not None]
    counts = [sum(days.inside(start, other) for other in known) for start, _ in known]
    return max(counts, default=0)


def sets_of(ids: list[str], joined: list[tuple[str, str]]) -> int:
    """How many sets there are when those that are joined are put together, again and again."""
    sets = [{i} for i in ids]
    for one, other in joined:
        both = [s for s in sets if one in s or other in s]
        sets = [s for s in sets if s not in both] + [set().union(*both)]
    return len(sets)


def crowd_row(crowds: Crowds, cell: Cell, credit: Data) -> Data:
    """One crowd."""
    case = crowds.case
    ids = crowds.counted(cell)
    touching = [
        i
        for i in crowds.live
        if i not in cell.serving
        and any(
            all(
                case.terms[facet].parts(line[facet]) & case.terms[facet].parts([term])
                for facet, term in (("audience", cell.audience), ("place", cell.place))
            )
            for line in crowds.lines(i, cell.activity)
        )
    ]
    around = [i for i in crowds.live if i in cell.serving or i in touching]
    parts = [i for i in around if set(case.umbrellas(i)) & cell.serving]
    inside = [c for c in crowds.crowds(cell.activity) if crowds.inside(c, cell)]
    most = {c: crowds.at_once(crowds.counted(c))[1] for c in inside}
    densest = next(c for c in inside if most[c] == max(most.values()))
    together = [p for p in combinations(ids, 2) if case.together(*p) != "no"]
    joined = [p for p in combinations(ids, 2) if any(credit[k] for k in coordination(case, *p))]
    low, high = crowds.at_once(ids)
    leads = {p for i in ids for p in case.partners_in(i, "lead")}
    paying = {p for i in ids for p in funders(case, i)}
    return {
        "activity": cell.activity,
        "audience": cell.audience,
        "place": cell.place,
        "initiatives": ids,
        "parts": parts,
        "narrower": [i for i in touching if i not in parts],
        "at_once_low": low,
        "at_once_high": high,
        "densest": most[densest],
        "densest_audience": densest.audience,
        "densest_place": densest.place,
        "leads": case.in_order(case.partners, leads),
        "funders": case.in_order(case.partners, paying),
        "pairs": len(together),
        "uncoordinated": len([p for p in together if p not in joined]),
        "separate": sets_of(ids, joined),
    }


def crowding(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    at_least: int = 3,
    credits: Data | None = None,
    vocabulary: Data | None = None,
) -> Data:
    """The rows in their order, and what is counted over all crowds."""
    case = Case(mapping, on=on, ever=ever, carry=carry, vocabulary=vocabulary)
    crowds = Crowds(case, at_least)
    credit = {**CREDITS, **(credits or {})}
    everywhere = [c for activity in crowds.broad() for c in crowds.crowds(activity)]
    rows = [
        crowd_row(crowds, cell, credit)
        for activity in crowds.broad()
        for cell in crowds.rows(activity)
    ]
    rows.sort(
        key=lambda r: (
            r["at_once_low"] < at_least,
            -r["separate"],
            -r["uncoordinated"],
            -len(r["initiatives"]),
        )
    )
    return {
        "crowded": len({i for c in everywhere for i in crowds.counted(c)}),
        "largest": max((crowds.at_once(crowds.counted(c))[1] for c in everywhere), default=0),
        "unplaced": sum(
            not any(
                line["activity"] and line["audience"] and line["place"] for line in case.lines(i)
            )
            for i in crowds.live
        ),
        "rows": rows,
    }
