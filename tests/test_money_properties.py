"""Promises about money that hold for every city, tried on small random ones."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from learningcity.analysis.fragmentation import fragmentation
from learningcity.analysis.funding import FundingBy, net_funding
from learningcity.io.reader import city_from_mapping
from tests.changes import backwards, relabelled, shuffled
from tests.strategies import Data, city_mappings, days, lively

WAYS: tuple[FundingBy, ...] = ("city", "initiative", "funder", "priority")
SUMS = ("gross_low", "gross_high", "net_low", "net_high", "capital_low", "capital_high")
NET = ("net_low", "net_high", "capital_low", "capital_high")


def sums(mapping: Data, by: FundingBy = "city", **asked: Any) -> dict[tuple[Any, Any], Data]:
    """The rows by subject and currency."""
    records = net_funding(city_from_mapping(mapping), by=by, **asked).to_records()
    return {(record["subject"], record["currency"]): record for record in records}


def cut(rows: dict[tuple[Any, Any], Data], columns: tuple[str, ...]) -> dict[Any, list[Any]]:
    """Some columns of rows."""
    return {key: [row[column] for column in columns] for key, row in rows.items()}


def lines(mapping: Data) -> Iterator[tuple[str, str, Data]]:
    """All funding lines with initiative and id."""
    for initiative, entry in mapping.get("initiatives", {}).items():
        for name, line in entry.get("funding", {}).items():
            yield initiative, name, line


@lively
@given(city_mappings(), st.sampled_from(WAYS), st.one_of(st.none(), days()))
def test_netting_never_adds_and_bounds_never_cross(
    mapping: Data, by: FundingBy, on: date | None
) -> None:
    """Net is at most gross, low at most high, the factor at least 1."""
    for row in sums(mapping, by, on=on).values():
        for low, high in (("net_low", "net_high"), ("gross_low", "gross_high")):
            assert (row["net_low"] is None) == (row[low] is None)
            assert row[low] is None or row[low] >= 0
            assert row[high] is None or row[low] <= row[high]
        assert row["net_low"] is None or row["net_low"] <= row["gross_low"]
        if row["gross_high"] is not None:
            assert row["net_high"] is not None
            assert row["net_high"] <= row["gross_high"]
        assert row["capital_high"] is None or row["capital_low"] <= row["capital_high"]
        assert row["factor"] is None or row["factor"] >= 1
        assert set(row["counted"]) <= set(row["lines"])


@lively
@given(city_mappings(), st.sampled_from(WAYS))
def test_money_is_exact_whatever_the_arithmetic_of_the_caller(mapping: Data, by: FundingBy) -> None:
    """No sum is ever a binary fraction, nor rounded to the digits of a context."""
    before = sums(mapping, by)
    for row in before.values():
        assert all(row[column] is None or type(row[column]) in (int, Decimal) for column in SUMS)
    with localcontext() as context:
        context.prec = 2
        assert sums(mapping, by) == before


@lively
@given(city_mappings(), st.data(), st.sampled_from(WAYS))
def test_a_part_within_a_total_changes_no_net_sum(
    mapping: Data, data: st.DataObject, by: FundingBy
) -> None:
    """A line that says where some of a sum went, and nothing else, adds no money."""
    known = list(lines(mapping))
    assume(known)
    initiative, name, line = data.draw(st.sampled_from(known))
    other = copy.deepcopy(mapping)
    part: Data = {key: line[key] for key in ("currency", "use", "start", "end") if key in line}
    other["initiatives"][initiative]["funding"]["new"] = {**part, "within": name}
    assert cut(sums(other, by), NET) == cut(sums(mapping, by), NET)


@lively
@given(city_mappings(), st.data())
def test_splitting_a_sum_into_parts_keeps_the_net_and_doubles_the_gross(
    mapping: Data, data: st.DataObject
) -> None:
    """The parts are no new money; added line by line they would be."""
    parents = {line["within"] for _, _, line in lines(mapping) if "within" in line}
    whole = [
        (initiative, name, line)
        for initiative, name, line in lines(mapping)
        if isinstance(line.get("amount"), int) and not {name, f"{initiative}/{name}"} & parents
    ]
    assume(whole)
    initiative, name, line = data.draw(st.sampled_from(whole))
    half = data.draw(st.integers(0, line["amount"]))
    other = copy.deepcopy(mapping)
    rest = {key: value for key, value in line.items() if key != "within"}
    for new, amount in (("one", half), ("two", line["amount"] - half)):
        part = {**rest, "amount": amount, "within": name}
        other["initiatives"][initiative]["funding"][new] = part
    before, after = sums(mapping), sums(other)
    assert cut(after, NET) == cut(before, NET)
    if line.get("use") != "capital":
        key = next(key for key, row in after.items() if f"{initiative}/one" in row["lines"])
        assert after[key]["gross_low"] == before[key]["gross_low"] + line["amount"]


@lively
@given(city_mappings(), st.data(), st.sampled_from(WAYS))
def test_the_order_of_the_file_changes_no_sum(
    mapping: Data, data: st.DataObject, by: FundingBy
) -> None:
    """Initiatives, their lines, partners and priorities may stand in any order."""
    other = data.draw(shuffled(mapping))
    for entry in other.get("initiatives", {}).values():
        if "funding" in entry:
            entry["funding"] = dict(data.draw(st.permutations(list(entry["funding"].items()))))
    columns = (*SUMS, "factor")
    assert cut(sums(other, by), columns) == cut(sums(mapping, by), columns)
    shares = ("effective_funders", "known_money", "known_share", "without_partner_share")

    def divided(read: Data) -> dict[object, list[object]]:
        records = fragmentation(city_from_mapping(read), ever=True).to_records()
        return {record["priority"]: [record[share] for share in shares] for record in records}

    assert divided(other) == divided(mapping)


@lively
@given(city_mappings(), st.sampled_from(WAYS))
def test_other_ids_change_no_sum(mapping: Data, by: FundingBy) -> None:
    """Rows keep their order and their figures."""
    other = relabelled(mapping, backwards)
    before, after = sums(mapping, by), sums(other, by)
    assert list(cut(after, SUMS).values()) == list(cut(before, SUMS).values())
    old = fragmentation(city_from_mapping(mapping), ever=True).rows
    new = fragmentation(city_from_mapping(other), ever=True).rows
    assert [row.effective_funders for row in new] == [row.effective_funders for row in old]
    assert [len(row.without_partner) for row in new] == [len(row.without_partner) for row in old]


@lively
@given(city_mappings(), st.sampled_from(WAYS), days())
def test_money_on_a_day_is_never_more_than_all(mapping: Data, by: FundingBy, on: date) -> None:
    """What runs on a day is some of what was ever recorded."""
    ever = sums(mapping, by)
    for key, row in sums(mapping, by, on=on).items():
        assert set(row["lines"]) <= set(ever[key]["lines"])
        for column in ("net_low", "gross_low"):
            assert row[column] is None or row[column] <= ever[key][column]


@lively
@given(city_mappings(), st.booleans())
def test_the_effective_number_lies_between_one_and_the_number_of_funders(
    mapping: Data, ever: bool
) -> None:
    """Shares lie between 0 and 1."""
    for row in fragmentation(city_from_mapping(mapping), ever=ever).rows:
        if row.effective_funders is not None:
            assert 1 <= row.effective_funders <= len(row.funders)
        for share in (row.known_share, row.without_partner_share):
            assert share is None or 0 <= share <= 1
