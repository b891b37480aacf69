"""Groups: sets of three and more in which every pair may be a duplicate."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from tests.oracle.case import Case
from tests.oracle.coordination import WORKING
from tests.oracle.plain import Data
from tests.oracle.terms import Terms
from tests.oracle.verdicts import duplicates

JOINING = ("candidate", "possible", "coordinated")
FACETS = ("activity", "audience", "place")


def widest(terms: Terms, inside: set[str]) -> list[str]:
    """The terms that no other one of them contains, in the order of the file."""
    return [
        term
        for term in terms.ids
        if term in inside
        and not any(other != term and terms.contains(other, term) for other in inside)
    ]


def shared(case: Case, ids: tuple[str, ...]) -> dict[str, list[str]]:
    """What all have in common, facet after facet, by lines that have what was common before."""
    lines = {i: case.lines(i) for i in ids}
    found: dict[str, list[str]] = {}
    for facet in FACETS:
        terms = case.terms[facet]
        common = [
            term
            for term in terms.ids
            if all(any(term in terms.parts(line[facet]) for line in lines[i]) for i in ids)
        ]
        found[facet] = widest(terms, set(common))
        if common:
            lines = {
                i: [line for line in lines[i] if set(common) & terms.parts(line[facet])]
                for i in ids
            }
    return found


class Joined:
    """Which initiatives are joined by a pair that counts, without parts that only repeat."""

    def __init__(self, case: Case, rows: list[Data]) -> None:
        self.case = case
        self.pairs = {
            frozenset(row["initiatives"]): row for row in rows if row["verdict"] in JOINING
        }
        self.ids = [i for i in case.initiatives if self.others(i) and not self.only_repeats(i)]

    def others(self, i: str) -> set[str]:
        """All with which an initiative is joined."""
        return {j for pair in self.pairs if i in pair for j in pair if j != i}

    def only_repeats(self, i: str) -> bool:
        """An umbrella that offers something is joined with all of them but with its own parts."""
        for above in self.case.umbrellas(i):
            if not self.case.offering(above) or self.case.running(above) == "no":
                continue
            outside = {j for j in self.others(i) if above not in self.case.umbrellas(j)}
            if outside <= self.others(above):
                return True
        return False

    def whole(self, ids: tuple[str, ...]) -> bool:
        """Every two are joined."""
        return all(frozenset(pair) in self.pairs for pair in combinations(ids, 2))

    def maximal(self) -> list[tuple[str, ...]]:
        """The sets of three and more to which nothing can be added, the largest first.

        Sets grow one by one: all of three, then those of four that hold one of three, and so on.
        """
        found: list[tuple[str, ...]] = []
        sets: list[tuple[str, ...]] = [x for x in combinations(self.ids, 3) if self.whole(x)]
        while sets:
            larger: dict[tuple[str, ...], None] = {}
            for ids in sets:
                grown = [
                    tuple(k for k in self.ids if k in (*ids, j))
                    for j in self.ids
                    if j not in ids and self.whole((*ids, j))
                ]
                if not grown:
                    found.append(ids)
                larger.update(dict.fromkeys(grown))
            sets = list(larger)
        places = {i: number for number, i in enumerate(self.ids)}
        return sorted(found, key=lambda ids: (-len(ids), [places[i] for i in ids]))


def group_row(case: Case, joined: Joined, ids: tuple[str, ...]) -> Data:
    """One group."""
    pairs = [joined.pairs[frozenset(pair)] for pair in combinations(ids, 2)]
    unknowns = {unknown for pair in pairs for unknown in pair["unknowns"]}
    common = shared(case, ids)
    leads = {p for i in ids for p in case.partners_in(i, "lead")}
    several = {
        p
        for i, j in combinations(ids, 2)
        for p in case.partners_in(i, *WORKING) & case.partners_in(j, *WORKING)
    }
    return {
        "initiatives": list(ids),
        "shared_activities": common["activity"],
        "shared_audiences": common["audience"],
        "shared_places": common["place"],
        "leads": case.in_order(case.partners, leads),
        "shared_partners": case.in_order(case.partners, several),
        "candidates": sum(pair["verdict"] == "candidate" for pair in pairs),
        "possible": sum(pair["verdict"] == "possible" for pair in pairs),
        "coordinated": sum(pair["verdict"] == "coordinated" for pair in pairs),
        "unknowns": [u for u in ("audience", "place", "period") if u in unknowns],
    }


def groups(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    threshold: float = 0.5,
    minimum: float = 0.25,
    vocabulary: Data | None = None,
) -> list[Data]:
    """Every group, the largest first, then in file order."""
    asked: Data = {"on": on, "ever": ever, "carry": carry, "vocabulary": vocabulary}
    case = Case(mapping, **asked)
    rows = duplicates(mapping, threshold=threshold, minimum=minimum, **asked)["rows"]
    joined = Joined(case, rows)
    return [group_row(case, joined, ids) for ids in joined.maximal()]
