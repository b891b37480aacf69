"""Needs: which lines reach them, with how much supply, and what is left."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.case import Case
from tests.oracle.days import first_day, last_day, years_later
from tests.oracle.plain import FACET_KEYS, Bounds, Data, Number, bounds, listed

REACH = ["nothing", "may", "general", "targeted"]  # weakest first


def analysed(case: Case) -> list[str]:
    """Needs that another one `replaces` are history and not analysed."""
    replaced = {old for need in case.needs.values() for old in listed(need.get("replaces"))}
    return [n for n in case.needs if n not in replaced]


def facets_of(need: Data) -> list[str]:
    """Activity if it states activities, else priority; audience; place."""
    found = []
    if listed(need.get("activities")):
        found.append("activity")
    elif listed(need.get("priorities")):
        found.append("priority")
    return found + [f for f in ("audience", "place") if listed(need.get(FACET_KEYS[f]))]


def meets(case: Case, line: Data, need: Data, facet: str) -> str:
    """A line meets a facet (`yes`), may meet it (`may`), or does not (`no`)."""
    terms, wanted = case.terms[facet], listed(need[FACET_KEYS[facet]])
    if not line[facet]:
        return "may"
    if terms.parts(line[facet]) & terms.parts(wanted):
        return "yes"
    return "may" if terms.strangers(line[facet], wanted) else "no"


def line_reach(case: Case, i: str, line: Data, need: Data) -> str:
    """`nothing`, `may` reach, `general` or `targeted`."""
    met = {facet: meets(case, line, need, facet) for facet in facets_of(need)}
    if "no" in met.values() or case.running(i) == "no":
        return "nothing"
    if set(met.values()) == {"yes"} and case.running(i) in ("yes", "presumed"):
        return "targeted" if targeted(case, line, need) else "general"
    if any(answer == "yes" for facet, answer in met.items() if facet != "place"):
        return "may"
    return "nothing"


def targeted(case: Case, line: Data, need: Data) -> bool:
    """On audience and activity, where the need states them, it states a t with A(t) ⊆ A(need)."""
    for facet in ("audience", "activity"):
        wanted = listed(need.get(FACET_KEYS[facet]))
        if not wanted:
            continue
        terms = case.terms[facet]
        if not any(terms.parts([term]) <= terms.parts(wanted) for term in line[facet]):
            return False
    return True


def reach(case: Case, i: str, need: Data) -> str:
    """An initiative is what its best line is."""
    found = [line_reach(case, i, line, need) for line in case.lines(i)]
    return max(found, key=REACH.index, default="nothing")


def reaching_lines(case: Case, i: str, need: Data) -> list[Data]:
    """The lines that reach the need."""
    return [
        line for line in case.lines(i) if line_reach(case, i, line, need) in ("general", "targeted")
    ]


def lies_inside(case: Case, line: Data, need: Data) -> bool:
    """The stated terms lie wholly inside the need's on every facet of the need."""
    return all(
        bool(line[facet])
        and case.terms[facet].parts(line[facet])
        <= case.terms[facet].parts(listed(need[FACET_KEYS[facet]]))
        for facet in facets_of(need)
    )


def participants_low(initiative: Data) -> Number | None:
    """Participants over a stated period of at least 12 months, by the years begun."""
    found: list[Number] = []
    for entry in listed(initiative.get("participants")):
        people = bounds(entry.get("people"))[0]
        if people is None or entry.get("start") is None or entry.get("end") is None:
            continue
        opens, closes = first_day(entry["start"]), last_day(entry["end"])
        if closes + timedelta(days=1) >= years_later(opens, 1):
            found.append(int(people // years_begun(opens, closes)))
    return max(found, default=None)


def years_begun(opens: date, closes: date) -> int:
    """How many years have begun in a period, counted from its first day."""
    years = 1
    while years_later(opens, years) <= closes:
        years += 1
    return years


def own_low(case: Case, i: str, need: Data) -> Number:
    """Lower bound of what an initiative itself surely serves inside the need."""
    if case.running(i) != "yes":
        return 0
    initiative, lines = case.initiatives[i], case.lines(i)
    inside = [line for line in reaching_lines(case, i, need) if lies_inside(case, line, need)]
    figures: list[Number] = [0]
    if lines and len(inside) == len(lines):
        total = bounds(initiative.get("capacity"))[0]
        if all(line["capacity"] is None for line in lines) and initiative.get("capacity") is None:
            total = participants_low(initiative)
        figures.append(total or 0)
    figures.append(sum((bounds(line["capacity"])[0] or 0 for line in inside), 0))
    return max(figures)


def own_high(case: Case, i: str, need: Data) -> Number | None:
    """Upper bound of what an initiative itself may serve; None where not stated.

    The smallest known of its total and the sum of its reaching or may-reaching lines, if all of
    those state one.
    """
    lines = [line for line in case.lines(i) if line_reach(case, i, line, need) != "nothing"]
    if not lines:
        return None
    known: list[Number] = []
    total = bounds(case.initiatives[i].get("capacity"))[1]
    if total is not None:
        known.append(total)
    highs = [bounds(line["capacity"])[1] for line in lines]
    if all(high is not None for high in highs):
        known.append(sum((high for high in highs if high is not None), 0))
    return min(known, default=None)


class Supply:
    """The capacity that reaches or may reach one need, families counted once."""

    def __init__(self, case: Case, need: Data) -> None:
        self.case, self.need = case, need

    def reaches_itself(self, i: str) -> bool:
        """It reaches or may reach by its own lines."""
        return reach(self.case, i, self.need) != "nothing"

    def own_low(self, i: str) -> Number:
        """The least that an initiative itself serves inside the need."""
        return own_low(self.case, i, self.need)

    def own_high(self, i: str) -> Number | None:
        """The most that an initiative itself may serve; None where not stated."""
        return own_high(self.case, i, self.need)

    def contributes(self, i: str) -> bool:
        """It reaches or may reach, itself or through a part."""
        return self.reaches_itself(i) or any(self.contributes(p) for p in self.case.parts(i))

    def contributing_parts(self, i: str) -> list[str]:
        """Direct parts that contribute."""
        return [part for part in self.case.parts(i) if self.contributes(part)]

    def low_of(self, i: str) -> Number:
        """The larger of its own and the sum of its parts'."""
        parts: Number = sum((self.low_of(part) for part in self.case.parts(i)), 0)
        return max(self.own_low(i), parts)

    def high_of(self, i: str) -> Number | None:
        """The same for the upper bound; where its own is stated, silent parts leave it standing.

        Where statements contradict each other the larger counts: never below the lower bound.
        """
        own = self.own_high(i)
        below = self.contributing_parts(i)
        highs = [self.high_of(part) for part in below]
        known: Number = sum((high for high in highs if high is not None), 0)
        if own is not None:
            return max(own, known, self.low_of(i))
        if not below or any(high is None for high in highs):
            return None
        return max(known, self.low_of(i))

    def roots(self) -> list[str]:
        """Contributing initiatives with nothing contributing above them."""
        return [
            i
            for i in self.case.initiatives
            if self.contributes(i)
            and not any(self.contributes(above) for above in self.case.umbrellas(i))
        ]

    def bounds(self) -> Bounds:
        """Supply_low, supply_high."""
        low: Number = sum((self.low_of(i) for i in self.roots()), 0)
        highs = [self.high_of(i) for i in self.roots()]
        if any(high is None for high in highs):
            return low, None
        return low, sum((high for high in highs if high is not None), 0)

    def unknown_capacity(self) -> list[str]:
        """Initiatives whose silence leaves the total of their family unknown.

        Over all time there is no total, so nobody's silence leaves it unknown.
        """
        if self.case.day is None:
            return []
        return [
            i
            for i in self.case.initiatives
            if self.reaches_itself(i)
            and self.own_high(i) is None
            and all(self.own_high(a) is None for a in self.case.umbrellas(i))
            and self.high_of(i) is None
        ]


def residents(case: Case, places: set[str]) -> tuple[Number, Number] | None:
    """How many people live in a set of places; None where that is not known."""
    terms = case.terms["place"]
    widest = [p for p in places if not any(o != p and terms.contains(o, p) for o in places)]
    if any(terms.parts([p]) & terms.parts([o]) for p in widest for o in widest if p != o):
        return None
    figures = [bounds(terms.entries[p].get("population")) for p in widest]
    lows, highs = [low for low, _ in figures], [high for _, high in figures]
    if None in lows or None in highs:
        return None
    return sum((n for n in lows if n is not None), 0), sum((n for n in highs if n is not None), 0)


def local_share(case: Case, line: Data, need: Data) -> tuple[Fraction, Fraction] | None:
    """Which part of the people of a line's places lives in the need's."""
    terms, wanted = case.terms["place"], listed(need.get("places"))
    if not wanted or not line["place"]:
        return None
    here, there = terms.parts(line["place"]), terms.parts(wanted)
    if here <= there:
        return Fraction(1), Fraction(1)
    inside, whole = residents(case, here & there), residents(case, here)
    if inside is None or whole is None or whole[0] == 0:
        return None
    return (
        min(Fraction(1), Fraction(inside[0]) / Fraction(whole[1])),
        min(Fraction(1), Fraction(inside[1]) / Fraction(whole[0])),
    )


class Estimate(Supply):
    """The supply, each capacity with the share of residents for whom it is."""

    def share(self, line: Data) -> tuple[Fraction, Fraction]:
        """The share of a line; where nobody knows it, anything."""
        return local_share(self.case, line, self.need) or (Fraction(0), Fraction(1))

    def own_low(self, i: str) -> Any:
        """As for the supply, but lines may reach beyond the places of the need."""
        case, need = self.case, self.need
        if case.running(i) != "yes":
            return Fraction(0)
        initiative, lines = case.initiatives[i], case.lines(i)
        elsewhere = {**need, "places": []}
        counting = [x for x in reaching_lines(case, i, need) if lies_inside(case, x, elsewhere)]
        low = sum(
            (Fraction(bounds(x["capacity"])[0] or 0) * self.share(x)[0] for x in counting),
            Fraction(0),
        )
        if lines and len(counting) == len(lines):
            total = bounds(initiative.get("capacity"))[0]
            if all(x["capacity"] is None for x in lines) and initiative.get("capacity") is None:
                total = participants_low(initiative)
            low = max(low, Fraction(total or 0) * min(self.share(x)[0] for x in lines))
        return low

    def own_high(self, i: str) -> Any:
        """As for the supply, each bound with the largest share."""
        case = self.case
        lines = [x for x in case.lines(i) if line_reach(case, i, x, self.need) != "nothing"]
        if not lines:
            return None
        found = []
        total = bounds(case.initiatives[i].get("capacity"))[1]
        if total is not None:
            found.append(Fraction(total) * max(self.share(x)[1] for x in case.lines(i)))
        highs = [(bounds(x["capacity"])[1], self.share(x)[1]) for x in lines]
        if all(high is not None for high, _ in highs):
            found.append(
                sum((Fraction(high) * part for high, part in highs if high is not None), Fraction())
            )
        return min(found, default=None)


def estimate(case: Case, need: Data) -> Data:
    """The supply by share of population, where the populations concerned are known."""
    shares = [
        local_share(case, line, need)
        for i in case.initiatives
        for line in reaching_lines(case, i, need)
    ]
    silent = {"estimate_low": None, "estimate_high": None}
    if case.day is None or None in shares or all(s is not None and s[0] == 1 for s in shares):
        return silent
    low, high = Estimate(case, need).bounds()
    return {
        "estimate_low": math.floor(Fraction(low or 0)),
        "estimate_high": None if high is None else math.ceil(Fraction(high)),
    }


def unreached(case: Case, need: Data, facet: str) -> list[str]:
    """Current terms without current parts, inside the need's, that no targeted line contains.

    Audiences: nor is a stranger to.
    """
    wanted = listed(need.get(FACET_KEYS[facet]))
    if not wanted:
        return []
    terms = case.terms[facet]
    lines = [
        line
        for i in case.initiatives
        for line in case.lines(i)
        if line_reach(case, i, line, need) == "targeted"
    ]
    return [
        term
        for term in terms.current_leaves(case.day)
        if term in terms.parts(wanted)
        and not any(term in terms.parts(line[facet]) for line in lines)
        and not any(terms.strangers([term], line[facet]) for line in lines if line[facet])
    ]


def coverage_row(case: Case, n: str) -> Data:
    """One need: who means it, how much there is, what is left."""
    need = case.needs[n]
    found = {i: reach(case, i, need) for i in case.initiatives}
    by_reach = {r: [i for i in found if found[i] == r] for r in REACH}
    supply = Supply(case, need)
    supply_low, supply_high = supply.bounds() if case.day is not None else (None, None)
    people_low, people_high = bounds(need.get("people"))
    shortfall_low: Number | None = None
    shortfall_high: Number | None = None
    if case.day is not None and people_low is not None:
        shortfall_low = 0 if supply_high is None else max(0, people_low - supply_high)
    if people_high is not None and supply_low is not None:
        shortfall_high = max(0, people_high - supply_low)
    places, audiences = unreached(case, need, "place"), unreached(case, need, "audience")
    providers: set[str] = set()
    for i in by_reach["targeted"]:
        providers |= case.partners_in(i, "lead", "deliverer")
    if by_reach["targeted"]:
        status = "partial" if places or audiences else "reached"
    else:
        status = "general" if by_reach["general"] else "possible" if by_reach["may"] else "absent"
    sufficiency = "unknown"
    if shortfall_low is not None and shortfall_low > 0:
        sufficiency = "short"
    elif shortfall_high == 0 and listed(need.get("activities")):
        sufficiency = "met"
    return {
        "need": n,
        "facets": facets_of(need),
        "targeted": by_reach["targeted"],
        "general": by_reach["general"],
        "may_reach": by_reach["may"],
        "unreached_places": places,
        "unreached_audiences": audiences,
        "people_low": people_low,
        "people_high": people_high,
        "supply_low": supply_low,
        "supply_high": supply_high,
        "unknown_capacity": supply.unknown_capacity(),
        "shortfall_low": shortfall_low,
        "shortfall_high": shortfall_high,
        "status": status,
        "sufficiency": sufficiency,
        "providers": case.in_order(case.partners, providers),
        "sole_provider": next(iter(providers)) if len(providers) == 1 else None,
        **estimate(case, need),
    }


def coverage(
    mapping: Data,
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    vocabulary: Data | None = None,
) -> list[Data]:
    """Every need that is not history, in the order of the file."""
    case = Case(mapping, on=on, ever=ever, carry=carry, vocabulary=vocabulary)
    return [coverage_row(case, n) for n in analysed(case)]
