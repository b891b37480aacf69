"""Each pound is counted once: hand-worked sums."""

from __future__ import annotations

from decimal import Decimal

import pytest

from learningcity.analysis.money import Ledger, Revenue, smaller_revenue
from tests.builders import Fields, city


def lines(**amounts: object) -> Fields:
    """Funding lines from an amount each, or from fields."""
    funding = {}
    for key, line in amounts.items():
        fields = dict(line) if isinstance(line, dict) else {"amount": line}
        if fields.get("amount") is not None:
            fields.setdefault("currency", "GBP")
        funding[key] = fields
    return {"funding": funding}


def revenue(**amounts: object) -> Revenue:
    """The net revenue of a course with these lines, beside a fund with a total."""
    ledger = Ledger(city(initiatives={"course": lines(**amounts), "fund": lines(total=1000)}))
    assert ledger.net_revenue("course") == ledger.net_revenue("course")
    return ledger.net_revenue("course")


def part(amount: object, within: str = "total", **fields: object) -> Fields:
    """A part of a line."""
    return {"amount": amount, "within": within, **fields}


def capital(amount: object, **fields: object) -> Fields:
    """A line for buildings and equipment."""
    return {"amount": amount, "use": "capital", **fields}


def test_where_no_money_is_recorded_nothing_is_known() -> None:
    assert revenue() == Revenue(None, None)


def test_lines_are_added() -> None:
    assert revenue(one=100, other=Decimal("0.5")) == Revenue(Decimal("100.5"), "GBP")
    assert revenue(one={"amount": 5, "use": "revenue", "currency": "KRW"}) == Revenue(5, "KRW")


def test_the_upper_bound_counts() -> None:
    assert revenue(one={"amount": {"at_least": 5, "at_most": 9}}).high == 9
    assert revenue(one={"amount": {"about": 9}}).high == 9


@pytest.mark.parametrize("unknown", [{"amount": None}, {"amount": {"at_least": 5}}])
def test_an_unknown_line_makes_the_sum_unknown(unknown: Fields) -> None:
    assert revenue(one=100, other=unknown) == Revenue(None, "GBP")


def test_a_part_is_not_added_to_its_total() -> None:
    assert revenue(total=100, dwp=part(60), esf=part(30), more=part(20, within="esf")).high == 100
    assert revenue(total=100, dwp=part(60, within="course/total")).high == 100


def test_an_unknown_total_has_no_upper_bound_whatever_its_parts() -> None:
    assert revenue(total={"currency": "GBP"}, dwp=part(60)).high is None


def test_an_unknown_part_of_a_known_total_does_no_harm() -> None:
    assert revenue(total=100, dwp=part(None)).high == 100
    assert revenue(total=100, dwp=part(None, use="capital")).high == 100


def test_money_passed_on_from_another_initiative_is_revenue_here() -> None:
    assert revenue(grant=part(10, within="fund/total")).high == 10
    assert revenue(total=100, grant=part(10, within="fund/total")).high == 110


def test_a_part_in_another_currency_cannot_be_netted() -> None:
    parts = {"course": lines(grant={"amount": 10, "currency": "EUR", "within": "fund/total"})}
    ledger = Ledger(city(initiatives={**parts, "fund": lines(total=1000)}))
    assert ledger.net_revenue("course") == Revenue(10, "EUR")
    assert ledger.net_revenue("fund") == Revenue(1000, "GBP")


def test_capital_is_left_out() -> None:
    assert revenue(one=100, hall=capital(500)) == Revenue(100, "GBP")
    assert revenue(hall=capital(500)) == Revenue(None, "GBP")
    assert revenue(one=100, hall=capital(None)) == Revenue(100, "GBP")


def test_capital_parts_are_taken_off_their_total() -> None:
    assert revenue(total=100, hall=capital(30, within="total")).high == 70
    # At any depth, and only what is surely capital.
    assert revenue(total=100, half=part(50), hall=capital(30, within="half")).high == 70
    assert revenue(total=100, hall=capital({"at_least": 20}, within="total")).high == 80
    assert revenue(total=100, hall=capital({"at_most": 20}, within="total")).high == 100


def test_revenue_inside_capital_is_revenue_again() -> None:
    assert revenue(hall=capital(100), run=part(20, within="hall")).high == 20
    nested = {"hall": capital(40, within="total"), "run": part(10, within="hall")}
    assert revenue(total=100, **nested).high == 70
    unsure = {"hall": capital(40, within="total"), "run": part(None, within="hall")}
    assert revenue(total=100, **unsure).high == 100
    larger = {
        "hall": capital({"at_least": 5}, within="total"),
        "run": part({"at_most": 9}, within="hall"),
    }
    assert revenue(total=100, **larger).high == 100


def test_several_currencies_are_unknown_money() -> None:
    mixed = revenue(one=100, other={"amount": 5, "currency": "EUR"})
    assert mixed == Revenue(None, None, mixed=True)
    assert revenue(one=100, hall=capital(5, currency="EUR")).mixed


POUNDS, LESS, EUROS = Revenue(100, "GBP"), Revenue(60, "GBP"), Revenue(50, "EUR")
UNKNOWN, MIXED = Revenue(None, "EUR"), Revenue(None, None, mixed=True)


@pytest.mark.parametrize(
    ("first", "second", "smaller"),
    [
        (POUNDS, LESS, (60, "GBP")),
        (POUNDS, UNKNOWN, (100, "GBP")),
        (POUNDS, EUROS, (None, None)),
        (UNKNOWN, UNKNOWN, (None, None)),
        (POUNDS, MIXED, (None, None)),
    ],
)
def test_at_stake_is_the_smaller_or_the_one_known(
    first: Revenue, second: Revenue, smaller: tuple[object, object]
) -> None:
    assert smaller_revenue(first, second) == smaller
    assert smaller_revenue(second, first) == smaller
