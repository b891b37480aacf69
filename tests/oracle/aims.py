"""Priorities: who owns them, which sectors take part, which objectives nobody names."""

from __future__ import annotations

from tests.oracle.case import Case
from tests.oracle.plain import Data, listed


def row(kind: str, subjects: list[str], marks: list[str]) -> Data:
    """A gap without a size."""
    return {
        "type": kind,
        "subjects": subjects,
        "marks": marks,
        "low": None,
        "high": None,
        "unit": None,
    }


def current(case: Case) -> list[str]:
    """The priorities in use, in the order of the file."""
    terms = case.terms["priority"]
    return [p for p in terms.ids if terms.current(p, case.day)]


def above(case: Case, p: str) -> list[str]:
    """Everything that a priority lies within, at any depth."""
    terms = case.terms["priority"]
    return [q for q in terms.ids if q != p and terms.contains(q, p)]


def naming(case: Case, p: str) -> list[str]:
    """Initiatives that may run and state a priority or a part of it, in the order of the file."""
    terms = case.terms["priority"]
    return [
        i
        for i, entry in case.initiatives.items()
        if case.running(i) != "no"
        and terms.named(listed(entry.get("priorities"))) & terms.parts([p])
    ]


# -- ownership -----------------------------------------------------------------------------------


def stated_owners(case: Case, p: str) -> list[str]:
    """The owner of the newest name, else those of its older names."""
    terms = case.terms["priority"]
    newest = terms.entries[p].get("owner")
    if newest is not None:
        return [newest]
    return [entry["owner"] for entry in terms.merged(p) if entry.get("owner") is not None]


def owners(case: Case, p: str) -> list[str]:
    """Its own, else those of everything it directly lies within, by the same rule."""
    stated = stated_owners(case, p)
    if stated:
        return stated
    direct = {
        case.terms["priority"].canonical(whole)
        for entry in case.terms["priority"].merged(p)
        for whole in listed(entry.get("within"))
    } - {p}
    return [owner for whole in direct for owner in owners(case, whole)]


def answers(case: Case, owner: str) -> bool:
    """A partner; or a body from which reporting leads to one that reports to none."""
    bodies: Data = case.mapping.get("bodies") or {}
    if owner not in bodies:
        return owner in case.partners
    steps = 0
    while bodies[owner].get("reports_to") is not None:
        owner = bodies[owner]["reports_to"]
        steps += 1
        if owner not in bodies or steps > len(bodies):
            return False
    return True


def ownership(case: Case) -> list[Data]:
    """Told of a priority with an owner of its own, or with nothing in use above it."""
    rows = []
    known = {*(case.mapping.get("bodies") or {}), *case.partners}
    for p in current(case):
        found = owners(case, p)
        if any(answers(case, owner) for owner in found):
            continue
        inherits = not stated_owners(case, p)
        if inherits and any(q in current(case) for q in above(case, p)):
            continue
        mark = "no-top-body" if known & set(found) else "no-owner"
        rows.append(row("ownership", [f"priority:{p}"], [mark]))
    return rows


# -- sectors -------------------------------------------------------------------------------------


def sector(case: Case) -> list[Data]:
    """Public, private or third takes no part in a priority that lies in none that is in use."""
    rows = []
    for p in current(case):
        if any(q in current(case) for q in above(case, p)):
            continue
        sectors = {
            case.partners[part["partner"]].get("sector", "unknown")
            for i in naming(case, p)
            for part in listed(case.initiatives[i].get("partners"))
            if case.counts(part)
        }
        marks = ["not-known"] if sectors & {"mixed", "unknown"} else []
        rows += [
            row("sector", [f"priority:{p}", f"sector:{name}"], marks)
            for name in ("public", "private", "third")
            if name not in sectors
        ]
    return rows


# -- objectives ----------------------------------------------------------------------------------


def objective(case: Case) -> list[Data]:
    """A priority within a priority that nobody names; not known where no other there is named."""
    terms = case.terms["priority"]
    wholes = {
        p: {terms.canonical(w) for entry in terms.merged(p) for w in listed(entry.get("within"))}
        - {p}
        for p in terms.ids
    }
    rows = []
    for p in current(case):
        if not wholes[p] or naming(case, p):
            continue
        others = [q for q in terms.ids if wholes[q] & wholes[p] and q not in terms.parts([p])]
        marks = [] if any(naming(case, q) for q in others) else ["not-known"]
        rows.append(row("objective", [f"priority:{p}"], marks))
    return rows
