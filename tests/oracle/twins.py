"""Twins: records that may be one thing entered twice."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from itertools import combinations

from tests.oracle import days
from tests.oracle.case import Case
from tests.oracle.plain import FACET_KEYS, Data, bounds, listed, rounded
from tests.oracle.verdicts import reviewed

WORTH = {"agree": Fraction(1), "silent": Fraction(1, 2), "differ": Fraction(-1, 2)}


def plain(name: str) -> str:
    """Without case, width and extra blanks."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


def common(one: str, other: str) -> int:
    """The length of the longest sequence of signs that both have, in this order."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            longer = max(table[i - 1][j], table[i][j - 1])
            table[i][j] = table[i - 1][j - 1] + 1 if a == b else longer
    return table[-1][-1]


def alike(one: str, other: str) -> Fraction:
    """1 − (signs to leave out and to put in) / all signs; 0 if the digits differ."""
    if [c for c in one if c.isdecimal()] != [c for c in other if c.isdecimal()]:
        return Fraction(0)
    return Fraction(2 * common(one, other), len(one) + len(other))


def all_names(entry: Data, field: str) -> list[str]:
    """All names and aliases in all languages, each once."""
    texts = [entry[field], *listed(entry.get("aliases"))]
    found = [t for text in texts for t in (text.values() if isinstance(text, dict) else [text])]
    return list(dict.fromkeys(found))


def nearest(one: Data, other: Data, field: str) -> tuple[Fraction, str, str]:
    """The two names that are most alike, of equal ones the first."""
    pairs = [
        (alike(plain(a), plain(b)), a, b)
        for a in all_names(one, field)
        for b in all_names(other, field)
    ]
    most = max(likeness for likeness, _, _ in pairs)
    return next(pair for pair in pairs if pair[0] == most)


def stated(entry: Data, facet: str) -> list[str]:
    """What a record and its lines state."""
    lines = [entry, *listed(entry.get("provision"))]
    return [term for line in lines for term in listed(line.get(FACET_KEYS[facet]))]


def terms(case: Case, one: Data, other: Data) -> str:
    """A part in common on every facet that both state."""
    compared = [
        bool(case.terms[f].parts(stated(one, f)) & case.terms[f].parts(stated(other, f)))
        for f in ("activity", "audience", "place")
        if stated(one, f) and stated(other, f)
    ]
    if not compared:
        return "silent"
    return "agree" if all(compared) else "differ"


def initiative_facts(case: Case, i: str, j: str) -> Data | None:
    """The facts of two initiatives; None where the file says how they are related."""
    one, other = case.initiatives[i], case.initiatives[j]
    related = (
        i in case.umbrellas(j)
        or j in case.umbrellas(i)
        or i in listed(other.get("follows"))
        or j in listed(one.get("follows"))
        or reviewed(case, i, j) is not None
    )
    spans = [days.possible(entry, case.as_of) for entry in (one, other)]
    if related or not days.meet(*spans):
        return None
    leads = case.partners_in(i, "lead"), case.partners_in(j, "lead")
    lead = "silent"
    if all(leads):
        lead = "agree" if leads[0] & leads[1] else "differ"
    return {
        "lead": lead,
        "dates": "agree" if case.together(i, j) in ("yes", "presumed") else "silent",
        "terms": terms(case, one, other),
    }


def need_facts(case: Case, m: str, n: str) -> Data | None:
    """The facts of two needs; None where one replaces the other or their dates are apart."""
    one, other = case.needs[m], case.needs[n]
    if m in listed(other.get("replaces")) or n in listed(one.get("replaces")):
        return None
    dates = "silent"
    if one.get("date") is not None and other.get("date") is not None:
        dates = "agree"
        spans = [(days.first_day(e["date"]), days.last_day(e["date"])) for e in (one, other)]
        if not days.meet(*spans):
            return None
    people = "silent"
    if one.get("people") is not None and other.get("people") is not None:
        known = [bounds(entry["people"]) for entry in (one, other)]
        lows = [low for low, _ in known if low is not None]
        highs = [high for _, high in known if high is not None]
        people = "differ" if any(low > high for low in lows for high in highs) else "agree"
    return {"people": people, "dates": dates, "terms": terms(case, one, other)}


def twins(
    mapping: Data, *, carry: int = 2, minimum: float = 0.7, vocabulary: Data | None = None
) -> list[Data]:
    """Every pair of records of a kind, with names that are nearly the same."""
    case = Case(mapping, ever=True, carry=carry, vocabulary=vocabulary)
    rows = []
    for kind, records, field, facts_of in (
        ("initiative", case.initiatives, "name", initiative_facts),
        ("need", case.needs, "statement", need_facts),
    ):
        for a, b in combinations(records, 2):
            likeness, name, other_name = nearest(records[a], records[b], field)
            facts = facts_of(case, a, b)
            if likeness < Fraction(9, 10) or facts is None:
                continue
            mean = sum((WORTH[answer] for answer in facts.values()), Fraction(0)) / len(facts)
            score = rounded((likeness + mean) / 2)
            if score < minimum:
                continue
            rows.append(
                {
                    "records": [f"{kind}:{a}", f"{kind}:{b}"],
                    "names": [name, other_name],
                    "likeness": rounded(likeness),
                    **{
                        answer: [fact for fact in facts if facts[fact] == answer]
                        for answer in ("agree", "differ", "silent")
                    },
                    "score": score,
                }
            )
    return sorted(rows, key=lambda row: -row["score"])
