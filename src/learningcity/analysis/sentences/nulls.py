"""What a comparison with chance says, in words."""

from __future__ import annotations

from learningcity.analysis.sentences.words import number, share
from learningcity.graph.significance import Null, NullTest

__all__ = ["TWO_SIDED", "kept_words", "null_sentences", "pool_words", "standing_words"]

TWO_SIDED = (
    "p is twice the share of those by chance that are as high or higher, or as low or lower, "
    "whichever are fewer"
)
"""What a p says, which is not how far from chance a figure is."""

_KEPT: dict[Null, str] = {
    "margins": (
        "each partner keeps its number of initiatives and each initiative its number of partners"
    ),
    "labels": "the ties stay, and the groups are dealt out anew among the partners",
}


def kept_words(null: Null) -> str:
    """Return what stays when the rest is left to chance."""
    return _KEPT[null]


def pool_words(test: NullTest) -> str:
    """Return with how many possibilities a figure was compared."""
    if test.note == "frozen":
        return "there is no other possibility, so that chance says nothing here"
    several = number(test.samples or 0)
    if test.note == "exact":
        return f"compared with all {several} possibilities"
    worth = test.effective_samples
    told = "" if worth is None else f", worth about {number(round(worth))} independent ones"
    return f"compared with {several} random samples{told}"


def standing_words(test: NullTest) -> str:
    """Return how a figure stands among those of chance: the mean, and how often so far out."""
    if test.mean is None or test.p is None or test.smallest_p is None:
        return "chance gives no figure to compare with"
    words = f"by chance {share(test.mean)} on average; p = {share(test.p)}"
    return f"{words}, where the smallest possible p is {share(test.smallest_p)}; {TWO_SIDED}"


def null_sentences(test: NullTest) -> tuple[str, ...]:
    """Return what was compared with what, and how the figure stands."""
    if test.value is None:
        return ()
    return (
        f"Left to chance: {kept_words(test.null)}; {pool_words(test)}.",
        f"{standing_words(test).capitalize()}.",
    )
