"""Which word stands where a column has no value: unknown, undefined and "there is none" differ."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "ABSENT",
    "NONE_SIGN",
    "NOT_COMPARED",
    "NOT_DEFINED",
    "NOT_KNOWN",
    "NO_SUCH",
    "absent_word",
]

NOT_KNOWN = "not known"
"""Nobody has said it. The word of every column that is not named below."""

NO_SUCH = "none"
"""There is no such thing, or none is recorded."""

NOT_DEFINED = "not defined"
"""The measure has no value here; ``reason``, where there is one, says why."""

NONE_SIGN = "-"
"""What stands in a cell of a text table where there is none, or where a figure is not defined."""

NOT_COMPARED = "not compared"
"""No comparison with chance was asked for, or none could be made."""

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    NO_SUCH: (
        "above",
        "after",
        "before",
        "community",
        "leads_to",
        "null_note",
        "owner",
        "partner",
        "priority",
        "reading",
        "reason",
        "funder_reason",
        "reversal_high",
        "reversal_low",
        "size_low",
        "sole_provider",
        "subject",
        "survives",
        "top",
        "umbrella",
        "under",
        "unit",
    ),
    NOT_DEFINED: (
        "betweenness",
        "both",
        "perhaps",
        "stated_only",
        "worked_only",
        "endorsed",
        "betweenness_two_mode",
        "betweenness_two_mode_pairs",
        "centralisation",
        "clustering",
        "clustering_max",
        "clustering_min",
        "constraint",
        "coordinator",
        "core_share",
        "count",
        "effective_size",
        "efficiency",
        "ego_constraint",
        "ego_effective_size",
        "ego_efficiency",
        "ego_hierarchy",
        "ei_index",
        "ei_index_random_mixing",
        "ei_index_weighted",
        "endorsed_share",
        "expected",
        "factor",
        "gatekeeper",
        "gatekeeper_representative",
        "hierarchy",
        "hub_share",
        "in_core",
        "itinerant",
        "liaison",
        "redundancy",
        "representative",
        "sd",
        "stability",
        "stated_share",
        "value",
        "weight_z",
        "without_high",
        "without_low",
        "without_partner_share",
        "z",
    ),
    NOT_COMPARED: (
        "adjusted_p",
        "adjusted_weight_p",
        "effective_samples",
        "null_mean",
        "null_sd",
        "p",
        "samples",
        "smallest_p",
        "weight_p",
    ),
}

ABSENT: Mapping[str, str] = {name: word for word, names in _COLUMNS.items() for name in names}
"""The word of each column that has another one than ``not known``."""


def absent_word(column: str) -> str:
    """Return the word that stands in a column where a row has no value."""
    return ABSENT.get(column, NOT_KNOWN)
