"""What a city says does nothing in plots, and comes back whole from files of graphs."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import cache
from typing import Any

import matplotlib as mpl
import networkx as nx
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

import learningcity as lc
from learningcity import plotting
from learningcity.errors import LearningCityError
from learningcity.model.city import City
from learningcity.plotting.fonts import families_for
from tests.robustness.hostile import hostile_city
from tests.robustness.inert import acting
from tests.robustness.payloads import LONG, PAYLOADS

SHORT = tuple(text for text in PAYLOADS if len(text) < LONG)


def is_drawable(text: str) -> bool:
    """Whether the fonts that are here have its signs; a refusal is said in words that act not."""
    said = ""
    try:
        families_for([text])
    except LearningCityError as refusal:
        said = f"refused: {refusal}"
    assert acting(said) == ""
    return not said


@cache
def drawable() -> City:
    """A city of all texts that can be drawn here; the map has few columns."""
    said = hostile_city([text for text in SHORT if is_drawable(text)])
    said["priorities"] = dict(list(said["priorities"].items())[:6])
    for partner in said["partners"].values():
        partner.update(priorities=["q0"], remit=["q1"])
    return lc.city_from_mapping(said)


PLOTS: dict[str, Callable[[City, Axes], Axes]] = {
    "coverage map": lambda city, ax: plotting.plot_coverage_map(lc.coverage_map(city), ax=ax),
    "network": lambda city, ax: plotting.plot_network(lc.partnership_graph(city), ax=ax),
    "affiliation": lambda city, ax: plotting.plot_affiliation(
        lc.affiliation_graph(city), most=200, ax=ax
    ),
    "overlap": lambda city, ax: plotting.plot_overlap(lc.find_duplicates(city), most=300, ax=ax),
    "timeline": lambda city, ax: plotting.plot_timeline(lc.timeline(city), ax=ax),
    "resilience": lambda city, ax: plotting.plot_resilience(
        lc.robustness(lc.affiliation_graph(city), samples=3), ax=ax
    ),
}


def test_most_texts_can_be_drawn() -> None:
    assert len(drawable().partners) > 100


@pytest.mark.parametrize("name", PLOTS)
def test_plots_show_texts_and_obey_none(name: str) -> None:
    figure = Figure(figsize=(10, 60 if name == "coverage map" else 8))
    ax = PLOTS[name](drawable(), figure.subplots())
    assert ax.figure is figure
    texts = figure.findobj(lambda made: isinstance(made, Text))
    assert all(not made.get_parse_math() for made in texts if isinstance(made, Text))
    file = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        figure.savefig(file, format="svg")
    root = ElementTree.fromstring(file.getvalue())
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "a", "foreignObject", "iframe", "set", "animate", "handler"})
    assert not any(key.startswith("on") for element in root.iter() for key in element.attrib)


GRAPHS: dict[str, Callable[[City], nx.Graph[Any]]] = {
    "affiliation": lc.affiliation_graph,
    "partnership": lc.partnership_graph,
    "initiative": lc.initiative_graph,
    "governance": lc.governance_graph,
    "tie": lc.tie_graph,
}


@pytest.mark.parametrize("name", GRAPHS)
def test_graphs_come_back_from_files_with_every_text(name: str) -> None:
    graph = GRAPHS[name](lc.city_from_mapping(hostile_city(SHORT)))
    text = json.dumps(nx.node_link_data(graph, edges="edges"))
    again = nx.node_link_graph(json.loads(text), edges="edges")
    words = {str(value) for _, data in graph.nodes(data=True) for value in data.values()}
    assert words == {str(value) for _, data in again.nodes(data=True) for value in data.values()}
