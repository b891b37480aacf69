"""What is missing: needs that are not met, places and groups that nobody names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import ClassVar

from learningcity.analysis.coverage import STATUSES, CoverageRow, cover
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
from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import NeedReach, Reach
from learningcity.reach.view import CityView, Facet, Keys

__all__ = ["GapRow", "Gaps", "find_gaps"]

_TYPES = (*(f"need-{status}" for status in STATUSES), "place", "audience")


@dataclass(frozen=True)
class GapRow(Row):
    """One thing that is missing, or one need with how far it is met."""

    type: str
    """What sort of gap it is."""
    subjects: tuple[str, ...]
    """What it is about, such as ``need:youth-claimants``."""
    marks: tuple[str, ...]
    """``short``, ``sufficiency-unknown``, ``sole-provider``, ``filed-elsewhere``."""
    low: Number | None
    """The smallest size it may have; ``None`` where not known."""
    high: Number | None
    """The largest size it may have; ``None`` where not known."""
    unit: str | None
    """The unit of the size."""
    strength: str
    """What it rests on: ``sourced-and-dated``, ``sourced``, ``inferred`` or ``none``."""
    sentence: str
    """The gap in plain words."""
    remedy: str
    """What would close it."""
    partners: tuple[Placed, ...]
    """Up to three partners best placed to close it, and why."""


@dataclass(frozen=True, kw_only=True)
class GapParameters(Parameters):
    """What the gaps rest on."""


@dataclass(frozen=True)
class Gaps(Result[GapRow, GapParameters]):
    """Gaps by type, the largest first."""

    schema: ClassVar[str] = "learningcity/gaps/1"
    shown: ClassVar[tuple[str, ...]] = ("type", "subjects", "marks", "low", "high", "sentence")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many rows there are of each type."""
        found = [row.type for row in self.rows]
        return FrozenMap({kind: found.count(kind) for kind in _TYPES if kind in found})

    def summary(self) -> str:
        """Return one sentence on what is missing."""
        short = sum("short" in row.marks for row in self.rows)
        return gaps_summary(self.counts, short)

    @cached_property
    def missing(self) -> tuple[GapRow, ...]:
        """The rows but those of needs that are reached and not surely short of places."""
        return tuple(r for r in self.rows if r.type != "need-reached" or "short" in r.marks)

    def _row_type(self) -> type[Row]:
        return GapRow


def find_gaps(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Gaps:
    """Find needs that are not met, and places and groups that no initiative names.

    It answers what nobody does, as far as the file records, how large the gap is, what would close
    it and who is best placed to. An absent row is no proof that all is well: what the file does not
    say is unknown.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day; sizes of needs are then ``None``.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Gaps
        One ``need-*`` row per need (by its status), then a ``place`` row for each current place
        below the city's that no line names, nor a part of it, then an ``audience`` row for each
        current group of which the same holds. Within a type the largest low size first, then the
        largest high size, then file order; unknown sizes last.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.need_coverage : the figures behind the ``need-*`` rows.

    Notes
    -----
    Marks of needs: ``short`` there are surely too few places; ``sufficiency-unknown`` nobody can
    say; ``sole-provider`` exactly one partner leads or delivers what is meant for it;
    ``filed-elsewhere`` it is reached on what it needs, by initiatives of other priorities only.
    The size of a need's gap is its shortfall in people, that of a place or group its people.

    Cost: needs times lines.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> learningcity.find_gaps(city).rows[0].type
    'need-absent'
    """
    return gaps_of(Study(city, on=on, ever=ever, carry=carry))


def gaps_of(study: Study) -> Gaps:
    """Return the gaps of a city that was read."""
    calendar = study.calendar
    rows = [_need_gap(study, need) for need in study.view.needs]
    rows += _unnamed(study.view, study.likeness, "place")
    rows += _unnamed(study.view, study.likeness, "audience")
    parameters = GapParameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry)
    return Gaps(study.city.id, parameters, tuple(sorted(rows, key=_rank)), study=study)


def _rank(row: GapRow) -> tuple[int, bool, Number, bool, Number]:
    low, high = row.low, row.high
    return (
        _TYPES.index(row.type),
        low is None,
        0 if low is None else -low,
        high is None,
        0 if high is None else -high,
    )


def _need_gap(study: Study, need: Need) -> GapRow:
    view, likeness, reach = study.view, study.likeness, study.reach(need.id)
    covered = cover(study, need)
    return GapRow(
        type=f"need-{covered.status}",
        subjects=(f"need:{covered.need}",),
        marks=_marks(view, reach, covered),
        low=covered.shortfall_low,
        high=covered.shortfall_high,
        unit="people",
        strength=_strength(reach.need),
        sentence=need_sentence(view, reach, covered),
        remedy=need_remedy(view, reach, covered),
        partners=best_placed(view, likeness, reach.wanted, reach.facets),
    )


def _marks(view: CityView, reach: NeedReach, covered: CoverageRow) -> tuple[str, ...]:
    marks = {
        "short": covered.sufficiency == "short",
        "sufficiency-unknown": covered.sufficiency == "unknown",
        "sole-provider": covered.sole_provider is not None,
        "filed-elsewhere": _filed_elsewhere(view, reach),
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def _filed_elsewhere(view: CityView, reach: NeedReach) -> bool:
    """Return whether all that reaches the need is filed under other priorities than the need's."""
    wanted = reach.wanted["priority"]
    reaching = [i.initiative for i in reach.found if i.reach >= Reach.GENERAL]
    if "activity" not in reach.facets or not wanted or not reaching:
        return False
    inside = view.below("priority", wanted)
    graph = view.terms.priorities
    return all(
        entry.priorities
        and inside.isdisjoint(view.below("priority", graph.canonical_set(entry.priorities)))
        for entry in reaching
    )


def _strength(entry: Entry) -> str:
    """Return what an entry rests on; a date that was inferred does not count as dated."""
    dated = getattr(entry, "date", None) is not None and "date" not in entry.inferred
    if entry.sources:
        return "sourced-and-dated" if dated else "sourced"
    return "inferred" if entry.inferred else "none"


def _unnamed(view: CityView, likeness: Likeness, facet: Facet) -> list[GapRow]:
    """Return a row for each current place of the city, or group, that no line names."""
    graph = view.graph(facet)
    named = _named(view, facet)
    if facet == "audience":
        candidates = [term for term in graph.ids if term != EVERYONE]
    elif view.city.place is None:
        return []
    else:
        city = graph.canonical(view.city.place)
        candidates = [t for t in graph.ids if t != city and t in graph.below(city)]
    rows = []
    for term in candidates:
        entries = graph.entries(term)
        if not view.calendar.is_current(entries) or not graph.below(term).isdisjoint(named):
            continue
        newest = next(entry for entry in entries if entry.id == term)
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
                strength=_strength(newest),
                sentence=unnamed_sentence(view, facet, term, people),
                remedy=unnamed_remedy(view, facet, term),
                partners=best_placed(view, likeness, wanted, (facet,)),
            )
        )
    return rows


def _named(view: CityView, facet: Facet) -> frozenset[str]:
    """Return the terms that lines of offering initiatives state on a facet."""
    return frozenset(
        term for lines in view.lines.values() for line in lines for term in line.terms(facet)
    )


def _people(entry: Entry) -> Quantity | None:
    if isinstance(entry, Place):
        return entry.population
    return entry.people if isinstance(entry, Audience) else None
