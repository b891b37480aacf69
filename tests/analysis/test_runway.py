"""For how long committed money is at least what runs now."""

from __future__ import annotations

from datetime import date

import pytest

from learningcity.analysis.commitments import Commitments
from learningcity.analysis.money import Ledger
from learningcity.analysis.runway import Runway, runway_of
from tests.builders import Fields, city

NOW = date(2024, 6, 30)


def line(start: object, end: object, amount: object = None) -> Fields:
    """A line of money with a period."""
    stated = {} if amount is None else {"amount": amount, "currency": "GBP"}
    return {"start": start, "end": end, **stated}


def runway(*lines: Fields) -> tuple[str, str] | None:
    """The first day on which money may be short, and on which it surely is."""
    funding = {f"l{number}": each for number, each in enumerate(lines)}
    ledger = Ledger(city(initiatives={"i": {"funding": funding}}))
    found = runway_of(ledger, list(Commitments(ledger, ledger.lines).placed.values()), NOW)
    return None if found is None else (str(found.short_from), str(found.short_by))


def test_money_is_short_on_the_day_after_the_first_line_ends() -> None:
    found = runway(line("2024-01-01", "2024-12-31", 366), line("2024-01-01", "2025-06-30", 100))
    assert found == ("2025-01-01", "2025-01-01")


def test_an_end_given_as_a_month_may_be_any_of_its_days() -> None:
    assert runway(line("2024-01", "2024-12", 366)) == ("2024-12-02", "2025-01-01")
    assert runway(line("2024-01", 2024, 366)) == ("2024-07-01", "2025-01-01")


def test_money_that_begins_later_makes_up_for_what_ends() -> None:
    # A pound a day, then from August to October two pounds a day, which is more than enough.
    ending = line("2024-06-01", "2024-08-31", 92)
    assert runway(ending, line("2024-08-01", "2024-10-31", 184)) == ("2024-11-01", "2024-11-01")
    assert runway(ending, line("2024-09-01", "2024-10-31", 61)) == ("2024-11-01", "2024-11-01")
    assert runway(ending, line("2024-09-02", "2024-10-31", 120)) == ("2024-09-01", "2024-09-01")
    assert runway(ending, line("2024-09-01", "2024-10-31", 60)) == ("2024-09-01", "2024-09-01")


def test_a_beginning_given_as_a_month_may_come_too_late() -> None:
    ending = line("2024-06-01", "2024-08-31", 92)
    assert runway(ending, line("2024-09", "2024-10-31", 122)) == ("2024-09-01", "2024-11-01")


def test_amounts_that_are_bounds_give_a_first_and_a_last_day() -> None:
    # The small line may come to nothing, and then only the end of the other one counts.
    found = runway(
        line("2024-06-01", "2024-08-31", {"at_most": 92}),
        line("2024-06-01", "2024-11-30", 183),
    )
    assert found == ("2024-09-01", "2024-12-01")
    # An amount that nobody has said may make up for everything.
    assert runway(line("2024-06-01", "2024-08-31", 92), line("2024-09-01", "2024-12-31")) == (
        "2024-09-01", "2025-01-01"
    )  # fmt: skip


def test_a_line_of_unknown_amount_still_ends() -> None:
    assert runway(line("2024-06-01", "2024-08-31")) == ("2024-09-01", "2024-09-01")
    found = runway(line("2024-06-01", "2024-08-31"), line("2024-06-01", "2024-10-31"))
    assert found == ("2024-09-01", "2024-11-01")


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [line("2024-07-01", "2024-12-31", 10)],
        [line("2024-01-01", "2024-06-29", 10)],
        [line("2024-01-01", "2024-12-31", 0)],
    ],
    ids=["nothing", "later", "over", "zero"],
)
def test_nothing_that_runs_has_no_runway(lines: list[Fields]) -> None:
    assert runway(*lines) is None


def test_money_to_the_end_of_the_calendar_is_never_short() -> None:
    assert runway(line(2024, "9999-12-31", 10)) == ("None", "None")


@pytest.mark.parametrize(
    ("last", "months"),
    [
        ((2024, 6, 30), 0), ((2024, 7, 28), 0), ((2024, 7, 29), 1), ((2024, 12, 31), 6),
        ((2025, 6, 29), 12),
    ],
)  # fmt: skip
def test_months_are_counted_whole(last: tuple[int, int, int], months: int) -> None:
    short = date.fromordinal(date(*last).toordinal() + 1)
    assert Runway(short, None).months(NOW) == (months, None)


def test_what_begins_later_and_may_end_as_it_begins_surely_never_runs() -> None:
    """Of a line in some days of 2025 no day is known on which it surely runs."""
    ending = line("2024-06-01", "2024-08-31", 92)
    assert runway(ending, line(2025, 2025, 1000)) == ("2024-09-01", "2024-09-01")
    sure = line("2024-09-01", "2025-12-31", 487)
    assert runway(ending, sure, line(2025, 2025, 1000)) == ("2026-01-01", "2026-01-01")
