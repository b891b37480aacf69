"""Each pound is counted once: hand-worked sums."""

from __future__ import annotations

from decimal import Decimal

import pytest

from learningcity.analysis.money import Bounds, Ledger, LineKey, Revenue, smaller_revenue
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


def ledger_of(**initiatives: Fields) -> Ledger:
    """The ledger of a city with these initiatives, `_` in their names for `-`."""
    return Ledger(city(initiatives={key.replace("_", "-"): f for key, f in initiatives.items()}))


def pounds(low: object, high: object) -> dict[str | None, Bounds]:
    """One sum in pounds."""
    assert isinstance(low, int | Decimal)
    assert high is None or isinstance(high, int | Decimal)
    return {"GBP": Bounds(low, high)}


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


# -- bounds ----------------------------------------------------------------------------------------


def test_bounds_add_what_is_known() -> None:
    assert Bounds(1, 2) + Bounds(Decimal("0.5"), 3) == Bounds(Decimal("1.5"), 5)
    assert Bounds(5, 9) + Bounds.UNKNOWN == Bounds(5, None) == Bounds.UNKNOWN + Bounds(5, 9)
    assert Bounds(5, 5).exact == 5
    assert Bounds(5, 6).exact is None
    assert Bounds.UNKNOWN.exact is None


def test_no_digit_is_lost_however_large_the_numbers() -> None:
    large, small = 10**35, Decimal("0.0000000001")
    total = (Bounds(large, large) + Bounds(small, small)).exact
    assert str(total) == "1" + "0" * 35 + ".0000000001"
    ledger = ledger_of(course=lines(one=large, other=small))
    assert ledger.net(ledger.lines)["GBP"].exact == total
    # Whole numbers stay whole, and no places are added that nobody has written.
    assert repr(
        ledger_of(c=lines(a=Decimal("1.25"), b=Decimal("1.250"))).net_revenue("c").high
    ) == ("Decimal('2.5')")
    assert isinstance(
        ledger_of(c=lines(a=Decimal("0.5"), b=Decimal("0.5"))).net_revenue("c").high, int
    )


# -- sums of any lines ----------------------------------------------------------------------------

TOTAL, DWP, ESF, MORE = (("course", key) for key in ("total", "dwp", "esf", "more"))


@pytest.mark.parametrize(
    ("keys", "low", "high", "counted"),
    [
        ([TOTAL], 100, 100, [TOTAL]),
        ([TOTAL, DWP, ESF, MORE], 100, 100, [TOTAL]),
        ([MORE, ESF], 30, 30, [ESF]),
        ([DWP, MORE], 80, 80, [DWP, MORE]),
        # The middle one is not in the sum: the total above it still has the part.
        ([MORE, TOTAL], 100, 100, [TOTAL]),
        ([MORE, MORE], 20, 20, [MORE]),
    ],
)
def test_each_pound_counts_once_in_a_sum_of_any_lines(
    keys: list[LineKey], low: int, high: int, counted: list[LineKey]
) -> None:
    ledger = ledger_of(
        course=lines(total=100, dwp=part(60), esf=part(30), more=part(20, within="esf"))
    )
    assert ledger.net(keys) == ledger.net(reversed(keys)) == pounds(low, high)
    assert ledger.counted(keys) == tuple(counted)
    assert ledger.gross([TOTAL, DWP, ESF, MORE]) == pounds(210, 210)


def test_a_grant_counts_once_where_both_initiatives_are_summed() -> None:
    ledger = ledger_of(fund=lines(pot=1000), course=lines(grant=part(10, within="fund/pot")))
    assert ledger.net(ledger.of_initiative("course")) == pounds(10, 10)
    assert ledger.net(ledger.lines) == pounds(1000, 1000)
    assert ledger.total(("course", "grant")) == ("fund", "pot")
    assert ledger.of_initiative("nobody") == ()


def test_nothing_is_summed_where_nothing_is_asked_for() -> None:
    ledger = ledger_of(course=lines(total=100))
    assert ledger.net([]) == ledger.gross([]) == ledger.capital([]) == {}
    assert ledger.counted([]) == ()
    with pytest.raises(KeyError):
        ledger.net([("course", "other")])
    assert Ledger(city()).lines == {}


def test_an_unknown_total_is_at_least_the_sum_of_its_parts() -> None:
    ledger = ledger_of(course=lines(total={"currency": "GBP"}, dwp=part(60), esf=part(30)))
    assert ledger.net([TOTAL]) == pounds(90, None)
    assert ledger.gross(ledger.lines) == pounds(180, None)
    floor = ledger_of(course=lines(total={"amount": {"at_least": 100}}, dwp=part(60)))
    assert floor.net([TOTAL]) == pounds(100, None)


def test_an_unknown_part_is_at_most_what_the_others_leave_of_its_total() -> None:
    ledger = ledger_of(course=lines(total=100, dwp=part(60), esf=part(None)))
    assert ledger.net([ESF]) == pounds(0, 40)
    assert ledger.net([DWP, ESF]) == pounds(60, 100)
    assert ledger.amount(ESF) == Bounds(0, 40)
    both = ledger_of(course=lines(total=100, dwp=part(None), esf=part(None)))
    assert both.net([DWP, ESF]) == pounds(0, 100)
    assert both.gross([DWP, ESF]) == pounds(0, 200)
    deep = ledger_of(
        course=lines(total=100, dwp=part(None), esf=part(None, within="dwp"), more=part(30))
    )
    assert deep.net([ESF, MORE]) == pounds(30, 100)


def test_where_parts_contradict_their_total_the_larger_figure_counts() -> None:
    ledger = ledger_of(course=lines(total=100, dwp=part(60), esf=part(60)))
    assert ledger.net([TOTAL]) == pounds(120, 120)
    assert ledger.net([DWP, ESF]) == pounds(120, 120)
    assert ledger.net([ESF]) == pounds(60, 60)


def test_capital_is_summed_apart() -> None:
    ledger = ledger_of(course=lines(total=100, hall=capital(30, within="total"), esf=part(None)))
    keys = list(ledger.lines)
    assert ledger.net(keys) == pounds(70, 70)
    assert ledger.capital(keys) == pounds(30, 30)
    assert ledger.net(keys, capital=True) == pounds(100, 100)
    assert ledger.gross(keys, capital=True) == pounds(130, 200)
    assert ledger.net([("course", "hall")]) == {}
    assert ledger.net([("course", "hall")], capital=True) == pounds(30, 30)
    assert ledger.capital([TOTAL]) == pounds(30, 30)
    assert ledger.capital([ESF]) == {}


def test_revenue_parts_of_a_capital_total_are_revenue_wherever_they_are_recorded() -> None:
    ledger = ledger_of(
        fund=lines(hall=capital(100)), course=lines(run=part(20, within="fund/hall"))
    )
    assert ledger.net(ledger.of_initiative("fund")) == pounds(20, 20)
    assert ledger.capital(ledger.of_initiative("fund")) == pounds(80, 80)
    assert ledger.net_revenue("fund") == Revenue(20, "GBP")


def test_currencies_are_never_added() -> None:
    ledger = ledger_of(
        course=lines(total=100, won={"amount": 5000, "currency": "KRW"}, mystery={"amount": None}),
        fund=lines(grant={"amount": 10, "currency": "EUR", "within": "course/total"}),
    )
    assert ledger.net(ledger.lines) == {
        "GBP": Bounds(100, 100),
        "KRW": Bounds(5000, 5000),
        None: Bounds.UNKNOWN,
        "EUR": Bounds(10, 10),
    }
    assert ledger.total(("fund", "grant")) is None
    assert ledger.net_revenue("course").mixed


def test_a_line_without_currency_has_that_of_its_total_or_of_its_parts() -> None:
    ledger = ledger_of(course=lines(total=100, dwp=part(None), esf={"within": "dwp"}))
    silent = ledger_of(course=lines(total={}, dwp=part(60), esf=part(None)))
    for both in (ledger, silent):
        assert [both.currency(key) for key in both.lines] == ["GBP"] * 3
    assert silent.net_revenue("course") == Revenue(None, "GBP")
    mixed = ledger_of(
        course=lines(total={}, dwp=part(60), esf=part(5, currency="EUR"), more={"within": "total"})
    )
    assert mixed.currency(TOTAL) is None
    assert mixed.currency(MORE) is None
    assert mixed.total(DWP) is None
    assert mixed.total(MORE) == TOTAL
    assert mixed.net(mixed.lines) == {
        None: Bounds.UNKNOWN, "GBP": Bounds(60, 60), "EUR": Bounds(5, 5)
    }  # fmt: skip


def test_an_amount_of_zero_is_known() -> None:
    assert ledger_of(course=lines(total=0)).net([TOTAL]) == pounds(0, 0)


# -- unsound cities -------------------------------------------------------------------------------


def test_lines_in_a_ring_are_one_sum_the_largest_of_them() -> None:
    ledger = ledger_of(
        course=lines(total=part(100, within="esf"), esf=part(120, within="fund/pot")),
        fund=lines(pot=capital(90, within="course/total"), grant=part(10, within="pot")),
    )
    ring = [TOTAL, ESF, ("fund", "pot")]
    assert ledger.rings == (tuple(ring),)
    assert ledger.net(ledger.lines) == ledger.net([ESF]) == pounds(120, 120)
    assert ledger.counted(ledger.lines) == (TOTAL,)
    assert ledger.counted([("fund", "pot"), ESF]) == (ESF,)
    assert ledger.gross(ring) == pounds(360, 360)
    assert ledger.total(TOTAL) is None
    assert ledger.total(("fund", "grant")) == ("fund", "pot")
    unknown = ledger_of(course=lines(total=part(100, within="esf"), esf=part(None)))
    assert unknown.net([TOTAL]) == pounds(100, None)


def test_a_ring_in_several_currencies_and_a_line_that_is_part_of_nothing_stand_alone() -> None:
    ledger = ledger_of(
        course=lines(
            total=part(100, within="esf"),
            esf=part(50, currency="EUR"),
            dwp=part(20, within="total"),
            own=part(5, within="own"),
            lost=part(7, within="nowhere"),
        )
    )
    assert ledger.rings == ((TOTAL, ESF), (("course", "own"),))
    assert ledger.net(ledger.lines) == {"GBP": Bounds(112, 112), "EUR": Bounds(50, 50)}


def test_a_chain_of_any_depth_is_summed() -> None:
    chain: dict[str, object] = {"line-0": 5000}
    for depth in range(1, 3000):
        use = "capital" if depth % 2 else "revenue"
        chain[f"line-{depth}"] = part(5000 - depth, within=f"line-{depth - 1}", use=use)
    ledger = ledger_of(course=lines(**chain))
    assert ledger.net(ledger.lines, capital=True) == pounds(5000, 5000)
    assert ledger.capital(ledger.lines) == pounds(3500, 3500)
    assert ledger.net([("course", "line-2999")], capital=True) == pounds(2001, 2001)


# -- what is added ---------------------------------------------------------------------------------


def test_what_is_not_added_is_in_the_nearest_line_that_was_asked_for() -> None:
    ledger = ledger_of(
        course=lines(total=100, dwp=part(60), more=part(20, within="dwp"), alone=5),
    )
    assert ledger.covered(ledger.lines) == {DWP: TOTAL, MORE: DWP}
    assert ledger.covered([MORE, TOTAL]) == {MORE: TOTAL}
    assert ledger.covered([MORE]) == {}
    assert ledger.downwards == (TOTAL, DWP, MORE, ("course", "alone"))


def test_of_a_ring_without_currency_nothing_is_known() -> None:
    ledger = ledger_of(course=lines(total={"within": "esf"}, esf={"within": "total"}, dwp={}))
    assert ledger.currency(TOTAL) is None
    assert ledger.net(ledger.lines) == {None: Bounds.UNKNOWN}


def test_bounds_without_a_part_are_what_is_left() -> None:
    assert Bounds(100, 100) - Bounds(40, 60) == Bounds(40, 60)
    assert Bounds(10, None) - Bounds(4, 20) == Bounds(0, None)
    assert Bounds(100, 100) - Bounds.UNKNOWN == Bounds(0, 100)
    exact = Bounds(10**30, 10**30) - Bounds(Decimal("0.1"), Decimal("0.1"))
    assert str(exact.exact) == "9" * 30 + ".9"
