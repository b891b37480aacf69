"""The picture of what stands while partners withdraw."""

from __future__ import annotations

import pytest

import learningcity
from learningcity.analysis.robustness import Order, robustness
from learningcity.plotting import plot_resilience
from tests.plotting.pictures import drawn, empty_city, numbers, points, signs


@pytest.mark.parametrize(
    ("order", "title"),
    [
        ("random", "With any 9 of 18 partners gone, 34 in 100 of 33 initiatives stand on average."),
        ("degree", "With the 9 that hold up most, of 18 partners, gone, "),
        ("worst", "With the worst 9 of 18 partners gone, "),
    ],
)
def test_the_line_is_the_share_that_stands(order: Order, title: str) -> None:
    found = robustness(learningcity.open_example("lanternport"), order=order)
    ax = plot_resilience(found)
    line, equal = ax.lines
    assert numbers(line.get_xdata()) == [row.step for row in found.rows]
    assert numbers(line.get_ydata()) == [100 * row.survivors for row in found.rows]
    assert numbers(equal.get_ydata()) == [100, 0]
    assert drawn(ax).startswith(title)
    assert ax.get_xlabel() == "Partners withdrawn, of 18"
    assert ax.get_ylabel() == "Initiatives that stand (%)"
    assert len(ax.collections) == (order == "random")


def test_the_band_of_random_orders_is_hatched_from_least_to_most() -> None:
    found = robustness(learningcity.open_example("lanternport"))
    ax = plot_resilience(found)
    (band,) = ax.collections
    assert band.get_hatch() == "////"
    box = band.get_datalim(ax.transData)
    assert (box.y0, box.y1) == (0, 100)
    outline = set(points(band.get_paths()[0].vertices))
    for row in found.rows:
        assert {(row.step, 100 * row.low), (row.step, 100 * row.high)} <= outline
    assert signs(ax) == ["mean over all orders", "all orders", "if each held up an equal share"]


def test_a_sampled_band_says_so_and_so_do_things_that_nobody_knows() -> None:
    ax = plot_resilience(robustness(learningcity.open_example("wolverhampton")))
    assert "95 of 100 sampled orders" in signs(ax)
    assert drawn(ax).endswith("of 1 more nobody knows.")
    assert ax.lines[0].get_marker() in (None, "None", "")


def test_the_axis_names_what_stands() -> None:
    found = robustness(learningcity.open_example("lanternport"), of="needs")
    assert plot_resilience(found).get_ylabel() == "Needs that stand (%)"
    assert "of 12 needs" in drawn(plot_resilience(found))


def test_where_nothing_is_recorded_there_is_no_scale() -> None:
    ax = plot_resilience(robustness(empty_city(), of="priorities"))
    assert drawn(ax) == "Of no priority it is recorded which partners hold it up."
    assert not ax.get_xticks().size
    assert not ax.has_data()
