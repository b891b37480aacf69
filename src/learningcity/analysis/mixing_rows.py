"""The rows of the tables of how groups mix, from the ties of a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING, Any, TypeAlias

from learningcity.analysis.mixing_tables import (
    GroupMixingRow,
    InitiativeMixingRow,
    MixingRow,
    PartnerMixingRow,
)
from learningcity.graph.mixing import (
    Cell,
    Ties,
    cell_chances,
    cells_of,
    covers,
    ei_index,
    every_cell,
    vague,
)
from learningcity.graph.multiple import adjust
from learningcity.graph.order import label, sort_nodes
from learningcity.graph.significance import NullTest
from learningcity.model.figures import Figure, round_figure

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Key", "Members", "group_rows", "initiative_rows", "matrix_rows", "partner_rows"]

Members: TypeAlias = tuple[tuple[Any, tuple[Any, ...]], ...]
"""The initiatives that have partners, and these."""

Key: TypeAlias = tuple[str, Cell | None]
"""What is counted, and between which groups; ``None`` for the whole network."""


def matrix_rows(ties: Ties, tests: Mapping[Key, Figure | NullTest]) -> tuple[MixingRow, ...]:
    """Return a row per two groups, and per group with itself."""
    counts, weights = (cell_chances(ties, weighted=weighted) for weighted in (False, True))
    rows = []
    for cell in every_cell(ties):
        count, weight = (tests[name, cell].value or 0.0 for name in ("ties", "weight"))
        rows.append(
            MixingRow(
                group=ties.groups[cell[0]],
                other=ties.groups[cell[1]],
                pairs=_pairs(ties, cell),
                ties=int(count),
                expected=counts[cell].expected,
                z=counts[cell].z(count),
                p=_p(tests["ties", cell]),
                adjusted_p=None,
                weight=weight,
                weight_expected=weights[cell].expected,
                weight_z=weights[cell].z(weight),
                weight_p=_p(tests["weight", cell]),
                adjusted_weight_p=None,
            )
        )
    ties_p = _adjusted([(row.p, row.z) for row in rows])
    weights_p = _adjusted([(row.weight_p, row.weight_z) for row in rows])
    return tuple(
        replace(row, adjusted_p=one, adjusted_weight_p=other)
        for row, one, other in zip(rows, ties_p, weights_p, strict=True)
    )


def _adjusted(chances: Sequence[tuple[float | None, float | None]]) -> list[float | None]:
    """Return each p adjusted for all of a number that can differ, which has a z.

    The numbers of one network add up to the same in each dealing, so that some fall as others
    rise: only the rule for any dependence holds.
    """
    tested = [p for p, z in chances if p is not None and z is not None]
    after = iter(adjust(tested, correction="by"))
    return [p if p is None or z is None else next(after) for p, z in chances]


def _p(test: Figure | NullTest) -> float | None:
    return test.p if isinstance(test, NullTest) else None


def _pairs(ties: Ties, cell: Cell) -> int:
    """Return how many pairs of nodes ties of two groups can join; of a directed graph, ordered."""
    one, other = (ties.sizes[place] for place in cell)
    if cell[0] != cell[1]:
        return one * other
    return one * (one - 1) // (1 if ties.directed else 2)


def partner_rows(
    network: nx.Graph[Any], ties: Ties, known: Mapping[Any, Any]
) -> tuple[PartnerMixingRow, ...]:
    """Return a row per partner, in the order of the nodes."""
    unknown: dict[Any, int] = dict.fromkeys(network, 0)
    within: dict[Any, list[float]] = {node: [] for node in network}
    across: dict[Any, list[float]] = {node: [] for node in network}
    for one, other, weight in network.edges.data("weight", default=1):
        for node in (one, other):
            if one not in known or other not in known:
                unknown[node] += 1
            else:
                (within if known[one] == known[other] else across)[node].append(float(weight))
    sizes = dict(zip(ties.groups, ties.sizes, strict=True))
    return tuple(
        _partner_row(node, known.get(node), within[node], across[node], unknown[node], sizes)
        for node in network
    )


def _partner_row(
    node: Any,
    group: Any,
    within: Sequence[float],
    across: Sequence[float],
    unknown: int,
    sizes: Mapping[Any, int],
) -> PartnerMixingRow:
    if group is None:
        return PartnerMixingRow(
            label(node), None, None, None, None, None, None, unknown, "unknown-group"
        )
    why = "unknown-groups" if unknown else "isolate"
    index = ei_index(len(across), len(within), why)
    others = sum(sizes.values()) - 1
    inside = sizes[group] - 1
    return PartnerMixingRow(
        partner=label(node),
        group=group,
        within=len(within),
        across=len(across),
        ei_index=index.value,
        ei_index_random_mixing=ei_index(others - inside, inside, "").value if others else None,
        ei_index_weighted=ei_index(fsum(across), fsum(within), why).value,
        unknown_ties=unknown,
        reason=index.reason,
    )


def group_rows(ties: Ties, partners: Sequence[PartnerMixingRow]) -> tuple[GroupMixingRow, ...]:
    """Return a row per group, in the order of the groups."""
    cells = cells_of(ties)
    rows = []
    for place, group in enumerate(ties.groups):
        within = cells.get((place, place), [])
        across = [
            weight
            for cell, weights in cells.items()
            if place in cell and cell[0] != cell[1]
            for weight in weights
        ]
        unknown = sum(row.unknown_ties for row in partners if row.group == group)
        why = "unknown-groups" if unknown else "no-ties"
        index = ei_index(len(across), len(within), why)
        size = ties.sizes[place]
        inside, outside = size * (size - 1) / 2, size * (len(ties.nodes) - size)
        rows.append(
            GroupMixingRow(
                group=group,
                partners=size,
                within=len(within),
                across=len(across),
                ei_index=index.value,
                ei_index_random_mixing=ei_index(outside, inside, "one-partner").value,
                weight_within=round_figure(fsum(within)),
                weight_across=round_figure(fsum(across)),
                ei_index_weighted=ei_index(fsum(across), fsum(within), why).value,
                unknown_ties=unknown,
                reason=index.reason,
            )
        )
    return tuple(rows)


def initiative_rows(
    members: Members, known: Mapping[Any, Any], wanted: Sequence[Any]
) -> tuple[InitiativeMixingRow, ...]:
    """Return a row per initiative that has partners, in the order of the nodes."""
    rows = []
    for node, taking in members:
        groups = [known.get(partner) for partner in taking]
        found = [group for group in groups if group is not None]
        others = sort_nodes({*found} - {*wanted})
        verdict = covers(groups, wanted)
        rows.append(
            InitiativeMixingRow(
                initiative=label(node),
                partners=len(taking),
                groups=(*(group for group in wanted if group in found), *others),
                missing=tuple(group for group in wanted if group not in found),
                unknown=tuple(label(taking[place]) for place in vague(groups, wanted)),
                all_groups="not-known" if verdict is None else "yes" if verdict else "no",
            )
        )
    return tuple(rows)
