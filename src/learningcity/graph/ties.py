"""The directed graph of recorded relations between partners."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args

from learningcity.graph.said import partner_node, reading
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Tie, TieKind
from learningcity.model.running import Calendar

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["read_tie_kind", "tie_graph"]


def read_tie_kind(kind: str) -> TieKind:
    """Return `kind`.

    Raises
    ------
    ValueError
        It is none of the kinds of relation that there are.
    """
    known: tuple[TieKind, ...] = get_args(TieKind)
    for one in known:
        if kind == one:
            return one
    raise ValueError(f"kind: '{kind}' is none of {', '.join(known)}")


def tie_graph(
    city: City,
    *,
    kind: TieKind | None = None,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
) -> nx.DiGraph[str]:
    """Return the directed graph of relations beyond joint initiatives.

    It answers who tells, sends, plans with, steers or pays whom, as far as the file records it. No
    edge means that nothing is recorded, not that nothing is there.

    Parameters
    ----------
    city
        The city.
    kind
        ``knowledge``, ``referral``, ``planning``, ``governance`` or ``funding``; ``None``: all
        kinds together.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. A tie counts from the first day
        that its ``since`` may mean to the last day that its ``until`` may mean; without dates it
        always counts.
    ever
        Read all time instead of a day.

    Returns
    -------
    networkx.DiGraph
        A node per partner, those without ties too, with ``name``, ``sector``, ``kind`` and
        ``core``. An edge goes from ``from`` to ``to`` of the ties it stands for, one or several,
        and has ``ties`` (such as ``tie:0``, in file order), ``kinds`` (in the order of the format),
        ``sources`` (ids), ``strength`` (the largest) and ``since`` (the earliest, as written); the
        last two are not there where no tie states one. Nodes and edges are in the order of their
        ids. The graph itself has ``city``, ``on``, ``ever`` and ``kind``.

    Raises
    ------
    ValueError
        There is no such `kind`, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.knowledge_flows : who hears from whom, and who from nobody.
    learningcity.partnership_graph : who works together in initiatives.

    Notes
    -----
    Several ties from one partner to another are one edge, so that it is a plain directed graph; of
    one kind by itself ask with `kind`. A tie of a partner to itself is kept as a loop.
    Cost: linear in partners and ties.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.tie_graph(city, kind="referral")
    >>> list(graph.edges.data("strength"))
    [('city-library', 'silver-net', 3), ('job-service', 'harbour-voices', 4)]
    """
    import networkx as nx

    wanted = None if kind is None else read_tie_kind(kind)
    calendar = Calendar(city, on=on, ever=ever)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.graph.update(reading(city, calendar, carries=False), kind=wanted)
    for partner in sorted(city.partners, key=lambda entry: entry.id):
        graph.add_node(partner.id, **partner_node(city, partner))
    found: dict[tuple[str, str], dict[int, Tie]] = {}
    for number, tie in enumerate(city.ties):
        if wanted in (None, tie.kind) and calendar.counts(tie.since, tie.until):
            found.setdefault((tie.from_, tie.to), {})[number] = tie
    for one, other in sorted(found):
        graph.add_edge(one, other, **_edge(found[one, other]))
    return graph


def _edge(ties: dict[int, Tie]) -> dict[str, object]:
    """Return what an edge says of the ties it stands for."""
    kinds = {tie.kind for tie in ties.values()}
    said: dict[str, object] = {
        "ties": tuple(f"tie:{number}" for number in ties),
        "kinds": tuple(kind for kind in get_args(TieKind) if kind in kinds),
        "sources": tuple(dict.fromkeys(key for tie in ties.values() for key in tie.sources)),
    }
    strengths = [tie.strength for tie in ties.values() if tie.strength is not None]
    if strengths:
        said["strength"] = max(strengths)
    beginnings = [tie.since for tie in ties.values() if tie.since is not None]
    if beginnings:
        said["since"] = str(min(beginnings, key=lambda since: since.first))
    return said
