"""Columns of one kind."""

from __future__ import annotations

from decimal import Decimal

import pytest

from learningcity.analysis.frames import of_one_kind


@pytest.mark.parametrize(
    "values",
    [
        [],
        [None, None],
        [1, None, Decimal("2.5"), 0.5],
        ["a", None],
        [True, False],
        [["a"], [], None],
        [[1], [Decimal("2.5")]],
        [{"a": 1}, None, {"a": None}],
        [[{"a": [1]}], [{"a": []}]],
        [{}, {}],
    ],
)
def test_what_is_of_one_kind_stays_as_it_is(values: list[object]) -> None:
    assert of_one_kind(values) == values


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ([1, "a", None], ["1", '"a"', None]),
        ([True, 1], ["true", "1"]),
        ([["x"], "y"], ['["x"]', '"y"']),
        ([Decimal("0.10"), "é"], ["0.10", '"é"']),
        ([{"a": 1}, [2]], ['{"a": 1}', "[2]"]),
        ([[{"f": 14}], [], [{"f": "x"}]], [[{"f": "14"}], [], [{"f": '"x"'}]]),
        ([{"f": 14}, None, {"f": ["x"]}], [{"f": "14"}, None, {"f": '["x"]'}]),
        ([{"a": 1}, {"b": 2}], [{"a": 1, "b": None}, {"a": None, "b": 2}]),
    ],
)
def test_several_kinds_in_one_place_become_text(values: list[object], kept: list[object]) -> None:
    assert of_one_kind(values) == kept
