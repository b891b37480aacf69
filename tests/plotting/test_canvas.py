"""What all pictures share."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

import learningcity
from learningcity import plotting
from learningcity.errors import MissingExtraError
from learningcity.model.city import City
from learningcity.plotting.canvas import FILLS, text_width, wrap
from tests.plotting.pictures import drawn, empty_city, image, lone_city

PICTURES: dict[str, Callable[[City, Axes | None], Axes]] = {
    "map": lambda city, ax: plotting.plot_coverage_map(learningcity.coverage_map(city), ax=ax),
    "network": lambda city, ax: plotting.plot_network(learningcity.partnership_graph(city), ax=ax),
    "affiliation": lambda city, ax: plotting.plot_affiliation(
        learningcity.affiliation_graph(city), ax=ax
    ),
    "overlap": lambda city, ax: plotting.plot_overlap(learningcity.find_duplicates(city), ax=ax),
    "timeline": lambda city, ax: plotting.plot_timeline(learningcity.timeline(city), ax=ax),
    "resilience": lambda city, ax: plotting.plot_resilience(learningcity.robustness(city), ax=ax),
}
PICTURE = pytest.mark.parametrize("name", PICTURES)


@PICTURE
def test_an_empty_city_is_a_picture_that_says_so(name: str) -> None:
    ax = PICTURES[name](empty_city(), None)
    assert drawn(ax).endswith(".")
    assert len(drawn(ax)) > 20


@PICTURE
def test_a_city_of_one_initiative_is_a_picture(name: str) -> None:
    assert drawn(PICTURES[name](lone_city(), None)).endswith(".")


@PICTURE
def test_a_picture_is_drawn_on_the_axes_given(name: str) -> None:
    figure = Figure(figsize=(6, 4))
    left, right = figure.subplots(1, 2)
    assert PICTURES[name](learningcity.open_example("lanternport"), left) is left
    assert left.get_title()
    assert not right.get_title()
    assert not right.has_data()
    assert tuple(figure.get_size_inches()) == (6, 4)


@PICTURE
def test_the_same_city_is_the_same_picture(name: str) -> None:
    city = learningcity.open_example("lanternport")
    assert image(PICTURES[name](city, None)) == image(PICTURES[name](city, None))


@PICTURE
def test_no_title_is_wider_than_the_figure(name: str) -> None:
    ax = PICTURES[name](learningcity.open_example("wolverhampton"), None)
    assert image(ax)
    box, figure = ax.title.get_window_extent(), ax.get_figure(root=True)
    assert figure is not None
    assert box.x0 >= 0
    assert box.x1 <= figure.bbox.x1


@PICTURE
def test_without_matplotlib_the_extra_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r'pip install "learningcity\[plot\]"'):
        PICTURES[name](lone_city(), None)


def test_importing_the_pictures_is_light_and_drawing_leaves_pyplot_alone() -> None:
    home = str(Path(learningcity.__file__).parents[1])
    program = f"""
import sys
sys.path.insert(0, {home!r})
from learningcity import plotting
assert not {{"matplotlib", "networkx", "numpy"}} & set(sys.modules)
import networkx as nx
plotting.plot_network(nx.path_graph(3))
assert "matplotlib" in sys.modules
assert "matplotlib.pyplot" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_runs_differs_in_grey_too() -> None:
    greys = []
    for colour in FILLS.values():
        red, green, blue = to_rgb(colour)
        greys.append(0.299 * red + 0.587 * green + 0.114 * blue)
    assert greys == sorted(greys)
    assert min(after - before for before, after in pairwise(greys)) > 0.1


def test_text_is_wrapped_by_what_it_is_wide() -> None:
    assert text_width("abc 광명") == 8
    assert wrap("one two  three", 8) == "one two\nthree"
    assert wrap("광명시 평생", 6) == "광명시\n평생"
    assert wrap("abcdefgh ij", 3) == "abc\ndef\ngh\nij"
    assert wrap("광명", 1) == "광\n명"
    assert wrap("", 5) == ""


def test_a_name_with_dollar_signs_is_no_formula() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("a", name="From $5 to $9 {")
    ax = plotting.plot_network(graph)
    assert drawn(ax)
    assert [text.get_text() for text in ax.texts if not text.get_parse_math()] == [
        "No tie recorded:",
        "From $5 to $9 {",
    ]
