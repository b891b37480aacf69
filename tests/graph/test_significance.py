"""How a figure stands among those that chance gives."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from learningcity.graph.incidence import Incidence
from learningcity.graph.significance import OneMode, TwoMode, compare_with_null
from learningcity.model.figures import Figure
from tests.graph.graphs import worked


def together(found: Incidence) -> Figure:
    """How many initiatives A and D share."""
    a, d = found.rows.index("a"), found.rows.index("d")
    return Figure(float(len({*found.memberships[a]} & {*found.memberships[d]})))


def outward(graph: nx.Graph[Any]) -> Figure:
    """The E-I index of the sectors."""
    sectors = nx.get_node_attributes(graph, "sector")
    ties = [sectors[one] != sectors[other] for one, other in graph.edges]
    if not ties:
        return Figure(None, "no-ties")
    return Figure((2 * sum(ties) - len(ties)) / len(ties))


def test_two_partners_that_meet_twice_do_so_in_29_of_65_graphs() -> None:
    test = compare_with_null(worked(), {"ad": TwoMode(together)}, alternative="greater")["ad"]
    assert (test.value, test.samples, test.note) == (2, 65, "exact")
    assert test.p == pytest.approx(29 / 65)
    assert test.smallest_p == pytest.approx(29 / 65)


def test_sectors_dealt_out_anew() -> None:
    kernels = {"ei": OneMode(outward)}
    test = compare_with_null(worked(), kernels, null="labels", alternative="greater")["ei"]
    assert test.value == pytest.approx(1 / 3)
    assert (test.samples, test.note, test.p) == (30, "exact", 1.0)
    assert test.mean == pytest.approx(0.6)
