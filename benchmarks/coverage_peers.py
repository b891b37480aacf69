"""Coverage: for each need who is meant for it, who reaches it, and who may.

All sides start from the same: the terms of each initiative and of each need, what lies within each
term, how people are grouped, and what runs. Ours gives whole rows of coverage, which also say how
many people are served, what is left out and who provides; the peers only find who reaches what,
which is the part that grows with needs times initiatives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any

import numpy as np

import learningcity as lc
from benchmarks.generate import city_mapping
from benchmarks.runner import Case
from learningcity.analysis.coverage import Coverage, coverage_of
from learningcity.analysis.gaps import gaps_of
from learningcity.analysis.study import Study
from learningcity.model.running import Running
from learningcity.reach.facets import FACETS, Facet
from learningcity.reach.needs import Reach, wanted_terms

__all__ = ["cases"]

Array = np.ndarray[Any, Any]
Found = set[tuple[int, int, int]]
"""A need, an initiative, and how it reaches it."""


def cases() -> Iterator[Case]:
    """Compare 10,000 initiatives with 1,000 needs."""
    for initiatives, needs in ((1000, 100), (10_000, 1000)):
        goal = 0.5 if needs == 1000 else None
        yield compared("coverage", coverage, initiatives, needs, goal)
        yield compared("gaps", gaps, initiatives, needs, goal)


def compared(
    name: str,
    work: Callable[[Study], object],
    initiatives: int,
    needs: int,
    goal: float | None,
) -> Case:
    """Compare one of our results with who reaches what by each peer."""
    study = cache(lambda: made(initiatives, needs))
    given = cache(lambda: tables(study()))

    def same(mine: object, theirs: object) -> bool:
        assert isinstance(theirs, set)
        return reached(study(), coverage(study())) == theirs

    return Case(
        f"{name}-{initiatives}-{needs}",
        f"{name} of {needs:,} needs, {initiatives:,} initiatives",
        {
            "ours": lambda: work(fresh(study())),
            "numpy": lambda: by_numpy(given()),
            "Polars": lambda: by_polars(given()),
        },
        same,
        goal=goal,
        needs={"Polars": "polars"},
        repeats=3 if needs < 1000 else 2,
        prepare=given,
    )


def made(initiatives: int, needs: int) -> Study:
    """Return an invented city with so many needs, what lies within each term worked out."""
    mapping = city_mapping(initiatives)
    wanted: dict[str, object] = {}
    for seed in count(8):
        # Cities of one size have the same terms, so that the needs of one can be those of another.
        more = city_mapping(initiatives, seed=seed)["needs"]
        assert isinstance(more, dict)
        wanted |= {f"{key}-{seed}": need for key, need in more.items()}
        if len(wanted) >= needs:
            break
    mapping["needs"] = dict(list(wanted.items())[:needs])
    return Study(lc.city_from_mapping(mapping))


def fresh(study: Study) -> Study:
    """Return the same city on the same day, with nothing worked out but its lines and terms."""
    other = Study(study.city)
    other.view = study.view
    return other


def coverage(study: Study) -> Coverage:
    """Return the coverage of all needs."""
    return coverage_of(study)


def gaps(study: Study) -> object:
    """Return all gaps, of which the coverage is a part."""
    return gaps_of(study)


def reached(study: Study, found: Coverage) -> Found:
    """Return who reaches what by our rows."""
    at = {key: number for number, key in enumerate(study.view.lines)}
    columns = {"targeted": Reach.TARGETED, "general": Reach.GENERAL, "may_reach": Reach.MAY}
    return {
        (number, at[key], int(reach))
        for number, row in enumerate(found.rows)
        for column, reach in columns.items()
        for key in getattr(row, column)
    }


def tables(study: Study) -> Mapping[str, Any]:
    """Return the tables of the peers; terms are numbers, and a part is a term."""
    view, given = study.view, dict[str, Any]()
    given["runs"] = np.array(
        [study.calendar.running(key) >= Running.PRESUMED for key in view.lines]
    )
    wanted = [wanted_terms(view, need) for need in view.needs]
    for facet in FACETS:
        number = {term: at for at, term in enumerate(view.graph(facet).ids)}
        offered = [line.terms(facet) for (line,) in view.lines.values()]
        asked = [terms[facet] for terms in wanted]
        given[facet] = {
            "offered": _pairs(offered, number),
            "asked": _pairs(asked, number),
            "below": _pairs([sorted(view.graph(facet).below(term)) for term in number], number),
            "count": len(number),
        }
    given["along"] = [
        [_along(study, keys) for keys in side]
        for side in (
            [line.audience for (line,) in view.lines.values()],
            [terms["audience"] for terms in wanted],
        )
    ]
    return given


def _pairs(rows: list[Any], number: Mapping[str, int]) -> Array:
    pairs = [(at, number[key]) for at, keys in enumerate(rows) for key in keys]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


_LINES = ("age", "language", "work")


def _along(study: Study, audience: tuple[str, ...]) -> int:
    lines = study.likeness.grouping(audience) if audience else None
    return sum(1 << _LINES.index(line) for line in lines) if lines else 0


def by_numpy(given: Mapping[str, Any]) -> Found:
    """A need after the other: rows of a table of terms, joined and intersected over initiatives."""
    size = len(given["runs"])
    stated, holds, below, asked = {}, {}, {}, {}
    for facet in FACETS:
        table = given[facet]
        below[facet] = np.zeros((table["count"], table["count"]), dtype=bool)
        below[facet][table["below"][:, 0], table["below"][:, 1]] = True
        # For each term who names it; and who names it or something that contains it.
        stated[facet] = np.zeros((table["count"], size), dtype=bool)
        stated[facet][table["offered"][:, 1], table["offered"][:, 0]] = True
        holds[facet] = np.zeros((table["count"], size), dtype=bool)
        for term, part in table["below"]:
            holds[facet][part] |= stated[facet][term]
        asked[facet] = np.split(
            table["asked"][:, 1],
            np.searchsorted(table["asked"][:, 0], np.arange(1, len(given["along"][1]))),
        )
    silent = {facet: ~stated[facet].any(axis=0) for facet in FACETS}
    along, wanted_along = (np.array(side) for side in given["along"])
    found: Found = set()
    for need in range(len(wanted_along)):
        out = np.zeros(size, dtype=bool)
        everything, somewhere, named = ~out, out.copy(), ~out
        for facet in FACETS:
            terms = asked[facet][need]
            if not len(terms):
                continue
            inside = np.flatnonzero(below[facet][terms].any(axis=0))
            meets = holds[facet][inside].any(axis=0)
            may = silent[facet]
            if facet == "audience":
                here = wanted_along[need]
                may = may | (~meets & (along > 0) & (here > 0) & (along & here == 0))
            out |= ~(meets | may)
            everything &= meets
            if facet != "place":
                somewhere |= meets
                # What is stated lies wholly in what is wanted where the term itself does.
                named &= stated[facet][inside].any(axis=0)
        reaching = everything & given["runs"] & ~out
        targeted = reaching & named
        may_reach = somewhere & ~out & ~reaching
        for kind, members in ((3, targeted), (2, reaching & ~named), (1, may_reach)):
            found.update((need, at, kind) for at in np.flatnonzero(members).tolist())
    return found


def by_polars(given: Mapping[str, Any]) -> Found:
    """All needs at once: joins of needs and initiatives by the parts that they share."""
    import polars as pl

    met: dict[Facet, Any] = {}
    named: dict[Facet, Any] = {}
    needs, size = len(given["along"][1]), len(given["runs"])
    for facet in FACETS:
        table = given[facet]
        below = pl.LazyFrame(table["below"], schema=["term", "part"])
        offered = pl.LazyFrame(table["offered"], schema=["i", "term"])
        asked = pl.LazyFrame(table["asked"], schema=["need", "term"])
        inside = asked.join(below, on="term").select("need", "part").unique()
        holding = offered.join(below, on="term").select("i", "part").unique()
        met[facet] = inside.join(holding, on="part").select("need", "i").unique()
        named[facet] = (
            inside.join(offered.rename({"term": "part"}), on="part").select("need", "i").unique()
        )
    people = pl.LazyFrame({"i": range(size), "along": given["along"][0], "runs": given["runs"]})
    asking = pl.LazyFrame({"need": range(needs), "here": given["along"][1]})
    said = {
        facet: pl.LazyFrame({"i": np.unique(given[facet]["offered"][:, 0])}).with_columns(
            pl.lit(True).alias(f"says_{facet}")
        )
        for facet in FACETS
    }
    # Who meets the learning, or the people without stating the learning.
    silent = people.join(said["activity"], on="i", how="anti").select("i")
    near = pl.concat([met["activity"], met["audience"].join(silent, on="i")]).unique()
    for facet in FACETS:
        near = near.join(
            met[facet].with_columns(pl.lit(True).alias(f"meets_{facet}")),
            on=("need", "i"),
            how="left",
        ).join(said[facet], on="i", how="left")
        near = near.join(
            named[facet].with_columns(pl.lit(True).alias(f"names_{facet}")),
            on=("need", "i"),
            how="left",
        )
    flags = [f"{word}_{facet}" for word in ("meets", "says", "names") for facet in FACETS]
    near = (
        near.join(people, on="i")
        .join(asking, on="need")
        .with_columns(pl.col(flags).fill_null(False))
    )
    strangers = (
        (pl.col("along") > 0)
        & (pl.col("here") > 0)
        & ((pl.col("along") & pl.col("here")) == 0)
        & ~pl.col("meets_audience")
    )
    reaching = pl.all_horizontal(*(f"meets_{facet}" for facet in FACETS)) & pl.col("runs")
    kept = near.filter(
        (pl.col("meets_activity") | ~pl.col("says_activity"))
        & (pl.col("meets_place") | ~pl.col("says_place"))
        & (pl.col("meets_audience") | ~pl.col("says_audience") | strangers)
    ).select(
        "need",
        "i",
        pl.when(~reaching)
        .then(1)
        .when(pl.col("names_activity") & pl.col("names_audience"))
        .then(3)
        .otherwise(2),
    )
    return set(kept.collect().iter_rows())
