"""What every result can do."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from dataclasses import FrozenInstanceError, fields
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pytest

from learningcity.analysis.coverage import Coverage, need_coverage
from learningcity.analysis.duplicates import DuplicateRow, Duplicates, find_duplicates
from learningcity.analysis.gaps import Gaps, find_gaps
from learningcity.analysis.questions import Questions, find_questions
from learningcity.analysis.result import FrozenMap, plain
from learningcity.errors import MissingExtraError
from learningcity.model.city import City
from tests.builders import Fields, city

Found = Duplicates | Coverage | Gaps | Questions


def full(name: str = "Course") -> City:
    """A city with a pair, a need, a place, a group and a question."""
    offer: Fields = {
        "name": name,
        "activities": ["mentoring"],
        "places": ["town"],
        "partners": [{"partner": "a", "role": "lead"}],
        "funding": {"total": {"amount": 100, "currency": "GBP"}},
    }
    return city(
        head={"place": "town"},
        places={"town": {"name": name}, "ward": {"within": "town", "name": name}},
        audiences={"older": {"name": name}},
        partners={"a": {"name": name}},
        initiatives={"one": offer, "two": {**offer, "partners": [], "status": "active"}},
        needs={"n": {"activities": ["mentoring"], "people": {"at_least": 5}, "statement": name}},
    )


def results(built: City) -> list[Found]:
    """All results of a city."""
    pairs, needs = find_duplicates(built), need_coverage(built)
    return [pairs, needs, find_gaps(built), find_questions(built)]


EACH = [pytest.param(found, id=type(found).__name__) for found in results(full())]
EMPTY = [pytest.param(found, id=type(found).__name__) for found in results(city())]


@pytest.mark.parametrize("found", EACH + EMPTY)
def test_records_are_plain_data_with_the_columns_in_their_order(found: Found) -> None:
    names = [field.name for field in fields(found._row_type())]
    for record in found.to_records():
        assert list(record) == names
    assert len(found) == len(found.rows) == len(found.to_records())


@pytest.mark.parametrize("found", EACH)
def test_each_result_of_the_full_city_has_rows(found: Found) -> None:
    assert len(found) > 0


@pytest.mark.parametrize("found", EACH + EMPTY)
def test_a_result_can_be_written_as_json(found: Found) -> None:
    whole = found.to_dict()
    assert json.loads(found.to_json()) == whole
    assert whole["schema"] == f"learningcity/{type(found).__name__.lower()}/1"
    assert whole["city"] == "here"
    assert whole["rows"] == found.to_records()
    parameters = whole["parameters"]
    assert isinstance(parameters, dict)
    assert parameters["on"] == "2024-12-31"
    assert list(whole)[:3] == ["schema", "city", "parameters"]
    assert list(whole)[-1] == "rows"


def test_json_of_duplicates_says_how_many_could_not_be_judged() -> None:
    assert find_duplicates(full()).to_dict()["unjudged"] == 0
    assert "unjudged" not in need_coverage(full()).to_dict()


@pytest.mark.parametrize("found", EACH + EMPTY)
def test_a_frame_has_the_columns_of_the_records(found: Found) -> None:
    names = [field.name for field in fields(found._row_type())]
    panda, polar = found.to_frame(), found.to_frame("polars")
    assert isinstance(panda, pd.DataFrame)
    assert isinstance(polar, pl.DataFrame)
    assert list(panda.columns) == list(polar.columns) == names
    assert len(panda) == len(polar) == len(found)
    assert polar.to_dicts() == found.to_records()
    first = names[0]
    assert list(panda[first]) == [record[first] for record in found.to_records()]


def test_what_is_not_known_is_missing_in_a_frame() -> None:
    frame = need_coverage(full()).to_frame()
    assert pd.isna(frame["people_high"].iloc[0])
    assert need_coverage(full()).to_frame("polars")["people_high"][0] is None


@pytest.mark.parametrize(("backend", "extra"), [("pandas", "pandas"), ("polars", "polars")])
def test_a_frame_without_its_package_says_what_to_install(
    backend: Any, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, backend, None)
    with pytest.raises(MissingExtraError) as error:
        need_coverage(full()).to_frame(backend)
    assert error.value.extra == extra
    assert f'learningcity[{extra}]"' in str(error.value)


def test_an_unknown_backend_is_refused() -> None:
    backend: Any = "numpy"
    with pytest.raises(ValueError, match="backend: 'numpy' is neither 'pandas' nor 'polars'"):
        need_coverage(full()).to_frame(backend)


# -- notebooks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("found", results(full("<script>alert('1')</script>")))
def test_names_from_files_do_no_harm_in_a_notebook(found: Found) -> None:
    html = found._repr_html_()
    assert "<script>" not in html
    assert html.count("<table><caption>") == 1


def test_a_notebook_shows_what_is_not_known_and_lists_line_by_line() -> None:
    html = find_gaps(full())._repr_html_()
    assert '<th scope="col">sentence</th>' in html
    assert "<td><bdi>not known</bdi></td>" in html
    unknown = '<td><span class="lc-absent">not known</span></td>'
    assert unknown in need_coverage(full(), ever=True)._repr_html_()
    pairs = find_duplicates(full())._repr_html_()
    assert "<td><bdi>one</bdi><br><bdi>two</bdi></td>" in pairs
    assert "<td><bdi>audience</bdi><br><bdi>period</bdi></td>" in pairs
    assert "more rows" not in pairs


def test_a_notebook_shows_twenty_rows_and_counts_the_rest() -> None:
    needs = {f"n-{number}": {"activities": ["mentoring"]} for number in range(23)}
    html = need_coverage(city(needs=needs))._repr_html_()
    assert html.count("<tr>") == 21
    assert html.endswith("<p>and 3 more rows</p></div>")


# -- values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ((1, "a", None), [1, "a", None]),
        (((1,), [2]), [[1], [2]]),
        ({"a": (1,)}, {"a": [1]}),
        (date(2024, 12, 31), "2024-12-31"),
        (Decimal("5.00"), 5),
        (0.5, 0.5),
        (True, True),
    ],
)
def test_values_become_plain_data(value: object, data: object) -> None:
    assert plain(value) == data
    assert type(plain(value)) is type(data)


def test_a_row_inside_a_row_becomes_a_record() -> None:
    row = find_duplicates(full()).rows[0]
    assert plain((row,)) == [row.to_record()]


@pytest.mark.parametrize("found", EACH)
def test_a_result_cannot_be_changed(found: Found) -> None:
    for value in (found, found.parameters, found.rows[0]):
        for field in fields(value):
            with pytest.raises(FrozenInstanceError):
                setattr(value, field.name, None)
    assert isinstance(found.rows, tuple)


def test_counts_cannot_be_changed() -> None:
    for found in (find_duplicates(full()), need_coverage(full()), find_gaps(full())):
        with pytest.raises(TypeError):
            found.counts["reached"] = 5  # type: ignore[index]  # that is what is tested


def test_the_same_question_has_the_same_answer() -> None:
    for one, other in zip(results(full()), results(full()), strict=True):
        assert one == other
        assert one.to_json() == other.to_json()


def test_results_can_be_copied_and_sent_to_another_process() -> None:
    for found in results(full()):
        found.summary()
        assert pickle.loads(pickle.dumps(found)) == found
        assert copy.deepcopy(found) == found


def test_rows_can_be_told_apart() -> None:
    row = find_duplicates(full()).rows[0]
    assert isinstance(row, DuplicateRow)
    assert len({row, find_duplicates(full()).rows[0]}) == 1


def test_a_frozen_map_is_a_mapping_that_does_not_change() -> None:
    found = FrozenMap({"a": 1, "b": 2})
    assert (dict(found), len(found), repr(found)) == ({"a": 1, "b": 2}, 2, "{'a': 1, 'b': 2}")
    assert hash(found) == hash(FrozenMap({"b": 2, "a": 1}))
    with pytest.raises(KeyError):
        found["c"]
