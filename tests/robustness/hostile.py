"""A city that says a list of texts wherever a file takes words, and all that is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import learningcity as lc
from learningcity.analysis.double_funding import find_double_funding
from learningcity.analysis.result import Assumptions, Result, Row
from learningcity.cli.network_tables import TABLES, Asked
from learningcity.model.city import City

__all__ = ["COMMANDS", "LARGE", "SLOW", "answers", "hostile_city", "hostile_scenario", "words_of"]

_HEAD = ("name", "goal", "note")
_SUMMED = {"start": "2020-01", "end": "2026-12", "currency": "GBP"}


def hostile_city(texts: Sequence[str]) -> dict[str, Any]:
    """The plain data of a city in which each text stands in each field that takes words.

    Initiatives overlap three by three, so that nothing grows faster than the number of texts, and
    every fifth does not say for whom it is and since when, so that there is something to ask.
    """
    number = len(texts)
    count = range(number)

    def said(index: int, *fields: str) -> dict[str, Any]:
        words = {field: texts[(index + shift) % number] for shift, field in enumerate(fields)}
        return {**words, "aliases": [texts[index], texts[index - 1]], "note": texts[index]}

    def term(index: int, *fields: str) -> dict[str, Any]:
        return {**said(index, "name", *fields), "sources": [f"s{index}"]}

    def initiative(index: int) -> dict[str, Any]:
        three = index // 3
        known = {"audiences": [f"u{three}"], "start": 2020} if index % 5 else {}
        return {
            **said(index, "name", "summary"),
            **known,
            "activities": [f"t{three}"],
            "places": [f"l{three}"],
            "priorities": [f"q{index % 4 % number}"],
            "end": "2026-06" if index % 3 else 2030,
            "status": "active",
            "capacity": 10 + index % 7,
            "partners": [
                {"partner": f"p{index}", "role": "lead", "note": texts[index]},
                {"partner": f"p{(index + 1) % number}", "role": "partner"},
                {"partner": f"p{three}", "role": "funder"},
            ],
            "funding": {"line": {**said(index), **_SUMMED, "amount": 1000, "funder": f"p{three}"}},
            "outcomes": [{"statement": texts[index], "date": 2023}] if index % 2 else [],
            "sources": [f"s{index}"],
        }

    def need(index: int) -> dict[str, Any]:
        return {
            **said(index, "statement"),
            "activities": [f"t{index}"],
            "audiences": [f"u{index // 2}"],
            "places": [f"l{index}"],
            "people": 500,
            "indicator": {
                "value": texts[index],
                "unit": texts[index],
                "comparator": {"value": texts[index], "label": texts[index]},
            },
            "date": 2023,
            "sources": [f"s{index}"],
        }

    def partner(index: int) -> dict[str, Any]:
        return {
            **said(index, "name", "kind"),
            "sector": ("public", "private", "third")[index % 3],
            "identifiers": {"GB-COH": texts[index]},
            "priorities": [f"q{index % 4 % number}"],
            "remit": [f"q{index % 3 % number}"],
        }

    return {
        "format": "learningcity/1",
        "city": {"id": "here", "as_of": "2025-11", "place": "l0", **said(0, *_HEAD)},
        "facts": {f"f{i}": {**said(i, "label", "value", "unit"), "date": 2020} for i in count},
        "vision": [said(i, "statement") for i in count],
        "places": {
            f"l{i}": {
                **term(i, "kind"),
                "population": 900 + i,
                **({"within": "l0"} if i else {}),
            }
            for i in count
        },
        "audiences": {f"u{i}": {**term(i, "by"), "people": 90 + i} for i in count},
        "priorities": {
            f"q{i}": {**term(i, "definition"), "owner": f"b{i}", "sdgs": [4]} for i in count
        },
        "activities": {f"t{i}": term(i, "definition") for i in count},
        "bodies": {
            f"b{i}": {
                **said(i, "name", "kind"),
                "members": [f"p{(i + j) % number}" for j in range(3)],
            }
            for i in count
        },
        "plans": {f"n{i}": {**said(i, "name"), "owner": f"p{i}"} for i in count},
        "partners": {f"p{i}": partner(i) for i in count},
        "initiatives": {f"i{i}": initiative(i) for i in count},
        "needs": {f"d{i}": need(i) for i in count},
        "ties": [
            {"from": f"p{i}", "to": f"p{(i + 2) % number}", "kind": "knowledge", "note": texts[i]}
            for i in count
        ],
        "reviews": [
            {
                "initiatives": [f"i{i}", f"i{i + 1}"],
                "verdict": "complementary",
                "by": f"b{i}",
                "date": 2024,
                "note": texts[i],
            }
            for i in range(0, number - 1, 8)
        ],
        "sources": {
            f"s{i}": {**said(i, "title", "publisher"), "url": f"https://example.org/{i}?a=1&b='2'"}
            for i in count
        },
    }


def hostile_scenario(text: str) -> dict[str, Any]:
    """The plain data of a scenario of this name, which turns some of the city around."""
    return {
        "format": "learningcity-scenario/1",
        "scenario": {"id": "what-if", "name": text, "note": text},
        "end": {"initiatives": {"i1": "2025-06"}},
        "remove": {"initiatives": ["i0"], "needs": ["d0"]},
    }


def words_of(value: object) -> Iterator[str]:
    """All text in plain data, keys too, without recursion into the same twice."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from words_of(key)
            yield from words_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_of(inner)


_CHANCE = {
    **dict.fromkeys(("cohesion", "two-mode-structure"), ("--null", "none")),
    **dict.fromkeys(("overview", "core-periphery", "backbone", "sensitivity"), ("--samples", "3")),
    **dict.fromkeys(("mixing-matrix", "mixing", "robustness"), ("--samples", "3")),
}
"""How little is left to chance in each table, as names and not figures are looked at."""

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("duplicates",),
    *(
        ("duplicates", "--table", table)
        for table in (
            "groups",
            "crowding",
            "surplus",
            "double-funding",
            "fragmentation",
            "effort",
            "twins",
        )
    ),
    ("coverage",),
    ("coverage", "--table", "map"),
    ("coverage", "--table", "map", "--rows", "sector", "--columns", "place"),
    ("gaps",),
    *(("funding", "--by", by) for by in ("city", "initiative", "funder", "priority")),
    *(("timeline", "--table", table) for table in ("periods", "cliff", "endings")),
    *(("network", "--table", table, *_CHANCE.get(table, ())) for table in TABLES),
)
"""Every command that reads a city and answers as text, JSON and CSV, and all its tables."""


SLOW = (
    "two-mode-structure",
    "cohesion",
    "core-periphery",
    "communities",
    "backbone",
    "sensitivity",
)
"""Tables of the network that take long, and in which few names stand."""

LARGE = (("coverage", "map"), *(("network", table) for table in (*SLOW, "overview")))
"""Commands, with their tables, that take long in a city of many partners or terms."""


def answers(
    city: City, changed: City, *, slow: bool
) -> Iterator[tuple[str, Result[Row, Assumptions]]]:
    """Every result that can be asked for of a city, and of what is changed in it, by a name."""
    yield "duplicates", lc.find_duplicates(city)
    yield "groups", lc.find_groups(city)
    yield "crowding", lc.find_crowding(city)
    yield "surplus", lc.need_surplus(city)
    yield "double-funding", find_double_funding(city)
    yield "fragmentation", lc.fragmentation(city)
    yield "effort", lc.meeting_effort(city)
    yield "twins", lc.find_twins(city)
    yield "coverage", lc.need_coverage(city)
    yield "map", lc.coverage_map(city)
    yield "map-of-sectors", lc.coverage_map(city, "sector", "place")
    yield "gaps", lc.find_gaps(city)
    yield "questions", lc.find_questions(city)
    for by in ("city", "initiative", "funder", "priority"):
        yield f"funding-{by}", lc.net_funding(city, by=by)
    yield "timeline", lc.timeline(city)
    yield "cliff", lc.funding_cliff(city)
    yield "endings", lc.find_endings(city)
    yield "compare", lc.compare_findings(city, changed)
    asked = Asked(
        city,
        "city.yaml",
        on=None,
        ever=False,
        carry=2,
        limit=0,
        null=None,
        samples=4,
        seed=0,
        weight="newman",
    )
    for name, table in TABLES.items():
        if name in SLOW and not slow:
            continue
        yield f"network-{name}", table(asked).found
