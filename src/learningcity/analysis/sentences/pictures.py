"""What pictures say: their titles, which state the finding, and the words beside their signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import count, join, number

if TYPE_CHECKING:
    from learningcity.analysis.coverage_map import CoverageMap
    from learningcity.analysis.duplicates import Duplicates
    from learningcity.analysis.robustness import Robustness
    from learningcity.analysis.timeline import Timeline

__all__ = [
    "CELL_UNITS",
    "FILL_SIGNS",
    "MAP_SIGNS",
    "NONE_RECORDED",
    "NO_TIES",
    "OF_WORDS",
    "ORDER_WORDS",
    "ROLE_SIGNS",
    "RUNNING_WORDS",
    "SECTOR_WORDS",
    "TOGETHER_WORDS",
    "affiliation_title",
    "left_out",
    "map_title",
    "network_title",
    "overlap_title",
    "resilience_title",
    "timeline_title",
    "unknowns_words",
    "verdict_words",
]

RUNNING_WORDS: Mapping[str, str] = {
    "yes": "surely running",
    "presumed": "presumed to run",
    "unknown": "may run; nobody has said",
}
"""What is said of running, from most to least certain."""

FILL_SIGNS: Mapping[str, str] = {
    "yes": "full: surely running",
    "presumed": "with a dot: presumed to run",
    "unknown": "empty: may run; nobody has said",
}
"""What the filling of a mark means."""

ROLE_SIGNS: Mapping[str, str] = {
    "lead": "lead",
    "deliverer": "deliverer",
    "funder": "funder",
    "other": "another role",
}
"""What the shape of a mark means."""

ORDER_WORDS: Mapping[str, str] = {
    "random": "mean over all orders",
    "degree": "those that hold up most go first",
    "worst": "the order that leaves least",
}
"""In which order partners withdraw."""

TOGETHER_WORDS: Mapping[str, str] = {
    "yes": "surely at one time",
    "presumed": "presumed at one time",
    "unknown": "perhaps at one time",
    "no": "never at one time",
}
"""What is said of two that run together."""

MAP_SIGNS: Mapping[str, str] = {
    "named": "an initiative names both",
    "general": "reached in general only",
    "not-known": "not known",
    "none-recorded": "none recorded, and a need speaks of it",
    "none-needed": "none recorded, and no need either",
}
"""What the cells of a map mean, in the order of the map."""

NONE_RECORDED = "grey: none recorded"
"""What stands beside the sign of a row or column without ties."""

NO_TIES = "No tie recorded:"
"""What stands above nodes without ties."""

CELL_UNITS: Mapping[str, str] = {
    "initiatives": "Number of initiatives",
    "partners": "Number of partners",
    "capacity": "Places, in people a year",
    "funding": "Net money recorded",
}
"""What the figures in the cells of a map are."""

SECTOR_WORDS: Mapping[str, str] = {
    "public": "public",
    "private": "private",
    "third": "third sector",
    "mixed": "mixed",
    "unknown": "sector not known",
}
"""What the sectors are called."""

OF_WORDS: Mapping[str, str] = {
    "needs": "needs",
    "priorities": "priorities",
    "initiatives": "initiatives",
}
"""What may stand or fall."""

_VERDICTS: Mapping[str, str] = {
    "candidate": "candidate",
    "possible": "possible; something is not known",
    "coordinated": "coordinated",
    "needed": "both needed",
    "joint": "one is a part of the other, or follows it",
    "overlap": "small overlap",
    "apart": "never at one time",
}


def verdict_words(verdict: str) -> str:
    """Return what the verdict on a pair means, in few words."""
    decided = verdict.removeprefix("reviewed:")
    return f"people decided: {decided}" if decided != verdict else _VERDICTS[verdict]


def unknowns_words(unknowns: Sequence[str]) -> str:
    """Return what nobody has said of a pair."""
    return f"not known: {join(unknowns)}" if unknowns else ""


def left_out(*kinds: tuple[int, int, str], first: str) -> str:
    """Return which part of many things a picture shows; nothing where it shows all.

    Of each kind: how many are shown, how many there are, what they are called.
    """
    parts = [
        f"{number(shown)} of {number(total)} {what}"
        for shown, total, what in kinds
        if shown < total
    ]
    return f" Shown are the {join(parts)} {first}." if parts else ""


def map_title(found: CoverageMap) -> str:
    """Return where something is missing, and of how many cells nobody knows."""
    counts, total = found.counts, len(found.rows)
    if not total:
        return "The city names nothing to compare."
    missing, silent = counts["none-recorded"], counts["not-known"]
    cells = count(total, "cell")
    parts = [
        f"A need speaks of {number(missing)} of {cells} in which no offer is recorded"
        if missing
        else f"Of {cells} none is surely empty where a need speaks",
        f"{number(silent)} not known" if silent else "",
        f"{number(counts['named'])} named by an initiative",
    ]
    return f"{'; '.join(filter(None, parts))}."


def timeline_title(found: Timeline) -> str:
    """Return when most surely ran, and where the knowledge of the files ends."""
    most = max(found.rows, key=lambda row: (row.yes, -row.day.toordinal()))
    known = f"after {found.as_of.isoformat()} only plans and presumptions are known"
    if not most.yes:
        return f"On no day shown it is sure that an initiative runs; {known}."
    return (
        f"Most initiatives surely run on {most.day.isoformat()}: {number(most.yes)} of "
        f"{number(most.yes + most.presumed + most.unknown)} that may; {known}."
    )


def resilience_title(found: Robustness) -> str:
    """Return what stands when half of the partners have withdrawn."""
    of = OF_WORDS[found.parameters.of]
    if not found.rows:
        return f"Of no {_ONE[found.parameters.of]} it is recorded which partners hold it up."
    half, partners = found.rows[found.partners // 2], count(found.partners, "partner")
    who = {
        "random": f"any {number(half.step)} of {partners}",
        "degree": f"the {number(half.step)} that hold up most, of {partners},",
        "worst": f"the worst {number(half.step)} of {partners}",
    }[found.parameters.order]
    mean = " on average" if found.parameters.order == "random" else ""
    silent = f"; of {number(len(found.not_known))} more nobody knows" if found.not_known else ""
    return (
        f"With {who} gone, {100 * half.survivors:.0f} in 100 of {number(found.things)} {of} "
        f"stand{mean}{silent}."
    )


_ONE: Mapping[str, str] = {
    "needs": "need",
    "priorities": "priority",
    "initiatives": "initiative",
}


def overlap_title(found: Duplicates, shown: int) -> str:
    """Return how many pairs may be duplicates, and how many of the rows are shown."""
    rest = left_out((shown, len(found.rows), "pairs"), first="to discuss first")
    return f"{found.summary()}{rest}"


def network_title(
    *, tied: int, nodes: int, ties: int, sure: int, most: str | None, degree: int, partners: bool
) -> str:
    """Return how many are tied to others, who most, and how many ties are sure."""
    if not nodes:
        return "There is nobody to draw."
    who = "partners" if partners else "nodes"
    verb = "work with others" if partners else "have ties"
    parts = [f"{number(tied)} of {number(nodes)} {who} {verb}"]
    if tied < nodes:
        parts.append(f"of {number(nodes - tied)} no tie is recorded")
    if most is not None:
        parts.append(f"{most} has most ties, {number(degree)}")
    if sure < ties:
        parts.append(
            f"{number(sure) if sure else 'none'} of {count(ties, 'tie')} surely {_run(sure)}"
        )
    return f"{'; '.join(parts)}."


def affiliation_title(
    *, first: tuple[int, int], second: tuple[int, int], most: str | None, degree: int, city: bool
) -> str:
    """Return how many take part in something, and how many things nobody takes part in."""
    who, what = ("partners", "initiatives") if city else ("of the first mode", "of the second mode")
    if not first[1] and not second[1]:
        return "There is nobody to draw."
    parts = [
        f"{number(first[0])} of {number(first[1])} {who} take part in something",
    ]
    if second[0] < second[1]:
        nobody = number(second[1] - second[0])
        parts.append(f"for {nobody} of {number(second[1])} {what} nobody is recorded")
    if most is not None:
        parts.append(f"{most} is in most, {number(degree)}")
    return f"{'; '.join(parts)}."


def _run(how_many: int) -> str:
    return "run" if how_many > 1 else "runs"
