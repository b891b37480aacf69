"""The one-mode graph of partners that work together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from learningcity.graph.projection import Weight, joint_ties, read_weight
from learningcity.graph.said import partner_node, reading
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY, Calendar, Running
from learningcity.model.vocabulary import WORKING_ROLES, read_roles

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["partnership_graph"]


def partnership_graph(
    city: City,
    *,
    weight: Weight = "newman",
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    roles: Iterable[str] = WORKING_ROLES,
    carry: int = CARRY,
) -> nx.Graph[str]:
    """Return the graph of partners that work together in initiatives.

    Parameters
    ----------
    city
        The city.
    weight
        ``count``: initiatives in common. ``newman``: the sum of 1/(n − 1) over them, n being the
        partners of each, so that large initiatives bind less. ``jaccard``: initiatives in common
        divided by those that either takes part in, from 0 to 1.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. What surely does not run then
        is left out.
    ever
        Read all time instead of a day.
    roles
        Roles that count. All but ``funder`` by default: giving money is not yet working together.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    networkx.Graph
        A node per partner, those without ties too, with ``name``, ``sector``, ``kind`` and
        ``core``. Edges have ``weight``, ``count``, ``initiatives`` (ids in file order), and
        ``running`` (``presumed`` or ``unknown``, of the surest initiative) where none of them
        surely runs. Nodes and edges are in the order of their ids. The graph itself has ``city``,
        ``on``, ``ever``, ``carry``, ``roles`` and ``weight``.

    Raises
    ------
    ValueError
        `weight` is not one of the three; both `on` and `ever` are given; `carry` is below
        zero; there is no such role.

    See Also
    --------
    learningcity.affiliation_graph : who takes part in what; two modes.
    learningcity.partner_positions : where each partner stands in it.

    Notes
    -----
    Initiatives of kind ``coordination`` count, funds do not. With ``newman`` the strength of a
    partner is the number of its initiatives that have at least two partners. Cost: the sum over
    initiatives of their partners squared.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted
    networks, and centrality. Physical Review E 64, 016132.
    https://doi.org/10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.partnership_graph(
    ...     learningcity.open_example("wolverhampton"), ever=True
    ... )
    >>> len(graph)
    137
    """
    import networkx as nx

    kind = read_weight(weight)
    calendar = Calendar(city, on=on, ever=ever, carry=carry)
    wanted = read_roles(roles)
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(reading(city, calendar, roles=wanted), weight=kind)
    for partner in sorted(city.partners, key=lambda entry: entry.id):
        graph.add_node(partner.id, **partner_node(city, partner))
    members = {
        entry.id: sorted(calendar.partners(entry, wanted))
        for entry in city.initiatives
        if entry.kind != "fund" and calendar.running(entry.id) != Running.NO
    }
    for tie in joint_ties(members, kind):
        surest = max(calendar.running(key) for key in tie.shared)
        doubt = {} if surest == Running.YES else {"running": surest.word}
        graph.add_edge(
            tie.first,
            tie.second,
            weight=tie.weight,
            count=len(tie.shared),
            initiatives=tie.shared,
            **doubt,
        )
    return graph
