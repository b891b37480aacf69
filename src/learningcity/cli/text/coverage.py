"""Needs and what reaches them as text."""

from __future__ import annotations

from learningcity.analysis.coverage import Coverage, CoverageRow
from learningcity.analysis.sentences import words
from learningcity.cli.layout import first_of, head, named, paragraph, rest, table, typed
from learningcity.model.city import City

__all__ = ["show_coverage"]

_ESTIMATE = (
    " (~ …): an estimate, each offer shared out by the number of people who live in its places."
)
_REACH = {
    "reached": "named for all",
    "partial": "named in part",
    "general": "general only",
    "possible": "perhaps",
    "absent": "nothing",
}
_ENOUGH = {"short": "\ntoo few", "met": "\nenough", "unknown": ""}


def show_coverage(city: City, found: Coverage, path: str, limit: int) -> str:
    """Return the needs and what reaches them as text."""
    lines = [head(city, found)]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                _REACH[row.status],
                named(city, "need", row.need),
                str(len(row.targeted)),
                str(len(row.general)),
                str(len(row.may_reach)),
                words.interval(row.people_low, row.people_high),
                _places(row),
            )
            for row in found.rows[:shown]
        ]
        columns = ("reach", "need", "for it", "general", "may", "people", "places a year")
        lines += ["", table(columns, cells, flexible=1), *rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "reach: whether initiatives are meant for this need, for all of its places and "
                "groups or in part; for it: how many these are; general: others that reach it; "
                "may: those that may reach it, where something is not known."
                + (_ESTIMATE if any(row.estimate_high is not None for row in found.rows) else "")
            ),
            f"Next: learningcity show {typed(path)} need:{found.rows[0].need}",
        ]
    return "\n".join(lines)


def _places(row: CoverageRow) -> str:
    if row.supply_low is None or (row.supply_low == 0 and row.supply_high is None):
        said = "not known"
    else:
        said = words.interval(row.supply_low, row.supply_high)
    said += _ENOUGH[row.sufficiency]
    if row.estimate_low is None or row.estimate_high is None:
        return said
    return f"{said}\n(~ {words.interval(row.estimate_low, row.estimate_high)})"
