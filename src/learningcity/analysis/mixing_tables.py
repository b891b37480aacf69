"""The tables of how groups mix: pairs of groups, groups, partners and initiatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from learningcity.analysis.explanation import Explanation, Step, references
from learningcity.analysis.figures import NullParameters
from learningcity.analysis.graph_result import GraphResult, name_of
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import mixing as words
from learningcity.analysis.tie_references import partner_references, tie_initiatives
from learningcity.graph.one_mode import groups_of
from learningcity.graph.order import label

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "GroupMixingRow",
    "InitiativeMixingRow",
    "MixingGroups",
    "MixingInitiatives",
    "MixingMatrix",
    "MixingParameters",
    "MixingPartners",
    "MixingRow",
    "MixingTable",
    "PartnerMixingRow",
    "ties_step",
]


@dataclass(frozen=True, kw_only=True)
class MixingParameters(NullParameters):
    """What the mixing of groups rests on."""

    group: str
    """The attribute of a node that says its group."""
    directed: bool
    """Whether the ties have a direction."""
    wanted: tuple[object, ...]
    """The groups that an initiative needs to bring all together."""


@dataclass(frozen=True)
class MixingRow(Row):
    """Two groups, or one with itself: the ties between their partners, and what chance makes."""

    group: object
    """One group; of a directed graph the one where ties start."""
    other: object
    """The other group, or the same one."""
    pairs: int
    """Pairs of partners of these groups, tied or not."""
    ties: int
    """How many of them are tied."""
    expected: float
    """The mean of the ties by chance."""
    z: float | None
    """Their distance from the mean in standard deviations; ``None`` where these are 0."""
    p: float | None
    """How often chance gives as extreme a number, two-sided; ``None`` if this was not asked for."""
    adjusted_p: float | None
    """p adjusted for all rows that could differ, by Benjamini and Yekutieli."""
    weight: float
    """The sum of the weights of the ties."""
    weight_expected: float
    """Its mean by chance."""
    weight_z: float | None
    """Its distance from the mean in standard deviations."""
    weight_p: float | None
    """How often chance gives as extreme a sum."""
    adjusted_weight_p: float | None
    """``weight_p`` adjusted in the same way."""


@dataclass(frozen=True)
class GroupMixingRow(Row):
    """One group: its ties within and to others."""

    group: object
    """The group."""
    partners: int
    """How many partners it has."""
    within: int
    """Ties between two of them, each counted once."""
    across: int
    """Ties of one of them with another group."""
    ei_index: float | None
    """(across − within)/(across + within)."""
    ei_index_random_mixing: float | None
    """The same of all pairs that the group could be tied in; ``None`` where there are none."""
    weight_within: float
    """The sum of the weights of the ties within."""
    weight_across: float
    """The sum of the weights of the ties with others."""
    ei_index_weighted: float | None
    """The index of the weights."""
    unknown_ties: int
    """Ties with partners of which the group is not known; in no figure."""
    reason: str | None
    """Why there is no index: ``no-ties`` or ``unknown-groups``."""


@dataclass(frozen=True)
class PartnerMixingRow(Row):
    """One partner: its ties within its group and to others."""

    partner: object
    """The partner."""
    group: object
    """Its group; ``None`` where it is not known."""
    within: int | None
    """Ties with its own group; ``None`` where that is not known."""
    across: int | None
    """Ties with other groups; ``None`` where its own is not known."""
    ei_index: float | None
    """(across − within)/(across + within)."""
    ei_index_random_mixing: float | None
    """The same of all other partners of known group, tied or not."""
    ei_index_weighted: float | None
    """The index of the weights of its ties."""
    unknown_ties: int
    """Ties with partners of which the group is not known; in no figure."""
    reason: str | None
    """Why there is no index: ``isolate``, ``unknown-group`` (its own) or ``unknown-groups``."""


@dataclass(frozen=True)
class InitiativeMixingRow(Row):
    """One initiative: which groups its partners are of."""

    initiative: object
    """The initiative."""
    partners: int
    """How many partners take part in it."""
    groups: tuple[object, ...]
    """Which groups they are of, as far as is known."""
    missing: tuple[object, ...]
    """Which of the wanted groups nobody is surely of."""
    unknown: tuple[object, ...]
    """The partners of no known group, or of several sectors."""
    all_groups: Literal["yes", "no", "not-known"]
    """Whether all the wanted groups are together in it."""


R = TypeVar("R", bound=Row, covariant=True)


@dataclass(frozen=True)
class MixingTable(GraphResult[R, MixingParameters]):
    """One table of how groups mix."""

    network: nx.Graph[Any] = field(repr=False, compare=False, kw_only=True)
    """The one-mode graph that was read."""


def ties_step(
    result: GraphResult[Row, NullParameters],
    network: nx.Graph[Any],
    wanted: Callable[[Any, Any], bool],
) -> Step:
    """Return the step that names the ties of two nodes for which something holds."""
    named: list[tuple[str, str]] = []
    nodes: dict[str, None] = {}
    initiatives: dict[str, None] = {}
    for one, other, data in network.edges.data():
        if wanted(one, other):
            named.append((name_of(network, one), name_of(network, other)))
            nodes.update(dict.fromkeys(partner_references((one, other))))
            initiatives.update(dict.fromkeys(tie_initiatives(data)))
    text = words.ties_step(named, directed=network.is_directed())
    return result._step(text, *nodes, *initiatives)


@dataclass(frozen=True)
class MixingMatrix(MixingTable[MixingRow]):
    """The ties between each two groups, and within each, beside what chance makes of them.

    See Also
    --------
    learningcity.SectorMixing : has it as ``matrix``.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.sector_mixing(graph, null=None).matrix
    >>> found.cell("public", "third").ties
    4
    """

    schema: ClassVar[str] = "learningcity/mixing-matrix/1"
    shown: ClassVar[tuple[str, ...]] = (
        "group",
        "other",
        "ties",
        "expected",
        "z",
        "p",
        "adjusted_p",
    )

    def cell(self, group: object, other: object) -> MixingRow:
        """Return the row of two groups, in either order where ties have no direction.

        Parameters
        ----------
        group
            One group, such as ``public``.
        other
            The other group, or the same.

        Raises
        ------
        ValueError
            There is no such row.
        """
        wanted = [(group, other)]
        if not self.parameters.directed:
            wanted.append((other, group))
        for row in self.rows:
            if (row.group, row.other) in wanted:
                return row
        raise ValueError(f"group: no ties between {group!r} and {other!r} could be counted")

    def summary(self) -> str:
        """Return one honest sentence: the two groups whose ties are furthest from chance."""
        return words.matrix_summary(
            self.rows, directed=self.parameters.directed, group=self.parameters.group
        )

    def _row_type(self) -> type[Row]:
        return MixingRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        directed = self.parameters.directed
        groups = groups_of(self.network, self.parameters.group)

        def joined(one: Any, other: Any) -> bool:
            ends = [(groups.get(one), groups.get(other))]
            if not directed:
                ends.append((groups.get(other), groups.get(one)))
            return (row.group, row.other) in ends

        every = len(groups) * (len(groups) - 1) // (1 if directed else 2)
        ties = sum(each.ties for each in self.rows)
        return Explanation(
            words.cell_name(row, directed=directed),
            (
                ties_step(self, self.network, joined),
                Step(words.pairs_step(row.pairs, every, ties, row.expected)),
                Step(words.cell_sentence(row, directed=directed)),
            ),
        )


@dataclass(frozen=True)
class MixingGroups(MixingTable[GroupMixingRow]):
    """The ties of each group within and to others."""

    schema: ClassVar[str] = "learningcity/mixing-groups/1"
    shown: ClassVar[tuple[str, ...]] = ("group", "partners", "within", "across", "ei_index")

    def summary(self) -> str:
        """Return one honest sentence: which group has most and fewest of its ties with others."""
        return words.groups_summary(self.rows, self.parameters.group)

    def _row_type(self) -> type[Row]:
        return GroupMixingRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        groups = groups_of(self.network, self.parameters.group)

        def of_it(one: Any, other: Any) -> bool:
            ends = (groups.get(one), groups.get(other))
            return row.group in ends and None not in ends

        return Explanation(
            str(row.group),
            (
                ties_step(self, self.network, of_it),
                Step(words.ei_step(row.across, row.within)),
            ),
        )


@dataclass(frozen=True)
class MixingPartners(MixingTable[PartnerMixingRow]):
    """The ties of each partner within its group and to others."""

    schema: ClassVar[str] = "learningcity/mixing-partners/1"
    shown: ClassVar[tuple[str, ...]] = ("partner", "group", "within", "across", "ei_index")

    def summary(self) -> str:
        """Return one honest sentence: how many have ties with other groups only."""
        return words.partners_summary(self.rows, self.parameters.group)

    def _row_type(self) -> type[Row]:
        return PartnerMixingRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        steps = [
            ties_step(
                self, self.network, lambda one, other: row.partner in (label(one), label(other))
            ),
            Step(
                words.partner_sentence(self.names.partner(row.partner), row, self.parameters.group)
            ),
        ]
        if row.across is not None and row.within is not None and row.reason is None:
            steps.append(Step(words.ei_step(row.across, row.within)))
        return Explanation(self.names.partner(row.partner), tuple(steps))


@dataclass(frozen=True)
class MixingInitiatives(MixingTable[InitiativeMixingRow]):
    """Which groups come together in each initiative that has partners."""

    schema: ClassVar[str] = "learningcity/mixing-initiatives/1"
    shown: ClassVar[tuple[str, ...]] = ("initiative", "partners", "groups", "missing", "all_groups")

    members: Mapping[object, tuple[object, ...]] = field(repr=False, compare=False, kw_only=True)
    """The partners of each initiative."""

    def summary(self) -> str:
        """Return one honest sentence: how many bring all groups together."""
        asked = self.parameters
        return words.initiatives_summary(self.rows, asked.wanted, two_mode=asked.weight is not None)

    def _row_type(self) -> type[Row]:
        return InitiativeMixingRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        partners = partner_references(self.members[row.initiative])
        known = groups_of(self.network, self.parameters.group)
        said = [
            (name_of(self.network, node), str(known.get(node, "not known")))
            for node in self.members[row.initiative]
        ]
        step = self._step(
            words.members_step(said), *references("initiative", [str(row.initiative)]), *partners
        )
        told = words.initiative_sentence(self.names, row)
        return Explanation(self.names.initiative(row.initiative), (step, Step(told)))
