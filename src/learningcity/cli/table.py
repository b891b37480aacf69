"""Tables for a terminal: columns beside each other, broken where they have to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

__all__ = ["columns_of", "drawn"]

_APART = 2
"""How many columns of the terminal stand empty between two columns of the table."""

_LEAST = 12
"""So narrow a flexible column is at least, where there is room."""

_ROOMY = 20
"""In fewer columns an indent would leave no room."""

_WORD = re.compile(r"\s*\S+\s*")


def columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def drawn(rows: Sequence[Sequence[str]], flexible: int, *, width: int, gap: int) -> str:
    """Return a table as text, at most so wide; `gap` lines stand empty between rows.

    The first row is the head, which stands right above the others however many lines it takes.
    Each column is as wide as what it holds, the one of index `flexible` what is left. Where that is
    too little, the widest of the others are made narrower. Lines are broken between words, and
    within a word that is longer than its column; what goes on below an indented line stands two
    columns further in.
    """
    widths = _widths(rows, flexible, width)
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [_broken(cell, most) for cell, most in zip(row, widths, strict=True)]
        if number == 0:
            tallest = max(map(len, cells))
            cells = [[""] * (tallest - len(cell)) + cell for cell in cells]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = [_padded(part, most) for part, most in zip(parts, widths, strict=True)]
            lines.append((" " * _APART).join(padded).rstrip())
        lines += [""] * gap
    return "\n".join(lines).rstrip()


def _widths(rows: Iterable[Sequence[str]], flexible: int, width: int) -> list[int]:
    widths = [
        max((columns_of(line) for cell in column for line in cell.split("\n")), default=0)
        for column in zip(*rows, strict=True)
    ]
    left = width - _APART * (len(widths) - 1) - sum(widths) + widths[flexible]
    widths[flexible] = max(left, _LEAST)
    for _ in range(widths[flexible] - left):
        widest = max(range(len(widths)), key=lambda at: (at != flexible, widths[at]))
        widths[widest] = max(1, widths[widest] - 1)
    return widths


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def _broken(cell: str, width: int) -> list[str]:
    """Return the lines of a cell, none wider than `width`."""
    return [part for line in cell.split("\n") for part in _broken_line(line, width)]


def _broken_line(line: str, width: int) -> list[str]:
    if columns_of(line) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    inner = f"{indent}  " if indent and width >= _ROOMY else ""
    parts, current = [], ""
    for word in _WORD.findall(line):
        if columns_of(current + word.rstrip()) <= width:
            current += word
            continue
        if current:
            parts.append(current.rstrip())
        *full, current = _chopped(inner + word if current else word, width)
        parts += full
    return [*parts, current.rstrip()]


def _chopped(word: str, width: int) -> Iterator[str]:
    """Return a word in pieces that fit; most words are one piece."""
    piece = ""
    for letter in word:
        if piece and columns_of((piece + letter).rstrip()) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
