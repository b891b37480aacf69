"""Who seems to run a partnership: all together, one that works in it, or one that only steers it.

A heuristic: the forms of Provan and Kenis are about who decides, and this looks at who works with
whom and in which role.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from learningcity.graph.cohesion import degree_centralisation_of, neighbours_of
from learningcity.graph.one_mode import one_mode, without_funds
from learningcity.graph.order import sort_nodes
from learningcity.model.figures import Figure, round_figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["DELIVERING", "Form", "Governed", "governed"]

Form: TypeAlias = Literal[
    "shared", "lead-organisation", "network-administrative-organisation", "not-known"
]
"""A form of governance (Provan and Kenis 2008), or that the data cannot say."""

DELIVERING = ("lead", "deliverer")
"""Roles in which a partner provides what an initiative offers."""

_SILENT = "partner"
"""The role that says no more than that one takes part."""


@dataclass(frozen=True, slots=True)
class Governed:
    """The form that the data suggest, and what it was read from."""

    form: Form
    """The form."""
    reason: str | None
    """Why the form is not known, as a short code."""
    centralisation: Figure
    """How far the ties gather on one partner."""
    hubs: tuple[Any, ...]
    """The partners with the most ties; none where there are no ties."""
    hub_share: float | None
    """With which share of all others a hub works, 0 to 1."""
    delivers_in: tuple[Any, ...]
    """Initiatives that the only hub leads or delivers; `coordination` is not among them."""
    steers_in: tuple[Any, ...]
    """Those in which it has other roles that say what it does, and `coordination` that it leads."""
    silent_in: tuple[Any, ...]
    """Those in which nothing is said of what it does."""


def governed(
    graph: nx.Graph[Any], *, centralised: float = 0.5, delivering: Iterable[str] = DELIVERING
) -> Governed:
    """Return which form of governance a two-mode graph with roles suggests.

    Parameters
    ----------
    graph
        A two-mode graph whose ties have ``roles``. Ties of funders alone and initiatives of kind
        ``fund`` are left out.
    centralised
        From which degree centralisation on the partnership turns around a hub.
    delivering
        The roles that deliver.

    Raises
    ------
    ValueError
        The graph is not two-mode, directed or a multigraph.
    """
    working = (without_funds(graph) if len(graph) else graph).copy()
    working.remove_edges_from(
        [
            (one, other)
            for one, other in working.edges()
            if _roles(working, one, other) == {"funder"}
        ]
    )
    single = one_mode(working)
    neighbours = neighbours_of(single)
    centralisation = degree_centralisation_of(neighbours)
    nodes, most = sort_nodes(single), max(map(len, neighbours), default=0)
    hubs = tuple(
        node for node, others in zip(nodes, neighbours, strict=True) if most and len(others) == most
    )
    share = round_figure(most / (len(nodes) - 1)) if hubs else None
    parts = _parts(working, hubs[0], frozenset(delivering)) if len(hubs) == 1 else ((), (), ())
    form, reason = _form(centralisation, centralised, hubs, parts)
    return Governed(form, reason, centralisation, hubs, share, *parts)


def _parts(
    graph: nx.Graph[Any], hub: Any, delivering: frozenset[str]
) -> tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]:
    """Return in which initiatives a partner delivers, in which it steers, and which do not say."""
    delivers, steers, silent = [], [], []
    for node in sort_nodes(graph[hub]):
        roles = _roles(graph, hub, node)
        convenes = graph.nodes[node].get("kind") == "coordination"
        if not convenes and roles & delivering:
            delivers.append(node)
        elif roles - {_SILENT}:
            steers.append(node)
        else:
            silent.append(node)
    return tuple(delivers), tuple(steers), tuple(silent)


def _roles(graph: nx.Graph[Any], one: Any, other: Any) -> frozenset[str]:
    said = graph.edges[one, other].get("roles") or ()
    return frozenset([said] if isinstance(said, str) else said)


def _form(
    centralisation: Figure,
    centralised: float,
    hubs: tuple[Any, ...],
    parts: tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]],
) -> tuple[Form, str | None]:
    delivers, _, silent = parts
    if centralisation.value is None:
        return "not-known", centralisation.reason
    if not hubs:
        return "not-known", "no-ties"
    if centralisation.value < centralised:
        return "shared", None
    if len(hubs) > 1:
        return "not-known", "several-hubs"
    if delivers:
        return "lead-organisation", None
    if silent:
        return "not-known", "roles-not-said"
    return "network-administrative-organisation", None
