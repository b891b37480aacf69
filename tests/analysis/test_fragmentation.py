"""How the work for each priority is divided: hand-worked rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from learningcity.analysis.fragmentation import FragmentationRow, fragmentation
from learningcity.io.reader import parse_city
from learningcity.model.city import City
from tests.builders import Fields, city

PARTNERS = ("council", "dwp", "esf", "lottery", "college", "library")


def line(amount: object, *funders: str, **fields: object) -> Fields:
    """A funding line in pounds."""
    return {"amount": amount, "currency": "GBP", "funder": list(funders), **fields}


def offer(*partners: str, priorities: tuple[str, ...] = ("skills",), **fields: object) -> Fields:
    """An active initiative with partners, each written as `id` (a lead) or `id:role`."""
    taking_part = [
        {"partner": key, "role": [role or "lead"]}
        for key, _, role in (each.partition(":") for each in partners)
    ]
    shown = {"priorities": list(priorities), "partners": taking_part, "status": "active"}
    return {**shown, **fields}


def built(**initiatives: Fields) -> City:
    """A city with an objective in a priority, and these initiatives."""
    return city(
        partners={key: {} for key in PARTNERS},
        priorities={"skills": {}, "advice": {"within": ["skills"]}},
        initiatives=initiatives,
    )


def row(**initiatives: Fields) -> FragmentationRow:
    """The row of the priority `skills`."""
    return fragmentation(built(**initiatives)).rows[0]


def shared(**funding: Fields) -> FragmentationRow:
    """The row of a priority with one initiative that has this money."""
    return row(course=offer("college", funding=funding))


# -- money -----------------------------------------------------------------------------------------


def test_the_effective_number_is_one_over_the_sum_of_squared_shares() -> None:
    found = shared(
        a=line(60, "council"), b=line(20, "dwp"), c=line(10, "esf"), d=line(10, "lottery")
    )
    assert found.effective_funders == pytest.approx(1 / 0.42)
    assert round(found.effective_funders or 0, 3) == 2.381
    assert (found.known_money, found.currency, found.known_share) == (100, "GBP", 1.0)
    assert found.funders == ("council", "dwp", "esf", "lottery")
    assert found.left_out == ()


def test_one_funder_is_one_and_equal_funders_are_their_number() -> None:
    assert shared(a=line(Decimal("0.1"), "council")).effective_funders == 1
    assert shared(a=line(5, "council"), b=line(7, "council")).effective_funders == 1
    assert shared(a=line(1, "dwp"), b=line(1, "esf"), c=line(1, "council")).effective_funders == 3


def test_nothing_is_known_where_no_single_funder_has_an_amount() -> None:
    for found in (
        shared(),
        shared(a=line(100)),
        shared(a=line(100, "dwp", "esf")),
        shared(a=line({"at_most": 100}, "dwp")),
        shared(a={"funder": ["dwp"]}),
        shared(a=line(100, "dwp", use="capital")),
    ):
        assert (found.effective_funders, found.known_money, found.currency) == (None, None, None)
        assert found.known_share is None
    assert shared(a=line(100, "dwp", "esf"), b=line(5)).left_out == ("course/a", "course/b")
    assert shared(a=line(100, "dwp", use="capital")).left_out == ()


def test_money_of_zero_is_known_and_divides_nothing() -> None:
    found = shared(a=line(0, "dwp"))
    assert (found.effective_funders, found.known_money, found.known_share) == (None, 0, None)
    assert found.left_out == ()


def test_what_is_surely_there_makes_the_shares() -> None:
    found = shared(
        a=line({"at_least": 30}, "dwp"), b=line(10, "esf"), c=line(60, "dwp", "esf"), d=line(None)
    )
    assert found.effective_funders == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert (found.known_money, found.known_share) == (40, None)
    assert found.left_out == ("course/c", "course/d")


def test_the_known_part_of_all_revenue_is_told() -> None:
    found = shared(a=line(25, "dwp"), b=line(75), hall=line(500, "esf", use="capital"))
    assert (found.known_money, found.known_share) == (25, 0.25)


def test_a_part_is_in_the_share_of_the_single_funder_of_its_total() -> None:
    found = shared(
        total=line(100, "council"),
        more=line(30, "dwp", within="total"),
        other=line(100, "esf"),
    )
    assert found.effective_funders == 2
    # A total of several, or of nobody, says nothing; its parts do.
    split = shared(
        total=line(90, "dwp", "esf"),
        dwp=line(60, "dwp", within="total"),
        esf=line(20, "esf", within="total"),
    )
    assert split.effective_funders == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert split.left_out == ("course/total",)


def test_grants_of_a_fund_for_the_same_priority_count_once() -> None:
    found = row(
        fund=offer("council", kind="fund", funding={"pot": line(100, "council")}),
        course=offer(
            "college",
            funding={"grant": line(40, "council", within="fund/pot"), "own": line(100, "dwp")},
        ),
    )
    assert found.effective_funders == 2
    assert found.known_money == 200
    # The fund offers nothing itself.
    assert (found.initiatives, found.leads) == (("course",), ("college",))


def test_money_in_several_currencies_has_no_shares() -> None:
    won = line(5000, "dwp", currency="KRW")
    found = shared(a=line(100, "council"), b=won)
    assert (found.effective_funders, found.known_money, found.currency) == (None, None, None)
    # Where only one of them is known, the shares are of that one, the part of all is not known.
    unknown = shared(a=line(100, "council"), b=line(None, "dwp", currency="KRW"))
    assert (unknown.effective_funders, unknown.known_money, unknown.known_share) == (1, 100, None)


# -- leads and partners ----------------------------------------------------------------------------


def test_leads_and_funders_are_counted_once_each() -> None:
    found = row(
        one=offer("college", "council:funder"),
        two=offer("college", "library", funding={"a": line(None, "dwp")}),
    )
    assert found.leads == ("college", "library")
    assert found.funders == ("council", "dwp")


def test_initiatives_without_a_shared_working_partner_stand_alone() -> None:
    found = row(
        one=offer("college", "dwp:funder"),
        two=offer("library", "college:host"),
        three=offer("council", "dwp:funder"),
        four=offer("esf:funder"),
    )
    assert found.without_partner == ("three",)
    assert found.without_partner_share == round(1 / 3, 12)
    assert found.partners_unknown == ("four",)


def test_one_initiative_has_no_other_to_share_with() -> None:
    for found in (row(one=offer("college")), row(), row(one=offer(), two=offer())):
        assert (found.without_partner, found.without_partner_share) == ((), None)


# -- which initiatives -----------------------------------------------------------------------------


def test_what_serves_an_objective_serves_its_priority_too() -> None:
    found = fragmentation(
        built(one=offer("college"), two=offer("library", priorities=("advice",)))
    ).rows
    assert [(r.priority, r.initiatives) for r in found] == [
        ("skills", ("one", "two")),
        ("advice", ("two",)),
    ]


def test_what_surely_does_not_run_is_left_out_with_its_money() -> None:
    old = offer("college", status="ended", end=2020, funding={"a": line(100, "dwp")})
    new = offer("library", funding={"b": line(50, "esf", end=2022), "c": line(70, "council")})
    both = built(old=old, new=new)
    assert fragmentation(both).rows[0].initiatives == ("new",)
    assert fragmentation(both).rows[0].known_money == 70
    assert fragmentation(both, on="2022").rows[0].known_money == 120
    assert fragmentation(both, ever=True).rows[0].initiatives == ("old", "new")
    assert fragmentation(both, ever=True).rows[0].known_money == 220


def test_a_city_without_priorities_or_initiatives_says_so() -> None:
    assert fragmentation(city()).rows == ()
    assert fragmentation(city()).summary() == "No priorities are recorded."
    assert fragmentation(built()).summary() == (
        "2 priorities and objectives: 0 with initiatives, 0 for which it is known how money is "
        "divided among funders. Many funders or leads are not bad as such."
    )
    one = city(priorities={"skills": {}})
    assert fragmentation(one).summary().startswith("1 priority or objective: 0 with")


def test_the_parameters_are_those_of_the_day() -> None:
    assert fragmentation(city(), on="2023", carry=1).parameters.to_record() == {
        "on": "2023-12-31",
        "ever": False,
        "carry": 1,
    }
    with pytest.raises(ValueError, match="exclude each other"):
        fragmentation(city(), on="2023", ever=True)
    assert fragmentation(city()).columns[0] == "priority"


# -- explanations ----------------------------------------------------------------------------------

TEXT = """
format: learningcity/1
city: {id: c, name: C, as_of: 2024}
partners:
  council: {name: City Council}
  esf: {name: European Social Fund}
priorities:
  skills: {name: Skills}
  health: {name: Health}
initiatives:
  course:
    name: First Course
    priorities: [skills]
    status: active
    partners: [{partner: council, role: lead}]
    funding:
      own: {amount: 9990.5, currency: GBP, funder: council}
      little: {amount: 1, currency: GBP, funder: esf}
      more: {amount: 100, currency: GBP, funder: [council, esf]}
  other:
    name: Second Course
    priorities: [skills]
    status: active
    partners: [{partner: esf, role: deliverer}]
  third: {name: Third Course, priorities: [skills], status: active}
"""


def test_every_row_says_what_it_rests_on() -> None:
    found = fragmentation(parse_city(TEXT))
    assert str(found.explain(0)) == (
        "How the work for Skills is divided\n"
        "  1. 3 initiatives, led by City Council.  [text:8]\n"
        "  2. City Council surely gives GBP 9,990.50 as the only funder: 100.0% of what is known."
        "  [text:17]\n"
        "  3. European Social Fund surely gives GBP 1 as the only funder: less than 0.1% of what "
        "is known.  [text:18]\n"
        "  4. 1 line in no share, as the amount is not known or not one funder alone is named: "
        "course/more.  [text:19]\n"
        "  5. 2 funders recorded; the known money is divided as among 1 equal funder, on 99% of "
        "the money.\n"
        "  6. No working partner in common with another one: First Course and Second Course; of 1 "
        "no working partner is recorded.  [text:11, text:20]"
    )
    assert str(found.explain(1)) == (
        "How the work for Health is divided\n"
        "  1. 0 initiatives.  [text:9]\n"
        "  2. 0 funders recorded; how the money is divided among them is not known.\n"
        "  3. Whether initiatives have partners in common is not known, or there are not two."
    )


def test_an_explanation_of_a_city_in_memory_has_no_places() -> None:
    found = fragmentation(
        built(
            one=offer("college:partner", funding={"a": line({"at_least": 1}, "esf")}),
            two=offer("college:partner", funding={"b": line(0, "dwp")}),
        )
    )
    steps = found.explain(0).steps
    assert [step.text for step in steps] == [
        "2 initiatives, no lead is recorded.",
        "dwp surely gives GBP 0 as the only funder: 0.0% of what is known.",
        "esf surely gives GBP 1 as the only funder: 100.0% of what is known.",
        "2 funders recorded; the known money is divided as among 1 equal funder.",
        "Each has a working partner in common with another one.",
    ]
    assert all(step.places == () for step in steps)
    nothing = fragmentation(built(one=offer(funding={"b": line(0, "dwp")}))).explain(0)
    assert nothing.steps[1].text == (
        "dwp surely gives GBP 0 as the only funder: 0.0% of what is known."
    )
