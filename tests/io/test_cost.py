"""What reading costs, in counts that no clock gives."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable

import pytest

from benchmarks.generate import city_text
from learningcity.io import yaml_events
from learningcity.io.reader import parse_city
from learningcity.io.yaml_parsers import EventParser, YamlEvent, new_parser


class Counting:
    """A parser that counts the events that are asked of it."""

    def __init__(self, parser: EventParser, counts: list[int]) -> None:
        self._parser = parser
        self._counts = counts
        counts.append(0)

    def get_event(self) -> YamlEvent | None:
        self._counts[-1] += 1
        return self._parser.get_event()


def test_a_text_is_parsed_once_and_each_event_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []

    def counting(text: str, *, pure: bool = False) -> Counting:
        return Counting(new_parser(text, pure=pure), counts)

    text = city_text(50)
    parser = new_parser(text)
    there = 0
    while parser.get_event() is not None:
        there += 1
    monkeypatch.setattr(yaml_events, "new_parser", counting)
    parse_city(text)
    assert len(counts) == 1
    assert there <= counts[0] <= there + 1


def kept(work: Callable[[], object]) -> int:
    """The bytes that stay for what some work gives."""
    gc.collect()
    tracemalloc.start()
    answer = work()
    gc.collect()
    kept_bytes, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del answer
    return kept_bytes


def test_the_bytes_kept_for_each_initiative_are_bounded() -> None:
    few, many = city_text(100), city_text(300)
    parse_city(few)
    more = kept(lambda: parse_city(many)) - kept(lambda: parse_city(few))
    assert more / 200 < 11_000
    bare = kept(lambda: parse_city(many).replace()) - kept(lambda: parse_city(few).replace())
    assert bare / 200 < 6_500
