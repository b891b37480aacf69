"""What the results beyond pairs can do, each like every other."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import learningcity
from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.model.city import City
from tests.builders import Fields, city

Found = Result[Row, Parameters]

ASKED: dict[str, Callable[[City], Found]] = {
    "groups": learningcity.find_groups,
    "crowding": learningcity.find_crowding,
    "surplus": learningcity.need_surplus,
    "double-funding": learningcity.find_double_funding,
    "effort": learningcity.meeting_effort,
    "twins": learningcity.find_twins,
}
each = pytest.mark.parametrize("name", ASKED)


def full(name: str = "Course") -> City:
    """A city with a row of every sort."""
    offer: Fields = {
        "name": name,
        "activities": ["mentoring"],
        "places": ["town"],
        "audiences": ["everyone"],
        "status": "active",
        "capacity": 50,
        "partners": [{"partner": "a", "role": "funder"}],
    }
    return city(
        head={"place": "town"},
        places={"town": {"name": name}},
        partners={"a": {"name": name}, "b": {"name": name}},
        bodies={"one": {"name": name, "members": ["a", "b"]}, "two": {"members": ["b", "a"]}},
        initiatives=dict.fromkeys(("x", "y", "z"), offer),
        needs={"n": {"activities": ["mentoring"], "people": 5, "statement": name}},
    )


@each
@pytest.mark.parametrize("built", [full(), city()], ids=["full", "empty"])
def test_a_result_can_be_written_in_every_form(name: str, built: City) -> None:
    found = ASKED[name](built)
    whole = found.to_dict()
    assert json.loads(found.to_json()) == whole
    assert whole["schema"] == f"learningcity/{name}/1"
    assert list(whole)[:3] == ["schema", "city", "parameters"]
    assert list(whole)[-1] == "rows"
    assert whole["rows"] == found.to_records()
    assert all(tuple(record) == found.columns for record in found.to_records())
    assert list(found.to_frame().columns) == list(found.columns)
    assert found.to_frame("polars").to_dicts() == found.to_records()
    lines = csv_text(found).splitlines()
    assert lines[0] == ",".join(found.columns)
    assert len(lines) == len(found) + 1
    assert set(found.shown) <= set(found.columns)
    assert found.summary().endswith(".")


@each
def test_each_result_of_the_full_city_has_rows_that_explain_themselves(name: str) -> None:
    found = ASKED[name](full())
    assert len(found) > 0
    for row in found.rows:
        explained = found.explain(row)
        assert explained.subject == found.to_records()[found.rows.index(row)]["sentence"]
        assert explained.steps
        assert all(step.text.endswith((".", "2.")) for step in explained.steps)
    with pytest.raises(ValueError, match="row: 99 is no row of this result"):
        found.explain(99)


@each
def test_a_city_from_files_has_the_places_of_every_step(name: str) -> None:
    found = ASKED[name](learningcity.open_example("wolverhampton"))
    places = [place for step in found.explain(0).steps for place in step.places]
    assert places
    assert all(place.startswith("wolverhampton/") and ":" in place for place in places)


@each
def test_the_same_question_has_the_same_answer_and_can_be_sent_on(name: str) -> None:
    found, again = (ASKED[name](full()) for _ in range(2))
    assert found == again
    assert found.to_json() == again.to_json()
    assert pickle.loads(pickle.dumps(found)) == found
    assert copy.deepcopy(found) == found


@each
def test_names_from_files_do_no_harm_in_a_notebook(name: str) -> None:
    found: Any = ASKED[name](full("<script>alert('1')</script>"))
    assert "<script>" not in found._repr_html_()
    assert "<script>" not in found.explain(0)._repr_html_()


def test_pairs_in_a_cell_of_a_spreadsheet_are_joined_with_a_plus() -> None:
    text = csv_text(learningcity.need_surplus(full()))
    assert ",x;y;z,3,3,x+y;x+z;y+z," in text


def test_none_of_them_needs_networkx_or_numpy() -> None:
    from tests.test_public_surface import loaded

    modules = loaded(
        "import learningcity\n"
        "city = learningcity.open_example('lanternport')\n"
        "learningcity.find_groups(city)\n"
        "learningcity.find_crowding(city)\n"
        "learningcity.need_surplus(city)\n"
        "learningcity.find_double_funding(city)\n"
        "learningcity.meeting_effort(city)\n"
        "learningcity.find_twins(city)\n"
    )
    assert modules.isdisjoint({"jinja2", "networkx", "numpy", "pandas", "rich"})


def test_some_columns_can_be_written_alone() -> None:
    found = learningcity.need_surplus(full())
    first = found.columns[0]
    lines = csv_text(found, (first,)).splitlines()
    assert lines[0] == first
    assert len(lines) == 1 + len(found.rows)
