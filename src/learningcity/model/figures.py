"""Figures: numbers as they are shown and compared, and the reason where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

__all__ = ["Figure", "difference", "round_figure"]


def round_figure(figure: float) -> float:
    """Return `figure` rounded to 12 significant digits, as every figure is before it is used."""
    return float(f"{figure:.12g}")


def difference(one: float, other: float) -> float:
    """Return `one` less `other`, and 0 where they differ in their last digits only.

    Rounding to significant digits does not see that what is left of two equal sums is nothing.
    """
    return 0.0 if isclose(one, other, rel_tol=1e-12) else one - other


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a network, or why it is not defined there.

    Exactly one of the two is ``None``. The value is rounded to 12 significant digits.
    """

    value: float | None
    """The figure."""
    reason: str | None = None
    """Why there is none, as a short code such as ``no-ties``."""

    def __post_init__(self) -> None:
        """Round the value, and refuse a figure that says both or neither."""
        if (self.value is None) == (self.reason is None):
            raise ValueError("a figure has a value or a reason, and not both")
        if self.value is not None:
            object.__setattr__(self, "value", round_figure(self.value))
