"""What reading costs, in counts that no clock gives."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.generate import city_mapping, city_text
from learningcity.datasets import EXAMPLES, check_example, open_example
from learningcity.io import documents, yaml_events
from learningcity.io.reader import check_texts, city_from_mapping, parse_city
from learningcity.io.yaml_parsers import EventParser, YamlEvent, new_parser
from learningcity.model.kinds import KINDS


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
    parse_city(few).replace()  # what only the first run makes is no part of it
    more = kept(lambda: parse_city(many)) - kept(lambda: parse_city(few))
    assert more / 200 < 2_400  # beside the text, which the test has anyway
    bare = kept(lambda: parse_city(many).replace()) - kept(lambda: parse_city(few).replace())
    assert bare / 200 < 2_400


def test_a_text_is_read_again_only_for_the_first_place_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts: list[str] = []
    read_yaml = yaml_events.read_yaml

    def counting(text: str, **options: Any) -> yaml_events.Reading:
        texts.append(text)
        return read_yaml(text, **options)

    text = city_text(20)
    city = parse_city(text)
    found = check_texts({"text": text}, name="text")
    assert found.city is not None
    monkeypatch.setattr(documents, "read_yaml", counting)
    assert found.city.origins.locate("initiative:offer-3", "name") is not None
    assert texts == []  # the result of a check still has what it read
    for _ in range(3):
        again = city.origins.locate("initiative:offer-3", "name")
        assert again == found.city.origins.locate("initiative:offer-3", "name")
    assert texts == [text]


@pytest.mark.parametrize("name", EXAMPLES)
def test_places_that_are_read_again_are_those_that_were_read(name: str) -> None:
    kept, again = check_example(name).city, open_example(name)
    assert kept is not None
    assert again == kept
    references = [f"city:{kept.id}", "tie:9999", "tie:x", "nothing:a"]
    for kind in KINDS:
        entries = getattr(kept, kind.section)
        keys = entries.ids if kind.keyed else range(len(entries))
        references += [kind.reference(key) for key in keys]
    for reference in references:
        for path in ((), ("name",), ("partners", 0, "role"), ("sources", 0), ("odd",)):
            place = again.origins.locate(reference, *path)
            assert place == kept.origins.locate(reference, *path)
            assert (place is None) == (reference in references[1:4])


def test_plain_data_have_the_places_of_their_entries() -> None:
    city = city_from_mapping(city_mapping(5))
    place = city.origins.locate("initiative:offer-3", "name")
    assert place is not None
    assert place.line is None
    assert city.origins.locate("initiative:offer-9") is None
