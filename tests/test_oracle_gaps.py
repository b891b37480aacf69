"""The package and the slow oracle find the same gaps of every type, whatever is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.gaps import find_gaps
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.builders import city
from tests.comparison import differences
from tests.oracle import gaps
from tests.oracle.plain import Data
from tests.strategies import Draw, chance, city_mappings, days, pick, thorough
from tests.test_oracle_agreement import ORACLE_GAP_KEYS, moments, packaged

horizons = st.sampled_from([12, 60, 24, 120, 1, 0])
ages = st.sampled_from([5, 2, 10, 0, 1])


def found_in(built: City, **asked: Any) -> list[Data]:
    """The gaps with the columns that the oracle knows."""
    records = find_gaps(built, **asked).to_records()
    return [{key: record[key] for key in ORACLE_GAP_KEYS} for record in records]


@thorough
@given(city_mappings(), moments, horizons, ages, st.sampled_from([2, 0, 5]))
def test_gaps_agree_for_every_horizon_age_and_carry(
    mapping: Data, moment: tuple[date | None, bool], horizon: int, max_age: int, carry: int
) -> None:
    """Every type, in the prescribed order."""
    on, ever = moment
    asked: Data = {"on": on, "ever": ever, "carry": carry, "horizon": horizon, "max_age": max_age}
    found = found_in(city_from_mapping(mapping), **asked)
    assert differences(found, gaps(mapping, **asked)) == []


# Hardly any random city loses all that is meant for a need at once: these are made to.


@st.composite
def endings(draw: Draw) -> Data:
    """A city in which a few initiatives, all meant for one need, end, follow and are parts."""
    initiatives: Data = {}
    for number in range(1 + pick(draw, [1, 2, 3, 0, 4])):
        entry: Data = {"status": pick(draw, ["active", "active", "planned", "ended", "unknown"])}
        if not chance(draw, 4):
            entry["activities"] = ["english"]
        if chance(draw, 2):
            entry["start"] = pick(draw, [2020, 2022, "2023-06", "2024-01-15"])
        if not chance(draw, 3):
            ends = ["2024-02-29", 2024, "2024-08", 2025, "2024-12-31", "2025-01", 2023, "2026-03"]
            entry["end"] = pick(draw, ends)
        if chance(draw, 3):
            entry["kind"] = pick(draw, ["programme", "fund", "coordination"])
        earlier = list(initiatives)
        if earlier and chance(draw, 3):
            entry["part_of"] = pick(draw, earlier)
        if earlier and chance(draw, 2):
            entry["follows"] = pick(draw, earlier)
        initiatives[f"initiative-{number}"] = entry
    if chance(draw, 3):
        initiatives["initiative-0"]["follows"] = pick(draw, list(initiatives))
    if chance(draw, 2):
        initiatives = dict(reversed(initiatives.items()))
    return {
        "city": {"as_of": pick(draw, [2023, "2024-01", "2024-02-29", "2023-12-31"])},
        "activities": {"english": {}},
        "initiatives": initiatives,
        "needs": {"need": {"activities": ["english"]}},
    }


@thorough
@given(endings(), st.one_of(st.none(), days()), horizons)
def test_endings_agree_where_all_ends(mapping: Data, on: date | None, horizon: int) -> None:
    """Also where the dates contradict the status, and initiatives follow each other in circles."""
    built = city(
        head=mapping["city"],
        activities=mapping["activities"],
        initiatives=mapping["initiatives"],
        needs=mapping["needs"],
    )
    expected = gaps(mapping, on=on, horizon=horizon)
    assert differences(found_in(built, on=on, horizon=horizon), expected) == []


@st.composite
def governances(draw: Draw) -> Data:
    """Priorities, bodies and partners in which reporting may go round or lead nowhere."""
    names = [f"body-{number}" for number in range(5)]
    bodies: Data = {}
    for name in names[: pick(draw, [2, 3, 4, 1, 0])]:
        onward = pick(draw, [None, *names, "partner-0"])
        bodies[name] = {} if onward is None else {"reports_to": onward}
    priorities: Data = {}
    for number in range(pick(draw, [1, 2, 3, 4, 5])):
        entry: Data = {}
        owner = pick(draw, [None, *names, "partner-0", "nobody"])
        if owner is not None:
            entry["owner"] = owner
        earlier = list(priorities)
        if earlier and chance(draw, 2):
            entry["within"] = [pick(draw, earlier)]
            if chance(draw, 2):
                entry["within"] = [*entry["within"], pick(draw, earlier)]
        elif earlier and chance(draw, 4):
            entry["replaced_by"] = pick(draw, earlier)
        if chance(draw, 4):
            entry["until"] = 2020
        priorities[f"priority-{number}"] = entry
    return {
        "city": {"as_of": 2024},
        "priorities": priorities,
        "bodies": bodies,
        "partners": {"partner-0": {}},
    }


@thorough
@given(governances(), st.booleans())
def test_ownership_agrees_in_cities_that_nobody_checked(mapping: Data, ever: bool) -> None:
    """Circles and bodies that are not there are errors of a file, not of a city made by hand."""
    sections = {key: mapping[key] for key in ("priorities", "bodies", "partners")}
    built = city(head=mapping["city"], **sections)
    expected = gaps(mapping, ever=ever)
    assert differences(found_in(built, ever=ever), expected) == []


@pytest.mark.parametrize("horizon", [0, 12, 36, 120])
@pytest.mark.parametrize("on", [None, date(2016, 2, 29), date(2019, 6, 30), date(2022, 2, 28)])
def test_gaps_of_wolverhampton_agree_for_every_horizon(on: date | None, horizon: int) -> None:
    """The real city, with the shipped vocabulary."""
    mapping, vocabulary, built = packaged()
    asked: Data = {"on": on, "horizon": horizon, "max_age": horizon // 12}
    expected = gaps(mapping, vocabulary=vocabulary, **asked)
    assert differences(found_in(built, **asked), expected) == []
