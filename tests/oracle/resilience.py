"""Withdrawals, from the definitions: take partners away and look at what is left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, permutations

from tests.oracle.case import Case
from tests.oracle.days import first_day as first
from tests.oracle.days import inside, last_day
from tests.oracle.funding import WORKING, Funds, funding, serving
from tests.oracle.needs import analysed, reach
from tests.oracle.plain import Data, Number, listed, rounded
from tests.oracle.time import WholeCapacity

Sets = list[set[str]]
"""Everybody who does one thing, for each thing of which that is known."""


class Team:
    """Who does what in a city."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.funds = Funds(case)
        self.running = [i for i in case.initiatives if case.running(i) != "no"]

    def who(self, i: str, duty: str) -> set[str]:
        """Who delivers, funds or leads an initiative."""
        if duty == "led":
            return self.case.partners_in(i, "lead")
        if duty == "delivered":
            return self.case.partners_in(i, "lead", "deliverer")
        found = self.case.partners_in(i, "funder")
        for line in (self.case.initiatives[i].get("funding") or {}).values():
            if self.case.counts(line):
                found |= set(listed(line.get("funder")))
        return found

    def silent(self, i: str, duty: str) -> bool:
        """Nobody is recorded, or a sum is that nobody is said to give."""
        if not self.who(i, duty):
            return True
        return duty == "funded" and any(
            key[0] == i and not any(self.funds.givers(k) for k in (key, *self.funds.above(key)))
            for key in self.funds.running()
        )

    def all_of(self, initiatives: Iterable[str], duty: str) -> tuple[set[str], bool]:
        """Who does it for any of several initiatives, and whether that is all known."""
        several = list(initiatives)
        found: set[str] = set()
        for i in several:
            found |= self.who(i, duty)
        return found, bool(found) and not any(self.silent(i, duty) for i in several)

    def serving(self, priority: str) -> list[str]:
        """What serves a priority or an objective of it, and may run."""
        return [i for i in serving(self.case, priority) if i in self.running]

    def delivering(self, priority: str) -> list[str]:
        """Those that offer something themselves."""
        return [i for i in self.serving(priority) if self.case.offering(i)]

    def priorities(self) -> list[str]:
        """The priorities in use."""
        terms, day = self.case.terms["priority"], self.case.day
        return [
            p
            for p in terms.ids
            if day is None
            or any(
                inside(day, (first(e.get("since")), last_day(e.get("until"))))
                for e in terms.merged(p)
            )
        ]

    def owners(self, priority: str) -> tuple[set[str], bool]:
        """Who owns a priority or anything that it lies within, if no body does."""
        terms, bodies = self.case.terms["priority"], self.case.mapping.get("bodies") or {}
        stated = {
            entry["owner"]
            for p in terms.ids
            if terms.contains(p, priority)
            for entry in terms.merged(p)
            if entry.get("owner")
        }
        found = set() if stated & set(bodies) else stated
        return found, bool(found)

    def reaching(self, need: str, *kinds: str) -> list[str]:
        """The initiatives that reach a need in one of these ways."""
        return [
            i for i in self.case.initiatives if reach(self.case, i, self.case.needs[need]) in kinds
        ]

    def duties(self) -> dict[tuple[str, str], tuple[set[str], bool]]:
        """For each subject and duty who has it, and whether that is known."""
        found: dict[tuple[str, str], tuple[set[str], bool]] = {}
        for n in analysed(self.case):
            every = self.reaching(n, "general", "targeted")
            found[f"need:{n}", "delivered"] = self.all_of(every, "delivered")
            found[f"need:{n}", "meant"] = self.all_of(self.reaching(n, "targeted"), "delivered")
        for p in self.priorities():
            found[f"priority:{p}", "delivered"] = self.all_of(self.delivering(p), "delivered")
            found[f"priority:{p}", "funded"] = self.all_of(self.serving(p), "funded")
            found[f"priority:{p}", "owned"] = self.owners(p)
        for i in self.running:
            for duty in ("delivered", "funded", "led"):
                found[f"initiative:{i}", duty] = self.all_of([i], duty)
        return found

    def things(self, of: str) -> dict[str, Sets]:
        """What is known of who holds up needs, priorities or initiatives."""
        kind = {"needs": "need", "priorities": "priority", "initiatives": "initiative"}[of]
        found: dict[str, Sets] = {}
        for (subject, duty), (partners, known) in self.duties().items():
            if subject.startswith(f"{kind}:") and duty != "meant":
                found.setdefault(subject, []).extend([partners] if known else [])
        return found

    def unheld(self, of: str) -> list[str]:
        """What no initiative serves, or can, and no partner owns: nothing can be lost."""
        if of == "needs":
            return [
                f"need:{n}"
                for n in analysed(self.case)
                if not self.reaching(n, "may", "general", "targeted")
            ]
        if of == "priorities":
            return [
                f"priority:{p}"
                for p in self.priorities()
                if not self.serving(p) and not self.owners(p)[0]
            ]
        return []


class Ended(WholeCapacity):
    """What some initiatives alone can serve."""

    def __init__(self, case: Case, ended: list[str]) -> None:
        super().__init__(case)
        self.ended = ended

    def offers(self, i: str) -> bool:
        """Only these."""
        return i in self.ended and super().offers(i)

    def silent(self) -> list[str]:
        """Those that leave the upper bound open."""
        return [
            i
            for i in self.case.initiatives
            if self.offers(i)
            and self.own_high(i) is None
            and all(self.own_high(a) is None for a in self.case.umbrellas(i))
            and self.high(i) is None
        ]


def capacity(case: Case, ended: list[str]) -> Data:
    """What ended initiatives could serve; an umbrella with a part that goes on may lose nothing."""
    if case.day is None:
        return {"capacity_low": None, "capacity_high": None, "capacity_unknown": []}
    everything = WholeCapacity(case)
    going_on = [i for i in case.initiatives if everything.offers(i) and i not in ended]
    shared = {above for i in going_on for above in case.umbrellas(i)}
    whole = Ended(case, ended)
    least = Ended(case, [i for i in ended if i not in shared])
    return {
        "capacity_low": least.row()["capacity_low"],
        "capacity_high": whole.row()["capacity_high"],
        "capacity_unknown": whole.silent(),
    }


def pieces(case: Case, without: set[str], ended: list[str]) -> list[set[str]]:
    """The parts of the partnership, in file order of their first partners."""
    groups = [
        case.partners_in(i, *WORKING) - without
        for i, entry in case.initiatives.items()
        if case.running(i) != "no" and entry.get("kind") != "fund" and i not in ended
    ]
    found: list[set[str]] = []
    for partner in case.partners:
        if partner in without or any(partner in piece for piece in found):
            continue
        piece = {partner}
        while any(group & piece and group - piece for group in groups):
            piece = piece.union(*(group for group in groups if group & piece))
        found.append(piece)
    return found


def resilience(mapping: Data, *, on: date | None = None, ever: bool = False) -> Data:
    """A row for each partner, in order, without sentences."""
    case = Case(mapping, on=on, ever=ever)
    team, duties = Team(case), Team(case).duties()
    given = funding(mapping, "funder", on=case.day)["rows"]
    rows = [row(team, duties, partner, given) for partner in case.partners]
    rows.sort(
        key=lambda r: tuple(
            -len(set().union(*(r[column] for column in columns)))
            for columns in (
                ["needs_undelivered"],
                ["needs_general"],
                ["priorities_undelivered", "priorities_unfunded", "priorities_unowned"],
                ["initiatives_undelivered", "initiatives_unfunded", "initiatives_unled"],
            )
        )
    )
    return {"components": len(pieces(case, set(), [])), "rows": rows}


def row(
    team: Team,
    duties: dict[tuple[str, str], tuple[set[str], bool]],
    partner: str,
    given: list[Data],
) -> Data:
    """What one withdrawal leaves."""
    case = team.case

    def lost(kind: str, wanted: str) -> list[str]:
        return [
            subject.removeprefix(f"{kind}:")
            for (subject, duty), (partners, known) in duties.items()
            if subject.startswith(f"{kind}:")
            and duty == wanted
            and known
            and not partners - {partner}
        ]

    undelivered, ended = lost("need", "delivered"), lost("initiative", "delivered")
    before = next(piece for piece in pieces(case, set(), []) if partner in piece)
    after = pieces(case, {partner}, ended)
    mine = [piece for piece in after if piece & before]
    largest = max(mine, key=len, default=set[str]())
    named = {
        i: {g for key in team.funds.running() if key[0] == i for g in team.funds.givers(key)}
        for i in team.running
    }
    return {
        "partner": partner,
        "needs_undelivered": undelivered,
        "needs_general": [n for n in lost("need", "meant") if n not in undelivered],
        "priorities_undelivered": lost("priority", "delivered"),
        "priorities_unfunded": lost("priority", "funded"),
        "priorities_unowned": lost("priority", "owned"),
        "initiatives_undelivered": ended,
        "initiatives_unfunded": lost("initiative", "funded"),
        "initiatives_unled": lost("initiative", "led"),
        "not_known": list(
            dict.fromkeys(
                subject
                for (subject, _), (partners, known) in duties.items()
                if partners == {partner} and not known
            )
        ),
        "money": [
            {"currency": r["currency"], "low": r["net_low"], "high": r["net_high"]}
            for r in given
            if r["subject"] == f"partner:{partner}" and r["net_low"] is not None
        ],
        "money_unknown": [
            i
            for i in team.running
            if partner in case.partners_in(i, "funder") and partner not in named[i]
        ],
        "stranded": stranded(team, ended),
        **capacity(case, ended),
        "components": len(after),
        "cut_off": case.in_order(case.partners, before - {partner} - largest),
    }


def stranded(team: Team, ended: list[str]) -> list[Data]:
    """The revenue of initiatives: at least that of the lines that surely run."""
    funds = team.funds
    keys = [key for key in funds.running() if key[0] in ended]
    found = funds.interval(keys, lambda key: funds.runs(key) == "yes", "revenue", [])
    order = dict.fromkeys(map(funds.currency, keys))
    return [
        {"currency": code, "low": found[code][0], "high": found[code][1]}
        for code in order
        if code in found
    ]


# -- several at once -------------------------------------------------------------------------------


def falls(sets: Sets, gone: Iterable[str]) -> bool:
    """All of one of the sets are gone."""
    return any(one <= set(gone) for one in sets)


def worst(mapping: Data, k: int, of: str, *, on: date | None = None, ever: bool = False) -> Data:
    """The worst choice of up to 1, 2, … k partners, by trying all."""
    case = Case(mapping, on=on, ever=ever)
    things, unheld = Team(case).things(of), Team(case).unheld(of)
    known = {key: sets for key, sets in things.items() if sets}
    rows = []
    for size in range(1, k + 1):
        best: tuple[str, ...] = ()
        fallen: list[str] = []
        for fewer in range(1, size + 1):
            for chosen in combinations(case.partners, fewer):
                found = [key for key, sets in known.items() if falls(sets, chosen)]
                if len(found) > len(fallen):
                    best, fallen = chosen, found
        rows.append(
            {
                "size": size,
                "partners": list(best),
                "lost": len(fallen),
                "bound": len(fallen),
                "status": "proven",
                "subjects": fallen,
            }
        )
    return {
        "things": len(known),
        "not_known": [key for key in things if key not in known and key not in unheld],
        "unheld": unheld,
        "rows": rows,
    }


def breaking(
    mapping: Data, keep: Iterable[str], *, on: date | None = None, ever: bool = False
) -> list[Data]:
    """The fewest partners that break each priority, by trying all, smaller choices first."""
    case = Case(mapping, on=on, ever=ever)
    team = Team(case)
    duties, rows = team.duties(), []
    for priority in team.priorities():
        initiatives = team.delivering(priority)
        things: dict[str, Sets] = {
            i: [
                duties[f"initiative:{i}", duty][0]
                for duty in keep
                if duties[f"initiative:{i}", duty][1]
            ]
            for i in initiatives
        }
        known = [sets for sets in things.values() if sets]
        unknown = [i for i, sets in things.items() if not sets]
        least = next(
            chosen
            for size in range(len(case.partners) + 1)
            for chosen in combinations(case.partners, size)
            if all(falls(sets, chosen) for sets in known)
        )
        size: Number | None = max(1, len(least)) if initiatives else None
        rows.append(
            {
                "priority": priority,
                "initiatives": initiatives,
                "size_low": size,
                "size_high": None if unknown else size,
                "survives": None if size is None else size - 1,
                "partners": [] if unknown else list(least),
                "unknown": unknown,
                "status": "not-known" if unknown else "proven" if initiatives else "nothing",
            }
        )
    return rows


# -- one by one ------------------------------------------------------------------------------------


class Curves:
    """All orders in which those who hold something up can withdraw."""

    def __init__(self, things: dict[str, Sets], partners: Iterable[str]) -> None:
        self.sets = [sets for sets in things.values() if sets]
        holding = set().union(*(one for sets in self.sets for one in sets))
        self.partners = [partner for partner in partners if partner in holding]

    def standing(self, order: tuple[str, ...]) -> list[Fraction]:
        """The share that stands after each withdrawal."""
        counts = [
            sum(not falls(sets, order[:step]) for sets in self.sets)
            for step in range(len(order) + 1)
        ]
        return [Fraction(count, len(self.sets)) for count in counts]

    def area(self, order: tuple[str, ...]) -> Fraction:
        """By trapezoids."""
        curve = self.standing(order)
        steps = [(one + other) / 2 for one, other in pairwise(curve)]
        return sum(steps, Fraction(0)) / len(steps)

    def random(self) -> Data:
        """The mean over all orders, and the ends."""
        orders = list(permutations(self.partners))
        curves = [self.standing(order) for order in orders]
        areas = [self.area(order) for order in orders]
        return {
            "area": rounded(sum(areas, Fraction(0)) / len(areas)),
            "area_low": rounded(min(areas)),
            "area_high": rounded(max(areas)),
            "survivors": [rounded(sum(c) / len(orders)) for c in zip(*curves, strict=True)],
            "low": [rounded(min(c)) for c in zip(*curves, strict=True)],
            "high": [rounded(max(c)) for c in zip(*curves, strict=True)],
        }

    def worst(self) -> tuple[str, ...]:
        """The first of the worst orders."""
        return min(permutations(self.partners), key=self.area)
