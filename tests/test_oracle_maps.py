"""Maps of coverage agree with the slow oracle, cell by cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.coverage_map import coverage_map
from learningcity.io.reader import city_from_mapping
from learningcity.reach.axes import AXES, AxisName
from tests.comparison import differences
from tests.oracle import maps
from tests.oracle.load import shipped_activities, wolverhampton
from tests.oracle.plain import Data
from tests.strategies import city_mappings, days, thorough

moments = st.one_of(
    st.just((None, False)), st.tuples(days(), st.just(False)), st.just((None, True))
)
two_axes = st.permutations(AXES).map(lambda axes: (axes[0], axes[1]))


@thorough
@given(city_mappings(), moments, two_axes, st.booleans(), st.sampled_from([2, 0]))
def test_every_cell_of_a_random_city_agrees_with_the_oracle(
    mapping: Data,
    moment: tuple[date | None, bool],
    axes: tuple[AxisName, AxisName],
    detail: bool,
    carry: int,
) -> None:
    on, ever = moment
    rows, columns = axes
    city = city_from_mapping(mapping)
    found = coverage_map(city, rows, columns, detail=detail, on=on, ever=ever, carry=carry)
    expected, beside = maps.coverage_map(
        mapping, rows, columns, detail=detail, on=on, ever=ever, carry=carry
    )
    records = [{k: v for k, v in r.items() if k != "funding"} for r in found.to_records()]
    assert differences(records, expected) == []
    assert list(found.beside) == beside


@pytest.mark.parametrize(
    ("rows", "columns"), [("priority", "audience"), ("activity", "mode"), ("place", "sector")]
)
def test_every_cell_of_wolverhampton_agrees_with_the_oracle(
    rows: AxisName, columns: AxisName
) -> None:
    mapping = wolverhampton()
    found = coverage_map(city_from_mapping(mapping), rows, columns)
    expected, beside = maps.coverage_map(mapping, rows, columns, vocabulary=shipped_activities())
    records = [{k: v for k, v in r.items() if k != "funding"} for r in found.to_records()]
    assert differences(records, expected) == []
    assert list(found.beside) == beside
