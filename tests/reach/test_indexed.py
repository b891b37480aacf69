"""What reaches a need by sets of lines is what a look at every line finds, and so is its supply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import city_text
from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.study import Study
from learningcity.io.reader import city_from_mapping, parse_city
from learningcity.reach.indexed import IndexedReach
from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import LineMatch, NeedMatcher, Reach, match_line, reach_need
from learningcity.reach.population import population_share
from learningcity.reach.supply import Share, count_supply, estimate_supply
from learningcity.reach.view import CityView, Keys, Line
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, thorough


@thorough
@given(city_mappings(), st.none() | days())
def test_the_same_reaches_a_need_as_line_by_line(mapping: Data, on: date | None) -> None:
    city = city_from_mapping(mapping)
    study = Study(city, on=on, ever=on is None)
    view = CityView(city, study.calendar)
    for need in view.needs:
        looked = reach_need(view, Likeness(view), need)
        found = study.reach(need.id)
        assert isinstance(found, IndexedReach)
        for reach in Reach:
            assert found.ids(reach) == (() if reach == Reach.NOT else looked.ids(reach))
        assert found.best == looked.best
        assert list(found.targeted_lines()) == list(looked.targeted_lines())
        assert (found.need, found.facets, found.wanted) == (need, looked.facets, looked.wanted)
        assert found.found == looked.found


@thorough
@given(city_mappings(), st.none() | days())
def test_all_who_have_something_in_common_are_found(mapping: Data, on: date | None) -> None:
    study = Study(city_from_mapping(mapping), on=on, ever=on is None)
    for need in study.view.needs:
        reach = study.reach(need.id)
        looked = {
            key: tuple(
                match_line(study.view, study.likeness, line, reach.facets, reach.wanted)
                for line in lines
            )
            for key, lines in study.view.all_lines.items()
        }
        common = {
            key: matches
            for key, matches in looked.items()
            if any(match.running != Reach.NOT for match in matches)
        }
        found = study.matches(need.id)
        assert list(found.items()) == list(common.items())


@thorough
@given(city_mappings(), days())
def test_supply_and_estimate_are_those_of_the_items(mapping: Data, on: date) -> None:
    study = Study(city_from_mapping(mapping), on=on)
    for need in study.view.needs:
        looked = reach_need(study.view, study.likeness, need)
        assert study.supply(need.id) == count_supply(looked.found, study.families)
        share = partial(shared, study.view, looked.wanted["place"])
        expected = estimate_supply(looked.found, study.families, share)
        assert study.estimate(need.id) == expected


def shared(view: CityView, wanted: Keys, line: Line) -> Share | None:
    """The share of the people of a line that live where a need is."""
    return population_share(view, line.place, wanted)


@thorough
@given(city_mappings(), days(), st.lists(st.none() | st.integers(0, 6), min_size=7, max_size=7))
def test_an_estimate_is_that_of_the_items_whatever_the_populations(
    mapping: Data, on: date, sixths: list[int | None]
) -> None:
    study = Study(city_from_mapping(mapping), on=on)
    for need in study.view.needs:
        reach, supply = study.reach(need.id), study.supply(need.id)
        assert isinstance(reach, IndexedReach)
        assert supply is not None
        share = invented_share(study, reach.wanted["place"], sixths)
        expected = estimate_supply(reach.found, study.families, share)
        assert study.serving.estimate(reach, supply, share) == expected


def test_lines_are_compared_one_by_one_only_for_families(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, since clocks differ: the coverage of a city compares few lines with a need."""
    compared = 0
    match = NeedMatcher.match

    def counted(matcher: NeedMatcher, line: Line) -> LineMatch:
        nonlocal compared
        compared += 1
        return match(matcher, line)

    monkeypatch.setattr(NeedMatcher, "match", counted)
    for size in (200, 800):
        compared = 0
        rows = need_coverage(parse_city(city_text(size))).rows
        found = sum(len(row.targeted) + len(row.general) + len(row.may_reach) for row in rows)
        assert compared < found / 4


def invented_share(
    study: Study, wanted: Keys, sixths: list[int | None]
) -> Callable[[Line], Share | None]:
    """A share of the people of each line: all where it lies inside, as it always is."""
    order = {place: at for at, place in enumerate(study.view.graph("place").ids)}

    def share(line: Line) -> Share | None:
        if not wanted or not line.place:
            return None
        if study.view.below("place", line.place) <= study.view.below("place", wanted):
            return Fraction(1), Fraction(1)
        part = sixths[sum(order[place] for place in line.place) % len(sixths)]
        return None if part is None else (Fraction(part, 6), Fraction(part + 6, 12))

    return share
