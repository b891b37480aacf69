"""What results say about where partners stand in the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, join, number, share

if TYPE_CHECKING:
    from learningcity.analysis.positions import PositionRow

__all__ = [
    "between_step",
    "boards_step",
    "constraint_step",
    "contact_step",
    "cut_step",
    "ego_step",
    "needs_step",
    "position_sentence",
    "positions_summary",
    "strength_step",
    "two_mode_step",
]

_NO_FIGURE = {
    "isolate": "it works with nobody",
    "one-contact": "it works with one other only",
    "too-few": "there are too few to lie between",
    "one-mode-graph": "the graph does not say who takes part in what",
    "no-city": "no city was given",
    "not-in-city": "the city has no partner of this id",
    "no-bodies": "the city names no board or other body of that day",
    "no-members-recorded": "the file names no members of any body",
    "no-needs": "the city names no need",
}


def positions_summary(
    partners: int, tied: int, first: str | None, share_first: float | None, cutting: Sequence[str]
) -> str:
    """Return the headline: who connects, and without whom parts fall away."""
    if not partners:
        return "0 partners: there is no network."
    words = f"{count(partners, 'partner')}, {number(tied)} of them with ties"
    if first is not None:
        apart = "" if share_first is None else f" ({share(share_first)} of all pairs)"
        words += f"; {first} lies between most others{apart}"
    elif tied:
        words += "; none lies between others"
    if cutting:
        one = "this one" if len(cutting) == 1 else "one of these"
        words += f"; others would be cut off if {one} left: {join(cutting)}"
    elif tied:
        words += "; no part falls away where a single partner leaves"
    return f"{words}. This says who connects, not who does good work."


def position_sentence(name: str, row: PositionRow) -> str:
    """Return in words where a partner stands."""
    if not row.degree:
        return f"{name} works with no other partner."
    words = f"{name} works with {count(row.degree, 'other')}"
    if row.betweenness_pairs:
        words += f" and lies between {_pairs(row.betweenness_pairs)} of partners"
    if row.cut_partner:
        words += f"; without it, {count(row.cut_off, 'partner')} would be cut off"
    if row.needs_only_it_serves:
        words += f"; it alone provides for {count(len(row.needs_only_it_serves), 'need')}"
    return f"{words}."


def contact_step(name: str, joint: Sequence[str], weight: float) -> str:
    """Return in what a partner works with another one."""
    strength = f"strength {share(weight)}"
    if not joint:
        return f"With {name}: {strength}."
    return f"With {name} in {count(len(joint), 'initiative')} ({strength}): {join(joint)}."


def strength_step(degree: int, strength: float, more: int) -> str:
    """Return how many contacts there are and what their ties add up to."""
    rest = f", {number(more)} of them not listed here" if more else ""
    return (
        f"{count(degree, 'contact')}{rest}; the strengths of the ties add up to {share(strength)}."
    )


def between_step(row: PositionRow, by_strength: bool) -> str:
    """Return between how many pairs a partner lies."""
    length = "each tie being 1/strength long" if by_strength else "each tie being one step"
    words = f"It lies on shortest ways between {_pairs(row.betweenness_pairs)} of others, {length}"
    if row.betweenness is None:
        return f"{words}; no share: {_why(row, 'betweenness')}."
    return f"{words}: {share(row.betweenness)} of the most that there can be."


def two_mode_step(row: PositionRow) -> str:
    """Return between how many pairs of partners and initiatives a partner lies."""
    if row.betweenness_two_mode_pairs is None:
        return f"Between partners and initiatives: not known, {_why(row, 'betweenness_two_mode')}."
    words = (
        "Among partners and initiatives together it lies between "
        f"{_pairs(row.betweenness_two_mode_pairs)}"
    )
    if row.betweenness_two_mode is None:
        return f"{words}; no share: {_why(row, 'betweenness_two_mode')}."
    return f"{words}: {share(row.betweenness_two_mode)} of the most that there can be."


def constraint_step(row: PositionRow, names: Sequence[str], shares: Sequence[float]) -> str:
    """Return the constraint and effective size, and which contacts add most."""
    if row.constraint is None or row.effective_size is None:
        return f"Constraint and effective size: none, {_why(row, 'constraint')}."
    most = join([f"{name} {share(value)}" for name, value in zip(names, shares, strict=True)])
    words = (
        f"Constraint {share(row.constraint)} over the whole network, most of it from {most}; "
        f"effective size {share(row.effective_size)} of {count(row.degree, 'contact')}"
    )
    if row.hierarchy is None:
        return f"{words}; no hierarchy: {_why(row, 'hierarchy')}."
    return f"{words}; hierarchy {share(row.hierarchy)}."


def ego_step(row: PositionRow) -> str:
    """Return the same inside the ego network."""
    return (
        "If only its own contacts and the ties between them count: constraint "
        f"{_figure(row.ego_constraint)}, effective size {_figure(row.ego_effective_size)}."
    )


def cut_step(row: PositionRow, cut_off: Sequence[str]) -> str:
    """Return what falls apart without a partner."""
    if not row.degree:
        return "It joins nobody, so that nothing falls apart without it."
    if not row.cut_partner:
        return "Without it, all that it is joined to would still be joined."
    return (
        f"Without it, its part of the network falls into {count(row.pieces, 'piece')}; "
        f"cut off from the largest: {join(cut_off)}."
    )


def boards_step(row: PositionRow, bodies: Sequence[str]) -> str:
    """Return on which bodies a partner sits."""
    if row.boards is None:
        return f"Seats on bodies: not known, {_why(row, 'boards')}."
    if not bodies:
        return "No seat on a body is recorded."
    which = "body" if len(bodies) == 1 else "bodies"
    return f"It sits on {number(len(bodies))} {which}: {join(bodies)}."


def needs_step(row: PositionRow, needs: Sequence[str]) -> str:
    """Return for which needs a partner is the only provider."""
    if row.needs_only_it_serves is None:
        return f"Needs that only it serves: not known, {_why(row, 'needs_only_it_serves')}."
    if not needs:
        return "No need has it as its only provider."
    told = join([need.rstrip(".") for need in needs])
    return f"It alone leads or delivers what is meant for {count(len(needs), 'need')}: {told}."


def _figure(figure: float | None) -> str:
    return "none" if figure is None else share(figure)


def _pairs(figure: float | None) -> str:
    shown = 0.0 if figure is None else figure
    words = f"{shown:,.0f}" if shown >= 1000 else f"{shown:.4g}"
    return f"{words} {'pair' if shown == 1 else 'pairs'}"


def _why(row: PositionRow, column: str) -> str:
    code = row.reason(column)
    return _NO_FIGURE[code]
