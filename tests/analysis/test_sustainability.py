"""How long the money of priorities and partners lasts, and what it rests on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import learningcity
from learningcity.analysis.cliff import EndingLine
from learningcity.analysis.fragmentation import fragmentation
from learningcity.analysis.study import Study
from learningcity.analysis.sustainability import (
    SustainabilityRow,
    sustainability,
    sustainability_of,
)
from learningcity.model.city import City
from learningcity.model.figures import round_figure
from tests.builders import Fields, city


def gbp(amount: object, funder: object, start: object, end: object, **more: object) -> Fields:
    """A line of money."""
    line = {"amount": amount, "currency": "GBP", "funder": funder, "start": start, "end": end}
    return {key: value for key, value in {**line, **more}.items() if value is not None}


def town() -> City:
    """A city read on the last day of 2024, whose money ends one line after the other."""
    return city(
        priorities={
            "skills": {"name": "Skills"},
            "welding": {"name": "Welding", "within": "skills"},
            "health": {"name": "Health"},
            "arts": {"name": "Arts"},
        },
        partners={key: {"name": key.title()} for key in ("council", "state", "trust", "school")},
        initiatives={
            "course": {
                "name": "Course",
                "priorities": ["skills"],
                "status": "active",
                "stage": "core-funded",
                "partners": [{"partner": "school", "role": "lead"}],
                "funding": {
                    "grant": gbp(7310, "state", "2024-01-01", "2025-12-31"),
                    "own": gbp(3650, "council", "2024-07-01", "2025-06-30"),
                    "house": gbp(9, "trust", "2024-01-01", "2025-01-31", use="capital"),
                },
            },
            "trial": {
                "name": "Trial",
                "priorities": ["welding"],
                "status": "active",
                "stage": "trial",
                "partners": [{"partner": "school", "role": "deliverer"}],
                "funding": {"gift": gbp(50, "trust", 2024, None)},
            },
            "talks": {
                "name": "Talks",
                "priorities": ["health"],
                "status": "active",
                "partners": [{"partner": "council", "role": "partner"}],
                "funding": {
                    "part": {"within": "course/grant", "amount": 10, "currency": "GBP"},
                },
            },
            "stray": {"name": "Stray", "status": "active"},
            "over": {
                "name": "Over",
                "priorities": ["skills"],
                "status": "ended",
                "stage": "owned",
            },
        },
    )


def row(subject: str | None, by: Any = "priority") -> SustainabilityRow:
    """The row of a subject."""
    (found,) = [each for each in sustainability(town(), by=by).rows if each.subject == subject]
    return found


def test_a_priority_lasts_until_its_first_line_ends() -> None:
    # 10 pounds a day each: 7310 over 731 days, and 3650 over 365.
    assert row("priority:skills") == SustainabilityRow(
        subject="priority:skills",
        currency="GBP",
        now_low=7300,
        now_high=7300,
        runway_low=6,
        runway_high=6,
        short_from=date(2025, 7, 1),
        short_by=date(2025, 7, 1),
        reason=None,
        ending=(
            EndingLine("course/own", date(2025, 6, 30)),
            EndingLine("course/grant", date(2025, 12, 31)),
        ),
        undated=("trial/gift",),
        largest_funder="state",
        largest_share=0.663941871026,
        concentration=round_figure(66761100 / 11010**2),
        known_money=11010,
        funder_reason=None,
        initiatives=("course", "trial"),
        trial=1,
        repeated=0,
        core_funded=1,
        owned=0,
        stage_unknown=0,
        end_unknown=("trial",),
    )


def test_a_part_ends_with_its_total_and_has_no_period_of_its_own() -> None:
    found = row("priority:health")
    assert (found.reason, found.runway_low) == ("no-period", None)
    assert found.undated == ("talks/part",)
    assert found.end_unknown == ()
    assert (found.largest_funder, found.funder_reason) == (None, "no-known-funder")


def test_what_has_no_priority_comes_last_and_what_has_no_money_says_so() -> None:
    found = sustainability(town())
    assert [each.subject for each in found.rows] == [
        "priority:skills", "priority:health", "priority:arts", None
    ]  # fmt: skip
    assert [each.reason for each in found.rows[2:]] == ["no-money", "no-money"]
    assert found.rows[2].initiatives == ()
    assert found.rows[3].initiatives == ("stray",)
    assert found.rows[3].stage_unknown == 1
    assert found.summary() == (
        "For 1 of 3 priorities it can be said how long recorded money lasts at what runs now; the "
        "soonest is short after 6 months. 1 funding line that may run has no recorded start and "
        "end. For 2 of 4 initiatives that may run no end of money is recorded."
    )
    (total,) = found.total
    assert (total.subject, total.runway_low, total.now_low) == ("city:here", 6, 7300)


def test_a_partner_has_the_money_of_what_it_leads_or_delivers() -> None:
    found = sustainability(town(), by="partner")
    assert [each.subject for each in found.rows] == ["partner:school"]
    assert found.rows[0].initiatives == ("course", "trial")
    assert found.rows[0].runway_low == 6
    assert found.parameters.by == "partner"


def money(**lines: Fields) -> SustainabilityRow:
    """The row of a city with one initiative that has these lines."""
    built = city(
        partners={"a": {}, "b": {}},
        initiatives={"i": {"status": "active", "funding": lines}},
    )
    (total,) = sustainability(built).total
    return total


def test_each_reason_says_what_is_missing() -> None:
    assert money().reason == "no-money"
    assert money(l=gbp(5, "a", 2024, 2025, use="capital")).reason == "no-money"
    assert money(l=gbp(5, "a", None, 2025)).reason == "no-period"
    assert money(l=gbp(5, "a", 2025, 2026)).reason == "nothing-now"
    endless = money(l=gbp(5, "a", 2024, "9999-12-31"))
    assert (endless.reason, endless.runway_low, endless.runway_high) == ("no-end", None, None)
    zero = money(l=gbp(0, "a", 2024, 2025))
    assert (zero.reason, zero.funder_reason, zero.known_money) == ("nothing-now", "zero-money", 0)
    assert (zero.now_low, zero.now_high, zero.concentration) == (0, 0, None)


def test_of_equal_funders_the_first_of_the_file_is_the_largest() -> None:
    found = money(l=gbp(5, "b", 2024, 2025), m=gbp(5, "a", 2024, 2025))
    assert (found.largest_funder, found.largest_share, found.concentration) == ("a", 0.5, 0.5)
    shared = money(l=gbp(5, ["a", "b"], 2024, 2025))
    assert shared.funder_reason == "no-known-funder"


def test_each_currency_has_a_row_of_its_own() -> None:
    built = city(
        partners={"a": {}},
        priorities={"p": {}},
        initiatives={
            "i": {
                "priorities": ["p"],
                "status": "active",
                "funding": {
                    "x": gbp(5, "a", 2024, "2025-03-31"),
                    "y": gbp(5, "a", 2024, "2025-09-30", currency="EUR"),
                },
            }
        },
    )
    found = sustainability(built)
    assert [(each.currency, each.runway_low) for each in found.rows] == [("GBP", 3), ("EUR", 9)]
    assert found.rows[0].initiatives == found.rows[1].initiatives == ("i",)
    told = [step.text for step in found.explain(1).steps]
    assert told[0].startswith("i/y: EUR")
    assert sum("alone gives" in text for text in told) == 1


def test_bounds_give_a_span() -> None:
    found = money(
        l=gbp({"at_most": 100}, "a", 2024, "2025-02-28"), m=gbp(100, "a", 2024, "2025-12-31")
    )
    assert (found.runway_low, found.runway_high) == (2, 12)


def test_an_empty_city_has_no_rows_and_a_whole() -> None:
    found = sustainability(city())
    assert found.rows == ()
    assert [each.reason for each in found.total] == ["no-money"]
    assert found.summary() == (
        "No priorities are recorded of which it could be said how long recorded money lasts at "
        "what runs now. No initiative is recorded that may run."
    )
    assert sustainability(city(), by="partner").rows == ()
    wrong: Any = "city"
    with pytest.raises(ValueError, match="by: 'city' is neither 'priority' nor 'partner'"):
        sustainability(city(), by=wrong)
    with pytest.raises(ValueError, match="not over all time"):
        sustainability_of(Study(city(), ever=True))
    with pytest.raises(ValueError, match="carry"):
        sustainability(city(), carry=-1)


def texts(built: City, index: int, by: Any = "priority") -> list[str]:
    """The steps behind a row."""
    return [step.text for step in sustainability(built, by=by).explain(index).steps]


def test_the_reasons_go_from_the_lines_to_the_figures() -> None:
    assert texts(town(), 0) == [
        "course/grant: GBP 3,650 a year, 2024-01-01 to 2025-12-31; it runs on the day.",
        "course/own: GBP 3,650 a year, 2024-07-01 to 2025-06-30; it runs on the day.",
        "Together they come to GBP 7,300 a year on 2024-12-31; below that from 2025-07-01: "
        "6 months.",
        "1 funding line without a recorded start and end may run on the day; in no runway.",
        "Council alone gives at least GBP 3,650, share 0.332.",
        "State alone gives at least GBP 7,310, share 0.664.",
        "Trust alone gives at least GBP 50, share 0.00454.",
        "The largest is State with 0.664; concentration 0.551, where 1 is one funder for all.",
        "A trial: Trial.",
        "Paid from a standing budget: Course.",
        "No end of money that runs or may run is recorded of Trial.",
    ]
    assert texts(town(), 3) == [
        "How long the money lasts cannot be said: no funding line but capital is recorded.",
        "On whom it depends cannot be said: of no money that runs or may run, an amount and one "
        "single funder are recorded.",
        "Stage not known: Stray.",
        "No end of money that runs or may run is recorded of Stray.",
    ]
    found = sustainability(town())
    assert found.explain(0).subject == "Skills, GBP"
    assert found.explain(0).steps[0].references == ("initiative:course",)
    assert found.explain(3).subject == "initiatives without a priority"
    by_partner = sustainability(town(), by="partner")
    assert by_partner.explain(0).subject == "what School leads or delivers, GBP"


def one(**lines: Fields) -> list[str]:
    """The reasons of a priority whose initiative has these lines."""
    built = city(
        priorities={"p": {}},
        partners={"a": {"name": "A"}},
        initiatives={"i": {"priorities": ["p"], "status": "active", "funding": lines}},
    )
    return texts(built, 0)


def test_the_reasons_say_what_is_not_sure() -> None:
    unsure = one(
        l=gbp({"at_least": 365}, "a", "2025-01-01", "2025-12-31"),
        m=gbp(425, "a", "2024-01", "2025-02"),
    )
    # A pound a day until some day of February; what begins may be more, without a bound.
    assert unsure[0] == ("i/l: at least GBP 365 a year, 2025-01-01 to 2025-12-31; it begins later.")
    assert unsure[2] == (
        "Together they come to GBP 365 a year on 2024-12-31; below that from 2026-01-01: 12 months."
    )
    zero = one(l=gbp(0, "a", 2024, 2025))
    assert zero[1:4] == [
        "How long the money lasts cannot be said: nothing above zero with a recorded period runs "
        "on the day.",
        "A alone gives at least GBP 0.",
        "On whom it depends cannot be said: the money of which one funder is known is zero.",
    ]
    assert one(l=gbp(5, "a", 2024, "9999-12-31"))[1] == (
        "How long the money lasts cannot be said: some of the money runs to the end of the "
        "calendar."
    )
    half = one(
        l=gbp({"at_most": 425}, "a", "2024-01-01", "2025-02"),
        m=gbp(425, "a", "2024-01-01", "9999-12-31"),
    )
    assert half[2].endswith(
        "perhaps below that from 2025-02-02, no day on which that is sure: at least 1 month."
    )
    span = one(l=gbp(425, "a", "2024-01-01", "2025-02"))
    assert span[1] == (
        "Together they come to GBP 365 a year on 2024-12-31; perhaps below that from 2025-02-02, "
        "surely from 2025-03-01: 1 to 2 months."
    )


def test_the_shares_are_those_of_fragmentation() -> None:
    built = learningcity.open_example("wolverhampton")
    shares = {f"priority:{each.priority}": each for each in fragmentation(built).rows}
    for each in sustainability(built).rows:
        assert each.subject is not None
        other = shares[each.subject]
        assert each.known_money == other.known_money
        assert each.concentration == pytest.approx(1 / (other.effective_funders or 0))


def test_the_money_of_wolverhampton_lasts_ten_or_eleven_months_as_far_as_is_known() -> None:
    found = sustainability(learningcity.open_example("wolverhampton"))
    (total,) = found.total
    assert (total.runway_low, total.runway_high) == (10, 11)
    assert [str(line.last_day) for line in total.ending] == ["2026-03-31"]
    assert (len(total.undated), len(total.end_unknown), len(total.initiatives)) == (23, 67, 68)
    assert found.explain(0).steps[0].places == ("wolverhampton/initiatives-3-work.yaml:677",)


def test_the_page_says_how_little_the_runway_of_wolverhampton_rests_on() -> None:
    page = Path(__file__).parents[2] / "docs" / "explanation" / "lasting.md"
    text = " ".join(page.read_text(encoding="utf-8").split())
    (total,) = sustainability(learningcity.open_example("wolverhampton")).total
    assert len(total.ending) == 1
    assert f"rests on one line, and {len(total.undated)} others may run" in text


def test_of_gwangmyeong_no_runway_is_known() -> None:
    found = sustainability(learningcity.open_example("gwangmyeong"))
    assert {each.reason for each in found.rows} == {"no-money", "nothing-now"}
    assert {each.stage_unknown for each in found.total} == {24}


def test_lanternport_has_stages_and_two_currencies() -> None:
    found = sustainability(learningcity.open_example("lanternport"))
    assert [(each.currency, each.runway_low, each.runway_high) for each in found.total] == [
        ("EUR", 2, 6), ("USD", 7, 8)
    ]  # fmt: skip
    whole = found.total[0]
    assert (whole.trial, whole.repeated, whole.core_funded, whole.owned) == (6, 14, 9, 4)
