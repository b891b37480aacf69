"""Who stands between partners that have no tie of their own, and between which groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any, ClassVar, TypedDict

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.graph_result import (
    GraphParameters,
    GraphResult,
    city_of,
    name_of,
    names_of,
    said_of,
)
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import brokerage as words
from learningcity.analysis.tie_references import initiatives_of, partner_references
from learningcity.graph.brokerage import (
    DIRECTED_ROLES,
    ROLES,
    Standing,
    open_paths,
    role_of,
    standings,
)
from learningcity.graph.dealing import sizes_of
from learningcity.graph.one_mode import groups_of, one_mode
from learningcity.graph.order import label, sort_nodes

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Brokerage",
    "BrokerageParameters",
    "BrokerageRoles",
    "BrokerageRow",
    "RoleRow",
    "brokerage",
]


@dataclass(frozen=True)
class BrokerageRow(Row):
    """How often one partner stands between two others that have no tie, by role.

    A role that does not exist in this graph, or that is not defined, is ``None``.
    """

    partner: object
    """The partner."""
    group: object
    """Its group; ``None`` where it is not known."""
    paths: int
    """The open two-paths through it: pairs of its contacts that have no tie of their own."""
    coordinator: int | None
    """Pairs inside its own group."""
    itinerant: int | None
    """Pairs inside one other group."""
    gatekeeper_representative: int | None
    """Pairs of its own group and another one; ``None`` in a directed graph."""
    gatekeeper: int | None
    """Pairs from another group to its own; ``None`` in an undirected graph."""
    representative: int | None
    """Pairs from its own group to another one; ``None`` in an undirected graph."""
    liaison: int | None
    """Pairs of two other groups."""
    unknown_groups: int
    """Pairs of no role, because the group of one of them, or of the partner, is not known."""
    reason: str | None
    """Why there are no roles: ``no-groups``, ``one-group`` or ``unknown-group``."""

    def count(self, role: str) -> int | None:
        """Return how often the partner is of a role."""
        found: int | None = getattr(self, role)
        return found


@dataclass(frozen=True)
class RoleRow(Row):
    """One role of one partner, and what chance would make of it."""

    partner: object
    """The partner."""
    role: str
    """The role, such as ``liaison``."""
    count: int | None
    """How often the partner is of it."""
    expected: float | None
    """The mean by chance: groups dealt out anew among the partners, each keeping its size."""
    sd: float | None
    """The standard deviation by chance."""
    z: float | None
    """The distance of the count from the mean in standard deviations; ``None`` where these are
    0."""
    reason: str | None
    """Why there is no count."""


@dataclass(frozen=True, kw_only=True)
class BrokerageParameters(GraphParameters):
    """What the roles rest on."""

    group: str
    """The attribute of a node that says its group."""
    directed: bool
    """Whether the ties have a direction."""


@dataclass(frozen=True)
class BrokerageRoles(GraphResult[RoleRow, BrokerageParameters]):
    """Each role of each partner beside what chance would make of it."""

    schema: ClassVar[str] = "learningcity/brokerage-roles/1"
    shown: ClassVar[tuple[str, ...]] = ("partner", "role", "count", "expected", "z")

    of: Brokerage = field(repr=False, compare=False, kw_only=True)
    """The result that this is a part of."""

    def summary(self) -> str:
        """Return one honest sentence."""
        return self.of.summary()

    def _row_type(self) -> type[Row]:
        return RoleRow

    def _reasons(self, index: int) -> Explanation:
        partner = self.rows[index].partner
        places = [row.partner for row in self.of.rows]
        return self.of.explain(places.index(partner))


class BrokerageExtras(TypedDict):
    """What the JSON form has besides rows."""

    sizes: dict[str, int]
    """The groups that are known, and how many partners each has."""


@dataclass(frozen=True)
class Brokerage(GraphResult[BrokerageRow, BrokerageParameters]):
    """Partners by how often they stand between others, the most often first.

    See Also
    --------
    learningcity.brokerage : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.partnership_graph(city)
    >>> found = learningcity.brokerage(graph)
    >>> found.role_names
    ('coordinator', 'itinerant', 'gatekeeper_representative', 'liaison')
    >>> found.rows[0].partner, found.rows[0].liaison
    ('quay-hotels', 3)
    """

    schema: ClassVar[str] = "learningcity/brokerage/1"
    shown: ClassVar[tuple[str, ...]] = (
        "partner",
        "group",
        "paths",
        "coordinator",
        "itinerant",
        "gatekeeper_representative",
        "liaison",
    )

    sizes: tuple[tuple[object, int], ...] = field(kw_only=True)
    """The groups that are known, and how many partners each has."""
    chances: tuple[RoleRow, ...] = field(repr=False, kw_only=True)
    """The rows of :attr:`roles`."""
    network: nx.Graph[Any] = field(repr=False, compare=False, kw_only=True)
    """The one-mode graph that was read."""

    @property
    def roles(self) -> BrokerageRoles:
        """Each role of each partner, with its mean and standard deviation by chance."""
        return BrokerageRoles(self.city, self.parameters, self.chances, study=self.study, of=self)

    @property
    def role_names(self) -> tuple[str, ...]:
        """The roles that there are in this graph."""
        return DIRECTED_ROLES if self.parameters.directed else ROLES

    @property
    def reason(self) -> str | None:
        """Why nobody has roles; ``None`` where roles are defined."""
        return _undefined(len(self.sizes))

    def summary(self) -> str:
        """Return one honest sentence: who connects most, and across which groups."""
        group = self.parameters.group
        first = self.rows[0].partner if self.rows else None
        across = [
            each
            for each in self.chances
            if each.partner == first and each.role not in ("coordinator", "itinerant")
        ]
        found = sum(each.count or 0 for each in across)
        by_chance = fsum(each.expected or 0 for each in across)
        return words.brokerage_summary(
            self.rows, found, by_chance, group, self.reason, names=self.names
        )

    def extras(self) -> BrokerageExtras:
        """Return the sizes of the groups, which the JSON form has besides rows."""
        return {"sizes": {str(group): size for group, size in self.sizes}}

    def _row_type(self) -> type[Row]:
        return BrokerageRow

    def _reasons(self, index: int) -> Explanation:
        row, graph = self.rows[index], self.network
        group, directed = self.parameters.group, self.parameters.directed
        node = next(each for each in graph if label(each) == row.partner)
        groups = groups_of(graph, group)
        own, name = partner_references([node]), name_of(graph, node)
        steps = [self._step(words.own_group_step(name, row, group), *own)]
        near = sort_nodes({*graph.to_undirected(as_view=True)[node]})
        by_group: dict[str, list[str]] = {}
        for other in near:
            by_group.setdefault(str(groups.get(other, "unknown")), []).append(name_of(graph, other))
        steps.append(
            self._step(
                words.contacts_step(name, {key: by_group[key] for key in sorted(by_group)}),
                *partner_references(near),
                *initiatives_of(graph, node),
            )
        )
        pairs: dict[str | None, list[tuple[str, str]]] = {}
        for first, last in open_paths(graph, node):
            three = [groups.get(each) for each in (first, node, last)]
            role = None if None in three else role_of(*three, directed=directed)
            pairs.setdefault(role, []).append((name_of(graph, first), name_of(graph, last)))
        if row.reason is not None:
            steps.append(Step(f"No roles: {words.why_no_roles(row.reason, group)}."))
            return Explanation(name, tuple(steps))
        steps += [
            Step(words.role_step(role, pairs[role], group, directed=directed))
            for role in self.role_names
            if role in pairs
        ]
        if None in pairs:
            steps.append(Step(words.unknown_step(pairs[None], group)))
        mine = [each for each in self.chances if each.partner == row.partner]
        steps.append(Step(words.chance_step(mine, group)))
        return Explanation(name, tuple(steps))


def brokerage(graph: nx.Graph[Any], *, group: str = "sector") -> Brokerage:
    """Return who stands between partners that have no tie of their own, and between which groups.

    It answers who brings together whom: the partner that two others both work with while they do
    not work with each other. It cannot tell whether anything passes through it, nor whether the
    two ought to meet.

    Parameters
    ----------
    graph
        Any graph; a two-mode one is projected first, without initiatives of kind ``fund``.
    group
        The attribute of a node that says its group. A node without it, or with ``unknown``, is of
        no known group; ``mixed`` is a group of its own.

    Returns
    -------
    Brokerage
        A row per partner, those with most open two-paths first, then in the order of the nodes.
        ``roles`` has a row per partner and role, with what chance would make of it.

    Raises
    ------
    ValueError
        The graph is a multigraph, or a directed two-mode one.

    See Also
    --------
    learningcity.sector_mixing : which groups meet, over all ties.

    Notes
    -----
    An open two-path a–v–b has ties a–v and v–b and none a–b. By the groups of a, v and b, partner v
    is *coordinator* (AAA), *itinerant* (ABA, also called consultant), *gatekeeper* (ABB),
    *representative* (AAB) or *liaison* (ABC). Without directions the last two but one are the same
    and are one count, ``gatekeeper_representative``, and each pair counts once: at most
    k(k − 1)/2 in all, k being the contacts of v. In a directed graph a pair is
    from a to b, a → v → b, and only a tie from a to b closes it. Weights and ties of a node to
    itself do not count. R's *sna* counts ordered pairs: of an undirected graph it gives twice the
    coordinators, itinerants and liaisons, and each of the merged roles the whole merged count.

    A pair with someone of unknown group is in ``paths`` and ``unknown_groups`` and in no role, so
    that the roles may be more than they seem. A partner of unknown group has no roles. With fewer
    than two groups no roles are defined. Someone with no open two-path has 0 in all roles.

    By chance means that the known groups are dealt out anew among the partners whose group is
    known, v too, each group keeping its size, while the ties stay. Mean and standard deviation are
    exact, from the open two-paths that have ends in common; nothing is sampled, so that no seed is
    needed. *sna* conditions on size and density instead: there, ties are left to chance. Counts
    are skewed, so that z is no p value: it orders, and says how far from chance. Cost: the sum over
    the nodes of their ties squared.

    In a projection each initiative makes all its partners tied, so that whoever connects two
    partners does so between initiatives. Jasny and Lubell (2015) define brokerage in the two-mode
    graph itself, where initiatives connect too; that is another measure, and not worked out here.

    References
    ----------
    Documentation of the R package sna, ``brokerage``, which states the roles of Gould, R. V., and
    Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in transaction
    networks. Sociological Methodology 19, 89–126.
    Jasny, L., and Lubell, M. (2015). Two-mode brokerage in policy networks. Social Networks 41,
    36–47 (read in its abstract).

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.brokerage(learningcity.partnership_graph(city))
    >>> print(found.summary())
    Quay Hotels connects 16 pairs of partners that have no tie of their own, more than anyone else;
    12 of them of two different sectors (11 on average with these dealt out anew).
    >>> import networkx as nx
    >>> learningcity.brokerage(nx.path_graph(3)).reason
    'no-groups'
    """
    network = one_mode(graph)
    groups = groups_of(network, group)
    sizes = sizes_of(groups)
    reason = _undefined(len(sizes))
    found = standings(network, groups)
    order = sorted(found, key=lambda node: -found[node].paths)
    directed = network.is_directed()
    rows = tuple(_row(node, groups, found[node], reason) for node in order)
    return Brokerage(
        city_of(graph),
        BrokerageParameters(graph=said_of(graph), group=group, directed=directed),
        rows,
        sizes=tuple(sizes.items()),
        chances=tuple(
            each
            for node, row in zip(order, rows, strict=True)
            for each in _chances(row, found[node], DIRECTED_ROLES if directed else ROLES)
        ),
        network=network,
        names=names_of(graph),
    )


def _undefined(groups: int) -> str | None:
    if groups > 1:
        return None
    return "one-group" if groups else "no-groups"


def _row(
    node: Any, groups: Mapping[Any, Any], found: Standing, undefined: str | None
) -> BrokerageRow:
    reason = undefined or (None if node in groups else "unknown-group")
    counts = found.counts if reason is None else {}
    return BrokerageRow(
        partner=label(node),
        group=groups.get(node),
        paths=found.paths,
        coordinator=counts.get("coordinator"),
        itinerant=counts.get("itinerant"),
        gatekeeper_representative=counts.get("gatekeeper_representative"),
        gatekeeper=counts.get("gatekeeper"),
        representative=counts.get("representative"),
        liaison=counts.get("liaison"),
        unknown_groups=found.unknown,
        reason=reason,
    )


def _chances(row: BrokerageRow, found: Standing, roles: tuple[str, ...]) -> list[RoleRow]:
    rows = []
    for role in roles:
        count = row.count(role)
        if count is None:
            rows.append(RoleRow(row.partner, role, None, None, None, None, row.reason))
            continue
        by_chance = found.chances[role]
        rows.append(
            RoleRow(
                partner=row.partner,
                role=role,
                count=count,
                expected=by_chance.expected,
                sd=by_chance.sd,
                z=by_chance.z(count),
                reason=None,
            )
        )
    return rows
