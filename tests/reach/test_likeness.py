"""How alike terms are, how much of one set lies in another, who cannot be compared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from learningcity.model.figures import round_figure
from learningcity.reach.likeness import Match
from learningcity.reach.view import Facet, Keys
from tests.builders import city, likeness_of, view_of
from tests.strategies import city_mappings, lively

PLACES = {
    "region": {},
    "town": {"within": "region"},
    "north": {"within": "town"},
    "south": {"within": "town"},
    "park": {"within": ["north", "south"]},
    "abroad": {},
}
AUDIENCES = {
    "adults": {"by": "age"},
    "older": {"within": "adults"},
    "young": {"by": "age"},
    "students": {"within": ["adults", "young"]},
    "migrants": {"by": "origin"},
    "newcomers": {"within": "migrants"},
    "elder-migrants": {"within": ["older", "migrants"]},
    "members": {},
    "old-folk": {"by": "health", "replaced_by": "elders"},
    "elders": {},
}


def terms() -> City:
    """Places, groups and activities to compare."""
    activities = {"english": {"within": "language-teaching"}, "chess": {}}
    return city(places=PLACES, audiences=AUDIENCES, activities=activities)


@pytest.mark.parametrize(
    ("facet", "s", "t", "likeness"),
    [
        ("activity", "english", "english", 1),
        ("activity", "english", "language-teaching", 0.5),
        ("activity", "language-teaching", "english", 0.5),
        # At any depth: english is within language-teaching within basic-skills.
        ("activity", "english", "basic-skills", 0.5),
        ("activity", "basic-skills", "english", 0.5),
        ("activity", "english", "literacy", 0),
        ("activity", "chess", "english", 0),
        ("audience", "everyone", "older", 0.5),
        ("audience", "older", "everyone", 0.5),
        # adults and young share the students.
        ("audience", "adults", "young", 0.25),
        ("audience", "young", "adults", 0.25),
        ("audience", "older", "young", 0),
        ("audience", "old-folk", "old-folk", 1),
        # Whoever lives in the ward can use the town's service, but not the other way round.
        ("place", "north", "town", 1),
        ("place", "park", "region", 1),
        ("place", "town", "north", 0.5),
        ("place", "north", "south", 0.25),
        ("place", "north", "abroad", 0),
    ],
)
def test_terms_are_as_alike_as_their_parts(facet: Facet, s: str, t: str, likeness: float) -> None:
    assert likeness_of(terms()).of(facet, s, t) == likeness


@pytest.mark.parametrize(
    ("facet", "stated", "other", "share"),
    [
        ("activity", ("english",), ("english",), 1),
        ("activity", ("english", "chess"), ("english",), 0.5),
        ("activity", ("english",), ("english", "chess"), 1),
        # The mean over what is stated of the best match of each.
        ("activity", ("english", "chess"), ("language-teaching", "literacy"), 0.25),
        ("activity", ("english", "chess", "literacy"), ("chess", "english"), 2 / 3),
        # A term that another one of the set contains does not count.
        ("activity", ("english", "language-teaching"), ("english",), 0.5),
        ("activity", ("english", "basic-skills", "chess"), ("chess",), 0.5),
        ("place", ("north", "abroad"), ("town",), 0.5),
        ("place", ("town",), ("north", "south"), 0.5),
        ("place", ("north", "south"), ("town",), 1),
        ("audience", ("everyone", "older"), ("older",), 0.5),
        ("audience", ("adults",), ("young",), 0.25),
    ],
)
def test_a_share_is_the_mean_of_the_best_matches(
    facet: Facet, stated: Keys, other: Keys, share: float
) -> None:
    likeness = likeness_of(terms())
    assert likeness.share(facet, stated, other) == pytest.approx(share, abs=1e-15)
    assert likeness.share(facet, stated, other) == likeness.share(facet, stated, other)


@pytest.mark.parametrize(
    ("stated", "other", "strangers"),
    [
        # Grouped by age here and by origin there: they may be the same people.
        (("young",), ("migrants",), True),
        (("older",), ("newcomers",), True),
        # Along the same line they are different people, and can be compared.
        (("older",), ("young",), False),
        # They share a part: migrants who are older.
        (("older",), ("elder-migrants",), False),
        (("older",), ("migrants",), False),
        (("adults",), ("migrants",), False),
        (("everyone",), ("newcomers",), False),
        # Nobody knows along which line the members are grouped.
        (("members",), ("newcomers",), False),
        (("older",), ("newcomers", "members"), False),
        # One common line is enough to compare them.
        (("older", "newcomers"), ("young",), False),
        # The line of a group replaced by another is that of the other too.
        (("elders",), ("young",), True),
        (("elders",), ("newcomers",), True),
        # Students are adults and young; both are grouped by age.
        (("students",), ("newcomers",), True),
    ],
)
def test_strangers_are_grouped_along_entirely_different_lines(
    stated: Keys, other: Keys, strangers: bool
) -> None:
    likeness = likeness_of(terms())
    assert likeness.are_strangers(stated, other) is strangers
    assert likeness.are_strangers(other, stated) is strangers
    assert likeness.are_strangers(stated, other) is strangers


def test_a_figure_has_twelve_significant_digits() -> None:
    assert round_figure(2 / 3) == 0.666666666667
    assert round_figure(0.1 + 0.2) == 0.3
    assert round_figure(0.0) == 0.0


# -- how terms stand to each other -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("facet", "s", "t", "relation"),
    [
        ("place", "north", "north", "same"),
        ("place", "park", "region", "within"),
        ("place", "region", "park", "contains"),
        ("place", "north", "south", "shares"),
        ("place", "north", "abroad", "apart"),
        ("audience", "older", "everyone", "within"),
    ],
)
def test_a_relation_says_how_two_terms_stand_to_each_other(
    facet: Facet, s: str, t: str, relation: str
) -> None:
    assert likeness_of(terms()).relate(facet, s, t) == relation


def test_each_widest_term_has_the_first_of_the_nearest() -> None:
    likeness = likeness_of(terms())
    matches = likeness.matches("place", ("park", "north", "abroad"), ("south", "town", "region"))
    assert matches == (Match("north", "town", 1.0), Match("abroad", "south", 0.0))
    assert likeness.matches("audience", ("older",), ("everyone", "adults")) == (
        Match("older", "everyone", 0.5),
    )


@given(st.data(), city_mappings())
@lively
def test_the_mean_of_the_matches_is_the_share(data: st.DataObject, mapping: dict[str, Any]) -> None:
    built = city_from_mapping(mapping)
    likeness = likeness_of(built)
    sides = st.lists(st.sampled_from(["everyone", *built.audiences.ids]), min_size=1, max_size=3)
    graph = view_of(built).terms.audiences
    here, there = (tuple(graph.canonical_set(data.draw(sides))) for _ in range(2))
    matches = likeness.matches("audience", here, there)
    assert [match.term for match in matches] == list(likeness.widest("audience", here))
    mean = sum(match.likeness for match in matches) / len(matches)
    assert mean == likeness.share("audience", here, there)
