"""What would overturn a finding, against changing the city and working everything out again."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.coverage import Coverage, need_coverage
from learningcity.analysis.duplicates import Duplicates, find_duplicates
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.oracle.case import Case
from tests.oracle.load import shipped_activities, wolverhampton
from tests.oracle.overturns import need_changes, pair_changes
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, lively

Changes = Counter[tuple[str, str]]
"""How many changes of a code lead to what."""

moments = st.one_of(
    st.just((None, False)), st.tuples(days(), st.just(False)), st.just((None, True))
)


def pairs_by_force(found: Duplicates, index: int, case: Case) -> Changes:
    """Every change to a pair, read again and looked up among all duplicates."""
    row, asked = found.rows[index], found.parameters
    told: Changes = Counter()
    for code, changed in pair_changes(case, *row.initiatives, row.to_record(), asked.threshold):
        again = find_duplicates(
            city_from_mapping(changed),
            on=asked.on,
            ever=asked.ever,
            carry=asked.carry,
            threshold=asked.threshold,
            minimum=asked.minimum,
        )
        verdicts = {pair.initiatives: pair.verdict for pair in again.rows}
        after = verdicts.get(row.initiatives, "gone")
        if after != row.verdict:
            told[code, after] += 1
    return told


def needs_by_force(found: Coverage, index: int, case: Case) -> Changes:
    """Every answer about a need, read again and looked up among all needs."""
    row, asked = found.rows[index], found.parameters
    told: Changes = Counter()
    for code, changed in need_changes(case, row.to_record()):
        again = need_coverage(
            city_from_mapping(changed), on=asked.on, ever=asked.ever, carry=asked.carry
        )
        (after,) = [need for need in again.rows if need.need == row.need]
        if (after.status, after.sufficiency) != (row.status, row.sufficiency):
            told[code, f"{after.status}, {after.sufficiency}"] += 1
    return told


def told_by(found: Duplicates | Coverage, index: int) -> Changes:
    """What the explanation says would overturn a row."""
    return Counter((change.change, change.after) for change in found.explain(index).overturns)


@lively
@given(
    st.data(),
    city_mappings(),
    moments,
    st.sampled_from([0.5, 0.25, 1.0]),
    st.sampled_from([0.25, 0.0]),
)
def test_pairs_of_a_random_city_are_overturned_by_what_overturns_them_in_its_file(
    data: st.DataObject,
    mapping: Data,
    moment: tuple[date | None, bool],
    threshold: float,
    minimum: float,
) -> None:
    """Every unknown either way, every kind of coordination more or less."""
    on, ever = moment
    found = find_duplicates(
        city_from_mapping(mapping), on=on, ever=ever, threshold=threshold, minimum=minimum
    )
    if found.rows:
        index = data.draw(st.integers(0, len(found.rows) - 1))
        case = Case(mapping, on=on, ever=ever)
        assert told_by(found, index) == pairs_by_force(found, index, case)


@lively
@given(st.data(), city_mappings(), moments)
def test_needs_of_a_random_city_are_overturned_by_what_overturns_them_in_its_file(
    data: st.DataObject, mapping: Data, moment: tuple[date | None, bool]
) -> None:
    """Every unknown either way: when, what, for whom, where, how many."""
    on, ever = moment
    found = need_coverage(city_from_mapping(mapping), on=on, ever=ever)
    if found.rows:
        index = data.draw(st.integers(0, len(found.rows) - 1))
        case = Case(mapping, on=on, ever=ever)
        assert told_by(found, index) == needs_by_force(found, index, case)


@cache
def packaged() -> tuple[Data, Data, City]:
    """The packaged Wolverhampton as plain data, the shipped activities, and the city."""
    mapping = wolverhampton()
    return mapping, shipped_activities(), city_from_mapping(mapping)


@pytest.mark.parametrize("ever", [False, True], ids=["as-of", "ever"])
@pytest.mark.parametrize("verdict", ["candidate", "possible", "coordinated", "joint", "overlap"])
def test_pairs_of_wolverhampton_are_overturned_by_what_overturns_them_in_its_file(
    verdict: str, *, ever: bool
) -> None:
    """The first pair of each verdict, with the shipped vocabulary."""
    mapping, vocabulary, city = packaged()
    found = find_duplicates(city, ever=ever)
    index = next(i for i, row in enumerate(found.rows) if row.verdict == verdict)
    case = Case(mapping, ever=ever, vocabulary=vocabulary)
    assert told_by(found, index) == pairs_by_force(found, index, case)


def test_needs_of_wolverhampton_are_overturned_by_what_overturns_them_in_its_file() -> None:
    """The need that least reaches, on the day of the file."""
    mapping, vocabulary, city = packaged()
    found = need_coverage(city)
    index = min(
        (i for i, row in enumerate(found.rows) if row.may_reach),
        key=lambda i: len(found.rows[i].may_reach) + len(found.rows[i].targeted),
    )
    case = Case(mapping, vocabulary=vocabulary)
    assert told_by(found, index) == needs_by_force(found, index, case)
