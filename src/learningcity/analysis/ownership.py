"""Who answers for each priority, and through which bodies that leads to the top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, Literal, TypeAlias

from learningcity.analysis.explanation import Explanation, Step, cite, references
from learningcity.analysis.gap_priorities import owners_of, reporting_of, stated_owners
from learningcity.analysis.result import DayParameters, Result, Row
from learningcity.analysis.sentences import ownership as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate

__all__ = [
    "Ownership",
    "OwnershipRow",
    "OwnershipStatus",
    "OwnershipStep",
    "ownership",
    "ownership_of",
]

OwnershipStatus: TypeAlias = Literal["top-body", "partner", "dead-end", "no-owner"]
"""Where answering for a priority leads."""


@dataclass(frozen=True)
class OwnershipStep(Row):
    """One body on the way up."""

    body: str
    """The id of the body."""
    members: tuple[str, ...]
    """The partners recorded as sitting on it, in file order; none: not known."""
    there: bool
    """Whether the body was there on the day, by its start and end."""


@dataclass(frozen=True)
class OwnershipRow(Row):
    """One owner of a priority and the way from there upwards."""

    priority: str
    """The priority or objective."""
    owner: str | None
    """Who answers for it, as ``body:ID`` or ``partner:ID``; ``None`` where nobody is recorded."""
    inherited: bool
    """Whether the owner is that of what the priority lies within, as it states none itself."""
    status: OwnershipStatus
    """``top-body``: reporting leads to a body that reports to none; ``partner``: a partner answers
    itself; ``dead-end``: reporting leads in a circle or to no body of the file; ``no-owner``.
    """
    way: tuple[OwnershipStep, ...]
    """The bodies from the owner upwards, itself first; none where it is a partner or nobody."""
    top: str | None
    """The body at the top, where the way leads to one."""
    leads_to: str | None
    """Where a dead end leads: a body that was there before, or an id that is no body."""
    sentence: str
    """The row in words."""


@dataclass(frozen=True)
class Ownership(Result[OwnershipRow, DayParameters]):
    """A row for each priority and owner, priorities in file order.

    See Also
    --------
    learningcity.ownership : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.ownership(city)
    >>> found.rows[0].owner, found.rows[0].top
    ('body:skills-board', 'city-board')
    >>> found.orphans
    ('learning-families', 'early-start', 'beside-school')
    """

    schema: ClassVar[str] = "learningcity/ownership/1"
    shown: ClassVar[tuple[str, ...]] = ("priority", "owner", "status", "way", "top")
    extra: ClassVar[tuple[str, ...]] = ("orphans", "dead_ends")

    @cached_property
    def orphans(self) -> tuple[str, ...]:
        """The priorities for which nobody is recorded as answering."""
        return tuple(row.priority for row in self.rows if row.status == "no-owner")

    @cached_property
    def dead_ends(self) -> tuple[str, ...]:
        """The priorities that have owners, none of which is a partner or leads to a top body."""
        good = {row.priority for row in self.rows if row.status != "dead-end"}
        return tuple(dict.fromkeys(r.priority for r in self.rows if r.priority not in good))

    def summary(self) -> str:
        """Return how many priorities somebody answers for, and where that leads."""
        return words.ownership_summary(self)

    def _row_type(self) -> type[Row]:
        return OwnershipRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        return Explanation(row.sentence, tuple(_steps(study, row)))


def ownership(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
) -> Ownership:
    """Trace who answers for each priority, body by body, to the top.

    It answers whether every priority has somebody who answers for it, to whom that body reports,
    and who sits on it. It cannot tell whether they do: only what the file says of owners, reporting
    and members.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. Priorities in use then have
        rows.
    ever
        Read all time instead of a day: each priority has rows, and each body counts as there.

    Returns
    -------
    Ownership
        A row for each priority and objective in use and each of its owners, in file order; one
        without an owner has a row that says so.

    Raises
    ------
    ValueError
        Both `on` and `ever` are given, or `on` is no date.

    See Also
    --------
    learningcity.find_gaps : ``ownership`` gaps are the orphans and dead ends found here.
    learningcity.governance_graph : the same bodies as a graph.

    Notes
    -----
    The owner is that of the newest name of a priority, else those of its older names, else those of
    what it lies within, nearest first (``inherited``). A partner that owns a priority answers
    itself. From a body the way goes along ``reports_to`` until a body reports to none: the top. A
    body that reports to none may be at the top or may just not say to whom it reports: the file
    cannot keep the two apart. The way does not depend on the day: a body that had ended, or had not
    begun, is marked by ``there``.

    Cost: priorities times the length of the way.

    Examples
    --------
    >>> import learningcity
    >>> found = learningcity.ownership(learningcity.open_example("lanternport"))
    >>> row = found.rows[0]
    >>> row.priority, row.owner, [step.body for step in row.way]
    ('skills-for-work', 'body:skills-board', ['skills-board', 'city-board'])
    >>> found.orphans
    ('learning-families', 'early-start', 'beside-school')
    """
    return ownership_of(Study(city, on=on, ever=ever))


def ownership_of(study: Study) -> Ownership:
    """Return who answers for each priority of a city that was read."""
    calendar = study.calendar
    rows = []
    for priority in study.view.current("priority"):
        inherited = not stated_owners(study.view, priority)
        for owner in owners_of(study.view, priority) or (None,):
            row = _row(study, priority, owner, inherited and owner is not None)
            rows.append(replace(row, sentence=words.ownership_row(study.view, row)))
    parameters = DayParameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry)
    return Ownership(study.city.id, parameters, tuple(rows), study=study)


def _row(study: Study, priority: str, owner: str | None, inherited: bool) -> OwnershipRow:
    city, calendar = study.city, study.calendar
    way: tuple[OwnershipStep, ...] = ()
    top = leads_to = None
    status: OwnershipStatus = "no-owner" if owner is None else "partner"
    if owner is not None and owner in city.bodies:
        chain, leads_to = reporting_of(city, owner)
        bodies = [city.bodies[key] for key in chain]
        way = tuple(
            OwnershipStep(
                body.id,
                study.view.partner_order(body.members),
                calendar.counts(body.start, body.end),
            )
            for body in bodies
        )
        status = "top-body" if leads_to is None else "dead-end"
        top = chain[-1] if leads_to is None else None
    kind = "body" if way else "partner"
    return OwnershipRow(
        priority=priority,
        owner=None if owner is None else f"{kind}:{owner}",
        inherited=inherited,
        status=status,
        way=way,
        top=top,
        leads_to=leads_to,
        sentence="",
    )


def _steps(study: Study, row: OwnershipRow) -> Iterator[Step]:
    """Yield who is said to own it, then each body with its members and what is above it."""
    city, view = study.city, study.view
    entries = view.graph("priority").entries(row.priority)
    owning = [(f"priority:{entry.id}", "owner") for entry in entries]
    yield cite(city, words.owner_step(view, row), *owning)
    if row.status == "partner":
        yield cite(city, words.partner_step(view, row), (str(row.owner),))
    for place, step in enumerate(row.way):
        seats = ((f"body:{step.body}", "members"), *zip(references("partner", step.members)))
        yield cite(city, words.members_step(view, step), *seats)
        if not step.there:
            yield cite(city, words.absent_step(view, step), (f"body:{step.body}",))
        after = row.way[place + 1].body if place + 1 < len(row.way) else row.leads_to
        yield cite(city, words.reports_step(view, step, after), (f"body:{step.body}", "reports_to"))
