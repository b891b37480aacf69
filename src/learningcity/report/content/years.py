"""The city through the years, and the money and work that end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from learningcity.analysis.cliff import CliffRow
from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.timeline import TimelineRow
from learningcity.report.content.desk import Desk
from learningcity.report.content.findings import Findings
from learningcity.report.content.pieces import Download, Mention, Said, Table, csv_download
from learningcity.report.drawing.bars import Bars, draw_bars

__all__ = ["Cliff", "Ending", "MoneyBars", "Years", "draw_years"]

_MOST_YEARS = 30


@dataclass(frozen=True)
class MoneyBars:
    """The recorded money of each year in one currency."""

    title: str
    """The finding."""
    currency: str
    """The currency."""
    bars: Bars
    """The least of it, and above that what it may be more."""


@dataclass(frozen=True)
class Ending:
    """An initiative that ends without a successor."""

    initiative: Mention
    """The initiative."""
    when: str
    """By when it ends or has ended."""
    needs: tuple[Mention, ...]
    """The needs for which nothing else that is meant for them runs on."""


@dataclass(frozen=True)
class Cliff:
    """The money that ends."""

    title: str
    """The finding."""
    summary: Said
    """The money of the city on both days."""
    table: Table
    """The money a year by priority, now and then."""
    download: Download
    """The rows, to save."""


@dataclass(frozen=True)
class Years:
    """The city through the years."""

    title: str
    """The finding."""
    alternative: str
    """What the picture shows, in words."""
    summary: Said
    """The most that ran, the money, what is not known."""
    years: tuple[str, ...]
    """The years."""
    now: float | None
    """Where in the picture the day of the files is; ``None`` where it is not in it."""
    running: Bars
    """Initiatives: surely, presumed, perhaps."""
    money: tuple[MoneyBars, ...]
    """The money, one picture for each currency."""
    table: Table
    """The same in numbers."""
    cliff: Cliff | None
    """The money that ends; ``None`` over all time."""
    endings_summary: Said | None
    """What ends without a successor."""
    endings: tuple[Ending, ...]
    """What ends without a successor."""
    download: Download
    """The years, to save."""


def draw_years(desk: Desk, found: Findings) -> Years:
    """Return the city through the years; of many years, those about the day of the files."""
    rows = _chosen(found)
    say = desk.wording.say
    running = draw_bars([(row.yes, row.presumed, row.unknown) for row in rows])
    years = tuple(row.period for row in rows)
    as_of = found.timeline.as_of
    now = next(
        (
            running.edges[index] + (running.edges[index + 1] - running.edges[index]) * _part(as_of)
            for index, row in enumerate(rows)
            if row.day.year == as_of.year
        ),
        None,
    )
    return Years(
        title=_title(desk, rows),
        alternative=say(
            "Bars for each year from %(first)s to %(last)s: initiatives that surely run on its "
            "last day, above them those presumed to run, above them those of which nobody has "
            "said. The table below has the numbers.",
            first=years[0],
            last=years[-1],
        ),
        summary=desk.sentence(found.timeline.summary()),
        years=years,
        now=None if now is None else round(now, 1),
        running=running,
        money=tuple(_money(desk, rows)),
        table=_table(desk, rows),
        cliff=_cliff(desk, found),
        endings_summary=(None if found.endings is None else desk.sentence(found.endings.summary())),
        endings=tuple(_endings(desk, found)),
        download=csv_download("timeline", csv_text(found.timeline)),
    )


def _part(day: date) -> float:
    """Return how much of its year is over on a day."""
    return day.timetuple().tm_yday / 366


def _chosen(found: Findings) -> list[TimelineRow]:
    rows = found.timeline.rows
    last = next((i for i, row in enumerate(rows) if row.day >= found.timeline.as_of), len(rows) - 1)
    end = min(len(rows), last + 1 + _MOST_YEARS // 3)
    return list(rows[max(0, end - _MOST_YEARS) : end])


def _title(desk: Desk, rows: list[TimelineRow]) -> str:
    wording = desk.wording
    peak = max(rows, key=lambda row: row.yes)
    if not peak.yes:
        return wording.say("Of no year is it known that an initiative surely ran at its end")
    return wording.count(
        "Most is known of %(year)s: %(n)s initiative surely ran at its end",
        "Most is known of %(year)s: %(n)s initiatives surely ran at its end",
        peak.yes,
        year=peak.period,
    )


def _money(desk: Desk, rows: list[TimelineRow]) -> Iterator[MoneyBars]:
    currencies = dict.fromkeys(
        money.currency for row in rows for money in row.committed if money.currency is not None
    )
    for currency in currencies:
        columns = []
        for row in rows:
            sums = [money for money in row.committed if money.currency == currency]
            low = Fraction(sums[0].low) if sums else Fraction(0)
            high = Fraction(sums[0].high) if sums and sums[0].high is not None else low
            columns.append((low, high - low))
        most = max(rows, key=lambda row: _least(row, currency))
        title = desk.wording.say(
            "Most money is recorded for %(year)s: %(sum)s",
            year=most.period,
            sum=_sum(desk, most, currency),
        )
        yield MoneyBars(title, currency, draw_bars(columns, height=200))


def _least(row: TimelineRow, currency: str) -> Fraction:
    return Fraction(next((m.low for m in row.committed if m.currency == currency), 0))


def _sum(desk: Desk, row: TimelineRow, currency: str) -> str:
    sums = [money for money in row.committed if money.currency == currency]
    return desk.wording.listed(
        [desk.wording.sum(m.currency, m.low, m.high) for m in sums], len(sums)
    )


def _table(desk: Desk, rows: list[TimelineRow]) -> Table:
    say, wording = desk.wording.say, desk.wording
    return Table(
        say("Year by year"),
        (
            say("Year"),
            say("Surely running"),
            say("Presumed"),
            say("May run"),
            say("Recorded money"),
            say("Places a year"),
            say("Needs that something is meant for"),
        ),
        tuple(
            (
                row.period,
                wording.number(row.yes),
                wording.number(row.presumed),
                wording.number(row.unknown),
                wording.listed([wording.sum(m.currency, m.low, m.high) for m in row.committed], 99)
                if row.committed
                else say("none recorded"),
                say("not known")
                if not row.capacity_low and row.capacity_high is None
                else wording.interval(row.capacity_low, row.capacity_high),
                wording.number(row.needs_partial + row.needs_reached),
            )
            for row in rows
        ),
        frozenset({1, 2, 3, 4, 5, 6}),
    )


def _cliff(desk: Desk, found: Findings) -> Cliff | None:
    cliff = found.cliff
    if cliff is None:
        return None
    say, wording = desk.wording.say, desk.wording
    then = wording.day(cliff.parameters.then)
    day = cliff.parameters.on
    ending = sum(len(row.ending) for row in cliff.total)
    title = (
        wording.count(
            "%(n)s funding line ends before %(then)s",
            "%(n)s funding lines end before %(then)s",
            ending,
            then=then,
        )
        if ending
        else say("No funding line is recorded to end before %(then)s", then=then)
    )
    rows = [(say("The whole city"), row) for row in cliff.total]
    named: list[tuple[str | Mention, CliffRow]] = [*rows]
    named += [
        (
            say("No priority stated")
            if row.priority is None
            else desk.cited("priority", row.priority),
            row,
        )
        for row in cliff.rows
    ]
    return Cliff(
        title=title,
        summary=desk.sentence(cliff.summary()),
        table=Table(
            say("Recorded money a year, by priority; the rows do not add up"),
            (
                say("Priority"),
                "" if day is None else say("On %(day)s", day=wording.day(day)),
                say("On %(day)s", day=then),
                say("Lines that end"),
                say("Lines without dates"),
            ),
            tuple(
                (
                    name,
                    _pace(desk, row, later=False),
                    _pace(desk, row, later=True),
                    wording.number(len(row.ending)),
                    wording.number(len(row.undated)),
                )
                for name, row in named
            ),
            frozenset({1, 2, 3, 4}),
        ),
        download=csv_download("cliff", csv_text(cliff)),
    )


def _pace(desk: Desk, row: CliffRow, *, later: bool) -> str:
    low, high = (row.then_low, row.then_high) if later else (row.now_low, row.now_high)
    if low is None:
        none = row.reason == "no-money"
        return desk.wording.say("none recorded") if none else desk.wording.say("not known")
    if high == 0:
        return desk.wording.say("none")
    return desk.wording.sum(row.currency, low, high)


def _endings(desk: Desk, found: Findings) -> Iterator[Ending]:
    if found.endings is None:
        return
    for row in found.endings.rows:
        if row.counts:
            day = desk.wording.day(row.ends_by)
            when = (
                desk.wording.say("ends by %(day)s", day=day)
                if row.when == "ends"
                else desk.wording.say("ended by %(day)s", day=day)
            )
            yield Ending(
                desk.cited("initiative", row.initiative), when, desk.names("need", row.needs)
            )
