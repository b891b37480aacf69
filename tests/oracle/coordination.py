"""Coordination recorded between two initiatives, and the funders they share."""

from __future__ import annotations

from tests.oracle.case import Case
from tests.oracle.plain import listed

CREDITS = {
    "family": 1.0,
    "sequence": 1.0,
    "same-lead": 0.75,
    "siblings": 0.5,
    "tie": 0.5,
    "same-organisation": 0.5,
    "shared-partner": 0.5,
    "same-body": 0.25,
}
WORKING = (
    "lead",
    "deliverer",
    "partner",
    "host",
    "employer",
    "commissioner",
    "referrer",
    "adviser",
)


def coordination(case: Case, i: str, j: str) -> list[str]:
    """The codes of all coordination recorded between i and j, in the order of the definition."""
    found = {
        "family": i in case.umbrellas(j) or j in case.umbrellas(i),
        "sequence": i in listed(case.initiatives[j].get("follows"))
        or j in listed(case.initiatives[i].get("follows")),
        "same-lead": bool(case.partners_in(i, "lead") & case.partners_in(j, "lead")),
        "siblings": siblings(case, i, j),
        "tie": tied(case, i, j),
        "same-organisation": same_organisation(case, i, j),
        "shared-partner": bool(case.partners_in(i, *WORKING) & case.partners_in(j, *WORKING)),
        "same-body": same_body(case, i, j),
    }
    return [code for code in CREDITS if found[code]]


def siblings(case: Case, i: str, j: str) -> bool:
    """The same direct `part_of`, unless that is a fund."""
    above = case.initiatives[i].get("part_of")
    if above is None or above != case.initiatives[j].get("part_of"):
        return False
    return bool(case.initiatives[above].get("kind") != "fund")


def tied(case: Case, i: str, j: str) -> bool:
    """A recorded planning or referral tie between their leads or deliverers."""
    for tie in listed(case.mapping.get("ties")):
        if tie["kind"] not in ("planning", "referral"):
            continue
        for a, b in ((tie["from"], tie["to"]), (tie["to"], tie["from"])):
            if (
                a != b
                and a in case.partners_in(i, "lead", "deliverer")
                and b in case.partners_in(j, "lead", "deliverer")
            ):
                return True
    return False


def different_leads(case: Case, i: str, j: str) -> list[tuple[str, str]]:
    """A lead of the one with a different lead of the other."""
    return [
        (a, b) for a in case.partners_in(i, "lead") for b in case.partners_in(j, "lead") if a != b
    ]


def organisation(case: Case, partner: str) -> list[str]:
    """A partner and everything it belongs to, at any depth."""
    parent = case.partners[partner].get("parent")
    return [partner] if parent is None else [partner, *organisation(case, parent)]


def same_organisation(case: Case, i: str, j: str) -> bool:
    """Leads under one `parent`, at any depth."""
    return any(
        set(organisation(case, a)) & set(organisation(case, b))
        for a, b in different_leads(case, i, j)
    )


def same_body(case: Case, i: str, j: str) -> bool:
    """Leads sit on one body, or work in one `coordination` initiative that does not run `no`."""
    rooms = [set(listed(b.get("members"))) for b in (case.mapping.get("bodies") or {}).values()]
    for k, initiative in case.initiatives.items():
        if initiative.get("kind") == "coordination" and case.running(k) != "no":
            rooms.append(case.partners_in(k, *WORKING))
    return any({a, b} <= room for a, b in different_leads(case, i, j) for room in rooms)


def funders(case: Case, i: str) -> set[str]:
    """Partners in the role funder, or named as `funder` of a funding line."""
    found = case.partners_in(i, "funder")
    for line in (case.initiatives[i].get("funding") or {}).values():
        if case.counts(line):
            found |= set(listed(line.get("funder")))
    return found


def common_funders(case: Case, i: str, j: str) -> list[str]:
    """Shared funders, in the order of the file."""
    return case.in_order(case.partners, funders(case, i) & funders(case, j))
