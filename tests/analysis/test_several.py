"""Several cities at once give what each gives alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity as lc
from benchmarks.generate import many_cities
from learningcity.analysis import several
from learningcity.reach.many import join_cities
from tests.oracle.plain import Data
from tests.strategies import city_mappings, lively


@pytest.fixture
def packaged() -> list[lc.City]:
    return [lc.open_example(name) for name in ("wolverhampton", "gwangmyeong", "lanternport")]


@pytest.mark.parametrize(
    "asked",
    [{}, {"ever": True}, {"on": "2023-05"}, {"minimum": 0.0}, {"threshold": 1.0, "minimum": 0.7}],
)
def test_packaged_cities_give_what_each_gives_alone(
    packaged: list[lc.City], asked: dict[str, Any]
) -> None:
    together = lc.find_duplicates_in(packaged, **asked)
    alone = [lc.find_duplicates(city, **asked) for city in packaged]
    assert [found.to_json() for found in together] == [found.to_json() for found in alone]
    assert together[2].explain(0) == alone[2].explain(0)


@lively
@given(st.lists(city_mappings(), max_size=4), st.booleans())
def test_random_cities_give_with_numpy_what_each_gives_alone(
    mappings: list[Data], ever: bool
) -> None:
    cities = [lc.city_from_mapping(mapping) for mapping in mappings]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            several, "join_cities", lambda offers, **asked: join_cities(offers, bulk=0, **asked)
        )
        together = lc.find_duplicates_in(cities, ever=ever)
    alone = [lc.find_duplicates(city, ever=ever) for city in cities]
    assert [found.to_json() for found in together] == [found.to_json() for found in alone]


def test_many_cities_are_compared_together(monkeypatch: pytest.MonkeyPatch) -> None:
    cities = [lc.city_from_mapping(mapping) for mapping in many_cities(300, cities=40)]
    asked: list[int] = []

    def counting(offers: Any, **parameters: Any) -> Any:
        asked.append(len(offers))
        return join_cities(offers, bulk=0, **parameters)

    monkeypatch.setattr(several, "join_cities", counting)
    together = lc.find_duplicates_in(iter(cities))
    assert asked == [40]
    assert sum(map(len, together)) > 0
    assert [found.rows for found in together] == [lc.find_duplicates(city).rows for city in cities]


def test_no_city_has_no_answer_and_a_wrong_argument_is_named() -> None:
    assert lc.find_duplicates_in([]) == ()
    with pytest.raises(ValueError, match="threshold: 2 is not from 0 to 1"):
        lc.find_duplicates_in([], threshold=2)
