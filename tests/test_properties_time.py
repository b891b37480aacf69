"""Promises about time that hold for every city, tried on small random ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

from hypothesis import assume, given
from hypothesis import strategies as st

from learningcity.analysis.cliff import funding_cliff
from learningcity.analysis.commitments import Commitments
from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.endings import find_endings
from learningcity.analysis.money import Ledger, Money
from learningcity.analysis.timeline import timeline
from learningcity.io.reader import city_from_mapping
from learningcity.model.running import Calendar
from tests.changes import backwards, relabelled, shuffled, years_later
from tests.strategies import Data, city_mappings, days, lively

CYCLE = 28
"""Years after which the calendar is the same again, between 1901 and 2099."""

spans = st.tuples(days(), st.integers(0, 1500)).map(
    lambda both: (both[0], both[0] + timedelta(days=both[1]))
)
steps: st.SearchStrategy[Literal["month", "year"]] = st.sampled_from(["month", "year"])


def later(value: Any, years: int) -> Any:
    """A record, some years later in every day and period."""
    if isinstance(value, dict):
        return {key: later(each, years) for key, each in value.items()}
    if isinstance(value, list):
        return [later(each, years) for each in value]
    if isinstance(value, str) and value[:4].isdigit():
        return f"{int(value[:4]) + years}{value[4:]}"
    return value


def in_any_order(sums: object) -> object:
    """Sums of money by currency, whichever comes first."""
    assert isinstance(sums, list)
    return sorted(sums, key=lambda money: str(money["currency"]))


# -- timeline ------------------------------------------------------------------------------------


@lively
@given(city_mappings(), spans, steps)
def test_a_row_says_what_the_day_says(
    mapping: Data, span: tuple[date, date], step: Literal["month", "year"]
) -> None:
    """The numbers of a row are those of the calendar and the coverage on its day."""
    city = city_from_mapping(mapping)
    for row in timeline(city, step=step, start=span[0], end=span[1]).rows[:5]:
        calendar = Calendar(city, on=row.day)
        running = [calendar.running(entry.id).word for entry in city.initiatives]
        assert (row.yes, row.presumed, row.unknown) == (
            running.count("yes"),
            running.count("presumed"),
            running.count("unknown"),
        )
        counts = need_coverage(city, on=row.day).counts
        record = row.to_record()
        assert {f"needs_{status}": number for status, number in counts.items()} == {
            key: value for key, value in record.items() if key.startswith("needs_")
        }


@lively
@given(city_mappings(), spans, steps)
def test_moving_all_dates_moves_the_rows(
    mapping: Data, span: tuple[date, date], step: Literal["month", "year"]
) -> None:
    """No year is better than another."""
    start, end = (day.isoformat() for day in span)
    found = timeline(city_from_mapping(mapping), step=step, start=start, end=end)
    moved = timeline(
        city_from_mapping(years_later(mapping, CYCLE)),
        step=step,
        start=later(start, CYCLE),
        end=later(end, CYCLE),
    )
    assert moved.to_records() == later(found.to_records(), CYCLE)
    whole = timeline(city_from_mapping(mapping), step=step)
    whole_moved = timeline(city_from_mapping(years_later(mapping, CYCLE)), step=step)
    assert whole_moved.to_records() == later(whole.to_records(), CYCLE)


@lively
@given(city_mappings())
def test_months_add_up_to_years_and_years_to_all_dated_money(mapping: Data) -> None:
    """To the last unit of every currency, whatever the amounts."""
    city = city_from_mapping(mapping)
    months, years = timeline(city, step="month"), timeline(city, step="year")
    for year in years.rows:
        inside = [row for row in months.rows if row.period.startswith(year.period)]
        if len(inside) == 12:
            assert total([m for row in inside for m in row.committed]) == total(year.committed)
    ledger = Ledger(city)
    placed = Commitments(ledger, ledger.lines).placed
    lines = [
        Money(currency, bounds.low, bounds.high)
        for key in placed
        for currency, bounds in ledger.net([key]).items()
    ]
    assert total(months.committed) == total(years.committed) == total(lines)
    net = ledger.net(placed)
    for currency, (low, high) in total(lines).items():
        assert low <= net[currency].low
        if high is not None:
            assert net[currency].high is not None
            assert high >= (net[currency].high or 0)
        if low == high:
            assert net[currency].exact == low


def total(sums: list[Money] | tuple[Money, ...]) -> dict[str | None, tuple[Any, Any]]:
    """Sums added up by currency, without help of the package."""
    found: dict[str | None, tuple[Any, Any]] = {}
    for money in sums:
        low, high = found.get(money.currency, (0, 0))
        more = None if high is None or money.high is None else high + money.high
        found[money.currency] = (low + money.low, more)
    return found


@lively
@given(city_mappings(), st.data())
def test_the_order_of_the_file_changes_no_figure_of_a_timeline(
    mapping: Data, data: st.DataObject
) -> None:
    """Only the order of currencies and of lines."""
    found = timeline(city_from_mapping(mapping))
    other = timeline(city_from_mapping(data.draw(shuffled(mapping))))
    for one, two in zip(found.to_records(), other.to_records(), strict=True):
        assert {**one, "committed": in_any_order(one["committed"])} == {
            **two,
            "committed": in_any_order(two["committed"]),
        }
    assert sorted(found.undated) == sorted(other.undated)


@lively
@given(city_mappings())
def test_other_ids_change_no_row_of_a_timeline(mapping: Data) -> None:
    """No figure hangs on the alphabet."""
    other = timeline(city_from_mapping(relabelled(mapping, backwards)))
    assert other.to_records() == timeline(city_from_mapping(mapping)).to_records()


@lively
@given(city_mappings(), st.integers(0, 5))
def test_presuming_longer_only_makes_the_unknown_presumed(mapping: Data, carry: int) -> None:
    """What surely runs, money and sure capacity do not depend on it."""
    city = city_from_mapping(mapping)
    one = timeline(city, start="2016", end="2030", carry=carry)
    two = timeline(city, start="2016", end="2030", carry=carry + 1)
    for before, after in zip(one.rows, two.rows, strict=True):
        assert after.presumed >= before.presumed
        assert after.presumed + after.unknown == before.presumed + before.unknown
        assert (after.yes, after.committed, after.capacity_low) == (
            before.yes,
            before.committed,
            before.capacity_low,
        )


# -- cliff ---------------------------------------------------------------------------------------


@lively
@given(city_mappings(), days(), st.sampled_from([1, 12, 40]))
def test_shares_and_money_of_a_cliff_are_ordered(mapping: Data, on: date, months: int) -> None:
    """A lower bound is no higher than the upper one, and no more than everything can end."""
    found = funding_cliff(city_from_mapping(mapping), on=on, months=months)
    for row in (*found.rows, *found.total):
        for low, high in ((row.now_low, row.now_high), (row.then_low, row.then_high)):
            assert low is None or high is None or 0 <= low <= high
        if row.cliff_low is not None and row.cliff_high is not None:
            assert row.cliff_low <= row.cliff_high <= 1
        assert (row.cliff_low is None or row.cliff_high is None) == (row.reason is not None)
        assert not {line.line for line in row.ending} & set(row.beginning)


@lively
@given(city_mappings(), days())
def test_moving_all_dates_moves_the_cliff_and_the_endings(mapping: Data, on: date) -> None:
    """The same money and the same ends, some years later."""
    now, then = city_from_mapping(mapping), city_from_mapping(years_later(mapping, CYCLE))
    day = later(on.isoformat(), CYCLE)
    assert later(funding_cliff(now, on=on).to_records(), CYCLE) == (
        funding_cliff(then, on=day).to_records()
    )
    assert later(find_endings(now, on=on).to_records(), CYCLE) == (
        find_endings(then, on=day).to_records()
    )


# -- endings -------------------------------------------------------------------------------------


@lively
@given(city_mappings(), days(), st.sampled_from([12, 60]))
def test_a_need_that_loses_its_last_initiative_is_not_targeted_afterwards(
    mapping: Data, on: date, months: int
) -> None:
    """Neither on the next day nor years later."""
    city = city_from_mapping(mapping)
    for row in find_endings(city, on=on, horizon=months, back=months).rows:
        for ahead in (1, 400):
            rows = need_coverage(city, on=row.ends_by + timedelta(days=ahead)).rows
            left = {each.need: each.targeted for each in rows}
            assert all(left[need] == () for need in row.needs)


@lively
@given(city_mappings(), st.data())
def test_a_successor_takes_a_row_away_and_nothing_else(mapping: Data, data: st.DataObject) -> None:
    """Whoever says that something goes on is believed."""
    asked: dict[str, Any] = {"horizon": 60, "back": 60}
    before = find_endings(city_from_mapping(mapping), **asked)
    assume(before.rows)
    row = data.draw(st.sampled_from(before.rows))
    new = {"name": "New", "follows": row.initiative}
    after_mapping = {**mapping, "initiatives": {**mapping["initiatives"], "new-9": new}}
    after = find_endings(city_from_mapping(after_mapping), **asked)
    gone = {each.initiative for each in before.rows} - {each.initiative for each in after.rows}
    assert row.initiative in gone
    assert gone | {each.initiative for each in before.followed} == {
        each.initiative for each in after.followed
    }


@lively
@given(city_mappings(), st.data())
def test_the_order_of_the_file_changes_nothing_but_order_in_endings(
    mapping: Data, data: st.DataObject
) -> None:
    """Rows are the same, whichever stands first."""

    def sorted_rows(city: Data) -> list[Data]:
        rows = find_endings(city_from_mapping(city), horizon=60, back=60).to_records()
        lists = ("needs", "leads")
        return sorted(
            (
                {key: sorted(value) if key in lists else value for key, value in row.items()}  # type: ignore[call-overload]  # both are lists of text
                | {"money": in_any_order(row["money"])}
                for row in rows
            ),
            key=lambda row: str(row["initiative"]),
        )

    assert sorted_rows(data.draw(shuffled(mapping))) == sorted_rows(mapping)
