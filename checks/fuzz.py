"""Change small documents at random and read each: nothing but data or faults may come out.

    python -m checks.fuzz [--documents 1000000] [--seed 1] [--seconds S] [--stage STAGE]

``text`` is the reader of YAML with its places, ``city`` all of reading and checking, ``scenario``
all of reading a what-if and putting it on a city. An escape is any exception, a place outside the
text, or a text that says two things to the two parsers (one in a thousand is read by both). Prints
how many documents a minute were read; ends with 1 if one escaped.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from learningcity.errors import CityFileError
from learningcity.io.changes import check_document
from learningcity.io.documents import read_document
from learningcity.io.reader import city_from_mapping, parse_city
from learningcity.model.city import City

SEEDS = (
    b"format: learningcity/1\ncity: {id: a, name: A, as_of: 2025}\n",
    b"a: [b, {c: 1.5, d: ~}, 'e', \"f\\n\"]\n",
    b"- |\n  a\n - b\n- >-\n  c\n",
    b"a: &x {b: 1}\nc: *x\n",
    b"? a\n: b\n<<: {c: d}\n",
    b"%YAML 1.2\n---\na: !!str 5\n...\n",
    b'{"a": "\\ud83d\\ude00", "b": [true, null, -0.5e3]}',
    b"partners:\n  a: {name: X}\n  b:\n    name: Y\nties:\n  - {from: a, to: b, kind: x}\n",
    "d: 2023-02-29\nn: Orl\u00e9ans \u5317\u4eac\n".encode(),
    b"a: 'it''s'\nb: 012\n# c\n",
    b"format: learningcity-scenario/1\nscenario: {id: s, name: S}\nremove: {partners: [a]}\n"
    b"change: {initiatives: {b: {end: , funding: {c: {amount: 5}}}}}\n"
    b"end: {initiatives: {d: 2024}}\n",
)
PIECES = (
    *(bytes([number]) for number in b"\t\n\r \"#%&'*,-0:>?@[\\]`abc{|}~!<"),
    *(
        b"\0",
        b"\x7f",
        b"\x85",
        b"\xc2\x85",
        b"\xe2\x80\xa8",
        b"\xef\xbb\xbf",
        b"\xff",
        b"\xed\xa0\x80",
    ),
    *(
        b": ",
        b"- ",
        b"---\n",
        b"...\n",
        b"<<: ",
        b"*a",
        b"&a ",
        b"!!int ",
        b"! ",
        b"\r\n",
        b"''",
        b'""',
    ),
    *(
        b"\\x41",
        b"\\ud800",
        b"\\UFFFFFFFF",
        b"9" * 40,
        b"1e99",
        b"[[[[",
        b"{a: ",
        b"? ",
        b"|2\n",
        b">+\n",
    ),
    *(
        b"2023-02-29",
        b"\xc2\xa0",
        b"\xe2\x80\x8b",
        b"\xe2\x80\xae",
        b"null",
        b"true",
        b"%TAG ! x\n",
    ),
)


def mutants(seed: int) -> Iterator[bytes]:
    """Return changed documents without end, the same for the same seed."""
    chance = random.Random(seed)
    rand, count, pieces = chance.random, len(SEEDS), len(PIECES)
    pool = list(SEEDS)
    while True:
        text = pool[int(rand() * len(pool))]
        for _ in range(1 + int(rand() * 3)):
            size = len(text)
            at = int(rand() * (size + 1))
            way = rand()
            if way < 0.45:
                text = text[:at] + PIECES[int(rand() * pieces)] + text[at:]
            elif way < 0.7:
                text = text[:at] + text[at + 1 + int(rand() * 3) :]
            elif way < 0.8:
                text = text[:at] + bytes([int(rand() * 256)]) + text[at + 1 :]
            elif way < 0.92:
                end = at + int(rand() * 12)
                text = text[:end] + text[at:end] + text[end:]
            else:
                other = pool[int(rand() * len(pool))]
                text = text[:at] + other[int(rand() * len(other)) :]
        text = text[:300]
        if rand() < 0.02:  # a pool that changes leads further away from where it began
            place = count + int(rand() * 90)
            pool[place:] = [text, *pool[place + 1 :]] if place < len(pool) else [text]
        yield text


@dataclass
class Outcome:
    """What came of many documents."""

    documents: int = 0
    seconds: float = 0.0
    escapes: list[tuple[bytes, str]] = field(default_factory=list)

    @property
    def per_minute(self) -> float:
        """Return how many documents a minute were made and read."""
        return self.documents / self.seconds * 60


def read_text(content: bytes) -> str | None:
    """Read a document and return what is wrong with the answer, or ``None``."""
    document = read_document(content, "x")
    for problem in document.problems:
        at = problem.location
        if at.line is not None and at.column is not None and at.text is not None:
            if not 1 <= at.column <= len(at.text) + 1:
                return f"{problem.code}: the column {at.column} is outside its line"
        elif problem.code not in {"encoding", "too-big"}:
            return f"{problem.code}: no line"
    return None


def read_city(content: bytes) -> str | None:
    """Read a city, show all its problems, and return what is wrong with the answer."""
    try:
        parse_city(content, name="x")
    except CityFileError as error:
        str(error)
    return None


def compare_parsers(content: bytes) -> str | None:
    """Read a document with both parsers and return where they differ."""
    ours, theirs = (read_document(content, "x", pure=pure) for pure in (False, True))
    if bool(ours.problems) != bool(theirs.problems):
        return f"the parsers differ: {ours.problems} / {theirs.problems}"
    if not ours.problems and ours.data != theirs.data:
        return f"the parsers differ: {ours.data!r} / {theirs.data!r}"
    return None


def read_scenario(content: bytes) -> str | None:
    """Put a scenario on a city, show all its problems, and return what is wrong with the answer."""
    check = check_document(_city(), read_document(content, "x"))
    str(check)
    if (check.city is None) != bool(check.errors):
        return "there is a city with errors, or none without"
    return None


@cache
def _city() -> City:
    offer = {"name": "B", "end": 2025, "partners": [{"partner": "a", "role": "lead"}]}
    return city_from_mapping(
        {
            "format": "learningcity/1",
            "city": {"id": "x", "name": "X", "as_of": 2024},
            "partners": {"a": {"name": "A"}, "b": {"name": "Bb"}},
            "initiatives": {"b": {**offer, "funding": {"c": {"funder": "a"}}}, "d": {"name": "D"}},
        }
    )


STAGES: dict[str, Callable[[bytes], str | None]] = {
    "text": read_text,
    "city": read_city,
    "scenario": read_scenario,
}


def fuzz(stage: str, seed: int, documents: int, seconds: float) -> Outcome:
    """Read mutants until there are `documents`, or `seconds` are over."""
    outcome = Outcome()
    read = STAGES[stage]
    start = time.perf_counter()
    for content in mutants(seed):
        try:
            wrong = read(content)
            if wrong is None and outcome.documents % 1000 == 0:
                wrong = compare_parsers(content)
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"
        if wrong is not None:
            outcome.escapes.append((content, wrong))
        outcome.documents += 1
        if outcome.documents == documents:
            break
        if outcome.documents % 200 == 0 and time.perf_counter() - start > seconds:
            break
    outcome.seconds = time.perf_counter() - start
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description="Read documents that were changed at random.")
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stage", choices=STAGES, default="text")
    options = parser.parse_args()
    outcome = fuzz(options.stage, options.seed, options.documents, options.seconds)
    for content, wrong in outcome.escapes[:20]:
        print(f"{content!r}\n    {wrong}")
    print(
        f"{outcome.documents:,} documents in {outcome.seconds:.0f} s, "
        f"{outcome.per_minute:,.0f} a minute, {len(outcome.escapes)} escapes"
    )
    sys.exit(1 if outcome.escapes else 0)


if __name__ == "__main__":
    main()
