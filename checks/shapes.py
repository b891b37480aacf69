"""Texts of any size in twenty shapes, sound and broken, and small texts that blow up elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from tests.robustness.corpus_base import BASE
from tests.robustness.corpus_text import laughs, merges

Shape = Callable[[int], str]

HEAD = "format: learningcity/1\ncity: {id: demo, name: Demo, as_of: 2025}\n"


def city(count: int) -> str:
    """Return a sound city of `count` partners and as many initiatives."""
    partners = "".join(
        f"  partner-{n}:\n    name: Partner {n}\n    sector: public\n" for n in range(count)
    )
    initiatives = "".join(
        f"  initiative-{n}:\n    name: Initiative {n}\n    kind: service\n    places: [town]\n"
        f"    audiences: [adults]\n    start: 20{n % 25:02}-01\n    capacity: {n}\n"
        f"    partners: [{{partner: partner-{n}, role: lead}}]\n"
        for n in range(count)
    )
    terms = "places: {town: {name: Town}}\naudiences: {adults: {name: Adults}}\n"
    return f"{HEAD}{terms}partners:\n{partners}initiatives:\n{initiatives}"


def section(name: str, entry: str) -> Shape:
    """Return a city with `count` entries of one sort, which may name their number by {n}."""
    return lambda count: (
        f"{HEAD}{name}:\n"
        + "".join(entry.replace("{n}", str(n)).replace("{m}", str(n + 1)) for n in range(count))
    )


SHAPES: dict[str, Shape] = {
    "sound city": city,
    "partners of one name": section("partners", "  p{n}: {name: A}\n"),
    "references to nothing": section("partners", "  p{n}: {name: A {n}, parent: x{n}}\n"),
    "a chain of places": section("places", "  p{n}: {name: A, within: p{m}}\n"),
    "entries that are none": section("partners", "  p{n}: 1\n"),
    "misspelt keys": section("partners", "  p{n}: {nmae: A}\n"),
    "wrong dates": section("plans", "  p{n}: {name: A, start: 2023-02-30}\n"),
    "keys twice": lambda count: HEAD + "ties: []\n" * count,
    "empty ties": section("ties", "  - {}\n"),
    "list of numbers": lambda count: "- 12.5\n" * count,
    "list in brackets": lambda count: "[" + "a, " * count + "]",
    "words with escapes": lambda count: '- "\\x41\\u00e9"\n' * count,
    "long text": lambda count: HEAD + "facts: {a: {label: " + "word " * count + ", value: 1}}\n",
    "block text": lambda count: "a: |\n" + "  line\n" * count,
    "unclosed quotes": lambda count: '- "a\n' * (2 * count + 1),
    "unclosed brackets": lambda count: "- [a\n" * count,
    "quotes in one line": lambda count: "a: [" + "'x', " * count,
    "escaped quotes": lambda count: "a: ['" + '\\"' * count,
    "blank lines, then a fault": lambda count: "a: b\n" + "\n" * count + "  c: d: e\n",
    "control characters": lambda count: "a: " + "\x01" * count,
    "tags": lambda count: "- !x y\n" * count,
    "marks": lambda count: "".join(f"- &a{n} x\n" for n in range(count)),
    "comments": lambda count: "# word\n" * count + HEAD,
    "documents": lambda count: HEAD + "---\n" * count,
}
"""By name: a text of about that many parts."""

BOMBS: dict[str, str] = {
    "laughs 9 x 9": laughs(10, 9),
    "laughs 2 x 30": laughs(30, 2),
    "merge keys": merges(25),
    "100,000 brackets": "[" * 100_000,
    "100,000 lists": "- " * 100_000,
    "100,000 braces": "{a: " * 100_000,
    "base 60": BASE.replace("2017-01-25", "1:" + "59:" * 10_000 + "59"),
    "5,000 digits": HEAD + "x: " + "9" * 5_000,
    "1e999999": HEAD + "x: 1e999999",
    "2,000-character key": "k" * 2_000 + ": x",
}
"""By name: a small text that takes other readers long, or much memory, or their life."""
