"""The page of the answers: what a command gives as JSON, made from the schemas of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import learningcity
from learningcity.analysis.result import Parameters
from learningcity.cli.answers import ANSWERS, Answer, schema_of

ALWAYS = ("schema", "city", "scenarios", "parameters", "rows")
"""Keys of every answer; they stand once, at the head of the page."""

_TYPES = {
    "array": "list",
    "boolean": "true or false",
    "integer": "whole number",
    "null": "`null`",
    "number": "number",
    "object": "object",
    "string": "text",
}


def answers_page() -> dict[str, str]:
    """Return what stands for the mark of the page: a section for each answer."""
    return {"<!-- answers -->": "\n\n".join(map(_section, ANSWERS.values()))}


def _section(answer: Answer) -> str:
    schema: dict[str, Any] = schema_of(answer.name)
    command = f"learningcity {answer.command} PATH"
    if answer.name in ("changes", "show", "show-pair"):
        command += {"changes": " OTHER", "show": " ID", "show-pair": " ID OTHER"}[answer.name]
    if answer.table is not None:
        command += f" --table {answer.table}"
    name = answer.record.__name__
    python = f" · {{py:class}}`learningcity.{name}`" if name in learningcity.__all__ else ""
    parts = [f"## {answer.name}", f"`{command}`{python}", str(schema["description"])]
    parts += _tables(schema)
    return "\n\n".join(parts)


def _tables(schema: Mapping[str, Any]) -> Iterator[str]:
    definitions = schema.get("$defs", {})
    told = schema["properties"]
    row = told.get("rows", {}).get("items", {}).get("$ref", "").rpartition("/")[2]
    asked = told["parameters"].get("$ref", "").rpartition("/")[2]
    if row:
        yield "Each row has:"
        yield _table(definitions[row]["properties"])
    beside = {key: value for key, value in told.items() if key not in ALWAYS}
    if beside:
        yield "Besides the rows there are:" if row else "It has:"
        yield _table(beside)
    parameters = definitions[asked]["properties"]
    more = {key: value for key, value in parameters.items() if not _everywhere(key, value)}
    if more:
        yield "Parameters:"
        yield _table(more)
    for name, entry in definitions.items():
        if name not in (row, asked):
            yield f"Each *{_words(name)}* has:"
            yield _table(entry["properties"])


def _everywhere(key: str, value: Mapping[str, Any]) -> bool:
    """Whether the head of the page says what a parameter means."""
    return key in Parameters.names() and value["description"] == _PERIOD[key]


_PERIOD = {
    key: value["description"]
    for key, value in schema_of("coverage")["$defs"]["CoverageParameters"]["properties"].items()  # type: ignore[index]  # a schema
}


def _table(properties: Mapping[str, Any]) -> str:
    lines = ["| key | holds | means |", "|---|---|---|"]
    for key, value in properties.items():
        cells = (f"`{key}`", _holds(value), value["description"])
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines)


def _holds(value: Mapping[str, Any]) -> str:
    """Return in words what a key holds."""
    if "$ref" in value:
        return f"*{_words(value['$ref'].rpartition('/')[2])}*"
    if "const" in value:
        return f"`{value['const']}`"
    if "enum" in value:
        return ", ".join(f"`{'null' if word is None else word}`" for word in value["enum"])
    if "anyOf" in value:
        return ", or ".join(_holds(form) for form in value["anyOf"])
    if isinstance(value.get("type"), list):
        return ", or ".join(_TYPES[kind] for kind in value["type"])
    if value.get("type") == "array":
        if "prefixItems" in value:
            return f"two: {_holds(value['prefixItems'][0])}"
        return f"list: {_holds(value['items'])}"
    if value.get("type") == "object":
        return f"by name: {_holds(value['additionalProperties'])}"
    if value.get("format") == "date":
        return "date"
    return _TYPES.get(str(value.get("type")), "id")


def _words(name: str) -> str:
    """Return the name of a class as words: ``EndingLine`` is an ending line."""
    parts = "".join(f" {c.lower()}" if c.isupper() else c for c in name).split()
    return " ".join(part for part in parts if part not in ("record", "row"))
