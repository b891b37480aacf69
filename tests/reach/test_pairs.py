"""How two initiatives compare, and how many pairs nobody can judge."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from learningcity.model.city import City
from learningcity.reach.likeness import Likeness
from learningcity.reach.pairs import PairReach, best_lines, compare
from learningcity.reach.unjudged import count_unjudged
from tests.builders import Fields, city, view_of

TERMS = {
    "places": {"town": {}, "north": {"within": "town"}, "south": {"within": "town"}},
    "audiences": {
        "adults": {"by": "age"},
        "older": {"within": "adults"},
        "migrants": {"by": "origin"},
    },
    "activities": {"english": {"within": "language-teaching"}, "chess": {}},
}


def offers(here: Fields, there: Fields) -> City:
    """A city with two offers."""
    return city(**TERMS, initiatives={"here": here, "there": there})


def compared(here: Fields, there: Fields, threshold: float = 0.5) -> PairReach | None:
    """How two offers compare."""
    view = view_of(offers(here, there))
    return compare(view, Likeness(view), "here", "there", threshold=threshold)


ENGLISH = {"activities": ["english"]}


def test_shares_of_all_facets_that_both_state_are_multiplied() -> None:
    found = compared(
        {"activities": ["english", "chess"], "audiences": ["older"], "places": ["north"]},
        {"activities": ["language-teaching"], "audiences": ["older"], "places": ["town"]},
    )
    # There: ½ · ½ (chess has no match), the same people, and the town serves the north.
    # Back: language-teaching contains english, and half of the town is meant.
    assert found == PairReach(("activity", "audience", "place"), (0.25, 0.25), ())
    assert (found.overlap, found.mutual) == (0.25, 0.25)


def test_one_may_offer_more_of_the_other_than_the_other_way_round() -> None:
    found = compared({**ENGLISH, "places": ["north"]}, {**ENGLISH, "places": ["town"]})
    assert found == PairReach(("activity", "place"), (1.0, 0.5), ("audience",))
    assert (found.overlap, found.mutual) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (ENGLISH, ENGLISH),
        (
            {"places": ["town"], "audiences": ["older"]},
            {"places": ["town"], "audiences": ["older"]},
        ),
        ({**ENGLISH, "places": ["town"]}, {**ENGLISH, "audiences": ["older"]}),
        # Strangers are not compared, and then nothing but the activity is left.
        ({**ENGLISH, "audiences": ["older"]}, {**ENGLISH, "audiences": ["migrants"]}),
    ],
)
def test_without_activity_and_one_facet_more_nobody_can_judge(here: Fields, there: Fields) -> None:
    assert compared(here, there) is None
    view = view_of(offers(here, there))
    assert count_unjudged(view, Likeness(view), view.lines) == 1


def test_strangers_are_left_out_of_the_comparison_but_are_not_silent() -> None:
    found = compared(
        {**ENGLISH, "audiences": ["older"], "places": ["town"]},
        {**ENGLISH, "audiences": ["migrants"], "places": ["town"]},
    )
    assert found == PairReach(("activity", "place"), (1.0, 1.0), ())


def test_a_pair_is_what_its_best_pair_of_lines_is() -> None:
    lines = [{"places": ["south"]}, {"places": ["north"]}]
    found = compared({**ENGLISH, "provision": lines}, {**ENGLISH, "places": ["north"]})
    assert found == PairReach(("activity", "place"), (1.0, 1.0), ("audience",))


def test_more_facets_come_before_a_larger_overlap() -> None:
    lines = [{"places": ["north"]}, {"places": ["north"], "audiences": ["adults"]}]
    there = {**ENGLISH, "places": ["north"], "audiences": ["older"]}
    found = compared({**ENGLISH, "provision": lines}, there)
    assert found == PairReach(("activity", "audience", "place"), (0.5, 0.5), ())


def test_what_reaches_the_threshold_comes_before_more_facets() -> None:
    lines = [{"places": ["north"]}, {"places": ["north"], "audiences": ["adults"]}]
    there = {**ENGLISH, "places": ["north"], "audiences": ["older"]}
    found = compared({**ENGLISH, "provision": lines}, there, threshold=0.75)
    assert found == PairReach(("activity", "place"), (1.0, 1.0), ("audience",))


def test_of_lines_alike_the_first_in_file_order_counts() -> None:
    here = {"activities": ["english"], "provision": [{"places": ["north"]}, {"places": ["south"]}]}
    there = {"activities": ["chess"], "places": ["north", "south"]}
    assert compared(here, there) == PairReach(("activity", "place"), (0.0, 0.0), ("audience",))


def test_figures_are_rounded_before_they_are_compared() -> None:
    here = {"activities": ["english", "chess", "literacy"], "places": ["town"]}
    found = compared(here, {"activities": ["english", "chess"], "places": ["town"]})
    assert found is not None
    assert found.alike == (0.666666666667, 1.0)


# -- pairs that nobody can judge -----------------------------------------------------------------

AUDIENCES: list[Fields] = [
    {},
    {"audiences": ["older"]},
    {"audiences": ["migrants"]},
    {"audiences": ["older", "migrants"]},
    {"audiences": ["everyone"]},
]


def kinds_of_line() -> list[Fields]:
    """Every way in which a line may state an activity, a group and a place, or not."""
    activities: list[Fields] = [
        {},
        {"activities": ["english"]},
        {"activities": ["chess"]},
    ]
    places: list[Fields] = [{}, {"places": ["north"]}]
    return [{**a, **b, **c} for a, b, c in product(activities, AUDIENCES, places)]


def test_unjudged_pairs_are_those_that_cannot_be_compared() -> None:
    lines = kinds_of_line()
    initiatives: dict[str, Fields] = {f"one-{n}": line for n, line in enumerate(lines)}
    initiatives |= {f"again-{n}": line for n, line in enumerate(lines[::4])}
    initiatives |= {
        f"two-{n}": {"provision": [line, lines[(7 * n + 3) % len(lines)]]}
        for n, line in enumerate(lines)
    }
    view = view_of(city(**TERMS, initiatives=initiatives))
    likeness = Likeness(view)
    by_hand = sum(
        compare(view, likeness, here, there, threshold=0.5) is None
        for here, there in combinations(initiatives, 2)
    )
    assert count_unjudged(view, likeness, view.lines) == by_hand
    assert 0 < by_hand < len(initiatives) * (len(initiatives) - 1) / 2


def test_nothing_and_one_alone_leave_nothing_unjudged() -> None:
    gone: Fields = {"a": {}, "past": {"end": 2020}, "fund": {"kind": "fund"}}
    sections: list[Fields] = [{}, {"a": {}}, gone]
    for initiatives in sections:
        view = view_of(city(initiatives=initiatives))
        assert count_unjudged(view, Likeness(view), view.lines) == 0


def test_the_two_lines_that_say_most_are_known_by_number() -> None:
    lines = [{"places": ["south"]}, {"places": ["north"]}]
    view = view_of(offers({**ENGLISH, "provision": lines}, {**ENGLISH, "places": ["north"]}))
    likeness = Likeness(view)
    found = best_lines(view, likeness, "here", "there", threshold=0.5)
    assert found is not None
    assert found[:2] == (1, 0)
    assert found[2] == compare(view, likeness, "here", "there", threshold=0.5)
    silent = view_of(offers(ENGLISH, ENGLISH))
    assert best_lines(silent, Likeness(silent), "here", "there", threshold=0.5) is None
