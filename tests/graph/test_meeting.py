"""How often two partners meet, and how often they would by chance."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from learningcity.graph.incidence import incidence
from learningcity.graph.meeting import MeetingNull, meetings, read_meeting_null
from tests.graph.graphs import worked
from tests.graph.oracle_meeting import chance_of_meeting
from tests.graph.oracle_nulls import all_tables, incidence_of


def test_a_and_d_meet_twice_in_29_of_65_graphs() -> None:
    met = meetings(incidence(worked()))
    pair = next(pair for pair in met.pairs if pair.rows == (0, 3))
    assert pair.p == pytest.approx(29 / 65)
    assert pair.shared == (0, 2)
    assert (met.tests, met.possibilities, met.note) == (10, 65, "exact")


def test_a_and_d_meet_twice_in_half_of_the_graphs_with_these_rows() -> None:
    met = meetings(incidence(worked()), null="rows")
    pair = next(pair for pair in met.pairs if pair.rows == (0, 3))
    assert (pair.p, pair.smallest_p, pair.expected) == (0.5, 0.5, 1.5)
    assert (met.possibilities, met.note) == (None, "exact")


@pytest.mark.parametrize("null", ["margins", "rows"])
def test_every_small_graph_is_as_counted_by_hand(null: MeetingNull) -> None:
    for rows, columns in ((2, 3), (3, 3)):
        for table in all_tables(rows, columns):
            expected = chance_of_meeting(table, columns, null)
            met = meetings(incidence_of(table, columns), null=null)
            assert [pair.rows for pair in met.pairs] == list(expected)
            for pair in met.pairs:
                figures = (pair.expected, pair.p, pair.smallest_p)
                assert figures == pytest.approx(tuple(map(float, expected[pair.rows])))


def test_frozen_margins_say_nothing() -> None:
    met = meetings(incidence_of(((0, 1, 2), (0, 1), (0,)), 3))
    assert met.note == "frozen"
    assert {pair.p for pair in met.pairs} == {1.0}
    assert {pair.smallest_p for pair in met.pairs} == {1.0}


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
def test_scipy_says_the_same_of_rows(columns: int, one: int, other: int, both: int) -> None:
    one, other = min(one, columns), min(other, columns)
    both = max(min(both, one, other), one + other - columns)
    if not both:
        return
    first = tuple(range(one))
    second = tuple(range(one - both, one - both + other))
    rest = tuple(range(columns))
    met = meetings(incidence_of((first, second, rest), columns), null="rows")
    pair = met.pairs[0]
    law = hypergeom(columns, one, other)
    assert pair.p == pytest.approx(law.sf(both - 1), rel=1e-9)
    assert pair.smallest_p == pytest.approx(law.pmf(min(one, other)), rel=1e-9)


def test_columns_that_nobody_has_do_not_count() -> None:
    """Who takes part in them is not known, so that no partner could be thought to be there."""
    few = meetings(incidence_of(((0, 1), (0, 1), (2,)), 3), null="rows")
    more = meetings(incidence_of(((0, 1), (0, 1), (2,)), 9), null="rows")
    assert few == more


@pytest.mark.slow
def test_samples_come_near_the_truth() -> None:
    """12 rows by 8 columns are too many to list; two halves of a long chain agree."""
    rng = Random(2)
    table = [tuple(sorted(rng.sample(range(8), 1 + row % 4))) for row in range(12)]
    found = incidence_of(table, 8)
    one = meetings(found, samples=4000, seed=1)
    other = meetings(found, samples=4000, seed=2)
    assert one.note is None
    assert one.possibilities == 4000
    for first, second in zip(one.pairs, other.pairs, strict=True):
        assert first.smallest_p == pytest.approx(1 / 4001)
        assert first.p == pytest.approx(second.p, abs=0.06)
        assert first.expected == pytest.approx(second.expected, abs=0.06)
        assert first.effective_samples is not None
        assert 1000 < first.effective_samples <= 4000


def test_a_wrong_null_is_named() -> None:
    with pytest.raises(ValueError, match="null: 'columns' is none of margins, rows"):
        read_meeting_null("columns")
