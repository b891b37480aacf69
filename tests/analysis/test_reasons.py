"""Why a figure is not defined has words for people, whatever the short code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

import learningcity
from learningcity.analysis.cohesion import network_cohesion
from learningcity.analysis.figures import Figures
from learningcity.analysis.mixing import sector_mixing
from learningcity.analysis.positions import partner_positions
from learningcity.analysis.sensitivity import sensitivity
from learningcity.analysis.sentences.reasons import WHY_NONE, figure_step, why_below, why_none
from learningcity.analysis.two_mode import two_mode_structure
from learningcity.cli.text.cohesion import show_cohesion
from learningcity.cli.text.mixing import show_mixing
from learningcity.cli.text.sensitivity import show_sensitivity
from learningcity.cli.text.two_mode import show_two_mode
from tests.graph.graphs import two_mode

PACKAGE = Path(learningcity.__file__).parent
NO_REASONS = {
    *("as-many", "most-ties", "not-most", "one-piece", "several-pieces"),
    *("lead-organisation", "network-administrative-organisation", "not-known", "two-sided"),
}
"""What `graph` calls readings, forms and tests: no reasons why a figure is not there."""


def codes(folder: str) -> Iterator[str]:
    """Every short code of several words that stands as a text in the modules of a layer."""
    for path in sorted((PACKAGE / folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from re.findall(r"\A(?:isolate|[a-z]+(?:-[a-z]+)+)\Z", node.value)


def test_every_reason_of_a_figure_has_words() -> None:
    """A new code in a module of `graph` fails here until it has some, or is no reason."""
    found = set(codes("graph"))
    assert {"no-nodes", "isolate", "one-contact"} <= found
    assert found - NO_REASONS - set(WHY_NONE) == set()


def test_no_words_are_kept_for_a_reason_that_is_gone() -> None:
    assert set(WHY_NONE) - {"untested"} <= {*codes("graph"), *codes("analysis")}


def test_words_are_no_codes() -> None:
    for code, words in WHY_NONE.items():
        assert code not in words
        assert " " in words
    assert why_none("no-ties") == "there is no tie"
    assert (why_below(None), why_below("no-ties")) == ("", "\n  there is no tie")
    assert figure_step("density", None, "too-few") == (
        "density is not defined: there are too few for it."
    )
    assert figure_step("density", 0.5, None) == "density: 0.5."


GRAPHS: dict[str, nx.Graph[str]] = {
    "empty": nx.Graph(),
    "one partner": two_mode({"x": "a"}, {"a": "public"}),
    "two of one sector": two_mode({"x": "ab"}, {"a": "public", "b": "public"}),
    "unknown sectors": two_mode({"x": "ab", "y": "bc"}),
    "apart": two_mode({"x": "a", "y": "b"}, {"a": "public", "b": "third"}),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_no_text_shows_a_code(name: str) -> None:
    """Small graphs, of which many figures are not defined."""
    graph = GRAPHS[name]
    figures: list[Figures] = [two_mode_structure(graph), network_cohesion(graph)]
    mixing, rests = sector_mixing(graph, null=None), sensitivity(graph, samples=3)
    texts = [
        show_two_mode(two_mode_structure(graph)),
        show_cohesion(network_cohesion(graph)),
        show_mixing(mixing, 0),
        show_sensitivity(rests, 0),
        *(
            step.text
            for found in (*figures, mixing)
            for row in found.rows
            for step in found.explain(row).steps
        ),
        *(row.sentence for row in rests.rows),
        *(step.text for row in rests.rows for step in rests.explain(row).steps),
        *(row.sentence for row in partner_positions(graph).rows),
    ]
    shown = {word for text in texts for word in re.findall(r"[a-z]+(?:-[a-z]+)+", text)}
    assert shown.isdisjoint(WHY_NONE)
