"""Which few partners would leave most if they withdrew together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from learningcity.analysis.explaining_resilience import spots_of
from learningcity.analysis.explanation import Explanation, Step, cite
from learningcity.analysis.holding import Hold, Holding, Of, read_of
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences import resilience as words
from learningcity.analysis.study import Study
from learningcity.display import printable
from learningcity.graph.withdrawal import Upheld, falls, together, upheld, worst_sets
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY

__all__ = [
    "MOST",
    "Proof",
    "WithdrawalParameters",
    "WithdrawalRow",
    "Withdrawals",
    "mask_of",
    "things_of",
    "withdrawals_of",
    "worst_withdrawals",
]

MOST = 12
"""The most partners that may be asked for at once."""

Proof: TypeAlias = Literal["proven", "bounds"]
"""Whether nothing is worse, or only how much worse it could be."""


@dataclass(frozen=True)
class WithdrawalRow(Row):
    """The worst that the withdrawal of so many partners can do."""

    size: int
    """How many partners withdraw at most."""
    partners: tuple[str, ...]
    """Which; fewer where one more would add nothing."""
    lost: int
    """How many needs, priorities or initiatives would lose what they rest on."""
    bound: int
    """No choice of so many partners takes more."""
    status: Proof
    """``proven`` where ``bound`` is ``lost``; else ``bounds``: the search came to its limit."""
    subjects: tuple[str, ...]
    """What would be lost, such as ``need:ID``, in file order."""
    sentence: str
    """The row in words."""


@dataclass(frozen=True, kw_only=True)
class WithdrawalParameters(Parameters):
    """What the worst withdrawals rest on."""

    k: int
    """The most partners that withdraw together."""
    of: Of
    """Of what as much as possible is lost."""


@dataclass(frozen=True)
class Withdrawals(Result[WithdrawalRow, WithdrawalParameters]):
    """The worst that the withdrawal of 1, 2, … partners can do.

    See Also
    --------
    learningcity.worst_withdrawals : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.worst_withdrawals(city)
    >>> found.rows[0].partners, found.rows[0].lost, found.things
    (('port-college',), 2, 12)
    """

    schema: ClassVar[str] = "learningcity/withdrawals/1"
    shown: ClassVar[tuple[str, ...]] = ("size", "partners", "lost", "status", "sentence")
    extra: ClassVar[tuple[str, ...]] = ("things", "not_known", "unheld")

    things: int = 0
    """Of how many needs, priorities or initiatives it is known who holds them up."""
    not_known: tuple[str, ...] = ()
    """Those of which it is not known, such as ``need:ID``: in no figure."""
    unheld: tuple[str, ...] = ()
    """Those that nothing recorded reaches or serves, so that nothing can be lost: in no figure."""

    def summary(self) -> str:
        """Return what the largest withdrawal that was asked for would take."""
        view = None if self.study is None else self.study.view
        said = words.withdrawals_summary(self.rows, self, view)
        return printable(said)

    def _row_type(self) -> type[Row]:
        return WithdrawalRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        gone = frozenset(row.partners)
        holding = Holding(study)
        holds = holding.holds(self.parameters.of)
        steps = [
            cite(study.city, words.falls_step(study.view, hold), *spots_of(study, hold))
            for subject in row.subjects
            for hold in holds[subject]
            if gone.issuperset(hold.partners)
        ]
        known = [hold for found in holds.values() for hold in found]
        searched = len({partner for hold in known for partner in hold.partners})
        return Explanation(row.sentence, (*steps, Step(words.proof_step(row, searched))))


def worst_withdrawals(
    city: City,
    *,
    k: int = 2,
    of: Of = "needs",
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Withdrawals:
    """Find the few partners whose withdrawal together would leave most without anybody.

    It answers on whom the partnership rests together, where no single partner is the last one. It
    cannot tell how likely a withdrawal is, nor who would step in.

    Parameters
    ----------
    city
        The city.
    k
        How many partners withdraw at most, from 1 to 12.
    of
        What is counted: ``needs`` that nothing with a deliverer reaches any more; ``priorities``
        that lose their last deliverer, funder or owner; or ``initiatives`` that lose their last
        deliverer (or lead), funder or lead.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Withdrawals
        A row for each number of partners from 1 to `k`. Of choices that are equally bad the
        smallest counts, then the first in file order.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.resilience : each partner by itself, with money and places.

    Notes
    -----
    What counts as lost is as in ``resilience``: all partners that are recorded for one duty are
    gone, and of nothing it is unknown who has that duty. What has no duty of which that is known is
    in no figure: it is listed in ``unheld`` where nothing recorded reaches it, nor may, or
    serves it, and no partner owns it: there is nothing to lose; else in ``not_known``.

    The search is exact: depth-first over choices in file order, with an upper bound on what the
    partners still to choose can take. For two partners it always ends; for more it stops when it
    has looked at two million things for a number of partners. The row then has the best choice
    found, at least as bad as the greedy one, and the status ``bounds``: no choice takes more than
    ``bound``.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.worst_withdrawals(city, k=3, of="initiatives")
    >>> [row.lost for row in found.rows] == sorted(row.lost for row in found.rows)
    True
    >>> {row.status for row in found.rows}
    {'proven'}
    """
    read_of(of)
    if not 1 <= k <= MOST:
        raise ValueError(f"k: {k} is not from 1 to {MOST}")
    return withdrawals_of(Study(city, on=on, ever=ever, carry=carry), k=k, of=of)


def mask_of(holding: Holding, hold: Hold) -> int:
    """Return the partners of a hold as bits, in file order."""
    return together(1 << holding.places[partner] for partner in hold.partners)


def things_of(holding: Holding, holds: Mapping[str, Sequence[Hold]]) -> dict[str, Upheld]:
    """Return everything of which it is known who holds it up, as sets of partners."""
    return {
        subject: upheld(mask_of(holding, hold) for hold in found)
        for subject, found in holds.items()
        if found
    }


def withdrawals_of(study: Study, *, k: int = 2, of: Of = "needs") -> Withdrawals:
    """Return the worst withdrawals in a city that was read."""
    calendar = study.calendar
    holding = Holding(study)
    holds, unheld = holding.holds(of), holding.unheld(of)
    things = things_of(holding, holds)
    partners = study.city.partners.ids
    rows = []
    for size, found in enumerate(worst_sets(tuple(things.values()), k), 1):
        gone = together(1 << place for place in found.places)
        row = WithdrawalRow(
            size=size,
            partners=tuple(partners[place] for place in found.places),
            lost=found.lost,
            bound=found.bound,
            status="proven" if found.lost == found.bound else "bounds",
            subjects=tuple(key for key, thing in things.items() if falls(thing, gone)),
            sentence="",
        )
        said = words.withdrawals_sentence(study.view, row, of, len(things))
        rows.append(replace(row, sentence=said))
    return Withdrawals(
        study.city.id,
        WithdrawalParameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry, k=k, of=of),
        tuple(rows),
        study=study,
        things=len(things),
        not_known=tuple(key for key in holds if key not in things and key not in unheld),
        unheld=unheld,
    )
