"""All columns of the rows of coverage, by numpy, from who reaches what.

Pairs of a need and an initiative are columns of numbers; what belongs to a need is added up over
its pairs. It knows what invented cities have: one line for each initiative, umbrellas and parts,
places whose people are counted, and no counts of participants.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from learningcity.analysis.coverage import LEFT_OUT
from learningcity.reach.facets import FACETS, Facet

__all__ = ["Array", "Pairs", "inside", "joined", "rows"]

Array = np.ndarray[Any, Any]
MISSING = -1


class Pairs(NamedTuple):
    """Who reaches what: by need, then by initiative."""

    need: Array
    offer: Array
    kind: Array
    """3 targeted, 2 general, 1 may reach."""


class Family(NamedTuple):
    """The pairs that lie within another pair of the same need."""

    parent: Array
    """The pair of the nearest umbrella that reaches the same need, or MISSING."""
    rising: list[Array]
    """Pairs with a parent, those with most umbrellas first, as sets of equal depth."""


def inside(table: Mapping[str, Any]) -> Array:
    """Return for each need what lies within its terms."""
    return np.logical_or.reduceat(table["within"][table["asked"]], table["asked_at"][:-1], axis=0)


def rows(given: Mapping[str, Any], pairs: Pairs) -> list[tuple[object, ...]]:
    """Return the rows of coverage."""
    within = {facet: inside(given[facet]) for facet in FACETS}
    family = _family(given, pairs)
    reaching = np.flatnonzero(pairs.kind >= 2)
    lies = {facet: _lies_inside(given[facet], pairs, reaching, within[facet]) for facet in FACETS}
    named = given["low"][pairs.offer] * (given["sure"][pairs.offer] & (pairs.kind >= 2))
    high = given["high"][pairs.offer]
    own = np.zeros(len(named), dtype=np.int64)
    beside = lies["activity"] & lies["audience"]
    own[reaching] = named[reaching] * (beside & lies["place"])
    low, most, silent = _supplies(given, pairs, family, own, high)
    columns = [
        _names(given["ids"], pairs, pairs.kind == 3, given["needs"]),
        _names(given["ids"], pairs, pairs.kind == 2, given["needs"]),
        _names(given["ids"], pairs, pairs.kind == 1, given["needs"]),
    ]
    left = {facet: _left_out(given, facet, pairs, within[facet]) for facet in LEFT_OUT}
    partly = np.zeros(len(named))
    share, whole = _shares(given["place"], pairs, reaching, within["place"], lies["place"])
    partly[reaching] = named[reaching] * beside * share
    estimate = _estimates(given, pairs, family, (partly, reaching, whole), (high, most, within))
    providers = _providers(given, pairs)
    return list(_records(given, columns, left, (low, most, silent), estimate, providers, pairs))


def _names(ids: Array, pairs: Pairs, which: Array, needs: int) -> list[tuple[str, ...]]:
    """Return for each need the ids of the initiatives of some pairs."""
    return joined(pairs.need[which], ids[pairs.offer[which]], needs)


def joined(need: Array, values: Array, needs: int) -> list[tuple[str, ...]]:
    """Return the values of each need, which come in the order of needs."""
    ends = np.cumsum(np.bincount(need, minlength=needs)).tolist()
    listed = values.tolist()
    return [tuple(listed[a:b]) for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def _terms(table: Mapping[str, Any], offers: Array) -> tuple[Array, Array]:
    """Return the terms of some initiatives one behind the other, and where each begins."""
    first, last = table["offered_at"][offers], table["offered_at"][offers + 1]
    counts = last - first
    begins = np.cumsum(counts) - counts
    return table["offered"][np.repeat(first - begins, counts) + np.arange(counts.sum())], begins


def _lies_inside(table: Mapping[str, Any], pairs: Pairs, which: Array, within: Array) -> Array:
    """Return whether all that an initiative states lies in what its need does."""
    terms, begins = _terms(table, pairs.offer[which])
    ends = np.append(begins[1:], len(terms))
    need = np.repeat(pairs.need[which], ends - begins)
    return np.logical_and.reduceat(within[need, terms], begins)


def _left_out(
    given: Mapping[str, Any], facet: Facet, pairs: Pairs, within: Array
) -> list[tuple[str, ...]]:
    """Return the smallest current terms of each need that nothing meant for it names."""
    table = given[facet]
    targeted = pairs.kind == 3
    need, offer = pairs.need[targeted], pairs.offer[targeted]
    terms, begins = _terms(table, offer)
    covers = np.logical_or.reduceat(table["within"][terms], begins, axis=0)
    left = within & table["leaf"]
    first = np.flatnonzero(np.diff(need, prepend=MISSING))
    left[need[first]] &= ~np.logical_or.reduceat(covers, first, axis=0)
    at, term = np.nonzero(left)
    if facet == "audience":
        # A group is not left out where something groups people along other lines than it.
        counts = np.bincount(need, minlength=len(within))
        begins = np.cumsum(counts) - counts
        each = np.repeat(np.arange(len(at)), counts[at])
        line = np.arange(len(each)) - np.repeat(np.cumsum(counts[at]) - counts[at], counts[at])
        line += begins[at[each]]
        here, there = given["along"][0][offer[line]], given["term_along"][term[each]]
        apart = (here > 0) & (there > 0) & (here & there == 0)
        shared = (covers[line[apart]] & table["within"][term[each[apart]]]).any(axis=1)
        kept = np.ones(len(at), dtype=bool)
        kept[each[apart][~shared]] = False
        at, term = at[kept], term[kept]
    return joined(at, table["ids"][term], len(within))


def _family(given: Mapping[str, Any], pairs: Pairs) -> Family:
    """Return which pair lies within which."""
    size = len(given["umbrella"])
    keys = pairs.need * size + given["entry"][pairs.offer]
    parent = np.full(len(keys), MISSING)
    above = given["umbrella"][given["entry"][pairs.offer]]
    looking = np.flatnonzero(above >= 0)
    above = above[looking]
    while len(looking):
        wanted = pairs.need[looking] * size + above
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        hit = keys[found] == wanted
        parent[looking[hit]] = found[hit]
        above = given["umbrella"][above]
        looking, above = looking[~hit & (above >= 0)], above[~hit & (above >= 0)]
    depth = np.zeros(len(keys), dtype=int)
    step = parent
    while (step >= 0).any():
        depth[step >= 0] += 1
        step = np.where(step >= 0, parent[step], MISSING)
    rising = [np.flatnonzero(depth == n) for n in range(depth.max(initial=0), 0, -1)]
    return Family(parent, rising)


def _supplies(
    given: Mapping[str, Any], pairs: Pairs, family: Family, own: Array, high: Array
) -> tuple[Array, Array, list[tuple[str, ...]]]:
    """Return the bounds of the supply of each need, and whose capacity is not known."""
    low, most = _add_up(family, own, high.astype(float))
    root = family.parent < 0
    supplied = np.bincount(pairs.need[root], low[root], given["needs"]).astype(np.int64)
    unknown = np.isnan(most)
    hidden = np.zeros(len(own), dtype=bool)
    for part in family.rising[::-1]:
        larger = family.parent[part]
        hidden[part] = (high[larger] >= 0) | hidden[larger]
    silent = _names(given["ids"], pairs, unknown & ~hidden, given["needs"])
    upper = np.bincount(pairs.need[root], most[root], given["needs"])
    return supplied, upper, silent


def _add_up(family: Family, own: Array, high: Array) -> tuple[Array, Array]:
    """Return the bounds of each pair with its parts; an unknown upper bound is not a number."""
    low, size = own.copy(), len(own)
    most = np.where(high >= 0, np.maximum(high, own), np.nan)
    for part in family.rising:
        larger, parents = family.parent[part], np.unique(family.parent[part])
        sums = np.bincount(larger, low[part], size)[parents]
        low[parents] = np.maximum(low[parents], sums)
        known = np.bincount(larger, np.nan_to_num(most[part]), size)[parents]
        gaps = np.bincount(larger, np.isnan(most[part]), size)[parents]
        said = np.where(high[parents] >= 0, np.maximum(high[parents], known), known)
        said[(high[parents] < 0) & (gaps > 0)] = np.nan
        most[parents] = np.maximum(said, low[parents])
    return low, most


def _shares(
    table: Mapping[str, Any], pairs: Pairs, which: Array, within: Array, lies: Array
) -> tuple[Array, Array]:
    """Return which part of the people of each initiative's places its need has; 1 if inside."""
    terms, begins = _terms(table, pairs.offer[which])
    there = np.add.reduceat(table["people"][terms], begins)
    covers = np.logical_or.reduceat(table["within"][terms], begins, axis=0)
    here = (covers & within[pairs.need[which]]) @ table["people"]
    share = np.where(lies, 1.0, here / there)
    return share, share == 1


def _estimates(
    given: Mapping[str, Any],
    pairs: Pairs,
    family: Family,
    lows: tuple[Array, Array, Array],
    highs: tuple[Array, Array, Mapping[Facet, Array]],
) -> tuple[list[int | None], list[int | None]]:
    """Return the bounds of the estimate of each need."""
    partly, reaching, whole = lows
    high, most, within = highs
    needs = given["needs"]
    shared = np.bincount(pairs.need[reaching][~whole], minlength=needs) > 0
    full = shared & ~np.isnan(most)
    upper = np.where(high >= 0, high, np.nan)
    which = np.flatnonzero(full[pairs.need])
    if len(which):
        stated = which[np.diff(given["place"]["offered_at"])[pairs.offer[which]] > 0]
        lies = _lies_inside(given["place"], pairs, stated, within["place"])
        upper[stated] *= _shares(given["place"], pairs, stated, within["place"], lies)[0]
    low, bound = _add_up(family, partly, np.nan_to_num(upper, nan=MISSING))
    root = family.parent < 0
    low = np.floor(np.bincount(pairs.need[root], low[root], needs) + 1e-9)
    bound = np.ceil(np.bincount(pairs.need[root], bound[root], needs) - 1e-9)
    return (
        [int(n) if said else None for n, said in zip(low.tolist(), shared.tolist(), strict=True)],
        [int(n) if said else None for n, said in zip(bound.tolist(), full.tolist(), strict=True)],
    )


def _providers(given: Mapping[str, Any], pairs: Pairs) -> list[tuple[str, ...]]:
    """Return the partners that lead or deliver what is meant for each need."""
    targeted = pairs.kind == 3
    offers, size = pairs.offer[targeted], len(given["partners"])
    doing, begins = _terms(given["doing"], offers)
    counts = np.diff(np.append(begins, len(doing)))
    found = np.unique(np.repeat(pairs.need[targeted], counts) * size + doing)
    return joined(found // size, given["partners"][found % size], given["needs"])


def _records(
    given: Mapping[str, Any],
    reached: list[list[tuple[str, ...]]],
    left: Mapping[Facet, list[tuple[str, ...]]],
    supply: tuple[Array, Array, list[tuple[str, ...]]],
    estimate: tuple[list[int | None], list[int | None]],
    providers: list[tuple[str, ...]],
    pairs: Pairs,
) -> Iterator[tuple[object, ...]]:
    """Return the rows, a value after the other in the order of our columns."""
    people_low, people_high = given["people_low"], given["people_high"]
    low, most, silent = supply
    known = ~np.isnan(most)
    upper = np.where(known, most, 0).astype(np.int64)
    short = np.where(known, np.maximum(0, people_low - upper), 0)
    lacking = np.maximum(0, people_high - low)
    best = np.zeros(given["needs"], dtype=int)
    np.maximum.at(best, pairs.need, pairs.kind)
    words = ("absent", "possible", "general", "reached")
    for row in zip(
        given["need_ids"],
        *reached,
        left["place"],
        left["audience"],
        people_low.tolist(),
        people_high.tolist(),
        low.tolist(),
        upper.tolist(),
        known.tolist(),
        silent,
        short.tolist(),
        lacking.tolist(),
        best.tolist(),
        providers,
        *estimate,
        strict=True,
    ):
        (need, targeted, general, may, places, groups, least, people, served, high, sure) = row[:11]
        (unknown, too_few, too_many, kind, doing, about, at_most) = row[11:]
        status = "partial" if kind == 3 and (places or groups) else words[kind]
        enough = "short" if too_few > 0 else "met" if too_many == 0 else "unknown"
        yield (
            need,
            FACETS,
            targeted,
            general,
            may,
            places,
            groups,
            least,
            people,
            served,
            high if sure else None,
            unknown,
            too_few,
            too_many,
            status,
            enough,
            doing,
            doing[0] if len(doing) == 1 else None,
            about,
            at_most,
        )
