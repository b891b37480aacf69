"""What the withdrawal of one partner leaves: worked by hand."""

from __future__ import annotations

import dataclasses

import pytest

from learningcity.analysis.money import Money
from learningcity.analysis.resilience import Resilience, ResilienceRow, resilience
from learningcity.datasets import open_example
from learningcity.io.reader import parse_city
from learningcity.model.city import City
from tests.builders import Fields, city
from tests.taking_part import WELDERS, here, takes


def rows(built: City, *, ever: bool = False) -> dict[str, ResilienceRow]:
    """The rows by partner."""
    return {row.partner: row for row in resilience(built, ever=ever).rows}


# -- who is the last one ---------------------------------------------------------------------------


def test_the_only_deliverer_leaves_the_need_the_priority_and_the_initiative() -> None:
    found = rows(here("college", "shop", initiatives={"course": takes("college")}, needs=WELDERS))
    row = found["college"]
    assert row.needs_undelivered == ("welders",)
    assert row.priorities_undelivered == ("skills",)
    assert row.initiatives_undelivered == row.initiatives_unled == ("course",)
    assert row.initiatives_unfunded == row.priorities_unfunded == row.priorities_unowned == ()
    assert row.indispensable
    assert (row.needs, row.priorities, row.initiatives) == (("welders",), ("skills",), ("course",))
    assert not found["shop"].indispensable
    assert found["shop"].not_known == ()


def test_one_of_two_deliverers_leaves_nothing_and_of_two_leads_neither() -> None:
    found = rows(here("a", "b", initiatives={"x": takes("a", "b:deliverer")}, needs=WELDERS))
    assert found["a"].initiatives_undelivered == found["b"].initiatives_undelivered == ()
    assert found["a"].initiatives_unled == ("x",)
    assert found["b"].initiatives_unled == ()
    assert found["a"].needs == found["b"].needs == ()


def test_a_need_with_something_general_left_is_told_apart() -> None:
    general = takes("shop", audiences=["everyone"])
    found = rows(
        here("college", "shop", initiatives={"x": takes("college"), "y": general}, needs=WELDERS)
    )
    assert found["college"].needs_undelivered == ()
    assert found["college"].needs_general == ("welders",)
    assert found["shop"].needs == ()


def test_where_nobody_is_recorded_nothing_is_lost_and_that_is_said() -> None:
    silent = takes("shop:partner")
    found = rows(
        here("college", "shop", initiatives={"x": takes("college"), "y": silent}, needs=WELDERS)
    )
    row = found["college"]
    assert row.needs_undelivered == row.priorities_undelivered == ()
    assert row.not_known == ("need:welders", "priority:skills")
    assert row.initiatives_undelivered == ("x",)
    assert found["shop"].not_known == ()


def test_funders_are_those_of_roles_and_of_lines() -> None:
    line = {"amount": 5, "currency": "GBP", "funder": ["bank"]}
    offers = {
        "x": takes("college", "dwp:funder"),
        "y": takes("college", funding={"total": line}),
        "z": takes("college", "bank:funder", "dwp:funder"),
    }
    found = rows(here("college", "dwp", "bank", initiatives=offers))
    assert found["dwp"].initiatives_unfunded == ("x",)
    assert found["bank"].initiatives_unfunded == ("y",)
    assert found["dwp"].priorities_unfunded == ()


def test_money_that_nobody_is_said_to_give_leaves_the_funder_open() -> None:
    line = {"amount": 5, "currency": "GBP"}
    found = rows(
        here(
            "college", "dwp", initiatives={"x": takes("college", "dwp:funder", funding={"t": line})}
        )
    )
    assert found["dwp"].initiatives_unfunded == found["dwp"].priorities_unfunded == ()
    assert found["dwp"].not_known == ("priority:skills", "initiative:x")


def test_an_owner_counts_until_what_the_priority_lies_within_has_none_either() -> None:
    priorities: Fields = {
        "skills": {"owner": "council"},
        "advice": {"within": ["skills"], "owner": "college"},
        "work": {"owner": "board"},
        "new": {"owner": "college", "replaced_by": "newer"},
        "newer": {},
    }
    found = rows(
        here(
            "council",
            "college",
            priorities=priorities,
            bodies={"board": {"members": ["college"]}},
        )
    )
    assert found["council"].priorities_unowned == ("skills",)
    assert found["college"].priorities_unowned == ("newer",)


def test_an_objective_in_two_priorities_of_one_owner_loses_it_once() -> None:
    priorities: Fields = {
        "top": {"owner": "council"},
        "left": {"within": ["top"]},
        "right": {"within": ["top"]},
        "low": {"within": ["left", "right"]},
    }
    found = resilience(here("council", priorities=priorities))
    assert found.rows[0].priorities_unowned == ("top", "left", "right", "low")
    (low,) = [step for step in found.explain(0).steps if "priority:low" in step.references]
    assert low.references == ("priority:low", "priority:top")


def test_what_is_lost_wholly_is_explained_once() -> None:
    found = resilience(here("college", initiatives={"course": takes("college")}, needs=WELDERS))
    about = [step for step in found.explain(0).steps if "need:welders" in step.references]
    assert len(about) == 1


def test_participations_count_while_they_run_and_what_ended_does_not() -> None:
    past = {"partner": "a", "role": ["lead"], "end": 2020}
    entry = takes("b")
    offers = {
        "x": {**entry, "partners": [past, {"partner": "b", "role": ["lead"]}]},
        "y": takes("a", status="ended", end=2021),
    }
    built = here("a", "b", initiatives=offers)
    assert rows(built)["b"].initiatives_undelivered == ("x",)
    assert rows(built)["a"].initiatives == ()
    assert rows(built, ever=True)["b"].initiatives_undelivered == ()
    assert rows(built, ever=True)["a"].initiatives_undelivered == ("y",)


# -- money and places ------------------------------------------------------------------------------


def test_money_that_goes_is_net_and_never_split() -> None:
    funding: dict[str, Fields] = {
        "total": {"amount": 100, "currency": "GBP", "funder": ["dwp"]},
        "part": {"amount": 40, "currency": "GBP", "funder": ["dwp"], "within": "total"},
        "joint": {"amount": 10, "currency": "GBP", "funder": ["dwp", "bank"]},
        "more": {"currency": "EUR", "funder": ["dwp"]},
        "works": {"amount": 7, "currency": "GBP", "funder": ["dwp"], "use": "capital"},
    }
    lasting = {key: {**line, "start": 2024, "end": 2024} for key, line in funding.items()}
    offers = {
        "x": takes("college", "bank:funder", funding=lasting),
        "y": takes("college", "dwp:funder"),
    }
    found = rows(here("college", "dwp", "bank", initiatives=offers))
    assert found["dwp"].money == (Money("GBP", 100, 110), Money("EUR", 0, None))
    assert found["dwp"].money_unknown == ("y",)
    assert found["bank"].money == (Money("GBP", 0, 10),)
    assert found["bank"].money_unknown == ()
    assert found["college"].money == ()
    assert found["college"].stranded == (Money("GBP", 110, 110), Money("EUR", 0, None))
    assert found["dwp"].stranded == ()


def test_a_line_without_dates_may_not_run_so_it_is_in_the_upper_bound_only() -> None:
    line = {"amount": 5, "currency": "GBP", "funder": ["dwp"]}
    found = rows(here("a", "dwp", initiatives={"x": takes("a", funding={"t": line})}))
    assert found["a"].stranded == found["dwp"].money == (Money("GBP", 0, 5),)


def places(row: ResilienceRow) -> tuple[object, object, tuple[str, ...]]:
    """The places that go."""
    return row.capacity_low, row.capacity_high, row.capacity_unknown


def test_places_of_what_would_end_are_counted_and_silence_stays_open() -> None:
    offers = {
        "x": takes("a", capacity=30),
        "y": takes("a", capacity={"at_least": 5}),
        "z": takes("b", capacity=8),
    }
    found = rows(here("a", "b", "c", initiatives=offers))
    assert places(found["a"]) == (35, None, ("y",))
    assert places(found["b"]) == (8, 8, ())
    assert places(found["c"]) == (0, 0, ())


def test_places_of_an_umbrella_with_a_part_that_goes_on_are_an_upper_bound() -> None:
    offers = {
        "all": takes("a", capacity=100),
        "one": takes("a", capacity=20, part_of="all"),
        "two": takes("b", capacity=30, part_of="all"),
    }
    found = rows(here("a", "b", initiatives=offers))
    assert places(found["a"]) == (20, 100, ())
    assert places(found["b"]) == (30, 30, ())


def test_places_of_different_years_do_not_add_up() -> None:
    found = rows(here("a", initiatives={"x": takes("a", capacity=3)}), ever=True)
    assert places(found["a"]) == (None, None, ())


def test_a_fund_offers_no_places() -> None:
    found = rows(here("a", initiatives={"x": takes("a", kind="fund", capacity=3)}))
    assert found["a"].initiatives_undelivered == ("x",)
    assert found["a"].priorities_undelivered == ()
    assert places(found["a"]) == (0, 0, ())


# -- the partnership -------------------------------------------------------------------------------


def test_a_partner_between_two_others_cuts_off_the_smaller_side() -> None:
    offers = {
        "x": takes("a", "hub:partner", "d:deliverer"),
        "y": takes("b", "hub:partner"),
        "z": takes("c"),
    }
    found = resilience(here("a", "b", "c", "d", "hub", initiatives=offers))
    by_id = {row.partner: row for row in found.rows}
    assert found.components == 2
    assert (by_id["hub"].components, by_id["hub"].cut_off) == (3, ("b",))
    assert (by_id["c"].components, by_id["c"].cut_off) == (1, ())
    assert (by_id["a"].components, by_id["a"].cut_off) == (2, ())


def test_ties_go_with_the_initiatives_that_would_end() -> None:
    """Without their lead the three others no longer meet; two of them still do elsewhere."""
    offers = {"x": takes("lead", "a:partner", "b:partner", "c:partner"), "y": takes("b", "c:host")}
    found = rows(here("lead", "a", "b", "c", initiatives=offers))
    assert (found["lead"].components, found["lead"].cut_off) == (2, ("a",))


def test_of_pieces_of_one_size_the_first_in_the_file_stays() -> None:
    offers = {"x": takes("a", "hub:partner"), "y": takes("b", "hub:partner")}
    assert rows(here("hub", "b", "a", initiatives=offers))["hub"].cut_off == ("a",)


# -- order, words, and degenerate cities -----------------------------------------------------------


def test_the_gravest_come_first_and_then_the_file_decides() -> None:
    offers = {
        "x": takes("a", "d:funder", activities=["reading"]),
        "y": takes("b"),
        "z": takes("c", activities=["reading"]),
        "v": takes("e", activities=["reading"]),
        "w": takes("e", activities=["reading"]),
    }
    found = resilience(here("a", "b", "c", "d", "e", "f", initiatives=offers, needs=WELDERS))
    assert [row.partner for row in found.rows] == ["b", "e", "a", "c", "d", "f"]


def test_no_partners() -> None:
    found = resilience(city())
    assert (found.rows, found.components) == ((), 0)
    assert found.summary() == "No partners are recorded."
    assert found.to_dict()["components"] == 0


def test_partners_without_anything() -> None:
    found = resilience(here("a"))
    row = found.rows[0]
    assert row.sentence == (
        "Without a: nothing would lose its last recorded deliverer, funder, lead or owner."
    )
    assert found.summary() == (
        "None of 1 partner is the last recorded deliverer, funder, lead or owner of anything."
    )
    assert (row.components, row.cut_off, row.money) == (0, (), ())
    assert [step.text for step in found.explain(0).steps] == [
        row.sentence,
        "No funding line names it.",
        "The partnership falls into 1 part now, 0 then.",
    ]


def test_one_who_is_perhaps_the_last_is_counted_in_the_headline() -> None:
    line = {"amount": 5, "currency": "GBP"}
    offers = {
        "x": takes("a", "b", "c:funder", funding={"t": line}),
        "y": takes("d:partner"),
    }
    found = resilience(here("a", "b", "c", "d", initiatives=offers))
    row = next(row for row in found.rows if row.partner == "c")
    assert row.not_known == ("priority:skills", "initiative:x")
    assert row.sentence == (
        "Without c: nothing would lose its last recorded deliverer, funder, lead or owner; not "
        "known for 2 where others may be at work."
    )
    assert found.summary() == (
        "None of 4 partners is the last recorded deliverer, funder, lead or owner of anything. Of "
        "1 it is not known, as nobody is recorded for a part of what they do."
    )
    more = resilience(here("a", "b", "c", "d", initiatives={**offers, "z": takes("a")}))
    assert more.summary().endswith(
        " Of 1 more it is not known, as nobody is recorded for a part of what they do."
    )


def test_the_headline_says_who_is_indispensable_first() -> None:
    offers = {"x": takes("a", "f:funder"), "y": takes("b:partner")}
    built = here(
        "a",
        "b",
        "f",
        initiatives=offers,
        needs=WELDERS,
        priorities={"skills": {"owner": "a"}},
    )
    found = resilience(built)
    assert found.summary() == (
        "Counting needs first, most would go with a: 1 priority and 1 initiative would lose "
        "something that nobody else is recorded as delivering, funding, leading or owning. 2 of 3 "
        "partners are the last recorded deliverer, funder, lead or owner of something."
    )
    alone = Resilience(found.city, found.parameters, found.rows[:1])
    assert alone.summary().endswith(
        "1 of 1 partner is the last recorded deliverer, funder, lead or owner of something."
    )
    with pytest.raises(ValueError, match="was not worked out"):
        alone.explain(0)


def test_one_loss_is_told_as_one() -> None:
    lonely = takes("a", "b", "f:funder", priorities=[])
    assert ": 1 initiative would lose something that nobody else" in (
        resilience(here("a", "b", "f", initiatives={"x": lonely})).summary()
    )


def test_mixed_currencies_stay_apart() -> None:
    lines = {
        code.lower(): {"amount": 5, "currency": code, "funder": ["dwp"], "start": 2024, "end": 2024}
        for code in ("GBP", "EUR")
    }
    found = rows(here("a", "dwp", initiatives={"x": takes("a", funding=lines)}))
    assert found["dwp"].money == (Money("GBP", 5, 5), Money("EUR", 5, 5))


def test_a_wrong_day_is_refused() -> None:
    with pytest.raises(ValueError, match="exclude each other"):
        resilience(city(), on="2024", ever=True)
    with pytest.raises(ValueError, match="below zero"):
        resilience(city(), carry=-1)


# -- explanations ----------------------------------------------------------------------------------

FILE = """\
format: learningcity/1
city: {id: here, name: Here, as_of: 2024}
audiences: {adults: {name: Adults}}
priorities:
  skills: {name: Skills, owner: college}
partners:
  college: {name: The College}
  dwp: {name: The Ministry}
  shop: {name: The Shop}
initiatives:
  course:
    name: Welding Course
    activities: [vocational-engineering]
    audiences: [adults]
    priorities: [skills]
    status: active
    capacity: 30
    partners:
      - {partner: college, role: lead}
      - {partner: shop, role: host}
      - {partner: dwp, role: funder}
    funding:
      grant: {amount: 500, currency: GBP, funder: dwp, start: 2024, end: 2024}
  open:
    name: Open Shop
    activities: [vocational-engineering]
    audiences: [everyone]
    status: active
    partners:
      - {partner: shop, role: deliverer}
      - {partner: college, role: funder}
  quiet:
    name: Quiet Corner
    priorities: [skills]
    status: active
needs:
  welders:
    statement: Welders wanted.
    activities: [vocational-engineering]
    audiences: [adults]
"""


def reasons(partner: str, *, ever: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    """The steps of a row: text, and lines."""
    found = resilience(parse_city(FILE), ever=ever)
    row = next(row for row in found.rows if row.partner == partner)
    assert found.explain(row).subject == row.sentence
    return [
        (step.text, tuple(place.rpartition(":")[2] for place in step.places))
        for step in found.explain(row).steps
    ]


def test_a_withdrawal_is_explained_line_by_line() -> None:
    assert reasons("college") == [
        (
            "The need “Welders wanted”: what is meant for it, Welding Course, nobody but "
            "The College leads or delivers.",
            ("37", "19"),
        ),
        (
            "The priority Skills: what serves it, Welding Course and Quiet Corner, nobody but The "
            "College leads or delivers; who does so with Quiet Corner is not known, so nothing is "
            "surely lost.",
            ("5", "19"),
        ),
        (
            "The College owns the priority Skills, or what it lies within; nobody else is recorded "
            "as an owner.",
            ("5",),
        ),
        ("Welding Course: only The College is recorded as leading or delivering it.", ("11", "19")),
        ("Open Shop: only The College is recorded as funding it.", ("24", "31")),
        (
            "No funding line names it. It is recorded as a funder of Open Shop, with no sum: not "
            "known.",
            ("7", "24"),
        ),
        ("The initiatives that would end hold GBP 500; that is not to be added.", ("11",)),
        ("Places a year in the initiatives that would end: 30.", ("11",)),
        ("The partnership falls into 2 parts now, 2 then.", ()),
    ]


def test_money_given_is_explained_with_its_line() -> None:
    said = reasons("dwp")
    assert ("Lines that name it hold GBP 500.", ("8", "23")) in said
    assert said[1] == (
        "Welding Course: only The Ministry is recorded as funding it.",
        ("11", "21", "23"),
    )


def test_what_is_not_known_is_said() -> None:
    texts = [text for text, _ in reasons("shop")]
    assert (
        "Places a year in the initiatives that would end: not known; not known of Open Shop."
        in texts
    )
    assert (
        "The initiatives that would end have no recorded revenue: not known; that is not to be "
        "added."
    ) in texts
    over = [text for text, _ in reasons("shop", ever=True)]
    assert "Places of different years do not add up, so over all time there is no sum." in over


def test_a_cut_is_explained() -> None:
    offers = {"x": takes("a", "hub:partner"), "y": takes("b", "hub:partner")}
    found = resilience(here("hub", "b", "a", initiatives=offers))
    row = next(row for row in found.rows if row.partner == "hub")
    assert found.explain(row).steps[-1].text == (
        "The partnership falls into 1 part now, 2 then; cut off from the largest part: a."
    )
    assert found.explain(row).steps[-1].references == ("partner:a",)


def test_a_funder_that_may_not_be_the_last_is_explained() -> None:
    line = {"amount": 5, "currency": "GBP"}
    found = resilience(
        here(
            "college", "dwp", initiatives={"x": takes("college", "dwp:funder", funding={"t": line})}
        )
    )
    row = next(row for row in found.rows if row.partner == "dwp")
    assert any(
        "who gives some of its money is not known" in step.text for step in found.explain(row).steps
    )


def test_the_packaged_cities_answer() -> None:
    found = resilience(open_example("lanternport"))
    assert found.rows[0].partner == "port-college"
    assert found.rows[0].capacity_low == 580
    assert {field.name for field in dataclasses.fields(ResilienceRow)} == set(found.columns)
    city_ = open_example("wolverhampton")
    council = resilience(city_).rows[0]
    assert council.partner == "city-of-wolverhampton-council"
    assert len(council.cut_off) == 14


def test_what_would_be_left_is_said_as_far_as_it_is_recorded() -> None:
    rows = resilience(here("a", "b", initiatives={"x": takes("a")}, needs=WELDERS)).rows
    assert rows[0].sentence == (
        "Without a: 1 need that nothing recorded would reach any more; 1 priority without a "
        "recorded deliverer; 1 initiative that nobody else is recorded as leading or delivering; 1 "
        "initiative without a recorded lead."
    )
