"""Effort: bodies with the same members, and the seats of partners."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

from tests.oracle import days
from tests.oracle.case import Case
from tests.oracle.coordination import WORKING
from tests.oracle.plain import Data, listed, rounded


def reports_to(bodies: Data, one: str, other: str) -> bool:
    """Directly or through others."""
    above = bodies[one].get("reports_to")
    return above is not None and (above == other or reports_to(bodies, above, other))


def effort(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    at_least: int = 2,
    vocabulary: Data | None = None,
) -> Data:
    """Pairs of bodies with enough members in common, and the seats of each partner."""
    case = Case(mapping, on=on, ever=ever, carry=carry, vocabulary=vocabulary)
    bodies: Data = mapping.get("bodies") or {}
    there = [b for b in bodies if case.counts(bodies[b])]
    members = {b: set(listed(bodies[b].get("members"))) for b in there}
    spans = {
        b: (days.first_day(bodies[b].get("start")), days.last_day(bodies[b].get("end")))
        for b in there
    }
    rows: list[Data] = []
    for one, other in combinations(there, 2):
        shared = members[one] & members[other]
        if len(shared) < at_least or not days.meet(spans[one], spans[other]):
            continue
        smaller = min(len(members[one]), len(members[other]))
        rows.append(
            {
                "bodies": [one, other],
                "shared": case.in_order(case.partners, shared),
                "first_members": len(members[one]),
                "second_members": len(members[other]),
                "containment": rounded(Fraction(len(shared), smaller)),
                "jaccard": rounded(Fraction(len(shared), len(members[one] | members[other]))),
                "above": next(
                    (b for a, b in ((one, other), (other, one)) if reports_to(bodies, a, b)), None
                ),
            }
        )
    rows.sort(key=lambda row: (-len(row["shared"]), -row["containment"], -row["jaccard"]))
    seats = []
    for partner in case.partners:
        sitting = [b for b in there if partner in members[b]]
        working = [
            i
            for i, entry in case.initiatives.items()
            if entry.get("kind") == "coordination"
            and case.running(i) != "no"
            and partner in case.partners_in(i, *WORKING)
        ]
        if sitting or working:
            seats.append(
                {
                    "partner": partner,
                    "seats": len(sitting),
                    "bodies": sitting,
                    "coordinations": working,
                }
            )
    return {
        "basis": "count",
        "seats": sorted(seats, key=lambda row: -row["seats"]),
        "without_members": [b for b in there if not members[b]],
        "rows": rows,
    }
