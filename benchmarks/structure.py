"""Structure: who works with whom, where each stands, and what chance would make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import accumulate
from math import isclose
from random import Random
from typing import Any

import networkx as nx

import learningcity as lc
from benchmarks.runner import Case
from learningcity.graph.betweenness import betweenness
from learningcity.graph.bridging import bridging
from learningcity.graph.incidence import Incidence
from learningcity.graph.nulls import TRADES_PER_ROW, Margins
from learningcity.graph.pair_arrays import Groups, PairArrays, pair_arrays
from learningcity.graph.projection import projected
from learningcity.graph.structural_holes import structural_holes

__all__ = ["cases"]

Values = Mapping[int, float]


def cases() -> Iterator[Case]:
    """Compare ties, measures of partners and random graphs with those of other libraries."""
    for partners in (1000, 10_000):
        yield projection(partners)
        yield projected_graph(partners)
    yield measure_of("betweenness", between, BETWEENNESS, 1000, goal=0.8)
    yield measure_of("constraint", constraint, CONSTRAINT, 1000, goal=0.6)
    yield measure_of("articulation", cuts, ARTICULATION, 1000)
    yield positions("python", 1000)
    yield positions("rustworkx", 1000)
    yield positions("python", 300, two_mode=True)
    yield positions("rustworkx", 300, two_mode=True)
    yield null_samples(300, 50, 700, samples=200)
    yield null_samples(300, 50, 4000, samples=200)


def projection(partners: int) -> Case:
    """Compare the ties of who works with whom, with Newman's weights, with scipy's product."""

    @cache
    def found() -> Incidence:
        return partnership(partners, 3 * partners, 9 * partners)

    def ours() -> PairArrays:
        return pair_arrays(Groups.of(found().memberships).turned(len(found().columns)), "newman")

    def same(pairs: object, product: Any) -> bool:
        assert isinstance(pairs, PairArrays)
        mine = zip(pairs.first.tolist(), pairs.second.tolist(), pairs.weights, strict=True)
        theirs = zip(product.row.tolist(), product.col.tolist(), product.data, strict=True)
        return len(pairs.first) == product.nnz and all(
            one == other and isclose(weight, theirs_too, rel_tol=1e-9)
            for (*one, weight), (*other, theirs_too) in zip(mine, sorted(theirs), strict=True)
        )

    return Case(
        f"projection-{partners}",
        f"ties of {partners:,} partners with Newman's weights, as columns of numbers",
        {"ours": ours, "scipy product": lambda: scipy_product(found())},
        same,
        goal=1.0,
        needs={"scipy product": "scipy"},
        prepare=found,
    )


def projected_graph(partners: int) -> Case:
    """Compare the same as a graph of networkx, in which our ties say what each pair shares."""

    @cache
    def found() -> Incidence:
        return partnership(partners, 3 * partners, 9 * partners)

    return Case(
        f"projected-graph-{partners}",
        f"ties of {partners:,} partners as a graph",
        {
            "ours": lambda: projected(found()),
            "scipy product": lambda: nx.from_scipy_sparse_array(scipy_product(found())),
        },
        lambda ours, theirs: same_ties(ours, theirs),
        needs={"scipy product": "scipy"},
        repeats=5,
        prepare=found,
    )


def scipy_product(found: Incidence) -> Any:
    """Return the upper half of the incidence times its own transpose, each column weighted."""
    import numpy as np
    from scipy.sparse import diags_array, triu

    taking = found.to_scipy()
    sizes = np.asarray(taking.sum(axis=0)).ravel()
    shares = diags_array(1 / np.maximum(sizes - 1, 1))
    return triu(taking @ shares @ taking.T, k=1).tocoo()


def same_ties(ours: object, theirs: object) -> bool:
    """Return whether two graphs have the same ties with the same weights."""
    assert isinstance(ours, nx.Graph)
    assert isinstance(theirs, nx.Graph)
    return ours.number_of_edges() == theirs.number_of_edges() and all(
        theirs.has_edge(one, other) and isclose(tie["weight"], theirs[one][other]["weight"])
        for one, other, tie in ours.edges.data()
    )


def measure_of(
    name: str,
    ours: Callable[[nx.Graph[int]], Values],
    peers: Mapping[str, Callable[[Any], Values]],
    partners: int,
    *,
    goal: float | None = None,
) -> Case:
    """Compare one measure of each partner; each library gets a graph of its own, made before."""

    @cache
    def graph() -> nx.Graph[int]:
        made: nx.Graph[int] = projected(partnership(partners, 3 * partners, 9 * partners))
        return made

    @cache
    def turned(library: str) -> Any:
        return TURNED[library](graph())

    def work(library: str) -> Callable[[], Values]:
        return lambda: peers[library](turned(library))

    return Case(
        f"{name}-{partners}",
        f"{name}, {partners:,} partners",
        {"ours": lambda: ours(graph()), **{library: work(library) for library in peers}},
        same_values,
        goal=goal,
        against="igraph" if goal else None,
        needs={library: library for library in peers},
        repeats=5,
    )


def same_values(ours: object, theirs: object) -> bool:
    """Return whether both sides give each partner the same."""
    assert isinstance(ours, dict)
    assert isinstance(theirs, dict)
    return ours.keys() == theirs.keys() and all(
        isclose(ours[key], theirs[key], rel_tol=1e-9, abs_tol=1e-9) for key in ours
    )


def between(graph: nx.Graph[int]) -> Values:
    """Return our betweenness, by the engine that is there."""
    found = betweenness(graph)
    return {key: found[key].pairs.value or 0.0 for key in graph}


def constraint(graph: nx.Graph[int]) -> Values:
    """Return our constraint of those that have contacts."""
    found = structural_holes(graph)
    values = {key: found[key][0].constraint.value for key in graph}
    return {key: value for key, value in values.items() if value is not None}


def cuts(graph: nx.Graph[int]) -> Values:
    """Return those that hold others together, each with 1."""
    found = bridging(graph)
    return {key: 1.0 for key in graph if found[key].cut}


def to_igraph(graph: nx.Graph[int]) -> Any:
    """Return the graph for igraph."""
    import igraph

    made = igraph.Graph(len(graph), list(graph.edges))
    made.es["weight"] = [data["weight"] for _, _, data in graph.edges.data()]
    return made


def to_rustworkx(graph: nx.Graph[int]) -> Any:
    """Return the graph for rustworkx."""
    import rustworkx

    made = rustworkx.PyGraph()
    made.add_nodes_from(list(graph))
    made.add_edges_from(list(graph.edges.data("weight")))
    return made


def rustworkx_betweenness(graph: Any) -> Values:
    """Return the betweenness that rustworkx gives, with all processors."""
    import rustworkx

    return dict(rustworkx.betweenness_centrality(graph, normalized=False))


def rustworkx_cuts(graph: Any) -> Values:
    """Return the cut vertices that rustworkx gives."""
    import rustworkx

    return dict.fromkeys(rustworkx.articulation_points(graph), 1.0)


def known(values: Values) -> Values:
    """Return the values that are numbers."""
    return {key: value for key, value in values.items() if value == value}


TURNED: Mapping[str, Callable[[nx.Graph[int]], Any]] = {
    "igraph": to_igraph,
    "rustworkx": to_rustworkx,
    "networkx": lambda graph: graph,
}
BETWEENNESS: Mapping[str, Callable[[Any], Values]] = {
    "igraph": lambda graph: dict(enumerate(graph.betweenness())),
    "rustworkx": rustworkx_betweenness,
    "networkx": lambda graph: by_networkx(graph),
}
CONSTRAINT: Mapping[str, Callable[[Any], Values]] = {
    "igraph": lambda graph: known(dict(enumerate(graph.constraint(weights="weight")))),
    "networkx": lambda graph: known(nx.constraint(graph, weight="weight")),
}
ARTICULATION: Mapping[str, Callable[[Any], Values]] = {
    "igraph": lambda graph: dict.fromkeys(graph.articulation_points(), 1.0),
    "rustworkx": rustworkx_cuts,
    "networkx": lambda graph: dict.fromkeys(nx.articulation_points(graph), 1.0),
}


def positions(engine: str, partners: int, *, two_mode: bool = False) -> Case:
    """Compare all measures of each partner with the betweenness of networkx on the same graph."""

    @cache
    def graph() -> nx.Graph[Any]:
        return (who_takes_part_in_what if two_mode else who_works_with_whom)(partners)

    return Case(
        f"positions-{'two-mode-' if two_mode else ''}{engine}",
        f"partner_positions with {engine}, {partners:,} partners{', two-mode' if two_mode else ''}",
        {
            "ours": lambda: lc.partner_positions(graph(), engine=engine),
            "networkx betweenness": lambda: by_networkx(graph()),
        },
        same_betweenness,
        repeats=5,
    )


def who_works_with_whom(partners: int) -> nx.Graph[Any]:
    """Return the projection of an invented partnership: three initiatives for each partner.

    An initiative has three partners on average.
    """
    return projected(partnership(partners, 3 * partners, 9 * partners))


def who_takes_part_in_what(partners: int) -> nx.Graph[Any]:
    """Return the two-mode graph of the same."""
    found = partnership(partners, 3 * partners, 9 * partners)
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from((("partner", row) for row in found.rows), mode=0)
    graph.add_nodes_from((("initiative", column) for column in found.columns), mode=1)
    graph.add_edges_from((("partner", row), ("initiative", column)) for row, column in found.ties())
    return graph


def by_networkx(graph: nx.Graph[Any]) -> dict[Any, float]:
    """Return the betweenness of each node, and nothing else."""
    counted: dict[Any, float] = nx.betweenness_centrality(graph, normalized=False)
    return counted


def same_betweenness(ours: object, theirs: object) -> bool:
    """Return whether both sides give the same betweenness."""
    assert isinstance(ours, lc.Positions)
    assert isinstance(theirs, dict)
    return all(
        isclose(row.betweenness_pairs, theirs[row.partner], rel_tol=1e-9)
        if row.betweenness_two_mode_pairs is None
        else isclose(row.betweenness_two_mode_pairs, theirs["partner", row.partner], rel_tol=1e-9)
        for row in ours.rows
    )


def null_samples(partners: int, initiatives: int, ties: int, *, samples: int) -> Case:
    """Compare so many random graphs by the library with as many by the textbook."""

    @cache
    def found() -> Incidence:
        return partnership(partners, initiatives, ties)

    return Case(
        f"nulls-{ties}",
        f"{samples:,} random graphs, {partners} × {initiatives}, {ties:,} ties",
        {
            "ours": lambda: shuffles(found(), samples),
            "curveball with sets": lambda: textbook_shuffles(found(), samples),
        },
        lambda ours, theirs: same_counts(found(), samples, ours, theirs),
        goal=0.5,
        repeats=3,
        prepare=found,
    )


def partnership(partners: int, initiatives: int, ties: int) -> Incidence:
    """Return an invented two-mode graph: a few partners are in much, most in little."""
    rng = Random(partners)
    weights = list(accumulate(1 / (1 + place) ** 0.7 for place in range(partners)))
    taken: list[set[int]] = [set() for _ in range(partners)]
    made = 0
    while made < ties:
        (row,) = rng.choices(range(partners), cum_weights=weights)
        column = int(rng.random() * initiatives)
        made += column not in taken[row]
        taken[row].add(column)
    return Incidence(
        tuple(range(partners)), tuple(range(initiatives)), tuple(tuple(sorted(t)) for t in taken)
    )


def textbook_shuffles(found: Incidence, samples: int) -> list[list[set[int]]]:
    """Return shuffles by trades of sets, as Strona et al. (2014) describe them."""
    rng = Random(1)
    rows = [set(row) for row in found.memberships]
    made = []
    for _ in range(samples):
        for _ in range(TRADES_PER_ROW * len(rows)):
            one, other = rng.sample(range(len(rows)), 2)
            first, second = rows[one], rows[other]
            both = first & second
            if len(both) in (len(first), len(second)):
                continue
            dealt = list((first | second) - both)
            rng.shuffle(dealt)
            many = len(first) - len(both)
            rows[one] = both | set(dealt[:many])
            rows[other] = both | set(dealt[many:])
        made.append(list(rows))
    return made


def shuffles(found: Incidence, samples: int) -> list[tuple[int, ...]]:
    """Return as many shuffles by the library."""
    made, exact = Margins(found).read(lambda rows: rows, samples=samples, seed=1)
    assert not exact
    return made


def same_counts(found: Incidence, samples: int, ours: object, theirs: object) -> bool:
    """Return whether both sides give so many shuffles, all of which keep all counts."""
    assert isinstance(ours, list)
    assert isinstance(theirs, list)
    if not len(ours) == len(theirs) == samples:
        return False
    margins = Margins(found)
    decoded = [margins.incidence(rows).memberships for rows in ours]
    return all(counts(rows) == counts(found.memberships) for rows in [*decoded, *theirs])


def counts(rows: object) -> tuple[list[int], list[int]]:
    """Return how many columns each row has, and how many rows each column."""
    assert isinstance(rows, list | tuple)
    columns: dict[int, int] = {}
    for row in rows:
        for column in row:
            columns[column] = columns.get(column, 0) + 1
    return [len(row) for row in rows], [columns[column] for column in sorted(columns)]
