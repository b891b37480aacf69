"""Hypothesis strategies for scenarios that fit a city, as plain data."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.oracle.scenario import may_end, what_goes
from tests.strategies import (
    Data,
    Draw,
    chance,
    different,
    one_or_list,
    pick,
    some_date,
    some_figure,
    some_of,
)

TERMS = ("activities", "audiences", "places", "priorities")


def scenario(**verbs: object) -> Data:
    """A scenario as plain data."""
    head = {"id": "what-if", "name": "What if"}
    return {"format": "learningcity-scenario/1", "scenario": head, **verbs}


def filled(sections: Data) -> Data:
    """Only the sections, or entries, that say something."""
    return {key: inner for key, inner in sections.items() if inner}


@st.composite
def scenario_mappings(draw: Draw, city: Data) -> Data:
    """A scenario that fits a city: nothing in it is said twice or names what is not there.

    The changed city may still break a rule, such as a part that is larger than its total.
    """
    initiatives, partners = list(city.get("initiatives", {})), list(city.get("partners", {}))
    touched = some_of(draw, initiatives, most=3)
    changes = {key: draw(initiative_changes(city, key)) for key in touched}
    ends: Data = {}
    for key in some_of(draw, [i for i in initiatives if i not in touched], most=2):
        end = some_date(draw)
        if may_end(city["initiatives"][key], end, city["city"]["as_of"]):
            ends[key] = end
    removed = {
        section: [
            key
            for key in some_of(draw, list(city.get(section, {})), most=2, silent=4)
            if section != "initiatives" or key not in {*touched, *ends}
        ]
        for section in ("partners", "initiatives", "needs", "bodies")
    }
    said: Data = filled(
        {
            "change": filled({"initiatives": filled(changes), "needs": need_changes(draw, city)}),
            "end": filled({"initiatives": ends}),
            "remove": filled(removed),
        }
    )
    if "needs" in said.get("change", {}):
        said.get("remove", {}).pop("needs", None)
    gone, _ = what_goes(city, said)
    left = {
        "initiatives": [i for i in initiatives if ("initiatives", i) not in gone],
        "partners": [p for p in partners if ("partners", p) not in gone],
    }
    for key, entry in said.get("change", {}).get("initiatives", {}).items():
        if chance(draw, 3):
            entry["partners"] = participations(draw, left["partners"])
        for line in (entry.get("funding") or {}).values():
            if line and left["partners"] and chance(draw, 3):
                line["funder"] = pick(draw, left["partners"])
        followed = [i for i in left["initiatives"] if i < key and i != key]
        if followed and chance(draw, 4):
            entry["part_of"] = pick(draw, followed)
    added = additions(draw, city, left)
    return scenario(**filled({**said, "add": added}))


def participations(draw: Draw, partners: list[str]) -> list[Data]:
    """Who takes part, among those who are left."""
    chosen = some_of(draw, partners, most=2)
    return [{"partner": each, "role": pick(draw, ["lead", "deliverer", "host"])} for each in chosen]


@st.composite
def initiative_changes(draw: Draw, city: Data, key: str) -> Data:
    """New values for some fields of an initiative, and some taken away."""
    entry = city["initiatives"][key]
    said: Data = {}
    for name in TERMS:
        ids = list(city.get(name, {}))
        if ids and chance(draw, 4):
            said[name] = some_of(draw, ids, least=1)
    if chance(draw, 3):
        said["capacity"] = some_figure(draw)
    for name in ("capacity", "places", "part_of", "follows", "funding", "kind", "provision"):
        if entry.get(name) and name not in said and chance(draw, 6):
            said[name] = None
    if "funding" not in said and chance(draw, 3):
        said["funding"] = line_changes(draw, entry.get("funding", {}))
    return said


def line_changes(draw: Draw, lines: Data) -> Data:
    """Funding lines that change, go or come."""
    said: Data = {}
    for name, line in lines.items():
        if chance(draw, 4):
            said[name] = None
        elif chance(draw, 3):
            said[name] = {"use": pick(draw, ["capital", "revenue"])}
            if "amount" in line and chance(draw, 2):
                said[name]["amount"] = None
    if chance(draw, 3):
        said["new-line"] = {"amount": 100, "currency": "GBP"}
    return said


def need_changes(draw: Draw, city: Data) -> Data:
    """Other numbers of people, or none."""
    said: Data = {}
    for key, entry in city.get("needs", {}).items():
        if chance(draw, 4):
            said[key] = {"people": some_figure(draw)}
        elif "people" in entry and chance(draw, 8):
            said[key] = {"people": None}
    return said


def additions(draw: Draw, city: Data, left: dict[str, list[str]]) -> Data:
    """New entries that name only what is left."""
    added: dict[str, Any] = {}
    if chance(draw, 2):
        entry: Data = {"name": "New", "status": "active", "start": 2020}
        for name in TERMS:
            chosen = some_of(draw, list(city.get(name, {})), most=2)
            if chosen:
                entry[name] = chosen
        if left["initiatives"] and chance(draw, 3):
            entry["follows"] = one_or_list(draw, some_of(draw, left["initiatives"], least=1))
        entry["partners"] = [
            *participations(draw, left["partners"]),
            {"partner": "new-9", "role": "lead"},
        ]
        added["partners"] = {"new-9": {"name": "New Partner"}}
        added["initiatives"] = {"new-9": entry}
    if chance(draw, 3):
        added["needs"] = {"new-need-9": {"statement": "New", "audiences": ["everyone"]}}
    if len(left["partners"]) > 1 and chance(draw, 3):
        one, other = different(draw, left["partners"])[:2]
        added["ties"] = [{"from": one, "to": other, "kind": "planning"}]
    if len(left["initiatives"]) > 1 and chance(draw, 4):
        pair = different(draw, left["initiatives"])
        added["reviews"] = [{"initiatives": pair, "verdict": "joint"}]
    return added
