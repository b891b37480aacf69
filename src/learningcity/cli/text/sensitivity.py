"""What the figures of a network rest on, as text."""

from __future__ import annotations

from learningcity.analysis.graph_result import Names
from learningcity.analysis.sensitivity import Sensitivity, SensitivityRow
from learningcity.analysis.sentences.absent import NOT_DEFINED
from learningcity.analysis.sentences.reasons import why_below
from learningcity.analysis.sentences.sensitivity import (
    few_words,
    figure_name,
    reading_words,
)
from learningcity.analysis.sentences.words import share
from learningcity.cli.layout import first_of, paragraph, rest, table

__all__ = ["show_sensitivity"]


def show_sensitivity(found: Sensitivity, limit: int) -> str:
    """Return figures with their intervals, those first that say something that could change."""
    lines = [paragraph(found.summary())]
    shown = first_of(limit, len(found.rows))
    if any(row.low is not None or row.without_low is not None for row in found.rows):
        cells = [
            (
                _said(row, found.names),
                NOT_DEFINED if row.value is None else share(row.value),
                _interval(row.low, row.high),
                _interval(row.without_low, row.without_high),
                "" if row.reading is None else few_words(row),
            )
            for row in sorted(found.rows, key=lambda row: row.reading is None)[:shown]
        ]
        columns = ("figure", "value", "others", "fewer", "to change it")
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(found.rows))]
        asked = found.parameters
        lines += [
            "",
            paragraph(
                "others: where 95 in 100 values lie with as many initiatives drawn anew from those "
                f"recorded, {asked.samples} times; a width, and no test: the initiatives are all "
                "that is known and no sample, and the value itself may lie outside. fewer: the "
                f"same with a share of {share(asked.share)} of the partners left out at random. to "
                "change it: how many memberships that nobody recorded would make the figure say "
                "something else."
            ),
        ]
    return "\n".join(lines)


def _interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "not known"
    return share(low) if low == high else f"{share(low)} to {share(high)}"


def _said(row: SensitivityRow, names: Names) -> str:
    if row.reading is None:
        return f"{figure_name(row.figure)}{why_below(row.reason)}"
    return f"{figure_name(row.figure)}\n  {reading_words(row, names)}"
