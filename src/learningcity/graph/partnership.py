"""The one-mode graph of partners that work together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from math import fsum
from typing import TYPE_CHECKING, Literal, TypeAlias

from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY, Calendar, Running
from learningcity.model.vocabulary import WORKING_ROLES, read_roles

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Weight", "partnership_graph"]

Weight: TypeAlias = Literal["newman", "count", "jaccard"]
"""What the weight of a tie counts."""

_WEIGHTS = ("newman", "count", "jaccard")


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
        surely runs. Nodes and edges are in the order of their ids.

    Raises
    ------
    ValueError
        `weight` is not one of the three; both `on` and `ever` are given; `carry` is below
        zero; there is no such role.

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

    if weight not in _WEIGHTS:
        raise ValueError(f"weight: '{weight}' is none of {', '.join(_WEIGHTS)}")
    calendar = Calendar(city, on=on, ever=ever, carry=carry)
    wanted = read_roles(roles)
    graph: nx.Graph[str] = nx.Graph(city=city.id, weight=weight)
    for partner in sorted(city.partners, key=lambda entry: entry.id):
        graph.add_node(
            partner.id,
            name=partner.name.in_language(city.language),
            sector=partner.sector,
            kind=partner.kind,
            core=partner.core,
        )
    shared: dict[tuple[str, str], list[str]] = {}
    sizes: dict[str, int] = {}
    taking_part: dict[str, int] = {}
    for entry in city.initiatives:
        if entry.kind == "fund" or calendar.running(entry.id) == Running.NO:
            continue
        members = sorted(calendar.partners(entry, wanted))
        sizes[entry.id] = len(members)
        for partner_id in members:
            taking_part[partner_id] = taking_part.get(partner_id, 0) + 1
        for pair in combinations(members, 2):
            shared.setdefault(pair, []).append(entry.id)
    for (first, second), initiatives in sorted(shared.items()):
        common = len(initiatives)
        weights = {
            "count": float(common),
            "newman": fsum(1 / (sizes[key] - 1) for key in initiatives),
            "jaccard": common / (taking_part[first] + taking_part[second] - common),
        }
        surest = max(calendar.running(key) for key in initiatives)
        doubt = {} if surest == Running.YES else {"running": surest.word}
        graph.add_edge(
            first,
            second,
            weight=weights[weight],
            count=common,
            initiatives=tuple(initiatives),
            **doubt,
        )
    return graph
