"""Overlapping initiatives that the same funder pays at one time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from learningcity.analysis.double_funding import (
    DoubleFunding,
    DoubleFundingRow,
    find_double_funding,
)
from tests.builders import Fields, city

TERMS: dict[str, object] = {
    "places": {"town": {}},
    "audiences": {"older": {"by": "age"}},
    "activities": {"english": {}},
    "partners": {key: {"name": key.upper()} for key in "abc"},
}
OFFER: Fields = {
    "activities": ["english"],
    "audiences": ["older"],
    "places": ["town"],
    "status": "active",
}


def found(
    offers: dict[str, Fields], /, asked: dict[str, Any] | None = None, **sections: object
) -> DoubleFunding:
    """The double funding among offers of older people's English."""
    initiatives = {key: {**OFFER, **fields} for key, fields in offers.items()}
    built = city(**{**TERMS, **sections}, initiatives=initiatives)
    return find_double_funding(built, **(asked or {}))


def only(
    here: Fields, there: Fields, asked: dict[str, Any] | None = None, **more: Fields
) -> DoubleFundingRow | None:
    """The row of x and y, or none."""
    rows = found({"x": here, "y": there, **more}, asked).rows
    assert len(rows) < 2
    return rows[0] if rows else None


def paid(amount: object = None, **line: object) -> Fields:
    """Money of a for the years of the file, in one line."""
    stated: dict[str, object] = {"funder": "a", "start": 2023, "end": 2025, **line}
    if amount is not None:
        stated.update({"amount": amount, "currency": "GBP"})
    return {"funding": {"total": stated}}


FUNDER: Fields = {"partners": [{"partner": "a", "role": "funder"}]}


def test_one_funder_of_two_that_overlap_is_a_row_with_all_that_is_said_of_it() -> None:
    result = found({"x": paid(500), "y": paid({"at_most": 80})})
    assert result.to_records() == [
        {
            "initiatives": ["x", "y"],
            "funder": "a",
            "period": "yes",
            "earliest": "2023-01-01",
            "latest": "2025-12-31",
            "first_lines": ["x/total"],
            "second_lines": ["y/total"],
            "first_low": 500,
            "first_high": 500,
            "second_low": None,
            "second_high": 80,
            "currency": "GBP",
            "verdict": "candidate",
            "overlap": 1.0,
            "under": None,
            "sentence": "A pays x (GBP 500) and y (at most GBP 80) at one time; the pair: "
            "candidate.",
        }
    ]
    assert result.summary() == "1 overlapping pair paid by one funder at one time."


def test_nothing_is_found_where_nobody_pays_both() -> None:
    alone: list[dict[str, Fields]] = [
        {},
        {"x": paid(5)},
        {"x": paid(5), "y": {}},
        {"x": paid(5), "y": paid(5, funder="b")},
    ]
    for offers in alone:
        result = found(offers)
        assert result.rows == ()
        assert result.summary() == "No overlapping pair is paid by one funder at one time."


# -- when ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there", "period"),
    [
        ({}, {}, "yes"),
        ({"start": None}, {}, "possible"),
        ({"end": None}, {}, "possible"),
        ({"end": 2024}, {}, "possible"),
        ({"end": "2024-12-31"}, {}, "yes"),
        ({"start": "2024-12-31"}, {"end": "2024-12-31"}, "yes"),
        ({"start": "2025-01"}, {}, None),
        ({"end": "2024-11"}, {}, None),
    ],
)
def test_the_day_must_lie_in_both_periods(here: Fields, there: Fields, period: str | None) -> None:
    row = only(paid(5, **here), paid(5, **there))
    assert (None if row is None else row.period) == period


@pytest.mark.parametrize(
    ("here", "there", "period", "span"),
    [
        ({"start": 2010, "end": 2012}, {"start": 2011, "end": 2013}, "yes", (2011, 2012)),
        ({"start": 2010, "end": 2012}, {"start": 2012, "end": 2013}, "possible", (2012, 2012)),
        ({"start": 2010, "end": 2012}, {"start": 2013, "end": 2014}, None, None),
        ({"start": 2010, "end": 2012}, {"start": None, "end": 2014}, "possible", (2010, 2012)),
    ],
)
def test_over_all_time_the_periods_must_meet(
    here: Fields, there: Fields, period: str | None, span: tuple[int, int] | None
) -> None:
    row = only(paid(5, **here), paid(5, **there), {"ever": True})
    assert (None if row is None else row.period) == period
    if row is not None:
        assert span is not None
        assert (row.earliest, row.latest) == (date(span[0], 1, 1), date(span[1], 12, 31))


def test_what_a_line_does_not_say_it_takes_from_its_total_then_from_the_initiative() -> None:
    whole: dict[str, object] = {"start": 2023, "end": 2025, "funder": "b"}
    parts: Fields = {"funding": {"whole": whole, "part": {"funder": "a", "within": "whole"}}}
    row = only(parts, paid())
    assert row is not None
    assert (row.period, row.earliest) == ("yes", date(2023, 1, 1))
    silent = paid(start=None, end=None)
    row = only({**silent, "start": 2024, "end": 2026}, paid())
    assert row is not None
    assert (row.period, row.earliest, row.latest) == (
        "possible",
        date(2024, 1, 1),
        date(2025, 12, 31),
    )
    past: Fields = {**silent, "status": "ended", "end": 2012}
    later = {**paid(start=2014, end=2016), "start": 2012}
    assert only(past, later, {"ever": True}) is None
    row = only(silent, silent)
    assert row is not None
    assert (row.period, row.earliest, row.latest) == ("possible", None, None)


def test_a_role_of_funder_lasts_as_long_as_the_initiative_or_as_it_says() -> None:
    row = only(FUNDER, FUNDER)
    assert row is not None
    assert (row.period, row.first_lines, row.second_lines, row.currency) == ("yes", (), (), None)
    assert row.sentence.startswith(
        "A pays x (a sum that is not known) and y (a sum that is not known) at one time;"
    )
    dated: Fields = {"partners": [{"partner": "a", "role": ["funder"], "start": 2024, "end": 2025}]}
    row = only(dated, FUNDER)
    assert row is not None
    assert (row.period, row.earliest) == ("yes", date(2024, 1, 1))
    unsure: Fields = {**FUNDER, "status": "unknown"}
    row = only(unsure, FUNDER)
    assert row is not None
    assert row.period == "possible"


def test_lines_that_name_the_funder_say_more_than_its_role() -> None:
    assert only({**FUNDER, **paid(5, start=2010, end=2012)}, paid(5)) is None
    other: Fields = {"funding": {"total": {"funder": "b", "start": 2010, "end": 2012}}}
    row = only({**FUNDER, **other}, paid(5))
    assert row is not None
    assert row.first_lines == ()


# -- which pairs ---------------------------------------------------------------------------------


def test_an_initiative_and_its_part_are_one_offer() -> None:
    assert only(paid(5), {**paid(5), "part_of": "x"}) is None
    row = only(paid(5), {**paid(5), "follows": "x"})
    assert row is not None
    assert row.verdict == "joint"


def test_a_grant_that_is_passed_on_is_one_payment() -> None:
    passed: Fields = {"funding": {"g": {"funder": "a", "within": "x/total", "end": 2025}}}
    assert only(paid(500), passed) is None
    # Two grants from one purse are two.
    fund: Fields = {"kind": "fund", **paid(500)}
    purse: Fields = {"funding": {"g": {"funder": "a", "within": "fund/total"}}}
    row = only(purse, purse, fund=fund)
    assert row is not None
    assert row.period == "yes"


def test_splitting_an_initiative_does_not_multiply_the_finding() -> None:
    result = found({"x": paid(5), "y": paid(5), "p": {**paid(5), "part_of": "y"}})
    assert {row.initiatives: row.under for row in result.rows} == {
        ("x", "y"): None,
        ("x", "p"): ("x", "y"),
    }
    assert result.summary() == "1 overlapping pair paid by one funder at one time."
    # Where the funder does not pay the umbrella, the part is a finding of its own.
    result = found({"x": paid(5), "y": {}, "p": {**paid(5), "part_of": "y"}})
    assert {row.initiatives: row.under for row in result.rows} == {("x", "p"): None}


def test_rows_stand_in_the_order_of_the_pairs_then_of_the_funders() -> None:
    both: Fields = {
        "partners": [{"partner": key, "role": "funder"} for key in "ba"],
    }
    reviews = [{"initiatives": ["y", "z"], "verdict": "duplicate"}]
    result = found({"x": both, "y": both, "z": {**both, "audiences": []}}, reviews=reviews)
    assert [(*row.initiatives, row.funder) for row in result.rows] == [
        ("y", "z", "a"), ("y", "z", "b"), ("x", "y", "a"), ("x", "y", "b"),
        ("x", "z", "a"), ("x", "z", "b"),
    ]  # fmt: skip
    assert result.summary() == "3 overlapping pairs paid by one funder at one time."


def test_what_is_not_sure_is_counted_apart() -> None:
    unsure = paid(5, start=None)
    result = found({"x": paid(5), "y": paid(5), "z": unsure})
    assert result.summary() == (
        "1 overlapping pair paid by one funder at one time, 2 overlapping pairs perhaps paid by "
        "one funder at one time."
    )
    result = found({"x": paid(5), "z": unsure})
    assert result.summary() == "1 overlapping pair perhaps paid by one funder at one time."
    assert "perhaps at one time; the pair: candidate." in result.rows[0].sentence


# -- sums ----------------------------------------------------------------------------------------


def sums(row: DoubleFundingRow | None) -> tuple[object, object]:
    """The bounds of what the first gets."""
    assert row is not None
    return row.first_low, row.first_high


def test_each_pound_counts_once_and_capital_counts_too() -> None:
    part: dict[str, object] = {"amount": 40, "currency": "GBP", "funder": "a", "within": "total"}
    more: dict[str, object] = {
        "amount": Decimal("7.50"), "currency": "GBP", "funder": "a", "use": "capital",
        "start": 2023, "end": 2025,
    }  # fmt: skip
    lines = {"total": {**paid(100)["funding"]["total"]}, "part": part, "more": more}  # type: ignore[index]
    row = only({"funding": lines}, paid(5))
    assert sums(row) == (Decimal("107.5"), Decimal("107.5"))
    assert row is not None
    assert row.first_lines == ("x/total", "x/part", "x/more")


def test_what_is_paid_together_with_others_is_no_lower_bound() -> None:
    assert sums(only(paid(100, funder=["a", "b"]), paid(5))) == (None, 100)
    part: dict[str, object] = {"amount": 40, "currency": "GBP", "funder": "a", "within": "total"}
    lines: dict[str, object] = {
        "total": {"amount": 100, "currency": "GBP", "funder": ["a", "b"], "end": 2025},
        "part": part,
    }
    assert sums(only({"funding": lines}, paid(5))) == (40, 100)


def test_nothing_is_nothing_and_unknown_is_unknown() -> None:
    assert sums(only(paid(0), paid(5))) == (0, 0)
    row = only(paid(None, currency="GBP"), paid(5))
    assert sums(row) == (None, None)
    assert row is not None
    assert (row.second_low, row.currency) == (5, "GBP")
    row = only(paid(), paid())
    assert row is not None
    assert (row.currency, row.first_lines) == (None, ("x/total",))


def test_currencies_are_rows_of_their_own_and_never_added() -> None:
    euros: dict[str, object] = {"amount": 9, "currency": "EUR", "funder": "a", "end": 2025}
    lines = {"total": paid(100)["funding"]["total"], "euros": euros}  # type: ignore[index]
    rows = found({"x": {"funding": lines}, "y": paid(5)}).rows
    assert [(row.currency, row.first_high, row.second_high, row.first_lines) for row in rows] == [
        ("GBP", 100, 5, ("x/total",)),
        ("EUR", 9, None, ("x/euros",)),
    ]
    assert found({"x": {"funding": lines}, "y": paid(5)}).summary() == (
        "1 overlapping pair paid by one funder at one time."
    )


def test_past_lines_are_no_part_of_a_sum_on_a_day() -> None:
    past: dict[str, object] = {"amount": 900, "currency": "GBP", "funder": "a", "end": 2020}
    lines = {"total": paid(100)["funding"]["total"], "past": past}  # type: ignore[index]
    assert sums(only({"funding": lines}, paid(5))) == (100, 100)
    assert sums(only({"funding": lines}, paid(5), {"ever": True})) == (1000, 1000)


# -- what it rests on ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"threshold": 2}, "threshold: 2 is not from 0 to 1"),
        ({"credits": {"x": 1}}, "credits: 'x' is none of"),
        ({"on": "2020", "ever": True}, "exclude each other"),
    ],
)
def test_a_wrong_argument_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        found({}, asked)


def test_a_row_is_explained_payment_by_payment() -> None:
    result = found({"x": paid(500, funder=["a", "b"]), "y": {**FUNDER, "status": "unknown"}})
    assert [step.text for step in result.explain(0).steps] == [
        "x and y: possible, overlap 1.00.",
        "A pays x by x/total, together with others: perhaps 2023-01-01 to 2025-12-31, surely "
        "2023-12-31 to 2025-01-01.",
        "A pays y in the role of funder: perhaps any time to any time, not sure on any day.",
        "Both may be paid from 2023-01-01 to 2025-12-31; at one time only perhaps.",
        "In all, each pound once: at most GBP 500, and a sum that is not known.",
    ]
    assert result.explain(0).steps[1].references == ("initiative:x", "partner:a")
    said = [step.text for step in found({"x": FUNDER, "y": FUNDER}).explain(0).steps]
    assert said[3] == "Both may be paid from any time to any time; surely at one time."
    said = [step.text for step in found({"x": paid(), "y": paid()}).explain(0).steps]
    assert (
        said[4] == "In all, each pound once: a sum that is not known, and a sum that is not known."
    )


def test_money_without_a_currency_says_so() -> None:
    line: dict[str, object] = {"amount": 5, "funder": "a", "end": 2025}
    row = only({"funding": {"total": line}}, paid())
    assert row is not None
    assert "x (5 in a currency that is not known)" in row.sentence
