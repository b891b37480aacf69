"""The directed graph of bodies, to whom they report and who sits on them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from learningcity.graph.said import partner_node, reading
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import Calendar

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["governance_graph"]


def governance_graph(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
) -> nx.DiGraph[tuple[str, str]]:
    """Return the directed graph of bodies, their members and to whom they report.

    It answers which way answers go: from the members of a body to the body, and from there up. It
    cannot tell who has a say without a seat.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. A body is there from the first
        day that its ``start`` may mean to the last day that its ``end`` may mean.
    ever
        Read all time instead of a day.

    Returns
    -------
    networkx.DiGraph
        Nodes ``("body", id)`` with ``entry`` (``body``), ``name`` and ``kind``, and
        ``("partner", id)`` with ``entry`` (``partner``), ``name``, ``kind``, ``sector`` and
        ``core``; those without edges too. Edges have ``relation``: ``reports_to``, from a body to
        the one above it, or ``member``, from a partner to a body on which it sits. Nodes and edges
        are in the order of their ids. The graph itself has ``city``, ``on`` and ``ever``.

    Raises
    ------
    ValueError
        Both `on` and `ever` are given.

    See Also
    --------
    learningcity.ownership : from each priority to the body at the top.
    learningcity.meeting_effort : bodies with the same members.

    Notes
    -----
    A body that reports to one that is not there on that day has no edge upwards then. A body
    without members is one of which none is recorded. Who owns which priority is in
    :func:`~learningcity.ownership`. Cost: linear in partners, bodies and seats.

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.governance_graph(learningcity.open_example("lanternport"))
    >>> list(graph.predecessors(("body", "green-forum")))[:2]
    [('partner', 'city-council'), ('partner', 'green-lantern')]
    >>> graph["body", "green-forum"]["body", "city-board"]["relation"]
    'reports_to'
    """
    import networkx as nx

    calendar = Calendar(city, on=on, ever=ever)
    graph: nx.DiGraph[tuple[str, str]] = nx.DiGraph()
    graph.graph.update(reading(city, calendar, carries=False))
    bodies = {body.id: body for body in city.bodies if calendar.counts(body.start, body.end)}
    for key in sorted(bodies):
        name = bodies[key].name.in_language(city.language)
        graph.add_node(("body", key), entry="body", name=name, kind=bodies[key].kind)
    for partner in sorted(city.partners, key=lambda entry: entry.id):
        graph.add_node(("partner", partner.id), entry="partner", **partner_node(city, partner))
    for key in sorted(bodies):
        above = bodies[key].reports_to
        if above in bodies:
            graph.add_edge(("body", key), ("body", above), relation="reports_to")
    seats = {(member, key) for key, body in bodies.items() for member in body.members}
    for member, key in sorted(seats):
        graph.add_edge(("partner", member), ("body", key), relation="member")
    return graph
