"""What results say about findings that differ between two cities, or between two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from learningcity.analysis.coverage import CoverageRow
from learningcity.analysis.duplicates import DuplicateRow
from learningcity.analysis.gaps import GapRow
from learningcity.analysis.sentences.words import interval, join, listed

__all__ = [
    "appears_sentence",
    "changes_sentence",
    "changes_summary",
    "coverage_words",
    "difference_sentence",
    "gap_sentence",
    "gap_words",
    "other_differences_sentence",
    "pair_words",
    "side_sentence",
    "value_words",
    "vanishes_sentence",
    "with_reasons",
]

_SORTS = {
    "pairs": ("pair of initiatives", "pairs of initiatives"),
    "needs": ("need", "needs"),
    "gaps": ("other gap", "other gaps"),
}
_DONE = {
    "appears": ("appears", "appear"),
    "vanishes": ("vanishes", "vanish"),
    "changes": ("changes", "change"),
}
_ENOUGH = {
    "short": "surely too few places",
    "met": "enough places",
    "unknown": "not known whether there are enough places",
}
_REASONS = {
    "added": "{} is new",
    "removed": "{} is no longer there",
    "begun": "{} did not run before",
    "ended": "{} does not run then",
}


def changes_summary(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Return how many findings of each sort appear, vanish and change."""
    parts = [
        f"{number} {_SORTS[sort][number != 1]} {_DONE[change][number != 1]}"
        for sort, of_sort in counts.items()
        for change, number in of_sort.items()
    ]
    return f"{listed(parts)}." if parts else "No finding differs."


def pair_words(row: DuplicateRow) -> str:
    """Return what there is to say of a pair of initiatives, in a few words."""
    return f"{row.verdict}, overlap {row.overlap:g}, score {row.score:g}"


def coverage_words(row: CoverageRow) -> str:
    """Return how far a need is met, in a few words."""
    places = interval(row.supply_low, row.supply_high)
    return f"{row.status}, {_ENOUGH[row.sufficiency]}, places a year: {places}"


def gap_words(row: GapRow) -> str:
    """Return what sort of gap it is, in a few words."""
    size = "" if row.unit is None else f"{row.unit}: {interval(row.low, row.high)}"
    return listed([row.type, *row.marks, size])


def value_words(values: Sequence[object]) -> str:
    """Return a value of a row, or the two bounds of one, as people read them."""
    if len(values) > 1:
        low, high = values
        return interval(low, high)  # type: ignore[arg-type]  # two columns are always two bounds
    (value,) = values
    if isinstance(value, tuple):
        return join([str(item) for item in value]) if value else "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def appears_sentence(name: str, words: str) -> str:
    """Return that there is a finding that was not there before."""
    return f"{name}: new. Now: {words}."


def vanishes_sentence(name: str, words: str) -> str:
    """Return that a finding is not there any more."""
    return f"{name}: no longer there. Before: {words}."


def gap_sentence(change: str, sentence: str) -> str:
    """Return that there is a gap, told by its own sentence, or that there is none any more."""
    return f"{'New' if change == 'appears' else 'No longer'}: {sentence}"


def with_reasons(sentence: str, reasons: Iterable[tuple[str, str]]) -> str:
    """Return a sentence, and why it is so: to whom what happened."""
    said = [f"{_REASONS[what].format(name)}." for name, what in reasons]
    return " ".join([sentence, *said])


def changes_sentence(name: str, changed: Iterable[tuple[str, str, str]]) -> str:
    """Return what is new about a finding: each with its label, the words before and now."""
    said = "; ".join(f"{label} {now}, before {before}" for label, before, now in changed)
    return f"{name}: {said}."


def side_sentence(side: str, words: str | None) -> str:
    """Return what a finding is on one side, for an explanation."""
    return f"{side}: {words if words is not None else 'no such finding'}."


def difference_sentence(reference: str, change: str, fields: Sequence[str]) -> str:
    """Return how an entry differs, for an explanation."""
    if change == "changed":
        return f"{reference} says something else: {join(fields)}."
    return f"{reference} is {'new' if change == 'added' else 'no longer there'}."


def other_differences_sentence(number: int) -> str:
    """Return how many more entries differ, for an explanation."""
    entries = "One more entry differs" if number == 1 else f"{number} more entries differ"
    return f"{entries}; nothing named here names them."
