"""The package and the slow oracle agree on money, line by line and sum by sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.money import Bounds, Ledger, LineKey
from learningcity.io.reader import city_from_mapping
from tests.oracle.case import Case
from tests.oracle.money import Purse
from tests.oracle.plain import Data, Number
from tests.strategies import city_mappings, thorough

Intervals = dict[str | None, tuple[Number, Number | None]]


def intervals(found: object) -> Intervals:
    """Bounds by currency as the oracle writes them."""
    assert isinstance(found, dict)
    plain: Intervals = {}
    for currency, bounds in found.items():
        assert isinstance(bounds, Bounds)
        plain[currency] = (bounds.low, bounds.high)
    return plain


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Ledger, Purse, list[LineKey]]:
    """The lines of a random city in both forms, and some of them."""
    mapping: Data = draw(city_mappings())
    ledger = Ledger(city_from_mapping(mapping))
    keys = list(ledger.lines)
    some = draw(st.lists(st.sampled_from(keys), unique=True)) if keys else []
    return ledger, Purse(Case(mapping)), some


@thorough
@given(ledgers())
def test_net_sums_of_any_lines_agree_with_the_oracle(
    both: tuple[Ledger, Purse, list[LineKey]],
) -> None:
    """Revenue, capital and both, of some lines and of all."""
    ledger, purse, some = both
    assert list(ledger.lines) == list(purse.lines)
    for keys in (some, list(ledger.lines)):
        assert intervals(ledger.net(keys)) == purse.sums(keys, "revenue")
        assert intervals(ledger.capital(keys)) == purse.sums(keys, "capital")
        assert intervals(ledger.net(keys, capital=True)) == purse.sums(keys, "all")


@thorough
@given(ledgers())
def test_what_is_known_of_each_line_agrees_with_the_oracle(
    both: tuple[Ledger, Purse, list[LineKey]],
) -> None:
    """Its currency, its total, and the bounds that its total and its parts put on it."""
    ledger, purse, _ = both
    for key in ledger.lines:
        currency = purse.currency(key)
        assert ledger.currency(key) == currency
        assert ledger.total(key) == purse.total(key)
        bounds = ledger.amount(key)
        assert purse.sums([key], "all") == {currency: (bounds.low, bounds.high)}


@thorough
@given(ledgers())
def test_gross_sums_add_the_lines_one_by_one(
    both: tuple[Ledger, Purse, list[LineKey]],
) -> None:
    """No line is netted with another, so gross is never below net."""
    ledger, purse, some = both
    for use in ("revenue", "all"):
        singles = [purse.sums([key], use) for key in some]
        found = intervals(ledger.gross(some, capital=use == "all"))
        for currency, (low, high) in found.items():
            parts = [single[currency] for single in singles if currency in single]
            assert low == sum(part[0] for part in parts)
            highs = [part[1] for part in parts if part[1] is not None]
            assert high == (sum(highs) if len(highs) == len(parts) else None)
        net = intervals(ledger.net(some, capital=use == "all"))
        assert net.keys() == found.keys()
        for currency, (low, high) in net.items():
            assert low <= found[currency][0]
            above = found[currency][1]
            assert above is None or (high is not None and high <= above)
