"""Promises of what holds the partnership together, for every city, tried on small random ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from learningcity.analysis.alignment import alignment
from learningcity.analysis.flows import knowledge_flows
from learningcity.analysis.ownership import ownership
from learningcity.analysis.remit import remit
from learningcity.analysis.sustainability import sustainability
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.changes import backwards, relabelled, shuffled, years_later
from tests.strategies import Data, aiming_cities, lively

ASKED: dict[str, Callable[[City], Any]] = {
    "money by priority": sustainability,
    "money by partner": lambda city: sustainability(city, by="partner"),
    "alignment": alignment,
    "endorsement": lambda city: alignment(city, by="priority"),
    "remit": remit,
    "ownership": ownership,
    "flows": knowledge_flows,
}
WORDS = ("sentence",)


def told(found: Any) -> list[Data]:
    """Rows without their words, in which names have other ids."""
    return [
        {key: value for key, value in row.items() if key not in WORDS} for row in found.to_records()
    ]


IDS = {
    **dict.fromkeys(
        ["partner", "stated_by", "worked_by", "members", "largest_funder", "gives_to",
         "receives_from", "unsaid"],
        "partners",
    ),
    **dict.fromkeys(["priority", "stated", "worked", "endorsed", "remit"], "priorities"),
    **dict.fromkeys(
        ["initiatives", "unplaced", "end_unknown", "inside", "partly", "beyond"], "initiatives"
    ),
    **dict.fromkeys(["body", "top", "leads_to"], "bodies"),
}  # fmt: skip
OF_QUESTION = {
    "alignment": "priorities", "endorsement": "partners", "remit": "initiatives"
}  # fmt: skip
SECTION = {"priority": "priorities", "partner": "partners", "body": "bodies"}


def renamed(name: str, column: str, value: Any) -> Any:
    """A value under the other ids."""
    section = IDS.get(column)
    if column in ("both", "perhaps", "stated_only", "worked_only", "stated_above"):
        section = OF_QUESTION[name]
    if isinstance(value, dict):
        return {key: renamed(name, key, each) for key, each in value.items()}
    if isinstance(value, list):
        return [renamed(name, column, each) for each in value]
    if not isinstance(value, str):
        return value
    if column in ("subject", "owner"):
        kind, _, key = value.partition(":")
        return f"{kind}:{backwards(SECTION[kind], key)}"
    if column in ("line", "undated"):
        initiative, line = value.split("/")
        return f"{backwards('initiatives', initiative)}/{line}"
    return value if section is None else backwards(section, value)


def with_other_ids(mapping: Data) -> Data:
    """The same city under other ids, also of what partners state and were set up for."""
    found = relabelled(mapping, backwards)
    for entry in found.get("partners", {}).values():
        for key in ("priorities", "remit"):
            if key in entry:
                entry[key] = [backwards("priorities", each) for each in entry[key]]
    return found


@lively
@given(aiming_cities(), st.sampled_from(list(ASKED)))
def test_other_ids_change_nothing_but_the_labels(mapping: Data, name: str) -> None:
    expected = [
        {column: renamed(name, column, value) for column, value in row.items()}
        for row in told(ASKED[name](city_from_mapping(mapping)))
    ]
    assert told(ASKED[name](city_from_mapping(with_other_ids(mapping)))) == expected


def sorted_rows(rows: list[Data]) -> list[str]:
    """Rows in one order, with lists in one order."""

    def level(value: Any) -> Any:
        if isinstance(value, dict):
            return sorted((key, repr(level(each))) for key, each in value.items())
        if isinstance(value, list):
            return sorted((level(each) for each in value), key=repr)
        return value

    return sorted(repr(level(row)) for row in rows)


@lively
@given(
    aiming_cities().flatmap(lambda mapping: shuffled(mapping).map(lambda other: (mapping, other))),
    st.sampled_from(list(ASKED)),
)
def test_the_order_of_the_file_changes_only_the_order_of_rows(
    both: tuple[Data, Data], name: str
) -> None:
    one, other = (told(ASKED[name](city_from_mapping(mapping))) for mapping in both)
    for row in [*one, *other]:
        # Of equal funders the first of the file is named.
        row.pop("largest_funder", None)
    assert sorted_rows(one) == sorted_rows(other)


@lively
@given(aiming_cities(), st.sampled_from(list(ASKED)))
def test_the_same_city_28_years_later_says_the_same(mapping: Data, name: str) -> None:
    def undated(rows: list[Data]) -> list[Data]:
        for row in rows:
            for key in ("short_from", "short_by", "ending"):
                row.pop(key, None)
        return rows

    one = undated(told(ASKED[name](city_from_mapping(mapping))))
    assert undated(told(ASKED[name](city_from_mapping(years_later(mapping, 28))))) == one


@lively
@given(aiming_cities(), st.sampled_from(list(ASKED)))
def test_every_row_can_say_why(mapping: Data, name: str) -> None:
    found = ASKED[name](city_from_mapping(mapping))
    assert found.summary().endswith(".")
    for row in range(len(found)):
        why = found.explain(row)
        assert why.subject
        assert why.steps
        assert all(step.text.endswith(".") for step in why.steps)
        assert all(step.references for step in why.steps)


@lively
@given(aiming_cities())
def test_parts_add_up(mapping: Data) -> None:
    """What is split into kinds is split completely, and nothing twice."""
    city = city_from_mapping(mapping)
    for row in alignment(city).rows:
        if row.both is not None and row.perhaps is not None and row.stated_only is not None:
            assert sorted((*row.both, *row.perhaps, *row.stated_only)) == sorted(row.stated)
    for each in alignment(city, by="priority").rows:
        assert sorted((*each.both, *each.perhaps, *each.stated_only)) == sorted(each.stated_by)
        working = (*each.both, *each.stated_above, *each.worked_only, *each.unsaid)
        assert sorted(working) == sorted(each.worked_by)
    for one in remit(city).rows:
        if one.inside is not None and one.partly is not None:
            whole = (*one.inside, *one.partly, *(one.perhaps or ()), *(one.beyond or ()))
            assert sorted((*whole, *one.unplaced)) == sorted(one.initiatives)
            assert one.share_low is None or one.share_low <= (one.share_high or 0)
    for part in (*sustainability(city).rows, *sustainability(city, by="partner").rows):
        staged = part.trial + part.repeated + part.core_funded + part.owned + part.stage_unknown
        assert staged == len(part.initiatives)
        if part.runway_low is not None and part.runway_high is not None:
            assert 0 <= part.runway_low <= part.runway_high
        if part.concentration is not None and part.largest_share is not None:
            assert part.largest_share**2 <= part.concentration + 1e-12
            assert part.concentration <= part.largest_share + 1e-12


@lively
@given(aiming_cities())
def test_who_hears_and_who_is_heard_are_the_same_steps(mapping: Data) -> None:
    found = knowledge_flows(city_from_mapping(mapping))
    assume(found.ties)
    heard = {(h.partner, row.partner, h.steps) for row in found.rows for h in row.hears_from or ()}
    told_to = {(row.partner, h.partner, h.steps) for row in found.rows for h in row.heard_by or ()}
    assert heard == told_to


@lively
@given(aiming_cities(), st.integers(0, 400))
def test_a_runway_shortens_as_days_pass_while_nothing_begins_or_ends(
    mapping: Data, passed: int
) -> None:
    """As long as the same lines run, money falls short on the same day, whichever day it is."""
    city = city_from_mapping(mapping)
    first = city.as_of.last
    later = date.fromordinal(first.toordinal() + passed)
    before = {row.subject: row for row in sustainability(city).rows}
    assume(len(before) == len(sustainability(city).rows))
    for row in sustainability(city, on=later).rows:
        same = before[row.subject]
        ends = [line.last_day for line in same.ending]
        if same.short_from is None or row.ending != same.ending or not ends:
            continue
        if later < same.short_from:
            assert (row.short_from, row.short_by) == (same.short_from, same.short_by)


@pytest.mark.parametrize("name", ASKED)
def test_nothing_is_changed_by_asking(name: str) -> None:
    import learningcity

    city = learningcity.open_example("lanternport")
    first = ASKED[name](city).to_json()
    assert ASKED[name](city).to_json() == first
