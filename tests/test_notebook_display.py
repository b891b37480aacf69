"""Every public result of every packaged city: as a table of a notebook, as data, as a frame."""

from __future__ import annotations

import dataclasses
import inspect
import json
import math
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

import networkx as nx
import pandas as pd
import polars as pl
import pytest

import learningcity as lc
from learningcity.analysis.result import Assumptions, Result, Row
from learningcity.analysis.sentences.absent import ABSENT, absent_word
from learningcity.datasets import EXAMPLES
from learningcity.display import NOTEBOOK_ROWS
from learningcity.model.city import City
from learningcity.model.kinds import KINDS
from tests.builders import city as build

Found = Result[Row, Assumptions]

opened = cache(lc.open_example)


@cache
def two_mode(name: str) -> nx.Graph[Any]:
    return lc.affiliation_graph(city_of(name))


@cache
def one_mode(name: str) -> nx.Graph[Any]:
    return lc.partnership_graph(city_of(name))


def city_of(name: str) -> City:
    return build() if name == "empty" else opened(name)


def mixing(name: str) -> Any:
    return lc.sector_mixing(two_mode(name), samples=20)


RESULTS: dict[str, Callable[[str], Any]] = {
    "alignment": lambda n: lc.alignment(city_of(n)),
    "alignment-by-priority": lambda n: lc.alignment(city_of(n), by="priority"),
    "backbone": lambda n: lc.backbone(two_mode(n), samples=20),
    "breaking_sets": lambda n: lc.breaking_sets(city_of(n)),
    "brokerage": lambda n: lc.brokerage(one_mode(n)),
    "brokerage-roles": lambda n: lc.brokerage(one_mode(n)).roles,
    "compare_findings": lambda n: lc.compare_findings(city_of(n), city_of(n), on_after="2030-01"),
    "core_periphery": lambda n: lc.core_periphery(one_mode(n), samples=10),
    "coverage_map": lambda n: lc.coverage_map(city_of(n)),
    "coverage_map-funding": lambda n: lc.coverage_map(city_of(n), "place", value="funding"),
    "find_communities": lambda n: lc.find_communities(two_mode(n), starts=3),
    "find_crowding": lambda n: lc.find_crowding(city_of(n), ever=True),
    "find_double_funding": lambda n: lc.find_double_funding(city_of(n), ever=True),
    "find_duplicates": lambda n: lc.find_duplicates(city_of(n)),
    "find_duplicates-ever": lambda n: lc.find_duplicates(city_of(n), ever=True),
    "find_endings": lambda n: lc.find_endings(city_of(n)),
    "find_gaps": lambda n: lc.find_gaps(city_of(n)),
    "find_groups": lambda n: lc.find_groups(city_of(n), ever=True),
    "find_questions": lambda n: lc.find_questions(city_of(n)),
    "find_twins": lambda n: lc.find_twins(city_of(n)),
    "fragmentation": lambda n: lc.fragmentation(city_of(n)),
    "funding_cliff": lambda n: lc.funding_cliff(city_of(n)),
    "governance_form": lambda n: lc.governance_form(two_mode(n)),
    "knowledge_flows": lambda n: lc.knowledge_flows(city_of(n)),
    "meeting_effort": lambda n: lc.meeting_effort(city_of(n)),
    "need_coverage": lambda n: lc.need_coverage(city_of(n)),
    "need_coverage-ever": lambda n: lc.need_coverage(city_of(n), ever=True),
    "need_surplus": lambda n: lc.need_surplus(city_of(n)),
    "net_funding": lambda n: lc.net_funding(city_of(n)),
    "net_funding-by-funder": lambda n: lc.net_funding(city_of(n), by="funder"),
    "network_cohesion": lambda n: lc.network_cohesion(one_mode(n)),
    "network_overview": lambda n: lc.network_overview(city_of(n), samples=20),
    "ownership": lambda n: lc.ownership(city_of(n)),
    "partner_positions": lambda n: lc.partner_positions(two_mode(n), city=city_of(n)),
    "redundancy": lambda n: lc.redundancy(two_mode(n)),
    "remit": lambda n: lc.remit(city_of(n)),
    "resilience": lambda n: lc.resilience(city_of(n)),
    "robustness": lambda n: lc.robustness(city_of(n), samples=5),
    "sector_mixing": mixing,
    "sector_mixing-matrix": lambda n: mixing(n).matrix,
    "sector_mixing-groups": lambda n: mixing(n).groups,
    "sector_mixing-partners": lambda n: mixing(n).partners,
    "sector_mixing-initiatives": lambda n: mixing(n).initiatives,
    "sensitivity": lambda n: lc.sensitivity(two_mode(n), samples=5),
    "sustainability": lambda n: lc.sustainability(city_of(n)),
    "sustainability-by-partner": lambda n: lc.sustainability(city_of(n), by="partner"),
    "timeline": lambda n: lc.timeline(city_of(n)),
    "two_mode_structure": lambda n: lc.two_mode_structure(two_mode(n)),
    "worst_withdrawals": lambda n: lc.worst_withdrawals(city_of(n)),
}


@cache
def found_in(result: str, name: str) -> Found:
    found: Found = RESULTS[result](name)
    return found


every_result = pytest.mark.parametrize("result", RESULTS)
every_city = pytest.mark.parametrize("name", EXAMPLES)
every_and_the_empty_city = pytest.mark.parametrize("name", [*EXAMPLES, "empty"])


class Page(HTMLParser):
    """What is in a piece of HTML: its tags, whether they are balanced, the texts of its cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.caption = ""
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "wbr"):
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data
        if "caption" in self.open:
            self.caption += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def well_formed(html: str) -> Page:
    """Check what holds for all that a notebook shows."""
    page = Page(html)
    assert all("scope" in values for tag, values in page.tags if tag == "th")
    assert all(cell.strip() for cell in page.cells[1:])  # the corner of a matrix is empty
    assert page.count("style") == 1
    assert page.tags[0][0] == "div"
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "img", "a", "link", "iframe"})
    text = " ".join(page.texts)
    for inner in ("Decimal(", "FrozenMap(", "datetime.", "Row(", "('", "{'"):
        assert inner not in text
    assert not {"None", "True", "False", "nan"} & set(page.texts)
    return page


def test_every_public_function_that_returns_a_result_is_tried_here() -> None:
    tried = {name.partition("-")[0] for name in RESULTS}
    for name in lc.__all__:
        function = getattr(lc, name)
        if inspect.isfunction(function):
            said = str(inspect.signature(function).return_annotation).split(" | ")
            kinds = [function.__globals__.get(word) for word in said]
            found = any(isinstance(kind, type) and issubclass(kind, Result) for kind in kinds)
            assert found == (name in tried), name


@every_result
@every_and_the_empty_city
def test_a_notebook_shows_one_table(result: str, name: str) -> None:
    found = found_in(result, name)
    html = found._repr_html_()
    page = well_formed(html)
    assert page.count("table") == page.count("caption") == 1
    assert page.caption == found.summary()
    assert len(html) < 60_000
    assert well_formed(found.parameters._repr_html_()).count("table") == 1
    if found.rows and not result.startswith("coverage_map"):
        assert page.count("tr") == 1 + min(NOTEBOOK_ROWS, len(found.rows))


@every_result
def test_a_notebook_shows_the_same_each_time(result: str) -> None:
    shown = found_in(result, "lanternport")._repr_html_()
    assert RESULTS[result]("lanternport")._repr_html_() == shown


@every_result
@every_city
def test_single_rows_and_their_reasons_are_shown_too(result: str, name: str) -> None:
    found = found_in(result, name)
    for row in (*found.rows[:1], *found.rows[-1:]):
        page = well_formed(row._repr_html_())
        assert page.count("table") == 1
        columns = [field.name for field in dataclasses.fields(row) if field.name != "sentence"]
        assert page.count("tr") == len(columns)
        why = found.explain(row)
        assert why.steps
        assert well_formed(why._repr_html_()).count("ol") == 1
        assert json.loads(why.to_json())["subject"] == why.subject


@every_result
@every_and_the_empty_city
def test_json_is_strict_and_says_the_same(result: str, name: str) -> None:
    found = found_in(result, name)

    def refuse(word: str) -> None:
        raise AssertionError(word)

    whole = json.loads(found.to_json(), parse_constant=refuse)
    assert len(whole["rows"]) == len(found.rows)
    assert all(list(row) == list(found.columns) for row in whole["rows"])
    assert whole["city"] == (None if found.city is None else city_of(name).id)


@every_result
@every_and_the_empty_city
def test_frames_keep_their_columns_and_every_value(result: str, name: str) -> None:
    found = found_in(result, name)
    panda, polar = found.to_frame("pandas"), found.to_frame("polars")
    assert isinstance(panda, pd.DataFrame)
    assert isinstance(polar, pl.DataFrame)
    assert list(panda.columns) == list(polar.columns) == list(found.columns)
    assert len(panda) == len(polar) == len(found.rows)
    records = found.to_records()
    for column in found.columns:
        said = [record[column] for record in records]
        assert [same(value) for value in panda[column]] == [same(value) for value in said]
        assert all(map(is_same_in_polars, polar[column], said))


def is_same_in_polars(value: Any, said: Any) -> bool:
    """Whether polars has what was said, perhaps as JSON text."""
    value, said = same(value), same(said)
    if isinstance(value, list) and isinstance(said, list):
        return len(value) == len(said) and all(map(is_same_in_polars, value, said))
    if isinstance(value, dict) and isinstance(said, dict):
        return value.keys() == said.keys() and all(
            is_same_in_polars(value[k], said[k]) for k in said
        )
    return bool(value == said or (isinstance(value, str) and json.loads(value) == said))


def same(value: Any) -> Any:
    """A value as it is compared: numbers by what they are, missing ones as one."""
    if isinstance(value, pl.Series):
        value = value.to_list()
    if isinstance(value, list):
        return [same(item) for item in value]
    if isinstance(value, dict):
        return {key: same(item) for key, item in value.items() if item is not None}
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return value


@every_result
@every_and_the_empty_city
def test_a_summary_is_a_line_for_people(result: str, name: str) -> None:
    said = found_in(result, name).summary()
    assert said == " ".join(said.split())
    assert said.endswith(".")


# -- what is not there ---------------------------------------------------------------------------


def kinds_of_rows() -> Iterator[type[Row]]:
    waiting = [Row]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("learningcity."):
                yield kind


def test_a_word_for_what_is_absent_belongs_to_a_column_that_can_be_empty() -> None:
    for result in RESULTS:
        found_in(result, "empty")  # loads every kind of row
    optional = {
        field.name
        for kind in kinds_of_rows()
        for field in dataclasses.fields(kind)
        if "None" in str(field.type)
    }
    assert set(ABSENT) <= optional
    assert absent_word("people_high") == "not known"
    assert absent_word("sole_provider") == "none"
    assert absent_word("constraint") == "not defined"


# -- the city and its entries --------------------------------------------------------------------


@every_city
def test_a_city_its_sections_and_its_entries_are_shown(name: str) -> None:
    built = opened(name)
    assert well_formed(built._repr_html_()).caption == f"{built.name}, as of {built.as_of}"
    for kind in KINDS:
        section = getattr(built, kind.section)
        if kind.keyed:
            page = well_formed(section._repr_html_())
            assert page.caption.split()[0] == f"{len(section)}"
        for entry in list(section)[:3]:
            page = well_formed(entry._repr_html_())
            assert page.count("table") == 1
            assert page.caption.startswith(kind.name) or kind.name == "vision"


def test_an_entry_says_what_is_stated_what_is_inferred_and_what_is_silent() -> None:
    offers = {
        "a": {
            "inferred": ["places"],
            "places": ["p", "q"],
            "capacity": {"at_least": 1000},
            "sources": ["s"],
            "partners": [{"partner": "x", "role": "lead", "note": "n"}],
            "name": {"en": "Night School", "cy": "Ysgol Nos"},
        }
    }
    cells = well_formed(build(initiatives=offers).initiatives["a"]._repr_html_()).cells
    shown = dict(zip(cells[::2], cells[1::2], strict=True))
    assert shown["name"] == "en: Night Schoolcy: Ysgol Nos"
    assert shown["places (inferred)"] == "pq"
    assert shown["capacity"] == "at_least: 1,000"
    assert shown["partners"].startswith("partner: x, role: lead")
    assert "audiences" in shown["not stated"].split(", ")
    assert "sources" not in shown["not stated"]
    assert list(shown)[-2:] == ["inferred", "not stated"]


def test_an_entry_of_which_all_is_stated_is_silent_about_nothing() -> None:
    (one,) = build(vision=[{"statement": "Learning for all"}]).vision
    assert well_formed(one._repr_html_()).cells == ["statement", "Learning for all"]


def test_long_sections_and_empty_ones_are_counted() -> None:
    partners: dict[str, dict[str, object]] = {f"p{number}": {} for number in range(100)}
    html = build(partners=partners).partners._repr_html_()
    assert "<p>and 80 more rows</p>" in html
    assert well_formed(html).caption == "100 partners"
    empty = well_formed(build().partners._repr_html_())
    assert (empty.caption, empty.cells[-1]) == ("0 entries", "no rows")
    assert well_formed(build(partners={"a": {}}).partners._repr_html_()).caption == "1 partner"


# -- problems and scenarios ----------------------------------------------------------------------


def test_problems_are_a_table_and_one_of_them_is_one_too(tmp_path: Any) -> None:
    path = tmp_path / "city.yaml"
    path.write_text("format: learningcity/1\ncity: {id: a, name: A, as_of: 2024, nmae: B}\n")
    found = lc.check_city(path, name="x")
    page = well_formed(found._repr_html_())
    assert page.caption == found.summary()
    assert {"error", "unknown-key", "x:2:37"} <= set(page.cells)
    one = well_formed(found.problems[0]._repr_html_())
    assert one.caption.startswith("error: unknown key 'nmae'")
    with pytest.raises(lc.CityFileError) as error:
        lc.read_city(path)
    assert well_formed(error.value._repr_html_()).count("table") == 1


def test_a_problem_says_what_else_it_is_about() -> None:
    text = "format: learningcity/1\ncity: {id: a, name: A, as_of: 2024}\n"
    with pytest.raises(lc.CityFileError) as error:
        lc.parse_city(f"{text}partners: {{b: {{name: B}}, b: {{name: C}}}}\n")
    cells = well_formed(error.value.problems[0]._repr_html_()).cells
    assert cells[cells.index("also") + 1] != "none"


def test_a_scenario_says_what_it_changes() -> None:
    scenario = lc.scenario_from_mapping(
        {
            "format": "learningcity-scenario/1",
            "scenario": {"id": "s", "name": "Less"},
            "remove": {"partners": ["silver-net"]},
            "end": {"initiatives": {"work-ready": "2025-12"}},
        }
    )
    page = well_formed(scenario._repr_html_())
    assert page.caption == "Less: ends 1, removes 1"
    assert page.cells == ["end initiatives", "work-ready: 2025-12", "remove partners", "silver-net"]
    checked = lc.check_scenario(opened("lanternport"), scenario)
    assert well_formed(checked._repr_html_()).caption == checked.summary()
