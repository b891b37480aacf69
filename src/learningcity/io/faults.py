"""What the steps of reading a text tell one another: faults, and values that could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from learningcity.diagnostics import Severity

__all__ = ["LOST_KEY", "UNREAD", "UNSEEN", "Fault", "Stop", "Unread", "holds_unread"]


class Unread:
    """The type of ``UNREAD``."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return a word that shows up if it ever leaks."""
        return "UNREAD"


UNREAD: Final = Unread()
"""Stands for a value that could not be read. A fault has been reported; no more is to be said."""

LOST_KEY: Final = "<<"
"""Stands in a block of keys for keys that could not be read, so that none of them is missed."""

UNSEEN: Final = "\ufffd"
"""Stands in a text for a character that does not belong there and has been reported."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at an offset in a text, before it is known which line that is."""

    code: str
    message: str
    offset: int
    length: int = 1
    hint: str | None = None
    related: tuple[tuple[str, int, int], ...] = ()
    """Other places: what is there, its offset, its length."""
    severity: Severity = Severity.ERROR


class Stop(Exception):  # noqa: N818 - it ends the reading of one text and never leaves this layer
    """The reading of a text cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def holds_unread(value: object) -> bool:
    """Return whether `value` is, or has anywhere inside, something that could not be read."""
    waiting: list[object] = [value]
    while waiting:
        item = waiting.pop()
        if item is UNREAD:
            return True
        if isinstance(item, dict):
            if LOST_KEY in item:
                return True
            waiting.extend(item.values())
        elif isinstance(item, list | tuple):
            waiting.extend(_inner(item))
    return False


def _inner(items: Iterable[object]) -> Iterable[object]:
    return (item for item in items if item is UNREAD or isinstance(item, dict | list | tuple))
