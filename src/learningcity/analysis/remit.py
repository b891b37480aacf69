"""What partners do beyond what they were set up to serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias, get_args

from learningcity.analysis.aims import Lying, work_of
from learningcity.analysis.explanation import Explanation, Step, cite
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

__all__ = ["Remit", "RemitParameters", "RemitRow", "remit", "remit_of"]

_Where: TypeAlias = Literal["inside", "partly", "perhaps", "beyond", "unplaced"]


@dataclass(frozen=True)
class RemitRow(Row):
    """One partner: what it was set up for, and where its work lies."""

    partner: str
    """The id of the partner."""
    remit: tuple[str, ...]
    """The priorities that it was set up to serve; none: not recorded."""
    initiatives: tuple[str, ...]
    """The initiatives that may run in which it works."""
    inside: tuple[str, ...] | None
    """Those of which all priorities lie within the remit; ``None``: no remit is recorded."""
    partly: tuple[str, ...] | None
    """Those that name priorities within the remit, and others beyond it."""
    perhaps: tuple[str, ...] | None
    """Those that name none within the remit, but something larger that has it in it."""
    beyond: tuple[str, ...] | None
    """Those that name priorities, all of them beyond the remit."""
    unplaced: tuple[str, ...]
    """Those that name no priority: where they lie is not known."""
    beyond_high: int | None
    """At most so many lie wholly beyond it: those that may, added to those that do."""
    share_low: float | None
    """At least this share of its initiatives lies wholly beyond, 0 to 1."""
    share_high: float | None
    """At most this share."""
    reason: str | None
    """Why figures are ``None``: ``no-remit`` recorded, or ``no-work`` recorded."""


@dataclass(frozen=True, kw_only=True)
class RemitParameters(Parameters):
    """What the comparison with remits rests on."""

    roles: tuple[str, ...]
    """The roles in which taking part is work."""


@dataclass(frozen=True)
class Remit(Result[RemitRow, RemitParameters]):
    """A row for each partner, in file order.

    See Also
    --------
    learningcity.remit : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.remit(city)
    >>> [row.partner for row in found.rows if row.beyond]
    ['health-service', 'northfield-together']
    """

    schema: ClassVar[str] = "learningcity/remit/1"
    shown: ClassVar[tuple[str, ...]] = ("partner", "remit", "inside", "partly", "beyond")

    def summary(self) -> str:
        """Return of how many partners a remit is recorded, and how many work beyond it."""
        return words.remit_summary(self.rows)

    def _row_type(self) -> type[Row]:
        return RemitRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        work = work_of(study, self.parameters.roles)[row.partner]
        subject = words.partner_subject(study.view, row.partner)
        return Explanation(subject, tuple(_steps(study, row, work)))


def remit(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    roles: Iterable[str] = WORKING_ROLES,
    carry: int = CARRY,
) -> Remit:
    """Tell which initiatives lie beyond what the partners in them were set up to serve.

    It answers who works beyond its own remit, which a partnership may want or may pay for dearly.
    It cannot tell which of the two, nor anything of a partner whose remit nobody recorded.

    Parameters
    ----------
    city
        The city.
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
    Remit
        A row for each partner, in file order.

    Raises
    ------
    ValueError
        Both `on` and `ever` are given; `carry` is below zero; there is no such role.

    See Also
    --------
    learningcity.alignment : what partners say they want.

    Notes
    -----
    With R the remit and A(R) all that lies within it, a priority is within the remit if it is in
    A(R), unclear if it has one of R in it, else beyond. An initiative is ``inside`` if it names one
    within and none beyond, ``partly`` if it names both sorts, ``perhaps`` if it names none within
    and one that is unclear, ``beyond`` if all that it names is beyond. Initiatives are counted, not
    weighed. ``beyond_high`` adds ``perhaps`` and ``unplaced`` to ``beyond``; the shares divide both
    by all initiatives of the partner. Cost: participations.

    Examples
    --------
    >>> import learningcity
    >>> rows = learningcity.remit(learningcity.open_example("lanternport")).rows
    >>> [(row.partner, row.beyond) for row in rows if row.beyond]
    [('health-service', ('open-doors',)),
     ('northfield-together', ('literacy-evenings', 'climate-leaders'))]
    >>> learningcity.remit(learningcity.open_example("wolverhampton")).rows[0].reason
    'no-remit'
    """
    return remit_of(Study(city, on=on, ever=ever, carry=carry), roles=read_roles(roles))


def remit_of(study: Study, *, roles: Iterable[str] = WORKING_ROLES) -> Remit:
    """Return where the work of each partner of a city that was read lies."""
    calendar, counting = study.calendar, frozenset(roles)
    parameters = RemitParameters(
        on=calendar.day,
        ever=calendar.ever,
        carry=calendar.carry,
        roles=tuple(role for role in get_args(Role) if role in counting),
    )
    rows = tuple(_row(study, *item) for item in work_of(study, counting).items())
    return Remit(study.city.id, parameters, rows, study=study)


def _row(study: Study, partner: str, work: list[Initiative]) -> RemitRow:
    graph = study.view.terms.priorities
    remit = graph.canonical_set(study.city.partners[partner].remit)
    ids = tuple(entry.id for entry in work)
    unplaced = tuple(entry.id for entry in work if not entry.priorities)
    if not remit:
        none = (None, None, None, None)
        return RemitRow(partner, (), ids, *none, unplaced, None, None, None, "no-remit")
    found: dict[_Where, list[str]] = {"inside": [], "partly": [], "perhaps": [], "beyond": []}
    for entry in work:
        if entry.priorities:
            found[_where(study, entry, remit)].append(entry.id)
    beyond = found["beyond"]
    most = len(beyond) + len(found["perhaps"]) + len(unplaced)
    return RemitRow(
        partner=partner,
        remit=remit,
        initiatives=ids,
        inside=tuple(found["inside"]),
        partly=tuple(found["partly"]),
        perhaps=tuple(found["perhaps"]),
        beyond=tuple(beyond),
        unplaced=unplaced,
        beyond_high=most,
        share_low=round_figure(len(beyond) / len(work)) if work else None,
        share_high=round_figure(most / len(work)) if work else None,
        reason=None if work else "no-work",
    )


def _where(study: Study, entry: Initiative, remit: Keys) -> _Where:
    """Return where an initiative lies; it is asked only of partners with a remit."""
    graph = study.view.terms.priorities
    lying = Lying.of(graph, graph.canonical_set(entry.priorities), remit)
    if lying.inside:
        return "partly" if lying.outside else "inside"
    if lying.around:
        return "perhaps"
    return "beyond" if lying.outside else "unplaced"


def _steps(study: Study, row: RemitRow, work: list[Initiative]) -> Iterator[Step]:
    """Yield the remit, then where each initiative lies, then the counts."""
    city, view = study.city, study.view
    here = f"partner:{row.partner}"
    yield cite(city, words.remit_step(view, row.partner, row.remit), (here, "remit"))
    if not row.remit:
        yield cite(city, words.no_remit_step(view, row.partner), (here,))
        return
    for entry in work:
        named = view.terms.priorities.canonical_set(entry.priorities)
        text = words.placed_step(view, entry.id, named, _where(study, entry, row.remit))
        yield cite(city, text, (f"initiative:{entry.id}", "priorities"))
    yield cite(city, words.remit_counts_step(row), (here,))
