"""The two-mode graph of partners and initiatives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, get_args

from learningcity.graph.said import initiative_node, partner_node, reading
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Role
from learningcity.model.running import CARRY, Calendar, Running
from learningcity.model.vocabulary import read_roles

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["affiliation_graph"]


def affiliation_graph(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    roles: Iterable[str] | None = None,
    carry: int = CARRY,
) -> nx.Graph[tuple[str, str]]:
    """Return the two-mode graph of who takes part in what.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. What surely does not run then
        is left out.
    ever
        Read all time instead of a day.
    roles
        Roles that make a tie; ``None`` means all.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    networkx.Graph
        Nodes ``("partner", id)`` with ``mode`` 0, ``name``, ``sector``, ``kind`` and ``core``, and
        ``("initiative", id)`` with ``mode`` 1, ``name`` and ``kind``. Edges have ``roles``, a tuple
        in the order of the file, and ``running`` (``presumed`` or ``unknown``) where the initiative
        does not surely run. Partners and initiatives without ties are nodes too. Nodes and edges
        are in the order of their ids. The graph itself has ``city``, ``on``, ``ever``, ``carry``
        and ``roles``.

    Raises
    ------
    ValueError
        Both `on` and `ever` are given, `carry` is below zero, or there is no such role.

    See Also
    --------
    learningcity.partnership_graph : partners that work together; one mode.
    learningcity.project : the same from any two-mode graph.

    Notes
    -----
    Participations with dates count while they run. Cost: the number of participations.

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("wolverhampton"))
    >>> graph.nodes["partner", "wvca"]["sector"]
    'third'
    """
    import networkx as nx

    calendar = Calendar(city, on=on, ever=ever, carry=carry)
    wanted = None if roles is None else read_roles(roles)
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    graph.graph.update(reading(city, calendar, roles=get_args(Role) if wanted is None else wanted))
    for partner in sorted(city.partners, key=lambda entry: entry.id):
        graph.add_node(("partner", partner.id), mode=0, **partner_node(city, partner))
    running = [i for i in city.initiatives if calendar.running(i.id) != Running.NO]
    for entry in sorted(running, key=lambda entry: entry.id):
        graph.add_node(("initiative", entry.id), mode=1, **initiative_node(city, entry))
    for entry in sorted(running, key=lambda entry: entry.id):
        doing: dict[str, dict[str, None]] = {}
        for part in entry.partners:
            played = [role for role in part.role if wanted is None or role in wanted]
            if played and calendar.counts(part.start, part.end):
                doing.setdefault(part.partner, {}).update(dict.fromkeys(played))
        sure = calendar.running(entry.id)
        doubt = {} if sure == Running.YES else {"running": sure.word}
        for partner_id in sorted(doing):
            graph.add_edge(
                ("partner", partner_id),
                ("initiative", entry.id),
                roles=tuple(doing[partner_id]),
                **doubt,
            )
    return graph
