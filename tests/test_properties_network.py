"""Promises of the command network and its overview, tried on small random cities."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.partnership_overview import network_overview
from learningcity.analysis.sensitivity import sensitivity
from learningcity.cli.network_tables import TABLES, Asked
from learningcity.graph.affiliation import affiliation_graph
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from tests.changes import shuffled
from tests.strategies import Data, city_mappings, days, lively


def asked(city: City, *, on: date | None, ever: bool) -> Asked:
    return Asked(city, "here.yaml", on, ever, 2, 3, None, 3, 1, "newman")


@lively
@given(city_mappings(), days(), st.booleans())
def test_every_table_answers_for_every_city_in_every_form(
    mapping: Data, on: date, ever: bool
) -> None:
    city = city_from_mapping(mapping)
    for name, table in TABLES.items():
        over = ever and name != "sustainability"
        shown = table(asked(city, on=None if over else on, ever=over))
        found = json.loads(shown.found.to_json())
        assert found["schema"].startswith("learningcity/"), name
        assert csv_text(shown.found).count("\r\n") > len(found["rows"])
        assert shown.text()
        assert shown.found.summary().endswith("."), name
        for place in range(len(shown.found)):
            assert shown.found.explain(place).steps, name


@lively
@given(city_mappings(), st.data())
def test_the_answers_do_not_depend_on_the_order_of_entries(
    mapping: Data, data: st.DataObject
) -> None:
    def told(of: Data) -> list[Any]:
        found = network_overview(city_from_mapping(of), samples=3)
        return [
            (row.question, sorted(row.subjects), row.table, [item.value for item in row.figures])
            for row in found.rows
            if row.table
            in ("positions", "mixing", "mixing-matrix", "sensitivity", "two-mode-structure")
        ]

    assert told(mapping) == told(data.draw(shuffled(mapping)))


@lively
@given(city_mappings())
def test_intervals_hold_values_and_bounds_are_bounds(mapping: Data) -> None:
    graph = affiliation_graph(city_from_mapping(mapping))
    for row in sensitivity(graph, samples=5).rows:
        assert (row.value is None) == (row.reason is not None)
        for low, high, defined in (
            (row.low, row.high, row.defined),
            (row.without_low, row.without_high, row.without_defined),
        ):
            assert (low is None) == (high is None) == (defined == 0)
            assert low is None or high is None or low <= high
            assert 0 <= defined <= 5
        if row.reversal_low is not None:
            assert row.reading is not None
            assert row.reversal_low >= 1
            assert row.reversal_high is None or row.reversal_high >= row.reversal_low
