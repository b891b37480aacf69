"""The picture of initiatives that overlap."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.patches import Rectangle

import learningcity
from learningcity.analysis.duplicates import Duplicates, find_duplicates
from learningcity.plotting import plot_overlap
from tests.plotting.pictures import drawn, numbers, signs, written


@pytest.fixture(scope="module")
def port() -> Duplicates:
    return find_duplicates(learningcity.open_example("lanternport"))


def test_the_bars_are_the_overlaps_and_the_diamonds_the_scores(port: Duplicates) -> None:
    ax = plot_overlap(port)
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    assert [bar.get_width() for bar in bars] == [row.overlap for row in port.rows]
    diamonds, threshold = ax.lines
    assert numbers(diamonds.get_xdata()) == [row.score for row in port.rows]
    assert set(numbers(threshold.get_xdata())) == {0.5}
    assert drawn(ax) == port.summary()
    assert ax.get_xlabel() == "Overlap: share of one that the other offers too (0 to 1)"
    assert ax.get_ylabel() == "Pairs of initiatives"


def test_each_verdict_has_its_own_pattern_or_shade(port: Duplicates) -> None:
    looks: dict[str, set[tuple[str | None, object]]] = {}
    bars = [bar for bar in plot_overlap(port).patches if isinstance(bar, Rectangle)]
    for row, bar in zip(port.rows, bars, strict=True):
        looks.setdefault(row.verdict, set()).add((bar.get_hatch(), bar.get_facecolor()))
    assert all(len(look) == 1 for look in looks.values())
    assert len(set.union(*looks.values())) == len(looks) == 7
    assert signs(plot_overlap(port))[:5] == [
        "people decided: duplicate",
        "candidate",
        "coordinated",
        "both needed",
        "people decided: complementary",
    ]


def test_what_is_not_known_and_not_sure_stands_beside_the_bar() -> None:
    found = find_duplicates(learningcity.open_example("wolverhampton"))
    said = written(plot_overlap(found, most=len(found.rows)))
    assert "presumed at one time" in said
    assert "perhaps at one time, not known: period" in said
    silent = [row for row in found.rows if row.together == "yes" and not row.unknowns]
    assert silent
    assert len(said) == len(found.rows) - len(silent)


def test_a_few_of_many_pairs_are_said_to_be_a_few(port: Duplicates) -> None:
    ax = plot_overlap(port, most=3)
    assert drawn(ax).endswith("Shown are the 3 of 14 pairs to discuss first.")
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names[0] == "Reading Circle\n+ Literacy Evenings"
    assert len(names) == 3
    with pytest.raises(ValueError, match="most: 0 is below 1"):
        plot_overlap(port, most=0)


def test_without_the_city_at_hand_ids_are_the_names(port: Duplicates) -> None:
    ax = plot_overlap(replace(port, study=None), most=1)
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "\n+ ".join(port.rows[0].initiatives)
    ]


def test_pairs_that_never_run_at_one_time_say_so() -> None:
    found = find_duplicates(learningcity.open_example("wolverhampton"), ever=True)
    apart = [row for row in found.rows if row.verdict == "apart"]
    ax = plot_overlap(replace(found, rows=tuple(apart)), most=1)
    assert signs(ax)[0] == "never at one time"
    assert written(ax)[0].startswith("never at one time")
