"""A scenario put on a city, on plain data alone: what a person would do to the files by hand."""

from __future__ import annotations

import copy
from datetime import date

from tests.oracle.days import first_day, last_day
from tests.oracle.plain import Data, bounds, listed

SINGLE = {"parent", "owner", "by", "reports_to", "part_of"}
NAMING: dict[str, dict[str, tuple[str, ...]]] = {
    "plans": {"owner": ("bodies", "partners"), "part_of": ("plans",)},
    "bodies": {"members": ("partners",), "reports_to": ("bodies",)},
    "priorities": {"owner": ("bodies", "partners")},
    "partners": {"parent": ("partners",)},
    "initiatives": {"part_of": ("initiatives",), "follows": ("initiatives",)},
    "needs": {"replaces": ("needs",)},
    "reviews": {"initiatives": ("initiatives",), "by": ("bodies", "partners")},
}


def applied(city: Data, scenario: Data) -> Data:
    """The files after the scenario."""
    found = copy.deepcopy(city)
    change = copy.deepcopy(scenario.get("change", {}))
    ends = scenario.get("end", {}).get("initiatives", {})
    gone, lines = what_goes(found, scenario)
    forget(found, gone, lines)
    for section, entries in change.items():
        for key, said in entries.items():
            if key in found[section]:
                give(found[section][key], city[section][key], said)
                put(found[section][key], said)
    for key, end in ends.items():
        end_at(found["initiatives"][key], end, found["city"]["as_of"])
    for section, entries in copy.deepcopy(scenario.get("add", {})).items():
        if isinstance(entries, dict):
            found.setdefault(section, {}).update(entries)
        else:
            found.setdefault(section, []).extend(entries)
    return found


def give(entry: Data, old: Data, said: Data) -> None:
    """Leave a sum as it was where it is said who gives it."""
    for name, line in (said.get("funding") or {}).items():
        if line and "funder" in line and "amount" in old.get("funding", {}).get(name, {}):
            entry["funding"][name]["amount"] = old["funding"][name]["amount"]


def put(entry: Data, said: Data) -> None:
    """Write a change over an entry."""
    for key, value in said.items():
        if value is None:
            entry.pop(key, None)
        elif key == "funding":
            funding = entry.setdefault("funding", {})
            for line, inner in value.items():
                if inner is None:
                    funding.pop(line, None)
                else:
                    put(funding.setdefault(line, {}), inner)
        else:
            entry[key] = value


def end_at(entry: Data, end: str | int, as_of: str | int) -> None:
    """Let an initiative end."""
    entry["end"] = end
    if last_day(end) < last_day(as_of):
        entry["status"] = "ended"
    if "seen_active" in entry and first_day(entry["seen_active"]) > last_day(end):
        del entry["seen_active"]


def what_goes(city: Data, scenario: Data) -> tuple[set[tuple[str, str]], set[str]]:
    """The entries and the funding lines that are there no more."""
    gone = {(section, key) for section, keys in scenario.get("remove", {}).items() for key in keys}
    changed = scenario.get("change", {}).get("initiatives", {})
    spared = {*changed, *scenario.get("end", {}).get("initiatives", {})}
    initiatives = city.get("initiatives", {})
    for key, entry in initiatives.items():
        doing = [
            part["partner"]
            for part in entry.get("partners", [])
            if {"lead", "deliverer"} & set(listed(part["role"]))
        ]
        if key not in spared and doing and all(("partners", p) in gone for p in doing):
            gone.add(("initiatives", key))
    everything = {
        f"{key}/{name}": line
        for key, entry in initiatives.items()
        for name, line in entry.get("funding", {}).items()
    }
    said = {
        f"{key}/{name}": line
        for key, entry in changed.items()
        for name, line in (entry.get("funding") or {}).items()
    }
    lines = {name for name, line in said.items() if line is None}
    for key, entry in changed.items():
        if "funding" in entry and entry["funding"] is None:
            lines |= {name for name in everything if name.startswith(f"{key}/")}
    while True:
        more = set()
        for name, line in everything.items():
            key = name.split("/")[0]
            givers = listed(line.get("funder"))
            larger = line.get("within", "")
            larger = larger if "/" in larger or not larger else f"{key}/{larger}"
            kept = said.get(name) is not None
            without = bool(givers) and all(("partners", giver) in gone for giver in givers)
            if ("initiatives", key) in gone or (not kept and (without or larger in lines)):
                more.add(name)
        if more <= lines:
            return gone, lines
        lines |= more


def forget(city: Data, gone: set[tuple[str, str]], lines: set[str]) -> None:
    """Take out what is gone, and whatever names it."""

    def left(section: str, key: str) -> bool:
        return key in city.get(section, {}) and (section, key) not in gone

    before: Data = copy.deepcopy(city)
    for section, fields in NAMING.items():
        entries = city.get(section, {})
        said: list[Data] = list(entries.values() if isinstance(entries, dict) else entries)
        for entry in said:
            for field, targets in fields.items():
                names = [
                    key
                    for key in listed(entry.get(field))
                    if not any((t, key) in gone for t in targets)
                    or any(left(t, key) for t in targets)
                ]
                if field in entry and names != listed(entry[field]):
                    if names and field not in SINGLE:
                        entry[field] = names
                    else:
                        del entry[field]
    for key, entry in city.get("initiatives", {}).items():
        if "partners" in entry:
            entry["partners"] = [
                part for part in entry["partners"] if ("partners", part["partner"]) not in gone
            ]
        for name, line in list(entry.get("funding", {}).items()):
            if f"{key}/{name}" in lines:
                del entry["funding"][name]
                continue
            if "within" in line:
                larger = line["within"] if "/" in line["within"] else f"{key}/{line['within']}"
                if larger in lines:
                    del line["within"]
            givers = [g for g in listed(line.get("funder")) if ("partners", g) not in gone]
            if givers != listed(line.get("funder")):
                line["funder"] = givers
                high = bounds(line.pop("amount", None))[1]
                if high is not None:
                    line["amount"] = {"at_most": high}
    city["ties"] = [
        tie
        for tie in city.get("ties", [])
        if ("partners", tie["from"]) not in gone and ("partners", tie["to"]) not in gone
    ]
    city["reviews"] = [
        review
        for review, old in zip(city.get("reviews", []), before.get("reviews", []), strict=True)
        if len(set(review.get("initiatives", []))) >= 2
        or set(old["initiatives"]) == set(review.get("initiatives", []))
    ]
    for section, key in gone:
        city[section].pop(key, None)


def may_end(entry: Data, end: str | int, as_of: str | int) -> bool:
    """Whether an end takes something away, as far as one knows."""
    if entry.get("status") == "planned" and first_day(end) <= last_day(as_of):
        return False
    if "end" not in entry:
        return entry.get("status") != "ended"
    old: tuple[date, date] = (first_day(entry["end"]), last_day(entry["end"]))
    new = (first_day(end), last_day(end))
    return str(end) != str(entry["end"]) and new[0] <= old[0] and new[1] <= old[1]
