"""One side of the overlap as a process: ``python -m benchmarks.overlap_process SIDE FILE``.

It loads what the side needs and nothing else, and prints how many pairs it found.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast


def ours(path: Path) -> int:
    """Join without numpy, from terms and what lies within them."""
    from learningcity.reach.joining import OverlapJoin
    from learningcity.reach.likeness import Likeness

    given = pickle.loads(path.read_bytes())
    view = _View(given["below"], given["by"])
    lines = {
        key: (SimpleNamespace(activity=activity, audience=audience, place=place),)
        for key, activity, audience, place in given["lines"]
    }
    join = OverlapJoin(
        cast(Any, view), Likeness(cast(Any, view)), cast(Any, lines), threshold=0.5, minimum=0.25
    )
    return sum(1 for _ in join.pairs())


class _View:
    """As much of a view of a city as the join asks for."""

    def __init__(self, below: dict[str, dict[str, frozenset[str]]], by: Any) -> None:
        self.graphs = {facet: _Graph(parts, by) for facet, parts in below.items()}
        self.terms = SimpleNamespace(audiences=self.graphs["audience"])
        self.known: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}

    def graph(self, facet: str) -> _Graph:
        return self.graphs[facet]

    def below(self, facet: str, keys: tuple[str, ...]) -> frozenset[str]:
        found = self.known.get((facet, keys))
        if found is None:
            found = frozenset().union(*map(self.graphs[facet].below, keys))
            self.known[facet, keys] = found
        return found


class _Graph:
    """Terms with what lies within them; an audience says itself along which lines it groups."""

    def __init__(self, parts: dict[str, frozenset[str]], by: dict[str, frozenset[str]]) -> None:
        self.ids = tuple(parts)
        self.below = parts.__getitem__
        self.parents = dict.fromkeys(parts, ())
        self.by = by

    def entries(self, term: str) -> tuple[SimpleNamespace, ...]:
        return tuple(SimpleNamespace(by=line) for line in sorted(self.by[term]))


def theirs(side: str, path: Path) -> int:
    """Join with a peer, from tables of numbers."""
    import benchmarks.overlap_peers as peers

    facets, along = pickle.loads(path.read_bytes())
    named = ("terms", "widest", "closure", "count", "parts")
    city = SimpleNamespace(
        first=0,
        size=len(along),
        along=along,
        facets={
            facet: SimpleNamespace(**dict(zip(named, values, strict=True)))
            for facet, values in facets.items()
        },
    )
    cities = cast(Any, (city,))
    if side in ("numpy", "scipy"):
        found = (peers.by_numpy if side == "numpy" else peers.by_scipy)(cities)
    else:
        columns = peers.long_tables(cities)
        found = (peers.by_duckdb if side == "DuckDB" else peers.by_polars)(columns)
    return len(found[0])


if __name__ == "__main__":
    _, who, where = sys.argv
    print(ours(Path(where)) if who == "ours" else theirs(who, Path(where)))
