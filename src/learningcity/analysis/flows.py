"""Who tells whom: how far knowledge, referrals or plans go from partner to partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from learningcity.analysis.explanation import Explanation, Step, cite
from learningcity.analysis.result import DayParameters, Result, Row
from learningcity.analysis.sentences import flows as words
from learningcity.analysis.study import Study
from learningcity.graph.ties import read_tie_kind, tie_graph
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import TieKind

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["FlowParameters", "FlowRow", "Heard", "KnowledgeFlows", "flows_of", "knowledge_flows"]


@dataclass(frozen=True)
class Heard(Row):
    """A partner that can be reached along ties, and how far away it is."""

    partner: str
    """The id of the partner."""
    steps: int
    """How many ties lie between, at least 1."""

    def in_cell(self) -> str:
        """Return the partner and the steps."""
        return f"{self.partner} {self.steps}"


@dataclass(frozen=True)
class FlowRow(Row):
    """One partner: whom it tells, and from whom it can hear."""

    partner: str
    """The id of the partner."""
    gives_to: tuple[str, ...] | None
    """The partners to which a tie goes from it, in file order; ``None``: nothing is known."""
    receives_from: tuple[str, ...] | None
    """The partners from which a tie comes to it, in file order."""
    heard_by: tuple[Heard, ...] | None
    """All that can hear from it, directly or through others, nearest first."""
    hears_from: tuple[Heard, ...] | None
    """All from which it can hear, directly or through others, nearest first."""
    outside: bool | None
    """Whether no tie of this kind goes from it or comes to it; nothing recorded, not: nothing."""
    reason: str | None
    """Why all else is ``None``: ``no-ties``, no tie of this kind is recorded in the whole city."""


@dataclass(frozen=True, kw_only=True)
class FlowParameters(DayParameters):
    """What the flows rest on."""

    kind: TieKind
    """The kind of ties along which something flows."""


@dataclass(frozen=True)
class KnowledgeFlows(Result[FlowRow, FlowParameters]):
    """A row for each partner, in file order.

    See Also
    --------
    learningcity.knowledge_flows : works it out.
    learningcity.tie_graph : the same ties as a graph.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.knowledge_flows(city)
    >>> found.ties, len(found.outside)
    (1, 16)
    >>> found.rows[0].partner, found.rows[0].receives_from
    ('city-council', ('bay-university',))
    """

    schema: ClassVar[str] = "learningcity/knowledge-flows/1"
    shown: ClassVar[tuple[str, ...]] = ("partner", "gives_to", "receives_from", "hears_from")
    extra: ClassVar[tuple[str, ...]] = ("ties",)

    ties: int = 0
    """How many pairs of partners have such a tie, each direction for itself."""

    @cached_property
    def outside(self) -> tuple[str, ...] | None:
        """The partners in no tie of this kind; ``None`` where none is recorded in the city."""
        return tuple(row.partner for row in self.rows if row.outside) if self.ties else None

    def summary(self) -> str:
        """Return how many give, how many receive, and how many are outside."""
        return words.flows_summary(self)

    def _row_type(self) -> type[Row]:
        return FlowRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row, kind = self.rows[index], self.parameters.kind
        subject = words.flow_subject(study.view, row, kind)
        return Explanation(subject, tuple(_steps(study, row, kind)))


def knowledge_flows(
    city: City,
    *,
    kind: TieKind = "knowledge",
    on: date | PartialDate | str | None = None,
    ever: bool = False,
) -> KnowledgeFlows:
    """Find out who hears from whom along recorded ties, and who is in none.

    It answers to whom a partner passes on what it knows (or sends people, or with whom it plans),
    from whom it can hear and over how many steps. It cannot tell whether anything was passed on,
    and where no tie is recorded it says so: partners that learn from each other in joint
    initiatives have no tie here unless the file states one.

    Parameters
    ----------
    city
        The city.
    kind
        The kind of ties: ``knowledge``, ``referral``, ``planning``, ``governance`` or ``funding``.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. Ties count while they last.
    ever
        Read all time instead of a day.

    Returns
    -------
    KnowledgeFlows
        A row for each partner, in file order. Where the city records no tie of this kind, all
        columns but ``partner`` are ``None``, with the reason ``no-ties``.

    Raises
    ------
    ValueError
        There is no such `kind`; both `on` and `ever` are given, or `on` is no date.

    See Also
    --------
    learningcity.tie_graph : the ties themselves.

    Notes
    -----
    Steps are the least number of ties on a way along the directions: a tie from A to B lets B hear
    from A. Planning has a direction in the file too; whoever takes it for mutual records both.
    A tie of a partner to itself counts for nothing. Cost: partners times ties.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> flows = learningcity.knowledge_flows(city)
    >>> flows.ties, len(flows.outside)
    (1, 16)
    >>> learningcity.knowledge_flows(learningcity.open_example("gwangmyeong")).rows[0].reason
    'no-ties'
    """
    return flows_of(Study(city, on=on, ever=ever), kind=kind)


def flows_of(study: Study, *, kind: TieKind = "knowledge") -> KnowledgeFlows:
    """Return who hears from whom in a city that was read."""
    calendar, wanted = study.calendar, read_tie_kind(kind)
    graph = _graph(study, wanted)
    ties = graph.number_of_edges()
    parameters = FlowParameters(
        on=calendar.day, ever=calendar.ever, carry=calendar.carry, kind=wanted
    )
    rows = [
        _row(study, graph, partner.id)
        if ties
        else FlowRow(partner.id, None, None, None, None, None, "no-ties")
        for partner in study.city.partners
    ]
    return KnowledgeFlows(study.city.id, parameters, tuple(rows), ties=ties, study=study)


def _graph(study: Study, kind: TieKind) -> nx.DiGraph[str]:
    """Return the ties of one kind, without those of a partner to itself."""
    day = study.calendar.day
    graph = tie_graph(study.city, kind=kind, on=day, ever=day is None)
    graph.remove_edges_from([(one, other) for one, other in graph.edges() if one == other])
    return graph


def _row(study: Study, graph: nx.DiGraph[str], partner: str) -> FlowRow:
    view = study.view
    gives, receives = tuple(graph.successors(partner)), tuple(graph.predecessors(partner))
    return FlowRow(
        partner=partner,
        gives_to=view.partner_order(gives),
        receives_from=view.partner_order(receives),
        heard_by=_reached(study, graph, partner),
        hears_from=_reached(study, graph.reverse(copy=False), partner),
        outside=not gives and not receives,
        reason=None,
    )


def _reached(study: Study, graph: nx.DiGraph[str], partner: str) -> tuple[Heard, ...]:
    """Return what can be reached from a partner, nearest first, then in file order."""
    import networkx as nx

    steps = dict(nx.single_source_shortest_path_length(graph, partner))
    order = sorted(study.view.partner_order(steps), key=steps.__getitem__)
    return tuple(Heard(key, steps[key]) for key in order if key != partner)


def _steps(study: Study, row: FlowRow, kind: TieKind) -> Iterator[Step]:
    """Yield the ties of a partner, then how far they lead."""
    city, view, graph = study.city, study.view, _graph(study, kind)
    here = (f"partner:{row.partner}",)
    if row.reason is not None:
        yield cite(city, words.none_step(kind), here)
        return
    for other in row.gives_to or ():
        ties = [(key,) for key in graph[row.partner][other]["ties"]]
        text = words.tie_step(view, row.partner, other, kind)
        yield cite(city, text, *ties, here, (f"partner:{other}",))
    for other in row.receives_from or ():
        ties = [(key,) for key in graph[other][row.partner]["ties"]]
        text = words.tie_step(view, other, row.partner, kind)
        yield cite(city, text, *ties, (f"partner:{other}",), here)
    if row.outside:
        yield cite(city, words.outside_step(view, row, kind, graph.number_of_edges()), here)
        return
    for heard, found in ((False, row.hears_from or ()), (True, row.heard_by or ())):
        spots = [(f"partner:{item.partner}",) for item in found]
        yield cite(city, words.reach_step(view, row, found, heard=heard), *(spots or [here]))
