"""Many tests at once: p adjusted for how many were made."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import Literal, TypeAlias, get_args

from learningcity.model.figures import round_figure

__all__ = ["Correction", "adjust", "fewest_found", "read_correction"]

Correction: TypeAlias = Literal["bh", "by", "none"]
"""Benjamini–Hochberg, Benjamini–Yekutieli, or none."""


def read_correction(correction: str) -> Correction:
    """Return `correction`.

    Raises
    ------
    ValueError
        It is none of those that there are.
    """
    known: tuple[Correction, ...] = get_args(Correction)
    for one in known:
        if correction == one:
            return one
    raise ValueError(f"correction: '{correction}' is none of {', '.join(known)}")


def adjust(
    chances: Sequence[float], *, correction: Correction = "bh", tests: int | None = None
) -> tuple[float, ...]:
    """Return each p adjusted, so that those at most q are a set with a false share of at most q.

    Parameters
    ----------
    chances
        The p of each test.
    correction
        ``bh``: the expected share of false ones among those found is kept where the tests are
        independent or rise together (Benjamini & Hochberg 1995). ``by``: under any dependence
        (Benjamini & Yekutieli 2001). ``none``: p as it is.
    tests
        How many tests were made in all; those beyond `chances` have p = 1. ``None``: no others.

    Returns
    -------
    tuple of float
        In the order of `chances`, from 0 to 1.

    Raises
    ------
    ValueError
        `tests` is below the number of `chances`.

    Notes
    -----
    With the p in ascending order, p_(1) ≤ … ≤ p_(m): the adjusted p_(k) is the smallest of
    min(1, c · m · p_(j)/j) over j ≥ k, with c = 1, or c = 1 + 1/2 + … + 1/m for ``by``.

    References
    ----------
    Benjamini, Y., and Yekutieli, D. (2001). The control of the false discovery rate in multiple
    testing under dependency. Annals of Statistics 29, 1165–1188, as the documentation of the R
    package mutoss states both rules (``BY``).
    """
    made = len(chances) if tests is None else tests
    if made < len(chances):
        raise ValueError(f"tests: {made} is below the {len(chances)} that are given")
    if correction == "none":
        return tuple(map(round_figure, chances))
    factor = _factor(correction, made)
    adjusted = [1.0] * len(chances)
    least = 1.0
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    for rank, place in reversed(list(enumerate(order, 1))):
        least = min(least, factor * (made / rank) * chances[place])
        adjusted[place] = round_figure(least)
    return tuple(adjusted)


def fewest_found(
    least: Sequence[float], level: float, *, correction: Correction = "bh", tests: int
) -> int | None:
    """Return how many tests must reach their smallest p before any is found at a level.

    Parameters
    ----------
    least
        The smallest p that each test could have.
    level
        Up to which adjusted p a test is found.
    correction, tests
        As in :func:`adjust`.

    Returns
    -------
    int or None
        ``None`` where none is found even if all reach theirs.
    """
    factor = _factor(correction, tests)
    for rank, chance in enumerate(sorted(least), 1):
        over = 1 if correction == "none" else tests / rank
        if round_figure(factor * over * chance) <= round_figure(level):
            return rank
    return None


def _factor(correction: Correction, tests: int) -> float:
    """Return by how much more the tests count because they may depend on each other."""
    if correction != "by":
        return 1.0
    return fsum(1 / rank for rank in range(1, tests + 1))
