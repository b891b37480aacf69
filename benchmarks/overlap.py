"""Overlap: which pairs of initiatives have how much in common.

All sides start from the same: the terms of each initiative, which of them no other one contains,
what lies within each term, and how people are grouped. Ours has them as a view of the city and the
likeness of its terms, the peers as tables of numbers; see ``benchmarks.offers``. To turn names into
numbers is part of our time only: about half of it, where there are many cities. Reading files is no
part of it. Ours gives rows with ids, the peers columns. Peers that work for one line an initiative
only have no more to do here. scikit-learn has no place: its neighbours have one distance, and the
share of one offer in another is none.

Several cities are one call of ``learningcity.reach.many.join_cities``, as they are one call of each
peer.

With processes, each side loads its libraries and these tables, and says how many pairs it found.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.offers import Array, one_city, several_cities, tables
from benchmarks.overlap_peers import (
    MINIMUM,
    as_sorted,
    by_duckdb,
    by_networkx,
    by_numpy,
    by_polars,
    by_scipy,
    long_tables,
)
from benchmarks.runner import Case, Count, program
from learningcity.analysis.study import Study
from learningcity.reach.joining import OverlapJoin
from learningcity.reach.likeness import Likeness
from learningcity.reach.many import join_cities
from learningcity.reach.pairs import PairReach

__all__ = ["cases"]

Cities = Callable[[], tuple[Study, ...]]
Pairs = list[tuple[str, str, PairReach]]

NEEDS = {
    "scipy": "scipy",
    "DuckDB": "duckdb",
    "Polars": "polars",
    "networkx": "networkx",
}


def cases() -> Iterator[Case | Count]:
    """Compare cities of growing size, many cities, and a dense register."""
    for size in (300, 1000, 3000, 10_000):
        goal = 0.5 if size > 3000 else None
        yield joined(f"overlap-{size}", partial(one_city, size), size, goal=goal)
    for size, few in ((10_000, False), (100_000, True)):
        cities, where = partial(several_cities, size), " in 400 cities"
        yield joined(f"overlap-{size}-cities", cities, size, goal=0.5, where=where, few=few)
    for size, few in ((2000, False), (10_000, True)):
        dense, where = partial(one_city, size, dense=True), " in a dense register"
        yield joined(f"overlap-{size}-dense", dense, size, goal=0.5, where=where, few=few)
    for size in (300, 1000, 3000):
        yield processes(size)
    yield Count(
        "overlap-verified",
        "pairs compared on everything for 100 rows, 3,000 initiatives",
        partial(verified, 3000),
        goal=500,
    )


def join_of(study: Study) -> OverlapJoin:
    """Return the join of a city, with nothing worked out before."""
    return OverlapJoin(
        study.view, Likeness(study.view), study.view.lines, threshold=0.5, minimum=MINIMUM
    )


def ours(studies: tuple[Study, ...]) -> list[Pairs]:
    """Return the pairs of each city."""
    offers = [(study.view, study.likeness, study.view.lines) for study in studies]
    return join_cities(offers, threshold=0.5, minimum=MINIMUM)


def verified(size: int) -> float:
    """Return how many pairs are compared on everything for 100 rows."""
    join = join_of(one_city(size)[0])
    rows = sum(1 for _ in join.pairs())
    return 100 * join.verified / rows


def joined(
    name: str,
    cities: Cities,
    size: int,
    *,
    goal: float | None = None,
    where: str = "",
    few: bool = False,
) -> Case:
    """Compare the join in one process, libraries loaded.

    With `few`, DuckDB and Polars are left out: they would take several times as long as numpy, and
    the case would not end in its time.
    """
    prepared = cache(lambda: tables(cities()))
    columns = cache(lambda: long_tables(prepared()))
    sides: dict[str, Callable[[], object]] = {
        "ours": lambda: ours(cities()),
        "numpy": lambda: by_numpy(prepared()),
        "scipy": lambda: by_scipy(prepared()),
        "DuckDB": lambda: by_duckdb(columns()),
        "Polars": lambda: by_polars(columns()),
    }
    if few:
        del sides["DuckDB"], sides["Polars"]
    if size <= 1000:
        sides["networkx"] = lambda: by_networkx(prepared())
    return Case(
        name,
        f"pairs of {size:,} initiatives{where}",
        sides,
        lambda mine, theirs: same(cities(), mine, theirs),
        goal=goal,
        needs={side: module for side, module in NEEDS.items() if side in sides},
        repeats=7,
        prepare=columns,
    )


def same(studies: tuple[Study, ...], mine: object, theirs: object) -> bool:
    """Return whether both give the same pairs with the same figures."""
    assert isinstance(mine, list)
    assert isinstance(theirs, tuple)
    expected = as_sorted(as_columns(studies, mine))
    return all(np.array_equal(a, b) for a, b in zip(expected, as_sorted(theirs), strict=True))


def as_columns(studies: tuple[Study, ...], mine: list[Pairs]) -> tuple[Array, Array, Array]:
    """Return our pairs as the columns of the peers."""
    total = sum(len(study.view.lines) for study in studies)
    first, rows = 0, []
    for study, pairs in zip(studies, mine, strict=True):
        at = {key: number for number, key in enumerate(study.view.lines, first)}
        rows += [(at[one] * total + at[other], *reach.alike) for one, other, reach in pairs]
        first += len(at)
    pair, forward, backward = zip(*rows, strict=True)
    return np.array(pair, dtype=np.int64), np.array(forward), np.array(backward)


# -- whole processes -------------------------------------------------------------------------------


@cache
def folder() -> TemporaryDirectory[str]:
    """Return a folder that is there while this process runs."""
    return TemporaryDirectory()


@cache
def written(size: int) -> tuple[Path, Path]:
    """Write what our side and what the peers start from."""
    (study,) = one_city(size)
    mine, theirs = (Path(folder().name) / f"{who}-{size}.pickle" for who in ("ours", "peers"))
    graphs = {facet: study.view.graph(facet) for facet in ("activity", "audience", "place")}
    plain = {
        "lines": [
            (key, line.activity, line.audience, line.place)
            for key, (line,) in study.view.lines.items()
        ],
        "below": {f: {t: graph.below(t) for t in graph.ids} for f, graph in graphs.items()},
        "by": {term: study.likeness.lines_along(term) for term in study.view.terms.audiences.ids},
    }
    mine.write_bytes(pickle.dumps(plain))
    facets = {
        facet: tuple(vars(table).values()) for facet, table in tables((study,))[0].facets.items()
    }
    theirs.write_bytes(pickle.dumps((facets, tables((study,))[0].along)))
    return mine, theirs


def processes(size: int) -> Case:
    """Compare whole processes, what they load included."""

    def side(who: str) -> Callable[[], object]:
        def run() -> object:
            mine, theirs = written(size)
            path = mine if who == "ours" else theirs
            return program("-m", "benchmarks.overlap_process", who, str(path))()

        return run

    names = ("ours", "numpy", "scipy", "DuckDB", "Polars")
    return Case(
        f"overlap-process-{size}",
        f"process that joins {size:,} initiatives",
        {name: side(name) for name in names},
        goal=1.0,
        needs={side: module for side, module in NEEDS.items() if side in names},
        repeats=5,
    )
