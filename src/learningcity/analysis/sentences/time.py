"""What results say about time: years, money that ends, initiatives that end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, join, listed, money_words, number

if TYPE_CHECKING:
    from learningcity.analysis.cliff import CliffRow, FundingCliff
    from learningcity.analysis.endings import Endings
    from learningcity.analysis.money import Money
    from learningcity.analysis.timeline import Timeline

__all__ = [
    "cliff_summary",
    "endings_summary",
    "pace_words",
    "sums_words",
    "timeline_summary",
]


_NONE_ENDS = "No initiative ends in these months without a successor"


def sums_words(sums: Iterable[Money]) -> str:
    """Return sums of several currencies for people to read; nothing where there are none."""
    words = [money_words(money.currency, money.low, money.high) for money in sums]
    return join(words, len(words)) if words else ""


def pace_words(row: CliffRow, *, later: bool = False) -> str:
    """Return the money a year of a priority on the day, or on the later day."""
    low, high = (row.then_low, row.then_high) if later else (row.now_low, row.now_high)
    if low is None:
        return "none recorded" if row.reason == "no-money" else "not known"
    return "none" if high == 0 else money_words(row.currency, low, high)


def timeline_summary(found: Timeline) -> str:
    """Return the headline of a timeline."""
    first, last = found.rows[0], found.rows[-1]
    what = count(len(found.rows), found.parameters.step)
    span = f"{what}, {first.period}" + ("" if first is last else f" to {last.period}")
    peak = max(found.rows, key=lambda row: row.yes)
    surely = (
        f"at most {count(peak.yes, 'initiative')} surely running on one day, {peak.day}"
        if peak.yes
        else "no initiative surely running on any last day"
    )
    money = sums_words(found.committed)
    placed = f" Money with a recorded period: {money}." if money else ""
    ahead = (
        f" After {found.as_of} only plans and presumptions are known."
        if last.day > found.as_of
        else ""
    )
    return f"{span}: {surely}.{placed}{_undated(len(found.undated), 'is in no row')}{ahead}"


def _undated(how_many: int, where: str) -> str:
    if not how_many:
        return ""
    lines = count(how_many, "funding line")
    return f" The money of {lines} without a recorded start and end {where}."


def cliff_summary(found: FundingCliff) -> str:
    """Return the headline of a cliff: money and lines, no shares."""
    now, then = found.parameters.on, found.parameters.then
    placed = [row for row in found.total if row.now_low is not None]
    undated = sum(len(row.undated) for row in found.total)
    if not placed:
        said = "No funding line has a recorded start and end."
        return f"{said}{_undated(undated, 'may be running')}"
    before = join([pace_words(row) for row in placed], len(placed))
    after = join([pace_words(row, later=True) for row in placed], len(placed))
    ending = sum(len(row.ending) for row in found.total)
    lines = count(ending, "funding line") if ending else "no funding line"
    ends = f"{lines} {'ends' if ending <= 1 else 'end'} before then"
    return (
        f"Money with a recorded period, a year: {before} on {now}, {after} on {then}; {ends}."
        f"{_undated(undated, 'may be running and is in no figure')}"
    )


def endings_summary(found: Endings) -> str:
    """Return the headline of the endings: what counts by itself, and the needs that it leaves."""
    counting = [row for row in found.rows if row.counts]
    ahead, of_late, some_day = (
        sum(row.when == when for row in counting) for when in ("ends", "ended", "ended-some-day")
    )
    horizon, back = found.parameters.horizon, found.parameters.back
    parts = [
        f"{count(ahead, 'initiative')} surely {'ends' if ahead == 1 else 'end'} "
        f"in the {count(horizon, 'month')} after {found.parameters.on}"
        if ahead
        else "",
        f"{number(of_late)} ended in the {count(back, 'month')} before" if of_late else "",
        f"{number(some_day)} ended on a day that nobody has recorded" if some_day else "",
    ]
    said = listed(parts)
    needs = len({need for row in found.rows for need in row.needs})
    left = (
        f" {count(needs, 'need')} {'is' if needs == 1 else 'are'} left with nothing meant for "
        f"{'it' if needs == 1 else 'them'}."
        if needs
        else ""
    )
    followed = len(found.followed)
    inside = sum(row.umbrella is not None and row.under is None for row in found.rows)
    others = listed(
        [
            f"{number(followed)} more {'has' if followed == 1 else 'have'} a successor"
            if followed
            else "",
            f"{number(inside)} more {'is' if inside == 1 else 'are'} part of something that may "
            "run on"
            if inside
            else "",
        ]
    )
    others = f" {others}." if others else ""
    ends = f"Without a recorded successor: {said}." if said else f"{_NONE_ENDS}."
    return f"{ends}{left}{others}"
