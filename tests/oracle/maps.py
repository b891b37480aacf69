"""Maps of coverage: every cell worked out alone, by looking at everything again."""

from __future__ import annotations

from datetime import date

from tests.oracle.case import Case
from tests.oracle.needs import Supply, analysed, participants_low
from tests.oracle.plain import FACET_KEYS, Data, Number, bounds, listed
from tests.oracle.terms import EVERYONE

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
FACETS = tuple(FACET_KEYS)


def axis_terms(case: Case, axis: str, *, detail: bool) -> list[str]:
    """The rows or columns."""
    if axis == "mode":
        return ["formal", "non-formal", "informal"]
    if axis == "sector":
        mixed = any(p.get("sector") == "mixed" for p in case.partners.values())
        return ["public", "private", "third", *(["mixed"] if mixed else [])]
    if axis in ("sdg", "area"):
        key = {"sdg": "sdgs", "area": "areas"}[axis]
        said = [str(g) for p in case.terms["priority"].entries.values() for g in listed(p.get(key))]
        once = list(dict.fromkeys(said))
        return sorted(once, key=int) if axis == "sdg" else once
    terms = case.terms[axis]
    found = [t for t in terms.ids if t != EVERYONE and terms.current(t, case.day)]
    if axis == "activity":
        stated = {a for i in running(case) for line in case.lines(i) for a in line["activity"]}
        stated |= {a for n in analysed(case) for a in listed(case.needs[n].get("activities"))}
        found = [t for t in found if terms.parts([t]) & terms.named(stated)]
    city = case.mapping["city"].get("place")
    if axis == "place" and city is not None:
        inside = terms.parts([city]) - {terms.canonical(city)}
        if inside:
            near = {t for t in inside if terms.canonical(city) in terms._parents[t]}
            return [t for t in found if t in (inside if detail else near)]
    return found if detail else [t for t in found if not terms._parents[t] - {EVERYONE}]


def running(case: Case) -> list[str]:
    """Initiatives that offer something and do not surely not run."""
    return [i for i in case.initiatives if case.offering(i) and case.running(i) != "no"]


def meant(case: Case, axis: str, term: str) -> tuple[str, list[str]]:
    """The facet of an axis, and the terms that one of its terms stands for."""
    if axis in FACETS:
        return axis, [term]
    key = {"sdg": "sdgs", "area": "areas"}[axis]
    entries = case.terms["priority"].entries
    return "priority", [p for p in entries if term in map(str, listed(entries[p].get(key)))]


def standing(case: Case, i: str, line: Data, axis: str, term: str) -> tuple[str, bool] | None:
    """How a line stands to a term (`named`, `wider`, `may`), and whether it lies wholly in it."""
    if axis == "mode":
        modes = set(listed(case.initiatives[i].get("modes")))
        if not modes:
            return "may", False
        return ("named", modes == {term}) if term in modes else None
    if axis == "sector":
        sectors = {case.partners[p].get("sector", "unknown") for p in case.partners_in(i, *WORKING)}
        if term in sectors:
            return "named", True
        return ("may", False) if not sectors or "unknown" in sectors else None
    facet, wanted = meant(case, axis, term)
    terms, stated = case.terms[facet], line[facet]
    if not stated:
        return "may", False
    if not terms.parts(stated) & terms.parts(wanted):
        return None
    names = any(terms.parts([s]) <= terms.parts(wanted) for s in stated)
    return ("named" if names else "wider"), terms.parts(stated) <= terms.parts(wanted)


class Cell(Supply):
    """One cell: the supply is that of a need which asks for its two terms."""

    def __init__(self, case: Case, rows: str, row: str, columns: str, column: str) -> None:
        super().__init__(case, {})
        self.axes = ((rows, row), (columns, column))

    def line(self, i: str, line: Data) -> tuple[str, bool]:
        """How a line stands in the cell."""
        if self.case.running(i) == "no":
            return "nothing", False
        both = [standing(self.case, i, line, axis, term) for axis, term in self.axes]
        if None in both:
            return "nothing", False
        words = [each[0] for each in both if each]
        inside = all(each[1] for each in both if each)
        if "may" in words or self.case.running(i) == "unknown":
            return "may", inside
        return ("wider" if "wider" in words else "named"), inside

    def lines(self, i: str) -> list[tuple[Data, str, bool]]:
        """All lines with how they stand."""
        return [(line, *self.line(i, line)) for line in self.case.lines(i)]

    def of(self, word: str) -> list[str]:
        """The initiatives whose best line stands so."""
        order = ["nothing", "may", "wider", "named"]
        return [
            i
            for i in self.case.initiatives
            if max((each[1] for each in self.lines(i)), key=order.index, default="nothing") == word
        ]

    def reaches_itself(self, i: str) -> bool:
        """Any line stands there."""
        return any(word != "nothing" for _, word, _ in self.lines(i))

    def own_low(self, i: str) -> Number:
        """What surely runs and lies wholly in the cell."""
        if self.case.running(i) != "yes":
            return 0
        lines = self.lines(i)
        counting = [x for x, word, inside in lines if word in ("wider", "named") and inside]
        low: Number = sum((bounds(x["capacity"])[0] or 0 for x in counting), 0)
        if lines and len(counting) == len(lines):
            total = bounds(self.case.initiatives[i].get("capacity"))[0]
            silent = all(x["capacity"] is None for x in counting)
            if silent and self.case.initiatives[i].get("capacity") is None:
                total = participants_low(self.case.initiatives[i])
            low = max(low, total or 0)
        return low

    def own_high(self, i: str) -> Number | None:
        """What may be served there."""
        lines = [x for x, word, _ in self.lines(i) if word != "nothing"]
        if not lines:
            return None
        known = [bounds(self.case.initiatives[i].get("capacity"))[1]]
        highs = [bounds(x["capacity"])[1] for x in lines]
        if None not in highs:
            known.append(sum((high for high in highs if high is not None), 0))
        return min((each for each in known if each is not None), default=None)


def asks(case: Case, n: str, axis: str, term: str) -> str:
    """Whether a need speaks of a term: `yes`, `no`, or `open` where it does not say."""
    if axis in ("mode", "sector"):
        return "open"
    facet, wanted = meant(case, axis, term)
    terms, stated = case.terms[facet], listed(case.needs[n].get(FACET_KEYS[facet]))
    if not stated:
        return "open"
    return "yes" if terms.parts(stated) & terms.parts(wanted) else "no"


def cell_row(case: Case, rows: str, row: str, columns: str, column: str) -> Data:
    """One cell with all that the oracle knows; money is checked elsewhere."""
    cell = Cell(case, rows, row, columns, column)
    named, wider, may = cell.of("named"), cell.of("wider"), cell.of("may")
    answers = {
        n: {asks(case, n, rows, row), asks(case, n, columns, column)} for n in analysed(case)
    }
    status = "none-needed"
    if named or wider or may:
        status = "named" if named else "general" if wider else "not-known"
    elif any("no" not in each for each in answers.values()):
        status = "none-recorded"
    low, high = cell.bounds() if case.day is not None else (None, None)
    working = {p for i in named for p in case.partners_in(i, *WORKING)}
    return {
        "row": row,
        "column": column,
        "status": status,
        "initiatives": named,
        "general": wider,
        "may_reach": may,
        "partners": case.in_order(case.partners, working),
        "capacity_low": low,
        "capacity_high": high,
        "unknown_capacity": cell.unknown_capacity(),
        "unfunded": [i for i in named if not case.initiatives[i].get("funding")],
        "needs": [n for n, each in answers.items() if each == {"yes"}],
    }


def coverage_map(
    mapping: Data,
    rows: str,
    columns: str,
    *,
    detail: bool = False,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
    vocabulary: Data | None = None,
) -> tuple[list[Data], list[str]]:
    """All cells row by row, and the initiatives that are in none."""
    case = Case(mapping, on=on, ever=ever, carry=carry, vocabulary=vocabulary)
    cells = [
        cell_row(case, rows, row, columns, column)
        for row in axis_terms(case, rows, detail=detail)
        for column in axis_terms(case, columns, detail=detail)
    ]
    seen = {
        i for cell in cells for key in ("initiatives", "general", "may_reach") for i in cell[key]
    }
    return cells, [i for i in running(case) if i not in seen]
