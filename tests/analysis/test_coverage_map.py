"""Maps of what is offered where: cells worked by hand, the axes, the edges."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import learningcity
from learningcity.analysis.coverage_map import CellRow, CoverageMap, coverage_map
from tests.builders import Fields, city

TERMS: dict[str, Any] = {
    "places": {
        "town": {},
        "north": {"within": "town"},
        "hill": {"within": "north"},
        "old": {"within": "town", "until": 2020},
        "abroad": {},
    },
    "audiences": {
        "adults": {"by": "age"},
        "older": {"within": "adults"},
        "migrants": {"by": "origin"},
    },
    "activities": {"english": {"within": "basic-skills"}, "chess": {}, "unused": {}},
    "priorities": {
        "skills": {"sdgs": [8, 4], "areas": ["workplace-learning"]},
        "advice": {"within": "skills"},
        "health": {"sdgs": [4]},
    },
    "partners": {
        "council": {"sector": "public"},
        "firm": {"sector": "private"},
        "club": {"sector": "third"},
        "somebody": {},
    },
    "head": {"place": "town"},
}
OFFER: Fields = {"status": "active", "audiences": ["adults"], "priorities": ["skills"]}


def drawn(
    rows: Any, columns: Any, asked: Any = None, *, needs: Any = None, **offers: Any
) -> CoverageMap:
    """A map of offers to adults for skills, unless they say else."""
    initiatives = {key: {**OFFER, **fields} for key, fields in offers.items()}
    built = city(**TERMS, needs=needs or {}, initiatives=initiatives)
    return coverage_map(built, rows, columns, **(asked or {}))


def cell(row: str, column: str, **offers: Any) -> CellRow:
    """The cell of a priority and a group."""
    return drawn("priority", "audience", {"detail": True}, **offers).cell(row, column)


def test_a_cell_has_all_figures() -> None:
    found = drawn(
        "priority",
        "audience",
        needs={"english": {"priorities": ["skills"], "audiences": ["adults"]}, "open": {}},
        a={
            "capacity": 10,
            "partners": [
                {"partner": "club", "role": "lead"},
                {"partner": "council", "role": "funder"},
            ],
            "funding": {
                "all": {"amount": 900, "currency": "GBP"},
                "part": {"amount": 400, "currency": "GBP", "within": "all"},
            },
        },
        b={"audiences": ["everyone"], "capacity": 5},
        c={"audiences": []},
    )
    assert found.cell("skills", "adults").to_record() == {
        "row": "skills",
        "column": "adults",
        "status": "named",
        "initiatives": ["a"],
        "general": ["b"],
        "may_reach": ["c"],
        "partners": ["club"],
        "capacity_low": 10,
        "capacity_high": None,
        "unknown_capacity": ["c"],
        "funding": [{"currency": "GBP", "low": 900, "high": 900}],
        "unfunded": [],
        "needs": ["english"],
    }


@pytest.mark.parametrize(
    ("offer", "status"),
    [
        ({}, "named"),
        ({"priorities": ["advice"]}, "named"),  # a part of it
        ({"audiences": ["older"]}, "named"),
        ({"audiences": ["everyone"]}, "general"),
        ({"priorities": []}, "not-known"),
        ({"audiences": []}, "not-known"),
        ({"status": "unknown", "start": 2020}, "not-known"),
        ({"status": "unknown"}, "not-known"),
        ({"status": "ended", "end": 2020}, "none-needed"),
        ({"priorities": ["health"]}, "none-needed"),
        ({"audiences": ["migrants"]}, "none-needed"),  # strangers have said whom they mean
        ({"kind": "fund"}, "none-needed"),
    ],
)
def test_the_status_of_a_cell(offer: Fields, status: str) -> None:
    assert cell("skills", "adults", a=offer).status == status


@pytest.mark.parametrize(
    ("need", "status"),
    [
        ({"priorities": ["skills"], "audiences": ["adults"]}, "none-recorded"),
        ({"priorities": ["advice"], "audiences": ["older"]}, "none-recorded"),
        ({"priorities": ["skills"]}, "none-recorded"),  # it leaves open for whom
        ({"activities": ["english"], "audiences": ["everyone"]}, "none-recorded"),
        ({"priorities": ["health"], "audiences": ["adults"]}, "none-needed"),
        ({"priorities": ["skills"], "audiences": ["migrants"]}, "none-needed"),
    ],
)
def test_an_empty_cell_is_a_gap_only_where_somebody_needs_something(
    need: Fields, status: str
) -> None:
    assert cell("skills", "adults", needs={"need": need}).status == status


def test_an_objective_is_reached_in_general_by_an_offer_for_its_priority() -> None:
    assert cell("advice", "adults", a={}).status == "general"
    assert cell("skills", "older", a={}).status == "general"


def test_broad_terms_are_shown_unless_the_narrow_ones_are_asked_for() -> None:
    assert tuple(drawn("priority", "audience").row_names) == ("skills", "health")
    assert tuple(drawn("priority", "audience").column_names) == ("adults", "migrants")
    narrow = drawn("priority", "audience", {"detail": True})
    assert tuple(narrow.row_names) == ("skills", "advice", "health")
    assert tuple(narrow.column_names) == ("adults", "older", "migrants")
    assert len(narrow.grid) == 3
    assert [len(cells) for cells in narrow.grid] == [3, 3, 3]


def test_places_are_those_of_the_city_and_no_longer_those_of_the_past() -> None:
    assert tuple(drawn("place", "mode").row_names) == ("north",)
    assert tuple(drawn("place", "mode", {"detail": True}).row_names) == ("north", "hill")
    assert tuple(drawn("place", "mode", {"ever": True}).row_names) == ("north", "old")
    lonely = city(places={"a": {}, "b": {}}, head={"place": "a"})
    assert tuple(coverage_map(lonely, "place", "mode").row_names) == ("a", "b")
    nowhere = city(places={"a": {}, "b": {"within": "a"}})
    assert tuple(coverage_map(nowhere, "place", "mode").row_names) == ("a",)


def test_a_service_for_the_whole_city_reaches_a_ward_in_general() -> None:
    found = drawn("place", "audience", a={"places": ["town"]}, b={"places": ["hill"]})
    assert found.cell("north", "adults").general == ("a",)
    assert found.cell("north", "adults").initiatives == ("b",)


def test_activities_are_those_that_somebody_offers_or_needs() -> None:
    needs = {"need": {"activities": ["chess"]}}
    found = drawn("activity", "mode", {"detail": True}, needs=needs, a={"activities": ["english"]})
    assert set(found.row_names) == {"english", "chess", "basic-skills"}


def test_modes_and_sectors() -> None:
    led = {
        "partners": [{"partner": "council", "role": "lead"}, {"partner": "firm", "role": "host"}]
    }
    found = drawn("mode", "sector", a={"modes": ["formal", "informal"], "capacity": 6, **led})
    assert tuple(found.column_names) == ("public", "private", "third")
    assert found.cell("formal", "public").initiatives == ("a",)
    assert found.cell("formal", "private").initiatives == ("a",)
    assert found.cell("formal", "third").status == "none-needed"
    assert found.cell("formal", "public").capacity_low == 0  # nobody knows how many are formal
    assert found.cell("non-formal", "public").status == "none-needed"
    lines = {"provision": [{"audiences": ["older"]}, {"audiences": ["migrants"]}]}
    only = drawn("mode", "sector", a={"modes": ["formal"], "capacity": 6, **lines, **led})
    assert only.cell("formal", "public").capacity_low == 6


def test_a_partner_of_unknown_sector_may_be_of_any() -> None:
    found = drawn("mode", "sector", a={"partners": [{"partner": "somebody", "role": "lead"}]})
    assert {row.status for row in found.rows} == {"not-known"}
    assert {row.status for row in drawn("mode", "sector", a={}).rows} == {"not-known"}


def test_mixed_organisations_have_a_column_where_there_are_any() -> None:
    built = city(
        partners={"both": {"sector": "mixed"}},
        initiatives={
            "a": {**OFFER, "priorities": [], "partners": [{"partner": "both", "role": "lead"}]}
        },
        audiences=TERMS["audiences"],
    )
    found = coverage_map(built, "audience", "sector")
    assert found.cell("adults", "mixed").initiatives == ("a",)
    assert found.cell("adults", "public").status == "none-needed"


def test_goals_are_those_that_priorities_serve() -> None:
    found = drawn("sdg", "area", a={"priorities": ["advice"]})
    assert found.row_names == {"4": "SDG 4", "8": "SDG 8"}
    assert tuple(found.column_names) == ("workplace-learning",)
    assert [row.initiatives for row in found.rows] == [("a",), ("a",)]


def test_who_is_in_no_cell_is_named() -> None:
    found = drawn("place", "audience", a={"places": ["abroad"]}, b={"places": ["town"]})
    assert found.beside == ("a",)
    assert "1 initiative in no cell" in found.summary()


def test_money_of_several_currencies_is_not_added() -> None:
    lines = {
        "pounds": {"amount": Decimal("10.50"), "currency": "GBP"},
        "euros": {"amount": {"at_least": 5}, "currency": "EUR"},
    }
    found = drawn("priority", "audience", {"value": "funding"}, a={"funding": lines}, b={})
    one = found.cell("skills", "adults")
    assert [(s.currency, s.low, s.high) for s in one.funding] == [
        ("GBP", Decimal("10.50"), Decimal("10.50")),
        ("EUR", 5, None),
    ]
    assert one.unfunded == ("b",)
    assert found.figure(one) == "GBP 10.50 and at least EUR 5"


def test_what_a_cell_shows() -> None:
    led = {"partners": [{"partner": "council", "role": "lead"}], "capacity": 7}
    offers = {"a": led, "b": {"audiences": ["everyone"], "priorities": ["health"]}}
    shown = {}
    for value in ("initiatives", "partners", "capacity", "funding"):
        found = drawn("priority", "audience", {"value": value}, **offers)
        shown[value] = [found.figure(cell) for cell in (found.rows[0], found.rows[2])]
    assert shown == {
        "initiatives": ["1", "general"],
        "partners": ["1", "general"],
        "capacity": ["7", "not known"],
        "funding": ["not known", "not known"],
    }
    empty = drawn("priority", "audience")
    assert empty.figure(empty.rows[0]) == "none recorded, and no need either"


def test_a_cell_explains_itself() -> None:
    found = drawn(
        "priority",
        "audience",
        a={"capacity": 3, "partners": [{"partner": "club", "role": "lead"}]},
        b={"audiences": []},
        c={"audiences": ["everyone"]},
    )
    said = str(found.explain(0))
    assert said.startswith("skills × adults")
    assert "1 initiative names both, or a part of each: a." in said
    assert "1 initiative reaches both, one of them only by something wider: c." in said
    assert "Places a year: at least 3; not known of b, c." in said
    assert "So the cell is: named by an initiative." in said
    empty = drawn("priority", "audience").explain(0)
    assert "not even perhaps" in empty.steps[0].text
    assert empty.overturns == ()


def test_what_would_overturn_a_cell_does() -> None:
    found = drawn("priority", "audience", b={"audiences": [], "status": "unknown"})
    (change,) = found.explain(0).overturns
    assert (change.change, change.before, change.after) == ("said-here", "not-known", "named")
    assert drawn("priority", "audience", b={}).rows[0].status == change.after


def test_the_money_of_a_cell_is_explained() -> None:
    funding = {"all": {"amount": 5, "currency": "GBP"}}
    said = str(drawn("priority", "audience", {"ever": True}, a={"funding": funding}).explain(0))
    assert "Net money recorded for those that name it: GBP 5." in said
    assert "Places a year" not in said


def test_a_map_without_terms_is_empty() -> None:
    found = coverage_map(city(), "priority", "audience")
    assert found.rows == ()
    assert found.grid == ()
    assert found.summary() == "Priorities × groups: nothing to compare."
    assert "<table>" in found._repr_html_()


def test_a_notebook_shows_the_matrix() -> None:
    shown = drawn("priority", "audience", a={})._repr_html_()
    assert shown.count("<tr>") == 3
    assert "none recorded, and no need either" in shown  # the caption
    assert '<span class="lc-absent">none, no need</span>' in shown
    assert '<td class="lc-number"><bdi>1</bdi></td>' in shown


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"rows": "colour"}, "rows: 'colour' is none of activity, audience"),
        ({"columns": "time"}, "columns: 'time' is none of"),
        ({"columns": "priority"}, "columns: 'priority' are the rows already"),
        ({"value": "joy"}, "value: 'joy' is none of initiatives, partners, capacity, funding"),
        ({"on": "2024", "ever": True}, "on: a day"),
    ],
)
def test_a_wrong_argument_is_named(asked: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        coverage_map(city(), **asked)


def test_an_unknown_cell_is_an_error() -> None:
    with pytest.raises(ValueError, match="no cell 'skills', 'nobody'"):
        drawn("priority", "audience").cell("skills", "nobody")


def test_more_offers_never_empty_a_cell() -> None:
    built = learningcity.open_example("wolverhampton")
    whole = coverage_map(built, "audience", "activity", detail=True)
    fewer = coverage_map(
        built.replace(initiatives=list(built.initiatives)[::2], reviews=()),
        "audience",
        "activity",
        detail=True,
    )
    more = {(c.row, c.column): c for c in whole.rows}
    for one in fewer.rows:
        assert set(one.initiatives) <= set(more[one.row, one.column].initiatives)
