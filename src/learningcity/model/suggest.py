"""The one place that guesses what a misspelt word was meant to be."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["closest"]

_ENOUGH = 66.0
"""Two thirds alike: one wrong syllable in a Korean word of three is still close."""


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like `word`, or ``None`` where none is close.

    Likeness is the normalised Indel similarity of rapidfuzz, 0 to 100; 66 is close. Of equally
    close choices the first wins.
    """
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        word.casefold(),
        list(choices),
        scorer=fuzz.ratio,
        processor=str.casefold,
        score_cutoff=_ENOUGH,
    )
    return None if found is None else str(found[0])
