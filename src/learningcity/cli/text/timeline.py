"""A city through the years, the money that ends and the initiatives that end, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learningcity.analysis.cliff import CliffRow, EndingLine, FundingCliff
from learningcity.analysis.endings import EndingRow, Endings
from learningcity.analysis.sentences import words
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.time import pace_words, sums_words
from learningcity.analysis.timeline import Timeline, TimelineRow
from learningcity.cli.layout import (
    first_of,
    head,
    line_named,
    named,
    paragraph,
    rest,
    supposed,
    table,
    typed,
)
from learningcity.model.city import City

__all__ = ["show_cliff", "show_endings", "show_periods"]


def show_periods(city: City, found: Timeline, path: str, limit: int) -> str:
    """Return a city through the years as text."""
    name = city.name.in_language(city.language)
    when = f"read on the last day of each {found.parameters.step}"
    lines = [paragraph(f"{name}, {when}{supposed(city)}")]
    lines.append(paragraph(found.summary()))
    if not any(_says(row) for row in found.rows):
        return "\n".join(lines)
    shown = first_of(limit, len(found.rows))
    columns = ("", "surely", "presumed", "may run", "money", "undated", "places a year", "needs")
    cells = [_period_cells(found, row) for row in found.rows[:shown]]
    lines += ["", table(columns, cells, flexible=4, gap=0), *rest(shown, len(found.rows))]
    notes = (
        "surely, presumed, may run: initiatives on the last day; money: of lines with a recorded "
        "start and end; undated: lines without, which may hold money of that time; needs: those of "
        "the file, whatever their date, that something running is meant for."
    )
    ahead = (
        f" *: after {found.as_of} the file knows only plans and presumptions; fewer initiatives "
        "there do not mean that they end."
        if any(row.day > found.as_of for row in found.rows)
        else ""
    )
    lines += ["", paragraph(notes + ahead)]
    lines.append(f"Next: learningcity timeline {typed(path)} --table endings")
    return "\n".join(lines)


def _says(row: TimelineRow) -> bool:
    """Return whether anything is recorded that a row could show."""
    return bool(row.yes + row.presumed + row.unknown + row.undated or row.committed or _needs(row))


def _needs(row: TimelineRow) -> int:
    met = row.needs_general + row.needs_partial + row.needs_reached
    return row.needs_absent + row.needs_possible + met


def _period_cells(found: Timeline, row: TimelineRow) -> tuple[str, ...]:
    named = row.needs_partial + row.needs_reached
    low, high = row.capacity_low, row.capacity_high
    nothing = not low and high is None
    return (
        f"{row.period}{'*' if row.day > found.as_of else ''}",
        words.number(row.yes),
        words.number(row.presumed),
        words.number(row.unknown),
        sums_words(row.committed) or NONE_SIGN,
        words.number(row.undated),
        "not known" if nothing else words.interval(low, high),
        f"{words.number(named)} of {words.number(_needs(row))}",
    )


def show_cliff(city: City, found: FundingCliff, path: str, limit: int) -> str:
    """Return the money that ends as text."""
    lines = [head(city, found)]
    if not found.rows and not any(row.reason != "no-money" or row.undated for row in found.total):
        return "\n".join(lines)
    shown = first_of(limit, len(found.rows))
    rows = [*((None, row) for row in found.total), *((row, row) for row in found.rows[:shown])]
    cells = [
        (
            "whole city" if own is None else _priority(city, own.priority),
            pace_words(row),
            pace_words(row, later=True),
            words.number(len(row.ending)),
            words.number(len(row.undated)),
        )
        for own, row in rows
    ]
    columns = (
        "",
        f"a year, {found.parameters.on}",
        str(found.parameters.then),
        "ending",
        "undated",
    )
    lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(found.rows))]
    ending = sorted(_ending(found.total), key=lambda line: line.last_day)
    if ending:
        lines += ["", "What ends:"]
        lines += [
            paragraph(f"{line.last_day}  {line_named(city, line.line)}", "  ") for line in ending
        ]
    notes = (
        "a year: money of lines with a recorded start and end, at the pace of the day; ending: "
        "lines that end before the later day; undated: lines without a start or an end, in no "
        "figure. Money is shown under each priority that it serves, so these do not add up."
    )
    example = ending[0].line.partition("/")[0] if ending else None
    lines += ["", paragraph(notes)]
    lines += [f"Next: learningcity show {typed(path)} initiative:{example}"] if example else []
    return "\n".join(lines)


def _ending(rows: Sequence[CliffRow]) -> Iterator[EndingLine]:
    for row in rows:
        yield from row.ending


def _priority(city: City, priority: str | None) -> str:
    return "no priority stated" if priority is None else named(city, "priority", priority)


def show_endings(city: City, found: Endings, path: str, limit: int) -> str:
    """Return the initiatives that end without a successor as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [_ending_cells(city, row) for row in found.rows[:shown]]
        columns = ("last day", "initiative", "money, all years", "needs left")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "needs left: needs for which nothing else that is meant for them may run later. "
                "Some things are done when they end; only people can say what should go on."
            ),
            f"Next: learningcity show {typed(path)} initiative:{found.rows[0].initiative}",
        ]
    return "\n".join(lines)


def _ending_cells(city: City, row: EndingRow) -> tuple[str, ...]:
    told = [named(city, "initiative", row.initiative)]
    if row.leads:
        names = [words.entry_name(city, f"partner:{key}") for key in row.leads]
        told.append(f"  led by {words.join(names)}")
    if row.umbrella is not None:
        above = words.entry_name(city, f"initiative:{row.umbrella}")
        told.append(f"  part of {above}, which may run on")
    if row.under is not None:
        told.append(
            f"  part of {words.entry_name(city, f'initiative:{row.under}')}, which ends too"
        )
    return (
        "\n".join(_last_day(row)),
        "\n".join(told),
        "\n".join(words.money_words(m.currency, m.low, m.high) for m in row.money) or "not known",
        words.number(len(row.needs)),
    )


def _last_day(row: EndingRow) -> Iterator[str]:
    if row.when == "ended-some-day":
        yield f"ended by {row.ends_by}"
        yield "on an unknown day"
    elif row.ends_from == row.ends_by:
        yield f"{row.when} {row.ends_by}"
    else:
        yield f"{row.when} {row.ends_from}"
        yield f"to {row.ends_by}"
