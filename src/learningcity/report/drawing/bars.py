"""Bars over time, and pairs of bars: where they stand in a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, log10

__all__ = ["Bar", "Bars", "Tick", "draw_bars"]

WIDTH = 960
HEIGHT = 260
_LEFT = 84
_RIGHT = 8
_TOP = 12
_BOTTOM = 28
_TICKS = 4


@dataclass(frozen=True)
class Bar:
    """One bar, or one layer of it."""

    column: int
    """In which column it stands, from 0."""
    layer: int
    """Which layer of the column it is, from the ground up."""
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Tick:
    """A line across, and its number."""

    value: int
    y: float


@dataclass(frozen=True)
class Bars:
    """Columns of bars."""

    width: int
    height: int
    ground: int
    """Where the bars stand."""
    left: int
    """Where the columns begin."""
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    middles: tuple[float, ...]
    """The middle of each column."""
    edges: tuple[float, ...]
    """Where each column begins, and where the last one ends."""


def draw_bars(columns: Sequence[Sequence[int | Fraction]], *, height: int = HEIGHT) -> Bars:
    """Return columns of layers that stand on one another; each number is the height of a layer."""
    highest = Fraction(max((sum(layers) for layers in columns), default=0))
    step = _step(highest)
    top = step * max(1, -(-highest // step))
    ground = height - _BOTTOM
    room = ground - _TOP
    pitch = (WIDTH - _LEFT - _RIGHT) / max(1, len(columns))
    bars = []
    for column, layers in enumerate(columns):
        below = Fraction(0)
        for layer, value in enumerate(layers):
            if value:
                high = float(value / top * room)
                y = ground - float(below / top * room) - high
                x = _LEFT + column * pitch + pitch * 0.12
                bars.append(
                    Bar(
                        column,
                        layer,
                        round(x, 1),
                        round(y, 1),
                        round(pitch * 0.76, 1),
                        round(high, 1),
                    )
                )
            below += value
    return Bars(
        WIDTH,
        height,
        ground,
        _LEFT,
        tuple(bars),
        tuple(
            Tick(int(step * index), round(ground - float(step * index / top * room), 1))
            for index in range(int(top / step) + 1)
        ),
        tuple(round(_LEFT + (column + 0.5) * pitch, 1) for column in range(len(columns))),
        tuple(round(_LEFT + column * pitch, 1) for column in range(len(columns) + 1)),
    )


def _step(highest: Fraction) -> Fraction:
    """Return the distance of the lines across: 1, 2 or 5 times a power of ten, at least 1."""
    if highest <= _TICKS:
        return Fraction(1)
    rough = highest / _TICKS
    power = Fraction(10) ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
