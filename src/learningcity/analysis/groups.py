"""Which three or more initiatives may all duplicate one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import combinations
from typing import ClassVar

from learningcity.analysis.cliques import maximal_cliques
from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.duplicates import (
    DuplicateParameters,
    DuplicateRow,
    Duplicates,
    duplicates_of,
    read_parameters,
)
from learningcity.analysis.explanation import Explanation, grounded, references
from learningcity.analysis.result import Result, Row
from learningcity.analysis.sentences import groups as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY
from learningcity.model.vocabulary import WORKING_ROLES
from learningcity.reach.view import FACETS, CityView, Facet, Keys, Line

__all__ = ["MOST", "GroupParameters", "GroupRow", "Groups", "find_groups", "groups_of"]

MOST = 1000
"""So many groups are listed at most, unless the caller says otherwise."""

_LEAST = 3
_JOINING = ("candidate", "possible", "coordinated")
"""The verdicts of pairs that are at the threshold and neither settled nor apart."""

_UNKNOWNS = ("audience", "place", "period")


@dataclass(frozen=True)
class GroupRow(Row):
    """A largest set of initiatives in which every two overlap."""

    initiatives: tuple[str, ...]
    """The ids, in file order; at least three."""
    shared_activities: tuple[str, ...]
    """The widest activities that all of them offer, in whole or as a part of what they offer."""
    shared_audiences: tuple[str, ...]
    """The widest groups of people whom all of them mean; empty where one does not say."""
    shared_places: tuple[str, ...]
    """The widest places that all of them serve; empty where one does not say."""
    leads: tuple[str, ...]
    """The partners that lead one or more of them."""
    shared_partners: tuple[str, ...]
    """The partners that work in two or more of them, in whichever role but funder."""
    candidates: int
    """How many of its pairs are candidates."""
    possible: int
    """How many are possible: something about them is not known."""
    coordinated: int
    """How many are coordinated."""
    unknowns: tuple[str, ...]
    """Which of audience, place and period nobody has said for one pair or more."""
    sentence: str
    """The group in words."""

    @property
    def shared(self) -> Mapping[Facet, tuple[str, ...]]:
        """What all of them have in common, by facet."""
        terms = (self.shared_activities, self.shared_audiences, self.shared_places)
        return dict(zip(FACETS, terms, strict=True))


@dataclass(frozen=True, kw_only=True)
class GroupParameters(DuplicateParameters):
    """What the groups rest on."""

    most: int
    """So many groups are listed at most."""


@dataclass(frozen=True)
class Groups(Result[GroupRow, GroupParameters]):
    """Sets of three or more initiatives in which every two overlap, the largest first.

    See Also
    --------
    learningcity.find_groups : works it out.
    learningcity.Duplicates : the pairs they are made of.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.find_groups(city)
    >>> found.rows[0].initiatives
    ('harbour-job-coaching', 'work-ready', 'harbourside-job-club')
    >>> found.complete
    True
    """

    schema: ClassVar[str] = "learningcity/groups/1"
    shown: ClassVar[tuple[str, ...]] = ("initiatives", "sentence")
    extra: ClassVar[tuple[str, ...]] = ("complete",)

    complete: bool = True
    """Whether these are all; otherwise the search was stopped, and larger ones may be missing."""
    pairs: tuple[DuplicateRow, ...] = field(default=(), repr=False, compare=False, kw_only=True)
    """The pairs that make up the groups."""

    def summary(self) -> str:
        """Return one sentence with the number of groups and the size of the largest."""
        largest = max((len(row.initiatives) for row in self.rows), default=0)
        return words.groups_summary(len(self.rows), largest, complete=self.complete)

    def _row_type(self) -> type[Row]:
        return GroupRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        city, view = study.city, study.view
        pairs = {pair.initiatives: pair for pair in self.pairs}
        steps = [
            grounded(city, words.pair_step(view, pairs[pair]), references("initiative", pair))
            for pair in combinations(row.initiatives, 2)
        ]
        steps.append(grounded(city, words.whole_step(len(row.initiatives)), ()))
        for facet, terms in row.shared.items():
            said = words.shared_step(view, facet, terms, silent=facet in row.unknowns)
            steps.append(grounded(city, said, references(facet, terms)))
        partners = tuple(dict.fromkeys((*row.leads, *row.shared_partners)))
        said = words.partners_step(view, row.leads, row.shared_partners)
        steps.append(grounded(city, said, references("partner", partners)))
        return Explanation(row.sentence, tuple(steps))


def find_groups(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    threshold: float = 0.5,
    minimum: float = 0.25,
    credits: Mapping[str, float] | None = None,
    most: int = MOST,
) -> Groups:
    """Find sets of three or more initiatives that may all offer the same to the same people.

    It answers where one conversation of several partners would settle many pairs. It does not
    prove waste: a group is made of pairs, and holds what the pairs hold, no more.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day: every two of a group may then have run at one time.
    carry
        Years for which an initiative seen running is presumed to run on.
    threshold
        The overlap, from 0 to 1, from which a pair counts.
    minimum
        The overlap, from 0 to 1, below which a pair is not looked at.
    credits
        Changes to the credits of kinds of coordination. They are echoed and change no group.
    most
        The search stops when there are more groups than this.

    Returns
    -------
    Groups
        A row for each group, the largest first, then in file order. ``complete`` is false where the
        search was stopped; the rows are then groups, but others may be missing.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_duplicates : the pairs.
    learningcity.find_crowding : many offers to the same people, also where no pair stands out.

    Notes
    -----
    A group is a set of at least three initiatives in which every pair is a *candidate*, *possible*
    or *coordinated*, and to which no other initiative can be added (a maximal clique). One
    initiative may be in several groups, so their sizes do not add up.

    Splitting an initiative makes no new group: a part is left out where an umbrella of it offers
    something itself and overlaps with all that the part overlaps with, the other parts of that
    umbrella aside.

    What a group shares is worked out from the lines that offer a shared activity: the widest terms
    that lie within what each of its initiatives states. Where one does not state audiences or
    places, nothing is said to be shared on them. Groups of people along different lines, such as
    age and work, may be the same people and still have no term in common.

    The search visits at most 100,000 sets besides the pairs, and `most` groups. Cost: that of the
    duplicates, then the number of groups in all but contrived cities.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> for group in learningcity.find_groups(city).rows:
    ...     print(group.sentence)
    Employability coaching for Jobseekers in Harbourside: 3 initiatives, 3 leads, no shared partner.
    >>> learningcity.find_groups(city, on="2010").summary()
    'No three initiatives that all overlap with one another.'
    """
    if most < 0:
        raise ValueError(f"most: {most} is below zero")
    asked = read_parameters(threshold=threshold, minimum=minimum, credits=credits)
    study = Study(city, on=on, ever=ever, carry=carry)
    return groups_of(study, duplicates_of(study, asked), most=most)


def groups_of(study: Study, duplicates: Duplicates, *, most: int = MOST) -> Groups:
    """Return the groups among the pairs of a city that was read."""
    pairs = {row.initiatives: row for row in duplicates.rows if row.verdict in _JOINING}
    ids = sorted({key for pair in pairs for key in pair}, key=study.order.__getitem__)
    place = {key: index for index, key in enumerate(ids)}
    joined = [0] * len(ids)
    for first, second in pairs:
        joined[place[first]] |= 1 << place[second]
        joined[place[second]] |= 1 << place[first]
    repeating = _repeating(study, place, joined)
    kept = [0 if repeating >> at & 1 else bits & ~repeating for at, bits in enumerate(joined)]
    cliques = maximal_cliques(kept, least=_LEAST, most=most)
    ranked = sorted(cliques.found, key=lambda clique: (-len(clique), clique))
    rows = tuple(_row(study, [ids[at] for at in clique], pairs) for clique in ranked)
    used = {item.name: getattr(duplicates.parameters, item.name) for item in _PAIR_PARAMETERS}
    parameters = GroupParameters(**used, most=most)
    return Groups(
        study.city.id, parameters, rows, cliques.complete, study=study, pairs=tuple(pairs.values())
    )


_PAIR_PARAMETERS = fields(DuplicateParameters)


def _repeating(study: Study, place: Mapping[str, int], joined: Sequence[int]) -> int:
    """Return the parts that overlap with nothing that an umbrella of theirs does not overlap with.

    The other parts of that umbrella do not count. Initiatives are bits, as they are in `joined`.
    """
    initiatives, offering = study.city.initiatives, study.view.lines
    above = {key: umbrellas(initiatives, key)[1:] for key in place}
    inside: dict[str, int] = {}
    for key, larger in above.items():
        for umbrella in larger:
            inside[umbrella] = inside.get(umbrella, 0) | 1 << place[key]
    repeating = 0
    for key, larger in above.items():
        for umbrella in larger:
            at = place.get(umbrella)
            known = inside[umbrella] | (0 if at is None else joined[at])
            if umbrella in offering and not joined[place[key]] & ~known:
                repeating |= 1 << place[key]
    return repeating


def _row(
    study: Study, ids: Sequence[str], pairs: Mapping[tuple[str, str], DuplicateRow]
) -> GroupRow:
    view = study.view
    inner = [pairs[pair] for pair in combinations(ids, 2)]
    verdicts = [pair.verdict for pair in inner]
    said = {unknown for pair in inner for unknown in pair.unknowns}
    unknowns = tuple(unknown for unknown in _UNKNOWNS if unknown in said)
    shared = _shared(view, ids)
    leads: set[str] = set()
    working: Counter[str] = Counter()
    for key in ids:
        entry = study.city.initiatives[key]
        leads |= view.calendar.partners(entry, {"lead"})
        working.update(view.calendar.partners(entry, WORKING_ROLES))
    several = view.partner_order(partner for partner, times in working.items() if times > 1)
    return GroupRow(
        initiatives=tuple(ids),
        shared_activities=shared["activity"],
        shared_audiences=shared["audience"],
        shared_places=shared["place"],
        leads=view.partner_order(leads),
        shared_partners=several,
        candidates=verdicts.count("candidate"),
        possible=verdicts.count("possible"),
        coordinated=verdicts.count("coordinated"),
        unknowns=unknowns,
        sentence=words.group_sentence(view, shared, len(ids), len(leads), len(several), unknowns),
    )


def _shared(view: CityView, ids: Sequence[str]) -> dict[Facet, Keys]:
    """Return the widest terms that lie within what each initiative states, facet by facet.

    Only lines count that meet what is shared on the facets before; a facet on which one of the
    initiatives has no such line, or one that says nothing, is not shared.
    """
    lines: list[list[Line]] = [list(view.lines[key]) for key in ids]
    shared: dict[Facet, Keys] = {}
    for facet in FACETS:
        offered = [
            frozenset().union(*(view.below(facet, line.terms(facet)) for line in some))
            for some in lines
        ]
        common = frozenset.intersection(*offered)
        shared[facet] = view.graph(facet).widest(common)
        if common:
            lines = [
                [
                    line
                    for line in some
                    if not common.isdisjoint(view.below(facet, line.terms(facet)))
                ]
                for some in lines
            ]
    return shared
