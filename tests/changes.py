"""Changes to city mappings of which the properties say what they may change."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st

from tests.strategies import Data, Draw, chance, first_day, last_day, pick, some_date

REFERENCES = {
    "places": {"within": "places", "replaced_by": "places"},
    "audiences": {"within": "audiences", "replaced_by": "audiences"},
    "activities": {"within": "activities", "replaced_by": "activities"},
    "priorities": {"within": "priorities", "replaced_by": "priorities"},
    "partners": {"parent": "partners"},
    "bodies": {"reports_to": "bodies", "members": "partners"},
    "initiatives": {
        "activities": "activities",
        "audiences": "audiences",
        "places": "places",
        "priorities": "priorities",
        "part_of": "initiatives",
        "follows": "initiatives",
    },
    "needs": {
        "activities": "activities",
        "audiences": "audiences",
        "places": "places",
        "priorities": "priorities",
        "replaces": "needs",
    },
    "ties": {"from": "partners", "to": "partners"},
    "reviews": {"initiatives": "initiatives"},
}
INSIDE_INITIATIVES = {
    "partners": {"partner": "partners"},
    "provision": {"activities": "activities", "audiences": "audiences", "places": "places"},
    "funding": {"funder": "partners"},
}
KEYED = [key for key in REFERENCES if key not in ("ties", "reviews")]


def relabelled(mapping: Data, rename: Callable[[str, str], str]) -> Data:
    """The same city under other ids: `rename(section, id)` gives the new one.

    `everyone` keeps its name, and so do funding lines.
    """

    def new(section: str, value: object) -> object:
        if isinstance(value, list):
            return [new(section, each) for each in value]
        return value if value == "everyone" else rename(section, str(value))

    def renewed(entry: Data, references: dict[str, str]) -> Data:
        return {k: new(references[k], v) if k in references else v for k, v in entry.items()}

    found = copy.deepcopy(mapping)
    if "place" in found["city"]:
        found["city"]["place"] = new("places", found["city"]["place"])
    for section, references in REFERENCES.items():
        if section not in found:
            continue
        if section in KEYED:
            found[section] = {
                rename(section, key): renewed(entry, references)
                for key, entry in found[section].items()
            }
        else:
            found[section] = [renewed(entry, references) for entry in found[section]]
    for entry in found.get("priorities", {}).values():
        if "owner" in entry:
            section = "bodies" if entry["owner"] in mapping.get("bodies", {}) else "partners"
            entry["owner"] = new(section, entry["owner"])
    for entry in found.get("initiatives", {}).values():
        for key, references in INSIDE_INITIATIVES.items():
            if key in entry and key != "funding":
                entry[key] = [renewed(each, references) for each in entry[key]]
        for line in entry.get("funding", {}).values():
            line.update(renewed(line, INSIDE_INITIATIVES["funding"]))
            if "/" in line.get("within", ""):
                initiative, name = line["within"].split("/")
                line["within"] = f"{rename('initiatives', initiative)}/{name}"
    return found


def backwards(section: str, key: str) -> str:
    """Other ids, in another alphabetical order, that no shipped term has."""
    number = int(key[-1])
    return f"{section.replace('ie', 'y')}-{chr(ord('z') - number)}{'' if number % 2 else '-x'}"


DATES = {"as_of", "date", "end", "seen_active", "since", "start", "until"}


def years_later(mapping: Data, years: int) -> Data:
    """The same city, some years later in every date.

    28 years later the days of each month and of each February are as many.
    """

    def moved(key: str, value: object) -> object:
        if isinstance(value, dict):
            return {name: moved(name, each) for name, each in value.items()}
        if isinstance(value, list):
            return [moved(key, each) for each in value]
        if key not in DATES:
            return value
        year, rest = str(value)[:4], str(value)[4:]
        return f"{int(year) + years}{rest}" if rest else int(year) + years

    return {key: moved(key, value) for key, value in mapping.items()}


@st.composite
def shuffled(draw: Draw, mapping: Data, *, keep: tuple[str, ...] = ()) -> Data:
    """The same city with the entries of its sections in another order.

    Sections in `keep` stay as they are. Lines of provision and reviews stay too: there the order
    of the file decides between equals.
    """
    found = copy.deepcopy(mapping)
    for section in [*KEYED, "ties"]:
        if section in keep or section not in found:
            continue
        if section in KEYED:
            found[section] = dict(draw(st.permutations(list(found[section].items()))))
        else:
            found[section] = draw(st.permutations(found[section]))
    return found


def with_copy(mapping: Data, initiative: str, new_id: str = "copy-9", **changes: object) -> Data:
    """The same city with an exact copy of an initiative at the end, led by a new partner.

    `changes` are fields of the copy; None takes a field away. A capacity given here is the only
    one that the copy states.
    """
    found = copy.deepcopy(mapping)
    twin = copy.deepcopy(found["initiatives"][initiative])
    others = [each for each in twin.get("partners", []) if "lead" not in each["role"]]
    twin["partners"] = [*others, {"partner": "partner-9", "role": "lead"}]
    if "capacity" in changes:
        for line in twin.get("provision", []):
            line.pop("capacity", None)
    twin.update(changes)
    found.setdefault("partners", {})["partner-9"] = {"name": "The Other Lead"}
    found["initiatives"][new_id] = {k: v for k, v in twin.items() if v is not None}
    return found


def leaves(mapping: Data) -> list[str]:
    """Initiatives that offer something and have no parts."""
    initiatives = mapping.get("initiatives", {})
    umbrellas = {entry.get("part_of") for entry in initiatives.values()}
    return [
        i
        for i, entry in initiatives.items()
        if i not in umbrellas and entry.get("kind") not in ("coordination", "fund")
    ]


@st.composite
def with_unused_term(draw: Draw, mapping: Data) -> Data:
    """The same city with one more term that nobody uses, without parts, within one at most."""
    section = pick(draw, ["places", "audiences", "activities", "priorities"])
    found = copy.deepcopy(mapping)
    terms = found.get(section, {})
    entry: Data = {"name": "Unused"}
    if terms and not chance(draw, 4):
        entry["within"] = pick(draw, list(terms))
    if section == "audiences" and chance(draw, 2):
        entry["by"] = pick(draw, ["age", "language", "work", "other"])
    if chance(draw, 2):
        found[section] = {"unused-9": entry, **terms}
    else:
        found[section] = {**terms, "unused-9": entry}
    return found


def raised(quantity: int | dict[str, int], by: int) -> int | dict[str, int]:
    """The same sort of figure, larger."""
    if isinstance(quantity, dict):
        return {key: number + by for key, number in quantity.items()}
    return quantity + by


@st.composite
def with_raised_capacity(draw: Draw, mapping: Data) -> Data:
    """The same city with one stated capacity raised, if any is stated.

    The total of a line that is raised is raised with it.
    """
    found = copy.deepcopy(mapping)
    stated = [
        [holder, entry] if holder is not entry and "capacity" in entry else [holder]
        for entry in found.get("initiatives", {}).values()
        for holder in [entry, *entry.get("provision", [])]
        if "capacity" in holder
    ]
    if stated:
        more = pick(draw, [1, 7, 1000])
        for holder in pick(draw, stated):
            holder["capacity"] = raised(holder["capacity"], more)
    return found


@st.composite
def refined(draw: Draw, written: str | int) -> str | int:
    """A date within the one written, as precise or more."""
    first, last = first_day(written), last_day(written)
    day = draw(st.dates(first, last))
    forms: list[str | int] = [written, day.isoformat()]
    if str(written).count("-") < 2:
        forms.append(day.isoformat()[:7])
    return pick(draw, forms)


@st.composite
def with_refined_dates(draw: Draw, mapping: Data, initiative: str) -> Data:
    """The same city where an initiative's start or end is said more exactly, or said at all.

    What is said stays consistent with its status and with the day it was seen.
    """
    found = copy.deepcopy(mapping)
    entry = found["initiatives"][initiative]
    as_of = mapping["city"]["as_of"]
    for key in ("start", "end"):
        if chance(draw, 2):
            before = dict(entry)
            entry[key] = draw(refined(entry[key])) if key in entry else some_date(draw)
            if not consistent(entry, as_of):
                entry.clear()
                entry.update(before)
    return found


def consistent(entry: Data, as_of: str | int) -> bool:
    """Start, end, status and sighting of an initiative do not contradict one another."""
    starts, ends = first_day(entry.get("start")), last_day(entry.get("end"))
    status = entry.get("status")
    if status == "ended" and "end" not in entry:
        ends = first_day(as_of) - timedelta(days=1)
    if starts > ends:
        return False
    if status == "active" and (starts > last_day(as_of) or ends < first_day(as_of)):
        return False
    if status == "ended" and (starts >= first_day(as_of) or ends > last_day(as_of)):
        return False
    if "seen_active" not in entry:
        return True
    seen = entry["seen_active"]
    return first_day(seen) <= ends and last_day(seen) >= starts
