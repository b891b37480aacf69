"""How a figure stands among those that chance gives."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import fsum, sqrt
from random import Random
from statistics import mean, pstdev, stdev
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.graph.cohesion import COHESION
from learningcity.graph.incidence import Incidence, incidence
from learningcity.graph.projection import projected
from learningcity.graph.significance import (
    Alternative,
    Kernel,
    OneMode,
    TwoMode,
    compare_with_null,
    effective_size,
    observed,
    weigh,
)
from learningcity.graph.two_mode import TWO_MODE
from learningcity.model.figures import Figure, round_figure
from tests.graph.graphs import small_two_mode_graphs, two_mode, two_mode_graphs, worked
from tests.graph.oracle_nulls import incidence_of, same_margins


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


def ties(graph: nx.Graph[Any]) -> Figure:
    """How many pairs meet."""
    return Figure(float(graph.number_of_edges()))


def strength(graph: nx.Graph[Any]) -> Figure:
    """The weights of all ties."""
    return Figure(fsum(data["weight"] for *_, data in graph.edges.data()))


def lone(graph: nx.Graph[Any]) -> Figure:
    """The share of partners that meet nobody; not defined where all meet somebody."""
    alone = sum(1 for _ in nx.isolates(graph))
    return Figure(alone / len(graph)) if alone else Figure(None, "all-meet")


def test_two_partners_that_meet_twice_do_so_in_29_of_65_graphs() -> None:
    test = compare_with_null(worked(), {"ad": TwoMode(together)}, alternative="greater")["ad"]
    assert (test.value, test.samples, test.note) == (2, 65, "exact")
    assert test.p == pytest.approx(29 / 65)
    assert test.smallest_p == pytest.approx(29 / 65)
    assert test.effective_samples == 65


def test_sectors_dealt_out_anew() -> None:
    kernels = {"ei": OneMode(outward)}
    test = compare_with_null(worked(), kernels, null="labels", alternative="greater")["ei"]
    assert test.value == pytest.approx(1 / 3)
    assert (test.samples, test.note, test.p) == (30, "exact", 1.0)
    assert test.mean == pytest.approx(0.6)


def test_one_mode_figures_of_every_graph_with_these_margins() -> None:
    found = incidence(worked())
    every = [projected(incidence_of(table, 4)) for table in same_margins(found.memberships, 4)]
    counts = [graph.number_of_edges() for graph in every]
    tests = compare_with_null(worked(), {"ties": OneMode(ties), "strength": OneMode(strength)})
    test = tests["ties"]
    assert test.value == 6
    assert test.mean == pytest.approx(mean(counts))
    assert test.sd == pytest.approx(pstdev(counts))
    assert test.z == pytest.approx((6 - mean(counts)) / pstdev(counts))
    above, below = (sum(c >= 6 for c in counts), sum(c <= 6 for c in counts))
    assert test.p == pytest.approx(min(1, 2 * min(above, below) / 65))
    least = min(counts.count(max(counts)), counts.count(min(counts)))
    assert test.smallest_p == pytest.approx(2 * least / 65)
    fixed = tests["strength"]
    assert (fixed.value, fixed.sd, fixed.z, fixed.p) == (4, 0, None, 1)


@pytest.mark.parametrize("alternative", ["two-sided", "greater", "less"])
def test_exact_figures_of_all_small_graphs(alternative: Alternative) -> None:
    for number, graph in enumerate(small_two_mode_graphs(3, 3)):
        if number % 3:
            continue
        found = incidence(graph)
        tables = same_margins(found.memberships, 3)
        values = [projected(incidence_of(table, 3)).number_of_edges() for table in tables]
        value = projected(found).number_of_edges()
        up = Fraction(sum(v >= value for v in values), len(values))
        down = Fraction(sum(v <= value for v in values), len(values))
        both = min(Fraction(1), 2 * min(up, down))
        test = compare_with_null(graph, {"ties": OneMode(ties)}, alternative=alternative)["ties"]
        expected = {"two-sided": both, "greater": up, "less": down}[alternative]
        assert test.p == pytest.approx(float(expected))
        assert test.smallest_p is not None
        assert test.smallest_p <= float(expected) + 1e-12
        assert test.note == ("frozen" if len(values) == 1 else "exact")


def test_frozen_margins_have_p_one_and_no_z() -> None:
    graph = two_mode({"i": "abc", "j": "ab", "k": "a"})
    test = compare_with_null(graph, {"ties": OneMode(ties)})["ties"]
    assert (test.value, test.mean, test.sd, test.z) == (3, 3, 0, None)
    assert (test.p, test.smallest_p, test.samples, test.note) == (1, 1, 1, "frozen")


def test_the_empty_graph_is_frozen() -> None:
    for null in ("margins", "labels"):
        test = compare_with_null(nx.Graph(), {"ties": OneMode(ties)}, null=null)["ties"]
        assert (test.value, test.p, test.note) == (0, 1, "frozen")


def test_one_group_is_frozen_too() -> None:
    graph = two_mode({"i": "abc"}, dict.fromkeys("abc", "public"))
    test = compare_with_null(graph, {"ei": OneMode(outward)}, null="labels")["ei"]
    assert (test.note, test.p, test.z) == ("frozen", 1, None)


def test_what_is_not_defined_is_not_compared() -> None:
    tests = compare_with_null(worked(), {"lone": OneMode(lone)})
    assert (tests["lone"].value, tests["lone"].reason) == (None, "all-meet")
    assert (tests["lone"].p, tests["lone"].samples) == (None, None)


def test_samples_without_the_figure_are_left_out() -> None:
    values = [1.0, None, 2.0, 3.0, None]
    test = weigh(Figure(3.0), values, null="margins", exact=False, alternative="greater")
    assert (test.samples, test.mean, test.p) == (3, 2, 0.5)
    assert test.sd == pytest.approx(stdev([1, 2, 3]))


def test_p_of_samples_by_hand() -> None:
    """Of 9 samples 1 is as large as the figure, and 9 are as small or smaller."""
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 1.0, 2.0, 3.0, 4.0]
    one = weigh(Figure(5.0), values, null="labels", exact=False, alternative="greater")
    other = weigh(Figure(5.0), values, null="labels", exact=False, alternative="less")
    both = weigh(Figure(5.0), values, null="labels", exact=False)
    assert (one.p, other.p, both.p) == (0.2, 1.0, 0.4)
    assert (one.smallest_p, other.smallest_p, both.smallest_p) == (0.1, 0.1, 0.2)
    assert both.effective_samples == 9
    assert both.note is None


def test_without_any_sample_chance_says_nothing() -> None:
    test = weigh(Figure(5.0), [None], null="labels", exact=False)
    assert (test.samples, test.p, test.mean, test.sd, test.z) == (0, 1, None, None, None)
    assert test.effective_samples is None
    single = weigh(Figure(5.0), [4.0], null="margins", exact=False)
    assert (single.samples, single.mean, single.sd, single.z) == (1, 4, None, None)


def test_ties_to_the_last_digit_count_as_ties() -> None:
    test = weigh(Figure(0.1 + 0.2), [Figure(0.3).value], null="labels", exact=False)
    assert test.p == 1


CHAIN = [1.0, 3.0, 2.0, 4.0]


def test_the_worth_of_a_chain_by_hand() -> None:
    """Off the mean −1.5, .5, −.5, 1.5. Autocovariances times 4: 5, −1.75, −1.0 + …: see below.

    Lag 0: 2.25 + .25 + .25 + 2.25 = 5. Lag 1: −.75 − .25 − .75 = −1.75. Lag 2: .75 + .75 = 1.5.
    Lag 3: −2.25. Lags 0 and 1 add to 3.25, lags 2 and 3 to −.75, where the sum ends.
    τ = 2 · 3.25/5 − 1 = .3, which is below 1, so that 4 samples are worth 4.
    """
    assert effective_size(CHAIN) == 4
    # Off −1.5, −.5, .5, 1.5. Lag 0: 5, lag 1: .75 − .25 + .75 = 1.25, lags 2, 3: −1.5 − 2.25.
    # τ = 2 · 6.25/5 − 1 = 1.5.
    assert effective_size([1.0, 2.0, 3.0, 4.0]) == pytest.approx(4 / 1.5)


def test_a_chain_without_movement_has_no_worth() -> None:
    assert effective_size([]) is None
    assert effective_size([1.0]) is None
    assert effective_size([2.0, 2.0]) is None


def test_the_worth_of_a_known_process() -> None:
    """x' = r · x + noise has τ = (1 + r)/(1 − r): 3 for r = .5."""
    rng = Random(1)
    state, chain = 0.0, []
    for _ in range(20_000):
        state = 0.5 * state + rng.gauss(0, 1)
        chain.append(state)
    found = effective_size(chain)
    assert found == pytest.approx(20_000 / 3, rel=0.1)


def dense() -> nx.Graph[Any]:
    """A graph with too many possibilities to list."""
    rng = Random(4)
    members = {
        f"i{number}": "".join(sorted(rng.sample("abcdefghijkl", 2 + number % 4)))
        for number in range(12)
    }
    sectors = {letter: ("public", "private", "third")[ord(letter) % 3] for letter in "abcdefghijkl"}
    return two_mode(members, sectors)


KERNELS: dict[str, Kernel] = {
    "ties": OneMode(ties),
    "outward": OneMode(outward),
    "ad": TwoMode(together),
}


@pytest.mark.slow
def test_drawn_graphs_come_near_a_longer_chain() -> None:
    short = compare_with_null(dense(), KERNELS, samples=1000, seed=1)
    other = compare_with_null(dense(), KERNELS, samples=1000, seed=2)
    for name, test in short.items():
        assert test.note is None
        assert test.samples == 1000
        assert test.effective_samples is not None
        assert test.effective_samples > 200
        assert test.mean is not None
        assert test.sd is not None
        error = test.sd / sqrt(test.effective_samples)
        assert test.mean == pytest.approx(other[name].mean, abs=6 * error)
        assert test.smallest_p == pytest.approx(2 / 1001)
    assert short == compare_with_null(dense(), KERNELS, samples=1000, seed=1)


def test_the_order_in_which_a_graph_was_built_changes_nothing() -> None:
    graph = dense()
    turned: nx.Graph[Any] = nx.Graph()
    turned.add_nodes_from(reversed(list(graph.nodes.data())))
    turned.add_edges_from(reversed(list(graph.edges)))
    for null in ("margins", "labels"):
        kernels = {name: KERNELS[name] for name in ("ties", "outward")}
        one = compare_with_null(graph, kernels, null=null, samples=50)
        assert one == compare_with_null(turned, kernels, null=null, samples=50)


@given(two_mode_graphs(rows=5, columns=4), st.integers(0, 3))
def test_listed_and_drawn_agree_about_what_is_extreme(graph: nx.Graph[Any], seed: int) -> None:
    test = compare_with_null(graph, {"ties": OneMode(ties)}, samples=20, seed=seed)["ties"]
    assert test.p is not None
    assert test.smallest_p is not None
    assert 0 < test.smallest_p <= test.p <= 1
    assert test.value == observed(graph, {"ties": OneMode(ties)})["ties"].value


def test_labels_that_nobody_knows_stay_where_they_are() -> None:
    graph = two_mode({"i": "abcd"}, {"a": "public", "b": "third", "c": "unknown", "d": "public"})
    seen = []

    def note(seeing: nx.Graph[Any]) -> Figure:
        seen.append(tuple(seeing.nodes[node]["sector"] for node in "abcd"))
        return Figure(0.0)

    test = compare_with_null(graph, {"seen": OneMode(note)}, null="labels")["seen"]
    assert test.samples == 3
    assert {labels[2] for labels in seen} == {"unknown"}
    assert {*seen} == {
        (*labels[:2], "unknown", labels[2])
        for labels in permutations(["public", "third", "public"])
    }


def test_many_labels_are_drawn() -> None:
    test = compare_with_null(dense(), {"ei": OneMode(outward)}, null="labels", samples=200)["ei"]
    assert (test.samples, test.effective_samples, test.note) == (200, 200, None)


def test_the_graph_given_is_not_changed() -> None:
    graph = dense()
    before = (list(graph.nodes.data()), list(graph.edges.data()))
    for null in ("margins", "labels"):
        compare_with_null(graph, {"ties": OneMode(ties)}, null=null, samples=5)
    assert (list(graph.nodes.data()), list(graph.edges.data())) == before


def test_funds_are_in_no_tie_and_in_no_sample() -> None:
    graph = two_mode({"i": "ab", "j": "cd", "k": "ac"})
    with_fund = two_mode({"i": "ab", "j": "cd", "k": "ac", "pot": "abcd"})
    with_fund.nodes["pot"]["kind"] = "fund"
    kernels: dict[str, Kernel] = {"ties": OneMode(ties), **COHESION, **TWO_MODE}
    assert observed(with_fund, kernels) == observed(graph, kernels)
    assert compare_with_null(with_fund, kernels) == compare_with_null(graph, kernels)


def test_wrong_arguments_are_named() -> None:
    one: nx.Graph[Any] = nx.path_graph(3)
    with pytest.raises(ValueError, match="who takes part in what"):
        compare_with_null(one, {"ties": OneMode(ties)})
    with pytest.raises(ValueError, match="who takes part in what"):
        observed(one, {"ad": TwoMode(together)})
    with pytest.raises(ValueError, match="null: 'labels' is for one-mode figures"):
        compare_with_null(worked(), KERNELS, null="labels")
    with pytest.raises(ValueError, match="samples: 0 is below 1"):
        compare_with_null(worked(), KERNELS, samples=0)
    with pytest.raises(ValueError, match="null: 'rows' is none of margins, labels"):
        compare_with_null(worked(), KERNELS, null="rows")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="alternative: 'both' is none of"):
        compare_with_null(worked(), KERNELS, alternative="both")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="multigraph"):
        observed(nx.MultiGraph(), KERNELS)


def test_means_are_rounded_as_all_figures_are() -> None:
    test = compare_with_null(worked(), {"ties": OneMode(ties)})["ties"]
    for figure in (test.mean, test.sd, test.z, test.p, test.smallest_p):
        assert figure is not None
        assert figure == round_figure(figure)
