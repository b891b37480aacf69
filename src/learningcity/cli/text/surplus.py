"""More places than people, and one funder for two, as text."""

from __future__ import annotations

from learningcity.analysis.double_funding import DoubleFunding, DoubleFundingRow
from learningcity.analysis.sentences.words import interval
from learningcity.analysis.surplus import Surplus, SurplusRow
from learningcity.cli.layout import first_of, head, paragraph, rest, table, typed, where
from learningcity.model.city import City

__all__ = ["show_double_funding", "show_surplus"]


def show_surplus(city: City, found: Surplus, path: str, limit: int) -> str:
    """Return the needs with known people as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                _surplus(row),
                f"{row.sentence}\n  {row.need}  {where(city, f'need:{row.need}')}",
                interval(row.people_low, row.people_high),
                _supply(row),
            )
            for row in found.rows[:shown]
        ]
        columns = ("too many", "need", "people", "places a year")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "too many: places a year beyond the people who have the need. Figures of different "
                "needs do not add up: one place may serve several."
            ),
            f"Next: learningcity show {typed(path)} need:{found.rows[0].need}",
        ]
    return "\n".join(lines)


def _surplus(row: SurplusRow) -> str:
    low, high = row.surplus_low, row.surplus_high
    return "not known" if low is None or (low == 0 and high is None) else interval(low, high)


def _supply(row: SurplusRow) -> str:
    if row.supply_low is None or (row.supply_low == 0 and row.supply_high is None):
        return "not known"
    return interval(row.supply_low, row.supply_high)


def show_double_funding(city: City, found: DoubleFunding, path: str, limit: int) -> str:
    """Return the overlapping pairs with one funder as text; parts of pairs are left out."""
    lines = [head(city, found)]
    rows = [row for row in found.rows if row.under is None]
    shown = first_of(limit, len(rows))
    if rows:
        cells = [(row.period, _paid(city, row), row.verdict) for row in rows[:shown]]
        columns = ("at one time", "who pays whom", "the pair")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(rows))]
        lines += [
            "",
            paragraph(
                "Sums are what both get in all, each pound once; they are not what could be saved, "
                "and do not add up."
            ),
            f"Next: learningcity show {typed(path)} partner:{rows[0].funder}",
        ]
    return "\n".join(lines)


def _paid(city: City, row: DoubleFundingRow) -> str:
    both = [f"{key}  {where(city, f'initiative:{key}')}".rstrip() for key in row.initiatives]
    return "\n  ".join([row.sentence, *both])
