"""How many people can be served: hand-worked bounds."""

from __future__ import annotations

import pytest

from learningcity.analysis.study import Study
from learningcity.model.entities import Initiative
from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import reach_need
from learningcity.reach.supply import (
    Capacity,
    Families,
    Supply,
    account_for_supply,
    count_supply,
    least_capacity,
)
from tests.builders import Fields, city, entry, view_of

TERMS = {
    "places": {"town": {}, "north": {"within": "town"}},
    "audiences": {"adults": {"by": "age"}, "older": {"within": "adults"}},
    "activities": {"english": {"within": "language-teaching"}, "chess": {}},
}
OFFER: Fields = {"activities": ["english"], "audiences": ["older"], "status": "active"}


def supply(**initiatives: Fields) -> Supply:
    """What initiatives of older people's English supply; each is such a one unless it says else."""
    offers = {key: {**OFFER, **fields} for key, fields in initiatives.items()}
    need = {"activities": ["english"], "audiences": ["older"]}
    built = city(**TERMS, needs={"need": need}, initiatives=offers)
    view = view_of(built)
    reach = reach_need(view, Likeness(view), built.needs["need"])
    found = count_supply(reach.found, Families(built.initiatives))
    assert Study(built).supply("need") == found
    return found


def test_nothing_supplies_nothing() -> None:
    assert supply() == Supply(0, 0, ())
    assert supply(a={"activities": ["chess"], "capacity": 9}) == Supply(0, 0, ())


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        ({"capacity": 10}, 10, 10),
        ({"capacity": {"at_least": 5, "at_most": 9}}, 5, 9),
        ({"capacity": {"about": 7}}, 7, 7),
        ({"capacity": {"at_most": 9}}, 0, 9),
        # What is not surely so adds to the upper bound alone.
        ({"capacity": 10, "status": "unknown"}, 0, 10),
        ({"capacity": 10, "status": "unknown", "seen_active": 2023}, 0, 10),
        ({"capacity": 10, "audiences": ["adults"]}, 0, 10),
        ({"capacity": 10, "audiences": []}, 0, 10),
        # What does not run adds nothing.
        ({"capacity": 10, "status": "ended"}, 0, 0),
    ],
)
def test_a_capacity_counts_as_far_as_it_surely_serves_the_need(
    fields: Fields, low: int, high: int
) -> None:
    assert supply(a=fields) == Supply(low, high, ())


@pytest.mark.parametrize("fields", [{}, {"capacity": {"at_least": 5}}, {"audiences": []}])
def test_without_a_known_capacity_there_is_no_upper_bound(fields: Fields) -> None:
    found = supply(a=fields, b={"capacity": 3})
    assert (found.high, found.unknown) == (None, ("a",))


def test_capacities_of_different_initiatives_add_up() -> None:
    assert supply(a={"capacity": 10}, b={"capacity": {"at_most": 5}}) == Supply(10, 15, ())


# -- lines ---------------------------------------------------------------------------------------


def test_lines_inside_the_need_are_added_below_and_all_that_may_reach_it_above() -> None:
    lines = [{"capacity": 3}, {"audiences": ["adults"], "capacity": 4}, {"activities": ["chess"]}]
    assert supply(a={"provision": lines}) == Supply(3, 7, ())


def test_a_silent_line_leaves_the_upper_bound_open() -> None:
    lines: list[Fields] = [{"capacity": 3}, {}]
    assert supply(a={"provision": lines}) == Supply(3, None, ("a",))
    assert supply(a={"provision": [{"capacity": {"at_least": 3}}]}) == Supply(3, None, ("a",))


def test_a_total_bounds_its_lines() -> None:
    lines: list[Fields] = [{"capacity": 3}, {}]
    assert supply(a={"capacity": 10, "provision": lines}) == Supply(10, 10, ())


def test_of_a_total_and_the_sum_of_the_lines_the_smaller_is_the_upper_bound() -> None:
    lines = [{"capacity": 3}, {"capacity": 4}, {"activities": ["chess"], "capacity": 5}]
    assert supply(a={"capacity": {"at_most": 12}, "provision": lines}).high == 7
    loose = [{"capacity": {"at_most": 3}}, {"capacity": {"at_most": 4}}]
    assert supply(a={"capacity": {"at_most": 6}, "provision": loose}).high == 6


def test_where_figures_contradict_each_other_the_larger_counts() -> None:
    lines = [{"capacity": 10}, {"capacity": 10}]
    total = supply(a={"capacity": 100, "provision": lines})
    assert (total.low, total.high) == (100, 100)
    family = supply(a={"capacity": 100}, b={"part_of": "a", "capacity": {"at_least": 500}})
    assert (family.low, family.high) == (500, 500)


def test_a_total_counts_below_only_if_all_lines_lie_inside_the_need() -> None:
    lines = [{"capacity": 3}, {"audiences": ["adults"]}]
    assert supply(a={"capacity": {"at_least": 10}, "provision": lines}).low == 3
    inside: list[Fields] = [{"capacity": 3}, {"places": ["north"]}]
    assert supply(a={"capacity": {"at_least": 10}, "provision": inside}).low == 10
    assert supply(a={"capacity": {"at_least": 2}, "provision": inside}).low == 3


# -- umbrellas and parts -------------------------------------------------------------------------


def test_an_initiative_and_its_parts_are_one_capacity() -> None:
    def family(own: object, one: object, other: object) -> Supply:
        return supply(
            whole={"capacity": own},
            one={"capacity": one, "part_of": "whole"},
            other={"capacity": other, "part_of": "whole"},
        )

    assert family(10, 3, 4) == Supply(10, 10, ())
    assert family(5, 3, 4) == Supply(7, 7, ())
    # Silent parts leave what is stated standing.
    assert family(10, 3, None) == Supply(10, 10, ())
    assert family(None, 3, 4) == Supply(7, 7, ())
    assert family(None, 3, None) == Supply(3, None, ("whole", "other"))
    assert family(None, None, None) == Supply(0, None, ("whole", "one", "other"))


def test_capacity_is_counted_once_at_any_depth() -> None:
    found = supply(
        part={"capacity": 4, "part_of": "half"},
        half={"capacity": 3, "part_of": "whole"},
        whole={"capacity": 2},
    )
    assert found == Supply(4, 4, ())


def test_an_umbrella_that_serves_others_passes_on_what_its_parts_supply() -> None:
    found = supply(
        whole={"activities": ["chess"], "capacity": 100},
        one={"capacity": 3, "part_of": "whole"},
        other={"part_of": "whole"},
    )
    assert found == Supply(3, None, ("other",))
    fund = supply(fund={"kind": "fund", "capacity": 9}, one={"capacity": 3, "part_of": "fund"})
    assert fund == Supply(3, 3, ())


def test_parts_below_an_umbrella_that_is_over_are_still_one_family() -> None:
    found = supply(
        whole={"capacity": 10},
        over={"status": "ended", "capacity": 99, "part_of": "whole"},
        part={"part_of": "over"},
    )
    assert found == Supply(10, 10, ())


def test_a_part_of_what_is_not_in_the_file_stands_alone() -> None:
    assert supply(part={"capacity": 3, "part_of": "gone"}) == Supply(3, 3, ())


# -- participants --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("participants", "low"),
    [
        ([{"people": 100, "start": 2022, "end": 2022}], 100),
        ([{"people": 100, "start": "2022-03", "end": "2023-02"}], 100),
        # Less than twelve months, or nobody knows over how many.
        ([{"people": 100, "start": "2022-03", "end": "2023-01"}], 0),
        ([{"people": 100, "start": 2022}], 0),
        ([{"people": 100, "end": 2022}], 0),
        # Divided by the years begun, and rounded down.
        ([{"people": 100, "start": "2022-03", "end": "2023-03"}], 50),
        ([{"people": 101, "start": 2022, "end": 2023}], 50),
        ([{"people": 100, "start": 2020, "end": 2022}], 33),
        ([{"people": {"at_least": 90}, "start": 2022, "end": 2022}], 90),
        ([{"people": {"at_most": 90}, "start": 2022, "end": 2022}], 0),
        # The best of several counts.
        (
            [
                {"people": 40, "start": 2021, "end": 2021},
                {"people": 60, "start": 2022, "end": 2022},
            ],
            60,
        ),
        # Up to the last day that a date can have.
        ([{"people": 8000, "start": 2000, "end": 9999}], 1),
    ],
)
def test_participants_are_a_lower_bound_of_a_year(participants: list[Fields], low: int) -> None:
    assert supply(a={"participants": participants}) == Supply(low, None, ("a",))


def test_participants_count_only_where_no_capacity_is_stated() -> None:
    served = [{"people": 100, "start": 2022, "end": 2022}]
    assert supply(a={"participants": served, "capacity": 10}).low == 10
    assert supply(a={"participants": served, "capacity": {"at_most": 500}}).low == 0
    assert supply(a={"participants": served, "provision": [{"capacity": 5}]}).low == 5
    silent: list[Fields] = [{}, {"places": ["north"]}]
    assert supply(a={"participants": served, "provision": silent}).low == 100
    wider = [{}, {"audiences": ["adults"]}]
    assert supply(a={"participants": served, "provision": wider}).low == 0


# -- what each adds --------------------------------------------------------------------------------


def test_each_initiative_accounts_for_what_it_adds() -> None:
    initiatives: dict[str, Fields] = {
        "whole": {"activities": ["chess"], "audiences": [], "capacity": None},
        "part": {"part_of": "whole", "capacity": 4},
        "other": {"part_of": "whole", "capacity": {"at_least": 1, "at_most": 6}},
        "alone": {"status": "unknown", "capacity": 9},
    }
    offers = {key: {**OFFER, **fields} for key, fields in initiatives.items()}
    need = {"activities": ["english"], "audiences": ["older"]}
    built = city(**TERMS, needs={"need": need}, initiatives=offers)
    view = view_of(built)
    found = reach_need(view, Likeness(view), built.needs["need"]).found
    families = Families(built.initiatives)
    account = account_for_supply(found, families)
    assert account == (
        Capacity("whole", 0, None, "not-reaching", 5, 10, ("part", "other"), None),
        Capacity("part", 4, 4, "total", 4, 4, (), "whole"),
        Capacity("other", 1, 6, "total", 1, 6, (), "whole"),
        Capacity("alone", 0, 9, "not-sure", 0, 9, (), None),
    )
    total = count_supply(found, families)
    assert total.low == sum(item.low for item in account if item.within is None)
    assert total.high == sum(item.high or 0 for item in account if item.within is None)


def test_the_least_that_an_offer_serves_is_what_it_says() -> None:
    served = [{"people": 100, "start": 2022, "end": 2022}]
    assert least_capacity(entry(Initiative, id="x")) == 0
    assert least_capacity(entry(Initiative, id="x", capacity={"at_most": 5})) == 0
    assert least_capacity(entry(Initiative, id="x", participants=served)) == 100
    lines = [{"capacity": 3}, {"capacity": {"at_least": 4}}, {}]
    assert least_capacity(entry(Initiative, id="x", provision=lines)) == 7
    assert least_capacity(entry(Initiative, id="x", provision=lines, capacity=9)) == 9
