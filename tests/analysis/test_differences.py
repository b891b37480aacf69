"""Which entries differ between two cities."""

from __future__ import annotations

from learningcity.analysis.differences import EntryDifference, find_differences
from tests.builders import city


def test_equal_cities_differ_in_nothing() -> None:
    one = city(partners={"a": {}}, ties=[{"from": "a", "to": "a", "kind": "planning"}])
    assert find_differences(one, one) == ()
    again = city(partners={"a": {}}, ties=[{"from": "a", "to": "a", "kind": "planning"}])
    assert find_differences(one, again) == ()


def test_entries_are_new_gone_or_changed() -> None:
    before = city(partners={"a": {}, "b": {}, "c": {"core": True}}, places={"x": {}})
    after = city(
        head={"as_of": 2025},
        partners={"d": {}, "c": {"sector": "third"}, "a": {}},
        places={"x": {"within": "x"}},
    )
    assert find_differences(before, after) == (
        EntryDifference("city:here", "changed", ("as_of",)),
        EntryDifference("place:x", "changed", ("within",)),
        EntryDifference("partner:b", "removed"),
        EntryDifference("partner:c", "changed", ("sector", "core")),
        EntryDifference("partner:d", "added"),
    )


def test_entries_without_ids_are_the_same_if_they_say_the_same() -> None:
    tie = {"from": "a", "to": "b", "kind": "planning"}
    other = {"from": "b", "to": "a", "kind": "planning"}
    before = city(ties=[tie, other, tie])
    after = city(ties=[other, {**tie, "strength": 3}, tie])
    assert find_differences(before, after) == (
        EntryDifference("tie:2", "removed"),
        EntryDifference("tie:1", "added"),
    )
