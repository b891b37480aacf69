"""The picture of a city through the years."""

from __future__ import annotations

from typing import Literal

import pytest
from matplotlib.patches import Rectangle

import learningcity
from learningcity.analysis.timeline import timeline
from learningcity.plotting import plot_timeline
from tests.builders import city
from tests.plotting.pictures import drawn, numbers, signs, written


def test_the_bars_are_what_runs_from_sure_to_unknown() -> None:
    found = timeline(learningcity.open_example("wolverhampton"))
    ax = plot_timeline(found)
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    heights = [row.yes for row in found.rows]
    heights += [row.presumed for row in found.rows]
    heights += [row.unknown for row in found.rows]
    assert [bar.get_height() for bar in bars] == heights
    size = len(found.rows)
    assert [bar.get_y() for bar in bars[size : 2 * size]] == [row.yes for row in found.rows]
    assert {bar.get_hatch() for bar in bars[:size]} == {""}
    assert {bar.get_hatch() for bar in bars[size : 2 * size]} == {"////"}
    assert {bar.get_hatch() for bar in bars[2 * size :]} == {"..."}
    assert signs(ax) == ["may run; nobody has said", "presumed to run", "surely running"]


def test_the_title_says_when_most_surely_ran_and_where_knowledge_ends() -> None:
    ax = plot_timeline(timeline(learningcity.open_example("wolverhampton")))
    assert drawn(ax) == (
        "Most initiatives surely run on 2021-12-31: 22 of 58 that may; "
        "after 2025-04-30 only plans and presumptions are known."
    )
    assert ax.get_xlabel() == "Year"
    assert ax.get_ylabel() == "Initiatives on the last day of the year"
    assert written(ax) == ["the files speak of 2025-04-30"]


@pytest.mark.parametrize(
    ("start", "end", "lines", "side"),
    [
        ("2012", "2027", 1, "right"),
        ("2024", "2030", 1, "left"),
        ("2010", "2014", 0, None),
        ("2026", "2030", 0, None),
    ],
)
def test_the_day_of_the_files_is_a_line_where_it_lies_inside(
    start: str, end: str, lines: int, side: str | None
) -> None:
    found = timeline(learningcity.open_example("wolverhampton"), start=start, end=end)
    ax = plot_timeline(found)
    assert len(ax.lines) == len(ax.texts) == lines
    if side:
        assert ax.texts[0].get_horizontalalignment() == side
        (x,) = set(numbers(ax.lines[0].get_xdata()))
        before = [row for number, row in enumerate(found.rows) if number < x]
        assert all(row.day <= found.as_of for row in before)
        assert len(before) == sum(row.day <= found.as_of for row in found.rows)


@pytest.mark.parametrize(("step", "marks"), [("year", 16), ("month", 24)])
def test_there_is_room_for_the_names_of_months(step: Literal["year", "month"], marks: int) -> None:
    ax = plot_timeline(timeline(learningcity.open_example("wolverhampton"), step=step))
    names = [label.get_text() for label in ax.get_xticklabels()]
    assert names[0].startswith("2012")
    assert len(names) == marks


def test_where_nothing_surely_runs_the_title_says_so() -> None:
    found = timeline(city(initiatives={"a": {}}))
    assert drawn(plot_timeline(found)).startswith("On no day shown it is sure")
