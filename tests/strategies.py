"""Hypothesis strategies for small valid cities as plain data, and changes one can make to them.

A mapping is what one would write in YAML: text, whole numbers, exact decimals for money, truth
values, lists and dicts. Nothing in it is an error of the format; much in it is unusual.
"""

from __future__ import annotations

import calendar
import os
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

Data = dict[str, Any]
Draw = st.DrawFn
T = TypeVar("T")

FIRST, LAST = date(2016, 1, 1), date(2027, 12, 31)
OFFERING = ["programme", "service", "project", "event", "facility", "campaign"]
ROLES = ["lead", "funder", "deliverer", "partner", "host", "adviser"]
PEOPLE = [0, 5, 10, 12, 20, 30, 45, 100, 1000]

# More is tried at night: LEARNINGCITY_EXAMPLES=20000. In CI hypothesis derandomises by itself.
EXAMPLES = int(os.environ.get("LEARNINGCITY_EXAMPLES", "15"))
BUILDING = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
lively = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=BUILDING)
thorough = settings(max_examples=2 * EXAMPLES, deadline=None, suppress_health_check=BUILDING)


# -- small things --------------------------------------------------------------------------------


def days() -> st.SearchStrategy[date]:
    """Days on which a city may be read."""
    return st.dates(FIRST, LAST)


@cache
def numbers_below(count: int) -> st.SearchStrategy[int]:
    """Whole numbers from 0; kept, since making a strategy takes longer than drawing from it."""
    return st.integers(0, count - 1)


def pick(draw: Draw, choices: Sequence[T]) -> T:
    """One of the choices, the first in the simplest case."""
    return choices[draw(numbers_below(len(choices)))]


def chance(draw: Draw, of: int) -> bool:
    """One chance of `of`, not taken in the simplest case."""
    return draw(numbers_below(of)) == of - 1


def some_date(draw: Draw, first: date = FIRST, last: date = LAST) -> str | int:
    """A year, a month or a day, written as in a file."""
    day = first + timedelta(days=draw(numbers_below((last - first).days + 1)))
    forms: list[str | int] = [day.year, day.isoformat()[:7], day.isoformat()]
    return pick(draw, forms)


def first_day(written: str | int | None) -> date:
    """The first day that a partial date may mean; None is long ago."""
    if written is None:
        return date.min
    numbers = [int(part) for part in str(written).split("-")]
    return date(*[*numbers, 1, 1][:3])


def last_day(written: str | int | None) -> date:
    """The last day that a partial date may mean; None is without end."""
    if written is None:
        return date.max
    year, *rest = (int(part) for part in str(written).split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1]
    return date(year, month, day)


def some_figure(draw: Draw, numbers: Sequence[int] = PEOPLE) -> int | dict[str, int]:
    """A number, or bounds, or about a number."""
    number = pick(draw, numbers)
    more = number + pick(draw, [0, 1, 10, 500])
    forms: list[int | dict[str, int]] = [
        number,
        number,
        {"at_least": number},
        {"at_most": number},
        {"at_least": number, "at_most": more},
        {"about": number},
    ]
    return pick(draw, forms)


def some_of(
    draw: Draw, ids: Sequence[str], *, most: int = 3, least: int = 0, silent: int = 1
) -> list[str]:
    """Several of the ids, each once; nothing with `silent` chances against four."""
    if not ids or (least == 0 and silent and draw(numbers_below(4 + silent)) >= 4):
        return []
    count = least or 1
    count += draw(numbers_below(most - count + 1))
    return list(dict.fromkeys(pick(draw, ids) for _ in range(count)))


def different(draw: Draw, ids: Sequence[str]) -> list[str]:
    """Two or three different ids."""
    one = pick(draw, ids)
    return [one, *some_of(draw, [each for each in ids if each != one], most=2, least=1)]


def one_or_list(draw: Draw, ids: list[str]) -> str | list[str]:
    """The shortcut that a file may use for one id."""
    return ids[0] if len(ids) == 1 and chance(draw, 2) else ids


def put_dates(draw: Draw, entry: Data, start: str, end: str, of: int = 2) -> None:
    """Write a start and an end, each with one chance of `of`, never reversed."""
    for key in (start, end):
        if chance(draw, of):
            entry[key] = some_date(draw)
    if first_day(entry.get(start)) > last_day(entry.get(end)):
        entry[start], entry[end] = entry[end], entry[start]


def arranged(draw: Draw, section: Data) -> Data:
    """The same entries in another order of the file."""
    return dict(reversed(section.items())) if chance(draw, 2) else section


# -- terms ---------------------------------------------------------------------------------------


@st.composite
def term_sections(draw: Draw, prefix: str, most: int, least: int = 0) -> Data:
    """Terms in a directed acyclic graph, some replaced by others.

    A term is replaced by an earlier one, and lies only within terms whose newest name is earlier
    than its own newest name; so no circle can arise, whichever way one looks.
    """
    terms: Data = {}
    newest: dict[str, int] = {}  # the number of the newest name of each term
    for number in range(least + draw(numbers_below(most - least + 1))):
        term = f"{prefix}-{number}"
        entry: Data = {"name": term.title()}
        newest[term] = number
        if terms and chance(draw, 8):
            entry["replaced_by"] = pick(draw, list(terms))
            newest[term] = newest[entry["replaced_by"]]
        larger = some_of(draw, [t for t in terms if newest[t] < newest[term]], most=2)
        if larger:
            entry["within"] = one_or_list(draw, larger)
        put_dates(draw, entry, "since", "until", of=6)
        terms[term] = entry
    return arranged(draw, terms)


@st.composite
def audience_sections(draw: Draw, most: int) -> Data:
    """Audiences, grouped along one of three lines or along none."""
    audiences = draw(term_sections("group", most))
    for entry in audiences.values():
        if not chance(draw, 3):
            entry["by"] = pick(draw, ["age", "language", "work"])
        if chance(draw, 3):
            entry["people"] = some_figure(draw)
    return audiences


@st.composite
def place_sections(draw: Draw, most: int) -> Data:
    """Places, some with a population."""
    places = draw(term_sections("place", most))
    for entry in places.values():
        if chance(draw, 3):
            entry["population"] = some_figure(draw)
    return places


@st.composite
def priority_sections(draw: Draw, most: int, owners: list[str]) -> Data:
    """Priorities, some with goals that they serve, some owned by a body or a partner."""
    priorities = draw(term_sections("priority", most))
    for entry in priorities.values():
        if chance(draw, 2):
            entry["sdgs"] = [int(goal) for goal in some_of(draw, ["4", "8", "10"], least=1)]
        if chance(draw, 3):
            entry["areas"] = [pick(draw, ["resources", "workplace-learning"])]
        if owners and chance(draw, 3):
            entry["owner"] = pick(draw, owners)
    return priorities


# -- partners and bodies -------------------------------------------------------------------------


@st.composite
def partner_sections(draw: Draw, most: int) -> Data:
    """Partners, some of which belong to an earlier one."""
    partners: Data = {}
    for number in range(draw(numbers_below(most + 1))):
        entry: Data = {"name": f"Partner {number}"}
        if not chance(draw, 4):
            entry["sector"] = pick(draw, ["public", "private", "third", "mixed"])
        if partners and chance(draw, 3):
            entry["parent"] = pick(draw, list(partners))
        partners[f"partner-{number}"] = entry
    return arranged(draw, partners)


@st.composite
def participations(draw: Draw, partners: list[str]) -> list[Data]:
    """Who takes part in an initiative, and how; sometimes only for a while."""
    found = []
    several = some_of(draw, partners)
    if several and chance(draw, 6):
        several = [*several, several[0]]
    for partner in several:
        roles = some_of(draw, ROLES, most=2, least=1)
        entry: Data = {"partner": partner, "role": one_or_list(draw, roles)}
        put_dates(draw, entry, "start", "end", of=6)
        found.append(entry)
    return found


@st.composite
def body_sections(draw: Draw, partners: list[str]) -> Data:
    """Bodies with members, each reporting to an earlier one or to none."""
    bodies: Data = {}
    for number in range(draw(numbers_below(3))):
        entry: Data = {"name": f"Body {number}", "members": some_of(draw, partners)}
        if bodies and chance(draw, 2):
            entry["reports_to"] = pick(draw, list(bodies))
        bodies[f"body-{number}"] = entry
    return bodies


@st.composite
def tie_lists(draw: Draw, partners: list[str]) -> list[Data]:
    """Relations between two partners."""
    if len(partners) < 2:
        return []
    found = []
    for _ in range(draw(numbers_below(4))):
        one, other = different(draw, partners)[:2]
        kind = pick(draw, ["planning", "referral", "knowledge", "governance"])
        tie: Data = {"from": one, "to": other, "kind": kind}
        put_dates(draw, tie, "since", "until", of=6)
        found.append(tie)
    return found


# -- initiatives ---------------------------------------------------------------------------------


def put_running(draw: Draw, entry: Data, as_of: str | int) -> None:
    """Write start, end, status and sighting; a status may contradict the dates."""
    if chance(draw, 4):
        put_dates(draw, entry, "start", "end")
    else:
        if chance(draw, 3):
            entry["start"] = some_date(draw, last=date(2022, 12, 31))
        if chance(draw, 4):
            entry["end"] = some_date(draw, first=date(2023, 1, 1))
    status = pick(draw, ["active", None, "active", None, "active", "active", "ended", "planned"])
    if status is not None:
        entry["status"] = status
    if not chance(draw, 3):
        return
    seen = some_date(draw)
    closes = min(last_day(entry.get("end")), last_day(as_of))
    if status == "ended" and "end" not in entry:
        closes = min(closes, first_day(as_of) - timedelta(days=1))
    if first_day(seen) <= closes and last_day(seen) >= first_day(entry.get("start")):
        entry["seen_active"] = seen


@st.composite
def provision_lists(draw: Draw, terms: dict[str, list[str]], most: int) -> list[Data]:
    """Lines of an initiative that say some of what the initiative says."""
    lines = []
    for _ in range(1 + draw(numbers_below(most))):
        line: Data = {}
        for key in ("activities", "audiences", "places"):
            chosen = some_of(draw, terms[key], most=2, silent=4)
            if chosen:
                line[key] = chosen
        if chance(draw, 2):
            line["capacity"] = some_figure(draw)
        lines.append(line)
    return lines


def surely(lines: list[Data]) -> int:
    """The people whom lines can surely serve in all."""
    total = 0
    for line in lines:
        figure = line.get("capacity", 0)
        if isinstance(figure, dict):
            figure = figure.get("at_least", figure.get("about", 0))
        total += figure
    return total


def at_most(figure: int | dict[str, int] | None) -> float:
    """The upper bound of a figure, without end where there is none."""
    endless = float("inf")
    if isinstance(figure, dict):
        return figure.get("at_most", figure.get("about", endless))
    return endless if figure is None else figure


def put_funding(draw: Draw, initiatives: Data, initiative: str, partners: list[str]) -> None:
    """Write funding lines: totals, parts and grants passed on, never more than there is."""
    entry = initiatives[initiative]
    funding: Data = {}
    everything = {
        f"{i}/{name}": line
        for i, other in initiatives.items()
        for name, line in other.get("funding", {}).items()
    }
    for number in range(1 + draw(numbers_below(3))):
        line: Data = {}
        name = f"line-{number}"
        own = list(funding)
        parent: Data | None = None
        if own and chance(draw, 2):
            line["within"] = pick(draw, own)
            parent = funding[line["within"]]
        elif everything and chance(draw, 4):
            line["within"] = pick(draw, list(everything))
            parent = everything[line["within"]]
        put_amount(draw, line, parent)
        if chance(draw, 2):
            line["use"] = pick(draw, ["capital", "revenue", "unknown"])
        funders = some_of(draw, partners, most=2)
        if funders:
            line["funder"] = one_or_list(draw, funders)
        put_dates(draw, line, "start", "end", of=6)
        funding[name] = line
    entry["funding"] = funding


def put_amount(draw: Draw, line: Data, parent: Data | None) -> None:
    """Write an amount of at most a third of what the larger line surely is."""
    currency = pick(draw, ["GBP", "GBP", "GBP", "EUR"])
    if parent is None or chance(draw, 12):
        line["currency"] = currency
    else:
        line["currency"] = parent.get("currency", currency)
    if chance(draw, 5):
        if chance(draw, 2):
            del line["currency"]
        return
    totals: list[int | Decimal] = [100, 729, 1000, 2187, Decimal("1000.50")]
    number = pick(draw, totals) if parent is None else money_limit(parent) // 3
    if number == 0:
        return
    forms: list[object] = [
        number,
        number,
        {"at_least": number},
        {"at_most": number},
        {"at_least": number // 2, "at_most": number},
        {"about": number},
    ]
    line["amount"] = pick(draw, forms)


def money_limit(line: Data) -> int:
    """What the parts of a line may be in all; a line without a number may hold little."""
    amount = line.get("amount", 3)
    if isinstance(amount, dict):
        amount = min(amount.values())
    return int(amount)


@st.composite
def initiative_sections(
    draw: Draw,
    terms: dict[str, list[str]],
    partners: list[str],
    as_of: str | int,
    most: int,
    most_lines: int,
) -> Data:
    """Initiatives of all kinds; umbrellas and predecessors stand earlier."""
    initiatives: Data = {}
    # The simplest case is one pair; larger numbers are tried more often than none.
    count = min(most, pick(draw, [2, 3, 4, 5, 6, 7, 3, 4, 5, 6, 7, 1, 0]))
    for number in range(count):
        entry: Data = {"name": f"Initiative {number}"}
        kind = pick(draw, [*OFFERING, *OFFERING, "coordination", "fund"])
        if kind != "campaign":
            entry["kind"] = kind
        for key in ("activities", "audiences", "places", "priorities"):
            chosen = some_of(draw, terms[key], silent=0 if key == "activities" else 1)
            if chosen:
                entry[key] = chosen
        modes = some_of(draw, ["formal", "non-formal", "informal"], most=2)
        if modes:
            entry["modes"] = modes
        put_running(draw, entry, as_of)
        earlier = list(initiatives)
        if earlier and chance(draw, 3):
            entry["part_of"] = pick(draw, earlier)
        if earlier and chance(draw, 6):
            entry["follows"] = one_or_list(draw, some_of(draw, earlier, most=2, least=1))
        taking_part = draw(participations(partners))
        if taking_part:
            entry["partners"] = taking_part
        if not chance(draw, 4):
            entry["capacity"] = some_figure(draw)
        if most_lines > 1 and chance(draw, 4):
            entry["provision"] = draw(provision_lists(terms, most_lines))
            if surely(entry["provision"]) > at_most(entry.get("capacity")):
                del entry["capacity"]
        if chance(draw, 3):
            entry["outcomes"] = [{"statement": "It helped"}]
        if chance(draw, 5):
            counted: Data = {"people": some_figure(draw)}
            put_dates(draw, counted, "start", "end", of=1)
            entry["participants"] = [counted]
        initiatives[f"initiative-{number}"] = entry
        if chance(draw, 3):
            put_funding(draw, initiatives, f"initiative-{number}", partners)
    return arranged(draw, initiatives)


@st.composite
def review_lists(draw: Draw, initiatives: list[str]) -> list[Data]:
    """What people decided about two or three initiatives."""
    if len(initiatives) < 2:
        return []
    found = []
    for _ in range(pick(draw, [0, 0, 0, 1, 2])):
        review: Data = {
            "initiatives": different(draw, initiatives),
            "verdict": pick(draw, ["duplicate", "complementary", "joint", "different"]),
        }
        if chance(draw, 2):
            review["date"] = some_date(draw)
        found.append(review)
    return found


# -- needs and the whole city --------------------------------------------------------------------


@st.composite
def need_sections(draw: Draw, terms: dict[str, list[str]], sources: list[str]) -> Data:
    """Needs of every shape, each with an activity, a priority or an audience."""
    needs: Data = {}
    for number in range(pick(draw, [1, 2, 3, 4, 0])):
        entry: Data = {"statement": f"Need {number}"}
        for key in ("activities", "priorities", "audiences", "places"):
            chosen = some_of(draw, terms[key], most=2, silent=2)
            if chosen:
                entry[key] = chosen
        if not entry.keys() & {"activities", "priorities", "audiences"}:
            entry["audiences"] = ["everyone"]
        if not chance(draw, 4):
            entry["people"] = some_figure(draw, [20, 100, 1000, 5000])
        if not chance(draw, 3):
            entry["date"] = some_date(draw)
        cited = some_of(draw, sources, most=2)
        if cited:
            entry["sources"] = cited
        if needs and chance(draw, 5):
            entry["replaces"] = one_or_list(draw, some_of(draw, list(needs), most=2, least=1))
        needs[f"need-{number}"] = entry
    return arranged(draw, needs)


@st.composite
def city_mappings(draw: Draw, *, most_initiatives: int = 7, most_lines: int = 3) -> Data:
    """A small valid city as plain data."""
    as_of = some_date(draw, date(2021, 1, 1), date(2024, 12, 31))
    places = draw(place_sections(6))
    audiences = draw(audience_sections(4))
    activities = draw(term_sections("own-activity", 4, least=1))
    partners = draw(partner_sections(5))
    names = list(partners)
    bodies = draw(body_sections(names))
    priorities = draw(priority_sections(4, [*bodies, *names]))
    terms = {
        "places": list(places),
        "audiences": ["everyone", *audiences],
        "activities": list(activities),
        "priorities": list(priorities),
    }
    initiatives = draw(initiative_sections(terms, names, as_of, most_initiatives, most_lines))
    city: Data = {"id": "city", "name": "City", "language": "en", "country": "GB", "as_of": as_of}
    if places and not chance(draw, 4):
        city["place"] = pick(draw, list(places))
    sources = {f"source-{number}": {"title": f"Source {number}"} for number in range(2)}
    sections: Data = {
        "places": places,
        "audiences": audiences,
        "activities": activities,
        "priorities": priorities,
        "partners": partners,
        "bodies": bodies,
        "initiatives": initiatives,
        "needs": draw(need_sections(terms, list(sources))),
        "ties": draw(tie_lists(names)),
        "reviews": draw(review_lists(list(initiatives))),
        "sources": sources,
    }
    filled = {key: section for key, section in sections.items() if section}
    return {"format": "learningcity/1", "city": city, **filled}


@st.composite
def aiming_cities(draw: st.DrawFn) -> Data:
    """Cities whose partners state priorities and have remits, with stages, ties and old bodies."""
    mapping = draw(city_mappings())
    aims, partners = list(mapping.get("priorities", {})), list(mapping.get("partners", {}))
    for entry in mapping.get("partners", {}).values():
        for key in ("priorities", "remit"):
            chosen = some_of(draw, aims, most=2)
            if chosen:
                entry[key] = chosen
    for entry in mapping.get("initiatives", {}).values():
        if not chance(draw, 3):
            entry["stage"] = pick(draw, ["trial", "repeated", "core-funded", "owned"])
    for entry in mapping.get("bodies", {}).values():
        put_dates(draw, entry, "start", "end", of=4)
    for _ in range(draw(st.integers(0, 6)) if len(partners) > 1 else 0):
        tie = {"from": pick(draw, partners), "to": pick(draw, partners), "kind": "knowledge"}
        mapping.setdefault("ties", []).append(tie)
    for entry in mapping.get("initiatives", {}).values():
        for line in entry.get("funding", {}).values():
            if not chance(draw, 4):
                first, last = some_date(draw), some_date(draw)
                if first_day(first) > last_day(last):
                    first, last = last, first
                line["start"], line["end"] = first, last
    return mapping
