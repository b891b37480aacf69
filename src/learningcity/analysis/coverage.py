"""Which needs the initiatives meet, and how far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, get_args

from learningcity.analysis.result import FrozenMap, Parameters, Result, Row
from learningcity.analysis.sentences.needs import coverage_summary
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Need
from learningcity.model.running import CARRY
from learningcity.model.values import Number
from learningcity.reach.likeness import Likeness
from learningcity.reach.needs import NeedReach, Reach
from learningcity.reach.supply import Supply
from learningcity.reach.view import CityView, Facet, Keys, Line

if TYPE_CHECKING:
    from learningcity.analysis.explanation import Explanation

__all__ = [
    "LEFT_OUT",
    "STATUSES",
    "Coverage",
    "CoverageRow",
    "Standing",
    "cover",
    "coverage_of",
    "need_coverage",
    "stand",
    "status_of",
    "unreached",
]

Status: TypeAlias = Literal["absent", "possible", "general", "partial", "reached"]
"""How directly a need is met."""

Sufficiency: TypeAlias = Literal["short", "met", "unknown"]
"""Whether there are places enough for a need."""

STATUSES: tuple[Status, ...] = get_args(Status)
"""How directly a need is met, from not at all to as far as anyone names it."""

LEFT_OUT: tuple[Facet, ...] = ("place", "audience")
"""The facets on which a need may be met for some and not for others."""

_PROVIDING = frozenset({"lead", "deliverer"})


@dataclass(frozen=True)
class CoverageRow(Row):
    """One need and what reaches it."""

    need: str
    """The id of the need."""
    facets: tuple[Facet, ...]
    """What was compared of what the need states: activity, else priority; audience; place."""
    targeted: tuple[str, ...]
    """Initiatives that are meant for this group and this learning, or a part of it."""
    general: tuple[str, ...]
    """Initiatives that reach the need without being meant for it."""
    may_reach: tuple[str, ...]
    """Initiatives that may reach it: something is not stated, or nobody knows whether they run."""
    unreached_places: tuple[str, ...]
    """The smallest places inside the need that no targeted initiative names or contains."""
    unreached_audiences: tuple[str, ...]
    """The smallest groups inside the need that no targeted initiative names or contains."""
    people_low: Number | None
    """At least so many people have the need."""
    people_high: Number | None
    """At most so many people have the need."""
    supply_low: Number | None
    """At least so many people a year can be served; ``None`` over all time."""
    supply_high: Number | None
    """At most so many; ``None`` where a capacity is not known, and over all time."""
    unknown_capacity: tuple[str, ...]
    """Initiatives whose capacity is not known."""
    shortfall_low: Number | None
    """At least so many people are left without a place."""
    shortfall_high: Number | None
    """At most so many people are left without a place."""
    status: Status
    """How directly it is met."""
    sufficiency: Sufficiency
    """Whether there are places enough."""
    providers: tuple[str, ...]
    """Partners that lead or deliver the targeted initiatives."""
    sole_provider: str | None
    """The provider, where there is exactly one."""
    estimate_low: Number | None
    """An estimate of the supply by share of population, lower bound; see ``need_coverage``."""
    estimate_high: Number | None
    """The upper bound of the estimate."""


@dataclass(frozen=True, kw_only=True)
class CoverageParameters(Parameters):
    """What the coverage rests on."""


@dataclass(frozen=True)
class Coverage(Result[CoverageRow, CoverageParameters]):
    """The needs in file order, each with what reaches it.

    See Also
    --------
    learningcity.need_coverage : works it out.
    learningcity.Gaps : the same needs as gaps, beside what else is missing.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.need_coverage(city)
    >>> dict(found.counts)
    {'absent': 1, 'possible': 0, 'general': 1, 'partial': 2, 'reached': 9}
    >>> found.rows[0].need, found.rows[0].targeted
    ('job-coaching', ('harbour-job-coaching', 'work-ready', 'harbourside-job-club'))
    """

    schema: ClassVar[str] = "learningcity/coverage/1"
    shown: ClassVar[tuple[str, ...]] = (
        "need",
        "status",
        "sufficiency",
        "targeted",
        "shortfall_low",
        "shortfall_high",
    )

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many needs have each status, from absent to reached."""
        found = [row.status for row in self.rows]
        return FrozenMap({status: found.count(status) for status in STATUSES})

    def summary(self) -> str:
        """Return one sentence with the number of needs of each status."""
        short = sum(row.sufficiency == "short" for row in self.rows)
        met = sum(row.sufficiency == "met" for row in self.rows)
        return coverage_summary(self.counts, short, met)

    def _row_type(self) -> type[Row]:
        return CoverageRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.explaining_needs import explain_need

        return explain_need(study, self.rows[index])


def need_coverage(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Coverage:
    """Find out which needs the city's initiatives meet, and for how many people.

    It answers what is done for each need, by whom, and whether there are places enough. It cannot
    tell whether the offers are good, nor whether people come; and a need that nothing reaches in
    the file may be met by something the file does not hold.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day; supplies and shortfalls are then ``None``, since places of
        different years do not add up.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Coverage
        A row per need in file order; needs that another one replaces are history and left out.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_gaps : the same needs as gaps, with size and remedy.

    Notes
    -----
    Status: *absent* nothing reaches or may reach the need; *possible* something may; *general*
    something reaches it, nothing is meant for it; *partial* something is meant for it and leaves a
    place or group out; *reached* something is meant for it and leaves nothing out.

    Shortfall, in people: low = max(0, people_low − supply_high), 0 without an upper supply;
    high = max(0, people_high − supply_low). Sufficiency: *short* if the low shortfall is above 0;
    *met* if the high shortfall is 0 and the need says which activities it needs; else *unknown*.
    Figures of different needs are never added: one place may serve several needs.

    The estimate is no bound. It says how many people a year of the need's places would be served if
    all who live where an offer is made used it alike: each capacity counts with the population of
    the need's places divided by that of the offer's. It is ``None`` where a population is not
    known, where all offers lie inside the need's places anyway, and over all time.

    Cost: for each need, what reaches or may reach it, and what lies in its places and groups.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.need_coverage(city)
    >>> for row in found.rows[:3]:
    ...     print(row.need, row.status, row.people_high, row.supply_low)
    job-coaching reached 900 1250
    first-placements reached 520 180
    apprentice-places reached 200 240
    """
    return coverage_of(Study(city, on=on, ever=ever, carry=carry))


def coverage_of(study: Study) -> Coverage:
    """Return the coverage of a city that was read."""
    calendar = study.calendar
    rows = tuple(cover(study, need) for need in study.view.needs)
    parameters = CoverageParameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry)
    return Coverage(study.city.id, parameters, rows, study=study)


def cover(study: Study, need: Need) -> CoverageRow:
    """Return the row of one need of a study; it is worked out once."""
    found = study.covered.get(need.id)
    if found is None:
        found = study.covered[need.id] = _cover(study, need)
    return found


def _cover(study: Study, need: Need) -> CoverageRow:
    view, reach = study.view, study.reach(need.id)
    supply, standing = study.supply(need.id), stand(study, need)
    providers = _providers(view, reach)
    estimate = study.estimate(need.id)
    return CoverageRow(
        need=need.id,
        facets=reach.facets,
        targeted=reach.ids(Reach.TARGETED),
        general=reach.ids(Reach.GENERAL),
        may_reach=reach.ids(Reach.MAY),
        unreached_places=standing.places,
        unreached_audiences=standing.audiences,
        people_low=need.people.low if need.people else None,
        people_high=need.people.high if need.people else None,
        supply_low=supply.low if supply else None,
        supply_high=supply.high if supply else None,
        unknown_capacity=supply.unknown if supply else (),
        shortfall_low=standing.low,
        shortfall_high=standing.high,
        status=standing.status,
        sufficiency=standing.sufficiency,
        providers=providers,
        sole_provider=providers[0] if len(providers) == 1 else None,
        estimate_low=estimate[0] if estimate else None,
        estimate_high=estimate[1] if estimate else None,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a need is met: what is left out, how many people are, and what that is called."""

    places: Keys
    audiences: Keys
    low: Number | None
    high: Number | None
    status: Status
    sufficiency: Sufficiency


def stand(study: Study, need: Need) -> Standing:
    """Return how far a need is met."""
    view, reach = study.view, study.reach(need.id)
    places, audiences = (
        unreached(
            view,
            study.likeness,
            facet,
            reach.wanted[facet],
            reach.targeted_lines(),
            view.leaves(facet),
        )
        for facet in LEFT_OUT
    )
    low: Number | None = None
    high: Number | None = None
    if need.people is not None:
        low, high = _shortfall(need.people.low, need.people.high, study.supply(need.id))
    status = status_of(reach.best, left_out=bool(places or audiences))
    return Standing(places, audiences, low, high, status, _sufficiency(need, low, high))


def _shortfall(
    people_low: Number | None, people_high: Number | None, supply: Supply | None
) -> tuple[Number | None, Number | None]:
    if supply is None:
        return None, None
    low: Number | None = None
    if people_low is not None:
        low = 0 if supply.high is None else max(0, people_low - supply.high)
    high = None if people_high is None else max(0, people_high - supply.low)
    return low, high


def status_of(best: Reach, *, left_out: bool) -> Status:
    """Return the status of a need, given the most direct reach and whether it leaves out some."""
    if best == Reach.TARGETED:
        return "partial" if left_out else "reached"
    return STATUSES[best]  # the two begin alike: nothing, perhaps, in general


def _sufficiency(need: Need, low: Number | None, high: Number | None) -> Sufficiency:
    if low is not None and low > 0:
        return "short"
    return "met" if high == 0 and need.activities else "unknown"


def unreached(
    view: CityView,
    likeness: Likeness,
    facet: Facet,
    wanted: Keys,
    lines: Iterable[Line],
    leaves: Mapping[str, int],
) -> tuple[str, ...]:
    """Return the current terms without current parts, inside the need's, that are left out.

    `wanted` are the need's terms, `lines` the lines meant for it, and `leaves` all current terms
    without current parts, with the place of each in file order.
    """
    if not wanted:
        return ()
    stated = dict.fromkeys(line.terms(facet) for line in lines)
    left = view.below(facet, wanted) & leaves.keys()
    for terms in stated:
        left -= view.below(facet, terms)
    if facet == "audience" and stated:
        left = frozenset(term for term in left if not _strange(likeness, term, stated))
    return tuple(sorted(left, key=leaves.__getitem__))


def _strange(likeness: Likeness, term: str, stated: Iterable[Keys]) -> bool:
    """Return whether a group is a stranger of what any line states."""
    return any(terms and likeness.are_strangers(terms, (term,)) for terms in stated)


def _providers(view: CityView, reach: NeedReach) -> tuple[str, ...]:
    doing: set[str] = set()
    for key in reach.ids(Reach.TARGETED):
        doing |= view.calendar.partners(view.city.initiatives[key], _PROVIDING)
    return view.partner_order(doing)
