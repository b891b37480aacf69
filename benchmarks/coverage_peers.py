"""Coverage: for each need who is meant for it, who reaches it, and who may.

All sides start from the same: the terms of each initiative and of each need, what lies within each
term, how people are grouped, what runs, who lies within whom and what each can serve. The peers
give the same rows of coverage with all their columns. What reaches what alone, which is the part
that grows with needs times initiatives, is a case of its own; so are gaps, whose rows rest on those
of coverage and have sentences and partners besides, which no peer gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from itertools import chain, count
from typing import Any

import numpy as np

import learningcity as lc
from benchmarks.coverage_columns import MISSING, Array, Pairs, rows
from benchmarks.generate import city_mapping
from benchmarks.runner import Case
from learningcity.analysis.coverage import Coverage, CoverageRow, coverage_of
from learningcity.analysis.gaps import Gaps, gaps_of
from learningcity.analysis.study import Study
from learningcity.model.running import Running
from learningcity.reach.facets import FACETS, Facet
from learningcity.reach.needs import Reach, wanted_terms
from learningcity.reach.supply import most_served, surely_served, whole_offer

__all__ = ["cases"]

Given = Mapping[str, Any]
"""The tables of the peers."""


def cases() -> Iterator[Case]:
    """Compare 10,000 initiatives with 1,000 needs."""
    for initiatives, needs in ((1000, 100), (10_000, 1000)):
        goal = 0.5 if needs == 1000 else None
        yield compared("reach", reached, same_reach, initiatives, needs, None)
        yield compared("coverage", coverage_of, same_rows, initiatives, needs, goal)
        yield compared("gaps", gaps_of, same_statuses, initiatives, needs, goal)


def compared(
    name: str,
    work: Callable[[Study], object],
    same: Callable[[Study, Any, Any], bool],
    initiatives: int,
    needs: int,
    goal: float | None,
) -> Case:
    """Compare one of our results with that of each peer."""
    study = cache(lambda: made(initiatives, needs))
    given = cache(lambda: tables(study()))
    columns = (lambda found: found) if name == "reach" else (lambda found: rows(given(), found))
    return Case(
        f"{name}-{initiatives}-{needs}",
        f"{name} of {needs:,} needs, {initiatives:,} initiatives",
        {
            "ours": lambda: work(fresh(study())),
            "numpy": lambda: columns(by_bits(given())),
            "numpy, need by need": lambda: columns(by_numpy(given())),
            "Polars": lambda: columns(by_polars(given())),
        },
        lambda mine, theirs: same(study(), mine, theirs),
        goal=goal,
        needs={"Polars": "polars"},
        repeats=5,
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
    study.view.populations = {}
    return Study.of(study.view)


def reached(study: Study) -> list[tuple[tuple[str, ...], ...]]:
    """Return who reaches what: for each need those meant for it, in general, and perhaps."""
    kinds = (Reach.TARGETED, Reach.GENERAL, Reach.MAY)
    reaches = (study.reach(need.id) for need in study.view.needs)
    return [tuple(map(reach.ids, kinds)) for reach in reaches]


def same_reach(study: Study, mine: list[tuple[tuple[str, ...], ...]], theirs: Pairs) -> bool:
    """Return whether a peer finds the pairs that we find."""
    at = {key: number for number, key in enumerate(study.view.lines)}
    ours = sorted(
        (need, at[key], 3 - column)
        for need, columns in enumerate(mine)
        for column, keys in enumerate(columns)
        for key in keys
    )
    return ours == list(zip(*(column.tolist() for column in theirs), strict=True))


def same_rows(_: Study, mine: Coverage, theirs: list[tuple[object, ...]]) -> bool:
    """Return whether a peer gives our rows, with all their columns."""
    names = [field.name for field in fields(CoverageRow)]
    return [tuple(getattr(row, name) for name in names) for row in mine.rows] == theirs


def same_statuses(study: Study, mine: Gaps, theirs: list[tuple[object, ...]]) -> bool:
    """Return whether the rows of needs say what the rows of coverage of a peer say."""
    names = [field.name for field in fields(CoverageRow)]
    columns = [names.index(name) for name in ("need", "status", "shortfall_low", "shortfall_high")]
    ours = {(row.subjects[0], row.type, row.low, row.high) for row in mine.rows}
    said = ([row[column] for column in columns] for row in theirs)
    return {(f"need:{need}", f"need-{status}", *size) for need, status, *size in said} <= ours


def tables(study: Study) -> Given:
    """Return the tables of the peers; initiatives, terms and partners are numbers."""
    view, given, calendar = study.view, dict[str, Any](), study.calendar
    entries = study.city.initiatives
    runs = [calendar.running(key) for key in view.lines]
    wanted = [wanted_terms(view, need) for need in view.needs]
    for facet in FACETS:
        offered = [line.terms(facet) for (line,) in view.lines.values()]
        given[facet] = _facet(study, facet, offered, [terms[facet] for terms in wanted])
    place = given["place"]
    population = {entry.id: entry.population for entry in study.city.places}
    place["people"] = np.array([_people(population[term])[0] for term in place["ids"]])
    given["along"] = [
        np.array([_along(study, keys) for keys in side])
        for side in (
            [line.audience for (line,) in view.lines.values()],
            [terms["audience"] for terms in wanted],
        )
    ]
    given["term_along"] = np.array([_along(study, (term,)) for term in given["audience"]["ids"]])
    given["runs"] = np.array([running >= Running.PRESUMED for running in runs])
    given["sure"] = np.array([running == Running.YES for running in runs])
    whole = [(entries[key], lines) for key, lines in view.lines.items()]
    given["low"] = np.array(
        [surely_served(whole_offer(entry, Running.YES, lines)) for entry, lines in whole]
    )
    highs = (most_served(entry, lines) for entry, lines in whole)
    given["high"] = np.array([MISSING if high is None else high for high in highs])
    number = {entry.id: at for at, entry in enumerate(entries)}
    above = (entry.part_of for entry in entries)
    given["umbrella"] = np.array([MISSING if key is None else number[key] for key in above])
    given["entry"] = np.array([number[key] for key in view.lines])
    given["ids"] = np.array(list(view.lines), dtype=object)
    given["partners"] = np.array(study.city.partners.ids, dtype=object)
    doing = [calendar.partners(entry, {"lead", "deliverer"}) for entry, _ in whole]
    given["doing"] = dict[str, Array]()
    given["doing"]["offered"], given["doing"]["offered_at"] = _lists(doing, study.city.partners.ids)
    given["needs"] = len(view.needs)
    given["need_ids"] = [need.id for need in view.needs]
    people = np.array([_people(need.people) for need in view.needs])
    given["people_low"], given["people_high"] = people[:, 0], people[:, 1]
    return given


def _facet(
    study: Study, facet: Facet, offered: list[tuple[str, ...]], asked: list[tuple[str, ...]]
) -> dict[str, Any]:
    """Return who states which terms, what each need asks for, and what lies within each term."""
    graph = study.view.graph(facet)
    current = study.view.place_of_current(facet)
    table = {"ids": np.array(graph.ids, dtype=object)}
    table["offered"], table["offered_at"] = _lists(offered, graph.ids)
    table["asked"], table["asked_at"] = _lists(asked, graph.ids)
    table["part"], table["part_at"] = _lists([sorted(graph.below(t)) for t in graph.ids], graph.ids)
    within = np.zeros((len(graph.ids), len(graph.ids)), dtype=bool)
    within[np.repeat(np.arange(len(graph.ids)), np.diff(table["part_at"])), table["part"]] = True
    used = np.array([term in current for term in graph.ids])
    table["within"], table["leaf"] = within, used & (within[:, used].sum(axis=1) <= 1)
    return table


def _lists(rows: Iterable[Iterable[str]], ids: Iterable[str]) -> tuple[Array, Array]:
    """Return the numbers of all rows one behind the other, and where each row begins and ends."""
    number = {key: at for at, key in enumerate(ids)}
    listed = [[number[key] for key in keys] for keys in rows]
    return np.array(list(chain(*listed)), dtype=np.int64), np.cumsum([0, *map(len, listed)])


def _people(people: Any) -> tuple[int, int]:
    assert people is not None
    return int(people.low), int(people.high)


_LINES = ("age", "language", "work")


def _along(study: Study, audience: tuple[str, ...]) -> int:
    lines = study.likeness.grouping(audience) if audience else None
    return sum(1 << _LINES.index(line) for line in lines) if lines else 0


def by_bits(given: Given) -> Pairs:
    """All needs at once: rows of bits for each term, a bit for each initiative, joined by need."""
    size = len(given["runs"])
    reaching = _packed(given["runs"][None, :])
    somewhere = fails = np.zeros((1, reaching.shape[1]), dtype=np.uint64)
    named = ~fails
    for facet in FACETS:
        table = given[facet]
        terms = len(table["ids"])
        states = np.zeros((terms, size), dtype=bool)
        states[table["offered"], np.repeat(np.arange(size), np.diff(table["offered_at"]))] = True
        silent, stated = _packed(np.logical_not(states.any(axis=0))[None, :]), _packed(states)
        # For each term who names it or something that contains it, then a part of it.
        larger = np.repeat(np.arange(terms), np.diff(table["part_at"]))
        order = np.argsort(table["part"], kind="stable")
        begins = np.searchsorted(table["part"][order], np.arange(terms))
        holds = np.bitwise_or.reduceat(stated[larger[order]], begins)
        asked, asked_at = table["asked"], table["asked_at"][:-1]
        meets = np.bitwise_or.reduceat(holds[table["part"]], table["part_at"][:-1])
        meets = np.bitwise_or.reduceat(meets[asked], asked_at)
        may = meets | silent
        if facet == "audience":
            along, here = given["along"]
            codes = np.arange(1 << len(_LINES))[:, None]
            may |= _packed((along > 0) & (codes > 0) & (along & codes == 0))[here]
        fails = fails | ~may
        reaching = reaching & meets
        if facet != "place":
            somewhere = somewhere | meets
            inner = np.bitwise_or.reduceat(stated[table["part"]], table["part_at"][:-1])
            named = named & np.bitwise_or.reduceat(inner[asked], asked_at)
    sets = (reaching | (somewhere & ~fails), reaching, reaching & named)
    found, surely, meant = (_unpacked(bits, size) for bits in sets)
    need, offer = np.nonzero(found)
    return Pairs(need, offer, 1 + surely[need, offer].astype(int) + meant[need, offer])


def _packed(rows: Array) -> Array:
    """Return rows of truth values as bits in whole words, with which numpy is fastest."""
    spare = -rows.shape[1] % 64
    return np.packbits(np.pad(rows, ((0, 0), (0, spare))), axis=1).view(np.uint64)


def _unpacked(words: Array, size: int) -> Array:
    return np.unpackbits(words.view(np.uint8), axis=1, count=size).view(bool)


def by_numpy(given: Given) -> Pairs:
    """A need after the other: rows of a table of terms, joined and intersected over initiatives."""
    size = len(given["runs"])
    stated, holds, below, asked = {}, {}, {}, {}
    for facet in FACETS:
        table = given[facet]
        below[facet] = table["within"]
        # For each term who names it; and who names it or something that contains it.
        stated[facet] = np.zeros((len(below[facet]), size), dtype=bool)
        each = np.repeat(np.arange(size), np.diff(table["offered_at"]))
        stated[facet][table["offered"], each] = True
        holds[facet] = np.zeros((len(below[facet]), size), dtype=bool)
        for term, parts in enumerate(np.split(table["part"], table["part_at"][1:-1])):
            holds[facet][parts] |= stated[facet][term]
        asked[facet] = np.split(table["asked"], table["asked_at"][1:-1])
    silent = {facet: ~stated[facet].any(axis=0) for facet in FACETS}
    along, wanted_along = given["along"]
    found = []
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
        kind = np.where(reaching, np.where(named, 3, 2), somewhere & ~out)
        offers = np.flatnonzero(kind)
        found.append((np.full(len(offers), need), offers, kind[offers]))
    return Pairs(*map(np.concatenate, zip(*found, strict=True)))


def by_polars(given: Given) -> Pairs:
    """All needs at once: joins of needs and initiatives by the parts that they share."""
    import polars as pl

    met: dict[Facet, Any] = {}
    named: dict[Facet, Any] = {}
    needs, size = given["needs"], len(given["runs"])
    for facet in FACETS:
        table = given[facet]
        below = _frame(table["part"], table["part_at"], "term", "part")
        offered = _frame(table["offered"], table["offered_at"], "i", "term")
        asked = _frame(table["asked"], table["asked_at"], "need", "term")
        inside = asked.join(below, on="term").select("need", "part").unique()
        holding = offered.join(below, on="term").select("i", "part").unique()
        met[facet] = inside.join(holding, on="part").select("need", "i").unique()
        named[facet] = (
            inside.join(offered.rename({"term": "part"}), on="part").select("need", "i").unique()
        )
    people = pl.LazyFrame({"i": range(size), "along": given["along"][0], "runs": given["runs"]})
    asking = pl.LazyFrame({"need": range(needs), "here": given["along"][1]})
    said = {
        facet: pl.LazyFrame(
            {"i": np.flatnonzero(np.diff(given[facet]["offered_at"]))}
        ).with_columns(pl.lit(True).alias(f"says_{facet}"))
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
        .otherwise(2)
        .alias("kind"),
    )
    return Pairs(*(column.to_numpy() for column in kept.sort("need", "i").collect()))


def _frame(values: Array, ends: Array, row: str, column: str) -> Any:
    import polars as pl

    return pl.LazyFrame({row: np.repeat(np.arange(len(ends) - 1), np.diff(ends)), column: values})
