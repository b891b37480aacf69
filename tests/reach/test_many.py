"""Several cities joined together give what each city gives alone, and are not joined one by one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import many_cities
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from learningcity.reach.bulk import BulkJoin, Offers
from learningcity.reach.joining import OverlapJoin
from learningcity.reach.likeness import Likeness
from learningcity.reach.many import join_cities
from tests.builders import city, view_of
from tests.oracle.plain import Data
from tests.strategies import city_mappings, thorough


def offers_of(cities: Sequence[City]) -> list[Offers]:
    """What each city has to compare."""
    views = [view_of(one) for one in cities]
    return [(view, Likeness(view), view.lines) for view in views]


def together(cities: Sequence[Offers], *, bulk: int = 0, minimum: float = 0.25) -> list[str]:
    """The pairs of each city, found at once, to the last bit."""
    found = join_cities(cities, threshold=0.5, minimum=minimum, bulk=bulk)
    return [repr(sorted(pairs, key=repr)) for pairs in found]


def alone(cities: Sequence[Offers], *, minimum: float = 0.25) -> list[str]:
    """The same, city by city and without numpy."""
    joins = [OverlapJoin(*one, threshold=0.5, minimum=minimum, bulk=10_000) for one in cities]
    return [repr(sorted(join.pairs(), key=repr)) for join in joins]


@thorough
@given(st.lists(city_mappings(), max_size=4), st.sampled_from([0.25, 0.001, 0.5]))
def test_cities_joined_together_give_what_each_gives_alone(
    mappings: list[Data], minimum: float
) -> None:
    cities = offers_of([city_from_mapping(mapping) for mapping in mappings])
    assert together(cities, minimum=minimum) == alone(cities, minimum=minimum)


@pytest.fixture(scope="module")
def register() -> list[Offers]:
    """Thirty cities of 2,400 initiatives together: one of more than 256, many of a few."""
    return offers_of([city_from_mapping(one) for one in many_cities(2400, cities=30)] + [city()])


@pytest.fixture
def joined(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cities each join has that is made while the test runs."""
    sizes: list[int] = []
    made = BulkJoin.__init__

    def counted(self: BulkJoin, cities: Sequence[Offers], *rest: object, **named: object) -> None:
        sizes.append(len(cities))
        made(self, cities, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(BulkJoin, "__init__", counted)
    return sizes


def test_cities_of_about_one_size_share_a_join(register: list[Offers], joined: list[int]) -> None:
    """Work that each city costs beside its initiatives: counted, since clocks differ."""
    assert any(together(register, bulk=0))
    assert sorted(joined) == [1, 30]


def test_few_initiatives_are_joined_without_numpy(
    register: list[Offers], joined: list[int]
) -> None:
    assert together(register, bulk=10_000) == alone(register) == together(register)
    assert sorted(joined) == [1, 30]
    assert join_cities((), threshold=0.5, minimum=0.25) == []


def test_cities_whose_tables_are_too_large_together_are_joined_by_halves(
    register: list[Offers], joined: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learningcity.reach.bulk._CELLS", 10_000)
    assert together(register) == alone(register)
    assert max(joined) == 30
    assert joined.count(15) == 2
