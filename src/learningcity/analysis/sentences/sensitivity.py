"""What a figure rests on where not everything was recorded, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.mixing import partners_of
from learningcity.analysis.sentences.reasons import why_none
from learningcity.analysis.sentences.words import count, join, number, sentence_case, share
from learningcity.graph.readings import MEETING

if TYPE_CHECKING:
    from learningcity.analysis.graph_result import Names
    from learningcity.analysis.sensitivity import SensitivityRow

__all__ = [
    "deleted_step",
    "few_words",
    "figure_name",
    "reading_step",
    "reading_words",
    "resampled_step",
    "reversal_step",
    "reversal_words",
    "sensitivity_sentence",
    "sensitivity_summary",
    "value_step",
]

_READINGS = {
    ("components", "one-piece"): "all partners are linked, directly or through others",
    ("components", "several-pieces"): "not all partners are linked, directly or through others",
    ("largest_share", "most"): "more than half of the partners are linked with each other",
    ("largest_share", "not-most"): "no more than half of the partners are linked with each other",
    ("ei_index", "more"): "there are more ties across groups than equal chances would bring",
    ("ei_index", "fewer"): "there are fewer ties across groups than equal chances would bring",
    ("ei_index", "as-many"): "there are as many ties across groups as equal chances would bring",
    ("assortativity", "alike"): "partners have ties to their own group more than to others",
    ("assortativity", "unlike"): "partners have ties to other groups more than to their own",
    ("assortativity", "neither"): "partners have ties to their own group as much as to others",
}


def figure_name(figure: str) -> str:
    """Return the name of a figure as people read it, such as ``largest component``."""
    if figure.startswith(MEETING):
        one, other = map(partners_of, figure.removeprefix(MEETING).split("+"))
        return f"ties of {one} partners" + ("" if one == other else f" with {other} ones")
    words = figure.replace("_", " ").replace("ei index", "E-I index")
    return words.replace("mode 0", "of partners").replace("mode 1", "of initiatives")


def reading_words(row: SensitivityRow, names: Names) -> str:
    """Return what a figure says."""
    if row.reading == "most-ties":
        who = join([names.partner(partner) for partner in row.about])
        verb = "works" if len(row.about) == 1 else "work"
        return f"{who} {verb} with more others than anybody else"
    if row.figure.startswith(MEETING):
        groups = [partners_of(each) for each in row.figure.removeprefix(MEETING).split("+")]
        how = {"more": "more", "fewer": "less", "as-many": "as much"}[str(row.reading)]
        than = "as" if row.reading == "as-many" else "than"
        who = f"{groups[0]} partners meet each other"
        if groups[0] != groups[-1]:
            who = f"{groups[0]} and {groups[-1]} partners meet"
        return f"{who} {how} {than} equal chances would bring"
    return _READINGS[row.figure, str(row.reading)]


def few_words(row: SensitivityRow) -> str:
    """Return how few memberships change a reading, as a number in words."""
    low, high = row.reversal_low, row.reversal_high
    if low is None:
        return "never"
    if high is None and low == 1:
        return "not searched"
    if high is None:
        return f"at least {number(low)}"
    return number(low) if low == high else f"at least {number(low)} and at most {number(high)}"


def reversal_words(row: SensitivityRow) -> str:
    """Return how few memberships that nobody recorded would change a reading."""
    if row.reversal_low is None:
        return "no membership that was left out would change that"
    if row.reversal_high is None and row.reversal_low == 1:
        return "how few unrecorded memberships would change that was not searched: too many to try"
    if row.reversal_high is None:
        least = count(row.reversal_low, "membership")
        return f"it takes at least {least} that nobody recorded to change that"
    if row.reversal_low == row.reversal_high:
        least = count(row.reversal_low, "membership")
        return f"{least} that nobody recorded would change that"
    most = count(row.reversal_high, "membership")
    return (
        f"at most {most} that nobody recorded would change that, and "
        f"{number(row.reversal_low - 1)} would not"
    )


def _interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "not known"
    return share(low) if low == high else f"{share(low)} to {share(high)}"


def sensitivity_sentence(row: SensitivityRow, names: Names) -> str:
    """Return a figure, its intervals and its reading in words."""
    name = sentence_case(figure_name(row.figure))
    if row.value is None:
        return f"{name}: not defined, as {_why(row)}."
    words = (
        f"{name}: {share(row.value)}; with other initiatives {_interval(row.low, row.high)}, "
        f"with fewer partners {_interval(row.without_low, row.without_high)}."
    )
    if row.reading is None:
        return words
    said, changed = reading_words(row, names), reversal_words(row)
    return f"{words} It says: {said}; {changed}."


def _why(row: SensitivityRow) -> str:
    return why_none(row.reason or "no-nodes")


def sensitivity_summary(rows: Sequence[SensitivityRow]) -> str:
    """Return the headline: which readings one or two memberships would change."""
    read = [row for row in rows if row.reading is not None]
    if not read:
        return "No figure of this network has a reading that unrecorded memberships could change."
    weak = [row for row in read if row.reversal_high is not None and row.reversal_high <= 2]
    figures = count(len(read), "figure")
    words = f"{figures} of the network {'says' if len(read) == 1 else 'say'} something in a word."
    if not weak:
        return f"{words} None would say something else for one or two unrecorded memberships."
    names = join([figure_name(row.figure) for row in weak])
    return (
        f"{words} {number(len(weak))} would say something else for one or two unrecorded "
        f"memberships: {names}."
    )


def value_step(row: SensitivityRow) -> str:
    """Return the figure itself."""
    name = sentence_case(figure_name(row.figure))
    if row.value is None:
        return f"{name} is not defined: {_why(row)}."
    return f"{name} is {share(row.value)} with what was recorded."


def resampled_step(row: SensitivityRow, samples: int) -> str:
    """Return what other initiatives would bring."""
    if not row.defined:
        return "There are too few initiatives to draw others like them."
    return (
        f"With as many initiatives drawn anew from those recorded, {number(samples)} times, "
        f"95 in 100 values lie from {_ends(row.low, row.high)}{_of(row.defined, samples)}. The "
        "initiatives are all that is known and no sample, so this is an indication only."
    )


def deleted_step(row: SensitivityRow, samples: int, left_out: float) -> str:
    """Return what fewer partners would bring."""
    if not row.without_defined:
        return "There are too few partners to leave some out."
    return (
        f"With a share of {share(left_out)} of the partners left out at random, "
        f"{number(samples)} times, 95 in 100 values lie from "
        f"{_ends(row.without_low, row.without_high)}{_of(row.without_defined, samples)}."
    )


def _ends(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{share(low)} to {share(high)}"


def _of(defined: int, samples: int) -> str:
    if defined == samples:
        return ""
    return f"; in {number(samples - defined)} the figure is not defined"


def reading_step(row: SensitivityRow, names: Names) -> str:
    """Return the reading."""
    return f"It says: {reading_words(row, names)}."


def reversal_step(row: SensitivityRow, names: Names) -> str:
    """Return what would change the reading."""
    words = f"{sentence_case(reversal_words(row))}."
    if not row.added:
        return words
    ties = join([f"{names.partner(who)} in {names.initiative(where)}" for who, where in row.added])
    return f"{words} Such as: {ties}."
