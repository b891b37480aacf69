"""The tables of the page on the city file, made from the model and from one example city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from learningcity.io.documents import read_document
from learningcity.io.schema import file_schema
from learningcity.model.entities import Entry
from learningcity.model.kinds import KINDS
from learningcity.model.vocabulary import PARTNER_KINDS

EXAMPLE = Path(__file__).parent / "reference" / "riverton.yaml"
SCHEMA: dict[str, Any] = file_schema()
DEFINITIONS: dict[str, Any] = SCHEMA["$defs"]
COMMON = tuple(Entry.model_fields)
"""The keys that every entry may have; they have a table of their own."""

PARTS = {
    "CityHead": "city",
    **{kind.entry.__name__: kind.section for kind in KINDS},
    "Participation": "partners of an initiative",
    "Participants": "participants",
    "ProvisionLine": "provision",
    "FundingLine": "funding",
    "Outcome": "outcomes",
    "Indicator": "indicator",
    "Comparator": "comparator",
}
"""The parts of a city file, by the names of their classes, as people call them."""

_VALUES = {
    "activity": "id of an activity",
    "address": "web address",
    "country": "country code",
    "currency": "currency code",
    "id": "id",
    "key": "id",
    "language": "language tag",
    "line": "funding line",
    "number": "number",
    "people": "number of people",
    "text": "text",
    "value": "number or text",
}
_PLAIN = {"boolean": "`true` or `false`", "integer": "whole number", "string": "words"}


def example() -> Mapping[str, Any]:
    """Return the example city as the reader sees it: dates and quoted figures stay text."""
    data = read_document(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name).data
    assert isinstance(data, dict)
    return data


def tables() -> dict[str, str]:
    """Return the table of each part, and of what every entry may have, by class."""
    found = {name: _table(name, leave_out=COMMON) for name in PARTS}
    return {**found, "Entry": _table("Place", only=COMMON)}


def format_page() -> dict[str, str]:
    """Return what stands for each mark on the page."""
    kinds = ", ".join(f"`{kind}`" for kind in PARTNER_KINDS)
    glance = EXAMPLE.read_text(encoding="utf-8")
    return {
        "<!-- the whole -->": f"```yaml\n{glance}```",
        "<!-- kinds of partner -->": f"{kinds}.",
        **{f"<!-- keys of {name} -->": table for name, table in tables().items()},
    }


def examples(data: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """Return an example of each key, by class and key, cut out of a city."""
    found: dict[tuple[str, str], str] = {}
    for name, said in _parts(data):
        for key, value in said.items():
            found.setdefault((name, key), _flow(key, value))
            if key in COMMON:
                found.setdefault(("Entry", key), _flow(key, value))
    return found


def _parts(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield all parts of a city with the names of their classes, entries before their parts."""
    yield "CityHead", data["city"]
    for kind in KINDS:
        entries = data[kind.section]
        for entry in entries.values() if kind.keyed else entries:
            yield kind.entry.__name__, entry
    for entry in data["initiatives"].values():
        for name, key in (
            ("Participation", "partners"),
            ("Participants", "participants"),
            ("ProvisionLine", "provision"),
            ("Outcome", "outcomes"),
        ):
            for part in entry.get(key, ()):
                yield name, part
        for line in entry.get("funding", {}).values():
            yield "FundingLine", line
    for need in data["needs"].values():
        if "indicator" in need:
            yield "Indicator", need["indicator"]
            yield "Comparator", need["indicator"]["comparator"]


def _flow(key: str, value: object) -> str:
    """Return a key with its value on one line; of several entries the first."""
    if isinstance(value, list) and isinstance(value[0], dict):
        value = value[:1]
    elif isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()):
        first = next(iter(value))
        value = {first: value[first]}
    return f"{key}: {_plain(value)}"


def _plain(value: object) -> str:
    """Return a value as people write it in a file."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_plain(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    needs_quotes = isinstance(value, str) and (text.isdigit() or set(text) & set(",:;[]{}#"))
    return f'"{text}"' if needs_quotes else text


def _table(name: str, *, leave_out: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> str:
    entry = DEFINITIONS[name]
    shown = examples(example())
    lines = ["| key | holds | means, with an example |", "|---|---|---|"]
    for key, value in entry["properties"].items():
        if key in leave_out or (only and key not in only):
            continue
        required = ", **required**" if key in entry.get("required", ()) else ""
        # Places show what all terms may have.
        said = shown.get(("Entry" if only else name, key)) or shown["Place", key]
        cells = (f"`{key}`", _holds(value) + required, f"{value['description']}<br>`{said}`")
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines)


def _holds(value: Mapping[str, Any]) -> str:
    """Return in words what a key holds."""
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"] if word is not None)
    if "$ref" in value:
        return _named(value["$ref"].rpartition("/")[2])
    if "anyOf" in value:
        forms = [form for form in value["anyOf"] if form != {"type": "null"}]
        if len(forms) == 2:
            return f"one or several: {_holds(forms[0])}"
        return _holds(forms[0])
    if value["type"] == "array":
        return f"list: {_holds(value['items'])}"
    if value["type"] == "object":
        inner = value["additionalProperties"]
        return f"by id: {_holds(inner)}" if "$ref" in inner else "by code: words"
    if "minimum" in value and "maximum" in value:
        return f"whole number from {value['minimum']} to {value['maximum']}"
    return _PLAIN[value["type"]]


def _named(name: str) -> str:
    if name in PARTS:
        place = PARTS[name].replace(" ", "-")
        return f"[{PARTS[name]}](#{place})"
    return _VALUES.get(name, name)
