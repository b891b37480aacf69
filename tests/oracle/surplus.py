"""Surplus: needs for which there are more places than people."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from tests.oracle.case import Case
from tests.oracle.coordination import CREDITS, coordination
from tests.oracle.needs import Supply, analysed, reach
from tests.oracle.plain import Data, Number, bounds


def surplus_row(case: Case, n: str, credit: Data) -> Data:
    """[max(0, supply_low − people_high), max(0, supply_high − people_low) or unbounded]."""
    need = case.needs[n]
    people_low, people_high = bounds(need["people"])
    supply = Supply(case, need)
    supply_low, supply_high = (None, None) if case.day is None else supply.bounds()
    low: Number | None = None
    high: Number | None = None
    if supply_low is not None:
        low = 0 if people_high is None else max(0, supply_low - people_high)
    if supply_high is not None and people_low is not None:
        high = max(0, supply_high - people_low)
    reaching = [i for i in case.initiatives if reach(case, i, need) in ("targeted", "general")]
    pairs = list(combinations(reaching, 2))
    apart = [[i, j] for i, j in pairs if not any(credit[k] for k in coordination(case, i, j))]
    return {
        "need": n,
        "people_low": people_low,
        "people_high": people_high,
        "supply_low": supply_low,
        "supply_high": supply_high,
        "unknown_capacity": supply.unknown_capacity(),
        "surplus_low": low,
        "surplus_high": high,
        "reaching": reaching,
        "pairs": len(pairs),
        "uncoordinated": len(apart),
        "uncoordinated_pairs": apart,
    }


def order(row: Data) -> tuple[float, float]:
    """The largest sure surplus first, then the largest possible one; no bound is the largest."""
    high = float("inf") if row["surplus_high"] is None else float(row["surplus_high"])
    return -float(row["surplus_low"] or 0), -high


def surplus(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    credits: Data | None = None,
    vocabulary: Data | None = None,
) -> Data:
    """A row for each need with known people, and how many have none."""
    case = Case(mapping, on=on, ever=ever, carry=carry, vocabulary=vocabulary)
    credit = {**CREDITS, **(credits or {})}
    needs = analysed(case)
    known = [n for n in needs if case.needs[n].get("people") is not None]
    rows = [surplus_row(case, n, credit) for n in known]
    return {"without_people": len(needs) - len(known), "rows": sorted(rows, key=order)}
