"""Withdrawals of partners, what survives them, and what breaks a priority, as text."""

from __future__ import annotations

from learningcity.analysis.breaking import BreakingRow, BreakingSets
from learningcity.analysis.resilience import Resilience, ResilienceRow
from learningcity.analysis.result import Parameters
from learningcity.analysis.robustness import Robustness, RobustnessRow
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.words import interval, money_words, share
from learningcity.analysis.withdrawals import Withdrawals
from learningcity.cli.layout import (
    first_of,
    head,
    paragraph,
    rest,
    supposed,
    table,
    title,
    typed,
    where,
)
from learningcity.model.city import City

__all__ = ["show_breaking_sets", "show_resilience", "show_robustness", "show_withdrawals"]


def show_resilience(city: City, found: Resilience, path: str, limit: int) -> str:
    """Return the partners with what their withdrawal would leave as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                f"{row.sentence}\n  {row.partner}  {where(city, f'partner:{row.partner}')}",
                _money(row),
                _places(row),
            )
            for row in found.rows[:shown]
        ]
        columns = ("partner", "gives", "places a year")
        lines += ["", table(columns, cells, flexible=0), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "Only who is recorded counts, and nobody is supposed to step in. gives: the net "
                "revenue that the partner gives, never split with others who give it too; places "
                "a year: in the initiatives that nobody else leads or delivers."
            ),
            f"Next: learningcity show {typed(path)} partner:{found.rows[0].partner}",
        ]
    return "\n".join(lines)


def _money(row: ResilienceRow) -> str:
    sums = [money_words(item.currency, item.low, item.high) for item in row.money]
    if row.money_unknown:
        sums.append("a sum that is not known")
    return "\n".join(dict.fromkeys(sums)) or NONE_SIGN


def _places(row: ResilienceRow) -> str:
    if not row.initiatives_undelivered:
        return NONE_SIGN
    if row.capacity_low is None or (row.capacity_low == 0 and row.capacity_high is None):
        return "not known"
    return interval(row.capacity_low, row.capacity_high)


def show_withdrawals(city: City, found: Withdrawals, path: str) -> str:
    """Return the worst withdrawals of 1, 2, … partners as text."""
    lines = [head(city, found)]
    if found.things:
        cells = [
            (str(row.size), str(row.lost), f"{row.sentence}\n  {', '.join(row.partners)}")
            for row in found.rows
        ]
        lines += [
            "",
            table(("partners", f"{found.parameters.of} lost", "which"), cells, flexible=2),
        ]
    worst = next((row.partners[0] for row in found.rows if row.partners), None)
    if worst is not None:
        lines += ["", f"Next: learningcity show {typed(path)} partner:{worst}"]
    return "\n".join(lines)


def show_robustness(city: City, found: Robustness, limit: int) -> str:
    """Return the curve of what stands while partners withdraw as text."""
    lines = [paragraph(_read(city, found)), paragraph(found.summary())]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        random = found.parameters.order == "random"
        cells = [
            (
                str(row.step),
                share(row.survivors),
                f"{share(row.low)} to {share(row.high)}" if random else _last_to_go(row),
            )
            for row in found.rows[:shown]
        ]
        columns = ("withdrawn", "share that stands", "from, to" if random else "the last to go")
        lines += ["", table(columns, cells, flexible=2, gap=0), *rest(shown, len(found.rows))]
    return "\n".join(lines)


def _read(city: City, found: Robustness) -> str:
    if found.study is None:
        return f"{city.name.in_language(city.language)}{supposed(city)}"
    calendar = found.study.calendar
    return title(city, Parameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry))


def _last_to_go(row: RobustnessRow) -> str:
    return "" if row.partner is None else str(row.partner)


def show_breaking_sets(city: City, found: BreakingSets, path: str, limit: int) -> str:
    """Return the fewest partners that break each priority as text, the easiest to break first."""
    lines = [head(city, found)]
    rows = sorted(found.rows, key=_ease)
    shown = first_of(limit, len(rows))
    if rows:
        cells = [
            (
                f"{row.sentence}\n  {row.priority}  {where(city, f'priority:{row.priority}')}",
                _survives(row),
                "\n".join(row.partners) or NONE_SIGN,
            )
            for row in rows[:shown]
        ]
        columns = ("priority", "survives any", "falls without")
        lines += ["", table(columns, cells, flexible=0), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "survives any: so many partners may withdraw, whoever they are, and an initiative "
                "of it goes on; falls without: the fewest without whom none goes on. An initiative "
                "goes on while it keeps one of those recorded as leading or delivering it, one as "
                "funding it and one as leading it, each as far as anybody is recorded."
            ),
            f"Next: learningcity show {typed(path)} priority:{rows[0].priority}",
        ]
    return "\n".join(lines)


def _ease(row: BreakingRow) -> tuple[bool, int, bool]:
    """Return the order of a priority: what nothing is known of comes after all that is known."""
    return row.size_high is None, row.size_high or 0, row.size_low is None


def _survives(row: BreakingRow) -> str:
    return NONE_SIGN if row.survives is None else str(row.survives)
