"""The picture of a map of the city."""

from __future__ import annotations

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

import learningcity
from learningcity.analysis.coverage_map import MapValue, coverage_map
from learningcity.plotting import plot_coverage_map
from tests.builders import city
from tests.plotting.pictures import drawn, signs, written


def boxes(ax: Axes) -> list[tuple[str, str | None, float]]:
    """Colour, pattern and width of the frame of each cell, row by row."""
    found = [box for box in ax.patches if isinstance(box, Rectangle)]
    return [(to_hex(box.get_facecolor()), box.get_hatch(), box.get_linewidth()) for box in found]


def five() -> learningcity.City:
    """A city whose map has a cell of each status."""
    return city(
        priorities={"work": {}, "home": {}},
        audiences={"adults": {}, "old": {"within": "adults"}, "young": {}, "small": {}, "big": {}},
        activities={"welding": {}},
        initiatives={
            "named": {
                "activities": ["welding"],
                "priorities": ["work"],
                "audiences": ["adults"],
                "capacity": 40,
                "status": "active",
                "seen_active": 2024,
            },
            "general": {
                "activities": ["welding"],
                "priorities": ["work"],
                "audiences": ["everyone"],
                "status": "active",
                "seen_active": 2024,
            },
            "silent": {
                "activities": ["welding"],
                "priorities": ["home"],
                "audiences": ["adults"],
            },
        },
        needs={
            "lack": {"statement": "s", "priorities": ["home"], "audiences": ["young"]},
        },
    )


def test_each_status_has_its_own_sign_colour_and_pattern() -> None:
    found = coverage_map(five())
    ax = plot_coverage_map(found)
    statuses = [cell.status for cell in found.rows]
    assert set(statuses) == {"named", "general", "not-known", "none-recorded", "none-needed"}
    looks: dict[str, set[tuple[str, str | None, float, str]]] = {}
    for status, box, sign in zip(statuses, boxes(ax), written(ax), strict=True):
        looks.setdefault(status, set()).add((*box, sign))
    assert all(len(look) == 1 for look in looks.values())
    shown = {status: next(iter(look)) for status, look in looks.items()}
    assert {status: look[3] for status, look in shown.items()} == {
        "named": "1",
        "general": "(1)",
        "not-known": "?",
        "none-recorded": "none",
        "none-needed": "–",
    }
    patterns = {(look[1], look[2]) for look in shown.values()}
    assert len(patterns) == 4  # without colour only named and not needed look alike
    assert shown["named"][0] != shown["none-needed"][0]


def test_the_title_counts_what_is_missing_and_the_axes_are_named() -> None:
    ax = plot_coverage_map(coverage_map(five()))
    assert drawn(ax) == (
        "A need speaks of 1 of 8 cells in which no offer is recorded; 1 not known; "
        "1 named by an initiative."
    )
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Groups", "Priorities")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["work", "home"]
    assert [label.get_text() for label in ax.get_xticklabels()] == [
        "adults",
        "young",
        "small",
        "big",
    ]
    assert signs(ax)[3] == "none: none recorded, and a need speaks of it"
    assert len(signs(ax)) == 5


@pytest.mark.parametrize(
    ("value", "unit", "figure"),
    [
        ("initiatives", "Number of initiatives", "1"),
        ("partners", "Number of partners", "0"),
        ("capacity", "Places, in people a year", "at least 40"),
        ("funding", "Net money recorded", "not known"),
    ],
)
def test_the_cells_show_the_value_of_the_map_with_its_unit(
    value: MapValue, unit: str, figure: str
) -> None:
    ax = plot_coverage_map(coverage_map(five(), value=value))
    legend = ax.get_legend()
    assert legend is not None
    assert legend.get_title().get_text() == unit
    assert written(ax)[0] == figure


def test_a_cell_that_more_initiatives_name_is_darker() -> None:
    found = coverage_map(learningcity.open_example("wolverhampton"))
    looks = zip(found.rows, boxes(plot_coverage_map(found)), strict=True)
    named = {len(cell.initiatives): look[0] for cell, look in looks if cell.status == "named"}
    reds = [int(named[count][1:3], 16) for count in sorted(named)]
    assert len(reds) > 4
    assert reds == sorted(reds, reverse=True)
    assert len(set(reds)) == len(reds)
