"""Single faults, put into sound files where PyYAML names a place, and what must be said of each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat, zip_longest
from typing import TypeAlias

import yaml

Node: TypeAlias = yaml.Node

DATES = {"start", "end", "as_of", "since", "until", "date", "seen_active", "joined"}
NUMBERS = {"people", "capacity", "population", "amount"}
TEXTS = {"name", "title", "statement", "summary", "definition", "goal", "label", "publisher"}
LISTS = {"activities", "audiences", "places", "priorities", "sources", "members", "sdgs", "modes"}
REFERENCES = {"parent", "owner", "reports_to", "part_of", "place", "by"}
CHOICES = {"status", "sector", "basis", "verdict", "stage", "use"}
REQUIRED = {
    "city": {"id", "name", "as_of"},
    "partners": {"name"},
    "initiatives": {"name"},
    "needs": {"statement"},
    "sources": {"title"},
    "places": {"name"},
    "audiences": {"name"},
    "priorities": {"name"},
    "bodies": {"name"},
}


@dataclass(frozen=True)
class Pair:
    """A key and its value as they stand in a file."""

    section: str
    depth: int
    """0 for the keys of an entry, more for those inside."""
    key: yaml.ScalarNode
    value: Node
    entry: Node
    """The key of the entry they are in."""
    flow: bool


@dataclass(frozen=True)
class Fault:
    """A fault: the text with it, and the code and line of the one finding."""

    kind: str
    what: str
    text: str
    codes: frozenset[str]
    line: int


def pairs_of(text: str) -> list[Pair]:
    """Return all keys of entries, with their values."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    found: list[Pair] = []
    for section, content in root.value:
        if isinstance(content, yaml.MappingNode):
            if section.value == "city":
                found += _inside("city", content, section, 0)
                continue
            for entry, body in content.value:
                found += _inside(section.value, body, entry, 0)
        elif isinstance(content, yaml.SequenceNode):
            for body in content.value:
                found += _inside(section.value, body, body, 0)
    return found


def _inside(section: str, node: Node, entry: Node, depth: int) -> Iterator[Pair]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield Pair(section, depth, key, value, entry, bool(node.flow_style))
            yield from _inside(section, value, entry, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _inside(section, item, entry, depth + 1)


def faults_of(text: str, chance: random.Random, count: int) -> list[Fault]:
    """Return `count` different faults, all kinds in turn as far as the text has places for them."""
    pairs = pairs_of(text)
    makers = (_drop, _duplicate, _misspell, _move, _retype, _damage)
    ways = []
    for maker in makers:
        mixed = chance.sample(pairs, len(pairs))
        ways.append(filter(None, map(maker, repeat(text), mixed, repeat(chance))))
    in_turn = chain.from_iterable(zip_longest(*ways))
    return list(islice(filter(None, in_turn), count))


def _fault(kind: str, pair: Pair, text: str, codes: str, line: int) -> Fault:
    what = f"{pair.section}: {pair.key.value}, line {pair.key.start_mark.line + 1}"
    return Fault(kind, what, text, frozenset(codes.split()), line + 1)


def _whole_lines(text: str, pair: Pair) -> tuple[int, int] | None:
    """Return where the lines of a key with a value on one line begin and end."""
    start = text.rfind("\n", 0, pair.key.start_mark.index) + 1
    end = text.find("\n", pair.value.end_mark.index) + 1
    alone = not text[start : pair.key.start_mark.index].strip()
    one_line = pair.value.end_mark.line == pair.key.start_mark.line
    return (start, end) if alone and one_line and not pair.flow and end else None


def _in_flow(text: str, pair: Pair) -> tuple[int, int] | None:
    """Return the span of a key between braces that is followed by a comma."""
    start, end = pair.key.start_mark.index, pair.value.end_mark.index
    return (start, end + 2) if pair.flow and text[end : end + 2] == ", " else None


def _drop(text: str, pair: Pair, chance: random.Random) -> Fault | None:
    """Take out a required key."""
    span = _whole_lines(text, pair) or _in_flow(text, pair)
    if span is None or pair.depth or pair.key.value not in REQUIRED.get(pair.section, ()):
        return None
    line = pair.entry.start_mark.line
    return _fault("drop", pair, text[: span[0]] + text[span[1] :], "missing-key", line)


def _duplicate(text: str, pair: Pair, chance: random.Random) -> Fault | None:
    """Write a key and its value once more."""
    span = _whole_lines(text, pair) or _in_flow(text, pair)
    if span is None:
        return None
    line = pair.key.start_mark.line + (0 if pair.flow else 1)
    twice = text[: span[1]] + text[span[0] : span[1]] + text[span[1] :]
    return _fault("duplicate", pair, twice, "duplicate-key", line)


def _misspell(text: str, pair: Pair, chance: random.Random) -> Fault | None:
    """Write a letter of a key twice."""
    if pair.depth and pair.section != "initiatives":
        return None
    if pair.entry.start_mark.line > pair.key.start_mark.line or not pair.key.value.isascii():
        return None
    if pair.key.value in {"en", "cy"} or "-" in pair.key.value or pair.key.value.isupper():
        return None  # a language, an id or the name of a list: any word is one
    if pair.depth and not isinstance(pair.value, yaml.ScalarNode):
        return None  # the id of a funding line
    at = pair.key.start_mark.index + chance.randrange(len(pair.key.value))
    wrong = text[:at] + text[at] + text[at:]
    return _fault("misspell", pair, wrong, "unknown-key", pair.key.start_mark.line)


def _move(text: str, pair: Pair, chance: random.Random) -> Fault | None:
    """Put a key of one sort of entry into one that does not have it."""
    span = _whole_lines(text, pair)
    strange = {
        "partners": "capacity: 5",
        "initiatives": "sector: public",
        "needs": "status: active",
        "sources": "statement: x",
        "bodies": "basis: survey",
    }
    if span is None or pair.depth or pair.section not in strange:
        return None
    indent = text[span[0] : pair.key.start_mark.index]
    moved = f"{text[: span[1]]}{indent}{strange[pair.section]}\n{text[span[1] :]}"
    return _fault("move", pair, moved, "unknown-key", pair.key.start_mark.line + 1)


def _instead(text: str, pair: Pair, value: str) -> str:
    return text[: pair.value.start_mark.index] + value + text[pair.value.end_mark.index :]


def _retype(text: str, pair: Pair, chance: random.Random) -> Fault | None:
    """Write another type of value."""
    name, line = pair.key.value, pair.key.start_mark.line
    if pair.value.end_mark.line != line or isinstance(pair.value, yaml.MappingNode):
        return None
    choices = [
        (DATES, ["[2020]", "{year: 2020}", "true", "20200"], "wrong-date"),
        (NUMBERS, ["many", "[5]", "true", "'5'"], "wrong-number"),
        (TEXTS, ["5", "[x]", "true"], "wrong-text"),
        (LISTS, ["word", "5", "{a: b}", "true"], "wrong-type"),
        (REFERENCES, ["[x]", "{a: b}", "true", "2.5"], "wrong-id"),
        (CHOICES, ["5", "[x]", "true"], "wrong-value wrong-type"),
    ]
    if (pair.section, name) == ("audiences", "by"):
        return None  # any word is possible
    for names, values, codes in choices:
        if name in names:
            return _fault("retype", pair, _instead(text, pair, chance.choice(values)), codes, line)
    return None


def _damage(text: str, pair: Pair, chance: random.Random) -> Fault | None:
    """Write an impossible value of the right type."""
    name, line = pair.key.value, pair.key.start_mark.line
    if pair.value.end_mark.line != line or isinstance(pair.value, yaml.MappingNode):
        return None
    choices = [
        (DATES, ["2023-02-30", "2023-13", "0000", "2023-1", "2023-00-10"], "wrong-date"),
        (NUMBERS, ["-5", "1e31", "1_000"], "wrong-number too-long"),
        (TEXTS, ["''", "'  '", "{}"], "wrong-text"),
        (REFERENCES, ["no-such-thing", "No Such"], "unknown-reference wrong-id"),
        (LISTS - {"sdgs", "modes"}, ["[no-such-thing]", "[No]"], "unknown-reference wrong-id"),
        (CHOICES, ["whatever", "''"], "wrong-value"),
    ]
    if (pair.section, name) == ("audiences", "by"):
        return None
    for names, values, codes in choices:
        if name in names:
            return _fault("damage", pair, _instead(text, pair, chance.choice(values)), codes, line)
    return None
