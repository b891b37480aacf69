"""Whether partners' own priorities are those of the city, and those that they work on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias, get_args, overload

from learningcity.analysis.aims import Lying, named_by, work_of
from learningcity.analysis.explanation import Explanation, Spot, Step, cite
from learningcity.analysis.gap_priorities import outermost
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences import alignment as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Initiative, Role
from learningcity.model.figures import round_figure
from learningcity.model.running import CARRY
from learningcity.model.vocabulary import WORKING_ROLES, read_roles
from learningcity.reach.view import Keys

__all__ = [
    "Alignment",
    "AlignmentBy",
    "AlignmentParameters",
    "AlignmentRow",
    "Endorsement",
    "EndorsementRow",
    "alignment",
    "alignment_of",
    "endorsement_of",
]

AlignmentBy: TypeAlias = Literal["partner", "priority"]
"""What each row is about."""


@dataclass(frozen=True)
class AlignmentRow(Row):
    """One partner: what it says it wants, and what it works on."""

    partner: str
    """The id of the partner."""
    stated: tuple[str, ...]
    """The priorities that it states as its own; none: not known."""
    worked: tuple[str, ...]
    """The priorities that the initiatives name in which it works, in file order."""
    both: tuple[str, ...] | None
    """Stated ones of which, or of a part of which, it works; ``None``: it states none."""
    perhaps: tuple[str, ...] | None
    """Other stated ones where its initiatives name only a larger priority that has them in it."""
    stated_only: tuple[str, ...] | None
    """Stated ones on which it has no recorded work."""
    worked_only: tuple[str, ...] | None
    """Priorities that it works on and has not stated, nor anything that they have in them."""
    unplaced: tuple[str, ...]
    """Its initiatives that name no priority: they may serve any."""
    endorsed: tuple[str, ...] | None
    """The city's outermost priorities that it states, or a part of them; ``None``: it states none.
    """
    endorsed_share: float | None
    """Their share of the city's outermost priorities, 0 to 1; ``None`` without either."""
    reason: str | None
    """Why figures are ``None``: ``nothing-stated``, or ``no-priorities`` in the city."""


@dataclass(frozen=True)
class EndorsementRow(Row):
    """One priority: who states it as their own, and who works on it; parts of it count too."""

    priority: str
    """The priority or objective."""
    stated_by: tuple[str, ...]
    """The partners that state it or a part of it, in file order."""
    worked_by: tuple[str, ...]
    """The partners that work in an initiative that names it or a part of it."""
    worked_above: tuple[str, ...]
    """Those of whose work is only said that it serves something larger in which it lies: whether
    they work on this too is not known.
    """
    both: tuple[str, ...]
    """Those that do both."""
    perhaps: tuple[str, ...]
    """Those that state it, and of their work is only said that it serves something larger."""
    stated_only: tuple[str, ...]
    """Those that state it and have no recorded work for it."""
    stated_above: tuple[str, ...]
    """Those that work on it and state only something larger in which it lies."""
    worked_only: tuple[str, ...]
    """Those that work on it and state other priorities, but not this."""
    unsaid: tuple[str, ...]
    """Those that work on it and state no priority at all: whether they want it is not known."""
    stated_share: float | None
    """Those that state it as a share of all partners that state any, 0 to 1."""
    reason: str | None
    """Why the share is ``None``: ``nothing-stated`` by any partner."""


@dataclass(frozen=True, kw_only=True)
class AlignmentParameters(Parameters):
    """What the alignment rests on."""

    by: AlignmentBy
    """What each row is about."""
    roles: tuple[str, ...]
    """The roles in which taking part is work."""


@dataclass(frozen=True)
class Alignment(Result[AlignmentRow, AlignmentParameters]):
    """A row for each partner, in file order.

    See Also
    --------
    learningcity.alignment : works it out.
    learningcity.Endorsement : the same by priority.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.alignment(city)
    >>> row = found.rows[0]
    >>> row.partner, row.both, row.stated_only
    ('city-council', ('skills-for-work', 'learning-families'), ('basics-for-all',
    'green-neighbourhoods'))
    """

    schema: ClassVar[str] = "learningcity/alignment/1"
    shown: ClassVar[tuple[str, ...]] = (
        "partner", "stated", "both", "stated_only", "worked_only", "endorsed"
    )  # fmt: skip

    def summary(self) -> str:
        """Return how many partners state priorities, and how many work on all of them."""
        return words.alignment_summary(self.rows)

    def _row_type(self) -> type[Row]:
        return AlignmentRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        work = work_of(study, self.parameters.roles)[row.partner]
        subject = words.partner_subject(study.view, row.partner)
        return Explanation(subject, tuple(_partner_steps(study, row, work)))


@dataclass(frozen=True)
class Endorsement(Result[EndorsementRow, AlignmentParameters]):
    """A row for each priority and objective in use, in file order.

    See Also
    --------
    learningcity.alignment : works it out, with ``by="priority"``.
    learningcity.Alignment : the same by partner.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.alignment(city, by="priority")
    >>> row = found.rows[0]
    >>> row.priority, row.stated_share, row.worked_only
    ('skills-for-work', 0.4, ('bay-university', 'harbour-voices'))
    """

    schema: ClassVar[str] = "learningcity/endorsement/1"
    shown: ClassVar[tuple[str, ...]] = (
        "priority", "stated_by", "worked_by", "both", "stated_only", "worked_only"
    )  # fmt: skip

    def summary(self) -> str:
        """Return how many priorities are stated and worked on."""
        return words.endorsement_summary(self.rows)

    def _row_type(self) -> type[Row]:
        return EndorsementRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        work = work_of(study, self.parameters.roles)
        subject = words.priority_subject(study.view, row.priority)
        return Explanation(subject, tuple(_priority_steps(study, row, work)))


@overload
def alignment(
    city: City,
    *,
    by: Literal["partner"] = ...,
    on: date | PartialDate | str | None = ...,
    ever: bool = ...,
    roles: Iterable[str] = ...,
    carry: int = ...,
) -> Alignment: ...


@overload
def alignment(
    city: City,
    *,
    by: Literal["priority"],
    on: date | PartialDate | str | None = ...,
    ever: bool = ...,
    roles: Iterable[str] = ...,
    carry: int = ...,
) -> Endorsement: ...


def alignment(
    city: City,
    *,
    by: AlignmentBy = "partner",
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    roles: Iterable[str] = WORKING_ROLES,
    carry: int = CARRY,
) -> Alignment | Endorsement:
    """Compare the priorities that partners state with the city's, and with what they work on.

    It answers which partners stand behind which priorities in words, in deeds, or in both. It
    cannot tell how much they do: initiatives are looked at, not their size. A partner that states
    nothing may agree with everything: then nothing is known.

    Parameters
    ----------
    city
        The city.
    by
        ``partner``: a row for each partner. ``priority``: a row for each priority and objective.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. Initiatives that surely do not
        run then are left out.
    ever
        Read all time instead of a day.
    roles
        The roles in which taking part is work. All but ``funder`` by default.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Alignment or Endorsement
        Rows by partner, or by priority.

    Raises
    ------
    ValueError
        `by` is neither of the two; both `on` and `ever` are given; `carry` is below zero; there is
        no such role.

    See Also
    --------
    learningcity.remit : what partners do beyond what they were set up for.

    Notes
    -----
    A(s) is a priority and everything within it. With S the stated priorities of a partner and W
    those that its initiatives name: s ∈ S is in ``both`` if A(s) has one of W; else in ``perhaps``
    if s lies within one of W, as the initiative may or may not serve just this part; else in
    ``stated_only``. w ∈ W is in ``worked_only`` if it lies in no A(s) and has no s in it. So S is
    ``both``, ``perhaps`` and ``stated_only`` together. All initiatives that may run count, of
    whichever kind. A partner that states no priority has ``None`` there: unknown is not zero.

    Outermost priorities are those in use that lie within no other in use. Cost: participations, and
    partners times priorities.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> row = learningcity.alignment(city).rows[0]
    >>> row.partner, row.both
    ('city-council', ('skills-for-work', 'learning-families'))
    >>> row.stated_only
    ('basics-for-all', 'green-neighbourhoods')
    >>> learningcity.alignment(learningcity.open_example("wolverhampton")).rows[2].reason
    'nothing-stated'
    """
    if by not in get_args(AlignmentBy):
        raise ValueError(f"by: '{by}' is neither 'partner' nor 'priority'")
    wanted = read_roles(roles)
    study = Study(city, on=on, ever=ever, carry=carry)
    asked = endorsement_of if by == "priority" else alignment_of
    return asked(study, roles=wanted)


def alignment_of(study: Study, *, roles: Iterable[str] = WORKING_ROLES) -> Alignment:
    """Return the alignment of each partner of a city that was read."""
    asked = _parameters(study, "partner", roles)
    whole = outermost(study.view)
    rows = tuple(_partner_row(study, whole, *item) for item in work_of(study, asked.roles).items())
    return Alignment(study.city.id, asked, rows, study=study)


def endorsement_of(study: Study, *, roles: Iterable[str] = WORKING_ROLES) -> Endorsement:
    """Return who states and works on each priority of a city that was read."""
    asked = _parameters(study, "priority", roles)
    people = _People(study, work_of(study, asked.roles))
    rows = tuple(map(people.row, study.view.current("priority")))
    return Endorsement(study.city.id, asked, rows, study=study)


def _parameters(study: Study, by: AlignmentBy, roles: Iterable[str]) -> AlignmentParameters:
    calendar, counting = study.calendar, frozenset(roles)
    return AlignmentParameters(
        on=calendar.day,
        ever=calendar.ever,
        carry=calendar.carry,
        by=by,
        roles=tuple(role for role in get_args(Role) if role in counting),
    )


# -- by partner ----------------------------------------------------------------------------------


def _partner_row(study: Study, whole: Keys, partner: str, work: list[Initiative]) -> AlignmentRow:
    graph = study.view.terms.priorities
    stated = graph.canonical_set(study.city.partners[partner].priorities)
    worked = named_by(graph, work)
    unplaced = tuple(entry.id for entry in work if not entry.priorities)
    if not stated:
        none = (None, None, None, None)
        return AlignmentRow(partner, (), worked, *none, unplaced, None, None, "nothing-stated")
    both = tuple(key for key in stated if not graph.below(key).isdisjoint(worked))
    larger = graph.below_all(worked)
    perhaps = tuple(key for key in stated if key not in both and key in larger)
    endorsed = tuple(key for key in whole if not graph.below(key).isdisjoint(stated))
    return AlignmentRow(
        partner=partner,
        stated=stated,
        worked=worked,
        both=both,
        perhaps=perhaps,
        stated_only=tuple(key for key in stated if key not in (*both, *perhaps)),
        worked_only=Lying.of(graph, worked, stated).outside,
        unplaced=unplaced,
        endorsed=endorsed,
        endorsed_share=round_figure(len(endorsed) / len(whole)) if whole else None,
        reason=None if whole else "no-priorities",
    )


def _partner_steps(study: Study, row: AlignmentRow, work: list[Initiative]) -> Iterator[Step]:
    """Yield what is stated, each initiative with its priorities, then the comparison."""
    city, view = study.city, study.view
    here = f"partner:{row.partner}"
    yield cite(city, words.stated_step(view, row.partner, row.stated), (here, "priorities"))
    for entry in work:
        named = view.terms.priorities.canonical_set(entry.priorities)
        yield cite(
            city,
            words.named_step(view, entry.id, named),
            (f"initiative:{entry.id}", "priorities"),
        )
    if not work:
        yield cite(city, words.no_work_step(view, row.partner), (here,))
    if row.both is None:
        yield cite(city, words.nothing_stated_step(view, row.partner), (here,))
        return
    yield cite(city, words.compared_step(view, row), (here,))
    whole = outermost(view)
    spots: list[Spot] = [(f"priority:{key}",) for key in whole]
    yield cite(city, words.endorsed_step(view, row, len(whole)), *(spots or [(here,)]))


# -- by priority ---------------------------------------------------------------------------------


class _People:
    """Who states what and who works on what."""

    def __init__(self, study: Study, work: dict[str, list[Initiative]]) -> None:
        self.graph = study.view.terms.priorities
        self.stated = {
            partner.id: self.graph.canonical_set(partner.priorities)
            for partner in study.city.partners
        }
        self.worked = {key: named_by(self.graph, entries) for key, entries in work.items()}
        self.within_stated = {k: self.graph.below_all(keys) for k, keys in self.stated.items()}
        self.within_worked = {k: self.graph.below_all(keys) for k, keys in self.worked.items()}
        self.stating = sum(map(bool, self.stated.values()))

    def row(self, priority: str) -> EndorsementRow:
        """Return the row of a priority."""
        inside = self.graph.below(priority)
        stated_by = [key for key, named in self.stated.items() if not inside.isdisjoint(named)]
        worked_by = [key for key, named in self.worked.items() if not inside.isdisjoint(named)]
        working, stating = frozenset(worked_by), frozenset(stated_by)
        others = [key for key in worked_by if key not in stating]
        larger = [key for key, keys in self.within_worked.items() if priority in keys]
        above = [key for key in others if priority in self.within_stated[key]]
        silent = [key for key in others if not self.stated[key]]
        without = [key for key in stated_by if key not in working]
        perhaps = [key for key in without if priority in self.within_worked[key]]
        return EndorsementRow(
            priority=priority,
            stated_by=tuple(stated_by),
            worked_by=tuple(worked_by),
            worked_above=tuple(key for key in larger if key not in working),
            both=tuple(key for key in stated_by if key in working),
            perhaps=tuple(perhaps),
            stated_only=tuple(key for key in without if key not in perhaps),
            stated_above=tuple(above),
            worked_only=tuple(key for key in others if key not in (*above, *silent)),
            unsaid=tuple(silent),
            stated_share=round_figure(len(stated_by) / self.stating) if self.stating else None,
            reason=None if self.stating else "nothing-stated",
        )


def _priority_steps(
    study: Study, row: EndorsementRow, work: dict[str, list[Initiative]]
) -> Iterator[Step]:
    """Yield who states it, who works on it and in what, then the comparison."""
    city, view = study.city, study.view
    here = (f"priority:{row.priority}",)
    spots: list[Spot] = [(f"partner:{key}", "priorities") for key in row.stated_by]
    yield cite(city, words.stating_step(view, row.priority, row.stated_by), here, *spots)
    inside = view.graph("priority").below(row.priority)
    for partner in row.worked_by:
        serving = _serving(study, work[partner], inside)
        spots = [(f"initiative:{key}", "priorities") for key in serving]
        yield cite(
            city, words.working_step(view, partner, serving), (f"partner:{partner}",), *spots
        )
    yield cite(city, words.people_step(view, row), here)


def _serving(study: Study, work: list[Initiative], inside: frozenset[str]) -> Keys:
    graph = study.view.terms.priorities
    return tuple(e.id for e in work if not inside.isdisjoint(graph.canonical_set(e.priorities)))
