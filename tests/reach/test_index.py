"""The index holds exactly whom a look at everybody finds."""

from __future__ import annotations

from hypothesis import given

from benchmarks.generate import city_text
from learningcity.analysis.study import Study
from learningcity.io.reader import city_from_mapping, parse_city
from learningcity.model.running import Calendar
from learningcity.reach.bits import members
from learningcity.reach.index import OfferIndex
from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import Reach, facets_of, reach_need
from learningcity.reach.view import CityView
from tests.oracle.plain import Data
from tests.strategies import city_mappings, thorough


def index_of(mapping: Data) -> tuple[CityView, Likeness, OfferIndex]:
    """The index of a city, with what it is made from."""
    city = city_from_mapping(mapping)
    view = CityView(city, Calendar(city))
    likeness = Likeness(view)
    return view, likeness, OfferIndex(view, likeness)


@thorough
@given(city_mappings())
def test_who_meets_and_who_fails_is_as_line_by_line(mapping: Data) -> None:
    view, likeness, index = index_of(mapping)
    for need in view.needs:
        reach = reach_need(view, likeness, need)
        fails_nowhere = (1 << len(index.ids)) - 1
        for facet in facets_of(need):
            keys = reach.wanted[facet]
            fails_nowhere &= index.not_failing(facet, keys)
            below = view.below(facet, keys)
            meeting = {
                number
                for number, one in enumerate(index.ids)
                for line in view.lines[one]
                if not view.below(facet, line.terms(facet)).isdisjoint(below)
            }
            assert set(members(index.meeting(facet, keys))) == meeting
        reaching = {index.ids.index(i.initiative.id) for i in reach.found if i.reach > Reach.NOT}
        assert reaching <= set(members(fails_nowhere))


def test_few_initiatives_are_looked_at_in_vain_however_large_the_city() -> None:
    """Work grows with the rows: counted, since clocks differ."""
    for size in (200, 800):
        study = Study(parse_city(city_text(size)))
        reaching = sum(len(study.reach(need.id).found) for need in study.view.needs)
        open_to = sum(
            (
                study.offers.not_failing("activity", reach.wanted["activity"])
                & study.offers.not_failing("audience", reach.wanted["audience"])
                & study.offers.not_failing("place", reach.wanted["place"])
            ).bit_count()
            for reach in (study.reach(need.id) for need in study.view.needs)
        )
        assert open_to <= 2 * reaching
