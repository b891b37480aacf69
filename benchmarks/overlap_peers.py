"""The pairs of initiatives that overlap, as users of other tools would write them.

Each peer starts from the tables of ``benchmarks.offers``, looks first for pairs that meet on
activities, keeps those that meet on the rest, and then works out the shares of these only. Its
answer is three columns: the pair as one number, and the two shares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from benchmarks.offers import Array, CityTable, FacetTable
from learningcity.reach.facets import FACETS

__all__ = ["MINIMUM", "Columns", "by_duckdb", "by_networkx", "by_numpy", "by_polars", "by_scipy"]

MINIMUM = 0.25
Columns: TypeAlias = "tuple[Array, Array, Array]"


# -- numpy, and scipy for the pairs that meet on activities ----------------------------------------


def by_numpy(cities: Sequence[CityTable]) -> Columns:
    """City by city: sets of parts as packed bits, a block of rows against all others."""
    return _joined(cities, _meeting_by_bits)


def by_scipy(cities: Sequence[CityTable]) -> Columns:
    """City by city: the pairs that meet on activities are a product of sparse matrices."""
    return _joined(cities, _meeting_by_product)


def _joined(cities: Sequence[CityTable], meeting: Any) -> Columns:
    total = sum(city.size for city in cities)
    found = [_one_city(city, meeting, total) for city in cities]
    pairs, forward, backward = (np.concatenate(column) for column in zip(*found, strict=True))
    return pairs, forward, backward


def _one_city(city: CityTable, meeting: Any, total: int) -> Columns:
    activity, audience, place = (city.facets[facet] for facet in FACETS)
    first, second = meeting(activity)
    silent = {name: city.facets[name].terms[:, 0] == city.facets[name].count for name in FACETS}
    told = ~silent["activity"]
    keep = (first < second) & told[first] & told[second]
    first, second = first[keep], second[keep]
    bits = _bits(place)
    no_place = silent["place"][first] | silent["place"][second]
    keep = no_place | (bits[first] & bits[second]).any(axis=1)
    first, second, no_place = first[keep], second[keep], no_place[keep]
    bits, along = _bits(audience), city.along
    no_people = silent["audience"][first] | silent["audience"][second]
    same = (bits[first] & bits[second]).any(axis=1)
    here, there = along[first], along[second]
    strangers = ~no_people & ~same & (here > 0) & (there > 0) & (here & there == 0)
    left_out = no_people | strangers
    keep = (left_out | same) & ~(left_out & no_place)
    first, second, no_place, left_out = (x[keep] for x in (first, second, no_place, left_out))
    forward, backward = _shares(activity, first, second, place=False)
    for table, is_place, out in ((audience, False, left_out), (place, True, no_place)):
        more, less = _shares(table, first, second, place=is_place)
        forward *= np.where(out, 1.0, more)
        backward *= np.where(out, 1.0, less)
    keep = np.maximum(forward, backward) > MINIMUM - 1e-9
    pairs = (city.first + first[keep]) * total + city.first + second[keep]
    return pairs, forward[keep], backward[keep]


def _holding(table: FacetTable) -> Array:
    """Return which stated term (and the one that fills up) holds which part."""
    holds = np.zeros((table.count + 1, table.parts), dtype=bool)
    holds[table.closure[:, 0], table.closure[:, 1]] = True
    return holds


def _bits(table: FacetTable) -> Array:
    """Return the parts of each initiative, eight in a byte, in words of eight bytes."""
    packed = np.packbits(_holding(table), axis=1)
    packed = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)
    joined: Array = np.bitwise_or.reduce(packed[table.terms], axis=1)
    return joined


def _meeting_by_bits(table: FacetTable) -> tuple[Array, Array]:
    bits = _bits(table)
    found = []
    step = max(1, 4_000_000 // max(1, bits.size))
    for start in range(0, len(bits), step):
        block = np.zeros((min(step, len(bits) - start), len(bits)), dtype=bool)
        for word in range(bits.shape[1]):
            block |= (bits[start : start + step, None, word] & bits[None, :, word]) != 0
        rows, columns = np.nonzero(block)
        found.append((rows + start, columns))
    first, second = (np.concatenate(column) for column in zip(*found, strict=True))
    return first, second


def _meeting_by_product(table: FacetTable) -> tuple[Array, Array]:
    from scipy import sparse

    size, wide = table.terms.shape
    rows = np.repeat(np.arange(size), wide)
    states = sparse.csr_array(
        (np.ones(size * wide, dtype=np.int32), (rows, table.terms.ravel())),
        shape=(size, table.count + 1),
    )
    holds = sparse.csr_array(
        (np.ones(len(table.closure), dtype=np.int32), table.closure.T),
        shape=(table.count + 1, table.parts),
    )
    parts = states @ holds
    product = sparse.triu(parts @ parts.T, k=1, format="coo")
    first, second = product.coords
    return first.astype(np.int64), second.astype(np.int64)


def _shares(table: FacetTable, first: Array, second: Array, *, place: bool) -> tuple[Array, Array]:
    """Return how much of the statements of the first lies in those of the second, and back."""
    holds = _holding(table)
    within = np.zeros((table.count + 1, table.count + 1), dtype=bool)
    within[: table.count] = holds[:, : table.count].T
    like = 0.25 * (holds.astype(np.float32) @ holds.T.astype(np.float32) > 0)
    like = np.where(within | within.T, 0.5, like)
    if place:
        like = np.where(within, 1.0, like)
    here = np.arange(table.count)
    like[here, here] = 1.0
    like[table.count] = like[:, table.count] = 0.0
    forward, backward = np.empty(len(first)), np.empty(len(first))
    for start in range(0, len(first), 100_000):
        now = slice(start, start + 100_000)
        for out, one, other in ((forward, first, second), (backward, second, first)):
            s, t = table.terms[one[now]], table.terms[other[now]]
            nearest = like[s[:, :, None], t[:, None, :]].max(axis=2)
            counted = table.widest[one[now]]
            # Who says nothing has no share, and is left out by the caller.
            out[now] = (nearest * counted).sum(axis=1) / np.maximum(counted.sum(axis=1), 1)
    return forward, backward


# -- tables for a database, and for data frames ----------------------------------------------------


def long_tables(cities: Sequence[CityTable]) -> dict[str, dict[str, Array]]:
    """Return the tables of all cities as columns, terms numbered over all of them."""
    found: dict[str, dict[str, Array]] = {}
    for facet in FACETS:
        stated, closure, base = [], [], 0
        for city in cities:
            table = city.facets[facet]
            row, column = np.nonzero(table.terms < table.count)
            stated.append(
                (row + city.first, table.terms[row, column] + base, table.widest[row, column])
            )
            closure.append((table.closure[:, 0] + base, table.closure[:, 1] + base))
            base += table.parts
        i, term, widest = (np.concatenate(column) for column in zip(*stated, strict=True))
        outer, part = (np.concatenate(column) for column in zip(*closure, strict=True))
        found[f"{facet}_said"] = {"i": i, "term": term, "widest": widest}
        found[f"{facet}_holds"] = {"term": outer, "part": part}
    along = np.concatenate([city.along for city in cities])
    found["people"] = {"i": np.arange(len(along)), "along": along}
    return found


_LIKE = """
CREATE TEMP TABLE {f}_like AS
WITH meeting AS (
    SELECT DISTINCT a.term AS s, b.term AS t FROM {f}_holds a JOIN {f}_holds b USING (part)
)
SELECT s, t, CASE
    WHEN s = t THEN 1.0
    WHEN up.term IS NOT NULL THEN {within}
    WHEN down.term IS NOT NULL THEN 0.5 ELSE 0.25 END AS value
FROM meeting
LEFT JOIN {f}_holds up ON up.term = t AND up.part = s
LEFT JOIN {f}_holds down ON down.term = s AND down.part = t;
"""

_SHARE = """
CREATE TEMP TABLE {f}_{way} AS
WITH nearest AS (
    SELECT p.i, p.j, x.term, max(l.value) AS value
    FROM met p
    JOIN {f}_said x ON x.i = p.{here} AND x.widest
    JOIN {f}_said y ON y.i = p.{there}
    JOIN {f}_like l ON l.s = x.term AND l.t = y.term
    GROUP BY p.i, p.j, x.term
)
SELECT nearest.i, nearest.j, sum(value) / any_value(n.count) AS share
FROM nearest JOIN {f}_count n ON n.i = nearest.{here}
GROUP BY nearest.i, nearest.j;
"""


def by_duckdb(long: dict[str, dict[str, Array]]) -> Columns:
    """All cities at once in SQL: joins on terms, then groups."""
    import duckdb

    base = duckdb.connect()
    for name, columns in long.items():
        base.register(f"{name}_given", columns)
        base.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM {name}_given")
    for facet in FACETS:
        within = "1.0" if facet == "place" else "0.5"
        base.execute(_LIKE.format(f=facet, within=within))
        base.execute(
            f"CREATE TEMP TABLE {facet}_count AS "
            f"SELECT i, sum(widest::INT) AS count FROM {facet}_said GROUP BY i"
        )
    base.execute("""
        CREATE TEMP TABLE near AS
        SELECT DISTINCT x.i, y.i AS j FROM activity_said x
        JOIN activity_like l ON l.s = x.term JOIN activity_said y ON y.term = l.t WHERE x.i < y.i;
        CREATE TEMP TABLE met AS
        WITH told AS (
            SELECT n.i, n.j, a.i IS NULL OR b.i IS NULL AS no_place,
                c.i IS NULL OR d.i IS NULL AS no_people,
                p.along > 0 AND q.along > 0 AND p.along & q.along = 0 AS apart,
                EXISTS (SELECT 1 FROM place_said x JOIN place_like l ON l.s = x.term
                    JOIN place_said y ON y.term = l.t
                    WHERE x.i = n.i AND y.i = n.j) AS same_place,
                EXISTS (SELECT 1 FROM audience_said x JOIN audience_like l ON l.s = x.term
                    JOIN audience_said y ON y.term = l.t
                    WHERE x.i = n.i AND y.i = n.j) AS same_people
            FROM near n
            LEFT JOIN place_count a ON a.i = n.i LEFT JOIN place_count b ON b.i = n.j
            LEFT JOIN audience_count c ON c.i = n.i LEFT JOIN audience_count d ON d.i = n.j
            JOIN people p ON p.i = n.i JOIN people q ON q.i = n.j
        )
        SELECT i, j, no_place, no_people OR (NOT same_people AND apart) AS no_people FROM told
        WHERE (no_place OR same_place) AND (no_people OR same_people OR apart)
            AND NOT (no_place AND (no_people OR NOT same_people));
    """)
    for facet in FACETS:
        for way, here, there in (("forward", "i", "j"), ("backward", "j", "i")):
            base.execute(_SHARE.format(f=facet, way=way, here=here, there=there))
    found = base.execute(f"""
        SELECT i, j, a.share * coalesce(b.share, 1) * coalesce(c.share, 1) AS forward,
            d.share * coalesce(e.share, 1) * coalesce(f.share, 1) AS backward
        FROM met
        JOIN activity_forward a USING (i, j) JOIN activity_backward d USING (i, j)
        LEFT JOIN audience_forward b USING (i, j) LEFT JOIN audience_backward e USING (i, j)
        LEFT JOIN place_forward c USING (i, j) LEFT JOIN place_backward f USING (i, j)
        WHERE greatest(forward, backward) > {MINIMUM} - 1e-9
    """).fetchnumpy()
    total = len(long["people"]["i"])
    return (
        found["i"].astype(np.int64) * total + found["j"],
        np.asarray(found["forward"], dtype=float),
        np.asarray(found["backward"], dtype=float),
    )


def by_polars(long: dict[str, dict[str, Array]]) -> Columns:
    """All cities at once with data frames: the same joins, each pair of statements once."""
    import polars as pl

    frame = {name: pl.DataFrame(columns) for name, columns in long.items()}
    said = {facet: frame[f"{facet}_said"] for facet in FACETS}
    like = {facet: _polars_like(frame[f"{facet}_holds"], facet == "place") for facet in FACETS}
    what, whom, where = FACETS
    pairs = (
        said[what]
        .lazy()
        .select("i", s="term")
        .join(like[what].lazy().select("s", "t"), on="s")
        .join(said[what].lazy().select(j="i", t="term"), on="t")
        .filter(pl.col("i") < pl.col("j"))
        .select("i", "j")
        .unique()
    )
    for facet in (where, whom):
        pairs = (
            pairs.join(
                said[facet].lazy().select("i", here=pl.lit(True)).unique(), on="i", how="left"
            )
            .join(said[facet].lazy().select(j="i", there=pl.lit(True)).unique(), on="j", how="left")
            .with_columns(
                (pl.col("here") & pl.col("there")).fill_null(False).alias(f"both_{facet}")
            )
        )
        pairs = pairs.drop("here", "there")
    met = pairs.collect()
    for facet in (where, whom):
        met = met.join(
            _polars_share(met, said[facet], like[facet], facet), on=("i", "j"), how="left"
        )
        if facet == where:
            met = met.filter(~pl.col("both_place") | pl.col("forward_place").is_not_null())
    people = frame["people"]
    met = (
        met.join(people.rename({"along": "here"}), on="i")
        .join(people.rename({"i": "j", "along": "there"}), on="j")
        .with_columns(
            apart=(pl.col("here") > 0)
            & (pl.col("there") > 0)
            & ((pl.col("here") & pl.col("there")) == 0),
            met_people=pl.col("forward_audience").is_not_null(),
        )
        .filter(~pl.col("both_audience") | pl.col("met_people") | pl.col("apart"))
        .filter(pl.col("both_place") | pl.col("met_people"))
    )
    met = met.join(_polars_share(met, said[what], like[what], what), on=("i", "j"))
    found = met.select(
        pair=pl.col("i") * people.height + pl.col("j"),
        forward=pl.col("forward_activity")
        * pl.col("forward_audience").fill_null(1.0)
        * pl.col("forward_place").fill_null(1.0),
        backward=pl.col("backward_activity")
        * pl.col("backward_audience").fill_null(1.0)
        * pl.col("backward_place").fill_null(1.0),
    ).filter(pl.max_horizontal("forward", "backward") > MINIMUM - 1e-9)
    pair, forward, backward = (found[name].to_numpy() for name in found.columns)
    return pair, forward, backward


def _polars_like(holds: Any, place: bool) -> Any:
    import polars as pl

    meeting = holds.rename({"term": "s"}).join(holds.rename({"term": "t"}), on="part")
    meeting = meeting.select("s", "t").unique()
    up = holds.select(t="term", s="part", within=pl.lit(1.0 if place else 0.5))
    down = holds.select(s="term", t="part", contains=pl.lit(0.5))
    return (
        meeting.join(up, on=("s", "t"), how="left")
        .join(down, on=("s", "t"), how="left")
        .select(
            "s",
            "t",
            value=pl.when(pl.col("s") == pl.col("t"))
            .then(1.0)
            .otherwise(pl.coalesce("within", "contains", pl.lit(0.25))),
        )
    )


def _polars_share(met: Any, said: Any, like: Any, facet: str) -> Any:
    """Return both shares of each pair that meets on a facet."""
    import polars as pl

    joined = (
        met.lazy()
        .select("i", "j")
        .join(said.lazy().select("i", s="term", s_widest="widest"), on="i")
        .join(said.lazy().select(j="i", t="term", t_widest="widest"), on="j")
        .join(like.lazy(), on=("s", "t"))
        .join(like.lazy().rename({"s": "t", "t": "s", "value": "back"}), on=("s", "t"))
    )
    count = said.lazy().group_by("i").agg(count=pl.col("widest").sum())
    ways = []
    for name, value, mine in (("forward", "value", "s"), ("backward", "back", "t")):
        ways.append(
            joined.filter(pl.col(f"{mine}_widest"))
            .group_by("i", "j", mine)
            .agg(pl.col(value).max())
            .group_by("i", "j")
            .agg(total=pl.col(value).sum())
            .join(
                count if mine == "s" else count.rename({"i": "j"}),
                on="i" if mine == "s" else "j",
            )
            .select("i", "j", (pl.col("total") / pl.col("count")).alias(f"{name}_{facet}"))
        )
    forward, backward = pl.collect_all(ways)
    return forward.join(backward, on=("i", "j"))


# -- a graph ---------------------------------------------------------------------------------------


def by_networkx(cities: Sequence[CityTable]) -> Columns:
    """City by city: initiatives that are two steps apart in the graph of initiatives and parts."""
    import networkx as nx

    def meeting(table: FacetTable) -> tuple[Array, Array]:
        graph: Any = nx.Graph()
        holds = _holding(table)
        for at, terms in enumerate(table.terms):
            parts = np.flatnonzero(holds[terms].any(axis=0))
            graph.add_edges_from((at, ("part", part)) for part in parts)
        pairs = [
            (at, other)
            for at in range(len(table.terms))
            if at in graph
            for other in {near for part in graph[at] for near in graph[part]}
            if at < other
        ]
        found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    return _joined(cities, meeting)


def as_sorted(columns: Iterable[Array]) -> list[Array]:
    """Return columns in the order of the first, figures to nine places."""
    pairs, forward, backward = columns
    order = np.argsort(pairs, kind="stable")
    return [pairs[order], np.round(forward[order], 9), np.round(backward[order], 9)]
