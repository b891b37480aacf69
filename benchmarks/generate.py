"""Invented cities of any size, for measuring: popular things are much more popular than rare ones.

Which activity, group, place or partner an initiative has is drawn by Zipf's law, as in real
registers: the n-th most popular one has a weight of n to the power of -0.7. The same arguments give
the same city. Nothing in it is a fact about any city.

Each city is there as plain data, as a file's text (``city_text``) and as a city (``made_city``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import TypeAlias

import learningcity as lc

__all__ = [
    "POPULARITY",
    "city_mapping",
    "city_text",
    "made_city",
    "many_cities",
    "mapping_text",
    "popularity",
]

Data: TypeAlias = dict[str, object]

POPULARITY = 0.7
"""The power by which popularity falls."""

_BLOCKS = ("initiatives", "needs")
"""Sections that people write with a line for each field."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]*")


def city_mapping(
    initiatives: int, *, seed: int = 7, dense: bool = False, id: str = "made-up"
) -> Data:
    """Return an invented city as plain data.

    There are a partner for each two initiatives, a need for each 20, and terms in number as a city
    of that size would use them: activities, groups and wards grow with the initiatives. An
    initiative has one to three activities, groups and partners; one in twenty serves the whole
    city.

    Parameters
    ----------
    initiatives
        How many.
    seed
        For another city of the same size.
    dense
        Keep to 40 activities, 24 groups and 20 wards whatever the size, as in a register of one
        kind of work: the number of pairs that overlap then grows with the square of the size.
    id
        The id of the city.
    """
    return _City(initiatives, Random(f"{id} {seed}"), dense).mapping(id)


def city_text(initiatives: int, *, seed: int = 7, dense: bool = False) -> str:
    """Return the text of the file of an invented city."""
    return mapping_text(city_mapping(initiatives, seed=seed, dense=dense))


def made_city(initiatives: int, *, seed: int = 7, dense: bool = False) -> lc.City:
    """Return an invented city, read."""
    return lc.city_from_mapping(city_mapping(initiatives, seed=seed, dense=dense))


def many_cities(initiatives: int, *, cities: int = 400, seed: int = 7) -> Iterator[Data]:
    """Return cities that have so many initiatives together: a few large ones, many small ones.

    The sizes fall as popularity does; the smallest cities have one initiative or two.
    """
    weights = popularity(cities)
    whole = sum(weights)
    for n, weight in enumerate(weights):
        share = max(1, round(initiatives * weight / whole))
        yield city_mapping(share, seed=seed, id=f"city-{n}")


def popularity(count: int, power: float = POPULARITY) -> list[float]:
    """Return how often each of so many things is drawn, the most popular one first."""
    return [(n + 1) ** -power for n in range(count)]


class _City:
    def __init__(self, count: int, random: Random, dense: bool) -> None:
        self.count = count
        self.random = random
        grown = 0 if dense else count
        self.wards = [f"ward-{n}" for n in range(max(20, grown // 10))]
        self.groups = [f"group-{n}" for n in range(max(24, grown // 40))]
        self.activities = [f"activity-{n}" for n in range(max(40, grown // 12))]
        self.partners = [f"partner-{n}" for n in range(max(3, count // 2))]
        self.weights: dict[int, list[float]] = {}

    def some(self, ids: Sequence[str], most: int) -> list[str]:
        """Return one to `most` of the ids, the first ones more often."""
        weights = self.weights.get(len(ids))
        if weights is None:
            weights = self.weights[len(ids)] = list(accumulate(popularity(len(ids))))
        drawn = self.random.choices(ids, cum_weights=weights, k=self.random.randint(1, most))
        return list(dict.fromkeys(drawn))

    def mapping(self, id: str) -> Data:
        """Return the whole city."""
        head = {"id": id, "name": "Made Up", "language": "en", "as_of": "2025-06", "place": "town"}
        return {
            "format": "learningcity/1",
            "city": head,
            **self.terms(),
            "initiatives": {f"offer-{n}": self.offer(n) for n in range(self.count)},
            "needs": {f"need-{n}": self.need(n) for n in range(max(3, self.count // 20))},
        }

    def terms(self) -> Data:
        """Return places, groups, activities, priorities and partners."""
        places: Data = {"town": {"name": "Town", "population": 400000}}
        for ward in self.wards:
            places[ward] = {"name": ward, "within": "town", "population": 9000}
        audiences: Data = {}
        for n, group in enumerate(self.groups):
            above = n // 4 if n > 3 else n
            by = ("age", "language", "work")[above % 3]
            audiences[group] = {"name": group, "by": by}
            if n % 4 and n > 3:
                audiences[group] = {"name": group, "by": by, "within": f"group-{above}"}
        activities: Data = {}
        for n, activity in enumerate(self.activities):
            within = {"within": f"activity-{n // 8}"} if n > 12 else {}
            activities[activity] = {"name": activity, **within}
        sectors = ("public", "private", "third")
        return {
            "places": places,
            "audiences": audiences,
            "activities": activities,
            "priorities": {f"priority-{n}": {"name": f"Priority {n}"} for n in range(4)},
            "partners": {
                partner: {"name": f"Organisation {n}", "sector": sectors[n % 3]}
                for n, partner in enumerate(self.partners)
            },
        }

    def offer(self, n: int) -> Data:
        """Return an initiative; `n` is its number."""
        random = self.random
        town = random.random() < 0.05
        made: Data = {
            "name": f"Offer {n}",
            "kind": "programme",
            "activities": self.some(self.activities, 3),
            "priorities": [f"priority-{random.randrange(4)}"],
            "places": ["town"] if town else self.some(self.wards, 2),
            "modes": [random.choice(("formal", "non-formal", "informal"))],
        }
        if random.random() < 0.8:
            made["audiences"] = self.some(self.groups, 3)
        made["start"] = f"{random.randint(2015, 2024)}-{random.randint(1, 12):02}"
        if random.random() < 0.4:
            made["end"] = f"{random.randint(2025, 2029)}-{random.randint(1, 12):02}"
        made["status"] = random.choice(("active", "active", "unknown"))
        if random.random() < 0.5:
            made["capacity"] = random.randint(2, 80) * 5
        if n and random.random() < 0.1:
            made["part_of"] = f"offer-{random.randrange(n)}"
        partners = self.some(self.partners, 3)
        made["partners"] = [
            {"partner": partner, "role": role}
            for role, partner in zip(("lead", "deliverer", "funder"), partners, strict=False)
        ]
        if random.random() < 0.5:
            made["funding"] = {
                "total": {
                    "amount": random.randint(5, 900) * 1000,
                    "currency": "EUR",
                    "funder": partners[-1],
                    "start": "2022-04",
                    "end": "2027-03",
                }
            }
        if random.random() < 0.3:
            made["outcomes"] = [{"statement": "People went on to further learning"}]
        return made

    def need(self, n: int) -> Data:
        """Return a need; `n` is its number."""
        return {
            "statement": f"Need {n}",
            "activities": self.some(self.activities, 2),
            "audiences": self.some(self.groups, 1),
            "places": self.some(self.wards, 2),
            "people": self.random.randint(2, 500) * 10,
            "date": "2023",
        }


def mapping_text(mapping: Mapping[str, object]) -> str:
    """Return the text of a file, as people would write these plain data."""
    lines: list[str] = []
    for section, entries in mapping.items():
        if section == "city" or not isinstance(entries, dict):
            lines.append(f"{section}: {_flow(entries)}")
            continue
        lines.append(f"{section}:")
        for key, entry in entries.items():
            if section in _BLOCKS:
                lines += [f"  {key}:", *_fields(entry)]
            else:
                lines.append(f"  {key}: {_flow(entry)}")
    return "\n".join(lines) + "\n"


def _fields(entry: Mapping[str, object]) -> Iterator[str]:
    """Return a line for each field of an entry, and for each value of what lies below it."""
    for field, value in entry.items():
        if isinstance(value, dict):
            yield f"    {field}:"
            yield from (f"      {key}: {_flow(inner)}" for key, inner in value.items())
        elif isinstance(value, list) and isinstance(value[0], dict):
            yield f"    {field}:"
            yield from (f"      - {_flow(inner)}" for inner in value)
        else:
            yield f"    {field}: {_flow(value)}"


def _flow(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    text = str(value)
    if not isinstance(value, str) or (_PLAIN.fullmatch(text) and not text.isdecimal()):
        return text
    return json.dumps(text)
