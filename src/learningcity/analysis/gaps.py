"""What is missing, by type: needs, their evidence and future, priorities, places and groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from learningcity.analysis.coverage import CoverageRow, cover
from learningcity.analysis.gap_endings import continuity_gaps
from learningcity.analysis.gap_priorities import objective_gaps, ownership_gaps, sector_gaps
from learningcity.analysis.gap_records import evaluation_gaps, evidence_gaps
from learningcity.analysis.gap_rows import (
    GAP_TYPES,
    NEED_TYPES,
    NOT_KNOWN,
    GapRow,
    Mark,
    read_types,
    strength_of,
)
from learningcity.analysis.placement import Placed, best_placed
from learningcity.analysis.result import FrozenMap, Parameters, Result, Row
from learningcity.analysis.sentences.gaps import gaps_summary, unnamed_remedy, unnamed_sentence
from learningcity.analysis.sentences.needs import need_remedy, need_sentence
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Audience, Entry, Need, Place
from learningcity.model.running import CARRY
from learningcity.model.terms import EVERYONE
from learningcity.model.values import Number, Quantity
from learningcity.reach.needs import NeedReach, Reach
from learningcity.reach.view import CityView, Facet, Keys

if TYPE_CHECKING:
    from learningcity.analysis.explanation import Explanation

__all__ = ["HORIZON", "MAX_AGE", "GapRow", "Gaps", "find_gaps", "gaps_of", "named_terms"]

HORIZON = 12
"""Months within which the end of all that is meant for a need is a gap."""

MAX_AGE = 5
"""Years after which the reading of a need counts as old."""


@dataclass(frozen=True, kw_only=True)
class GapParameters(Parameters):
    """What the gaps rest on."""

    horizon: int
    """Months within which the end of all that is meant for a need is a gap."""
    max_age: int
    """Years after which the reading of a need counts as old."""
    types: tuple[str, ...]
    """The types of gap that were looked for."""


@dataclass(frozen=True)
class Gaps(Result[GapRow, GapParameters]):
    """Gaps by type, the largest first.

    See Also
    --------
    learningcity.find_gaps : works it out.
    learningcity.Coverage : the needs with all their figures.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.find_gaps(city)
    >>> dict(found.counts)
    {'need-absent': 1, 'need-general': 1, 'need-partial': 2, 'need-reached': 9,
    'continuity': 1, 'evidence': 1, 'evaluation': 5, 'ownership': 1, 'sector': 1,
    'objective': 1, 'place': 1, 'audience': 1}
    """

    schema: ClassVar[str] = "learningcity/gaps/1"
    shown: ClassVar[tuple[str, ...]] = ("type", "subjects", "marks", "size", "sentence")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows there are of each type."""
        return _count(self.rows)

    def summary(self) -> str:
        """Return one sentence on what is missing."""
        short = sum("short" in row.marks for row in self.rows)
        sure = [row for row in self.rows if NOT_KNOWN not in row.marks]
        unsure = len(self.rows) - len(sure)
        every = self.parameters.types == GAP_TYPES
        horizon = self.parameters.horizon
        return gaps_summary(_count(sure), short, unsure, horizon, every=every)

    @cached_property
    def missing(self) -> tuple[GapRow, ...]:
        """The rows but those of needs that are reached and not surely short of places."""
        return tuple(r for r in self.rows if r.type != "need-reached" or "short" in r.marks)

    def _row_type(self) -> type[Row]:
        return GapRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.gap_explanations import explain_gap

        asked = self.parameters
        return explain_gap(study, self.rows[index], horizon=asked.horizon, max_age=asked.max_age)


def _count(rows: Iterable[GapRow]) -> FrozenMap[int]:
    found = [row.type for row in rows]
    return FrozenMap({kind: found.count(kind) for kind in GAP_TYPES if kind in found})


def find_gaps(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    horizon: int = HORIZON,
    max_age: int = MAX_AGE,
    types: Iterable[str] | None = None,
) -> Gaps:
    """Find what is missing: unmet needs, endings, evidence, outcomes, owners, sectors, places.

    It answers what nobody does or records, how large the gap is, what would close it and who is
    best placed to. An absent row is no proof that all is well: what the file does not say is
    unknown. The types are not alike, so that counts of them do not add up.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day; sizes of needs and ages are then ``None``, and no row says
        what ends or is old.
    carry
        Years for which an initiative seen running is presumed to run on.
    horizon
        Months from the day within which the end of all that is meant for a need is a gap.
    max_age
        Years after which the reading of a need counts as old.
    types
        The types of gap to give; ``None`` gives all.

    Returns
    -------
    Gaps
        One ``need-*`` row per need (by its status), then rows of the other types in the order of
        the notes. Within a type the largest low size first, then the largest high size, then file
        order; unknown sizes last.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given, or `types` has
        something that is no type.

    See Also
    --------
    learningcity.need_coverage : the figures behind the ``need-*`` rows.

    Notes
    -----
    ``need-absent``, ``need-possible``, ``need-general``, ``need-partial``, ``need-reached``
        The status of a need; the size is its shortfall in people. Marks: ``short`` there are surely
        too few places; ``sufficiency-unknown`` nobody can say; ``sole-provider`` exactly one
        partner leads or delivers what is meant for it; ``filed-elsewhere`` it is reached on what it
        needs, by initiatives of other priorities only.
    ``continuity``
        All that is meant for a need surely ends within `horizon` months, and no initiative that
        follows may run after the last end. The size is whole months to the first and to the last
        day that the last end may mean. A part ends with its umbrella.
    ``evidence``
        A need without source (``no-source``) or date (``no-date``), or whose date lies more than
        `max_age` years back (``old``; where only some days of a coarse date do, ``not-known``). The
        size is its age in whole years.
    ``evaluation``
        An initiative that offers something, may run, is not planned, and has no outcome.
    ``ownership``
        A priority without an owner (``no-owner``), or whose owning bodies lead by ``reports_to`` to
        no body that reports to none (``no-top-body``). An objective without an owner of its own has
        that of what it lies within.
    ``sector``
        A priority that lies within no other, and a sector (public, private or third) of which no
        partner has any role in its initiatives or those of its parts. ``not-known`` where a partner
        of mixed or unknown sector has one.
    ``objective``
        A priority within a priority that no initiative names, while others there are named;
        ``not-known`` where none is.
    ``place``, ``audience``
        A current place below the city's, or a current group, that no line names, nor a part of it;
        the size is its people.

    Cost: for each need its terms and what reaches or may reach it; for each term all lines at once.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> learningcity.find_gaps(city).rows[0].type
    'need-absent'
    >>> old = learningcity.find_gaps(city, max_age=10, types=["evidence"])
    >>> old.rows[0].subjects, old.rows[0].low
    (('need:disability',), 13)
    """
    study = Study(city, on=on, ever=ever, carry=carry)
    return gaps_of(study, horizon=horizon, max_age=max_age, types=types)


def gaps_of(
    study: Study,
    *,
    horizon: int = HORIZON,
    max_age: int = MAX_AGE,
    types: Iterable[str] | None = None,
) -> Gaps:
    """Return the gaps of a city that was read."""
    for name, value in (("horizon", horizon), ("max_age", max_age)):
        if value < 0:
            raise ValueError(f"{name}: {value} is below zero")
    wanted = read_types(types)
    placed = {need.id: _placed(study, need) for need in study.view.needs}
    rows = [
        *(_need_gap(study, need, placed[need.id]) for need in study.view.needs),
        *continuity_gaps(study, horizon),
        *evidence_gaps(study, max_age, placed),
        *evaluation_gaps(study),
        *ownership_gaps(study),
        *sector_gaps(study),
        *objective_gaps(study),
        *_unnamed(study, "place"),
        *_unnamed(study, "audience"),
    ]
    calendar = study.calendar
    parameters = GapParameters(
        on=calendar.day,
        ever=calendar.ever,
        carry=calendar.carry,
        horizon=horizon,
        max_age=max_age,
        types=wanted,
    )
    kept = sorted((row for row in rows if row.type in wanted), key=_rank)
    return Gaps(study.city.id, parameters, tuple(kept), study=study)


def _rank(row: GapRow) -> tuple[int, bool, Number, bool, Number]:
    low, high = row.low, row.high
    return (
        GAP_TYPES.index(row.type),
        low is None,
        0 if low is None else -low,
        high is None,
        0 if high is None else -high,
    )


def _placed(study: Study, need: Need) -> tuple[Placed, ...]:
    reach = study.reach(need.id)
    return best_placed(study, reach.wanted, reach.facets)


def _need_gap(study: Study, need: Need, placed: tuple[Placed, ...]) -> GapRow:
    view, reach = study.view, study.reach(need.id)
    covered = cover(study, need)
    return GapRow(
        type=NEED_TYPES[covered.status],
        subjects=(f"need:{covered.need}",),
        marks=_marks(view, reach, covered),
        low=covered.shortfall_low,
        high=covered.shortfall_high,
        unit="people",
        strength=strength_of(reach.need),
        sentence=need_sentence(view, reach, covered),
        remedy=need_remedy(view, reach, covered),
        partners=placed,
    )


def _marks(view: CityView, reach: NeedReach, covered: CoverageRow) -> tuple[Mark, ...]:
    marks: dict[Mark, bool] = {
        "short": covered.sufficiency == "short",
        "sufficiency-unknown": covered.sufficiency == "unknown",
        "sole-provider": covered.sole_provider is not None,
        "filed-elsewhere": _filed_elsewhere(view, reach),
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def _filed_elsewhere(view: CityView, reach: NeedReach) -> bool:
    """Return whether all that reaches the need is filed under other priorities than the need's."""
    wanted = reach.wanted["priority"]
    reaching = (*reach.ids(Reach.TARGETED), *reach.ids(Reach.GENERAL))
    if "activity" not in reach.facets or not wanted or not reaching:
        return False
    inside = view.below("priority", wanted)
    graph = view.terms.priorities
    filed = (view.city.initiatives[key].priorities for key in reaching)
    return all(
        stated and inside.isdisjoint(view.below("priority", graph.canonical_set(stated)))
        for stated in filed
    )


def _unnamed(study: Study, facet: Literal["place", "audience"]) -> list[GapRow]:
    """Return a row for each current place of the city, or group, that no line names."""
    view = study.view
    graph = view.graph(facet)
    named = named_terms(view, facet)
    if facet == "audience":
        candidates = [term for term in view.current(facet) if term != EVERYONE]
    elif view.city.place is None:
        return []
    else:
        city = graph.canonical(view.city.place)
        candidates = [t for t in view.current(facet) if t != city and t in graph.below(city)]
    rows = []
    for term in candidates:
        if not graph.below(term).isdisjoint(named):
            continue
        newest = next(entry for entry in graph.entries(term) if entry.id == term)
        people = _people(newest)
        wanted: dict[Facet, Keys] = {facet: (term,)}
        rows.append(
            GapRow(
                type=facet,
                subjects=(f"{facet}:{term}",),
                marks=(),
                low=people.low if people else None,
                high=people.high if people else None,
                unit="people",
                strength=strength_of(newest),
                sentence=unnamed_sentence(view, facet, term, people),
                remedy=unnamed_remedy(view, facet, term),
                partners=best_placed(study, wanted, (facet,)),
            )
        )
    return rows


def named_terms(view: CityView, facet: Facet) -> frozenset[str]:
    """Return the terms that lines of offering initiatives state on a facet."""
    return frozenset(
        term for lines in view.lines.values() for line in lines for term in line.terms(facet)
    )


def _people(entry: Entry) -> Quantity | None:
    if isinstance(entry, Place):
        return entry.population
    return entry.people if isinstance(entry, Audience) else None
