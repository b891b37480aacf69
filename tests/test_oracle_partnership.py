"""What holds the partnership together agrees with the slow oracle, on random and real cities."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import learningcity
from learningcity.analysis.alignment import alignment
from learningcity.analysis.cliff import funding_cliff
from learningcity.analysis.flows import knowledge_flows
from learningcity.analysis.fragmentation import fragmentation
from learningcity.analysis.gap_priorities import outermost
from learningcity.analysis.gaps import find_gaps
from learningcity.analysis.ownership import ownership
from learningcity.analysis.remit import remit
from learningcity.analysis.study import Study
from learningcity.analysis.sustainability import SustainabilityRow, sustainability
from learningcity.io.reader import city_from_mapping
from learningcity.model.city import City
from learningcity.model.entities import TieKind
from learningcity.model.figures import round_figure
from tests.comparison import differences
from tests.oracle import standing
from tests.oracle import sustaining as oracle
from tests.oracle.load import read_folder
from tests.oracle.plain import Data
from tests.strategies import aiming_cities, days, first_day, last_day, pick, thorough

Moment = tuple[date | None, bool]
moments = st.one_of(
    st.just((None, False)), st.tuples(days(), st.just(False)), st.just((None, True))
)
By = Literal["priority", "partner"]
CITIES = Path(learningcity.__file__).parent / "data"
real = pytest.mark.parametrize("name", ["wolverhampton", "gwangmyeong", "lanternport"])


def without_activities(mapping: Data) -> Data:
    """For the oracle: none of these questions looks at what is learned."""
    return {key: section for key, section in mapping.items() if key != "activities"}


def told(rows: list[Data]) -> list[Data]:
    """Rows without their words."""
    return [{k: v for k, v in row.items() if k != "sentence"} for row in rows]


def sides(mapping: Data, moment: Moment) -> list[tuple[str, list[Data], list[Data]]]:
    """What the package and the oracle say of one city."""
    city, (on, ever) = city_from_mapping(mapping), moment
    mapping = without_activities(mapping)
    asked: dict[str, Any] = {"on": on, "ever": ever}
    return [
        (
            "alignment",
            alignment(city, **asked).to_records(),
            standing.alignment(mapping, **asked),
        ),
        (
            "endorsement",
            alignment(city, by="priority", **asked).to_records(),
            standing.endorsement(mapping, **asked),
        ),
        ("remit", remit(city, **asked).to_records(), standing.remit(mapping, **asked)),
        (
            "ownership",
            owned(told(ownership(city, **asked).to_records())),
            owned(standing.ownership(mapping, **asked)),
        ),
    ]


def owned(rows: list[Data]) -> list[Data]:
    """Rows in which owners that are inherited come in one order."""
    order = list(dict.fromkeys(row["priority"] for row in rows))
    return sorted(rows, key=lambda row: (order.index(row["priority"]), row["owner"] or ""))


@thorough
@given(aiming_cities(), moments)
def test_aims_and_answers_of_a_random_city_agree_with_the_oracle(
    mapping: Data, moment: Moment
) -> None:
    for name, found, expected in sides(mapping, moment):
        assert differences(found, expected) == [], name


@thorough
@given(aiming_cities(), moments, st.sampled_from(get_args(TieKind)[:3]))
def test_the_flows_of_a_random_city_agree_with_the_oracle(
    mapping: Data, moment: Moment, kind: TieKind
) -> None:
    on, ever = moment
    found = knowledge_flows(city_from_mapping(mapping), kind=kind, on=on, ever=ever)
    expected = standing.flows(mapping, kind, on=on, ever=ever)
    assert differences(found.to_records(), expected) == []


@thorough
@given(aiming_cities(), st.one_of(st.none(), days()), st.sampled_from(["priority", "partner"]))
def test_the_money_of_a_random_city_lasts_as_long_as_the_oracle_says(
    mapping: Data, on: date | None, by: By
) -> None:
    found = sustainability(city_from_mapping(mapping), by=by, on=on)
    expected = oracle.sustainability(mapping, by, on=on)
    assert differences(found.to_records(), expected["rows"]) == []
    assert differences([row.to_record() for row in found.total], expected["total"]) == []


# -- every amount and date that the file allows ---------------------------------------------------

YEARS = ["2024-03", "2024-03-10", "2024-05", "2024-06-01", "2024-08", "2024-08-31", "2024-11"]
AMOUNTS: list[object] = [
    0, 100, {"at_most": 100}, {"at_least": 100}, {"at_least": 50, "at_most": 200}, None
]  # fmt: skip
NOW = date(2024, 4, 15)


@st.composite
def lines_of_money(draw: st.DrawFn) -> Data:
    """One to three lines with a period."""
    lines: Data = {}
    for number in range(draw(st.integers(1, 3))):
        start, end = pick(draw, ["2024-01", *YEARS]), pick(draw, YEARS)
        if first_day(start) > last_day(end):
            start, end = end, start
        line: Data = {"currency": "GBP", "start": start, "end": end}
        amount = pick(draw, AMOUNTS)
        if amount is not None:
            line["amount"] = amount
        lines[f"line-{number}"] = line
    return lines


def futures(line: Data) -> list[tuple[float, date, date]]:
    """The extreme amounts a day, first days and last days that a line may turn out to have."""
    first, last = first_day(line["start"]), last_day(line["end"])
    amount = line.get("amount", {"at_least": 0})
    if not isinstance(amount, dict):
        amounts = [float(amount)]
    else:
        low, high = amount.get("at_least", 0), amount.get("at_most", 10**9)
        amounts = [float(low), float(high), *([1e-6] if low == 0 else [])]
    length = (last - first).days + 1
    opens = [first] if first <= NOW <= last else [first, last_day(line["start"])]
    closes = [last, first_day(line["end"])]
    if first <= NOW <= last:
        closes = [max(day, NOW) for day in closes]
    return [(a / length, o, c) for a, o, c in product(amounts, opens, closes)]


def short(lives: tuple[tuple[float, date, date], ...]) -> date | None:
    """The first day after the day on which less runs; ``None`` where nothing runs."""

    def running(day: date) -> float:
        return sum(pace for pace, opens, closes in lives if opens <= day <= closes)

    base = running(NOW)
    if base == 0:
        return None
    ends = sorted({date.fromordinal(c.toordinal() + 1) for _, _, c in lives if c >= NOW})
    return next(day for day in ends if running(day) < base * (1 - 1e-12) - 1e-12)


@thorough
@given(lines_of_money())
def test_no_amount_and_no_date_that_the_file_allows_gives_a_shorter_or_longer_runway(
    lines: Data,
) -> None:
    mapping = {
        "format": "learningcity/1",
        "city": {"id": "city", "name": "City", "language": "en", "as_of": "2024-04-15"},
        "initiatives": {"i": {"name": "I", "activities": ["mentoring"], "funding": lines}},
    }
    (row,) = sustainability(city_from_mapping(mapping)).total
    found = [short(lives) for lives in product(*map(futures, lines.values()))]
    known = sorted(day for day in found if day is not None)
    if row.reason is not None:
        assert known == []
    else:
        assert (row.short_from, row.short_by) == (known[0], known[-1])


# -- the packaged cities, and other results -------------------------------------------------------


@cache
def packaged(name: str) -> tuple[Data, City]:
    """A packaged city as plain data, and as the package reads it."""
    mapping = read_folder(CITIES / name)
    return mapping, city_from_mapping(mapping)


@real
@pytest.mark.parametrize("moment", [(None, False), (date(2021, 11, 30), False), (None, True)])
def test_aims_and_answers_of_the_packaged_cities_agree_with_the_oracle(
    name: str, moment: Moment
) -> None:
    for what, found, expected in sides(packaged(name)[0], moment):
        assert differences(found, expected) == [], what


@real
@pytest.mark.parametrize("by", ["priority", "partner"])
def test_the_money_of_the_packaged_cities_lasts_as_long_as_the_oracle_says(
    name: str, by: By
) -> None:
    mapping, city = packaged(name)
    found = sustainability(city, by=by)
    expected = oracle.sustainability(without_activities(mapping), by)
    assert differences(found.to_records(), expected["rows"]) == []


@thorough
@given(aiming_cities(), st.one_of(st.none(), days()))
def test_what_is_said_twice_is_said_alike(mapping: Data, on: date | None) -> None:
    """The pace is that of the cliff, dependency that of fragmentation, orphans those of gaps."""
    city = city_from_mapping(mapping)
    found = sustainability(city, on=on)
    cliff = {(row.priority, row.currency): row for row in funding_cliff(city, on=on).rows}
    shares = {row.priority: row for row in fragmentation(city, on=on).rows}
    for row in found.rows:
        priority = row.subject and row.subject.removeprefix("priority:")
        if (priority, row.currency) not in cliff:
            assert (priority, row.reason) == (None, "no-money")
            continue
        same = cliff[priority, row.currency]
        assert (row.now_low, row.now_high) == (same.now_low, same.now_high)
        assert row.undated == same.undated
        if priority is not None and row.currency == shares[priority].currency:
            check_shares(row, shares[priority].effective_funders)
    gaps = {row.subjects[0] for row in find_gaps(city, on=on, types=["ownership"]).rows}
    traced = ownership(city, on=on)
    bad = {f"priority:{key}" for key in (*traced.orphans, *traced.dead_ends)}
    whole = {f"priority:{key}" for key in outermost(Study(city, on=on).view)}
    assert bad & whole <= gaps <= bad


def check_shares(row: SustainabilityRow, funders: float | None) -> None:
    """Compare with the effective number of funders."""
    if funders is None:
        assert row.concentration is None
    else:
        assert row.concentration is not None
        assert row.concentration == pytest.approx(round_figure(1 / funders))
