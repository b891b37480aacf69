"""The one-mode graph of initiatives that share partners."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from learningcity.graph.projection import Weight, joint_ties, read_weight
from learningcity.graph.said import initiative_node, reading
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY, Calendar, Running
from learningcity.model.vocabulary import WORKING_ROLES, read_roles

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["initiative_graph"]


def initiative_graph(
    city: City,
    *,
    weight: Weight = "newman",
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    roles: Iterable[str] = WORKING_ROLES,
    carry: int = CARRY,
) -> nx.Graph[str]:
    """Return the graph of initiatives in which the same partners work.

    It answers through whom two initiatives can hear of each other. It cannot tell whether they do:
    a large partner may have both and no one who knows of both.

    Parameters
    ----------
    city
        The city.
    weight
        ``count``: partners in common. ``newman``: the sum of 1/(n − 1) over them, n being the
        initiatives of each, so that partners that are everywhere bind less. ``jaccard``: partners
        in common divided by those that work in either, from 0 to 1.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. What surely does not run then
        is left out.
    ever
        Read all time instead of a day: two initiatives may then share a partner and never have run
        at one time.
    roles
        Roles that count. All but ``funder`` by default: giving money is not yet working together.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    networkx.Graph
        A node per initiative, those without ties too, with ``name``, ``kind``, and ``running``
        where it does not surely run. Edges have ``weight``, ``count``, ``partners`` (ids in file
        order), and ``running``, the less sure of the two, where not both surely run. Nodes and
        edges are in the order of their ids. The graph itself has ``city``, ``on``, ``ever``,
        ``carry``, ``roles`` and ``weight``.

    Raises
    ------
    ValueError
        `weight` is not one of the three; both `on` and `ever` are given; `carry` is below
        zero; there is no such role.

    See Also
    --------
    learningcity.partnership_graph : the same ties seen from the partners.

    Notes
    -----
    It is the other projection of the two-mode graph behind
    :func:`~learningcity.partnership_graph`: initiatives of kind ``coordination`` are there, funds
    are not. With ``newman`` the strength of an initiative is the number of its partners that work
    in at least one other. Cost: the sum over partners of their initiatives squared.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted
    networks, and centrality. Physical Review E 64, 016132.
    https://doi.org/10.1103/PhysRevE.64.016132

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.initiative_graph(learningcity.open_example("lanternport"))
    >>> graph["apprentice-alliance"]["ship-welding"]["partners"]
    ('port-college', 'lantern-shipyard')
    """
    import networkx as nx

    kind = read_weight(weight)
    calendar = Calendar(city, on=on, ever=ever, carry=carry)
    wanted = read_roles(roles)
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(reading(city, calendar, roles=wanted), weight=kind)
    running = {entry.id: calendar.running(entry.id) for entry in city.initiatives}
    there = [e for e in city.initiatives if e.kind != "fund" and running[e.id] != Running.NO]
    working: dict[str, list[str]] = {partner.id: [] for partner in city.partners}
    for entry in sorted(there, key=lambda entry: entry.id):
        graph.add_node(entry.id, **initiative_node(city, entry), **_doubt(running[entry.id]))
        for partner_id in sorted(calendar.partners(entry, wanted)):
            working.setdefault(partner_id, []).append(entry.id)
    for tie in joint_ties(working, kind):
        graph.add_edge(
            tie.first,
            tie.second,
            weight=tie.weight,
            count=len(tie.shared),
            partners=tie.shared,
            **_doubt(min(running[tie.first], running[tie.second])),
        )
    return graph


def _doubt(running: Running) -> dict[str, str]:
    return {} if running == Running.YES else {"running": running.word}
