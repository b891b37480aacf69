"""How many withdrawals each priority survives, and the fewest that break it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal, TypeAlias, get_args

from learningcity.analysis.explaining_resilience import spots_of
from learningcity.analysis.explanation import Explanation, Step, cite, grounded
from learningcity.analysis.holding import Hold, Holding
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences import resilience as words
from learningcity.analysis.sentences.absent import NO_SUCH
from learningcity.analysis.study import Study
from learningcity.analysis.withdrawals import things_of
from learningcity.display import Absent, printable
from learningcity.graph.breaking import smallest_break
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY

__all__ = [
    "BreakingParameters",
    "BreakingRow",
    "BreakingSets",
    "BreakingStatus",
    "Keeping",
    "breaking_sets",
    "breaking_sets_of",
]

Keeping: TypeAlias = Literal["delivered", "funded", "led"]
"""What an initiative must stay to go on."""

BreakingStatus: TypeAlias = Literal["proven", "bounds", "not-known", "nothing"]
"""How sure the smallest set is; ``nothing`` where there is nothing to break."""

_ALL: tuple[Keeping, ...] = get_args(Keeping)


@dataclass(frozen=True)
class BreakingRow(Row):
    """One priority, and the fewest partners whose withdrawal breaks it."""

    priority: str
    """The priority or objective."""
    initiatives: tuple[str, ...]
    """The initiatives that serve it or an objective of it and offer something themselves."""
    size_low: int | None
    """It takes at least so many withdrawals; ``None`` where there is nothing to break."""
    size_high: int | None
    """It takes at most so many; ``None`` where it is not known, too."""
    survives: int | None
    """It survives any withdrawal of so many partners: one less than ``size_low``."""
    partners: tuple[str, ...]
    """The fewest that break it, as far as was found; of several choices the first in file order."""
    unknown: tuple[str, ...]
    """Initiatives of which it is not known who holds them up: they may go on without anybody."""
    status: BreakingStatus
    """``proven``; ``bounds`` where the search came to its limit; ``not-known`` where ``unknown``
    names any; ``nothing`` where no initiative serves the priority.
    """
    sentence: str
    """The row in words."""

    def shown_value(self, name: str) -> object:
        """Return a value as a notebook shows it; of nothing to break there is no upper bound."""
        if name == "size_high" and self.size_low is None:
            return Absent(NO_SUCH)
        return super().shown_value(name)


@dataclass(frozen=True, kw_only=True)
class BreakingParameters(Parameters):
    """What the breaking sets rest on."""

    keep: tuple[Keeping, ...]
    """What an initiative must stay to go on, as far as it is recorded."""


@dataclass(frozen=True)
class BreakingSets(Result[BreakingRow, BreakingParameters]):
    """How many withdrawals each priority survives, priorities in file order.

    See Also
    --------
    learningcity.breaking_sets : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.breaking_sets(city)
    >>> {row.priority: row.size_low for row in found.rows[:3]}
    {'skills-for-work': 7, 'into-work': 3, 'first-jobs': 4}
    >>> found.rows[0].status
    'proven'
    """

    schema: ClassVar[str] = "learningcity/breaking-sets/1"
    shown: ClassVar[tuple[str, ...]] = (
        "priority",
        "size_low",
        "size_high",
        "survives",
        "partners",
        "status",
    )

    def summary(self) -> str:
        """Return the priorities that the fewest withdrawals break."""
        view = None if self.study is None else self.study.view
        return printable(words.breaking_summary(self.rows, view))

    def _row_type(self) -> type[Row]:
        return BreakingRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row, view, city = self.rows[index], study.view, study.city
        holds = _holds(Holding(study).holds("initiatives"), row.initiatives, self.parameters.keep)
        steps = [
            cite(
                city,
                words.initiative_step(view, key, holds[key]),
                (f"initiative:{key}",),
                *(spot for hold in holds[key] for spot in spots_of(study, hold)),
            )
            for key in row.initiatives
        ]
        if row.size_low is None:
            steps.append(grounded(city, row.sentence, (f"priority:{row.priority}",)))
        else:
            steps.append(Step(words.breaking_step(view, row)))
        return Explanation(row.sentence, tuple(steps))


def breaking_sets(
    city: City,
    *,
    keep: Collection[Keeping] = _ALL,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> BreakingSets:
    """Find the fewest partners whose withdrawal leaves a priority without any initiative.

    It answers how many withdrawals each priority survives, whoever they are. It cannot tell how
    likely they are, nor whether what is left would be enough.

    Parameters
    ----------
    city
        The city.
    keep
        What an initiative must stay to go on: ``delivered`` (somebody leads or delivers it),
        ``funded``, ``led``.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    BreakingSets
        A row for each current priority and objective, in file order.

    Raises
    ------
    ValueError
        `keep` names nothing or something else, or an argument lies outside its range.

    See Also
    --------
    learningcity.worst_withdrawals : the choice of k partners that takes most at once.

    Notes
    -----
    The rule: an initiative goes on while it keeps, of each thing in `keep` that is recorded of it,
    at least one partner. A priority is broken when no initiative that serves it or an objective of
    it, offers something itself and may run goes on. The smallest breaking set is the smallest union
    of one such group of each initiative; where every group is one partner, a minimum hitting set. A
    priority *survives any k withdrawals* where every breaking set is larger than k.

    Where of an initiative nothing in `keep` is recorded, or a sum that nobody is said to give
    leaves it open, it may go on whoever withdraws. Then there is no upper bound, the lower one is
    that of the other initiatives, and no set is given.

    An own branch and bound finds and proves the set, up to a limit of steps; beyond it an integer
    programme does where scipy is installed (the extra ``scale``), else both bounds are given. Of
    equally small sets the first in file order is given, however it was found.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.breaking_sets(city)
    >>> for row in found.rows[:3]:
    ...     print(row.priority, row.size_low, row.survives)
    skills-for-work 7 6
    into-work 3 2
    first-jobs 4 3
    """
    kept = _read_keep(keep)
    return breaking_sets_of(Study(city, on=on, ever=ever, carry=carry), keep=kept)


def _read_keep(keep: Collection[str]) -> tuple[Keeping, ...]:
    unknown = [word for word in keep if word not in _ALL]
    if isinstance(keep, str) or unknown or not keep:
        raise ValueError(f"keep: {keep!r} is no list of {', '.join(_ALL)}")
    return tuple(word for word in _ALL if word in keep)


def breaking_sets_of(study: Study, *, keep: tuple[Keeping, ...] = _ALL) -> BreakingSets:
    """Return the breaking sets of a city that was read."""
    calendar = study.calendar
    holding = Holding(study)
    known = holding.holds("initiatives")
    rows = [_row(holding, known, priority, keep) for priority in holding.serving]
    parameters = BreakingParameters(
        on=calendar.day, ever=calendar.ever, carry=calendar.carry, keep=keep
    )
    return BreakingSets(study.city.id, parameters, tuple(rows), study=study)


def _holds(
    known: Mapping[str, list[Hold]], initiatives: Collection[str], keep: tuple[Keeping, ...]
) -> Mapping[str, list[Hold]]:
    """Return for each initiative who holds it up, as far as it is known and counts."""
    return {
        key: [hold for hold in known[f"initiative:{key}"] if hold.duty in keep]
        for key in initiatives
    }


def _row(
    holding: Holding, known: Mapping[str, list[Hold]], priority: str, keep: tuple[Keeping, ...]
) -> BreakingRow:
    study, initiatives = holding.study, holding.delivering(priority)
    things = things_of(holding, _holds(known, initiatives, keep))
    unknown = tuple(key for key in initiatives if key not in things)
    row = BreakingRow(
        priority=priority,
        initiatives=initiatives,
        size_low=None,
        size_high=None,
        survives=None,
        partners=(),
        unknown=unknown,
        status="nothing",
        sentence="",
    )
    if initiatives:
        found = smallest_break(things.values())
        ids = study.city.partners.ids
        low = max(1, found.low)
        row = replace(row, size_low=low, survives=low - 1, status="not-known")
        if not unknown:
            row = replace(
                row,
                size_high=len(found.places),
                partners=tuple(ids[place] for place in found.places),
                status="proven" if found.proven else "bounds",
            )
    return replace(row, sentence=words.breaking_sentence(study.view, row))
