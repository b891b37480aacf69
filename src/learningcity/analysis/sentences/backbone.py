"""What results say about partners that meet more often than chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.nulls import kept_words
from learningcity.analysis.sentences.words import count, join, number, share

if TYPE_CHECKING:
    from learningcity.analysis.backbone import BackboneParameters, BackboneRow, Pool
    from learningcity.graph.meeting import MeetingNull

__all__ = [
    "backbone_summary",
    "chance_sentence",
    "correction_sentence",
    "meeting_sentence",
    "null_sentence",
]

_CORRECTIONS = {
    "bh": "the method of Benjamini and Hochberg",
    "by": "the method of Benjamini and Yekutieli",
}


def _kept(null: MeetingNull) -> str:
    if null == "margins":
        return kept_words("margins")
    return "each partner keeps its number of initiatives, whichever they are"


def backbone_summary(
    rows: Sequence[BackboneRow], pool: Pool, parameters: BackboneParameters
) -> str:
    """Return the headline: how many pairs meet more often than chance, or why none can."""
    if not rows:
        return "No two partners meet in an initiative, so that none meets more often than chance."
    meet = f"{count(len(rows), 'pair')} of partners {'meets' if len(rows) == 1 else 'meet'}"
    if pool.note == "frozen":
        return (
            f"{meet}; whether more often than chance cannot be said: no other graph has the same "
            "counts of partners and initiatives."
        )
    found = sum(row.in_backbone for row in rows)
    words = (
        f"{meet}, {number(found) if found else 'none'} of them more often than chance explains, "
        f"if {_kept(parameters.null)} ({_pool(pool)}; {_rule(pool, parameters)})."
    )
    return f"{words}{_limits(pool, found)}"


def _rule(pool: Pool, parameters: BackboneParameters) -> str:
    """Return up to which p a pair is found, and what that is worth among so many."""
    level = share(parameters.level)
    pairs = count(pool.tests, "pair")
    if parameters.correction == "none":
        false = number(int(parameters.level * pool.tests))
        return f"p at most {level}, not corrected: chance alone may bring {false} of {pairs}"
    return f"adjusted p at most {level}, by {_CORRECTIONS[parameters.correction]} over {pairs}"


def _pool(pool: Pool) -> str:
    if pool.possibilities is None:
        return "by a formula, without drawing"
    if pool.note == "exact":
        return f"all {number(pool.possibilities)} possible graphs"
    return count(pool.possibilities, "random graph")


def _limits(pool: Pool, found: int) -> str:
    """Return what no pair could have reached, where that is so."""
    more = "" if pool.note else "; more samples allow smaller ones"
    smallest = f"the smallest p that any could have here is {share(pool.smallest_p)}{more}"
    if pool.fewest is None:
        return f" No pair could have been found: {smallest}."
    if found or pool.fewest == 1:
        return ""
    return (
        f" A pair could be found only together with others, at least {number(pool.fewest)} at "
        f"once: {smallest}."
    )


def meeting_sentence(who: str, shared: Sequence[str]) -> str:
    """Return where two partners meet."""
    return f"{who} meet in {count(len(shared), 'initiative')}: {join(shared)}."


def null_sentence(null: MeetingNull, pool: Pool) -> str:
    """Return what was left to chance."""
    if pool.note == "frozen":
        return f"Left to chance: {_kept(null)}; no other graph has these counts."
    return f"Left to chance: {_kept(null)}; {_pool(pool)}."


def chance_sentence(row: BackboneRow) -> str:
    """Return how often two would meet by chance."""
    worth = row.effective_samples
    told = "" if worth is None else f"; worth about {count(round(worth), 'independent sample')}"
    return (
        f"By chance they meet in {share(row.expected)} on average, and in {number(row.together)} "
        f"or more with p = {share(row.p)}; the smallest p these two can have is "
        f"{share(row.smallest_p)}{told}."
    )


def correction_sentence(row: BackboneRow, pool: Pool, parameters: BackboneParameters) -> str:
    """Return what follows once all pairs that were looked at are counted."""
    verdict = "in the backbone" if row.in_backbone else "not in the backbone"
    against = f"{share(row.adjusted_p)}, against {share(parameters.level)}: {verdict}."
    if parameters.correction == "none":
        return f"Not adjusted for the {count(pool.tests, 'pair')} that were looked at: {against}"
    method = _CORRECTIONS[parameters.correction]
    return f"Adjusted for {count(pool.tests, 'pair')} by {method}: {against}"
