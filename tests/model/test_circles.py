"""Nothing in a city may lead back to itself."""

from __future__ import annotations

import pytest

from learningcity.model.integrity import find_rings
from tests.builders import city, faults, only


@pytest.mark.parametrize(
    ("section", "field", "word"),
    [
        ("places", "within", "place"),
        ("audiences", "within", "audience"),
        ("activities", "within", "activity"),
        ("priorities", "within", "priority"),
        ("plans", "part_of", "plan"),
        ("bodies", "reports_to", "body"),
        ("partners", "parent", "partner"),
        ("initiatives", "part_of", "initiative"),
        ("initiatives", "follows", "initiative"),
        ("needs", "replaces", "need"),
    ],
)
def test_nothing_may_lead_back_to_itself(section: str, field: str, word: str) -> None:
    more = {"audiences": ["everyone"]} if section == "needs" else {}
    ring = {"a": {field: "b", **more}, "b": {field: "c", **more}, "c": {field: "a", **more}}
    fault = only(city(**{section: ring}), "cycle")
    assert fault.at == (section, "a")
    assert fault.message == f"{word} 'a' leads back to itself by '{field}': a → b → c → a"
    assert (fault.hint, fault.on, fault.severity) == ("leave one of them out", "key", "error")
    own = only(city(**{section: {"a": {field: "a", **more}}}), "cycle")
    assert own.message == f"{word} 'a' names itself in '{field}'"
    line = {"a": {field: "b", **more}, "b": {field: "c", **more}, "c": more}
    assert faults(city(**{section: line}), "cycle") == []


def test_a_new_name_may_not_lie_within_the_old_one() -> None:
    ring = {"old": {"replaced_by": "new"}, "new": {"within": "old"}}
    assert only(city(places=ring), "cycle").at == ("places", "old")


def test_everyone_lies_in_no_other_group() -> None:
    within = only(city(audiences={"everyone": {"within": "people"}, "people": {}}), "cycle")
    assert within.at == ("audiences", "everyone", "within")
    assert within.message == "'everyone' contains all other audiences and lies in none"
    assert within.hint == "leave out 'within'"
    replaced = only(city(audiences={"everyone": {"replaced_by": "all"}, "all": {}}), "cycle")
    assert replaced.at == ("audiences", "everyone", "replaced_by")
    assert faults(city(audiences={"all": {"replaced_by": "everyone"}}), "cycle") == []


def test_everyone_in_a_circle_is_one_fault_and_not_two() -> None:
    ring = {"everyone": {"within": "people"}, "people": {"within": "everyone"}}
    assert only(city(audiences=ring), "cycle").at == ("audiences", "everyone", "within")
    places = {"everyone": {"within": "town"}, "town": {"within": "everyone"}}
    assert only(city(places=places), "cycle").at == ("places", "everyone")


@pytest.mark.parametrize("section", ["places", "audiences", "activities", "priorities"])
def test_a_term_and_its_new_name_may_not_make_a_circle_between_them(section: str) -> None:
    # The old name lies within x, and x lies within the new name: both are one term.
    ring = {
        "old": {"within": "x", "replaced_by": "new"},
        "x": {"within": "newer"},
        "new": {"replaced_by": "newer"},
        "newer": {},
    }
    fault = only(city(**{section: ring}), "cycle")
    assert fault.at == (section, "newer")
    assert fault.message.endswith("leads back to itself by 'within': newer → x → newer")
    sound = {**ring, "x": {}}
    assert faults(city(**{section: sound}), "cycle") == []


def test_an_old_name_may_lie_within_the_new_one() -> None:
    assert (
        faults(city(places={"old": {"within": "new", "replaced_by": "new"}, "new": {}}), "cycle")
        == []
    )


def test_what_is_named_twice_is_one_circle() -> None:
    twice = {"a": {"within": ["b", "b"]}, "b": {"within": ["a", "a"]}}
    assert only(city(places=twice), "cycle").at == ("places", "a")


def test_of_a_long_circle_the_first_are_shown() -> None:
    ring = {f"p-{n}": {"within": f"p-{(n + 1) % 12}"} for n in range(12)}
    fault = only(city(places=ring), "cycle")
    assert fault.message.endswith("p-8 → p-9 → … → p-0")


def test_a_sum_of_money_is_no_part_of_itself() -> None:
    ring = {
        "course": {"funding": {"total": {"within": "club/grant"}}},
        "club": {"funding": {"grant": {"within": "course/total"}}},
    }
    fault = only(city(initiatives=ring), "cycle")
    assert fault.at == ("initiatives", "course", "funding", "total", "within")
    assert fault.message == (
        "funding line 'course/total' is a part of itself: course/total → club/grant → course/total"
    )
    own = only(city(initiatives={"course": {"funding": {"total": {"within": "total"}}}}), "cycle")
    assert (
        own.message
        == "funding line 'course/total' is a part of itself: course/total → course/total"
    )


@pytest.mark.parametrize(
    ("up", "rings"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["a"]}, [("a",)]),
        # What leads into a ring is no part of it.
        ({"x": ["a"], "a": ["b"], "b": ["a"]}, [("a", "b")]),
        ({"a": ["b"], "b": ["a"], "x": ["a"]}, [("a", "b")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"a": ["b", "c"], "b": ["c"], "c": ["a"]}, [("a", "b", "c")]),
        # Two rings that share a key are one root cause, two that share none are two.
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [("a", "b")]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"x": ["y"], "y": ["a", "c"], "a": ["b"], "b": ["a"], "c": ["c"]}, [("a", "b"), ("c",)]),
        ({"a": ["gone", "b"], "b": ["a", "gone"]}, [("a", "b")]),
    ],
)
def test_each_ring_is_found_once(up: dict[str, list[str]], rings: list[tuple[str, ...]]) -> None:
    assert find_rings(up) == rings


def test_long_chains_are_no_trouble() -> None:
    up = {str(n): [str(n + 1)] for n in range(20_000)}
    assert find_rings(up) == []
    assert len(find_rings({**up, "20000": ["0"]})[0]) == 20_001
    assert find_rings({key: ["0", *larger] for key, larger in up.items()}) == [("0",)]
    assert len(find_rings({key: [*larger, "0"] for key, larger in up.items()})) == 1
