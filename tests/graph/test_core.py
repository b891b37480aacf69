"""Who is in the core: the best correlation over all cores, proven or searched for."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph import core as module
from learningcity.graph.cohesion import neighbours_of
from learningcity.graph.core import best_cores, best_fit, pattern_fit
from tests.graph import oracle_cohesion as oracle
from tests.graph.graphs import small_graphs, weighted_graphs
from tests.strategies import lively


def test_every_small_graph_has_the_best_cores_of_the_definition() -> None:
    for shape in small_graphs(6):
        graph = nx.convert_node_labels_to_integers(shape)
        found, expected = best_cores(neighbours_of(graph)), oracle.cores(graph)
        if expected is None:
            assert found is None
            assert best_fit(neighbours_of(graph)) is None
        else:
            assert found is not None
            assert found.correlation == pytest.approx(expected[0])
            assert list(found.cores) == expected[1]
            assert found.proven
            assert found.complete
            assert best_fit(neighbours_of(graph)) == (found.correlation, True)


@lively
@given(graph=weighted_graphs(most=9))
def test_the_bounded_search_finds_no_better_core_than_there_is(graph: nx.Graph[Any]) -> None:
    neighbours = neighbours_of(graph)
    expected = oracle.cores(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_STEPS", -1)
        found = best_cores(neighbours)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        if found.proven:
            assert found.correlation == pytest.approx(expected[0])
        else:
            assert not found.complete
            assert len(found.cores) == 1
        assert found.correlation <= expected[0] + 1e-9
        only = found.cores[0]
        touched = sum(bool({one, other} & set(only)) for one, other in graph.edges())
        fit = pattern_fit(len(graph), graph.number_of_edges(), len(only), touched)
        assert found.correlation == fit


def test_a_search_without_proof_still_climbs_to_the_best_of_most_small_graphs() -> None:
    shapes = [graph for graph in small_graphs(6) if oracle.cores(graph) is not None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MOST_STEPS", -1)
        found = [best_fit(neighbours_of(graph)) for graph in shapes]
    expected = [oracle.cores(graph) for graph in shapes]
    assert not all(one is None or one[1] for one in found)
    right = sum(
        one is not None and best is not None and one[0] == pytest.approx(best[0])
        for one, best in zip(found, expected, strict=True)
    )
    assert right > 0.95 * len(shapes)


def test_a_core_tied_to_all_fits_perfectly() -> None:
    graph = nx.complete_graph(3)
    graph.add_edges_from((core, outer) for core in range(3) for outer in range(3, 8))
    found = best_cores(neighbours_of(graph))
    assert found is not None
    assert (found.correlation, found.cores) == (1, ((0, 1, 2),))


def test_many_equal_cores_are_not_all_listed() -> None:
    graph = nx.disjoint_union_all([nx.path_graph(2)] * 12)
    found = best_cores(neighbours_of(graph))
    assert found is not None
    assert found.proven
    assert not found.complete


def test_the_correlation_depends_on_size_and_ties_touched_alone() -> None:
    assert pattern_fit(5, 6, 1, 4) == pytest.approx(0.6666666667)
    assert pattern_fit(5, 6, 4, 6) is None
    assert pattern_fit(5, 0, 2, 0) is None


@lively
@given(graph=weighted_graphs(most=8), data=st.data())
def test_cores_are_named_as_their_nodes_are(graph: nx.Graph[Any], data: Any) -> None:
    names = data.draw(st.permutations(range(len(graph))))
    turned = nx.relabel_nodes(graph, dict(enumerate(names)))
    one, other = best_cores(neighbours_of(graph)), best_cores(neighbours_of(turned))
    if one is None or other is None:
        assert one is other is None
    else:
        renamed = sorted(tuple(sorted(names[node] for node in core)) for core in one.cores)
        assert list(other.cores) == renamed
        assert other.correlation == one.correlation
