"""The index holds exactly whom a look at every line finds."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.generate import city_text
from learningcity.analysis.study import Study
from learningcity.io.reader import city_from_mapping, parse_city
from learningcity.model.running import Running
from learningcity.reach.bits import members
from learningcity.reach.facets import Facet, Keys
from learningcity.reach.index import OfferIndex
from learningcity.reach.needs import facets_of, naming_terms, wanted_terms
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, thorough


def studied(mapping: Data, on: date | None) -> Study:
    """A city on a day, or over all time."""
    return Study(city_from_mapping(mapping), on=on, ever=on is None)


def numbers(lines: int) -> list[int]:
    """The lines of a set."""
    return list(members(lines))


@thorough
@given(city_mappings(), st.none() | days())
def test_an_index_has_all_lines_that_may_run_or_with_ever_all(
    mapping: Data, on: date | None
) -> None:
    study = studied(mapping, on)
    view, calendar = study.view, study.calendar
    for index, offers in ((study.offers, view.lines), (study.all_offers, view.all_lines)):
        pairs = [(key, line) for key, lines in offers.items() for line in lines]
        assert list(zip(index.owners, index.lines, strict=True)) == pairs
        assert numbers(index.everybody) == list(range(len(pairs)))
        for lines, least in ((index.running, Running.PRESUMED), (index.sure, Running.YES)):
            runs = [n for n, (key, _) in enumerate(pairs) if calendar.running(key) >= least]
            assert numbers(lines) == runs
        assert index.initiatives(index.everybody) == tuple(offers)
        several = [n for n, (key, _) in enumerate(pairs) if len(offers[key]) > 1]
        assert numbers(index.several) == several


@thorough
@given(city_mappings())
def test_what_a_set_holds_is_as_line_by_line(mapping: Data) -> None:
    study = studied(mapping, None)
    for need in study.view.needs:
        wanted = wanted_terms(study.view, need)
        for facet in facets_of(need):
            check_facet(study, study.all_offers, facet, wanted[facet])


def check_facet(study: Study, index: OfferIndex, facet: Facet, keys: Keys) -> None:
    """Compare the sets of one facet with a look at each line."""
    view, below = study.view, study.view.below(facet, keys)
    stated = [line.terms(facet) for line in index.lines]
    every = range(len(stated))
    meeting = [n for n in every if not view.below(facet, stated[n]).isdisjoint(below)]
    assert numbers(index.meeting(facet, keys)) == meeting
    assert numbers(index.naming(facet, keys)) == [
        n for n in every if any(naming_terms(view, facet, stated[n], keys))
    ]
    assert numbers(index.silent(facet)) == [n for n in every if not stated[n]]
    inside = [n for n in every if stated[n] and view.below(facet, stated[n]) <= below]
    assert numbers(index.inside(facet, keys, index.everybody)) == inside
    odd = sum(1 << n for n in every if n % 2)
    assert numbers(index.inside(facet, keys, odd)) == [n for n in inside if n % 2]
    strangers = [
        n
        for n in every
        if facet == "audience" and stated[n] and study.likeness.are_strangers(stated[n], keys)
    ]
    failing_not = {*meeting, *strangers, *numbers(index.silent(facet))}
    assert numbers(index.not_failing(facet, keys)) == sorted(failing_not)
    for key in keys:
        assert numbers(index.stating(facet, key)) == [n for n in every if key in stated[n]]
        assert numbers(index.holding(facet, key)) == [
            n for n in every if key in view.below(facet, stated[n])
        ]


def test_few_initiatives_are_looked_at_in_vain_however_large_the_city() -> None:
    """Work grows with the rows: counted, since clocks differ."""
    for size in (200, 800):
        study = Study(parse_city(city_text(size)))
        reaches = [study.reach(need.id) for need in study.view.needs]
        open_to = sum(
            study.offers.not_failing_on(reach.facets, reach.wanted).bit_count() for reach in reaches
        )
        assert open_to <= 2 * sum(len(reach.found) for reach in reaches)
