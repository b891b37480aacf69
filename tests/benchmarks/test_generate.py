"""Invented cities are the same each time, sound, and alike in all their forms."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks.generate import (
    city_mapping,
    city_text,
    made_city,
    many_cities,
    mapping_text,
    popularity,
)
from learningcity.io.reader import parse_city


def test_the_same_arguments_give_the_same_city_in_another_process() -> None:
    program = "from benchmarks.generate import city_text; print(city_text(20), end='')"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={"PYTHONPATH": f"{root / 'src'}", "PYTHONHASHSEED": "5"},
    )
    assert done.stdout == city_text(20)


def test_another_seed_or_name_gives_another_city() -> None:
    assert city_mapping(20, seed=8) != city_mapping(20)
    assert city_mapping(20, id="other")["initiatives"] != city_mapping(20)["initiatives"]


@pytest.mark.parametrize("dense", [False, True])
def test_text_data_and_city_say_the_same(dense: bool) -> None:
    mapping = city_mapping(150, dense=dense)
    text = mapping_text(mapping)
    assert yaml.safe_load(text) == mapping
    assert text == city_text(150, dense=dense)
    city = parse_city(text)
    assert city == made_city(150, dense=dense)
    assert len(city.initiatives) == 150


def test_terms_grow_with_a_city_and_not_with_a_dense_register() -> None:
    assert len(made_city(1000).places) == 1 + 100
    assert len(made_city(1000, dense=True).places) == 1 + 20


def test_many_cities_share_the_initiatives_out_and_each_is_sound() -> None:
    cities = list(many_cities(2000, cities=40))
    sizes = [len(made_of(city)) for city in cities]
    assert len(cities) == 40
    assert sizes == sorted(sizes, reverse=True)
    assert abs(sum(sizes) - 2000) <= 20
    assert len(parse_city(mapping_text(cities[-1])).initiatives) == sizes[-1]


def made_of(city: dict[str, object]) -> dict[str, object]:
    """The initiatives of a city in plain data."""
    initiatives = city["initiatives"]
    assert isinstance(initiatives, dict)
    return initiatives


def test_the_first_things_are_much_more_popular() -> None:
    assert popularity(3) == [1, 2**-0.7, 3**-0.7]
    city = made_city(1000)
    drawn = Counter(str(place) for offer in city.initiatives for place in offer.places or ())
    assert drawn["ward-0"] > 4 * drawn["ward-50"] > 0
