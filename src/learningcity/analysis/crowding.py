"""Where many initiatives serve the same people, also where no two of them stand out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import ClassVar

from learningcity.analysis.cells import (
    ActivityCells,
    Cell,
    broad_activities,
    count_unplaced,
    is_part,
    serving_terms,
)
from learningcity.analysis.coordination import read_credits, relation_steps
from learningcity.analysis.explanation import Explanation, grounded, references
from learningcity.analysis.result import FrozenMap, Parameters, Result, Row
from learningcity.analysis.sentences import crowding as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate, Period
from learningcity.model.running import CARRY, Running

__all__ = [
    "AT_LEAST",
    "Crowding",
    "CrowdingParameters",
    "CrowdingRow",
    "crowding_of",
    "find_crowding",
]

AT_LEAST = 3
"""So many initiatives are a crowd, unless the caller says otherwise."""


@dataclass(frozen=True)
class CrowdingRow(Row):
    """One broad activity for one group of people in one place, and all who offer it."""

    activity: str
    """The broad activity: one that lies within no other."""
    audience: str
    """The group of people; every initiative of the row means all of it."""
    place: str
    """The place; every initiative of the row serves all of it."""
    initiatives: tuple[str, ...]
    """The initiatives, in file order, without parts of others of them."""
    parts: tuple[str, ...]
    """Parts of those initiatives that offer this too; they are not counted again."""
    narrower: tuple[str, ...]
    """Others that mean a part of the group or of the place only; they are not counted."""
    at_once_low: int
    """At least so many of the initiatives run at one time, surely or presumably."""
    at_once_high: int
    """At most so many may run at one time."""
    densest: int
    """The most that may run at one time for a part of the group or in a part of the place, these
    initiatives and narrower ones together; ``at_once_high`` where no part has more."""
    densest_audience: str
    """The group for which these are."""
    densest_place: str
    """The place in which these are."""
    leads: tuple[str, ...]
    """The partners that lead one or more of the initiatives."""
    funders: tuple[str, ...]
    """The partners that fund one or more of them."""
    pairs: int
    """How many pairs of the initiatives may run at one time."""
    uncoordinated: int
    """How many of those pairs have no recorded coordination."""
    separate: int
    """Into how many sets the initiatives fall if all that are joined by recorded coordination,
    directly or through others, are one set."""
    sentence: str
    """The crowd in words."""


@dataclass(frozen=True, kw_only=True)
class CrowdingParameters(Parameters):
    """What the crowding rests on."""

    at_least: int
    """So many initiatives are a crowd."""
    credits: FrozenMap[float]
    """The credit of each kind of coordination; one without credit counts as none."""


@dataclass(frozen=True)
class Crowding(Result[CrowdingRow, CrowdingParameters]):
    """Groups of people in places for whom many initiatives offer one broad activity.

    See Also
    --------
    learningcity.find_crowding : works it out.
    learningcity.Duplicates : the pairs in such a crowd.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.find_crowding(city)
    >>> found.largest, found.crowded
    (8, 14)
    >>> row = found.rows[0]
    >>> row.activity, row.audience, row.place
    ('employment-support', 'young-jobseekers', 'lanternport')
    """

    schema: ClassVar[str] = "learningcity/crowding/1"
    shown: ClassVar[tuple[str, ...]] = ("activity", "audience", "place", "initiatives", "sentence")
    extra: ClassVar[tuple[str, ...]] = ("crowded", "largest", "unplaced")

    crowded: int = 0
    """Initiatives that are in a crowd, whether it has a row of its own or not."""
    largest: int = 0
    """The most initiatives that may serve the same people at one time."""
    unplaced: int = 0
    """Initiatives that do not say what, for whom and where, and so are in no crowd."""

    def summary(self) -> str:
        """Return one sentence with the initiatives in crowds, the largest crowd and the rows."""
        sure = sum(row.at_once_low >= self.parameters.at_least for row in self.rows)
        return words.crowding_summary(
            self.parameters.at_least,
            crowded=self.crowded,
            largest=self.largest,
            rows=len(self.rows),
            sure=sure,
            unplaced=self.unplaced,
        )

    def _row_type(self) -> type[Row]:
        return CrowdingRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        city, view = study.city, study.view
        steps = []
        for key in row.initiatives:
            terms = serving_terms(view, key, row.activity, row.audience, row.place)
            said = words.offer_step(view, key, terms, study.calendar.running(key).word)
            steps.append(grounded(city, said, references("initiative", (key,))))
        if row.parts:
            said = words.parts_step(view, row.parts)
            steps.append(grounded(city, said, references("initiative", row.parts)))
        if row.narrower:
            said = words.narrower_step(view, row.narrower)
            steps.append(grounded(city, said, references("initiative", row.narrower)))
        steps.append(grounded(city, words.at_once_step(row.at_once_low, row.at_once_high), ()))
        credits = self.parameters.credits
        steps += relation_steps(view, study.coordination, row.initiatives, credits)
        said = words.sets_step(row.pairs, row.uncoordinated, row.separate)
        steps.append(grounded(city, said, ()))
        for role, partners in (("lead", row.leads), ("funder", row.funders)):
            said = words.partners_step(view, role, partners)
            steps.append(grounded(city, said, references("partner", partners)))
        return Explanation(row.sentence, tuple(steps))


def find_crowding(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    at_least: int = AT_LEAST,
    credits: Mapping[str, float] | None = None,
) -> Crowding:
    """Find where many initiatives offer one broad activity to the same people in the same place.

    It answers what no pair shows: six employment schemes for the same young people, each of another
    kind. It cannot tell whether they are too many; that depends on how many people need them, and a
    crowd that works together may be what is wanted.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day: a crowd is then the most that may have run at one time.
    carry
        Years for which an initiative seen running is presumed to run on.
    at_least
        So many initiatives are a crowd; at least 2.
    credits
        Changes to the credits of kinds of coordination. A kind whose credit is 0 does not count as
        coordination here.

    Returns
    -------
    Crowding
        A row for each crowd: first those where enough initiatives surely or presumably run, then
        those with most separate sets, most pairs without recorded coordination, most initiatives,
        then file order.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_duplicates : pairs that overlap.
    learningcity.find_groups : sets in which every two overlap.
    learningcity.need_surplus : needs for which there are more places than people.

    Notes
    -----
    A *cell* is a broad activity (one without ``within``), a group of people and a place, each
    stated by lines that offer something of that activity. An initiative counts in a cell if
    one of its lines offers something of the activity, means all of the group (it states the group
    or one that contains it) and serves all of the place: so all of them are open to the same
    people. A part of an initiative that counts is not counted again. Initiatives that mean a part
    of the group or place only are listed as ``narrower``. One that does not say for whom or where
    is in no cell; ``unplaced`` counts these.

    So that a board can read the rows, a crowd inside others (in group and place) is a row only if
    it has at least `at_least` initiatives more than each of them; ``densest`` says how many there
    are in the fullest cell inside a row. A crowd whose initiatives are all in another row is no
    row, unless that one lies inside it; of crowds with the same initiatives the widest is the row.

    ``crowded`` and ``largest`` are about all crowds, also those without a row: to take an
    initiative away never raises them, unless it is the umbrella of others.

    ``at_once_low`` counts on a day those that run surely or presumably, over all time the most of
    them whose likely periods share a day; ``at_once_high`` all of them on a day, over all time the
    most whose possible periods share one.

    Groups along different lines, such as age and work, make cells of their own, although they may
    be the same people: no row is complete, and rows do not add up.

    Cost: for each broad activity, its groups times its places times its initiatives at most.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> for crowd in learningcity.find_crowding(city, at_least=5).rows:
    ...     print(crowd.sentence)
    Support into work for Jobseekers aged 16 to 24 in Lanternport: 6 initiatives, 8 in Harbourside,
    5 leads; 5 of 15 pairs without recorded coordination.
    >>> learningcity.find_crowding(city, at_least=50).rows
    ()
    """
    if at_least < 2:
        raise ValueError(f"at_least: {at_least} is below 2, and one initiative is no crowd")
    used = read_credits(credits)
    study = Study(city, on=on, ever=ever, carry=carry)
    return crowding_of(study, at_least=at_least, credits=used)


def crowding_of(
    study: Study, *, at_least: int = AT_LEAST, credits: FrozenMap[float] | None = None
) -> Crowding:
    """Return the crowding of a city that was read."""
    view, calendar = study.view, study.calendar
    used = read_credits(None) if credits is None else credits
    rows: list[CrowdingRow] = []
    crowded: set[str] = set()
    largest = 0
    for activity in broad_activities(view):
        cells = ActivityCells(view, activity)
        crowds = {}
        for cell in cells.cells(at_least):
            at_once = _perhaps_at_once(study, cell.initiatives)
            if at_once >= at_least:
                crowds[cell] = at_once
                crowded.update(cell.initiatives)
        largest = max([largest, *crowds.values()])
        densest = cells.densest(crowds)
        for cell in cells.worth_a_row(crowds, at_least):
            inner = densest[cell.audience, cell.place]
            rows.append(_row(study, cell, inner, cells.touching(cell), used))
    rows.sort(
        key=lambda row: (
            row.at_once_low < at_least,
            -row.separate,
            -row.uncoordinated,
            -len(row.initiatives),
        )
    )
    parameters = CrowdingParameters(
        on=calendar.day, ever=calendar.ever, carry=calendar.carry, at_least=at_least, credits=used
    )
    return Crowding(
        study.city.id,
        parameters,
        tuple(rows),
        crowded=len(crowded),
        largest=largest,
        unplaced=count_unplaced(view),
        study=study,
    )


def _row(
    study: Study, cell: Cell, densest: Cell, near: tuple[str, ...], credits: FrozenMap[float]
) -> CrowdingRow:
    view, calendar, city = study.view, study.calendar, study.city
    ids = cell.initiatives
    around = sorted({*cell.serving, *near}, key=study.order.__getitem__)
    parts = tuple(key for key in around if is_part(city, key, cell.serving))
    narrower = tuple(key for key in near if not is_part(city, key, cell.serving))
    low, high = _surely_at_once(study, ids), _perhaps_at_once(study, ids)
    most = _perhaps_at_once(study, densest.initiatives)
    together = [pair for pair in combinations(ids, 2) if calendar.together(*pair) != Running.NO]
    joined = [pair for pair in combinations(ids, 2) if study.coordination.credited(*pair, credits)]
    apart = len(set(together) - set(joined))
    separate = _count_sets(ids, joined)
    leads = {p for key in ids for p in calendar.partners(city.initiatives[key], {"lead"})}
    funders = {p for key in ids for p in study.funders(key)}
    row = CrowdingRow(
        activity=cell.activity,
        audience=cell.audience,
        place=cell.place,
        initiatives=ids,
        parts=parts,
        narrower=narrower,
        at_once_low=low,
        at_once_high=high,
        densest=most,
        densest_audience=densest.audience,
        densest_place=densest.place,
        leads=view.partner_order(leads),
        funders=view.partner_order(funders),
        pairs=len(together),
        uncoordinated=apart,
        separate=separate,
        sentence="",
    )
    return replace(row, sentence=words.crowd_sentence(view, row, ever=calendar.ever))


def _count_sets(ids: tuple[str, ...], joined: list[tuple[str, str]]) -> int:
    """Return into how many sets the initiatives fall if those that are joined are together."""
    chief = {key: key for key in ids}

    def find(key: str) -> str:
        while chief[key] != key:
            key = chief[key]
        return key

    for first, second in joined:
        chief[find(second)] = find(first)
    return sum(chief[key] == key for key in ids)


def _surely_at_once(study: Study, ids: Iterable[str]) -> int:
    """Return how many of the initiatives surely or presumably run at one time."""
    calendar = study.calendar
    if calendar.ever:
        return _most_on_a_day([calendar.spans(key).likely for key in ids])
    return sum(calendar.running(key) >= Running.PRESUMED for key in ids)


def _perhaps_at_once(study: Study, ids: Collection[str]) -> int:
    """Return how many of the initiatives may run at one time."""
    calendar = study.calendar
    if calendar.ever:
        return _most_on_a_day([calendar.spans(key).possible for key in ids])
    return len(ids)


def _most_on_a_day(periods: list[Period | None]) -> int:
    """Return how many of the periods share a day at most; it may be the first day of one."""
    known = [period for period in periods if period is not None]
    return max((sum(p.first in other for other in known) for p in known), default=0)
