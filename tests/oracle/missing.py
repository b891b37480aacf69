"""Gaps: needs by status, what else is missing, places and audiences that nobody names."""

from __future__ import annotations

from datetime import date

from tests.oracle.aims import objective, ownership, sector
from tests.oracle.case import Case
from tests.oracle.lasting import continuity, evaluation, evidence
from tests.oracle.needs import analysed, coverage_row
from tests.oracle.plain import Data, Number, bounds, listed
from tests.oracle.terms import EVERYONE

TYPES = [
    "need-absent",
    "need-possible",
    "need-general",
    "need-partial",
    "need-reached",
    "continuity",
    "evidence",
    "evaluation",
    "ownership",
    "sector",
    "objective",
    "place",
    "audience",
]


def filed_elsewhere(case: Case, need: Data, reaching: list[str]) -> bool:
    """Met on what it needs, by initiatives of other priorities."""
    wanted = listed(need.get("priorities"))
    if not wanted or not listed(need.get("activities")) or not reaching:
        return False
    terms = case.terms["priority"]
    stated = [listed(case.initiatives[i].get("priorities")) for i in reaching]
    return all(s and not terms.parts(s) & terms.parts(wanted) for s in stated)


def need_gap(case: Case, n: str) -> Data:
    """Exactly one row per need."""
    row = coverage_row(case, n)
    marks = {
        "short": row["sufficiency"] == "short",
        "sufficiency-unknown": row["sufficiency"] == "unknown",
        "sole-provider": row["sole_provider"] is not None,
        "filed-elsewhere": filed_elsewhere(case, case.needs[n], row["targeted"] + row["general"]),
    }
    return {
        "type": f"need-{row['status']}",
        "subjects": [f"need:{n}"],
        "marks": [mark for mark, found in marks.items() if found],
        "low": row["shortfall_low"],
        "high": row["shortfall_high"],
        "unit": "people",
    }


def unnamed(case: Case, facet: str) -> list[str]:
    """Current terms that no offering initiative names, nor a part of them."""
    terms = case.terms[facet]
    stated = {
        term
        for i in case.initiatives
        if case.running(i) != "no"
        for line in case.lines(i)
        for term in terms.named(line[facet])
    }
    return [
        term
        for term in terms.ids
        if terms.current(term, case.day) and not terms.parts([term]) & stated
    ]


def term_gap(case: Case, facet: str, term: str) -> Data:
    """A place or an audience that nobody names, with the people in it."""
    entry = case.terms[facet].entries[term]
    low, high = bounds(entry.get("population" if facet == "place" else "people"))
    return {
        "type": facet,
        "subjects": [f"{facet}:{term}"],
        "marks": [],
        "low": low,
        "high": high,
        "unit": "people",
    }


def order(row: Data) -> tuple[int, Number, Number]:
    """The table's order, then low, high descending, unknown last; then file order."""
    low, high = (-1 if row[key] is None else row[key] for key in ("low", "high"))
    return TYPES.index(row["type"]), -low, -high


def gaps(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    horizon: int = 12,
    max_age: int = 5,
    vocabulary: Data | None = None,
) -> list[Data]:
    """The gaps of every type, in the prescribed order."""
    case = Case(mapping, on=on, ever=ever, carry=carry, vocabulary=vocabulary)
    rows = [need_gap(case, n) for n in analysed(case)]
    rows += continuity(case, horizon) + evidence(case, max_age) + evaluation(case)
    rows += ownership(case) + sector(case) + objective(case)
    city = mapping["city"].get("place")
    if city is not None:
        places = case.terms["place"]
        below = places.parts([city]) - {places.canonical(city)}
        rows += [term_gap(case, "place", p) for p in unnamed(case, "place") if p in below]
    rows += [term_gap(case, "audience", a) for a in unnamed(case, "audience") if a != EVERYONE]
    return sorted(rows, key=order)
