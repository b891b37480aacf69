"""Which bodies have the same members, and who sits on how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import ClassVar, Literal

from learningcity.analysis.explanation import Explanation, Step, grounded, references
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences import effort as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import ALWAYS, PartialDate, Period
from learningcity.model.entities import Body
from learningcity.model.figures import round_figure
from learningcity.model.running import CARRY
from learningcity.model.vocabulary import WORKING_ROLES

__all__ = ["Effort", "EffortParameters", "EffortRow", "SeatRow", "effort_of", "meeting_effort"]


@dataclass(frozen=True)
class EffortRow(Row):
    """Two bodies with members in common."""

    bodies: tuple[str, str]
    """The two ids, in file order."""
    shared: tuple[str, ...]
    """The partners that sit on both."""
    first_members: int
    """How many members the first has."""
    second_members: int
    """How many the second has."""
    containment: float
    """Shared members by those of the smaller body, 0 to 1: 1 where it lies wholly in the other."""
    jaccard: float
    """Shared members by all members of the two, 0 to 1: 1 where both have the same."""
    above: str | None
    """The one of the two to which the other reports, at any depth, if it does."""
    sentence: str
    """The row in words."""


@dataclass(frozen=True)
class SeatRow(Row):
    """One partner and where it meets others."""

    partner: str
    """The id of the partner."""
    seats: int
    """On how many bodies it sits."""
    bodies: tuple[str, ...]
    """These bodies, in file order."""
    coordinations: tuple[str, ...]
    """The initiatives of kind ``coordination`` in which it works; they are no seats."""


@dataclass(frozen=True, kw_only=True)
class EffortParameters(Parameters):
    """What the effort rests on."""

    at_least: int
    """So many members in common make a row."""


@dataclass(frozen=True)
class Effort(Result[EffortRow, EffortParameters]):
    """Pairs of bodies with members in common, those with most first, and the seats of partners.

    See Also
    --------
    learningcity.meeting_effort : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.meeting_effort(city)
    >>> found.rows[0].bodies, found.rows[0].containment
    (('skills-board', 'employment-group'), 1.0)
    >>> found.seats[0].partner, found.seats[0].seats
    ('city-council', 5)
    """

    schema: ClassVar[str] = "learningcity/effort/1"
    shown: ClassVar[tuple[str, ...]] = ("bodies", "shared", "containment", "jaccard")
    extra: ClassVar[tuple[str, ...]] = ("basis", "seats", "without_members")

    basis: ClassVar[Literal["count"]] = "count"
    """What is counted: seats, since the files hold no hours."""
    seats: tuple[SeatRow, ...] = ()
    """Each partner that sits on a body or works in a coordination, those with most seats first."""
    without_members: tuple[str, ...] = ()
    """Bodies of which no member is recorded; they cannot be compared."""

    def summary(self) -> str:
        """Return one sentence with the pairs of bodies and the most seats of one partner."""
        most = max((row.seats for row in self.seats), default=0)
        return words.effort_summary(
            len(self.rows), self.parameters.at_least, most, len(self.without_members)
        )

    def _row_type(self) -> type[Row]:
        return EffortRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        city, view = study.city, study.view
        steps = []
        for body_id in row.bodies:
            body = city.bodies[body_id]
            said = words.members_step(view, body)
            steps.append(grounded(city, said, references("body", (body_id,))))
        said = words.shared_step(view, row.shared)
        steps.append(grounded(city, said, references("partner", row.shared)))
        steps.append(Step(words.shares_step(row)))
        if row.above is not None:
            said = words.above_step(view, row)
            steps.append(grounded(city, said, references("body", row.bodies)))
        steps.append(Step(words.basis_step()))
        return Explanation(row.sentence, tuple(steps))


def meeting_effort(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    at_least: int = 2,
) -> Effort:
    """Find bodies with the same members, and count the seats of each partner.

    It answers where the same people may meet twice, and who carries most of the meetings. It cannot
    tell how much time that takes: the file holds no hours, so seats are counted and nothing else.
    The same partner may send different people.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. Bodies count from their
        ``start`` to their ``end``.
    ever
        Read all time instead of a day: two bodies must then have been there at one time, as far as
        the file says.
    carry
        Years for which an initiative seen running is presumed to run on; it bears on
        ``coordinations`` only.
    at_least
        So many members in common make a row. Two is the default: a body of one member meets nobody
        twice.

    Returns
    -------
    Effort
        A row for each pair of bodies, those with most members in common first, then by containment,
        then by Jaccard index, then file order. ``seats`` has a row for each partner.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_crowding : many initiatives for the same people.

    Notes
    -----
    Containment = shared members / members of the smaller body, Jaccard index = shared members /
    members of one or both, each from 0 to 1. Containment shows a small body that lies in a
    large one; the Jaccard index two bodies that are nearly one. A body that reports to the other
    may well be meant to have its members; ``above`` says so.

    A body without recorded members is unknown, not empty: it is in no row and listed in
    ``without_members``.

    Cost: the members of bodies, then the pairs of bodies that share one.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> effort = learningcity.meeting_effort(city)
    >>> effort.rows[0].bodies, effort.rows[0].jaccard
    (('skills-board', 'employment-group'), 1.0)
    >>> effort.seats[0].partner, effort.seats[0].seats
    ('city-council', 5)
    """
    if at_least < 1:
        raise ValueError(f"at_least: {at_least} is below 1")
    return effort_of(Study(city, on=on, ever=ever, carry=carry), at_least=at_least)


def effort_of(study: Study, *, at_least: int = 2) -> Effort:
    """Return the effort of meetings of a city that was read."""
    city, calendar = study.city, study.calendar
    bodies = [body for body in city.bodies if calendar.counts(body.start, body.end)]
    members = {body.id: study.view.partner_order(body.members) for body in bodies}
    rows = []
    for first, second in _meeting(bodies, members):
        row = _row(city, members, first, second)
        if len(row.shared) >= at_least and _period(first).meets(_period(second)):
            rows.append(replace(row, sentence=words.effort_sentence(study.view, row)))
    rows.sort(key=lambda row: (-len(row.shared), -row.containment, -row.jaccard))
    parameters = EffortParameters(
        on=calendar.day, ever=calendar.ever, carry=calendar.carry, at_least=at_least
    )
    return Effort(
        city.id,
        parameters,
        tuple(rows),
        seats=_seats(study, members),
        without_members=tuple(key for key, sitting in members.items() if not sitting),
        study=study,
    )


def _period(body: Body) -> Period:
    return Period(
        body.start.first if body.start else ALWAYS.first, body.end.last if body.end else ALWAYS.last
    )


def _meeting(bodies: list[Body], members: Mapping[str, tuple[str, ...]]) -> list[tuple[Body, Body]]:
    """Return the pairs of bodies that have a member in common, in file order."""
    sitting: dict[str, list[int]] = {}
    for index, body in enumerate(bodies):
        for partner_id in members[body.id]:
            sitting.setdefault(partner_id, []).append(index)
    pairs = {pair for indexes in sitting.values() for pair in combinations(indexes, 2)}
    return [(bodies[first], bodies[second]) for first, second in sorted(pairs)]


def _row(
    city: City, members: Mapping[str, tuple[str, ...]], first: Body, second: Body
) -> EffortRow:
    here, there = members[first.id], members[second.id]
    shared = tuple(partner_id for partner_id in here if partner_id in there)
    everybody = len(here) + len(there) - len(shared)
    above = None
    if second.id in _line_upward(city, first):
        above = second.id
    elif first.id in _line_upward(city, second):
        above = first.id
    return EffortRow(
        bodies=(first.id, second.id),
        shared=shared,
        first_members=len(here),
        second_members=len(there),
        containment=round_figure(len(shared) / min(len(here), len(there))),
        jaccard=round_figure(len(shared) / everybody),
        above=above,
        sentence="",
    )


def _line_upward(city: City, body: Body) -> list[str]:
    """Return the bodies to which one reports, directly or through others."""
    line: list[str] = []
    larger = body.reports_to
    while larger is not None and larger not in line and larger in city.bodies:
        line.append(larger)
        larger = city.bodies[larger].reports_to
    return line


def _seats(study: Study, members: Mapping[str, tuple[str, ...]]) -> tuple[SeatRow, ...]:
    """Return where each partner meets others, those with most seats first."""
    view = study.view
    bodies: dict[str, list[str]] = {}
    for body_id, sitting in members.items():
        for partner_id in sitting:
            bodies.setdefault(partner_id, []).append(body_id)
    rounds: dict[str, list[str]] = {}
    for entry in view.initiatives:
        if entry.kind == "coordination":
            for partner_id in view.calendar.partners(entry, WORKING_ROLES):
                rounds.setdefault(partner_id, []).append(entry.id)
    seats = Counter({key: len(found) for key, found in bodies.items()})
    order = view.partner_order({*bodies, *rounds})
    rows = (
        SeatRow(key, seats[key], tuple(bodies.get(key, ())), tuple(rounds.get(key, ())))
        for key in order
    )
    return tuple(sorted(rows, key=lambda row: -row.seats))
