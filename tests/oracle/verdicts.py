"""Duplication: the verdict on every pair, and the order of the rows."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from tests.oracle.case import Case
from tests.oracle.coordination import CREDITS, common_funders, coordination
from tests.oracle.days import last_day
from tests.oracle.money import at_stake
from tests.oracle.needs import Supply, analysed, reach
from tests.oracle.pairs import Alike, best_lines
from tests.oracle.plain import Data, bounds, listed, rounded


def reviewed(case: Case, i: str, j: str) -> str | None:
    """A review covers every pair it names; of several the latest date wins."""
    found: str | None = None
    latest = date.min
    for review in listed(case.mapping.get("reviews")):
        if not {i, j} <= set(review["initiatives"]):
            continue
        when = date.min if review.get("date") is None else last_day(review["date"])
        if when >= latest:
            found, latest = review["verdict"], when
    return found


class Needed:
    """Which initiatives reach which need with known people and supply, and whether it has room."""

    def __init__(self, case: Case) -> None:
        self.known: list[tuple[set[str], bool]] = []
        for n in [] if case.day is None else analysed(case):
            need = case.needs[n]
            people, supply = bounds(need.get("people"))[0], Supply(case, need).bounds()[1]
            if people is None or supply is None:
                continue
            reached_by = {
                i for i in case.initiatives if reach(case, i, need) in ("general", "targeted")
            }
            self.known.append((reached_by, people >= supply))

    def says(self, i: str, j: str) -> bool:
        """There is such a need that both reach, and in every one people_low ≥ supply_high."""
        room = [has_room for reached_by, has_room in self.known if {i, j} <= reached_by]
        return bool(room) and all(room)


def unknowns(alike: Alike, together: str) -> list[str]:
    """Which of audience, place, period nobody has said."""
    found = [facet for facet in alike.silent if facet in ("audience", "place")]
    return [*found, "period"] if together == "unknown" else found


def pair_row(
    case: Case, needed: Needed, i: str, j: str, alike: Alike, threshold: float, credit: Data
) -> Data:
    """One pair with its verdict, the first that applies."""
    together = case.together(i, j)
    codes = coordination(case, i, j)
    kappa = max((credit[code] for code in codes), default=0.0)
    missing = unknowns(alike, together)
    review = reviewed(case, i, j)
    if review is not None:
        verdict = f"reviewed:{review}"
    elif together == "no":
        verdict = "apart"
    elif "family" in codes or "sequence" in codes:
        verdict = "joint"
    elif needed.says(i, j):
        verdict = "needed"
    elif alike.overlap < threshold:
        verdict = "overlap"
    elif {"same-lead", "siblings", "tie"} & set(codes):
        verdict = "coordinated"
    else:
        verdict = "possible" if missing else "candidate"
    stake, currency = at_stake(case, i, j)
    return {
        "initiatives": [i, j],
        "facets": alike.facets,
        "alike": [rounded(alike.forth), rounded(alike.back)],
        "overlap": alike.overlap,
        "mutual": alike.mutual,
        "together": together,
        "coordination": codes,
        "common_funders": common_funders(case, i, j),
        "credit": kappa,
        "verdict": verdict,
        "unknowns": missing,
        "under": None,
        "score": rounded(alike.overlap * (1 - kappa)),
        "at_stake": stake,
        "currency": currency,
    }


def steps_up(case: Case, i: str, above: str) -> int | None:
    """How many steps above an initiative another one is; None if it is not above it."""
    chain = [i, *case.umbrellas(i)]
    return chain.index(above) if above in chain else None


def under(case: Case, row: Data, rows: list[Data]) -> list[str] | None:
    """The nearest row of the same verdict of which this one's initiatives are parts.

    `rows` are in file order, so the first of the nearest is kept.
    """
    i, j = row["initiatives"]
    found: list[str] | None = None
    fewest = 0
    for other in rows:
        if other["verdict"] != row["verdict"]:
            continue
        p, q = other["initiatives"]
        for a, b in ((p, q), (q, p)):
            up_i, up_j = steps_up(case, i, a), steps_up(case, j, b)
            if up_i is None or up_j is None or up_i + up_j == 0:
                continue
            if found is None or up_i + up_j < fewest:
                found, fewest = [p, q], up_i + up_j
    return found


def order(row: Data) -> tuple[int, int, float, float]:
    """reviewed:duplicate, candidates, possible (fewest unknowns first), coordinated, rest.

    Within each score, then mutual, descending; then file order.
    """
    ranks = ["reviewed:duplicate", "candidate", "possible", "coordinated"]
    rank = ranks.index(row["verdict"]) if row["verdict"] in ranks else len(ranks)
    open_questions = len(row["unknowns"]) if row["verdict"] == "possible" else 0
    return rank, open_questions, -row["score"], -row["mutual"]


def duplicates(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    threshold: float = 0.5,
    minimum: float = 0.25,
    carry: int = 2,
    credits: Data | None = None,
    vocabulary: Data | None = None,
) -> Data:
    """Every pair at or above the minimum, in the prescribed order, and how many were unjudged."""
    case = Case(mapping, on=on, ever=ever, carry=carry, vocabulary=vocabulary)
    credit = {**CREDITS, **(credits or {})}
    needed = Needed(case)
    live = [i for i in case.initiatives if case.offering(i) and case.running(i) != "no"]
    rows: list[Data] = []
    unjudged = 0
    for a, i in enumerate(live):
        for j in live[a + 1 :]:
            alike = best_lines(case, i, j, threshold)
            if alike is None:
                unjudged += 1
            elif alike.overlap >= minimum:
                rows.append(pair_row(case, needed, i, j, alike, threshold, credit))
    for row in rows:
        row["under"] = under(case, row, rows)
    return {"rows": sorted(rows, key=order), "unjudged": unjudged}


def moot_reviews(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    threshold: float = 0.5,
    minimum: float = 0.25,
) -> list[Data]:
    """What people decided last about pairs that are no rows, with the first reason that applies."""
    case = Case(mapping, on=on, ever=ever)
    found = duplicates(mapping, on=on, ever=ever, threshold=threshold, minimum=minimum)
    rows = [set(row["initiatives"]) for row in found["rows"]]
    moot: list[Data] = []
    for i, j in combinations(case.initiatives, 2):
        verdict = reviewed(case, i, j)
        if verdict is None or {i, j} in rows:
            continue
        overlap: float | None = None
        if not case.offering(i) or not case.offering(j):
            reason = "offers-nothing"
        elif "no" in (case.running(i), case.running(j)):
            reason = "not-running"
        elif (alike := best_lines(case, i, j, threshold)) is None:
            reason = "not-comparable"
        else:
            reason, overlap = "below-minimum", alike.overlap
        number = last_review(case, i, j)
        moot.append(
            {
                "initiatives": [i, j],
                "verdict": verdict,
                "review": f"review:{number}",
                "reason": reason,
                "overlap": overlap,
            }
        )
    return moot


def last_review(case: Case, i: str, j: str) -> int:
    """The place of the review of a pair that counts."""
    naming = [
        (date.min if review.get("date") is None else last_day(review["date"]), number)
        for number, review in enumerate(listed(case.mapping.get("reviews")))
        if {i, j} <= set(review["initiatives"])
    ]
    return max(naming)[1]
