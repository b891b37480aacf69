"""Figures far from all others of their kind are noted; what is only large or small is not."""

from __future__ import annotations

import pytest

from learningcity.diagnostics import Severity
from tests.builders import Fields, city, faults


def wards(*populations: object) -> dict[str, Fields]:
    return {f"w{n}": {"kind": "ward", "population": people} for n, people in enumerate(populations)}


@pytest.mark.parametrize("odd", [130_000_000, 1, {"at_least": 130_000_000}, {"at_most": 1}])
def test_a_figure_far_from_the_others_is_noted(odd: object) -> None:
    (fault,) = faults(city(places=wards(*[12_000] * 8, odd)), "far-figure")
    assert fault.at == ("places", "w8", "population")
    assert fault.severity is Severity.INFO
    assert fault.message.endswith(
        "is far from the usual population of a ward, which is about 12,000"
    )


@pytest.mark.parametrize(
    "places",
    [
        wards(*[12_000] * 8, 120_000_000),
        wards(*[12_000] * 8, 2),
        wards(*[12_000] * 8, 0),
        wards(*[12_000] * 6, 130_000_000),
        {**wards(*[12_000] * 8), "city": {"population": 130_000_000}},
    ],
    ids=["ten thousand times", "not so small", "zero", "too few to say", "another kind"],
)
def test_what_is_not_so_far_is_not_noted(places: dict[str, Fields]) -> None:
    assert faults(city(places=places), "far-figure") == []


def test_money_is_compared_in_one_currency_and_places_in_one_kind_of_initiative() -> None:
    def offer(number: int, amount: int, currency: str = "GBP") -> Fields:
        return {
            "start": 2020,
            "kind": "project",
            "capacity": 20 if number else 300_000,
            "funding": {"total": {"amount": amount, "currency": currency}},
        }

    initiatives = {f"i{n}": offer(n, 50_000 if n else 5_000_000_000) for n in range(9)}
    initiatives["won"] = offer(9, 50_000_000_000, "KRW")
    found = faults(city(initiatives=initiatives), "far-figure")
    assert [fault.at[1:] for fault in found] == [
        ("i0", "capacity"),
        ("i0", "funding", "total", "amount"),
    ]
