"""What partners state, work on and were set up for; who answers for priorities; who hears whom."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise, permutations

from tests.oracle.aims import above, current, owners, stated_owners
from tests.oracle.case import Case
from tests.oracle.coordination import WORKING
from tests.oracle.plain import Data, listed, rounded


def newest(case: Case, ids: object) -> list[str]:
    """Priorities under their newest names, each once, in their order."""
    return list(dict.fromkeys(case.terms["priority"].canonical(p) for p in listed(ids)))


def work(case: Case, partner: str) -> list[str]:
    """The initiatives that may run in which a partner works."""
    return [
        i
        for i in case.initiatives
        if case.running(i) != "no" and partner in case.partners_in(i, *WORKING)
    ]


def named(case: Case, i: str) -> list[str]:
    """The priorities that an initiative names."""
    return newest(case, case.initiatives[i].get("priorities"))


def worked(case: Case, partner: str) -> list[str]:
    """The priorities that the initiatives of a partner name, in file order."""
    found = {p for i in work(case, partner) for p in named(case, i)}
    return [p for p in case.terms["priority"].ids if p in found]


def whole_city(case: Case) -> list[str]:
    """The priorities in use that lie in no other one in use."""
    return [p for p in current(case) if not set(above(case, p)) & set(current(case))]


def alignment(mapping: Data, *, on: date | None = None, ever: bool = False) -> list[Data]:
    """A row for each partner."""
    case = Case(mapping, on=on, ever=ever)
    has = case.terms["priority"].contains
    rows = []
    for partner, entry in case.partners.items():
        stated, does = newest(case, entry.get("priorities")), worked(case, partner)
        row: Data = {
            "partner": partner,
            "stated": stated,
            "worked": does,
            "both": None,
            "perhaps": None,
            "stated_only": None,
            "worked_only": None,
            "unplaced": [i for i in work(case, partner) if not named(case, i)],
            "endorsed": None,
            "endorsed_share": None,
            "reason": "nothing-stated",
        }
        if stated:
            city = whole_city(case)
            row["both"] = [s for s in stated if any(has(s, w) for w in does)]
            row["perhaps"] = [
                s for s in stated if s not in row["both"] and any(has(w, s) for w in does)
            ]
            row["stated_only"] = [
                s for s in stated if not any(has(s, w) or has(w, s) for w in does)
            ]
            row["worked_only"] = [
                w for w in does if not any(has(s, w) or has(w, s) for s in stated)
            ]
            row["endorsed"] = [p for p in city if any(has(p, s) for s in stated)]
            row["reason"] = None if city else "no-priorities"
            if city:
                row["endorsed_share"] = rounded(Fraction(len(row["endorsed"]), len(city)))
        rows.append(row)
    return rows


def endorsement(mapping: Data, *, on: date | None = None, ever: bool = False) -> list[Data]:
    """A row for each priority in use."""
    case = Case(mapping, on=on, ever=ever)
    has = case.terms["priority"].contains
    stated = {p: newest(case, entry.get("priorities")) for p, entry in case.partners.items()}
    does = {p: worked(case, p) for p in case.partners}
    stating = [p for p in case.partners if stated[p]]
    rows = []
    for aim in current(case):
        wanting = [p for p in case.partners if any(has(aim, s) for s in stated[p])]
        working = [p for p in case.partners if any(has(aim, w) for w in does[p])]
        larger = {
            p: (any(has(s, aim) for s in stated[p]), any(has(w, aim) for w in does[p]))
            for p in case.partners
        }
        only = [p for p in working if p not in wanting]
        rows.append(
            {
                "priority": aim,
                "stated_by": wanting,
                "worked_by": working,
                "worked_above": [p for p in case.partners if p not in working and larger[p][1]],
                "both": [p for p in wanting if p in working],
                "perhaps": [p for p in wanting if p not in working and larger[p][1]],
                "stated_only": [p for p in wanting if p not in working and not larger[p][1]],
                "stated_above": [p for p in only if larger[p][0]],
                "worked_only": [p for p in only if stated[p] and not larger[p][0]],
                "unsaid": [p for p in only if not stated[p]],
                "stated_share": (
                    rounded(Fraction(len(wanting), len(stating))) if stating else None
                ),
                "reason": None if stating else "nothing-stated",
            }
        )
    return rows


def remit(mapping: Data, *, on: date | None = None, ever: bool = False) -> list[Data]:
    """A row for each partner."""
    case = Case(mapping, on=on, ever=ever)
    has = case.terms["priority"].contains
    rows = []
    for partner, entry in case.partners.items():
        task, doing = newest(case, entry.get("remit")), work(case, partner)
        places: dict[str, list[str]] = {
            "inside": [], "partly": [], "perhaps": [], "beyond": [], "unplaced": []
        }  # fmt: skip
        for i in doing:
            within = [any(has(r, p) for r in task) for p in named(case, i)]
            unclear = [any(has(p, r) for r in task) for p in named(case, i)]
            beyond = [not a and not b for a, b in zip(within, unclear, strict=True)]
            if not within:
                places["unplaced"].append(i)
            elif any(within):
                places["partly" if any(beyond) else "inside"].append(i)
            else:
                places["beyond" if all(beyond) else "perhaps"].append(i)
        most = len(places["beyond"]) + len(places["perhaps"]) + len(places["unplaced"])
        least = len(places["beyond"])
        rows.append(
            {
                "partner": partner,
                "remit": task,
                "initiatives": doing,
                **{k: v if task or k == "unplaced" else None for k, v in places.items()},
                "beyond_high": most if task else None,
                "share_low": rounded(Fraction(least, len(doing))) if task and doing else None,
                "share_high": rounded(Fraction(most, len(doing))) if task and doing else None,
                "reason": "no-remit" if not task else None if doing else "no-work",
            }
        )
    return rows


def ownership(mapping: Data, *, on: date | None = None, ever: bool = False) -> list[Data]:
    """A row for each priority in use and owner; what is inherited comes in no stated order."""
    case = Case(mapping, on=on, ever=ever)
    bodies: Data = mapping.get("bodies") or {}
    rows: list[Data] = []
    for aim in current(case):
        found = [o for o in dict.fromkeys(owners(case, aim)) if o in bodies or o in case.partners]
        inherited = bool(found) and not stated_owners(case, aim)
        rows += [
            {
                "priority": aim,
                "owner": f"{'body' if owner in bodies else 'partner'}:{owner}" if owner else None,
                "inherited": inherited,
                **upward(case, bodies, owner or None),
            }
            for owner in found or [""]
        ]
    return rows


def upward(case: Case, bodies: Data, owner: str | None) -> Data:
    """Where the reporting leads; the cities of the strategies have no circles."""
    row: Data = {"status": "no-owner", "way": [], "top": None, "leads_to": None}
    if owner is not None:
        row["status"] = "top-body" if owner in bodies else "partner"
    while owner in bodies:
        members = set(listed(bodies[owner].get("members")))
        row["way"].append(
            {
                "body": owner,
                "members": case.in_order(case.partners, members),
                "there": case.counts(bodies[owner]),
            }
        )
        row["top"] = owner
        owner = bodies[owner].get("reports_to")
    return row


def flows(mapping: Data, kind: str, *, on: date | None = None, ever: bool = False) -> list[Data]:
    """A row for each partner: steps by trying ways of one tie, of two, and so on."""
    case = Case(mapping, on=on, ever=ever)
    ties = {
        (tie["from"], tie["to"])
        for tie in mapping.get("ties") or []
        if tie["kind"] == kind
        and tie["from"] != tie["to"]
        and case.counts({"start": tie.get("since"), "end": tie.get("until")})
    }
    people = list(case.partners)
    rows = []
    for one in people:
        row: Data = {"partner": one, "gives_to": None, "receives_from": None, "heard_by": None}
        row |= {"hears_from": None, "outside": None, "reason": "no-ties"}
        if ties:
            others = [p for p in people if p != one]
            told = {p: steps(ties, one, p, others) for p in others}
            heard = {p: steps(ties, p, one, others) for p in others}
            row |= {
                "gives_to": [p for p in others if (one, p) in ties],
                "receives_from": [p for p in others if (p, one) in ties],
                "heard_by": nearest(told),
                "hears_from": nearest(heard),
                "outside": not any(one in tie for tie in ties),
                "reason": None,
            }
        rows.append(row)
    return rows


def nearest(found: dict[str, int | None]) -> list[Data]:
    """Those that are reached, the nearest first."""
    reached = [(number, p) for p, number in found.items() if number is not None]
    return [{"partner": p, "steps": n} for n, p in sorted(reached, key=lambda item: item[0])]


def steps(ties: set[tuple[str, str]], one: str, other: str, people: list[str]) -> int | None:
    """The fewest ties on a way from one to the other."""
    between = [p for p in people if p not in (one, other)]
    for number in range(len(between) + 1):
        for way in permutations(between, number):
            stops = [one, *way, other]
            if all(pair in ties for pair in pairwise(stops)):
                return number + 1
    return None
