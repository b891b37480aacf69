"""What results say about two-mode graphs: who takes part in what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, join, number, share

if TYPE_CHECKING:
    from learningcity.analysis.communities import CommunityRow
    from learningcity.analysis.figures import FigureRow
    from learningcity.analysis.redundancy import RedundancyRow
    from learningcity.analysis.two_mode_reading import TwoModeReading

__all__ = [
    "NOTHING",
    "by_chance_step",
    "chance_clause",
    "chance_summary",
    "clustering_step",
    "communities_summary",
    "community_ties_step",
    "component_step",
    "cycles_step",
    "equal_step",
    "isolates_step",
    "joining_step",
    "mean_step",
    "members_step",
    "modularity_step",
    "no_community_step",
    "pairs_step",
    "redundancy_sentence",
    "redundancy_summary",
    "stability_step",
    "structure_summary",
    "subject",
    "ties_step",
    "triads_step",
    "without_null_step",
]

NOTHING = "No partner and no initiative is recorded."

_CALLED = {
    "connectance": "Share of all possible ties",
    "mean_degree": "Mean number of ties",
    "isolates": "Number without ties",
    "components": "Number of parts that hang together",
    "largest_share": "Share of all in the largest part",
    "redundancy": "Redundancy, mean: pairs that also meet elsewhere",
    "clustering": "Clustering, mean: shared of what both have",
    "clustering_min": "Clustering, mean: shared of what the smaller has",
    "clustering_max": "Clustering, mean: shared of what the larger has",
    "four_cycle_clustering": "Share of paths of three ties that a fourth closes",
    "triad_clustering": "Share of triads that close",
    "modularity": "Modularity of the best communities of a short search",
    "nestedness": "Nestedness (NODF), 0 to 100",
}

_SHORT = {
    "redundancy": "share also joined elsewhere",
    "four_cycle_clustering": "paths of three ties that close",
    "modularity": "modularity",
    "nestedness": "nestedness",
}


def subject(figure: str, reading: TwoModeReading) -> str:
    """Return what a figure is, in words."""
    base, _, mode = figure.partition("_mode_")
    whose = f", {reading.nouns[int(mode)][1]}" if mode else ""
    return f"{_CALLED[base]}{whose}"


def structure_summary(
    reading: TwoModeReading, ties: int, redundancy: float | None, *, compared: bool
) -> str:
    """Return the headline: how many take part in how much, and whether they also meet elsewhere."""
    rows, columns = (len(reading.nodes(mode)) for mode in (0, 1))
    if not rows and not columns:
        return NOTHING
    parts = [
        f"{reading.count(rows, 0)} and {reading.count(columns, 1)}, {count(ties, 'tie')} between "
        "them."
    ]
    if redundancy is not None:
        parts.append(
            f"Of the pairs of {reading.nouns[0][1]} that {reading.nouns[1][1]} join, a share of "
            f"{share(redundancy)} are also joined elsewhere, on average."
        )
    if not compared:
        parts.append(
            "What of this is more than chance is not known: no comparison with chance was asked "
            "for."
        )
    return " ".join(parts)


def chance_clause(row: FigureRow) -> str:
    """Return how a figure stands among those of chance, in one clause."""
    name = _SHORT[row.figure.partition("_mode_")[0]]
    if row.value is None or row.null_mean is None or row.p is None:
        return f"{name}: not defined"
    return f"{name} {share(row.value)}, by chance {share(row.null_mean)} (p = {share(row.p)})"


def chance_summary(reading: TwoModeReading, clauses: Sequence[str]) -> str:
    """Return what was left to chance, and how the figures stand."""
    rows, columns = reading.nouns[0][1], reading.nouns[1][1]
    return (
        f"Beside chance, which shuffles the ties while all {rows} and {columns} keep as many as "
        f"they have: {'; '.join(clauses)}."
    )


def ties_step(reading: TwoModeReading, ties: int) -> str:
    """Return how many ties there are, of how many possible."""
    rows, columns = (len(reading.nodes(mode)) for mode in (0, 1))
    return (
        f"{count(ties, 'tie')} between {reading.count(rows, 0)} and {reading.count(columns, 1)}, "
        f"of {number(rows * columns)} possible."
    )


def isolates_step(reading: TwoModeReading, mode: int, names: Sequence[str]) -> str:
    """Return which nodes of one mode have no ties."""
    who = f": {join(names)}" if names else ""
    return f"{reading.count(len(names), mode)} without ties{who}."


def component_step(reading: TwoModeReading, sizes: Sequence[tuple[int, int]]) -> str:
    """Return how large the parts that hang together are."""
    rows, columns = sizes[0]
    single = sum(sum(size) == 1 for size in sizes)
    parts = "1 part that hangs" if len(sizes) == 1 else f"{number(len(sizes))} parts that hang"
    return (
        f"{parts} together, {number(single)} of them without ties. The largest has "
        f"{reading.count(rows, 0)} and {reading.count(columns, 1)}."
    )


def mean_step(reading: TwoModeReading, mode: int, values: Sequence[float], lacking: str) -> str:
    """Return over how many nodes a mean was taken, and from which to which value."""
    out = len(reading.nodes(mode)) - len(values)
    left = f" Left out: {number(out)} {lacking}." if out else ""
    if not values:
        return f"It is defined for no {reading.nouns[mode][0]}.{left}"
    return (
        f"Mean over {reading.count(len(values), mode)}, of figures from {share(min(values))} to "
        f"{share(max(values))}.{left}"
    )


def cycles_step(cycles: int, paths: int) -> str:
    """Return what the share of closed paths is made of."""
    return (
        f"{count(cycles, 'cycle')} of four ties, four paths each, of {count(paths, 'path')} of "
        "three ties."
    )


def triads_step(reading: TwoModeReading, mode: int, closed: int, paths: int) -> str:
    """Return what the share of closed triads is made of."""
    one, several = reading.nouns[1 - mode]
    return (
        f"{count(paths, 'path')} over three {reading.nouns[mode][1]} and two {several}; of "
        f"{number(closed)} the ends share a third {one}."
    )


def modularity_step(communities: int) -> str:
    """Return what the modularity is of, and where to look further."""
    return (
        f"The better of two short searches, the same for the graph and for chance, which ends in "
        f"{count(communities, 'community', 'communities')}. The search for communities looks "
        "further and shows them."
    )


def equal_step(reading: TwoModeReading, mode: int, equal: float) -> str:
    """Return the note that equal numbers of ties are never nested."""
    return (
        f"Of all pairs of {reading.nouns[mode][1]} with ties, a share of {share(equal)} have "
        "equally many: they count as 0 whatever they share."
    )


def without_null_step() -> str:
    """Return why nestedness is not shown alone."""
    return (
        "Not shown without a comparison: how nested a graph looks depends on how many ties each "
        "node has."
    )


# -- redundancy ----------------------------------------------------------------------------------


def redundancy_sentence(reading: TwoModeReading, row: RedundancyRow, name: str) -> str:
    """Return a row in words."""
    ties = reading.count(row.degree, 1 - row.mode)
    if row.redundancy is None:
        return f"{name}: {ties}, so that no two are joined by it."
    if row.pairs_elsewhere == row.pairs:
        return f"{name}: each two of its {ties} are also joined elsewhere."
    if not row.pairs_elsewhere:
        return f"{name}: no two of its {ties} are joined elsewhere."
    are = "is" if row.pairs_elsewhere == 1 else "are"
    return (
        f"{name}: {ties}, {number(row.pairs)} pairs, of which {number(row.pairs_elsewhere)} {are} "
        "also joined elsewhere."
    )


def redundancy_summary(reading: TwoModeReading, rows: Sequence[RedundancyRow]) -> str:
    """Return the headline: how many initiatives join partners that meet nowhere else."""
    joining = [row for row in rows if row.mode == 1 and row.redundancy is not None]
    one, several = reading.nouns[1]
    members = reading.nouns[0][1]
    if not joining:
        return f"No {one} has two {members} or more."
    only = sum(row.pairs_elsewhere == 0 for row in joining)
    every = sum(row.pairs_elsewhere == row.pairs for row in joining)
    return (
        f"{number(len(joining))} {one if len(joining) == 1 else several} with two {members} or "
        f"more: in {number(only)} no two of them also meet elsewhere, in {number(every)} all do. "
        "Neither is good or bad as such."
    )


def members_step(reading: TwoModeReading, row: RedundancyRow) -> str:
    """Return how many pairs the neighbours of a node make."""
    ties = reading.count(row.degree, 1 - row.mode)
    return f"It has {ties}, which make {count(row.pairs, 'pair')}."


def joining_step(name: str, both: Sequence[str]) -> str:
    """Return which neighbours of a node another one joins too."""
    return f"{name} also joins {number(len(both))} of them: {join(both)}."


def pairs_step(row: RedundancyRow, alone: Sequence[Sequence[str]]) -> str:
    """Return how many pairs are joined elsewhere, and which are not."""
    pairs = "; ".join(join(pair) for pair in alone[:_PAIRS])
    more = f"; and {number(len(alone) - _PAIRS)} more" if len(alone) > _PAIRS else ""
    only = f" Joined by nothing else: {pairs}{more}." if alone else ""
    are = "is" if row.pairs_elsewhere == 1 else "are"
    return (
        f"{number(row.pairs_elsewhere)} of {count(row.pairs, 'pair')} {are} also joined "
        f"elsewhere.{only}"
    )


_PAIRS = 10


def clustering_step(reading: TwoModeReading, row: RedundancyRow, others: int) -> str:
    """Return what the clustering of a node is made of."""
    theirs = reading.nouns[1 - row.mode][1]
    if row.clustering is None:
        return f"It shares {theirs} with no other one: its clustering is not defined."
    return (
        f"It shares {theirs} with {reading.count(others, row.mode)}; of all {theirs} that the two "
        f"have, on average a share of {share(row.clustering)}."
    )


# -- communities ---------------------------------------------------------------------------------


def communities_summary(
    reading: TwoModeReading,
    sizes: Sequence[tuple[int, int]],
    modularity: float | None,
    *,
    starts: int,
    reached: int,
    agreement: float,
) -> str:
    """Return the headline: how many communities, how good, and how sure the search is."""
    if modularity is None:
        return "Nobody is tied to anything: there are no communities."
    rows, columns = sizes[0]
    return (
        f"{count(len(sizes), 'community', 'communities')}, modularity {share(modularity)}; the "
        f"largest has {reading.count(rows, 0)} and {reading.count(columns, 1)}. "
        f"{number(reached)} of {count(starts, 'start')} of the search ended in as much; all of "
        f"them agree by {share(agreement)} (adjusted Rand index, 1 where all are the same). Chance "
        "alone gives communities too; the figures of the two-mode structure say whether these are "
        "more."
    )


def community_ties_step(name: str, community: int, within: Sequence[str], ties: int) -> str:
    """Return with whom of its own community a node is tied."""
    who = f": {join(within)}" if within else ""
    return f"{name}: {len(within)} of {count(ties, 'tie')} lead into community {community}{who}."


def by_chance_step(row: CommunityRow, expected: float) -> str:
    """Return how many ties would lead into the community if ties were dealt out."""
    return (
        f"If ties were dealt out at random, with each node keeping its number, {share(expected)} "
        f"of them would lead into community {row.community} on average."
    )


def stability_step(stability: float, starts: int) -> str:
    """Return how alike the community is in all that the search ended in."""
    return (
        f"Over {count(starts, 'start')} of the search, its communities have on average a share of "
        f"{share(stability)} of their nodes in common with this one."
    )


def no_community_step(name: str) -> str:
    """Return why a node is in no community."""
    return f"{name} has no ties: it could be in any community."
